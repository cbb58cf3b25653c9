"""A worker under test: in this process or in one of its own, on a served gateway and a simulated Claude.

The simulated Claude can be told to hold a call (`Brake`), so that a test can act while a worker is in it.
Waiting is for something to become true, with a limit; never for time to pass.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Any, Final, TypeVar

import psycopg
import pytest
from psycopg.rows import dict_row

from tests.stack import PROJECT, Stack
from worker.cli.app import run
from worker.clock import SystemClock
from worker.jobs.stop import Stop
from worker.jobs.supervisor import Worker, build
from worker.local.simulator import SIMULATE, ScriptedClaude, SimulatorConfig, tags
from worker.local.simulator.scripted import Entry
from worker.settings import Settings, worker_settings

PATIENCE: Final = 40.0
"""Seconds a test waits for something to become true before it fails."""
_CLOCK: Final = SystemClock()

_COPIES: Final = """
insert into public.training_conversations (conversation_id, dataset_id, tier, persona_type, persona_name,
  persona_description, topic_category, topic_description, template_id, starting_emotion, starting_intensity,
  ending_emotion, ending_intensity, emotional_arc_description, turn_count, session_context, expected_outcome,
  scenario)
select c.conversation_id || '_copy' || n, c.dataset_id, c.tier, c.persona_type, c.persona_name || ' ' || n,
  c.persona_description, c.topic_category, c.topic_description, c.template_id, c.starting_emotion,
  c.starting_intensity, c.ending_emotion, c.ending_intensity, c.emotional_arc_description, c.turn_count,
  c.session_context, c.expected_outcome, c.scenario
from (
  select * from public.training_conversations
  where generation_status = 'planned' and template_id is not null order by conversation_number limit 8
) c cross join generate_series(1, %s) n
"""

Found = TypeVar("Found")
Row = dict[str, Any]


async def until(look: Callable[[], Awaitable[Found | None]], what: str, seconds: float = PATIENCE) -> Found:
    """Look until what is found is true, and return it; fail after so many seconds, saying for what."""
    end = _CLOCK.monotonic() + seconds
    while True:
        found = await look()
        if found:
            return found
        assert _CLOCK.monotonic() < end, f"waited {seconds} s for: {what}"
        await _CLOCK.sleep(0.05)


class Brake:
    """What the simulated Claude asks before it answers: lets a call through, or makes it wait."""

    def __init__(self) -> None:
        self._held: Callable[[tags.Asked], bool] = lambda _asked: False
        self._released = asyncio.Event()
        self.waiting = asyncio.Event()

    def hold(self, which: Callable[[tags.Asked], bool]) -> None:
        """From now on requests of this kind wait for release(); `waiting` is set when one does."""
        self.waiting.clear()
        self._released.clear()
        self._held = which

    async def reached(self) -> None:
        """Wait, but not for ever, until a request of this kind has come."""
        async with asyncio.timeout(PATIENCE):
            await self.waiting.wait()

    def release(self) -> None:
        """Let go, and hold nothing more."""
        self._held = lambda _asked: False
        self._released.set()

    async def __call__(self, asked: tags.Asked) -> Entry:
        """See worker.local.simulator.scripted.Entry."""
        if self._held(asked):
            self.waiting.set()
            await self._released.wait()
        return SIMULATE


class Rig:
    """A gateway, a simulated Claude with a brake, and what a test asks of them.

    Attributes:
        stack: the gateway and its keys. claude: the simulated API. brake: what holds its calls.
    """

    def __init__(
        self, stack: Stack, config: SimulatorConfig | None = None, answer: Entry | None = None
    ) -> None:
        self.stack = stack
        self.brake = Brake()
        self.claude = ScriptedClaude(otherwise=self.brake if answer is None else answer, config=config)

    def environment(self, **changed: str) -> dict[str, str]:
        """What a worker of this rig is told: a poll of a third of a second."""
        return {
            "SUPABASE_URL": self.stack.url,
            "SUPABASE_SERVICE_ROLE_KEY": self.stack.service_role_key,
            "RAPPORT_CLAUDE": "simulated",
            "ANTHROPIC_BASE_URL": self.claude.url,
            "RAPPORT_LEASE_SECONDS": "30",
            "RAPPORT_POLL_SECONDS": "0.3",
            "RAPPORT_GRACE_SECONDS": "1",
            **changed,
        }

    def settings(self, **changed: str) -> Settings:
        """The settings of that environment."""
        return worker_settings(self.environment(**changed))

    async def rows(self, query: str, *arguments: object) -> list[Row]:
        """Rows of a query, as the database's owner."""

        def ask() -> list[Row]:
            with psycopg.connect(self.stack.db_url, autocommit=True, row_factory=dict_row) as connection:
                return connection.execute(query.encode(), arguments).fetchall()

        return await asyncio.to_thread(ask)

    async def execute(self, statement: str, *arguments: object) -> None:
        """Run a statement as the database's owner."""

        def run() -> None:
            with psycopg.connect(self.stack.db_url, autocommit=True) as connection:
                connection.execute(statement.encode(), arguments)

        await asyncio.to_thread(run)

    async def insert_job(self, *conversation_ids: str, **columns: Any) -> Row:
        """Insert a batch job through the API, as a person with the service key would."""
        row = {"job_type": "batch", "target_conversation_ids": list(conversation_ids), **columns}
        async with self.stack.async_client(self.stack.service_role_key) as client:
            answer = await client.table("generation_jobs").insert(row).execute()
        return answer.data[0]  # type: ignore[return-value] # a row of JSON

    async def plan_copies(self, each: int) -> list[str]:
        """Plan so many copies of each of the first eight planned conversations; their ids in order."""
        await self.execute(_COPIES, each)
        rows = await self.rows(
            "select conversation_id from public.training_conversations"
            " where conversation_id like %s order by 1",
            "%copy%",
        )
        return [row["conversation_id"] for row in rows]

    async def ask_of_job(self, job_id: str, **columns: Any) -> None:
        """Update a job through the API."""
        async with self.stack.async_client(self.stack.service_role_key) as client:
            await client.table("generation_jobs").update(columns).eq("id", job_id).execute()

    async def job(self, job_id: str) -> Row:
        """One job."""
        return (await self.rows("select * from public.generation_jobs where id = %s", job_id))[0]

    async def items(self, job_id: str) -> list[Row]:
        """A job's items in order."""
        query = "select * from public.generation_job_items where job_id = %s order by position"
        return await self.rows(query, job_id)

    async def ended(self, job_id: str, seconds: float = PATIENCE) -> Row:
        """Wait until a job has ended."""

        async def look() -> Row | None:
            job = await self.job(job_id)
            return job if job["status"] in ("completed", "failed", "cancelled") else None

        return await until(look, "the job's end", seconds)

    async def item_is(self, job_id: str, *statuses: str, seconds: float = PATIENCE) -> Row:
        """Wait until a job's first item has one of these statuses."""

        async def look() -> Row | None:
            item = (await self.items(job_id))[0]
            return item if item["status"] in statuses else None

        return await until(look, f"an item that is {' or '.join(statuses)}", seconds)

    async def worker_is(self, state: str, seconds: float = PATIENCE) -> None:
        """Wait until a worker says that it is in this state."""

        async def look() -> bool:
            query = "select 1 from public.generation_workers where state = %s"
            return bool(await self.rows(query, state))

        await until(look, f"a worker that is {state}", seconds)

    async def violations(self) -> list[Row]:
        """What check_generation_history finds."""
        rows = await self.rows("select public.check_generation_history() as found")
        return list(rows[0]["found"])

    async def expire_leases(self) -> None:
        """Let the time pass that live leases have left."""
        await self.execute(
            "update public.generation_leases set heartbeat_at = now() - interval '1 hour',"
            " expires_at = now() - interval '1 second' where ended_at is null"
        )

    async def succeeded(
        self, stage: str, turn: int | None, section: str | None = None, seconds: float = PATIENCE
    ) -> Row:
        """Wait until the ledger has the answer of this call."""
        query = (
            "select * from public.generation_calls"
            " where stage = %s and turn_number is not distinct from %s and outcome = 'succeeded'"
            " and section is not distinct from %s"
        )

        async def look() -> Row | None:
            rows = await self.rows(query, stage, turn, section)
            return rows[0] if rows else None

        return await until(look, f"the answer of {stage} {turn or ''}", seconds)

    async def conversation(self, conversation_id: str) -> Row:
        """One conversation."""
        query = "select * from public.training_conversations where conversation_id = %s"
        return (await self.rows(query, conversation_id))[0]

    async def calls(self) -> list[Row]:
        """The ledger, in order."""
        return await self.rows("select * from public.generation_calls order by opened_at")


