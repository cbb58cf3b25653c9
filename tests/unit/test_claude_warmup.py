"""WarmUp: the first request over a cold prefix goes alone until its answer begins."""

import asyncio

import pytest

from tests.clock import ManualClock
from worker.claude.warmup import WARM_SECONDS, WarmUp


class Rig:
    """Requests over prefixes; `entered` is who was let go, in order."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.warm_up = WarmUp(self.clock)
        self.entered: list[str] = []
        self.begin: dict[str, asyncio.Event] = {}
        self.tasks: dict[str, asyncio.Task[None]] = {}

    def go(self, name: str, *prefixes: str) -> None:
        """A request over these prefixes; its answer begins when `begin[name]` is set."""
        self.begin[name] = asyncio.Event()
        self.tasks[name] = asyncio.ensure_future(self._request(name, prefixes))

    async def _request(self, name: str, prefixes: tuple[str, ...]) -> None:
        async with self.warm_up.turn(prefixes) as began:
            self.entered.append(name)
            await self.begin[name].wait()
            began()

    async def end(self) -> None:
        """Let every answer begin and every request end."""
        for event in self.begin.values():
            event.set()
        await asyncio.gather(*self.tasks.values(), return_exceptions=True)


async def test_the_rest_follow_when_the_first_answer_begins() -> None:
    """One of three goes; at its message_start the other two go together."""
    rig = Rig()
    for name in "abc":
        rig.go(name, "guide")
    await rig.clock.settle()
    assert rig.entered == ["a"]
    rig.begin["a"].set()
    await rig.clock.settle()
    assert rig.entered == ["a", "b", "c"]
    await rig.end()


async def test_a_first_request_that_fails_hands_over_the_lead() -> None:
    """Cancelled before its answer began: the next goes alone, not all at once."""
    rig = Rig()
    for name in "abc":
        rig.go(name, "guide")
    await rig.clock.settle()
    rig.tasks["a"].cancel()
    await rig.clock.settle()
    assert rig.entered == ["a", "b"]
    rig.begin["b"].set()
    await rig.clock.settle()
    assert rig.entered == ["a", "b", "c"]
    await rig.end()


async def test_a_waiting_request_that_is_cancelled_holds_up_nobody() -> None:
    """It led nothing yet: the others go on as before."""
    rig = Rig()
    for name in "abc":
        rig.go(name, "guide")
    await rig.clock.settle()
    rig.tasks["b"].cancel()
    rig.begin["a"].set()
    await rig.clock.settle()
    assert rig.entered == ["a", "c"]
    await rig.end()


async def test_conversations_share_the_outer_prefix_and_warm_their_own() -> None:
    """The guide is warmed by one request of all; then each conversation sends its first alone."""
    rig = Rig()
    for name, own in (("a1", "A"), ("a2", "A"), ("b1", "B"), ("b2", "B")):
        rig.go(name, "guide", own)
    await rig.clock.settle()
    assert rig.entered == ["a1"]
    rig.begin["a1"].set()
    await rig.clock.settle()
    assert sorted(rig.entered) == ["a1", "a2", "b1"]
    rig.begin["b1"].set()
    await rig.clock.settle()
    assert sorted(rig.entered) == ["a1", "a2", "b1", "b2"]
    await rig.end()


async def test_a_prefix_grows_cold_when_it_is_not_used() -> None:
    """After the cache's lifetime the first request goes alone again; each use makes it last."""
    rig = Rig()
    rig.go("a", "guide")
    rig.begin["a"].set()
    await rig.clock.advance(WARM_SECONDS - 1)
    rig.go("b", "guide")
    rig.begin["b"].set()
    await rig.clock.advance(WARM_SECONDS - 1)
    for name in "cd":
        rig.go(name, "guide")
    await rig.clock.settle()
    assert rig.entered == ["a", "b", "c", "d"]
    await rig.end()
    await rig.clock.advance(WARM_SECONDS + 1)
    for name in "ef":
        rig.go(name, "guide")
    await rig.clock.settle()
    assert rig.entered[-1] == "e"
    await rig.end()


@pytest.mark.parametrize("count", [1, 5])
async def test_without_a_prefix_nobody_waits(count: int) -> None:
    """What is not cached is sent at once."""
    rig = Rig()
    for number in range(count):
        rig.go(str(number))
    await rig.clock.settle()
    assert len(rig.entered) == count
    await rig.end()
