"""A reset: the text goes, the ledger stays, and nothing paid before it answers what is asked after it."""

from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.sql.world import Row, World, refused, rows, value

TEXT_TABLES = (
    "training_turns",
    "emotional_context",
    "response_strategies",
    "response_breakdowns",
    "quality_metrics",
    "quality_findings",
)
KEPT_TABLES = ("generation_calls", "generation_responses", "generation_leases", "generation_job_items")
REQUEST: dict[str, Any] = {"stage": "dialogue", "draft_no": 1, "request_hash": "the same"}


def written(world: World, method: str = "claude_api") -> str:
    """The id of a conversation that was generated and paid for."""
    (name,) = world.plan(1)
    world.job([name])
    (work,) = world.claim(method=method)
    world.settle(world.open(work, **REQUEST))
    world.save(work, payload(text="The old text."))
    return name


def reset(world: World, *ids: str, simulated: bool = False, by: str | None = None) -> Row:
    """What conversation_reset answers the service key."""
    return dict(
        value(world.service, "select public.conversation_reset(%s::text[], %s, %s)", list(ids), simulated, by)
    )


def count(world: World, table: str, name: str | None = None) -> int:
    """Rows of a table, of one conversation if it is named."""
    where = "" if name is None else " where conversation_id = %s"
    return int(
        value(world.owner, f"select count(*) from public.{table}{where}", *([] if name is None else [name]))
    )


def test_the_text_goes_and_the_ledger_stays(world: World) -> None:
    """Turns, annotations, metrics, findings and figures are gone; calls, answers, leases and moves are not."""
    name = written(world)
    kept = {table: count(world, table) for table in KEPT_TABLES}
    assert all(count(world, table, name) for table in TEXT_TABLES)
    answer = reset(world, name, by="ana@desk")
    assert answer["reset"] == [
        {"conversation_id": name, "was": "generated", "generation_method": "claude_api", "revision": 2}
    ]
    assert {table: count(world, table, name) for table in TEXT_TABLES} == dict.fromkeys(TEXT_TABLES, 0)
    assert {table: count(world, table) for table in KEPT_TABLES} == kept
    row = world.conversation(name)
    gone = ("quality_score", "generation_method", "models", "template_version", "generation_seconds",
            "generation_cost_usd", "generated_at", "reviewed_at", "approved_at", "last_job_id")  # fmt: skip
    assert {column: row[column] for column in gone} == dict.fromkeys(gone)
    assert (row["generation_status"], row["review_state"], row["revision"]) == ("planned", "none", 2)
    assert row["turn_count"] == 2
    moves = rows(
        world.owner,
        "select from_status, to_status from public.generation_transitions where subject = %s"
        " and thing = 'conversation' order by id desc limit 1",
        name,
    )
    assert moves == [{"from_status": "generated", "to_status": "planned"}]
    told = value(world.owner, "select message from public.generation_events where stage = 'reset'")
    assert "by ana@desk" in told
    assert "revision 1 (claude_api)" in told


def test_the_next_generation_is_written_anew(world: World) -> None:
    """The same request after the reset is asked and paid again, not answered with the old text."""
    name = written(world)
    reset(world, name)
    world.job([name])
    (work,) = world.claim()
    again = world.open(work, **REQUEST)
    assert again["answer"] == "opened"
    world.settle(again)
    assert world.save(work, payload(text="A new text."))["revision"] == 3
    assert count(world, "generation_calls", name) == 2


def test_what_a_failed_replacement_paid_is_not_replayed_either(world: World) -> None:
    """An answer bought for a text that was never saved belongs to the time before the reset."""
    name = written(world)
    world.job([name], options={"existing": "replace"})
    (work,) = world.claim()
    world.settle(world.open(work, **REQUEST))
    world.fail(work, retry=False)
    reset(world, name)
    world.job([name])
    (work,) = world.claim()
    assert world.open(work, **REQUEST)["answer"] == "opened"


def test_a_simulated_answer_never_answers_a_live_call(world: World) -> None:
    """Simulated, reset or not, then live: the live worker asks Claude, at whatever revision."""
    name = written(world, method="simulated")
    world.job([name], options={"existing": "replace"})
    (work,) = world.claim(method="simulated")
    world.settle(world.open(work, **REQUEST))
    world.release(work)
    (work,) = world.claim(method="claude_api")
    assert world.open(work, **REQUEST)["answer"] == "opened"


