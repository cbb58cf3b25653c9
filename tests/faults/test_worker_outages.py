"""Realtime, the database or Claude are away, or a person changes their mind: the queue's promises hold."""

import asyncio
from typing import Any

import httpx
import pytest
from supabase import AsyncClient, AsyncClientOptions, acreate_client

from tests.integration.worker_rig import PATIENCE, Rig, annotating, rig_on, until, working
from tests.stack import Database, Stack
from worker.local.keys import Keys
from worker.local.simulator import SimulatorConfig

FIRST, SECOND = "fp_marcus_011", "fp_jennifer_012"


async def test_without_realtime_work_is_found_by_polling(seeded_stack: Stack) -> None:
    """Websocket refused throughout: done, and the worker's row says that Realtime is down."""
    seeded_stack.faults.refuse_sockets = 503
    async with rig_on(seeded_stack) as rig, working(rig.settings()):
        await rig.worker_is("idle")
        job = await rig.insert_job(FIRST)
        assert (await rig.ended(job["id"]))["status"] == "completed"
        [row] = await rig.rows("select * from public.generation_workers")
        assert row["realtime_up"] is False
        assert await rig.violations() == []


async def test_with_realtime_an_insert_is_claimed_long_before_the_poll(seeded_stack: Stack) -> None:
    """The doorbell works: with a poll of a minute a job is taken up at once."""
    async with rig_on(seeded_stack) as rig, working(rig.settings(RAPPORT_POLL_SECONDS="60")):

        async def up() -> bool:
            rows = await rig.rows(
                "select * from public.generation_workers where realtime_up and state = 'idle'"
            )
            return bool(rows)

        await until(up, "the listener")
        job = await rig.insert_job(FIRST)
        await rig.item_is(job["id"], "running", "completed", seconds=20)
        await rig.ended(job["id"])


class Saboteur(httpx.AsyncBaseTransport):
    """A network that fails the first request to one function: unsent, or its reply lost."""

    def __init__(self, function: str, *, after: bool) -> None:
        self._real = httpx.AsyncHTTPTransport()
        self._path = f"/rest/v1/rpc/{function}"
        self._after = after
        self.asked = 0

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """See httpx."""
        if request.url.path != self._path:
            return await self._real.handle_async_request(request)
        self.asked += 1
        if self.asked > 1:
            return await self._real.handle_async_request(request)
        if self._after:
            answer = await self._real.handle_async_request(request)
            await answer.aread()
            await answer.aclose()
            raise httpx.ReadError("the reply was lost")
        raise httpx.ConnectError("never sent")

    async def aclose(self) -> None:
        """See httpx."""
        await self._real.aclose()


@pytest.mark.parametrize(
    ("function", "after"),
    [
        ("save_conversation", False),
        ("save_conversation", True),
        ("generation_settle_calls", True),
        pytest.param("generation_settle_calls", False, marks=pytest.mark.long),
        pytest.param("generation_open_calls", True, marks=pytest.mark.long),
        pytest.param("generation_open_calls", False, marks=pytest.mark.long),
    ],
)
async def test_a_lost_request_or_reply_changes_nothing(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, function: str, *, after: bool
) -> None:
    """Before or after the commit: asked again, saved once, with the same rows and every call settled."""
    network = Saboteur(function, after=after)

    async def connect(url: str, key: str) -> AsyncClient:
        options = AsyncClientOptions(
            httpx_client=httpx.AsyncClient(transport=network, timeout=30), postgrest_client_retry=False
        )
        return await acreate_client(url, key, options)

    monkeypatch.setattr("worker.jobs.store.connect", connect)
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert network.asked >= 2
        assert (await rig.conversation(FIRST))["revision"] == 1
        [item] = await rig.items(job["id"])
        assert (item["status"], item["attempt"]) == ("completed", 1)
        assert [call for call in await rig.calls() if call["settled_at"] is None] == []
        assert await rig.violations() == []


