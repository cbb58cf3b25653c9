"""The loop: look, wait for wake, poll or stop, look again.

A look claims what there is room for and starts a task for each item. A wake only says "go and look": the
claim reads the truth. It looks at start, at every wake (an event, a (re)subscription, an item's end) and at
the poll interval, so a lost event costs seconds. While an item waits for Claude it takes one at a time and
looks again when the wait is over. Tested in tests/unit/test_jobs_runner.py and, on the local
stack, in tests/faults.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import structlog

from worker.clock import Clock
from worker.errors import RapportError
from worker.jobs.claims import Claim
from worker.jobs.item import Result
from worker.jobs.leases import Held, Leases
from worker.jobs.patience import Backoff, explain
from worker.jobs.stop import Stop
from worker.jobs.versions import DatabaseTooOldError, WorkerTooOldError
from worker.jobs.waiting import first_of

log = structlog.get_logger(__name__)

# Looks that may fail one after the other before a drain gives up; a worker that stays never does.
MOST_FAILED_LOOKS = 5
# Polls come a little early, at random: many workers, one database.
LEAST_POLL_SHARE = 0.8


class Queue(Protocol):
    """Where items come from and go back to: the store."""

    async def meet(self) -> None:
        """See Store."""
        ...

    async def claim(self, limit: int, lease_seconds: float, cleared: Sequence[str] = ()) -> list[Claim]:
        """See Store."""
        ...

    async def release(self, claims: Sequence[Claim], reason: str) -> None:
        """See Store."""
        ...

    async def jobs_left(self) -> list[str]:
        """See Store."""
        ...

    async def jobs_failed(self, job_ids: Sequence[str]) -> int:
        """See Store."""
        ...

    async def jobs_paused(self) -> int:
        """See Store."""
        ...


class Gate(Protocol):
    """Says whether anything can be bought now (worker.jobs.trouble.Trouble)."""

    @property
    def closed(self) -> bool:
        """No: claiming would only hand items back."""
        ...

    def note(self, reason: str) -> None:
        """An item found that nothing can be bought."""
        ...

    def take_cleared(self) -> list[str]:
        """The reasons found gone since the last look."""
        ...

    def put_back(self, cleared: Sequence[str]) -> None:
        """The claim that was to tell them failed: tell them with the next."""
        ...

    async def look(self) -> None:
        """See now what is paused and whether it can go on."""
        ...


class Runner:
    """Args:
    queue: the store. leases: what is held. do: does one held item. gate: see Gate. clock, stop.
    wake: set it and the runner looks.
    concurrency: items in hand at most. lease_seconds, poll_seconds, grace_seconds: see Settings.
    drain: end when nothing is left to do; something_failed then says whether all of it was done.
    turned_at: when the loop last turned. looked_at: when a claim was last answered; None before.
    failing_since: when claims began to fail; None while they do not. All by the monotonic clock.
    """

    def __init__(
        self,
        queue: Queue,
        leases: Leases,
        do: Callable[[Held], Awaitable[Result]],
        gate: Gate,
        clock: Clock,
        stop: Stop,
        wake: asyncio.Event,
        *,
        concurrency: int,
        lease_seconds: float,
        poll_seconds: float,
        grace_seconds: float,
        drain: bool,
    ) -> None:
        self._queue, self._leases, self._do, self._gate = queue, leases, do, gate
        self._clock, self._stop, self._drain = clock, stop, drain
        self._concurrency, self._lease_seconds = concurrency, lease_seconds
        self._poll_seconds, self._grace_seconds = poll_seconds, grace_seconds
        self._wake = wake
        self._tasks: dict[asyncio.Task[None], Held] = {}
        self._backoff = Backoff(first=min(1.0, poll_seconds), longest=30.0)
        self._failed_looks = 0
        self._jobs: set[str] = set()
        self._snoozed_until = self._scouted_at = clock.monotonic()
        self.something_failed = False
        self.looked_at: float | None = None
        self.turned_at = clock.monotonic()
        self.failing_since: float | None = None
        self.outdated = ""

    @property
    def in_flight(self) -> int:
        """Items in hand."""
        return len(self._tasks)

    async def run(self) -> None:
        """Work until told to stop, or until nothing is left when draining.

        Raises:
            DatabaseTooOldError: the database lacks what this worker needs.
            RapportError: draining, and the database cannot be asked, or takes only newer workers.
            Exception: a fault of ours; what is in hand is handed back all the same.
        """
        try:
            await self._work()
        except BaseException:
            self._stop.asked.set()
            self._stop.at_once.set()
            raise
        finally:
            await self._finish()

    async def _work(self) -> None:
        if self._drain:
            await first_of(self._take_stock(), self._stop.asked.wait())
        while not self._stop.asked.is_set():
            self._wake.clear()
            pause = await self._look()
            self.turned_at = self._clock.monotonic()
            if self._drain and not self._tasks and not self._failed_looks and await self._nothing_left():
                break
            await first_of(self._wake.wait(), self._stop.asked.wait(), self._clock.sleep(pause))

    async def _take_stock(self) -> None:
        await self._queue.meet()
        # What an earlier worker paused may go on by now; to find out later would be to leave it behind.
        await self._gate.look()
        # A drain answers for what is open at its start, also where an item ends without being claimed.
        self._jobs.update(await self._queue.jobs_left())

    async def _look(self) -> float:
        """Claim and start what there is room for; how long to wait before the next look."""
        while (room := self._room()) > 0 and not self._gate.closed:
            asked_at = self._clock.monotonic()
            cleared = self._gate.take_cleared()
            try:
                claims = await self._queue.claim(room, self._lease_seconds, cleared)
            except RapportError as error:
                return self._failed_look(error, cleared)
            self._backoff.reset()
            self._failed_looks, self.looked_at, self.outdated = 0, asked_at, ""
            self.failing_since = None
            if self._stop.asked.is_set():
                await self._give_back(claims)
                break
            for claim in claims:
                self._start(claim, asked_at)
            if len(claims) < room:
                break
        pause = self._poll_seconds * random.uniform(LEAST_POLL_SHARE, 1.0)  # noqa: S311 - jitter
        snoozed = self._snoozed_until - self._clock.monotonic()
        return min(pause, snoozed) if snoozed > 0 else pause

    def _room(self) -> int:
        """How many items may be claimed now.

        While one waits for Claude, others would be turned away as well, unless they need another model: one a
        poll finds out.
        """
        room, now = self._concurrency - len(self._tasks), self._clock.monotonic()
        if now >= self._snoozed_until:
            return room
        if now - self._scouted_at < self._poll_seconds * LEAST_POLL_SHARE:
            return 0
        self._scouted_at = now
        return min(room, 1)

    def _failed_look(self, error: RapportError, cleared: Sequence[str]) -> float:
        self._gate.put_back(cleared)
        self._failed_looks += 1
        if self.failing_since is None:
            self.failing_since = self._clock.monotonic()
        patience = 1 if isinstance(error, WorkerTooOldError) else MOST_FAILED_LOOKS
        if isinstance(error, DatabaseTooOldError) or (
            self._drain and self._failed_looks >= patience and not self._tasks
        ):
            raise error
        pause = self._backoff.pause()
        if isinstance(error, WorkerTooOldError):
            # What is in hand is finished; nothing is claimed until somebody deploys a newer one.
            if not self.outdated:
                log.error("worker_too_old", error=error.message, hint=error.hint)
            self.outdated = str(error)
            return pause
        log.warning("look_failed", error=explain(error), hint=error.hint, wait_seconds=round(pause, 1))
        return pause

    def _start(self, claim: Claim, asked_at: float) -> None:
        self._jobs.add(claim.job_id)
        held = self._leases.hold(claim, asked_at)
        held.task = asyncio.create_task(self._one(held), name=f"item {claim.conversation_id}")
        self._tasks[held.task] = held
        held.task.add_done_callback(self._ended)

    async def _one(self, held: Held) -> None:
        claim = held.claim
        with structlog.contextvars.bound_contextvars(
            job_id=claim.job_id,
            job_number=claim.job_number,
            conversation_id=claim.conversation_id,
            item_id=claim.item_id,
            attempt=claim.attempt,
        ):
            log.info("item_started")
            result = await self._do(held)
            log.info("item_ended", ending=result.ending)
        if result.paused is not None:
            self._gate.note(result.paused)
        if result.snoozed_seconds > 0:
            now = self._clock.monotonic()
            self._snoozed_until = max(self._snoozed_until, now + result.snoozed_seconds)

    def _ended(self, task: asyncio.Task[None]) -> None:
        held = self._tasks[task]
        if task.cancelled() and held.stopped is None and self._stop.asked.is_set():
            return  # the runner stops: _finish gives it back
        del self._tasks[task]
        self._leases.drop(held)
        if not task.cancelled() and (error := task.exception()) is not None:
            log.error("item_raised", item_id=held.claim.item_id, error=explain(error), exc_info=error)
        self._wake.set()

    async def _nothing_left(self) -> bool:
        try:
            left = await self._queue.jobs_left()
            self._jobs.update(left)
            if left and not self._gate.closed:
                return False
            # What is left cannot be bought, or waits for a person: it stays in the queue, and is told.
            paused = self._gate.closed or await self._queue.jobs_paused()
            self.something_failed = bool(paused or await self._queue.jobs_failed(sorted(self._jobs)))
        except RapportError as error:
            log.warning("look_failed", error=explain(error))
            return False
        return True

    async def _finish(self) -> None:
        """Give work in hand its grace, then hand back what is left with its attempt."""
        if self._tasks and not self._stop.at_once.is_set():
            log.info("finishing", items=len(self._tasks), grace_seconds=self._grace_seconds)
            everything = asyncio.wait(list(self._tasks))
            await first_of(everything, self._stop.at_once.wait(), self._clock.sleep(self._grace_seconds))
        left = dict(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
        await self._give_back([held.claim for task, held in left.items() if task.cancelled()])

    async def _give_back(self, claims: Sequence[Claim]) -> None:
        if not claims:
            return
        try:
            await self._queue.release(claims, "The worker stopped.")
            log.info("items_given_back", items=len(claims))
        except RapportError as error:
            log.warning("items_not_given_back", items=len(claims), error=explain(error))
