"""Takes values out of a parsed JSON object by name and type, keeping note of what was wrong and what is left.

Knows nothing of conversations. Tested through tests/unit/test_planning_interchange.py.
"""

from collections.abc import Iterator, Mapping
from typing import Any


class Fields:
    """One JSON object being read: each value is taken once, and what nobody took is `rest()`.

    Args:
        value: the parsed object; anything else counts as an empty one, with a fault.
        path: where it stands, as a person writes it ("training_pairs[0].emotional_context").
        faults: where "path: what is wrong" is added.
    """

    def __init__(self, value: object, path: str, faults: list[str]) -> None:
        self.path = path
        self._faults = faults
        self._left: dict[str, Any] = dict(value) if isinstance(value, Mapping) else {}
        self._inside: dict[str, Fields | list[Fields]] = {}
        if not isinstance(value, Mapping):
            faults.append(f"{path}: expected an object, found {_kind(value)}")

    def fault(self, name: str, what: str) -> None:
        """Notes that the value of `name` is wrong."""
        self._faults.append(f"{self.path}.{name}: {what}")

    def has(self, name: str) -> bool:
        """Whether there is such a value that nobody took yet."""
        return name in self._left

    def text(self, name: str, *, required: bool = True) -> str:
        """A text; "" and a fault when it is required and missing or blank."""
        value = self._left.pop(name, None)
        if value is None or (isinstance(value, str) and not value.strip()):
            if required:
                self.fault(name, "is missing")
            return ""
        if not isinstance(value, str):
            self.fault(name, f"expected a text, found {_kind(value)}")
            return ""
        return value

    def optional_text(self, name: str) -> str | None:
        """A text, None when there is none or a blank one."""
        return self.text(name, required=False) or None

    def number(self, name: str, *, required: bool = True) -> float | None:
        """A number; None, with a fault when it is required."""
        value = self._left.pop(name, None)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return value
        if value is not None:
            self.fault(name, f"expected a number, found {_kind(value)}")
        elif required:
            self.fault(name, "is missing")
        return None

    def flag(self, name: str) -> bool:
        """True or false; false when there is no such value."""
        value = self._left.pop(name, False)
        if not isinstance(value, bool):
            self.fault(name, f"expected true or false, found {_kind(value)}")
            return False
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; a bare text counts as a list of one."""
        value = self._left.pop(name, ())
        if isinstance(value, str):
            return (value,)
        if not isinstance(value, list | tuple) or not all(isinstance(item, str) for item in value):
            self.fault(name, "expected a list of texts")
            return ()
        return tuple(value)

    def inside(self, name: str) -> "Fields":
        """The object under `name`; a missing one is empty, with a fault."""
        if name not in self._left:
            self.fault(name, "is missing")
        taken = Fields(self._left.pop(name, {}), f"{self.path}.{name}", self._faults)
        self._inside[name] = taken
        return taken

    def each(self, name: str) -> list["Fields"]:
        """The objects of the list under `name`."""
        value = self._left.pop(name, [])
        if not isinstance(value, list):
            self.fault(name, f"expected a list, found {_kind(value)}")
            return []
        taken = [
            Fields(item, f"{self.path}.{name}[{index}]", self._faults) for index, item in enumerate(value)
        ]
        self._inside[name] = taken
        return taken

    def pairs(self, name: str) -> Iterator[tuple[str, Any]]:
        """The entries of the object under `name`, in the file's order."""
        value = self._left.pop(name, {})
        if not isinstance(value, Mapping):
            self.fault(name, f"expected an object, found {_kind(value)}")
            return
        yield from value.items()

    def drop(self, *names: str) -> None:
        """Values that repeat what stands elsewhere."""
        for name in names:
            self._left.pop(name, None)

    def rest(self) -> dict[str, Any]:
        """What nobody took, at any depth; of a list whose objects were taken, what is left of each."""
        left = dict(self._left)
        for name, taken in self._inside.items():
            if isinstance(taken, Fields):
                below: Any = taken.rest()
            else:
                below = [item.rest() for item in taken]
                below = below if any(below) else []
            if below:
                left[name] = below
        return left


def _kind(value: object) -> str:
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
