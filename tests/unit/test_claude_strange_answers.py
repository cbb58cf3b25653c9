"""Successes that are none of the API's: a proxy's page in place of a catalogue, counts that are no counts.

The SDK checks neither, so what it hands on raises wherever it is read. The worker must not: a call is settled
whatever was said, and a probe that hears nonsense has not heard yes.
"""

from collections.abc import Callable
from functools import partial
from typing import Any

import anthropic
import httpx2
import pytest
from pydantic import SecretStr

from tests.unit.engine_rig import request
from tests.unit.test_claude_rows import BLOCK, BLOCK_ENDS, DELTA, START, STOP, TEXT, event
from worker.claude.client import CallResult, ClaudeClient
from worker.claude.ledger import NOTHING_USED
from worker.clock import SystemClock
from worker.jobs import probe
from worker.settings import Settings

NO_CATALOGUE = [
    pytest.param("application/json", b"{oops", id="broken JSON"),
    pytest.param("text/html", b"<html>Sign in</html>", id="a page"),
    pytest.param("application/json", b"[]", id="a list"),
    pytest.param("application/json", b"null", id="null"),
]


def sdk_over(answer: Callable[[httpx2.Request], httpx2.Response], **_: Any) -> anthropic.AsyncAnthropic:
    """The real SDK over a network that answers so."""
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    return anthropic.AsyncAnthropic(api_key="k", base_url="http://x", max_retries=0, http_client=http)


async def call(answer: Callable[[httpx2.Request], httpx2.Response]) -> CallResult:
    """What the client makes of it."""
    async with sdk_over(answer) as sdk:
        return await ClaudeClient(sdk, SystemClock()).call(request())


@pytest.mark.parametrize(("kind", "body"), NO_CATALOGUE)
async def test_a_catalogue_that_is_none_leaves_the_404_as_it_was(kind: str, body: bytes) -> None:
    """A refused model is looked up in nonsense: the call still ends as a value, and still cost nothing."""

    def answer(asked: httpx2.Request) -> httpx2.Response:
        if asked.method == "POST":
            said = {"type": "error", "error": {"type": "not_found_error", "message": "model: x"}}
            return httpx2.Response(404, json=said, headers={"request-id": "req_1"})
        return httpx2.Response(200, content=body, headers={"content-type": kind})

    result = await call(answer)
    assert result.fault is not None
    assert (result.fault.code, result.usage) == ("model_not_found", NOTHING_USED)


@pytest.mark.parametrize(("kind", "body"), NO_CATALOGUE)
async def test_a_probe_that_hears_nonsense_has_not_heard_yes(
    monkeypatch: pytest.MonkeyPatch, kind: str, body: bytes
) -> None:
    """A sign-in page answers for Claude: the key is not vouched for, and the watch over pauses lives on."""

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=body, headers={"content-type": kind})

    monkeypatch.setattr(probe, "open_sdk", partial(sdk_over, answer))
    settings = Settings(
        supabase_url="http://127.0.0.1:1",
        service_key=SecretStr("service"),
        claude="live",
        anthropic_api_key=SecretStr("key"),
        anthropic_base_url=None,
    )
    assert await probe.KeyProbe(settings)() is False


@pytest.mark.parametrize(
    "counts",
    [
        pytest.param({}, id="none at all"),
        pytest.param({"output_tokens": None}, id="null"),
        pytest.param({"output_tokens": "15"}, id="a text"),
        pytest.param({"output_tokens": 1.5}, id="a fraction"),
        pytest.param({"output_tokens": True}, id="a truth"),
        pytest.param({"output_tokens": -1}, id="below nothing"),
        pytest.param({"output_tokens": 15, "cache_creation_input_tokens": -3}, id="a write below nothing"),
    ],
)
async def test_counts_that_are_none_leave_the_cost_unknown(counts: dict[str, object]) -> None:
    """A whole answer whose tokens cannot be read: the answer is good, its reservation stays; never 0."""
    end = event("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage=counts)
    content = START + BLOCK + DELTA + BLOCK_ENDS + end + STOP
    headers = {"content-type": "text/event-stream"}
    result = await call(lambda _: httpx2.Response(200, content=content, headers=headers))
    assert (result.text, result.fault, result.usage) == (TEXT, None, None)


async def test_input_that_was_never_counted_leaves_the_cost_unknown() -> None:
    """A message_start without its input, and an end that counts the output alone: half a bill is none."""
    begun = START.replace(b'"input_tokens": 25', b'"input_tokens": null')
    assert begun != START
    end = event("message_delta", delta={"stop_reason": "end_turn"}, usage={"output_tokens": 15})
    content = begun + BLOCK + DELTA + BLOCK_ENDS + end + STOP
    headers = {"content-type": "text/event-stream"}
    result = await call(lambda _: httpx2.Response(200, content=content, headers=headers))
    assert (result.fault, result.usage) == (None, None)
