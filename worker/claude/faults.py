"""What can go wrong with a call to Claude, as values: `classify` reads an exception, `RULES` says what to do.

The class of an exception alone is never trusted: an overload inside a stream arrives as a plain
APIStatusError with status 200, a broken connection as an httpx2 error that is no APIError, a spend limit as
a RateLimitError (claude_api.md sections 1 and 5). What is not in the table is not retried. Pure; tested in
tests/unit/test_claude_faults.py with the SDK's own exception objects.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Literal

import anthropic
import httpx2
from pydantic import ValidationError

from worker.claude.ledger import storable

# transient: try again. throttle: wait, no attempt is spent. permanent: this request will never work.
# config: nothing will work until a person does something. bad_answer: answered, but not what was asked for.
Kind = Literal["transient", "throttle", "permanent", "config", "bad_answer"]

# The fault of an answer that is to be replayed and is not there: nothing was asked.
NOT_KEPT = "not_kept"
# A server's wish to wait longer is cut to this (reliability.md): then one looks again.
LONGEST_WAIT_SECONDS = 60.0
_MESSAGE_CHARACTERS = 300


class StreamCutError(Exception):
    """The stream ended without message_stop."""


class StreamMalformedError(Exception):
    """The stream's events are not those of the protocol."""


class AnswerTooLongError(Exception):
    """More text than any stage asks for."""


class UnstorableTextError(Exception):
    """The answer holds NUL or a lone surrogate, which no database column can."""


@dataclass(frozen=True, slots=True)
class Rule:
    """What to do about a fault.

    again: how often the same call is tried again within a run. item_again: whether another run of the item
    may end differently. hint: for the operator.
    """

    kind: Kind
    again: int
    item_again: bool
    hint: str


@dataclass(frozen=True, slots=True)
class Fault:
    """A classified fault.

    after: seconds the server asked to wait, None when it did not say. hint: what to do, where more is known
    than the rule says.
    """

    code: str
    message: str
    after: float | None = None
    hint: str = ""

    @property
    def rule(self) -> Rule:
        """The rule of this fault's code."""
        return RULES[self.code]

    @property
    def advice(self) -> str:
        """What to do about it."""
        return self.hint or self.rule.hint

    @property
    def kind(self) -> Kind:
        """See Kind."""
        return self.rule.kind


def _transient(hint: str) -> Rule:
    return Rule("transient", again=2, item_again=True, hint=hint)


def _throttle(hint: str) -> Rule:
    return Rule("throttle", again=0, item_again=True, hint=hint)


def _permanent(hint: str) -> Rule:
    return Rule("permanent", again=0, item_again=False, hint=hint)


def _config(hint: str) -> Rule:
    return Rule("config", again=0, item_again=True, hint=hint)


_WAIT = "Claude was unreachable or unwell for a moment; retry the item when it is back."
_AGAIN = "Retry the item; if it happens again, look at the answer in generation_responses."

RULES: Mapping[str, Rule] = {
    "rate_limited": _throttle("The worker waits by itself, and sends fewer calls at once for a while."),
    "overloaded": _throttle("Claude has too much to do; the worker waits by itself."),
    "server_error": _transient(_WAIT),
    "timeout": _transient(_WAIT),
    "connection": _transient("Check the network and ANTHROPIC_BASE_URL; then retry the item."),
    "stream_cut": _transient(_WAIT),
    "broken_off": _transient("Claude had too much to do and stopped in mid-answer; retry the item later."),
    "stream_malformed": _transient("Something between here and Claude changes the answer: check proxies."),
    "key_rejected": _config("Set a valid ANTHROPIC_API_KEY with access to the model and restart the worker."),
    "credit_exhausted": _config("Buy credit for the Anthropic account; the jobs then go on by themselves."),
    "spend_limit": _config("Raise the spend limit in the Claude console, or wait until it resets."),
    "bad_request": _permanent("This version and the API disagree: run `rapport doctor`, report the message."),
    "model_not_found": _permanent("Choose a model that exists: `rapport doctor` lists what the key can use."),
    "model_retired": _permanent("Choose another in options.models: `rapport doctor` names its successor."),
    "request_too_large": _permanent("Shorten the template, the guide or the example conversation."),
    "unknown_price": _permanent("Add the model's prices to generation_prices, or choose another model."),
    "expired": _transient("Claude did not come to it within a day; retry the item, or deliver it live."),
    "canceled": _transient("The batch was cancelled at Claude; retry the item."),
    "no_result": _transient(
        "The batch's results did not name it; what it cost is not known. Retry the item."
    ),
    "batch_too_large": _transient("The worker makes smaller batches by itself."),
    NOT_KEPT: _permanent("Raw answers are kept for 30 days: generate it anew, or annotate it anew."),
    "unexpected": _permanent("This is a fault of the worker: report the message."),
    "refusal": Rule("bad_answer", 0, item_again=False, hint="Claude declined: reword the plan or template."),
    "truncated": Rule("bad_answer", 1, item_again=False, hint="The answer is too long: ask for less a turn."),
    "context_window": Rule("bad_answer", 0, item_again=False, hint="Shorten the prompt or the example."),
    "unexpected_stop": Rule("bad_answer", 1, item_again=True, hint=_AGAIN),
    "too_long": Rule("bad_answer", 1, item_again=True, hint=_AGAIN),
    "invalid_json": Rule("bad_answer", 1, item_again=True, hint=_AGAIN),
    "schema_mismatch": Rule("bad_answer", 1, item_again=True, hint=_AGAIN),
    "unstorable_text": Rule("bad_answer", 1, item_again=True, hint=_AGAIN),
}

