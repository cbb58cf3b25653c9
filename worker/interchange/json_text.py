"""JSON text to values, as the database can hold them: what it would change or refuse is refused here, by
path.

Broken JSON is reported by line and column. Knows nothing of conversations. Tested in
tests/unit/test_interchange_json.py.
"""

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final

from worker.errors import ContentError
from worker.interchange.fields import Note

# Objects and lists within each other; files of conversations have about ten, Python's reader ends at some
# thousands.
MOST_LEVELS: Final = 100
# So many characters of a number are shown.
_SHOWN: Final = 40


class _Inexact(float):
    """A number that a double holds only nearly; written: as the file has it."""

    written: str = ""


def parse(text: str, where: str, notes: list[Note]) -> Any:
    """The value of a JSON text; keys that stand twice are noted, and the last one counts.

    Raises:
        ContentError: it is no JSON (line and column), or holds what jsonb or a double cannot (each by path).
    """
    twice: list[str] = []

    def objects(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        made = dict(pairs)
        if len(made) < len(pairs):
            seen: set[str] = set()
            twice.extend(key for key, _ in pairs if key in seen or seen.add(key))  # type: ignore[func-returns-value]
        return made

    try:
        value = json.loads(
            text,
            parse_constant=_refuse_constant,
            parse_float=_number,
            parse_int=_whole,
            object_pairs_hook=objects,
        )
    except json.JSONDecodeError as error:
        if not text.strip():
            raise ContentError(f"{where}: is empty.") from error
        ends = "it ends too early" if error.pos >= len(text.rstrip()) else error.msg
        raise ContentError(
            f"{where}: line {error.lineno}, column {error.colno}: broken JSON ({ends})."
        ) from error
    except RecursionError as error:
        raise ContentError(f"{where}: more than {MOST_LEVELS} levels of objects and lists.") from error
    except ValueError as error:
        raise ContentError(f"{where}: {error}.") from error
    faults = [f"  {path}: {what}" for path, what in _unholdable(value, "$", 0)]
    if faults:
        raise ContentError(f"{where}:\n" + "\n".join(faults))
    notes.extend(Note("$", f"an object has the key {key!r} twice; the last one counts") for key in twice)
    return value


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _number(written: str) -> float:
    """A double; where it is not exactly what is written, or would come back as another, one that says so."""
    value = float(written)
    finite = value not in (float("inf"), float("-inf"))
    try:
        exact = Decimal(written)
    except InvalidOperation:  # an exponent of more digits than anything has
        return _inexact(written)
    # Postgres gives 1e23 back in digits, and a reader takes those for a whole number that no double is.
    if finite and Decimal(repr(value)) == exact and (not value.is_integer() or int(exact) == value):
        return value
    return _inexact(written)


def _whole(written: str) -> int | float:
    try:
        return int(written)
    except ValueError:  # more digits than Python reads (sys.get_int_max_str_digits)
        return _inexact(written)


def _inexact(written: str) -> _Inexact:
    inexact = _Inexact(written)
    inexact.written = written if len(written) <= _SHOWN else f"{written[:_SHOWN]}…"
    return inexact


def _unholdable(value: Any, path: str, depth: int) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        if what := _character(value):
            yield path, f"holds {what}, which the database cannot hold"
    elif isinstance(value, _Inexact):
        yield path, f"{value.written} would not come back the same from a database or a program"
    elif isinstance(value, dict | list) and depth == MOST_LEVELS:
        yield path, f"is below more than {MOST_LEVELS} levels of objects and lists"
    elif isinstance(value, dict):
        for key, inside in value.items():
            if what := _character(key):
                yield f"{path}.{key!a}", f"its name holds {what}, which the database cannot hold"
            yield from _unholdable(inside, f"{path}.{key}" if not what else f"{path}.{key!a}", depth + 1)
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from _unholdable(inside, f"{path}[{place}]", depth + 1)


def _character(text: str) -> str:
    """What a text holds that jsonb refuses; "" when nothing."""
    if "\0" in text:
        return "the character NUL"
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        return "half of a surrogate pair"
    return ""
