"""Takes values out of a parsed JSON object by name and type, and notes what is missing or of another type.

Leniently: what does not fit is None, and a note says so. Whoever is strict takes every note for a fault.
Knows nothing of conversations. Tested through tests/unit/test_planning_interchange.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Note:
    """Where something is not as the format has it. missing: nothing is there; else it is of another kind."""

    path: str
    what: str
    missing: bool = False

    def __str__(self) -> str:
        return f"{self.path}: {self.what}"


class Fields:
    """One JSON object being read.

    Args:
        value: the parsed object; anything else counts as an empty one, with a note.
        path: where it stands, as a person writes it ("$.training_pairs[0].emotional_context").
        notes: where notes are added.
    """

    def __init__(self, value: object, path: str, notes: list[Note]) -> None:
        self.path = path
        self.notes = notes
        self._value: Mapping[str, Any] = value if isinstance(value, Mapping) else {}
        if not isinstance(value, Mapping):
            notes.append(Note(path, f"expected an object, found {kind(value)}"))

    def note(self, name: str, what: str, *, missing: bool = False) -> None:
        """Notes something of the value of `name`."""
        self.notes.append(Note(f"{self.path}.{name}", what, missing))

    def any(self, name: str) -> Any:
        """The value as it is; None when there is none."""
        return self._value.get(name)

    def text(self, name: str, *, required: bool = False) -> str | None:
        """A text; None when there is none or another value. A blank one is noted where one is required."""
        value = self._value.get(name)
        if value is not None and not isinstance(value, str):
            self.note(name, f"expected a text, found {kind(value)}")
            return None
        if required and not (value and value.strip()):
            self.note(name, "is missing", missing=True)
        return value

    def number(self, name: str, *, required: bool = False) -> float | None:
        """A number; None when there is none or another value."""
        value = self._value.get(name)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if value is not None:
            self.note(name, f"expected a number, found {kind(value)}")
        elif required:
            self.note(name, "is missing", missing=True)
        return None

    def texts(self, name: str) -> list[str]:
        """A list of texts; a bare text counts as a list of one."""
        value = self._value.get(name)
        if isinstance(value, str):
            return [value]
        if isinstance(value, list) and all(isinstance(item, str) for item in value):
            return list(value)
        if value is not None:
            self.note(name, "expected a list of texts")
        return []

    def items(self, name: str) -> list[Any]:
        """The items of a list, as they are."""
        value = self._value.get(name)
        if value is not None and not isinstance(value, list):
            self.note(name, f"expected a list, found {kind(value)}")
        return value if isinstance(value, list) else []

    def entries(self, name: str) -> Mapping[str, Any]:
        """The entries of an object, as they are, in the file's order."""
        value = self._value.get(name)
        if value is not None and not isinstance(value, Mapping):
            self.note(name, f"expected an object, found {kind(value)}")
        return value if isinstance(value, Mapping) else {}

    def inside(self, name: str, *, required: bool = False) -> "Fields":
        """The object under `name`; a missing one is empty."""
        if self._value.get(name) is None:
            if required:
                self.note(name, "is missing", missing=True)
            return Fields({}, f"{self.path}.{name}", self.notes)
        return Fields(self._value[name], f"{self.path}.{name}", self.notes)


def kind(value: object) -> str:
    """What a JSON value is, in words."""
    names: dict[type, str] = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "a text",
        list: "a list",
        dict: "an object",
        type(None): "null",
    }
    return names.get(type(value), type(value).__name__)
