"""CallRequest: what is sent, its hash, its cached prefixes, its size; and what each model takes."""

import json
from typing import Any

import pytest

from tests.unit.engine_rig import request
from worker.claude.models import MODELS, THINKING_ROOM, effort_for, facts, room_for
from worker.claude.requests import Block, schema_of
from worker.domain.base import Model
from worker.domain.drafts import AnnotationPartDraft, DialogueDraft, DraftTurn, ResponseBreakdownDraft
from worker.generation.briefs import SECTION_MODELS


def test_a_request_is_what_the_api_takes() -> None:
    """Model, max_tokens, system, one user message, the schema and the effort; nothing else."""
    body = request(system=(Block("a"), Block("b", cached=True)), user=(Block("c"),)).body()
    assert set(body) == {"model", "max_tokens", "system", "messages", "output_config"}
    assert body["system"] == [
        {"type": "text", "text": "a"},
        {"type": "text", "text": "b", "cache_control": {"type": "ephemeral"}},
    ]
    assert body["messages"] == [{"role": "user", "content": [{"type": "text", "text": "c"}]}]
    assert body["output_config"]["effort"] == "low"
    assert body["output_config"]["format"]["schema"]["additionalProperties"] is False


def test_equal_requests_have_one_hash_and_any_difference_another() -> None:
    """The hash is of what is sent: where a call stands in the conversation is not part of it."""
    base = request()
    assert base.request_hash() == request(draft_no=2).request_hash()
    others = [
        request(model="claude-sonnet-5-5"),
        request(max_tokens=4_001),
        request(effort="medium"),
        request(user=(Block("Write this!"),)),
        request(user=(Block("Write this.", cached=True),)),
        request(schema=DraftTurn),
    ]
    hashes = {base.request_hash(), *(other.request_hash() for other in others)}
    assert len(hashes) == 1 + len(others)


def test_what_is_opened_says_where_the_call_stands() -> None:
    """Absent turn and section are left out of the payload, the rest is there."""
    payload = request().to_open().payload()
    assert "turn_number" not in payload
    assert "section" not in payload
    assert payload["stage"] == "dialogue"
    assert payload["max_output_tokens"] == 4_000
    assert payload["estimated_input_tokens"] > 0
    assert json.dumps(payload)


def test_the_estimate_is_an_upper_bound() -> None:
    """A word's letters are two tokens in three at most ("a", "bc", "d"), any other byte may be one, before or
    after a tokenizer's normalisation, and the API may put something around them.
    """
    bare = request(user=(Block("x"),)).estimated_input_tokens()
    for text, most in (
        ("word " * 3_000, 9_001),
        ("abcd", 3),
        ("WORD1 " * 1_000, 6_000),
        ("}{][)(*&^%$#@!" * 100, 1_400),
        ("\u6587" * 1_000, 3_000),
        ("\ufdfa" * 10, 330),
        ("\ud800" * 10, 30),
    ):
        assert request(user=(Block(text),)).estimated_input_tokens() == bare - 1 + most, text


def test_what_may_be_cached_ends_at_the_last_breakpoint() -> None:
    """Up to there it may be written to the cache, and with no breakpoint nothing is."""
    text = Block("g" * 6_000)
    marked = Block("g" * 6_000, cached=True)
    assert request(system=(text,), user=(text,)).cacheable_input_tokens() == 0
    whole = request(system=(text,), user=(marked,))
    assert whole.cacheable_input_tokens() == whole.estimated_input_tokens()
    part = request(system=(text, marked), user=(text,))
    assert part.estimated_input_tokens() - part.cacheable_input_tokens() == 4_000
    assert part.to_open().cacheable_input_tokens == part.cacheable_input_tokens()


