"""One request to Claude, sent once and read to its end: no retries, no ledger, no queue.

Always streamed, and read without the SDK's typed events, which cost as much as all else together: twenty
conversations at once are some 5,000 events a second. A call succeeded only if message_stop was seen and
stop_reason is end_turn: a stream that ends cleanly in the middle raises nothing. `Reception` is what has
arrived so far and can be read when the call was cancelled. Tested in tests/integration/test_engine_client.py
against the simulator.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Protocol, Self

import anthropic
import httpx2
from anthropic.types import MessageDeltaUsage, RawMessageDeltaEvent, RawMessageStartEvent
from anthropic.types import Usage as ClaudeUsage
from pydantic import SecretStr

from worker.claude.catalogue import Ending, ending, retirement
from worker.claude.faults import (
    AnswerTooLongError,
    Fault,
    StreamCutError,
    StreamMalformedError,
    classify,
    is_unbilled,
    stopped_by,
)
from worker.claude.ledger import NOTHING_USED, Usage, counted
from worker.clock import Clock
from worker.settings import is_loopback

LIVE_URL = "https://api.anthropic.com"
# A call's whole time. The longest answer asked for is some 20,000 tokens: five minutes at 70 tokens a second.
DEADLINE_SECONDS = 600.0
# Between two bytes. The first may wait for the schema's grammar, which Claude compiles for up to 180 seconds.
READ_SECONDS = 200.0
TIMEOUTS = httpx2.Timeout(READ_SECONDS, connect=10.0, write=60.0, pool=60.0)
# How many calls are in flight is the limiter's to say. An idle connection is dropped before servers drop it
# (five seconds is common): a request sent into a closing one breaks, and nobody knows if it was billed.
_POOL = httpx2.Limits(max_connections=None, max_keepalive_connections=100, keepalive_expiry=3.0)
# Far above any answer asked for; an endless stream must not fill the memory.
MOST_CHARACTERS = 1_000_000
# After message_stop the answer is whole: so long its stream may take to end, so that its connection serves
# again.
LINGER_SECONDS = 1.0
_EVENTS = "text/event-stream"
# What the SDK's reading of a stream raises when the events are not those of the protocol.
_MALFORMED = (LookupError, RuntimeError, AttributeError, AssertionError, TypeError, ValueError)


class Sendable(Protocol):
    """What can be sent: a CallRequest of the pipeline, or the doctor's trial."""

    def body(self) -> dict[str, Any]:
        """The arguments of messages.stream."""
        ...


@dataclass(slots=True)
class Reception:
    """What has been received of one answer, up to now. headers: of the answer, or of its refusal."""

    headers: Mapping[str, str] = field(default_factory=dict)
    began: bool = False
    ended: bool = False
    request_id: str | None = None
    stop_reason: str | None = None
    texts: list[str] = field(default_factory=list)
    characters: int = 0
    _usage: Usage | None = None
    _is_final: bool = False

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.texts)

    @property
    def usage(self) -> Usage | None:
        """Tokens used, as Claude counted them at the end of the answer; None before, or when a count is none.

        A stream that broke off may be billed for more than arrived (thinking is not shown), so what it used
        is not known, and its reservation stays as the upper bound.
        """
        return counted(self._usage) if self._is_final and self._usage else None

    def begin(self, usage: ClaudeUsage) -> None:
        """message_start was seen.

        Raises StreamMalformedError for a second one: what either of them is billed at is not known then.
        """
        if self.began:
            self._is_final = False
            raise StreamMalformedError("a second message_start")
        self.began = True
        self._usage = usage_of(usage)

    def add(self, text: object) -> None:
        """A piece of a text block.

        Raises AnswerTooLongError above MOST_CHARACTERS, TypeError for what is no text.
        """
        if not isinstance(text, str):
            raise TypeError(type(text).__name__)
        self.texts.append(text)
        self.characters += len(text)
        if self.characters > MOST_CHARACTERS:
            raise AnswerTooLongError(f"more than {MOST_CHARACTERS} characters")

    def conclude(self, stop_reason: object, usage: MessageDeltaUsage) -> None:
        """message_delta was seen: its counts are totals, and those it leaves out stand as they were.

        Raises TypeError for a stop_reason that is no text, StreamMalformedError where no message began: what
        it leaves out was never counted then.
        """
        if self._usage is None:
            raise StreamMalformedError("message_delta before message_start")
        if not isinstance(stop_reason, str | None):
            raise TypeError(type(stop_reason).__name__)
        self.stop_reason = stop_reason or self.stop_reason
        before = self._usage
        written = usage.cache_creation_input_tokens
        details = usage.output_tokens_details
        self._usage = Usage(
            input_tokens=before.input_tokens if usage.input_tokens is None else usage.input_tokens,
            cache_write_5m_tokens=before.cache_write_5m_tokens
            if written is None
            else written - before.cache_write_1h_tokens,
            cache_write_1h_tokens=before.cache_write_1h_tokens,
            cache_read_tokens=before.cache_read_tokens
            if usage.cache_read_input_tokens is None
            else usage.cache_read_input_tokens,
            output_tokens=usage.output_tokens,
            thinking_tokens=(details.thinking_tokens if details else None) or 0,  # billed as output
        )
        self._is_final = True


