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
from worker.interchange.reading import read_file
from worker.planning.shapes import Rules
from worker.quality.assess import assess
from worker.quality.novelty import other_of

# A file is somebody's own words: nobody has to judge it before training.
_METHOD = "imported"


@dataclass(frozen=True)
class ReviewedConversation:
    """A conversation and what the checks made of it; planned: whether it was held to a specification."""

    conversation_id: str
    planned: bool
    report: QualityReport
    conversation: Conversation


@dataclass(frozen=True)
class ReviewedFile:
    """A file: its conversations, or why it could not be read ("" when it could)."""

    path: Path
    broken: str
    conversations: tuple[ReviewedConversation, ...] = ()


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
    read: list[tuple[Path, str, tuple[Conversation, ...]]] = []
    for path in files:
        try:
            read.append((path, "", tuple(item.conversation for item in read_file(path))))
        except ContentError as error:
            read.append((path, error.message, ()))
    everybody = [conversation for _, _, held in read for conversation in held]
    return [
        ReviewedFile(path, broken, tuple(_reviewed(conversation, everybody, rules) for conversation in held))
        for path, broken, held in read
    ]


def _reviewed(
    conversation: Conversation, everybody: Sequence[Conversation], rules: Rules
) -> ReviewedConversation:
    name = conversation.conversation_id
    plan = rules.plans.get(name)
    others = [other_of(other) for other in everybody if other.conversation_id != name]
    report = assess(conversation, plan, rules.bar_of(plan), _METHOD, rules.dataset.profile, others)
    return ReviewedConversation(name, plan is not None, report, conversation)
