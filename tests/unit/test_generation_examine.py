"""examine() and examine_dialogue(): what quality/ finds, as the engine needs it."""

import pytest

from tests.unit.conversations import conversation
from tests.unit.engine_rig import annotation_of, dialogue_of, work
from worker.domain.drafts import drafted
from worker.domain.findings import Finding
from worker.generation.assemble import AnnotatedTurn
from worker.generation.examine import ARC_CHECKS, examine, examine_dialogue, spoils_whole, worst_turn
from worker.quality.assess import CHECKS

TURNS = dialogue_of().turns


def finding(turn: int | None, severity: str = "warning") -> Finding:
    """A finding of a turn or of the whole."""
    return Finding.model_validate(
        {"check": "c", "severity": severity, "message": "m", "action": "a", "turn": turn}
    )


def test_the_arcs_checks_are_checks_of_quality() -> None:
    """The names this module knows exist."""
    assert {check.name for check in CHECKS} >= ARC_CHECKS


def test_a_good_dialogue_has_nothing_wrong_with_it() -> None:
    """Nothing that annotations are for is missed in a dialogue that has none yet."""
    assert examine_dialogue(work(), TURNS) == ()


@pytest.mark.parametrize(
    ("index", "update", "check"),
    [
        (0, {"user_input": "Far too short a message for a planned medium one."}, "message_length"),
        (1, {"target_response": "Too short an answer.", "calculations": ()}, "response_length"),
        (0, {"primary_emotion": "boredom"}, "arc_start"),
        (1, {"intensity": 0.1}, "end_intensity"),
        (1, {"intensity": 70.0}, "end_intensity"),
        (0, {"user_intent": "   "}, "required_parts"),
    ],
)
def test_a_faulty_message_is_found_before_it_is_annotated(
    index: int, update: dict[str, object], check: str
) -> None:
    """Each fault of a message is a finding of its turn, without a section."""
    turns = list(TURNS)
    turns[index] = turns[index].model_copy(update=update)
    findings = examine_dialogue(work(), turns)
    assert [(found.check, found.turn, found.section) for found in findings] == [(check, index + 1, None)]
    assert worst_turn(findings) == index + 1
    assert not spoils_whole(findings)


@pytest.mark.parametrize("turns", [(), TURNS[:1], (*TURNS, TURNS[1])])
def test_a_wrong_number_of_turns_spoils_the_whole_draft(turns: tuple[object, ...]) -> None:
    """No repair of a turn adds or removes one."""
    numbered = [
        TURNS[0].model_copy(update={"turn_number": number, "user_input": TURNS[0].user_input})
        for number in range(1, len(turns) + 1)
    ]
    assert spoils_whole(examine_dialogue(work(), numbered))


def test_the_worst_turn_is_the_one_with_the_gravest_faults() -> None:
    """An error outweighs warnings; of equals the first; nothing of a turn, no turn."""
    assert worst_turn([finding(1), finding(1), finding(2, "error")]) == 2
    assert worst_turn([finding(2), finding(1)]) == 1
    assert worst_turn([finding(None, "error")]) is None


def test_places_are_in_reading_order_and_leave_out_what_no_section_mends() -> None:
    """Turn by turn, section by section; the dialogue's own faults and mere information are no places."""
    turns = [AnnotatedTurn(drafted(turn), annotation_of(turn)) for turn in conversation().turns]
    first = turns[0].annotation
    spoilt = first.model_copy(
        update={
            "training": first.training.model_copy(update={"demonstrates_skills": ("one",)}),
            "emotional_context": first.emotional_context.model_copy(update={"client_needs": ()}),
        }
    )
    turns[0] = AnnotatedTurn(turns[0].drafted, spoilt)
    found = examine(work(), "p", turns)
    assert list(found.places()) == [(1, "emotional_context"), (1, "training")]
    assert not found.whole
    assert found.conversation is not None
