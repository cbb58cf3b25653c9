"""Numbers as people type them at an option: dollars, shares, ports. Each wrong one is named in a sentence.

Typer's own floats take nan, inf and 1e400, and nan passes any bounds.
Tested in tests/unit/test_cli_amounts.py.
"""

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

import typer

# What the columns hold (numeric(12,6)): six digits before the point.
MOST_DOLLARS = Decimal("999999.999999")
# What the database's integers hold; numbers of jobs and limits of lists end there.
MOST_WHOLE = 2**31 - 1
_PLACES = Decimal("0.000001")


def amount(text: str) -> Decimal:
    """US dollars, 0 or more, to a millionth.

    Raises:
        typer.BadParameter: it is no such amount, or more than the database holds.
    """
    found = _number(text.strip().removeprefix("$"))
    if found is None or found < 0:
        raise typer.BadParameter(f"it is an amount of US dollars, as 40 or 12.50; got {_shown(text)}.")
    if found > MOST_DOLLARS:
        raise typer.BadParameter(f"it is {MOST_DOLLARS:,} US dollars at most; got {_shown(text)}.")
    return found.quantize(_PLACES).normalize()


def cap(text: str) -> Decimal:
    """An amount that something can be bought for: more than 0. Raises as amount()."""
    found = amount(text)
    if found == 0:
        raise typer.BadParameter(f"it is more than 0 US dollars; got {_shown(text)}.")
    return found


def between(least: float, most: float) -> Callable[[str | float], float]:
    """A reader of numbers from `least` to `most`, which raises typer.BadParameter for any other.

    Typer has it read the option's own default as well.
    """

    def read(given: str | float) -> float:
        found = _number(str(given))
        if found is None or not least <= found <= most:
            raise typer.BadParameter(f"it is a number from {least:,} to {most:,}; got {_shown(given)}.")
        return float(found)

    return read


def whole(least: int = 1, most: int = MOST_WHOLE) -> Callable[[str | int], int]:
    """A reader of whole numbers from `least` to `most`. As between()."""

    def read(given: str | int) -> int:
        found = _number(str(given))
        if found is None or not least <= found <= most or found != int(found):
            raise typer.BadParameter(f"it is a whole number from {least:,} to {most:,}; got {_shown(given)}.")
        return int(found)

    return read


def _number(text: str) -> Decimal | None:
    """A finite number written plainly; None for anything else."""
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None


def _shown(given: str | float) -> str:
    text = str(given)
    return repr(text) if len(text) <= 40 else repr(f"{text[:40]}…")  # noqa: PLR2004 - a line of a terminal
