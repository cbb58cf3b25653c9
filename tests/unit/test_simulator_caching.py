"""The prompt cache of the simulator, by the clock: claude_api.md section 3."""

from typing import Any

from tests.clock import ManualClock
from worker.local.simulator.caching import PromptCache
from worker.local.simulator.models import Usage
from worker.local.simulator.requests import MessagesRequest, parse

LONG = "a sentence of the guide. " * 200


def request(*texts: str, model: str = "claude-sonnet-5-5", **changes: Any) -> MessagesRequest:
    """A request with a breakpoint after each text but the last. ttl: of the breakpoints."""
    control = {"type": "ephemeral", "ttl": changes.pop("ttl", "5m")}
    content = [
        {"type": "text", "text": text, **({"cache_control": control} if index < len(texts) - 1 else {})}
        for index, text in enumerate(texts)
    ]
    messages = [{"role": "user", "content": content}]
    return parse({"model": model, "max_tokens": 100, "messages": messages, **changes})


def used(cache: PromptCache, request: MessagesRequest) -> Usage:
    """What a request whose response begins at once is charged for its prompt."""
    found = cache.look_up(request)
    cache.keep(found)
    return found.usage


async def test_an_entry_lives_five_minutes_and_a_hit_renews_it() -> None:
    """Read at 4 minutes, again at 8, gone 5 minutes after that."""
    clock = ManualClock()
    cache = PromptCache(clock)
    assert used(cache, request(LONG, "1")).cache_write_5m_tokens > 0
    for _ in range(2):
        await clock.advance(240)
        assert used(cache, request(LONG, "2")).cache_read_tokens > 0
    await clock.advance(301)
    assert used(cache, request(LONG, "3")).cache_read_tokens == 0


async def test_a_one_hour_entry_is_written_as_such_and_lives_an_hour() -> None:
    """Its tokens are counted apart, because they cost twice the input price."""
    clock = ManualClock()
    cache = PromptCache(clock)
    first = used(cache, request(LONG, "1", ttl="1h"))
    assert (first.cache_write_5m_tokens, first.cache_write_1h_tokens > 0) == (0, True)
    await clock.advance(3500)
    assert used(cache, request(LONG, "2", ttl="1h")).cache_read_tokens == first.cache_write_1h_tokens


def test_only_what_follows_the_last_breakpoint_is_input() -> None:
    """input, writes and reads add up to the whole prompt, and input is the tail alone."""
    cache = PromptCache(ManualClock())
    wanted = request(LONG, "the tail")
    usage = used(cache, wanted)
    assert usage.input_tokens == wanted.blocks[-1].tokens
    assert usage.prompt_tokens == wanted.prompt_tokens


def test_a_prefix_below_the_models_minimum_is_not_cached() -> None:
    """512 tokens on Sonnet 5.5, 4,096 on Haiku 4.5: shorter prefixes leave both fields 0."""
    cache = PromptCache(ManualClock())
    assert used(cache, request("short", "1")).cache_write_5m_tokens == 0
    assert used(cache, request(LONG, "1")).cache_write_5m_tokens > 512
    assert used(cache, request(LONG, "1", model="claude-haiku-4-5")).cache_write_5m_tokens == 0


def test_a_longer_prefix_writes_only_what_is_new() -> None:
    """The second breakpoint is charged for the tokens after the first, which is read."""
    cache = PromptCache(ManualClock())
    first = used(cache, request(LONG, "1"))
    second = used(cache, request(LONG, LONG, "1"))
    assert second.cache_read_tokens == first.cache_write_5m_tokens
    assert second.cache_write_5m_tokens == first.cache_write_5m_tokens


def test_model_format_and_first_word_decide_what_matches() -> None:
    """Another model, another output format or another beginning reads nothing."""
    shape = {"type": "object", "properties": {}, "additionalProperties": False}
    other_format: dict[str, Any] = {"output_config": {"format": {"type": "json_schema", "schema": shape}}}
    cache = PromptCache(ManualClock())
    used(cache, request(LONG, "1"))
    for different in (
        request(LONG, "1", model="claude-opus-5-5"),
        request(LONG, "1", **other_format),
        request(f"x{LONG}", "1"),
    ):
        assert used(cache, different).cache_read_tokens == 0


def test_an_entry_is_found_behind_a_breakpoint_up_to_twenty_blocks() -> None:
    """A breakpoint further on reads an earlier entry, and 25 blocks further it does not."""
    cache = PromptCache(ManualClock())
    used(cache, request(LONG, "1"))

    def later(blocks: int) -> Usage:
        control = {"cache_control": {"type": "ephemeral"}}
        content: list[dict[str, Any]] = [{"type": "text", "text": LONG}]
        content += [{"type": "text", "text": f"block {index}"} for index in range(blocks)]
        content[-1] |= control
        body = {"model": "claude-sonnet-5-5", "max_tokens": 9}
        return used(cache, parse({**body, "messages": [{"role": "user", "content": content}]}))

    assert later(25).cache_read_tokens == 0
    assert later(10).cache_read_tokens > 0


def test_nothing_is_there_before_the_first_response_begins() -> None:
    """Two look-ups without a response between them both pay for the write."""
    cache = PromptCache(ManualClock())
    first = cache.look_up(request(LONG, "1"))
    second = cache.look_up(request(LONG, "2"))
    cache.keep(first)
    third = cache.look_up(request(LONG, "3"))
    assert first.usage.cache_write_5m_tokens == second.usage.cache_write_5m_tokens > 0
    assert third.usage.cache_read_tokens == first.usage.cache_write_5m_tokens
