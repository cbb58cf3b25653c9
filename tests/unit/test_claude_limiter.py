"""Limiter: a lane a model, opened gently, halved by a 429, opened again by one call after each pause."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.clock import ManualClock
from worker.claude.faults import Fault
from worker.claude.lane import (
    GROW_BACK_SECONDS,
    PATIENCE_SECONDS,
    REST_SECONDS,
    START_CALLS,
    Passage,
    PausedError,
)
from worker.claude.limiter import STOP_SECONDS, Limiter, StoppedError

MODEL, OTHER = "claude-haiku-5-5", "claude-sonnet-5-5"
NO_CREDIT = Fault("credit_exhausted", "No credit.")


def too_fast(after: float | None = None) -> Fault:
    """A 429."""
    return Fault("rate_limited", "Too fast.", after)


OVERLOADED = Fault("overloaded", "Busy.")


class Callers:
    """Calls that enter when they may, and do what the test says while they are in."""

    def __init__(self, limiter: Limiter, clock: ManualClock) -> None:
        self.limiter, self.clock = limiter, clock
        self.inside: list[Passage] = []
        self.turned_away: list[Exception] = []
        self._begun: list[Passage] = []
        self._models: dict[str, list[Passage]] = {}
        self._leave: dict[int, asyncio.Event] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    async def send(self, count: int, model: str = MODEL) -> None:
        """So many calls arrive; returns when all that may enter have."""
        for _ in range(count):
            self._tasks.add(asyncio.create_task(self._call(model)))
        await self.clock.settle()

    async def _call(self, model: str) -> None:
        try:
            async with self.limiter.slot(model, 1_000) as passage:
                self.inside.append(passage)
                self._models.setdefault(model, []).append(passage)
                self._leave[id(passage)] = asyncio.Event()
                await self._leave[id(passage)].wait()
        except (PausedError, StoppedError) as error:
            self.turned_away.append(error)

    def of(self, model: str) -> list[Passage]:
        """Every call to the model that ever entered."""
        return self._models.get(model, [])

    async def accept(self) -> None:
        """Every call inside whose answer has not begun hears that it does."""
        for passage in self.inside:
            if passage not in self._begun:
                self._begun.append(passage)
                passage.accepted()
        await self.clock.settle()

    async def end(self, count: int | None = None) -> None:
        """So many of the calls inside end, all by default, the oldest first; others may enter for them."""
        leaving, self.inside = self.inside[:count], self.inside[len(self.inside[:count]) :]
        for passage in leaving:
            self._leave[id(passage)].set()
        await self.clock.settle()

    async def stop(self) -> None:
        """Cancel what is left."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@asynccontextmanager
async def calling(most: int) -> AsyncIterator[Callers]:
    """A limiter of so many places, and callers of it."""
    clock = ManualClock()
    callers = Callers(Limiter(clock, most), clock)
    try:
        yield callers
    finally:
        await callers.stop()


async def test_a_call_waits_for_a_free_place() -> None:
    """With two places the third call enters when one is left."""
    async with calling(2) as callers:
        await callers.send(3)
        assert len(callers.inside) == 2
        await callers.end(1)
        assert len(callers.inside) == 2


async def test_a_lane_opens_by_doubling_with_each_round_of_answers() -> None:
    """A hundred calls, none of which ends: eight, and two more for each answer that begins, up to the cap."""
    async with calling(64) as callers:
        await callers.send(100)
        seen = [len(callers.inside)]
        for _ in range(4):
            await callers.accept()
            seen.append(len(callers.inside))
        assert seen == [START_CALLS, 24, 56, 64, 64]


async def test_the_places_of_the_process_are_shared_by_all_models() -> None:
    """Three places, two models: three calls in all, and the next enters when any ends."""
    async with calling(3) as callers:
        await callers.send(2)
        await callers.send(2, OTHER)
        assert len(callers.inside) == 3
        await callers.end(1)
        assert len(callers.inside) == 3


async def test_a_place_that_falls_free_goes_to_whoever_waited_longest() -> None:
    """Two models wait for one place: the earlier call is served, not the model that was heard of first."""
    async with calling(1) as callers:
        await callers.send(1)
        await callers.send(1, OTHER)
        await callers.send(1)
        await callers.end()
        assert callers.inside[0] in callers.of(OTHER)
        await callers.end()
        assert callers.inside[0] in callers.of(MODEL)


