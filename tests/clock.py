"""A clock that stands still until a test moves it: long waits cost nothing and happen in order."""

import asyncio
import heapq
import itertools
from datetime import UTC, datetime, timedelta

# How often the event loop is given a turn after each step, so that what was waiting can act on it.
_TURNS = 50


class ManualClock:
    """See worker.clock.Clock. slept: every wait that was asked for, in seconds, in order."""

    def __init__(self, start: datetime = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)) -> None:
        self._start = start
        self._elapsed = 0.0
        self._order = itertools.count()
        self._waiting: list[tuple[float, int, asyncio.Future[None]]] = []
        self.slept: list[float] = []

    def now(self) -> datetime:
        """See Clock."""
        return self._start + timedelta(seconds=self._elapsed)

    def monotonic(self) -> float:
        """See Clock."""
        return self._elapsed

    async def sleep(self, seconds: float) -> None:
        """See Clock; returns when the clock was advanced so far."""
        self.slept.append(seconds)
        if seconds <= 0:
            await _yield()
            return
        woken: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heapq.heappush(self._waiting, (self._elapsed + seconds, next(self._order), woken))
        await woken

    async def advance(self, seconds: float) -> None:
        """Move time on, waking each sleeper at its moment and letting it act before the next one's."""
        await self.settle()
        end = self._elapsed + seconds
        while self._waiting and self._waiting[0][0] <= end:
            due, _, woken = heapq.heappop(self._waiting)
            self._elapsed = max(self._elapsed, due)
            if not woken.done():
                woken.set_result(None)
                await self.settle()
        self._elapsed = end
        await self.settle()

    async def settle(self) -> None:
        """Let every task run until it waits for time, for an event or for the outside."""
        for _ in range(_TURNS):
            await _yield()


async def _yield() -> None:
    await asyncio.sleep(0)  # noqa: TID251 - gives the loop a turn, waits for nothing
