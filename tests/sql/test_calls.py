"""Spending: the cap holds, what was paid is not paid again, and it is said once."""

from decimal import Decimal

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.world import USAGE, Row, World, refused, rows, value


@pytest.fixture
def work(world: World) -> Row:
    """The claimed item of a job for fp_1, capped at half a dollar."""
    world.plan(2)
    world.job(["fp_1"])
    (work,) = world.claim()
    return work


def test_a_call_is_reserved_then_settled_by_kind(world: World, work: Row) -> None:
    """The reservation is the worst case; the settlement is what the usage says, at the list's prices."""
    opened = world.open(work, estimated_input_tokens=4000, max_output_tokens=4000)
    assert opened["answer"] == "opened"
    assert opened["reserved_usd"] == pytest.approx(4000 * 2.50e-6 + 4000 * 10e-6)
    usage = {
        **USAGE,
        "input_tokens": 100,
        "cache_write_5m_tokens": 1000,
        "cache_read_tokens": 2000,
        "output_tokens": 500,
    }
    settled = world.settle(opened, usage=usage)
    assert settled == {
        "answer": "settled",
        "cost_usd": pytest.approx(100 * 2e-6 + 1000 * 2.5e-6 + 2000 * 0.1e-6 + 500 * 10e-6),
    }
    (call,) = rows(world.owner, "select * from public.generation_calls")
    assert (call["outcome"], call["output_tokens"], call["worker"], call["milliseconds"]) == (
        "succeeded",
        500,
        "w1",
        1234,
    )
    world.release(work)
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert (job["api_calls"], job["cache_read_tokens"], job["reserved_usd"]) == (1, 2000, 0)


def test_a_call_is_settled_once(world: World, work: Row) -> None:
    """The second settlement changes nothing and says what the first said."""
    opened = world.open(work)
    first = world.settle(opened)
    again = world.settle(opened, usage={**USAGE, "output_tokens": 9})
    assert again == {"answer": "already_settled", "cost_usd": first["cost_usd"]}


def test_unknown_usage_stays_reserved(world: World, work: Row) -> None:
    """A call whose usage nobody knows costs null, not 0, and its reservation keeps counting to the cap."""
    opened = world.open(work, estimated_input_tokens=0, max_output_tokens=30_000)
    assert world.settle(opened, outcome="failed", usage=None, response=None)["cost_usd"] is None
    assert world.open(work, max_output_tokens=30_000)["reason"] == "cap_reached"
    world.release(work)
    (job,) = rows(world.owner, "select cost_usd, reserved_usd from public.generation_jobs")
    assert job == {"cost_usd": 0, "reserved_usd": Decimal("0.3")}


def test_whoever_paid_may_say_so_whatever_became_of_the_item(world: World, work: Row) -> None:
    """A zombie's spend is recorded after another worker has saved."""
    opened = world.open(work)
    world.expire(work)
    (again,) = world.claim(worker="w2")
    world.save(again)
    assert world.settle(opened)["answer"] == "settled"
    assert value(world.owner, "select cost_usd from public.generation_jobs") == Decimal("0.028")


def test_the_cap_is_hard_and_pauses_the_job(world: World, work: Row) -> None:
    """Settled, reserved and the next call's worst case never exceed the cap; the sentence names all four."""
    world.open(work, estimated_input_tokens=0, max_output_tokens=20_000)
    refusal = world.open(work, estimated_input_tokens=0, max_output_tokens=40_000)
    assert (refusal["answer"], refusal["reason"]) == ("refused", "cap_reached")
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert (job["status"], job["status_reason"]) == ("paused", "cap_reached")
    assert job["status_message"] == (
        "Paused at its cap of $0.50: $0.00 spent, $0.20 reserved, the next call may need $0.40;"
        " 0 of 1 done, 1 still in work. Raise max_cost_usd to go on"
    )
    assert world.open(work, estimated_input_tokens=0, max_output_tokens=30_000)["answer"] == "opened"
    assert world.open(work, estimated_input_tokens=0, max_output_tokens=1)["answer"] == "refused"


