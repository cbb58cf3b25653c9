"""Words the answer: status, Content-Range, Location, Preference-Applied, as PostgREST words them.

Pure. Tested in tests/unit/test_rest_headers.py and tests/integration/test_rest_*.py.
"""

import json
import re
from dataclasses import dataclass
from urllib.parse import parse_qsl, quote, urlencode

from starlette.responses import Response

from worker.local.gateway.rest.actions import Action
from worker.local.gateway.rest.errors import RestError, bad_range, is_header, is_status, not_singular
from worker.local.gateway.rest.headers import content_range

VARY = "Accept, Prefer, Range"
"""The request's headers an answer depends on, for caches."""
_APPLIED = {
    "read": ("count", "handling", "timezone"),
    "insert": ("resolution", "missing", "return", "count", "handling", "timezone"),
    "update": ("missing", "return", "count", "handling", "timezone", "max-affected"),
    "delete": ("return", "count", "handling", "timezone", "max-affected"),
    "call": ("count", "handling", "timezone", "max-affected"),
}


@dataclass(frozen=True)
class Result:
    """The one row a statement answers: JSON or CSV text, rows in it, rows there are, rows merged.

    `headers` and `status` are the texts the database's own code left in response.headers and response.status.
    """

    body: str
    rows: int
    total: int | None
    updated: int | None
    headers: str | None = None
    status: str | None = None


def verify_result(action: Action, result: Result) -> None:
    """Refuse what must not be committed: not exactly one row for an object, or more than max-affected."""
    if action.incoming.format.shape == "object" and result.rows != 1:
        raise not_singular(result.rows)
    preferences = action.incoming.preferences
    limit = preferences.affecting_at_most
    if limit is not None and action.kind in {"update", "delete", "call"} and result.rows > limit:
        raise RestError(
            400,
            "PGRST124",
            "Query result exceeds max-affected preference constraint",
            details=f"The query affects {result.rows} rows",
        )


def respond(action: Action, result: Result, profile: str | None) -> Response:
    """The answer to a statement that went well; `profile` names the schema a client asked for."""
    headers = {"Vary": VARY}
    names = [name for name in _APPLIED[action.kind] if name != "resolution" or action.resolves]
    applied = action.incoming.preferences.applied(names)
    if applied:
        headers["Preference-Applied"] = applied
    if profile:
        headers["Content-Profile"] = profile
    rows = action.kind in {"read", "call"}
    answer = _rows(action, result, headers) if rows else _change(action, result, headers)
    _override(answer, result)
    return answer


def _override(answer: Response, result: Result) -> None:
    """Apply what the database's code set; raises RestError PGRST111 or PGRST112 (500) for what is neither."""
    if result.headers is not None:
        for name, value in _own_headers(result.headers):
            if name.lower() == "set-cookie":
                answer.headers.append(name, value)
            else:
                answer.headers[name] = value
    if result.status is not None:
        number = re.match(r"\d{1,9}", result.status, re.ASCII)
        if not number or not is_status(int(number[0])):
            raise RestError(500, "PGRST112", "response.status guc must be a valid status code")
        answer.status_code = int(number[0])


def _own_headers(text: str) -> list[tuple[str, str]]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        found = None
    listed = found if isinstance(found, list) else [None]
    pairs = [pair for each in listed if isinstance(each, dict) and len(each) == 1 for pair in each.items()]
    good = all(isinstance(value, str) and is_header(name, value) for name, value in pairs)
    if not good or len(pairs) != len(listed):
        message = "must be a JSON array composed of objects with a single key and a string value"
        raise RestError(500, "PGRST111", f"response.headers guc {message}")
    return pairs


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
        headers["Content-Location"] = f"/{quote(action.incoming.name)}{_canonical(action)}"
    headers["Content-Type"] = action.incoming.format.media_type
    return Response(result.body.encode(), status, headers)


def _canonical(action: Action) -> str:
    """The query string in the order of its names, a name that occurs twice once with both values."""
    values: dict[str, list[str]] = {}
    for name, value in sorted(
        parse_qsl(action.incoming.query_string.decode(), keep_blank_values=True), key=lambda pair: pair[0]
    ):
        values.setdefault(name, []).append(quote(value, safe=""))
    pairs = (f"{quote(name, safe='')}={','.join(texts)}" for name, texts in values.items())
    return f"?{'&'.join(pairs)}" if values else ""


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
    return f"/{quote(action.incoming.name)}?{urlencode(pairs, quote_via=quote)}"


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _header_safe(text: str) -> str:
    """A code in a header: a function may raise any text as its code."""
    return "".join(c if c.isascii() and c.isprintable() else "?" for c in text)


def error_response(error: RestError) -> Response:
    """A refusal as PostgREST sends it, the code also in Proxy-Status for bodiless HEAD."""
    own = {"Vary": VARY, "Proxy-Status": f"PostgREST; error={_header_safe(error.code)}"}
    headers = {**own, **error.headers}
    return Response(error.body(), error.status, headers, media_type="application/json; charset=utf-8")
