"""Saving: a whole conversation with everything that hangs on it, or nothing."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest

from tests.sql.payload import payload
from tests.sql.world import Row, World, attempt, refused, rows, value


@pytest.fixture
def work(world: World) -> Row:
    """The claimed item of a job for fp_1."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    return work


def test_a_saved_conversation_is_exactly_what_was_sent(world: World, work: Row) -> None:
    """Every field of every part, read back, equals the payload's."""
    sent = payload(2)
    assert world.save(work, sent) == {"answer": "saved", "revision": 1, "quality_score": 4.8, "turns": 2}
    for given in sent["turns"]:
        turn_id = f"fp_1_turn{given['turn_number']}"
        parts = {"emotional_context", "response_strategy", "response_breakdown"}
        (kept,) = rows(world.owner, "select * from public.training_turns where turn_id = %s", turn_id)
        assert _same(kept, {key: given[key] for key in given.keys() - parts})
        (context,) = rows(world.owner, "select * from public.emotional_context where turn_id = %s", turn_id)
        assert _same(context, given["emotional_context"])
        (strategy,) = rows(
            world.owner, "select * from public.response_strategies where turn_id = %s", turn_id
        )
        assert _same(strategy, given["response_strategy"])
        sentences = rows(
            world.owner,
            "select * from public.response_breakdowns where turn_id = %s order by sentence_number",
            turn_id,
        )
        assert all(
            _same(kept, sent) for kept, sent in zip(sentences, given["response_breakdown"], strict=True)
        )
    (metrics,) = rows(world.owner, "select * from public.quality_metrics")
    assert _same(metrics, sent["metrics"])
    (finding,) = rows(world.owner, "select * from public.quality_findings")
    assert _same(finding, sent["findings"][0])
    assert finding["revision"] == 1


def _same(kept: Row, sent: Row) -> bool:
    plain = {key: float(field) if isinstance(field, Decimal) else field for key, field in kept.items()}
    return {key: plain[key] for key in sent} == sent


def test_whoever_hears_of_the_end_hears_the_score(world: World, work: Row) -> None:
    """The update that makes an item completed carries its figures: no later one is needed."""
    with psycopg.connect(world.database.dsn("supabase_admin"), autocommit=True) as admin:
        rows(admin, "create table public.heard (quality_score numeric, turns_done integer)")
        try:
            rows(
                admin,
                "create function public.hear() returns trigger language plpgsql security definer as $$ begin"
                " insert into public.heard values (new.quality_score, new.turns_done); return null; end $$",
            )
            rows(
                admin,
                "create trigger z_hear after update on public.generation_job_items for each row"
                " when (new.status = 'completed') execute function public.hear()",
            )
            world.save(work)
            assert rows(admin, "select * from public.heard") == [
                {"quality_score": Decimal("4.80"), "turns_done": 2}
            ]
        finally:
            rows(admin, "drop trigger if exists z_hear on public.generation_job_items")
            rows(admin, "drop function if exists public.hear()")
            rows(admin, "drop table public.heard")


def test_the_save_ends_item_and_job_and_marks_the_conversation(world: World, work: Row) -> None:
    """Status, revision, score, method, cost and counters move in the one transaction."""
    world.pay(work)
    world.save(work)
    conversation = world.conversation("fp_1")
    assert conversation["generation_status"] == "generated"
    assert conversation["generation_method"] == "claude_api"
    assert conversation["generation_cost_usd"] == Decimal("0.028")
    assert conversation["generation_seconds"] == Decimal("12.5")
    assert conversation["quality_score"] == Decimal("4.80")
    assert conversation["models"] == {"dialogue": "claude-sonnet-5-5"}
    assert conversation["generated_at"] is not None
    item = world.item(work)
    assert (item["status"], item["progress"], item["quality_score"]) == ("completed", 1, Decimal("4.80"))
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert (job["status"], job["completed_conversations"]) == ("completed", 1)
    assert job["average_quality_score"] == Decimal("4.80")
    assert job["cost_usd"] == Decimal("0.028")
    assert job["status_message"] == "1 of 1 done, quality 4.80, $0.028"


