"""mended(): only what a finding names is taken away, and only where code can know."""

import pytest

from tests.unit.conversations import conversation
from tests.unit.engine_rig import annotation_of, work
from worker.domain.annotation import AnnotationSection
from worker.domain.drafts import Explained, NeedDraft, QuotesDraft, TurnAnnotationDraft, drafted
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


def with_choices(*extra: Explained) -> TurnAnnotationDraft:
    """The good annotation with more rationales on its first sentence."""
    first, *rest = GOOD.response_breakdown.sentences
    first = first.model_copy(update={"phrases": (*first.phrases, *extra)})
    breakdown = GOOD.response_breakdown.model_copy(update={"sentences": (first, *rest)})
    return GOOD.model_copy(update={"response_breakdown": breakdown})


QUOTES = GOOD.emotional_context.emotional_indicators
NEEDS = GOOD.emotional_context.client_needs


def with_quotes(category: str, quote: str, *, first: bool = False) -> TurnAnnotationDraft:
    """The good annotation with one more category of a single quote, last or first."""
    extra = (QuotesDraft(category=category, quotes=(quote,)),)
    return with_context(emotional_indicators=(*extra, *QUOTES) if first else (*QUOTES, *extra))


def within(category: str, quote: str) -> TurnAnnotationDraft:
    """The good annotation with one more quote in a category it has."""
    return with_context(
        emotional_indicators=tuple(
            group.model_copy(update={"quotes": (*group.quotes, quote)})
            if group.category == category
            else group
            for group in QUOTES
        )
    )


@pytest.mark.parametrize(
    ("spoilt", "section"),
    [
        (with_quotes("vulnerability", "never said", first=True), "emotional_context"),
        (with_quotes(QUOTES[0].category, QUOTES[0].quotes[0]), "emotional_context"),
        (with_quotes("time_pressure", "Honestly"), "emotional_context"),
        (within(QUOTES[1].category, "never said"), "emotional_context"),
        (with_choices(("not in there", "None.")), "response_breakdown"),
        (with_choices(GOOD.response_breakdown.sentences[0].phrases[0]), "response_breakdown"),
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
    """Too many needs: the least urgent, which stands last, goes."""
    fourth, last = (NeedDraft(need=need, rationale="She says so.") for need in ("to rest", "to chat"))
    spoilt = with_context(client_needs=(*NEEDS, fourth, last))
    repaired = mended(spoilt, "emotional_context", found(spoilt, "emotional_context"))
    assert repaired == with_context(client_needs=(*NEEDS, fourth))


def test_too_many_tactics_leave_what_was_declined() -> None:
    """Nine choices of which eight are allowed: one that was taken goes, since most were taken."""
    strategy = GOOD.response_strategy
    taken = tuple(f"tactic_{number}" for number in range(7))
    tactics = strategy.tactical_choices.model_copy(update={"taken": taken})
    spoilt = GOOD.model_copy(
        update={"response_strategy": strategy.model_copy(update={"tactical_choices": tactics})}
    )
    repaired = mended(spoilt, "response_strategy", found(spoilt, "response_strategy"))
    assert repaired is not None
    assert repaired.response_strategy.tactical_choices.taken == taken[:6]
    assert repaired.response_strategy.tactical_choices.declined == tactics.declined


def test_what_only_a_model_can_write_is_left_alone() -> None:
    """A list that is too short cannot be mended by taking away."""
    spoilt = with_context(client_needs=NEEDS[:1])
    findings = found(spoilt, "emotional_context")
    assert findings
    assert mended(spoilt, "emotional_context", findings) is None


def test_nothing_found_changes_nothing() -> None:
    """No findings, no mend."""
    assert mended(GOOD, "training", ()) is None
