"""One claimed item from its rows to its end: the pipeline's ledger and progress, and what becomes of it.

An item ends here in one of the ways `Ending` names; what state each leaves it in is a row of the table in
docs/architecture.md. Tested in tests/unit/test_jobs_item.py.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, Protocol

import structlog

from worker.claude.caller import CallFailedError
from worker.claude.faults import NOT_KEPT, Fault
from worker.claude.ledger import CallKey, CallToOpen, Ledger, Opening, Round, Settlement
from worker.errors import RapportError
from worker.generation.work import (
    Failed,
    Generated,
    GenerationOutcome,
    Level,
    Paused,
    ProgressSink,
    ProgressStage,
    Snooze,
    Stopped,
    Waiting,
    Work,
)
from worker.jobs.claims import Claim
from worker.jobs.connection import DatabaseRefusedError
from worker.jobs.leases import Held, Leases
from worker.jobs.loading import UnusableRowError
from worker.jobs.patience import CALL, explain
from worker.jobs.store import Store
from worker.jobs.story import StoryLedger

log = structlog.get_logger(__name__)

# Reasons only the worker can see.
PAUSED_BY_US = frozenset({"key_rejected", "credit_exhausted", "spend_limit"})
# How long an item's end waits for its events to be written.
EVENTS_SECONDS = 10.0
# How an item ended here. lost: fenced, cancelled, or the database could not be told.
Ending = Literal["saved", "failed", "queued", "released", "paused", "waiting", "lost"]


class Pipeline(Protocol):
    """Writes one conversation (worker.generation.pipeline.Pipeline)."""

    async def generate(self, work: Work, ledger: Ledger, progress: ProgressSink) -> GenerationOutcome:
        """See there."""
        ...


class ItemLedger:
    """The ledger of one item: the store, with the item's lease token."""

    def __init__(self, store: Store, claim: Claim) -> None:
        self._store = store
        self._claim = claim
        self._rounds: asyncio.Task[list[Round]] | None = None
        self._paid: asyncio.Task[dict[str, CallKey]] | None = None

    async def open(self, call: CallToOpen) -> Opening:
        """See worker.claude.ledger.Ledger."""
        return await self._store.open_call(self._claim, call)

    async def settle(self, call_id: str, settlement: Settlement) -> Decimal | None:
        """See worker.claude.ledger.Ledger."""
        return await self._store.settle_call(call_id, settlement)

    async def rounds(self) -> Sequence[Round]:
        """See worker.claude.ledger.Ledger. Asked of the database once: within a run nothing is added."""
        if self._rounds is None:
            self._rounds = asyncio.ensure_future(self._store.batch_rounds(self._claim))
        return await asyncio.shield(self._rounds)

    async def stage(self, call_id: str, body: str) -> None:
        """See worker.claude.ledger.Ledger."""
        await self._store.stage_call(self._claim, call_id, body)

    async def keeps(self, call: CallToOpen) -> bool:
        """See worker.claude.ledger.Ledger. Asked of the database once: a run pays no request twice."""
        return call.key in (await self._kept()).values()

    async def unfit(self, call_id: str, error_type: str, error_message: str) -> bool:
        """See worker.claude.ledger.Ledger."""
        noted = await self._store.call_unfit(self._claim, call_id, error_type, error_message)
        if noted:
            (await self._kept()).pop(call_id, None)
        return noted

    async def _kept(self) -> dict[str, CallKey]:
        if self._paid is None:
            self._paid = asyncio.ensure_future(self._store.kept_calls(self._claim))
        return await asyncio.shield(self._paid)


class ReplayLedger(ItemLedger):
    """Gives back what was paid for the text there is, as it is, and opens nothing."""

    async def keeps(self, call: CallToOpen) -> bool:  # noqa: ARG002 - whatever is asked for
        """See worker.claude.ledger.Ledger."""
        return True

    async def unfit(self, call_id: str, error_type: str, error_message: str) -> bool:  # noqa: ARG002 - it is of that text
        """See worker.claude.ledger.Ledger."""
        return False

    async def open(self, call: CallToOpen) -> Opening:
        """See worker.claude.ledger.Ledger.

        Raises:
            CallFailedError: that answer is not kept.
        """
        kept = await self._store.replay_call(self._claim, call)
        if kept is None:
            place = call.stage if call.turn_number is None else f"{call.stage}, turn {call.turn_number}"
            raise CallFailedError(Fault(NOT_KEPT, f"The answer that was paid for is not kept ({place})."))
        return kept


