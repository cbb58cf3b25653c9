"""The loop: what it claims, when it looks, how it stops."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from typing import Any

import pytest

from tests.clock import ManualClock
from tests.unit.test_jobs_leases import claim
from worker.errors import RapportError
from worker.jobs.claims import Beat, Claim
from worker.jobs.item import Ending, Result
from worker.jobs.leases import Held, Leases
from worker.jobs.runner import MOST_FAILED_LOOKS, Runner
from worker.jobs.stop import Stop
from worker.jobs.versions import DatabaseTooOldError, WorkerTooOldError


class Queue:
    """A queue with items to hand out; `down` makes it unreachable. released: what came back."""

    def __init__(self, *claims: Claim) -> None:
        self.items = list(claims)
        self.jobs = 0
        self.paused = 0
        self.failed = 0
        self.down = False
        self.looks = 0
        self.cleared: list[list[str]] = []
        self.released: list[str] = []
        self.hold: asyncio.Event | None = None
        self.error: RapportError | None = None

    async def meet(self) -> None:
        """See Store."""

    async def claim(self, limit: int, lease_seconds: float, cleared: Sequence[str] = ()) -> list[Claim]:
        """See Store."""
        assert lease_seconds == 50
        self.looks += 1
        self.cleared.append(list(cleared))
        if self.hold is not None:
            await self.hold.wait()
        if self.down:
            raise RapportError("down")
        if self.error is not None:
            raise self.error
        taken, self.items = self.items[:limit], self.items[limit:]
        return taken

    async def release(self, claims: Sequence[Claim], reason: str) -> None:
        """See Store."""
        assert reason
        self.released += [one.item_id for one in claims]

    async def jobs_left(self) -> list[str]:
        """See Store."""
        if self.down:
            raise RapportError("down")
        return ["job"] * self.jobs

    async def jobs_failed(self, job_ids: Sequence[str]) -> int:
        """See Store."""
        return self.failed if job_ids else 0

    async def jobs_paused(self) -> int:
        """See Store."""
        return self.paused

    async def beat(self, items: Sequence[dict[str, Any]], lease_seconds: float) -> list[Beat]:
        """See Store."""
        raise NotImplementedError(items, lease_seconds)


class Gate:
    """Open until a reason is noted."""

    def __init__(self) -> None:
        self.noted: list[str] = []
        self.cleared: list[str] = []
        self.found: list[str] = []

    @property
    def closed(self) -> bool:
        """See Trouble."""
        return bool(self.noted)

    def note(self, reason: str) -> None:
        """See Trouble."""
        self.noted.append(reason)

    def take_cleared(self) -> list[str]:
        """See Trouble."""
        taken, self.cleared = self.cleared, []
        return taken

    def put_back(self, cleared: Sequence[str]) -> None:
        """See Trouble."""
        self.cleared += cleared

    async def look(self) -> None:
        """See Trouble."""
        self.cleared += self.found


class Rig:
    """A runner over a queue. do: what happens to an item; by default it waits for `finish`."""

    def __init__(self, *claims: Claim, concurrency: int = 2, drain: bool = False) -> None:
        self.clock, self.queue, self.gate = ManualClock(), Queue(*claims), Gate()
        self.stop, self.wake = Stop(), asyncio.Event()
        self.finish = asyncio.Event()
        self.ending: Ending = "saved"
        self.paused: str | None = None
        self.started: list[str] = []
        self.runner = Runner(
            self.queue,
            Leases(self.queue, self.clock, 50),
            self.do,
            self.gate,
            self.clock,
            self.stop,
            self.wake,
            concurrency=concurrency,
            lease_seconds=50,
            poll_seconds=5,
            grace_seconds=20,
            drain=drain,
        )

    async def do(self, held: Held) -> Result:
        """An item's work."""
        self.started.append(held.claim.item_id)
        await self.finish.wait()
        return Result(self.ending, paused=self.paused)


@asynccontextmanager
async def running(rig: Rig) -> AsyncIterator["asyncio.Task[None]"]:
    """The runner at work, cancelled on leaving."""
    task = asyncio.create_task(rig.runner.run())
    await rig.clock.settle()
    try:
        yield task
    finally:
        task.cancel()
        rig.finish.set()
        await asyncio.gather(task, return_exceptions=True)


