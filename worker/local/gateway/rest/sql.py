"""SQL from planned nodes: reading, filtering, ordering. Pure; writes.py adds INSERT, UPDATE, DELETE, calls.

Injection-proof by construction: an identifier is psycopg.sql.Identifier over a name the catalogue holds or
over an alias, which is quoted and names nothing that exists; a value is a bound parameter; `trusted` wraps
only what pg_catalog wrote (types, defaults) or this package. A cast's type is one of the catalogue's names.
Parameters are sent untyped ($1), so that Postgres takes the column's own type and says so in its errors.
Tested in tests/unit/test_rest_sql.py and, with hostile names and values, in
tests/integration/rest/test_rest_fuzz.py.
"""

from collections.abc import Iterable
from typing import LiteralString, cast

from psycopg.sql import SQL, Composable, Composed, Identifier

from worker.local.gateway.rest.plan import Node, NullEmbed, Test
from worker.local.gateway.rest.query import Column, Condition, Field, OrderTerm, Window

OPERATORS = {
    "eq": "=",
    "neq": "<>",
    "gt": ">",
    "gte": ">=",
    "lt": "<",
    "lte": "<=",
    "like": "like",
    "ilike": "ilike",
    "match": "~",
    "imatch": "~*",
    "cs": "@>",
    "cd": "<@",
    "ov": "&&",
    "sl": "<<",
    "sr": ">>",
    "nxr": "&<",
    "nxl": "&>",
    "adj": "-|-",
    "isdistinct": "is distinct from",
}
TEXT_SEARCH = {
    "fts": "to_tsquery",
    "plfts": "plainto_tsquery",
    "phfts": "phraseto_tsquery",
    "wfts": "websearch_to_tsquery",
}
QUANTIFIERS = {"any": SQL("any("), "all": SQL("all(")}
TRUTHS = {"null": "null", "not_null": "not null", "true": "true", "false": "false", "unknown": "unknown"}
SOURCE = Identifier("pgrst_source")
"""The common table expression a mutation's or a function's rows are read back from."""


def trusted(text: str) -> SQL:
    """SQL that comes from the catalogue or from this package, never from a request."""
    return SQL(text)


class Values:
    """The bound parameters of one statement, in order."""

    def __init__(self) -> None:
        self.bound: list[str] = []

    def bind(self, value: str) -> Composable:
        """The placeholder `$n` of a new parameter."""
        self.bound.append(value)
        return trusted(f"${len(self.bound)}")


def joined(separator: LiteralString, parts: Iterable[Composable]) -> Composed:
    """The parts with SQL between them."""
    return SQL(separator).join(list(parts))


def array_literal(values: Iterable[str]) -> str:
    """The text form of a Postgres array of these texts."""
    quoted = (value.replace("\\", "\\\\").replace('"', '\\"') for value in values)
    return "{" + ",".join(f'"{value}"' for value in quoted) + "}"


