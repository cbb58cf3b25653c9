"""Mends by code what needs no model: drops a quote the client never said, trims a list that is too long.

Only what a finding names is taken away, nothing is written. Whether enough remains is not decided here: the
caller assesses again and keeps a mend only when it leaves no new fault (worker/generation/draft.py). Pure;
tested in tests/unit/test_generation_mend.py.
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from worker.domain.annotation import AnnotationSection, WordChoice
from worker.domain.base import Model
from worker.domain.drafts import (
    EmotionalContextDraft,
    ResponseBreakdownDraft,
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
    "tactical_choices": "tactical_choices",
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
        wrong = (fold_name(evidence["category"]), evidence["quote"])
        kept = _without_one(
            part.emotional_indicators, lambda item: (fold_name(item.category), item.quote) == wrong
        )
        return part.model_copy(update={"emotional_indicators": kept})
    if isinstance(part, ResponseBreakdownDraft) and finding.sentence is not None:
        return _mend_sentence(part, finding)
    field = _COUNTED.get(finding.check)
    if field is not None and evidence.get("count", 0) > evidence.get("most", 0):
        kept = tuple(_by_priority(getattr(part, field)))[: evidence["most"]]
        return part.model_copy(update={field: kept})
    return part


def _mend_sentence(part: ResponseBreakdownDraft, finding: Finding) -> ResponseBreakdownDraft:
    def change(sentence: SentenceDraft) -> SentenceDraft:
        if sentence.sentence_number != finding.sentence:
            return sentence
        choices = sentence.word_choice_rationale
        match finding.check:
            case "phrase_occurs":
                wrong = finding.evidence["phrase"]
                choices = _without_one(choices, lambda choice: choice.phrase == wrong)
            case "phrases_distinct":
                first: dict[str, WordChoice] = {}
                for choice in choices:
                    first.setdefault(fold(choice.phrase).casefold(), choice)
                choices = tuple(first.values())
            case "word_choices":
                choices = choices[: finding.evidence["most"]]
            case _:
                pass
        return sentence.model_copy(update={"word_choice_rationale": choices})

    return part.model_copy(update={"sentences": tuple(change(sentence) for sentence in part.sentences)})


def _without_one(items: Sequence[Item], wrong: Callable[[Item], bool]) -> tuple[Item, ...]:
    """The items without the last one that is wrong: each finding names one."""
    for index in range(len(items) - 1, -1, -1):
        if wrong(items[index]):
            return (*items[:index], *items[index + 1 :])
    return tuple(items)


def _by_priority(items: Sequence[Any]) -> Sequence[Any]:
    """Needs by priority, so that the least urgent goes; everything else as it stands."""
    return sorted(items, key=lambda item: getattr(item, "priority", 0))
