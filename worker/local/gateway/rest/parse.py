"""The query string of a request, read into query.Query: pure, by PostgREST's URL grammar.

Knows no table; raises RestError PGRST100 (400) for what does not parse, PGRST103 (416) for impossible
ranges and PGRST123 (400) for aggregates, which Supabase leaves switched off.
Tested in tests/unit/test_rest_parse.py.
"""

import re
from urllib.parse import parse_qsl

from worker.local.gateway.rest.errors import RestError, bad_range, unparsable
from worker.local.gateway.rest.query import (
    Column,
    Condition,
    Embed,
    Field,
    Logic,
    OrderTerm,
    Path,
    Query,
    SelectItem,
    Window,
)
from worker.local.gateway.rest.scan import DEEPEST, Scanner

_RESERVED_LAST = frozenset({"and", "or", "order", "limit", "offset"})
_RESERVED = frozenset({"select", "columns", "on_conflict"})
_AGGREGATE = re.compile(r"\.?(?:count|sum|avg|min|max)\(\)")
_INTEGER = re.compile(r"-?\d{1,18}", re.ASCII)


def pairs_of(query_string: bytes) -> list[tuple[str, str]]:
    """The decoded parameters in order; percent-encoded bytes that are not UTF-8 are refused."""
    try:
        text = query_string.decode("ascii")
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=2000)
    except ValueError as error:
        raise RestError(400, "PGRST100", "failed to parse the query string", details=str(error)) from error


def parse(query_string: bytes, *, is_call: bool = False) -> Query:
    """Read a query string; in a GET of a function (`is_call`) a value without operator is an argument."""
    where: list[tuple[Path, Condition | Logic]] = []
    order: list[tuple[Path, tuple[OrderTerm, ...]]] = []
    limits: dict[Path, int] = {}
    offsets: dict[Path, int] = {}
    arguments: list[tuple[str, str]] = []
    single: dict[str, str] = {}
    for key, value in pairs_of(query_string):
        if key in _RESERVED:
            single.setdefault(key, value)
            continue
        *head, last = key.split(".")
        if last not in _RESERVED_LAST:
            found = _filter(key, value, is_call=is_call)
            if found is None:
                arguments.append((key, value))
            else:
                where.append(found)
        elif last == "order":
            order.append((_embed_path(head, key), _order(value)))
        elif last in {"limit", "offset"}:
            if _INTEGER.fullmatch(value):
                (limits if last == "limit" else offsets)[_embed_path(head, key)] = int(value)
        else:
            where.append(_logic(key, head, last, value))
    return Query(
        select=parse_select(single.get("select", "*")),
        where=tuple(where),
        order=tuple(order),
        windows=_windows(limits, offsets),
        columns=_names("columns", single.get("columns")),
        on_conflict=_names("on_conflict", single.get("on_conflict")),
        arguments=tuple(arguments),
    )


def _windows(limits: dict[Path, int], offsets: dict[Path, int]) -> dict[Path, Window]:
    if any(limit < 0 for limit in limits.values()):
        raise bad_range("Limit should be greater than or equal to zero.")
    return {path: Window(max(offsets.get(path, 0), 0), limits.get(path)) for path in {*limits, *offsets}}


def _names(label: str, text: str | None) -> tuple[str, ...] | None:
    if not text:
        return None
    return tuple(dict.fromkeys(Scanner(f"{label} parameter", text).names()))


def _embed_path(head: list[str], key: str) -> Path:
    if not head:
        return ()
    scanner = Scanner("tree path", ".".join(head))
    names = [scanner.name()]
    while scanner.take("."):
        names.append(scanner.name())
    if not scanner.ended:
        raise unparsable("tree path", key, scanner.position, "unexpected character in the path")
    return tuple(names)