def test_a_prefix_is_shared_by_what_follows_it() -> None:
    """Two requests that differ after the breakpoint share its key; another effort or schema has another."""
    long = Block("g" * 6_000, cached=True)
    one = request(system=(long,), user=(Block("d" * 6_000, cached=True), Block("turn 1")))
    two = request(system=(long,), user=(Block("d" * 6_000, cached=True), Block("turn 2")))
    other = request(system=(long,), user=(Block("e" * 6_000, cached=True), Block("turn 1")))
    assert len(one.cached_prefixes()) == 2
    assert one.cached_prefixes() == two.cached_prefixes()
    assert one.cached_prefixes()[0] == other.cached_prefixes()[0]
    assert one.cached_prefixes()[1] != other.cached_prefixes()[1]
    assert request(system=(long,), schema=DraftTurn).cached_prefixes() != one.cached_prefixes()[:1]
    assert request(system=(long,), effort="high").cached_prefixes() != one.cached_prefixes()[:1]


def test_a_prefix_too_short_to_be_cached_is_not_waited_for() -> None:
    """Below the model's least, Claude caches nothing; a model with a higher least has fewer prefixes."""
    short = Block("g" * 300, cached=True)
    middling = Block("g" * 6_000, cached=True)
    assert request(system=(short,)).cached_prefixes() == ()
    assert len(request(system=(middling,)).cached_prefixes()) == 1
    assert request(system=(middling,), model="claude-haiku-4-5").cached_prefixes() == ()


@pytest.mark.parametrize("model", [DialogueDraft, AnnotationPartDraft, DraftTurn, *SECTION_MODELS.values()])
def test_every_schema_is_within_what_structured_outputs_take(model: type[Model]) -> None:
    """Two optional properties, no recursion, no untyped list, one union; the same object every time."""
    schema = schema_of(model)
    assert schema is schema_of(model)

    unions: list[str] = []
    optional: set[str] = set()

    def walk(node: Any) -> None:
        if isinstance(node, dict):
            unions.extend(place for place, held in node.items() if isinstance(held, dict) and "anyOf" in held)
            if node.get("type") == "object":
                assert node["additionalProperties"] is False
                optional.update(node["properties"].keys() - node["required"])
            if node.get("type") == "array":
                assert node["items"]
        for value in node.values() if isinstance(node, dict) else node if isinstance(node, list) else ():
            walk(value)

    walk(schema)
    assert unions == (["part"] if model is AnnotationPartDraft else [])
    sentences = model in (AnnotationPartDraft, ResponseBreakdownDraft)
    assert optional == ({"principle", "note"} if sentences else set())


def test_effort_is_sent_only_to_models_that_take_it() -> None:
    """Sonnet 4.5 and Haiku 4.5 answer 400 to an effort; an unknown model is treated like the newest."""
    assert effort_for("claude-sonnet-5-5", "low") == "low"
    assert effort_for("claude-haiku-4-5-20251001", "low") is None
    assert effort_for("claude-sonnet-4-5", "low") is None
    assert effort_for("claude-sonnet-9", "medium") == "medium"
    assert effort_for("claude-sonnet-5-5", None) is None
    assert "effort" not in request(model="claude-sonnet-4-5").body()["output_config"]


def test_a_dated_model_has_the_facts_of_its_line() -> None:
    """'claude-haiku-4-5-20251001' is Haiku 4.5; 'claude-opus-5-5' is not Opus 5."""
    assert facts("claude-haiku-4-5-20251001") is MODELS["claude-haiku-4-5"]
    assert facts("claude-opus-5-5") is not MODELS["claude-opus-5"]


def test_room_is_made_for_thinking_where_a_model_thinks() -> None:
    """Thinking counts into max_tokens; a model that does not think by itself needs no room for it."""
    assert room_for("claude-haiku-5-5", "low", 5_000) == 5_000 + THINKING_ROOM["low"]
    assert room_for("claude-sonnet-5-5", None, 5_000) == 5_000 + THINKING_ROOM["high"]
    assert room_for("claude-sonnet-4-6", None, 5_000) == 5_000
    assert room_for("claude-sonnet-4-5", None, 90_000) == 64_000


def test_more_room_is_twice_as_much_within_the_models_limit() -> None:
    """A truncated answer gets twice the room, never more than the model can write."""
    assert request().with_more_room().max_tokens == 8_000
    assert request(max_tokens=100_000).with_more_room().max_tokens == 128_000
