"""BatchClient against the simulator: what each result settles as, and when a creation surely made nothing."""

import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import anthropic
import httpx2
import pytest
from pydantic import SecretStr

from tests.simulated import MODEL, dialogue_blocks, plan
from worker.claude.batches import (
    BatchClient,
    BatchFaultError,
    BatchLine,
    BatchRefusedError,
    BatchUnsureError,
    ProviderBatch,
)
from worker.claude.ledger import NOTHING_USED
from worker.clock import SystemClock
from worker.local.simulator import BatchConfig, Fault, FaultKind, Simulator, SimulatorConfig
from worker.settings import SIMULATED_KEY


@asynccontextmanager
async def client_of(api: Simulator) -> AsyncIterator[BatchClient]:
    """A client of a served simulator."""
    async with api.serve() as url:
        client = BatchClient.open(api_key=SecretStr(SIMULATED_KEY), base_url=url, clock=SystemClock())
        try:
            yield client
        finally:
            await client.close()


def requests(count: int) -> list[dict[str, Any]]:
    """So many requests for a dialogue."""
    return [
        {
            "custom_id": f"call_{number}",
            "params": {
                "model": MODEL,
                "max_tokens": 16_000,
                "messages": [{"role": "user", "content": dialogue_blocks(plan())[0] + f" ({number})"}],
            },
        }
        for number in range(count)
    ]


async def lines(client: BatchClient, count: int) -> tuple[ProviderBatch, dict[str, BatchLine]]:
    """A batch that has ended, and its results by custom id."""
    made = await client.create(requests(count))
    ended = await client.retrieve(made.id)
    assert ended is not None
    return ended, {line.custom_id: line async for line in client.lines(ended)}


async def test_an_answer_settles_with_what_it_used() -> None:
    """Text, stop reason and tokens by kind: what the simulator charged; the time from creation to end."""
    api = Simulator()
    async with client_of(api) as client:
        batch, found = await lines(client, 3)
    assert (batch.requests, batch.ended_at is None) == (3, False)
    charged = {line.usage.output_tokens for line in api.invoice.lines}
    for line in found.values():
        settled = line.settlement
        assert (line.kind, settled.outcome, settled.stop_reason) == ("succeeded", "succeeded", "end_turn")
        assert settled.response
        assert settled.usage is not None
        assert settled.usage.output_tokens in charged
        assert settled.milliseconds == batch.milliseconds


async def test_lines_without_an_answer_settle_unbilled() -> None:
    """Errored, canceled, expired: nothing used, and a fault with a name for each."""
    schedule = {(1, 0): "errored", (1, 1): "canceled", (1, 2): "expired"}
    api = Simulator(SimulatorConfig(batches=BatchConfig(schedule=schedule)))  # type: ignore[arg-type]
    async with client_of(api) as client:
        _, found = await lines(client, 3)
    told = [found[f"call_{number}"].settlement for number in range(3)]
    assert [settled.error_type for settled in told] == ["bad_request", "canceled", "expired"]
    assert [settled.outcome for settled in told] == ["failed", "cancelled", "failed"]
    assert {settled.usage for settled in told} == {NOTHING_USED}


