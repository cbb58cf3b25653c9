"""Which dated facts and public lines count for a conversation: the same for its prompt and for its checks."""

from dataclasses import replace
from typing import Any

import pytest

from tests.unit.changes import say
from tests.unit.conversations import conversation, plan
from tests.unit.engine_rig import work
from worker.domain.plan import ConversationPlan, QualityRequirements
from worker.generation.briefs import Briefs
from worker.quality import assess
from worker.quality.sources import lines_named, sources

LINES = (
    {"id": "danger", "name": "911", "contact": "911", "how": "call", "serves": "a life", "always": True},
    {"id": "debt", "name": "Debt & Credit Helpline", "contact": "1-800-388-2227", "serves": "debtors"},
    {"id": "local", "name": "211", "contact": "211", "serves": "local help"},
)
FACTS = (
    {"id": "own", "topics": ["benefits", "health"], "statement": "The limit is $4,301."},
    {"id": "other", "topics": ["mortgages"], "statement": "The cap is $750,001."},
    {"id": "any", "topics": ["any"], "statement": "The rate is $6,202 a year."},
    {"id": "untold", "statement": "The fee is $17,003."},
)
PROFILE: dict[str, Any] = {"facts": list(FACTS), "hotlines": list(LINES)}


def planned(**changes: Any) -> ConversationPlan:
    """The plan of the clean conversation, changed."""
    return plan().model_copy(update=changes)


def test_a_fact_counts_for_its_topics() -> None:
    """Those of the plan's topic, of any, and those that name no topic, in the profile's order."""
    assert [fact["id"] for fact in sources(PROFILE, plan()).facts] == ["own", "any", "untold"]


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("A message before the window closes.", ["danger"]),
        ("She was told to call the debt and credit helpline.", ["danger", "debt"]),
        ("She has 1-800-388-2227 on her fridge.", ["danger", "debt"]),
        ("Dial 211, any day.", ["danger", "local"]),
        ("She owes $211, or 211.50 with 211% of nothing, or 211,000.", ["danger"]),
    ],
)
def test_a_line_counts_where_the_plan_names_it(words: str, lines: list[str]) -> None:
    """By its name in any spelling or by what to dial, never by an amount; one for every life at once."""
    counted = sources(PROFILE, planned(session_context=words)).lines
    assert [line["id"] for line in counted] == lines


def test_a_conversation_nobody_planned_may_use_everything() -> None:
    """An import has no topic and names nothing beforehand."""
    counts = sources(PROFILE, None)
    assert (counts.facts, counts.lines) == (FACTS, LINES)


def test_a_profile_without_sources_has_none() -> None:
    """Neither a missing list nor something that is no list counts for anything."""
    assert sources({}, plan()).facts == ()
    assert sources({"facts": "many", "hotlines": None}, plan()).lines == ()


def test_the_prompt_shows_what_the_check_accepts() -> None:
    """Each fact and line stands in the dialogue request if and only if an answer may state its figure."""
    whole = work()
    dataset = whole.dataset.model_copy(update={"profile": {**whole.dataset.profile, **PROFILE}})
    (user,) = Briefs(replace(whole, dataset=dataset)).dialogue(1, ()).user
    for shown, words in (
        *((str(fact["statement"]), str(fact["statement"]).split()[3].rstrip(".")) for fact in FACTS),
        *((str(line["name"]), f"call {line['contact']}") for line in LINES),
    ):
        said = say(1, "the part you pay first", words)(conversation())
        findings = assess(said, plan(), QualityRequirements(), "imported", PROFILE).findings
        found = {finding.check for finding in findings} & {"figures_grounded", "hotlines_known"}
        assert (shown in user.text) == (not found), words


def test_a_line_is_named_in_a_text_spelled_alike() -> None:
    """Case, white space and the ampersand do not matter."""
    assert lines_named(LINES, "the DEBT  and credit\nhelpline") == [LINES[1]]
    assert lines_named(LINES, "the debt helpline") == []
