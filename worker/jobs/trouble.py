"""When nothing can be bought: the gate that holds claims back, and the probe that opens it again.

A rejected key is probed with a free request. Ended credit, a spend limit, and a key that is taken but may not
use the model cannot be seen for free: after a while one lets the next real call find out; if it fails, its
item is given back with the attempt and the gate closes again. The day's limit is the database's to know: it
is asked to resume what has room now. The probe also finds what an earlier worker paused. Tested in
tests/unit/test_jobs_trouble.py, end to end in tests/faults/test_nothing_can_be_bought.py.
"""

from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

from worker.clock import Clock
from worker.errors import RapportError
from worker.jobs.patience import explain

log = structlog.get_logger(__name__)

PROBE_SECONDS = 60.0
# Credit is bought by people: a real call a minute to see whether they did would be noise.
RETRY_SECONDS = 600.0
# What stops every call of this worker; a job's own cap or a day's budget stops only what it stops.
_EVERYTHING = frozenset({"key_rejected", "credit_exhausted", "spend_limit"})
DAILY_LIMIT = "daily_limit"

WORDS = {
    "key_rejected": "Claude rejects the API key",
    "credit_exhausted": "the Anthropic account has no credit",
    "spend_limit": "the Anthropic account reached its spend limit",
}


class Paused(Protocol):
    """Which worker-made pauses are on: Store.paused_reasons."""

    async def paused_reasons(self) -> set[str]:
        """See Store."""
        ...

    async def resume_within_budget(self) -> int:
        """See Store."""
        ...


class Trouble:
    """Args: paused: the store. probe: whether Claude takes the key, for free. reopen: lets calls through
    again, one first (the limiter's). wake: the runner's. clock.
    """

    def __init__(
        self,
        paused: Paused,
        probe: Callable[[], Awaitable[bool]],
        reopen: Callable[[], None],
        wake: Callable[[], None],
        clock: Clock,
    ) -> None:
        self._paused, self._probe, self._reopen, self._wake, self._clock = paused, probe, reopen, wake, clock
        self._vouched_until = clock.monotonic()
        self._due: dict[str, float] = {}
        self._closed: set[str] = set()
        self._cleared: set[str] = set()

    @property
    def closed(self) -> bool:
        """Claiming would only hand items back."""
        return bool(self._closed)

    @property
    def message(self) -> str:
        """What is wrong, for people; empty when nothing is."""
        return "; ".join(WORDS[reason] for reason in sorted(self._closed))

    def note(self, reason: str) -> None:
        """A call found that nothing can be bought."""
        if reason not in _EVERYTHING:
            return  # the database keeps the cap and the day's limit, and knows when they have room
        self._cleared.discard(reason)
        now = self._clock.monotonic()
        # A free request the key was good enough for says nothing of the call that was refused all the same.
        free = reason == "key_rejected" and now >= self._vouched_until
        self._due[reason] = now + (PROBE_SECONDS if free else RETRY_SECONDS)
        if reason not in self._closed:
            self._closed.add(reason)
            log.error("nothing_can_be_bought", reason=reason)

    def take_cleared(self) -> list[str]:
        """The reasons found gone since the last look, for claim's p_cleared."""
        cleared, self._cleared = sorted(self._cleared), set()
        return cleared

    def put_back(self, cleared: Sequence[str]) -> None:
        """The claim that was to tell them failed: tell them with the next, unless one is on again."""
        self._cleared |= set(cleared) - self._closed

    async def watch(self) -> None:
        """For ever: once a minute, and at the start, see whether what is paused can go on."""
        while True:
            try:
                await self.look()
            except RapportError as error:
                log.warning("probe_failed", error=explain(error))
            await self._clock.sleep(PROBE_SECONDS)

    async def look(self) -> None:
        """One look at what is paused."""
        reasons = await self._paused.paused_reasons() | self._closed
        if DAILY_LIMIT in reasons and await self._paused.resume_within_budget():
            self._wake()
        reasons.discard(DAILY_LIMIT)
        now = self._clock.monotonic()
        due = {reason for reason in reasons if self._due.get(reason, now) <= now}
        if "key_rejected" in due:
            if await self._probe():
                self._vouched_until = self._clock.monotonic() + PROBE_SECONDS
            else:
                due.discard("key_rejected")
                self._vouched_until = now
                self.note("key_rejected")
        if due:
            log.info("pause_may_end", reasons=sorted(due))
            self._cleared |= due
            self._closed -= due
            if not self._closed:
                self._reopen()
            self._wake()
