"""An irregular file is read as far as conversations can be made of it, and says what no column took."""

import json
from pathlib import Path
from typing import Any

import pytest

from worker.errors import ContentError
from worker.interchange.reading import ReadFile, file_at, file_from, lenient
from worker.interchange.writing import file_of, pairs_of


def pair(number: int | None = None, name: str = "a_1", **more: Any) -> dict[str, Any]:
    """A turn with nothing but its two texts."""
    numbered = {} if number is None else {"turn_number": number}
    said = {"conversation_id": name, "current_user_input": f"Ask {number}", "target_response": "Answer."}
    return {**said, **numbered, **more}


def read(*pairs: Any) -> ReadFile:
    """A file of these turns."""
    return file_from(json.dumps({"training_pairs": pairs}), "file.json")


def test_two_texts_make_a_turn() -> None:
    """Everything else may be missing: columns are null, lists empty, and the checks have a conversation."""
    (conversation,) = read(pair(1)).conversations
    (row,) = conversation.turns
    assert row["emotional_context"]["primary_emotion"] is None
    assert row["emotional_context"]["intensity"] is None
    assert row["response_strategy"]["tactical_choices"] == []
    assert row["response_breakdown"] == []
    assert conversation.about.persona_name is None
    turn = lenient(conversation).turns[0]
    assert turn.emotional_context.primary_emotion == ""
    assert turn.emotional_context.intensity is None


@pytest.mark.parametrize(
    ("turns", "said"),
    [
        ([pair(1), {"turn_number": 2}], "$.training_pairs[1].conversation_id: is missing"),
        ([pair(1, current_user_input=" ")], "$.training_pairs[0].current_user_input: is missing"),
        (
            [pair(1, target_response=["a"])],
            "$.training_pairs[0].target_response: expected a text, found a list",
        ),
        ([pair(1), pair(3)], "a_1: turns are numbered [1, 3], expected 1 to 2"),
        ([pair(1), pair(1)], "a_1: turns are numbered [1, 1], expected 1 to 2"),
        ([pair(1, turn_number=1.5)], "$.training_pairs[0].turn_number: 1.5 is no whole number from 1"),
        ([pair(1), "and then"], "$.training_pairs[1]: expected an object, found a text"),
    ],
)
def test_what_is_no_turn_is_a_fault(turns: list[Any], said: str) -> None:
    """Without an id, a text on both sides and a place there is no turn, and the path is named."""
    with pytest.raises(ContentError) as refused:
        read(*turns)
    assert said in refused.value.message


def test_turns_without_numbers_stand_in_order() -> None:
    """Two conversations mixed, nobody numbered: each is numbered by its own order, the file's is kept."""
    turns = [pair(name="a_1"), pair(name="b_1"), pair(name="a_1"), pair(name="b_1")]
    file = read(*turns)
    assert [[row["turn_number"] for row in item.turns] for item in file.conversations] == [[1, 2], [1, 2]]
    assert file.extras["order"] == [[0, 1], [1, 1], [0, 2], [1, 2]]
    made = {
        item.position: pairs_of(item.about, item.rows(item.about), plainly=False)
        for item in file.conversations
    }
    source = {"dataset_metadata": None, "consultant_profile": None, "extras": file.extras}
    assert file_of(source, made) == {"training_pairs": turns}
    assert len(file_of(source, {1: made[1]})["training_pairs"]) == 2


def test_free_forms_name_their_plain_value() -> None:
    """The first plain word counts, wherever it stands; one that names none leaves the column null."""
    context = {"detected_emotions": {"valence": "predominantly negative"}}
    (conversation,) = read(
        pair(1, emotional_context=context, response_strategy={"pacing": "glacial"})
    ).conversations
    (row,) = conversation.turns
    found = row["emotional_context"]
    assert (found["valence"], found["valence_as_written"]) == ("negative", "predominantly negative")
    assert (row["response_strategy"]["pacing"], row["response_strategy"]["pacing_as_written"]) == (
        None,
        "glacial",
    )


def test_values_of_another_kind_are_noted_and_out_of_the_columns() -> None:
    """A confidence in words, an intensity of 80, choices as a list: null in the column, said by path."""
    file = read(
        pair(
            1,
            emotional_context={"detected_emotions": {"primary_confidence": "high", "intensity": 80}},
            response_strategy={"tactical_choices": ["ask"]},
        )
    )
    said = {str(note) for note in file.notes}
    where = "$.training_pairs[0]"
    detected = f"{where}.emotional_context.detected_emotions"
    assert f"{detected}.primary_confidence: expected a number, found a text" in said
    assert f"{detected}.intensity: 80 is no number from 0 to 1" in said
    assert f"{where}.response_strategy.tactical_choices: expected an object, found a list" in said
    context = file.conversations[0].turns[0]["emotional_context"]
    assert (context["primary_confidence"], context["intensity"]) == (None, None)


def test_a_mark_of_byte_order_is_no_fault(tmp_path: Path) -> None:
    """Files from editors that begin with one are read; bytes that are no UTF-8 are not."""
    path = tmp_path / "marked.json"
    path.write_bytes(b"\xef\xbb\xbf" + json.dumps({"training_pairs": [pair(1)]}).encode())
    assert len(file_at(path).conversations) == 1
    path.write_bytes(b'{"training_pairs": "\xff"}')
    with pytest.raises(ContentError, match="cannot be read"):
        file_at(path)
