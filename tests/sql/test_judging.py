"""What the database holds of the judge: whole or not at all, on by default, and needed for training."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.sql.world import Row, World, rows, value
from worker.domain.verdicts import SCORES

UNJUDGED: dict[str, Any] = {
    "judged": False,
    "judge_score": None,
    **{f"{name}_score": None for name in SCORES},
    "judge_model": None,
    "rubric_hash": None,
    "not_judged_reason": "the judge could not be had",
}


@pytest.fixture
def work(world: World) -> Row:
    """The claimed item of a job for fp_1."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    return work


def metrics_of(world: World) -> Row:
    """The metrics of fp_1."""
    (found,) = rows(world.owner, "select * from public.quality_metrics where conversation_id = 'fp_1'")
    return found


def knowingly(world: World, sql: str) -> None:
    """A statement of a session that says it knows what it does: the guards let it by, other triggers do not."""
    with world.owner.transaction():
        rows(world.owner, "select set_config('rapport.moves', 'on', true)")
        rows(world.owner, sql)


def test_a_verdict_is_saved_with_who_gave_it_and_by_what(world: World, work: Row) -> None:
    """Scores, model, rubric and the part of the score, read back, are what was sent; the grid shows it."""
    part = {
        "dimension": "clarity",
        "value": 4.0,
        "weight": 0.2,
        "source": "judge",
        "reason": "A term makes the client work.",
        "evidence": {"quotes": [{"turn": 1, "speaker": "client", "quote": "Good day."}], "faults": []},
    }
    sent = payload(2, score=4.8, clarity_score=4.0, judge_score=4.8, score_parts=[part])
    assert world.save(work, sent)["answer"] == "saved"
    kept = metrics_of(world)
    assert (kept["judge_score"], kept["clarity_score"], kept["judge_model"]) == (
        Decimal("4.8"), 4, "claude-opus-5-5",
    )  # fmt: skip
    assert kept["rubric_hash"] == "a" * 64
    assert kept["score_parts"] == [part]
    assert kept["ready_for_training"] is True
    viewer = world.user("viewer")
    for view in ("conversation_matrix", "conversation_search"):
        (shown,) = rows(viewer, f"select judge_score from public.{view} where conversation_id = 'fp_1'")
        assert shown == {"judge_score": Decimal("4.8")}


def test_what_a_model_wrote_is_not_ready_unjudged(world: World, work: Row) -> None:
    """A save that claims it is ready is corrected, and so is who sets it knowingly."""
    world.save(work, payload(2, **UNJUDGED))
    assert metrics_of(world)["ready_for_training"] is False
    knowingly(world, "update public.quality_metrics set ready_for_training = true")
    assert metrics_of(world)["ready_for_training"] is False


def test_a_verdict_that_is_taken_away_takes_readiness_with_it(world: World, work: Row) -> None:
    """Without its verdict the text is not ready any more, whoever took it."""
    world.save(work, payload(2))
    assert metrics_of(world)["ready_for_training"] is True
    changed = ", ".join(f"{name}_score = null" for name in SCORES)
    knowingly(
        world,
        "update public.quality_metrics set judged = false, judge_score = null, judge_model = null,"
        f" rubric_hash = null, {changed}",
    )
    assert metrics_of(world)["ready_for_training"] is False


def test_a_later_save_replaces_the_whole_verdict(world: World, work: Row) -> None:
    """A text written anew and not judged keeps nothing of the verdict on the text before."""
    world.save(work, payload(2))
    world.job(["fp_1"], options=Jsonb({"existing": "replace"}))
    (again,) = world.claim()
    assert world.save(again, payload(2, **UNJUDGED))["answer"] == "saved"
    kept = metrics_of(world)
    assert {name: kept[name] for name in UNJUDGED} == UNJUDGED


TORN: dict[str, dict[str, Any]] = {
    "four of five": {"clarity_score": None},
    "a mean that is another": {"judge_score": 4.9},
    "no judge": {"judge_model": None},
    "no rubric": {"rubric_hash": None},
    "a rubric that is no hash": {"rubric_hash": "the second one"},
    "a reason why not": {"not_judged_reason": "it was too long"},
    "a score over the judge's": {"judge_score": 4.0, **{f"{name}_score": 4.0 for name in SCORES}},
    "scores nobody gave": {**UNJUDGED, "empathy_score": 5.0},
    "a mean nobody gave": {**UNJUDGED, "judge_score": 5.0},
}


@pytest.mark.parametrize("name", TORN)
def test_half_a_verdict_is_refused_and_nothing_is_saved(world: World, work: Row, name: str) -> None:
    """All five, their mean, the model and the rubric, or none of them; no score above the judge's."""
    with pytest.raises(psycopg.errors.CheckViolation):
        world.save(work, payload(2, **TORN[name]))
    assert value(world.owner, "select count(*) from public.training_turns") == 0
    assert value(world.owner, "select count(*) from public.quality_metrics") == 0


def test_a_job_has_its_judge_unless_it_wants_none(world: World) -> None:
    """On by default, by another model than the writer's in every preset; off by choice."""
    for preset in ("best", "balanced", "cheapest"):
        job: Row = world.job(world.plan(1), options=Jsonb({"preset": preset}))
        assert job["options"]["judge"] is True
        assert job["models"]["judge"]["model"] != job["models"]["dialogue"]["model"]
    off: Row = world.job(world.plan(1), options=Jsonb({"judge": False}))
    assert "judge" not in off["models"]
