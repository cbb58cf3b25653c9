"""What the database says about tables: columns, keys, row security, who may read which column.

Columns and keys are cached per relation as the log describes it (a changed table comes with a new
description). Row security and grants are asked for every batch: a revoke must work at once.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from psycopg import AsyncConnection

from worker.local.gateway.realtime.pgoutput import Relation

Desk = AsyncConnection[tuple[Any, ...]]
"""The connection all questions go through: autocommit, search_path pg_catalog, times in UTC."""

_COLUMNS = """
    select a.attname, format_type(a.atttypid, -1), t.typname, coalesce(a.attnum = any (k.conkey), false)
    from pg_attribute a
    join pg_type t on t.oid = a.atttypid
    left join pg_constraint k on k.conrelid = a.attrelid and k.contype = 'p'
    where a.attrelid = %s and a.attnum > 0 and not a.attisdropped
    order by a.attnum
"""
_ACCESS = """
    select c.oid, c.relrowsecurity, r.rolname,
      coalesce(
        array_agg(a.attname::text) filter (where has_column_privilege(r.oid, c.oid, a.attnum, 'SELECT')),
        '{}')
    from pg_class c
    join pg_roles r on r.rolname = any (%s)
    join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
    where c.oid = any (%s)
    group by c.oid, c.relrowsecurity, r.rolname
"""
_PUBLISHED = """
    select c.oid::bigint, p.schemaname, p.tablename
    from pg_publication_tables p
    join pg_namespace n on n.nspname = p.schemaname
    join pg_class c on c.relnamespace = n.oid and c.relname = p.tablename
    where p.pubname = %s
"""


@dataclass(frozen=True)
class Column:
    """A column: its name, its type as SQL spells it, the type's short name (`int8`), whether it is key."""

    name: str
    sql_type: str
    type_name: str
    is_key: bool


@dataclass(frozen=True)
class Table:
    """A table as it is now. `columns` is empty when it is gone."""

    oid: int
    schema: str
    name: str
    columns: tuple[Column, ...]

    @cached_property
    def keys(self) -> tuple[Column, ...]:
        """The primary key's columns."""
        return tuple(column for column in self.columns if column.is_key)

    @cached_property
    def by_name(self) -> Mapping[str, Column]:
        """The columns by name."""
        return {column.name: column for column in self.columns}


@dataclass(frozen=True)
class Access:
    """Who may read a table. `readable` maps a role to the columns it may select."""

    row_security: bool
    readable: Mapping[str, frozenset[str]]

    def columns(self, role: str) -> frozenset[str]:
        """The columns `role` may select; none for a role that is not there."""
        return self.readable.get(role, frozenset())


class Catalog:
    """Asks one connection. `publication` is the one Realtime listens to."""

    def __init__(self, desk: Desk, publication: str) -> None:
        self._desk = desk
        self._publication = publication
        self._tables: dict[Relation, Table] = {}

    async def published(self) -> list[Table]:
        """Every table of the publication, without its columns."""
        cursor = await self._desk.execute(_PUBLISHED, (self._publication,))
        return [Table(oid, schema, name, ()) for oid, schema, name in await cursor.fetchall()]

    async def describe(self, relation: Relation) -> Table:
        """The table a change belongs to, cached."""
        table = self._tables.get(relation)
        if table is None:
            table = await self.load(relation.oid, relation.schema, relation.table)
            self._tables[relation] = table
        return table

    async def load(self, oid: int, schema: str, name: str) -> Table:
        """The table, asked for now."""
        cursor = await self._desk.execute(_COLUMNS, (oid,))
        return Table(oid, schema, name, tuple(Column(*row) for row in await cursor.fetchall()))

    async def access(self, oids: Iterable[int], roles: Iterable[str]) -> dict[int, Access]:
        """Row security and grants of these tables for these roles, asked for now."""
        cursor = await self._desk.execute(_ACCESS, (sorted(set(roles)), sorted(set(oids))))
        secured: dict[int, bool] = {}
        readable: dict[int, dict[str, frozenset[str]]] = {}
        for oid, row_security, role, columns in await cursor.fetchall():
            secured[oid] = row_security
            readable.setdefault(oid, {})[role] = frozenset(columns)
        return {oid: Access(secured[oid], readable[oid]) for oid in secured}
