"""Collects what is wrong with the planning files, so that all of it is named at once, by file and field."""

from collections.abc import Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from worker.errors import ContentError


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong. file: below the root; field: its path in it, "" for the file as a whole."""

    file: str
    field: str
    what: str

    def __str__(self) -> str:
        return ": ".join(part for part in (self.file, self.field, self.what) if part)


class Faults:
    """The faults found so far, in the order they were found."""

    def __init__(self) -> None:
        self._found: list[Fault] = []

    @property
    def found(self) -> tuple[Fault, ...]:
        """All of them."""
        return tuple(self._found)

    def add(self, file: str, field: str, what: str) -> None:
        """Notes a fault; field is "" when it is the file's as a whole."""
        self._found.append(Fault(file, field, what))

    def add_all(self, file: str, error: ValidationError, prefix: str = "") -> None:
        """Notes each fault of a validation, its field below `prefix`."""
        for each in error.errors():
            self.add(file, field_name(prefix, each["loc"]), each["msg"].removeprefix("Value error, "))


def refuse(subject: str, found: Sequence[Fault]) -> None:
    """Raises ContentError naming every fault, when there is one."""
    if found:
        count = f"{len(found)} fault" + ("s" if len(found) > 1 else "")
        raise ContentError(f"{subject}: {count}.\n" + "\n".join(f"  {fault}" for fault in found))


def field_name(prefix: str, location: Sequence[int | str]) -> str:
    """A field as a person writes it: scenario.figures[2].unit."""
    name = prefix
    for part in location:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += f".{part}" if name else part
    return name
