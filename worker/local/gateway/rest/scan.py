"""The words of PostgREST's grammar: names, quoted values, JSON paths, operators, lists.

A Scanner walks one parameter's text and raises PGRST100 with the column where it stopped making sense.
parse.py builds sentences from it. Tested in tests/unit/test_rest_parse.py.
"""

import re
from typing import NoReturn

from worker.local.gateway.rest.errors import unparsable
from worker.local.gateway.rest.query import Condition, Field, JsonStep, Logic

QUANTIFIED = frozenset({"eq", "gte", "gt", "lte", "lt", "like", "ilike", "match", "imatch"})
SIMPLE = frozenset({"neq", "cs", "cd", "ov", "sl", "sr", "nxr", "nxl", "adj", "isdistinct"})
FULL_TEXT = frozenset({"fts", "plfts", "phfts", "wfts"})
IS_VALUES = frozenset({"null", "not_null", "true", "false", "unknown"})

DEEPEST = 40  # nested parentheses; far beyond any client, far below Python's recursion limit

_NAME = re.compile(r"(?:[\w $]|-(?!>))+")
_JSON_KEY = re.compile(r"(?:[^(\-:.,>)]|-(?!>))+")
_JSON_INDEX = re.compile(r"-?\d+(?=->|::|[.,)]|$)", re.ASCII)
_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"', re.DOTALL)
_OPERATOR = re.compile(r"(not\.)?([a-z]+)(?:\(([\w $]+)\))?\.")
_CAST = re.compile(r"[\w $]+")
_BARE = re.compile(r"[^,)]*")
_ARRAY = re.compile(r"\{[^{}]*\}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


class Scanner:
    """A position in the text of one parameter, named `label` in errors."""

    def __init__(self, label: str, text: str) -> None:
        self.label = label
        self.text = text
        self.position = 0

    def fail(self, expecting: str) -> NoReturn:
        """Raise PGRST100 here."""
        rest = self.text[self.position : self.position + 1]
        found = f'unexpected "{rest}"' if rest else "unexpected end of input"
        raise unparsable(self.label, self.text, self.position, f"{found} expecting {expecting}")

    @property
    def ended(self) -> bool:
        """Nothing is left."""
        return self.position >= len(self.text)

    def peek(self, token: str) -> bool:
        """The text goes on with `token`."""
        return self.text.startswith(token, self.position)

    def take(self, token: str) -> bool:
        """Step over `token` if it is next."""
        if not self.peek(token):
            return False
        self.position += len(token)
        return True

    def need(self, token: str) -> None:
        """Step over `token` or fail."""
        if not self.take(token):
            self.fail(f'"{token}"')

    def blanks(self) -> None:
        """Step over spaces and tabs."""
        while self.peek(" ") or self.peek("\t"):
            self.position += 1

    def end(self, *stops: str) -> None:
        """Fail unless the text ends here or goes on with one of `stops`."""
        if not self.ended and not any(self.peek(stop) for stop in stops):
            self.fail(" or ".join([*(f'"{stop}"' for stop in stops), "end of input"]))

    def matched(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Step over what `pattern` matches here."""
        match = pattern.match(self.text, self.position)
        if match:
            self.position = match.end()
        return match

    def quoted(self) -> str | None:
        """A "quoted value" with its escapes undone, or None when none begins here."""
        match = self.matched(_QUOTED)
        return _ESCAPE.sub(r"\1", match[1]) if match else None

    def name(self) -> str:
        """A column or relation name, quoted or not."""
        quoted = self.quoted()
        if quoted is not None:
            return quoted
        match = self.matched(_NAME)
        if not match or not match[0].strip():
            self.fail("field name (* or [a..z0..9_$])")
        return match[0].strip()

    def names(self) -> tuple[str, ...]:
        """Names with commas between them, to the end of the text."""
        found = [self._spaced_name()]
        while self.take(","):
            found.append(self._spaced_name())
        self.end()
        return tuple(found)

    def _spaced_name(self) -> str:
        self.blanks()
        name = self.name()
        self.blanks()
        return name

    def dotted(self) -> tuple[tuple[str, ...], Field]:
        """`relation.relation.column->path`, to the end: the path of relations and the field."""
        parts = [self.name()]
        while self.take("."):
            parts.append(self.name())
        path = self.json_path()
        self.end()
        return tuple(parts[:-1]), Field(parts[-1], path)

    def field(self) -> Field:
        """A column with an optional JSON path."""
        self.blanks()
        found = Field(self.name(), self.json_path())
        self.blanks()
        return found

    def json_path(self) -> tuple[JsonStep, ...]:
        """`->key`s and `->>key`s, perhaps none."""
        steps: list[JsonStep] = []
        while True:
            if self.take("->>"):
                as_text = True
            elif self.take("->"):
                as_text = False
            else:
                return tuple(steps)
            index = self.matched(_JSON_INDEX)
            if index:
                steps.append(JsonStep(index[0], as_text, is_index=True))
                continue
            key = self.quoted()
            if key is None:
                match = self.matched(_JSON_KEY)
                if not match:
                    self.fail("any non reserved character different from: .,>()")
                key = match[0].strip()
            steps.append(JsonStep(key, as_text))

    def cast(self) -> str | None:
        """The type after `::`, in lower case as Postgres folds it; None without one."""
        if not self.take("::"):
            return None
        match = self.matched(_CAST)
        if not match or not match[0].strip():
            self.fail("type name")
        return match[0].strip().lower()

    def condition(self, field: Field, *, nested: bool) -> Condition:
        """`not.operator(modifier).value`; `nested` in and=(...), where commas and parentheses end a value."""
        start = self.position
        match = self.matched(_OPERATOR)
        if not match:
            self.fail('"not" or operator (eq, gt, ...)')
        negated, operator, modifier = bool(match[1]), match[2], match[3]
        known = operator in QUANTIFIED | SIMPLE | FULL_TEXT | {"in", "is"}
        misused = modifier is not None and not (
            operator in FULL_TEXT or (operator in QUANTIFIED and modifier in {"any", "all"})
        )
        if not known or misused:
            self.position = start + (4 if negated else 0)
            self.fail("operator (eq, gt, ...)" if negated else '"not" or operator (eq, gt, ...)')
        value: str | tuple[str, ...]
        if operator == "in":
            value = self._list()
        elif operator == "is":
            value = self._is_value(nested=nested)
        elif nested:
            value = self._nested_value()
        else:
            value = self.text[self.position :]
            self.position = len(self.text)
        return Condition(field, operator, value, negated, modifier)

    def _is_value(self, *, nested: bool) -> str:
        match = re.compile(r"\w+").match(self.text, self.position)
        word = match[0].lower() if match else ""
        if word not in IS_VALUES:
            self.fail("isVal: (null, not_null, true, false, unknown)")
        self.position += len(word)
        self.end(*((",", ")", " ") if nested else ()))
        return word

    def _list(self) -> tuple[str, ...]:
        self.blanks()
        self.need("(")
        self.blanks()
        values = [self._bare_value()]
        while self.take(","):
            values.append(self._bare_value())
        self.need(")")
        self.blanks()
        return () if values == [""] else tuple(values)

    def _bare_value(self) -> str:
        """A list element: quoted when the quotes enclose all of it, otherwise as written."""
        start = self.position
        quoted = self.quoted()
        if quoted is not None and (self.ended or self.peek(",") or self.peek(")")):
            return quoted
        self.position = start
        match = self.matched(_BARE)
        return match[0] if match else ""

    def _nested_value(self) -> str:
        array = self.matched(_ARRAY)
        return array[0] if array else self._bare_value()

    def logic(self, depth: int = 0) -> Condition | Logic:
        """A condition `field.eq.1`, or `and(...)`, `not.or(...)` over more of them."""
        if depth > DEEPEST:
            self.fail(f"at most {DEEPEST} nested conditions")
        self.blanks()
        start = self.position
        negated = self.take("not.")
        for operator in ("and", "or"):
            if self.peek(f"{operator}("):
                self.take(operator)
                return self._group("and" if operator == "and" else "or", depth, negated=negated)
        self.position = start
        field = self.field()
        self.need(".")
        found = self.condition(field, nested=True)
        self.blanks()
        return found

    def _group(self, operator: str, depth: int, *, negated: bool) -> Logic:
        self.need("(")
        children = [self.logic(depth + 1)]
        while self.take(","):
            children.append(self.logic(depth + 1))
        self.need(")")
        self.blanks()
        return Logic("and" if operator == "and" else "or", tuple(children), negated)
