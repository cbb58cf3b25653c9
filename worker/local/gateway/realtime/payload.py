"""The `data` of a postgres_changes event, as supabase/realtime's apply_rls builds it.

Pure; values are JSON texts already. Tested in tests/unit/test_realtime_payload.py.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

from worker.local.gateway.realtime.bindings import Action
from worker.local.gateway.realtime.catalog import Table

TOO_LARGE: Final = "Error 413: Payload Too Large"
NO_KEY: Final = "Error 400: Bad Request, no primary key"
UNAUTHORIZED: Final = "Error 401: Unauthorized"
_SMALL_BYTES: Final = 64
"""Of a record over the limit only values up to this size are sent (apply_rls)."""
_PER_COLUMN_BYTES: Final = 50
"""About what wal2json writes around a value: `{"name":"","type":"","typeoid":,"value":}`."""


@dataclass(frozen=True)
class Event:
    """One change with its values as JSON texts. `old` as in RowChange."""

    table: Table
    action: Action
    committed_at: datetime
    new: Mapping[str, str]
    old: Mapping[str, str]
    row_security: bool

    def size(self) -> int:
        """About the bytes the real server's record would have, which its 1 MiB limit is about."""
        total = 0
        for fields in (self.new, self.old):
            for name, text in fields.items():
                total += len(name) + len(text.encode()) + _PER_COLUMN_BYTES
        return total


def data(
    event: Event, readable: frozenset[str], select: tuple[str, ...] | None, max_record_bytes: int
) -> str:
    """The JSON text of the event for a role that may read `readable` and asked for `select`.

    Over `max_record_bytes` only small values are kept and `errors` says so.
    """
    table, large = event.table, event.size() > max_record_bytes
    keys = {column.name for column in table.keys}

    def wanted(name: str) -> bool:
        return name in readable and (select is None or name in select or name in keys)

    def small(text: str) -> bool:
        return not large or (text != "null" and len(text.encode()) <= _SMALL_BYTES)

    def record(fields: Mapping[str, str], allowed: Callable[[str], bool]) -> str:
        return _object({name: text for name, text in fields.items() if allowed(name) and small(text)})

    columns = [
        _object({"name": json.dumps(column.name), "type": json.dumps(column.type_name)})
        for column in table.columns
        if wanted(column.name)
    ]
    parts = {
        "schema": json.dumps(table.schema),
        "table": json.dumps(table.name),
        "commit_timestamp": json.dumps(_timestamp(event.committed_at)),
        "type": json.dumps(event.action),
        "columns": "[" + ",".join(columns) + "]",
    }
    if event.action != "DELETE":
        parts["record"] = record({**event.old, **event.new}, wanted)
    if event.action == "UPDATE":
        parts["old_record"] = record(event.old, wanted)
    if event.action == "DELETE":
        # Row security cannot be asked about a row that is gone: the key is all anybody gets.
        hidden = event.row_security
        parts["old_record"] = record(event.old, lambda name: wanted(name) and (name in keys or not hidden))
    parts["errors"] = json.dumps([TOO_LARGE] if large else None)
    return _object(parts)


def refusal(table: Table, action: Action, error: str) -> str:
    """The JSON text sent to a subscriber who may not even read the primary key, or where there is none."""
    parts = {
        "schema": json.dumps(table.schema),
        "table": json.dumps(table.name),
        "commit_timestamp": "null",
        "type": json.dumps(action),
        "columns": "[]",
        "record": "{}",
    }
    if action == "UPDATE":
        parts["old_record"] = "{}"
    parts["errors"] = json.dumps([error])
    return _object(parts)


def _timestamp(at: datetime) -> str:
    """UTC with milliseconds and a Z."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _object(fields: Mapping[str, str]) -> str:
    return "{" + ",".join(f"{json.dumps(name)}:{text}" for name, text in fields.items()) + "}"
