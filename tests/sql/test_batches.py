"""Message batches in the database: staged, waited for, sent once, harvested once, and never lost."""

from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.sql.batching import (
    ask,
    close,
    harvest,
    look,
    result,
    see,
    spent,
    stage,
    staged,
    submit,
    wait,
)
from tests.sql.world import Row, World, refused, rows, value

BATCH = Jsonb({"delivery": "message_batch"})


def waiting(world: World, count: int = 1, calls: int = 1, **job: Any) -> tuple[Row, list[list[str]]]:
    """A job whose `count` items wait with so many calls each; the job and the calls of each item."""
    world.plan(count)
    made = world.job([f"fp_{number}" for number in range(1, count + 1)], options=BATCH, **job)
    staged_calls = []
    while works := world.claim():
        for work in works:
            staged_calls.append([stage(world, work, turn_number=turn) for turn in range(1, calls + 1)])
            assert wait(world, work) == "waiting"
    return made, staged_calls


def items(world: World) -> list[Row]:
    """Every item, in order."""
    return rows(world.owner, "select * from public.generation_job_items order by position")


def statuses(world: World) -> list[str]:
    """The items' statuses."""
    return [str(item["status"]) for item in items(world)]


def test_an_item_waits_without_lease_or_attempt(world: World) -> None:
    """Its lease is over, its attempt given back, its conversation stays in progress, and the row says why."""
    job, _ = waiting(world)
    (item,) = items(world)
    assert (item["status"], item["attempt"], item["stage"]) == ("waiting_batch", 0, "waiting_batch")
    assert item["stage_note"] == "1 request waiting to be sent in a batch"
    assert world.conversation("fp_1")["generation_status"] == "in_progress"
    assert value(world.owner, "select count(*) from public.generation_leases where ended_at is null") == 0
    assert world.see_job(job)["status_message"] == "0 of 1 done, 1 in work"


def test_an_item_that_staged_nothing_is_queued(world: World) -> None:
    """Whatever made it wait, it must not wait for ever."""
    world.plan(1)
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim()
    assert wait(world, work) == "queued"
    assert wait(world, work) == "fenced"
    (again,) = world.claim()
    assert again["attempt"] == 1


def test_only_the_holder_stages(world: World) -> None:
    """A lease that is over stages nothing and does not make its item wait."""
    world.plan(1)
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim()
    opened = world.open(work, delivery="message_batch")
    world.release(work)
    assert staged(world, work, opened["call_id"]) == "fenced"
    assert wait(world, work) == "fenced"


def test_only_an_open_batched_call_is_staged(world: World) -> None:
    """A live call, and one of another item, are refused; a second time changes nothing."""
    world.plan(1)
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim()
    live = world.open(work)
    query = "select public.generation_stage_call(%s, %s, %s, '{}')"
    refusal = refused(world.service, query, work["item_id"], work["lease_token"], live["call_id"])
    assert refusal.sqlstate == "PT409"
    call_id = stage(world, work)
    assert staged(world, work, call_id) == "staged"
    world.settle(live)


def test_waiting_items_take_no_place(world: World) -> None:
    """max_concurrency is of items at work: with one place all three come to wait, and go in one batch."""
    world.plan(3)
    world.job(options=Jsonb({"delivery": "message_batch", "max_concurrency": 1}))
    for _ in range(3):
        assert look(world) == []
        (work,) = world.claim()
        stage(world, work)
        assert wait(world, work) == "waiting"
    (batch,) = look(world)
    assert (batch["requests"], batch["awaited"], batch["submissions"]) == (3, 3, 0)


def test_a_batch_waits_for_the_rest_of_its_job_for_a_while(world: World) -> None:
    """One item at work holds the batch back until the gather time is over."""
    world.plan(2)
    world.job(options=BATCH)
    first, second = world.claim()
    stage(world, first)
    wait(world, first)
    assert look(world, gather=60) == []
    (batch,) = look(world, gather=0)
    assert batch["requests"] == 1
    stage(world, second)
    wait(world, second)
    assert [found["requests"] for found in look(world)] == [1, 1]


