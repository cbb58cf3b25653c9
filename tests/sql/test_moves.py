"""The tables of moves: every pair of statuses, for jobs, items and conversations, for every role."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.sql.world import Refusal, World, attempt, refused, rows, value

# schema.md section 5, written out once more, so that a slip in the SQL is not a slip in the test.
MOVES = {
    "job": {
        "queued": {"in_progress", "paused", "cancelled"},
        "in_progress": {"paused", "completed", "failed", "cancelled"},
        "paused": {"queued", "in_progress", "completed", "failed", "cancelled"},
        "completed": {"queued"},
        "failed": {"queued"},
        "cancelled": set(),
    },
    "item": {
        "queued": {"running", "cancelled"},
        "running": {"completed", "failed", "dead", "cancelled", "queued", "waiting_batch"},
        "waiting_batch": {"queued", "failed", "cancelled"},
        "failed": {"queued"},
        "dead": {"queued"},
        "completed": set(),
        "cancelled": set(),
    },
    "conversation": {
        "planned": {"in_progress", "generated"},
        "in_progress": {"planned", "generated"},
        "generated": {"reviewed", "approved", "planned"},
        "reviewed": {"approved", "generated", "planned"},
        "approved": {"generated", "planned"},
    },
}
TABLES = {
    "job": ("public.generation_jobs", "status"),
    "item": ("public.generation_job_items", "status"),
    "conversation": ("public.training_conversations", "generation_status"),
}
STANDING = [(thing, was) for thing, table in MOVES.items() for was in table]


@contextmanager
def _standing(world: World, thing: str, status: str) -> Iterator[None]:
    """fp_1, its job and its item, with one of them put into a status past the triggers."""
    world.plan(1)
    world.job(["fp_1"])
    table, column = TABLES[thing]
    paused = ", paused_from = 'queued'" if (thing, status) == ("job", "paused") else ""
    world.past_guards(f"update {table} set {column} = %s{paused}", status)
    world.planted = True
    yield


@pytest.mark.parametrize(("thing", "was"), STANDING)
def test_what_is_not_in_the_table_is_refused_for_every_role(world: World, thing: str, was: str) -> None:
    """Studio, the service key and the superuser alike meet PT409 with a hint."""
    with _standing(world, thing, was):
        table, column = TABLES[thing]
        superuser = world.connect("supabase_admin")
        for becomes in MOVES[thing].keys() - MOVES[thing][was] - {was}:
            for connection in (world.owner, world.service, superuser):
                refusal = refused(connection, f"update {table} set {column} = %s", becomes)
                assert refusal.sqlstate == "PT409"
                assert refusal.hint
                assert (refusal.detail["from"], refusal.detail["to"]) == (was, becomes)


def test_the_table_of_moves_is_the_contracts(world: World) -> None:
    """generation_move_allowed says yes to the contract's pairs and no to all others."""
    for thing, table in MOVES.items():
        for was in table:
            said = {
                becomes
                for becomes in table
                if value(
                    world.owner, "select public.generation_move_allowed(%s, %s, %s)", thing, was, becomes
                )
            }
            assert said == table[was], (thing, was)


@pytest.mark.parametrize("becomes", ["running", "cancelled"])
def test_an_item_is_not_moved_by_hand(world: World, becomes: str) -> None:
    """Not even along its table: lease and counters must move with it. The hint names requested_action."""
    world.plan(1)
    world.job()
    for connection in (world.owner, world.service):
        refusal = refused(connection, "update public.generation_job_items set status = %s", becomes)
        assert refusal.sqlstate == "PT409"
        assert "requested_action" in refusal.hint


@pytest.mark.parametrize(("becomes", "ends_as"), [("paused", "paused"), ("cancelled", "cancelled")])
def test_a_status_set_in_studio_is_the_action_it_means(world: World, becomes: str, ends_as: str) -> None:
    """Editing a job's status cell does what the action would, items and event included."""
    world.plan(1)
    job = world.job()
    rows(world.owner, "update public.generation_jobs set status = %s", becomes)
    assert world.see_job(job)["status"] == ends_as
    assert "by postgres" in world.events(job)[-1]
    if becomes == "paused":
        rows(world.owner, "update public.generation_jobs set status = 'queued'")
        assert world.see_job(job)["status_reason"] == "waiting_for_worker"
    else:
        assert value(world.owner, "select status from public.generation_job_items") == "cancelled"


