"""A served Realtime over one test database, and what listens to it: real clients, or a bare websocket."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any, Final, Self

import psycopg
from realtime import AsyncRealtimeChannel, RealtimePostgresChangesListenEvent, RealtimeSubscribeStates
from starlette.applications import Starlette
from starlette.routing import Mount
from supabase import AsyncClient, acreate_client
from websockets.asyncio.client import ClientConnection, connect

from tests.stack import Database
from worker.clock import Clock, SystemClock
from worker.local.gateway.realtime import Faults, RealtimeConfig, RealtimeServer
from worker.local.gateway.tokens import Verifier, sign
from worker.local.serving import Served

SECRET: Final = "realtime-tests-secret-of-32-bytes-or-more"  # noqa: S105 - signs this test's own tokens
FAR: Final = 4_102_444_800
ANON_KEY: Final = sign({"role": "anon", "iss": "tests", "exp": FAR}, SECRET)
SERVICE_KEY: Final = sign({"role": "service_role", "iss": "tests", "exp": FAR}, SECRET)
PUBLISHABLE: Final = "sb_publishable_tests"
SECRET_KEY: Final = "sb_secret_tests"  # noqa: S105 - opens this test's own server
OWNER: Final = "5b0a7a6e-6c0f-4a53-9a4c-0f7a30a0b001"
STRANGER: Final = "5b0a7a6e-6c0f-4a53-9a4c-0f7a30a0b002"
PATIENCE: Final = 20.0
"""Seconds a test waits for an event before it fails."""

TABLES: Final = """
create table public.notes (
  id int primary key,
  owner uuid not null,
  title text,
  secret text,
  amount numeric(12, 6),
  done bool,
  tags text[],
  body jsonb,
  at timestamptz
);
alter table public.notes enable row level security;
create policy "owners read" on public.notes for select to authenticated using (owner = (select auth.uid()));
create policy "service reads" on public.notes for select to service_role using (true);
grant select (id, owner, title, amount, done, tags, body, at) on public.notes to authenticated;
grant select on public.notes to service_role;

create table public.marks (id int primary key, label text);
grant select on public.marks to anon, authenticated, service_role;

create table public.private_things (id int primary key);
create table public.unpublished (id int primary key);
grant select on public.unpublished to authenticated;

alter publication supabase_realtime add table public.notes, public.marks, public.private_things;
"""


def token(sub: str = OWNER, *, role: str = "authenticated", exp: float = FAR, **claims: object) -> str:
    """A signed token of this test's stack."""
    return sign({"sub": sub, "role": role, "exp": int(exp), **claims}, SECRET)


class Rig:
    """The served Realtime of one test."""

    def __init__(self, database: Database, *, clock: Clock | None = None, **settings: Any) -> None:
        self.database = database
        self.faults = Faults()
        clock = clock or SystemClock()
        verifier = Verifier(
            SECRET,
            anon_key=ANON_KEY,
            service_role_key=SERVICE_KEY,
            publishable_key=PUBLISHABLE,
            secret_key=SECRET_KEY,
            clock=clock,
        )
        config = RealtimeConfig(
            conninfo=database.dsn("supabase_admin"),
            verifier=verifier,
            clock=clock,
            faults=self.faults,
            poll_seconds=0.02,
        )
        self.server = RealtimeServer(replace(config, **settings))
        self.sql = database.connect()
        # The tests' cluster commits asynchronously; the log is read only as far as it is flushed.
        self.sql.execute("set synchronous_commit = on")
        self._clients: list[AsyncClient] = []

        @asynccontextmanager
        async def lifespan(_app: Starlette) -> AsyncIterator[None]:
            await self.server.start()
            yield
            await self.server.stop()

        app = Starlette(routes=[Mount("/realtime/v1", routes=self.server.routes())], lifespan=lifespan)
        self._served = Served(app, name="realtime under test")

    def __enter__(self) -> Self:
        self._served.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._served.stop()

    async def close_clients(self) -> None:
        """Close every client made since the last time."""
        clients, self._clients = self._clients, []
        for client in clients:
            await client.remove_all_channels()

    @property
    def ws(self) -> str:
        """Where the websocket answers."""
        return f"{self._served.url.replace('http', 'ws')}/realtime/v1/websocket"

    def execute(self, statement: str, values: tuple[object, ...] = ()) -> psycopg.Cursor[Any]:
        """Run SQL as the project's owner, committed at once."""
        return self.sql.execute(statement.encode(), values or None)

    async def client(self, bearer: str | None = None, *, key: str = ANON_KEY) -> AsyncClient:
        """An official client, signed in with `bearer` if given."""
        client = await acreate_client(self._served.url, key)
        self._clients.append(client)
        if bearer is not None:
            await client.realtime.set_auth(bearer)
        return client

    async def listen(self, client: AsyncClient, topic: str = "room", **entry: Any) -> "Ear":
        """A channel of the official client with one entry, subscribed at the server."""
        ear = Ear(client.channel(topic))
        await ear.on(**entry).subscribe()
        await ear.subscribed()
        return ear

    @asynccontextmanager
    async def socket(self, apikey: str = ANON_KEY, vsn: str = "2.0.0") -> AsyncIterator["Wire"]:
        """A bare websocket, for what official clients hide."""
        async with connect(f"{self.ws}?apikey={apikey}&vsn={vsn}", max_size=None) as connection:
            yield Wire(connection, vsn)


