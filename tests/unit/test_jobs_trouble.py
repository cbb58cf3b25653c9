"""When nothing can be bought: how the gate closes, and what opens it."""

import asyncio

from tests.clock import ManualClock
from worker.errors import RapportError
from worker.jobs.trouble import PROBE_SECONDS, RETRY_SECONDS, Trouble


class World:
    """Jobs paused in the database, and a Claude that takes the key or not."""

    def __init__(self, *paused: str, key_is_good: bool = False) -> None:
        self.clock, self.wake = ManualClock(), asyncio.Event()
        self.paused, self.key_is_good = set(paused), key_is_good
        self.probes = 0
        self.down = False
        self.room_after = 0
        self.asked_for_room = 0
        self.reopened = 0
        self.trouble = Trouble(self, self.probe, self.reopen, self.wake.set, self.clock)

    def reopen(self) -> None:
        """See Limiter."""
        self.reopened += 1

    async def paused_reasons(self) -> set[str]:
        """See Store."""
        if self.down:
            raise RapportError("down")
        return set(self.paused)

    async def resume_within_budget(self) -> int:
        """See Store: there is room from the look after `room_after` others on."""
        self.asked_for_room += 1
        if self.asked_for_room <= self.room_after:
            return 0
        self.paused.discard("daily_limit")
        return 1

    async def probe(self) -> bool:
        """See KeyProbe."""
        self.probes += 1
        return self.key_is_good

    def closed(self) -> bool:
        """Whether the gate is closed."""
        return self.trouble.closed

    async def watch_for(self, seconds: float) -> None:
        """Let the probe run for so long."""
        watching = asyncio.create_task(self.trouble.watch())
        await self.clock.advance(seconds)
        assert not watching.done()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)


async def test_with_nothing_paused_claude_is_not_asked() -> None:
    """A healthy worker sends no probe."""
    world = World()
    await world.watch_for(600)
    assert world.probes == 0
    assert world.closed() is False


async def test_a_rejected_key_is_probed_until_it_is_taken() -> None:
    """The gate stays closed while the key is rejected, and opens with the reason cleared when it is not."""
    world = World()
    world.trouble.note("key_rejected")
    assert world.closed() is True
    assert "key" in world.trouble.message
    await world.watch_for(PROBE_SECONDS * 3.5)
    assert world.probes >= 2
    assert world.closed() is True
    assert world.trouble.take_cleared() == []
    world.key_is_good = True
    await world.watch_for(PROBE_SECONDS + 1)
    assert world.closed() is False
    assert world.wake.is_set()
    assert world.reopened == 1
    assert world.trouble.take_cleared() == ["key_rejected"]
    assert world.trouble.take_cleared() == []


async def test_what_an_earlier_worker_paused_is_probed_at_the_start() -> None:
    """A restart with a good key resumes what the last worker paused."""
    world = World("key_rejected", key_is_good=True)
    await world.watch_for(1)
    assert world.trouble.take_cleared() == ["key_rejected"]


async def test_a_bad_key_found_at_the_start_closes_the_gate() -> None:
    """A restart with the same bad key claims nothing."""
    world = World("key_rejected")
    await world.watch_for(1)
    assert world.closed() is True


async def test_ended_credit_is_tried_again_by_a_real_call_after_a_while() -> None:
    """No free request shows credit: after ten minutes the next call may find out."""
    world = World()
    world.trouble.note("credit_exhausted")
    await world.watch_for(RETRY_SECONDS - 1)
    assert world.closed() is True
    await world.watch_for(PROBE_SECONDS + 1)
    assert world.closed() is False
    assert world.trouble.take_cleared() == ["credit_exhausted"]
    assert world.probes == 0


async def test_a_key_that_is_taken_but_may_not_use_the_model_is_tried_by_a_call_now_and_then() -> None:
    """403: the free request succeeds, the next call does not; jobs do not come and go every minute."""
    world = World(key_is_good=True)
    world.trouble.note("key_rejected")
    await world.watch_for(PROBE_SECONDS + 1)
    assert world.trouble.take_cleared() == ["key_rejected"]
    world.trouble.note("key_rejected")
    await world.watch_for(RETRY_SECONDS - PROBE_SECONDS)
    assert world.closed() is True
    await world.watch_for(2 * PROBE_SECONDS)
    assert world.closed() is False
    assert world.trouble.take_cleared() == ["key_rejected"]


async def test_a_reason_that_could_not_be_told_is_told_later_and_closes_nothing() -> None:
    """A claim that failed is the database's trouble: the gate stays open, unless the reason came back."""
    world = World("credit_exhausted")
    await world.watch_for(1)
    cleared = world.trouble.take_cleared()
    world.trouble.put_back(cleared)
    assert world.closed() is False
    assert world.trouble.take_cleared() == cleared == ["credit_exhausted"]
    world.trouble.note("credit_exhausted")
    world.trouble.put_back(cleared)
    assert world.trouble.take_cleared() == []


async def test_a_jobs_own_cap_closes_nothing() -> None:
    """A job at its cap is paused by the database; the worker goes on with others."""
    world = World()
    world.trouble.note("cap_reached")
    assert world.closed() is False


async def test_a_spent_day_closes_nothing_and_is_looked_at_every_minute() -> None:
    """The database resumes what has room under the day's limit; the claim is told of no reason, and looks."""
    world = World("daily_limit")
    world.room_after = 2
    world.trouble.note("daily_limit")
    await world.watch_for(PROBE_SECONDS * 1.5)
    assert (world.asked_for_room, world.wake.is_set()) == (2, False)
    await world.watch_for(PROBE_SECONDS * 1.5)
    assert (world.asked_for_room, world.wake.is_set()) == (3, True)
    assert world.closed() is False
    assert world.trouble.take_cleared() == []


async def test_the_probe_outlives_a_database_that_is_gone() -> None:
    """A look that fails is made again."""
    world = World("key_rejected", key_is_good=True)
    world.down = True
    await world.watch_for(PROBE_SECONDS * 2)
    world.down = False
    await world.watch_for(PROBE_SECONDS)
    assert world.trouble.take_cleared() == ["key_rejected"]