def test_raising_the_cap_resumes(world: World, work: Row) -> None:
    """Raised enough, the job goes on and an event says who raised it; raised too little, it stays."""
    world.open(work, estimated_input_tokens=0, max_output_tokens=40_000)
    world.open(work, estimated_input_tokens=0, max_output_tokens=20_000)
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    manager = world.user("manager")
    assert (
        refused(manager, "update public.generation_jobs set requested_action = 'resume'").sqlstate == "PT429"
    )
    assert world.set_job(job, by=manager, max_cost_usd=Decimal("0.55"))["status"] == "paused"
    raised = world.set_job(job, by=manager, max_cost_usd=Decimal("0.60"))
    assert (raised["status"], raised["status_reason"], raised["cap_needs_usd"]) == ("in_progress", None, None)
    assert any("set from $0.55 to $0.60 by manager@example.org" in line for line in world.events(job))
    assert world.open(work, estimated_input_tokens=0, max_output_tokens=20_000)["answer"] == "opened"


def test_a_lost_opening_may_be_asked_again(world: World, work: Row) -> None:
    """The same request under the same lease is the same call until it is settled, and a new one afterwards."""
    first = world.open(work, request_hash="lost")
    assert world.open(work, request_hash="lost") == first
    assert world.open(work, request_hash="lost", draft_no=2)["call_id"] != first["call_id"]
    world.settle(first, outcome="failed", usage=None, response=None)
    assert world.open(work, request_hash="lost")["call_id"] != first["call_id"]
    world.release(work)
    (again,) = world.claim()
    assert world.open(again, request_hash="lost", draft_no=2)["answer"] == "opened"
    assert value(world.owner, "select count(*) from public.generation_calls") == 4


def test_a_cap_lowered_under_open_calls_opens_no_more(world: World, work: Row) -> None:
    """What was opened under the old cap may be settled; the next call is refused by the new one, until what
    is settled leaves room under it.
    """
    opened = world.open(work, estimated_input_tokens=0, max_output_tokens=40_000)
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert world.set_job(job, max_cost_usd=Decimal("0.10"))["status"] == "in_progress"
    refusal = world.open(work, estimated_input_tokens=0, max_output_tokens=5_000)
    assert (refusal["reason"], refusal["committed_usd"]) == ("cap_reached", 0.4)
    world.settle(opened, usage={**USAGE, "input_tokens": 0, "output_tokens": 4_000})
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert (job["status"], job["cost_usd"]) == ("in_progress", Decimal("0.04"))
    assert world.open(work, estimated_input_tokens=0, max_output_tokens=6_000)["answer"] == "opened"
    assert world.open(work, estimated_input_tokens=0, max_output_tokens=1)["answer"] == "refused"


def test_the_dearest_refused_call_says_what_is_needed(world: World, work: Row) -> None:
    """A second, dearer call refused at the cap raises what a resume takes; a cheaper one does not lower it."""
    world.open(work, estimated_input_tokens=0, max_output_tokens=40_000)
    for tokens in (20_000, 30_000, 10_001):
        world.open(work, estimated_input_tokens=0, max_output_tokens=tokens)
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert job["cap_needs_usd"] == Decimal("0.3")
    assert "the next call may need $0.30" in job["status_message"]
    assert world.set_job(job, max_cost_usd=Decimal("0.69"))["status"] == "paused"
    assert world.set_job(job, max_cost_usd=Decimal("0.70"))["status"] == "in_progress"


def test_a_raise_is_held_against_the_ledger(world: World, work: Row) -> None:
    """The job's row may be a call behind; a cap that suffices by the ledger resumes all the same."""
    opened = world.open(work, estimated_input_tokens=0, max_output_tokens=40_000)
    world.open(work, estimated_input_tokens=0, max_output_tokens=30_000)
    with psycopg.connect(world.database.dsn("supabase_admin"), autocommit=True) as admin:
        rows(admin, "set session_replication_role = replica")
        rows(
            admin,
            "update public.generation_calls set cost_usd = 0.3, outcome = 'succeeded', settled_at = now(),"
            " input_tokens = 0, cache_write_5m_tokens = 0, cache_write_1h_tokens = 0, cache_read_tokens = 0,"
            " output_tokens = 30000 where id = %s",
            opened["call_id"],
        )
        rows(admin, "update public.generation_budget set settled_usd = 0.3, reserved_usd = 0")
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert (job["status"], job["reserved_usd"]) == ("paused", Decimal("0.4"))
    assert world.set_job(job, max_cost_usd=Decimal("0.60"))["status"] == "in_progress"


