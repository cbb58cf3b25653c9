"""Leases are kept by beats, given up by our own clock, and lost at the database's word."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from itertools import pairwise
from typing import Any

from tests.clock import ManualClock
from worker.errors import RapportError
from worker.jobs.claims import Beat, Claim
from worker.jobs.leases import Held, Leases


def claim(number: int = 1) -> Claim:
    """A claimed item."""
    return Claim(
        item_id=f"item-{number}",
        lease_token=f"token-{number}",
        job_id="job",
        job_number=1,
        conversation_id=f"ds_ana_{number:03}",
        dataset_id="ds",
        attempt=1,
    )


class Database:
    """Answers beats as it is told to; `down` makes it unreachable."""

    def __init__(self, clock: ManualClock) -> None:
        self._clock = clock
        self.beats: list[tuple[float, list[dict[str, Any]]]] = []
        self.answer = "continue"
        self.down = False
        self.hold: asyncio.Event | None = None

    async def beat(self, items: Sequence[dict[str, Any]], lease_seconds: float) -> list[Beat]:
        """See Store."""
        assert lease_seconds == 50
        self.beats.append((self._clock.monotonic(), list(items)))
        if self.hold is not None:
            await self.hold.wait()
        if self.down:
            raise RapportError("down")
        return [Beat.model_validate({"item_id": item["item_id"], "answer": self.answer}) for item in items]


@asynccontextmanager
async def working(clock: ManualClock) -> AsyncIterator[tuple[Leases, Database, Held]]:
    """A lease of 50 seconds on one item that is being worked on, kept and guarded."""
    database = Database(clock)
    leases = Leases(database, clock, 50)
    held = leases.hold(claim(), clock.monotonic())
    held.task = asyncio.create_task(clock.sleep(10_000))
    sides = [asyncio.create_task(leases.keep()), asyncio.create_task(leases.guard())]
    try:
        yield leases, database, held
    finally:
        for task in (*sides, held.task):
            task.cancel()
        await asyncio.gather(*sides, held.task, return_exceptions=True)


async def test_a_beat_comes_every_fifth_of_the_lease() -> None:
    """Four beats may be missed before a lease ends."""
    clock = ManualClock()
    async with working(clock) as (_, database, held):
        await clock.advance(300)
        times = [at for at, _ in database.beats]
        assert 28 <= len(times) <= 30
        assert database.beats[0][1] == [{"item_id": "item-1", "lease_token": "token-1"}]
        assert held.stopped is None


async def test_an_item_is_given_up_before_its_lease_ends() -> None:
    """With the database gone our own clock stops the work, before anybody else may claim it."""
    clock = ManualClock()
    async with working(clock) as (_, database, held):
        database.down = True
        await clock.advance(41)
        before = held.stopped
        await clock.advance(5)
        assert (before, held.stopped) == (None, "lease_lost")
        assert held.task is not None
        assert held.task.cancelled()


async def test_a_short_outage_costs_nothing() -> None:
    """Three missed beats and one that succeeds: the work goes on."""
    clock = ManualClock()
    async with working(clock) as (_, database, held):
        database.down = True
        await clock.advance(32)
        database.down = False
        await clock.advance(200)
        assert held.stopped is None


async def test_the_databases_word_stops_the_work() -> None:
    """Stop means cancelled, fenced means that the lease is somebody else's."""
    for answer, reason in (("stop", "cancelled"), ("fenced", "fenced")):
        clock = ManualClock()
        async with working(clock) as (_, database, held):
            database.answer = answer
            await clock.advance(11)
            assert held.stopped == reason
            assert held.task is not None
            assert held.task.cancelled()


async def test_an_end_being_written_is_not_stopped() -> None:
    """A beat that crosses the save finds the lease gone; the save itself is fenced by the database."""
    clock = ManualClock()
    async with working(clock) as (_, database, held):
        held.ending = True
        database.answer = "fenced"
        await clock.advance(100)
        assert held.stopped is None


async def test_progress_is_written_soon_and_at_most_twice_a_second() -> None:
    """Progress does not wait for the next beat; many words within half a second are written as one."""
    clock = ManualClock()
    async with working(clock) as (leases, database, held):
        await clock.advance(1)
        for turn in range(10):
            leases.say(held, {"stage": "annotating", "turns_done": turn})
            await clock.advance(0.1)
        await clock.advance(1)
        written = [items[0] for _, items in database.beats]
        assert 2 <= len(written) <= 4
        assert written[-1]["turns_done"] == 9
        times = [at for at, _ in database.beats]
        assert all(later - earlier >= 0.5 for earlier, later in pairwise(times))


async def test_progress_survives_a_failed_beat() -> None:
    """What could not be written is written with the next beat, unless something newer was said."""
    clock = ManualClock()
    async with working(clock) as (leases, database, held):
        database.down = True
        leases.say(held, {"stage": "dialogue", "turns_done": 0})
        await clock.advance(1)
        database.down = False
        leases.say(held, {"turns_done": 1})
        await clock.advance(1)
        assert database.beats[-1][1][0]["stage"] == "dialogue"
        assert database.beats[-1][1][0]["turns_done"] == 1


async def test_a_dropped_item_is_not_beaten() -> None:
    """What has ended is left alone."""
    clock = ManualClock()
    async with working(clock) as (leases, database, held):
        leases.drop(held)
        await clock.advance(100)
        assert database.beats == []
        assert len(leases) == 0


async def test_an_item_that_comes_back_is_kept_under_its_new_lease() -> None:
    """Lost, swept and claimed again here while its first run still settles: the first run's end, and the
    answer to its last beat, do not touch the second.
    """
    clock = ManualClock()
    async with working(clock) as (leases, database, first):
        database.hold, database.answer = asyncio.Event(), "fenced"
        await clock.advance(10.5)
        second = leases.hold(claim().model_copy(update={"lease_token": "token-2"}), clock.monotonic())
        assert first.stopped == "fenced"
        database.hold.set()
        await clock.settle()
        database.answer = "continue"
        leases.drop(first)
        await clock.advance(60)
        assert leases.held == [second]
        assert second.stopped is None
        assert database.beats[-1][1] == [{"item_id": "item-1", "lease_token": "token-2"}]
