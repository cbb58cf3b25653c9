"""`rapport local` as a whole (worker/local/stack.py): started, reused, refused, stopped and begun anew."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from supabase import AsyncClientOptions, acreate_client

from tests.stack import PROJECT
from worker.database.files import MigrationError
from worker.local.binaries import LocalStackError
from worker.local.postgres import free_port
from worker.local.stack import DEMO_EMAIL, LocalStack, StackOptions, env_lines, is_running, remove_data

MEMBERS = """
create table public.training_members (user_id uuid primary key, email text, role text);
grant select on public.training_members to authenticated;
"""


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """A data folder, removed with everything it stands for."""
    folder = tmp_path / "stack"
    yield folder
    if folder.exists():
        remove_data(folder)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with the one table a stack itself writes to, because all of ours takes its time."""
    project = tmp_path_factory.mktemp("project")
    migrations = project / "supabase" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "1_members.sql").write_text(MEMBERS)
    return project


Options = Callable[..., StackOptions]


@pytest.fixture(scope="module")
def options(project: Path) -> Options:
    """Makes options for a stack in a folder, on free ports."""

    def build(folder: Path, **more: Any) -> StackOptions:
        chosen = {"http_port": 0, "db_port": free_port(), "claude_port": 0, "project": project}
        return StackOptions(data_dir=folder, durable=False, **{**chosen, **more})

    return build


@pytest.fixture(scope="module")
def running(options: Options, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LocalStack]:
    """A started stack with a Claude that says hello, for the tests that leave it as it is."""

    async def hello(_request: object) -> PlainTextResponse:
        return PlainTextResponse("hello")

    folder = tmp_path_factory.mktemp("running") / "stack"
    stack = LocalStack(options(folder), claude=Starlette(routes=[Route("/v1/models", hello)]))
    asyncio.run(stack.start())
    yield stack
    asyncio.run(stack.stop())
    remove_data(folder)


def answers(stack: LocalStack) -> bool:
    """Whether the gateway and the database of a stack answer."""
    try:
        httpx.get(f"{stack.url}/auth/v1/health", headers={"apikey": stack.anon_key}).raise_for_status()
        psycopg.connect(stack.db_url).close()
    except (httpx.HTTPError, psycopg.OperationalError):
        return False
    return True


async def test_demo_manager_signs_in_and_is_a_manager(running: LocalStack) -> None:
    """The printed email and password open the stack to an official client, as a manager."""
    async with httpx.AsyncClient() as http:
        client = await acreate_client(running.url, running.anon_key, AsyncClientOptions(httpx_client=http))
        await client.auth.sign_in_with_password(
            {"email": running.demo_email, "password": running.demo_password}
        )
        members = await client.table("training_members").select("email, role").execute()
        await client.auth.close()
    assert members.data == [{"email": DEMO_EMAIL, "role": "manager"}]


def test_env_lines_open_the_running_stack(running: LocalStack) -> None:
    """What `rapport local env` prints is what the stack is, line by line."""
    found = dict(line.split("=", 1) for line in env_lines(running.options.data_dir))
    assert found == {
        "SUPABASE_URL": running.url,
        "SUPABASE_ANON_KEY": running.anon_key,
        "SUPABASE_SERVICE_ROLE_KEY": running.service_role_key,
        "SUPABASE_DB_URL": running.db_url,
        "RAPPORT_CLAUDE": "simulated",
        "ANTHROPIC_BASE_URL": running.claude_url,
        "RAPPORT_DEMO_EMAIL": running.demo_email,
        "RAPPORT_DEMO_PASSWORD": running.demo_password,
    }


async def test_second_process_is_refused(running: LocalStack, options: Options) -> None:
    """Two stacks on one folder would fight; the second is told who is there, and the first goes on."""
    with pytest.raises(LocalStackError, match=f"Another process \\({os.getpid()}\\) already runs") as caught:
        await LocalStack(options(running.options.data_dir)).start()
    assert "rapport local env" in caught.value.hint
    assert is_running(running.options.data_dir)
    assert answers(running)


async def test_second_start_keeps_data_and_keys_and_reset_keeps_neither(
    folder: Path, options: Options
) -> None:
    """A second start finds everything; --reset begins from nothing, with other keys."""
    async with LocalStack(options(folder)) as first:
        with psycopg.connect(first.db_url, autocommit=True) as connection:
            connection.execute("create table public.kept as select 1 as id")
    assert not answers(first)
    assert not is_running(folder)
    async with LocalStack(options(folder)) as second:
        with psycopg.connect(second.db_url) as connection:
            assert connection.execute("select id from public.kept").fetchall() == [(1,)]
    assert second.service_role_key == first.service_role_key
    async with LocalStack(options(folder, fresh=True)) as third:
        with psycopg.connect(third.db_url) as connection:
            assert connection.execute("select to_regclass('public.kept')").fetchone() == (None,)
    assert third.service_role_key != first.service_role_key


