"""Turns what a client wrote into a tree of nodes whose every name the catalogue knows.

Pure. After planning, a name in a Node is safe to become an identifier; sql.py needs no catalogue.
Raises RestError: PGRST200 and 201 for embedded resources, 42703 for columns, 42704 for types, PGRST108 for
filters on what was not embedded. Tested in tests/unit/test_rest_sql.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import count

from worker.local.gateway.rest.catalogue import Catalogue, ColumnInfo, Link
from worker.local.gateway.rest.errors import RestError, no_column, unsupported
from worker.local.gateway.rest.query import (
    WHOLE,
    Column,
    Condition,
    Embed,
    Field,
    Logic,
    OrderTerm,
    Path,
    Query,
    Window,
)


@dataclass(frozen=True, slots=True)
class NullEmbed:
    """`resource=is.null`: rows without (or, negated, with) rows of an embedded resource."""

    child: str
    negated: bool


Test = Condition | Logic | NullEmbed


@dataclass(frozen=True)
class Node:
    """One relation of a request and what is wanted of it.

    `alias` names it in SQL and is unique in the tree. `outputs` are columns and, by their name in `children`,
    embedded resources, in the client's order.
    """

    relation: str
    alias: str
    columns: Mapping[str, ColumnInfo]
    outputs: tuple[Column | str, ...]
    children: Mapping[str, "Node"] = field(default_factory=dict)
    tests: tuple[Test, ...] = ()
    order: tuple[OrderTerm, ...] = ()
    window: Window = WHOLE
    link: Link | None = None
    inner: bool = False
    spread: bool = False

    def needed_columns(self) -> tuple[str, ...]:
        """What a mutation must return for this node to be read from it; `*` first stands for all columns."""
        names = [output.field.name for output in self.outputs if isinstance(output, Column)]
        names += [term.field.name for term in self.order if term.relation is None]
        for child in self.children.values():
            if child.link:
                names += [here for here, _ in child.link.pairs]
        if "*" in names:
            return ("*", *self.computed_columns())
        return tuple(dict.fromkeys(names))

    def computed_columns(self) -> tuple[str, ...]:
        """The computed columns this node reads, which `*` does not hold."""
        fields = [output.field for output in self.outputs if isinstance(output, Column)]
        fields += [term.field for term in self.order if term.relation is None]
        fields += [wanted for test in self.tests for wanted in _fields_of(test)]
        names = dict.fromkeys(wanted.name for wanted in fields)
        return tuple(name for name in names if name in self.columns and self.columns[name].computed)


class Planner:
    """Plans one request.

    Args:
        catalogue: what exists.
        max_rows: the most rows of any one relation in the answer, or None for no bound.
    """

    def __init__(self, catalogue: Catalogue, max_rows: int | None) -> None:
        self._catalogue = catalogue
        self._max_rows = max_rows
        self._numbers = count(1)

    def tree(
        self,
        query: Query,
        relation: str,
        columns: Mapping[str, ColumnInfo],
        *,
        embeddable: bool = True,
        root_tests: bool = True,
    ) -> Node:
        """The whole request, rooted at `relation`.

        Args:
            columns: those of the root, which for a function are not those of a relation.
            embeddable: whether the root's rows are those of a relation with keys.
            root_tests: false when the root's filters went to an UPDATE or DELETE.
        """
        root = Embed(relation, query.select)
        query = replace(
            query,
            where=tuple((_resolved(path, root), test) for path, test in query.where),
            order=tuple((_resolved(path, root), terms) for path, terms in query.order),
            windows={_resolved(path, root): window for path, window in query.windows.items()},
        )
        return self._node(root, query, (), relation, columns, embeddable=embeddable, root_tests=root_tests)

    def _node(
        self,
        embed: Embed,
        query: Query,
        path: Path,
        relation: str,
        columns: Mapping[str, ColumnInfo],
        *,
        link: Link | None = None,
        embeddable: bool = True,
        root_tests: bool = True,
    ) -> Node:
        shown = relation if link is None else f"{relation}_{len(path)}"
        alias = relation if link is None else f"pgrst_{next(self._numbers)}"
        children: dict[str, Node] = {}
        outputs: list[Column | str] = []
        for item in embed.items:
            if isinstance(item, Column):
                self._check_column(item, shown, columns)
                outputs.append(item)
                continue
            if item.name in children:
                raise unsupported(f"embedding '{item.name}' twice at one level; give one an alias")
            children[item.name] = self._child(item, query, path, relation, embeddable=embeddable)
            outputs.append(item.name)
        tests = [] if path == () and not root_tests else [t for p, t in query.where if p == path]
        order = [term for p, terms in query.order if p == path for term in terms]
        return Node(
            relation,
            alias,
            columns,
            tuple(outputs),
            children,
            tuple(self._test(test, shown, columns, children) for test in tests),
            tuple(self._order(term, shown, columns, children) for term in order),
            self._bounded(query.windows.get(path, Window())),
            link,
            embed.inner,
            embed.spread,
        )

    def _child(self, item: Embed, query: Query, path: Path, relation: str, *, embeddable: bool) -> Node:
        origin = relation if embeddable else ""
        if embeddable and item.target in self._catalogue.relation(relation).computed_links:
            raise unsupported(f"the computed relationship '{item.target}'")
        link = self._catalogue.link(origin, item.target, item.hint)
        if item.spread and not link.to_one:
            raise unsupported(f"spreading the to-many resource '{item.target}'")
        target = self._catalogue.relation(link.target)
        return self._node(item, query, (*path, item.name), target.name, target.readable, link=link)

    def _bounded(self, window: Window) -> Window:
        if self._max_rows is None:
            return window
        limit = self._max_rows if window.limit is None else min(window.limit, self._max_rows)
        return Window(window.offset, limit)

    def _check_column(self, item: Column, shown: str, columns: Mapping[str, ColumnInfo]) -> None:
        if item.field.name == "*" and not item.field.path:
            return
        check_field(item.field, shown, columns)
        if item.cast is not None and item.cast not in self._catalogue.types:
            raise RestError(400, "42704", f'type "{item.cast}" does not exist', stale=True)

    def _order(
        self,
        term: OrderTerm,
        shown: str,
        columns: Mapping[str, ColumnInfo],
        children: Mapping[str, Node],
    ) -> OrderTerm:
        if term.relation is None:
            check_field(term.field, shown, columns)
            return term
        child = children.get(term.relation)
        if child is None:
            raise _not_embedded(term.relation)
        if child.link is None or not child.link.to_one:
            raise RestError(
                400,
                "PGRST118",
                f"A related order on '{term.relation}' is not possible",
                details=f"'{shown}' and '{term.relation}' do not form a many-to-one or one-to-one "
                "relationship",
            )
        check_field(term.field, child.relation, child.columns)
        return term

    def _test(
        self,
        test: Condition | Logic,
        shown: str,
        columns: Mapping[str, ColumnInfo],
        children: Mapping[str, Node],
    ) -> Test:
        if isinstance(test, Condition):
            name = test.field.name
            if name in children and name not in columns and not test.field.path:
                return _null_embed(test)
            check_field(test.field, shown, columns)
            return test
        parts = tuple(self._test(part, shown, columns, children) for part in test.children)
        # NullEmbed among the children is rendered like any other test; the type stays that of the grammar.
        return Logic(test.operator, parts, test.negated)  # type: ignore[arg-type]


def _fields_of(test: Test) -> Iterable[Field]:
    if isinstance(test, Condition):
        yield test.field
    elif isinstance(test, Logic):
        for part in test.children:
            yield from _fields_of(part)


def check_field(wanted: Field, shown: str, columns: Mapping[str, ColumnInfo]) -> None:
    """Raise 42703 unless the column exists; `shown` is what the message calls the relation."""
    if wanted.name not in columns:
        raise no_column(shown, wanted.name)


def root_conditions(query: Query, relation: str, columns: Mapping[str, ColumnInfo]) -> tuple[Test, ...]:
    """The root's own filters, for an UPDATE or DELETE; an embedded resource cannot be among them."""
    tests = tuple(test for path, test in query.where if path == ())
    _check_tests(tests, relation, columns)
    return tests


