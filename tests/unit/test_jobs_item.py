"""One item: what each outcome of the pipeline becomes in the database."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Any

import pytest

from tests.clock import ManualClock
from tests.unit.conversations import conversation, plan
from tests.unit.engine_rig import work
from tests.unit.test_jobs_leases import claim
from worker.claude.ledger import NOTHING_USED, Ledger, Settlement
from worker.domain.plan import QualityRequirements
from worker.errors import RapportError
from worker.generation.work import (
    Failed,
    Generated,
    GenerationOutcome,
    Paused,
    ProgressSink,
    Snooze,
    Stopped,
    Waiting,
    Work,
)
from worker.jobs.claims import Beat, Claim
from worker.jobs.connection import DatabaseRefusedError
from worker.jobs.item import EVENTS_SECONDS, ItemRunner, Result
from worker.jobs.leases import Held, Leases
from worker.jobs.loading import UnusableRowError
from worker.quality import assess

Writes = Callable[[Work, Ledger, ProgressSink], Awaitable[GenerationOutcome]]


def generated() -> Generated:
    """A whole conversation."""
    report = assess(conversation(), plan(), QualityRequirements(), "simulated", {})
    return Generated(payload={"turns": []}, report=report)


class Database:
    """The store as an item sees it: every write is noted, in order."""

    def __init__(self) -> None:
        self.written: list[tuple[Any, ...]] = []
        self.events: list[tuple[str, str, str]] = []
        self.saved = "saved"
        self.failed = "failed"
        self.waits = "waiting"
        self.unusable = False
        self.broken = False
        self.refuses = False
        self.down = False
        self.hold: asyncio.Event | None = None
        self.unwritable: dict[str, Exception] = {}

    async def work(self, _claim: Claim) -> Work:
        """See Store; of it these tests need only where it starts."""
        if self.unusable:
            raise UnusableRowError("no template", hint="set it")
        if self.broken:
            raise TypeError
        return work()

    async def save(self, one: Claim, payload: dict[str, Any]) -> dict[str, Any]:
        """See Store."""
        if self.hold is not None:
            await self.hold.wait()
        if self.down:
            raise RapportError("down")
        if self.refuses:
            raise DatabaseRefusedError("no such stage", hint="", sqlstate="23514", detail=None)
        self.written.append(("save", one.lease_token, payload))
        return {"answer": self.saved}

    async def fail(
        self, one: Claim, *, code: str, message: str, hint: str, retry: bool, draft: Any = None
    ) -> str:
        """See Store."""
        assert message or hint
        self.written.append(("fail", one.lease_token, code, retry, draft))
        return self.failed

    async def release(self, claims: Sequence[Claim], reason: str, **how: Any) -> None:
        """See Store."""
        how.pop("patience")
        self.written.append(("release", claims[0].lease_token, reason, how))

    async def snooze(self, one: Claim, reason: str, seconds: float) -> None:
        """See Store."""
        self.written.append(("snooze", one.lease_token, reason, seconds))

    async def wait_for_batch(self, one: Claim) -> str:
        """See Store."""
        self.written.append(("wait", one.lease_token))
        return self.waits

    async def event(self, _claim: Claim, stage: str, message: str, level: str) -> None:
        """See Store."""
        if message in self.unwritable:
            raise self.unwritable[message]
        self.events.append((stage, message, level))

    async def settle_call(self, call_id: str, settlement: Settlement) -> None:
        """See Store."""
        self.written.append(("settle", call_id, settlement.outcome))

    async def beat(self, items: Sequence[dict[str, Any]], lease_seconds: float) -> list[Beat]:
        """See Store."""
        raise NotImplementedError(items, lease_seconds)


class Pipeline:
    """Does what it is given."""

    def __init__(self, writes: Writes) -> None:
        self._writes = writes

    async def generate(self, work: Work, ledger: Ledger, progress: ProgressSink) -> GenerationOutcome:
        """See worker.generation.pipeline."""
        return await self._writes(work, ledger, progress)


def ends_with(outcome: GenerationOutcome) -> Writes:
    """A pipeline that says two things and ends so."""

    async def write(_work: Work, _ledger: Ledger, progress: ProgressSink) -> GenerationOutcome:
        await progress.stage("dialogue", "turn 1 of 2", turns_done=0, turns_total=2, progress=0.1)
        await progress.event("dialogue", "Writing the dialogue")
        return outcome

    return write


def held_by(database: Database, writes: Writes) -> tuple[ItemRunner, Held]:
    """An item in hand and what runs it."""
    leases = Leases(database, ManualClock(), 50)
    items = ItemRunner(database, leases, Pipeline(writes))  # type: ignore[arg-type] # the store's part it needs
    return items, leases.hold(claim(), 0.0)


async def run(database: Database, writes: Writes) -> Result:
    """Run one item to its end."""
    items, held = held_by(database, writes)
    return await items.run(held)


async def test_a_whole_conversation_is_saved_and_told() -> None:
    """One save with the lease token; the story ends with the quality."""
    database = Database()
    assert (await run(database, ends_with(generated()))).ending == "saved"
    assert database.written == [("save", "token-1", {"turns": []})]
    assert database.events == [
        ("dialogue", "Writing the dialogue", "info"),
        ("saving", "Saved, quality 5.00", "info"),
    ]


@pytest.mark.parametrize("error", [RapportError("down"), TypeError("not JSON"), RuntimeError("closed")])
async def test_an_event_that_cannot_be_written_takes_no_other_with_it(error: Exception) -> None:
    """Whatever the client raises, ours or not: that line is left out; later ones and the item are written."""
    database = Database()
    database.unwritable = {"Writing the dialogue": error}
    async with asyncio.timeout(EVENTS_SECONDS / 2):  # the item's end does not wait for a loop that is gone
        assert (await run(database, ends_with(generated()))).ending == "saved"
    assert database.events == [("saving", "Saved, quality 5.00", "info")]


@pytest.mark.parametrize(
    ("answer", "ending"), [("already_saved", "saved"), ("fenced", "lost"), ("cancelled", "lost")]
)
async def test_the_database_says_whether_it_was_saved(answer: str, ending: str) -> None:
    """A lost reply asked again is a save; fenced and cancelled are not, and nothing more is written."""
    database = Database()
    database.saved = answer
    assert (await run(database, ends_with(generated()))).ending == ending
    assert len(database.written) == 1


@pytest.mark.parametrize(
    ("answer", "ending"),
    [
        ("failed", "failed"),
        ("dead", "failed"),
        ("queued", "queued"),
        ("cancelled", "lost"),
        ("fenced", "lost"),
    ],
)
async def test_a_failure_is_written_with_its_draft(answer: str, ending: str) -> None:
    """The database decides whether there is another attempt; the draft is kept."""
    database = Database()
    database.failed = answer
    outcome = Failed("not_whole", "no strategy", "look", retry=True, draft={"findings": []})
    assert (await run(database, ends_with(outcome))).ending == ending
    assert database.written == [("fail", "token-1", "not_whole", True, {"findings": []})]


async def test_throttling_gives_the_item_back_for_a_while() -> None:
    """The attempt is not spent; the item is available again when Claude asked us to come back."""
    database = Database()
    result = await run(database, ends_with(Snooze(12.5, "too fast")))
    assert (result.ending, result.snoozed_seconds) == ("released", 12.5)
    assert database.written == [("snooze", "token-1", "too fast", 12.5)]


async def test_what_cannot_be_bought_pauses_the_job() -> None:
    """The item is given back and its job paused with the reason."""
    database = Database()
    result = await run(database, ends_with(Paused("key_rejected", "401")))
    assert result == Result("paused", paused="key_rejected")
    assert database.written == [("release", "token-1", "401", {"pause": "key_rejected"})]


@pytest.mark.parametrize(
    ("answer", "ending"),
    [("waiting", "waiting"), ("queued", "waiting"), ("fenced", "lost"), ("cancelled", "lost")],
)
async def test_what_is_staged_lets_the_item_wait(answer: str, ending: str) -> None:
    """The lease ends and the attempt is given back; the collector is stirred when it really waits."""
    database = Database()
    database.waits = answer
    stirred: list[bool] = []
    leases = Leases(database, ManualClock(), 50)
    pipeline = Pipeline(ends_with(Waiting()))
    items = ItemRunner(database, leases, pipeline, lambda: stirred.append(True))  # type: ignore[arg-type]
    assert (await items.run(leases.hold(claim(), 0.0))).ending == ending
    assert database.written == [("wait", "token-1")]
    assert bool(stirred) is (answer == "waiting")


async def test_a_cap_is_the_databases_own_pause() -> None:
    """It was paused by open_call and may have been resumed since: the item is given back, no more."""
    database = Database()
    result = await run(database, ends_with(Paused("cap_reached", "$1 of $1")))
    assert result.ending == "paused"
    assert database.written == [("release", "token-1", "$1 of $1", {"pause": None})]


async def test_a_cancelled_item_is_acknowledged_and_a_fenced_one_left_alone() -> None:
    """Who was cancelled says that the work has ended; who was fenced has nothing to say."""
    database = Database()
    assert (await run(database, ends_with(Stopped("cancelled")))).ending == "lost"
    assert database.written == [("fail", "token-1", "cancelled", False, None)]
    database = Database()
    assert (await run(database, ends_with(Stopped("fenced")))).ending == "lost"
    assert database.written == []


async def test_a_plan_that_cannot_be_used_fails_for_good() -> None:
    """A missing template is not tried again."""
    database = Database()
    database.unusable = True
    await run(database, ends_with(generated()))
    assert database.written == [("fail", "token-1", "plan_invalid", False, None)]


async def test_a_fault_of_ours_is_a_failure_that_may_be_retried() -> None:
    """An exception of the pipeline ends the item, not the worker."""
    database = Database()

    async def raises(_work: Work, _ledger: Ledger, _progress: ProgressSink) -> GenerationOutcome:
        raise ZeroDivisionError

    assert (await run(database, raises)).ending == "failed"
    assert database.written == [("fail", "token-1", "unexpected", True, None)]


async def test_rows_that_break_the_worker_are_a_failure_with_a_name() -> None:
    """A row nobody thought of ends the item with the fault, not with "the worker was not heard"."""
    database = Database()
    database.broken = True
    assert (await run(database, ends_with(generated()))).ending == "failed"
    assert database.written == [("fail", "token-1", "unexpected", True, None)]


async def test_a_save_that_is_refused_is_a_failure_with_the_databases_words() -> None:
    """Nothing was written: the item says why, and is tried again from the answers that were paid for."""
    database = Database()
    database.refuses = True
    assert (await run(database, ends_with(generated()))).ending == "failed"
    assert database.written == [("fail", "token-1", "database_refusal", True, None)]


async def waits(_work: Work, ledger: Ledger, _progress: ProgressSink) -> GenerationOutcome:
    """A pipeline in a call that never ends; cancelled, it settles as the real one does."""
    try:
        await asyncio.Event().wait()
    except asyncio.CancelledError:
        await ledger.settle("call-1", Settlement("cancelled", 10, NOTHING_USED))
        raise
    raise AssertionError


@pytest.mark.parametrize(
    ("reason", "written"),
    [
        ("cancelled", [("settle", "call-1", "cancelled"), ("fail", "token-1", "cancelled", False, None)]),
        ("fenced", [("settle", "call-1", "cancelled")]),
        ("lease_lost", [("settle", "call-1", "cancelled")]),
    ],
)
async def test_an_item_stopped_in_a_call_settles_it_first(reason: Any, written: list[Any]) -> None:
    """What the call cost is recorded whoever holds the lease; only a cancellation is acknowledged."""
    database = Database()
    items, held = held_by(database, waits)
    held.task = asyncio.create_task(_discard(items.run(held)))
    await ManualClock().settle()
    held.stop(reason)
    await held.task
    assert database.written == written


async def test_a_worker_that_stops_leaves_the_item_to_be_given_back() -> None:
    """A cancellation that is not the item's own is passed on, after the call was settled."""
    database = Database()
    items, held = held_by(database, waits)
    task = asyncio.create_task(items.run(held))
    await ManualClock().settle()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert database.written == [("settle", "call-1", "cancelled")]


async def test_a_save_under_way_is_finished_by_a_worker_that_stops() -> None:
    """What has been bought and checked is not thrown away by a signal."""
    database = Database()
    database.hold = asyncio.Event()
    items, held = held_by(database, ends_with(generated()))
    task = asyncio.create_task(items.run(held))
    await ManualClock().settle()
    task.cancel()
    held.stop("fenced")
    await ManualClock().settle()
    database.hold.set()
    assert (await task).ending == "saved"


async def test_a_database_that_cannot_be_told_loses_the_item_not_the_worker() -> None:
    """The lease ends by itself, and the answers that were paid for are in the ledger."""
    database = Database()
    database.down = True
    assert (await run(database, ends_with(generated()))).ending == "lost"


async def _discard(running: Awaitable[Result]) -> None:
    await running