# In this order: a timeout of the connection is a connection that failed, and so on.
_BY_CLASS: tuple[tuple[tuple[type[Exception], ...], str, str], ...] = (
    (
        (anthropic.APITimeoutError, httpx2.TimeoutException, TimeoutError),
        "timeout",
        "Claude did not answer in time",
    ),
    ((anthropic.APIConnectionError,), "connection", "No connection to Claude"),
    (
        (StreamCutError, httpx2.RemoteProtocolError, httpx2.ReadError, httpx2.CloseError),
        "stream_cut",
        "Claude's answer broke off before its end",
    ),
    ((httpx2.TransportError,), "connection", "No connection to Claude"),
    (
        (StreamMalformedError, json.JSONDecodeError, anthropic.APIResponseValidationError),
        "stream_malformed",
        "Claude's answer was not in the form the API documents",
    ),
    ((UnstorableTextError,), "unstorable_text", "Claude's answer holds characters no database can"),
    ((AnswerTooLongError,), "too_long", "Claude's answer is longer than anything asked for"),
)
# error.type of a body, wherever it arrives: as a status or as an event in a 200 stream.
_BY_TYPE: Mapping[str, str] = {
    "rate_limit_error": "rate_limited",
    "overloaded_error": "overloaded",
    "api_error": "server_error",
    "timeout_error": "timeout",
    "conflict_error": "server_error",
    "authentication_error": "key_rejected",
    "permission_error": "key_rejected",
    "billing_error": "credit_exhausted",
    "not_found_error": "model_not_found",
    "request_too_large": "request_too_large",
    "invalid_request_error": "bad_request",
}
# Asked only when the body has no type that is known (an HTML page of a proxy, an empty body).
_BY_STATUS: Mapping[int, str] = {
    401: "key_rejected",
    402: "credit_exhausted",
    403: "key_rejected",
    404: "model_not_found",
    408: "timeout",
    409: "server_error",
    413: "request_too_large",
    429: "rate_limited",
    504: "timeout",
    529: "overloaded",
}
# error.details.error_code, which names the cause more closely than the type.
_BY_CODE: Mapping[str, str] = {
    "enforced_spend_limit_reached": "spend_limit",
    "contract_spend_limit_reached": "spend_limit",
    "linked_organization_spend_limit_reached": "spend_limit",
    "linked_organization_billing_unavailable": "credit_exhausted",
    "user_profile_billing_not_authorized": "credit_exhausted",
    "organization_on_hold": "key_rejected",
}
# A 400 whose cause is only in its words: the documented wordings of an own spend limit and of ended credit.
_BY_WORDS: tuple[tuple[str, str], ...] = (
    ("specified api usage limits", "spend_limit"),
    ("credit balance is too low", "credit_exhausted"),
)
_BY_STOP_REASON: Mapping[str, str] = {
    "refusal": "refusal",
    "max_tokens": "truncated",
    "model_context_window_exceeded": "context_window",
}


def classify(error: Exception, *, now: datetime) -> Fault:
    """What went wrong, from whatever the SDK, its transport or our own checks raised.

    Args:
        error: the exception.
        now: the wall clock, for a retry-after that is a date.
    """
    fault = _classify(error, now)
    # It ends as the reason in an item's row; the API's words and a field's name may hold what no row can.
    return replace(fault, message=storable(fault.message))


def _classify(error: Exception, now: datetime) -> Fault:
    if isinstance(error, anthropic.APIStatusError):
        return _classify_status(error, now)
    if isinstance(error, ValidationError):
        return _classify_validation(error)
    for classes, code, message in _BY_CLASS:
        if isinstance(error, classes):
            what = str(error) if isinstance(error, StreamMalformedError) else _name(error)
            return Fault(code, f"{message} ({what})."[:_MESSAGE_CHARACTERS])
    return Fault("unexpected", f"{_name(error)}: {error}"[:_MESSAGE_CHARACTERS])


