"""What the simulator writes: conversations that follow their plan, annotations that pass the bar."""

import json
import re
from itertools import combinations

import pytest

from tests.simulated import (
    annotation_from,
    dialogue_json,
    edge_plan,
    lines_of_the_repository,
    plan,
    plans_of_the_repository,
)
from worker.domain.conversation import Conversation, words
from worker.domain.drafts import DialogueDraft
from worker.domain.plan import MESSAGE_WORDS, ConversationPlan, QualityRequirements, Range
from worker.generation.assemble import AnnotatedTurn, assemble
from worker.local.simulator.content.annotating import TurnAnnotator
from worker.local.simulator.content.dialogue import DialogueWriter
from worker.quality.assess import assess

REPOSITORY = plans_of_the_repository()
SAMPLE = REPOSITORY[:: max(len(REPOSITORY) // 12, 1)]
PLANS = [plan(), edge_plan(), *SAMPLE]
DEFAULT = QualityRequirements()
LINES = lines_of_the_repository()


def written(
    plan: ConversationPlan, bar: QualityRequirements = DEFAULT, *, draft: str = "", seed: int = 0
) -> DialogueDraft:
    """The turns of a plan, as the dialogue stage gets them."""
    turns = DialogueWriter(plan, bar.response_words, draft, seed).turns()
    return DialogueDraft.model_validate_json(json.dumps({"turns": turns}))


def assembled(plan: ConversationPlan, bar: QualityRequirements = DEFAULT, *, seed: int = 0) -> Conversation:
    """A plan's conversation, annotated and put together as the engine does it."""
    draft = written(plan, bar, seed=seed)
    dialogue = dialogue_json(plan, draft.turns)
    annotated = [
        AnnotatedTurn(
            turn,
            annotation_from(
                *(
                    json.dumps({"part": TurnAnnotator(dialogue, turn.turn_number, bar, "", seed).part(part)})
                    for part in ("reading", "breakdown")
                )
            ),
        )
        for turn in draft.turns
    ]
    conversation = assemble(plan.conversation_id, "You are an advisor.", annotated)
    assert isinstance(conversation, Conversation), conversation
    return conversation


def five_grams(plan: ConversationPlan) -> set[tuple[str, ...]]:
    """Every run of five words in all messages of a plan's conversation."""
    text = " ".join(f"{turn.user_input} {turn.target_response}" for turn in written(plan).turns)
    found = re.findall(r"[a-z0-9']+", text.lower())
    return {tuple(found[start : start + 5]) for start in range(len(found) - 4)}


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.conversation_id}-{plan.tier}")
@pytest.mark.parametrize("seed", [0, 7])
def test_every_plan_makes_a_conversation_without_findings(plan: ConversationPlan, seed: int) -> None:
    """Without content faults, quality/ finds nothing at all against the default bar."""
    profile = LINES if plan in SAMPLE else {}
    report = assess(assembled(plan, seed=seed), plan, DEFAULT, "simulated", profile)
    assert [finding.message for finding in report.findings] == []


@pytest.mark.long
def test_all_plans_of_the_repository_make_conversations_without_findings() -> None:
    """The full form: every specification there is."""
    for found in REPOSITORY:
        report = assess(assembled(found), found, DEFAULT, "simulated", LINES)
        assert [finding.message for finding in report.findings] == []


def test_another_bar_is_met_too() -> None:
    """The counts come from the requirements that were sent, not from the simulator."""
    bar = QualityRequirements(
        word_choices=Range(least=2, most=2),
        client_needs=Range(least=4, most=4),
        positive_indicators=Range(least=4, most=4),
        words_per_quote=14,
        emotional_indicators=Range(least=36, most=40),
        rationale_sentences=Range(least=3, most=3),
        response_words=Range(least=260, most=330),
        quote_categories=Range(least=5, most=5),
    )
    report = assess(assembled(plan(), bar), plan(), bar, "simulated", {})
    assert [finding.message for finding in report.findings] == []


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.conversation_id}-{plan.tier}")
def test_messages_keep_to_their_planned_length(plan: ConversationPlan) -> None:
    """Each client message lies inside the word range of its planned length, each answer inside 120 to 400."""
    for turn, planned in zip(written(plan).turns, plan.scenario.turns, strict=True):
        least, most = MESSAGE_WORDS[planned.message_length]
        assert least <= words(turn.user_input) <= most
        assert 120 <= words(turn.target_response) <= 400


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.conversation_id}-{plan.tier}")
def test_the_arc_runs_from_the_planned_start_to_the_planned_end(plan: ConversationPlan) -> None:
    """First and last emotion and intensity are the plan's; the answers name the emotion at once."""
    turns = written(plan).turns
    assert (turns[0].primary_emotion, turns[0].intensity) == (plan.starting_emotion, plan.starting_intensity)
    assert (turns[-1].primary_emotion, turns[-1].intensity) == (plan.ending_emotion, plan.ending_intensity)
    assert plan.starting_emotion in " ".join(turns[0].target_response.split()[:60])


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.conversation_id}-{plan.tier}")
def test_dollar_amounts_come_from_the_plan(plan: ConversationPlan) -> None:
    """No amount is invented: every one stands in the plan's figures or texts, or is declared with its sum."""
    known = set(re.findall(r"\d[\d,.]*\d|\d", plan.model_dump_json()))
    known |= {
        form
        for figure in plan.scenario.figures
        for form in (f"{figure.value:,.0f}", f"{figure.value:,.2f}", f"{figure.value:g}")
    }
    turns = written(plan).turns
    known |= {stated.result.removeprefix("$") for turn in turns for stated in turn.calculations}
    for turn in turns:
        for amount in re.findall(r"\$(\d[\d,.]*\d|\d)", f"{turn.user_input} {turn.target_response}"):
            assert amount in known


