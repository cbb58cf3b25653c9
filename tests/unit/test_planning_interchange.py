"""A file of ours becomes conversations, or an error says where in it something is wrong."""

import json
from typing import Any

import pytest

from tests.stack import PROJECT
from worker.domain.conversation import Conversation
from worker.errors import ContentError
from worker.interchange.reading import ReadConversation, file_from, strict

SEED = PROJECT / "planning" / "elena" / "seeds" / "fp_marcus_002.json"


@pytest.fixture
def raw() -> dict[str, Any]:
    """The parsed file, for a test to change."""
    parsed: dict[str, Any] = json.loads(SEED.read_text(encoding="utf-8"))
    return parsed


def _read(raw: object) -> tuple[ReadConversation, Conversation]:
    """The one conversation of a file, strictly."""
    (read,) = file_from(json.dumps(raw), "file.json", strictly=True).conversations
    return read, strict(read, "file.json")


def test_a_seed_is_read_whole() -> None:
    """Texts, quotes, phrases and metadata of the file arrive in the domain's fields."""
    raw = json.loads(SEED.read_text(encoding="utf-8"))
    read, conversation = _read(raw)
    assert read.about.persona_name == "Marcus Bellamy"
    assert read.about.archetype == "The Overwhelmed Avoider"
    assert (read.about.persona_description or "").startswith("Thirty-seven")
    assert read.about.use_for_variations
    for turn, pair in zip(conversation.turns, raw["training_pairs"], strict=True):
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


def test_a_file_without_turns_is_refused() -> None:
    """An empty list of pairs is a fault, not an empty success."""
    with pytest.raises(ContentError, match="training_pairs: holds no turn"):
        file_from('{"training_pairs": []}', "file.json")


def test_free_forms_become_plain_values_and_are_kept(raw: dict[str, Any]) -> None:
    """A bare string counts as a list; a free-form valence or pacing gives its plain start and is kept."""
    pair = raw["training_pairs"][0]
    pair["emotional_context"]["emotional_indicators"]["relief"] = "I nodded"
    pair["emotional_context"]["detected_emotions"]["valence"] = "mixed_negative_but_improving"
    pair["response_strategy"]["pacing"] = "moderate_educational"
    pair["response_strategy"]["avoid_tactics"] = "lecturing"
    _, conversation = _read(raw)
    turn = conversation.turns[0]
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


def test_what_no_column_holds_is_kept_with_the_row_it_belongs_to(raw: dict[str, Any]) -> None:
    """Unknown blocks, at any depth, become extras of their part; history and counts, which repeat, do not."""
    pair = raw["training_pairs"][1]
    pair["emotional_context"]["breakthrough_signals"] = ["said it aloud"]
    pair["emotional_context"]["client_needs_hierarchy"][1]["source"] = "turn 1"
    pair["response_breakdown"]["sentences"][2]["heard_as"] = "relief"
    read, _ = _read(raw)
    turn = read.rows(read.about)[1]
    assert turn["emotional_context"]["extras"] == {
        "set": {"breakthrough_signals": ["said it aloud"]},
        "in": {"client_needs_hierarchy": {"at": {"1": {"set": {"source": "turn 1"}}}}},
    }
    assert [sentence["extras"] for sentence in turn["response_breakdown"][:3]] == [
        {},
        {},
        {"set": {"heard_as": "relief"}},
    ]
    assert set(turn["extras"]) == {"in"}
    assert set(turn["extras"]["in"]) == {"conversation_metadata", "training_metadata"}


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
    _, conversation = _read(raw)
    assert conversation.turns[0].calculations == ()
    del raw["training_pairs"][1]["calculations"][0]["expression"]
    with pytest.raises(ContentError, match=r"\[1\]\.calculations\[0\]\.expression: is missing"):
        _read(raw)


def test_turns_are_ordered_by_number_and_must_not_skip(raw: dict[str, Any]) -> None:
    """Pairs may stand in any order; a missing turn is a fault."""
    raw["training_pairs"].reverse()
    _, conversation = _read(raw)
    assert [turn.turn_number for turn in conversation.turns] == [1, 2, 3, 4]
    del raw["training_pairs"][1]
    with pytest.raises(ContentError, match=r"turns are numbered \[1, 2, 4\]"):
        _read(raw)
