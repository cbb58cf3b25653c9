"""SQL that changes or calls: INSERT, upsert, UPDATE, DELETE and functions, each as the CTE pgrst_source.

The body goes to Postgres as it came, as one json parameter, and is unpacked there by the types of the
columns, so that no value passes through Python. Pure; reading back is sql.py's. Tested in
tests/unit/test_rest_sql.py.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from psycopg.sql import SQL, Composable, Composed, Identifier

from worker.local.gateway.rest.catalogue import ColumnInfo, Relation, Routine
from worker.local.gateway.rest.plan import Node, Test
from worker.local.gateway.rest.sql import Reader, joined, trusted

_ROW = Identifier("pgrst_body")
UPDATED = "pgrst.updated"
"""The transaction-local setting that counts the rows an upsert found present."""


@dataclass(frozen=True)
class Payload:
    """The JSON of a request: its text, whether it is one object, and the columns it fills."""

    text: str
    is_object: bool
    columns: tuple[ColumnInfo, ...]


@dataclass(frozen=True)
class Conflict:
    """What an upsert does about rows that exist: `columns` name the key; `merge` false leaves them."""

    columns: tuple[str, ...]
    merge: bool


class Writer:
    """Renders changes of one statement over the reader's values."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._values = reader.values

    def insert(
        self,
        relation: Relation,
        payload: Payload,
        conflict: Conflict | None,
        returning: Sequence[str],
        *,
        fill_defaults: bool,
    ) -> Composed:
        """INSERT … SELECT from the body, with ON CONFLICT and RETURNING."""
        names = joined(", ", (Identifier(column.name) for column in payload.columns))
        target = self._reader.table(relation.name)
        parts: list[Composable] = [SQL("insert into "), target, SQL(" as "), Identifier(relation.name)]
        if payload.columns:
            parts += [SQL(" ("), names, SQL(") select "), names, SQL(" from ")]
            parts.append(self._rows(payload, fill_defaults=fill_defaults))
        elif payload.is_object:
            parts.append(SQL(" default values"))
        else:
            elements = self._values.bind(payload.text)
            parts += [SQL(" select from json_array_elements("), elements, SQL("::json)")]
        if conflict:
            parts.append(self._on_conflict(conflict, payload.columns))
        parts.append(_returning(relation.name, returning))
        return Composed(parts)

    def _on_conflict(self, conflict: Conflict, columns: Iterable[ColumnInfo]) -> Composed:
        key = joined(", ", map(Identifier, conflict.columns))
        parts: list[Composable] = [SQL(" on conflict ("), key, SQL(")")]
        changes = [
            Composed([Identifier(column.name), SQL(" = excluded."), Identifier(column.name)])
            for column in columns
        ]
        if not conflict.merge or not changes:
            return Composed([*parts, SQL(" do nothing")])
        # The count of merged rows tells 200 (all were there) from 201; set_config never answers ''.
        counted = trusted(
            f" where set_config('{UPDATED}', (coalesce(nullif(current_setting('{UPDATED}', true), ''), '0')"
            "::bigint + 1)::text, true) <> ''"
        )
        return Composed([*parts, SQL(" do update set "), joined(", ", changes), counted])

    def update(
        self,
        node: Node,
        tests: Iterable[Test],
        payload: Payload,
        returning: Sequence[str],
        *,
        fill_defaults: bool,
    ) -> Composed:
        """UPDATE of the rows that pass `tests`."""
        changes = (
            Composed([Identifier(column.name), SQL(" = "), _ROW, SQL("."), Identifier(column.name)])
            for column in payload.columns
        )
        return Composed(
            [
                SQL("update "),
                self._reader.table(node.relation),
                SQL(" as "),
                Identifier(node.alias),
                SQL(" set "),
                joined(", ", changes),
                SQL(" from "),
                self._rows(payload, fill_defaults=fill_defaults),
                self._reader.where(node, tests),
                _returning(node.alias, returning),
            ]
        )

    def delete(self, node: Node, tests: Iterable[Test], returning: Sequence[str]) -> Composed:
        """DELETE of the rows that pass `tests`."""
        return Composed(
            [
                SQL("delete from "),
                self._reader.table(node.relation),
                SQL(" as "),
                Identifier(node.alias),
                self._reader.where(node, tests),
                _returning(node.alias, returning),
            ]
        )

    def _rows(self, payload: Payload, *, fill_defaults: bool) -> Composed:
        """The body as rows `pgrst_body` with the columns' own types."""
        typed = joined(
            ", ",
            (
                Composed([Identifier(column.name), SQL(" "), trusted(column.type_sql)])
                for column in payload.columns
            ),
        )
        if fill_defaults:
            body, kind = self._with_defaults(payload), "jsonb"
        else:
            body, kind = Composed([self._values.bind(payload.text), SQL("::json")]), "json"
        function = trusted(f"{kind}_to_record{'' if payload.is_object else 'set'}(")
        return Composed([function, body, SQL(") as "), _ROW, SQL("("), typed, SQL(")")])

    def _with_defaults(self, payload: Payload) -> Composed:
        """The body with each absent key filled by its column's default (`Prefer: missing=default`)."""
        filled = []
        for column in payload.columns:
            if column.default_sql is not None:
                key = Composed([self._values.bind(column.name), SQL("::text")])
                filled += [key, trusted(column.default_sql)]
        defaults = Composed([SQL("jsonb_build_object("), joined(", ", filled), SQL(")")])
        body = Composed([self._values.bind(payload.text), SQL("::jsonb")])
        if payload.is_object:
            return Composed([defaults, SQL(" || "), body])
        aggregate = Composed([SQL("(select jsonb_agg("), defaults, SQL(" || pgrst_element) from ")])
        elements = Composed([SQL("jsonb_array_elements("), body, SQL(") as pgrst_element)")])
        return Composed([aggregate, elements])

    def call(
        self,
        routine: Routine,
        names: Sequence[str],
        arguments: Mapping[str, str] | None,
        body: str,
        computed: Sequence[str] = (),
    ) -> Composed:
        """A function's rows, or its one value as the column pgrst_scalar.

        Args:
            names: the arguments given.
            arguments: their texts, of a GET; None takes them from `body`.
            body: the JSON of a POST; when it is used at all, it is the first value bound.
            computed: functions of the row to read beside its columns.
        """
        chosen = [p for p in routine.parameters if p.name in set(names)]
        if arguments is not None:
            values = (self._argument(arguments[p.name], p.type_sql) for p in chosen)
            named = [
                Composed([_named(p.name, variadic=p.variadic), value])
                for p, value in zip(chosen, values, strict=True)
            ]
            return self._calling(routine, named, None, computed)
        if routine.takes_whole_body:
            whole = self._argument(body, routine.parameters[0].type_sql)
            return self._calling(routine, [whole], None, computed)
        if not chosen:
            return self._calling(routine, [], None, computed)
        typed = joined(", ", (Composed([Identifier(p.name), trusted(f" {p.type_sql}")]) for p in chosen))
        value = self._values.bind(body)
        source = Composed(
            [SQL("json_to_record("), value, SQL("::json) as "), _ROW, SQL("("), typed, SQL(")")]
        )
        named = [
            Composed([_named(p.name, variadic=p.variadic), _ROW, SQL("."), Identifier(p.name)])
            for p in chosen
        ]
        return self._calling(routine, named, source, computed)

    def _argument(self, value: str, type_sql: str) -> Composed:
        return Composed([self._values.bind(value), trusted(f"::{type_sql}")])

    def _calling(
        self,
        routine: Routine,
        arguments: Sequence[Composable],
        source: Composable | None,
        computed: Sequence[str],
    ) -> Composed:
        called = Composed([self._reader.table(routine.name), SQL("("), joined(", ", arguments), SQL(")")])
        if routine.returns_row:
            before = Composed([source, SQL(", lateral ")]) if source else SQL("")
            wanted = joined(", ", (_column("pgrst_call", name) for name in ("*", *computed)))
            return Composed([SQL("select "), wanted, SQL(" from "), before, called, SQL(" as pgrst_call")])
        after = Composed([SQL(" from "), source]) if source else SQL("")
        return Composed([SQL("select "), called, SQL(" as pgrst_scalar"), after])


def _named(name: str, *, variadic: bool) -> Composed:
    return Composed([SQL("variadic " if variadic else ""), Identifier(name), SQL(" => ")])


def _returning(alias: str, columns: Sequence[str]) -> Composed:
    """RETURNING the columns (`*`: all of them); without any, one constant, which needs no privilege."""
    if not columns:
        return Composed([SQL(" returning 1 as pgrst_changed")])
    return Composed([SQL(" returning "), joined(", ", (_column(alias, column) for column in columns))])


def _column(alias: str, name: str) -> Composed:
    return Composed([Identifier(alias), SQL(".*")]) if name == "*" else Composed([Identifier(alias, name)])