def test_limits_split_a_batch(world: World) -> None:
    """By number and by size; a request above the size goes alone."""
    waiting(world, count=5)
    assert [batch["requests"] for batch in look(world, requests=2)] == [2, 2, 1]
    assert value(world.owner, "select sum(requests) from public.generation_batches") == 5


@pytest.mark.parametrize(("size", "split"), [(80, [1, 1, 1]), (100, [2, 1]), (1, [1, 1, 1])])
def test_a_batch_is_split_by_size(world: World, size: int, split: list[int]) -> None:
    """Three requests of 48 bytes."""
    waiting(world, count=3)
    assert [batch["requests"] for batch in look(world, size=size)] == split


def test_a_batch_has_one_keeper(world: World) -> None:
    """Another worker sees it only when its keeper's time is over; then it is that one's."""
    waiting(world)
    (batch,) = look(world)
    assert look(world, worker="w2") == []
    rows(world.owner, "update public.generation_batches set worker_until = now() - interval '1 second'")
    assert [found["batch_id"] for found in look(world, worker="w2")] == [batch["batch_id"]]
    assert ask(world, "sending", batch)["answer"] == "no"
    assert ask(world, "sending", batch, worker="w2")["answer"] == "send"


def test_simulated_and_live_calls_never_share_a_batch(world: World) -> None:
    """A live worker does not see what a simulated one staged."""
    world.plan(1)
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim(method="simulated")
    stage(world, work)
    wait(world, work)
    assert look(world, method="claude_api") == []
    assert len(look(world, method="simulated")) == 1


def test_a_conversation_of_a_batch_says_so(world: World) -> None:
    """generation_method is claude_batch where the dialogue is delivered so; simulated stays simulated."""
    world.plan(2)
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim()
    world.pay(work, delivery="message_batch")
    world.save(work)
    world.job(["fp_2"], options=BATCH)
    (work,) = world.claim(method="simulated")
    world.save(work)
    assert world.conversation("fp_1")["generation_method"] == "claude_batch"
    assert world.conversation("fp_2")["generation_method"] == "simulated"


def test_an_item_goes_on_when_its_last_answer_is_in(world: World) -> None:
    """Answers come in no order; the item is queued with the last, and its next run is given them."""
    job, [[one, two]] = waiting(world, calls=2)
    (batch,) = look(world)
    assert submit(world, batch)["answer"] == "recorded"
    assert items(world)[0]["stage_note"].startswith("batch of 2 requests at Claude since ")
    assert harvest(world, batch, [result(two)]) == {"ours": 1, "settled": 1}
    assert statuses(world) == ["waiting_batch"]
    assert harvest(world, batch, [result(one), result(two)]) == {"ours": 2, "settled": 1}
    assert statuses(world) == ["queued"]
    assert close(world, batch) == {"answer": "harvested", "missing": 0}
    (work,) = world.claim()
    assert work["attempt"] == 1
    reused = world.open(work, delivery="message_batch", turn_number=1, request_hash="hash 1")
    assert (reused["answer"], reused["call_id"]) == ("reuse", one)
    assert value(world.owner, "select count(*) from public.generation_batch_requests") == 0
    assert see(world, batch)["message"].startswith("msgbatch_1: 2 answered, 0 errored")
    assert world.see_job(job)["cost_usd"] == spent(world, job) > 0


def test_a_batch_writes_its_jobs_row_once_a_harvest(world: World) -> None:
    """Twenty results, one update of the published row."""
    job, calls = waiting(world, count=10, calls=2)
    (batch,) = look(world)
    submit(world, batch)
    query = "select n_tup_upd from pg_stat_xact_user_tables where relname = 'generation_jobs'"
    with world.service.transaction():
        before = value(world.service, query)
        assert harvest(world, batch, [result(call) for pair in calls for call in pair])["settled"] == 20
        assert value(world.service, query) - before == 1
    assert world.see_job(job)["cost_usd"] == spent(world, job) > 0
    close(world, batch)


