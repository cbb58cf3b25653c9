"""The local stack whole: Postgres, the platform, our migrations and seed, the gateway, a simulated Claude.

Everything is on 127.0.0.1 and below one data folder, which one process holds at a time. A second start finds
what the first one made. Only cli and tests import this; the worker sees a URL and a key.
Tested in tests/integration/test_stack_local.py.
"""

import asyncio
import contextlib
import fcntl
import json
import os
import shutil
import signal
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Final, Self, TextIO

import psycopg
from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool
from starlette.types import ASGIApp

from worker.local import bootstrap, migrate
from worker.local.binaries import LocalStackError
from worker.local.gateway.accounts import Accounts, NewUser
from worker.local.gateway.app import GatewayConfig, build
from worker.local.gateway.passwords import hash_password
from worker.local.keys import Keys, load_keys, make_keys, save_keys
from worker.local.postgres import FAST_AND_UNSAFE, HOST, SUPERUSER, Cluster, check_port_free, free_port
from worker.local.serving import Served

PROJECT: Final = Path(__file__).parents[2]
"""The clone: supabase/ is read from it, and .rapport/ lies in it."""
HTTP_PORT: Final = 54321
DB_PORT: Final = 54322
"""The Supabase CLI's own ports, so that a URL in somebody's .env fits both."""
CLAUDE_PORT: Final = 54323
DEMO_EMAIL: Final = "demo@example.com"
_LOCK: Final = "lock"
_STATE: Final = "stack.json"

Say = Callable[[str], None]


@dataclass(frozen=True)
class StackOptions:
    """How a local stack is started.

    Attributes:
        data_dir: the folder it lives in.
        http_port, db_port, claude_port: on 127.0.0.1; 0 takes a free one (not for db_port).
        fresh: begin from nothing, whatever the folder holds.
        old_grants: as a project whose platform grants the API roles everything (only when it is made).
        durable: flush to disk; False is faster and may lose everything with the power.
        project: the folder that holds supabase/migrations and supabase/seed.sql.
    """

    data_dir: Path = PROJECT / ".rapport" / "local"
    http_port: int = HTTP_PORT
    db_port: int = DB_PORT
    claude_port: int = CLAUDE_PORT
    fresh: bool = False
    old_grants: bool = False
    durable: bool = True
    project: Path = PROJECT


