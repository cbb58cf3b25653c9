"""The queue: claim, heartbeat, fail, release and reap, and the fence between two holders."""

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.sql.world import Row, World, refused, rows, value

if TYPE_CHECKING:
    from collections.abc import Callable


def test_a_claim_tells_the_worker_all_it_needs(world: World) -> None:
    """The claimed item carries its lease, its conversation, its template and the job's models."""
    world.plan(1)
    job = world.job()
    (work,) = world.claim(method="simulated")
    assert work["job_number"] == job["job_number"]
    assert work["conversation_id"] == "fp_1"
    assert work["dataset_id"] == "demo"
    assert (work["template_id"], work["template_version"]) == ("demo_t1", 1)
    assert (work["attempt"], work["revision"], work["generation_method"]) == (1, 0, "simulated")
    assert work["models"] == job["models"]
    assert work["max_concurrency"] == 5
    item = world.item(work)
    assert (item["status"], item["stage"], item["attempt"]) == ("running", "preparing", 1)
    assert world.conversation("fp_1")["generation_status"] == "in_progress"
    assert world.conversation("fp_1")["last_job_id"] == job["id"]
    now = world.see_job(job)
    assert (now["status"], now["status_reason"]) == ("in_progress", None)
    assert now["started_at"] is not None
    assert now["eta_at"] > now["started_at"]


def test_jobs_are_served_in_order_and_within_their_lanes(world: World) -> None:
    """Jobs by number, items by position, never more of a job at once than its max_concurrency."""
    world.plan(5)
    two_lanes = Jsonb({"max_concurrency": 2})
    world.job(["fp_4", "fp_5", "fp_3"], options=two_lanes)
    world.job(["fp_1", "fp_2"], options=Jsonb({"max_concurrency": 1}))
    assert [work["conversation_id"] for work in world.claim(10)] == ["fp_3", "fp_4", "fp_1"]
    assert world.claim(10) == []


def test_a_full_job_does_not_hide_the_next(world: World) -> None:
    """A claim of one item passes by the first job when its lanes are taken."""
    world.plan(3)
    world.job(["fp_1", "fp_2"], options=Jsonb({"max_concurrency": 1}))
    world.job(["fp_3"])
    assert [world.claim(1)[0]["conversation_id"] for _ in range(2)] == ["fp_1", "fp_3"]


def test_the_sentence_counts_and_names_the_next(world: World) -> None:
    """In progress, status_message says what is done, at work and next."""
    world.plan(3)
    job = world.job(options=Jsonb({"max_concurrency": 2}))
    first, _ = world.claim()
    world.save(first)
    assert world.see_job(job)["status_message"] == "1 of 3 done, 1 in work; next fp_3"


def test_a_heartbeat_extends_the_lease_and_writes_progress(world: World) -> None:
    """Keys that are absent leave their column; the answer holds the new expiry."""
    world.plan(1)
    world.job()
    (work,) = world.claim(lease=5)
    answer = world.heartbeat(
        work, lease=60, stage="annotating", stage_note="turn 1 of 2", turns_done=1, progress=0.5
    )
    assert answer["answer"] == "continue"
    assert answer["lease_expires_at"] > work["lease_expires_at"]
    world.heartbeat(work, stage_note="turn 2 of 2")
    item = world.item(work)
    assert (item["stage"], item["stage_note"], item["turns_done"], float(item["progress"])) == (
        "annotating",
        "turn 2 of 2",
        1,
        0.5,
    )


def test_progress_that_cannot_be_written_costs_no_lease(world: World) -> None:
    """An unknown stage or a broken number is left out; the lease is extended all the same."""
    world.plan(1)
    world.job()
    (work,) = world.claim(lease=5)
    wrongs: list[Row] = [{"stage": "dreaming"}, {"turns_done": "many"}]
    for wrong in wrongs:
        assert world.heartbeat(work, **wrong)["answer"] == "continue"
    assert world.item(work)["stage"] == "preparing"


def test_heartbeats_write_the_job_at_most_twice_a_second(world: World) -> None:
    """Ten heartbeats within half a second leave the job's row as it was."""
    world.plan(1)
    job = world.job()
    (work,) = world.claim()
    before = world.see_job(job)["last_progress_at"]
    for step in range(10):
        world.heartbeat(work, progress=step / 10)
    after = world.see_job(job)["last_progress_at"]
    assert after == before or after - before >= timedelta(milliseconds=500)
    world.past_guards("update public.generation_jobs set last_progress_at = now() - interval '1 second'")
    world.heartbeat(work, progress=0.95)
    assert world.see_job(job)["last_progress_at"] > before