@pytest.mark.parametrize("kind", ["errored", "canceled", "expired"])
def test_only_what_failed_is_asked_again(world: World, kind: str) -> None:
    """Unbilled lines settle their calls with nothing used; the next run opens those anew and no other."""
    _, [[one, two]] = waiting(world, calls=2)
    (batch,) = look(world)
    submit(world, batch)
    harvest(world, batch, [result(one), result(two, kind)])
    close(world, batch)
    assert see(world, batch)[kind] == 1
    (work,) = world.claim()
    assert (
        world.open(work, delivery="message_batch", turn_number=1, request_hash="hash 1")["answer"] == "reuse"
    )
    anew = world.open(work, delivery="message_batch", turn_number=2, request_hash="hash 2")
    assert anew["answer"] == "opened"
    assert anew["call_id"] != two
    rounds = value(
        world.service, "select public.generation_batch_rounds(%s, %s)", work["item_id"], work["lease_token"]
    )
    assert [(call["turn_number"], call["outcome"], call["error_type"]) for call in rounds] == [
        (1, "succeeded", None),
        (2, "failed", kind),
    ]
    world.settle(anew)


def test_a_call_without_a_result_keeps_its_reservation(world: World) -> None:
    """Nobody knows what it cost, so the upper bound stands; its item goes on."""
    job, [[one, two]] = waiting(world, calls=2)
    (batch,) = look(world)
    submit(world, batch)
    harvest(world, batch, [result(one)])
    assert close(world, batch)["missing"] == 1
    assert statuses(world) == ["queued"]
    assert world.see_job(job)["reserved_usd"] > 0
    (lost,) = rows(world.owner, "select * from public.generation_calls where id = %s", two)
    assert (lost["outcome"], lost["cost_usd"], lost["error_type"]) == ("failed", None, "no_result")


def test_a_second_id_is_a_duplicate_with_its_price(world: World) -> None:
    """The first id that is known stays; the event of each job names both and what the second may cost it."""
    job, _ = waiting(world)
    (batch,) = look(world)
    submit(world, batch)
    assert ask(world, "submitted", batch, "msgbatch_1")["answer"] == "known"
    answer = ask(world, "submitted", batch, "msgbatch_2")
    assert answer["answer"] == "duplicate"
    assert Decimal(str(answer["may_cost_usd"])) == see(world, batch)["reserved_usd"]
    assert ask(world, "submitted", batch, "msgbatch_2")["answer"] == "known"
    assert see(world, batch)["provider_batch_id"] == "msgbatch_1"
    assert see(world, batch)["duplicate_ids"] == ["msgbatch_2"]
    told = [line for line in world.events(job) if "twice" in line]
    assert len(told) == 1
    assert "msgbatch_2 beside msgbatch_1. It may cost up to $0.0" in told[0]


def test_an_adopted_batch_of_others_is_given_up(world: World) -> None:
    """Its results settle nothing of ours; ours is intended again and that id never taken for it again."""
    _, [[call]] = waiting(world)
    (batch,) = look(world)
    ask(world, "sending", batch)
    ask(world, "submitted", batch, "msgbatch_theirs", "true")
    foreign = [result("somebody-elses"), result("00000000-0000-0000-0000-000000000000")]
    assert harvest(world, batch, foreign) == {"ours": 0, "settled": 0}
    assert ask(world, "disown", batch, "msgbatch_theirs")["answer"] == "disowned"
    (again,) = look(world)
    assert (again["status"], again["known_ids"]) == ("intended", ["msgbatch_theirs"])
    submit(world, again, "msgbatch_ours")
    assert harvest(world, batch, [result(call)]) == {"ours": 1, "settled": 1}
    close(world, batch)


