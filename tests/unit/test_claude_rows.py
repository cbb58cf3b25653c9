"""The facts about the Claude API that the client rests on, row by row: what it does, what becomes of it.

The rows are those of the project's page of API facts: statuses and their classes, what a stream can do, and
its ten lines at the top. The SDK is the real one; under it, in place of a network, stands what the row says.
Of the ten lines 1 and 8 are the database's (tests/sql), 4 also test_claude_requests.py's, 6 is
test_claude_warmup.py's and 9 the message batches'.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from typing import Any

import anthropic
import httpx
import httpx2
import pytest
from postgrest.exceptions import APIError
from pydantic import SecretStr

from tests.unit.engine_rig import request
from worker.claude.client import CallResult, ClaudeClient, open_sdk
from worker.claude.faults import classify
from worker.claude.ledger import NOTHING_USED
from worker.clock import SystemClock
from worker.jobs.patience import passing

CLOCK = SystemClock()
Piece = bytes | Exception | asyncio.Event
STARTED = {
    "input_tokens": 25,
    "cache_creation_input_tokens": 0,
    "cache_read_input_tokens": 0,
    "output_tokens": 1,
}
ENDED = {**STARTED, "output_tokens": 15, "output_tokens_details": {"thinking_tokens": 3}}
TEXT = "One\u2028line, naïvely: {}"


def event(name: str, /, **data: Any) -> bytes:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps({'type': name, **data}, ensure_ascii=False)}\n\n".encode()


START = event(
    "message_start",
    message={
        "id": "msg_01",
        "type": "message",
        "role": "assistant",
        "model": "claude-haiku-5-5",
        "content": [],
        "stop_reason": None,
        "stop_sequence": None,
        "usage": STARTED,
    },
)
THINKING = b"".join(
    (
        event(
            "content_block_start",
            index=0,
            content_block={"type": "thinking", "thinking": "", "signature": ""},
        ),
        event("content_block_delta", index=0, delta={"type": "thinking_delta", "thinking": "hm"}),
        event("content_block_delta", index=0, delta={"type": "signature_delta", "signature": "Eq"}),
        event("content_block_stop", index=0),
    )
)
BLOCK = event("content_block_start", index=1, content_block={"type": "text", "text": ""})
DELTA = event("content_block_delta", index=1, delta={"type": "text_delta", "text": TEXT})
BLOCK_ENDS = event("content_block_stop", index=1)
END = event("message_delta", delta={"stop_reason": "end_turn", "stop_sequence": None}, usage=ENDED)
STOP = event("message_stop")
PING = event("ping")
OPENED = START + THINKING + BLOCK
WHOLE = START + PING + THINKING + BLOCK + DELTA + BLOCK_ENDS + END + STOP


def error(kind: str) -> bytes:
    """An error event."""
    return event("error", error={"type": kind, "message": "said so"})


class Wire:
    """A network that answers every request in the same way. requests: what was sent."""

    def __init__(self, answer: Callable[[httpx2.Request], httpx2.Response]) -> None:
        self._answer = answer
        self.requests: list[httpx2.Request] = []

    def __call__(self, asked: httpx2.Request) -> httpx2.Response:
        """See httpx2.MockTransport."""
        self.requests.append(asked)
        return self._answer(asked)


def streaming(*pieces: Piece) -> Wire:
    """A 200 stream of these bytes; an exception breaks it there, an event is waited for."""

    async def content() -> AsyncIterator[bytes]:
        for piece in pieces:
            if isinstance(piece, Exception):
                raise piece
            if isinstance(piece, asyncio.Event):
                await piece.wait()
            else:
                yield piece

    def answer(_: httpx2.Request) -> httpx2.Response:
        headers = {"content-type": "text/event-stream; charset=utf-8", "request-id": "req_1"}
        return httpx2.Response(200, headers=headers, content=content())

    return Wire(answer)


def refusing(status: int, kind: str | None) -> Wire:
    """A status with its documented body, or with a page when there is none."""
    body = {"type": "error", "error": {"type": kind, "message": "said so"}}

    def answer(_: httpx2.Request) -> httpx2.Response:
        if kind is None:
            return httpx2.Response(status, text="<html></html>", headers={"content-type": "text/html"})
        return httpx2.Response(status, json=body, headers={"request-id": "req_1"})

    return Wire(answer)


def raising(raised: Exception) -> Wire:
    """A network on which every request fails so."""

    def answer(_: httpx2.Request) -> httpx2.Response:
        raise raised

    return Wire(answer)


async def call(wire: Wire, *, deadline_seconds: float = 30.0) -> CallResult:
    """What the client makes of it."""
    async with (
        httpx2.AsyncClient(transport=httpx2.MockTransport(wire)) as http,
        anthropic.AsyncAnthropic(api_key="k", base_url="http://x", max_retries=0, http_client=http) as sdk,
    ):
        return await ClaudeClient(sdk, CLOCK, deadline_seconds=deadline_seconds).call(request())


def code(result: CallResult) -> str | None:
    """The fault's code; None for a whole answer."""
    return None if result.fault is None else result.fault.code


