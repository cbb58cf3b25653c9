"""The day's limit holds for all jobs together, and what waits for it goes on by itself."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal

import psycopg
import pytest

from tests.sql.world import USAGE, Row, World, refused, rows, value

LIMIT = Decimal("0.50")
# At claude-sonnet-5-5's list price 20,000 tokens of output are reserved with $0.20.
TWENTY_CENTS: Row = {"estimated_input_tokens": 0, "max_output_tokens": 20_000}
FORTY_CENTS: Row = {"estimated_input_tokens": 0, "max_output_tokens": 40_000}


def limit(world: World, amount: Decimal, by: psycopg.Connection | None = None) -> None:
    """Set the daily limit."""
    rows(by or world.service, "update public.generation_budget set daily_limit_usd = %s", amount)


def budget(world: World) -> Row:
    """The row as it stands."""
    return rows(world.owner, "select * from public.generation_budget")[0]


def next_day(world: World) -> None:
    """Let what was opened so far, and the budget's count of it, be yesterday's."""
    for table, column in (
        ("generation_calls", "opened_at = opened_at - interval '1 day'"),
        ("generation_leases", "claimed_at = claimed_at - interval '1 day'"),
        ("generation_budget", "day = day - 1"),
    ):
        world.past_guards(f"update public.{table} set {column}")


@contextmanager
def midnight_passes(world: World) -> Iterator[None]:
    """Meanwhile whoever looks at the budget sees the day that has just ended, as who looked before midnight."""
    (look,) = rows(
        world.owner,
        "select pg_get_functiondef('public.generation_budget_today(boolean)'::regprocedure) as text",
    )
    rows(
        world.owner,
        "create or replace function public.generation_budget_today(p_lock boolean default true)"
        " returns public.generation_budget language plpgsql set search_path = '' as $$"
        " declare budget public.generation_budget; begin select * into budget from public.generation_budget;"
        " budget.day := (clock_timestamp() at time zone 'UTC')::date - 1; return budget; end $$",
    )
    try:
        yield
    finally:
        rows(world.owner, look["text"])


@pytest.fixture
def works(world: World) -> list[Row]:
    """The items of two jobs with large caps, claimed, under a daily limit of half a dollar."""
    world.plan(2)
    for conversation in ("fp_1", "fp_2"):
        world.job([conversation], max_cost_usd=Decimal(10))
    limit(world, LIMIT)
    return world.claim()


def test_the_limit_is_hard_over_all_jobs(world: World, works: list[Row]) -> None:
    """A call of one job that could pass the limit with another's is not opened; the sentence names all four."""
    first, second = works
    world.settle(world.open(first, **TWENTY_CENTS))
    world.open(first, **TWENTY_CENTS)
    refusal = world.open(second, **FORTY_CENTS)
    assert (refusal["answer"], refusal["reason"]) == ("refused", "daily_limit")
    assert refusal["message"] == (
        "The daily limit is $0.50; $0.028 of it are spent and $0.20 reserved, and the next call may need $0.40."
    )
    job = world.see_job({"id": second["job_id"]})
    assert (job["status"], job["status_reason"]) == ("paused", "daily_limit")
    assert job["status_message"] == (
        "Paused at the daily limit of $0.50: $0.028 spent, $0.20 reserved today, the next call may need $0.40;"
        " 0 of 1 done, 1 still in work. Goes on at 00:00 UTC, or when the limit is raised"
    )
    assert world.see_job({"id": first["job_id"]})["status"] == "in_progress"
    row = budget(world)
    assert (row["settled_usd"], row["reserved_usd"]) == (Decimal("0.028"), Decimal("0.2"))


