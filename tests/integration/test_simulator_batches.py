"""The simulator's message batches through the real SDK: claude_api.md section 4."""

import json
from decimal import Decimal
from typing import Any

import anthropic
import httpx2
import pytest

from tests.clock import ManualClock
from tests.simulated import MODEL, ask, dialogue_blocks, plan, served, text_of
from worker.domain.drafts import DialogueDraft
from worker.local.simulator import BatchConfig, Fault, FaultKind, MessagesApi, Simulator, SimulatorConfig

ALL = ("succeeded", "errored", "canceled", "expired")


def simulator(*, clock: ManualClock | None = None, **batches: Any) -> Simulator:
    """A simulator with these settings of its batches."""
    return Simulator(SimulatorConfig(batches=BatchConfig(**batches)), clock=clock)


def request(custom_id: str, **params: Any) -> Any:
    """One request of a batch: a dialogue of the plan that bears the custom id."""
    wanted = plan(conversation_id=custom_id)
    shape = {"type": "json_schema", "schema": anthropic.transform_schema(DialogueDraft)}
    return {
        "custom_id": custom_id,
        "params": {
            "model": MODEL,
            "max_tokens": 16_000,
            "messages": [{"role": "user", "content": dialogue_blocks(wanted)[0]}],
            "output_config": {"format": shape, "effort": "low"},
            **params,
        },
    }


def requests(count: int) -> list[Any]:
    """So many requests."""
    return [request(f"bee_{number}") for number in range(count)]


async def results(client: anthropic.AsyncAnthropic, batch_id: str) -> dict[str, Any]:
    """The results of a batch by custom id, in the order in which they came."""
    return {line.custom_id: line.result async for line in await client.messages.batches.results(batch_id)}


async def counted(client: anthropic.AsyncAnthropic, batch_id: str) -> dict[str, int]:
    """The counts of a batch that are not 0."""
    batch = await client.messages.batches.retrieve(batch_id)
    return {name: count for name, count in batch.request_counts.model_dump().items() if count}


async def test_a_batch_is_polled_to_its_end_and_answers_in_no_order() -> None:
    """In progress for two looks, then ended: every request answered whole, found by its custom id."""
    api = simulator(polls=3)
    async with served(api) as client:
        made = await client.messages.batches.create(requests=requests(8))
        assert (made.processing_status, made.results_url) == ("in_progress", None)
        assert [await counted(client, made.id) for _ in range(2)] == [{"processing": 8}] * 2
        with pytest.raises(anthropic.AnthropicError):
            await client.messages.batches.results(made.id)
        assert await counted(client, made.id) == {"succeeded": 8}
        found = await results(client, made.id)
        assert list(found) != sorted(found)
        assert set(found) == {f"bee_{number}" for number in range(8)}
        for result in found.values():
            assert result.message.usage.service_tier == "batch"
            assert DialogueDraft.model_validate_json(text_of(result.message)).turns
        assert list(await results(client, made.id)) == list(found)


async def test_a_batched_request_costs_half() -> None:
    """The same request live and in a batch: the same tokens, half the price."""
    api = simulator()
    async with served(api) as client:
        live = await ask(client, dialogue_blocks(plan()), DialogueDraft)
        made = await client.messages.batches.create(
            requests=[request("one", max_tokens=16_000, system="You write for a test.")]
        )
        await client.messages.batches.retrieve(made.id)
        assert live.usage.output_tokens > 0
    first, second = api.invoice.lines
    assert second.batch_id == made.id
    for line, share in ((first, 1), (second, 2)):
        price = (line.usage.input_tokens * 2 + line.usage.output_tokens * 10) / Decimal(1_000_000)
        assert line.cost_usd == price / share


async def test_time_ends_a_batch_and_a_day_expires_it() -> None:
    """By the clock: not before its time; what takes more than a day expires, unbilled."""
    clock = ManualClock()
    api = simulator(clock=clock, seconds=600.0)
    slow = simulator(clock=clock, seconds=90_000.0)
    async with served(api) as client, served(slow) as other:
        made = await client.messages.batches.create(requests=requests(1))
        late = await other.messages.batches.create(requests=requests(2))
        await clock.advance(599)
        assert await counted(client, made.id) == {"processing": 1}
        await clock.advance(1)
        assert await counted(client, made.id) == {"succeeded": 1}
        await clock.advance(24 * 3600)
        assert await counted(other, late.id) == {"expired": 2}
        assert {line.type for line in (await results(other, late.id)).values()} == {"expired"}
    assert slow.invoice.lines == []


async def test_what_is_done_at_a_cancel_keeps_its_answer() -> None:
    """Cancelled in progress: canceling, then ended with the first half answered and the rest canceled."""
    api = simulator(polls=5)
    async with served(api) as client:
        made = await client.messages.batches.create(requests=requests(4))
        asked = await client.messages.batches.cancel(made.id)
        assert (asked.processing_status, asked.request_counts.processing) == ("canceling", 4)
        assert await counted(client, made.id) == {"succeeded": 2, "canceled": 2}
        kinds = {name: result.type for name, result in (await results(client, made.id)).items()}
        assert kinds == {"bee_0": "succeeded", "bee_1": "succeeded", "bee_2": "canceled", "bee_3": "canceled"}
    assert len(api.invoice.lines) == 2