def test_a_failed_run_is_queued_with_backoff_then_dead(world: World) -> None:
    """Three attempts: two backoffs, then dead; the job ends failed and says so."""
    world.plan(1)
    job = world.job()
    for attempt in (1, 2):
        (work,) = world.claim()
        assert work["attempt"] == attempt
        assert world.fail(work)["answer"] == "queued"
        assert world.claim() == [], "its backoff is not over"
        assert world.conversation("fp_1")["generation_status"] == "planned"
        world.due()
    (work,) = world.claim()
    assert world.fail(work)["answer"] == "dead"
    assert world.fail(work)["answer"] == "already_ended"
    item = world.item(work)
    assert (item["status"], item["error_code"], item["error_hint"]) == ("dead", "broken", "Mend it.")
    conversation = world.conversation("fp_1")
    assert (conversation["generation_status"], conversation["last_error_code"]) == ("planned", "broken")
    now = world.see_job(job)
    assert (now["status"], now["status_reason"], now["failed_conversations"]) == (
        "failed",
        "none_completed",
        1,
    )


def test_a_failure_for_good_spends_no_further_attempt(world: World) -> None:
    """p_retry false ends the item at once; its draft is kept for people, its findings are not published."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    assert (
        world.fail(work, retry=False, draft={"turns": [], "findings": [{"check": "x"}]})["answer"] == "failed"
    )
    draft = rows(world.user("viewer"), "select * from public.generation_drafts")[0]
    assert (draft["conversation_id"], draft["attempt"], draft["error_code"]) == ("fp_1", 1, "broken")
    assert value(world.owner, "select count(*) from public.quality_findings") == 0


def test_a_release_gives_the_attempt_back(world: World) -> None:
    """Released items are queued, snoozed if asked; the attempt is not spent; the old token is fenced."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    assert world.release(work, snooze=30)["answer"] == "queued"
    assert world.item(work)["attempt"] == 0
    assert world.claim() == []
    world.due()
    (again,) = world.claim(worker="w2")
    assert again["attempt"] == 1
    assert world.release(work)["answer"] == "fenced"
    assert world.heartbeat(work)["answer"] == "fenced"


def test_what_waits_for_claude_says_until_when_and_how_long_in_all(world: World) -> None:
    """Three waits add up in the row, no attempt is spent, and a stale token writes nothing."""
    world.plan(1)
    world.job()
    for waited in (20, 40, 60):
        (work,) = world.claim()
        assert world.snooze(work, 20)["answer"] == "queued"
        item = world.item(work)
        assert (item["status"], item["attempt"], item["throttled_seconds"]) == ("queued", 0, waited)
        assert item["stage_note"].startswith("waits for Claude until ")
        assert item["stage_note"].endswith(f" UTC, {waited} s in all")
        assert world.claim() == []
        world.due()
    assert world.snooze(work, 20)["answer"] == "fenced"
    (again,) = world.claim()
    item = world.item(again)
    assert (item["stage_note"], item["throttled_seconds"]) == (None, 60)
    assert value(world.owner, "select jsonb_array_length(public.check_generation_history())") == 0


@pytest.mark.parametrize(
    ("met", "why"), [("rate_limited", "asked to slow down"), ("overloaded", "has too much to do")]
)
def test_a_job_whose_items_wait_for_claude_says_so_while_they_do(world: World, met: str, why: str) -> None:
    """How many, for what, until when; beside what goes on, and no longer once the first is taken again."""
    world.plan(4)
    job = world.job(options=Jsonb({"max_concurrency": 3}))
    works = world.claim(limit=3)
    call = world.open(works[0])
    world.settle(call, outcome="failed", usage=None, error_type=met)
    world.snooze(works[0], 20)
    message = world.see_job(job)["status_message"]
    assert message.startswith("0 of 4 done, 2 in work; next fp_4; 1 waits for Claude, which ")
    for work in works[1:]:
        world.snooze(work, 40)
    (last,) = world.claim()
    assert world.see_job(job)["status_message"].startswith(
        "0 of 4 done, 1 in work; 3 wait for Claude, which "
    )
    world.snooze(last, 60)
    until = value(
        world.owner,
        "select to_char(min(available_at) at time zone 'UTC', 'HH24:MI:SS') from public.generation_job_items",
    )
    assert world.see_job(job)["status_message"] == (
        f"0 of 4 done, 0 in work; 4 wait for Claude, which {why}, until {until} UTC"
    )
    world.due()
    (again,) = world.claim(limit=1)
    message = world.see_job(job)["status_message"]
    assert message.startswith("0 of 4 done, 1 in work; next ")
    assert "Claude" not in message
    world.save(again)
    assert "Claude" not in world.see_job(job)["status_message"]
    assert world.violations() == []