def test_a_pause_that_reservations_alone_caused_ends_by_itself(world: World, work: Row) -> None:
    """When calls in flight turn out cheaper than reserved, the job paused at its cap goes on."""
    opened = world.open(work, estimated_input_tokens=0, max_output_tokens=40_000)
    assert world.open(work, estimated_input_tokens=0, max_output_tokens=20_000)["answer"] == "refused"
    world.release(work, pause="cap_reached")
    assert world.claim() == []
    world.settle(opened)
    (job,) = rows(world.owner, "select * from public.generation_jobs")
    assert (job["status"], job["status_reason"]) == ("in_progress", None)
    assert len(world.claim()) == 1


def test_a_paid_answer_is_given_again(world: World, work: Row) -> None:
    """The same request of the same revision is answered from the ledger, also for a later attempt or job."""
    request: Row = {"stage": "annotate", "turn_number": 1, "request_hash": "same"}
    paid = world.open(work, **request)
    world.settle(paid, response='{"kept": "as \\u0000 received"}')
    again = world.open(work, **request)
    assert again == {
        "answer": "reuse",
        "call_id": paid["call_id"],
        "response": '{"kept": "as \\u0000 received"}',
        "usage": USAGE,
        "stop_reason": "end_turn",
    }
    world.fail(work, retry=False)
    world.job(["fp_1"])
    (later,) = world.claim()
    assert world.open(later, **request)["answer"] == "reuse"


def test_answers_are_kept_for_thirty_days(world: World, work: Row) -> None:
    """An idle claim removes older ones; their calls stay in the ledger."""
    world.pay(work)
    old = world.open(work)
    world.settle(old)
    world.past_guards(
        "update public.generation_responses set received_at = now() - interval '31 days' where call_id = %s",
        old["call_id"],
    )
    assert world.claim() == []
    assert value(world.owner, "select count(*) from public.generation_responses") == 1
    assert value(world.owner, "select count(*) from public.generation_calls") == 2


