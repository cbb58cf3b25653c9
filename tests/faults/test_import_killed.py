"""An import that is killed leaves nothing to be seen, and the same file comes in afterwards."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.integration.interchange_rig import Interchange, seeded, write
from tests.integration.worker_rig import PATIENCE, until
from tests.stack import PROJECT, TestCluster
from worker.local.keys import Keys

GATE = 7_000_417
CONVERSATIONS = 5
# Where an import is held: when it stages its fourth conversation, or when it publishes.
HELD_AT = {
    "staging": ("conversation_import_parts", "new.position = 3"),
    "publishing": ("conversation_sources", "new.name like 'held%'"),
}


@pytest.fixture
def desk(cluster: TestCluster, keys: Keys) -> Iterator[Interchange]:
    """A seeded stack of this test alone."""
    with seeded(cluster, keys) as made:
        yield made


def small(prefix: str) -> Any:
    """A file of five short conversations."""
    return {
        "training_pairs": [
            {
                "conversation_id": f"{prefix}_{number}",
                "turn_number": 1,
                "current_user_input": f"Message {number} of a client who counts things.",
                "target_response": f"Answer {number}, which counts them again.",
            }
            for number in range(CONVERSATIONS)
        ]
    }


@asynccontextmanager
async def held(desk: Interchange, where: str) -> AsyncIterator[psycopg.Connection]:
    """Imports wait at this place until the connection lets them go (or is closed)."""
    table, condition = HELD_AT[where]
    with psycopg.connect(desk.stack.db_url, autocommit=True) as gate:
        gate.execute(
            f"create function public.hold() returns trigger language plpgsql as $$ begin"
            f" if {condition} then perform pg_advisory_xact_lock({GATE}); end if; return new; end $$".encode()
        )
        gate.execute(
            f"create trigger hold before insert on public.{table}"
            " for each row execute function public.hold()".encode()
        )
        gate.execute(f"select pg_advisory_lock({GATE})".encode())
        yield gate


async def is_waiting(gate: psycopg.Connection) -> bool:
    """Whether an import stands at the gate."""
    query = f"select 1 from pg_locks where locktype = 'advisory' and objid = {GATE} and not granted"
    return gate.execute(query.encode()).fetchone() is not None


async def start(desk: Interchange, path: Path) -> asyncio.subprocess.Process:
    """`rapport import` in a process of its own."""
    return await asyncio.create_subprocess_exec(
        sys.executable, "-m", "worker", "import", str(path),
        cwd=PROJECT, env={**os.environ, **desk.environment()},
        stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.DEVNULL,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # a job in the background ignores it
    )  # fmt: skip


def seen(desk: Interchange) -> dict[str, int]:
    """How much of the file is to be seen, and how much is staged."""
    [row] = desk.rows(
        "select (select count(*) from public.training_conversations where conversation_id like %s) as texts,"
        " (select count(*) from public.conversation_sources where name like %s) as sources,"
        " (select count(*) from public.conversation_import_parts) as parts",
        "kill%",
        "held%",
    )
    return row


@pytest.mark.parametrize(
    ("sent", "parts"), [(signal.SIGKILL, 3), pytest.param(signal.SIGINT, 0, marks=pytest.mark.long)]
)
async def test_what_is_killed_while_it_stages_is_not_seen(
    desk: Interchange, tmp_path: Path, sent: signal.Signals, parts: int
) -> None:
    """Kill -9 leaves invisible parts, Ctrl-C none; the file then comes in whole, the parts go with time."""
    path = write(tmp_path / "held.json", small("kill"))
    async with held(desk, "staging") as gate, asyncio.timeout(PATIENCE * 2):
        process = await start(desk, path)
        await until(lambda: is_waiting(gate), "an import at the gate")
        process.send_signal(sent)
        await process.wait()
        assert process.returncode == (130 if sent is signal.SIGINT else -signal.SIGKILL)
        assert seen(desk) == {"texts": 0, "sources": 0, "parts": parts}
        gate.execute(f"select pg_advisory_unlock({GATE})".encode())
    assert await asyncio.to_thread(desk.rapport, "import", path) == 0
    assert seen(desk)["texts"] == CONVERSATIONS
    desk.rows("update public.conversation_import_parts set created_at = now() - interval '25 hours'")
    other = write(tmp_path / "other.json", small("other"))
    assert await asyncio.to_thread(desk.rapport, "import", other) == 0
    assert seen(desk) == {"texts": CONVERSATIONS, "sources": 1, "parts": 0}
    [found] = desk.rows("select public.check_generation_history() as found")
    assert found["found"] == []


async def test_what_is_killed_while_it_publishes_is_whole(desk: Interchange, tmp_path: Path) -> None:
    """Kill -9 after all was staged: before the database commits nothing is seen, afterwards all of it."""
    path = write(tmp_path / "held.json", small("kill"))
    async with held(desk, "publishing") as gate, asyncio.timeout(PATIENCE * 2):
        process = await start(desk, path)
        await until(lambda: is_waiting(gate), "an import at the gate")
        process.kill()
        await process.wait()
        assert seen(desk) == {"texts": 0, "sources": 0, "parts": CONVERSATIONS}
        gate.execute(f"select pg_advisory_unlock({GATE})".encode())

        async def is_there() -> bool:
            return seen(desk)["sources"] == 1

        await until(is_there, "the published file")
    assert seen(desk) == {"texts": CONVERSATIONS, "sources": 1, "parts": 0}