def test_raising_the_limit_resumes_what_fits(world: World, works: list[Row]) -> None:
    """Set high enough in Studio or with the service key, the job goes on at once, and an event says who did it."""
    world.open(works[0], **FORTY_CENTS)
    world.open(works[1], **TWENTY_CENTS)
    job = world.see_job({"id": works[1]["job_id"]})
    limit(world, Decimal("0.59"), by=world.owner)
    assert world.see_job(job)["status"] == "paused"
    limit(world, Decimal("0.60"), by=world.owner)
    resumed = world.see_job(job)
    assert (resumed["status"], resumed["status_reason"], resumed["cap_needs_usd"]) == (
        "in_progress",
        None,
        None,
    )
    messages = [
        row["message"]
        for row in rows(
            world.owner, "select message from public.generation_events where stage = 'budget' order by id"
        )
    ]
    assert messages[-1] == "Daily limit set from $0.59 to $0.60 by postgres"
    assert world.open(works[1], **TWENTY_CENTS)["answer"] == "opened"


def test_the_next_day_begins_at_nothing(world: World, works: list[Row]) -> None:
    """On the next UTC day the worker's look resumes the job, and calls opened the day before count no more."""
    before = world.open(works[0], **FORTY_CENTS)
    world.open(works[1], **TWENTY_CENTS)
    resume = "select public.generation_budget_resume()"
    assert value(world.service, resume) == 0
    next_day(world)
    assert value(world.service, resume) == 1
    assert world.see_job({"id": works[1]["job_id"]})["status"] == "in_progress"
    assert world.open(works[1], **FORTY_CENTS)["answer"] == "opened"
    world.settle(before)
    row = budget(world)
    assert row["day"] == value(world.owner, "select (now() at time zone 'UTC')::date")
    assert (row["settled_usd"], row["reserved_usd"]) == (0, Decimal("0.4"))


def test_a_pause_that_reservations_alone_caused_ends_by_itself(world: World, works: list[Row]) -> None:
    """When the job's own call turns out cheaper than reserved, it goes on without a look."""
    opened = world.open(works[0], **FORTY_CENTS)
    assert world.open(works[0], **TWENTY_CENTS)["reason"] == "daily_limit"
    world.settle(opened)
    assert world.see_job({"id": works[0]["job_id"]})["status"] == "in_progress"


def test_what_another_job_leaves_is_found_by_a_look(world: World, works: list[Row]) -> None:
    """A call of another job that cost less than was reserved makes room; the look finds it."""
    opened = world.open(works[0], **FORTY_CENTS)
    world.open(works[1], **TWENTY_CENTS)
    world.settle(opened)
    assert world.see_job({"id": works[1]["job_id"]})["status"] == "paused"
    assert value(world.service, "select public.generation_budget_resume()") == 1


def test_unknown_usage_stays_reserved_for_the_day(world: World, works: list[Row]) -> None:
    """A call whose usage nobody knows keeps counting with the most it can have cost."""
    opened = world.open(works[0], **FORTY_CENTS)
    world.settle(opened, outcome="failed", usage=None, response=None)
    assert world.open(works[1], **TWENTY_CENTS)["reason"] == "daily_limit"
    assert (budget(world)["settled_usd"], budget(world)["reserved_usd"]) == (0, Decimal("0.4"))


def test_the_simulators_calls_are_counted_apart(world: World) -> None:
    """A rehearsal spends nothing of the day's money, and is held to the same limit by itself."""
    world.plan(2)
    world.job(["fp_1"], max_cost_usd=Decimal(10))
    limit(world, LIMIT)
    (simulated,) = world.claim(method="simulated")
    world.open(simulated, **FORTY_CENTS)
    world.job(["fp_2"], max_cost_usd=Decimal(10))
    (live,) = world.claim()
    assert world.open(live, **FORTY_CENTS)["answer"] == "opened"
    assert world.open(simulated, **TWENTY_CENTS)["reason"] == "daily_limit"
    row = budget(world)
    assert (row["reserved_usd"], row["simulated_reserved_usd"]) == (Decimal("0.4"), Decimal("0.4"))


