"""From a request and a catalogue to one SQL statement: what each method of the REST door means.

Pure: an Action is everything app.py needs to run the statement and word the answer. Raises RestError.
Tested in tests/unit/test_rest_sql.py and, against Postgres, tests/integration/test_rest_*.py.
"""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import LiteralString, NoReturn

from psycopg.sql import SQL, Composable, Composed, Identifier

from worker.local.gateway.rest.catalogue import Catalogue, ColumnInfo, Relation
from worker.local.gateway.rest.errors import RestError, not_countable
from worker.local.gateway.rest.headers import Format, with_range
from worker.local.gateway.rest.parse import parse
from worker.local.gateway.rest.payload import Incoming, fills_defaults, read_call_body, read_payload
from worker.local.gateway.rest.plan import Node, Planner, root_conditions
from worker.local.gateway.rest.query import WHOLE, Column, Field, Query, Window
from worker.local.gateway.rest.sql import SOURCE, Reader, Values, trusted
from worker.local.gateway.rest.writes import UPDATED, Conflict, Writer

SCALAR = "pgrst_scalar"
_ROW: LiteralString = "pgrst_row"


@dataclass(frozen=True)
class Statement:
    """SQL with placeholders $1 … and their texts."""

    sql: bytes
    values: tuple[str, ...]

    @classmethod
    def of(cls, parts: Iterable[Composable], values: Values) -> "Statement":
        """The rendered parts, with what was bound on the way."""
        return cls(Composed(list(parts)).as_bytes(None), tuple(values.bound))


@dataclass(frozen=True)
class Action:
    """One statement and how its row (body, rows, total, updated) becomes an answer.

    `kind` is read, insert, update, delete or call. `estimate`, when present, is the query whose planned rows
    are the total (count=planned) or join it beyond `counted_to` rows (count=estimated).
    """

    kind: str
    statement: Statement
    incoming: Incoming
    window: Window = WHOLE
    estimate: Statement | None = None
    counted_to: int | None = None
    read_only: bool = False
    returns_void: bool = False
    upserts: bool = False
    resolves: bool = False  # Prefer: resolution had a key to work on
    location: tuple[str, ...] = ()
    body_first: bool = False  # the first value is the request's body
    time_limit: str | None = None  # the called function's own statement_timeout


_OVERRIDES = SQL(
    ", nullif(current_setting('response.headers', true), '')"
    ", nullif(current_setting('response.status', true), '')"
)
"""What functions and triggers may have set to change the answer's headers and status."""
REMEMBERED = 512
"""Plans a Builder keeps; a dashboard and a worker together ask in a few dozen ways."""