def test_a_lost_reply_may_be_asked_for_again(world: World, work: Row) -> None:
    """The same token answers already_saved, and nothing is written twice."""
    world.save(work)
    again = world.save(work, payload(3))
    assert again == {"answer": "already_saved", "revision": 1, "quality_score": 4.8, "turns": 2}
    assert value(world.owner, "select count(*) from public.training_turns") == 2


def test_what_is_not_whole_is_refused_and_nothing_written(world: World, work: Row) -> None:
    """A gap in the turns, a part missing, no metrics, or a field that is required: no half-saved conversation."""
    whole = payload(2)
    gap = {**whole, "turns": [whole["turns"][1]]}
    bare = {
        **whole,
        "turns": [{key: field for key, field in whole["turns"][0].items() if key != "response_strategy"}],
    }
    silent = {**whole, "turns": [{**whole["turns"][0], "user_input": None}]}
    blind = {key: field for key, field in whole.items() if key != "metrics"}
    for wrong in (gap, bare, blind, {**whole, "turns": []}, {**whole, "turns": "x"}):
        refusal = refused(world.service, *_saving(work, wrong))
        assert refusal.sqlstate == "22023"
    assert refused(world.service, *_saving(work, silent)).sqlstate == "23502"
    unreadable_sums: tuple[Any, ...] = (
        {},
        "480",
        ["$480"],
        [{"result": "$480", "meaning": "m"}],
        [[]],
        [{"result": 480}],
    )
    for sums in unreadable_sums:
        unreadable = {**whole, "turns": [{**whole["turns"][0], "calculations": sums}]}
        assert refused(world.service, *_saving(work, unreadable)).sqlstate == "23514"
    assert value(world.owner, "select count(*) from public.training_turns") == 0
    assert world.item(work)["status"] == "running"
    assert world.save(work, whole)["answer"] == "saved"


def _saving(work: Row, content: Row) -> tuple[Any, ...]:
    return "select public.save_conversation(%s, %s, %s)", work["item_id"], work["lease_token"], content


def test_needs_review_shows_on_the_conversation(world: World, work: Row) -> None:
    """Whole but under the bar: review_state says so."""
    world.save(work, payload(2, 3.9, ready_for_training=False, needs_review=True))
    assert world.conversation("fp_1")["review_state"] == "needs_review"


def test_the_simulated_is_never_ready(world: World) -> None:
    """What the simulator wrote is not ready for training, whatever its metrics say, and is not approved."""
    world.plan(1)
    world.job()
    (work,) = world.claim(method="simulated")
    world.save(work)
    (metrics,) = rows(world.owner, "select ready_for_training from public.quality_metrics")
    assert metrics["ready_for_training"] is False
    assert attempt(world.owner, "update public.quality_metrics set ready_for_training = true") == "PT409"
    rows(world.owner, "update public.training_conversations set generation_status = 'reviewed'")
    refusal = refused(world.owner, "update public.training_conversations set generation_status = 'approved'")
    assert (refusal.sqlstate, "simulator" in refusal.message) == ("PT409", True)


def test_a_save_that_fails_midway_leaves_nothing(world: World, work: Row) -> None:
    """An error in the last statement of a save undoes all of it; the same save then succeeds."""
    broken = payload(2)
    broken["findings"][0]["severity"] = "terrible"
    with pytest.raises(psycopg.errors.CheckViolation):
        world.save(work, broken)
    assert value(world.owner, "select count(*) from public.training_turns") == 0
    assert world.conversation("fp_1")["revision"] == 0
    assert world.save(work)["answer"] == "saved"


def test_spend_said_after_the_save_is_counted(world: World, work: Row) -> None:
    """A call settled late raises the cost of call, item, job and conversation alike."""
    late = world.open(work)
    world.pay(work)
    world.save(work)
    assert world.conversation("fp_1")["generation_cost_usd"] == Decimal("0.028")
    world.settle(late)
    assert world.conversation("fp_1")["generation_cost_usd"] == Decimal("0.056")
    assert world.item(work)["cost_usd"] == Decimal("0.056")
    assert value(world.owner, "select cost_usd from public.generation_jobs") == Decimal("0.056")
