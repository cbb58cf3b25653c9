"""The parts stand or fall together: none dies unseen, and the worker's last word says how it ended."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest

from tests.clock import ManualClock
from worker import exits
from worker.errors import RapportError
from worker.jobs.patience import ONCE, Patience
from worker.jobs.register import Condition, Register
from worker.jobs.stop import Stop
from worker.jobs.supervisor import Worker


class Rows:
    """Where the register writes."""

    def __init__(self) -> None:
        self.states: list[tuple[str, str | None]] = []

    async def say_state(self, row: Mapping[str, Any], patience: Patience = ONCE) -> None:
        """See Store."""
        assert patience
        self.states.append((row["state"], row["message"]))

    async def beat_worker(self, row: Mapping[str, Any]) -> None:
        """See Store."""


class Loop:
    """A runner that ends when told to stop, or by itself, or with an error."""

    def __init__(self, stop: Stop, *, ends: bool = False, error: Exception | None = None) -> None:
        self._stop, self._ends, self._error = stop, ends, error
        self.something_failed = False

    async def run(self) -> None:
        """See Runner."""
        if self._error is not None:
            raise self._error
        if not self._ends:
            await self._stop.asked.wait()


async def forever() -> None:
    """A part that never ends."""
    await asyncio.Event().wait()


async def dies() -> None:
    """A part that has a fault."""
    raise ZeroDivisionError


async def ends() -> None:
    """A part that ends, which none may."""


def worker(
    loop: Loop, rows: Rows, stop: Stop, part: Callable[[], Awaitable[None]], *, drain: bool = True
) -> Worker:
    """A worker of one runner and one other part."""
    condition = Condition("idle", "", 0, realtime_up=None)
    register = Register(rows, "simulated", lambda: condition, ManualClock())
    return Worker("w", loop, register, stop, {"heartbeat": part}, drain=drain)


@pytest.mark.parametrize("part", [dies, ends])
async def test_a_part_that_ends_takes_the_worker_down(part: Callable[[], Awaitable[None]]) -> None:
    """Work in hand is handed back, the row says which part it was, and the exit code is not 0."""
    stop, rows = Stop(), Rows()
    assert await worker(Loop(stop), rows, stop, part).run() == exits.PART_DIED
    assert stop.at_once.is_set()
    assert rows.states == [("failed", "heartbeat died")]


async def test_told_to_stop_it_ends_well() -> None:
    """After a signal: stopped, and 0."""
    stop, rows = Stop(), Rows()
    running = asyncio.create_task(worker(Loop(stop), rows, stop, forever, drain=False).run())
    await ManualClock().settle()
    stop.ask()
    assert await running == exits.OK
    assert rows.states == [("stopped", None)]


@pytest.mark.parametrize(
    ("failed", "drain", "code"),
    [(False, True, exits.OK), (True, True, exits.JOB_FAILED), (True, False, exits.OK)],
)
async def test_only_a_drain_answers_for_failures(*, failed: bool, drain: bool, code: int) -> None:
    """A drain ends 3 when something failed; a worker that was told to stop has done what it was told."""
    stop, rows = Stop(), Rows()
    loop = Loop(stop, ends=True)
    loop.something_failed = failed
    assert await worker(loop, rows, stop, forever, drain=drain).run() == code


async def test_what_the_runner_raises_comes_through() -> None:
    """A drain without a database: the reason, after the last word."""
    stop, rows = Stop(), Rows()
    with pytest.raises(RapportError, match="no database"):
        await worker(Loop(stop, error=RapportError("no database")), rows, stop, forever).run()
    assert rows.states == [("failed", "no database")]


async def test_a_signal_twice_means_at_once() -> None:
    """The first asks, the second does not wait."""
    stop = Stop()
    stop.ask()
    assert (stop.asked.is_set(), stop.at_once.is_set()) == (True, False)
    stop.ask()
    assert stop.at_once.is_set()