class Reader:
    """Renders nodes of one statement.

    Args:
        schema: where the relations are.
        values: takes the parameters.
    """

    def __init__(self, schema: str, values: Values) -> None:
        self.schema = schema
        self.values = values
        self._junctions = 0

    def table(self, name: str) -> Composable:
        """The qualified name of a relation or function."""
        return Identifier(self.schema, name)

    def select(self, node: Node, source: Composable | None = None) -> Composed:
        """A query for the rows of `node`, from its relation or from `source`."""
        outputs = [part for output in node.outputs for part in self._output(node, output)]
        joins = [self._join(node, child) for child in node.children.values()]
        parts: list[Composable] = [SQL("select "), joined(", ", outputs), self._from(node, source)]
        parts += joins
        parts.append(self._where(node, counting=False))
        if node.order:
            parts += [SQL(" order by "), joined(", ", (self._term(node, term) for term in node.order))]
        parts.append(self.window(node.window))
        return Composed(parts)

    def count(self, node: Node, source: Composable | None = None) -> Composed:
        """A query with one row for each row of `node` there is, whatever its window."""
        return Composed([SQL("select 1"), self._from(node, source), self._where(node, counting=True)])

    def window(self, window: Window) -> Composable:
        """LIMIT and OFFSET."""
        parts: list[Composable] = []
        if window.limit is not None:
            parts += [SQL(" limit "), self.values.bind(str(window.limit)), SQL("::bigint")]
        if window.offset:
            parts += [SQL(" offset "), self.values.bind(str(window.offset)), SQL("::bigint")]
        return Composed(parts)

    def where(self, node: Node, tests: Iterable[Test]) -> Composable:
        """WHERE over `tests` alone, as an UPDATE or DELETE has it."""
        rendered = [self._test(node, test, counting=False) for test in tests]
        return Composed([SQL(" where "), joined(" and ", rendered)]) if rendered else SQL("")

    def _from(self, node: Node, source: Composable | None) -> Composed:
        parts = [SQL(" from "), source or self.table(node.relation), SQL(" as "), Identifier(node.alias)]
        if node.link and node.link.junction:
            alias = Identifier(_junction_alias(node))
            parts += [SQL(", "), self.table(node.link.junction), SQL(" as "), alias]
        return Composed(parts)

    def _where(self, node: Node, *, counting: bool) -> Composable:
        tests = [self._test(node, test, counting=counting) for test in node.tests]
        if counting:
            tests += [self._exists(node, child) for child in node.children.values() if child.inner]
        return Composed([SQL(" where "), joined(" and ", tests)]) if tests else SQL("")

    def _linked(self, parent: Node, child: Node) -> list[Composable]:
        link = child.link
        if link is None:
            return []
        if link.junction:
            between = _junction_alias(child)
            pairs = [
                *((parent.alias, here, between, there) for here, there in link.pairs),
                *((between, here, child.alias, there) for here, there in link.beyond),
            ]
        else:
            pairs = [(parent.alias, here, child.alias, there) for here, there in link.pairs]
        return [
            Composed([Identifier(a, here), SQL(" = "), Identifier(b, there)]) for a, here, b, there in pairs
        ]

    def _output(self, node: Node, output: Column | str) -> list[Composable]:
        if isinstance(output, str):
            return self._embedded(output, node.children[output])
        if output.field.name == "*" and not output.field.path:
            return [Composed([Identifier(node.alias), SQL(".*")])]
        value = self.field(node, output.field)
        if output.cast is not None:
            value = Composed([SQL("cast("), value, SQL(" as "), trusted(output.cast), SQL(")")])
        return [Composed([value, SQL(" as "), Identifier(output.alias or _result_name(output.field))])]

    def _embedded(self, name: str, child: Node) -> list[Composable]:
        if not child.outputs:
            return []  # `resource()` only filters
        joined_rows = Identifier(_join_alias(child))
        if child.spread:
            return [Composed([joined_rows, SQL(".*")])]
        if child.link and child.link.to_one:
            value = Composed([SQL("row_to_json("), joined_rows, SQL(".*)")])
        else:
            rows = Identifier(_join_alias(child), "pgrst_rows")
            value = Composed([SQL("coalesce("), rows, SQL(", '[]'::json)")])
        return [Composed([value, SQL(" as "), Identifier(name)])]

    def _join(self, parent: Node, child: Node) -> Composed:
        alias = Identifier(_join_alias(child))
        kind = SQL(" join lateral (") if child.inner else SQL(" left join lateral (")
        rows = self._joined_rows(parent, child)
        if child.link and child.link.to_one:
            return Composed([kind, rows, SQL(") as "), alias, SQL(" on true")])
        matches = (
            Composed([Identifier(_join_alias(child), "pgrst_rows"), SQL(" is not null")])
            if child.inner
            else SQL("true")
        )
        aggregate = SQL("select json_agg(pgrst_each) as pgrst_rows from (")
        return Composed([kind, aggregate, rows, SQL(") as pgrst_each) as "), alias, SQL(" on "), matches])

    def _joined_rows(self, parent: Node, child: Node) -> Composed:
        outputs = [part for output in child.outputs for part in self._output(child, output)]
        nested = [self._join(child, grandchild) for grandchild in child.children.values()]
        tests = [self._test(child, test, counting=False) for test in child.tests]
        parts: list[Composable] = [
            SQL("select "),
            joined(", ", outputs) if outputs else SQL("1"),
            self._from(child, None),
            *nested,
            SQL(" where "),
            joined(" and ", [*self._linked(parent, child), *tests]),
        ]
        if child.order:
            parts += [SQL(" order by "), joined(", ", (self._term(child, term) for term in child.order))]
        parts.append(self.window(child.window))
        return Composed(parts)

    def _exists(self, parent: Node, child: Node) -> Composed:
        tests = [
            *self._linked(parent, child),
            *(self._test(child, test, counting=True) for test in child.tests),
            *(self._exists(child, grandchild) for grandchild in child.children.values() if grandchild.inner),
        ]
        found = [SQL("exists (select"), self._from(child, None), SQL(" where "), joined(" and ", tests)]
        return Composed([*found, SQL(")")])

    def _term(self, node: Node, term: OrderTerm) -> Composed:
        if term.relation is None:
            value = self.field(node, term.field)
        else:
            # A subquery of its own: the joined rows hold only what the client selected.
            child = node.children[term.relation]
            parts = [SQL("(select "), self.field(child, term.field), self._from(child, None)]
            value = Composed([*parts, SQL(" where "), joined(" and ", self._linked(node, child)), SQL(")")])
        direction = {"asc": SQL(" asc"), "desc": SQL(" desc"), None: SQL("")}[term.direction]
        nulls = {"first": SQL(" nulls first"), "last": SQL(" nulls last"), None: SQL("")}[term.nulls]
        return Composed([value, direction, nulls])

    def field(self, node: Node, wanted: Field) -> Composed:
        """A column of `node`, or what its JSON path leads to."""
        column: Composable = Identifier(node.alias, wanted.name)
        if not wanted.path:
            return Composed([column])
        if node.columns[wanted.name].type_name not in {"json", "jsonb"}:
            column = Composed([SQL("to_jsonb("), column, SQL(")")])
        parts = [column]
        for step in wanted.path:
            arrow = SQL("->>") if step.as_text else SQL("->")
            kind = SQL("::int") if step.is_index else SQL("::text")
            parts += [arrow, self.values.bind(step.key), kind]
        return Composed([SQL("("), *parts, SQL(")")])

    def _test(self, node: Node, test: Test, *, counting: bool) -> Composable:
        if isinstance(test, NullEmbed):
            return self._null_embed(node, test, counting=counting)
        if isinstance(test, Condition):
            return self._condition(node, test)
        glue: LiteralString = " and " if test.operator == "and" else " or "
        parts = [self._test(node, part, counting=counting) for part in test.children]
        negation = SQL("not ") if test.negated else SQL("")
        return Composed([negation, SQL("("), joined(glue, parts), SQL(")")])

    def _null_embed(self, node: Node, test: NullEmbed, *, counting: bool) -> Composable:
        child = node.children[test.child]
        if counting:
            negation = SQL("") if test.negated else SQL("not ")
            return Composed([negation, self._exists(node, child)])
        verb = SQL(" is not null") if test.negated else SQL(" is null")
        if child.link and child.link.to_one:
            # `is null` on a row means that every column is; `is distinct from` asks for the row itself.
            verb = SQL(" is distinct from null") if test.negated else SQL(" is not distinct from null")
            return Composed([Identifier(_join_alias(child)), verb])
        return Composed([Identifier(_join_alias(child), "pgrst_rows"), verb])

    def _condition(self, node: Node, test: Condition) -> Composed:
        left = self.field(node, test.field)
        negation = SQL("not ") if test.negated else SQL("")
        if test.operator in TEXT_SEARCH:
            return Composed([negation, self._text_search(node, test, left)])
        if test.operator == "in":
            values = self.values.bind(array_literal(test.value))
            return Composed([negation, left, SQL(" = any("), values, SQL(")")])
        value = cast("str", test.value)
        if test.operator == "is":
            return Composed([negation, left, SQL(" is "), trusted(TRUTHS[value])])
        operator = trusted(f" {OPERATORS[test.operator]} ")
        if test.operator in {"like", "ilike"}:
            value = value.replace("*", "%")
        right = self.values.bind(value)
        if test.modifier:
            right = Composed([QUANTIFIERS[test.modifier], right, SQL(")")])
        return Composed([negation, left, operator, right])

    def _text_search(self, node: Node, test: Condition, left: Composed) -> Composed:
        def configured() -> Composable:
            if test.modifier is None:
                return SQL("")
            return Composed([self.values.bind(test.modifier), SQL("::regconfig, ")])

        if test.field.path or node.columns[test.field.name].type_name != "tsvector":
            left = Composed([SQL("to_tsvector("), configured(), left, SQL(")")])
        function = trusted(f" @@ {TEXT_SEARCH[test.operator]}(")
        return Composed([left, function, configured(), self.values.bind(cast("str", test.value)), SQL(")")])


def _join_alias(child: Node) -> str:
    return f"{child.alias}_rows"


def _junction_alias(child: Node) -> str:
    return f"{child.alias}_via"


def _result_name(wanted: Field) -> str:
    """PostgREST's key for a JSON path: its last key that is no index, else the column."""
    keys = [step.key for step in wanted.path if not step.is_index]
    return keys[-1] if keys else wanted.name
