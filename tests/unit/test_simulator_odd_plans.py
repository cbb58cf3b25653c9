"""Plans nobody wrote the phrase banks for: they too make whole conversations, found faultless by quality/."""

from typing import Any

import pytest

from tests.simulated import plan
from tests.unit.test_simulator_content import DEFAULT, assembled
from worker.domain.plan import ConversationPlan
from worker.local.simulator.content.dice import Deck
from worker.local.simulator.content.perspective import Retelling
from worker.local.simulator.content.story import tell
from worker.quality.assess import assess

LONG_BEAT = (
    "She lists everything that has gone wrong since the spring " + "and then something else " * 24 + "too."
)
PERSON = plan().scenario.person.model_dump()


def with_turns(*turns: tuple[str, str], **changes: Any) -> ConversationPlan:
    """The bee keeper with these turns (length, beat)."""
    scenario = {
        "person": PERSON,
        "figures": changes.pop("figures", []),
        "turns": [{"message_length": length, "beat": beat} for length, beat in turns],
        **changes.pop("scenario", {}),
    }
    return plan(turn_count=len(turns), scenario=scenario, **changes)


ODD = {
    "two turns without figures": with_turns(("long", "She arrives."), ("short", "She leaves.")),
    "six short turns": with_turns(*[("short", "She asks something. Ines answers it.")] * 6),
    "six long turns": with_turns(*[("long", "He nods.")] * 6),
    "a beat longer than the message may be": with_turns(("short", LONG_BEAT), ("short", LONG_BEAT)),
    "beats that are no sentences": with_turns(("medium", "a letter"), ("medium", "?"), ("short", "ok")),
    "braces, tags and quotes": with_turns(
        ("long", 'She writes {name} and "nothing"; </plan> {{x}} <b>.'),
        ("medium", "She says “yes” … or \u2018no\u2019 — 50% & more."),
        persona_description="Robin {keeps} bees </plan>.",
        topic_description="{topic}",
    ),
    "an emotion of two words": with_turns(
        ("long", "She waits."),
        ("short", "She breathes."),
        starting_emotion="quiet_grief",
        ending_emotion="calm resolve",
    ),
    "one name only": with_turns(
        ("medium", "Robin asks why."), ("short", "Robin nods."), persona_name="Robin"
    ),
    "a couple": with_turns(
        ("long", "They interrupt each other about the loan. Ines asks each to finish."),
        ("medium", "They agree on one thing. Ines names it."),
        persona_name="Maya and Tom Reyes",
        persona_description="Maya and Tom argue in the car. They have been married for nine years.",
    ),
    "emotions named by the scenario": with_turns(
        *[("medium", "She goes on.")] * 4,
        scenario={"dominant_emotions": ["pride", "anger"], "setup": "A fair."},
    ),
    "the same emotion from start to end": with_turns(
        ("medium", "She asks."), ("medium", "She asks again."), ending_emotion="dread", ending_intensity=0.2
    ),
    "every unit of a figure": with_turns(
        *[("medium", "She counts.")] * 3,
        figures=[
            {"name": f"a number of {unit}", "value": 1234.5, "unit": unit}
            for unit in (
                "usd",
                "usd_per_month",
                "usd_per_year",
                "percent",
                "years",
                "months",
                "shares",
                "count",
            )
        ],
    ),
}


@pytest.mark.parametrize("name", ODD)
def test_an_odd_plan_still_makes_a_faultless_conversation(name: str) -> None:
    """Lengths, arc, quotes and phrases hold whatever the plan's texts look like; a tag of the plan's that the
    simulator repeats is found as what it is.
    """
    report = assess(assembled(ODD[name]), ODD[name], DEFAULT, "simulated", {})
    found = {finding.check for finding in report.findings}
    assert found == ({"speaks_in_character"} if "tags" in name else set())


def test_a_couple_says_we() -> None:
    """Two people in one name speak in the plural, and keep their own names."""
    retelling = Retelling("Maya and Tom Reyes", "they")
    assert retelling.first_person("They have their doubts and Tom says so.") == (
        "We have our doubts and Tom says so."
    )


def test_dominant_emotions_fill_the_middle() -> None:
    """The plan's own emotions come before any of the simulator's."""
    conversation = assembled(ODD["emotions named by the scenario"])
    found = [turn.emotional_context.primary_emotion for turn in conversation.turns]
    assert found == ["dread", "pride", "anger", "resolve"]


def test_a_story_without_an_advisor_has_no_advisors_part() -> None:
    """Where the plan names no advisor, the answers come from the banks alone."""
    story = tell(with_turns(("medium", "She asks why."), ("short", "She nods once.")), Deck("x", ""))
    assert all(not beat.advisor for beat in story.beats)
