"""The doorbell: Realtime says that there may be work, and the runner looks. Nothing depends on it.

The official client goes deaf in ways it does not report (reliability.md lists them), so it is never trusted:
one session is one client, built, watched and thrown away whole. A session ends when its channel or socket
says anything but "joined", when our own row's change does not come back (the canary), and well before the
24 hours after which hosted Realtime ends connections. The runner is woken at every join and at the server's
"Subscribed" word, because what was inserted in between came to nobody.
Tested in tests/integration/test_worker_listener.py against the gateway's faults.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

import structlog
from realtime import AsyncRealtimeClient, RealtimeSubscribeStates
from realtime.types import RealtimePostgresChangesListenEvent

from worker.clock import Clock
from worker.jobs.patience import Backoff, explain
from worker.jobs.waiting import first_of

log = structlog.get_logger(__name__)

# From the start of a join to the server's word that it listens; the client's own join timeout is 10 s.
SUBSCRIBE_SECONDS = 20.0
# How often a session is looked over.
WATCH_SECONDS = 5.0
# How often the canary sings, and how long its echo may take (hosted: 0.5 s polls, and a queue before it).
CANARY_SECONDS = 60.0
ECHO_SECONDS = 20.0
# A session's age: connections end after 24 hours on hosted Supabase.
REBUILD_SECONDS = 4 * 3600.0
CLOSE_SECONDS = 5.0

Insert, Update = RealtimePostgresChangesListenEvent.Insert, RealtimePostgresChangesListenEvent.Update


class SessionEndedError(Exception):
    """The session is over; the message says why."""


@dataclass(frozen=True)
class Line:
    """What a session needs.

    url: the project's. key: the service key. worker: our name, whose row is the canary. wake: go and look.
    sing: change our own row.
    """

    url: str
    key: str
    worker: str
    wake: Callable[[], None]
    sing: Callable[[], Awaitable[None]]
    clock: Clock


class Listener:
    """Listens on a line. up: whether the server has said that it listens. sessions: how many got so far."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._backoff = Backoff(first=0.5, longest=30.0)
        self.up = False
        self.sessions = 0

    async def run(self) -> None:
        """Listen for ever: one session after the other, with growing pauses between those that fail."""
        while True:
            session = Session(self._line, self._got_through)
            try:
                await session.run()
            except Exception as error:  # noqa: BLE001 - the client raises many kinds; each ends a session
                reason = str(error) if isinstance(error, SessionEndedError) else explain(error)
                pause = self._backoff.pause()
                log.warning("realtime_down", reason=reason, wait_seconds=round(pause, 1))
            finally:
                self.up = False
                await session.close()
            await self._line.clock.sleep(pause)

    def _got_through(self) -> None:
        self.up = True
        self.sessions += 1
        self._backoff.reset()
        log.info("realtime_up")


class Session:
    """One client from its making to its end. got_through: called when the server listens."""

    def __init__(self, line: Line, got_through: Callable[[], None]) -> None:
        self._line = line
        self._got_through = got_through
        self._clock = line.clock
        # No reconnect of its own: a socket that broke ends the session.
        self._client = AsyncRealtimeClient(f"{line.url}/realtime/v1", token=line.key, auto_reconnect=False)
        self._joined = asyncio.Event()
        self._listening = asyncio.Event()
        self._ended = asyncio.Event()
        self._echo = asyncio.Event()
        self._reason = ""

    async def run(self) -> None:
        """Join, and watch until something is wrong. Raises what ended it."""
        channel = self._client.channel(f"rapport-{self._line.worker}")
        channel.on_postgres_changes(
            Insert, self._guarded(self._on_job), table="generation_jobs", schema="public"
        )
        channel.on_postgres_changes(
            Update,
            self._guarded(self._on_job),
            table="generation_jobs",
            schema="public",
            filter="status=eq.queued",
        )
        channel.on_postgres_changes(
            Update,
            self._guarded(self._on_echo),
            table="generation_workers",
            schema="public",
            filter=f"worker_id=eq.{self._line.worker}",
        )
        channel.on_system(self._guarded(self._on_system))
        await self._subscribe(channel)
        started = self._clock.monotonic()
        sung = started
        while True:
            await first_of(self._ended.wait(), self._clock.sleep(WATCH_SECONDS))
            now = self._clock.monotonic()
            if self._ended.is_set():
                raise SessionEndedError(self._reason)
            if not channel.is_joined or not self._client.is_connected:
                raise SessionEndedError(f"the channel is {channel.state.value}")
            if now - started > REBUILD_SECONDS:
                raise SessionEndedError("a fresh connection is due")
            if now - sung > CANARY_SECONDS:
                await self._test_by_echo()
                sung = self._clock.monotonic()

    async def close(self) -> None:
        """Throw the client away with everything it may have running."""
        for channel in self._client.get_channels():
            channel.rejoin_timer.reset()
            channel.join_push.destroy()
        with contextlib.suppress(Exception):
            async with asyncio.timeout(CLOSE_SECONDS):
                await self._client.close()

    async def _subscribe(self, channel: Any) -> None:
        joining = asyncio.ensure_future(channel.subscribe(self._guarded(self._on_state)))
        try:
            await first_of(self._ended.wait(), self._both(joining), self._clock.sleep(SUBSCRIBE_SECONDS))
        finally:
            joining.cancel()
            await asyncio.gather(joining, return_exceptions=True)
        if self._ended.is_set():
            raise SessionEndedError(self._reason)
        if not self._joined.is_set() or not self._listening.is_set():
            raise SessionEndedError("no subscription in time")
        self._got_through()

    async def _both(self, joining: "asyncio.Future[object]") -> None:
        await joining
        await self._joined.wait()
        await self._listening.wait()

    async def _test_by_echo(self) -> None:
        """Change our own row and wait for the event; a change that cannot be made proves nothing."""
        self._echo.clear()
        try:
            await self._line.sing()
        except Exception as error:  # noqa: BLE001 - the database's trouble is not Realtime's
            log.info("canary_silent", error=explain(error))
            return
        await first_of(self._ended.wait(), self._echo.wait(), self._clock.sleep(ECHO_SECONDS))
        if not self._echo.is_set():
            raise SessionEndedError("our own change did not come back")

    def _guarded(self, callback: Callable[..., None]) -> Callable[..., None]:
        """The callback, unable to raise: one that raises ends the client's reading without a word."""

        def run(*arguments: Any) -> None:
            try:
                callback(*arguments)
            except Exception as error:
                log.exception("realtime_callback_failed", error=explain(error))

        return run

    def _on_job(self, _payload: object) -> None:
        self._line.wake()

    def _on_echo(self, _payload: object) -> None:
        self._echo.set()

    def _on_system(self, payload: Any) -> None:
        if "subscribed" in payload.message.lower():
            self._listening.set()
            self._line.wake()

    def _on_state(self, state: RealtimeSubscribeStates, error: Exception | None = None) -> None:
        if state is RealtimeSubscribeStates.SUBSCRIBED:
            self._joined.set()
            self._line.wake()
            return
        self._reason = f"{state.value.lower()}{f': {type(error).__name__}' if error else ''}"
        self._ended.set()
