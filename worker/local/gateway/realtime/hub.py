"""Who listens: the meeting place of sockets and the log reader.

A subscription waits as a newcomer until the reader has made it; the reader does so between two reads of the
log, so that whatever commits after "Subscribed to PostgreSQL" is heard. When Postgres is lost everybody is a
newcomer again. All in one event loop; no I/O. Tested in tests/unit/test_realtime_hub.py.
"""

import asyncio
from typing import Protocol

from worker.local.gateway.realtime.bindings import Binding
from worker.local.gateway.tokens import Identity


class Subscriber(Protocol):
    """A channel's wish to hear changes, with one identity. A refreshed token makes a new one."""

    @property
    def identity(self) -> Identity:
        """As whom rows are read."""
        ...

    @property
    def bindings(self) -> tuple[tuple[int, Binding], ...]:
        """The id the client knows each entry by, and the entry."""
        ...

    def deliver(self, ids: list[int], data: str) -> None:
        """Take one event: the entries that match, and the JSON text of the change. Never blocks."""
        ...

    def made(self) -> None:
        """Called when the subscription is set up: what commits from now on is heard."""
        ...

    def refused(self, message: str) -> None:
        """Called when it cannot be set up; it is not tried again."""
        ...


class Hub:
    """The subscribers of one server."""

    def __init__(self) -> None:
        self._newcomers: dict[Subscriber, Subscriber | None] = {}
        self._active: dict[Subscriber, None] = {}
        self.wake = asyncio.Event()
        """Set when the reader should look at once."""

    @property
    def active(self) -> tuple[Subscriber, ...]:
        """Those who hear changes, in order of subscription."""
        return tuple(self._active)

    @property
    def newcomers(self) -> tuple[Subscriber, ...]:
        """Those whose subscription is yet to be made."""
        return tuple(self._newcomers)

    def add(self, subscriber: Subscriber, replaces: Subscriber | None = None) -> None:
        """Ask for a subscription. `replaces` is heard until the new one is made: nothing is missed."""
        if replaces is not None and replaces in self._newcomers:
            replaces = self._newcomers.pop(replaces)
        self._newcomers[subscriber] = replaces
        self.wake.set()

    def remove(self, subscriber: Subscriber) -> None:
        """Stop hearing, at once."""
        replaced = self._newcomers.pop(subscriber, None)
        self._active.pop(subscriber, None)
        if replaced is not None:
            self._active.pop(replaced, None)

    def is_active(self, subscriber: Subscriber) -> bool:
        """Whether it still hears changes."""
        return subscriber in self._active

    def admit(self, subscriber: Subscriber) -> None:
        """The reader made it; nothing happens when it left in the meantime."""
        if subscriber not in self._newcomers:
            return
        replaced = self._newcomers.pop(subscriber)
        if replaced is not None:
            self._active.pop(replaced, None)
        self._active[subscriber] = None
        subscriber.made()

    def refuse(self, subscriber: Subscriber, message: str) -> None:
        """The reader cannot make it."""
        if subscriber not in self._newcomers:
            return
        self.remove(subscriber)
        subscriber.refused(message)

    def suspend(self) -> None:
        """The reader lost Postgres: everybody waits to be admitted again."""
        superseded = {old for old in self._newcomers.values() if old is not None}
        waiting = [*self._active, *self._newcomers]
        self._newcomers = {subscriber: None for subscriber in waiting if subscriber not in superseded}
        self._active = {}