async def test_a_429_halves_the_lane_and_it_grows_back_with_time() -> None:
    """Sixteen held, one 429: one probe, then up to eight by doubling, then sixteen again by even steps."""
    async with calling(16) as callers:
        await callers.send(60)
        await callers.accept()
        await callers.accept()
        assert len(callers.inside) == 16
        assert callers.inside[-1].refused(too_fast(after=3.0)) == 3.0
        await callers.end()
        assert callers.inside == []
        await callers.clock.advance(3.0)
        assert len(callers.inside) == 1
        seen = []
        for _ in range(4):
            await callers.accept()
            seen.append(len(callers.inside))
        assert seen == [START_CALLS, 8, 8, 8]
        await callers.clock.advance(GROW_BACK_SECONDS / 2)
        assert len(callers.inside) == 12
        await callers.clock.advance(GROW_BACK_SECONDS / 2)
        assert len(callers.inside) == 16


async def test_a_crowd_that_is_refused_together_halves_the_lane_once() -> None:
    """Sixteen 429s of calls that went out together are one event; the longest wish among them is kept."""
    async with calling(16) as callers:
        await callers.send(60)
        await callers.accept()
        await callers.accept()
        for number, passage in enumerate(callers.inside):
            passage.refused(too_fast(after=float(number % 4)))
        await callers.end()
        await callers.clock.advance(2.9)
        assert callers.inside == []
        await callers.clock.advance(0.2)
        assert len(callers.inside) == 1
        for _ in range(4):
            await callers.accept()
        assert len(callers.inside) == 8


async def test_a_model_that_is_paused_pauses_no_other() -> None:
    """One lane waits, the other goes on."""
    async with calling(8) as callers:
        await callers.send(1)
        callers.inside[0].refused(too_fast(after=30.0))
        await callers.end()
        await callers.send(2)
        await callers.send(2, OTHER)
        assert len(callers.turned_away) == 2
        assert len(callers.inside) == 2
        assert list(callers.limiter.pauses()) == [MODEL]


async def test_after_a_pause_one_call_goes_alone_until_its_answer_begins() -> None:
    """The probe is refused: everybody waits again, longer, and nothing else was sent. It succeeds: all go."""
    async with calling(8) as callers:
        await callers.send(1)
        callers.inside[0].refused(too_fast())
        await callers.end()
        await callers.clock.advance(10.0)
        await callers.send(5)
        assert len(callers.inside) == 1
        assert callers.inside[0].refused(too_fast()) == 20.0
        await callers.end()
        assert len(callers.turned_away) == 4
        await callers.clock.advance(20.0)
        await callers.send(3)
        assert len(callers.inside) == 1
        await callers.accept()
        assert len(callers.inside) >= 2


async def test_a_probe_that_finds_nothing_out_lets_the_next_one_try() -> None:
    """It was never sent, or broke off: the next goes, still alone."""
    async with calling(8) as callers:
        await callers.send(1)
        callers.inside[0].refused(too_fast(after=1.0))
        await callers.end()
        await callers.send(3)
        await callers.clock.advance(1.0)
        assert len(callers.inside) == 1
        await callers.end()
        assert len(callers.inside) == 1


async def test_pauses_without_a_word_from_claude_double_to_a_minute() -> None:
    """A storm that gives no usable retry-after is asked less and less, but every minute at least."""
    async with calling(4) as callers:
        pauses = []
        for _ in range(6):
            await callers.send(1)
            pauses.append(callers.inside[0].refused(too_fast()))
            await callers.end()
            await callers.clock.advance(pauses[-1])
        assert pauses == [10.0, 20.0, 40.0, 60.0, 60.0, 60.0]


async def test_an_overload_takes_nothing_from_what_the_lane_holds() -> None:
    """529 is not about our calls: a short pause, one probe, and back to all of it by doubling."""
    async with calling(16) as callers:
        await callers.send(60)
        await callers.accept()
        await callers.accept()
        assert callers.inside[0].refused(OVERLOADED) == 5.0
        await callers.end()
        await callers.clock.advance(5.0)
        for _ in range(4):
            await callers.accept()
        assert len(callers.inside) == 16