def test_results_settle_the_calls_they_name_whichever_batch_they_came_with(world: World) -> None:
    """Two batches of one size taken for each other: each call has its own answer, each batch adds up."""
    _, [[one], [two]] = waiting(world, count=2)
    first, second = look(world, requests=1)
    submit(world, first, "msgbatch_a")
    submit(world, second, "msgbatch_b")
    assert harvest(world, first, [result(two)]) == {"ours": 0, "settled": 1}
    assert harvest(world, second, [result(one)]) == {"ours": 0, "settled": 1}
    assert (see(world, first)["settled"], see(world, second)["settled"]) == (1, 1)
    close(world, first)
    close(world, second)


def test_a_batch_that_was_surely_not_taken_may_be_sent_at_once(world: World) -> None:
    """The submission is not counted; a rejected key pauses the jobs, and resuming them lets it be sent."""
    job, [[call]] = waiting(world)
    (batch,) = look(world)
    ask(world, "sending", batch)
    ask(world, "not_sent", batch, "key_rejected", "Claude refuses the key.")
    (again,) = look(world)
    assert (again["submissions"], again["sent_seconds"]) == (0, None)
    paused = world.see_job(job)
    assert (paused["status"], paused["status_reason"]) == ("paused", "key_rejected")
    world.claim(cleared=["key_rejected"])
    assert world.see_job(job)["status"] == "in_progress"
    submit(world, batch)
    harvest(world, batch, [result(call)])
    close(world, batch)


def test_a_batch_claude_refuses_fails_its_calls_unbilled(world: World) -> None:
    """Abandoned: each call failed for nothing, each item queued, to find out by itself what to do."""
    job, _ = waiting(world, count=2)
    (batch,) = look(world)
    assert ask(world, "abandon", batch, "bad_request", "custom_id is wrong")["answer"] == "abandoned"
    assert statuses(world) == ["queued", "queued"]
    assert see(world, batch)["status"] == "abandoned"
    assert world.see_job(job)["cost_usd"] == 0 == world.see_job(job)["reserved_usd"]
    assert ask(world, "sending", batch)["answer"] == "no"


def test_a_cancelled_job_ends_at_once_and_its_spend_is_recorded(world: World) -> None:
    """Waiting items are cancelled with the job; what comes later is settled, and used by a later job."""
    job, [[call]] = waiting(world)
    (batch,) = look(world)
    submit(world, batch)
    cancelled = world.set_job(job, requested_action="cancel")
    assert (cancelled["status"], statuses(world)) == ("cancelled", ["cancelled"])
    assert world.conversation("fp_1")["generation_status"] == "planned"
    (seen,) = look(world)
    assert (seen["awaited"], seen["cancel_asked"]) == (0, False)
    ask(world, "cancelling", batch)
    assert look(world)[0]["cancel_asked"] is True
    harvest(world, batch, [result(call)])
    close(world, batch)
    assert world.see_job(job)["cost_usd"] == spent(world, job) > 0
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim()
    assert (
        world.open(work, delivery="message_batch", turn_number=1, request_hash="hash 1")["answer"] == "reuse"
    )


def test_what_nobody_waits_for_is_withdrawn(world: World) -> None:
    """Staged and not in a batch when its job is cancelled: settled as never sent, and its reservation freed."""
    job, _ = waiting(world, calls=2)
    world.set_job(job, requested_action="cancel")
    assert world.see_job(job)["reserved_usd"] > 0
    assert look(world) == []
    after = world.see_job(job)
    assert (after["reserved_usd"], after["cost_usd"]) == (0, 0)
    calls = rows(world.owner, "select outcome, error_type, input_tokens from public.generation_calls")
    assert {(call["outcome"], call["error_type"], call["input_tokens"]) for call in calls} == {
        ("cancelled", "withdrawn", 0)
    }


def test_a_run_that_finds_its_call_waiting_is_given_the_same(world: World) -> None:
    """Killed between staging and waiting: the next run opens and stages the same call, and it is sent once."""
    world.plan(1)
    world.job(["fp_1"], options=BATCH)
    (work,) = world.claim()
    call = stage(world, work, request_hash="same")
    world.expire(work)
    (again,) = world.claim(worker="w2")
    assert stage(world, again, request_hash="same") == call
    assert wait(world, again) == "waiting"
    (batch,) = look(world)
    assert batch["requests"] == 1