async def test_it_takes_what_there_is_room_for() -> None:
    """Never more than `concurrency` in hand; an end makes it look again at once."""
    rig = Rig(*(claim(number) for number in range(3)), concurrency=2)
    async with running(rig):
        assert rig.started == ["item-0", "item-1"]
        assert rig.runner.in_flight == 2
        rig.finish.set()
        await rig.clock.settle()
        assert rig.started == ["item-0", "item-1", "item-2"]
        assert rig.runner.in_flight == 0


async def test_a_wake_makes_it_look_at_once_and_the_poll_when_nothing_wakes_it() -> None:
    """An event costs nothing to miss: the poll finds the item within its interval."""
    rig = Rig()
    async with running(rig):
        rig.queue.items.append(claim(1))
        rig.wake.set()
        await rig.clock.settle()
        assert rig.started == ["item-1"]
        rig.queue.items.append(claim(2))
        await rig.clock.advance(5)
        assert rig.started == ["item-1", "item-2"]


async def test_it_outlives_an_outage() -> None:
    """With the database gone it asks ever more rarely, and takes up work when it is back."""
    rig = Rig()
    async with running(rig) as task:
        rig.queue.down = True
        await rig.clock.advance(300)
        assert 5 < rig.queue.looks < 40
        rig.queue.down = False
        rig.queue.items.append(claim(1))
        await rig.clock.advance(31)
        assert rig.started == ["item-1"]
        assert not task.done()


async def test_how_long_the_database_could_not_be_asked_is_known() -> None:
    """For /healthz: since the first look that failed, None once one succeeds; the loop turns meanwhile."""
    rig = Rig()

    def failing() -> float | None:
        return rig.runner.failing_since

    async with running(rig):
        assert failing() is None
        rig.queue.down = True
        await rig.clock.advance(5.0)
        began = failing()
        assert began is not None
        await rig.clock.advance(60.0)
        assert failing() == began
        assert rig.clock.monotonic() - rig.runner.turned_at <= 30.0
        rig.queue.down = False
        await rig.clock.advance(30.0)
        assert failing() is None


async def test_stopping_waits_for_work_in_hand() -> None:
    """After the stop nothing is claimed; what ends within the grace has ended, nothing is handed back."""
    rig = Rig(claim(1))
    async with running(rig) as task:
        rig.stop.ask()
        await rig.clock.advance(10)
        assert not task.done()
        rig.finish.set()
        await rig.clock.settle()
        assert task.done()
        assert rig.queue.released == []


async def test_after_the_grace_work_is_handed_back() -> None:
    """What did not end is cancelled and given back with its lease token."""
    rig = Rig(claim(1), claim(2))
    async with running(rig) as task:
        rig.stop.ask()
        await rig.clock.advance(21)
        assert task.done()
        assert rig.queue.released == ["item-1", "item-2"]


async def test_a_second_signal_ends_the_grace() -> None:
    """Asked twice, everything is handed back at once."""
    rig = Rig(claim(1))
    async with running(rig) as task:
        rig.stop.ask()
        await rig.clock.settle()
        rig.stop.ask()
        await rig.clock.settle()
        assert task.done()
        assert rig.queue.released == ["item-1"]


async def test_what_a_claim_brings_after_the_stop_is_handed_back() -> None:
    """A stop that arrives while a claim is under way neither loses nor starts what it brings."""
    rig = Rig(claim(1))
    rig.queue.hold = asyncio.Event()
    async with running(rig) as task:
        rig.stop.ask()
        rig.queue.hold.set()
        await rig.clock.settle()
        assert task.done()
        assert (rig.started, rig.queue.released) == ([], ["item-1"])


async def test_a_runner_that_dies_hands_back_what_is_in_hand() -> None:
    """A claim nobody can read ends the worker; no item works on under a lease that nobody keeps."""
    rig = Rig(claim(1))
    async with running(rig) as task:

        async def unreadable(limit: int, lease_seconds: float, cleared: Sequence[str] = ()) -> list[Claim]:
            raise ValueError(f"ours: {limit} {lease_seconds} {cleared}")

        rig.queue.claim = unreadable  # type: ignore[method-assign]
        rig.wake.set()
        await rig.clock.settle()
        assert task.done()
        assert rig.queue.released == ["item-1"]
        with pytest.raises(ValueError, match="ours"):
            task.result()


