"""What a client asks to hear: one entry of a join's `postgres_changes`, read as the real server reads it.

Filters are `column=operator.value`, several joined by commas (and), each may carry `not.`; values with
reserved characters are quoted as PostgREST quotes them. The grammar and the words of the errors follow
supabase/realtime's subscriptions.ex, because clients show them to people. Pure.
Tested in tests/unit/test_realtime_bindings.py.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from worker.errors import RapportError

Action = Literal["INSERT", "UPDATE", "DELETE"]
ANY: Final = "*"
ACTIONS: Final = frozenset({"INSERT", "UPDATE", "DELETE"})
OPERATORS: Final = frozenset(
    {"eq", "neq", "lt", "lte", "gt", "gte", "in", "like", "ilike", "is", "match", "imatch", "isdistinct"}
)
IS_VALUES: Final = frozenset({"null", "true", "false", "unknown"})
_ID_BITS: Final = 0x7FFFFFF
"""The real ids are Erlang's phash2 of the entry: 27 bits, the same for the same entry."""


class BindingError(RapportError):
    """The entry cannot be subscribed to; the client gets the message in a `system` error."""

    code = "malformed_subscription_params"


@dataclass(frozen=True)
class Condition:
    """One comparison. `value` is text for the column's type to read (`in`: an array literal)."""

    column: str
    operator: str
    value: str
    negate: bool = False


@dataclass(frozen=True)
class Binding:
    """One entry.

    Attributes:
        event: INSERT, UPDATE, DELETE or `*`.
        schema, table: a name, or `*` for all.
        conditions: all must hold.
        select: the columns wanted beside the primary key; None for all the subscriber may read.
    """

    event: str
    schema: str
    table: str
    conditions: tuple[Condition, ...] = ()
    select: tuple[str, ...] | None = None

    def covers(self, schema: str, table: str) -> bool:
        """Whether this entry is about that table."""
        return self.schema in (ANY, schema) and self.table in (ANY, table)

    def hears(self, action: str) -> bool:
        """Whether this entry is about such a change."""
        return self.event in (ANY, action)

    def __str__(self) -> str:
        filters = [f"{c.column}={'not.' if c.negate else ''}{c.operator}.{c.value}" for c in self.conditions]
        return (
            f"[event: {self.event}, schema: {self.schema}, table: {self.table}, "
            f"filters: {filters}, select: {list(self.select) if self.select else None}]"
        )


def binding_id(params: Mapping[str, Any]) -> int:
    """The number a client and the server call this entry by; never 0, which clients take for none."""
    return (zlib.crc32(json.dumps(params, sort_keys=True).encode()) & _ID_BITS) or 1


def parse(params: Mapping[str, Any]) -> Binding:
    """Read one entry. Raises BindingError with the real server's words."""
    schema, table, filter_ = (params.get(name) for name in ("schema", "table", "filter"))
    event = _event(params.get("event"))
    select = _select(params.get("select"))
    has_filter = filter_ is not None
    if isinstance(schema, str) and isinstance(table, str) and (isinstance(filter_, str) or not has_filter):
        binding = Binding(event, schema, table, parse_filter(filter_ or ""), select)
    elif isinstance(schema, str) and table is None and not has_filter:
        binding = Binding(event, schema, ANY, (), select)
    elif isinstance(table, str) and schema is None and not has_filter:
        binding = Binding(event, "public", table, (), select)
    else:
        raise BindingError(
            "No subscription params provided. Please provide at least a `schema` or `table` to subscribe to: "
            f"{json.dumps(dict(params))}"
        )
    if select is not None and ANY in (binding.schema, binding.table):
        raise BindingError(
            "Column selection is not supported for wildcard subscriptions. "
            "Provide an explicit schema and table name."
        )
    return binding


def parse_filter(text: str) -> tuple[Condition, ...]:
    """The conditions of a filter string; none for an empty one. Raises BindingError."""
    if not text.strip():
        return ()
    return tuple(_condition(segment.strip()) for segment in _split(text.strip()))


def _event(value: object) -> str:
    upper = value.upper() if isinstance(value, str) else ANY
    return upper if upper in ACTIONS else ANY


def _select(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        raise BindingError(
            "Error parsing `select` params: expected a list of column name strings, "
            'e.g. select: ["col1", "col2"]'
        )
    if not isinstance(value, list):
        return None
    return tuple(name for name in value if isinstance(name, str)) or None


def _split(text: str) -> list[str]:
    """Cut at commas that stand outside parentheses and quotes."""
    segments, current, depth, quoted, at = [], "", 0, False, 0
    while at < len(text):
        char = text[at]
        if quoted and char == "\\":
            current += text[at : at + 2]
            at += 2
            continue
        if char == '"' and (quoted or (current and current[-1] in ".(,")):
            quoted = not quoted
        elif not quoted:
            if char == "," and depth == 0:
                segments.append(current)
                current = ""
                at += 1
                continue
            depth = max(0, depth + (char == "(") - (char == ")"))
        current += char
        at += 1
    return [*segments, current]


def _condition(segment: str) -> Condition:
    if not segment:
        raise _filter_error("filter must not contain empty segments (check for extra commas)")
    column, equals, rest = segment.partition("=")
    if not equals:
        raise _filter_error(json.dumps([segment]))
    negate = rest.startswith("not.")
    operator, dot, value = rest.removeprefix("not.").partition(".")
    if not dot:
        raise _filter_error(json.dumps([operator]))
    if operator not in OPERATORS:
        raise _filter_error(json.dumps([operator, value]))
    if operator != "in":
        return Condition(column, operator, _unquote(value), negate)
    if not (value.startswith("(") and value.endswith(")")):
        raise _filter_error("`in` filter value must be wrapped by parentheses")
    return Condition(column, operator, "{" + value[1:-1] + "}", negate)


def _filter_error(reason: str) -> BindingError:
    return BindingError(f"Error parsing `filter` params: {reason}")


def _unquote(value: str) -> str:
    """The text inside a value quoted from end to end; any other value as it is."""
    if not value.startswith('"'):
        return value
    text, at = "", 1
    while at < len(value):
        char = value[at]
        if char == '"':
            return text if at == len(value) - 1 else value
        if char == "\\" and at + 1 < len(value):
            at += 1
            char = value[at]
        text += char
        at += 1
    return value
