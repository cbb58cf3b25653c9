"""What a conversation may bring in from outside: the dated facts and public lines that count for its plan.

The prompt shows these and the checks accept these, so neither can know more than the other. Knows the shapes
of profile.facts and profile.hotlines. Pure; tested in tests/unit/test_quality_sources.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from worker.domain.plan import ConversationPlan
from worker.quality.matching import fold, occurrences

ANY_TOPIC: Final = "any"
_RUNS_ON: Final = re.compile(r"[.,]\d|%")
Table = Mapping[str, Any]


@dataclass(frozen=True)
class Sources:
    """facts and lines: tables of the profile, in its order."""

    facts: tuple[Table, ...]
    lines: tuple[Table, ...]


def sources(profile: Table, plan: ConversationPlan | None) -> Sources:
    """What counts for a plan; everything, for a conversation without one.

    A fact counts when it serves the plan's topic, or any. A line counts when the plan names it, by its name
    or by what to dial, or when it counts always: a life may be in danger in any conversation.
    """
    facts, lines = tables(profile.get("facts")), tables(profile.get("hotlines"))
    if plan is None:
        return Sources(tuple(facts), tuple(lines))
    planned = lines_named(lines, "\n".join(_texts(plan)))
    return Sources(
        tuple(fact for fact in facts if {ANY_TOPIC, plan.topic_category} & set(_topics(fact))),
        tuple(line for line in lines if line.get("always") or line in planned),
    )


def lines_named(lines: Iterable[Table], text: str) -> list[Table]:
    """The lines a text names, by name or by what to dial, in the order in which it does."""
    plain = spelled(text)
    places = [(place, line) for line in lines if (place := _place(line, plain)) is not None]
    return [line for _, line in sorted(places, key=lambda item: item[0])]


def spelled(text: str) -> str:
    """A text as names are compared in."""
    return fold(text.replace("&", "and")).casefold()


def tables(value: object) -> list[Table]:
    """The tables of a list in a profile; nothing where it is no list."""
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list | tuple) else []


def _place(line: Table, text: str) -> int | None:
    """Where a text, spelled(), first names a line; None when it does not."""
    wanted = [spelled(str(line[key])) for key in ("name", "contact") if line.get(key)]
    return min((start for name in wanted for start in _starts(name, text)), default=None)


def _starts(name: str, text: str) -> list[int]:
    """Where the name occurs; a short number not as part of an amount ("$211,000", "211.50")."""
    return [
        start
        for start, end in occurrences(name, text)
        if not name.isdigit()
        or (text[max(start - 1, 0) : start] not in ("$", ".", ",") and not _RUNS_ON.match(text, end))
    ]


def _topics(fact: Table) -> Iterable[str]:
    return fact.get("topics") or (ANY_TOPIC,)


def _texts(plan: ConversationPlan) -> Iterable[str]:
    """Whatever of a plan an author may have named a line in."""
    scenario = plan.scenario
    return (
        plan.persona_description,
        plan.topic_description,
        plan.session_context,
        plan.emotional_arc_description,
        plan.expected_outcome,
        scenario.setup,
        *scenario.concerns,
        *scenario.learning_objectives,
        scenario.boundary,
        scenario.referral,
        scenario.afterwards,
        *(turn.beat for turn in scenario.turns),
    )
