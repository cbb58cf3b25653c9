"""Cuts SQL files into statements, as the Supabase CLI does. Pure text; knows no database.

Tested in tests/unit/test_database_files.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

_TOKEN: Final = re.compile(
    r"""
      (?P<escaped> \b[eE]' (?: [^'\\] | '' | \\. )* ')
    | (?P<quoted>  ' [^']* ')
    | (?P<name>    " [^"]* ")
    | (?P<dollar>  (?<![\w$]) \$ (?P<tag> [^\W\d]\w* )? \$ .*? \$ (?(tag)(?P=tag)) \$ )
    | (?P<line>    -- [^\n]* )
    | (?P<open>    /\* )
    | (?P<close>   \*/ )
    | (?P<atomic>  \b begin \s+ atomic \b )
    | (?P<case>    \b case \b )
    | (?P<end>     \b end \b )
    | (?P<stop>    ; )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Statement:
    """One SQL statement: its text, trimmed and without the semicolon, and where it begins in the file."""

    text: str
    offset: int


def split_statements(text: str) -> Iterator[Statement]:
    """Cut a file into statements at semicolons outside quotes, comments and `begin atomic` bodies."""
    start = 0
    comments = 0  # how deep in nested block comments
    blocks = 0  # how deep in begin atomic … end, and in case … end inside it
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        kind = match.lastgroup if match.lastgroup != "tag" else "dollar"
        if comments and kind not in {"open", "close"}:
            position = match.start() + 1  # a quote inside a comment opens nothing
        elif kind == "open":
            comments += 1
        elif kind == "close":
            comments = max(comments - 1, 0)
        elif kind == "atomic" or (kind == "case" and blocks):
            blocks += 1
        elif kind == "end" and blocks:
            blocks -= 1
        elif kind == "stop" and not blocks:
            yield from _statement(text, start, match.start())
            start = position
    yield from _statement(text, start, len(text))


def _statement(text: str, start: int, end: int) -> Iterator[Statement]:
    part = text[start:end]
    trimmed = part.strip()
    if trimmed:
        yield Statement(trimmed, start + part.index(trimmed[0]))