def stopped_by(stop_reason: str | None) -> Fault | None:
    """What a whole answer's stop_reason says: None for end_turn, the only one that is a success."""
    if stop_reason == "end_turn":
        return None
    code = _BY_STOP_REASON.get(stop_reason or "", "unexpected_stop")
    words = {
        "refusal": "Claude declined to answer.",
        "truncated": "Claude's answer reached max_tokens before its end.",
        "context_window": "The request and its answer do not fit the model's context window.",
    }
    return Fault(code, words.get(code, f"Claude stopped with {stop_reason!r}."[:_MESSAGE_CHARACTERS]))


def errored(error_type: str, message: str) -> Fault:
    """What the error of one request of a message batch says; it was not billed."""
    code = _BY_TYPE.get(error_type, "server_error")
    return Fault(code, f"Claude answered {error_type}: {message.strip()}"[:_MESSAGE_CHARACTERS])


def told(code: str | None, message: str | None) -> Fault:
    """A fault as the ledger has it; a code this version does not know is one that may pass."""
    known = code if code is not None and code in RULES else "server_error"
    return Fault(known, message or "It failed and did not say why.")


def is_unbilled(error: Exception) -> bool:
    """Whether a request whose answer had not begun surely cost nothing.

    The API itself refused it (its error body, with its request id), as a status or as a stream's first event;
    or no connection was made, so that nothing was sent. Whatever else answers stands between here and Claude,
    which may have written, and billed, an answer that a proxy then turned into a page of its own.
    """
    if isinstance(error, anthropic.APIStatusError):
        return _is_the_apis_own(error)
    if isinstance(error, anthropic.APIConnectionError):
        return isinstance(error.__cause__, httpx2.ConnectError | httpx2.ConnectTimeout | httpx2.ProxyError)
    return False


def _is_the_apis_own(error: anthropic.APIStatusError) -> bool:
    body = error.body
    if not isinstance(body, Mapping) or body.get("type") != "error" or error.type is None:
        return False
    return bool(error.request_id or body.get("request_id"))


def _classify_status(error: anthropic.APIStatusError, now: datetime) -> Fault:
    code = _code_of(error)
    said = (_words(error.api_message) or error.message).strip()
    message = f"Claude answered {_words(error.type) or error.status_code}: {said}"[:_MESSAGE_CHARACTERS]
    after = None
    if RULES[code].kind in ("throttle", "transient"):
        after = retry_after(error.response.headers, now)
    return Fault(code, message, after)


def _code_of(error: anthropic.APIStatusError) -> str:
    if (error.error_code or "") in _BY_CODE:
        return _BY_CODE[error.error_code or ""]
    said = _words(error.api_message).casefold()
    for words, code in _BY_WORDS:
        if words in said:
            return code
    if _words(error.type) in _BY_TYPE:
        return _BY_TYPE[_words(error.type)]
    if error.status_code in _BY_STATUS:
        return _BY_STATUS[error.status_code]
    if error.status_code >= 500:  # noqa: PLR2004 - HTTP's server errors
        return "server_error"
    return "bad_request"


def _classify_validation(error: ValidationError) -> Fault:
    first = error.errors(include_url=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        return Fault("invalid_json", "Claude's answer is not JSON.")
    place = ".".join(str(step) for step in first["loc"])
    return Fault(
        "schema_mismatch",
        f"Claude's answer does not fit its schema: {place}: {first['msg']}"[:_MESSAGE_CHARACTERS],
    )


def retry_after(headers: Mapping[str, str], now: datetime) -> float | None:
    """The seconds a response asks to wait, from 0 to LONGEST_WAIT_SECONDS; None when it says nothing usable.

    Reads retry-after-ms first, then retry-after as seconds or as an HTTP date, as the SDK does.
    """
    seconds = _number(headers.get("retry-after-ms"))
    if seconds is not None:
        seconds /= 1000
    else:
        text = headers.get("retry-after")
        seconds = _number(text)
        if seconds is None and text:
            seconds = _seconds_until(text, now)
    if seconds is None:
        return None
    return min(max(seconds, 0.0), LONGEST_WAIT_SECONDS)


def _words(said: object) -> str:
    """What a body says; "" when that is no text. The SDK hands on whatever stands there."""
    return said if isinstance(said, str) else ""


def _name(error: Exception) -> str:
    return type(error.__cause__ or error).__name__


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if number == number else None  # noqa: PLR0124 - NaN is no number of seconds


def _seconds_until(text: str, now: datetime) -> float | None:
    try:
        date = parsedate_to_datetime(text)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp() - now.timestamp()
    except (ValueError, OverflowError):
        return None
