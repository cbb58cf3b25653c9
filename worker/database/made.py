"""What migrations make, read from their text: schemas, tables, views, functions, indexes, types, by name.

Enough to say before anything runs which names must be free, and afterwards whether what bears them is ours:
a table is known by its columns, a function by its body. It reads the SQL this project writes (every name
qualified), not any SQL. Names in public stand bare, others with their schema. Tested in
tests/integration/test_database_state.py against the catalogue.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from worker.database.files import Migration
from worker.database.statements import split_statements

RELATIONS: Final = frozenset({"table", "view", "index", "sequence", "type"})
"""Kinds that share one space of names in Postgres; functions and schemas have their own."""

_LEAD: Final = re.compile(r"(?:\s+|--[^\n]*\n|/\*.*?\*/)*", re.DOTALL)
_NAME: Final = r"(?P<name>(?:\w+\.)?\w+)"
_KIND: Final = r"(?P<kind>schema|table|view|function|index|sequence|type|domain)"
_CREATE: Final = re.compile(
    rf"create\s+(?:or\s+replace\s+)?(?:unique\s+)?(?:materialized\s+)?{_KIND}\s+{_NAME}", re.IGNORECASE
)
_DROP: Final = re.compile(
    rf"drop\s+(?:materialized\s+)?{_KIND}\s+(?:if\s+exists\s+)?(?P<names>[^;(]+)", re.IGNORECASE
)
_RENAME: Final = re.compile(
    rf"alter\s+{_KIND}\s+{_NAME}\s*(?:\([^)]*\))?\s*rename\s+to\s+(?P<to>\w+)", re.IGNORECASE
)
_ADD_COLUMN: Final = re.compile(r"\badd\s+column\s+(?:if\s+not\s+exists\s+)?\"?(\w+)\"?", re.IGNORECASE)
_ALTER_TABLE: Final = re.compile(rf"alter\s+table\s+(?:only\s+)?{_NAME}", re.IGNORECASE)
_DROP_COLUMN: Final = re.compile(r"\bdrop\s+column\s+(?:if\s+exists\s+)?\"?(\w+)\"?", re.IGNORECASE)
_BODY: Final = re.compile(r"\bas\s+\$(\w*)\$(.*)\$\1\$", re.DOTALL | re.IGNORECASE)
_NO_COLUMN: Final = frozenset({"check", "unique", "primary", "foreign", "constraint", "exclude", "like"})


@dataclass(frozen=True)
class Made:
    """One thing a migration makes.

    Attributes:
        kind: schema, table, view, function, index, sequence or type.
        name: bare in schema public, else with its schema.
        columns: of a table.
        body: of a function, as Postgres keeps it.
    """

    kind: str
    name: str
    columns: frozenset[str] = frozenset()
    body: str | None = None

    @property
    def key(self) -> tuple[str, str]:
        """Its space of names and its name."""
        return ("relation" if self.kind in RELATIONS else self.kind, self.name)

    @property
    def marked(self) -> bool:
        """Whether it can be told from another of its name and kind."""
        return bool(self.columns) or self.body is not None

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


Things = dict[tuple[str, str], Made]


def created(migration: Migration) -> tuple[Made, ...]:
    """What one migration creates, in its order."""
    return tuple(made for text in _statements(migration.text) if (made := _created(text)) is not None)


def standing(migrations: Iterable[Migration]) -> Things:
    """What is there once all of these have run: created, replaced, renamed, altered, dropped."""
    things: Things = {}
    for migration in migrations:
        for text in _statements(migration.text):
            _apply(things, text)
    return things


def _statements(text: str) -> Iterator[str]:
    for statement in split_statements(text):
        lead = _LEAD.match(statement.text)
        yield statement.text[lead.end() if lead else 0 :]


def _apply(things: Things, text: str) -> None:
    if (made := _created(text)) is not None:
        things[made.key] = made
    elif match := _DROP.match(text):
        for name in match["names"].split(","):
            things.pop(Made(_kind(match["kind"]), _bare(name.split()[0])).key, None)
    elif match := _RENAME.match(text):
        old = things.pop(Made(_kind(match["kind"]), _bare(match["name"])).key, None)
        if old is not None:
            new = replace(old, name=_bare(f"{match['name'].rpartition('.')[0] or 'public'}.{match['to']}"))
            things[new.key] = new
    elif match := _ALTER_TABLE.match(text):
        table = things.get(("relation", _bare(match["name"])))
        if table is not None:
            columns = (table.columns | set(_ADD_COLUMN.findall(text))) - set(_DROP_COLUMN.findall(text))
            things[table.key] = replace(table, columns=columns)


def _created(text: str) -> Made | None:
    match = _CREATE.match(text)
    if match is None:
        return None
    kind, name = _kind(match["kind"]), _bare(match["name"])
    if kind == "table":
        return Made(kind, name, columns=frozenset(_columns(text[match.end() :])))
    body = _BODY.search(text) if kind == "function" else None
    return Made(kind, name, body=None if body is None else body[2])


def _bare(name: str) -> str:
    return name.removeprefix("public.")


def _kind(word: str) -> str:
    return "type" if word.lower() == "domain" else word.lower()


def _columns(rest: str) -> Iterator[str]:
    """The column names of what follows `create table name`."""
    bare = re.sub(r"--[^\n]*|'[^']*'", "", rest)
    for part in _top_level(bare[bare.index("(") + 1 :]):
        first = part.split()[0] if part.split() else ""
        if first and first.lower() not in _NO_COLUMN:
            yield first.strip('"')  # in quotes it is a name, whatever it says


def _top_level(text: str) -> Iterator[str]:
    """The parts between commas up to the closing parenthesis, commas in parentheses apart."""
    depth, start = 0, 0
    for position, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0:
                yield text[start:position]
                return
        elif character == "," and depth == 0:
            yield text[start:position]
            start = position + 1