@asynccontextmanager
async def rig_on(
    stack: Stack, config: SimulatorConfig | None = None, answer: Entry | None = None
) -> AsyncIterator[Rig]:
    """A rig on a served stack; its Claude is served meanwhile. answer: in place of the brake."""
    rig = Rig(stack, config, answer)
    async with rig.claude.serve():
        try:
            yield rig
        finally:
            rig.brake.release()


async def rapport(rig: Rig, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """The command with the rig's settings, in a thread: it runs a loop of its own."""
    for name, value in rig.environment().items():
        monkeypatch.setenv(name, value)
    return await asyncio.to_thread(run, arguments)


@asynccontextmanager
async def working(
    settings: Settings, *, drain: bool = False
) -> AsyncIterator["tuple[Worker, asyncio.Task[int]]"]:
    """A worker in this process, running; it is stopped at once on leaving, and must then end well."""
    stop = Stop()
    async with AsyncExitStack() as cleanup:
        worker = await build(settings, _CLOCK, stop, cleanup, drain=drain)
        task = asyncio.create_task(worker.run())
        try:
            yield worker, task
        finally:
            stop.asked.set()
            stop.at_once.set()
            async with asyncio.timeout(PATIENCE):
                await task


class Process:
    """A worker in a process of its own: `rapport run`."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.lines: list[str] = []
        self._reading = asyncio.create_task(self._read())

    async def _read(self) -> None:
        assert self._process.stderr is not None
        async for line in self._process.stderr:
            self.lines.append(line.decode())

    @property
    def pid(self) -> int:
        """Its process id."""
        return self._process.pid

    def send(self, number: signal.Signals) -> None:
        """Send a signal."""
        self._process.send_signal(number)

    async def code(self, seconds: float = PATIENCE) -> int:
        """Wait for its end; the exit code, negative for a signal."""
        async with asyncio.timeout(seconds):
            code = await self._process.wait()
            await self._reading
        return code

    async def end(self) -> None:
        """Kill it if it still runs."""
        if self._process.returncode is None:
            self._process.kill()
        await self.code()


@asynccontextmanager
async def process(
    environment: Mapping[str, str], arguments: Sequence[str] = ("run",)
) -> AsyncIterator[Process]:
    """`rapport` in a process of its own, with this environment and no other; killed on leaving."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    started = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        "from worker.cli import main; main()",
        *arguments,
        cwd=PROJECT,
        env={**kept, **environment},
        stderr=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
    )
    worker = Process(started)
    try:
        yield worker
    finally:
        await worker.end()


def annotating(turn: int) -> Callable[[tags.Asked], bool]:
    """The requests that annotate this turn."""
    return lambda asked: asked.stage == "annotate" and asked.turn == turn