async def test_taken_port_leaves_nothing_running(
    running: LocalStack, options: Options, tmp_path: Path
) -> None:
    """A port in use is said before anything is made, and the folder is free again."""
    port = int(running.url.rpartition(":")[2])
    folder = tmp_path / "other"
    with pytest.raises(
        LocalStackError, match=f"Port {port} on 127.0.0.1, for the gateway, is in use"
    ) as caught:
        await LocalStack(options(folder, http_port=port)).start()
    assert "--port" in caught.value.hint
    assert not is_running(folder)


async def test_broken_migration_leaves_nothing_running(
    folder: Path, options: Options, tmp_path: Path
) -> None:
    """When the start fails half-way Postgres is stopped and the lock given back."""
    migrations = tmp_path / "project" / "supabase" / "migrations"
    migrations.mkdir(parents=True)
    (migrations / "1_bad.sql").write_text("select nonsense;")
    chosen = options(folder, project=tmp_path / "project")
    with pytest.raises(MigrationError, match=r"1_bad\.sql, line 1"):
        await LocalStack(chosen).start()
    assert not is_running(folder)
    with pytest.raises(psycopg.OperationalError, match="Connection refused"):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{chosen.db_port}/postgres")


async def test_folder_that_cannot_be_used_is_said(tmp_path: Path, options: Options) -> None:
    """Where no folder can be made the reason is passed on, with a way round it."""
    (tmp_path / "file").write_text("")
    with pytest.raises(LocalStackError, match="Not a directory") as caught:
        await LocalStack(options(tmp_path / "file" / "stack")).start()
    assert "--data-dir" in caught.value.hint


async def test_lost_keys_begin_a_new_stack(folder: Path, options: Options) -> None:
    """Whoever removed .rapport gets a fresh stack, wherever the old data lay."""
    async with LocalStack(options(folder)) as first:
        pass
    (folder / "keys.json").unlink()
    async with LocalStack(options(folder)) as second:
        assert answers(second)
    assert second.service_role_key != first.service_role_key


def test_simulated_claude_is_served_beside(running: LocalStack) -> None:
    """The app handed in answers at claude_url, the ANTHROPIC_BASE_URL of env."""
    assert httpx.get(f"{running.claude_url}/v1/models").text == "hello"


async def test_cancelled_start_is_undone(folder: Path, options: Options) -> None:
    """A start that is given up leaves neither a server nor a lock."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def say(_line: str) -> None:
        loop.call_soon_threadsafe(told.set)

    starting = asyncio.ensure_future(LocalStack(options(folder), say=say).start())
    await told.wait()
    starting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await starting
    assert not is_running(folder)


def test_env_without_a_stack_says_how_to_start_one(tmp_path: Path) -> None:
    """`rapport local env` before the first start leads to it."""
    with pytest.raises(LocalStackError, match="There is no local stack") as caught:
        env_lines(tmp_path / "nothing")
    assert "rapport local" in caught.value.hint


async def start_program(folder: Path, db_port: int) -> asyncio.subprocess.Process:
    """`rapport local` in a process of its own, once it says that it is up."""
    ports = ("--port", str(free_port()), "--db-port", str(db_port), "--claude-port", str(free_port()))
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "worker", "local", "--data-dir", str(folder), *ports),
        cwd=PROJECT,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    said = []
    async for line in process.stdout:
        said.append(line.decode())
        if "is up" in said[-1]:
            return process
    pytest.fail("".join(said))


async def test_killed_program_is_taken_over_and_a_signal_stops_it(folder: Path) -> None:
    """Kill -9 leaves Postgres on its port; the next start takes both over, and SIGTERM ends it with 0."""
    port = free_port()
    killed = await start_program(folder, port)
    killed.kill()
    await killed.communicate()
    heir = await start_program(folder, port)
    heir.send_signal(signal.SIGTERM)
    said, _ = await heir.communicate()
    assert (heir.returncode, "Stopped." in said.decode()) == (0, True)
    assert not is_running(folder)
    with pytest.raises(psycopg.OperationalError, match="Connection refused"):
        psycopg.connect(f"postgresql://postgres@127.0.0.1:{port}/postgres")


@pytest.mark.long
async def test_ctrl_c_stops_it_cleanly(folder: Path) -> None:
    """SIGINT is no crash either."""
    process = await start_program(folder, free_port())
    process.send_signal(signal.SIGINT)
    await process.communicate()
    assert process.returncode == 0
    assert not is_running(folder)
