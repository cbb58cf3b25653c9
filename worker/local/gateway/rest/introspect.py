"""Fills a Catalogue from pg_catalog, in one read-only transaction of about twenty milliseconds.

The search path is empty while it reads, so that every type and default comes back fully qualified and may
be put into SQL as it is. Tested in tests/integration/test_rest_embedding.py and test_rest_rpc.py.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from psycopg import AsyncConnection, AsyncRawCursor
from psycopg.rows import dict_row

from worker.local.gateway.rest.catalogue import Catalogue, ColumnInfo, Link, Parameter, Relation, Routine

_RELATIONS = """
select c.oid::bigint as oid, c.relname as name, c.relkind in ('v', 'm') as is_view,
       c.reltype::bigint as row_type, pg_relation_is_updatable(c.oid, true) as updatable,
       (select array_agg(a.attname::text order by k.position)
          from pg_index i, unnest(i.indkey::int2[]) with ordinality as k(number, position), pg_attribute a
         where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid and a.attnum = k.number) as key
  from pg_class c
 where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f')
"""
# Identity columns that accept values count as having the default nextval; generated columns have none.
_COLUMNS = """
select a.attrelid::bigint as oid, a.attnum::int as number, a.attname as name,
       format_type(a.atttypid, a.atttypmod) as type_sql, format_type(a.atttypid, -1) as type_name,
       case when a.attidentity = 'd'
              then format('nextval(%L::regclass)',
                          pg_get_serial_sequence(a.attrelid::regclass::text, a.attname))
            when a.attidentity = '' and a.attgenerated = '' then pg_get_expr(d.adbin, d.adrelid)
       end as default_sql
  from pg_attribute a
  join pg_class c on c.oid = a.attrelid
  left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
 where c.relnamespace = $1::text::regnamespace and c.relkind in ('r', 'p', 'v', 'm', 'f', 'c')
   and a.attnum > 0 and not a.attisdropped
 order by a.attrelid, a.attnum
"""
# The bits of pg_relation_is_updatable: 1 << CMD_INSERT, CMD_UPDATE, CMD_DELETE of Postgres' nodes.h.
_WRITES = {1 << 3: "POST", 1 << 2: "PATCH", 1 << 4: "DELETE"}
_FOREIGN_KEYS = """
select k.conname as name, k.conrelid::bigint as origin, k.confrelid::bigint as target,
       k.conkey::int[] as here, k.confkey::int[] as there,
       exists (select from pg_index i
                where i.indrelid = k.conrelid and i.indisunique and i.indpred is null and i.indexprs is null
                  and (select array_agg(x order by x) from unnest(i.indkey::int2[]) x)
                      = (select array_agg(x order by x) from unnest(k.conkey) x)) as is_unique
  from pg_constraint k
 where k.contype = 'f' and k.conparentid = 0
   and k.connamespace = $1::text::regnamespace
 order by k.conname
"""
_VIEW_RULES = """
select r.ev_class::bigint as oid, r.ev_action::text as action
  from pg_rewrite r join pg_class c on c.oid = r.ev_class
 where c.relnamespace = $1::text::regnamespace and c.relkind in ('v', 'm') and r.rulename = '_RETURN'
"""
_ROUTINES = """
select p.oid::bigint as oid, p.proname as name, p.proretset as returns_set, p.provariadic <> 0 as variadic,
       p.prorettype = 'void'::regtype as returns_void, p.prorettype = 'record'::regtype as returns_record,
       t.typtype = 'c' as returns_composite, t.typrelid::bigint as row_oid, p.provolatile = 'v' as volatile,
       format_type(p.prorettype, null) as returns, p.pronargs = 1 as takes_one,
       p.proargtypes[0]::bigint as first_type,
       (select split_part(s, '=', 2) from unnest(p.proconfig) s
         where s ~ '^statement_timeout=') as time_limit,
       coalesce(p.proargnames, '{}')::text[] as names, p.proargmodes::text[] as modes,
       p.pronargdefaults::int as defaults,
       (select coalesce(array_agg(format_type(x.oid, null) order by x.position), '{}')
          from unnest(coalesce(p.proallargtypes, p.proargtypes::oid[])) with ordinality as x(oid, position)
       ) as types
  from pg_proc p join pg_type t on t.oid = p.prorettype
 where p.pronamespace = $1::text::regnamespace and p.prokind = 'f'
   and p.prorettype not in ('trigger'::regtype, 'event_trigger'::regtype)
 order by p.proname, p.oid
"""
_TYPES = """
select t.typname as name, format_type(t.oid, null) as formatted, n.nspname as schema
  from pg_type t join pg_namespace n on n.oid = t.typnamespace
 where n.nspname in ('pg_catalog', $1::text) and t.typtype in ('b', 'e', 'd', 'r', 'm')
"""
_ROLES = """
select r.rolname as role, s.setting
  from pg_roles r
  join pg_db_role_setting d on d.setrole = r.oid
   and d.setdatabase in (0, (select oid from pg_database where datname = current_database()))
 cross join unnest(d.setconfig) as s(setting)
  join pg_settings g on lower(g.name) = lower(split_part(s.setting, '=', 1)) and g.context = 'user'
 order by d.setdatabase
