"""Words the answer: status, Content-Range, Location, Preference-Applied, as PostgREST words them.

Pure. Tested in tests/unit/test_rest_headers.py and tests/integration/test_rest_*.py.
"""

import json
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import Response

from worker.local.gateway.rest.actions import Action
from worker.local.gateway.rest.errors import RestError, bad_range, not_singular
from worker.local.gateway.rest.headers import content_range

_APPLIED = {
    "read": ("count", "handling"),
    "insert": ("resolution", "missing", "return", "count", "handling"),
    "update": ("missing", "return", "count", "handling", "max-affected"),
    "delete": ("return", "count", "handling", "max-affected"),
    "call": ("count", "handling", "max-affected"),
}


@dataclass(frozen=True)
class Result:
    """The one row a statement answers: JSON or CSV text, rows in it, rows there are, rows merged."""

    body: str
    rows: int
    total: int | None
    updated: int | None


def verify_result(action: Action, result: Result) -> None:
    """Refuse what must not be committed: not exactly one row for an object, or more than max-affected."""
    if action.incoming.format.shape == "object" and result.rows != 1:
        raise not_singular(result.rows)
    preferences = action.incoming.preferences
    limit = preferences.max_affected if preferences.handling == "strict" else None
    if limit is not None and action.kind in {"update", "delete", "call"} and result.rows > limit:
        raise RestError(
            400,
            "PGRST124",
            "Query result exceeds max-affected preference constraint",
            details=f"The query affects {result.rows} rows",
        )


def respond(action: Action, result: Result, profile: str | None) -> Response:
    """The answer to a statement that went well; `profile` names the schema a client asked for."""
    headers = {}
    applied = action.incoming.preferences.applied(_APPLIED[action.kind])
    if applied:
        headers["Preference-Applied"] = applied
    if profile:
        headers["Content-Profile"] = profile
    if action.kind in {"read", "call"}:
        return _rows(action, result, headers)
    return _change(action, result, headers)


def _rows(action: Action, result: Result, headers: dict[str, str]) -> Response:
    first = action.window.offset
    headers["Content-Range"] = content_range(first, first + result.rows - 1, result.total)
    status = 200
    if result.total is not None:
        if first > result.total:
            refusal = bad_range(
                f"An offset of {first} was requested, but there are only {result.total} rows."
            )
            refusal.headers["Content-Range"] = headers["Content-Range"]
            return error_response(refusal)
        if result.rows < result.total:
            status = 206
    if action.returns_void:
        return Response(status_code=204, headers=headers)
    if action.kind == "read":
        pairs = sorted(parse_qsl(action.incoming.query_string.decode(), keep_blank_values=True))
        canonical = f"?{urlencode(pairs)}" if pairs else ""
        headers["Content-Location"] = f"/{quote(action.incoming.name)}{canonical}"
    headers["Content-Type"] = action.incoming.format.media_type
    return Response(result.body.encode(), status, headers)


def _change(action: Action, result: Result, headers: dict[str, str]) -> Response:
    preferences = action.incoming.preferences
    counted = result.rows if preferences.count else None
    full = preferences.returning == "representation"
    if action.kind == "insert":
        headers["Content-Range"] = content_range(1, 0, counted)
        merged_all = action.upserts and (result.updated or 0) >= result.rows
        status = 200 if merged_all else 201
        if action.location and result.rows == 1:
            headers["Location"] = _location(action, result.body)
    else:
        last = result.rows - 1 if action.kind == "update" else -1
        first = 0 if action.kind == "update" else 1
        headers["Content-Range"] = content_range(first, last, counted)
        status = 200 if full else 204
    if not full:
        return Response(b"", status, headers)
    headers["Content-Type"] = action.incoming.format.media_type
    return Response(result.body.encode(), status, headers)


def _location(action: Action, body: str) -> str:
    row = json.loads(body)
    pairs = [
        (name, "is.null" if row[name] is None else f"eq.{_plain(row[name])}") for name in action.location
    ]
    return f"/{quote(action.incoming.name)}?{urlencode(pairs)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _header_safe(text: str) -> str:
    """A code in a header: a function may raise any text as its code."""
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in text)


def error_response(error: RestError) -> Response:
    """A refusal as PostgREST sends it, the code also in Proxy-Status for bodiless HEAD."""
    headers = {**error.headers, "Proxy-Status": f"PostgREST; error={_header_safe(error.code)}"}
    return Response(error.body(), error.status, headers, media_type="application/json; charset=utf-8")