async def test_an_item_cancelled_by_nobody_of_ours_frees_its_place() -> None:
    """A library that leaks a cancellation costs that item its lease, not the worker a place for ever."""
    rig = Rig(claim(1), claim(2), concurrency=1)

    async def leak_once(held: Held) -> Result:
        rig.started.append(held.claim.item_id)
        if held.claim.item_id == "item-1":
            raise asyncio.CancelledError
        return Result("saved")

    rig.runner._do = leak_once
    async with running(rig):
        assert rig.started == ["item-1", "item-2"]
        assert len(rig.runner._leases) == 0


async def test_an_item_stopped_by_its_lease_is_not_handed_back() -> None:
    """What was fenced or cancelled is somebody else's; its place is free again."""
    rig = Rig(claim(1), claim(2), concurrency=1)
    async with running(rig):
        [held] = rig.runner._leases.held
        held.stop("fenced")
        await rig.clock.settle()
        assert rig.started == ["item-1", "item-2"]
        assert rig.queue.released == []


async def test_an_item_that_raises_does_not_take_the_worker_down() -> None:
    """A fault of ours is logged; the next item is worked on."""
    rig = Rig(claim(1), claim(2), concurrency=1)

    async def fail_once(held: Held) -> Result:
        rig.started.append(held.claim.item_id)
        if held.claim.item_id == "item-1":
            raise ValueError("ours")
        return Result("saved")

    rig.runner._do = fail_once
    async with running(rig) as task:
        assert rig.started == ["item-1", "item-2"]
        assert not task.done()


async def test_while_an_item_waits_for_claude_one_at_a_time_is_tried_and_then_all() -> None:
    """Others are turned away too, unless they need another model: one a poll, and all when the wait ends."""
    rig = Rig(*[claim(number) for number in range(1, 9)], concurrency=4)

    async def turned_away(held: Held) -> Result:
        rig.started.append(held.claim.item_id)
        return Result("released", snoozed_seconds=max(21.0 - rig.clock.monotonic(), 0.0))

    rig.runner._do = turned_away
    async with running(rig):
        assert len(rig.started) == 4
        await rig.clock.advance(12.0)
        assert len(rig.started) in (6, 7)
        rig.queue.items += [claim(number) for number in range(9, 13)]
        await rig.clock.advance(8.9)
        assert len(rig.started) in (8, 9)
        rig.runner._do = rig.do
        await rig.clock.advance(0.2)
        assert rig.runner.in_flight == 4


async def test_when_nothing_can_be_bought_nothing_is_claimed() -> None:
    """A rejected key closes the gate: nothing is claimed; a cleared reason is passed on."""
    rig = Rig(claim(1), claim(2), concurrency=1)
    rig.ending, rig.paused = "paused", "key_rejected"
    async with running(rig):
        rig.finish.set()
        await rig.clock.advance(60)
        assert rig.started == ["item-1"]
        rig.gate.noted.clear()
        rig.gate.cleared = ["key_rejected"]
        rig.wake.set()
        await rig.clock.settle()
        assert rig.started == ["item-1", "item-2"]
        assert ["key_rejected"] in rig.queue.cleared


@pytest.mark.parametrize("failed", [0, 1])
async def test_a_drain_ends_when_nothing_is_left(failed: int) -> None:
    """It waits for its own items and for other jobs, ends, and says whether a job of its own failed."""
    rig = Rig(claim(1), drain=True)
    rig.queue.jobs, rig.queue.failed = 1, failed
    async with running(rig) as task:
        rig.finish.set()
        await rig.clock.advance(20)
        assert not task.done()
        rig.queue.jobs = 0
        await rig.clock.advance(5)
        assert task.done()
        assert rig.runner.something_failed is bool(failed)