@pytest.mark.parametrize(
    ("status", "kind", "fault", "rule"),
    [
        (400, "invalid_request_error", "bad_request", "permanent"),
        (401, "authentication_error", "key_rejected", "config"),
        (402, "billing_error", "credit_exhausted", "config"),
        (403, "permission_error", "key_rejected", "config"),
        (404, "not_found_error", "model_not_found", "permanent"),
        (408, None, "timeout", "transient"),
        (409, "conflict_error", "server_error", "transient"),
        (413, "request_too_large", "request_too_large", "permanent"),
        (413, None, "request_too_large", "permanent"),
        (422, None, "bad_request", "permanent"),
        (429, "rate_limit_error", "rate_limited", "throttle"),
        (500, "api_error", "server_error", "transient"),
        (503, "api_error", "server_error", "transient"),
        (504, "timeout_error", "timeout", "transient"),
        (529, "overloaded_error", "overloaded", "throttle"),
    ],
)
async def test_a_status_is_sent_once_and_named(status: int, kind: str | None, fault: str, rule: str) -> None:
    """Each row of the table of statuses: one request, its fault; free where the API itself says so,
    of unknown cost where a page stands in its place.
    """
    wire = refusing(status, kind)
    result = await call(wire)
    assert result.fault is not None
    assert (result.fault.code, result.fault.kind) == (fault, rule)
    assert result.usage == (None if kind is None else NOTHING_USED)
    assert [asked.url.path for asked in wire.requests].count("/v1/messages") == 1


@pytest.mark.parametrize(
    ("raised", "fault", "free"),
    [
        (httpx2.ConnectError("refused"), "connection", True),
        (httpx2.ConnectTimeout("no route"), "timeout", True),
        (httpx2.ReadError("reset"), "connection", False),
        (httpx2.ReadTimeout("slow"), "timeout", False),
    ],
)
async def test_no_reply_is_sent_once_and_named(raised: Exception, fault: str, *, free: bool) -> None:
    """The row "no reply": known to be free only where nothing can have arrived."""
    wire = raising(raised)
    result = await call(wire)
    assert result.fault is not None
    assert (result.fault.code, result.fault.kind) == (fault, "transient")
    assert result.usage == (NOTHING_USED if free else None)
    assert len(wire.requests) == 1


# Thirty of them are more than any answer asked for.
_PAGE = {"type": "text_delta", "text": "word " * 8_000}
STREAMS: dict[str, tuple[tuple[Piece, ...], str | None]] = {
    "a whole answer": ((WHOLE,), None),
    "an error event first": ((error("overloaded_error"),), "overloaded"),
    "an error event in the middle": ((OPENED + DELTA + error("overloaded_error"),), "broken_off"),
    "malformed JSON in data": (
        (OPENED + b'event: content_block_delta\ndata: {"type": \n\n',),
        "stream_malformed",
    ),
    "bytes that are no UTF-8": ((OPENED + DELTA.replace(b"index", b"ind\xff\xc3x"),), "stream_malformed"),
    "a text without end": (
        (OPENED, *[event("content_block_delta", index=0, delta=_PAGE)] * 30),
        "too_long",
    ),
    "a connection cut inside the body": (
        (OPENED + DELTA, httpx2.RemoteProtocolError("cut")),
        "stream_cut",
    ),
    "a stall beyond the read timeout": ((START, httpx2.ReadTimeout("slow")), "timeout"),
    "a clean end without message_stop": ((OPENED + DELTA,), "stream_cut"),
    "a clean end after message_delta": ((OPENED + DELTA + BLOCK_ENDS + END,), "stream_cut"),
    "an empty stream": ((b"",), "stream_cut"),
    "events without an event line": (
        (b"".join(line + b"\n" for line in WHOLE.split(b"\n") if not line.startswith(b"event:")),),
        "stream_cut",
    ),
    "an unknown event": (
        (OPENED + event("weather", sky="blue") + DELTA + BLOCK_ENDS + END + STOP,),
        None,
    ),
    "pings between all events": (
        tuple(PING + part + b"\n\n" for part in WHOLE.split(b"\n\n") if part),
        None,
    ),
    "CRLF, in pieces of seven bytes": (
        tuple(
            WHOLE.replace(b"\n", b"\r\n")[at : at + 7]
            for at in range(0, len(WHOLE.replace(b"\n", b"\r\n")), 7)
        ),
        None,
    ),
}


