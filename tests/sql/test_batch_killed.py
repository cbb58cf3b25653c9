"""The collector killed, or frozen and waking up too late, after each of its steps in turn."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, cast

import pytest

from tests.sql.collecting import LIMITS, Died, Mortal, Rig, SqlBatches, rig_of
from tests.sql.world import World
from worker.jobs.batches import Collector

# What a worker does for a batch of four requests from its intent to its end, each an answer it gets.
STEPS = (
    *("look_at_batches", "batch_bodies", "sending", "create", "submitted"),
    *("look_at_batches", "retrieve", "line", "line", "line", "line"),
    *("harvest", "trouble", "close", "resume_within_budget"),
)
AFTER = range(1, len(STEPS) + 1)
# Nobody knows then whether the batch was handed over, and a frozen worker hands it over when it wakes up.
SENDING = STEPS.index("sending") + 1
SHORT = {"killed": {4, 12}, "frozen": {SENDING, 9}}


class Watched:
    """Passes every request on, and tells of its answer before the worker has it."""

    def __init__(self, thing: object, step: Callable[[str], Awaitable[None]]) -> None:
        self._thing, self._step = thing, step

    def __getattr__(self, name: str) -> Any:
        """The request of that name; of a batch it is called as the first argument says."""

        async def ask(*arguments: Any, **named: Any) -> Any:
            answer = await getattr(self._thing, name)(*arguments, **named)
            await self._step(arguments[0] if name == "of_batch" else name)
            return answer

        return ask if name != "lines" else getattr(self._thing, name)


class Story:
    """The steps of a worker; `then` is awaited after the last one it takes undisturbed."""

    def __init__(self, rig: Rig, world: World, after: int, then: Callable[[], Awaitable[None]]) -> None:
        self.steps: list[str] = []
        self._after, self._then = after, then
        provider = Mortal(rig.client)
        provider.at_line = lambda _line: self.step("line")
        self.collector = Collector(
            cast("Any", Watched(SqlBatches(world, "w1"), self.step)),
            cast("Any", Watched(provider, self.step)),
            rig.gate,
            rig.woken.set,
            rig.clock,
            limits=LIMITS,
            look_seconds=5,
            longest_poll_seconds=60,
        )

    async def two_looks(self) -> None:
        """All that a batch takes which is done when it is first asked for."""
        await self.collector.look()
        await self.collector.look()

    async def step(self, name: str) -> None:
        """One answer."""
        self.steps.append(name)
        if len(self.steps) == self._after:
            await self._then()


def after_each(how: str) -> pytest.MarkDecorator:
    """Every step; those that are not among the short ones are long."""
    return pytest.mark.parametrize(
        "after",
        [
            pytest.param(
                after, id=f"{after} {STEPS[after - 1]}", marks=[] if after in SHORT[how] else pytest.mark.long
            )
            for after in AFTER
        ],
    )


@after_each("killed")
async def test_a_worker_killed_after_any_step_costs_nothing_twice(world: World, after: int) -> None:
    """The next one goes on from what the database says: one batch at Claude, each answer used once."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(2, calls=2)

        async def die() -> None:
            raise Died

        story = Story(rig, world, after, die)
        with pytest.raises(Died):
            await story.two_looks()
        assert story.steps == list(STEPS[:after])
        rig.charge_over()
        rig.minute_over()
        await rig.home("w2")
        assert len(rig.api.batches.made) == 1
        rig.used_once(calls)


@after_each("frozen")
async def test_a_worker_that_wakes_up_too_late_spoils_nothing(world: World, after: int) -> None:
    """Frozen after a step while another does all the rest: what it still does is known, or told as a copy."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(2, calls=2)
        frozen, wakes = asyncio.Event(), asyncio.Event()

        async def freeze() -> None:
            frozen.set()
            await wakes.wait()

        story = Story(rig, world, after, freeze)
        async with asyncio.timeout(60):
            working = asyncio.create_task(story.two_looks())
            await frozen.wait()
            rig.charge_over()
            rig.minute_over()
            await rig.home("w2")
            wakes.set()
            await working
        made = rig.api.batches.made
        (batch,) = rig.batches()
        assert len(made) == (2 if after == SENDING else 1)
        assert [batch["provider_batch_id"], *batch["duplicate_ids"]] == made
        assert (batch["status"], batch["settled"], batch["foreign_ids"]) == ("harvested", 4, [])
        rig.used_once(calls)
