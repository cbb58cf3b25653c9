"""Looks interchange files over without a database: each conversation held to its dataset's rules.

A conversation that has a specification is held to it and to its template's bar; any other to the dataset's.
Near copies are looked for among the conversations of all files given. Reads files, prints nothing; tested in
tests/unit/test_cli_check.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from worker.domain.conversation import Conversation
from worker.domain.findings import QualityReport
from worker.errors import ContentError
from worker.interchange.fields import Note
from worker.interchange.reading import file_at, lenient
from worker.planning.shapes import Rules
from worker.quality.assess import assess
from worker.quality.checks import Other
from worker.quality.novelty import other_of
from worker.quality.shortlist import close

# A file is somebody's own words: nobody has to judge it before training.
_METHOD = "imported"
# The checks that look each citation up in the text it is from.
_OCCURS = ("quote_occurs", "phrase_occurs")


@dataclass(frozen=True)
class ReviewedConversation:
    """A conversation and what the checks made of it; planned: whether it was held to a specification."""

    conversation_id: str
    planned: bool
    report: QualityReport
    conversation: Conversation


@dataclass(frozen=True)
class ReviewedFile:
    """A file: its conversations, or why it could not be read ("" when it could).

    notes: what is not as the format has it, and so in no column.
    """

    path: Path
    broken: str
    conversations: tuple[ReviewedConversation, ...] = ()
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Figures:
    """What conversations hold in all. grounded: the share of quotes and phrases that occur; covered: of
    sentences whose turn's breakdown is its whole answer. Both from 0 to 1, None where there is none.
    """

    turns: int
    sentences: int
    indicators: int
    quotes: int
    rationales: int
    grounded: float | None
    covered: float | None


def figures_of(reviewed: Sequence[ReviewedConversation]) -> Figures:
    """The figures of conversations together, from their metrics."""
    metrics = [item.report.metrics for item in reviewed]
    counts = [part.evidence.get(name) for each in metrics for part in each.score_parts for name in _OCCURS]
    measured = [count for count in counts if count]
    cited = sum(count["of"] for count in measured)
    sentences = sum(each.total_sentences for each in metrics)
    return Figures(
        turns=sum(each.total_turns for each in metrics),
        sentences=sentences,
        indicators=sum(each.total_indicators for each in metrics),
        quotes=sum(each.total_quotes for each in metrics),
        rationales=sum(each.total_rationales for each in metrics),
        grounded=sum(count["passed"] for count in measured) / cited if cited else None,
        covered=sum(each.total_sentences * each.sentence_coverage_rate for each in metrics) / sentences
        if sentences
        else None,
    )


def files_of(paths: Sequence[Path]) -> list[Path]:
    """The files named, and the .json files of the folders named, each once, in order.

    Raises ContentError: a path is not there, or a folder holds no such file.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if path.is_dir():
            inside = sorted(path.rglob("*.json"))
            if not inside:
                raise ContentError(f"{path} holds no .json file.")
            found |= dict.fromkeys(inside)
        elif path.exists():
            found[path] = None
        else:
            raise ContentError(f"{path} is not there.")
    return list(found)


def review(files: Sequence[Path], rules: Rules) -> list[ReviewedFile]:
    """What the checks find in each file; one that cannot be read keeps none of the others."""
    read: list[tuple[Path, str, tuple[Conversation, ...], tuple[Note, ...]]] = []
    for path in files:
        try:
            file = file_at(path)
        except ContentError as error:
            read.append((path, error.message, (), ()))
        else:
            read.append((path, "", tuple(map(lenient, file.conversations)), file.notes))
    everybody = [other_of(conversation) for _, _, held, _ in read for conversation in held]
    alike = iter(close([other.messages for other in everybody]))
    return [
        ReviewedFile(
            path,
            broken,
            tuple(
                _reviewed(conversation, [everybody[place] for place in next(alike)], rules)
                for conversation in held
            ),
            notes,
        )
        for path, broken, held, notes in read
    ]


def _reviewed(conversation: Conversation, alike: Sequence[Other], rules: Rules) -> ReviewedConversation:
    name = conversation.conversation_id
    plan = rules.plans.get(name)
    others = [other for other in alike if other.conversation_id != name]
    report = assess(conversation, plan, rules.bar_of(plan), _METHOD, rules.dataset.profile, others)
    return ReviewedConversation(name, plan is not None, report, conversation)
