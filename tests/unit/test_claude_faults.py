"""classify(): what the SDK and its transport raise, as the class that decides what happens next."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import anthropic
import httpx2
import pytest
from pydantic import ValidationError

from worker.claude.faults import (
    LONGEST_WAIT_SECONDS,
    RULES,
    StreamCutError,
    StreamMalformedError,
    classify,
    is_unbilled,
    retry_after,
    stopped_by,
)
from worker.domain.drafts import DialogueDraft

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
REQUEST = httpx2.Request("POST", "http://127.0.0.1/v1/messages")


async def sdk_error(
    status: int, body: Any = None, headers: dict[str, str] | None = None, *, text: str | None = None
) -> anthropic.APIStatusError:
    """The exception the SDK itself raises for such a response."""

    def answer(_: httpx2.Request) -> httpx2.Response:
        if text is not None:
            return httpx2.Response(status, text=text, headers=headers)
        return httpx2.Response(status, json=body, headers=headers)

    async with (
        httpx2.AsyncClient(transport=httpx2.MockTransport(answer)) as http,
        anthropic.AsyncAnthropic(
            api_key="k", base_url="http://127.0.0.1", max_retries=0, http_client=http
        ) as client,
    ):
        try:
            async with client.messages.stream(
                model="claude-haiku-5-5", max_tokens=8, messages=[{"role": "user", "content": "hi"}]
            ) as stream:
                await stream.until_done()
        except anthropic.APIStatusError as error:
            return error
    pytest.fail("the SDK raised nothing")


def error_body(kind: str, message: str = "said so", code: str | None = None) -> dict[str, Any]:
    """A documented error body."""
    error: dict[str, Any] = {"type": kind, "message": message}
    if code:
        error["details"] = {"error_code": code}
    return {"type": "error", "error": error}


@pytest.mark.parametrize(
    ("status", "code"),
    [
        (502, "server_error"),
        (413, "request_too_large"),
        (529, "overloaded"),
        (429, "rate_limited"),
        (418, "bad_request"),
    ],
)
async def test_a_page_of_a_proxy_is_classified_by_its_status(status: int, code: str) -> None:
    """A body that is no error object has no type, so the status decides."""
    error = await sdk_error(status, text="<html>go away</html>", headers={"content-type": "text/html"})
    assert classify(error, now=NOW).code == code


@pytest.mark.parametrize(
    ("status", "body", "reason"),
    [
        (429, error_body("rate_limit_error", code="enforced_spend_limit_reached"), "spend_limit"),
        (429, error_body("rate_limit_error", code="contract_spend_limit_reached"), "spend_limit"),
        (402, error_body("billing_error", code="linked_organization_spend_limit_reached"), "spend_limit"),
        (
            400,
            error_body("invalid_request_error", "You have reached your specified API usage limits. Wait."),
            "spend_limit",
        ),
        (
            400,
            error_body("invalid_request_error", "Your credit balance is too low to access the API."),
            "credit_exhausted",
        ),
    ],
)
async def test_a_spend_limit_is_no_throttling(status: int, body: dict[str, Any], reason: str) -> None:
    """A limit on money stops the worker, whether it arrives as a 429, a 402 or a 400."""
    fault = classify(await sdk_error(status, body), now=NOW)
    assert (fault.kind, fault.code, fault.after) == ("config", reason, None)


async def test_acceleration_is_throttling() -> None:
    """A 429 for a sharp ramp is waited out like any other."""
    body = error_body("rate_limit_error", code="ramp_limit_exceeded")
    fault = classify(await sdk_error(429, body, {"retry-after": "12"}), now=NOW)
    assert (fault.kind, fault.after) == ("throttle", 12.0)


@pytest.mark.parametrize(
    ("kind", "code"),
    [("overloaded_error", "overloaded"), ("api_error", "server_error"), ("rate_limit_error", "rate_limited")],
)
async def test_an_error_inside_a_stream_is_known_by_its_type(kind: str, code: str) -> None:
    """An error event in a 200 stream is an APIStatusError of status 200; only its type says what it is."""
    event = f"event: error\ndata: {json.dumps(error_body(kind))}\n\n"
    error = await sdk_error(200, text=event, headers={"content-type": "text/event-stream"})
    assert type(error) is anthropic.APIStatusError
    assert classify(error, now=NOW).code == code


@pytest.mark.parametrize("status", [400, 401, 403, 408, 409, 413, 429, 500, 502, 503, 504, 529])
async def test_only_the_apis_own_refusal_is_known_to_be_free(status: int) -> None:
    """The API's error body with its request id, in the header or the body, was not billed. What a proxy puts
    in an answer's place may hide one that was: a page, JSON of its own, or the API's type without an id.
    """
    own = error_body("api_error")
    assert is_unbilled(await sdk_error(status, own, {"request-id": "req_1"}))
    assert is_unbilled(await sdk_error(status, {**own, "request_id": "req_1"}))
    assert not is_unbilled(await sdk_error(status, own))
    for body in ({"message": "blocked"}, {"error": {"type": "api_error"}}, [own], None):
        assert not is_unbilled(await sdk_error(status, body, {"request-id": "req_1"})), body
    assert not is_unbilled(await sdk_error(status, text="<html></html>", headers={"request-id": "req_1"}))
    assert not is_unbilled(await sdk_error(status, text="", headers={"request-id": "req_1"}))


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (anthropic.APITimeoutError(request=REQUEST), "timeout"),
        (httpx2.ReadTimeout("slow", request=REQUEST), "timeout"),
        (TimeoutError(), "timeout"),
        (anthropic.APIConnectionError(request=REQUEST), "connection"),
        (httpx2.ConnectError("no route", request=REQUEST), "connection"),
        (httpx2.RemoteProtocolError("cut", request=REQUEST), "stream_cut"),
        (httpx2.ReadError("reset", request=REQUEST), "stream_cut"),
        (StreamCutError(), "stream_cut"),
        (StreamMalformedError("IndexError"), "stream_malformed"),
        (json.JSONDecodeError("bad", "x", 0), "stream_malformed"),
    ],
)
def test_what_breaks_below_the_api_is_transient(error: Exception, code: str) -> None:
    """Transport errors reach us unwrapped; each is tried again, at most twice."""
    fault = classify(error, now=NOW)
    assert (fault.code, fault.kind, fault.rule.again) == (code, "transient", 2)
    assert not is_unbilled(error)


def test_what_is_not_in_the_table_is_not_retried() -> None:
    """An exception nobody foresaw fails the item at once: attempts cost money."""
    fault = classify(KeyError("what"), now=NOW)
    assert (fault.kind, fault.rule.again, fault.rule.item_again) == ("permanent", 0, False)


@pytest.mark.parametrize("cause", [httpx2.ConnectError, httpx2.ConnectTimeout, httpx2.ProxyError])
def test_a_refused_connection_cost_nothing(cause: type[httpx2.TransportError]) -> None:
    """A request that never left is known to be free: no route, nobody there, a proxy that lets nobody out."""
    error = anthropic.APIConnectionError(request=REQUEST)
    error.__cause__ = cause("refused", request=REQUEST)
    assert is_unbilled(error)


@pytest.mark.parametrize(("text", "code"), [("{", "invalid_json"), ('{"turns": [{}]}', "schema_mismatch")])
def test_an_answer_that_does_not_fit_is_a_bad_answer(text: str, code: str) -> None:
    """Broken JSON and a missing field are told apart, and the message does not repeat the answer."""
    with pytest.raises(ValidationError) as caught:
        DialogueDraft.model_validate_json(text)
    fault = classify(caught.value, now=NOW)
    assert (fault.code, fault.kind) == (code, "bad_answer")


@pytest.mark.parametrize(
    ("stop_reason", "code"),
    [
        ("refusal", "refusal"),
        ("max_tokens", "truncated"),
        ("model_context_window_exceeded", "context_window"),
        ("pause_turn", "unexpected_stop"),
        ("tool_use", "unexpected_stop"),
        (None, "unexpected_stop"),
    ],
)
def test_only_end_turn_is_a_success(stop_reason: str | None, code: str) -> None:
    """Every other stop_reason has an outcome of its own."""
    fault = stopped_by(stop_reason)
    assert fault is not None
    assert fault.code == code
    assert stopped_by("end_turn") is None


@pytest.mark.parametrize(
    ("headers", "seconds"),
    [
        ({"retry-after": "1"}, 1.0),
        ({"retry-after": "1.5"}, 1.5),
        ({"retry-after": "3600"}, LONGEST_WAIT_SECONDS),
        ({"retry-after": "-4"}, 0.0),
        ({"retry-after": "garbage"}, None),
        ({"retry-after": "nan"}, None),
        ({"retry-after": "inf"}, LONGEST_WAIT_SECONDS),
        ({"retry-after-ms": "300", "retry-after": "9"}, 0.3),
        ({"retry-after": "Sun, 22 Nov 2026 12:00:20 GMT"}, 20.0),
        ({"retry-after": "Sun, 22 Nov 2026 11:00:00 GMT"}, 0.0),
        ({}, None),
    ],
)
def test_retry_after_is_honoured_up_to_a_minute(headers: dict[str, str], seconds: float | None) -> None:
    """Seconds, milliseconds and dates are read; nonsense is nothing; no server makes us wait an hour."""
    assert retry_after(headers, NOW) == seconds


def test_a_date_without_a_zone_is_utc() -> None:
    """An HTTP date that names no zone does not raise."""
    date = (NOW + timedelta(seconds=5)).strftime("%a, %d %b %Y %H:%M:%S -0000")
    assert retry_after({"retry-after": date}, NOW) == 5.0


def test_every_rule_says_what_to_do() -> None:
    """Each fault has a hint for the operator, and none is retried more than twice."""
    assert all(rule.hint.endswith(".") and rule.again <= 2 for rule in RULES.values())


async def test_what_a_fault_says_can_be_stored() -> None:
    """NUL and lone surrogates in the API's words, or in a field's name, stand as escapes: it is stored."""
    refused = await sdk_error(
        400, text='{"error": {"type": "invalid_request_error", "message": "a\\u0000b"}}'
    )
    halved = await sdk_error(429, text='{"error": {"type": "rate_limit_error", "message": "a\\ud800b"}}')
    with pytest.raises(ValidationError) as caught:
        DialogueDraft.model_validate_json('{"turns": [], "a\\u0000b": 1}')
    for error, escape in ((refused, "a\\u0000b"), (halved, "a\\ud800b"), (caught.value, "a\\u0000b")):
        assert escape in classify(error, now=NOW).message
