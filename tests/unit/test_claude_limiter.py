"""Limiter: so many calls at once, and a pause all of them keep."""

import asyncio

import pytest

from tests.clock import ManualClock
from worker.claude.limiter import PATIENCE_SECONDS, Limiter, PausedError


async def test_a_call_waits_for_a_free_place() -> None:
    """With two places the third call enters when one is left."""
    clock = ManualClock()
    limiter, entered, leave = Limiter(clock, 2), [], asyncio.Event()

    async def call(name: str) -> None:
        async with limiter.slot():
            entered.append(name)
            await leave.wait()

    tasks = [asyncio.ensure_future(call(name)) for name in "abc"]
    await clock.settle()
    assert entered == ["a", "b"]
    leave.set()
    await asyncio.gather(*tasks)
    assert entered == ["a", "b", "c"]


async def test_a_short_pause_is_waited_out_by_all() -> None:
    """Nobody enters before the pause is over; then everybody may."""
    clock = ManualClock()
    limiter, entered = Limiter(clock, 4), []

    async def call(name: str) -> None:
        async with limiter.slot():
            entered.append(name)

    limiter.pause(4.0)
    tasks = [asyncio.ensure_future(call(name)) for name in "ab"]
    await clock.advance(3.9)
    assert entered == []
    await clock.advance(0.2)
    await asyncio.gather(*tasks)
    assert sorted(entered) == ["a", "b"]


async def test_a_pause_prolonged_while_waiting_is_kept() -> None:
    """A second throttling moves the end; whoever waits waits on."""
    clock = ManualClock()
    limiter, entered = Limiter(clock, 1), asyncio.Event()

    async def call() -> None:
        async with limiter.slot():
            entered.set()

    limiter.pause(2.0)
    task = asyncio.ensure_future(call())
    await clock.advance(1.0)
    limiter.pause(3.0)
    await clock.advance(1.5)
    assert not entered.is_set()
    await clock.advance(1.6)
    assert entered.is_set()
    await task


async def test_a_long_pause_turns_callers_away_and_leaves_no_place_taken() -> None:
    """Longer than patience: an error with what is left, and the place is free again afterwards."""
    clock = ManualClock()
    limiter = Limiter(clock, 1)
    limiter.pause(30.0)
    for _ in range(3):
        with pytest.raises(PausedError) as caught:
            async with limiter.slot():
                pytest.fail("entered during a pause")
        assert caught.value.seconds > PATIENCE_SECONDS
    await clock.advance(30.0)
    async with limiter.slot():
        assert limiter.paused_seconds == 0


async def test_a_shorter_pause_does_not_cut_a_longer_one() -> None:
    """The longest wish wins."""
    limiter = Limiter(ManualClock(), 1)
    limiter.pause(20.0)
    limiter.pause(1.0)
    assert limiter.paused_seconds == 20.0
