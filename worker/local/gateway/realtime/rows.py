"""Lets Postgres itself read the log's texts: as JSON for the payload, and against subscribers' filters.

Values are typed by `to_jsonb` and compared by Postgres' own operators, as the real server does it, so that
a number, an array or a time looks as it does on hosted. Comparisons follow its rule: what is null or not in
the log does not pass. Runs under search_path pg_catalog: nothing a user put into `public` is called here.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, cast

import psycopg
import structlog
from psycopg import sql

from worker.local.gateway.realtime.bindings import IS_VALUES, Binding, BindingError, Condition
from worker.local.gateway.realtime.catalog import Column, Desk, Table
from worker.local.gateway.realtime.changes import Image

_log = structlog.get_logger(__name__)

_SYMBOLS: Final = {
    "eq": "=",
    "neq": "<>",
    "lt": "<",
    "lte": "<=",
    "gt": ">",
    "gte": ">=",
    "like": "~~",
    "ilike": "~~*",
    "match": "~",
    "imatch": "~*",
}
_MAX_IN_VALUES: Final = 100
"""supabase/realtime, subscription_check_filters."""
_CONDITIONS_A_QUERY: Final = 500
"""Postgres allows 1,664 entries in a select list."""


@dataclass(frozen=True)
class Rendered:
    """A row image as JSON texts by column, and which of the asked conditions hold for it."""

    fields: dict[str, str]
    holds: frozenset[Condition]


async def render(
    desk: Desk, table: Table, images: Sequence[Image], conditions: Sequence[Condition]
) -> list[Rendered]:
    """Each image as JSON, in order. Columns the table no longer has are left out."""
    fields = await _render(desk, table, images)
    known = [condition for condition in conditions if condition.column in table.by_name]
    holds: list[set[Condition]] = [set() for _ in images]
    for at in range(0, len(known), _CONDITIONS_A_QUERY):
        some = known[at : at + _CONDITIONS_A_QUERY]
        for number, passed in enumerate(await _test(desk, table, some, images)):
            holds[number] |= {
                c for c, ok in zip(some, passed, strict=True) if ok and c.column in images[number]
            }
    return [Rendered(row, frozenset(passed)) for row, passed in zip(fields, holds, strict=True)]


async def check(desk: Desk, table: Table, readable: frozenset[str], binding: Binding) -> None:
    """Refuse what could not be evaluated later. Raises BindingError with the real server's reason."""
    for condition in binding.conditions:
        column = table.by_name.get(condition.column)
        if column is None or column.name not in readable:
            raise BindingError(f"invalid column for filter {condition.column}")
        if condition.operator == "is" and condition.value not in IS_VALUES:
            raise BindingError("invalid value for is filter: must be null, true, false, or unknown")
        try:
            expression, values = _expression(column, condition, sql.SQL("null"))
            await desk.execute(sql.SQL("select {}").format(expression), values)
            if condition.operator == "in":
                await _check_in(desk, column, condition)
            if condition.operator in ("match", "imatch"):
                await desk.execute("select '' ~ %s", (condition.value,))
        except psycopg.OperationalError:
            raise
        except psycopg.DatabaseError as error:
            raise BindingError(error.diag.message_primary or str(error)) from error
    for name in binding.select or ():
        if name not in readable:
            raise BindingError(f"invalid column for select {name}")


async def _check_in(desk: Desk, column: Column, condition: Condition) -> None:
    query = sql.SQL("select coalesce(cardinality(%s::{}), 0)").format(_type(column, "[]"))
    cursor = await desk.execute(query, (condition.value,))
    row = await cursor.fetchone()
    if row and row[0] > _MAX_IN_VALUES:
        raise BindingError("too many values for `in` filter. Maximum 100")