def test_two_workers_never_pass_the_limit_together(world: World, works: list[Row]) -> None:
    """Sixteen calls of two jobs asked for at once: as many are opened as fit, whatever the order."""
    connections = [world.connect("service_role") for _ in range(16)]

    def ask(number: int) -> str:
        answer = world.open(works[number % 2], by=connections[number], max_output_tokens=5_000,
                            estimated_input_tokens=0, request_hash=f"at once {number}")  # fmt: skip
        return str(answer["answer"])

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(ask, range(16)))
    assert answers.count("opened") == 10
    assert budget(world)["reserved_usd"] == LIMIT


def test_a_limit_of_nothing_stops_every_call(world: World, works: list[Row]) -> None:
    """0 is a limit, not the lack of one."""
    limit(world, Decimal(0))
    assert world.open(works[0])["reason"] == "daily_limit"


@pytest.mark.parametrize("amount", ["-1", "NaN", "Infinity", "1e6", "1e400", None])
def test_a_limit_that_is_no_amount_is_refused(world: World, amount: str | None) -> None:
    """22023 with the amount it got; the limit stays."""
    refusal = refused(
        world.service, "update public.generation_budget set daily_limit_usd = %s::numeric", amount
    )
    assert refusal.sqlstate == "22023"
    assert refusal.message.startswith("daily_limit_usd must be an amount of US dollars from 0 to")
    assert "0 stops every call" in refusal.hint
    assert budget(world)["daily_limit_usd"] == 25


@pytest.mark.parametrize(
    "statement",
    [
        "update public.generation_budget set settled_usd = 0, reserved_usd = 1",
        "update public.generation_budget set day = '2000-01-01'",
        "insert into public.generation_budget default values",
        "delete from public.generation_budget",
    ],
)
def test_what_is_counted_is_not_set_by_hand(world: World, statement: str) -> None:
    """Studio sets the limit and nothing else; there is one row and there stays one."""
    assert refused(world.owner, statement).sqlstate == "PT409"
    assert value(world.owner, "select count(*) from public.generation_budget") == 1


def test_members_read_the_budget_and_do_not_set_it(world: World) -> None:
    """A manager sees the day; only the service key and Studio change the limit."""
    manager = world.user("manager")
    assert value(manager, "select daily_limit_usd from public.generation_budget") == 25
    change = "update public.generation_budget set daily_limit_usd = 1"
    assert refused(manager, change).sqlstate == "42501"
    assert value(world.user(None), "select count(*) from public.generation_budget") == 0


def test_a_batched_call_costs_half(world: World, works: list[Row]) -> None:
    """Reserved and settled at the batch's prices, each kind of token; the ledger says how it was delivered."""
    opened = world.open(
        works[0], delivery="message_batch", estimated_input_tokens=4000, max_output_tokens=4000
    )
    assert opened["reserved_usd"] == pytest.approx((4000 * 2.50e-6 + 4000 * 10e-6) / 2)
    usage = {**USAGE, "input_tokens": 100, "cache_read_tokens": 2000, "output_tokens": 500}
    assert world.settle(opened, usage=usage)["cost_usd"] == pytest.approx(
        (100 * 2e-6 + 2000 * 0.1e-6 + 500 * 10e-6) / 2
    )
    assert value(world.owner, "select delivery from public.generation_calls") == "message_batch"


def test_an_answer_is_given_again_however_it_was_delivered(world: World, works: list[Row]) -> None:
    """What a batch answered is reused by a live call for the same request, and the other way round."""
    world.settle(world.open(works[0], request_hash="same", delivery="message_batch"))
    assert world.open(works[0], request_hash="same")["answer"] == "reuse"
    world.settle(world.open(works[1], request_hash="other"))
    assert world.open(works[1], request_hash="other", delivery="message_batch")["answer"] == "reuse"


