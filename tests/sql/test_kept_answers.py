"""Answers that were paid for: which texts a later stage may start from, and what a replay gives back."""

from decimal import Decimal

import pytest
from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.sql.world import Row, World, refused, rows, value

INSERT = "insert into public.generation_jobs (job_type, target_conversation_ids, options) values (%s, %s, %s)"
VALIDATE = {"from_stage": "validate"}


def generated(world: World, conversation_id: str) -> None:
    """Generate the conversation: an annotation of turn 1 is paid for in each of two drafts, then saved."""
    world.job([conversation_id])
    (work,) = world.claim()
    for draft_no in (1, 2):
        opened = world.open(work, stage="annotate", turn_number=1, draft_no=draft_no)
        world.settle(opened, response=f"turn 1, draft {draft_no}")
    world.save(work, payload())


def replayed(world: World, work: Row, **place: object) -> Row:
    """What the replay answers for a place of the work's conversation."""
    call = {"stage": "annotate", "turn_number": 1, "section": None, **place}
    answer: Row = value(
        world.service,
        "select public.generation_replay_call(%s, %s, %s)",
        work["item_id"],
        work["lease_token"],
        Jsonb(call),
    )
    return answer


def test_a_replay_gives_back_the_draft_that_was_saved(world: World) -> None:
    """The last draft's answer, for nothing; a place nobody paid for is not kept; no call is opened."""
    (one,) = world.plan(1)
    generated(world, one)
    calls = value(world.owner, "select count(*) from public.generation_calls")
    job = world.job([one], options=Jsonb(VALIDATE))
    (work,) = world.claim()
    found = replayed(world, work)
    assert (found["answer"], found["response"]) == ("reuse", "turn 1, draft 2")
    assert replayed(world, work, turn_number=2) == {"answer": "not_kept"}
    assert replayed(world, work, stage="repair", section="training") == {"answer": "not_kept"}
    assert value(world.owner, "select count(*) from public.generation_calls") == calls
    world.save(work, payload())
    assert world.see_job(job)["cost_usd"] == 0
    assert world.conversation(one)["revision"] == 2


def test_what_failed_after_the_text_is_not_replayed(world: World) -> None:
    """An annotation asked for later, and not saved, is no part of the text; a second replay finds the same."""
    (one,) = world.plan(1)
    generated(world, one)
    world.job([one], options=Jsonb({"from_stage": "annotate"}))
    (work,) = world.claim()
    world.settle(world.open(work, stage="annotate", turn_number=1, draft_no=5), response="never saved")
    world.fail(work, retry=False)
    for _ in range(2):
        world.job([one], options=Jsonb(VALIDATE))
        (work,) = world.claim()
        assert replayed(world, work)["response"] == "turn 1, draft 2"
        world.save(work, payload())


def test_what_a_text_cost_adds_up_over_later_stages(world: World) -> None:
    """An annotation made anew is added, a replay adds nothing, and a text written anew begins from nothing."""
    (one,) = world.plan(1)
    generated(world, one)
    first = world.conversation(one)["generation_cost_usd"]
    assert first > 0
    expected = first
    for options, calls in ({"from_stage": "annotate"}, 1), (VALIDATE, 0), ({"existing": "replace"}, 1):
        world.job([one], options=Jsonb(options))
        (work,) = world.claim()
        paid = [world.settle(world.open(work, stage="annotate", turn_number=2)) for _ in range(calls)]
        world.save(work, payload())
        cost = sum(Decimal(str(call["cost_usd"])) for call in paid)
        expected = cost if options.get("existing") else expected + cost
        assert world.conversation(one)["generation_cost_usd"] == expected


def test_a_replay_is_fenced_like_every_call(world: World) -> None:
    """A lease that is gone reads nothing; a cancelled item is told so."""
    one, two = world.plan(2)
    generated(world, one)
    generated(world, two)
    world.job([one], options=Jsonb(VALIDATE))
    (work,) = world.claim()
    world.release(work)
    assert replayed(world, work) == {"answer": "fenced"}
    job = world.job([two], options=Jsonb(VALIDATE))
    (other,) = [each for each in world.claim() if each["conversation_id"] == two]
    world.set_job(job, requested_action="cancel")
    assert replayed(world, other) == {"answer": "cancelled"}


@pytest.mark.parametrize("who", ["manager", "viewer"])
def test_raw_answers_are_the_workers_alone(world: World, who: str) -> None:
    """No member may replay."""
    member = world.user(who)
    call = "select public.generation_replay_call(gen_random_uuid(), gen_random_uuid(), '{}')"
    assert refused(member, call).sqlstate == "42501"


def test_a_later_stage_needs_a_text_that_was_generated(world: World) -> None:
    """Planned and imported conversations are refused by name, each with its reason."""
    planned, imported, written = world.plan(3)
    generated(world, written)
    world.planted = True
    world.past_guards(
        "update public.training_conversations set generation_status = 'generated',"
        f" generation_method = 'imported' where conversation_id = '{imported}'"
    )
    options = Jsonb({"from_stage": "annotate"})
    refusal = refused(world.service, INSERT, "batch", Jsonb([written, planned]), options)
    assert (refusal.sqlstate, refusal.detail["without_text"]) == ("PT409", [planned])
    refusal = refused(world.service, INSERT, "batch", Jsonb([imported]), options)
    assert (refusal.sqlstate, refusal.detail["foreign_text"]) == ("PT409", [imported])
    job = world.job(None, options=options)
    assert job["target_conversation_ids"] == [written]


def test_nothing_generated_leaves_nothing_to_do(world: World) -> None:
    """process_all from a later stage says what it looked for."""
    world.plan(2)
    refusal = refused(world.service, INSERT, "process_all", None, Jsonb(VALIDATE))
    assert (refusal.sqlstate, refusal.message) == (
        "PT409",
        "Nothing is left to process: nothing generated matches.",
    )
    assert rows(world.owner, "select * from public.generation_jobs") == []
