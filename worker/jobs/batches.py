"""The collector: gathers staged requests into message batches, hands them over, brings the answers home.

It stands beside the runner and looks: at start, when an item begins to wait, and at the poll interval. What
is true is in the database: a batch is intended there before it is sent, and who looks after it is a lease
there, so any worker may go on where another died. A submission nobody heard the answer of is looked for in
Claude's list, and made again only when the list does not show it a minute later. Tested in
tests/sql/test_batch_*.py, and on the local stack in tests/faults/test_batch*.py.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any, Protocol

import structlog

from worker.claude.batches import (
    BatchFaultError,
    BatchLine,
    BatchRefusedError,
    BatchUnsureError,
    ProviderBatch,
    as_requests,
)
from worker.claude.faults import Fault
from worker.clock import Clock
from worker.errors import RapportError
from worker.jobs.claims import BatchLimits, OpenBatch
from worker.jobs.patience import Backoff, explain
from worker.jobs.waiting import first_of

log = structlog.get_logger(__name__)

# How long Claude's list may lag behind a submission before it counts as never made (issue 5, Build 6).
LOST_AFTER_SECONDS = 60.0
# How far the clocks of Claude and of the database may be apart.
CLOCKS_APART = timedelta(minutes=5)
# Results are kept for 29 days (claude_api.md section 4); what is not known to Claude before is another key's.
KEPT_SECONDS = 29 * 24 * 3600.0
# The first looks at a batch come soon (the simulator's end at once); each pause is longer by half.
FIRST_POLL_SECONDS = 2.0
_POLL_GROWTH = 1.5
# Results settled in one transaction, and requests read in one.
LINES = 25
BODIES = 25
# After so many downloads that broke off, what was not read is given up.
MOST_BROKEN_HARVESTS = 8
# Without a retry-after, when Claude does not take a batch now.
THROTTLED_SECONDS = 30.0
UNKNOWN = "Claude does not know it under the worker's key. Set the key it was sent with, or cancel the job"
BREAKS_OFF = "its results break off; they are read again"


class Batches(Protocol):
    """Where batches are kept (worker.jobs.store.Store)."""

    async def look_at_batches(self, limits: BatchLimits) -> list[OpenBatch]:
        """See Store."""
        ...

    async def batch_bodies(self, batch_id: str, after: str | None, limit: int) -> list[Mapping[str, Any]]:
        """See Store."""
        ...

    async def of_batch(self, what: str, batch_id: str, **arguments: Any) -> Mapping[str, Any]:
        """See Store."""
        ...

    async def known_batches(self, provider_ids: Sequence[str]) -> set[str]:
        """See Store."""
        ...

    async def leave_batches(self) -> None:
        """See Store."""
        ...

    async def resume_within_budget(self) -> int:
        """See Store."""
        ...


class Provider(Protocol):
    """Claude's batches (worker.claude.batches.BatchClient)."""

    async def create(self, requests: Sequence[Mapping[str, Any]]) -> ProviderBatch:
        """See BatchClient."""
        ...

    async def retrieve(self, batch_id: str) -> ProviderBatch | None:
        """See BatchClient."""
        ...

    async def since(self, moment: Any) -> list[ProviderBatch]:
        """See BatchClient."""
        ...

    async def cancel(self, batch_id: str) -> None:
        """See BatchClient."""
        ...

    def lines(self, batch: ProviderBatch) -> AsyncIterator[BatchLine]:
        """See BatchClient."""
        ...


class Gate(Protocol):
    """Says whether anything can be bought now (worker.jobs.trouble.Trouble)."""

    @property
    def closed(self) -> bool:
        """No: handing over would only be refused."""
        ...

    def note(self, reason: str) -> None:
        """Claude does not take the key, or the account cannot pay."""
        ...


@dataclass(frozen=True, slots=True)
class Collecting:
    """How far the collector is. looked_seconds_ago: since its last look that was answered; None before one.
    to_send, at_claude: the batches it looks after. last_error: the code of what went wrong at the last look
    or since; empty when nothing did.
    """

    looked_seconds_ago: float | None
    to_send: int
    at_claude: int
    last_error: str


