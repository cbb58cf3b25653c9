"""What the database holds, as far as the REST door must know it: relations, keys, functions, types.

A frozen snapshot of one schema, filled by introspect.py, asked by plan.py. A name found here is the only
kind that becomes an SQL identifier; a SQL text found here (a type, a default) comes from Postgres itself.
"""

import difflib
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from worker.local.gateway.rest.errors import RestError


@dataclass(frozen=True, slots=True)
class ColumnInfo:
    """A column or attribute; `type_sql` with its modifier, `default_sql` None when nothing fills it."""

    name: str
    type_sql: str
    type_name: str  # without modifier: text, jsonb, tsvector …
    default_sql: str | None = None
    computed: bool = False  # a function of the row, which Postgres reads as row.name


@dataclass(frozen=True)
class Relation:
    """A table, view, materialised view, foreign or partitioned table of the schema.

    `computed` are scalar functions of one row, read like columns; those that give rows (`computed_links`)
    would be embedded resources. `writes` are the methods that could change it.
    """

    oid: int
    name: str
    columns: Mapping[str, ColumnInfo]
    primary_key: tuple[str, ...] = ()
    is_view: bool = False
    computed: Mapping[str, ColumnInfo] = field(default_factory=dict)
    computed_links: frozenset[str] = frozenset()
    writes: tuple[str, ...] = ("POST", "PATCH", "DELETE")

    @property
    def readable(self) -> Mapping[str, ColumnInfo]:
        """All that may be selected, filtered and ordered by: `*` means `columns` alone."""
        return {**self.computed, **self.columns}


@dataclass(frozen=True, slots=True)
class Link:
    """A way from one relation to another along a foreign key.

    `pairs` are (column here, column there); with a junction, `pairs` reach the junction's first columns and
    `beyond` leads from the junction to the target.
    """

    origin: str
    target: str
    constraint: str
    pairs: tuple[tuple[str, str], ...]
    to_one: bool
    kind: str  # many-to-one, one-to-many, one-to-one, many-to-many: as error details name it
    junction: str | None = None
    beyond: tuple[tuple[str, str], ...] = ()
    junction_constraint: str = ""
    target_is_view: bool = False

    @property
    def described(self) -> dict[str, str]:
        """This link in the details of PGRST201."""
        here = ", ".join(a for a, _ in self.pairs)
        there = ", ".join(b for _, b in self.pairs)
        if self.junction:
            via = ", ".join(a for a, _ in self.beyond)
            relationship = (
                f"{self.junction} using {self.constraint}({there}) and {self.junction_constraint}({via})"
            )
        else:
            relationship = f"{self.constraint} using {self.origin}({here}) and {self.target}({there})"
        return {
            "embedding": f"{self.origin} with {self.target}",
            "cardinality": self.kind,
            "relationship": relationship,
        }

    @property
    def suggestion(self) -> str:
        """How a client names this link and no other."""
        return f"'{self.target}!{self.junction or self.constraint}'"

    def hinted_by(self, hint: str) -> bool:
        """Whether `target!hint` means this link: by constraint, column on either side, or junction."""
        if self.junction:
            return hint == self.junction
        one = self.pairs[0] if len(self.pairs) == 1 else None
        return hint == self.constraint or (one is not None and hint in one)


@dataclass(frozen=True, slots=True)
class Parameter:
    """An input parameter of a function; unnamed when `name` is empty."""

    name: str
    type_sql: str
    required: bool
    variadic: bool = False


@dataclass(frozen=True)
class Routine:
    """A function of the schema that may be called by rpc."""

    name: str
    parameters: tuple[Parameter, ...]
    returns_set: bool
    returns_void: bool
    returns_row: bool  # a composite, a table or several OUT parameters
    row_columns: Mapping[str, ColumnInfo] = field(default_factory=dict)
    row_relation: str | None = None  # when the row type is that of a relation of the schema
    volatile: bool = True  # may change something; others run in a read-only transaction
    time_limit: str | None = None  # its own statement_timeout, taken for the whole request (hoisted)

    def accepts(self, names: Collection[str]) -> bool:
        """Whether exactly these named arguments call it."""
        given = set(names)
        required = {p.name for p in self.parameters if p.required}
        return required <= given <= {p.name for p in self.parameters if p.name}

    @property
    def takes_whole_body(self) -> bool:
        """One unnamed json or jsonb parameter: the body itself is the argument."""
        return (
            len(self.parameters) == 1
            and not self.parameters[0].name
            and self.parameters[0].type_sql in {"json", "jsonb"}
        )

    @property
    def signature(self) -> str:
        """`name(parameter => type, …)`, for error messages."""
        return f"{self.name}({', '.join(f'{p.name} => {p.type_sql}' for p in self.parameters)})"