async def test_a_cancel_in_a_call_ends_it_at_the_next_heartbeat(seeded_stack: Stack) -> None:
    """The call is cut and settled, the item cancelled; the worker goes on with other work."""
    async with rig_on(seeded_stack) as rig, working(rig.settings(RAPPORT_LEASE_SECONDS="10")):
        rig.brake.hold(annotating(1))
        job = await rig.insert_job(FIRST)
        await rig.brake.reached()
        await rig.ask_of_job(job["id"], requested_action="cancel")
        await rig.item_is(job["id"], "cancelled")

        async def settled() -> bool:
            return all(call["settled_at"] is not None for call in await rig.calls())

        await until(settled, "every call to be settled")
        assert {call["outcome"] for call in await rig.calls()} == {"succeeded", "cancelled"}
        assert (await rig.conversation(FIRST))["generation_status"] == "planned"
        rig.brake.release()
        other = await rig.insert_job(SECOND)
        assert (await rig.ended(other["id"]))["status"] == "completed"
        assert await rig.violations() == []


async def test_a_users_pause_is_not_ended_by_a_worker(seeded_stack: Stack) -> None:
    """Paused by a person it waits for a person, across a restart; resume goes on where it was."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        await rig.ask_of_job(job["id"], requested_action="pause")
        for _ in range(2):
            async with working(rig.settings(), drain=True) as (_, running):
                assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "paused"
        await rig.ask_of_job(job["id"], requested_action="resume")
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "completed"


async def test_a_worker_outlives_a_gateway_that_is_gone(seeded_database: Database, keys: Keys) -> None:
    """Everything away and back: the worker stays up and takes the job that was inserted meanwhile."""
    first = Stack(seeded_database, keys)
    port = int(first.url.rpartition(":")[2])
    await asyncio.to_thread(first.__enter__)
    async with rig_on(first) as rig, working(rig.settings()) as (worker, running):
        await rig.worker_is("idle")
        await asyncio.to_thread(first.__exit__, None, None, None)
        await rig.execute(
            "insert into public.generation_jobs (job_type, target_conversation_ids) values ('single', %s)",
            f'["{FIRST}"]',
        )
        await _hang_up_on(port, times=10)
        assert not running.done()
        with Stack(seeded_database, keys, port=port):
            [job] = await rig.rows("select id from public.generation_jobs")
            assert (await rig.ended(str(job["id"])))["status"] == "completed"
            assert await rig.violations() == []
            worker.stop.ask()
            assert await running == 0


@pytest.mark.parametrize("workers", [2, pytest.param(4, marks=pytest.mark.long)])
async def test_several_workers_share_a_job(seeded_stack: Stack, workers: int) -> None:
    """Eight conversations, each written once, by whoever had it."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(*await _planned(rig))
        settings = rig.settings(RAPPORT_CONCURRENCY="2")
        async with asyncio.TaskGroup() as group:
            for _ in range(workers):
                group.create_task(_drain(settings))
        job = await rig.job(job["id"])
        assert (job["status"], job["completed_conversations"]) == ("completed", 8)
        items = await rig.items(job["id"])
        assert {item["attempt"] for item in items} == {1}
        revisions = await rig.rows(
            "select revision from public.training_conversations where last_job_id = %s", job["id"]
        )
        assert [row["revision"] for row in revisions] == [1] * 8
        assert await rig.violations() == []


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_content_faults_end_in_a_repair_or_a_named_failure(seeded_stack: Stack, seed: int) -> None:
    """A fifth of the answers is faulty: every item is completed, or failed with its fault named."""
    config = SimulatorConfig(seed=seed, content_fault_rate=0.2)
    async with rig_on(seeded_stack, config) as rig:
        job = await rig.insert_job(*await _planned(rig))
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running in (0, 3)
        for item in await rig.items(job["id"]):
            turns = await rig.rows(
                "select 1 from public.training_turns where conversation_id = %s", item["conversation_id"]
            )
            assert item["status"] in ("completed", "failed", "dead")
            assert bool(turns) == (item["status"] == "completed")
            assert item["status"] == "completed" or item["error_message"]
        assert await rig.violations() == []


async def _hang_up_on(port: int, times: int) -> None:
    """Accept so many connections and close each without a word."""
    enough = asyncio.Event()
    seen = 0

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal seen
        seen += 1
        if seen >= times:
            enough.set()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(hang_up, "127.0.0.1", port):
        async with asyncio.timeout(PATIENCE):
            await enough.wait()


async def _planned(rig: Rig) -> list[str]:
    """The first eight of the plan, however many it holds."""
    rows = await rig.rows(
        "select conversation_id from public.training_conversations"
        " where generation_status = 'planned' order by conversation_number limit 8"
    )
    return [str(row["conversation_id"]) for row in rows]


async def _drain(settings: Any) -> None:
    async with working(settings, drain=True) as (_, running):
        assert await running == 0
