"""Which figures of a conversation have ground, turn by turn: the client's, the facts', declared results.

Knows the shape of a plan and of a fact's values; compares nothing. Tested through
tests/unit/test_quality_figures.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from worker.domain.conversation import Turn
from worker.domain.figures import Figure, Known, figures_in
from worker.domain.situation import exact, kinds_of, planned
from worker.quality.checks import Subject
from worker.quality.sources import sources, tables

# Numbers a sum may use that nobody has to have said: counts up to a dozen, and how many of one unit of time
# or share make another (hours, fortnights, weeks, days, minutes, per cent, per mille).
PLAIN_COUNTS: Final = frozenset(
    Fraction(number) for number in (*range(13), 24, 26, 30, 52, 60, 100, 360, 365, 1000)
)


@dataclass(frozen=True)
class Ground:
    """What has ground when a turn's answer is written.

    client: from the plan and the client's messages up to this turn. facts: of the dataset. earlier: results
    the answers before this one declared; own: those this answer declares.
    """

    turn: Turn
    client: Known
    facts: Known
    earlier: Known
    own: Known

    def holds(self, figure: Figure) -> bool:
        """Whether a figure of the answer has ground."""
        return any(known.holds(figure) for known in (self.client, self.facts, self.earlier, self.own))

    def holds_operand(self, value: Fraction, results: Known) -> bool:
        """Whether a sum may calculate with a number; results: those declared before it in this answer."""
        return value in PLAIN_COUNTS or any(
            known.holds_number(value) for known in (self.client, self.facts, self.earlier, results)
        )


def grounds(subject: Subject) -> Iterator[Ground]:
    """The ground of each turn, in order. The client's figures and the results grow from turn to turn."""
    client = Known() if subject.plan is None else planned(subject.plan)
    earlier = Known()
    facts: Known | None = subject.worked_out.get("facts")
    if facts is None:
        facts = subject.worked_out["facts"] = known_facts(subject)
    for turn in subject.conversation.turns:
        client.add_text(turn.user_input)
        own = Known()
        for calculation in turn.calculations:
            add_result(own, calculation.result)
        yield Ground(turn, client, facts, earlier, own)
        for calculation in turn.calculations:
            add_result(earlier, calculation.result)


def known_facts(subject: Subject) -> Known:
    """The figures of the facts that count for this conversation, and the numbers of its public lines."""
    known, counts = Known(), sources(subject.profile, subject.plan)
    for fact in counts.facts:
        known.add_text(str(fact.get("statement", "")))
        if "tax_year" in fact:
            known.add("year", Fraction(int(fact["tax_year"])))
        for value in tables(fact.get("values")):
            for kind in kinds_of(str(value.get("unit"))):
                known.add(kind, exact(value["value"]))
    for line in counts.lines:
        for figure in figures_in(f"call {line.get('contact', '')}"):
            known.add(figure.kind, figure.value)
    return known


def add_result(known: Known, result: str) -> None:
    """Adds the figure a declared result states."""
    figure = stated_in(result)
    if figure is not None:
        known.add(figure.kind, figure.value)


def stated_in(result: str) -> Figure | None:
    """The figure of a declared result: the first marked as one, else the first number; None for none."""
    found = figures_in(result)
    marked = [figure for figure in found if figure.kind not in {"counted", "number"}]
    return next(iter((*marked, *found)), None)