@pytest.mark.parametrize("becomes", ["in_progress"])
def test_a_job_is_not_started_by_hand(world: World, becomes: str) -> None:
    """A move that its items make is refused to a hand."""
    world.plan(1)
    world.job()
    refusal = refused(world.owner, "update public.generation_jobs set status = %s", becomes)
    assert (refusal.sqlstate, "requested_action" in refusal.hint) == ("PT409", True)


def _move(world: World, conversation_id: str, status: str) -> Refusal | None:
    try:
        rows(
            world.owner,
            "update public.training_conversations set generation_status = %s where conversation_id = %s",
            status,
            conversation_id,
        )
    except psycopg.Error as error:
        return Refusal(
            error.sqlstate or "", str(error.diag.message_primary), str(error.diag.message_hint), {}
        )
    return None


def test_a_conversation_is_reviewed_then_approved_when_ready(world: World) -> None:
    """Generated → reviewed → approved, only with metrics that say ready; the times are kept."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work, payload(2, 4.0, ready_for_training=False))
    early = _move(world, "fp_1", "approved")
    assert early is not None
    assert "reviewed" in early.hint
    assert _move(world, "fp_1", "reviewed") is None
    unready = _move(world, "fp_1", "approved")
    assert unready is not None
    assert "ready_for_training" in unready.message
    world.past_guards("update public.quality_metrics set ready_for_training = true")
    assert _move(world, "fp_1", "approved") is None
    conversation = world.conversation("fp_1")
    assert conversation["approved_at"] >= conversation["reviewed_at"]


def test_a_text_that_is_being_replaced_is_not_judged(world: World) -> None:
    """Neither reviewed nor approved while a job has it: an approval would be written over unasked."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work)
    job = world.job(["fp_1"], options=Jsonb({"existing": "replace"}))
    refusal = _move(world, "fp_1", "reviewed")
    assert refusal is not None
    assert (refusal.sqlstate, "replaces" in refusal.message) == ("PT409", True)
    world.set_job(job, requested_action="cancel")
    assert _move(world, "fp_1", "reviewed") is None


def test_a_reset_makes_planned_but_never_a_seed_or_a_live_one(world: World) -> None:
    """Generated → planned by reset; not while a job has it, not for a seed."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work)
    world.job(["fp_1"], options=Jsonb({"existing": "replace"}))
    live = _move(world, "fp_1", "planned")
    assert live is not None
    assert "requested_action" in live.hint
    rows(world.owner, "update public.generation_jobs set requested_action = 'cancel' where status = 'queued'")
    assert _move(world, "fp_1", "planned") is None
    (seed,) = world.plan(1, generation_status="generated", is_seed_example=True, generation_method="manual")
    kept = _move(world, seed, "planned")
    assert kept is not None
    assert "seed" in kept.message


def test_no_hand_makes_a_conversation_generated_or_worked_on(world: World) -> None:
    """in_progress needs an item at work, generated a new revision."""
    world.plan(1)
    assert _move(world, "fp_1", "in_progress") is not None
    world.job()
    (work,) = world.claim()
    assert _move(world, "fp_1", "planned") is not None
    assert _move(world, "fp_1", "generated") is not None
    assert world.save(work)["answer"] == "saved"


def test_what_is_planned_becomes_generated_by_a_job_alone_where_it_has_a_template(world: World) -> None:
    """Not by hand, whatever the revision; nor by a function, unless nothing but a file can write it."""
    world.plan(1)
    text = "update public.training_conversations set generation_status = 'generated', revision = revision + 1"
    assert refused(world.owner, text).sqlstate == "PT409"
    as_import = f"select public.generation_as_worker(null); {text}"
    by_function = refused(world.owner, as_import)
    assert (by_function.sqlstate, "a job writes its text" in by_function.message) == ("PT409", True)
    world.owner.execute("update public.training_conversations set template_id = null")
    assert refused(world.owner, text).sqlstate == "PT409"
    world.owner.execute(as_import)
    assert world.conversation("fp_1")["generation_status"] == "generated"


BIRTHS = [
    ("planned", False, None),
    ("generated", False, None),
    ("in_progress", False, "PT409"),
    ("reviewed", False, "PT409"),
    ("approved", False, "PT409"),
    ("approved", True, "PT409"),
]


@pytest.mark.parametrize(("status", "seed", "sqlstate"), BIRTHS)
def test_how_a_conversation_is_born(world: World, status: str, seed: bool, sqlstate: str | None) -> None:  # noqa: FBT001 - a table's column
    """Planned or generated; approved only as a seed, and not without its metrics."""
    met = attempt(
        world.owner,
        "insert into public.training_conversations (conversation_id, dataset_id, generation_status, is_seed_example)"
        " values ('fp_1', 'demo', %s, %s)",
        status,
        seed,
    )
    assert met == sqlstate


def test_a_seed_is_born_approved_with_its_metrics_in_one_transaction(world: World) -> None:
    """seed.sql's first way: conversation and metrics in one transaction, checked at its end."""
    with world.owner.transaction():
        world.plan(1, generation_status="approved", is_seed_example=True, generation_method="manual")
        _metrics(world, "fp_1")
    assert world.conversation("fp_1")["approved_at"] is not None


