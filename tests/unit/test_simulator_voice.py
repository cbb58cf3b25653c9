"""The simulated advisor keeps the habits of the repository's datasets and says none of their nevers."""

import re
from typing import Any

import pytest

from tests.shipped import shipped
from tests.simulated import ROOT, plans_of_the_repository
from tests.unit.test_simulator_content import assembled, written
from worker.domain.plan import ConversationPlan, Dataset
from worker.domain.sentences import split
from worker.local.simulator.content import banks
from worker.quality.assess import assess

PLANS = plans_of_the_repository()[:12]
IDS = [found.conversation_id for found in PLANS]


def loaded(name: str) -> Dataset:
    """A dataset of the repository."""
    return shipped(name).dataset


def profile(plan: ConversationPlan) -> dict[str, Any]:
    """The profile of a plan's dataset."""
    return loaded(plan.dataset_id).profile


@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_the_datasets_own_checks_find_nothing_grave(plan: ConversationPlan) -> None:
    """Held to the whole profile of its dataset, what is simulated passes; a term in the plan's own words may
    stay unexplained, because nobody here knows what it means.
    """
    dataset = loaded(plan.dataset_id)
    report = assess(assembled(plan), plan, dataset.quality_requirements, "simulated", dataset.profile)
    assert {finding.check for finding in report.findings} <= {"jargon_explained"}
    assert report.metrics.voice_safety_score is not None


@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_the_feeling_is_named_in_the_first_two_sentences(plan: ConversationPlan) -> None:
    """By its own name, in every turn."""
    for turn in written(plan).turns:
        opening = " ".join(split(turn.target_response)[:2]).lower()
        assert turn.primary_emotion.lower() in opening


@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_teaching_is_asked_for_and_every_answer_ends_open(plan: ConversationPlan) -> None:
    """A permission before the middle turns' explanations; a question or an offer at the end."""
    turns = written(plan).turns
    asked = re.compile(
        r"would it help|may i|could we|would you like|if you are willing|is it all right|shall we|"
        r"would it be useful|can i show|are you open"
    )
    assert all(asked.search(turn.target_response.lower()) for turn in turns[:-1])
    lists = banks.load("advisor").lists
    endings = {*lists["check_in"], *lists["check_in_end"]}
    assert all(turn.target_response.endswith(tuple(endings)) for turn in turns)


@pytest.mark.parametrize("plan", PLANS, ids=IDS)
def test_no_phrase_the_profile_forbids_is_said(plan: ConversationPlan) -> None:
    """Neither from the banks nor by putting the plan into other words."""
    forbidden = [phrase for never in profile(plan).get("nevers", ()) for phrase in never.get("phrases", ())]
    assert forbidden
    for turn in written(plan).turns:
        answer = " ".join(turn.target_response.lower().split())
        assert [phrase for phrase in forbidden if phrase in answer] == []


def test_the_banks_hold_no_figure_of_their_own() -> None:
    """A digit in an answer can only come from the plan."""
    for listed, sentences in banks.load("advisor").lists.items():
        assert [sentence for sentence in sentences if re.search(r"[\d$%]", sentence)] == [], listed


def test_the_banks_know_no_dataset() -> None:
    """No name of a dataset's advisor, persona or archetype stands in the simulator's banks."""
    names = {
        word
        for found in PLANS
        for word in (
            *profile(found)["consultant"]["name"].split(),
            found.persona_type,
            *found.persona_name.split(),
        )
    } - {"Mixed", "and"}
    texts = "".join(
        path.read_text("utf-8") for path in (ROOT / "worker" / "local" / "simulator").rglob("*.toml")
    )
    assert [name for name in sorted(names) if re.search(rf"\b{re.escape(name)}\b", texts)] == []
