"""Mends by code what needs no model: drops a quote the client never said, trims a list that is too long.

Only what a finding names is taken away, nothing is written. Whether enough remains is not decided here: the
caller assesses again and keeps a mend only when it leaves no new fault (worker/generation/draft.py). Pure;
tested in tests/unit/test_generation_mend.py.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from worker.domain.annotation import AnnotationSection
from worker.domain.base import Model
from worker.domain.drafts import (
    EmotionalContextDraft,
    Explained,
    QuotesDraft,
    ResponseBreakdownDraft,
    ResponseStrategyDraft,
    SentenceDraft,
    TurnAnnotationDraft,
)
from worker.domain.findings import Finding
from worker.quality.matching import fold, fold_name

# Checks of quality/ whose finding names one quote (category, quote) that should not be there.
_QUOTE_CHECKS = frozenset({"quote_occurs", "quote_words", "quotes_overlap"})
# Checks of quality/ that count a list, and the draft's list they count.
_COUNTED: dict[str, str] = {
    "client_needs": "client_needs",
    "red_flags": "red_flags",
    "secondary_strategies": "secondary_strategies",
    "avoid_tactics": "avoid_tactics",
    "specific_techniques": "specific_techniques",
    "positive_indicators": "positive",
    "neutral_indicators": "neutral",
    "negative_indicators": "negative",
    "skills": "demonstrates_skills",
}

Item = TypeVar("Item")


def mended(
    annotation: TurnAnnotationDraft, section: AnnotationSection, findings: Sequence[Finding]
) -> TurnAnnotationDraft | None:
    """The annotation with the section mended as far as the findings say how; None when nothing changes.

    Args:
        annotation: of one turn.
        section: which part of it.
        findings: those of this turn and section.
    """
    before: Model = getattr(annotation, section)
    after = before
    for finding in findings:
        after = _mend(after, finding)
    if after == before:
        return None
    return annotation.model_copy(update={section: after})


def _mend(part: Model, finding: Finding) -> Model:
    evidence = finding.evidence
    if finding.check in _QUOTE_CHECKS and isinstance(part, EmotionalContextDraft):
        kept_quotes = _without_quote(
            part.emotional_indicators, fold_name(evidence["category"]), evidence["quote"]
        )
        return part.model_copy(update={"emotional_indicators": kept_quotes})
    if isinstance(part, ResponseBreakdownDraft) and finding.sentence is not None:
        return _mend_sentence(part, finding)
    if evidence.get("count", 0) <= evidence.get("most", 0):
        return part
    if finding.check == "tactical_choices" and isinstance(part, ResponseStrategyDraft):
        return _with_fewer_tactics(part, evidence["most"])
    field = _COUNTED.get(finding.check)
    if field is None:
        return part
    return part.model_copy(update={field: getattr(part, field)[: evidence["most"]]})


def _with_fewer_tactics(part: ResponseStrategyDraft, most: int) -> ResponseStrategyDraft:
    """So many choices, the longer list cut: what was declined teaches as much as what was taken."""
    taken, declined = list(part.tactical_choices.taken), list(part.tactical_choices.declined)
    while len(taken) + len(declined) > most:
        (taken if len(taken) >= len(declined) else declined).pop()
    kept = part.tactical_choices.model_copy(update={"taken": tuple(taken), "declined": tuple(declined)})
    return part.model_copy(update={"tactical_choices": kept})


def _mend_sentence(part: ResponseBreakdownDraft, finding: Finding) -> ResponseBreakdownDraft:
    def change(sentence: SentenceDraft) -> SentenceDraft:
        if sentence.number != finding.sentence:
            return sentence
        choices = sentence.phrases
        match finding.check:
            case "phrase_occurs":
                wrong = finding.evidence["phrase"]
                choices = _without_one(choices, lambda choice: choice[0] == wrong)
            case "phrases_distinct":
                first: dict[str, Explained] = {}
                for choice in choices:
                    first.setdefault(fold(choice[0]).casefold(), choice)
                choices = tuple(first.values())
            case "word_choices":
                choices = choices[: finding.evidence["most"]]
            case _:
                pass
        return sentence.model_copy(update={"phrases": choices})

    return part.model_copy(update={"sentences": tuple(change(sentence) for sentence in part.sentences)})


def _without_quote(groups: Sequence[QuotesDraft], category: str, quote: str) -> tuple[QuotesDraft, ...]:
    """The quotes without the last one of that category and those words; a category left empty goes too."""
    for index in range(len(groups) - 1, -1, -1):
        group = groups[index]
        if fold_name(group.category) == category and quote in group.quotes:
            kept = _without_one(group.quotes, lambda words: words == quote)
            rest = (group.model_copy(update={"quotes": kept}),) if kept else ()
            return (*groups[:index], *rest, *groups[index + 1 :])
    return tuple(groups)


def _without_one(items: Sequence[Item], wrong: Callable[[Item], bool]) -> tuple[Item, ...]:
    """The items without the last one that is wrong: each finding names one."""
    for index in range(len(items) - 1, -1, -1):
        if wrong(items[index]):
            return (*items[:index], *items[index + 1 :])
    return tuple(items)
