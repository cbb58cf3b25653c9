"""Collects what is wrong with the planning files, so that one error names every fault with file and field."""

from collections.abc import Sequence

from pydantic import ValidationError

from worker.errors import ContentError


class Faults:
    """The faults found so far, in the order they were found."""

    def __init__(self) -> None:
        self._found: list[str] = []

    def add(self, file: str, field: str, what: str) -> None:
        """Notes a fault; field is "" when it is the file's as a whole."""
        self._found.append(f"{file}: {field}: {what}" if field else f"{file}: {what}")

    def add_all(self, file: str, error: ValidationError, prefix: str = "") -> None:
        """Notes each fault of a validation, its field below `prefix`."""
        for each in error.errors():
            self.add(file, field_name(prefix, each["loc"]), each["msg"].removeprefix("Value error, "))

    def raise_if_any(self, subject: str) -> None:
        """Raises ContentError naming every fault, when there is one."""
        if self._found:
            count = f"{len(self._found)} fault" + ("s" if len(self._found) > 1 else "")
            raise ContentError(f"{subject}: {count}.\n" + "\n".join(f"  {fault}" for fault in self._found))


def field_name(prefix: str, location: Sequence[int | str]) -> str:
    """A field as a person writes it: scenario.figures[2].unit."""
    name = prefix
    for part in location:
        if isinstance(part, int):
            name += f"[{part}]"
        else:
            name += f".{part}" if name else part
    return name
