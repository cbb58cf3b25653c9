"""What can go wrong on the wire, and when: by schedule, or by a seeded roll per request.

The roll depends on seed, request and how often that request was seen, never on the order in which
concurrent calls arrive, so that a run can be repeated. Tested in tests/unit/test_simulator_faults.py and,
through the SDK, in tests/integration/test_simulator_faults.py.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from worker.local.simulator.refusals import Refusal


class FaultKind(StrEnum):
    """The protocol faults, by name."""

    RATE_LIMIT = "rate_limit"  # 429, with retry-after
    RAMP_LIMIT = "ramp_limit"  # 429 ramp_limit_exceeded, with retry-after
    SPEND_CAP = "spend_cap"  # 429 enforced_spend_limit_reached
    USAGE_LIMIT = "usage_limit"  # 400, the workspace's own spend limit
    OVERLOADED = "overloaded"  # 529
    STATUS_400 = "status_400"
    STATUS_401 = "status_401"
    STATUS_402 = "status_402"
    STATUS_403 = "status_403"
    STATUS_404 = "status_404"
    STATUS_408 = "status_408"
    STATUS_409 = "status_409"
    STATUS_413 = "status_413"
    STATUS_422 = "status_422"
    STATUS_500 = "status_500"
    STATUS_502 = "status_502"
    STATUS_503 = "status_503"
    STATUS_504 = "status_504"
    PAGE_413 = "page_413"  # 413 with text/html and no request id: something before Claude refused it
    PAGE_502 = "page_502"  # 502 likewise, in place of an answer that was written whole, and is billed
    HTML = "html"  # 200 with text/html
    ERROR_FIRST = "error_first"  # an error event before message_start, status 200
    ERROR_MID = "error_mid"  # an error event among the deltas
    CUT = "cut"  # the connection breaks inside the body
    CUT_FIRST = "cut_first"  # it breaks before any event, when part of the answer was written
    STALL = "stall"  # nothing comes for stall_seconds, then the answer goes on
    CLEAN_EOF = "clean_eof"  # the stream ends in order, without message_stop
    EMPTY = "empty"  # 200 and no event at all
    MALFORMED = "malformed"  # a data line that is no JSON
    NAMELESS = "nameless"  # events without their event lines
    UNKNOWN_EVENT = "unknown_event"  # an event of no known name among the deltas; the answer is whole
    CHOPPED = "chopped"  # lines end with CRLF and arrive seven bytes at a time; the answer is whole
    EARLY = "early"  # the content comes before message_start
    MAX_TOKENS = "max_tokens"  # the answer is truncated
    CONTEXT_WINDOW = "context_window"  # truncated, with stop_reason model_context_window_exceeded
    PAUSE_TURN = "pause_turn"  # truncated, with stop_reason pause_turn
    REFUSAL = "refusal"  # stop_reason refusal, no content


@dataclass(frozen=True)
class Fault:
    """One fault. retry_after is sent as it is with an error answer, None sends none.

    share: how much of the text is written before a fault in mid-stream, from 0 to 1.
    error_type: the type in an error event.
    """

    kind: FaultKind
    retry_after: str | None = None
    share: float = 0.5
    error_type: str = "overloaded_error"

    def refusal(self) -> Refusal | None:
        """The error answer this fault amounts to; None when the status is 200."""
        if self.kind not in _ANSWERS:
            return None
        status, message, code = _ANSWERS[self.kind]
        headers = {} if self.retry_after is None else {"retry-after": self.retry_after}
        return Refusal(status, message, error_code=code, headers=headers)


_ANSWERS: Mapping[FaultKind, tuple[int, str, str]] = {
    FaultKind.RATE_LIMIT: (
        429,
        "This request would exceed the rate limit for your organization of 1,000 requests per minute.",
        "",
    ),
    FaultKind.RAMP_LIMIT: (429, "Your usage has risen too fast.", "ramp_limit_exceeded"),
    FaultKind.SPEND_CAP: (
        429,
        "Your organization has reached its spend limit.",
        "enforced_spend_limit_reached",
    ),
    FaultKind.USAGE_LIMIT: (
        400,
        "You have reached your specified API usage limits. You will regain access on 2026-12-01.",
        "",
    ),
    FaultKind.OVERLOADED: (529, "Overloaded", ""),
    FaultKind.STATUS_400: (400, "messages: invalid request (injected)", ""),
    FaultKind.STATUS_401: (401, "invalid authentication credentials", ""),
    FaultKind.STATUS_402: (402, "Your credit balance is too low to access the Anthropic API.", ""),
    FaultKind.STATUS_403: (403, "Your API key does not have permission to use the specified resource.", ""),
    FaultKind.STATUS_404: (404, "model: not found (injected)", ""),
    FaultKind.STATUS_408: (408, "Request timed out", ""),
    FaultKind.STATUS_409: (409, "Conflict", ""),
    FaultKind.STATUS_422: (422, "messages: cannot be processed (injected)", ""),
    FaultKind.STATUS_413: (413, "Request exceeds the maximum allowed number of bytes.", ""),
    FaultKind.STATUS_500: (500, "Internal server error", ""),
    FaultKind.STATUS_502: (502, "Bad gateway", ""),
    FaultKind.STATUS_503: (503, "Service unavailable", ""),
    FaultKind.STATUS_504: (504, "Request timed out", ""),
}  # fmt: skip
# Those with which a retry-after comes.
THROTTLES = frozenset({FaultKind.RATE_LIMIT, FaultKind.RAMP_LIMIT})
_RETRY_AFTER = ("1", "20", "3600", "garbage")


def roll(*parts: object) -> float:
    """A number from 0 up to 1 that depends on nothing but `parts`."""
    text = "\x1f".join(str(part) for part in parts)
    number = int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big")
    return number / 2**64


def pick(seed: int, digest: str, attempt: int, rates: Mapping[FaultKind, float]) -> Fault | None:
    """The fault a request meets at these rates, if any.

    Args:
        seed: of the simulator.
        digest: of the request.
        attempt: how often this request was seen, from 1.
        rates: share of requests, from 0 to 1, by kind; their sum is the share of requests with a fault.
    """
    point = roll(seed, "fault", digest, attempt)
    for kind in sorted(rates):
        point -= rates[kind]
        if point < 0:
            chosen = int(roll(seed, "retry-after", digest, attempt) * len(_RETRY_AFTER))
            retry_after = _RETRY_AFTER[chosen] if kind in THROTTLES else None
            return Fault(kind, retry_after=retry_after, share=roll(seed, "share", digest, attempt))
    return None