def test_the_advisor_declares_the_sums_it_states() -> None:
    """A plan with a month's amount gets a year's, worked out and declared beside the answer that says it."""
    turns = written(plan()).turns
    (stated,) = [item for turn in turns for item in turn.calculations]
    assert (stated.result, stated.expression) == ("$2,520", "210 * 12")
    assert "$2,520" in turns[1].target_response


def test_conversations_of_one_template_differ() -> None:
    """Pairwise 5-gram Jaccard of all messages stays below 0.30 within each template of the repository."""
    by_template: dict[str | None, list[ConversationPlan]] = {}
    for found in REPOSITORY:
        by_template.setdefault(found.template_id, []).append(found)
    assert any(len(group) >= 8 for group in by_template.values())
    for group in by_template.values():
        for one, other in combinations([five_grams(found) for found in group], 2):
            assert len(one & other) / len(one | other) < 0.30


def test_the_same_request_writes_the_same_and_another_draft_differs() -> None:
    """Deterministic by conversation and draft; a fresh draft is really another one."""
    assert written(plan()) == written(plan())
    first, second = written(plan()), written(plan(), draft="the answer in turn 2 is too short")
    assert all(
        one.target_response != other.target_response
        for one, other in zip(first.turns, second.turns, strict=True)
    )


def test_the_plan_is_told_by_the_people_in_it() -> None:
    """Third-person beats become what the client says and what the advisor means to do."""
    turns = written(plan()).turns
    assert "I have to admit" in turns[0].user_input or "I read out the letter" in turns[0].user_input
    assert "Robin" not in " ".join(turn.user_input for turn in turns)
    assert "Ines" not in " ".join(turn.target_response for turn in turns)
    assert "what a loan would cost me each month" in turns[1].user_input
    assert "set the rent beside the interest" in turns[1].target_response


def test_a_boundary_is_held_first_and_ends_in_the_referral() -> None:
    """With a boundary in the plan, the first answer names it and the referral, and no amount at all."""
    first = written(edge_plan()).turns[0].target_response
    assert "I do not talk about money while you are in danger" in first
    assert "the county crisis line" in first
    assert "$" not in " ".join(turn.target_response for turn in written(edge_plan()).turns)


def test_annotations_speak_about_this_very_turn() -> None:
    """Reasons name their phrase, and no two sentences of a turn are explained in the same words."""
    conversation = assembled(plan())
    for turn in conversation.turns:
        reasons = [
            choice for sentence in turn.response_breakdown for choice in sentence.word_choice_rationale
        ]
        named = sum(choice.phrase in choice.reason for choice in reasons)
        assert named / len(reasons) > 0.7
        assert len({choice.reason for choice in reasons}) == len(reasons)
