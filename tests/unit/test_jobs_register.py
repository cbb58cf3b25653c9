"""The worker's own row: what it says, how often, and that nothing depends on it."""

import asyncio
from collections.abc import Mapping
from typing import Any

from tests.clock import ManualClock
from worker.errors import RapportError
from worker.jobs.patience import ONCE, Patience
from worker.jobs.register import Condition, Register, new_name


class World:
    """A worker whose condition the test sets, and a database that notes what is written."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.condition = Condition("starting", "", 0, realtime_up=False)
        self.rows: list[Mapping[str, Any]] = []
        self.beats: list[Mapping[str, Any]] = []
        self.down = False
        self.register = Register(self, "simulated", lambda: self.condition, self.clock)

    async def say_state(self, row: Mapping[str, Any], patience: Patience = ONCE) -> None:
        """See Store."""
        assert patience
        if self.down:
            raise RapportError("down")
        self.rows.append(row)

    async def beat_worker(self, row: Mapping[str, Any]) -> None:
        """See Store."""
        if self.down:
            raise RapportError("down")
        self.beats.append(row)

    async def keep_for(self, seconds: float) -> None:
        """Let the register run for so long."""
        keeping = asyncio.create_task(self.register.keep())
        await self.clock.advance(seconds)
        assert not keeping.done()
        keeping.cancel()
        await asyncio.gather(keeping, return_exceptions=True)


async def test_the_row_is_written_before_the_beat_that_refers_to_it() -> None:
    """At the start both are there; mode and version are told."""
    world = World()
    await world.keep_for(0.5)
    assert [row["state"] for row in world.rows] == ["starting"]
    assert world.rows[0]["mode"] == "simulated"
    assert world.rows[0]["version"]
    assert world.beats == [{"in_flight": 0}]


async def test_a_change_is_told_once_and_beats_go_on() -> None:
    """The published row changes only when something changed; the beat keeps the worker alive in between."""
    world = World()
    await world.keep_for(0.5)
    world.condition = Condition("working", "2 in hand", 2, realtime_up=True)
    await world.keep_for(60)
    assert [row["state"] for row in world.rows] == ["starting", "working"]
    assert len(world.beats) >= 4
    assert world.beats[-1] == {"in_flight": 2}


async def test_an_outage_is_outlived() -> None:
    """What could not be said is said when the database is back."""
    world = World()
    world.down = True
    await world.keep_for(30)
    world.down = False
    await world.keep_for(10)
    assert [row["state"] for row in world.rows] == ["starting"]
    assert world.beats


async def test_the_last_word_says_when() -> None:
    """Stopped, nothing in hand, and the time; an outage then is no error."""
    world = World()
    await world.register.leave("stopped", "")
    assert (world.rows[0]["state"], world.rows[0]["in_flight"]) == ("stopped", 0)
    assert world.rows[0]["stopped_at"] == world.clock.now().isoformat()
    world.down = True
    await world.register.leave("failed", "heartbeat died")
    assert len(world.rows) == 1


async def test_singing_writes_the_row_as_it_is() -> None:
    """The canary is a change of our own row that means nothing else."""
    world = World()
    await world.register.sing()
    await world.register.sing()
    assert [row["state"] for row in world.rows] == ["starting", "starting"]


def test_a_name_never_comes_twice() -> None:
    """Two workers of one process have different names."""
    assert new_name() != new_name()
