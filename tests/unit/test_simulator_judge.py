"""The simulated judge: it goes by the guide it is sent, sees what the request holds, errs at set rates."""

import json
from dataclasses import replace

import pytest
from pydantic import ValidationError

from tests.judging import asked_of, dataset, faults, request_for, scores, seeds, simulated
from tests.unit.test_simulator_content import assembled
from worker.claude.requests import Block, CallRequest
from worker.domain.plan import ConversationPlan
from worker.domain.verdicts import JudgeDraft
from worker.local.simulator.author import ContentAuthor
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.content import content_faults
from worker.local.simulator.refusals import Refusal
from worker.local.simulator.tags import Asked, read
from worker.quality.judgement import Rubric, read_verdicts, rubric_of

SEED = seeds()[0]
# One of each template, so that every arc and edge case the simulator writes is judged.
WRITTEN = list({plan.template_id: plan for plan in dataset().plans}.values())


def rubric() -> Rubric:
    """The dataset's."""
    found = rubric_of(dataset().dataset.profile)
    assert found is not None
    return found


def request() -> CallRequest:
    """The judging of a seed."""
    return request_for(SEED.conversation, SEED.plan)


def told_in(request: CallRequest, old: str, new: str) -> CallRequest:
    """The request with another guide."""
    assert old in request.system[0].text
    return replace(request, system=(Block(request.system[0].text.replace(old, new)),))


def says(sentence: str) -> CallRequest:
    """The judging of the seed with a sentence put in the middle of its second answer."""
    turn = SEED.conversation.turns[1]
    half = turn.target_response.index(". ") + 2
    answer = f"{turn.target_response[:half]}{sentence} {turn.target_response[half:]}"
    turns = (SEED.conversation.turns[0], turn.model_copy(update={"target_response": answer}))
    changed = SEED.conversation.model_copy(update={"turns": (*turns, *SEED.conversation.turns[2:])})
    return request_for(changed, SEED.plan)


@pytest.mark.parametrize("plan", WRITTEN, ids=[str(plan.template_id) for plan in WRITTEN])
def test_what_the_simulator_writes_is_mostly_judged_five(plan: ConversationPlan) -> None:
    """A clean conversation is over the bar, most of it at 5, and every verdict holds."""
    conversation = assembled(plan)
    draft = simulated(request_for(conversation, plan))
    read_back = read_verdicts(draft, conversation, rubric())
    assert isinstance(read_back, tuple), read_back
    given = [verdict.score for verdict in read_back]
    assert sum(given) / len(given) >= 4.5
    assert given.count(5) >= 3


def test_now_and_then_a_clean_dimension_is_a_four() -> None:
    """Over twenty seeds of chance some dimension is a 4 without a fault, and never more than two at once."""
    slightly = [list(scores(simulated(request(), seed)).values()).count(4) for seed in range(20)]
    assert sum(slightly) > 0
    assert max(slightly) <= 2


def test_the_same_request_is_answered_the_same() -> None:
    """An answer depends on the request and on nothing else."""
    assert simulated(request()) == simulated(request())


def test_a_fault_is_worth_what_the_guide_says() -> None:
    """Another ceiling in the table is another score; a fault the table does not list is not one."""
    hurt = says("Honestly, it's not that bad.")
    assert scores(simulated(hurt))["empathy"] == 2
    row = next(line for line in hurt.system[0].text.splitlines() if line.startswith("| minimizing |"))
    milder = told_in(hurt, row, row.replace("| 2 |", "| 3 |"))
    assert scores(simulated(milder))["empathy"] == 3
    elsewhere = told_in(hurt, row, row.replace("| empathy |", "| brand_voice |"))
    assert scores(simulated(elsewhere))["brand_voice"] == 2
    assert scores(simulated(elsewhere))["empathy"] >= 4
    unlisted = told_in(hurt, row, "")
    assert faults(simulated(unlisted)) == set()


def test_three_faults_of_one_dimension_lower_it_by_one_more() -> None:
    """Each of the three allows a 3 of clarity; together they allow a 2, as the guide says in words."""
    worst = says(
        "That rises significantly. Your MAGI sits inside the phase-out. First, read it. Second, sign it. "
        "Third, send it."
    )
    assert faults(simulated(worst)) == {"vague_amount", "jargon_unexplained", "overload"}
    assert scores(simulated(worst))["clarity"] == 2
    patient = told_in(worst, "three different faults", "four different faults")
    assert scores(simulated(patient))["clarity"] == 3


def test_it_answers_by_the_names_it_is_asked_for() -> None:
    """The dataset's own name of the domain's dimension, from the request."""
    assert list(scores(simulated(request()))) == list(rubric().names.values())
    assert "financial_soundness" in scores(simulated(request()))


@pytest.mark.parametrize("kind", content_faults.kinds_for(Asked("judge")))
def test_each_content_fault_of_a_judge_is_caught(kind: str) -> None:
    """Invented evidence, a dimension too few, fives without evidence: complaints; half an answer: no JSON."""
    right = simulated(request()).model_dump(mode="json")
    text = content_faults.spoil_with(kind, right, asked_of(request()))
    assert text is not None
    if kind == "invalid_json":
        with pytest.raises(ValidationError):
            JudgeDraft.model_validate_json(text)
        return
    found = read_verdicts(JudgeDraft.model_validate_json(text), SEED.conversation, rubric())
    assert isinstance(found, list)
    assert found


def test_a_judge_asked_again_is_recognised() -> None:
    """The second request is the same stage, with its section and what was wrong."""
    asked = asked_of(request())
    assert (asked.stage, asked.section, asked.faults) == ("judge", None, ())
    text = (
        request().user[-1].text
        + "\n<judge_again>\n{}\n<faults>\n- clarity has no reason.\n</faults>\n</judge_again>"
    )
    again = read([request().user[0].text, text])
    assert (again.stage, again.section, again.faults) == ("judge", "verdict", ("clarity has no reason.",))


def test_a_request_without_a_plan_is_refused() -> None:
    """The judge is sent what it judges against, or told that it is missing."""
    asked = replace(asked_of(request()), plan=None)
    with pytest.raises(Refusal, match="<plan>"):
        ContentAuthor(SimulatorConfig()).content(asked, json.dumps({}))