def test_a_paused_job_speaks_of_its_pause_not_of_claude(world: World) -> None:
    """What waits is held by the person's pause; resumed, the job says again what it waits for."""
    world.plan(1)
    job = world.job()
    (work,) = world.claim()
    world.snooze(work, 600)
    assert world.set_job(job, requested_action="pause")["status_message"] == "Paused on request; 0 of 1 done"
    assert "1 waits for Claude" in world.set_job(job, requested_action="resume")["status_message"]


@pytest.mark.parametrize("reason", ["key_rejected", "credit_exhausted", "spend_limit", "daily_limit"])
def test_a_worker_pauses_and_its_probe_resumes(world: World, reason: str) -> None:
    """A pause the worker made ends when a claim says that its reason is gone; a user's does not."""
    world.plan(2)
    options = Jsonb({"max_concurrency": 1})
    theirs, ours = world.job(["fp_1"], options=options), world.job(["fp_2"], options=options)
    for work in world.claim():
        world.release(work, pause=reason)
    world.set_job(theirs, requested_action="pause")
    assert world.see_job(ours)["status_reason"] == reason
    assert world.claim() == []
    assert world.claim(cleared=["paused_by_user"]) == []
    claimed = world.claim(cleared=["key_rejected", "credit_exhausted", "spend_limit", "daily_limit"])
    assert [work["conversation_id"] for work in claimed] == ["fp_2"]
    assert world.see_job(theirs)["status_reason"] == "paused_by_user"


def test_a_worker_may_not_invent_reasons(world: World) -> None:
    """release_items pauses for the worker's reasons only."""
    refusal = refused(
        world.service, "select public.release_items('w1', '[]', 'x', 0::numeric, 'paused_by_user')"
    )
    assert refusal.sqlstate == "22023"


def test_an_expired_lease_is_taken_back_by_any_claim(world: World) -> None:
    """A dead worker's item is claimed again, attempt +1; whatever the dead one says later is fenced."""
    world.plan(1)
    job = world.job()
    (work,) = world.claim(worker="dead")
    world.expire(work)
    (again,) = world.claim(worker="alive")
    assert (again["conversation_id"], again["attempt"]) == ("fp_1", 2)
    assert world.heartbeat(work)["answer"] == "fenced"
    assert world.save(work)["answer"] == "fenced"
    assert world.fail(work)["answer"] == "fenced"
    assert world.open(work)["answer"] == "fenced"
    assert world.release(work)["answer"] == "fenced"
    assert world.save(again)["answer"] == "saved"
    assert any("dead was not heard in time" in message for message in world.events(job))


