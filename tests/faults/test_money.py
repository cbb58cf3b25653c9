"""What is paid: the ledger is the provider's invoice, and no limit is passed at any moment of the history."""

import asyncio
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import httpx2
import pytest

from tests.integration.worker_rig import Rig, rig_on, working
from tests.stack import Stack
from worker.claude import client
from worker.local.simulator import BatchConfig, Fault, FaultKind, SimulatorConfig
from worker.local.simulator.faults import THROTTLES
from worker.local.simulator.invoice import InvoiceLine

CENT = Decimal("0.01")
MICRO = Decimal("0.000001")
Row = dict[str, Any]

# One call in five meets a fault, every kind of the tables of API facts in its turn, those inside a stream
# first, and each type an error event can have. A 429 names a second: longer waits are another test's.
_FAULTS = [Fault(kind, retry_after="1" if kind in THROTTLES else None) for kind in reversed(FaultKind)] + [
    Fault(kind, error_type=error_type)
    for kind in (FaultKind.ERROR_FIRST, FaultKind.ERROR_MID)
    for error_type in ("api_error", "timeout_error", "rate_limit_error")
]
EVERY_FIFTH = {5 * number: fault for number, fault in enumerate(_FAULTS * 40, start=1)}
# What can become of a request in a batch, one kind of each.
BATCHED = (
    FaultKind.MAX_TOKENS,
    FaultKind.CONTEXT_WINDOW,
    FaultKind.REFUSAL,
    FaultKind.CUT,
    FaultKind.STATUS_400,
    FaultKind.OVERLOADED,
)
# A stall lasts longer than the worker waits between two bytes: seconds here, minutes in earnest.
READ_SECONDS, STALL_SECONDS = 2.0, 4.0


@dataclass(frozen=True)
class Limit:
    """A cap or a daily limit. conversations: more than it can pay for. at_once: those of one worker."""

    preset: str
    usd: Decimal
    conversations: int
    at_once: int
    judge: bool = True

    @property
    def options(self) -> Row:
        """Of its jobs."""
        return {
            "preset": self.preset,
            "delivery": "live",
            "max_concurrency": self.at_once,
            "judge": self.judge,
        }


# Less than three tenths of each is the worst case of any call, which is what can be left over: a judgment's
# with `cheapest`, a dialogue's with `best` and without a judge.
SHORT = Limit("cheapest", Decimal("0.06"), 16, 4, judge=False)
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


def matched(calls: Iterable[Row], lines: Iterable[InvoiceLine]) -> list[tuple[Row, InvoiceLine]]:
    """Each line of the invoice with the call it is of, every charge with one.

    By the request id; a call that was told none (a proxy's page stood for the answer) is of unknown cost, and
    takes a line of its own place that nobody else has.
    """
    named = {call["request_id"]: call for call in calls if call["request_id"]}
    nameless = [call for call in calls if not call["request_id"] and call["cost_usd"] is None]
    pairs = []
    for line in lines:
        if line.request_id in named:
            pairs.append((named[line.request_id], line))
        elif line.cost_usd:
            place = (line.conversation_id, line.stage, line.turn)
            call = next(
                (
                    one
                    for one in nameless
                    if (one["conversation_id"], one["stage"], one["turn_number"]) == place
                ),
                None,
            )
            assert call is not None, f"a charge without a call: {line}"
            nameless.remove(call)
            pairs.append((call, line))
    return pairs


