"""Asks Claude for one answer and keeps the account straight: the only way the pipeline calls.

Every attempt is opened in the ledger before it is sent and settled whatever became of it, cancellation
included; an answer that was paid before is taken from the ledger and not asked for again. Retries are few
and finite, by the table in faults.py; throttling pauses the model's lane and is no retry at all. A request
for a message batch is staged and ends the run; a later run meets its answer in the ledger. Tested in
tests/unit/test_claude_caller.py and tests/integration/test_engine_*.py.
"""

import asyncio
import json
import re
from dataclasses import dataclass
from decimal import Decimal
from math import isfinite
from random import Random
from typing import Any, Generic, Literal, Protocol, TypeVar, cast

import structlog
from pydantic import ValidationError

from worker.claude.client import CallResult, Reception
from worker.claude.faults import Fault, UnstorableTextError, classify, told
from worker.claude.lane import Passage, PausedError
from worker.claude.ledger import (
    NOTHING_USED,
    CallToOpen,
    Fenced,
    ItemCancelled,
    Ledger,
    Opened,
    Opening,
    OpeningRefused,
    Outcome,
    PauseReason,
    Reused,
    Settlement,
)
from worker.claude.limiter import Limiter, StoppedError
from worker.claude.requests import CallRequest
from worker.claude.warmup import WarmUp
from worker.clock import Clock
from worker.domain.base import Model
from worker.errors import RapportError

log = structlog.get_logger(__name__)

# Before the first and second retry of a transient fault, halved at most by chance (reliability.md, 21).
BACKOFF_SECONDS = (1.0, 4.0)
# How often a batch is asked again after a fault that stops a live call, and says nothing of the next batch.
BATCH_ROUNDS_MORE = 2
NEVER_SENT = Settlement("cancelled", milliseconds=0, usage=NOTHING_USED)
_PAUSED = Fault("rate_limited", "Claude asked this worker to slow down.")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_OUTCOMES: dict[str, Outcome] = {
    "refusal": "refused",
    "truncated": "truncated",
    "context_window": "truncated",
    "stream_cut": "truncated",
    "broken_off": "truncated",
    "invalid_json": "invalid",
    "schema_mismatch": "invalid",
    "unstorable_text": "invalid",
    "too_long": "invalid",
}

M = TypeVar("M", bound=Model)


class CallFailedError(RapportError):
    """The call will not be answered in this run; `fault` says why."""

    code = "call_failed"

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message, hint=fault.advice)
        self.fault = fault


class ThrottledError(RapportError):
    """Claude said "too fast": come back in `seconds`."""

    code = "throttled"

    def __init__(self, fault: Fault, seconds: float) -> None:
        super().__init__(fault.message, hint=fault.advice)
        self.seconds = seconds