@dataclass(frozen=True)
class Catalogue:
    """One snapshot of schema `schema`; `role_settings` are what `alter role … set` says, per role."""

    schema: str
    relations: Mapping[str, Relation]
    links: Mapping[str, tuple[Link, ...]]  # by the name of the origin
    routines: Mapping[str, tuple[Routine, ...]]
    types: frozenset[str]  # every name that may follow `::`
    role_settings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def relation(self, name: str) -> Relation:
        """The relation of that name, or PGRST205 (404)."""
        found = self.relations.get(name)
        if found is None:
            near = difflib.get_close_matches(name, self.relations, n=1, cutoff=0.75)
            raise RestError(
                404,
                "PGRST205",
                f"Could not find the table '{self.schema}.{name}' in the schema cache",
                hint=f"Perhaps you meant the table '{self.schema}.{near[0]}'" if near else None,
                stale=True,
            )
        return found

    def link(self, origin: str, target: str, hint: str | None) -> Link:
        """The one way from `origin` to what the client calls `target`.

        Raises RestError PGRST200 (400) when there is none and PGRST201 (300) when there are several.
        """
        found = [link for link in self.links.get(origin, ()) if _means(link, target, hint)]
        if not found:
            using = f"' using the hint '{hint}" if hint else ""
            raise RestError(
                400,
                "PGRST200",
                f"Could not find a relationship between '{origin}' and '{target}' in the schema cache",
                details=f"Searched for a foreign key relationship between '{origin}' and '{target}{using}' "
                f"in the schema '{self.schema}', but no matches were found.",
                hint=self._nearest_link(origin, target),
                stale=True,
            )
        if len(found) > 1:
            ways = ", ".join(link.suggestion for link in found)
            raise RestError(
                300,
                "PGRST201",
                f"Could not embed because more than one relationship was found for '{origin}' and '{target}'",
                details=[link.described for link in found],
                hint=f"Try changing '{target}' to one of the following: {ways}. "
                "Find the desired relationship in the 'details' key.",
            )
        return found[0]

    def _nearest_link(self, origin: str, target: str) -> str | None:
        reachable = {link.target for link in self.links.get(origin, ())}
        if target in reachable:
            return None
        near = difflib.get_close_matches(target, reachable, n=1, cutoff=0.5)
        return f"Perhaps you meant '{near[0]}' instead of '{target}'." if near else None

    def routine(self, name: str, arguments: Collection[str], *, posted: bool) -> Routine:
        """The function that takes exactly these named arguments.

        Raises RestError PGRST202 (404) when there is none and PGRST203 (300) when there are several.
        """
        overloads = self.routines.get(name, ())
        found = [routine for routine in overloads if routine.accepts(arguments)]
        if not found and posted:
            found = [routine for routine in overloads if routine.takes_whole_body]
        if len(found) == 1:
            return found[0]
        if found:
            raise RestError(
                300,
                "PGRST203",
                "Could not choose the best candidate function between: "
                + ", ".join(f"{self.schema}.{routine.signature}" for routine in found),
                hint="Try renaming the parameters or the function itself in the database so function "
                "overloading can be resolved",
            )
        raise self._no_routine(name, sorted(arguments), overloads, posted=posted)

    def _no_routine(
        self, name: str, arguments: list[str], overloads: tuple[Routine, ...], *, posted: bool
    ) -> RestError:
        listed = ", ".join(arguments)
        plural = "s" if len(arguments) > 1 else ""
        searched = f" with parameter{plural} {listed}" if arguments else " without parameters"
        unnamed = " or with a single unnamed json/jsonb parameter" if posted else ""
        if overloads:
            signatures = [f"({', '.join(sorted(p.name for p in o.parameters))})" for o in overloads]
            near = difflib.get_close_matches(f"({listed})", signatures, n=1, cutoff=0.33)
            hint = f"{name}{near[0]}" if near else None
        else:
            near = difflib.get_close_matches(name, self.routines, n=1, cutoff=0.75)
            hint = near[0] if near else None
        return RestError(
            404,
            "PGRST202",
            f"Could not find the function {self.schema}.{name}"
            f"{f'({listed})' if arguments else ' without parameters'} in the schema cache",
            details=f"Searched for the function {self.schema}.{name}{searched}{unnamed}, "
            "but no matches were found in the schema cache.",
            hint=f"Perhaps you meant to call the function {self.schema}.{hint}" if hint else None,
            stale=True,
        )


def _means(link: Link, target: str, hint: str | None) -> bool:
    if link.origin == link.target and link.junction is None:
        # One key, two directions: the table's name means the many, the column's name the one.
        if hint is not None:
            return target == link.target and not link.to_one and hint == link.pairs[0][1]
        if target == link.target:
            return not link.to_one
        return link.to_one and len(link.pairs) == 1 and target == link.pairs[0][0]
    if hint is not None:
        return target == link.target and link.hinted_by(hint)
    by_key = target == link.constraint or (len(link.pairs) == 1 and target == link.pairs[0][0])
    return target == link.target or (by_key and not link.junction and not link.target_is_view)
