"""Many hands at once: cancels, saves, claims and inserts from threads, and nothing deadlocks or is lost."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from decimal import Decimal
from functools import partial

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.world import Row, World, attempt, rows, value


@contextmanager
def _connections(world: World, count: int) -> Iterator[list[psycopg.Connection]]:
    yield [world.connect("service_role") for _ in range(count)]


class _Hammer:
    """Jobs of three conversations, cancelled while others claim, pay and save.

    Each method is what one thread does; `over` is set when no job is live any more.
    """

    def __init__(self, world: World) -> None:
        self.world = world
        self.queue: list[Row] = []
        self.filled = threading.Condition()
        self.over = threading.Event()
        self.opened: list[str] = []

    def claim(self, connection: psycopg.Connection, name: str) -> None:
        while not self.over.is_set():
            works = self.world.claim(4, worker=name, by=connection)
            with self.filled:
                self.queue.extend(works)
                if not works and not value(
                    connection,
                    "select exists (select 1 from public.generation_jobs"
                    " where status in ('queued', 'in_progress', 'paused'))",
                ):
                    self.over.set()
                self.filled.notify_all()

    def save(self, connection: psycopg.Connection, number: int) -> None:
        while True:
            with self.filled:
                self.filled.wait_for(lambda: bool(self.queue) or self.over.is_set(), timeout=60)
                if not self.queue:
                    return
                work = self.queue.pop()
            call = self.world.open(work, by=connection, request_hash=f"{work['item_id']} {number}")
            if call["answer"] == "opened":
                self.opened.append(call["call_id"])
                self.world.settle(call, by=connection)
            assert self.world.save(work, by=connection)["answer"] in {"saved", "cancelled"}

    def cancel(self, connection: psycopg.Connection, share: list[Row]) -> None:
        for job in share:
            met = attempt(
                connection,
                "update public.generation_jobs set requested_action = 'cancel' where id = %s",
                job["id"],
            )
            assert met in {None, "PT409"}, "cancelled, or it had ended already"

    def run(self, jobs: list[Row], savers: int, claimers: int) -> None:
        with (
            _connections(self.world, savers + claimers + 4) as free,
            ThreadPoolExecutor(len(free)) as pool,
        ):
            tasks = [pool.submit(self.claim, free.pop(), f"w{n}") for n in range(claimers)]
            tasks += [pool.submit(self.save, free.pop(), n) for n in range(savers)]
            tasks += [pool.submit(self.cancel, free.pop(), jobs[n::4]) for n in range(4)]
            for task in as_completed(tasks, timeout=500):
                task.result()


def _hammer(world: World, cancels: int, savers: int, claimers: int) -> None:
    world.plan(3 * cancels)
    jobs = [world.job([f"fp_{3 * n + k}" for k in (1, 2, 3)]) for n in range(cancels)]
    hammer = _Hammer(world)
    hammer.run(jobs, savers, claimers)
    ends = rows(world.owner, "select distinct status from public.generation_jobs")
    assert {row["status"] for row in ends} <= {"cancelled", "completed"}
    (ledger,) = rows(
        world.owner,
        "select count(*) as calls, count(cost_usd) as known, coalesce(sum(cost_usd), 0) as spent"
        " from public.generation_calls",
    )
    assert ledger["calls"] == ledger["known"] == len(hammer.opened)
    assert ledger["spent"] == len(hammer.opened) * Decimal("0.028")
    assert value(world.owner, "select sum(cost_usd) from public.generation_jobs") == ledger["spent"]
    assert (
        value(world.owner, "select count(*) from public.generation_job_items where status = 'running'") == 0
    )


def test_cancels_against_saves_and_claims(world: World) -> None:
    """40 cancels, 8 savers, 4 claimers: no deadlock, every spend recorded, a clean history."""
    _hammer(world, cancels=40, savers=8, claimers=4)


@pytest.mark.long
def test_two_hundred_cancels_against_sixteen_savers(world: World) -> None:
    """The full form: 200 cancels, 16 savers, 4 claimers."""
    _hammer(world, cancels=200, savers=16, claimers=4)


def _all_at_once(acts: Sequence[Callable[[], object]]) -> list[object]:
    """The results, or refusals, of acts started together; a deadlock or a lock given up is no refusal."""
    barrier = threading.Barrier(len(acts))

    def start(act: Callable[[], object]) -> object:
        barrier.wait()
        try:
            return act()
        except psycopg.Error as error:
            if not (error.sqlstate or "").startswith("PT"):
                raise
            return error

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(start, acts))


def test_eight_process_all_at_once(world: World) -> None:
    """One takes everything; seven are told so; no item is made twice."""
    world.plan(10)
    with _connections(world, 8) as free:
        results = _all_at_once([partial(world.job, by=connection) for connection in free])
    jobs = [result for result in results if isinstance(result, dict)]
    refusals = [result for result in results if isinstance(result, psycopg.Error)]
    assert len(jobs) == 1
    assert {refusal.sqlstate for refusal in refusals} == {"PT409"}
    assert value(world.owner, "select count(*) from public.generation_job_items") == 10


def test_claimers_never_share_an_item(world: World) -> None:
    """Eight claimers over 24 items: each item has one holder, none is left over."""
    world.plan(24)
    for first in (1, 9, 17):
        world.job([f"fp_{n}" for n in range(first, first + 8)], options=Jsonb({"max_concurrency": 100}))

    def drain(connection: psycopg.Connection, name: str) -> list[str]:
        held: list[str] = []
        while works := world.claim(3, worker=name, by=connection):
            held.extend(work["item_id"] for work in works)
        return held

    with _connections(world, 8) as free:
        acts = [partial(drain, connection, f"w{number}") for number, connection in enumerate(free)]
        results = _all_at_once(acts)
    held = [item for result in results if isinstance(result, list) for item in result]
    assert sorted(held) == sorted(set(held))
    assert len(held) + len(world.claim(100)) == 24


def test_one_save_is_accepted(world: World) -> None:
    """The same result sent eight times at once is written once; the others hear already_saved."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    with _connections(world, 8) as free:
        results = _all_at_once([partial(world.save, work, by=connection) for connection in free])
    answers = sorted(result["answer"] for result in results if isinstance(result, dict))
    assert answers == ["already_saved"] * 7 + ["saved"]


