"""The history checker can fail: each rule finds the violation planted for it, and only then."""

from typing import TYPE_CHECKING

import pytest

from tests.sql.world import Row, World, rows

if TYPE_CHECKING:
    from collections.abc import Callable

CLAIMED = "from public.generation_job_items i where i.status = 'running'"
ENDED = "from public.generation_job_items i where i.status = 'completed'"

PLANTED = {
    "legal_move": "insert into public.generation_transitions (thing, subject, from_status, to_status, by_name, thing_id)"
    " select 'item', 'x', 'completed', 'queued', 'x', gen_random_uuid()",
    "unbroken_history": "insert into public.generation_transitions"
    " (thing, subject, from_status, to_status, by_name, thing_id)"
    f" select 'item', 'x', 'queued', 'cancelled', 'x', id {ENDED}",
    "history_matches": "update public.training_conversations set generation_status = 'reviewed'"
    " where generation_status = 'generated'",
    "has_history": "delete from public.generation_transitions where thing = 'job'",
    "one_end": "insert into public.generation_transitions (thing, subject, from_status, to_status, by_name, thing_id)"
    f" select 'item', 'x', 'running', 'failed', 'x', id {ENDED}",
    "one_result": "insert into public.generation_leases (item_id, worker, attempt, expires_at, ended_at, end_reason,"
    f" generation_method) select id, 'zombie', 1, now(), clock_timestamp(), 'saved', 'simulated' {ENDED}",
    "result_has_lease": "update public.generation_leases set end_reason = 'failed' where end_reason = 'saved'",
    "leases_apart": "insert into public.generation_leases (item_id, worker, attempt, claimed_at, expires_at, ended_at,"
    " end_reason, generation_method) select i.id, 'w9', 2, clock_timestamp(), now(), now(), 'released', 'simulated'"
    f" {CLAIMED}",
    "three_attempts": "insert into public.generation_leases (item_id, worker, attempt, claimed_at, expires_at, ended_at,"
    " end_reason, generation_method) select i.id, 'w9', 3, i.started_at - n * interval '1 ms', now(), now(), 'expired', 'simulated'"
    " from public.generation_job_items i, generate_series(0, 3) n where i.status = 'running'",
    "not_running_past_lease": "update public.generation_leases set expires_at = now() - interval '1 minute'"
    " where ended_at is null",
    "running_is_held": "update public.generation_leases set ended_at = now(), end_reason = 'released'"
    " where ended_at is null",
    "call_under_lease": "update public.generation_calls set opened_at = opened_at - interval '1 hour'",
    "counters_equal_items": "update public.generation_jobs set completed_conversations = completed_conversations + 1",
    "cost_equals_ledger": "update public.generation_calls set cost_usd = 0.5",
    "budget_equals_ledger": "update public.generation_budget set simulated_settled_usd = simulated_settled_usd + 1",
    "cost_within_reservation": "update public.generation_calls set cost_usd = reserved_usd + 0.000001",
    "item_cost_equals_ledger": "update public.generation_job_items set cost_usd = 9 where status = 'completed'",
    "ended_job_has_no_live_item": "update public.generation_jobs set status = 'completed' where status = 'in_progress'",
    "queued_job_is_idle": "update public.generation_jobs set status = 'queued' where status = 'in_progress'",
    "live_job_has_live_item": "update public.generation_jobs set status = 'in_progress' where status = 'completed'",
    "ended_job_tells_how": "update public.generation_jobs set status = 'failed' where status = 'completed'",
    "saved_whole": "delete from public.response_strategies",
    "score_is_one": "update public.training_conversations set quality_score = 1 where quality_score is not null",
    "simulated_is_marked": "update public.quality_metrics set ready_for_training = true",
    "in_progress_is_worked_on": "update public.training_conversations set generation_status = 'in_progress'"
    " where generation_status = 'planned'",
    "worked_on_is_in_progress": "update public.training_conversations set generation_status = 'planned'"
    " where generation_status = 'in_progress'",
    "findings_are_of_the_text": 'insert into public.quality_findings (conversation_id, revision, "check", severity,'
    " message, action) select conversation_id, revision + 1, 'x', 'info', 'x', 'x' from public.training_conversations",
    "not_paid_twice": "insert into public.generation_calls (stage, conversation_id, model, reserved_usd, draft_no, revision,"
    " request_hash, estimated_input_tokens, max_output_tokens, worker, attempt, generation_method)"
    " select stage, conversation_id, model, reserved_usd, draft_no, revision, request_hash, 1, 1, 'w', 1,"
    " generation_method from public.generation_calls",
    "waiting_is_awaited": "update public.generation_job_items set status = 'waiting_batch' where status = 'running'",
    "staged_is_open": "insert into public.generation_batch_requests (call_id, bytes, body)"
    " select id, 2, '{}' from public.generation_calls",
    "batched_is_staged": "update public.generation_calls set batch_id = gen_random_uuid(), settled_at = null,"
    " outcome = null, cost_usd = null",
    "batch_counts": "insert into public.generation_batches (requests, reserved_usd, stages, bytes, generation_method,"
    " worker, worker_until) values (1, 0, '[]', 1, 'simulated', 'w', now())",
}


@pytest.fixture
def lived(world: World) -> World:
    """One conversation saved and paid for, one at work, one planned; nothing wrong."""
    world.plan(3)
    world.job(["fp_1"])
    (work,) = world.claim(method="simulated")
    world.pay(work)
    world.save(work)
    world.job(["fp_2"])
    world.claim(method="simulated")
    assert world.violations() == []
    return world


@pytest.mark.parametrize("rule", PLANTED)
def test_a_planted_violation_is_found(lived: World, rule: str) -> None:
    """What no function can do is done past the triggers; the rule made for it says so."""
    lived.past_guards(PLANTED[rule])
    lived.planted = True
    found = {violation["rule"] for violation in lived.violations()}
    assert rule in found


def test_every_rule_has_a_planted_violation(lived: World) -> None:
    """The checker has no rule this module does not plant a violation of."""
    (source,) = rows(
        lived.owner,
        "select string_agg(prosrc, ' ') as text from pg_proc where proname like 'generation_check\\_%%'",
    )
    rules = rows(
        lived.owner,
        "select distinct m[1] as rule from regexp_matches(%s, 'select ''([a-z_]+)'',', 'g') m",
        source["text"],
    )
    assert {row["rule"] for row in rules} == PLANTED.keys()


def test_a_job_in_full_swing_is_clean(world: World) -> None:
    """Midway, after every kind of event, nothing is found: the rules hold at any time, not at the end alone."""
    world.plan(6)
    job = world.job()
    steps: list[Callable[[Row], object]] = [
        world.save,
        world.fail,
        lambda work: world.fail(work, retry=False),
        world.release,
        world.expire,
    ]
    for work, step in zip(world.claim(), steps, strict=True):
        world.pay(work)
        step(work)
        assert world.violations() == []
    world.claim()
    assert world.violations() == []
    world.set_job(job, requested_action="cancel")
    assert world.violations() == []