"""
# The parser's own names for types, which no row of pg_type bears.
_SPELLINGS = frozenset({"int", "integer", "bigint", "smallint", "decimal", "real", "float", "boolean", "dec"})
_PLAIN = re.compile(r"[a-z_][a-z0-9_]*", re.ASCII)
# A target list entry of a stored view that is a plain column of some relation; the outer query's own come
# after those of its subqueries, because a node prints its range table before its target list.
_ORIGIN = re.compile(
    r":resno (\d+) :resname (\S+|<>) :ressortgroupref \d+ :resorigtbl (\d+) :resorigcol (\d+)", re.ASCII
)

Attribute = tuple[int, int]  # (relation oid, attribute number)


async def read_catalogue(connection: AsyncConnection[Any], schema: str) -> Catalogue:
    """Read `schema` as it is now; the connection must not be in a transaction."""

    async def rows(query: str, *, by_schema: bool = True) -> list[dict[str, Any]]:
        cursor = AsyncRawCursor(connection, row_factory=dict_row)
        await cursor.execute(query, [schema] if by_schema else [], prepare=False)
        found: list[dict[str, Any]] = await cursor.fetchall()
        return found

    async with connection.transaction():
        await connection.execute("set transaction isolation level repeatable read read only")
        await connection.execute("set local search_path = ''")
        relations = await rows(_RELATIONS)
        columns = await rows(_COLUMNS)
        keys = await rows(_FOREIGN_KEYS)
        rules = await rows(_VIEW_RULES)
        routines = await rows(_ROUTINES)
        types = await rows(_TYPES)
        roles = await rows(_ROLES, by_schema=False)
    return assemble(schema, relations, columns, keys, rules, routines, types, roles)


def assemble(
    schema: str,
    relations: Iterable[Mapping[str, Any]],
    columns: Iterable[Mapping[str, Any]],
    keys: Iterable[Mapping[str, Any]],
    rules: Iterable[Mapping[str, Any]],
    routines: Iterable[Mapping[str, Any]],
    types: Iterable[Mapping[str, Any]],
    roles: Iterable[Mapping[str, Any]],
) -> Catalogue:
    """Put the rows of the queries above together."""
    by_oid: dict[int, dict[str, ColumnInfo]] = defaultdict(dict)
    names: dict[Attribute, str] = {}
    for row in columns:
        info = ColumnInfo(row["name"], row["type_sql"], row["type_name"], row["default_sql"])
        by_oid[row["oid"]][info.name] = info
        names[row["oid"], row["number"]] = info.name
    found = _relations(relations, by_oid, routines := list(routines))
    settings: dict[str, dict[str, str]] = defaultdict(dict)
    for row in roles:
        name, _, value = row["setting"].partition("=")
        settings[row["role"]][name] = value
    return Catalogue(
        schema=schema,
        relations={relation.name: relation for relation in found.values()},
        links=_links(found, names, keys, _view_columns(rules, names)),
        routines=_routines(found, by_oid, routines),
        types=_type_names(schema, types),
        role_settings=dict(settings),
    )


def _relations(
    rows: Iterable[Mapping[str, Any]],
    by_oid: Mapping[int, Mapping[str, ColumnInfo]],
    routines: Iterable[Mapping[str, Any]],
) -> dict[int, Relation]:
    scalars: dict[int, dict[str, ColumnInfo]] = defaultdict(dict)
    sets: dict[int, set[str]] = defaultdict(set)
    for row in routines:
        if row["takes_one"] and (row["returns_set"] or row["returns_composite"]):
            sets[row["first_type"]].add(row["name"])
        elif row["takes_one"]:
            kind = row["returns"]
            scalars[row["first_type"]][row["name"]] = ColumnInfo(row["name"], kind, kind, computed=True)
    return {
        row["oid"]: Relation(
            row["oid"],
            row["name"],
            by_oid.get(row["oid"], {}),
            tuple(row["key"] or ()),
            row["is_view"],
            scalars.get(row["row_type"], {}),
            frozenset(sets.get(row["row_type"], ())),
            tuple(method for bit, method in _WRITES.items() if row["updatable"] & bit),
        )
        for row in rows
    }


def _type_names(schema: str, rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    known = set(_SPELLINGS)
    for row in rows:
        if row["schema"] == "pg_catalog":
            known |= {row["name"], row["formatted"]}  # formatted: `timestamp with time zone`
        elif row["schema"] == schema and _PLAIN.fullmatch(row["name"]):
            known.add(row["name"])
    # What needs quotes or brackets cannot be written after `::` in the grammar anyway.
    return frozenset(name for name in known if all(_PLAIN.fullmatch(word) for word in name.split(" ")))


def _view_columns(
    rules: Iterable[Mapping[str, Any]], names: Mapping[Attribute, str]
) -> dict[Attribute, list[Attribute]]:
    """From a table's column to the view columns that show it, through views over views."""
    direct: dict[Attribute, Attribute] = {}
    for row in rules:
        for match in _ORIGIN.finditer(row["action"]):
            number, label, table, column = int(match[1]), match[2], int(match[3]), int(match[4])
            if table and names.get((row["oid"], number)) == label.replace("\\", ""):
                direct[row["oid"], number] = (table, column)
    shown: dict[Attribute, list[Attribute]] = defaultdict(list)
    for view_column, first in direct.items():
        origin = first
        seen = {view_column}
        while origin in direct and origin not in seen:
            shown[origin].append(view_column)
            seen.add(origin)
            origin = direct[origin]
        shown[origin].append(view_column)
    return shown


