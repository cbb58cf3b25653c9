"""How a value of the interchange file stands in a column, and back: one kind for each shape the format has.

`take` reads leniently (None or an empty list where the value does not fit, with a note); `give` writes the
format's own shape, MISSING where the column says nothing. Tested through
tests/unit/test_interchange_roundtrip.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, Protocol

from worker.interchange.fields import Fields

MISSING: Final = object()
"""What `give` answers where the file says nothing."""


class Kind(Protocol):
    """The shape of one value."""

    def take(self, fields: Fields, name: str) -> Any:
        """The column's value."""

    def give(self, value: Any) -> Any:
        """The file's value."""


def _stated(value: Any) -> Any:
    return MISSING if value is None else value


@dataclass(frozen=True)
class Text:
    """A text. required: the strict reader asks for it."""

    required: bool = False

    def take(self, fields: Fields, name: str) -> str | None:
        """See Kind."""
        return fields.text(name, required=self.required)

    def give(self, value: Any) -> Any:
        """See Kind."""
        return _stated(value)


@dataclass(frozen=True)
class Number:
    """A number within inclusive bounds; whole: an integer."""

    least: float
    most: float
    required: bool = False
    whole: bool = False

    def take(self, fields: Fields, name: str) -> float | None:
        """See Kind."""
        value = fields.number(name, required=self.required)
        if value is None:
            return None
        if not self.least <= value <= self.most or (self.whole and not isinstance(value, int)):
            fields.note(name, f"{value} is no {'whole ' if self.whole else ''}number {self._span()}")
            return None
        return value

    def _span(self) -> str:
        return f"from {self.least:g} to {self.most:g}"

    def give(self, value: Any) -> Any:
        """See Kind."""
        return _stated(value)


@dataclass(frozen=True)
class Texts:
    """A list of texts; a bare text is a list of one."""

    def take(self, fields: Fields, name: str) -> list[str]:
        """See Kind."""
        return fields.texts(name)

    def give(self, value: Any) -> Any:
        """See Kind."""
        return list(value)


@dataclass(frozen=True)
class Quotes:
    """{category: [quote, …]} in the file, a list of {category, quote} in the column.

    A category that holds anything but texts with something in them is left to the extras.
    """

    def take(self, fields: Fields, name: str) -> list[dict[str, str]]:
        """See Kind."""
        found = []
        for category, said in fields.entries(name).items():
            quotes = [said] if isinstance(said, str) else said
            if not category or not isinstance(quotes, list) or not all(map(_worded, quotes)):
                fields.note(f"{name}.{category}", "expected a list of texts")
                continue
            found += [{"category": category, "quote": quote} for quote in quotes]
        return found

    def give(self, value: Any) -> Any:
        """See Kind."""
        made: dict[str, list[str]] = {}
        for item in value:
            made.setdefault(item["category"], []).append(item["quote"])
        return made


@dataclass(frozen=True)
class Pairs:
    """{name: value} in the file, a list of {key: name, held: value} in the column; values are `of` a type."""

    key: str
    held: str
    of: type

    def take(self, fields: Fields, name: str) -> list[dict[str, Any]]:
        """See Kind."""
        found = []
        for key, value in fields.entries(name).items():
            if key and isinstance(value, self.of) and value != "":
                found.append({self.key: key, self.held: value})
            else:
                what = "true or false" if self.of is bool else "a text"
                fields.note(f"{name}.{key}", f"expected {what}")
        return found

    def give(self, value: Any) -> Any:
        """See Kind."""
        return {item[self.key]: item[self.held] for item in value}


@dataclass(frozen=True)
class Objects:
    """A list of objects of the same named values, which stand in the column under the names they have in
    the file.

    main: the value a bare text stands for. whole: an object that lacks one keeps the whole list out of the
    column.
    """

    values: Mapping[str, Kind]
    main: str
    whole: bool = False

    def take(self, fields: Fields, name: str) -> list[dict[str, Any]]:
        """See Kind."""
        found: list[dict[str, Any]] = []
        for place, item in enumerate(fields.items(name)):
            read = Fields(item, f"{fields.path}.{name}[{place}]", fields.notes)
            values = {key: value.take(read, key) for key, value in self.values.items()}
            found.append({**values, self.main: item} if isinstance(item, str) and item else values)
        if self.whole and not all(all(item.values()) for item in found):
            return []
        return found

    def give(self, value: Any) -> Any:
        """See Kind."""
        return [
            {
                key: given
                for key, each in self.values.items()
                if (given := each.give(item.get(key))) is not MISSING
            }
            for item in value
        ]


def plain(written: str | None, known: Sequence[str]) -> str | None:
    """The plain value a free-form one names first; None when it names none."""
    for word in (written or "").replace("-", "_").replace(" ", "_").lower().split("_"):
        if word in known:
            return word
    return None


def _worded(value: object) -> bool:
    return isinstance(value, str) and value != ""
