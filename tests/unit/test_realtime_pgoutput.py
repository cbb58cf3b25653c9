"""The pgoutput decoder against messages written by hand from the manual's format."""

import struct
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.local.gateway.realtime.pgoutput import (
    Begin,
    Commit,
    DecodeError,
    Delete,
    Insert,
    LogicalMessage,
    Message,
    Origin,
    Relation,
    RelationColumn,
    Truncate,
    Type,
    Unchanged,
    Update,
    decode,
)

AT = datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC)
MICROSECONDS = 820_638_245_678_901
"""AT, counted from 2000-01-01 UTC."""


def text(value: str) -> bytes:
    """A value marked as text."""
    raw = value.encode()
    return b"t" + struct.pack(">I", len(raw)) + raw


def row(*values: bytes) -> bytes:
    """A tuple of marked values."""
    return struct.pack(">H", len(values)) + b"".join(values)


RELATION = (
    b"R"
    + struct.pack(">I", 16400)
    + b"public\0jobs\0d"
    + struct.pack(">H", 2)
    + (b"\x01id\0" + struct.pack(">Ii", 20, -1))
    + (b"\x00note\0" + struct.pack(">Ii", 25, -1))
)
EXAMPLES: list[tuple[bytes, Message]] = [
    (b"B" + struct.pack(">QqI", 7, MICROSECONDS, 731), Begin(7, AT, 731)),
    (b"C\0" + struct.pack(">QQq", 7, 8, MICROSECONDS), Commit(7, 8, AT)),
    (b"O" + struct.pack(">Q", 9) + b"elsewhere\0", Origin(9, "elsewhere")),
    (
        RELATION,
        Relation(
            16400,
            "public",
            "jobs",
            "d",
            (RelationColumn("id", 20, is_identity=True), RelationColumn("note", 25, is_identity=False)),
        ),
    ),
    (b"Y" + struct.pack(">I", 16500) + b"\0mood\0", Type(16500, "pg_catalog", "mood")),
    (
        b"I" + struct.pack(">I", 16400) + b"N" + row(text("1"), text("zwölf 🎻")),
        Insert(16400, ("1", "zwölf 🎻")),
    ),
    (b"I" + struct.pack(">I", 16400) + b"N" + row(text(""), b"n"), Insert(16400, ("", None))),
    (
        b"U" + struct.pack(">I", 16400) + b"N" + row(text("1"), b"u"),
        Update(16400, None, ("1", Unchanged.TOAST)),
    ),
    (
        b"U" + struct.pack(">I", 16400) + b"K" + row(text("1"), b"n") + b"N" + row(text("2"), b"n"),
        Update(16400, ("1", None), ("2", None)),
    ),
    (
        b"U" + struct.pack(">I", 16400) + b"O" + row(text("1"), text("a")) + b"N" + row(text("1"), b"n"),
        Update(16400, ("1", "a"), ("1", None)),
    ),
    (b"D" + struct.pack(">I", 16400) + b"K" + row(text("1"), b"n"), Delete(16400, ("1", None))),
    (b"T" + struct.pack(">IBII", 2, 3, 5, 6), Truncate((5, 6), cascade=True, restart_identity=True)),
    (
        b"M\x01" + struct.pack(">Q", 4) + b"topic\0" + struct.pack(">I", 2) + b"hi",
        LogicalMessage(transactional=True, prefix="topic", content=b"hi"),
    ),
]


@pytest.mark.parametrize(("data", "message"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_each_kind_of_message_is_read(data: bytes, message: Message) -> None:
    """Every kind that protocol version 1 has comes out as what was written."""
    assert decode(data) == message


@pytest.mark.parametrize(("data", "message"), EXAMPLES, ids=lambda value: type(value).__name__)
def test_a_message_cut_short_or_too_long_is_refused(data: bytes, message: Message) -> None:
    """No prefix of a message passes for one, nor does a message with something behind it."""
    for length in range(len(data)):
        with pytest.raises(DecodeError):
            decode(data[:length])
    with pytest.raises(DecodeError, match="left over"):
        decode(data + b"\0")
    assert decode(data) == message


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"S" + bytes(8), "protocol version 1 does not have"),
        (b"I" + struct.pack(">I", 1) + b"X" + row(), "marked 'X'"),
        (b"I" + struct.pack(">I", 1) + b"N" + row(b"b" + struct.pack(">I", 1) + b"\x01"), "only text"),
        (b"I" + struct.pack(">I", 1) + b"N" + row(b"t" + struct.pack(">I", 1) + b"\xff"), "no text"),
        (b"B" + struct.pack(">QqI", 7, 2**62, 1), "no time"),
    ],
)
def test_what_was_not_asked_for_is_refused(data: bytes, reason: str) -> None:
    """Streaming, binary values and damaged bytes are errors that say what was wrong."""
    with pytest.raises(DecodeError, match=reason):
        decode(data)


@given(st.binary(max_size=200))
def test_random_bytes_never_fail_otherwise(data: bytes) -> None:
    """Whatever comes, the decoder answers with a message or a DecodeError."""
    try:
        message = decode(data)
    except DecodeError:
        return
    assert message is not None
