"""What is paid: the ledger is the provider's invoice, and no limit is passed at any moment of the history."""

import asyncio
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest

from tests.integration.worker_rig import Rig, rig_on, working
from tests.stack import Stack
from worker.local.simulator import Fault, FaultKind, SimulatorConfig

CENT = Decimal("0.01")
MICRO = Decimal("0.000001")
Row = dict[str, Any]

# One call in five meets a fault, every kind in its turn, those inside a stream first. A 429 names a second:
# longer waits are another test's.
EVERY_FIFTH = {
    5 * number: Fault(kind, retry_after="1" if kind is FaultKind.RATE_LIMIT else None)
    for number, kind in enumerate([*reversed(FaultKind)] * 40, start=1)
}


@dataclass(frozen=True)
class Limit:
    """A cap or a daily limit. conversations: more than it can pay for. at_once: those of one worker."""

    preset: str
    usd: Decimal
    conversations: int
    at_once: int


# Large enough that the worst case of a judgment is less than what may be left over.
SHORT = Limit("cheapest", Decimal("0.30"), 24, 4)
LIMITS = [
    pytest.param(SHORT, id="short"),
    pytest.param(Limit("cheapest", Decimal("0.50"), 90, 16), id="cheapest", marks=pytest.mark.long),
    pytest.param(Limit("best", Decimal("5.00"), 40, 16), id="best", marks=pytest.mark.long),
]


def committed(calls: Iterable[Row]) -> Decimal:
    """Settled costs, and what is reserved for the calls whose cost is not known."""
    return sum(
        (call["reserved_usd"] if call["cost_usd"] is None else call["cost_usd"] for call in calls), Decimal(0)
    )


def most_committed(calls: Sequence[Row]) -> Decimal:
    """The highest sum of settled costs and open reservations at any moment of the history."""
    moves: list[tuple[Any, Decimal]] = []
    for call in calls:
        moves.append((call["opened_at"], call["reserved_usd"]))
        if call["cost_usd"] is not None:
            moves.append((call["settled_at"], call["cost_usd"] - call["reserved_usd"]))
    highest = now = Decimal(0)
    for _, change in sorted(moves):
        now += change
        highest = max(highest, now)
    return highest


async def drained(rig: Rig, workers: int = 1, **environment: str) -> None:
    """Let so many workers drain the queue, again and again until a pass opens no call."""
    before = -1
    while before != (before := len(await rig.calls())):
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(_drain(rig, environment))


async def _drain(rig: Rig, environment: dict[str, str]) -> None:
    async with working(rig.settings(**environment), drain=True) as (_, running):
        await running


async def planned(rig: Rig, count: int) -> list[str]:
    """The first so many conversations of the plan."""
    rows = await rig.rows(
        "select conversation_id from public.training_conversations where generation_status = 'planned'"
        " and template_id is not null order by conversation_number limit %s",
        count,
    )
    return [str(row["conversation_id"]) for row in rows]


@pytest.mark.parametrize(
    "conversations", [pytest.param(6, id="short"), pytest.param(90, id="whole plan", marks=pytest.mark.long)]
)
async def test_the_ledger_is_the_invoice(seeded_stack: Stack, conversations: int) -> None:
    """With a fault of any kind in one call of five: what is known is charged so, call by call; for the others
    the invoice is within the reservation; every charge has its call.
    """
    config = SimulatorConfig(schedule=EVERY_FIFTH, content_fault_rate=0.1, stall_seconds=0.05)
    async with rig_on(seeded_stack, config) as rig:
        ids = await planned(rig, conversations)
        if conversations > len(FaultKind):
            ids += (await rig.plan_copies(2))[: 100 - len(ids)]
        job = await rig.insert_job(*ids, max_cost_usd=90, options={"max_concurrency": 8})
        await rig.execute("update public.generation_budget set daily_limit_usd = 100")
        for _ in range(conversations):
            await drained(rig)
            if (await rig.job(job["id"]))["status"] in ("completed", "failed"):
                break
        calls = {call["request_id"]: call for call in await rig.calls() if call["request_id"]}
        assert (await rig.job(job["id"]))["completed_conversations"] > 0
        assert await rig.rows("select 1 from public.generation_calls where settled_at is null") == []
        lines = {line.request_id: line for line in rig.claude.invoice.lines}
        known = [call for call in calls.values() if call["cost_usd"] is not None]
        assert [
            call
            for call in known
            if lines[call["request_id"]].cost_usd.quantize(MICRO, "ROUND_HALF_UP") != call["cost_usd"]
        ] == []
        total = sum((lines[call["request_id"]].cost_usd for call in known), Decimal(0))
        assert abs(total - sum(call["cost_usd"] for call in known)) < CENT / 2
        unknown = [call for call in calls.values() if call["cost_usd"] is None]
        assert [call for call in unknown if lines[call["request_id"]].cost_usd > call["reserved_usd"]] == []
        assert unknown
        assert [line for line in lines.values() if line.cost_usd and line.request_id not in calls] == []
        listed = await rig.rows("select id from public.generation_unknown_costs")
        assert {row["id"] for row in listed} >= {call["id"] for call in unknown}
        met = {line.outcome for line in lines.values()}
        assert len(met) >= 5, met
        assert await rig.violations() == []