class Ear:
    """Collects what a channel of the official client hears."""

    def __init__(self, channel: AsyncRealtimeChannel) -> None:
        self.channel = channel
        self.events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.system: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.states: asyncio.Queue[RealtimeSubscribeStates] = asyncio.Queue()
        channel.on_system(lambda payload: self.system.put_nowait(dict(payload)))

    def on(self, event: str = "*", table: str | None = None, schema: str = "public", **more: Any) -> "Ear":
        """Add an entry."""
        listen = RealtimePostgresChangesListenEvent(event)
        self.channel.on_postgres_changes(
            listen, lambda payload: self.events.put_nowait(dict(payload)), table=table, schema=schema, **more
        )
        return self

    async def subscribe(self) -> None:
        """Join."""
        await self.channel.subscribe(lambda state, _error: self.states.put_nowait(state))

    async def subscribed(self) -> None:
        """Return once the server has made the subscription."""
        message = await asyncio.wait_for(self.system.get(), PATIENCE)
        assert message["message"] == "Subscribed to PostgreSQL"

    async def next(self) -> dict[str, Any]:
        """The `data` of the next event."""
        event = await asyncio.wait_for(self.events.get(), PATIENCE)
        data: dict[str, Any] = event["data"]
        return data

    async def state(self, wanted: RealtimeSubscribeStates) -> None:
        """Return once the channel has told of that state."""
        while await asyncio.wait_for(self.states.get(), PATIENCE) is not wanted:
            pass


class Wire:
    """A websocket speaking one version of the protocol by hand."""

    def __init__(self, connection: ClientConnection, vsn: str) -> None:
        self.connection = connection
        self._vsn = vsn
        self._ref = 0

    async def send(
        self, topic: str, event: str, payload: Mapping[str, Any], join_ref: str | None = None
    ) -> str:
        """Send one message; its ref."""
        self._ref += 1
        ref = str(self._ref)
        if self._vsn == "1.0.0":
            fields = {"topic": topic, "event": event, "payload": payload, "ref": ref}
            await self.connection.send(json.dumps({**fields, "join_ref": join_ref}))
        else:
            await self.connection.send(json.dumps([join_ref, ref, topic, event, payload]))
        return ref

    async def join(self, *entries: Mapping[str, Any], topic: str = "realtime:room", **payload: Any) -> str:
        """Send a phx_join with these postgres_changes; its ref, which is the join_ref."""
        config = {"postgres_changes": list(entries), **payload.pop("config", {})}
        ref = str(self._ref + 1)
        return await self.send(topic, "phx_join", {"config": config, **payload}, ref)

    async def next(self, patience: float = PATIENCE) -> dict[str, Any]:
        """The next message as {join_ref, ref, topic, event, payload}."""
        raw = json.loads(await asyncio.wait_for(self.connection.recv(), patience))
        if isinstance(raw, dict):
            return raw
        return dict(zip(("join_ref", "ref", "topic", "event", "payload"), raw, strict=True))

    async def until(self, matches: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        """The next message that matches; others are passed over."""
        while True:
            message = await self.next()
            if matches(message):
                return message

    async def subscribed(self) -> None:
        """Return once the subscription is made."""
        await self.until(
            lambda m: m["event"] == "system" and m["payload"]["message"] == "Subscribed to PostgreSQL"
        )

    async def change(self) -> dict[str, Any]:
        """The payload of the next postgres_changes."""
        message = await self.until(lambda m: m["event"] == "postgres_changes")
        payload: dict[str, Any] = message["payload"]
        return payload
