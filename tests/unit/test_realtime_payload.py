"""The `data` of an event, as apply_rls builds it."""

import json
from datetime import UTC, datetime

from worker.local.gateway.realtime.catalog import Column, Table
from worker.local.gateway.realtime.payload import TOO_LARGE, UNAUTHORIZED, Event, data, refusal

TABLE = Table(
    1,
    "public",
    "jobs",
    (
        Column("id", "bigint", "int8", is_key=True),
        Column("note", "text", "text", is_key=False),
        Column("cost", "numeric", "numeric", is_key=False),
    ),
)
AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
ALL = frozenset({"id", "note", "cost"})
LIMIT = 1024 * 1024


def update(note: str = '"a"') -> Event:
    """An update of one job."""
    return Event(
        TABLE, "UPDATE", AT, {"id": "1", "note": note, "cost": "0.031000"}, {"id": "1"}, row_security=True
    )


def test_values_are_put_in_as_they_are() -> None:
    """A number keeps the digits Postgres gave it; the time has milliseconds and a Z."""
    text = data(update(), ALL, None, LIMIT)
    assert '"cost":0.031000' in text
    assert json.loads(text)["commit_timestamp"] == "2026-01-02T03:04:05.678Z"
    assert json.loads(text)["errors"] is None


def test_only_readable_columns_are_named() -> None:
    """A column the role may not select is neither in columns nor in record."""
    heard = json.loads(data(update(), frozenset({"id", "cost"}), None, LIMIT))
    assert [column["name"] for column in heard["columns"]] == ["id", "cost"]
    assert set(heard["record"]) == {"id", "cost"}


def test_a_selection_keeps_the_key() -> None:
    """`select` leaves the asked columns and the primary key."""
    heard = json.loads(data(update(), ALL, ("note",), LIMIT))
    assert (set(heard["record"]), heard["old_record"]) == ({"id", "note"}, {"id": 1})


def test_a_record_over_the_limit_keeps_small_values() -> None:
    """Above 1 MiB only values of up to 64 bytes come, and the error says so."""
    heard = json.loads(data(update(json.dumps("x" * LIMIT)), ALL, None, LIMIT))
    assert (heard["record"], heard["errors"]) == ({"id": 1, "cost": 0.031}, [TOO_LARGE])


def test_a_delete_shows_the_key_where_rows_are_protected() -> None:
    """With row security the key is all; without, the whole replica identity."""
    old = {"id": "1", "note": '"a"'}
    guarded = Event(TABLE, "DELETE", AT, {}, old, row_security=True)
    public = Event(TABLE, "DELETE", AT, {}, old, row_security=False)
    assert json.loads(data(guarded, ALL, None, LIMIT))["old_record"] == {"id": 1}
    heard = json.loads(data(public, ALL, None, LIMIT))
    assert (heard["old_record"], "record" in heard) == ({"id": 1, "note": "a"}, False)


def test_a_refusal_holds_no_data() -> None:
    """Who may not read the key learns that something happened, and nothing more."""
    assert json.loads(refusal(TABLE, "UPDATE", UNAUTHORIZED)) == {
        "schema": "public",
        "table": "jobs",
        "commit_timestamp": None,
        "type": "UPDATE",
        "columns": [],
        "record": {},
        "old_record": {},
        "errors": [UNAUTHORIZED],
    }
