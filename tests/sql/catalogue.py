"""What is ours in a database, read from the catalogue, and what access.toml declares of it.

Ours is everything outside the schemas the platform owns, so that a new table, column, function or schema is in
every test that asks here.
"""

import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import psycopg

from tests.sql.world import rows

SECTIONS: Final = {"anon": None, "authenticated": "members", "service_role": "service"}
VERBS: Final = ("select", "insert", "update")
# A schema of the platform, or Postgres' own; the rest is ours.
OURS: Final = (
    "n.nspname not in ('information_schema', 'auth', 'extensions', 'realtime', 'storage', 'graphql',"
    " 'graphql_public', 'vault', 'supabase_migrations') and n.nspname not like 'pg\\_%'"
)
NAME: Final = "case n.nspname when 'public' then '' else n.nspname || '.' end"


def relations(connection: psycopg.Connection) -> dict[str, list[str]]:
    """The columns of each table and view of ours."""
    found = rows(
        connection,
        f"select {NAME} || c.relname as name, array_agg(a.attname::text order by a.attnum) as columns"
        " from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        f" where {_escaped(OURS)} and c.relkind in ('r', 'p', 'v', 'm', 'f') group by 1 order by 1",
    )
    return {row["name"]: row["columns"] for row in found}


def views(connection: psycopg.Connection) -> set[str]:
    """Those of them that are views."""
    found = rows(
        connection,
        f"select {NAME} || c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where {_escaped(OURS)} and c.relkind in ('v', 'm')",
    )
    return {row["name"] for row in found}


def functions(connection: psycopg.Connection) -> list[tuple[str, str]]:
    """Each function of ours: its name, and a call of it with nulls."""
    found = rows(
        connection,
        f"select {NAME} || p.proname as name, format('%%I.%%I(%%s)', n.nspname, p.proname,"
        " (select coalesce(string_agg('null::' || format_type(t, null), ', ' order by at), '') from unnest(p.proargtypes) with ordinality u (t, at))) as call"
        f" from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {_escaped(OURS)}"
        " and p.prokind = 'f' order by 1, 2",
    )
    return [(row["name"], row["call"]) for row in found]


def sequences(connection: psycopg.Connection) -> list[str]:
    """Each sequence of ours, quoted."""
    found = rows(
        connection,
        "select format('%%I.%%I', n.nspname, c.relname) as name from pg_class c"
        f" join pg_namespace n on n.oid = c.relnamespace where {_escaped(OURS)} and c.relkind = 'S'",
    )
    return [row["name"] for row in found]


def quoted(relation: str) -> str:
    """A table's or view's name as SQL takes it, schema and all."""
    schema, _, name = relation.rpartition(".")
    return f'"{schema or "public"}"."{name}"'


class Declared:
    """access.toml, asked by role."""

    def __init__(self) -> None:
        self._text: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("access.toml").read_text())

    def columns(self, role: str, verb: str, relation: str) -> str | Sequence[str]:
        """The columns a role may read or write, "*" for all."""
        section = SECTIONS[role]
        if section is None:
            return ()
        said = self._text[section].get(verb, {})
        if verb == "select":
            return "*" if relation in said else ()
        columns: str | Sequence[str] = said.get(relation, ())
        return columns

    def allows(self, role: str, verb: str, relation: str, column: str) -> bool:
        """Whether a role may use the verb on a column."""
        columns = self.columns(role, verb, relation)
        return columns == "*" or column in columns

    def listed(self, role: str, verb: str) -> list[str]:
        """What a role may delete from, execute or select from."""
        section = SECTIONS[role]
        return [] if section is None else list(self._text[section][verb])

    def named(self) -> set[str]:
        """Every relation that is spoken of."""
        found: set[str] = set()
        for section in self._text.values():
            for verb in (*VERBS, "delete"):
                found |= set(section.get(verb, ()))
        return found


def _escaped(sql: str) -> str:
    return sql.replace("%", "%%")