def _links(
    relations: Mapping[int, Relation],
    names: Mapping[Attribute, str],
    keys: Iterable[Mapping[str, Any]],
    shown: Mapping[Attribute, list[Attribute]],
) -> dict[str, tuple[Link, ...]]:
    links: list[Link] = []
    outgoing: dict[int, list[Link]] = defaultdict(list)
    for key in keys:
        for origin, here in _faces(key["origin"], key["here"], shown):
            for target, there in _faces(key["target"], key["there"], shown):
                if origin not in relations or target not in relations:
                    continue
                a, b = relations[origin], relations[target]
                pairs = tuple((names[origin, x], names[target, y]) for x, y in zip(here, there, strict=True))
                kind = "one-to-one" if key["is_unique"] else "many-to-one"
                forward = Link(
                    a.name, b.name, key["name"], pairs, to_one=True, kind=kind, target_is_view=b.is_view
                )
                links.append(forward)
                outgoing[origin].append(forward)
                back = "one-to-one" if key["is_unique"] else "one-to-many"
                links.append(
                    Link(
                        b.name,
                        a.name,
                        key["name"],
                        tuple((y, x) for x, y in pairs),
                        to_one=key["is_unique"],
                        kind=back,
                        target_is_view=a.is_view,
                    )
                )
    for oid, keys_out in outgoing.items():
        links.extend(_junctions(relations[oid], keys_out))
    grouped: dict[str, list[Link]] = defaultdict(list)
    for link in links:
        grouped[link.origin].append(link)
    return {name: tuple(found) for name, found in grouped.items()}


def _faces(
    table: int, columns: list[int], shown: Mapping[Attribute, list[Attribute]]
) -> list[tuple[int, list[int]]]:
    """A key's columns in their table, and in each view that shows all of them (the first time each)."""
    faces = [(table, columns)]
    by_view: dict[int, dict[int, int]] = defaultdict(dict)
    for column in columns:
        for view, number in shown.get((table, column), ()):
            by_view[view].setdefault(column, number)
    for view, numbers in by_view.items():
        if len(numbers) == len(columns):
            faces.append((view, [numbers[column] for column in columns]))
    return faces


def _junctions(junction: Relation, keys: list[Link]) -> Iterable[Link]:
    """Many-to-many links through a table whose primary key holds both foreign keys."""
    inside = [key for key in keys if {a for a, _ in key.pairs} <= set(junction.primary_key)]
    for first in inside:
        for second in inside:
            if first is not second:
                yield Link(
                    first.target,
                    second.target,
                    first.constraint,
                    tuple((there, here) for here, there in first.pairs),
                    to_one=False,
                    kind="many-to-many",
                    junction=junction.name,
                    beyond=second.pairs,
                    junction_constraint=second.constraint,
                )


def _routines(
    relations: Mapping[int, Relation],
    by_oid: Mapping[int, Mapping[str, ColumnInfo]],
    rows: Iterable[Mapping[str, Any]],
) -> dict[str, tuple[Routine, ...]]:
    found: dict[str, list[Routine]] = defaultdict(list)
    for row in rows:
        found[row["name"]].append(_routine(relations, by_oid, row))
    return {name: tuple(overloads) for name, overloads in found.items()}


def _routine(
    relations: Mapping[int, Relation],
    by_oid: Mapping[int, Mapping[str, ColumnInfo]],
    row: Mapping[str, Any],
) -> Routine:
    types: list[str] = row["types"]
    modes: list[str] = row["modes"] or ["i"] * len(types)
    labels: list[str] = [*row["names"], *[""] * (len(types) - len(row["names"]))]
    inputs = [
        Parameter(label, kind, required=True, variadic=mode == "v")
        for label, kind, mode in zip(labels, types, modes, strict=True)
        if mode in {"i", "b", "v"}
    ]
    optional = row["defaults"]
    if optional:
        inputs[-optional:] = [replace(parameter, required=False) for parameter in inputs[-optional:]]
    outputs = {
        label: ColumnInfo(label, kind, kind)
        for label, kind, mode in zip(labels, types, modes, strict=True)
        if mode in {"o", "b", "t"}
    }
    relation = relations.get(row["row_oid"])
    if row["returns_composite"]:
        outputs = dict(by_oid.get(row["row_oid"], {}))
    return Routine(
        row["name"],
        tuple(inputs),
        returns_set=row["returns_set"],
        returns_void=row["returns_void"],
        returns_row=row["returns_composite"] or row["returns_record"],
        row_columns=outputs,
        row_relation=relation.name if relation else None,
        volatile=row["volatile"],
        time_limit=row["time_limit"],
    )