class Collector:
    """Args:
    batches: the store. provider: Claude. gate: see Gate. wake: the runner's, for items that can go on.
    clock. limits: how batches are made. look_seconds: between two looks, at most. longest_poll_seconds:
    between two questions about a batch. turned_at: when it last took a step, by the monotonic clock.
    """

    def __init__(
        self,
        batches: Batches,
        provider: Provider,
        gate: Gate,
        wake: Callable[[], None],
        clock: Clock,
        *,
        limits: BatchLimits,
        look_seconds: float,
        longest_poll_seconds: float,
    ) -> None:
        self._batches, self._provider, self._gate = batches, provider, gate
        self._wake, self._clock, self._limits = wake, clock, limits
        self._look_seconds, self._longest = look_seconds, longest_poll_seconds
        self._news = asyncio.Event()
        self._due: dict[str, tuple[float, float]] = {}
        self._broken: dict[str, int] = {}
        self._said: dict[str, str] = {}
        self._not_before = self.turned_at = clock.monotonic()
        self._looked_at: float | None = None
        self._open: Sequence[OpenBatch] = ()
        self._last_error = ""

    def stir(self) -> None:
        """An item has begun to wait: look soon."""
        self._news.set()

    @property
    def state(self) -> Collecting:
        """How far it is, for whoever watches the process."""
        ago = None if self._looked_at is None else round(self._clock.monotonic() - self._looked_at, 1)
        at_claude = sum(batch.status == "submitted" for batch in self._open)
        return Collecting(ago, len(self._open) - at_claude, at_claude, self._last_error)

    async def keep(self) -> None:
        """Look for ever. A look that fails is made again; cancelled, the batches are given back."""
        try:
            await self._keep()
        except asyncio.CancelledError:
            await self._leave()
            raise

    async def _keep(self) -> None:
        backoff = Backoff(first=min(1.0, self._look_seconds), longest=60.0)
        while True:
            self._news.clear()
            try:
                await self.look()
                backoff.reset()
                pause = self._look_seconds
            except RapportError as error:
                self._last_error = error.code
                pause = backoff.pause()
                log.warning("batch_look_failed", error=explain(error), wait_seconds=round(pause, 1))
            await first_of(self._news.wait(), self._clock.sleep(pause))

    async def _leave(self) -> None:
        """Let others look after what is ours at once, not only when we have not been heard for long."""
        if not self._open:
            return
        try:
            await self._batches.leave_batches()
            log.info("batches_given_back", batches=len(self._open))
        except RapportError as error:
            log.warning("batches_not_given_back", error=explain(error))

    async def look(self) -> None:
        """See to every batch that is ours; trouble with one is no trouble for the others.

        Raises RapportError when the database cannot be asked which those are.
        """
        self._step()
        found = await self._batches.look_at_batches(self._limits)
        self._open, self._looked_at, self._last_error = found, self._clock.monotonic(), ""
        ours = {batch.batch_id for batch in found}
        self._due = {batch_id: due for batch_id, due in self._due.items() if batch_id in ours}
        self._broken = {batch_id: count for batch_id, count in self._broken.items() if batch_id in ours}
        self._said = {batch_id: words for batch_id, words in self._said.items() if batch_id in ours}
        for batch in found:
            with structlog.contextvars.bound_contextvars(batch_id=batch.batch_id):
                self._step()
                try:
                    await self._see_to(batch)
                except RapportError as error:
                    self._last_error = error.code
                    log.warning("batch_not_tended", error=explain(error))
                except Exception as error:
                    # One batch must not end the worker, and with it every other.
                    self._last_error = type(error).__name__
                    log.exception("batch_not_tended", error=explain(error))

    def _step(self) -> None:
        self.turned_at = self._clock.monotonic()

    async def _see_to(self, batch: OpenBatch) -> None:
        """Tend it; what Claude will not do under this key stands in the batch's row and closes the gate."""
        try:
            await self._tend(batch)
        except BatchFaultError as error:
            self._last_error = error.fault.code
            log.warning("batch_not_tended", error=explain(error))
            if error.fault.kind == "config":
                self._gate.note(error.fault.code)
                await self._say(batch, error.message)

    async def _tend(self, batch: OpenBatch) -> None:
        if batch.status == "submitted":
            await self._poll(batch)
        elif batch.submissions:
            await self._recover(batch)
        elif not batch.awaited:
            await self._abandon(batch, "withdrawn", "Nobody waits for it any more; it was never sent.")
        else:
            await self._submit(batch)

    # Handing over

    async def _submit(self, batch: OpenBatch) -> None:
        """Hand the batch over, with its intent and this attempt already in the database."""
        if self._gate.closed or self._clock.monotonic() < self._not_before:
            return
        requests = await self._requests(batch)
        if not requests:
            await self._abandon(batch, "withdrawn", "Every call of it has been answered already.")
            return
        going = await self._batches.of_batch("sending", batch.batch_id)
        if going["answer"] != "send":
            log.info("batch_not_ours", status=going.get("status"))
            return
        try:
            # Not beyond our charge of it: another worker may take the batch up then.
            async with asyncio.timeout(float(going["seconds"])):
                made = await self._provider.create(requests)
        except BatchRefusedError as error:
            await self._refused(batch, error.fault)
            return
        except (BatchUnsureError, TimeoutError) as error:
            log.warning("batch_submission_unsure", requests=len(requests), error=explain(error))
            return
        await self._record(batch, made.id, adopted=False)

    async def _requests(self, batch: OpenBatch) -> list[dict[str, Any]]:
        bodies: list[Mapping[str, Any]] = []
        while True:
            after = str(bodies[-1]["custom_id"]) if bodies else None
            page = await self._batches.batch_bodies(batch.batch_id, after, BODIES)
            self._step()
            bodies += page
            if len(page) < BODIES:
                return as_requests(bodies)

    async def _refused(self, batch: OpenBatch, fault: Fault) -> None:
        """Claude surely did not take it: wait, pause the jobs, or give the batch up, by the kind of fault."""
        log.warning("batch_refused", fault=fault.code)
        reason = fault.code if fault.kind == "config" else None
        await self._batches.of_batch("not_sent", batch.batch_id, reason=reason, message=fault.message)
        if fault.kind == "config":
            self._gate.note(fault.code)
        elif fault.kind in ("throttle", "transient"):
            wait = THROTTLED_SECONDS if fault.after is None else fault.after
            self._not_before = self._clock.monotonic() + max(wait, 1.0)
        elif fault.code == "request_too_large" and batch.requests > 1:
            smaller = max(self._limits.most_requests // 2, 1)
            smaller = min(smaller, (batch.requests + 1) // 2)
            self._limits = BatchLimits(**{**asdict(self._limits), "most_requests": smaller})
            await self._abandon(batch, "batch_too_large", fault.message)
        else:
            await self._abandon(batch, fault.code, fault.message)

    async def _record(self, batch: OpenBatch, provider_id: str, *, adopted: bool) -> None:
        answer = await self._batches.of_batch(
            "submitted", batch.batch_id, provider_id=provider_id, adopted=adopted
        )
        level = log.warning if answer["answer"] == "duplicate" else log.info
        level(
            "batch_submitted",
            answer=answer["answer"],
            provider_batch_id=provider_id,
            requests=batch.requests,
            adopted=adopted,
            may_cost_usd=answer.get("may_cost_usd"),
        )

    async def _abandon(self, batch: OpenBatch, code: str, message: str) -> None:
        await self._batches.of_batch("abandon", batch.batch_id, error_type=code, message=message)
        self._wake()

    async def _recover(self, batch: OpenBatch) -> None:
        """It may have been handed over, and nobody heard: take what the list shows.

        A minute later it is handed over again, or given up when nobody waits for it any more.
        """
        left = batch.requests - batch.settled
        fitting = await self._fitting(batch, left, left)
        if fitting:
            await self._record(batch, fitting[0].id, adopted=True)
        elif (batch.sent_seconds or 0.0) < LOST_AFTER_SECONDS:
            return
        elif batch.awaited:
            await self._submit(batch)
        else:
            await self._abandon(batch, "withdrawn", "Nobody waits for it any more; Claude does not list it.")

    async def _fitting(self, batch: OpenBatch, least: int, most: int) -> list[ProviderBatch]:
        """Claude's batches that may be this one by time and size, and are not known to be another."""
        listed = await self._provider.since(batch.intent_at - CLOCKS_APART)
        found = [one for one in listed if least <= one.requests <= most and one.id not in batch.known_ids]
        known = await self._batches.known_batches([one.id for one in found]) if found else set()
        return [one for one in found if one.id not in known]

    # Bringing home

    async def _poll(self, batch: OpenBatch) -> None:
        """Ask how far it is, when that is due; harvest it when it has ended."""
        now = self._clock.monotonic()
        due, pause = self._due.get(batch.batch_id, (now, FIRST_POLL_SECONDS))
        if now < due:
            return
        self._due[batch.batch_id] = (now + min(pause, self._longest), pause * _POLL_GROWTH)
        provider_id = batch.provider_batch_id or ""
        if not batch.awaited and not batch.cancel_asked and batch.settled < batch.requests:
            await self._provider.cancel(provider_id)
            await self._batches.of_batch("cancelling", batch.batch_id)
            log.info("batch_cancelled", provider_batch_id=provider_id)
        shown = await self._provider.retrieve(provider_id)
        # Its copies hold what was open when they were sent: all of it, or less by what results of another
        # batch had settled. More may be settled by now.
        left = batch.requests - batch.settled
        copies = await self._fitting(batch, left, batch.requests) if batch.submissions > 1 else []
        unread = [other for other in copies if not await self._harvested_other(batch, other)]
        if shown is None:
            await self._unknown(batch)
        elif shown.ended_at is None:
            await self._say(batch, "")
        else:
            await self._harvest(batch, shown, unread)

    async def _harvest(self, batch: OpenBatch, shown: ProviderBatch, copies: Sequence[ProviderBatch]) -> None:
        """Settle every result, then what has none; a batch that holds none of ours is given back.

        copies: further batches that fit and were not read. Nobody will look at them again.
        """
        try:
            if not await self._settle(batch, shown):
                await self._batches.of_batch("disown", batch.batch_id, provider_id=shown.id)
                log.warning("batch_disowned", provider_batch_id=shown.id)
                return
            await self._say(batch, "")
        except BatchFaultError as error:
            if error.fault.kind == "config":
                raise
            self._broken[batch.batch_id] = self._broken.get(batch.batch_id, 0) + 1
            if self._broken[batch.batch_id] < MOST_BROKEN_HARVESTS:
                await self._say(batch, BREAKS_OFF)
                raise
            log.error("batch_results_unreadable", provider_batch_id=shown.id, error=explain(error))  # noqa: TRY400
        for other in copies:
            await self._record(batch, other.id, adopted=True)
        ended_at = (shown.ended_at or self._clock.now()).isoformat()
        await self._close(batch, ended_at)

    async def _close(self, batch: OpenBatch, ended_at: str) -> None:
        """Settle what has no result; what was reserved and not spent is there for whatever waits for room."""
        answer = await self._batches.of_batch("close", batch.batch_id, ended_at=ended_at)
        log.info("batch_harvested", provider_batch_id=batch.provider_batch_id, missing=answer.get("missing"))
        await self._batches.resume_within_budget()
        self._wake()

    async def _harvested_other(self, batch: OpenBatch, other: ProviderBatch) -> bool:
        """Claude's list shows another batch that fits: a submission that was thought lost, or not ours.

        False when that cannot be seen: it is in progress, or its results cannot be read.
        """
        if other.ended_at is None:
            return False
        try:
            ours = await self._settle(batch, other)
        except BatchFaultError as error:
            if error.fault.kind == "config":
                raise
            log.warning("batch_copy_unreadable", provider_batch_id=other.id, error=explain(error))
            return False
        if ours:
            await self._record(batch, other.id, adopted=True)
        else:
            await self._batches.of_batch("disown", batch.batch_id, provider_id=other.id)
        return True

    async def _settle(self, batch: OpenBatch, shown: ProviderBatch) -> int:
        """Settle the results of one of Claude's batches; how many were calls of this one.

        Raises BatchFaultError when they break off, or there is not one: what was read until then is settled.
        """
        ours, read, lines = 0, 0, list[dict[str, Any]]()

        async def write() -> int:
            answer = await self._batches.of_batch("harvest", batch.batch_id, results=lines)
            self._step()
            if answer["settled"]:
                self._wake()
            lines.clear()
            return int(answer["ours"])

        try:
            async for line in self._provider.lines(shown):
                result = line.settlement.payload()
                lines.append({"custom_id": line.custom_id, "kind": line.kind, "result": result})
                read += 1
                if len(lines) == LINES:
                    ours += await write()
        except BatchFaultError:
            if lines:
                await write()
            raise
        if not read:
            raise BatchFaultError(Fault("no_result", "Its results are empty."))
        return ours + (await write() if lines else 0)

    async def _unknown(self, batch: OpenBatch) -> None:
        """Claude does not know it: another account's key, unless its results are too old to be kept."""
        if (batch.submitted_seconds or 0.0) < KEPT_SECONDS:
            log.error("batch_unknown_to_claude", provider_batch_id=batch.provider_batch_id)
            await self._say(batch, UNKNOWN)
            return
        await self._close(batch, self._clock.now().isoformat())

    async def _say(self, batch: OpenBatch, trouble: str) -> None:
        """What keeps it from coming home, where people see it; empty when nothing does any more."""
        # The first time, the row may hold an earlier worker's words.
        if self._said.get(batch.batch_id) != trouble:
            await self._batches.of_batch("trouble", batch.batch_id, trouble=trouble)
            self._said[batch.batch_id] = trouble