async def test_a_short_pause_is_waited_out() -> None:
    """A few seconds are cheaper to wait for than to hand the item back for; a prolonged one is kept."""
    async with calling(4) as callers:
        await callers.send(2)
        first, second = callers.inside
        first.refused(too_fast(after=2.0))
        await callers.send(1)
        await callers.clock.advance(1.0)
        second.refused(too_fast(after=3.0))
        await callers.clock.advance(2.5)
        assert len(callers.inside) == 2
        await callers.clock.advance(0.6)
        assert len(callers.inside) == 3
        assert callers.turned_away == []


async def test_a_long_pause_turns_callers_away_and_leaves_no_place_taken() -> None:
    """Longer than patience: an error with what is left, and every place is free again afterwards."""
    async with calling(2) as callers:
        await callers.send(1)
        callers.inside[0].refused(too_fast(after=30.0))
        await callers.end()
        await callers.send(3)
        assert [round(error.seconds) for error in callers.turned_away if isinstance(error, PausedError)] == [
            30
        ] * 3
        assert PATIENCE_SECONDS < 30
        await callers.clock.advance(30.0)
        await callers.send(2)
        await callers.accept()
        await callers.clock.advance(GROW_BACK_SECONDS)
        assert len(callers.inside) == 2


async def test_a_second_is_the_least_pause() -> None:
    """A server that says "at once" while it throttles does not set the queue spinning."""
    async with calling(2) as callers:
        await callers.send(1)
        assert callers.inside[0].refused(too_fast(after=0.0)) == 1.0


async def test_what_the_headers_say_is_left_is_not_overdrawn() -> None:
    """One request left of sixty a minute, two waiting: one goes now and the other in a second."""
    async with calling(8) as callers:
        await callers.send(1)
        said = {"limit": "60", "remaining": "1", "reset": "2026-11-22T12:00:59Z"}
        callers.inside[0].heard({f"anthropic-ratelimit-requests-{what}": said[what] for what in said})
        await callers.send(2)
        assert len(callers.inside) == 2
        await callers.clock.advance(0.9)
        assert len(callers.inside) == 2
        await callers.clock.advance(0.2)
        assert len(callers.inside) == 3
        assert callers.turned_away == []


async def test_after_a_rest_a_lane_opens_gently_again() -> None:
    """A worker that was idle overnight does not begin with everything at once."""
    async with calling(32) as callers:
        await callers.send(32)
        await callers.accept()
        await callers.accept()
        assert len(callers.inside) == 32
        await callers.end()
        await callers.clock.advance(REST_SECONDS + 1)
        await callers.send(32)
        assert len(callers.inside) == START_CALLS
        await callers.accept()
        assert len(callers.inside) == 24


async def test_when_nothing_can_be_bought_calls_are_turned_away_until_one_may_look() -> None:
    """No credit: who waits is told why and nothing more is sent; reopened, one call goes first."""
    async with calling(4) as callers:
        await callers.send(6)
        callers.limiter.stop(NO_CREDIT)
        await callers.end()
        assert [error.fault for error in callers.turned_away if isinstance(error, StoppedError)] == [
            NO_CREDIT
        ] * 2
        await callers.send(1)
        assert len(callers.turned_away) == 3
        callers.limiter.reopen()
        await callers.send(4)
        assert len(callers.inside) == 1
        await callers.accept()
        assert len(callers.inside) == 4


async def test_a_stop_nobody_ends_ends_by_itself() -> None:
    """A lost word must not stop the process for ever: after a while one call looks."""
    async with calling(4) as callers:
        await callers.send(1)
        callers.limiter.stop(NO_CREDIT)
        await callers.end()
        await callers.clock.advance(STOP_SECONDS)
        await callers.send(3)
        assert len(callers.inside) == 1


async def test_a_cancelled_waiter_leaves_the_door_open() -> None:
    """Who is cancelled at the door, or behind it, keeps nobody out."""
    async with calling(1) as callers:
        await callers.send(1)
        first = asyncio.create_task(callers._call(MODEL))
        second = asyncio.create_task(callers._call(MODEL))
        await callers.send(1)
        first.cancel()
        second.cancel()
        await callers.end()
        assert len(callers.inside) == 1


@pytest.mark.parametrize("most", [1, 2, 3])
async def test_a_cap_below_the_start_is_the_cap(most: int) -> None:
    """Few places are never exceeded, not even at the start."""
    async with calling(most) as callers:
        await callers.send(9)
        await callers.accept()
        assert len(callers.inside) == most