def test_the_cap_holds_against_many_at_once(world: World) -> None:
    """Ten calls opened together never reserve more than the cap in all."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    with _connections(world, 10) as free:
        acts = [
            partial(
                world.open,
                work,
                by=connection,
                request_hash=f"r{number}",
                estimated_input_tokens=0,
                max_output_tokens=12_000,
            )
            for number, connection in enumerate(free)
        ]
        results = _all_at_once(acts)
    answers = [result["answer"] for result in results if isinstance(result, dict)]
    assert answers.count("opened") == 4
    assert value(world.owner, "select sum(reserved_usd) from public.generation_calls") <= Decimal("0.5")


def test_steering_many_jobs_in_one_statement_meets_claims_of_many(world: World) -> None:
    """Statements that pause and resume all jobs, in either order, against claims, beats and releases of all: no deadlock."""
    world.plan(12)
    for number in range(1, 13):
        world.job([f"fp_{number}"])

    def steer(connection: psycopg.Connection, order: str) -> None:
        for action in ("pause", "resume") * 8:
            met = attempt(
                connection,
                f"with jobs as (select id from public.generation_jobs order by job_number {order})"
                " update public.generation_jobs j set requested_action = %s from jobs where jobs.id = j.id",
                action,
            )
            assert met in {None, "PT409"}

    def work(connection: psycopg.Connection, name: str) -> None:
        for _ in range(10):
            held = [
                {"item_id": found["item_id"], "lease_token": found["lease_token"]}
                for found in world.claim(6, worker=name, by=connection)
            ]
            rows(connection, "select public.heartbeat_items(%s, %s, 60)", name, Jsonb(held))
            rows(connection, "select public.release_items(%s, %s, 'test')", name, Jsonb(held))

    with _connections(world, 6) as free:
        acts = [
            partial(steer, connection, order)
            for connection, order in zip(free[:2], ("asc", "desc"), strict=True)
        ]
        acts += [partial(work, connection, f"w{number}") for number, connection in enumerate(free[2:])]
        results = _all_at_once(acts)
    assert results == [None] * 6


def test_a_retry_and_an_insert_want_one_conversation(world: World) -> None:
    """retry_failed and a new job at once: one has the conversation, the other is told PT409."""
    for name in world.plan(5):
        job = world.job([name])
        (work,) = world.claim()
        world.fail(work, retry=False)
        with _connections(world, 2) as (one, other):
            results = _all_at_once(
                [
                    partial(world.set_job, job, by=one, requested_action="retry_failed"),
                    partial(world.job, [name], by=other),
                ]
            )
        (winner,) = (result for result in results if isinstance(result, dict))
        (loser,) = (result for result in results if isinstance(result, psycopg.Error))
        assert loser.sqlstate == "PT409"
        world.set_job(winner, requested_action="cancel")


def test_process_all_is_not_refused_for_what_another_takes(world: World) -> None:
    """Beside a batch for some of the conversations, process_all takes all or the rest, and is never refused."""
    with _connections(world, 2) as (one, other):
        for _ in range(8):
            names = world.plan(12)
            everything, some = _all_at_once(
                [partial(world.job, by=one), partial(world.job, names[6:], by=other)]
            )
            assert isinstance(everything, dict)
            assert everything["total_conversations"] == (6 if isinstance(some, dict) else 12)
            rows(
                world.service,
                "update public.generation_jobs set requested_action = 'cancel' where status = 'queued'",
            )
            rows(world.owner, "update public.training_conversations set template_id = null")
