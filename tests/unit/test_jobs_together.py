"""Requests asked at the same time: who leaves with whom, and whose fault a fault is."""

import asyncio

import pytest

from tests.unit.engine_rig import turn_over
from worker.errors import RapportError
from worker.jobs.together import MOST_TOGETHER, Together


class Desk:
    """Answers each number with its double, odd ones below zero with an error; `open` lets answers go."""

    def __init__(self) -> None:
        self.sent: list[list[int]] = []
        self.open = asyncio.Event()
        self.broken = False

    async def send(self, asked: list[int]) -> list[str | Exception]:
        """See Together."""
        self.sent.append(asked)
        await self.open.wait()
        if self.broken:
            raise RapportError("gone")
        return [RapportError(f"not {number}") if number < 0 else str(2 * number) for number in asked]


async def test_alone_nobody_waits() -> None:
    """One request, one answer."""
    desk = Desk()
    desk.open.set()
    assert await Together(desk.send).ask(3) == "6"
    assert desk.sent == [[3]]


async def test_what_comes_meanwhile_leaves_together() -> None:
    """While one is on its way the others gather; a crowd is split by size; each has its own answer."""
    desk = Desk()
    together = Together(desk.send)
    tasks = [asyncio.create_task(together.ask(number)) for number in range(MOST_TOGETHER + 3)]
    await turn_over()
    late = [asyncio.create_task(together.ask(100 + number)) for number in range(2)]
    await turn_over()
    desk.open.set()
    async with asyncio.timeout(10):
        answers = await asyncio.gather(*tasks, *late)
    assert answers[:3] == ["0", "2", "4"]
    assert answers[-2:] == ["200", "202"]
    assert [len(sent) for sent in desk.sent] == [MOST_TOGETHER, 5]


async def test_a_fault_of_one_is_no_fault_of_the_others() -> None:
    """Its own error is raised for it alone."""
    desk = Desk()
    together = Together(desk.send)
    tasks = [asyncio.create_task(together.ask(number)) for number in (1, -1, 2)]
    desk.open.set()
    async with asyncio.timeout(10):
        first, second, third = await asyncio.gather(*tasks, return_exceptions=True)
    assert (first, third) == ("2", "4")
    assert isinstance(second, RapportError)
    assert second.message == "not -1"


async def test_a_request_that_fails_fails_all_it_carried_and_no_other() -> None:
    """Everybody of it is told; the next request is sent as if nothing had been."""
    desk = Desk()
    desk.broken = True
    together = Together(desk.send)
    tasks = [asyncio.create_task(together.ask(number)) for number in (1, 2)]
    desk.open.set()
    async with asyncio.timeout(10):
        told = await asyncio.gather(*tasks, return_exceptions=True)
    assert all(isinstance(each, RapportError) for each in told)
    desk.broken = False
    assert await together.ask(5) == "10"


async def test_who_stops_waiting_stops_nobody_else() -> None:
    """A cancelled asker is left out; the others of its request have their answers."""
    desk = Desk()
    together = Together(desk.send)
    gone, stays = (asyncio.create_task(together.ask(number)) for number in (1, 2))
    await turn_over()
    gone.cancel()
    with pytest.raises(asyncio.CancelledError):
        await gone
    desk.open.set()
    async with asyncio.timeout(10):
        assert await stays == "4"


@pytest.mark.parametrize("answers", [[], ["6"], ["6", "8", "10"]])
async def test_answers_that_are_too_few_or_too_many_are_nobodys(answers: list[str | Exception]) -> None:
    """Whose they are cannot be told: every asker hears so, and none is left waiting for ever."""

    async def send(_: list[int]) -> list[str | Exception]:
        return answers

    together = Together(send)
    async with asyncio.timeout(10):
        told = await asyncio.gather(together.ask(3), together.ask(4), return_exceptions=True)
    assert [type(each) for each in told] == [RuntimeError, RuntimeError]
