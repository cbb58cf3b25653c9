"""What comes in: a request without its transport, and its body read as rows or arguments.

Pure. The body is looked at only for its keys; its values go to Postgres as they came. Raises RestError
PGRST102 (400) for bodies, PGRST204 (400) for unknown columns. Tested in tests/unit/test_rest_sql.py.
"""

import json
from dataclasses import dataclass
from typing import Any, NoReturn

from worker.local.gateway.rest.catalogue import ColumnInfo, Relation
from worker.local.gateway.rest.errors import RestError, bad_body, unsupported
from worker.local.gateway.rest.headers import Format, Preferences
from worker.local.gateway.rest.query import Query
from worker.local.gateway.rest.writes import Payload


@dataclass(frozen=True)
class Incoming:
    """A request without its transport; `media_type` is that of the body, `range` the Range header."""

    method: str
    name: str
    query_string: bytes
    body: bytes
    media_type: str
    preferences: Preferences
    format: Format
    range: str | None = None


def fills_defaults(preferences: Preferences, payload: Payload) -> bool:
    """Whether absent keys are to be filled by a default there is."""
    return preferences.missing == "default" and any(c.default_sql is not None for c in payload.columns)


def known_column(relation: Relation, column: str) -> ColumnInfo:
    """The column, or PGRST204 (400)."""
    found = relation.columns.get(column)
    if found is None:
        raise RestError(
            400,
            "PGRST204",
            f"Could not find the '{column}' column of '{relation.name}' in the schema cache",
            stale=True,
        )
    return found


def read_payload(incoming: Incoming, query: Query, relation: Relation) -> Payload:
    """The body of an INSERT or UPDATE: one object or rows with the same keys, unless columns= names them."""
    _require_json(incoming)
    parsed = read_json(incoming.body)
    if isinstance(parsed, dict):
        keys = list(parsed)
    elif isinstance(parsed, list):
        keys = _shared_keys(parsed, named=query.columns is not None)
    else:
        raise bad_body("All object keys must match")
    if query.columns is not None:
        keys = list(query.columns)
    columns = tuple(known_column(relation, key) for key in keys)
    return Payload(incoming.body.decode(), isinstance(parsed, dict), columns)


def _shared_keys(rows: list[Any], *, named: bool) -> list[str]:
    if not rows:
        return []
    if not all(isinstance(row, dict) for row in rows):
        raise bad_body("All object keys must match")
    first = rows[0]
    if not named and any(row.keys() != first.keys() for row in rows):
        raise bad_body("All object keys must match")
    return list(first)


def _require_json(incoming: Incoming) -> None:
    if incoming.media_type in {"", "application/json"}:
        return
    if incoming.media_type in {"text/csv", "application/x-www-form-urlencoded"}:
        raise unsupported(f"a body of type {incoming.media_type}")
    raise bad_body(f"Content-Type not acceptable: {incoming.media_type}")


def read_call_body(incoming: Incoming) -> object:
    """The JSON of a call by POST; no body is an empty object."""
    if incoming.media_type in {"text/plain", "text/xml", "application/octet-stream"}:
        raise unsupported(f"calling a function with a body of type {incoming.media_type}")
    _require_json(incoming)
    return read_json(incoming.body) if incoming.body.strip() else {}


def read_json(body: bytes) -> object:
    """The body as JSON, strictly: NaN, Infinity, bad UTF-8 and endless nesting are PGRST102."""

    def refuse(_: str) -> NoReturn:
        raise ValueError

    try:
        found: object = json.loads(body.decode(), parse_constant=refuse)
    except (ValueError, RecursionError) as error:
        raise bad_body("Empty or invalid json") from error
    return found
