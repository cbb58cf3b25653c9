"""Results of a batch that are none of the API's: each is settled for itself, and the rest are read on.

The SDK is the real one and checks none of them. One line that cannot be read must not keep thousands of paid
answers from being harvested, nor be booked as free.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import anthropic
import httpx2
import pytest

from worker.claude import batches
from worker.claude.batches import BatchClient, BatchFaultError, BatchLine, ProviderBatch
from worker.clock import SystemClock

CLOCK = SystemClock()
BATCH = ProviderBatch("msgbatch_1", 2, CLOCK.now(), CLOCK.now() + timedelta(seconds=60))
USAGE = {"input_tokens": 5, "output_tokens": 7}
MESSAGE: dict[str, Any] = {
    "id": "msg_1",
    "type": "message",
    "role": "assistant",
    "model": "claude-haiku-5-5",
    "content": [{"type": "text", "text": "{}"}],
    "stop_reason": "end_turn",
    "usage": USAGE,
}


def succeeded(**changes: Any) -> dict[str, Any]:
    """A result with a message."""
    return {"type": "succeeded", "message": {**MESSAGE, **changes}}


def answering(content: bytes | AsyncIterator[bytes], kind: str) -> BatchClient:
    """A client over a network where the batch has ended and its results are these."""

    def answer(asked: httpx2.Request) -> httpx2.Response:
        if asked.url.path.endswith("/results"):
            return httpx2.Response(200, content=content, headers={"content-type": kind})
        ended = {"id": BATCH.id, "results_url": f"http://x/v1/messages/batches/{BATCH.id}/results"}
        return httpx2.Response(200, json=ended)

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    sdk = anthropic.AsyncAnthropic(api_key="k", base_url="http://x", max_retries=0, http_client=http)
    return BatchClient(sdk, CLOCK)


async def read(*results: Any) -> list[BatchLine]:
    """What becomes of these results, in their order."""
    lines = [json.dumps({"custom_id": f"call_{at}", "result": result}) for at, result in enumerate(results)]
    client = answering("\n".join(lines).encode(), "application/x-jsonl")
    try:
        return [line async for line in client.lines(BATCH)]
    finally:
        await client.close()


@pytest.mark.parametrize(
    "result",
    [
        {"type": "vanished"},
        {"type": "succeeded"},
        {"type": "succeeded", "message": None},
        succeeded(content=None),
        succeeded(content=[{"type": "text", "text": None}]),
        succeeded(usage=None),
        succeeded(stop_reason=["end_turn"]),
        {"type": "errored", "error": None},
        {"type": "errored", "error": {"type": "error", "error": None}},
    ],
)
async def test_a_result_that_cannot_be_read_is_settled_at_an_unknown_cost(result: dict[str, Any]) -> None:
    """It failed, nobody knows what it cost, and the answer behind it is harvested."""
    broken, good = await read(result, succeeded())
    assert (broken.custom_id, broken.kind) == ("call_0", "errored")
    assert (broken.settlement.outcome, broken.settlement.usage) == ("failed", None)
    assert broken.settlement.error_type == "stream_malformed"
    assert (good.custom_id, good.settlement.outcome, good.settlement.response) == (
        "call_1",
        "succeeded",
        "{}",
    )


@pytest.mark.parametrize(
    "usage",
    [
        {"output_tokens": 7},
        {**USAGE, "output_tokens": -1},
        {**USAGE, "output_tokens": 10**30},
        {**USAGE, "cache_creation_input_tokens": -3},
    ],
)
async def test_counts_that_are_none_leave_the_cost_of_a_good_answer_unknown(usage: dict[str, Any]) -> None:
    """The answer is used, its reservation stays; never 0 and never a number the ledger cannot hold."""
    [line] = await read(succeeded(usage=usage))
    assert (line.kind, line.settlement.outcome, line.settlement.usage) == ("succeeded", "succeeded", None)


async def test_a_look_at_a_batch_that_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that drips for ever does not hold the collector, and with it every other batch."""
    monkeypatch.setattr(batches, "ASKED_SECONDS", 0.02)

    async def dripping() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, content=dripping(), headers={"content-type": "application/json"})

    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    sdk = anthropic.AsyncAnthropic(api_key="k", base_url="http://x", max_retries=0, http_client=http)
    client = BatchClient(sdk, CLOCK)
    async with asyncio.timeout(10):
        for asked in (client.retrieve("b"), client.since(CLOCK.now()), client.cancel("b")):
            with pytest.raises(BatchFaultError) as caught:
                await asked
            assert caught.value.fault.code == "timeout"
    await client.close()
