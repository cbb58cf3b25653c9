"""Nothing that a function writes is written by hand: Studio's owner, the service key and a superuser are refused.

The columns come from the catalogue: a new one is refused too, or must be named in OPEN. Impossible moves of a
status are test_moves.py's.
"""

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.lived import live
from tests.sql.world import World, attempt, refused, rows, value
from tests.stack import TestCluster

# What a hand may edit, table by table, where the rest is closed to it. review_state is open where its conversation's
# status allows it, and of those here one is approved.
OPEN = {
    "training_conversations": {
        "conversation_number", "dataset_id", "tier", "persona_type", "persona_name",
        "persona_description", "topic_category", "topic_description", "template_id", "tier_batch", "starting_emotion",
        "starting_intensity", "ending_emotion", "ending_intensity", "emotional_arc_description", "turn_count",
        "session_context", "expected_outcome", "scenario", "required_review", "language", "variation_of",
        "use_for_variations", "variation_count_target", "plan_hash", "shipped_hashes", "source_id", "source_position", "extras",
        "updated_at",
    },
    "generation_jobs": {"requested_action", "max_cost_usd", "note", "updated_at"},
    "generation_job_items": {"available_at", "updated_at"},
    "generation_leases": {"heartbeat_at", "expires_at"},
    "generation_calls": set(),
    "generation_responses": set(),
    "generation_transitions": set(),
    "quality_metrics": {"updated_at"},
}  # fmt: skip
CHANGED = {
    "text": "'forged'",
    "uuid": "gen_random_uuid()",
    "jsonb": "'{{\"forged\": 1}}'",
    "boolean": "not coalesce({0}, false)",
    "timestamp with time zone": "coalesce({0}, now()) + interval '1 hour'",
    "integer": "coalesce({0}, 0) + 1",
    "bigint": "coalesce({0}, 0) + 1",
    "numeric": "coalesce({0}, 0) + 1",
}
# PT409 is the guard's; 42501 the history's own and missing grants'; 428C9 an identity's.
CLOSED = {"PT409", "42501", "428C9"}


@pytest.fixture(scope="module")
def lived(cluster: TestCluster) -> Iterator[World]:
    """One database for the refusals, which leave nothing."""
    with cluster.database("migrated") as database:
        yield live(World(database))


def _hands(world: World) -> dict[str, psycopg.Connection]:
    return {
        "Studio": world.owner,
        "the service key": world.service,
        "a superuser": world.connect("supabase_admin"),
    }


@pytest.mark.parametrize("table", OPEN)
def test_no_hand_sets_a_column_that_functions_write(lived: World, table: str) -> None:
    """Every column of the catalogue but the open ones: refused with a hint, and no row is another."""
    columns = rows(
        lived.owner,
        "select attname as name, format_type(atttypid, null) as type from pg_attribute"
        " where attrelid = %s::regclass and attnum > 0 and not attisdropped",
        f"public.{table}",
    )
    assert OPEN[table] <= {column["name"] for column in columns}
    before = rows(lived.owner, f"select * from public.{table} order by id")
    assert before
    for who, connection in _hands(lived).items():
        for column in columns:
            name = column["name"]
            statement = f"update public.{table} set {name} = {CHANGED[column['type']].format(name)}"
            with connection.transaction(force_rollback=True):
                state = attempt(connection, statement)
            assert (state in CLOSED) is (name not in OPEN[table]), (who, name, state)
    assert rows(lived.owner, f"select * from public.{table} order by id") == before