@pytest.mark.parametrize("row", STREAMS)
async def test_a_stream_is_whole_or_has_a_fault(row: str) -> None:
    """Each row of the table of streams: success only with message_stop and end_turn; one request always."""
    pieces, fault = STREAMS[row]
    wire = streaming(*pieces)
    result = await call(wire)
    assert code(result) == fault
    assert len(wire.requests) == 1
    if fault is None:
        assert result.text == TEXT
        assert result.usage is not None
        assert (result.usage.input_tokens, result.usage.output_tokens, result.usage.thinking_tokens) == (
            25,
            15,
            3,
        )
    elif fault == "overloaded":
        assert result.usage == NOTHING_USED
    else:
        assert (result.usage is None) is (result.stop_reason is None)


async def test_content_before_message_start_is_no_answer() -> None:
    """The SDK passes over it, so what remains is not the answer; it is never taken for one."""
    result = await call(streaming(BLOCK + DELTA + START + END + STOP))
    assert result.text == "" or result.fault is not None


async def test_pings_do_not_keep_a_call_alive_for_ever() -> None:
    """Any byte resets the SDK's timeout; the call's own deadline does not move."""
    async with asyncio.timeout(10):
        result = await call(streaming(START, PING, PING, asyncio.Event()), deadline_seconds=0.05)
    assert code(result) == "timeout"


async def test_a_cancelled_call_closes_its_connection() -> None:
    """The cancellation goes up, and the body is read no further."""
    closed, waiting, never = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def content() -> AsyncIterator[bytes]:
        try:
            yield START
            waiting.set()
            await never.wait()
        finally:
            closed.set()

    def answer(_: httpx2.Request) -> httpx2.Response:
        return httpx2.Response(200, headers={"content-type": "text/event-stream"}, content=content())

    calling = asyncio.ensure_future(call(Wire(answer)))
    async with asyncio.timeout(10):
        await waiting.wait()
        calling.cancel()
        with pytest.raises(asyncio.CancelledError):
            await calling
        await closed.wait()


async def test_lines_two_to_five_and_seven_are_in_every_request() -> None:
    """Streamed; a JSON schema; no temperature, no prefill, no forced tool; effort for the stage."""
    wire = streaming(WHOLE)
    await call(wire)
    sent = json.loads(wire.requests[0].content)
    assert sent["stream"] is True
    assert sent["output_config"]["format"]["type"] == "json_schema"
    assert sent["output_config"]["effort"] == "low"
    assert [message["role"] for message in sent["messages"]] == ["user"]
    assert {"temperature", "top_p", "top_k", "tools", "tool_choice", "thinking"}.isdisjoint(sent)


def test_line_three_retries_are_ours_alone() -> None:
    """The SDK that the worker opens retries nothing, whatever the address."""
    for address in (None, "http://127.0.0.1:1"):
        sdk = open_sdk(api_key=SecretStr("k"), base_url=address, timeout=httpx2.Timeout(1.0))
        assert sdk.max_retries == 0


def test_line_ten_the_two_http_libraries_are_told_apart() -> None:
    """Claude's table knows httpx2's errors, the database's httpx's; neither takes the other's for its own."""
    assert classify(httpx2.ReadTimeout("slow"), now=CLOCK.now()).kind == "transient"
    assert classify(httpx.ReadTimeout("slow"), now=CLOCK.now()).code == "unexpected"
    assert passing(httpx.ReadTimeout("slow"))
    assert not passing(httpx2.ReadTimeout("slow"))
    assert passing(APIError({"code": "57014"}))