class Builder:
    """Makes actions over one catalogue, and remembers those of reads and calls, which clients repeat.

    Args:
        catalogue: what exists.
        max_rows: bounds every relation of a read.
    """

    def __init__(self, catalogue: Catalogue, max_rows: int) -> None:
        self.catalogue = catalogue
        self.max_rows = max_rows
        self._remembered: dict[Hashable, Action] = {}

    def _remember(self, key: Hashable, action: Action) -> Action:
        if len(self._remembered) >= REMEMBERED:
            del self._remembered[next(iter(self._remembered))]
        self._remembered[key] = action
        return action

    def relation_action(self, incoming: Incoming) -> Action:
        """GET, HEAD, POST, PATCH or DELETE on a table or view."""
        known = self._remembered.get(incoming)
        if known:
            return known
        relation = self.catalogue.relation(incoming.name)
        query = parse(incoming.query_string)
        if incoming.method in {"GET", "HEAD"}:
            return self._remember(incoming, self._read(incoming, query, relation))
        if incoming.method == "POST":
            return self._insert(incoming, query, relation)
        if incoming.method == "PATCH":
            return self._update(incoming, query, relation)
        return self._delete(incoming, query, relation)

    def _read(self, incoming: Incoming, query: Query, relation: Relation) -> Action:
        query = _ranged(query, incoming)
        node = Planner(self.catalogue, self.max_rows).tree(query, relation.name, relation.readable)
        reader = Reader(self.catalogue.schema, Values())
        rows = reader.select(node)
        total = self._total(incoming, reader, node, None)
        wanted = SQL("''") if incoming.method == "HEAD" else _body(incoming.format)
        statement = [SQL("select "), wanted, SQL(", count(*), "), total, SQL(", null"), _OVERRIDES]
        statement += [SQL(" from ("), rows, SQL(") as "), Identifier(_ROW)]
        return Action(
            "read",
            Statement.of(statement, reader.values),
            incoming,
            node.window,
            self._estimate(incoming, node),
            self.max_rows if incoming.preferences.count == "estimated" else None,
            read_only=True,
        )

    def _total(self, incoming: Incoming, reader: Reader, node: Node, source: Composable | None) -> Composable:
        if incoming.preferences.count not in {"exact", "estimated"}:
            return SQL("null")
        counted = reader.count(node, source)
        if incoming.preferences.count == "estimated":
            counted = Composed([counted, reader.window(Window(limit=self.max_rows + 1))])
        return Composed([SQL("(select count(*) from ("), counted, SQL(") as pgrst_counted)")])

    def _estimate(self, incoming: Incoming, node: Node) -> Statement | None:
        if incoming.preferences.count not in {"planned", "estimated"}:
            return None
        reader = Reader(self.catalogue.schema, Values())
        return Statement.of([SQL("explain (format json) "), reader.count(node)], reader.values)

    def _insert(self, incoming: Incoming, query: Query, relation: Relation) -> Action:
        preferences = incoming.preferences
        payload = read_payload(incoming, query, relation)
        conflict = None
        if preferences.resolution:
            key = query.on_conflict or relation.primary_key
            for name in key:
                if name not in relation.columns:
                    raise RestError(400, "42703", f'column "{name}" does not exist', stale=True)
            if key:
                conflict = Conflict(key, preferences.resolution == "merge-duplicates")
        node, reader = self._representation(query, relation)
        changed = Writer(reader).insert(
            relation,
            payload,
            conflict,
            self._returning(incoming, node, relation),
            fill_defaults=fills_defaults(preferences, payload),
        )
        location = relation.primary_key if preferences.returning == "headers-only" else ()
        action = self._changed("insert", incoming, reader, node, changed, location)
        return replace(action, upserts=conflict is not None and conflict.merge, resolves=conflict is not None)

    def _update(self, incoming: Incoming, query: Query, relation: Relation) -> Action:
        payload = read_payload(incoming, query, relation)
        tests = root_conditions(query, relation.name, relation.readable)
        if not tests:
            _refuse_whole_table("UPDATE")
        node, reader = self._representation(query, relation)
        if not payload.columns:
            nothing = Composed([SQL("select * from "), reader.table(relation.name), SQL(" where false")])
            return self._changed("update", incoming, reader, node, nothing)
        changed = Writer(reader).update(
            node,
            tests,
            payload,
            self._returning(incoming, node, relation),
            fill_defaults=fills_defaults(incoming.preferences, payload),
        )
        return self._changed("update", incoming, reader, node, changed)

    def _delete(self, incoming: Incoming, query: Query, relation: Relation) -> Action:
        tests = root_conditions(query, relation.name, relation.readable)
        if not tests:
            _refuse_whole_table("DELETE")
        node, reader = self._representation(query, relation)
        changed = Writer(reader).delete(node, tests, self._returning(incoming, node, relation))
        return self._changed("delete", incoming, reader, node, changed)

    def _representation(self, query: Query, relation: Relation) -> tuple[Node, Reader]:
        """How changed rows are read back: all of them, whatever limit and offset say, as in PostgREST."""
        planner = Planner(self.catalogue, None)
        query = replace(query, windows={})
        node = planner.tree(query, relation.name, relation.readable, root_tests=False)
        return node, Reader(self.catalogue.schema, Values())

    def _returning(self, incoming: Incoming, node: Node, relation: Relation) -> tuple[str, ...]:
        if incoming.preferences.returning == "representation":
            return node.needed_columns()
        if incoming.preferences.returning == "headers-only" and incoming.method == "POST":
            return relation.primary_key
        return ()

    def _changed(
        self,
        kind: str,
        incoming: Incoming,
        reader: Reader,
        node: Node,
        changed: Composed,
        location: tuple[str, ...] = (),
    ) -> Action:
        full = incoming.preferences.returning == "representation"
        rows = reader.select(node, SOURCE) if full else Composed([SQL("select * from "), SOURCE])
        body: Composable = SQL("''")
        if full:
            body = _body(incoming.format)
        elif location:
            body = SQL("(json_agg(pgrst_row) -> 0)::text")
        updated = trusted(f"nullif(current_setting('{UPDATED}', true), '')::bigint")
        statement = [SQL("with "), SOURCE, SQL(" as ("), changed, SQL(") select "), body]
        statement += [
            SQL(", count(*), null, "),
            updated,
            _OVERRIDES,
            SQL(" from ("),
            rows,
            SQL(") as "),
            Identifier(_ROW),
        ]
        return Action(kind, Statement.of(statement, reader.values), incoming, location=location)

    def call_action(self, incoming: Incoming) -> Action:
        """GET, HEAD or POST on a function."""
        if incoming.method != "POST":
            known = self._remembered.get(("call", incoming))
            return known or self._remember(("call", incoming), self._call(incoming, None))
        body = read_call_body(incoming)
        given = tuple(body) if isinstance(body, dict) else ()
        key = ("call", replace(incoming, body=b""), given)
        known = self._remembered.get(key) or self._remember(key, self._call(incoming, given))
        # The plan is the same for every body with these keys, which is always its first value, if any.
        values = known.statement.values
        if known.body_first:
            values = (incoming.body.decode() or "{}", *values[1:])
        return replace(known, statement=replace(known.statement, values=values))

    def _call(self, incoming: Incoming, given: tuple[str, ...] | None) -> Action:
        """Plan a call; `given` are the keys of a POST's body, None for the arguments of a query string."""
        posted = given is not None
        query = _ranged(parse(incoming.query_string, is_call=not posted), incoming)
        arguments = None if posted else dict(query.arguments)
        names = query.columns or given or () if arguments is None else tuple(arguments)
        routine = self.catalogue.routine(incoming.name, names, posted=posted)
        preferences = incoming.preferences
        if preferences.affecting_at_most is not None and not routine.returns_set:
            raise not_countable()
        columns: Mapping[str, ColumnInfo] = routine.row_columns
        if routine.row_relation:
            columns = self.catalogue.relation(routine.row_relation).readable
        if not routine.returns_row:
            columns = {SCALAR: ColumnInfo(SCALAR, "", "")}
            query = replace(query, select=(Column(Field(SCALAR)),))
        node = Planner(self.catalogue, self.max_rows).tree(
            query,
            routine.row_relation or routine.name,
            columns,
            embeddable=routine.row_relation is not None,
        )
        reader = Reader(self.catalogue.schema, Values())
        body = incoming.body.decode() or "{}"
        called = Writer(reader).call(routine, names, arguments, body, node.computed_columns())
        rows = reader.select(node, SOURCE)
        total = self._total(incoming, reader, node, SOURCE)
        wanted: Composable = _body(
            incoming.format, scalar=not routine.returns_row, single=not routine.returns_set
        )
        minimal = posted and preferences.returning == "minimal"
        if routine.returns_void or minimal or incoming.method == "HEAD":
            wanted = SQL("''")
        page = SQL(", count(*), ") if routine.returns_set else SQL(", 1, ")
        # Materialized: a call whose result nobody reads must be made all the same, or refused.
        source = [SQL("with "), SOURCE, SQL(" as materialized ("), called, SQL(") select ")]
        statement = [*source, wanted, page, total]
        statement += [SQL(", null"), _OVERRIDES, SQL(" from ("), rows, SQL(") as "), Identifier(_ROW)]
        return Action(
            "call",
            Statement.of(statement, reader.values),
            incoming,
            node.window,
            read_only=not posted or not routine.volatile,
            returns_void=routine.returns_void,
            body_first=posted and (bool(names) or routine.takes_whole_body),
            time_limit=routine.time_limit,
        )