@pytest.mark.parametrize(
    "other",
    [
        {"draft_no": 2},
        {"turn_number": 2},
        {"section": "training"},
        {"stage": "repair"},
        {"request_hash": "different"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_another_request_is_another_call(world: World, work: Row, other: Row) -> None:
    """A fresh draft, another turn, section, stage or text is paid for anew."""
    request: Row = {"stage": "annotate", "turn_number": 1, "request_hash": "same"}
    world.settle(world.open(work, **request))
    assert world.open(work, **{**request, **other})["answer"] == "opened"


def test_a_simulated_answer_is_not_given_to_the_live(world: World) -> None:
    """What the simulator answered is reused by simulated runs alone."""
    world.plan(1)
    world.job()
    (work,) = world.claim(method="simulated")
    world.settle(world.open(work, request_hash="same"))
    assert world.open(work, request_hash="same")["answer"] == "reuse"
    world.release(work)
    (live,) = world.claim(method="claude_api")
    assert world.open(live, request_hash="same")["answer"] == "opened"


@pytest.mark.parametrize("outcome", ["truncated", "refused", "invalid", "failed", "cancelled"])
def test_only_a_success_is_given_again(world: World, work: Row, outcome: str) -> None:
    """An answer that was no good is kept to look at, paid, and asked for anew."""
    world.settle(world.open(work, request_hash="same"), outcome=outcome)
    assert value(world.owner, "select count(*) from public.generation_responses") == 1
    assert world.open(work, request_hash="same")["answer"] == "opened"


def test_an_answer_that_fits_no_more_is_not_given_again(world: World, work: Row) -> None:
    """Said once by who holds the item: the request is opened anew, the cost stays; a stranger's token, another
    text's answer and one of an earlier revision are left as they are.
    """
    first = world.open(work, request_hash="same")
    cost = world.settle(first)["cost_usd"]

    def unfit(token: object) -> str:
        given = (work["item_id"], token, first["call_id"])
        query = "select public.generation_call_unfit(%s, %s, %s, 'schema_mismatch', 'It lacks a turn.')"
        return str(value(world.service, query, *given)["answer"])

    def kept() -> list[Row]:
        query = "select public.generation_kept_calls(%s, %s)"
        return list(value(world.service, query, work["item_id"], work["lease_token"]))

    (one,) = kept()
    assert (one["call_id"], one["request_hash"], one["turn_number"]) == (first["call_id"], "same", None)
    assert unfit("00000000-0000-4000-8000-000000000000") == "fenced"
    for change in ("revision = revision + 1", "conversation_id = 'fp_2'"):
        back = change.replace("+", "-").replace("fp_2", "fp_1")
        world.past_guards(f"update public.generation_calls set {change}")
        assert (unfit(work["lease_token"]), kept()) == ("not_found", []), change
        world.past_guards(f"update public.generation_calls set {back}")
    assert world.open(work, request_hash="same")["answer"] == "reuse"
    assert unfit(work["lease_token"]) == "noted"
    assert unfit(work["lease_token"]) == "not_found"
    assert kept() == []
    again = world.open(work, request_hash="same")
    assert (again["answer"], again["call_id"] != first["call_id"]) == ("opened", True)
    (call,) = rows(world.owner, "select * from public.generation_calls where id = %s", first["call_id"])
    assert (call["outcome"], call["error_type"], float(call["cost_usd"])) == (
        "invalid",
        "schema_mismatch",
        cost,
    )


@pytest.mark.parametrize(
    "usage",
    [{}, [1], "much", {"output_tokens": 5}, {**USAGE, "input_tokens": -1}, {**USAGE, "output_tokens": 1.5}],
)
def test_a_cost_rests_on_a_whole_count(world: World, work: Row, usage: object) -> None:
    """A usage that lacks a kind, or counts below nothing, is refused; the call stays open and reserved."""
    opened = world.open(work)
    result = Jsonb({"outcome": "succeeded", "milliseconds": 1, "usage": usage})
    refusal = refused(world.service, "select public.settle_call(%s, %s)", opened["call_id"], result)
    assert refusal.sqlstate in ("23514", "22P02")
    (call,) = rows(world.owner, "select * from public.generation_calls")
    assert (call["settled_at"], call["cost_usd"]) == (None, None)
    assert world.settle(opened, usage=None)["cost_usd"] is None


@pytest.mark.parametrize("cacheable", [-1, -10_000_000, 4_001])
def test_what_cannot_be_cached_is_reserved_as_if_all_were(world: World, work: Row, cacheable: int) -> None:
    """A part that is less than nothing, or more than all, lowers no reservation."""
    whole = world.open(work)["reserved_usd"]
    assert world.open(work, cacheable_input_tokens=cacheable)["reserved_usd"] == whole


def test_a_model_without_a_price_is_not_called(world: World, work: Row) -> None:
    """No reservation can be reckoned, so none is made, and nothing is paused."""
    refusal = world.open(work, model="claude-unknown")
    assert (refusal["answer"], refusal["reason"]) == ("refused", "unknown_price")
    assert value(world.owner, "select status from public.generation_jobs") == "in_progress"


def test_an_unknown_call_or_outcome_is_refused(world: World, work: Row) -> None:
    """settle_call names a call of the ledger and one of its outcomes."""
    nobody = "00000000-0000-0000-0000-000000000000"
    settle = "select public.settle_call(%s, %s)"
    assert refused(world.service, settle, nobody, {"outcome": "failed"}).sqlstate == "PT422"
    opened = world.open(work)
    assert refused(world.service, settle, opened["call_id"], {"outcome": "fine"}).sqlstate == "22023"


PRICES = [
    ("claude-haiku-5-5", {"input_tokens": 100_000}, False, "2026-11-22", "0.01"),
    (
        "claude-haiku-5-5",
        {"input_tokens": 50_000, "cache_read_tokens": 50_001},
        False,
        "2026-11-22",
        "0.0275",
    ),
    ("claude-haiku-5-5", {"input_tokens": 90_000, "output_tokens": 100_000}, False, "2026-11-22", "0.059"),
    ("claude-haiku-5-5", {"input_tokens": 200_000, "output_tokens": 100_000}, True, "2026-11-22", "0.175"),
    ("claude-sonnet-5-5", {"cache_read_tokens": 1_000_000}, False, "2026-10-06", "0.2"),
    ("claude-sonnet-5-5", {"cache_read_tokens": 1_000_000}, False, "2026-10-07", "0.1"),
    ("claude-sonnet-5-5", {"cache_read_tokens": 1_000_000}, True, "2026-10-07", "0.05"),
    ("claude-opus-5-5", {"cache_write_1h_tokens": 1_000_000}, False, "2026-11-22", "8"),
    ("claude-fable-5-2", {"cache_write_1h_tokens": 1}, False, "2026-11-22", None),
    ("claude-fable-5-2", {"output_tokens": 1_000_000}, True, "2026-11-22", "20"),
    ("claude-nobody", {}, False, "2026-11-22", None),
]


@pytest.mark.parametrize(("model", "usage", "batch", "day", "usd"), PRICES)
def test_the_price_list_reckons_by_kind_date_and_length(
    world: World,
    model: str,
    usage: Row,
    batch: bool,  # noqa: FBT001 - a table's column
    day: str,
    usd: str | None,
) -> None:
    """Long prompts, batches and dated prices cost what the list says; an unknown price is null."""
    cost = value(
        world.service,
        "select public.generation_cost(%s, %s, %s, %s::timestamptz)",
        model,
        usage,
        batch,
        f"{day} 00:00Z",
    )
    assert cost == (None if usd is None else Decimal(usd))


def together(world: World, function: str, asked: list[Row]) -> list[Row]:
    """What one request for several calls answers."""
    return list(value(world.service, f"select public.{function}(%s)", Jsonb(asked)))


def test_calls_are_opened_and_settled_together(world: World, work: Row) -> None:
    """Each is answered as it would have been alone, in order: opened, reused, refused, fenced, or wrong."""
    world.settle(world.open(work, request_hash="paid"))
    call: Row = {"stage": "dialogue", "draft_no": 1, "model": "claude-sonnet-5-5", "request_hash": "new",
                 "estimated_input_tokens": 0, "max_output_tokens": 20_000}  # fmt: skip
    lease = {"item_id": work["item_id"], "lease_token": work["lease_token"]}
    nobody = {**lease, "lease_token": "00000000-0000-0000-0000-000000000000"}
    calls = [
        {**lease, "call": call},
        {**lease, "call": {**call, "request_hash": "paid"}},
        {**lease, "call": {**call, "request_hash": "dear", "max_output_tokens": 40_000}},
        {**nobody, "call": call},
        {**lease, "call": {**call, "request_hash": "odd", "delivery": "pigeon"}},
        {**lease, "call": call},
    ]
    answers = together(world, "generation_open_calls", calls)
    said = [answer["answer"] for answer in answers]
    assert said == ["opened", "reuse", "refused", "fenced", "error", "opened"]
    assert answers[4]["code"] == "22023"
    assert answers[5]["call_id"] == answers[0]["call_id"]
    result = {"outcome": "succeeded", "usage": USAGE, "response": "{}"}
    opened = answers[0]["call_id"]
    settled = together(
        world,
        "generation_settle_calls",
        [
            {"call_id": opened, "result": result},
            {"call_id": nobody["lease_token"], "result": result},
            {"call_id": opened, "result": {**result, "outcome": "failed"}},
        ],
    )
    assert [answer["answer"] for answer in settled] == ["settled", "error", "already_settled"]
    assert settled[1]["code"] == "PT422"


def test_a_fault_that_may_pass_fails_all_that_were_asked_together(world: World, work: Row) -> None:
    """A lock that is not had in time is asked for again by the worker: nobody is told half of it."""
    other = world.connect("postgres")
    other.autocommit = False
    other.execute("select 1 from public.generation_budget for update")
    rows(world.service, "set lock_timeout = '50ms'")
    try:
        lease = {"item_id": work["item_id"], "lease_token": work["lease_token"]}
        refusal = refused(
            world.service, "select public.generation_open_calls(%s)", Jsonb([{**lease, "call": {}}])
        )
        assert refusal.sqlstate == "55P03"
    finally:
        other.rollback()
        rows(world.service, "reset lock_timeout")
