"""Message batches as people see them: sent twice, not coming home, left behind by a worker that stopped."""

from decimal import Decimal

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.batching import ask, close, harvest, look, result, see, stage, submit, wait
from tests.sql.world import Row, World, rows, value

BATCH = Jsonb({"delivery": "message_batch", "max_concurrency": 10})
MORE = ". A batch was sent to Claude twice, which may cost up to ${} that is not counted here"


def waiting(world: World, *conversation_ids: str) -> tuple[Row, list[str]]:
    """A job whose items wait with a call each; the job and the calls."""
    job = world.job(list(conversation_ids), options=BATCH)
    calls = []
    for work in world.claim(20):
        calls.append(stage(world, work))
        assert wait(world, work) == "waiting"
    return job, calls


def usd(amount: Decimal) -> str:
    """An amount as the database's sentences have it, without the dollar sign."""
    return f"{amount:.3f}" if amount < Decimal("0.1") else f"{amount:.2f}"


def sentence(by: psycopg.Connection, job: Row) -> str:
    """What a job says of itself to whoever this is."""
    return str(value(by, "select status_message from public.generation_jobs where id = %s", job["id"]))


def test_a_batch_sent_twice_stands_in_the_sentence_of_each_of_its_jobs(world: World) -> None:
    """A member reads it in the job's row and events, with that job's bound, from then on to the end and after."""
    world.plan(3)
    one, calls = waiting(world, "fp_1", "fp_2")
    other, [third] = waiting(world, "fp_3")
    (batch,) = look(world)
    submit(world, batch, "msgbatch_1")
    viewer = world.user("viewer")
    assert sentence(viewer, one) == "0 of 2 done, 2 in work"
    reserved = Decimal(see(world, batch)["reserved_usd"])
    answer = ask(world, "submitted", batch, "msgbatch_2")
    assert (answer["answer"], answer["may_cost_usd"]) == ("duplicate", float(reserved))
    two_thirds, third_of_it = MORE.format(usd(reserved * 2 / 3)), MORE.format(usd(reserved / 3))
    assert sentence(viewer, one) == "0 of 2 done, 2 in work" + two_thirds
    assert sentence(viewer, other) == "0 of 1 done, 1 in work" + third_of_it
    told = rows(
        viewer,
        "select message from public.generation_events where job_id = %s and level = 'warning'",
        one["id"],
    )
    assert [f"${usd(reserved * 2 / 3)}" in row["message"] for row in told] == [True]
    assert "msgbatch_2 beside msgbatch_1" in told[0]["message"]
    harvest(world, batch, [result(call) for call in (*calls, third)])
    close(world, batch)
    world.set_job(one, requested_action="pause")
    assert sentence(viewer, one).startswith("Paused on request")
    assert sentence(viewer, one).endswith(two_thirds)
    world.set_job(one, requested_action="resume")
    for work in world.claim(20):
        world.save(work)
    assert world.see_job(one)["status"] == "completed"
    assert sentence(viewer, one).count(two_thirds) == 1
    assert sentence(viewer, one).endswith(two_thirds)


def test_a_third_copy_is_counted_as_one_more(world: World) -> None:
    """Each further copy may cost as much again."""
    world.plan(1)
    job, _ = waiting(world, "fp_1")
    (batch,) = look(world)
    submit(world, batch, "msgbatch_1")
    for copy in ("msgbatch_2", "msgbatch_3"):
        assert ask(world, "submitted", batch, copy)["answer"] == "duplicate"
    assert ask(world, "submitted", batch, "msgbatch_3")["answer"] == "known"
    assert sentence(world.owner, job).endswith(
        MORE.format(usd(2 * Decimal(see(world, batch)["reserved_usd"])))
    )


def test_a_batch_of_another_job_is_no_matter_of_this_one(world: World) -> None:
    """Only the jobs whose calls were sent twice say so."""
    world.plan(2)
    waiting(world, "fp_1")
    (batch,) = look(world)
    submit(world, batch, "msgbatch_1")
    other, _ = waiting(world, "fp_2")
    ask(world, "submitted", batch, "msgbatch_2")
    assert sentence(world.owner, other) == "0 of 1 done, 1 in work"


def test_what_keeps_a_batch_from_coming_home_is_said_once_and_taken_back(world: World) -> None:
    """In its row, in the notes of its items and in an event of its jobs; gone when it is over."""
    world.plan(1)
    job, _ = waiting(world, "fp_1")
    (batch,) = look(world)
    submit(world, batch, "msgbatch_1")
    note = "select stage_note from public.generation_job_items"
    before = value(world.owner, note)
    for answer in ("told", "known"):
        assert ask(world, "trouble", batch, "Claude does not know it")["answer"] == answer
    assert value(world.owner, note) == f"{before}; Claude does not know it"
    said = [line for line in world.events(job) if "come home" in line]
    assert said == ["Batch msgbatch_1 does not come home: Claude does not know it"]
    assert ask(world, "trouble", batch, "")["answer"] == "told"
    assert value(world.owner, note) == before
    assert world.events(job)[-1] == "Batch msgbatch_1 can come home again"


def test_what_is_not_at_claude_has_no_such_trouble(world: World) -> None:
    """A batch that was never sent has nothing to bring home."""
    world.plan(1)
    waiting(world, "fp_1")
    (batch,) = look(world)
    assert ask(world, "trouble", batch, "anything")["answer"] == "known"
    assert value(world.owner, "select trouble from public.generation_batches") == ""


@pytest.mark.parametrize(("left_by", "seen"), [("w1", 1), ("w3", 0)])
def test_a_worker_that_stops_leaves_its_batches_to_the_next(world: World, left_by: str, seen: int) -> None:
    """At once, not when its time is over; a worker leaves only its own."""
    world.plan(1)
    waiting(world, "fp_1")
    assert len(look(world, worker="w1", lease=600)) == 1
    assert value(world.service, "select public.generation_batches_leave(%s)", left_by) == seen
    assert len(look(world, worker="w2")) == seen


def test_the_time_of_a_conversation_is_that_of_all_its_runs(world: World) -> None:
    """Each run's time counts; what it waited between them does not, nor the run that is going on."""
    world.plan(1)
    waiting(world, "fp_1")
    item = value(world.owner, "select id from public.generation_job_items")
    for worker in ("w2", "w3"):
        (batch,) = look(world)
        submit(world, batch, f"msgbatch_{worker}")
        harvest(world, batch, [result(call["id"]) for call in open_calls(world)])
        close(world, batch)
        (work,) = world.claim(worker=worker)
        stage(world, work, turn_number=1 if worker == "w2" else 2)
        assert wait(world, work) == "waiting"
    runs = rows(
        world.owner, "select extract(epoch from ended_at - claimed_at) as s from public.generation_leases"
    )
    assert len(runs) == 3
    harvest(world, look(world)[0], [result(call["id"]) for call in open_calls(world)])
    world.claim()
    seconds = value(world.service, "select public.generation_item_seconds(%s)", item)
    assert seconds == sum(Decimal(run["s"]) for run in runs) > 0


def open_calls(world: World) -> list[Row]:
    """The calls without an answer."""
    return rows(world.owner, "select id::text from public.generation_calls where settled_at is null")
