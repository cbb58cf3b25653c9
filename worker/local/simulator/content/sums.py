"""The sums the simulated advisor states, and how it declares them: results of the plan's own numbers.

Tested in tests/unit/test_simulator_content.py.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from worker.domain.plan import Figure
from worker.domain.situation import exact
from worker.local.simulator.content.story import Said

_MONTHS = 12


@dataclass(frozen=True)
class Sum:
    """A sum. kind: the bank's list that words it; values: what its placeholders stand for."""

    kind: str
    values: dict[str, str]
    result: str
    expression: str
    meaning: str

    def declared(self) -> dict[str, str]:
        """As Calculation is shaped."""
        return {"result": self.result, "expression": self.expression, "meaning": self.meaning}


def sums_of(figures: Sequence[Figure], said: Sequence[Said]) -> Iterator[Sum]:
    """The sums a plan's figures allow: a month's amount over a year, the difference of two amounts.

    Args: said: the figures as the advisor names them, in the same order.
    """
    named = list(zip(figures, said, strict=True))
    for figure, name in named:
        if figure.unit == "usd_per_month" and figure.value:
            yield Sum(
                "sum_year",
                {"figure": f"{name.to_client} at {name.value}"},
                _dollars(exact(figure.value) * _MONTHS),
                f"{_plain(figure)} * {_MONTHS}",
                f"{figure.name}, over a year",
            )
    for (one, first), (two, second) in combinations(named, 2):
        if one.unit == two.unit and one.unit.startswith("usd") and one.value != two.value:
            (more, larger), (less, smaller) = sorted(
                ((one, first), (two, second)), key=lambda pair: pair[0].value, reverse=True
            )
            yield Sum(
                "sum_difference",
                {
                    "figure": f"{larger.to_client} at {larger.value}",
                    "other": f"{smaller.to_client} at {smaller.value}",
                },
                _dollars(exact(more.value) - exact(less.value)),
                f"{_plain(more)} - {_plain(less)}",
                f"between {more.name} and {less.name}",
            )


def _plain(figure: Figure) -> str:
    return f"{figure.value:f}".rstrip("0").rstrip(".")


def _dollars(amount: Fraction) -> str:
    return f"${float(amount):,.2f}".removesuffix(".00")