def test_a_late_settlement_writes_no_cost_on_the_plan(world: World) -> None:
    """A call of the old text that is settled after the reset is in the ledger and nowhere else."""
    (name,) = world.plan(1)
    world.job([name])
    (work,) = world.claim()
    late = world.open(work)
    world.save(work)
    reset(world, name)
    assert world.settle(late)["answer"] == "settled"
    assert world.conversation(name)["generation_cost_usd"] is None


def test_studio_resets_wholly_too(world: World) -> None:
    """Whoever sets the status back by hand takes the text with it, and the event says who it was."""
    name = written(world)
    rows(
        world.owner,
        "update public.training_conversations set generation_status = 'planned' where conversation_id = %s",
        name,
    )
    assert {table: count(world, table, name) for table in TEXT_TABLES} == dict.fromkeys(TEXT_TABLES, 0)
    assert "by postgres" in value(
        world.owner, "select message from public.generation_events where stage = 'reset'"
    )


def test_simulated_takes_all_that_is_free(world: World) -> None:
    """--simulated leaves what Claude wrote and what is in a live job, and says which job."""
    free, busy, real = written(world, "simulated"), written(world, "simulated"), written(world)
    job = world.job([busy], options={"existing": "replace"})
    answer = reset(world, simulated=True)
    assert [each["conversation_id"] for each in answer["reset"]] == [free]
    assert (answer["live"], answer["live_jobs"]) == ([busy], [job["job_number"]])
    statuses = {name: world.conversation(name)["generation_status"] for name in (free, busy, real)}
    assert statuses == {free: "planned", busy: "generated", real: "generated"}


REFUSED: list[tuple[str, str, str]] = [
    ("array['fp_1', 'fp_9'], false", "PT422", "Unknown conversation: fp_9"),
    ("array['fp_1', 'fp_seed'], false", "PT409", "A seed is written by people and is never reset: fp_seed"),
    ("array['fp_1', 'fp_2'], false", "PT409", "In a live job: fp_2"),
    ("array['fp_3'], false", "PT409", "Nothing to reset: already planned"),
    ("null, true", "PT409", "Nothing to reset: no simulated conversation is free"),
    ("null, false", "22023", "A reset names conversations"),
    ("array['fp_1'], true", "22023", "A reset names conversations"),
    ("array[null]::text[], false", "PT422", "Unknown conversation: null"),
]


@pytest.mark.parametrize(("arguments", "sqlstate", "message"), REFUSED)
def test_refusals_change_nothing(world: World, arguments: str, sqlstate: str, message: str) -> None:
    """All or none: one seed, one live or one unknown id in the list, and no conversation is reset."""
    written(world)
    world.plan(1)
    world.plan(1)
    world.plan(1, conversation_id="fp_seed", is_seed_example=True, generation_status="generated")
    world.job(["fp_2"])
    refusal = refused(world.service, f"select public.conversation_reset({arguments})")
    assert refusal.sqlstate == sqlstate
    assert message in refusal.message
    assert refusal.hint
    assert world.conversation("fp_1")["generation_status"] == "generated"
    assert count(world, "training_turns", "fp_1") == 2


def test_a_refusal_tells_a_program_what_stands_in_the_way(world: World) -> None:
    """The detail names the live job's number and its conversations, and the unknown ids."""
    written(world)
    job = world.job(["fp_1"], options={"existing": "replace"})
    live = refused(world.service, "select public.conversation_reset(array['fp_1'])").detail
    assert (live["live"], live["live_job"]) == (["fp_1"], job["job_number"])
    unknown = refused(world.service, "select public.conversation_reset(array['fp_8', 'fp_9'])").detail
    assert unknown == {"unknown": ["fp_8", "fp_9"]}


@pytest.mark.parametrize("role", ["anon", "manager"])
def test_people_without_the_service_key_do_not_reset(world: World, role: str) -> None:
    """Anon and managers are refused by grant."""
    written(world)
    connection = world.connect("anon") if role == "anon" else world.user("manager")
    assert refused(connection, "select public.conversation_reset(array['fp_1'])").sqlstate == "42501"


def test_a_reset_does_not_wait_for_a_claim(world: World) -> None:
    """While a claim holds conversations, a reset leaves them without a lock: neither can be the other's deadlock."""
    free = written(world, "simulated")
    names = [written(world, "simulated") for _ in range(2)]
    world.job(names, options=Jsonb({"existing": "replace"}))
    service = world.connect("service_role")
    rows(service, "set lock_timeout = '5s'")
    with world.owner.transaction():
        assert len(world.claim(method="simulated", by=world.owner)) == len(names)
        answer = value(service, "select public.conversation_reset(null, true, null)")
    assert [each["conversation_id"] for each in answer["reset"]] == [free]
    assert answer["live"] == names
