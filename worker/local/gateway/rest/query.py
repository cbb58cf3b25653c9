"""What a request asks for, as frozen values: the grammar's output and the planner's input.

No SQL and no catalogue here: a name in these values is still only what the client wrote.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Path = tuple[str, ...]  # names of embedded resources from the root; () is the root


@dataclass(frozen=True, slots=True)
class JsonStep:
    """One `->key`, `->>key`, `->0` or `->>0` of a JSON path."""

    key: str
    as_text: bool
    is_index: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A column, and a JSON path into it when `path` is not empty."""

    name: str
    path: tuple[JsonStep, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """`alias:field::cast` of a select list; the name `*` stands for every column."""

    field: Field
    alias: str | None = None
    cast: str | None = None


@dataclass(frozen=True, slots=True)
class Embed:
    """`alias:target!hint!inner(items)`, or `...target(items)` when `spread`."""

    target: str
    items: tuple["Column | Embed", ...]
    alias: str | None = None
    hint: str | None = None
    inner: bool = False
    spread: bool = False

    @property
    def name(self) -> str:
        """The key in the result, and the name filters use."""
        return self.alias or self.target


SelectItem = Column | Embed


@dataclass(frozen=True, slots=True)
class Condition:
    """One filter: `field=not.operator(modifier).value`; `value` is a tuple for `in` only."""

    field: Field
    operator: str
    value: str | tuple[str, ...]
    negated: bool = False
    modifier: str | None = None  # any or all; for full-text search the configuration


@dataclass(frozen=True, slots=True)
class Logic:
    """`and(...)` or `or(...)` over conditions, perhaps negated."""

    operator: Literal["and", "or"]
    children: tuple["Condition | Logic", ...]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class OrderTerm:
    """`field.desc.nullslast`, or `relation(field)` of a to-one embedded resource."""

    field: Field
    relation: str | None = None
    direction: Literal["asc", "desc"] | None = None
    nulls: Literal["first", "last"] | None = None


@dataclass(frozen=True, slots=True)
class Window:
    """Rows `offset` (0-based) and on, at most `limit` of them (None: no bound of the client's)."""

    offset: int = 0
    limit: int | None = None


WHOLE = Window()
"""Every row."""


@dataclass(frozen=True)
class Query:
    """Everything the query string says."""

    select: tuple[SelectItem, ...] = (Column(Field("*")),)
    where: tuple[tuple[Path, Condition | Logic], ...] = ()
    order: tuple[tuple[Path, tuple[OrderTerm, ...]], ...] = ()
    windows: Mapping[Path, Window] = field(default_factory=dict)
    columns: tuple[str, ...] | None = None
    on_conflict: tuple[str, ...] | None = None
    arguments: tuple[tuple[str, str], ...] = ()  # of a function called by GET
