"""Batches on their way home: polled, harvested, broken off and read again, each result used once."""

from itertools import pairwise

import pytest

from tests.sql.batching import look
from tests.sql.collecting import Died, rig_of
from tests.sql.world import World
from worker.jobs.batches import FIRST_POLL_SECONDS, LINES


async def test_a_batch_goes_out_and_its_answers_come_home(world: World) -> None:
    """One batch of all that waits; harvested in one look when it has ended; every item queued."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(3, calls=2)
        collector, _ = rig.worker()
        await collector.look()
        assert [batch["status"] for batch in rig.batches()] == ["submitted"]
        assert rig.api.batches.requests_of(rig.api.batches.made[0]) == sorted(calls)
        await collector.look()
        rig.used_once(calls)
        assert rig.woken.is_set()
        (batch,) = rig.batches()
        assert (batch["status"], batch["succeeded"], batch["settled"]) == ("harvested", 6, 6)


async def test_it_is_polled_ever_less_often(world: World) -> None:
    """The pauses grow to a minute; a look in between asks nothing."""
    async with rig_of(world, polls=100) as rig:
        rig.staged(1)
        polled: list[float] = []

        async def note(point: str) -> None:
            if point == "poll":
                polled.append(rig.clock.monotonic())

        rig.api.batches.at = note
        collector, _ = rig.worker()
        for _ in range(300):
            await collector.look()
            await rig.clock.advance(1)
        pauses = [after - before for before, after in pairwise(polled)]
        assert pauses[0] == FIRST_POLL_SECONDS
        assert pauses == sorted(pauses)
        assert pauses[-1] == 60


async def test_a_worker_that_dies_in_the_harvest_loses_nothing(world: World) -> None:
    """Killed after some results were settled: the next one reads all of them, and each is used once."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(40)
        first, provider = rig.worker("w1")
        await first.look()
        provider.dies_after_lines = 30
        with pytest.raises(Died):
            await first.look()
        assert rig.outcomes() == {"succeeded": 25, None: 15}
        assert rig.statuses() == {"queued": 25, "waiting_batch": 15}
        rig.charge_over()
        await rig.home("w2")
        rig.used_once(calls)
        assert len(rig.api.batches.made) == 1


async def test_a_long_harvest_keeps_its_batch(world: World) -> None:
    """Read slowly, its charge is prolonged on the way: no other worker takes the batch up meanwhile."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(60)
        collector, provider = rig.worker("w1")
        await collector.look()
        seen_by_others: list[int] = []

        async def slowly(line: int) -> None:
            await rig.clock.advance(1)
            if line == LINES - 1:
                rig.charge_over()
            if line == 2 * LINES:
                seen_by_others.append(len(look(world, worker="w2", method="simulated")))

        provider.at_line = slowly
        await collector.look()
        assert seen_by_others == [0]
        rig.used_once(calls)


async def test_results_that_break_off_are_read_again(world: World) -> None:
    """The download ended in the middle: what came is settled, the rest with the next."""
    async with rig_of(world, cuts={1: 0.6, 2: 0.3}) as rig:
        _, calls = rig.staged(30)
        await rig.home()
        rig.used_once(calls)


async def test_unanswered_lines_go_back_to_their_items(world: World) -> None:
    """Errored, canceled, expired: unbilled, and each item goes on with what it has."""
    schedule = {(1, 0): "errored", (1, 1): "canceled", (1, 2): "expired"}
    async with rig_of(world, schedule=schedule) as rig:
        rig.staged(4)
        await rig.home()
        (batch,) = rig.batches()
        assert [batch[name] for name in ("succeeded", "errored", "canceled", "expired")] == [1, 1, 1, 1]
        assert rig.outcomes() == {"succeeded": 1, "failed": 2, "cancelled": 1}
        assert rig.statuses() == {"queued": 4}


async def test_a_batch_claude_does_not_know_is_not_given_up(world: World) -> None:
    """Another key's: its answers may be there for 29 days; after that its calls end with their cost unknown."""
    async with rig_of(world) as rig:
        job, _ = rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        world.past_guards("update public.generation_batches set provider_batch_id = 'msgbatch_gone'")
        await collector.look()
        assert rig.statuses() == {"waiting_batch": 2}
        world.past_guards("update public.generation_batches set submitted_at = now() - interval '30 days'")
        await rig.home()
        assert rig.outcomes() == {"failed": 2}
        assert world.see_job(job)["reserved_usd"] > 0
