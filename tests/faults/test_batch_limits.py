"""Message batches under a job's cap and the daily limit, with the real collector: never passed, well used.

What waits in a batch is reserved, so a limit may be reached by what is on its way: its answers are brought
home all the same while the job is paused, and what they cost less than was reserved is used.
"""

import re
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from decimal import Decimal

import pytest

from tests.faults.test_batches import config, invoice_equals_ledger, sent_once
from tests.faults.test_money import committed, most_committed, planned
from tests.integration.worker_rig import PATIENCE, Rig, Row, rig_on, until, working
from tests.stack import Stack


@dataclass(frozen=True)
class Limit:
    """A limit that so many conversations pass. raised: to what it is raised then, enough for all. used: the
    least share of it that is spent at the last pause. jobs, workers: how many share the conversations, and
    the work. seconds: until the test gives up waiting.
    """

    usd: Decimal
    raised: Decimal
    used: Decimal
    conversations: int
    jobs: int
    workers: int
    seconds: float


# A judgment's worst case is nearly the short form's limit, and may be left over.
SHORT = Limit(Decimal("0.05"), Decimal(2), Decimal("0.2"), 2, 1, 1, PATIENCE)
LONG = Limit(Decimal("0.30"), Decimal(20), Decimal("0.7"), 40, 2, 2, 12 * PATIENCE)
LIMITS = [pytest.param(SHORT, id="short"), pytest.param(LONG, id="long", marks=pytest.mark.long)]
# Claude is asked so often that the test does not wait for it, and each batch is in progress at first.
EAGER = {"RAPPORT_BATCH_POLL_SECONDS": "0.2"}
POLLS = 1
OPTIONS = {"preset": "cheapest", "delivery": "message_batch"}
# What a pause says, in a job's sentence and in its event.
PAUSED = {
    "cap_reached": (
        r"Paused at its cap of \$[\d.]+: \$[\d.]+ spent, \$[\d.]+ reserved, the next call may need \$[\d.]+"
    ),
    "daily_limit": (
        r"Paused at the daily limit of \$[\d.]+: \$[\d.]+ spent, \$[\d.]+ reserved today, "
        r"the next call may need \$[\d.]+"
    ),
}
WENT_ON = " goes on: "


async def workers_on(rig: Rig, stack: AsyncExitStack, count: int) -> None:
    """So many workers, until the stack is closed."""
    for _ in range(count):
        await stack.enter_async_context(working(rig.settings(**EAGER)))


async def at_rest(rig: Rig, limit: Decimal, seconds: float) -> list[Row]:
    """Wait until nothing is on its way and every job has ended or has no room for its next call."""

    async def look() -> list[Row] | None:
        jobs = await rig.rows("select * from public.generation_jobs order by job_number")
        on_the_way = await rig.rows(
            "select 1 from public.generation_job_items where status in ('running', 'waiting_batch') union all"
            " select 1 from public.generation_batches where status in ('intended', 'submitted')"
        )
        left = limit - committed(await rig.calls())
        rests = all(
            job["status"] in ("completed", "failed")
            or (job["status"] == "paused" and left < (job["cap_needs_usd"] or 0))
            for job in jobs
        )
        return jobs if rests and not on_the_way else None

    return await until(look, "jobs at rest", seconds)


def used_once(calls: Sequence[Row]) -> None:
    """No request has two answers that were paid for."""
    places = Counter(
        (call["conversation_id"], call["request_hash"], call["draft_no"])
        for call in calls
        if call["outcome"] == "succeeded"
    )
    assert set(places.values()) == {1}


async def is_held_to(rig: Rig, limit: Limit, reason: str, raise_it: Callable[[], Awaitable[None]]) -> None:
    """The story of a limit, from the first batch to the last conversation. raise_it: to limit.raised."""
    async with AsyncExitStack() as stack:
        await workers_on(rig, stack, limit.workers)
        jobs = await at_rest(rig, limit.usd, limit.seconds)
        calls = await rig.calls()
        assert most_committed(calls) <= limit.usd
        assert [call for call in calls if call["settled_at"] is None] == []
        waiting = [job for job in jobs if job["status_reason"] == reason]
        assert waiting
        assert all(re.match(PAUSED[reason], job["status_message"]) for job in waiting)
        assert committed(calls) >= limit.used * limit.usd
        # Before that it was what is on its way that reached the limit: harvested in the pause, and used.
        told = await rig.rows("select stage, message from public.generation_events order by id")
        paused = [number for number, event in enumerate(told) if re.search(PAUSED[reason], event["message"])]
        went_on = [number for number, event in enumerate(told) if WENT_ON in event["message"]]
        assert any(pause < number for number in went_on for pause in paused)
        await raise_it()
        jobs = await at_rest(rig, limit.raised, limit.seconds)
    assert {job["status"] for job in jobs} == {"completed"}
    assert sum(job["completed_conversations"] for job in jobs) == limit.conversations
    calls = await rig.calls()
    assert most_committed(calls) <= limit.raised
    assert {call["delivery"] for call in calls} == {"message_batch"}
    assert len({call["worker"] for call in calls}) == limit.workers
    used_once(calls)
    sent_once(rig)
    await invoice_equals_ledger(rig)
    assert await rig.violations() == []


@pytest.mark.parametrize("limit", LIMITS)
async def test_batches_stop_at_the_cap_and_go_on(seeded_stack: Stack, limit: Limit) -> None:
    """Paused with batches at Claude, which are harvested; what that leaves is used; then raised, and done."""
    async with rig_on(seeded_stack, config(polls=POLLS)) as rig:
        ids = await planned(rig, limit.conversations)
        job = await rig.insert_job(*ids, max_cost_usd=float(limit.usd), options=OPTIONS)

        async def raise_it() -> None:
            await rig.ask_of_job(job["id"], max_cost_usd=float(limit.raised))

        await is_held_to(rig, limit, "cap_reached", raise_it)


@pytest.mark.parametrize("limit", LIMITS)
async def test_batches_stop_at_the_daily_limit_and_go_on(seeded_stack: Stack, limit: Limit) -> None:
    """Caps out of reach: the day's limit holds over all jobs as a cap does over one."""
    async with rig_on(seeded_stack, config(polls=POLLS)) as rig:
        ids = await planned(rig, limit.conversations)
        await rig.execute(f"update public.generation_budget set daily_limit_usd = {limit.usd}")
        for number in range(limit.jobs):
            await rig.insert_job(*ids[number :: limit.jobs], max_cost_usd=20, options=OPTIONS)

        async def raise_it() -> None:
            await rig.execute(f"update public.generation_budget set daily_limit_usd = {limit.raised}")

        await is_held_to(rig, limit, "daily_limit", raise_it)


async def test_a_drain_ends_at_a_cap_only_when_its_batches_are_home(seeded_stack: Stack) -> None:
    """Paused at the cap with a batch at Claude: the drain waits for it, uses what it leaves, and exits 3."""
    async with rig_on(seeded_stack, config(polls=POLLS)) as rig:
        ids = await planned(rig, SHORT.conversations)
        await rig.insert_job(*ids, max_cost_usd=float(SHORT.usd), options=OPTIONS)
        async with working(rig.settings(**EAGER), drain=True) as (_, running):
            assert await running == 3
        [row] = await at_rest(rig, SHORT.usd, 0.0)
        assert (row["status_reason"], row["reserved_usd"]) == ("cap_reached", 0)
        assert {item["status"] for item in await rig.items(row["id"])} == {"queued"}