def usage_of(usage: ClaudeUsage) -> Usage:
    """What a message used, by kind, as Claude counted it."""
    written = usage.cache_creation_input_tokens or 0
    written_1h = usage.cache_creation.ephemeral_1h_input_tokens if usage.cache_creation else 0
    details = usage.output_tokens_details
    return Usage(
        input_tokens=usage.input_tokens,
        cache_write_5m_tokens=written - written_1h,
        cache_write_1h_tokens=written_1h,
        cache_read_tokens=usage.cache_read_input_tokens or 0,
        output_tokens=usage.output_tokens,
        thinking_tokens=(details.thinking_tokens if details else None) or 0,  # billed as output
    )


@dataclass(frozen=True, slots=True)
class CallResult:
    """How a call ended. fault is None for a whole answer; text is what was received, whole or not.

    usage is None when it is not known.
    """

    text: str
    fault: Fault | None
    usage: Usage | None
    stop_reason: str | None
    request_id: str | None


def open_sdk(
    *, api_key: SecretStr, base_url: str | None, timeout: httpx2.Timeout
) -> anthropic.AsyncAnthropic:
    """The SDK's client for the API at base_url (None: the live one), without retries of its own.

    A proxy from the environment does not see what stays on this machine. Sends nothing yet.
    """
    address = base_url or LIVE_URL
    http = anthropic.DefaultAsyncHttpxClient(
        timeout=timeout, limits=_POOL, trust_env=not is_loopback(address)
    )
    return anthropic.AsyncAnthropic(
        api_key=api_key.get_secret_value(),
        base_url=address,
        timeout=timeout,
        max_retries=0,
        http_client=http,
    )


