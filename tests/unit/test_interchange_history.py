"""A history is the turns before it: in whatever shape, what repeats a column follows the column."""

import copy
from typing import Any

import pytest

from worker.interchange.history import history_from, history_patch, own_shape

ASKED = "I have not opened a single letter since May."
ANSWERED = "That is a long time to carry a drawer around."


@pytest.fixture
def turns() -> list[dict[str, Any]]:
    """Two turns as rows."""
    return [
        {
            "turn_number": number,
            "user_input": f"{ASKED} {number}",
            "target_response": f"{ANSWERED} {number}",
            "emotional_context": {"primary_emotion": "shame"},
            "response_strategy": {"primary_strategy": "name it"},
        }
        for number in (1, 2)
    ]


def shapes(own: list[dict[str, Any]]) -> list[Any]:
    """Histories of those turns as files have them."""
    return [
        own[2:],
        [{**entry, "role": "client"} if entry["role"] == "user" else entry for entry in own],
        [{"turn": 1, "user": own[0]["content"], "assistant": own[1]["content"], "outcome": "calmer"}],
        {"turn_1": [own[0]["content"], own[1]["content"]]},
        own[0]["content"],
        [own[0]["content"], "somebody else's words, written long ago"],
        [{"turn": 1, "role": "user", "content": "in short: letters", "emotional_state": "shame"}],
        [],
        None,
        7,
    ]


def test_the_own_shape_needs_no_patch(turns: list[dict[str, Any]]) -> None:
    """Role, content, emotional state and strategy of each turn before, two entries a turn."""
    assert history_patch(turns, own_shape(turns)) is None
    assert history_from(turns, None) == own_shape(turns)
    assert own_shape(turns)[0] == {
        "turn": 1, "role": "user", "content": f"{ASKED} 1", "emotional_state": "shame",
    }  # fmt: skip


@pytest.mark.parametrize("number", range(10))
def test_another_shape_comes_back_and_follows_its_columns(turns: list[dict[str, Any]], number: int) -> None:
    """Shorter, by other roles, in pairs, keyed, as a text: equal, and with a changed column changed there."""
    wanted = shapes(own_shape(turns))[number]
    patch = history_patch(turns, copy.deepcopy(wanted))
    assert history_from(turns, patch) == wanted
    turns[0]["user_input"] = "Since June, in fact, and one from last year."
    turns[0]["emotional_context"]["primary_emotion"] = "guilt"
    assert history_from(turns, patch) == shapes(own_shape(turns))[number] or number == 6
    if number == 6:  # the summary is nobody's column and stays; the emotion beside it is repeated
        assert history_from(turns, patch) == [{**wanted[0], "emotional_state": "guilt"}]


def test_an_emotion_named_elsewhere_is_no_repeat(turns: list[dict[str, Any]]) -> None:
    """A short text counts as a repeat only under the key the format repeats it under."""
    wanted = [{"note": "shame", "emotional_state": "relief", "turn": 1}]
    patch = history_patch(turns, wanted)
    turns[0]["emotional_context"]["primary_emotion"] = "guilt"
    assert history_from(turns, patch) == wanted
