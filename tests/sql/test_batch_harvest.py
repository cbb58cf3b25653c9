"""Batches on their way home: polled, harvested, broken off and read again, each result used once."""

import asyncio
from dataclasses import replace
from itertools import pairwise

import pytest

from tests.sql.batching import look
from tests.sql.collecting import BATCH, Died, rig_of
from tests.sql.world import World, rows, value
from worker.claude import faults
from worker.claude.batches import BatchFaultError, ProviderBatch
from worker.jobs.batches import BREAKS_OFF, FIRST_POLL_SECONDS, LINES, MOST_BROKEN_HARVESTS


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


async def test_results_that_always_break_off_are_given_up_with_what_was_read_kept(world: World) -> None:
    """Eight downloads end at the same place: what came before it is used, and only the rest is unknown."""
    async with rig_of(world, cuts=dict.fromkeys(range(1, 20), 0.6)) as rig:
        job, _ = rig.staged(10)
        collector, _ = rig.worker()
        await collector.look()
        await collector.look()
        assert rig.batches()[0]["trouble"] == BREAKS_OFF
        await rig.home(looks=2 * MOST_BROKEN_HARVESTS)
        (batch,) = rig.batches()
        assert (batch["status"], batch["succeeded"] + batch["missing"]) == ("harvested", 10)
        assert batch["succeeded"] >= 4
        assert rig.outcomes() == {"succeeded": batch["succeeded"], "failed": batch["missing"]}
        assert rig.statuses() == {"queued": 10}
        assert world.see_job(job)["reserved_usd"] > 0
        assert len([line for line in world.events(job) if BREAKS_OFF in line]) == 1


async def test_an_empty_file_of_results_is_no_proof_that_the_batch_is_not_ours(world: World) -> None:
    """Read again, and in the end given up with its cost unknown: never sent a second time."""
    async with rig_of(world) as rig:
        rig.staged(2)
        collector, provider = rig.worker()
        provider.rewrite = lambda _line: []
        for _ in range(MOST_BROKEN_HARVESTS + 1):
            await collector.look()
            await rig.clock.advance(60)
        (batch,) = rig.batches()
        assert (batch["status"], batch["missing"], batch["foreign_ids"]) == ("harvested", 2, [])
        assert len(rig.api.batches.made) == 1


async def test_a_line_that_names_no_call_of_ours_changes_nothing(world: World) -> None:
    """Ids of nobody, of no uuid, and a line that comes twice: each call of ours is settled once."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(3)
        collector, provider = rig.worker()
        strangers = ("0b9e7f1c-2c1f-4e3c-9d7e-000000000000", "no uuid'; --", "")
        provider.rewrite = lambda line: [
            *(replace(line, custom_id=name) for name in strangers), line, line
        ]  # fmt: skip
        await collector.look()
        await collector.look()
        rig.used_once(calls)


async def test_a_worker_that_stops_among_thousands_leaves_the_rest_to_the_next_at_once(world: World) -> None:
    """Cancelled in the middle of a harvest: its batch is given back, and no result is used twice."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(60)
        collector, provider = rig.worker("w1")
        await collector.look()
        reached = asyncio.Event()

        async def hang(line: int) -> None:
            if line == LINES + 5:
                reached.set()
                await asyncio.Event().wait()

        provider.at_line = hang
        keeping = asyncio.create_task(collector.keep())
        async with asyncio.timeout(30):
            await reached.wait()
        assert (collector.state.at_claude, collector.state.to_send) == (1, 0)
        keeping.cancel()
        with pytest.raises(asyncio.CancelledError):
            await keeping
        assert rig.outcomes() == {"succeeded": LINES, None: 60 - LINES}
        await rig.home("w2")
        rig.used_once(calls)


async def test_what_claude_will_not_show_under_this_key_is_said_in_the_row(world: World) -> None:
    """The key is rejected meanwhile: the gate closes and the items' notes say why, until it is over."""
    async with rig_of(world, polls=1) as rig:
        rig.staged(1)
        collector, provider = rig.worker()
        await collector.look()
        fault = faults.Fault("key_rejected", "Claude answered authentication_error: invalid")

        async def refuse(batch_id: str) -> ProviderBatch | None:
            assert batch_id
            raise BatchFaultError(fault)

        allowed, provider.retrieve = provider.retrieve, refuse
        await collector.look()
        assert rig.gate.noted == ["key_rejected"]
        assert collector.state.last_error == "key_rejected"
        note = "select stage_note from public.generation_job_items"
        assert str(value(world.owner, note)).endswith("; Claude answered authentication_error: invalid")
        provider.retrieve = allowed
        await rig.clock.advance(60)
        await collector.look()
        assert rig.batches()[0]["trouble"] == ""
        assert collector.state.last_error == ""


async def test_what_comes_home_makes_room_for_other_jobs_at_once(world: World) -> None:
    """A job paused at the daily limit goes on when another's batch cost less than was reserved for it."""
    async with rig_of(world) as rig:
        rig.staged(2)
        world.plan(3)
        reserved = value(world.owner, "select sum(reserved_usd) from public.generation_calls")
        rows(world.owner, "update public.generation_budget set daily_limit_usd = %s", reserved)
        other = world.job(["fp_3"], options=BATCH)
        (work,) = world.claim(method="simulated")
        assert world.open(work, delivery="message_batch")["reason"] == "daily_limit"
        world.release(work)
        assert world.see_job(other)["status_reason"] == "daily_limit"
        rig.woken.clear()
        await rig.home()
        assert rig.woken.is_set()
        assert world.see_job(other)["status"] == "in_progress"
