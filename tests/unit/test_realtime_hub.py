"""Who listens, while tokens are refreshed and Postgres comes and goes."""

from typing import TYPE_CHECKING

from worker.local.gateway.realtime.hub import Hub
from worker.local.gateway.tokens import Identity

if TYPE_CHECKING:
    from worker.local.gateway.realtime.bindings import Binding


class Listener:
    """A subscriber that keeps what it is told."""

    def __init__(self) -> None:
        self.identity = Identity("anon", {"role": "anon"}, '{"role": "anon"}')
        self.bindings: tuple[tuple[int, Binding], ...] = ()
        self.told: list[str] = []

    def deliver(self, ids: list[int], data: str) -> None:
        """Keep an event."""
        self.told.append(f"{ids} {data}")

    def made(self) -> None:
        """Keep that it was set up."""
        self.told.append("made")

    def refused(self, message: str) -> None:
        """Keep why it was refused."""
        self.told.append(message)


def test_a_newcomer_is_heard_once_admitted() -> None:
    """Adding wakes the reader; only admission makes it active, and tells it."""
    hub, listener = Hub(), Listener()
    hub.add(listener)
    assert (hub.wake.is_set(), hub.active, listener.told) == (True, (), [])
    hub.admit(listener)
    assert (hub.active, hub.newcomers, listener.told) == ((listener,), (), ["made"])


def test_a_refresh_leaves_no_gap() -> None:
    """The old identity is heard until the new one is admitted, then no more."""
    hub, old, new = Hub(), Listener(), Listener()
    hub.add(old)
    hub.admit(old)
    hub.add(new, old)
    assert hub.active == (old,)
    hub.admit(new)
    assert hub.active == (new,)


def test_a_second_refresh_before_the_first_is_made() -> None:
    """Only the newest waits, and it replaces the one that is heard."""
    hub, old, second, third = Hub(), Listener(), Listener(), Listener()
    hub.add(old)
    hub.admit(old)
    hub.add(second, old)
    hub.add(third, second)
    assert (hub.active, hub.newcomers) == ((old,), (third,))
    hub.admit(third)
    assert (hub.active, second.told) == ((third,), [])


def test_a_refused_refresh_ends_the_old_one_too() -> None:
    """What the new token may not hear, the old one must not go on hearing."""
    hub, old, new = Hub(), Listener(), Listener()
    hub.add(old)
    hub.admit(old)
    hub.add(new, old)
    hub.refuse(new, "no such column")
    assert (hub.active, hub.newcomers, new.told) == ((), (), ["no such column"])


def test_who_left_is_not_admitted() -> None:
    """A channel that closed while its subscription was made stays closed."""
    hub, listener = Hub(), Listener()
    hub.add(listener)
    hub.remove(listener)
    hub.admit(listener)
    hub.refuse(listener, "late")
    assert (hub.active, listener.told) == ((), [])


def test_losing_postgres_makes_everybody_a_newcomer() -> None:
    """Each subscription is made again, once: the newest of a channel."""
    hub, steady, old, new = Hub(), Listener(), Listener(), Listener()
    for listener in (steady, old):
        hub.add(listener)
        hub.admit(listener)
    hub.add(new, old)
    hub.suspend()
    assert (hub.active, hub.newcomers) == ((), (steady, new))
    for newcomer in hub.newcomers:
        hub.admit(newcomer)
    assert (steady.told, new.told) == (["made", "made"], ["made"])
