"""Streams and refusals nobody documents: each becomes a value with a reason, and a bill that is never short.

Beside the documented rows of test_claude_rows.py: what a proxy, a fault of the provider or an enemy may send.
The SDK is the real one. An answer that arrived to its message_stop is paid for and is never asked for again,
however its stream ends.
"""

import asyncio
import json
from typing import Any

import anthropic
import httpx2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import seeded
from tests.unit.test_claude_faults import NOW
from tests.unit.test_claude_rows import (
    BLOCK,
    BLOCK_ENDS,
    DELTA,
    END,
    ENDED,
    OPENED,
    PING,
    START,
    STOP,
    TEXT,
    THINKING,
    WHOLE,
    Piece,
    Wire,
    call,
    code,
    error,
    event,
    streaming,
)
from worker.claude import catalogue, client
from worker.claude.faults import RULES, classify, stopped_by


def said(text: Any, index: int = 1) -> bytes:
    """A piece of a text block."""
    return event("content_block_delta", index=index, delta={"type": "text_delta", "text": text})


def ended(reason: Any = "end_turn", usage: Any = ENDED) -> bytes:
    """message_delta."""
    return event("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage=usage)


SECOND = event("content_block_start", index=2, content_block={"type": "text", "text": ""})
INITIAL = event("content_block_start", index=1, content_block={"type": "text", "text": "One\u2028line, "})
EMPTY = event("content_block_start", index=3, content_block={"type": "text", "text": ""})
DEEP = b"event: content_block_delta\ndata: " + b"[" * 100_000 + b"\n\n"
# The answer is TEXT, and its bill is that of ENDED.
WHOLE_ALL_THE_SAME: dict[str, tuple[Piece, ...]] = {
    "a cut after message_stop": (WHOLE, httpx2.RemoteProtocolError("cut")),
    "a reset after message_stop": (WHOLE, httpx2.ReadError("reset")),
    "an error event after message_stop": (WHOLE + error("overloaded_error"),),
    "text after message_stop": (WHOLE + DELTA,),
    "another message after message_stop": (WHOLE + WHOLE,),
    "nonsense after message_stop": (WHOLE + b"event: message_delta\ndata: {\n\n",),
    "comments": (b": one\n\n" + WHOLE.replace(b"event: content", b": two\nevent: content"),),
    "a flood of pings": (OPENED, PING * 20_000, DELTA + BLOCK_ENDS + END + STOP),
    "unknown kinds of delta and of block": (
        OPENED
        + event("content_block_delta", index=1, delta={"type": "emoji_delta", "emoji": "x"})
        + event("content_block_start", index=2, content_block={"type": "sculpture"})
        + DELTA
        + END
        + STOP,
    ),
    "two text blocks": (
        OPENED + said(TEXT[:5]) + BLOCK_ENDS + SECOND + said(TEXT[5:], 2) + EMPTY + END + STOP,
    ),
    "a block that begins with text": (START + INITIAL + said("naïvely: {}") + BLOCK_ENDS + END + STOP,),
    "one byte at a time": tuple(WHOLE[at : at + 1] for at in range(len(WHOLE))),
    "keys in another order": (
        OPENED
        + b'event: content_block_delta\ndata: {"delta": {"text": '
        + json.dumps(TEXT).encode()
        + b', "type": "text_delta"}, "index": 1, "type": "content_block_delta"}\n\n'
        + END
        + STOP,
    ),
    "a key twice": (OPENED + DELTA.replace(b'{"type"', b'{"delta": 1, "type"', 1) + END + STOP,),
}


@pytest.mark.parametrize("row", WHOLE_ALL_THE_SAME)
async def test_an_answer_that_arrived_whole_is_taken_whatever_stands_around_it(row: str) -> None:
    """message_stop was seen: the text is the answer and its counts the bill."""
    result = await call(streaming(*WHOLE_ALL_THE_SAME[row]))
    assert (code(result), result.text) == (None, TEXT)
    assert result.usage is not None
    assert (result.usage.input_tokens, result.usage.output_tokens) == (25, 15)


async def test_a_stream_that_is_not_closed_after_its_answer_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """message_stop, then pings and silence: the answer is given out at once, long before the deadline."""
    monkeypatch.setattr(client, "LINGER_SECONDS", 0.02)
    async with asyncio.timeout(10):
        result = await call(streaming(WHOLE, PING, asyncio.Event()), deadline_seconds=600)
    assert (code(result), result.text) == (None, TEXT)


MALFORMED: dict[str, tuple[bytes, ...]] = {
    "a message begins twice": (OPENED + DELTA + START + DELTA + END + STOP,),
    "a message begins again after its end was counted": (OPENED + DELTA + END + START + DELTA + STOP,),
    "no message begins": (BLOCK + DELTA + ended(usage={"output_tokens": 15}) + STOP,),
    "a byte order mark hides the beginning": (b"\xef\xbb\xbf" + WHOLE,),
    "a text that is null": (OPENED + said(None) + END + STOP,),
    "a text that is a list": (OPENED + said(["a"]) + END + STOP,),
    "a delta without a type": (OPENED + event("content_block_delta", index=1, delta={}) + END + STOP,),
    "deep nesting in an event": (OPENED + DEEP + END + STOP,),
    "a stop_reason that is a list": (OPENED + DELTA + ended(["end_turn"]) + STOP,),
    "a stop_reason that is a number": (OPENED + DELTA + ended(5) + STOP,),
    "usage that is a list": (OPENED + DELTA + ended(usage=[]) + STOP,),
    "no usage": (OPENED + DELTA + event("message_delta", delta={"stop_reason": "end_turn"}) + STOP,),
    "message_start without a message": (b"event: message_start\ndata: null\n\n" + DELTA + END + STOP,),
}


@pytest.mark.parametrize("row", MALFORMED)
async def test_a_stream_that_is_none_of_the_protocols_says_so_and_its_bill_is_open(row: str) -> None:
    """Never taken for an answer, never booked as free or by half a count: its reservation stays."""
    result = await call(streaming(*MALFORMED[row]))
    assert (code(result), result.usage) == ("stream_malformed", None)


@pytest.mark.parametrize("count", [10**30, 2**40, 10_000_001])
async def test_counts_no_model_can_reach_leave_the_cost_unknown(count: int) -> None:
    """A number the ledger has no room for is no count: the answer is good, its reservation stays."""
    result = await call(streaming(OPENED + DELTA + ended(usage={**ENDED, "output_tokens": count}) + STOP))
    assert (result.text, result.fault, result.usage) == (TEXT, None, None)


@pytest.mark.parametrize(
    ("answer", "what"),
    [
        (httpx2.Response(200, html="<p>Sign in</p>"), "text/html"),
        (httpx2.Response(200, json={"type": "message", "content": []}), "application/json"),
    ],
)
async def test_a_page_in_place_of_a_stream_is_named_for_what_it_is(
    answer: httpx2.Response, what: str
) -> None:
    """A proxy's sign-in page with status 200 is no answer that broke off: the reason says what came."""
    result = await call(Wire(lambda _: answer))
    assert result.fault is not None
    assert (result.fault.code, result.usage) == ("stream_malformed", None)
    assert what in result.fault.message


async def test_thinking_without_a_text_is_an_empty_answer_at_full_price() -> None:
    """Only thinking blocks: nothing to read, and what it cost is known."""
    result = await call(streaming(START + THINKING + END + STOP))
    assert (result.text, result.fault) == ("", None)
    assert result.usage is not None
    assert result.usage.output_tokens == 15


@pytest.mark.parametrize(
    ("reason", "fault"),
    [
        ("pause_turn", "unexpected_stop"),
        ("tool_use", "unexpected_stop"),
        ("stop_sequence", "unexpected_stop"),
        ("refusal", "refusal"),
        ("model_context_window_exceeded", "context_window"),
        ("x" * 10_000, "unexpected_stop"),
        (None, "unexpected_stop"),
    ],
)
async def test_every_other_end_is_a_named_fault_at_its_known_price(reason: str | None, fault: str) -> None:
    """Success is end_turn alone; a reason is short enough for a row."""
    result = await call(streaming(OPENED + DELTA + ended(reason) + STOP))
    assert result.fault is not None
    assert (result.fault.code, result.usage is not None) == (fault, True)
    assert len(result.fault.message) <= 300
    assert stopped_by(reason) == result.fault


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
BODY = JSON | st.fixed_dictionaries(
    {"error": JSON | st.fixed_dictionaries({}, optional={"type": JSON, "message": JSON, "details": JSON})}
)
HEADER = st.text(st.characters(min_codepoint=32, max_codepoint=126)) | st.sampled_from(
    [
        "Mon, 01 Jan 99999999999999999999 00:00:00 GMT",
        "Mon, 01 Jan 0001 00:00:00 +2359",
        "1e999",
        "-inf",
        "nan",
    ]
)


@seeded(300)
@given(status=st.sampled_from([200, 400, 404, 429, 500, 529, 599]), body=BODY, header=HEADER)
def test_whatever_a_refusal_says_it_is_a_fault_with_a_rule(status: int, body: Any, header: str) -> None:
    """Any JSON as the body, any text as retry-after: classified, short, and never an exception of its own."""
    request = httpx2.Request("POST", "http://x/v1/messages")
    answer = httpx2.Response(status, headers={"retry-after": header}, request=request)
    fault = classify(anthropic.APIStatusError(str(body), response=answer, body=body), now=NOW)
    assert fault.rule is RULES[fault.code]
    assert fault.after is None or 0 <= fault.after <= 60
    assert len(fault.message) <= 6 * 300  # escapes of what no row can hold


async def test_a_catalogue_that_never_ends_its_answer_does_not_hold_the_call(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The model is unknown, and the look at what became of it drips for ever: the call ends all the same."""
    monkeypatch.setattr(catalogue, "LOOK_SECONDS", 0.02)

    async def dripping() -> Any:
        yield b"{"
        await asyncio.Event().wait()

    def answer(asked: httpx2.Request) -> httpx2.Response:
        if asked.method == "POST":
            return httpx2.Response(
                404, json={"type": "error", "error": {"type": "not_found_error", "message": "model: x"}}
            )
        return httpx2.Response(200, content=dripping(), headers={"content-type": "application/json"})

    async with asyncio.timeout(10):
        assert code(await call(Wire(answer))) == "model_not_found"
