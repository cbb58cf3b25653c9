"""Message batches at Claude: made, found again, polled, cancelled, their results read as settlements.

Sends each request once. Whether a creation that failed made a batch is the question everything rests on, so
it is answered here: `BatchRefusedError` says surely not, `BatchUnsureError` says nobody knows. Knows no
database. Tested in tests/integration/test_batches_client.py against the simulator.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self, cast

import anthropic
import httpx2
from anthropic.types import Message
from anthropic.types.messages import MessageBatch, MessageBatchResult
from pydantic import SecretStr

from worker.claude.caller import outcome_of
from worker.claude.client import MOST_CHARACTERS, open_sdk, usage_of
from worker.claude.faults import Fault, StreamMalformedError, classify, errored, is_unbilled, stopped_by
from worker.claude.ledger import NOTHING_USED, Settlement, counted
from worker.clock import Clock
from worker.errors import RapportError

# A creation carries up to our limit of 64 MB; the other requests are small, and results are streamed.
DEADLINE_SECONDS = 300.0
# The whole of a small request (the SDK's timeout is between two bytes); a list may have many pages.
ASKED_SECONDS = 120.0
_TIMEOUT = httpx2.Timeout(60.0, connect=10.0, write=120.0, pool=60.0)
# Batches on one page of the list.
PAGE = 100
_CLIENT_ERRORS = range(400, 500)
# A conflict or a timeout that the API reports may have come after the work.
_MAY_HAVE_WORKED = frozenset({408, 409})

# What reading a result raises that is not as documented: the SDK checks none.
_UNREADABLE = (LookupError, AttributeError, TypeError, ValueError)

Kind = Literal["succeeded", "errored", "canceled", "expired"]


class BatchFaultError(RapportError):
    """A request about batches failed; `fault` says why."""

    code = "batch_fault"

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message, hint=fault.rule.hint)
        self.fault = fault


class BatchRefusedError(BatchFaultError):
    """The batch was surely not made."""

    code = "batch_refused"


class BatchUnsureError(BatchFaultError):
    """Nobody knows whether the batch was made: the list may show it."""

    code = "batch_unsure"


@dataclass(frozen=True, slots=True)
class ProviderBatch:
    """A batch as Claude shows it. requests: how many it holds; ended_at is None while it is in progress."""

    id: str
    requests: int
    created_at: datetime
    ended_at: datetime | None

    @classmethod
    def of(cls, batch: MessageBatch) -> "ProviderBatch":
        """The SDK's object; one that says it has ended ended at the latest at its expiry."""
        counts = batch.request_counts
        total = counts.processing + counts.succeeded + counts.errored + counts.canceled + counts.expired
        ended = (batch.ended_at or batch.expires_at) if batch.processing_status == "ended" else None
        return cls(batch.id, total, batch.created_at, ended)

    @property
    def milliseconds(self) -> int:
        """From its creation to its end; 0 while it is in progress."""
        return 0 if self.ended_at is None else round(1000 * (self.ended_at - self.created_at).total_seconds())


@dataclass(frozen=True, slots=True)
class BatchLine:
    """One result: whose it is, how it ended, and what its call is settled with."""

    custom_id: str
    kind: Kind
    settlement: Settlement