def test_an_expired_lease_nobody_took_back_still_writes(world: World) -> None:
    """Until somebody takes it back nobody else can have begun, so the holder's result is kept."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.expire(work)
    assert world.heartbeat(work)["answer"] == "continue"
    world.expire(work)
    assert world.save(work)["answer"] == "saved"


def test_the_reaper_counts_attempts_and_respects_a_cancel(world: World) -> None:
    """Expired: queued again, dead after three attempts, cancelled when the job is."""
    world.plan(3)
    world.job(["fp_1", "fp_2"])
    doomed = world.job(["fp_3"])
    for attempt in (1, 2, 3):
        (work,) = world.claim(1)
        assert (work["conversation_id"], work["attempt"]) == ("fp_1", attempt)
        world.expire(work)
        if attempt < 3:
            assert value(world.service, "select public.reap_expired_items()")["requeued"] == 1
    (second,) = (work for work in world.claim(10) if work["conversation_id"] == "fp_2")
    world.set_job(doomed, requested_action="cancel")
    world.expire(second)
    assert world.item(work)["status"] == "dead", "the claim took it back"
    (held,) = rows(
        world.owner,
        "select * from public.generation_leases l where ended_at is null and item_id <> %s",
        second["item_id"],
    )
    rows(
        world.owner,
        "update public.generation_leases set expires_at = now() - interval '1 second' where id = %s",
        held["id"],
    )
    assert value(world.service, "select public.reap_expired_items()") == {
        "requeued": 1,
        "dead": 0,
        "cancelled": 1,
    }
    assert value(world.service, "select public.reap_expired_items()") == {
        "requeued": 0,
        "dead": 0,
        "cancelled": 0,
    }


def test_pause_lets_work_in_hand_finish(world: World) -> None:
    """Paused, nothing is claimed; what is held goes on, pays and saves."""
    world.plan(2)
    job = world.job(options=Jsonb({"max_concurrency": 1}))
    (work,) = world.claim()
    world.set_job(job, requested_action="pause")
    assert world.claim() == []
    assert world.heartbeat(work)["answer"] == "continue"
    assert world.pay(work)["answer"] == "settled"
    assert world.save(work)["answer"] == "saved"
    assert world.see_job(job)["status"] == "paused"
    assert world.claim() == []
    world.set_job(job, requested_action="resume")
    assert [work["conversation_id"] for work in world.claim()] == ["fp_2"]


def test_a_paused_job_whose_last_work_ends_is_completed(world: World) -> None:
    """Pausing the last item does not keep the job open for ever."""
    world.plan(1)
    job = world.job()
    (work,) = world.claim()
    world.set_job(job, requested_action="pause")
    world.save(work)
    assert world.see_job(job)["status"] == "completed"


@pytest.mark.parametrize("how", ["heartbeat", "save", "fail", "release", "expiry"])
def test_a_cancel_ends_running_items_at_the_next_word(world: World, how: str) -> None:
    """Running items end cancelled by whatever comes next; a late result is discarded, its spend kept."""
    world.plan(2)
    job = world.job(options=Jsonb({"max_concurrency": 1}))
    (work,) = world.claim()
    opened = world.open(work)
    cancelled = world.set_job(job, requested_action="cancel")
    assert (cancelled["status"], cancelled["requested_action"]) == ("cancelled", None)
    assert cancelled["cancelled_conversations"] == 1
    assert world.open(work)["answer"] == "cancelled"
    if how == "expiry":
        world.expire(work)
        world.claim()
    else:
        speak: dict[str, Callable[[Row], Row]] = {
            "heartbeat": world.heartbeat,
            "save": world.save,
            "fail": world.fail,
            "release": world.release,
        }
        assert speak[how](work)["answer"] == ("stop" if how == "heartbeat" else "cancelled")
    assert world.save(work)["answer"] == ("fenced" if how == "expiry" else "cancelled")
    assert world.item(work)["status"] == "cancelled"
    assert world.settle(opened)["answer"] == "settled"
    now = world.see_job(job)
    assert now["cancelled_conversations"] == 2
    assert now["cost_usd"] > 0
    assert world.conversation("fp_1")["generation_status"] == "planned"
    assert value(world.owner, "select count(*) from public.training_turns") == 0


def test_a_claim_must_say_who_and_how(world: World) -> None:
    """An empty worker, an endless lease or an unknown method is refused."""
    for wrong in ("'', 1, 60", "'w', 1, 99999", "'w', -1, 60", "'w', 1, 60, 'magic'"):
        assert refused(world.service, f"select public.claim_generation_items({wrong})").sqlstate == "22023"


def test_a_claim_reads_the_queue_by_index(world: World) -> None:
    """With 5,000 ended items beside it, a claim and a reap scan neither items, jobs nor leases whole."""
    world.planned_bulk(5_000)
    world.plan(1, conversation_id="fp_next", conversation_number=None)
    world.job(["fp_next"])
    tables = ("generation_job_items", "generation_jobs", "generation_leases")
    before = world.whole_scans(*tables)
    (work,) = world.claim()
    world.expire(work)
    value(world.service, "select public.reap_expired_items()")
    assert world.whole_scans(*tables) == before


def test_a_replaced_text_stays_until_the_new_one_is_saved(world: World) -> None:
    """While a text is replaced its status stays, readable; the save writes revision 2 over it."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work, payload(2, text="Good day."))
    metrics_id = value(world.owner, "select id from public.quality_metrics")
    world.job(["fp_1"], options=Jsonb({"existing": "replace"}))
    (again,) = world.claim()
    assert again["revision"] == 1
    assert world.conversation("fp_1")["generation_status"] == "generated"
    assert value(world.owner, "select count(*) from public.training_turns") == 2
    assert world.save(again, payload(3, 4.2, text="Good evening."))["revision"] == 2
    texts = rows(world.owner, "select target_response from public.training_turns order by turn_number")
    assert [text["target_response"] for text in texts] == ["Good evening."] * 3
    assert value(world.owner, "select id from public.quality_metrics") == metrics_id
    assert value(world.owner, "select count(*) from public.quality_findings where revision = 2") == 1
    assert value(world.owner, "select count(*) from public.quality_findings") == 1


def test_an_unknown_item_is_fenced(world: World) -> None:
    """Ids that never existed meet the same answer as a lost lease."""
    nobody: Row = {
        "item_id": "00000000-0000-0000-0000-000000000000",
        "lease_token": "00000000-0000-0000-0000-000000000000",
    }
    assert world.heartbeat(nobody)["answer"] == "fenced"
    assert world.save(nobody)["answer"] == "fenced"
    assert world.fail(nobody)["answer"] == "fenced"
    assert world.open(nobody)["answer"] == "fenced"
    assert world.release(nobody)["answer"] == "fenced"
