"""An interchange file becomes conversations, or an error says where in it something is wrong."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.stack import PROJECT
from worker.errors import ContentError
from worker.interchange.reading import read_file, read_text

SEED = PROJECT / "planning" / "elena" / "seeds" / "fp_marcus_002.json"


@pytest.fixture
def raw() -> dict[str, Any]:
    """The parsed file, for a test to change."""
    parsed: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    return parsed


def _read(raw: object) -> Any:
    return read_text(json.dumps(raw), "file.json")


def test_a_seed_is_read_whole() -> None:
    """Texts, quotes, phrases and metadata of the file arrive in the domain's fields."""
    (read,) = read_file(SEED)
    raw = json.loads(SEED.read_text(encoding="utf-8"))["training_pairs"]
    assert read.client_name == "Marcus Bellamy"
    assert read.archetype == "The Overwhelmed Avoider"
    assert read.client_background.startswith("Thirty-seven")
    assert read.use_as_seed_example
    for turn, pair in zip(read.conversation.turns, raw, strict=True):
        assert turn.user_input == pair["current_user_input"]
        assert turn.target_response == pair["target_response"]
        assert [item.model_dump() for item in turn.calculations] == pair["calculations"]
        quotes = pair["emotional_context"]["emotional_indicators"]
        assert turn.emotional_context.quote_count == sum(len(said) for said in quotes.values())
        for sentence, written in zip(
            turn.response_breakdown, pair["response_breakdown"]["sentences"], strict=True
        ):
            assert {choice.phrase: choice.reason for choice in sentence.word_choice_rationale} == written[
                "word_choice_rationale"
            ]


def test_broken_json_is_placed_by_line_and_column(tmp_path: Path) -> None:
    """A file cut off in the middle says its name, line and column."""
    path = tmp_path / "cut.json"
    path.write_text('{\n  "training_pairs": [\n    {"id": }\n  ]\n}\n', encoding="utf-8")
    with pytest.raises(ContentError, match=r"cut\.json: line 3, column 12: broken JSON"):
        read_file(path)


@pytest.mark.parametrize("text", ["NaN", '{"training_pairs": [Infinity]}'])
def test_what_json_has_no_number_for_is_refused(text: str) -> None:
    """NaN and Infinity, which Python would take, are no JSON."""
    with pytest.raises(ContentError, match="is no JSON number"):
        read_text(text, "file.json")


def test_a_file_without_turns_is_refused() -> None:
    """An empty list of pairs is a fault, not an empty success."""
    with pytest.raises(ContentError, match="training_pairs: holds no turn"):
        _read({"training_pairs": []})


def test_free_forms_become_plain_values_and_are_kept(raw: dict[str, Any]) -> None:
    """A bare string counts as a list; a free-form valence or pacing gives its plain start and is kept."""
    pair = raw["training_pairs"][0]
    pair["emotional_context"]["emotional_indicators"]["relief"] = "I nodded"
    pair["emotional_context"]["detected_emotions"]["valence"] = "mixed_negative_but_improving"
    pair["response_strategy"]["pacing"] = "moderate_educational"
    pair["response_strategy"]["avoid_tactics"] = "lecturing"
    (read,) = _read(raw)
    turn = read.conversation.turns[0]
    assert (turn.emotional_context.valence, turn.emotional_context.valence_as_written) == (
        "mixed",
        "mixed_negative_but_improving",
    )
    assert (turn.response_strategy.pacing, turn.response_strategy.pacing_as_written) == (
        "moderate",
        "moderate_educational",
    )
    assert turn.response_strategy.avoid_tactics == ("lecturing",)
    assert ("relief", "I nodded") in {
        (item.category, item.quote) for item in turn.emotional_context.emotional_indicators
    }


def test_what_no_field_holds_is_kept_with_its_turn(raw: dict[str, Any]) -> None:
    """Unknown blocks, at any depth, become the turn's extras; history and counts, which repeat, do not."""
    pair = raw["training_pairs"][1]
    pair["emotional_context"]["breakthrough_signals"] = ["said it aloud"]
    pair["emotional_context"]["client_needs_hierarchy"][1]["source"] = "turn 1"
    (read,) = _read(raw)
    extras = read.turn_extras[1]
    assert extras["emotional_context"] == {
        "breakthrough_signals": ["said it aloud"],
        "client_needs_hierarchy": [{}, {"source": "turn 1"}, {}],
    }
    assert "conversation_history" not in extras
    assert "response_breakdown" not in extras


def test_every_fault_is_named_by_its_path(raw: dict[str, Any]) -> None:
    """Missing and mistyped values of different turns are named together."""
    del raw["training_pairs"][0]["target_response"]
    raw["training_pairs"][2]["response_strategy"]["tactical_choices"] = ["a", "b"]
    raw["training_pairs"][3]["turn_number"] = "four"
    with pytest.raises(ContentError) as refused:
        _read(raw)
    for said in (
        "$.training_pairs[0].target_response: is missing",
        "$.training_pairs[2].response_strategy.tactical_choices: expected an object, found a list",
        "$.training_pairs[3].turn_number: expected a number, found a text",
    ):
        assert said in refused.value.message


def test_a_turn_may_declare_no_sums_but_not_half_of_one(raw: dict[str, Any]) -> None:
    """Files of others have no calculations and read as none; a sum without its expression is a fault."""
    del raw["training_pairs"][0]["calculations"]
    (read,) = _read(raw)
    assert read.conversation.turns[0].calculations == ()
    del raw["training_pairs"][1]["calculations"][0]["expression"]
    with pytest.raises(ContentError, match=r"\[1\]\.calculations\[0\]\.expression: is missing"):
        _read(raw)


def test_turns_are_ordered_by_number_and_must_not_skip(raw: dict[str, Any]) -> None:
    """Pairs may stand in any order; a missing turn is a fault."""
    raw["training_pairs"].reverse()
    (read,) = _read(raw)
    assert [turn.turn_number for turn in read.conversation.turns] == [1, 2, 3, 4]
    del raw["training_pairs"][1]
    with pytest.raises(ContentError, match=r"turns are numbered \[1, 2, 4\]"):
        _read(raw)