async def test_a_drain_that_leaves_a_paused_job_behind_says_so() -> None:
    """A job at its cap waits for a person: the drain ends, and not as if all were done."""
    rig = Rig(drain=True)
    rig.queue.paused = 1
    async with running(rig) as task:
        await rig.clock.settle()
        assert task.done()
        assert rig.runner.something_failed


async def test_a_drain_takes_up_what_an_earlier_worker_paused() -> None:
    """The key is good again: the first claim says so, and says it again if the database did not hear."""
    rig = Rig(drain=True)
    rig.gate.found = ["key_rejected"]
    rig.queue.jobs = 1
    rig.queue.hold = asyncio.Event()
    async with running(rig):
        rig.queue.down = True
        rig.queue.hold.set()
        await rig.clock.settle()
        rig.queue.down = False
        await rig.clock.advance(2)
        assert rig.queue.cleared == [["key_rejected"], ["key_rejected"]]
        assert rig.gate.closed is False


async def test_a_drain_does_not_wait_for_a_database_for_ever() -> None:
    """After a few failed looks it gives up with the reason."""
    rig = Rig(drain=True)
    rig.queue.jobs = 1
    async with running(rig) as task:
        before = rig.queue.looks
        rig.queue.down = True
        await rig.clock.advance(200)
        assert rig.queue.looks == before + MOST_FAILED_LOOKS
        with pytest.raises(RapportError, match="down"):
            task.result()


async def test_a_drain_can_be_stopped_before_the_database_answers() -> None:
    """A stop does not wait for a database that is away."""
    rig = Rig(drain=True)

    async def silent() -> None:
        await asyncio.Event().wait()

    rig.gate.look = silent  # type: ignore[method-assign]
    async with running(rig) as task:
        assert not task.done()
        rig.stop.ask()
        await rig.clock.settle()
        assert task.done()
        assert (rig.queue.looks, task.exception()) == (0, None)


async def test_a_drain_answers_for_a_job_that_ended_without_being_claimed() -> None:
    """An item given up by the sweep is nobody's claim: a job open at the start counts."""
    rig = Rig(drain=True)
    rig.queue.jobs, rig.queue.failed = 1, 1
    async with running(rig) as task:
        rig.queue.jobs = 0
        await rig.clock.advance(5)
        assert task.done()
        assert rig.runner.something_failed


async def test_a_worker_the_database_outgrew_finishes_its_work_and_claims_nothing() -> None:
    """It says so while it is refused, keeps what is in hand, and takes up work when it is let again."""
    rig = Rig(claim(1), claim(2), concurrency=2)
    rig.queue.items.pop()
    async with running(rig) as task:
        rig.queue.error = WorkerTooOldError("too old", hint="upgrade")
        rig.wake.set()
        await rig.clock.settle()
        assert rig.runner.outdated == "too old upgrade"
        assert rig.runner.in_flight == 1
        rig.finish.set()
        await rig.clock.settle()
        assert (task.done(), rig.queue.released, rig.runner.in_flight) == (False, [], 0)
        rig.queue.error = None
        rig.queue.items.append(claim(2))
        await rig.clock.advance(31)
        assert rig.started == ["item-1", "item-2"]
        assert rig.runner.outdated == ""


async def test_a_drain_the_database_outgrew_ends_when_its_work_is_done() -> None:
    """Nobody would ever give it more: it raises once nothing is in hand."""
    rig = Rig(claim(1), drain=True)
    rig.queue.jobs = 1
    async with running(rig) as task:
        rig.queue.error = WorkerTooOldError("too old")
        rig.wake.set()
        await rig.clock.settle()
        assert not task.done()
        rig.finish.set()
        await rig.clock.settle()
        with pytest.raises(WorkerTooOldError):
            task.result()


@pytest.mark.parametrize("drain", [False, True])
async def test_a_database_that_is_too_old_ends_the_worker(*, drain: bool) -> None:
    """Waiting would not help: a person has to migrate it."""
    rig = Rig(drain=drain)
    rig.queue.jobs = 1
    rig.queue.error = DatabaseTooOldError("too old")
    async with running(rig) as task:
        assert task.done()
        with pytest.raises(DatabaseTooOldError):
            task.result()