def _check_tests(
    tests: Iterable[Condition | Logic], relation: str, columns: Mapping[str, ColumnInfo]
) -> None:
    for test in tests:
        if isinstance(test, Logic):
            _check_tests(test.children, relation, columns)
        else:
            check_field(test.field, relation, columns)


def _null_embed(test: Condition) -> NullEmbed:
    if test.operator != "is" or test.value not in {"null", "not_null"}:
        raise RestError(
            400,
            "PGRST120",
            f"Bad operator on the '{test.field.name}' embedded resource",
            details="Only is null or not is null filters are allowed on embedded resources",
        )
    return NullEmbed(test.field.name, negated=test.negated != (test.value == "not_null"))


def _not_embedded(name: str) -> RestError:
    return RestError(
        400,
        "PGRST108",
        f"'{name}' is not an embedded resource in this request",
        hint=f"Verify that '{name}' is included in the 'select' query parameter.",
    )


def _resolved(path: Path, root: Embed) -> Path:
    """The path in the names of the result: a resource with an alias may be called by its own name too."""
    here = root
    names = []
    for name in path:
        embeds = [item for item in here.items if isinstance(item, Embed)]
        found = next((e for e in embeds if e.name == name), None)
        found = found or next((e for e in embeds if e.target == name), None)
        if found is None:
            raise _not_embedded(name)
        names.append(found.name)
        here = found
    return tuple(names)