class OutOfFundsError(RapportError):
    """Nothing can be bought until something changes; `reason` says what."""

    code = "out_of_funds"

    def __init__(self, reason: PauseReason, message: str, *, hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.reason = reason


class ItemLostError(RapportError):
    """The item is no longer ours to work on: reason is 'fenced' or 'cancelled'."""

    code = "item_lost"

    def __init__(self, reason: Literal["fenced", "cancelled"]) -> None:
        super().__init__(f"The item is {reason}.")
        self.reason = reason


class StagedError(RapportError):
    """The request waits for a message batch: the run ends here and comes again when it is answered."""

    code = "staged"

    def __init__(self) -> None:
        super().__init__("The request waits for a message batch.")


class Client(Protocol):
    """One request, sent once (worker.claude.client.ClaudeClient)."""

    async def call(
        self, request: CallRequest, *, reception: Reception | None = None, began: "Began" = ...
    ) -> CallResult:
        """See ClaudeClient.call."""
        ...


class Began(Protocol):
    """What is called when an answer begins."""

    def __call__(self) -> None:
        """Nothing is passed."""
        ...


@dataclass(frozen=True, slots=True)
class Answer(Generic[M]):
    """A whole answer that fits its schema. reused: it was paid before and not asked for now.

    What a batch answered within the item's attempt was asked for now: the attempt waited for it.
    """

    value: M
    reused: bool


class Caller:
    """Serves the whole process: what it knows of an item is passed in.

    Args: client, limiter, warm_up and clock, shared by all calls; random, for the jitter of retries.
    """

    def __init__(
        self, client: Client, limiter: Limiter, warm_up: WarmUp, clock: Clock, random: Random
    ) -> None:
        self._client = client
        self._limiter = limiter
        self._warm_up = warm_up
        self._clock = clock
        self._random = random

    async def ask(self, ledger: Ledger, request: CallRequest, schema: type[M]) -> Answer[M]:
        """The answer to the request, in the form of `schema`: request.schema, or one that asks for more.

        Raises:
            CallFailedError: a fault no retry within this run can mend.
            ThrottledError: the item should wait; no attempt is spent.
            OutOfFundsError: no call can be made until something changes.
            ItemLostError: the lease is lost, or the item was cancelled.
            StagedError: the request is to be delivered in a message batch, and waits for one now.
            Exception: whatever the ledger raises when it cannot be reached.
        """
        if request.delivery == "message_batch":
            return await self._ask_by_batch(ledger, request, schema)
        tries = 0
        while True:
            try:
                got = await self._attempt(ledger, request, schema)
            except PausedError as paused:
                raise ThrottledError(_PAUSED, paused.seconds) from None
            except StoppedError as stopped:
                raise _out_of_funds(stopped.fault) from None
            if isinstance(got, Answer):
                return got
            if tries >= got.rule.again:
                raise CallFailedError(got)
            wait = self._wait(got, tries)
            tries += 1
            log.info(
                "call_retried", **_place(request), fault=got.code, retry=tries, wait_seconds=round(wait, 2)
            )
            await self._clock.sleep(wait)
            if got.code == "truncated":
                request = request.with_more_room()

    async def _ask_by_batch(self, ledger: Ledger, request: CallRequest, schema: type[M]) -> Answer[M]:
        """The answer a batch has given, or StagedError when the request waits for one.

        A run meets the request again after every batch; the ledger tells what became of it before, and so how
        often it may be asked again.
        """
        roomier = request.with_more_room()
        hashes = (request.request_hash(), roomier.request_hash())
        place = (request.stage, request.turn, request.section, request.draft_no)
        rounds = [
            met
            for met in await ledger.rounds()
            if met.request_hash in hashes and (met.stage, met.turn_number, met.section, met.draft_no) == place
        ]
        bought = {met.call_id for met in rounds if met.outcome == "succeeded"}
        faults = [told(met.error_type, met.error_message) for met in rounds if met.call_id not in bought]
        while True:
            if faults and len(faults) > _batch_rounds(faults[-1]):
                raise CallFailedError(faults[-1])
            truncated = any(fault.code == "truncated" for fault in faults)
            wanted = roomier if truncated else request
            # Cancelled here, the call stays open: the next run is given it again, or nobody waits for it and
            # the look at the batches withdraws it.
            opening = await ledger.open(wanted.to_open())
            if not isinstance(opening, Reused):
                break
            checked = self._check(opening.response, schema, reused=opening.call_id not in bought)
            if isinstance(checked, Answer):
                return checked
            if not await ledger.unfit(opening.call_id, checked.code, checked.message):
                raise CallFailedError(checked)
            faults.append(checked)
        await ledger.stage(_call_id(opening), json.dumps(wanted.body(), ensure_ascii=True))
        log.info("call_staged", stage=request.stage, turn=request.turn, draft_no=request.draft_no)
        raise StagedError

    def _wait(self, fault: Fault, tries: int) -> float:
        if fault.kind == "bad_answer":
            return 0.0
        backoff = BACKOFF_SECONDS[min(tries, len(BACKOFF_SECONDS) - 1)]
        return max(fault.after or 0.0, backoff * self._random.uniform(0.5, 1.0))

    async def _attempt(self, ledger: Ledger, request: CallRequest, schema: type[M]) -> Answer[M] | Fault:
        """One attempt: reserved, sent, read, checked, settled. A fault that a retry may mend is a value.

        What was paid before is taken without a place among the calls in flight: nothing is sent.
        """
        call = request.to_open()
        kept = await _kept(ledger, call)
        if kept is not None and isinstance(used := await self._use(ledger, kept, schema), Answer):
            return used
        async with (
            self._warm_up.turn(request.cached_prefixes()) as warm,
            self._limiter.slot(request.model, request.max_tokens) as passage,
        ):
            opening = await _open(ledger, call)
            if isinstance(opening, Reused):  # paid meanwhile, by a run that had lost its lease
                return await self._use(ledger, opening, schema)
            call_id = _call_id(opening)
            sent_at, reception = self._clock.monotonic(), Reception()

            def began() -> None:
                warm()
                passage.heard(reception.headers)
                passage.accepted()

            try:
                result = await self._client.call(request, reception=reception, began=began)
            except asyncio.CancelledError:
                await _settle_cancelled(ledger, call_id, _cut_off(reception, self._milliseconds(sent_at)))
                raise
            checked = self._check(result.text, schema, reused=False) if result.fault is None else result.fault
            settlement = _settlement(result, checked, self._milliseconds(sent_at))
            settling = asyncio.ensure_future(ledger.settle(call_id, settlement))
            pause = self._heed(passage, result, reception)
        # Outside the slot: others may call while the account is written.
        await _to_the_end(settling)
        _tell(request, call_id, settlement, settling.result())
        if isinstance(checked, Fault) and checked.kind == "throttle":
            raise ThrottledError(checked, pause)
        if isinstance(checked, Fault) and checked.kind == "config":
            raise _out_of_funds(checked)
        return checked

    async def _use(self, ledger: Ledger, kept: Reused, schema: type[M]) -> Answer[M] | Fault:
        """A kept answer as a value. One that does not fit now was taken by an older version: it is given up,
        so that the request can be paid anew.

        Raises CallFailedError when it cannot be given up.
        """
        checked = self._check(kept.response, schema, reused=True)
        if isinstance(checked, Fault):
            log.warning("kept_answer_unfit", call_id=kept.call_id, fault=checked.code)
            if not await ledger.unfit(kept.call_id, checked.code, checked.message):
                raise CallFailedError(checked)
        return checked

    def _heed(self, passage: Passage, result: CallResult, reception: Reception) -> float:
        """Tell the limiter how the call ended; the pause it asks for, in seconds."""
        if not reception.began:
            passage.heard(reception.headers)
        if result.usage is not None:
            passage.used(result.usage)
        if result.fault is None or result.fault.kind not in ("throttle", "config"):
            return 0.0
        if result.fault.kind == "config":
            self._limiter.stop(result.fault)
            return 0.0
        return passage.refused(result.fault)

    def _check(self, text: str, schema: type[M], *, reused: bool) -> Answer[M] | Fault:
        """The answer as a value, or what is wrong with it."""
        if not text.strip():
            return Fault("invalid_json", "Claude's answer is empty.")
        try:
            value = schema.model_validate_json(_encodable(text))
            _refuse_unstorable(value.model_dump(mode="python"))
        except (ValidationError, UnstorableTextError) as error:
            return classify(error, now=self._clock.now())
        return Answer(value, reused)

    def _milliseconds(self, since: float) -> int:
        return round(1000 * (self._clock.monotonic() - since))


async def _kept(ledger: Ledger, call: CallToOpen) -> Reused | None:
    """The answer that was paid before; None when there is none."""
    if not await ledger.keeps(call):
        return None
    opening = await _open(ledger, call)
    if isinstance(opening, Reused):
        return opening
    # It is kept no more: what was opened instead is given back unsent.
    await _to_the_end(asyncio.ensure_future(ledger.settle(_call_id(opening), NEVER_SENT)))
    return None


async def _open(ledger: Ledger, call: CallToOpen) -> Opening:
    """Open the call; if we are cancelled meanwhile, settle it as never sent."""
    opening = asyncio.ensure_future(ledger.open(call))
    try:
        await _to_the_end(opening)
    except asyncio.CancelledError:
        if not opening.cancelled() and opening.exception() is None and isinstance(opening.result(), Opened):
            await _settle_cancelled(ledger, _call_id(opening.result()), NEVER_SENT)
        raise
    return opening.result()


def _call_id(opening: Opening) -> str:
    """The id of an opened call; raises for every other answer."""
    match opening:
        case Opened(call_id=call_id):
            return call_id
        case OpeningRefused(reason="unknown_price", message=message):
            raise CallFailedError(Fault("unknown_price", message))
        case OpeningRefused(reason=reason, message=message):
            raise OutOfFundsError(cast("PauseReason", reason), message)
        case Fenced():
            raise ItemLostError("fenced")
        case ItemCancelled():
            raise ItemLostError("cancelled")
        case Reused():
            raise AssertionError("a reused answer has nothing to settle")


def _batch_rounds(fault: Fault) -> int:
    """How often a request may be asked again by batch after this fault."""
    return fault.rule.again if fault.kind not in ("throttle", "config") else BATCH_ROUNDS_MORE


def outcome_of(fault: Fault | None) -> Outcome:
    """How a call that ended with this fault, or with none, is settled."""
    return "succeeded" if fault is None else _OUTCOMES.get(fault.code, "failed")


def _settlement(result: CallResult, checked: Answer[M] | Fault, milliseconds: int) -> Settlement:
    fault = checked if isinstance(checked, Fault) else None
    return Settlement(
        outcome=outcome_of(fault),
        milliseconds=milliseconds,
        usage=result.usage,
        stop_reason=result.stop_reason,
        request_id=result.request_id,
        error_type=fault.code if fault else None,
        error_message=fault.message if fault else None,
        response=result.text or None,
    )


def _out_of_funds(fault: Fault) -> OutOfFundsError:
    return OutOfFundsError(cast("PauseReason", fault.code), fault.message, hint=fault.advice)


def _place(request: CallRequest) -> dict[str, Any]:
    """Which call of an item it is, for the log."""
    return {
        "stage": request.stage,
        "turn": request.turn,
        "section": request.section,
        "draft_no": request.draft_no,
        "model": request.model,
    }


def _tell(request: CallRequest, call_id: str, settlement: Settlement, cost_usd: Decimal | None) -> None:
    """One line a call in the log: ids, counts, cost and times, never texts."""
    usage = settlement.usage or NOTHING_USED
    tell = log.info if settlement.outcome == "succeeded" else log.warning
    tell(
        "call_settled",
        **_place(request),
        call_id=call_id,
        outcome=settlement.outcome,
        fault=settlement.error_type,
        request_id=settlement.request_id,
        milliseconds=settlement.milliseconds,
        input_tokens=usage.input_tokens,
        cache_write_tokens=usage.cache_write_5m_tokens + usage.cache_write_1h_tokens,
        cache_read_tokens=usage.cache_read_tokens,
        output_tokens=usage.output_tokens,
        cost_usd=None if cost_usd is None else float(cost_usd),
    )


def _cut_off(reception: Reception, milliseconds: int) -> Settlement:
    """What a cancelled call came to, as far as it is known: sent, and perhaps partly answered."""
    return Settlement(
        outcome="cancelled",
        milliseconds=milliseconds,
        usage=reception.usage,
        stop_reason=reception.stop_reason,
        request_id=reception.request_id,
        response=reception.text or None,
    )


async def _settle_cancelled(ledger: Ledger, call_id: str, settlement: Settlement) -> None:
    """Settle for somebody who is being cancelled: a ledger that fails must not hide the cancellation."""
    try:
        await _to_the_end(asyncio.ensure_future(ledger.settle(call_id, settlement)))
    except Exception as error:  # noqa: BLE001 - whatever it was, the reservation stays as the upper bound
        log.warning("call_not_settled", call_id=call_id, error=type(error).__name__)


async def _to_the_end(task: asyncio.Future[Any]) -> None:
    """Wait for the task even while being cancelled; then raise what it raised, or the cancellation."""
    cancelled: asyncio.CancelledError | None = None
    while not task.done():
        try:
            await asyncio.shield(task)
        except asyncio.CancelledError as error:
            cancelled = error
        except Exception:  # noqa: BLE001 - raised below, from the task itself
            break
    if cancelled is not None:
        if not task.cancelled():
            task.exception()  # seen: a failed write must not hide the cancellation
        raise cancelled
    task.result()


def _encodable(text: str) -> bytes:
    """The text for the JSON parser; a lone surrogate is passed on for it to refuse."""
    return text.encode("utf-8", "surrogatepass")


def _refuse_unstorable(value: object) -> None:
    """Raises UnstorableTextError for NUL, a lone surrogate or a number that is none, anywhere inside."""
    match value:
        case str():
            found = _UNSTORABLE.search(value)
            if found:
                raise UnstorableTextError(f"U+{ord(found.group()):04X}")
        case dict():
            for item in value.values():
                _refuse_unstorable(item)
        case list() | tuple():
            for item in value:
                _refuse_unstorable(item)
        case float() if not isfinite(value):
            raise UnstorableTextError(f"{value} is no JSON number")
        case _:
            pass