async def test_the_list_is_newest_first_and_paged() -> None:
    """The SDK's paging finds every batch once; a deleted one is gone."""
    api = simulator()
    async with served(api) as client:
        made = [(await client.messages.batches.create(requests=requests(1))).id for _ in range(5)]
        assert [batch.id async for batch in client.messages.batches.list(limit=2)] == made[::-1]
        page = await client.messages.batches.list(limit=2, before_id=made[0])
        assert [batch.id for batch in page.data] == [made[2], made[1]]
        with pytest.raises(anthropic.BadRequestError):
            await client.messages.batches.delete(made[0])
        await client.messages.batches.retrieve(made[0])
        gone = await client.messages.batches.delete(made[0])
        assert (gone.id, gone.type) == (made[0], "message_batch_deleted")
        with pytest.raises(anthropic.NotFoundError):
            await client.messages.batches.retrieve(made[0])


@pytest.mark.parametrize(
    ("asked", "error"),
    [
        ([], "at least one"),
        ([request("no spaces")], "custom_id"),
        ([request("x" * 65)], "custom_id"),
        ([request("twice"), request("twice")], "not unique"),
        (requests(4), "at most 3"),
    ],
)
async def test_a_batch_that_breaks_a_rule_is_not_made(asked: list[Any], error: str) -> None:
    """400 with the rule; nothing is made."""
    api = simulator(most_requests=3)
    async with served(api) as client:
        with pytest.raises(anthropic.BadRequestError, match=error):
            await client.messages.batches.create(requests=asked)
    assert api.batches.made == []


async def test_a_batch_that_is_too_large_is_not_made() -> None:
    """413 above the limit of bytes."""
    api = simulator(most_bytes=5_000)
    async with served(api) as client:
        with pytest.raises(anthropic.ContentTooLargeError):
            await client.messages.batches.create(requests=requests(3))
    assert api.batches.made == []


async def test_params_are_checked_later_and_line_by_line() -> None:
    """A batch with wrong params is made; their lines are errored and not billed, the other is answered."""
    wrong = [
        request("streamed", stream=True),
        request("no_room", max_tokens=0),
        request("unknown", model="claude-none"),
        request("warm", temperature=0.5),
    ]
    api = simulator()
    async with served(api) as client:
        made = await client.messages.batches.create(requests=[*wrong, request("right")])
        assert await counted(client, made.id) == {"succeeded": 1, "errored": 4}
        found = await results(client, made.id)
    assert found["streamed"].error.error.type == "invalid_request_error"
    assert found["unknown"].error.error.type == "not_found_error"
    assert found["right"].type == "succeeded"
    assert [line.cost_usd > 0 for line in api.invoice.lines].count(True) == 1


async def test_lines_meet_the_faults_they_are_told_to() -> None:
    """By place in the batch: errored, canceled, expired; the rest succeed."""
    schedule = {(1, 0): "errored", (1, 1): "canceled", (1, 2): "expired"}
    async with served(simulator(schedule=schedule)) as client:
        made = await client.messages.batches.create(requests=requests(4))
        await client.messages.batches.retrieve(made.id)
        found = await results(client, made.id)
    assert [found[f"bee_{number}"].type for number in range(4)] == [
        "errored",
        "canceled",
        "expired",
        "succeeded",
    ]


@pytest.mark.parametrize(
    ("kind", "type_", "stop_reason"),
    [
        (FaultKind.MAX_TOKENS, "succeeded", "max_tokens"),
        (FaultKind.REFUSAL, "succeeded", "refusal"),
        (FaultKind.MALFORMED, "succeeded", "end_turn"),
        (FaultKind.OVERLOADED, "errored", None),
        (FaultKind.STATUS_500, "errored", None),
        (FaultKind.ERROR_MID, "errored", None),
    ],
)
async def test_the_faults_of_live_calls_happen_to_lines(
    kind: FaultKind, type_: str, stop_reason: str | None
) -> None:
    """Truncated, refused and malformed answers are succeeded lines; an error status is an errored one."""
    api = Simulator(SimulatorConfig(fault_rates={kind: 1.0}))
    async with served(api) as client:
        made = await client.messages.batches.create(requests=requests(1))
        await client.messages.batches.retrieve(made.id)
        (result,) = (await results(client, made.id)).values()
    assert result.type == type_
    if stop_reason is None:
        assert api.invoice.total_usd == 0
        return
    assert result.message.stop_reason == stop_reason
    with pytest.raises(ValueError, match=r"."):
        json.loads(text_of(result.message))


@pytest.mark.parametrize("how", ["lost", "late"])
async def test_a_batch_can_be_made_and_its_answer_lost(how: str) -> None:
    """The connection breaks after the work: the batch is there, at once or only in a later list."""
    api = simulator(creates={1: how})
    async with served(api) as client:
        with pytest.raises(anthropic.APIConnectionError):
            await client.messages.batches.create(requests=requests(2))
        first = [batch.id async for batch in client.messages.batches.list()]
        second = [batch.id async for batch in client.messages.batches.list()]
    assert first == (api.batches.made if how == "lost" else [])
    assert second == api.batches.made


async def test_a_creation_can_be_refused() -> None:
    """The fault's status; nothing is made, and the next creation is well."""
    api = simulator(creates={1: Fault(FaultKind.STATUS_503)})
    async with served(api) as client:
        with pytest.raises(anthropic.InternalServerError):
            await client.messages.batches.create(requests=requests(1))
        assert api.batches.made == []
        assert (await client.messages.batches.create(requests=requests(1))).id in api.batches.made


async def test_results_can_break_off_in_the_middle() -> None:
    """The download ends before its end; the next one is whole."""
    api: MessagesApi = simulator(cuts={1: 0.5})
    async with served(api) as client:
        made = await client.messages.batches.create(requests=requests(4))
        await client.messages.batches.retrieve(made.id)
        with pytest.raises((httpx2.TransportError, anthropic.APIError, ValueError)):
            await results(client, made.id)
        assert len(await results(client, made.id)) == 4
