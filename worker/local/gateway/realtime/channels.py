"""One joined topic of one socket: its token, its wish to hear changes, its end.

Speaks only through the socket it was given; knows no wire format. Messages and their order follow
supabase/realtime's realtime_channel.ex.
"""

import asyncio
import json
from typing import Any, Final, Protocol

from worker.local.gateway.realtime.bindings import Binding, BindingError, binding_id, parse
from worker.local.gateway.realtime.config import RealtimeConfig
from worker.local.gateway.realtime.grants import Grant, GrantError, check
from worker.local.gateway.realtime.hub import Hub
from worker.local.gateway.tokens import Identity

SUBSCRIBED: Final = "Subscribed to PostgreSQL"
PREFIX: Final = "realtime:"
NO_BROADCAST: Final = "NotImplemented: broadcast is not part of the local stack"
NO_PRESENCE: Final = "NotImplemented: presence is not part of the local stack"


class Outlet(Protocol):
    """The socket, as a channel sees it."""

    def push(self, topic: str, event: str, payload: str, ref: str | None, join_ref: str | None) -> None:
        """Send a message; `payload` is JSON text."""
        ...

    def forget(self, channel: "Channel") -> None:
        """The channel has ended by itself."""
        ...


class JoinError(Exception):
    """The join is refused; the text is the reason the client gets."""


def entries(config: dict[str, Any]) -> list[dict[str, Any]]:
    """The postgres_changes of a join's config. Raises JoinError for what is no list of objects."""
    wanted = config.get("postgres_changes")
    if not isinstance(wanted, list):
        return []
    listed = [entry for entry in wanted if entry is not None]
    if not all(isinstance(entry, dict) for entry in listed):
        raise JoinError("Unknown Error on Channel")
    return listed


class Subscription:
    """A channel's wish with the identity of one token; see hub.Subscriber."""

    def __init__(
        self, channel: "Channel", identity: Identity, bindings: tuple[tuple[int, Binding], ...]
    ) -> None:
        self.identity = identity
        self.bindings = bindings
        self._channel = channel

    def deliver(self, ids: list[int], data: str) -> None:
        """See hub.Subscriber."""
        self._channel.deliver(f'{{"ids":{json.dumps(ids)},"data":{data}}}')

    def made(self) -> None:
        """See hub.Subscriber."""
        self._channel.system("postgres_changes", "ok", SUBSCRIBED)

    def refused(self, message: str) -> None:
        """See hub.Subscriber."""
        self._channel.system("postgres_changes", "error", message)


class Channel:
    """A topic a client has joined.

    Args:
        topic: with the `realtime:` prefix.
        join_ref: the reference every message of this channel carries.
        grant: the checked token.
        wanted: the entries of postgres_changes as the client sent them.
    """

    def __init__(
        self,
        topic: str,
        join_ref: str | None,
        grant: Grant,
        wanted: list[dict[str, Any]],
        *,
        outlet: Outlet,
        hub: Hub,
        config: RealtimeConfig,
    ) -> None:
        self.topic = topic
        self.join_ref = join_ref
        self._name = topic.removeprefix(PREFIX)
        self._grant = grant
        self._wanted = wanted
        self._outlet = outlet
        self._hub = hub
        self._config = config
        self._subscription: Subscription | None = None
        self._timer: asyncio.Task[None] | None = None

    def reply(self) -> dict[str, Any]:
        """What a successful join answers: every entry with the id its events will carry."""
        return {"postgres_changes": [{**entry, "id": binding_id(entry)} for entry in self._wanted]}

    def open(self) -> None:
        """Start: ask for the subscription and watch the token."""
        self._watch()
        self._subscribe()

    def close(self) -> None:
        """End without a word."""
        if self._timer is not None:
            self._timer.cancel()
        if self._subscription is not None:
            self._hub.remove(self._subscription)
            self._subscription = None

    def refresh(self, token: object) -> None:
        """An access_token message: go on with the new token, or end."""
        if not isinstance(token, str) or token.startswith("sb_") or token == self._grant.token:
            return
        try:
            self._grant = check(token, self._config.verifier, self._config.clock)
        except GrantError as error:
            self.stop(error.message)
            return
        self._watch()
        self._subscribe()

    def stop(self, message: str) -> None:
        """End as the real server ends a channel: a system error, then phx_close."""
        self.system("system", "error", message)
        self.close()
        self._outlet.forget(self)
        self._outlet.push(self.topic, "phx_close", "{}", self.join_ref, self.join_ref)

    def system(self, extension: str, status: str, message: str) -> None:
        """Send a system message."""
        body = {"extension": extension, "status": status, "message": message, "channel": self._name}
        self._outlet.push(self.topic, "system", json.dumps(body), None, self.join_ref)

    def deliver(self, payload: str) -> None:
        """Send one event, as often as the faults say."""
        for _ in range(self._config.faults.deliveries()):
            self._outlet.push(self.topic, "postgres_changes", payload, None, None)

    def _subscribe(self) -> None:
        if not self._wanted:
            return
        try:
            bindings = tuple((binding_id(entry), parse(entry)) for entry in self._wanted)
        except BindingError as error:
            self.system("postgres_changes", "error", error.message)
            return
        before, self._subscription = (
            self._subscription,
            Subscription(self, self._grant.identity, bindings),
        )
        self._hub.add(self._subscription, before)

    def _watch(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
        self._timer = asyncio.create_task(self._expire(), name=f"realtime token {self.topic}")

    async def _expire(self) -> None:
        """Check the token now and then, and when it ends."""
        clock = self._config.clock
        while True:
            left = self._grant.expires_at - clock.now().timestamp()
            await clock.sleep(min(left, self._config.recheck_seconds))
            try:
                check(self._grant.token, self._config.verifier, clock)
            except GrantError as error:
                self._timer = None  # this task: closing must not cancel it halfway
                self.stop(error.message)
                return