@pytest.mark.parametrize("limit", LIMITS)
async def test_a_cap_is_never_passed_and_well_used(seeded_stack: Stack, limit: Limit) -> None:
    """Settled and reserved stay within the cap at every moment; at the pause nothing is in flight, what is
    left is less than the next call may need, which the message names, and at least 70 % is used.
    """
    pace = SimulatorConfig(ttft_seconds=0.05, tokens_per_second=20_000.0)
    async with rig_on(seeded_stack, pace) as rig:
        ids = await planned(rig, limit.conversations)
        options = {"preset": limit.preset, "delivery": "live", "max_concurrency": limit.at_once}
        job = await rig.insert_job(*ids, max_cost_usd=float(limit.usd), options=options)
        await drained(rig, RAPPORT_CONCURRENCY=str(limit.at_once))
        paused = await rig.job(job["id"])
        calls = await rig.calls()
        assert (paused["status"], paused["status_reason"]) == ("paused", "cap_reached")
        assert most_committed(calls) <= limit.usd
        # A call that was cut (a machine so busy that a lease ends) has no known cost; it counts as reserved.
        known = [call for call in calls if call["cost_usd"] is not None]
        assert all(call["cost_usd"] <= call["reserved_usd"] for call in known)
        assert rig.claude.invoice.in_flight == 0
        assert limit.usd - committed(calls) < paused["cap_needs_usd"]
        assert "the next call may need $" in paused["status_message"]
        assert committed(calls) >= Decimal("0.7") * limit.usd
        assert await rig.violations() == []


@pytest.mark.parametrize("limit", LIMITS)
async def test_two_workers_keep_the_daily_limit_together(seeded_stack: Stack, limit: Limit) -> None:
    """Two jobs, two workers, caps out of reach: the day's limit holds as a cap does, over both."""
    pace = SimulatorConfig(ttft_seconds=0.05, tokens_per_second=20_000.0)
    async with rig_on(seeded_stack, pace) as rig:
        ids = await planned(rig, limit.conversations)
        half = len(ids) // 2
        options = {"preset": limit.preset, "delivery": "live", "max_concurrency": limit.at_once}
        await rig.execute(f"update public.generation_budget set daily_limit_usd = {limit.usd}")
        for part in (ids[:half], ids[half:]):
            await rig.insert_job(*part, max_cost_usd=90, options=options)
        await drained(rig, workers=2, RAPPORT_CONCURRENCY=str(limit.at_once))
        jobs = await rig.rows("select * from public.generation_jobs")
        calls = await rig.calls()
        assert {(job["status"], job["status_reason"]) for job in jobs} == {("paused", "daily_limit")}
        assert len({call["worker"] for call in calls}) >= 2
        assert most_committed(calls) <= limit.usd
        assert rig.claude.invoice.in_flight == 0
        left = limit.usd - committed(calls)
        assert all(left < job["cap_needs_usd"] for job in jobs)
        assert all("the next call may need $" in job["status_message"] for job in jobs)
        assert committed(calls) >= Decimal("0.7") * limit.usd
        assert await rig.violations() == []


@pytest.mark.long
@pytest.mark.parametrize("preset", ["best", "balanced", "cheapest"])
async def test_the_estimate_is_close_to_what_is_spent(seeded_stack: Stack, preset: str) -> None:
    """Two dozen judged conversations with a demo's faults cost what their job said, within a tenth."""
    async with rig_on(seeded_stack, SimulatorConfig(content_fault_rate=0.06)) as rig:
        ids = (await planned(rig, 90))[::4]
        options = {"preset": preset, "delivery": "live", "judge": True, "max_concurrency": 8}
        job = await rig.insert_job(*ids, max_cost_usd=20, options=options)
        await drained(rig)
        ended = await rig.job(job["id"])
        assert ended["completed_conversations"] >= len(ids) - 1
        assert ended["cost_usd"] == pytest.approx(ended["estimated_cost_usd"], rel=Decimal("0.1"))
