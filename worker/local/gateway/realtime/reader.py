"""Reads the write-ahead log through a temporary logical slot and hands the changes on.

One task, two connections: the slot's, and the desk at which everything else is asked, so that a failing
policy cannot cost the slot. The slot is temporary, as on hosted: what commits while nobody reads is missed.
When Postgres goes away, connections and slot are made anew for as long as it takes, and every subscription
is made again. Tested in tests/integration/test_realtime_restart.py.
"""

import asyncio
import contextlib
from contextlib import AsyncExitStack
from typing import Final, LiteralString, cast
from uuid import uuid4

import psycopg
import structlog

from worker.local.gateway.realtime import rows
from worker.local.gateway.realtime.bindings import Binding, BindingError
from worker.local.gateway.realtime.catalog import Catalog, Desk, Table
from worker.local.gateway.realtime.changes import collect
from worker.local.gateway.realtime.config import RealtimeConfig
from worker.local.gateway.realtime.dispatch import Dispatcher
from worker.local.gateway.realtime.hub import Hub, Subscriber
from worker.local.gateway.realtime.pgoutput import decode

_log = structlog.get_logger(__name__)

_FIRST_RETRY_SECONDS: Final = 0.1
_NOBODY_SECONDS: Final = 1.0
"""Pause between two reads while nobody listens; they only keep the log from piling up behind the slot."""
_SESSION: Final[LiteralString] = """
    select set_config('search_path', 'pg_catalog', false), set_config('timezone', 'UTC', false),
           set_config('datestyle', 'ISO', false), set_config('intervalstyle', 'postgres', false),
           set_config('statement_timeout', '30s', false), set_config('lock_timeout', '10s', false)
"""
_CREATE_SLOT: Final[LiteralString] = "select pg_create_logical_replication_slot(%s, 'pgoutput', true)"
_END: Final[LiteralString] = "select pg_current_wal_flush_lsn()::text"
_DROP_SLOT: Final[LiteralString] = "select pg_drop_replication_slot(%s)"
_READ: Final[LiteralString] = """
    select data from pg_logical_slot_get_binary_changes(
      %s, null, %s, 'proto_version', '1', 'publication_names', %s)
"""


class WalReader:
    """The reader of one server. `faults.subscriptions_held` keeps newcomers waiting."""

    def __init__(self, config: RealtimeConfig, hub: Hub) -> None:
        self._config = config
        self._hub = hub
        self.up = asyncio.Event()
        """Set while the slot exists."""

    async def run(self) -> None:
        """Read until cancelled."""
        pause = _FIRST_RETRY_SECONDS
        while True:
            try:
                await self._session()
            except Exception as error:  # noqa: BLE001 - whatever it is, the reader must come back
                if self.up.is_set():
                    pause = _FIRST_RETRY_SECONDS
                self._lost(error, pause)
            await self._config.clock.sleep(pause)
            pause = min(2 * pause, self._config.retry_seconds)

    def _lost(self, error: Exception, pause: float) -> None:
        self.up.clear()
        self._hub.suspend()
        expected = isinstance(error, psycopg.OperationalError)
        _log.warning(
            "realtime_reader_down",
            error=type(error).__name__,
            sqlstate=getattr(error, "sqlstate", None),
            retry_seconds=pause,
            exc_info=None if expected else error,
        )

    async def _session(self) -> None:
        async with AsyncExitStack() as stack:
            log = await stack.enter_async_context(await self._connect())
            desk = await stack.enter_async_context(await self._connect())
            slot = f"rapport_realtime_{uuid4().hex[:12]}"
            await log.execute(_CREATE_SLOT, (slot,))
            stack.push_async_callback(_drop, log, slot)
            self.up.set()
            _log.info("realtime_reader_up", slot=slot)
            catalog = Catalog(desk, self._config.publication)
            dispatcher = Dispatcher(desk, catalog, self._hub, self._config)
            read_to: str | None = None
            while True:
                self._hub.wake.clear()
                # Who waits before this look is admitted after it: then every later commit is in a later one.
                newcomers = self._hub.newcomers
                end = await _end(log)
                if end != read_to:
                    # A read that held something may have left something.
                    read_to = None if await self._read(log, slot, dispatcher) else end
                if not self._config.faults.subscriptions_held:
                    await self._admit(newcomers, desk, catalog)
                listened = self._hub.active or self._hub.newcomers
                await self._rest(self._config.poll_seconds if listened else _NOBODY_SECONDS)

    async def _connect(self) -> Desk:
        connection = await psycopg.AsyncConnection.connect(
            self._config.conninfo, autocommit=True, connect_timeout=5, application_name="rapport_realtime"
        )
        await connection.execute(_SESSION)
        return connection

    async def _read(self, log: Desk, slot: str, dispatcher: Dispatcher) -> bool:
        """One read of the slot; whether it held anything."""
        async with log.cursor(binary=True) as cursor:
            publication = '"' + self._config.publication.replace('"', '""') + '"'
            await cursor.execute(_READ, (slot, self._config.max_changes, publication))
            messages = [decode(cast("bytes", data)) for (data,) in await cursor.fetchall()]
        if not messages:
            return False
        await dispatcher.dispatch(collect(messages))
        return True

    async def _admit(self, newcomers: tuple[Subscriber, ...], desk: Desk, catalog: Catalog) -> None:
        if not newcomers:
            return
        published = await catalog.published()
        for subscriber in newcomers:
            try:
                for _, binding in subscriber.bindings:
                    await self._check(subscriber, binding, published, desk, catalog)
            except BindingError as error:
                self._hub.refuse(subscriber, error.message)
            else:
                self._hub.admit(subscriber)

    async def _check(
        self, subscriber: Subscriber, binding: Binding, published: list[Table], desk: Desk, catalog: Catalog
    ) -> None:
        """Raises BindingError with the real server's words when the entry cannot be subscribed to."""
        tables = [table for table in published if binding.covers(table.schema, table.name)]
        if not tables:
            raise BindingError(
                "Unable to subscribe to changes with given parameters. Please check Realtime is enabled for "
                f"the given connect parameters: {binding}"
            )
        if not binding.conditions and binding.select is None:
            return
        role = subscriber.identity.role
        access = await catalog.access((table.oid for table in tables), [role])
        for found in tables:
            table = await catalog.load(found.oid, found.schema, found.name)
            readable = access[found.oid].columns(role) if found.oid in access else frozenset[str]()
            try:
                await rows.check(desk, table, readable, binding)
            except BindingError as error:
                raise BindingError(
                    "Unable to subscribe to changes with given parameters. An exception happened so please "
                    f"check your connect parameters: {binding}. Exception: {error.message}"
                ) from error

    async def _rest(self, seconds: float) -> None:
        """Wait `seconds`, or until somebody wakes the reader."""
        waits = [
            asyncio.ensure_future(self._config.clock.sleep(seconds)),
            asyncio.ensure_future(self._hub.wake.wait()),
        ]
        try:
            await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for wait in waits:
                wait.cancel()


async def _end(log: Desk) -> str | None:
    """Where the flushed log ends; a slot gives nothing beyond."""
    row = await (await log.execute(_END)).fetchone()
    return row[0] if row else None


async def _drop(log: Desk, slot: str) -> None:
    """Drop the slot before its connection closes: a database with a slot in use cannot be dropped."""
    if not log.closed:
        with contextlib.suppress(psycopg.Error):
            await log.execute(_DROP_SLOT, (slot,))