class ItemProgress:
    """What the pipeline says on the way: progress with the next beat, events in the background, in order."""

    def __init__(self, store: Store, leases: Leases, held: Held) -> None:
        self._store = store
        self._leases = leases
        self._held = held
        self._lines: asyncio.Queue[tuple[str, str, str]] = asyncio.Queue(maxsize=200)
        self._logged = ("", "")

    async def stage(
        self, stage: ProgressStage, note: str = "", *, turns_done: int, turns_total: int, progress: float
    ) -> None:
        """See worker.generation.work.ProgressSink."""
        said = {
            "stage": stage,
            "stage_note": note,
            "turns_done": turns_done,
            "turns_total": turns_total,
            "progress": progress,
        }
        self._leases.say(self._held, said)
        if (stage, note) != self._logged:
            self._logged = (stage, note)
            log.info("item_stage", stage=stage, note=note, progress=progress)

    async def event(self, stage: ProgressStage, message: str, level: Level = "info") -> None:
        """See worker.generation.work.ProgressSink."""
        await self.tell(stage, message, level)

    async def tell(self, stage: str, message: str, level: str) -> None:
        """Queue a line of the story. A full queue drops it: work does not wait for it."""
        try:
            self._lines.put_nowait((stage, message, level))
        except asyncio.QueueFull:
            log.warning("event_dropped", item_id=self._held.claim.item_id)

    async def write(self) -> None:
        """Write the events for ever; one that cannot be written is logged and left out.

        Whatever it was: with this loop the later lines would go unwritten, and the item's end would wait.
        """
        while True:
            stage, message, level = await self._lines.get()
            try:
                await self._store.event(self._held.claim, stage, message, level)
            except Exception as error:  # noqa: BLE001 - a line of the story, and the next one may well be written
                log.warning("event_not_written", error=explain(error))
            finally:
                self._lines.task_done()

    async def written(self) -> None:
        """Wait until every event said so far was tried, but not long: they are a courtesy."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(EVENTS_SECONDS):
                await self._lines.join()


@dataclass(frozen=True)
class Result:
    """How an item ended. paused: the reason, when nothing can be bought. snoozed_seconds: how long it waits
    for Claude from now on; 0 when it does not.
    """

    ending: Ending
    paused: str | None = None
    snoozed_seconds: float = 0.0


class ItemRunner:
    """Args: store, leases, pipeline: the process's own. staged: called when an item begins to wait."""

    def __init__(
        self, store: Store, leases: Leases, pipeline: Pipeline, staged: Callable[[], None] = lambda: None
    ) -> None:
        self._store = store
        self._leases = leases
        self._pipeline = pipeline
        self._staged = staged

    async def run(self, held: Held) -> Result:
        """Do the item's work and write down how it ended.

        A cancellation that `held.stopped` explains ends here; any other (the worker stops) is raised, and
        the item is still ours to give back.
        """
        claim = held.claim
        progress = ItemProgress(self._store, self._leases, held)
        writer = asyncio.create_task(progress.write(), name=f"events of {claim.conversation_id}")
        try:
            try:
                outcome = await self._outcome(claim, progress)
            except asyncio.CancelledError:
                if held.stopped is None:
                    raise
                outcome = Stopped("cancelled" if held.stopped == "cancelled" else "fenced")
            held.ending = True
            if not isinstance(outcome, Stopped | Generated):
                await progress.written()  # before the database's own line about the end
            return await _to_the_end(asyncio.ensure_future(self._write_down(claim, outcome, progress)))
        except RapportError as error:
            # The database could not be told, and was asked long enough: the lease will end by itself.
            log.warning("item_lost", error=explain(error))
            return Result("lost")
        finally:
            writer.cancel()
            await asyncio.gather(writer, return_exceptions=True)

    async def _outcome(self, claim: Claim, progress: ItemProgress) -> GenerationOutcome:
        try:
            work = await self._store.work(claim)
            kind = ReplayLedger if work.start.replays else ItemLedger
            ledger = StoryLedger(kind(self._store, claim), progress.tell)
            return await self._pipeline.generate(work, ledger, progress)
        except UnusableRowError as error:
            return Failed(error.code, error.message, error.hint, retry=False)
        except RapportError as error:
            log.exception("pipeline_raised", error=explain(error))
            return Failed(error.code, error.message, error.hint, retry=True)
        except Exception as error:
            log.exception("pipeline_raised", error=explain(error))
            message = f"The worker failed: {type(error).__name__}."
            return Failed("unexpected", message, "Please report it with the worker's log.", retry=True)

    async def _write_down(self, claim: Claim, outcome: GenerationOutcome, progress: ItemProgress) -> Result:
        match outcome:
            case Generated():
                return await self._save(claim, outcome, progress)
            case Failed():
                return await self._fail(claim, outcome)
            case Snooze():
                await self._store.snooze(claim, outcome.reason, outcome.seconds)
                log.info("item_snoozed", seconds=round(outcome.seconds, 1))
                return Result("released", snoozed_seconds=outcome.seconds)
            case Paused():
                # A cap and a day's budget are the database's own: it has paused the job already, and may
                # have resumed it since, when calls in flight cost less than was reserved for them.
                pause = outcome.reason if outcome.reason in PAUSED_BY_US else None
                await self._store.release([claim], outcome.message, pause=pause, patience=CALL)
                return Result("paused", paused=outcome.reason)
            case Waiting():
                return await self._wait(claim)
            case Stopped():
                return await self._acknowledge(claim, outcome.reason)

    async def _save(self, claim: Claim, outcome: Generated, progress: ItemProgress) -> Result:
        try:
            answer = await self._store.save(claim, outcome.payload)
        except DatabaseRefusedError as error:
            # Left to its lease, the item would end as "not heard", three times, and nobody would know why.
            log.exception("save_refused", error=explain(error))
            return await self._fail(claim, Failed(error.code, error.message, error.hint, retry=True))
        log.info("item_saved", answer=answer["answer"], quality=answer.get("quality_score"))
        if answer["answer"] not in ("saved", "already_saved"):
            return Result("lost")
        quality = outcome.report.metrics.overall_score
        await progress.event("saving", f"Saved, quality {quality:.2f}")
        await progress.written()
        return Result("saved")

    async def _wait(self, claim: Claim) -> Result:
        answer = await self._store.wait_for_batch(claim)
        log.info("item_waits", answer=answer)
        if answer == "waiting":
            self._staged()
        return Result("waiting" if answer in ("waiting", "queued") else "lost")

    async def _fail(self, claim: Claim, outcome: Failed) -> Result:
        answer = await self._store.fail(
            claim,
            code=outcome.code,
            message=outcome.message,
            hint=outcome.hint,
            retry=outcome.retry,
            draft=outcome.draft,
        )
        log.warning("item_failed", answer=answer, code=outcome.code, retry=outcome.retry)
        # The database has written the event with the time of the next attempt.
        if answer == "queued":
            return Result("queued")
        return Result("failed" if answer in ("failed", "dead") else "lost")

    async def _acknowledge(self, claim: Claim, reason: str) -> Result:
        """Say that the work has ended; a lease that is already gone answers so, and that is fine."""
        if reason == "cancelled":
            answer = await self._store.fail(
                claim, code="cancelled", message="The job was cancelled.", hint="", retry=False
            )
            log.info("item_cancelled", answer=answer)
        return Result("lost")


async def _to_the_end(writing: "asyncio.Future[Result]") -> Result:
    """Wait for the write even while being cancelled: what has been decided is written, and then told."""
    while not writing.done():
        with contextlib.suppress(asyncio.CancelledError, RapportError):
            await asyncio.shield(writing)
    return writing.result()
