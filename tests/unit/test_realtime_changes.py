"""How messages of the log become row changes."""

from datetime import UTC, datetime

from worker.local.gateway.realtime.changes import collect
from worker.local.gateway.realtime.pgoutput import (
    Begin,
    Commit,
    Delete,
    Insert,
    Relation,
    RelationColumn,
    Truncate,
    Unchanged,
    Update,
)

AT = datetime(2026, 1, 2, tzinfo=UTC)
LATER = datetime(2026, 1, 3, tzinfo=UTC)
JOBS = Relation(
    1,
    "public",
    "jobs",
    "d",
    (RelationColumn("id", 20, is_identity=True), RelationColumn("note", 25, is_identity=False)),
)


def test_changes_keep_order_and_commit_time() -> None:
    """Two transactions come out as their changes, each with its own commit time."""
    batch = collect(
        [
            Begin(1, AT, 500),
            JOBS,
            Insert(1, ("1", "a")),
            Truncate((1,), cascade=False, restart_identity=False),
            Commit(1, 2, AT),
            Begin(3, LATER, 501),
            Delete(1, ("1", None)),
            Commit(3, 4, LATER),
        ]
    )
    insert, delete = batch.changes
    assert (insert.action, insert.new, insert.old, insert.committed_at) == (
        "INSERT",
        {"id": "1", "note": "a"},
        None,
        AT,
    )
    assert (delete.action, delete.new, delete.old, delete.committed_at) == (
        "DELETE",
        None,
        {"id": "1"},
        LATER,
    )
    assert batch.xids == [500, 501]


def test_an_update_has_its_key_as_old_row() -> None:
    """The key is the new row's unless it changed; what is not written is absent, not null."""
    batch = collect(
        [
            Begin(1, AT, 1),
            JOBS,
            Update(1, None, ("1", Unchanged.TOAST)),
            Update(1, ("1", None), ("2", None)),
            Commit(1, 2, AT),
        ]
    )
    same, moved = batch.changes
    assert (same.new, same.old) == ({"id": "1"}, {"id": "1"})
    assert (moved.new, moved.old) == ({"id": "2", "note": None}, {"id": "1"})
