"""From a stream of pgoutput messages to row changes with named columns.

Pure. A row image holds only the columns the log holds: an untouched TOAST value and what is no part of the
replica identity are absent, not null. Tested in tests/unit/test_realtime_changes.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from worker.local.gateway.realtime.bindings import Action
from worker.local.gateway.realtime.pgoutput import (
    Begin,
    Delete,
    Insert,
    Message,
    Relation,
    Row,
    Unchanged,
    Update,
)

Image = dict[str, str | None]
"""Column name to the text Postgres wrote, or None for NULL."""


@dataclass(frozen=True)
class RowChange:
    """One committed change.

    Attributes:
        new: the row after it; None for DELETE.
        old: the replica identity's columns before it (the primary key, unless the table says otherwise);
            None for INSERT.
    """

    relation: Relation
    action: Action
    committed_at: datetime
    new: Image | None
    old: Image | None


@dataclass
class ChangeBatch:
    """What one read of the slot held.

    Attributes:
        changes: in commit order.
        xids: the 32-bit ids of the transactions.
    """

    changes: list[RowChange] = field(default_factory=list)
    xids: list[int] = field(default_factory=list)


def collect(messages: Iterable[Message]) -> ChangeBatch:
    """The changes in a read of the slot.

    A read starts with its own Relation messages and ends at a commit, so nothing is carried over.
    Truncate and the rest are left out: Realtime has no event for them.
    """
    batch = ChangeBatch()
    relations: dict[int, Relation] = {}
    committed_at: datetime | None = None
    for message in messages:
        if isinstance(message, Begin):
            committed_at = message.committed_at
            batch.xids.append(message.xid)
        elif isinstance(message, Relation):
            relations[message.oid] = message
        elif isinstance(message, Insert | Update | Delete) and committed_at is not None:
            batch.changes.append(_change(relations[message.relation_oid], message, committed_at))
    return batch


def _change(relation: Relation, message: Insert | Update | Delete, at: datetime) -> RowChange:
    if isinstance(message, Insert):
        return RowChange(relation, "INSERT", at, _image(relation, message.new), None)
    if isinstance(message, Delete):
        return RowChange(relation, "DELETE", at, None, _identity(relation, message.old))
    old = message.new if message.old is None else message.old
    return RowChange(relation, "UPDATE", at, _image(relation, message.new), _identity(relation, old))


def _image(relation: Relation, row: Row) -> Image:
    pairs = zip(relation.columns, row, strict=True)
    return {column.name: value for column, value in pairs if not isinstance(value, Unchanged)}


def _identity(relation: Relation, row: Row) -> Image:
    keep = {column.name for column in relation.columns if column.is_identity}
    return {name: value for name, value in _image(relation, row).items() if name in keep}