def _filter(key: str, value: str, *, is_call: bool) -> tuple[Path, Condition] | None:
    if is_call:
        try:
            path, field = Scanner("tree path", key).dotted()
            return path, Scanner("filter", value).condition(field, nested=False)
        except RestError:
            return None
    path, field = Scanner("tree path", key).dotted()
    scanner = Scanner("filter", value)
    condition = scanner.condition(field, nested=False)
    scanner.end()
    return path, condition


def _logic(key: str, head: list[str], last: str, value: str) -> tuple[Path, Logic]:
    negated = bool(head) and head[-1] == "not"
    path = _embed_path(head[:-1] if negated else head, key)
    scanner = Scanner("logic tree", f"{last}{value}")
    tree = scanner.logic()
    scanner.end()
    if isinstance(tree, Condition):
        raise unparsable("logic tree", value, 0, f'expecting "(" after {last}=')
    return path, Logic(tree.operator, tree.children, negated)


def parse_select(text: str) -> tuple[SelectItem, ...]:
    """The select list; an empty one means every column."""
    if not text.strip():
        return (Column(Field("*")),)
    scanner = Scanner("select parameter", text)
    items = _items(scanner, 0)
    scanner.end()
    return items


def _items(scanner: Scanner, depth: int) -> tuple[SelectItem, ...]:
    if depth > DEEPEST:
        scanner.fail(f"at most {DEEPEST} nested resources")
    scanner.blanks()
    if scanner.ended or scanner.peek(")"):
        return ()
    items = [_item(scanner, depth)]
    while scanner.take(","):
        items.append(_item(scanner, depth))
    return tuple(items)


def _item(scanner: Scanner, depth: int) -> SelectItem:
    scanner.blanks()
    if scanner.take("*"):
        scanner.blanks()
        scanner.end(",", ")")
        return Column(Field("*"))
    spread = scanner.take("...")
    _refuse_aggregate(scanner)
    name = scanner.name()
    alias = None
    if not spread and scanner.peek(":") and not scanner.peek("::"):
        scanner.take(":")
        alias = name
        _refuse_aggregate(scanner)
        name = scanner.name()
    if spread or scanner.peek("!") or scanner.peek("("):
        return _embed(scanner, depth, name, alias, spread=spread)
    field = Field(name, scanner.json_path())
    cast = scanner.cast()
    _refuse_aggregate(scanner)
    scanner.blanks()
    scanner.end(",", ")")
    return Column(field, alias, cast)


def _refuse_aggregate(scanner: Scanner) -> None:
    if _AGGREGATE.match(scanner.text, scanner.position):
        raise RestError(400, "PGRST123", "Use of aggregate functions is not allowed")


def _embed(scanner: Scanner, depth: int, name: str, alias: str | None, *, spread: bool) -> Embed:
    hint = None
    inner = False
    for _ in range(2):
        if not scanner.take("!"):
            break
        word = scanner.name()
        if word in {"inner", "left"}:
            inner = word == "inner"
        else:
            hint = word
    scanner.need("(")
    items = _items(scanner, depth + 1)
    scanner.need(")")
    scanner.blanks()
    scanner.end(",", ")")
    return Embed(name, items, alias, hint, inner, spread)


def _order(text: str) -> tuple[OrderTerm, ...]:
    scanner = Scanner("order", text)
    terms = [_order_term(scanner)]
    while scanner.take(","):
        terms.append(_order_term(scanner))
    scanner.end()
    return tuple(terms)


def _order_term(scanner: Scanner) -> OrderTerm:
    field = scanner.field()
    relation = None
    if not field.path and scanner.take("("):
        relation = field.name
        field = scanner.field()
        scanner.need(")")
    descending = scanner.take(".desc")
    ascending = not descending and scanner.take(".asc")
    # `.asc` must be a whole word: `.ascending` is no direction
    first = scanner.take(".nullsfirst")
    last = not first and scanner.take(".nullslast")
    scanner.blanks()
    scanner.end(",")
    return OrderTerm(
        field,
        relation,
        "desc" if descending else "asc" if ascending else None,
        "first" if first else "last" if last else None,
    )