def test_what_waits_at_the_cap_is_sent_and_makes_room(world: World) -> None:
    """Reservations reach the cap and pause the job; its staged calls go all the same, and their cost resumes it."""
    world.plan(2)
    job = world.job(options=BATCH, max_cost_usd=Decimal("0.07"))
    first, second = world.claim()
    call = stage(world, first, max_output_tokens=8_000)
    wait(world, first)
    assert world.open(second, delivery="message_batch", max_output_tokens=8_000)["reason"] == "cap_reached"
    world.release(second)
    assert world.see_job(job)["status_reason"] == "cap_reached"
    (batch,) = look(world)
    submit(world, batch)
    harvest(world, batch, [result(call)])
    close(world, batch)
    assert world.see_job(job)["status"] == "in_progress"


def test_a_persons_pause_holds_back_what_was_not_sent(world: World) -> None:
    """Nothing is handed to Claude while a person has paused the job."""
    job, _ = waiting(world)
    world.set_job(job, requested_action="pause")
    assert look(world, gather=0) == []
    world.set_job(job, requested_action="resume")
    assert len(look(world)) == 1


def test_an_answer_that_does_not_fit_is_not_given_again(world: World) -> None:
    """Its stage alone can see that: it becomes invalid, its cost stays, and the request is asked anew."""
    job, [[call]] = waiting(world)
    (batch,) = look(world)
    submit(world, batch)
    harvest(world, batch, [result(call)])
    close(world, batch)
    (work,) = world.claim()
    unfit = "select public.generation_call_unfit(%s, %s, %s, 'schema_mismatch', 'no turns') ->> 'answer'"
    assert value(world.service, unfit, work["item_id"], work["lease_token"], call) == "noted"
    assert value(world.service, unfit, work["item_id"], work["lease_token"], call) == "not_found"
    anew = world.open(work, delivery="message_batch", turn_number=1, request_hash="hash 1")
    assert anew["answer"] == "opened"
    assert spent(world, job) > 0
    world.settle(anew)
    world.release(work)
    assert value(world.service, unfit, work["item_id"], work["lease_token"], call) == "fenced"


def test_a_retry_by_hand_counts_its_rounds_anew(world: World) -> None:
    """What batches answered before the item failed is not held against the retried one."""
    job, [[call]] = waiting(world)
    (batch,) = look(world)
    submit(world, batch)
    harvest(world, batch, [result(call, "errored")])
    close(world, batch)
    query = "select public.generation_batch_rounds(%s, %s)"
    (work,) = world.claim()
    assert len(value(world.service, query, work["item_id"], work["lease_token"])) == 1
    world.fail(work, retry=False)
    world.set_job(job, requested_action="retry_failed")
    (work,) = world.claim()
    assert value(world.service, query, work["item_id"], work["lease_token"]) == []


def test_bodies_are_read_in_pages(world: World) -> None:
    """Every request once, in the order of the ids."""
    waiting(world, count=5)
    (batch,) = look(world)
    found: list[str] = []
    query = "select public.generation_batch_bodies(%s, %s, 2)"
    while page := value(world.service, query, batch["batch_id"], found[-1] if found else None):
        found += [request["custom_id"] for request in page]
    assert len(found) == 5
    assert found == sorted(found)


def test_members_see_batches_and_never_requests(world: World) -> None:
    """A viewer reads the batches; the requests are the worker's alone; nobody writes them by hand."""
    waiting(world)
    look(world)
    viewer = world.user("viewer")
    assert value(viewer, "select requests from public.generation_batches") == 1
    assert refused(viewer, "select 1 from public.generation_batch_requests").sqlstate == "42501"
    assert value(world.user(None), "select count(*) from public.generation_batches") == 0
    hand = "update public.generation_batches set status = 'harvested'"
    assert refused(world.owner, hand).sqlstate == "PT409"
