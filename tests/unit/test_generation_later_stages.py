"""Pipeline.generate on a text that exists: what is asked, what stands, and who is said to have written it."""

from dataclasses import replace

import pytest

from tests.unit import rubrics
from tests.unit.conversations import conversation
from tests.unit.engine_rig import Sink
from tests.unit.rubrics import draft, verdict
from tests.unit.test_generation_judging import JUDGE, Script, judged_work, run
from worker.claude.faults import Fault
from worker.generation.work import STARTS, Existing, Failed, Generated
from worker.quality.judgement import rubric_of

WHOLE = conversation()
THEN = {"dialogue": "old-writer", "annotate": "old-annotator", "judge": "old-judge"}


def rubric_hash() -> str:
    """Of the rig's rubric."""
    rubric = rubric_of(judged_work().dataset.profile)
    assert rubric is not None
    return rubric.hash


def stored(**changes: object) -> Existing:
    """The rig's conversation as it was stored: by older models, with an older version of the template."""
    made = Existing(WHOLE, models=THEN, template_version=2, rubric_hash=rubric_hash())
    return replace(made, **changes)  # type: ignore[arg-type]


async def test_a_text_is_judged_anew_and_nothing_else() -> None:
    """One call, of the judge; text, template version and the other models stand as they were."""
    script = Script(draft(verdict("clarity", score=4)))
    outcome = await run(script, existing=stored(), start=STARTS["judge"])
    assert isinstance(outcome, Generated)
    assert [request.stage for request in script.client.asked] == ["judge"]
    saved = outcome.payload["conversation"]
    assert (saved["models"], saved["template_version"]) == ({**THEN, "judge": JUDGE}, 2)
    assert [turn["target_response"] for turn in outcome.payload["turns"]] == [
        turn.target_response for turn in WHOLE.turns
    ]
    assert outcome.payload["metrics"]["judge_score"] == 4.8


@pytest.mark.parametrize("code", ["server_error", "model_not_found"])
async def test_a_judge_who_cannot_be_had_costs_no_earlier_verdict(code: str) -> None:
    """Judging alone, on the last attempt: the item fails with the reason; the verdict there is stands."""
    script = Script(*[Fault(code, "Nobody answers.")] * 3)
    outcome = await run(script, existing=stored(), start=STARTS["judge"], last_attempt=True)
    assert isinstance(outcome, Failed)
    assert outcome.code == code


async def test_an_annotation_made_anew_is_the_new_models() -> None:
    """The dialogue's model stays; what annotated and judged is named anew, with today's template."""
    script = Script(draft())
    outcome = await run(script, existing=stored(), start=STARTS["annotate"])
    assert isinstance(outcome, Generated)
    assert "dialogue" not in {request.stage for request in script.client.asked}
    saved = outcome.payload["conversation"]
    assert saved["models"]["dialogue"] == "old-writer"
    assert (saved["models"]["annotate"] == "old-annotator", saved["models"]["judge"]) == (False, JUDGE)
    assert saved["template_version"] == 3


async def test_a_replayed_verdict_is_the_judges_of_then() -> None:
    """The models of then are named, not those the job would have asked."""
    outcome = await run(Script(draft()), existing=stored(), start=STARTS["validate"])
    assert isinstance(outcome, Generated)
    assert outcome.payload["conversation"]["models"] == THEN
    assert outcome.payload["metrics"]["judge_model"] == "old-judge"


async def test_a_verdict_by_another_rubric_is_not_taken_for_one_by_this() -> None:
    """The text is saved unjudged, for a person to look at, and it says what to do."""
    script, sink = Script(), Sink()
    outcome = await run(script, sink=sink, existing=stored(rubric_hash="0" * 64), start=STARTS["validate"])
    assert isinstance(outcome, Generated)
    assert script.asked == []
    metrics = outcome.payload["metrics"]
    assert (metrics["judged"], metrics["needs_review"]) == (False, True)
    assert "from_stage judge" in metrics["not_judged_reason"]


def test_the_rubric_is_the_datasets() -> None:
    """What these tests go by is the guide the rig's dataset has."""
    assert rubrics.profile()["guides"]["judge"] in judged_work().dataset.profile["guides"]["judge"]
