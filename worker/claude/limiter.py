"""How many calls are in flight at once, and the pause all of them keep after Claude said "too fast".

One limiter serves the whole process. It knows nothing of calls. Tested in tests/unit/test_claude_limiter.py.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from worker.clock import Clock

# A pause longer than this is not waited for: the item is worth more to the queue than to a sleeping task.
PATIENCE_SECONDS = 5.0


class PausedError(Exception):
    """A longer pause is on; `seconds` is what is left of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Limiter:
    """Args: clock; most: calls in flight at once."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock = clock
        self._slots = asyncio.Semaphore(most)
        self._open_at = clock.monotonic()

    @asynccontextmanager
    async def slot(self) -> AsyncIterator[None]:
        """Hold one of the places; entered when one is free and no pause is on.

        Raises PausedError instead of waiting out a long pause.
        """
        async with self._slots:
            # A pause may be prolonged while it is waited for.
            while (wait := self.paused_seconds) > 0:
                if wait > PATIENCE_SECONDS:
                    raise PausedError(wait)
                await self._clock.sleep(wait)
            yield

    def pause(self, seconds: float) -> None:
        """Let no call begin for so long; a longer pause that is on already stays."""
        self._open_at = max(self._open_at, self._clock.monotonic() + seconds)

    @property
    def paused_seconds(self) -> float:
        """What is left of the pause; 0 when there is none."""
        return max(self._open_at - self._clock.monotonic(), 0.0)
