"""The figures of a client's situation as planned: what an answer may use before the client has said a word.

Tested through tests/unit/test_quality_figures.py.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Final

from worker.domain.figures import Kind, Known
from worker.domain.plan import ConversationPlan

# Units of a planned figure and of a fact's value, and the kinds of figure they are.
_KINDS: Final[Mapping[str, tuple[Kind, ...]]] = {
    "usd": ("money",),
    "usd_per_month": ("money",),
    "usd_per_year": ("money",),
    "percent": ("percent",),
    "years": ("age", "counted"),
}


def kinds_of(unit: str) -> tuple[Kind, ...]:
    """The kinds of figure a value of this unit is."""
    return _KINDS.get(unit, ("counted",))


def exact(value: float) -> Fraction:
    """A number as written in a file: 5.64 is 5.64, not its binary neighbour."""
    return Fraction(repr(value))


def planned(plan: ConversationPlan) -> Known:
    """Figures, person and occasion of a plan. What is to be taught (beats, outcome) is not the client's."""
    known = Known()
    scenario, person = plan.scenario, plan.scenario.person
    for figure in scenario.figures:
        for kind in kinds_of(figure.unit):
            known.add(kind, exact(figure.value))
    for kind in kinds_of("years"):
        known.add(kind, Fraction(person.age))
    if person.income_usd is not None:
        known.add("money", Fraction(person.income_usd))
    for text in (
        plan.persona_description,
        plan.session_context,
        plan.topic_description,
        scenario.setup,
        person.family,
        person.work,
        person.place,
        *(figure.name for figure in scenario.figures),
        *scenario.concerns,
    ):
        known.add_text(text)
    return known