@pytest.mark.parametrize(
    ("kind", "outcome", "error"),
    [
        (FaultKind.MAX_TOKENS, "truncated", "truncated"),
        (FaultKind.REFUSAL, "refused", "refusal"),
        (FaultKind.OVERLOADED, "failed", "overloaded"),
        (FaultKind.STATUS_500, "failed", "server_error"),
        (FaultKind.MALFORMED, "succeeded", None),
    ],
)
async def test_a_bad_answer_settles_as_it_does_live(kind: FaultKind, outcome: str, error: str | None) -> None:
    """Truncated and refused by the stop reason; half a text is found out by its stage, not here."""
    async with client_of(Simulator(SimulatorConfig(fault_rates={kind: 1.0}))) as client:
        _, found = await lines(client, 1)
    settled = found["call_0"].settlement
    assert (settled.outcome, settled.error_type) == (outcome, error)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        (Fault(FaultKind.STATUS_400), BatchRefusedError),
        (Fault(FaultKind.STATUS_401), BatchRefusedError),
        (Fault(FaultKind.STATUS_413), BatchRefusedError),
        (Fault(FaultKind.RATE_LIMIT), BatchRefusedError),
        (Fault(FaultKind.STATUS_500), BatchUnsureError),
        (Fault(FaultKind.OVERLOADED), BatchUnsureError),
        ("lost", BatchUnsureError),
    ],
)
async def test_a_creation_that_fails_says_whether_it_made_anything(
    fault: Any, error: type[BatchFaultError]
) -> None:
    """A refusal of the request made nothing; a server's error or a lost answer may have."""
    api = Simulator(SimulatorConfig(batches=BatchConfig(creates={1: fault})))
    async with client_of(api) as client:
        with pytest.raises(error):
            await client.create(requests(1))
        assert bool(api.batches.made) is (fault == "lost")


async def wired(answer: Callable[[httpx2.Request], httpx2.Response]) -> BatchClient:
    """A client on a network that answers so."""
    http = httpx2.AsyncClient(transport=httpx2.MockTransport(answer))
    sdk = anthropic.AsyncAnthropic(api_key="k", base_url="http://x", max_retries=0, http_client=http)
    return BatchClient(sdk, SystemClock())


async def test_a_proxys_refusal_may_stand_for_a_batch_that_was_made() -> None:
    """A 403 that is not the API's own says nothing of what Claude did: the list is to be looked at."""
    client = await wired(lambda _: httpx2.Response(403, text="<html>blocked</html>"))
    with pytest.raises(BatchUnsureError):
        await client.create(requests(1))
    await client.close()


async def test_an_answer_without_a_count_is_of_unknown_cost() -> None:
    """A usage that lacks a number is not billed as 0: the reservation stays as the upper bound."""
    usage = {"input_tokens": 25, "output_tokens": None}
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": [{"type": "text", "text": "{}"}],
        "stop_reason": "end_turn",
        "usage": usage,
    }
    line = {"custom_id": "call_0", "result": {"type": "succeeded", "message": message}}
    moment = "2026-11-25T00:00:00Z"
    batch = {
        "id": "msgbatch_1",
        "type": "message_batch",
        "processing_status": "ended",
        "request_counts": {"processing": 0, "succeeded": 1, "errored": 0, "canceled": 0, "expired": 0},
        "created_at": moment,
        "expires_at": moment,
        "ended_at": moment,
        "results_url": "http://x/results",
    }

    def answer(asked: httpx2.Request) -> httpx2.Response:
        if asked.url.path == "/results":
            return httpx2.Response(200, text=json.dumps(line) + "\n")
        return httpx2.Response(200, json=batch)

    client = await wired(answer)
    ended = await client.retrieve("msgbatch_1")
    assert ended is not None
    (found,) = [line async for line in client.lines(ended)]
    assert (found.settlement.outcome, found.settlement.usage) == ("succeeded", None)
    await client.close()


async def test_nobody_there_made_nothing() -> None:
    """A connection that never was sent nothing."""
    client = BatchClient.open(api_key=SecretStr("x"), base_url="http://127.0.0.1:1", clock=SystemClock())
    with pytest.raises(BatchRefusedError):
        await client.create(requests(1))
    await client.close()


async def test_the_list_ends_at_the_moment_asked_for() -> None:
    """Oldest first, nothing made before; an unknown batch is None, a cancel of one that ended no fault."""
    api = Simulator()
    async with client_of(api) as client:
        made = [await client.create(requests(1)) for _ in range(3)]
        assert [found.id for found in await client.since(made[1].created_at)] == [made[1].id, made[2].id]
        assert await client.since(made[2].created_at + timedelta(seconds=1)) == []
        assert await client.retrieve("msgbatch_unknown") is None
        await client.retrieve(made[0].id)
        await client.cancel(made[0].id)