def tell(limit: Limit, calls: Sequence[Row]) -> None:
    """Print the figures, which are the point of running it by hand."""
    unknown = [call for call in calls if call["cost_usd"] is None]
    print(  # noqa: T201
        f"{limit.preset}, ${limit.usd}: {100 * committed(calls) / limit.usd:.1f} % used at the pause, at most"
        f" {100 * most_committed(calls) / limit.usd:.1f} % committed; {len(calls)} calls, {len(unknown)} of"
        f" unknown cost: {[(call['stage'], call['outcome'], call['error_type']) for call in unknown]}"
    )


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
async def test_the_ledger_is_the_invoice(
    seeded_stack: Stack, conversations: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With a fault of any kind in one call of five: what is known is charged so, call by call; for the others
    the invoice is within the reservation; every charge has its call.
    """
    monkeypatch.setattr(client, "TIMEOUTS", httpx2.Timeout(READ_SECONDS))
    config = SimulatorConfig(schedule=EVERY_FIFTH, content_fault_rate=0.1, stall_seconds=STALL_SECONDS)
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
        ledger, lines = await rig.calls(), rig.claude.invoice.lines
        assert (await rig.job(job["id"]))["completed_conversations"] > 0
        assert [call for call in ledger if call["settled_at"] is None] == []
        pairs = matched(ledger, lines)
        known = [(call, line) for call, line in pairs if call["cost_usd"] is not None]
        assert [
            call for call, line in known if line.cost_usd.quantize(MICRO, "ROUND_HALF_UP") != call["cost_usd"]
        ] == []
        total = sum((line.cost_usd for _, line in known), Decimal(0))
        assert abs(total - sum(call["cost_usd"] for call, _ in known)) < CENT / 2
        unknown = [(call, line) for call, line in pairs if call["cost_usd"] is None]
        assert [call for call, line in unknown if line.cost_usd > call["reserved_usd"]] == []
        assert unknown
        listed = await rig.rows("select id from public.generation_unknown_costs")
        assert {row["id"] for row in listed} >= {call["id"] for call, _ in unknown}
        met = Counter(EVERY_FIFTH[line.number].kind for line in lines if line.number in EVERY_FIFTH)
        missing = sorted(kind.value for kind in FaultKind if kind not in met)
        assert len(missing) <= (0 if conversations > len(FaultKind) else len(FaultKind) - 10), missing
        print(  # noqa: T201 - the figures are the point of running it by hand
            f"{len(ledger)} calls, {met.total()} faults of {len(met)} kinds; known: {len(known)} calls,"
            f" ${total:.6f} by the invoice; unknown: {len(unknown)} calls,"
            f" ${sum(line.cost_usd for _, line in unknown):.6f} by the invoice,"
            f" ${sum(call['reserved_usd'] for call, _ in unknown):.6f} reserved"
        )
        assert await rig.violations() == []


@pytest.mark.long
async def test_the_ledger_is_the_invoice_of_message_batches(seeded_stack: Stack) -> None:
    """Requests that are answered, errored, expired and cancelled, answers that are cut, truncated and
    declined: what is known is charged so, at half the price, and every charge has its call.
    """
    faults = dict.fromkeys(BATCHED, 0.03)
    batches = BatchConfig(rates={"errored": 0.03, "expired": 0.03, "canceled": 0.03}, cuts={2: 0.5})
    config = SimulatorConfig(fault_rates=faults, content_fault_rate=0.1, batches=batches)
    async with rig_on(seeded_stack, config) as rig:
        job = await rig.insert_job(
            *(await planned(rig, 24)), max_cost_usd=90, options={"delivery": "message_batch"}
        )
        await drained(rig, RAPPORT_BATCH_POLL_SECONDS="0.2")
        ended = await rig.job(job["id"])
        assert ended["status"] == "completed"
        ledger, lines = await rig.calls(), rig.claude.invoice.lines
        assert [call for call in ledger if call["settled_at"] is None] == []
        assert {call["delivery"] for call in ledger} == {"message_batch"}
        charged = sorted(line.cost_usd.quantize(MICRO, "ROUND_HALF_UP") for line in lines if line.cost_usd)
        assert charged == sorted(call["cost_usd"] for call in ledger if call["cost_usd"] != 0)
        assert abs(rig.claude.invoice.total_usd - ended["cost_usd"]) < CENT / 2
        met = Counter(call["error_type"] for call in ledger)
        ends = {"expired", "canceled", "bad_request", "overloaded", "truncated", "context_window", "refusal"}
        assert {*ends, "invalid_json"} <= met.keys()
        print(  # noqa: T201 - the figures are the point of running it by hand
            f"{len(ledger)} batched calls, ${rig.claude.invoice.total_usd:.6f} by the invoice and"
            f" ${ended['cost_usd']} in the ledger; {dict(met)}; {ended['status_message']}"
        )
        assert await rig.violations() == []


@pytest.mark.parametrize("limit", LIMITS)
async def test_a_cap_is_never_passed_and_well_used(seeded_stack: Stack, limit: Limit) -> None:
    """Settled and reserved stay within the cap at every moment; at the pause nothing is in flight, what is
    left is less than the next call may need, which the message names, and at least 70 % is used.
    """
    pace = SimulatorConfig(ttft_seconds=0.05, tokens_per_second=20_000.0)
    async with rig_on(seeded_stack, pace) as rig:
        ids = await planned(rig, limit.conversations)
        job = await rig.insert_job(*ids, max_cost_usd=float(limit.usd), options=limit.options)
        await drained(rig, RAPPORT_CONCURRENCY=str(limit.at_once))
        paused = await rig.job(job["id"])
        calls = await rig.calls()
        assert (paused["status"], paused["status_reason"]) == ("paused", "cap_reached")
        assert most_committed(calls) <= limit.usd
        # A call that was cut (a machine so busy that a lease ends, or a connection closes under a request)
        # has no known cost: it may be on the invoice or not, so it counts as reserved.
        known = [call for call in calls if call["cost_usd"] is not None]
        assert all(call["cost_usd"] <= call["reserved_usd"] for call in known)
        assert rig.claude.invoice.in_flight == 0
        assert rig.claude.invoice.total_usd <= limit.usd
        assert limit.usd - committed(calls) < paused["cap_needs_usd"]
        assert "the next call may need $" in paused["status_message"]
        assert committed(calls) >= Decimal("0.7") * limit.usd
        tell(limit, calls)
        assert await rig.violations() == []


@pytest.mark.parametrize("limit", LIMITS)
async def test_two_workers_keep_the_daily_limit_together(seeded_stack: Stack, limit: Limit) -> None:
    """Two jobs, two workers, caps out of reach: the day's limit holds as a cap does, over both."""
    pace = SimulatorConfig(ttft_seconds=0.05, tokens_per_second=20_000.0)
    async with rig_on(seeded_stack, pace) as rig:
        ids = await planned(rig, limit.conversations)
        half = len(ids) // 2
        await rig.execute(f"update public.generation_budget set daily_limit_usd = {limit.usd}")
        for part in (ids[:half], ids[half:]):
            await rig.insert_job(*part, max_cost_usd=90, options=limit.options)
        await drained(rig, workers=2, RAPPORT_CONCURRENCY=str(limit.at_once))
        jobs = await rig.rows("select * from public.generation_jobs")
        calls = await rig.calls()
        assert {(job["status"], job["status_reason"]) for job in jobs} == {("paused", "daily_limit")}
        assert len({call["worker"] for call in calls}) >= 2
        assert most_committed(calls) <= limit.usd
        assert rig.claude.invoice.in_flight == 0
        assert rig.claude.invoice.total_usd <= limit.usd
        left = limit.usd - committed(calls)
        assert all(left < job["cap_needs_usd"] for job in jobs)
        assert all("the next call may need $" in job["status_message"] for job in jobs)
        assert committed(calls) >= Decimal("0.7") * limit.usd
        tell(limit, calls)
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
