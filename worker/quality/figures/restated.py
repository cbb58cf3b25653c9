"""Whether the client's own figures stay what the plan says.

Where this can be known, and only there: a client who says an age or an income ("I'm 37", "I make $148,000"),
and whoever names one of the plan's figures by its whole name right before another value of its kind. A value
that the plan, a message or a declared sum gives elsewhere is never called wrong, nor is one that counts
another period of time: a loose paraphrase stays unmeasured rather than misjudged.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from worker.domain.figures import Figure, Known, figures_in
from worker.domain.plan import ConversationPlan
from worker.domain.plan import Figure as PlannedFigure
from worker.domain.sentences import split
from worker.domain.situation import exact, planned
from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.figures.ground import grounds

_WORD = re.compile(r"[a-z0-9']+")
_STOP: Final = frozenset(
    "the a an of in on at to for from with and or by this that his her their my your is was are".split()  # noqa: SIM905
)
_LEAST_WORDS: Final = 2
# Words between a figure's name and its value, at most.
_MOST_BETWEEN: Final = 4
# What makes of a named figure another one: "the premium is $30 less than", "half of the balance".
_TURNED = re.compile(
    r"\b(?:less|more|over|above|below|under|than|between|differ\w*|gap|save[sd]?|minus|plus|half|third|quarter|part|"
    r"instead|would|could|if|toward|towards|another|extra|left|short)\b",
    re.IGNORECASE,
)
_PERIODS: Final = tuple(Fraction(number) for number in (1, 2, 4, 12, 24, 26, 52, 365))
_SAID = (
    ("age", re.compile(r"\bI(?:'m| am| just turned| turned) (\d{2})(?= years old|[.,;!?]|$| and\b)")),
    (
        "income",
        re.compile(
            r"\bI (?:make|earn) (?:about )?(\$[\d,.]*\d[Kk]?)(?![\d,]*\d|[Kk]| (?:a|per|an|each) (?!year))"
        ),
    ),
)


def client_figures_stay(subject: Subject) -> Outcomes:
    """A figure of the plan that is said again has the plan's value."""
    plan = subject.plan
    if plan is None:
        return
    known = planned(plan)
    for ground in grounds(subject):
        turn = ground.turn
        for text in split(turn.user_input):
            yield from _of_the_client(turn.turn_number, text, plan, known)
            yield from _named(turn.turn_number, None, text, plan, (known,))
        for number, text in enumerate(split(turn.target_response), start=1):
            others = (known, ground.client, ground.earlier, ground.own)
            yield from _named(turn.turn_number, number, text, plan, others)


def _of_the_client(turn: int, text: str, plan: ConversationPlan, known: Known) -> Iterator[Fault | None]:
    """Age and income as the client says them; of two people only one is planned."""
    if " and " in plan.persona_name:
        return
    plain = text.replace("\u2019", "'")
    person = plan.scenario.person
    for what, pattern in _SAID:
        wanted = person.age if what == "age" else person.income_usd
        for match in pattern.finditer(plain):
            said = figures_in(match.group(1))
            if wanted is None or not said:
                continue
            right = said[0].value == wanted or known.holds_number(said[0].value)
            yield None if right else _differs(turn, None, what, match.group(1), f"{wanted:,}")


def _named(
    turn: int, sentence: int | None, text: str, plan: ConversationPlan, others: tuple[Known, ...]
) -> Iterator[Fault | None]:
    """The plan's figures that a sentence names and gives a value right after."""
    for figure in plan.scenario.figures if figures_in(text) else ():
        said = _value_after(figure, text)
        if said is None:
            continue
        value = exact(figure.value)
        right = (
            any(said.value * period == value or said.value == value * period for period in _PERIODS)
            or any(known.holds(said) for known in others)
            or _TURNED.search(text) is not None
        )
        yield None if right else _differs(turn, sentence, figure.name, said.text, f"{figure.value:,g}")


def _value_after(wanted: PlannedFigure, text: str) -> Figure | None:
    """The one figure of the planned one's kind in the text, when its whole name stands right before it."""
    kind = "money" if wanted.unit.startswith("usd") else wanted.unit
    found = [figure for figure in figures_in(text) if figure.kind == kind]
    if len(found) != 1:
        return None
    name = [_stem(word) for word in _words(wanted.name.split(",")[0])]
    if len(name) < _LEAST_WORDS:
        return None
    before = [_stem(word) for word in _WORD.findall(text[: found[0].start].casefold())]
    places = [len(before) - before[::-1].index(word) for word in name if word in before]
    if len(places) < len(name) or len(before) - max(places) > _MOST_BETWEEN:
        return None
    return found[0]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.casefold()) if word not in _STOP]


def _stem(word: str) -> str:
    return word.removesuffix("'s").rstrip("s")


def _differs(turn: int, sentence: int | None, name: str, said: str, planned: str) -> Fault:
    whose = "The answer" if sentence else "The client"
    return Fault(
        message=f"{whose} in turn {turn} says “{said}” for “{name}”; the plan says {planned}.",
        action=f"Keep the client's figure: {planned}.",
        turn=turn,
        sentence=sentence,
        evidence={"figure": name, "said": said, "planned": planned},
    )


RESTATED: tuple[Check, ...] = (Check("client_figures_stay", "continuity", client_figures_stay),)
