"""The items this worker holds: keeps their leases alive, writes their progress, gives up what is lost.

One task beats (`keep`): every fifth of the lease, and between for progress, at most twice a second. Another
(`guard`) needs no database: an item whose lease is about to end without a beat is stopped by our own clock,
before anybody else can claim it. A stop is the cancellation of the item's task, with the reason in `Held`.
Tested in tests/unit/test_jobs_leases.py.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

import structlog

from worker.clock import Clock
from worker.jobs.claims import Beat, Claim
from worker.jobs.patience import explain
from worker.jobs.waiting import first_of

StopReason = Literal["cancelled", "fenced", "lease_lost"]

log = structlog.get_logger(__name__)

# A lease survives four missed beats (reliability.md rule 3).
BEATS_PER_LEASE = 5
# Our own deadline comes this share of the lease before the database's, so that a call is aborted in time.
MARGIN_SHARE = 0.15
# Progress is written at most twice a second (schema.md rule 3).
PROGRESS_SECONDS = 0.5
# A beat that takes longer than this share of the lease is given up; the next one is due.
BEAT_TIMEOUT_SHARE = 0.3


class Beats(Protocol):
    """Where leases are kept: Store.beat."""

    async def beat(self, items: Sequence[dict[str, Any]], lease_seconds: float) -> list[Beat]:
        """Extend leases and write progress; one answer an item."""
        ...


@dataclass
class Held:
    """An item in hand. deadline: by our monotonic clock. stopped: why its task was cancelled by us.

    unsaid: the progress that has not been written yet, as heartbeat_items takes it. ending: its end is being
    written; a beat that finds the lease gone may only have met that very write, so it stops nothing.
    """

    claim: Claim
    deadline: float
    task: asyncio.Task[None] | None = None
    stopped: StopReason | None = None
    unsaid: dict[str, Any] = field(default_factory=dict)
    ending: bool = False

    def stop(self, reason: StopReason) -> None:
        """Cancel the item's task, once; not while its end is being written, which the database fences."""
        if self.stopped is None and not self.ending:
            self.stopped = reason
            log.warning("item_stopped", item_id=self.claim.item_id, reason=reason)
            if self.task is not None:
                self.task.cancel()


class Leases:
    """Args: beats: the store. clock. lease_seconds: how long a lease lives without a beat.

    turned_at: when the heartbeat's loop last turned, by the monotonic clock.
    """

    def __init__(self, beats: Beats, clock: Clock, lease_seconds: float) -> None:
        self._beats = beats
        self._clock = clock
        self._lease_seconds = lease_seconds
        self._held: dict[str, Held] = {}
        self._news = asyncio.Event()
        self.turned_at = clock.monotonic()

    def __len__(self) -> int:
        return len(self._held)

    def hold(self, claim: Claim, asked_at: float) -> Held:
        """Take charge of a claimed item. asked_at: our monotonic clock before the claim was sent.

        An item can come back to the worker that lost it before its first run here has ended: that run is
        stopped, and from now on every word about the item means the new lease.
        """
        held = Held(claim=claim, deadline=self._deadline(asked_at))
        before = self._held.get(claim.item_id)
        if before is not None:
            before.stop("fenced")
        self._held[claim.item_id] = held
        return held

    def drop(self, held: Held) -> None:
        """The item has ended, or was given back: its lease is no longer ours to keep."""
        if self._is_current(held):
            del self._held[held.claim.item_id]

    @property
    def held(self) -> list[Held]:
        """Everything in hand."""
        return list(self._held.values())

    def say(self, held: Held, progress: dict[str, Any]) -> None:
        """Have the progress written soon; a later word of the same item replaces an earlier one."""
        held.unsaid.update(progress)
        self._news.set()

    async def keep(self) -> None:
        """Beat for ever. A beat that fails is logged; the next one comes, or the guard stops the item."""
        every = self._lease_seconds / BEATS_PER_LEASE
        last_full = self._clock.monotonic()
        while True:
            due = last_full + every - self._clock.monotonic()
            await first_of(self._news.wait(), self._clock.sleep(due))
            self._news.clear()
            self.turned_at = self._clock.monotonic()
            full = self.turned_at >= last_full + every
            if full:
                last_full = self._clock.monotonic()
            await self._beat([held for held in self.held if full or held.unsaid])
            await self._clock.sleep(min(PROGRESS_SECONDS, every))

    async def guard(self) -> None:
        """For ever: stop what has passed its deadline."""
        while True:
            now = self._clock.monotonic()
            for held in self.held:
                if now >= held.deadline:
                    held.stop("lease_lost")
            await self._clock.sleep(self._lease_seconds / (4 * BEATS_PER_LEASE))

    async def _beat(self, batch: list[Held]) -> None:
        if not batch:
            return
        said = {held.claim.item_id: held.unsaid for held in batch}
        for held in batch:
            held.unsaid = {}
        asked_at = self._clock.monotonic()
        try:
            async with asyncio.timeout(max(1.0, self._lease_seconds * BEAT_TIMEOUT_SHARE)):
                answers = await self._beats.beat(
                    [{**held.claim.key, **said[held.claim.item_id]} for held in batch], self._lease_seconds
                )
        except Exception as error:  # noqa: BLE001 - whatever it was, the next beat is due and the guard watches
            log.warning("heartbeat_failed", items=len(batch), error=explain(error))
            for held in batch:
                held.unsaid = {**said[held.claim.item_id], **held.unsaid}
            return
        self._take(answers, {held.claim.item_id: held for held in batch}, asked_at)

    def _take(self, answers: list[Beat], asked: dict[str, Held], asked_at: float) -> None:
        for answer in answers:
            held = asked.get(answer.item_id)
            if held is None or not self._is_current(held):
                continue
            if answer.answer == "continue":
                held.deadline = self._deadline(asked_at)
            else:
                held.stop("cancelled" if answer.answer == "stop" else "fenced")

    def _is_current(self, held: Held) -> bool:
        """Whether it is still in hand, and under this very lease."""
        return self._held.get(held.claim.item_id) is held

    def _deadline(self, asked_at: float) -> float:
        return asked_at + self._lease_seconds * (1 - MARGIN_SHARE)