def test_a_call_that_waits_for_its_batch_is_not_opened_twice(world: World, works: list[Row]) -> None:
    """Asked for under a later lease it is the same call until it is settled; a live one is another."""
    batched = world.open(works[0], request_hash="waits", delivery="message_batch")
    live = world.open(works[0], request_hash="live")
    world.release(works[0])
    (again,) = world.claim()
    assert world.open(again, request_hash="waits", delivery="message_batch") == batched
    assert world.open(again, request_hash="live")["call_id"] != live["call_id"]
    world.settle(batched, outcome="failed", usage=None, response=None)
    anew = world.open(again, request_hash="waits", delivery="message_batch")
    assert anew["call_id"] != batched["call_id"]


def test_only_what_a_breakpoint_covers_is_reserved_as_a_cache_write(world: World, works: list[Row]) -> None:
    """The rest of the input is reserved at its own price; a share above the whole is the whole."""
    call: Row = {"estimated_input_tokens": 10_000, "max_output_tokens": 0}
    part = world.open(works[0], cacheable_input_tokens=4_000, **call)
    whole = world.open(works[0], cacheable_input_tokens=99_000, **call)
    assert part["reserved_usd"] == pytest.approx(4_000 * 2.5e-6 + 6_000 * 2e-6)
    assert whole["reserved_usd"] == pytest.approx(10_000 * 2.5e-6)


def test_an_unknown_delivery_is_refused(world: World, works: list[Row]) -> None:
    """22023, and nothing is opened."""
    call = {"stage": "dialogue", "draft_no": 1, "model": "claude-sonnet-5-5", "request_hash": "x",
            "estimated_input_tokens": 1, "max_output_tokens": 1, "delivery": "pigeon"}  # fmt: skip
    refusal = refused(
        world.service,
        "select public.open_call(%s, %s, %s)",
        works[0]["item_id"],
        works[0]["lease_token"],
        call,
    )
    assert refusal.sqlstate == "22023"
    assert value(world.owner, "select count(*) from public.generation_calls") == 0


def test_a_call_settled_after_midnight_leaves_the_count_true(world: World, works: list[Row]) -> None:
    """Nothing was opened on the new day yet: the budget is the new day's, and the history has no fault."""
    opened = world.open(works[0], **TWENTY_CENTS)
    next_day(world)
    world.settle(opened)
    assert world.violations() == []
    row = budget(world)
    assert row["day"] == value(world.owner, "select (now() at time zone 'UTC')::date")
    assert (row["settled_usd"], row["reserved_usd"]) == (0, 0)


def test_a_call_is_of_the_day_it_is_counted_on(world: World, works: list[Row]) -> None:
    """Midnight comes while open_call waits for the job: the call is of the day whose limit it was held to, so
    that its settlement gives back what was reserved.
    """
    world.past_guards("update public.generation_leases set claimed_at = claimed_at - interval '1 day'")
    with midnight_passes(world):
        opened = world.open(works[0], **TWENTY_CENTS)
    yesterday = value(world.owner, "select (now() at time zone 'UTC')::date - 1")
    assert (
        value(world.owner, "select (opened_at at time zone 'UTC')::date from public.generation_calls")
        == yesterday
    )
    assert (budget(world)["day"], budget(world)["reserved_usd"]) == (yesterday, Decimal("0.2"))
    world.settle(opened)
    assert world.open(works[0], **FORTY_CENTS)["answer"] == "opened"
    assert (budget(world)["settled_usd"], budget(world)["reserved_usd"]) == (0, Decimal("0.4"))


def test_what_no_day_can_pay_for_is_not_promised_for_midnight(world: World, works: list[Row]) -> None:
    """A call that may need more than the whole limit: the sentence asks for a higher one, and a new day changes nothing."""
    world.open(works[0], estimated_input_tokens=0, max_output_tokens=60_000)
    job = world.see_job({"id": works[0]["job_id"]})
    assert job["status_message"].endswith(". Raise the limit to go on: a whole day's is less than that")
    next_day(world)
    assert value(world.service, "select public.generation_budget_resume()") == 0