FORGED = {
    "a simulated text passed off as Claude's": "update public.training_conversations set generation_method = 'claude_api' where conversation_id = 'fp_2'",
    "as a person's": "update public.training_conversations set generation_method = 'manual', is_seed_example = true where conversation_id = 'fp_2'",
    "a simulated text made ready": "update public.quality_metrics set ready_for_training = true where conversation_id = 'fp_2'",
    "a simulated text approved": "update public.training_conversations set generation_status = 'approved', generation_method = 'manual', is_seed_example = true where conversation_id = 'fp_2'",
    "a text that was never saved": "update public.training_conversations set generation_status = 'generated', revision = revision + 1 where conversation_id = 'fp_3'",
    "an approval taken back without a reset": "update public.training_conversations set generation_status = 'generated', revision = revision + 1 where conversation_id = 'fp_1'",
    "an approved text found unready": "update public.quality_metrics set ready_for_training = false where conversation_id = 'fp_1'",
    "a better score": "update public.quality_metrics set overall_score = 5 where conversation_id = 'fp_1'",
    "a score of its own": "update public.training_conversations set quality_score = 5 where conversation_id = 'fp_1'",
    "approved and rejected": "update public.training_conversations set review_state = 'rejected' where conversation_id = 'fp_1'",
    "reviewed without a text": "update public.training_conversations set review_state = 'needs_review' where conversation_id = 'fp_5'",
    "metrics lent to another": "update public.quality_metrics set conversation_id = 'fp_5' where conversation_id = 'fp_1'",
    "metrics thrown away": "delete from public.quality_metrics",
    "a cheaper call": "update public.generation_calls set cost_usd = 0",
    "a call reopened": "update public.generation_calls set outcome = null, settled_at = null, cost_usd = null",
    "a call unmade": "delete from public.generation_calls",
    "a ledger unmade": "truncate public.generation_calls cascade",
    "everything unmade": "truncate public.training_conversations cascade",
    "a call that nobody made": "insert into public.generation_calls (stage, model, reserved_usd, draft_no, revision, request_hash, estimated_input_tokens, max_output_tokens, worker, attempt, generation_method) values ('dialogue', 'm', 0, 1, 0, 'x', 1, 1, 'w', 1, 'simulated')",
    "an answer that nobody gave": "insert into public.generation_responses (call_id, response, sha256) select id, 'x', 'x' from public.generation_calls",
    "a lease taken": "update public.generation_leases set worker = 'thief' where ended_at is null",
    "a lease ended": "update public.generation_leases set ended_at = now(), end_reason = 'released' where ended_at is null",
    "a lease that nobody claimed": "insert into public.generation_leases (item_id, worker, attempt, expires_at, generation_method) select id, 'thief', 1, now(), 'simulated' from public.generation_job_items",
    "a lease forgotten": "delete from public.generation_leases",
    "leases forgotten": "truncate public.generation_leases",
    "an item added": "insert into public.generation_job_items (job_number, conversation_id, position, job_id) select job_number, 'fp_5', 99, id from public.generation_jobs limit 1",
    "an item removed": "delete from public.generation_job_items",
    "a fourth attempt": "update public.generation_job_items set attempt = 0",
    "a live job removed": "delete from public.generation_jobs where status = 'in_progress'",
    "a job cheaper than its calls": "update public.generation_jobs set cost_usd = 0",
    "a job of other models": "update public.generation_jobs set models = '{}'",
    "a pause without its reason": "update public.generation_jobs set status_reason = 'cap_reached'",
    "a move that was not": "insert into public.generation_transitions (thing, subject, to_status, by_name, thing_id) values ('job', '9', 'queued', 'x', gen_random_uuid())",
}  # fmt: skip


@pytest.mark.parametrize("what", FORGED)
def test_a_forgery_is_refused_and_says_the_right_way(lived: World, what: str) -> None:
    """By Studio and a superuser with PT409 and a hint; by the service key so, or by a grant it lacks."""
    for who, connection in _hands(lived).items():
        refusal = refused(connection, FORGED[what])
        if who == "the service key" and refusal.sqlstate == "42501":
            continue
        assert refusal.sqlstate == "PT409", (who, refusal)
        assert len(refusal.hint) > 20
        assert refusal.detail
    assert lived.violations() == []


@pytest.mark.parametrize("status", ["running", "cancelled", "completed", "failed", "dead", "waiting_batch"])
def test_no_item_is_moved_by_hand(lived: World, status: str) -> None:
    """Neither along its table nor off it."""
    for connection in _hands(lived).values():
        statement = "update public.generation_job_items set status = %s where status = 'queued'"
        assert refused(connection, statement, status).sqlstate == "PT409"


def test_steering_a_job_opens_nothing_else(world: World) -> None:
    """After a statement that steers, the next statement of the same transaction is by hand again."""
    world.plan(2)
    world.job(["fp_1"])
    world.job(["fp_2"])
    for steer in ("note = 'x'", "requested_action = 'pause'", "status = 'queued'"):
        with world.owner.transaction():
            rows(world.owner, f"update public.generation_jobs set {steer}")
            for forgery in (
                "update public.generation_job_items set attempt = 2",
                "update public.generation_jobs set cost_usd = 9",
            ):
                with pytest.raises(psycopg.Error, match="not set by hand"), world.owner.transaction():
                    rows(world.owner, forgery)


