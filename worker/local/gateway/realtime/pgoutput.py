"""Decodes the messages of Postgres' `pgoutput` plugin, protocol version 1.

Pure: bytes in, dataclasses out; no connection, no catalogue, no clock. The format is the PostgreSQL
manual's chapter "Logical Replication Message Formats". Values stay the text Postgres wrote.
Tested in tests/unit/test_realtime_pgoutput.py.
"""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

from worker.errors import RapportError

_EPOCH: Final = datetime(2000, 1, 1, tzinfo=UTC)
"""Postgres counts microseconds from here (manual, "Logical Replication Message Formats")."""


class DecodeError(RapportError):
    """A message is cut short, has bytes left over, or is of a kind protocol version 1 does not know."""

    code = "pgoutput"


class Unchanged(Enum):
    """Stands for a TOASTed value the update did not touch: Postgres does not write it to the log again."""

    TOAST = "unchanged"


Row = tuple[str | Unchanged | None, ...]
"""One value per column of the relation, in its order: text, NULL, or not written."""


@dataclass(frozen=True)
class Begin:
    """A committed transaction starts. `xid` is the 32-bit transaction id."""

    final_lsn: int
    committed_at: datetime
    xid: int


@dataclass(frozen=True)
class Commit:
    """The transaction ends."""

    commit_lsn: int
    end_lsn: int
    committed_at: datetime


@dataclass(frozen=True)
class Origin:
    """The transaction came from another server."""

    commit_lsn: int
    name: str


@dataclass(frozen=True)
class RelationColumn:
    """A column as it was when the change was written. `is_identity`: part of the replica identity."""

    name: str
    type_oid: int
    is_identity: bool


@dataclass(frozen=True)
class Relation:
    """Describes a table before its first change in a stream. Hashable, so that it can key a cache.

    Attributes:
        replica_identity: `d` default (primary key), `n` nothing, `f` full, `i` an index.
    """

    oid: int
    schema: str
    table: str
    replica_identity: str
    columns: tuple[RelationColumn, ...]


@dataclass(frozen=True)
class Type:
    """Names a type that is not built in."""

    oid: int
    schema: str
    name: str


@dataclass(frozen=True)
class Insert:
    """A new row."""

    relation_oid: int
    new: Row


@dataclass(frozen=True)
class Update:
    """A changed row.

    Attributes:
        old: the whole old row (identity full), or its key columns with the rest None (the key changed);
            None when Postgres wrote neither, so the key is the new row's.
    """

    relation_oid: int
    old: Row | None
    new: Row


@dataclass(frozen=True)
class Delete:
    """A row is gone. `old` holds the replica identity's columns, the rest None."""

    relation_oid: int
    old: Row


@dataclass(frozen=True)
class Truncate:
    """Tables were emptied."""

    relation_oids: tuple[int, ...]
    cascade: bool
    restart_identity: bool


@dataclass(frozen=True)
class LogicalMessage:
    """What pg_logical_emit_message wrote."""

    transactional: bool
    prefix: str
    content: bytes


Message = Begin | Commit | Origin | Relation | Type | Insert | Update | Delete | Truncate | LogicalMessage
Change = Insert | Update | Delete


def decode(data: bytes) -> Message:
    """The one message in `data` (one row of pg_logical_slot_get_binary_changes). Raises DecodeError."""
    if not data:
        raise DecodeError("An empty pgoutput message was received.")
    kind = chr(data[0])
    read = _READERS.get(kind)
    if read is None:
        raise DecodeError(
            f"pgoutput sent a message of kind {kind!r}, which protocol version 1 does not have."
        )
    cursor = _Cursor(data)
    try:
        message = read(cursor)
    except (UnicodeDecodeError, OverflowError) as error:
        raise DecodeError(f"A pgoutput message {kind!r} holds what is no text or no time.") from error
    cursor.end()
    return message


