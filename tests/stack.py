"""What tests hold of the local stack: a cluster, databases cloned from templates, a served gateway.

One cluster a session, in its own folder on its own port; a test's database is a clone, dropped after
it. The fixtures stand in tests/conftest.py.
"""

import json
import os
import shutil
import tempfile
import uuid
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

import httpx
import psycopg
from starlette.types import ASGIApp
from supabase import (
    AsyncClient,
    AsyncClientOptions,
    Client,
    ClientOptions,
    acreate_client,
    create_client,
)

from tests.postgres import programs
from worker.clock import SystemClock
from worker.local import bootstrap, migrate
from worker.local.gateway.app import GatewayConfig, build
from worker.local.gateway.realtime import Faults
from worker.local.gateway.tokens import sign
from worker.local.keys import Keys
from worker.local.postgres import FAST_AND_UNSAFE, HOST, SUPERUSER, Cluster, free_port, new_password
from worker.local.serving import Served

PROJECT = Path(__file__).parents[1]
MIGRATIONS = PROJECT / "supabase" / "migrations"
SEED = PROJECT / "supabase" / "seed.sql"
API_ROLES = frozenset({"anon", "authenticated", "service_role"})
# Three times the platform's: what is canceled on a machine with much else to do says nothing about us.
ROLE_TIMEOUTS = {"anon": "9s", "authenticated": "24s", "service_role": "24s"}

# The world a test gets that names none: new projects grant nothing by default, older ones everything.
OLD_GRANTS = os.environ.get("RAPPORT_TESTS_OLD_GRANTS") == "1"

# Where clusters live when there is room: a clone is some 500 small files, which a disk takes its time for.
MEMORY = Path("/dev/shm")  # noqa: S108 - the cluster's own folder in it is checked for its owner
ROOM = 6 * 1024**3  # bytes that must be free: three clusters of a run, each of some data and its log
IN_MEMORY = {"max_wal_size": "1GB"}

Level = Literal["platform", "migrated", "seeded"]


class Database:
    """One database of the tests' cluster, dropped at the end of the test that asked for it.

    Attributes:
        name: the database's name.
        passwords: of the roles that sign in: supabase_admin, postgres, authenticator, supabase_auth_admin.
    """

    def __init__(self, cluster: Cluster, name: str, passwords: Mapping[str, str]) -> None:
        self.cluster = cluster
        self.name = name
        self.passwords = passwords
        self._open: list[psycopg.Connection] = []

    def dsn(self, role: str = "postgres") -> str:
        """The URL of a role that signs in with a password."""
        return self.cluster.dsn(role, self.passwords[role], self.name)

    def connect(self, role: str = "postgres", claims: Mapping[str, Any] | None = None) -> psycopg.Connection:
        """An autocommit connection as `role`; closed with the database.

        anon, authenticated and service_role are taken as the API takes them: signed in as authenticator,
        switched for the session, with a statement timeout (ROLE_TIMEOUTS) and `claims` as the JWT's.
        """
        connection = psycopg.connect(
            self.dsn("authenticator" if role in API_ROLES else role), autocommit=True
        )
        self._open.append(connection)
        if role in API_ROLES:
            connection.execute(f"set role {role}".encode())
            connection.execute("select set_config('statement_timeout', %s, false)", (ROLE_TIMEOUTS[role],))
            whole = {"role": role, **(claims or {})}
            connection.execute("select set_config('request.jwt.claims', %s, false)", (json.dumps(whole),))
        elif claims is not None:
            connection.execute("select set_config('request.jwt.claims', %s, false)", (json.dumps(claims),))
        return connection

    def as_user(self, user_id: str, *, email: str = "", anonymous: bool = False) -> psycopg.Connection:
        """A connection as a signed-in user, with the claims the sign-in service puts into a token."""
        claims = {"sub": user_id, "email": email, "aud": "authenticated", "is_anonymous": anonymous}
        return self.connect("authenticated", claims)

    def add_user(self, email: str, member_role: str | None = None) -> str:
        """The id of a new user in auth.users, without a password; a member if `member_role` is given."""
        user_id = str(uuid.uuid4())
        with psycopg.connect(self.dsn("postgres"), autocommit=True) as connection:
            connection.execute(
                "insert into auth.users (id, aud, role, email, created_at, updated_at)"
                " values (%s, 'authenticated', 'authenticated', %s, now(), now())",
                (user_id, email),
            )
            if member_role is not None:
                connection.execute(
                    "insert into public.training_members (user_id, email, role) values (%s, %s, %s)",
                    (user_id, email, member_role),
                )
        return user_id

    def close(self) -> None:
        """Close every connection that connect() opened."""
        for connection in self._open:
            connection.close()
        self._open.clear()


