"""Texts and lists without bounds: named and asked for anew, before a check looks at them."""

from typing import Any

import pytest

from tests.unit.conversations import conversation
from tests.unit.engine_rig import annotation_of, dialogue_of, work
from worker.domain.calculation import Calculation
from worker.domain.drafts import QuotesDraft
from worker.generation.assemble import AnnotatedTurn
from worker.generation.bounds import MOST_ENTRIES, MOST_OF_A_MESSAGE, MOST_OF_A_TEXT, oversized
from worker.generation.examine import examine, examine_dialogue, spoils_whole

DIALOGUE = dialogue_of().turns
ANNOTATED = tuple(
    AnnotatedTurn(drafted, annotation_of(turn))
    for drafted, turn in zip(DIALOGUE, conversation().turns, strict=True)
)


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("target_response", "9" * 1_000_000, "target_response of turn 2 has 1000000 characters"),
        ("user_input", "a" * (MOST_OF_A_MESSAGE + 1), "user_input of turn 2 has 12001 characters"),
        ("user_intent", "a" * (MOST_OF_A_TEXT + 1), "user_intent of turn 2 has 4001 characters"),
        (
            "calculations",
            (Calculation(result="$1", expression="-" * 299 + "1", meaning="x"),) * (MOST_ENTRIES + 1),
            "calculations of turn 2 has 301 entries",
        ),
        (
            "calculations",
            (Calculation(result="1" * 5_000, expression="1", meaning="x"),),
            "calculations.result of turn 2 has 5000 characters",
        ),
    ],
)
def test_a_message_without_bounds_spoils_the_draft_and_is_not_looked_at(
    field: str, value: object, says: str
) -> None:
    """One finding, of the whole draft: a fresh one is asked for, and told how long a message may be."""
    turns = (DIALOGUE[0], DIALOGUE[1].model_copy(update={field: value}))
    [found] = examine_dialogue(work(), turns)
    assert spoils_whole([found])
    assert found.message.startswith(says)


def test_turns_without_end_spoil_the_draft() -> None:
    """Thousands of turns are one finding, not thousands of checks."""
    [found] = examine_dialogue(work(), DIALOGUE * 1_000)
    assert spoils_whole([found])


@pytest.mark.parametrize(
    ("section", "update", "says"),
    [
        (
            "emotional_context",
            {"emotional_indicators": (QuotesDraft(category="c", quotes=("the of",) * 150),) * 220},
            "emotional_indicators of turn 1 cannot be stored: it has 33000 entries",
        ),
        ("response_strategy", {"tone_rationale": "a" * 100_000}, "tone_rationale of turn 1"),
        ("training", {"demonstrates_skills": ("s",) * (MOST_ENTRIES + 1)}, "demonstrates_skills of turn 1"),
        ("expected_response", {"positive": ("p" * 5_000,)}, "positive of turn 1"),
        ("response_breakdown", {"structure_type": "x" * 5_000}, "structure_type of turn 1"),
    ],
)
def test_a_section_without_bounds_is_asked_for_anew(section: Any, update: dict[str, Any], says: str) -> None:
    """A finding of its section, short enough for a row and a prompt, whatever its size."""
    first = ANNOTATED[0]
    part = getattr(first.annotation, section).model_copy(update=update)
    spoilt = AnnotatedTurn(first.drafted, first.annotation.model_copy(update={section: part}))
    found = examine(work(), "system", (spoilt, *ANNOTATED[1:]))
    assert not found.whole
    assert list(found.places()) == [(1, section)]
    [finding] = found.findings
    assert finding.message.startswith(says)
    assert len(finding.message) + len(finding.action) < 200


def test_what_people_and_models_write_is_within_bounds() -> None:
    """Nothing of a whole conversation is too large."""
    parts = [part for turn in ANNOTATED for part in (turn.drafted, turn.annotation)]
    assert [found for part in parts for found in oversized(part)] == []