class LocalStack:
    """One stack, from start() to stop(); an async context manager does both.

    Attributes, once started:
        url: the gateway, as SUPABASE_URL.
        anon_key, service_role_key, publishable_key, secret_key: the API keys.
        db_url: the database as role postgres.
        claude_url: the simulated Claude, as ANTHROPIC_BASE_URL; None without one.
        demo_email, demo_password: a signed-up manager.

    Args:
        options: where and how.
        claude: the simulator's ASGI app; None: no simulated Claude is served.
        say: told what is happening, a line at a time.
    """

    def __init__(
        self, options: StackOptions, *, claude: ASGIApp | None = None, say: Say = lambda _line: None
    ) -> None:
        self.options = options
        self._folder = options.data_dir.resolve()
        self._claude_app = claude
        self._say = say
        self._lock: TextIO | None = None
        self._cluster: Cluster | None = None
        self._served: list[Served] = []
        self.url = ""
        self.anon_key = ""
        self.service_role_key = ""
        self.publishable_key = ""
        self.secret_key = ""
        self.db_url = ""
        self.claude_url: str | None = None
        self.demo_email = DEMO_EMAIL
        self.demo_password = ""

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.stop()

    async def start(self) -> None:
        """Start everything, or leave nothing running. Raises LocalStackError, MigrationError."""
        work = asyncio.ensure_future(asyncio.to_thread(self._start))
        try:
            await asyncio.shield(work)
            await self._make_demo_manager()
        except BaseException:
            # A thread cannot be cancelled: let it end, then undo it.
            await asyncio.wait([work])
            await asyncio.to_thread(self._stop)
            raise

    async def stop(self) -> None:
        """Stop everything; not started is no error. The data stays."""
        await asyncio.to_thread(self._stop)

    def _start(self) -> None:
        try:
            self._start_parts()
        except OSError as error:
            raise LocalStackError(
                f"The local stack cannot be set up in {self._folder}: {error}.",
                hint="Is it another user's (started with sudo once, perhaps), read-only, or the disk full? "
                "Name another folder: rapport local --data-dir FOLDER",
            ) from error
        except psycopg.Error as error:
            raise LocalStackError(
                f"The local database failed while it was set up: {error}.",
                hint="If that happens again, begin anew: rapport local --reset",
            ) from error

    def _start_parts(self) -> None:
        options = self.options
        self._folder.mkdir(parents=True, exist_ok=True)
        self._lock = _take_lock(self._folder)
        if options.fresh:
            remove_data(self._folder)
        check_port_free(options.http_port, "the gateway", "--port")
        if self._claude_app is not None:
            check_port_free(options.claude_port, "the simulated Claude", "--claude-port")
        keys = self._keys()
        self._start_postgres(keys)
        self._serve(keys)
        _write_state(self._folder, self._ports())

    def _keys(self) -> Keys:
        keys = load_keys(self._folder)
        if keys is None:
            # Without its keys a cluster cannot be opened (somebody removed the folder, root's data stayed).
            Cluster(self._folder, port=0, password="").destroy()
            keys = make_keys()
            save_keys(self._folder, keys)
        self.anon_key = keys.anon_key
        self.service_role_key = keys.service_role_key
        self.publishable_key = keys.publishable_key
        self.secret_key = keys.secret_key
        self.demo_password = keys.demo_password
        return keys

    def _start_postgres(self, keys: Keys) -> None:
        options = self.options
        cluster = Cluster(
            self._folder,
            port=options.db_port,
            password=keys.admin_password,
            settings=None if options.durable else FAST_AND_UNSAFE,
        )
        self._say(f"Starting Postgres on {HOST}:{options.db_port} (data in {cluster.folder})")
        cluster.start()
        self._cluster = cluster
        self.db_url = cluster.dsn("postgres", keys.postgres_password)
        with contextlib.closing(self._admin(cluster)) as admin:
            if not bootstrap.has_roles(admin):
                bootstrap.create_roles(admin, keys.role_passwords)
            if not bootstrap.has_platform(admin):
                bootstrap.create_platform(admin, old_grants=options.old_grants)
        applied = migrate.migrate(self.db_url, options.project / "supabase" / "migrations")
        if applied:
            self._say(f"Applied {len(applied)} migrations, {applied[0]} to {applied[-1]}")
        if migrate.load_seed(self.db_url, options.project / "supabase" / "seed.sql"):
            self._say("Loaded supabase/seed.sql")

    def _admin(self, cluster: Cluster) -> psycopg.Connection:
        try:
            return cluster.admin()
        except psycopg.OperationalError as error:
            raise LocalStackError(
                f"The database in {cluster.folder} does not accept the password in {self._folder}.",
                hint="They do not belong together any more. Begin anew: rapport local --reset",
            ) from error

    def _serve(self, keys: Keys) -> None:
        cluster = self._cluster
        assert cluster is not None  # noqa: S101 - _start_postgres ran
        port = self.options.http_port or free_port()
        config = GatewayConfig(
            verifier=keys.verifier(),
            jwt_secret=keys.jwt_secret,
            authenticator_dsn=cluster.dsn("authenticator", keys.authenticator_password),
            auth_dsn=cluster.dsn("supabase_auth_admin", keys.auth_admin_password),
            admin_dsn=cluster.dsn(SUPERUSER, keys.admin_password),
            url=f"http://{HOST}:{port}",
        )
        gateway = Served(build(config), name="the gateway", port=port, option="--port")
        self._start_serving(gateway)
        self.url = gateway.url
        if self._claude_app is not None:
            claude = Served(
                self._claude_app,
                name="the simulated Claude",
                port=self.options.claude_port,
                option="--claude-port",
            )
            self._start_serving(claude)
            self.claude_url = claude.url

    def _start_serving(self, served: Served) -> None:
        served.start()
        self._served.append(served)
        self._say(f"Serving {served.name} on {served.url}")

    async def _make_demo_manager(self) -> None:
        """Sign the demo manager up and make it a member, once."""
        keys = load_keys(self._folder)
        assert self._cluster is not None  # noqa: S101 - _start ran
        assert keys is not None  # noqa: S101 - _start saved them
        async with AsyncConnectionPool[AsyncConnection[DictRow]](
            self._cluster.dsn("supabase_auth_admin", keys.auth_admin_password),
            min_size=1,
            open=False,
            kwargs={"row_factory": dict_row},
        ) as pool:
            accounts = Accounts(pool)
            user = await accounts.by_email(DEMO_EMAIL)
            if user is None:
                providers = {"provider": "email", "providers": ["email"]}
                hashed = await asyncio.to_thread(hash_password, keys.demo_password)
                user = await accounts.create(NewUser(DEMO_EMAIL, hashed, {}, providers))
        async with await psycopg.AsyncConnection.connect(self.db_url) as connection:
            await connection.execute(
                "insert into public.training_members (user_id, email, role) values (%s, %s, 'manager')"
                " on conflict (user_id) do nothing",
                (user["id"], DEMO_EMAIL),
            )

    def _ports(self) -> dict[str, int]:
        return {
            "http_port": self._served[0].port,
            "db_port": self.options.db_port,
            "claude_port": self._served[1].port if self.claude_url else self.options.claude_port,
        }

    def _stop(self) -> None:
        while self._served:
            self._served.pop().stop()
        if self._cluster is not None:
            self._cluster.stop()
            self._cluster = None
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def env_lines(data_dir: Path) -> list[str]:
    """What a worker and a client need to use the stack of a data folder, as dotenv lines.

    Raises LocalStackError when no stack was ever started there.
    """
    folder = data_dir.resolve()
    keys = load_keys(folder)
    try:
        ports = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        ports = None
    if keys is None or ports is None:
        raise LocalStackError(
            f"There is no local stack in {folder}.", hint="Start it in another terminal: rapport local"
        )
    database = f"postgresql://postgres:{keys.postgres_password}@{HOST}:{ports['db_port']}/postgres"
    return [
        f"SUPABASE_URL=http://{HOST}:{ports['http_port']}",
        f"SUPABASE_ANON_KEY={keys.anon_key}",
        f"SUPABASE_SERVICE_ROLE_KEY={keys.service_role_key}",
        f"SUPABASE_DB_URL={database}",
        "RAPPORT_CLAUDE=simulated",
        f"ANTHROPIC_BASE_URL=http://{HOST}:{ports['claude_port']}",
        f"RAPPORT_DEMO_EMAIL={DEMO_EMAIL}",
        f"RAPPORT_DEMO_PASSWORD={keys.demo_password}",
    ]