class _Cursor:
    """Reads one message front to back."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 1

    def take(self, count: int) -> bytes:
        end = self._at + count
        if count < 0 or end > len(self._data):
            raise DecodeError(f"A pgoutput message {chr(self._data[0])!r} is cut short at byte {self._at}.")
        taken = self._data[self._at : end]
        self._at = end
        return taken

    def number(self, layout: str) -> int:
        value: int = struct.unpack(layout, self.take(struct.calcsize(layout)))[0]
        return value

    def int8(self) -> int:
        return self.number(">B")

    def int16(self) -> int:
        return self.number(">H")

    def int32(self) -> int:
        return self.number(">I")

    def int64(self) -> int:
        return self.number(">Q")

    def letter(self) -> str:
        return chr(self.int8())

    def time(self) -> datetime:
        return _EPOCH + timedelta(microseconds=self.number(">q"))

    def string(self) -> str:
        end = self._data.find(b"\0", self._at)
        if end < 0:
            raise DecodeError(f"A pgoutput message {chr(self._data[0])!r} holds a string without its end.")
        text = self._data[self._at : end].decode()
        self._at = end + 1
        return text

    def row(self) -> Row:
        return tuple(self._value() for _ in range(self.int16()))

    def _value(self) -> str | Unchanged | None:
        kind = self.letter()
        if kind == "n":
            return None
        if kind == "u":
            return Unchanged.TOAST
        if kind == "t":
            return self.take(self.int32()).decode()
        raise DecodeError(f"pgoutput sent a value of kind {kind!r}; only text was asked for.")

    def end(self) -> None:
        if self._at != len(self._data):
            raise DecodeError(
                f"A pgoutput message {chr(self._data[0])!r} has {len(self._data) - self._at} bytes left over."
            )


def _begin(cursor: _Cursor) -> Begin:
    return Begin(cursor.int64(), cursor.time(), cursor.int32())


def _commit(cursor: _Cursor) -> Commit:
    cursor.int8()  # flags, unused
    return Commit(cursor.int64(), cursor.int64(), cursor.time())


def _origin(cursor: _Cursor) -> Origin:
    return Origin(cursor.int64(), cursor.string())


def _relation(cursor: _Cursor) -> Relation:
    oid, schema, table, identity = cursor.int32(), cursor.string(), cursor.string(), cursor.letter()
    columns = []
    for _ in range(cursor.int16()):
        flags, name, type_oid = cursor.int8(), cursor.string(), cursor.int32()
        cursor.int32()  # type modifier: the text is already within it
        columns.append(RelationColumn(name, type_oid, bool(flags & 1)))
    return Relation(oid, schema or "pg_catalog", table, identity, tuple(columns))


def _type(cursor: _Cursor) -> Type:
    return Type(cursor.int32(), cursor.string() or "pg_catalog", cursor.string())


def _expect(cursor: _Cursor, letters: str) -> str:
    letter = cursor.letter()
    if letter not in letters:
        raise DecodeError(f"pgoutput sent a tuple marked {letter!r} where one of {letters!r} belongs.")
    return letter


def _insert(cursor: _Cursor) -> Insert:
    oid = cursor.int32()
    _expect(cursor, "N")
    return Insert(oid, cursor.row())


def _update(cursor: _Cursor) -> Update:
    oid, old = cursor.int32(), None
    if _expect(cursor, "KON") != "N":
        old = cursor.row()
        _expect(cursor, "N")
    return Update(oid, old, cursor.row())


def _delete(cursor: _Cursor) -> Delete:
    oid = cursor.int32()
    _expect(cursor, "KO")
    return Delete(oid, cursor.row())


def _truncate(cursor: _Cursor) -> Truncate:
    count, options = cursor.int32(), cursor.int8()
    oids = tuple(cursor.int32() for _ in range(count))
    return Truncate(oids, bool(options & 1), bool(options & 2))


def _logical_message(cursor: _Cursor) -> LogicalMessage:
    flags = cursor.int8()
    cursor.int64()  # the position of the message
    return LogicalMessage(bool(flags & 1), cursor.string(), cursor.take(cursor.int32()))


_READERS: Final[dict[str, Callable[[_Cursor], Message]]] = {
    "B": _begin,
    "C": _commit,
    "O": _origin,
    "R": _relation,
    "Y": _type,
    "I": _insert,
    "U": _update,
    "D": _delete,
    "T": _truncate,
    "M": _logical_message,
}
