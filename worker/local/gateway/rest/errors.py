"""The refusals of the REST door, shaped as PostgREST shapes them: {code, message, details, hint}.

The numbers come from PostgREST's published error reference (PGRSTxxx codes and its map from SQLSTATE to HTTP
status). Nothing here talks to a database. Tested in tests/unit/test_rest_errors.py.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import psycopg

from worker.errors import RapportError

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+", re.ASCII)  # RFC 9110, 5.6.2
# SQLSTATEs whose status differs from that of their class.
EXACT = {
    "23503": 409,
    "23505": 409,
    "25006": 405,
    "42883": 404,
    "42P01": 404,
    "42P17": 500,
    "53400": 500,
    "57P01": 503,
    "P0001": 400,
}
# The first two letters of a SQLSTATE; whatever is in neither table is the caller's fault: 400.
CLASSES = {
    "08": 503,
    "09": 500,
    "0L": 403,
    "0P": 403,
    "25": 500,
    "28": 403,
    "2D": 500,
    "38": 500,
    "39": 500,
    "3B": 500,
    "40": 500,
    "53": 503,
    "54": 500,
    "55": 500,
    "57": 500,
    "58": 500,
    "F0": 500,
    "HV": 500,
    "P0": 500,
    "XX": 500,
}


class RestError(RapportError):
    """A refusal with its HTTP status; `stale` says that a fresher catalogue might answer otherwise."""

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        details: Any = None,
        hint: str | None = None,
        headers: Mapping[str, str] | None = None,
        stale: bool = False,
    ) -> None:
        super().__init__(message, hint=hint or "")
        self.status = status
        self.code = code
        self.details = details
        self.headers = dict(headers or {})
        self.stale = stale
        if status == 401:  # noqa: PLR2004 - RFC 9110: a 401 names its scheme
            self.headers.setdefault("WWW-Authenticate", "Bearer")

    def body(self) -> bytes:
        """The response body, UTF-8 JSON."""
        return json.dumps(
            {"code": self.code, "message": self.message, "details": self.details, "hint": self.hint or None},
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode("utf-8", "replace")


def unsupported(feature: str) -> RestError:
    """501: `feature` exists in PostgREST and not in the local stack."""
    return RestError(
        501,
        "PGRST127",
        f"The local stack does not support {feature}",
        hint="A Supabase project, or `supabase start`, answers it.",
    )


def unparsable(label: str, text: str, position: int, problem: str) -> RestError:
    """PGRST100: `text` of the parameter `label` stops making sense at `position` (0-based)."""
    return RestError(
        400,
        "PGRST100",
        f'"failed to parse {label} ({text})" (line 1, column {position + 1})',
        details=problem,
    )


def bad_body(message: str) -> RestError:
    """PGRST102: the body of the request is not what its Content-Type promises."""
    return RestError(400, "PGRST102", message)


def bad_range(details: str) -> RestError:
    """PGRST103: the rows asked for cannot exist."""
    return RestError(416, "PGRST103", "Requested range not satisfiable", details=details)


def not_singular(rows: int) -> RestError:
    """PGRST116: a single object was asked for and `rows` is not one."""
    return RestError(
        406,
        "PGRST116",
        "Cannot coerce the result to a single JSON object",
        details=f"The result contains {rows} rows",
    )


def not_countable() -> RestError:
    """PGRST128: max-affected on a function whose result is no set of rows."""
    return RestError(
        400,
        "PGRST128",
        "Function must return SETOF or TABLE when max-affected preference is used with handling=strict",
    )


def no_column(relation: str, column: str) -> RestError:
    """42703 in Postgres's own words, for a name the catalogue does not hold."""
    return RestError(400, "42703", f"column {relation}.{column} does not exist", stale=True)


@dataclass(frozen=True)
class PostgresFault:
    """What Postgres reported, without psycopg around it."""

    sqlstate: str
    message: str
    details: str | None = None
    hint: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


def is_header(name: str, value: str) -> bool:
    """Whether the database's own header can be sent as it is: nothing in it ends a line."""
    return _TOKEN.fullmatch(name) is not None and all(" " <= c <= "~" or c == "\t" for c in value)


def is_status(number: int) -> bool:
    """Whether HTTP servers can send this as a final status."""
    return 200 <= number <= 599  # noqa: PLR2004 - 1xx are no answers


def status_of(fault: PostgresFault, *, authenticated: bool) -> int:
    """The HTTP status of a SQLSTATE; `authenticated` is false for the anon role."""
    state = fault.sqlstate
    if state == "42501":
        return 403 if authenticated else 401
    if state == "21000":
        return 400 if fault.message.endswith("requires a WHERE clause") else 500
    if state == "22023" and fault.message.startswith("role") and fault.message.endswith("does not exist"):
        return 401
    if state.startswith("PT"):
        digits = state[2:]
        valid = digits.isascii() and digits.isdigit() and is_status(int(digits))
        return int(digits) if valid else 500
    return EXACT.get(state) or CLASSES.get(state[:2], 400)


def from_postgres(error: psycopg.Error, *, authenticated: bool) -> RestError:
    """The answer to an error raised by Postgres or by the driver on the way to it."""
    state = error.sqlstate or error.diag.sqlstate
    if state is None:
        return _from_driver(error)
    diag = error.diag
    fault = PostgresFault(state, diag.message_primary or str(error), diag.message_detail, diag.message_hint)
    if state == "PGRST":
        return _from_raise(fault)
    return RestError(
        status_of(fault, authenticated=authenticated),
        state,
        fault.message,
        details=fault.details,
        hint=fault.hint,
    )


def _from_driver(error: psycopg.Error) -> RestError:
    if isinstance(error, psycopg.DataError) and "NUL" in str(error):
        # psycopg refuses what Postgres would: a text with the character zero.
        return RestError(400, "22021", 'invalid byte sequence for encoding "UTF8": 0x00')
    if isinstance(error, psycopg.DataError):
        return RestError(400, "22000", str(error))
    return RestError(503, "PGRST001", "Database client error. Retrying the connection.", details=str(error))


def _from_raise(fault: PostgresFault) -> RestError:
    """`raise sqlstate 'PGRST'`: message and detail are JSON and say everything themselves."""
    try:
        message = json.loads(fault.message)
        detail = json.loads(fault.details or "")
        status = int(detail["status"])
        headers = {str(k): str(v) for k, v in detail["headers"].items()}
        own = RestError(
            status if is_status(status) else 500,
            str(message["code"]),
            str(message["message"]),
            details=message.get("details"),
            hint=message.get("hint"),
            headers=headers,
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        own = None
    if own is not None and all(is_header(name, value) for name, value in own.headers.items()):
        return own
    return RestError(
        500,
        "PGRST121",
        "Could not parse JSON in the \"RAISE SQLSTATE 'PGRST'\" error",
        details=fault.message,
        hint="MESSAGE needs the keys code and message, DETAIL the keys status and headers.",
    )