def is_running(data_dir: Path) -> bool:
    """Whether some process holds the stack of a data folder."""
    try:
        _take_lock(data_dir.resolve()).close()
    except FileNotFoundError:
        return False
    except LocalStackError:
        return True
    return False


def remove_data(folder: Path) -> None:
    """Remove a stack's database and keys, wherever they lie. The caller holds its lock."""
    Cluster(folder, port=0, password="").destroy()
    for path in folder.iterdir():
        if path.name != _LOCK:
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink()


async def run_until_stopped(stack: LocalStack, ready: Callable[[], None] = lambda: None) -> None:
    """Keep a stack up until SIGINT or SIGTERM, then stop it cleanly. A signal during the start counts too.

    `ready` is called once everything answers.
    """
    loop = asyncio.get_running_loop()
    stopping = asyncio.Event()
    with _handled(loop, stopping):
        async with stack:
            ready()
            await stopping.wait()


@contextlib.contextmanager
def _handled(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> Iterator[None]:
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    try:
        yield
    finally:
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(number)


def _take_lock(folder: Path) -> TextIO:
    """Hold the folder until the file is closed or the process ends. Raises LocalStackError."""
    handle = (folder / _LOCK).open("a+", encoding="utf-8")
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        handle.seek(0)
        holder = handle.read().strip()
        handle.close()
        raise LocalStackError(
            f"Another process{f' ({holder})' if holder else ''} already runs the local stack in {folder}.",
            hint="Use that one (rapport local env prints its address), stop it, or name another folder: "
            "rapport local --data-dir FOLDER",
        ) from error
    handle.truncate(0)
    handle.write(str(os.getpid()))
    handle.flush()
    return handle


def _write_state(folder: Path, state: dict[str, int]) -> None:
    making = folder / f"{_STATE}.making"
    making.write_text(json.dumps(state), encoding="utf-8")
    making.rename(folder / _STATE)
