"""What a specification adds in tiers 2 and 3. Tested in tests/unit/test_planning_check.py."""

from collections.abc import Callable, Sequence
from typing import Final

from worker.domain.plan import ConversationPlan, Range, Scenario
from worker.domain.sentences import split
from worker.planning.shapes import Hotline
from worker.quality.sources import lines_named

# The fields of a scenario that belong to one tier alone.
ADDITIONS: Final = {
    "tier2_scenario": ("setup", "dominant_emotions", "concerns", "learning_objectives"),
    "tier3_edge": ("boundary", "referral", "afterwards"),
}
_SETUP_SENTENCES: Final = Range(least=2, most=3)
_COUNTS: Final = {
    "dominant_emotions": Range(least=2, most=3),
    "concerns": Range(least=3, most=4),
    "learning_objectives": Range(least=1, most=20),
}

Note = Callable[[str, str], None]


def check_additions(plan: ConversationPlan, hotlines: Sequence[Hotline], note: Note) -> None:
    """Notes what is missing of a tier's additions. note: takes the field and what is wrong with it."""
    scenario = plan.scenario
    if plan.tier == "tier2_scenario":
        _check_scenario(scenario, note)
    if plan.tier == "tier3_edge":
        for name in ADDITIONS["tier3_edge"]:
            if not getattr(scenario, name).strip():
                note(f"scenario.{name}", "is missing; an edge case has one")
        if scenario.referral.strip():
            _check_referral(scenario.referral, hotlines, note)


def _check_scenario(scenario: Scenario, note: Note) -> None:
    sentences = len(split(scenario.setup))
    if not _SETUP_SENTENCES.holds(sentences):
        note("scenario.setup", f"has {sentences} sentences; {_span(_SETUP_SENTENCES)} are asked for")
    for name, bar in _COUNTS.items():
        entries = [entry for entry in getattr(scenario, name) if entry.strip()]
        if not bar.holds(len(entries)):
            note(f"scenario.{name}", f"has {len(entries)} entries; {_span(bar)} are asked for")


def _check_referral(referral: str, hotlines: Sequence[Hotline], note: Note) -> None:
    """A referral names a line of the facts and what to dial: answers may name no other."""
    named = lines_named([line.model_dump(mode="json") for line in hotlines], referral)
    if not named:
        known = ", ".join(line.name for line in hotlines) or "none"
        note("scenario.referral", f"names no line of the facts; known: {known}")
        return
    for line in named:
        if line["contact"] not in referral:
            note("scenario.referral", f"names {line['name']} without what to dial: {line['contact']}")


def _span(bar: Range) -> str:
    return f"{bar.least} to {bar.most}"
