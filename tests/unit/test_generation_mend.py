"""mended(): only what a finding names is taken away, and only where code can know."""

import pytest

from tests.unit.conversations import conversation
from tests.unit.engine_rig import annotation_of, work
from worker.domain.annotation import AnnotationSection, IndicatorQuote, WordChoice
from worker.domain.drafts import TurnAnnotationDraft, drafted
from worker.domain.findings import Finding
from worker.generation.assemble import AnnotatedTurn
from worker.generation.examine import examine
from worker.generation.mend import mended

WHOLE = conversation()
GOOD = annotation_of(WHOLE.turns[0])


def found(annotation: TurnAnnotationDraft, section: AnnotationSection) -> tuple[Finding, ...]:
    """What quality/ really finds in turn 1 with that annotation."""
    turns = [AnnotatedTurn(drafted(turn), annotation_of(turn)) for turn in WHOLE.turns]
    turns[0] = AnnotatedTurn(turns[0].drafted, annotation)
    return examine(work(), "You are a planner.", turns).at((1, section))


def with_context(**update: object) -> TurnAnnotationDraft:
    """The good annotation with a changed emotional context."""
    return GOOD.model_copy(update={"emotional_context": GOOD.emotional_context.model_copy(update=update)})


def with_choices(*extra: WordChoice) -> TurnAnnotationDraft:
    """The good annotation with more rationales on its first sentence."""
    first, *rest = GOOD.response_breakdown.sentences
    first = first.model_copy(update={"word_choice_rationale": (*first.word_choice_rationale, *extra)})
    breakdown = GOOD.response_breakdown.model_copy(update={"sentences": (first, *rest)})
    return GOOD.model_copy(update={"response_breakdown": breakdown})


QUOTES = GOOD.emotional_context.emotional_indicators
NEEDS = GOOD.emotional_context.client_needs


@pytest.mark.parametrize(
    ("spoilt", "section"),
    [
        (
            with_context(
                emotional_indicators=(IndicatorQuote(category="vulnerability", quote="never said"), *QUOTES)
            ),
            "emotional_context",
        ),
        (with_context(emotional_indicators=(*QUOTES, QUOTES[0])), "emotional_context"),
        (
            with_context(
                emotional_indicators=(*QUOTES, IndicatorQuote(category="time_pressure", quote="Honestly"))
            ),
            "emotional_context",
        ),
        (with_choices(WordChoice(phrase="not in there", reason="None.")), "response_breakdown"),
        (
            with_choices(GOOD.response_breakdown.sentences[0].word_choice_rationale[0]),
            "response_breakdown",
        ),
    ],
)
def test_a_surplus_that_is_wrong_is_taken_away(
    spoilt: TurnAnnotationDraft, section: AnnotationSection
) -> None:
    """An invented, overlapping or scrappy quote and a phrase that is absent or twice: gone, the rest kept."""
    findings = found(spoilt, section)
    assert findings
    assert mended(spoilt, section, findings) == GOOD


def test_a_list_that_is_too_long_is_trimmed() -> None:
    """Too many needs: the least urgent goes, wherever it stands."""
    last = NEEDS[0].model_copy(update={"need": "to chat", "priority": 5})
    fourth = NEEDS[0].model_copy(update={"need": "to rest", "priority": 4})
    spoilt = with_context(client_needs=(last, *NEEDS, fourth))
    repaired = mended(spoilt, "emotional_context", found(spoilt, "emotional_context"))
    assert repaired == with_context(client_needs=(*NEEDS, fourth))


def test_what_only_a_model_can_write_is_left_alone() -> None:
    """A list that is too short cannot be mended by taking away."""
    spoilt = with_context(client_needs=NEEDS[:1])
    findings = found(spoilt, "emotional_context")
    assert findings
    assert mended(spoilt, "emotional_context", findings) is None


def test_nothing_found_changes_nothing() -> None:
    """No findings, no mend."""
    assert mended(GOOD, "training", ()) is None
