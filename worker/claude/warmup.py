"""Lets the first request over a cold cached prefix go alone until its answer begins; then the rest follow.

A cache entry can be read only once the first response has begun, so N parallel cold requests would pay for N
writes (claude_api.md section 3). In process, per prefix. Tested in tests/unit/test_claude_warmup.py.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from worker.clock import Clock

# Claude keeps a prefix for five minutes after its last use; a little less, to err on the side of waiting.
WARM_SECONDS = 280.0


class WarmUp:
    """Args: clock."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._warm_until: dict[str, float] = {}
        self._leading: dict[str, asyncio.Event] = {}

    @asynccontextmanager
    async def turn(self, prefixes: tuple[str, ...]) -> AsyncIterator[Callable[[], None]]:
        """Wait until the prefixes (outermost first) are warm or this request leads them.

        Yields the function to call when the answer begins. A request that ends without having called it
        leaves its prefixes cold, and the next one waiting leads.
        """
        led: list[str] = []

        def began() -> None:
            until = self._clock.monotonic() + WARM_SECONDS
            self._forget_cold()
            self._warm_until.update(dict.fromkeys(prefixes, until))
            release()

        def release() -> None:
            while led:
                self._leading.pop(led.pop()).set()

        try:
            for prefix in prefixes:
                if await self._leads(prefix):
                    led.append(prefix)  # noqa: PERF401 - each is known as led before the next is waited for
            yield began
        finally:
            release()

    async def _leads(self, prefix: str) -> bool:
        """True: cold, and the caller leads it now. False: warm."""
        while self._warm_until.get(prefix, -1.0) <= self._clock.monotonic():
            leader = self._leading.get(prefix)
            if leader is None:
                self._leading[prefix] = asyncio.Event()
                return True
            await leader.wait()
        return False

    def _forget_cold(self) -> None:
        now = self._clock.monotonic()
        self._warm_until = {key: until for key, until in self._warm_until.items() if until > now}