class ClaudeClient:
    """The API. Make it with `open`; close it when done.

    Args: sdk, with max_retries=0: retries are the caller's; clock, for reading a retry-after that is a date;
    deadline_seconds, a call's whole time.
    """

    def __init__(
        self, sdk: anthropic.AsyncAnthropic, clock: Clock, *, deadline_seconds: float = DEADLINE_SECONDS
    ) -> None:
        self._sdk = sdk
        self._clock = clock
        self._deadline_seconds = deadline_seconds

    @classmethod
    def open(
        cls,
        *,
        api_key: SecretStr,
        base_url: str | None,
        clock: Clock,
        deadline_seconds: float = DEADLINE_SECONDS,
    ) -> Self:
        """A client for the API at base_url (None: the live one). Sends nothing yet."""
        sdk = open_sdk(api_key=api_key, base_url=base_url, timeout=TIMEOUTS)
        return cls(sdk, clock, deadline_seconds=deadline_seconds)

    async def close(self) -> None:
        """Give the connections back."""
        await self._sdk.close()

    async def ending(self, model: str) -> Ending | None:
        """How a model ends, asked for free; None while it is active. Raises LOOK_FAILED (catalogue)."""
        return await ending(self._sdk, model)

    async def call(
        self,
        request: Sendable,
        *,
        reception: Reception | None = None,
        began: Callable[[], None] = lambda: None,
    ) -> CallResult:
        """Send the request and read its answer to the end. Raises nothing but CancelledError.

        Args:
            request: what to send.
            reception: filled as the answer arrives, so that a cancelled caller can see what came.
            began: called at message_start.
        """
        reception = reception or Reception()
        try:
            async with asyncio.timeout(self._deadline_seconds):
                await self._receive(request.body(), reception, began)
        except Exception as error:  # noqa: BLE001 - every failure becomes a value
            if reception.ended:
                # The answer is whole, and paid for: how its stream ends is no matter.
                return _whole(reception)
            fault = classify(error, now=self._clock.now())
            if reception.began and fault.kind == "throttle":
                # What has begun is billed: to ask again is a retry, of which there are few.
                fault = replace(fault, code="broken_off", after=None)
            if fault.code == "model_not_found":
                fault = await retirement(self._sdk, request.body()["model"]) or fault
            free = not reception.began and is_unbilled(error)
            usage = NOTHING_USED if free else reception.usage
            return CallResult(reception.text, fault, usage, reception.stop_reason, reception.request_id)
        return _whole(reception)

    async def _receive(self, body: dict[str, Any], reception: Reception, began: Callable[[], None]) -> None:
        try:
            async with self._sdk.messages.with_streaming_response.create(stream=True, **body) as stream:
                reception.request_id = stream.request_id
                reception.headers = stream.headers
                kind = stream.headers.get("content-type", _EVENTS)
                if not kind.startswith(_EVENTS):
                    raise StreamMalformedError(kind)  # a page of somebody's in between
                events = anthropic.AsyncStream.raw_events(stream.http_response)
                try:
                    async for event in events:
                        _take(event.event, event.data, stream.http_response, reception, began)
                        if reception.ended:
                            break
                except _MALFORMED as error:
                    raise StreamMalformedError(type(error).__name__) from error
                if reception.ended:
                    async with asyncio.timeout(LINGER_SECONDS):
                        async for _ in events:
                            pass
        except anthropic.APIStatusError as error:
            reception.request_id = error.request_id or reception.request_id
            reception.headers = error.response.headers
            raise
        if not reception.ended:
            raise StreamCutError


def _whole(reception: Reception) -> CallResult:
    """What came of a call whose answer arrived to its end."""
    fault = stopped_by(reception.stop_reason)
    return CallResult(reception.text, fault, reception.usage, reception.stop_reason, reception.request_id)


def _take(
    name: str | None, data: str, response: httpx2.Response, reception: Reception, began: Callable[[], None]
) -> None:
    """One event of a stream into the reception; pings and what is not known here are passed over.

    Raises APIStatusError for an error event, and one of _MALFORMED for what is none of the protocol's.
    """
    match name:
        case "content_block_delta" if reception.began:  # the SDK, too, passes over what comes before
            delta = json.loads(data)["delta"]
            if delta["type"] == "text_delta":
                reception.add(delta["text"])
        case "content_block_start" if reception.began:
            block = json.loads(data)["content_block"]
            if block["type"] == "text" and block.get("text"):  # empty, as documented; the SDK reads it too
                reception.add(block["text"])
        case "message_start":
            reception.begin(RawMessageStartEvent.construct(**json.loads(data)).message.usage)
            began()
        case "message_delta":
            event = RawMessageDeltaEvent.construct(**json.loads(data))
            reception.conclude(event.delta.stop_reason, event.usage)
        case "message_stop" if reception.began:
            reception.ended = True
        case "error":
            body = json.loads(data)
            raise anthropic.APIStatusError(str(body), response=response, body=body)
        case _:
            pass