class Stack:
    """A gateway served over one database, in a thread of its own.

    Attributes:
        url: where it answers, as SUPABASE_URL.
        anon_key, service_role_key, publishable_key, secret_key: its API keys.
        jwt_secret: signs its tokens; tests forge with it.
        database: what it serves; db_url is its URL as role postgres.
        faults: switches by which a test makes Realtime misbehave.
        app: the ASGI app.

    Args:
        database: what to serve.
        keys: the API keys.
        port: 0 takes a free one.
        wrap: makes the app that is served of the gateway's, e.g. to note what passes.
        settings: further fields of GatewayConfig, e.g. access_seconds.
    """

    def __init__(
        self,
        database: Database,
        keys: Keys,
        port: int = 0,
        *,
        wrap: Callable[[ASGIApp], ASGIApp] = lambda app: app,
        **settings: Any,
    ) -> None:
        port = port or free_port()
        self.database = database
        self.db_url = database.dsn("postgres")
        self.faults = Faults()
        self.anon_key = keys.anon_key
        self.service_role_key = keys.service_role_key
        self.publishable_key = keys.publishable_key
        self.secret_key = keys.secret_key
        self.jwt_secret = keys.jwt_secret
        self.verifier = keys.verifier()
        self.url = f"http://{HOST}:{port}"
        self.app = build(
            GatewayConfig(
                verifier=self.verifier,
                jwt_secret=keys.jwt_secret,
                authenticator_dsn=database.dsn("authenticator"),
                auth_dsn=database.dsn("supabase_auth_admin"),
                admin_dsn=database.dsn(SUPERUSER),
                url=self.url,
                realtime_faults=self.faults,
                **settings,
            )
        )
        self._served = Served(wrap(self.app), name="the gateway under test", port=port)

    def __enter__(self) -> Self:
        self._served.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._served.stop()

    @contextmanager
    def client(self, key: str | None = None) -> Iterator[Client]:
        """An official client whose connections are closed on leaving; `key` is the anon key if not given."""
        with httpx.Client(timeout=30) as http:
            yield create_client(self.url, key or self.anon_key, ClientOptions(httpx_client=http))

    @asynccontextmanager
    async def async_client(self, key: str | None = None) -> AsyncIterator[AsyncClient]:
        """The same for asyncio; its websocket is closed too."""
        async with httpx.AsyncClient(timeout=30) as http:
            options = AsyncClientOptions(httpx_client=http)
            client = await acreate_client(self.url, key or self.anon_key, options)
            try:
                yield client
            finally:
                await client.auth.close()
                await client.remove_all_channels()

    def token(self, user_id: str, **claims: object) -> str:
        """An access token of this stack for a user id, as the sign-in service would make it; an hour long."""
        now = int(SystemClock().now().timestamp())
        standard = {
            "sub": user_id,
            "aud": "authenticated",
            "role": "authenticated",
            "iat": now,
            "exp": now + 3600,
            "is_anonymous": False,
        }
        return sign({**standard, **claims}, self.jwt_secret)


class TestCluster:
    """The session's cluster and its templates, each made when first asked for.

    A cluster left behind by a killed run is removed first; its folder bears the process id of that run.
    """

    __test__ = False

    def __init__(self) -> None:
        self._base = Path(tempfile.gettempdir())
        self._remove_orphans()
        home = self._base / f"rapport-tests-{os.getpid()}"
        home.mkdir(mode=0o700, exist_ok=True)
        self.passwords = {role: new_password() for role in (SUPERUSER, *bootstrap.LOGIN_ROLES)}
        memory = _room()
        self.cluster = Cluster(
            home,
            port=free_port(),
            password=self.passwords[SUPERUSER],
            settings={**FAST_AND_UNSAFE, **IN_MEMORY} if memory else FAST_AND_UNSAFE,
            programs=programs(),
            folder=_in_memory(home) if memory else None,
        )
        self._templates: set[str] = set()

    def start(self) -> None:
        """Start the server and make the roles."""
        self.cluster.start()
        with self.cluster.admin() as admin:
            bootstrap.create_roles(admin, self.passwords)

    def destroy(self) -> None:
        """Remove everything."""
        self.cluster.destroy()
        shutil.rmtree(self.cluster.home)

    @contextmanager
    def database(self, level: Level = "migrated", *, old_grants: bool = OLD_GRANTS) -> Iterator[Database]:
        """A fresh clone, dropped on leaving.

        Args:
            level: platform (bootstrap only), migrated (and our migrations), seeded (and supabase/seed.sql).
            old_grants: made in a project whose platform grants the API roles everything by default.
        """
        template = self._template(level, old_grants=old_grants)
        name = f"test_{uuid.uuid4().hex[:12]}"
        with self.cluster.admin() as admin:
            _create(admin, name, template)
            database = Database(self.cluster, name, self.passwords)
            try:
                yield database
            finally:
                database.close()
                admin.execute(f"drop database {name} with (force)".encode())

    def _template(self, level: Level, *, old_grants: bool) -> str:
        name = f"template_{level}_{'old' if old_grants else 'new'}"
        if name in self._templates:
            return name
        if level == "platform":
            with self.cluster.admin() as admin:
                _create(admin, name, "template0")
            with self.cluster.admin(name) as admin:
                bootstrap.create_platform(admin, old_grants=old_grants)
        else:
            below: Level = "platform" if level == "migrated" else "migrated"
            source = self._template(below, old_grants=old_grants)
            with self.cluster.admin() as admin:
                admin.execute(f"drop database if exists {name}".encode())
                _create(admin, name, source)
            dsn = self.cluster.dsn("postgres", self.passwords["postgres"], name)
            if level == "migrated":
                migrate.migrate(dsn, MIGRATIONS)
            else:
                migrate.load_seed(dsn, SEED)
        self._templates.add(name)
        return name

    def _remove_orphans(self) -> None:
        for home in self._base.glob("rapport-tests-*"):
            pid = home.name.rpartition("-")[2]
            if not pid.isdigit() or _alive(int(pid)) or home.stat().st_uid != os.geteuid():
                continue
            for folder in (None, _in_memory(home)):
                Cluster(home, port=0, password="", folder=folder).destroy()
            shutil.rmtree(home)


def _in_memory(home: Path) -> Path:
    return MEMORY / home.name


def _room() -> bool:
    """Whether memory can hold a session's clusters; a container's own is 64 MB, and then the disk is used."""
    try:
        found = os.statvfs(MEMORY)
    except OSError:
        return False
    return found.f_bavail * found.f_frsize >= ROOM and os.access(MEMORY, os.W_OK)


def _alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _create(admin: psycopg.Connection, name: str, template: str) -> None:
    # file_copy is the faster strategy where nothing is flushed to disk
    admin.execute(f"create database {name} template {template} strategy file_copy owner postgres".encode())
