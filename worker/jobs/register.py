"""This worker's row in generation_workers and its beat: who is at work, live or simulated, in what state.

A change of state is written at once, but not more than once a second; the beat every fifteen seconds. Nothing
waits for them: they inform. Tested in tests/unit/test_jobs_register.py.
"""

import os
import socket
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import structlog

from worker import __version__
from worker.clock import Clock
from worker.errors import RapportError
from worker.jobs.patience import ONCE, STOPPING, Patience, explain
from worker.jobs.versions import CONTRACT

log = structlog.get_logger(__name__)

# generation_live_workers() counts a worker for 60 seconds after its beat.
BEAT_SECONDS = 15.0
LOOK_SECONDS = 1.0

State = Literal["starting", "idle", "working", "paused", "stopping", "stopped", "failed"]


class Rows(Protocol):
    """Where the row and the beat are kept: the store."""

    async def say_state(self, row: Mapping[str, Any], patience: Patience = ONCE) -> None:
        """See Store."""
        ...

    async def beat_worker(self, row: Mapping[str, Any]) -> None:
        """See Store."""
        ...


@dataclass(frozen=True)
class Condition:
    """What the row says. message: for people; empty when there is nothing to say."""

    state: State
    message: str
    in_flight: int
    realtime_up: bool | None


def new_name() -> str:
    """A worker's name: host, process and a random part, so that a name never comes twice."""
    return f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"


class Register:
    """Args: rows: the store. mode: live or simulated. condition: how we are now. clock."""

    def __init__(
        self,
        rows: Rows,
        mode: Literal["live", "simulated"],
        condition: Callable[[], Condition],
        clock: Clock,
    ) -> None:
        self._rows, self._mode, self._condition, self._clock = rows, mode, condition, clock
        self._said: Condition | None = None
        self._started_at = clock.now()

    async def keep(self) -> None:
        """Write the row when it changes and the beat when it is due, for ever."""
        beaten: float | None = None
        while True:
            now = self._clock.monotonic()
            try:
                if self._said != (condition := self._condition()):
                    await self._say(condition, ONCE)
                if beaten is None or now - beaten >= BEAT_SECONDS:
                    await self._rows.beat_worker({"in_flight": condition.in_flight})
                    beaten = now
            except RapportError as error:
                log.warning("register_failed", error=explain(error))
                await self._clock.sleep(BEAT_SECONDS / 3)
            await self._clock.sleep(LOOK_SECONDS)

    async def sing(self) -> None:
        """Write the row as it is: its change comes back as an event when Realtime hears us."""
        await self._say(self._condition(), ONCE)

    async def leave(self, state: Literal["stopped", "failed"], message: str) -> None:
        """The last word."""
        last = Condition(state=state, message=message, in_flight=0, realtime_up=None)
        try:
            await self._say(last, STOPPING)
        except RapportError as error:
            log.warning("register_failed", error=explain(error))

    async def _say(self, condition: Condition, patience: Patience) -> None:
        row = {
            "state": condition.state,
            "message": condition.message or None,
            "mode": self._mode,
            "version": __version__,
            "contract": CONTRACT,
            "in_flight": condition.in_flight,
            "realtime_up": condition.realtime_up,
            "started_at": self._started_at.isoformat(),
            "stopped_at": self._clock.now().isoformat() if condition.state in ("stopped", "failed") else None,
        }
        await self._rows.say_state(row, patience)
        self._said = condition