def _ranged(query: Query, incoming: Incoming) -> Query:
    if incoming.method != "GET":  # RFC 9110 defines Range for GET alone
        return query
    window = with_range(query.windows.get((), Window()), incoming.range)
    return replace(query, windows={**query.windows, (): window})


def _body(wanted: Format, *, scalar: bool = False, single: bool = False) -> Composable:
    """The body, written by Postgres from the rows `pgrst_row`."""
    row: LiteralString = "pgrst_row.pgrst_scalar" if scalar else "pgrst_row"
    if wanted.shape == "csv":
        keys = "(select string_agg(key, ',') from json_object_keys(json_agg(pgrst_row) -> 0) as key)"
        line = "substring(pgrst_row::text, 2, length(pgrst_row::text) - 2)"
        return trusted(f"coalesce({keys}, '') || e'\\n' || coalesce(string_agg({line}, e'\\n'), '')")
    rows = f"json_agg({row})"
    if wanted.shape == "object" or single:
        rows, empty = f"{rows} -> 0", "null"
    else:
        empty = "[]"
    if wanted.strip_nulls:
        rows = f"json_strip_nulls({rows})"
    return trusted(f"coalesce(({rows})::text, '{empty}')")


def _refuse_whole_table(verb: str) -> NoReturn:
    """Supabase loads safeupdate for its API; these are its words."""
    raise RestError(400, "21000", f"{verb} requires a WHERE clause")