class BatchClient:
    """The API's batches. Make it with `open`; close it when done.

    Args: sdk, with max_retries=0; clock, for reading a retry-after that is a date.
    """

    def __init__(self, sdk: anthropic.AsyncAnthropic, clock: Clock) -> None:
        self._sdk = sdk
        self._clock = clock

    @classmethod
    def open(cls, *, api_key: SecretStr, base_url: str | None, clock: Clock) -> Self:
        """A client for the API at base_url (None: the live one). Sends nothing yet."""
        return cls(open_sdk(api_key=api_key, base_url=base_url, timeout=_TIMEOUT), clock)

    async def close(self) -> None:
        """Give the connections back."""
        await self._sdk.close()

    async def create(self, requests: Sequence[Mapping[str, Any]]) -> ProviderBatch:
        """Hand requests over: [{custom_id, params}].

        Raises:
            BatchRefusedError: no batch was made.
            BatchUnsureError: nobody knows.
        """
        try:
            async with asyncio.timeout(DEADLINE_SECONDS):
                made = await self._sdk.messages.batches.create(requests=cast("Any", list(requests)))
            return ProviderBatch.of(made)
        except Exception as error:
            fault = classify(error, now=self._clock.now())
            raise (BatchRefusedError if _surely_not_made(error) else BatchUnsureError)(fault) from error

    async def retrieve(self, batch_id: str) -> ProviderBatch | None:
        """The batch as it is now; None when Claude does not know it.

        Raises BatchFaultError.
        """
        try:
            async with asyncio.timeout(ASKED_SECONDS):
                return ProviderBatch.of(await self._sdk.messages.batches.retrieve(batch_id))
        except anthropic.NotFoundError:
            return None
        except Exception as error:
            raise self._fault(error) from error

    async def since(self, moment: datetime) -> list[ProviderBatch]:
        """The batches made since then, oldest first.

        Raises BatchFaultError.
        """
        found: list[ProviderBatch] = []
        try:
            async with asyncio.timeout(ASKED_SECONDS):
                async for batch in self._sdk.messages.batches.list(limit=PAGE):
                    if batch.created_at < moment:
                        break
                    found.append(ProviderBatch.of(batch))
        except Exception as error:
            raise self._fault(error) from error
        return found[::-1]

    async def cancel(self, batch_id: str) -> None:
        """Ask Claude to cancel what it has not come to; one that has ended meanwhile is no fault.

        Raises BatchFaultError.
        """
        try:
            async with asyncio.timeout(ASKED_SECONDS):
                await self._sdk.messages.batches.cancel(batch_id)
        except (anthropic.ConflictError, anthropic.BadRequestError, anthropic.NotFoundError):
            return
        except Exception as error:
            raise self._fault(error) from error

    async def lines(self, batch: ProviderBatch) -> AsyncIterator[BatchLine]:
        """The results of a batch that has ended, in no order.

        Raises BatchFaultError, in the middle too: what was read until then is good.
        """
        try:
            async for line in await self._sdk.messages.batches.results(batch.id):
                try:
                    kind, settlement = _read(line.result, batch.milliseconds)
                except _UNREADABLE as error:
                    kind, settlement = "errored", self._unread(error, batch.milliseconds)
                yield BatchLine(line.custom_id, kind, settlement)
        except Exception as error:
            raise self._fault(error) from error

    def _unread(self, error: Exception, milliseconds: int) -> Settlement:
        """Of a result that is none of the API's: what it cost is not known, and the others are read on."""
        fault = classify(StreamMalformedError(type(error).__name__), now=self._clock.now())
        return Settlement(
            "failed", milliseconds, usage=None, error_type=fault.code, error_message=fault.message
        )

    def _fault(self, error: Exception) -> BatchFaultError:
        return BatchFaultError(classify(error, now=self._clock.now()))


def as_requests(bodies: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Rows of generation_batch_bodies as requests of a batch."""
    return [{"custom_id": str(row["custom_id"]), "params": json.loads(row["body"])} for row in bodies]


def _surely_not_made(error: Exception) -> bool:
    """A 4xx of the API itself, or nothing was sent: a proxy's page may stand for a batch that was made."""
    if isinstance(error, anthropic.APIStatusError) and (
        error.status_code not in _CLIENT_ERRORS or error.status_code in _MAY_HAVE_WORKED
    ):
        return False
    return is_unbilled(error)


def _read(result: MessageBatchResult, milliseconds: int) -> tuple[Kind, Settlement]:
    match result.type:
        case "succeeded":
            return "succeeded", _answered(result.message, milliseconds)
        case "errored":
            error = result.error.error
            fault = errored(error.type, error.message)
            return "errored", _unbilled("failed", fault, result.error.request_id)
        case "canceled":
            return "canceled", _unbilled("cancelled", Fault("canceled", "The batch was cancelled at Claude."))
        case "expired":
            return "expired", _unbilled("failed", Fault("expired", "Claude did not come to it within a day."))
        case other:
            raise TypeError(other)


def _answered(message: Message, milliseconds: int) -> Settlement:
    text = "".join(block.text for block in message.content if block.type == "text")
    fault = stopped_by(message.stop_reason)
    if fault is None and not text:
        fault = Fault("invalid_json", "Claude's answer is empty.")
    if len(text) > MOST_CHARACTERS:
        fault = Fault("too_long", f"Claude's answer is longer than {MOST_CHARACTERS} characters.")
    return Settlement(
        outcome=outcome_of(fault),
        milliseconds=milliseconds,
        usage=counted(usage_of(message.usage)),
        stop_reason=message.stop_reason,
        error_type=fault.code if fault else None,
        error_message=fault.message if fault else None,
        response=text[:MOST_CHARACTERS] or None,
    )


def _unbilled(
    outcome: Literal["failed", "cancelled"], fault: Fault, request_id: str | None = None
) -> Settlement:
    return Settlement(
        outcome=outcome,
        milliseconds=0,
        usage=NOTHING_USED,
        request_id=request_id,
        error_type=fault.code,
        error_message=fault.message,
    )