async def _render(desk: Desk, table: Table, images: Sequence[Image]) -> list[dict[str, str]]:
    present = {name for image in images for name in image}
    columns = [column for column in table.columns if column.name in present]
    if not columns:
        return [{} for _ in images]
    outputs = [_json(column, f"c{at}") for at, column in enumerate(columns)]
    try:
        rows = await _over(desk, columns, images, outputs, [])
    except psycopg.OperationalError:
        raise
    except psycopg.DatabaseError as error:
        # The table's types changed between the write and now: the text is better than nothing.
        _log.warning("realtime_row_not_typed", table=table.name, sqlstate=error.sqlstate)
        return [{name: json.dumps(value) for name, value in image.items()} for image in images]
    rendered = []
    for row, image in zip(rows, images, strict=True):
        texts = {column.name: cast("str | None", text) for column, text in zip(columns, row, strict=True)}
        rendered.append({name: text or "null" for name, text in texts.items() if name in image})
    return rendered


async def _test(
    desk: Desk, table: Table, conditions: Sequence[Condition], images: Sequence[Image]
) -> list[tuple[object, ...]]:
    names = sorted({condition.column for condition in conditions})
    outputs, values = [], []
    for condition in conditions:
        name = sql.Identifier("u", f"c{names.index(condition.column)}")
        expression, some = _expression(table.by_name[condition.column], condition, name)
        outputs.append(sql.SQL("coalesce({}, false)").format(expression))
        values.extend(some)
    try:
        return await _over(desk, [table.by_name[name] for name in names], images, outputs, values)
    except psycopg.OperationalError:
        raise
    except psycopg.DatabaseError as error:
        if len(conditions) == 1:
            _log.warning("realtime_filter_failed", column=names[0], sqlstate=error.sqlstate)
            return [(False,) for _ in images]
    # One filter that cannot be evaluated must not silence the others.
    each = [await _test(desk, table, [condition], images) for condition in conditions]
    return [tuple(column[number][0] for column in each) for number in range(len(images))]


async def _over(
    desk: Desk,
    columns: Sequence[Column],
    images: Sequence[Image],
    outputs: Sequence[sql.Composable],
    values: Sequence[str],
) -> list[tuple[object, ...]]:
    """`select outputs` over the images, whose columns are called u.c0, u.c1, … and are text."""
    query = sql.SQL("select {} from unnest({}) with ordinality as u({}, n) order by u.n").format(
        sql.SQL(", ").join(outputs),
        sql.SQL(", ").join([sql.SQL("%s::text[]")] * len(columns)),
        sql.SQL(", ").join(sql.Identifier(f"c{at}") for at in range(len(columns))),
    )
    arrays = [[image.get(column.name) for image in images] for column in columns]
    cursor = await desk.execute(query, [*values, *arrays])
    return await cursor.fetchall()


def _json(column: Column, name: str) -> sql.Composable:
    value = sql.Identifier("u", name)
    if column.type_name == "bytea":
        # The real server gets hexadecimal digits without the leading \x from its plugin and keeps them.
        return sql.SQL("to_jsonb(substr({}, 3))::text").format(value)
    return sql.SQL("to_jsonb({}::{})::text").format(value, _type(column))


def _expression(
    column: Column, condition: Condition, value: sql.Composable
) -> tuple[sql.Composable, list[str]]:
    """The condition in SQL over `value`, a text expression; and its parameters."""
    typed = sql.SQL("{}::{}").format(value, _type(column))
    negation = sql.SQL("not " if condition.negate else "")
    if condition.operator == "is":
        keyword = sql.SQL(condition.value)
        return sql.SQL("({} is {}{})").format(typed, negation, keyword), []
    if condition.operator == "isdistinct":
        body = sql.SQL("({} is {}distinct from %s::{})").format(typed, negation, _type(column))
        return body, [condition.value]
    if condition.operator == "in":
        body = sql.SQL("({}({} = any (%s::{})))").format(negation, typed, _type(column, "[]"))
    else:
        symbol = sql.SQL(_SYMBOLS[condition.operator])
        body = sql.SQL("({}({} {} %s::{}))").format(negation, typed, symbol, _type(column))
    return body, [condition.value]


def _type(column: Column, suffix: str = "") -> sql.SQL:
    """The type as format_type spelled it: the catalogue's own text, quoted where it must be."""
    return sql.SQL(column.sql_type.replace("%", "%%") + suffix)