def test_a_status_set_for_several_jobs_is_each_ones_action(world: World) -> None:
    """One statement cancels two jobs as two would: no item of either is left queued."""
    world.plan(2)
    world.job(["fp_1"])
    world.job(["fp_2"])
    rows(world.owner, "update public.generation_jobs set status = 'cancelled'")
    assert (
        value(world.owner, "select count(*) from public.generation_job_items where status = 'cancelled'") == 2
    )


def test_one_statement_steers_and_forges_no_row(world: World) -> None:
    """The second row of a statement is guarded as the first is."""
    world.plan(2)
    world.job(["fp_1"])
    world.job(["fp_2"])
    forgery = "update public.generation_jobs set note = 'x', cost_usd = case when job_number = (select max(job_number) from public.generation_jobs) then 9 else 0 end"
    assert refused(world.owner, forgery).sqlstate == "PT409"
    assert value(world.owner, "select count(*) from public.generation_jobs where note is not null") == 0


METRICS = (
    "insert into public.quality_metrics (conversation_id, overall_score, ready_for_training, needs_review,"
    " total_turns, total_sentences, total_indicators, total_quotes, total_rationales, required_parts_present,"
    " scorer_version) values (%s, %s, true, false, 1, 1, 1, 1, 1, true, '1')"
)


def _imported(world: World, **columns: Any) -> str:
    (conversation,) = world.plan(1, generation_status="generated", generation_method="imported", **columns)
    return conversation


def test_an_import_writes_metrics_and_the_score_follows(world: World) -> None:
    """The service key inserts conversation and metrics in two requests; quality_score is theirs."""
    conversation = _imported(world)
    rows(world.service, METRICS, conversation, 4.25)
    assert float(world.conversation(conversation)["quality_score"]) == 4.25


def test_a_score_without_its_metrics_is_not_born(world: World) -> None:
    """Refused when the transaction ends; with the same metrics in the transaction it is taken."""
    with pytest.raises(psycopg.Error) as caught:
        _imported(world, quality_score=4.9)
    assert caught.value.sqlstate == "PT409"
    with world.owner.transaction():
        conversation = _imported(world, quality_score=4.9)
        rows(world.owner, METRICS, conversation, 4.9)
    assert float(world.conversation(conversation)["quality_score"]) == 4.9


def test_what_is_planned_anew_forgets_its_text(world: World) -> None:
    """A reset by hand may empty what a save wrote, never set it; review_state is none again."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work)
    rows(world.owner, "update public.training_conversations set review_state = 'needs_review'")
    reset = "update public.training_conversations set generation_status = 'planned'"
    assert refused(world.owner, f"{reset}, generation_method = 'manual'").sqlstate == "PT409"
    assert refused(world.owner, f"{reset}, revision = 0").sqlstate == "PT409"
    rows(world.owner, f"{reset}, generation_method = null, quality_score = null, models = null")
    found = world.conversation("fp_1")
    assert (found["review_state"], found["generation_method"]) == ("none", None)


def test_an_ended_job_may_be_removed_its_calls_stay(world: World) -> None:
    """Items and leases go with it; the ledger keeps what was paid."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.pay(work)
    world.save(work)
    rows(world.owner, "delete from public.generation_jobs")
    assert rows(world.owner, "select job_id, cost_usd > 0 as paid from public.generation_calls") == [
        {"job_id": None, "paid": True}
    ]
    assert value(world.owner, "select count(*) from public.generation_leases") == 0


def test_a_conversation_no_job_had_may_be_removed(world: World) -> None:
    """Its metrics follow it: a foreign key is no hand."""
    conversation = _imported(world)
    rows(world.service, METRICS, conversation, 4.9)
    rows(world.owner, "delete from public.training_conversations where conversation_id = %s", conversation)
    assert value(world.owner, "select count(*) from public.quality_metrics") == 0


def test_an_operator_may_end_a_backoff_or_a_lease(world: World) -> None:
    """available_at and expires_at are open: the worker's functions do the rest."""
    world.plan(1)
    world.job(options=Jsonb({"max_concurrency": 1}))
    (work,) = world.claim()
    world.expire(work)
    assert world.claim(worker="w2")[0]["attempt"] == 2
