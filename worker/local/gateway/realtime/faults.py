"""Faults a test sets on purpose: what the real service does on a bad day, without a bad day.

A `Faults` object is handed to the server's configuration and does nothing until told. Its methods may be
called from any thread; the server looks at it where a socket is accepted, a channel joins, a subscription
is announced and an event is delivered. Tested in tests/integration/test_realtime_faults.py.
"""

import asyncio
from collections.abc import Callable
from typing import Protocol


class Closable(Protocol):
    """What the server registers here for every socket."""

    def abort(self, code: int, reason: str) -> None:
        """Close with that websocket code, without draining what waits."""
        ...

    def stop_channels(self, message: str) -> None:
        """End every channel as an expired token does: a system error, then phx_close."""
        ...


class Faults:
    """The switches; every one is off at first.

    Attributes:
        refuse_sockets: answer a websocket handshake with this HTTP status (503, 429 …); None: accept.
        refuse_joins: answer every phx_join with this reason; None: accept.
        drop_events: how many of the next events to swallow, counted per delivery to a channel.
        duplicate_events: how many of the next events to deliver twice.
    """

    def __init__(self) -> None:
        self.refuse_sockets: int | None = None
        self.refuse_joins: str | None = None
        self.drop_events = 0
        self.duplicate_events = 0
        self._sockets: set[Closable] = set()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._traffic = _Gate()
        self._subscribed = _Gate()

    def close_all(self, code: int = 1011, reason: str = "") -> None:
        """Close every socket now open with this websocket code."""

        def close() -> None:
            for socket in tuple(self._sockets):
                socket.abort(code, reason)

        self._run(close)

    def stop_channels(self, message: str = "Token has expired 0 seconds ago") -> None:
        """End every channel now joined: a system error with `message`, then phx_close."""

        def stop() -> None:
            for socket in tuple(self._sockets):
                socket.stop_channels(message)

        self._run(stop)

    def hold(self) -> None:
        """From now on take nothing from any socket and send nothing: open, but mute (a black hole).

        Websocket pings are answered below this layer; for a half-open TCP connection use a proxy.
        """
        self._run(self._traffic.close)

    def release(self) -> None:
        """Let traffic flow again; what waited is delivered."""
        self._run(self._traffic.open)

    def hold_subscribed(self) -> None:
        """Answer joins, but leave their subscriptions unmade and unannounced."""
        self._run(self._subscribed.close)

    def release_subscribed(self) -> None:
        """Make and announce the subscriptions that waited."""
        self._run(self._subscribed.open)

    @property
    def subscriptions_held(self) -> bool:
        """Whether hold_subscribed is in force."""
        return self._subscribed.closed

    def attach(self, loop: asyncio.AbstractEventLoop, wake: Callable[[], None]) -> None:
        """Called by the server at start: the loop its sockets live in, and what to call on a release."""
        self._loop = loop
        self._subscribed.on_open = wake

    def add(self, socket: Closable) -> None:
        """Called by the server when a socket opens."""
        self._sockets.add(socket)

    def discard(self, socket: Closable) -> None:
        """Called by the server when a socket is gone."""
        self._sockets.discard(socket)

    async def traffic(self) -> None:
        """Return once traffic may flow."""
        await self._traffic.passage()

    def deliveries(self) -> int:
        """How often to deliver the next event: 0, 1 or 2. Uses the counts up."""
        if self.drop_events > 0:
            self.drop_events -= 1
            return 0
        if self.duplicate_events > 0:
            self.duplicate_events -= 1
            return 2
        return 1

    def _run(self, action: Callable[[], None]) -> None:
        loop = self._loop
        if loop is None or loop.is_closed():
            action()
            return
        try:
            here = asyncio.get_running_loop()
        except RuntimeError:
            here = None
        if here is loop:
            action()
        else:
            loop.call_soon_threadsafe(action)


class _Gate:
    """Open at first; whoever comes while it is closed waits."""

    def __init__(self) -> None:
        self._event: asyncio.Event | None = None
        self.on_open: Callable[[], None] | None = None

    @property
    def closed(self) -> bool:
        return self._event is not None

    def close(self) -> None:
        self._event = self._event or asyncio.Event()

    def open(self) -> None:
        event, self._event = self._event, None
        if event is not None:
            event.set()
        if self.on_open is not None:
            self.on_open()

    async def passage(self) -> None:
        while self._event is not None:
            await self._event.wait()