def test_a_seed_is_approved_after_its_metrics_statement_by_statement(world: World) -> None:
    """seed.sql's second way: generated, metrics, approved, with no transaction around them."""
    world.plan(1, generation_status="generated", is_seed_example=True, generation_method="manual")
    _metrics(world, "fp_1")
    assert _move(world, "fp_1", "approved") is None


def _metrics(world: World, conversation_id: str) -> None:
    rows(
        world.owner,
        "insert into public.quality_metrics (conversation_id, overall_score, ready_for_training, needs_review,"
        " total_turns, total_sentences, total_indicators, total_quotes, total_rationales,"
        " required_parts_present, scorer_version) values (%s, 4.9, true, false, 1, 1, 1, 1, 1, true, '1')",
        conversation_id,
    )


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("training_datasets", "dataset_id"),
        ("conversation_templates", "template_id"),
        ("training_conversations", "conversation_id"),
        ("training_turns", "turn_id"),
    ],
)
def test_text_ids_never_change(world: World, table: str, column: str) -> None:
    """A text id is what payloads and files name; no role changes one."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work)
    refusal = refused(world.owner, f"update public.{table} set {column} = 'other'")
    assert (refusal.sqlstate, refusal.message) == ("PT409", f"{column} never changes.")


def test_every_move_leaves_a_row_that_tells_who(world: World) -> None:
    """Births and moves of job, item and conversation are kept with worker or user."""
    manager = world.user("manager")
    world.plan(1)
    world.job(by=manager)
    (work,) = world.claim(worker="w7")
    world.save(work)
    history = rows(world.owner, "select * from public.generation_transitions order by id")
    told = [(row["thing"], row["from_status"], row["to_status"], row["by_name"]) for row in history]
    assert told == [
        ("conversation", None, "planned", "postgres"),
        ("job", None, "queued", "manager@example.org"),
        ("item", None, "queued", "manager@example.org"),
        ("item", "queued", "running", "w7"),
        ("conversation", "planned", "in_progress", "w7"),
        ("job", "queued", "in_progress", "w7"),
        ("conversation", "in_progress", "generated", "w7"),
        ("item", "running", "completed", "w7"),
        ("job", "in_progress", "completed", "w7"),
    ]
    assert history[1]["by_user"] is not None
    assert history[3]["by_worker"] == "w7"


@pytest.mark.parametrize(
    "statement",
    [
        "update public.generation_transitions set subject = 'x'",
        "delete from public.generation_transitions",
        "truncate public.generation_transitions",
    ],
)
def test_the_history_is_append_only_for_every_role(world: World, statement: str) -> None:
    """Neither Studio nor the superuser rewrites it; the service key may not even try."""
    world.plan(1)
    for connection in (world.owner, world.service, world.connect("supabase_admin")):
        assert refused(connection, statement).sqlstate == "42501"


def test_a_template_counts_its_versions(world: World) -> None:
    """Version and hash follow the text; other edits leave them; shipped_hash keeps the shipped text's."""
    manager = world.user("manager")
    (before,) = rows(world.owner, "select * from public.conversation_templates")
    assert before["shipped_hash"] == before["content_hash"]
    rows(manager, "update public.conversation_templates set template_name = 'Other'")
    assert value(world.owner, "select version from public.conversation_templates") == 1
    rows(manager, "update public.conversation_templates set dialogue_prompt = 'write well'")
    (after,) = rows(world.owner, "select * from public.conversation_templates")
    assert (after["version"], after["shipped_hash"]) == (2, before["shipped_hash"])
    assert after["content_hash"] != before["content_hash"]


def test_a_templates_references_exist(world: World) -> None:
    """Checked when the transaction ends, so that seeds and templates may name each other."""
    name = "update public.conversation_templates set reference_conversation_ids = %s"
    refusal = refused(world.owner, name, Jsonb(["fp_1"]))
    assert (refusal.sqlstate, refusal.detail) == ("PT422", {"unknown": ["fp_1"]})
    with world.owner.transaction():
        rows(world.owner, name, Jsonb(["fp_1"]))
        world.plan(1)
