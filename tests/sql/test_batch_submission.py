"""A submission nobody heard of: found again in Claude's list, or made once more, and never used twice."""

from collections.abc import AsyncIterator
from decimal import Decimal

import pytest

from tests.sql.batching import look
from tests.sql.collecting import Died, Rig, SqlBatches, params, rig_of
from tests.sql.world import World, value
from worker.claude import faults
from worker.claude.batches import BatchFaultError, BatchLine, ProviderBatch
from worker.jobs.claims import BatchLimits
from worker.local.simulator import Fault, FaultKind


async def test_a_worker_that_dies_before_the_submission_leaves_an_intent(world: World) -> None:
    """Killed with the intent stored and nothing sent: the next one sends it at once, the same calls."""
    async with rig_of(world) as rig:
        _, calls = rig.staged()
        look(world, worker="w1", method="simulated")
        rig.charge_over()
        await rig.home("w2")
        assert len(rig.api.batches.made) == 1
        rig.used_once(calls)


async def test_a_submission_that_never_was_is_made_after_a_minute(world: World) -> None:
    """Killed on the verge of sending: the list shows nothing, and a minute later it is sent, once."""
    async with rig_of(world) as rig:
        _, calls = rig.staged()
        first, provider = rig.worker("w1")
        provider.dies_before_create = True
        with pytest.raises(Died):
            await first.look()
        rig.charge_over()
        second, _ = rig.worker("w2")
        await second.look()
        assert rig.api.batches.made == []
        rig.minute_over()
        await second.look()
        assert len(rig.api.batches.made) == 1
        await rig.home("w2")
        rig.used_once(calls)


async def test_a_submission_whose_id_was_lost_with_its_worker_is_adopted(world: World) -> None:
    """Killed between Claude's taking it and storing its id: found in the list by time and size; sent once."""
    async with rig_of(world) as rig:
        _, calls = rig.staged()
        first, provider = rig.worker("w1")
        provider.dies_after_create = True
        with pytest.raises(Died):
            await first.look()
        rig.charge_over()
        await rig.home("w2")
        assert len(rig.api.batches.made) == 1
        assert rig.batches()[0]["provider_batch_id"] == rig.api.batches.made[0]
        rig.used_once(calls)


async def test_a_creation_whose_answer_was_lost_is_adopted_by_the_same_worker(world: World) -> None:
    """The connection broke after the work: nobody knows, so the list is asked before anything is sent."""
    async with rig_of(world, creates={1: "lost"}) as rig:
        _, calls = rig.staged()
        await rig.home()
        assert len(rig.api.batches.made) == 1
        rig.used_once(calls)


async def test_a_batch_that_shows_up_too_late_is_a_duplicate_with_its_price(world: World) -> None:
    """Not in the list for a minute, so sent again; then it shows: told with its cost bound, each answer used once."""
    async with rig_of(world, creates={1: "late"}, hidden_lists=2, polls=2) as rig:
        job, calls = rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        await collector.look()
        assert len(rig.api.batches.made) == 1
        rig.minute_over()
        await collector.look()
        first, second = rig.api.batches.made
        assert rig.batches()[0]["provider_batch_id"] == second
        await rig.home()
        rig.used_once(calls)
        (batch,) = rig.batches()
        assert batch["duplicate_ids"] == [first]
        (told,) = [line for line in world.events(job) if "twice" in line]
        assert first in told
        assert f"up to ${batch['reserved_usd']:.2f}"[:9] in told
        assert Decimal(value(world.owner, "select sum(cost_usd) from public.generation_calls")) > 0


async def test_a_stranger_that_fits_is_given_back(world: World) -> None:
    """Another program's batch of the same size and time is taken for ours; at its harvest it is found out."""
    async with rig_of(world) as rig:
        _, calls = rig.staged()
        first, provider = rig.worker("w1")
        provider.dies_before_create = True
        with pytest.raises(Died):
            await first.look()
        theirs = [{"custom_id": f"theirs_{number}", "params": params(f"bee_{number}")} for number in range(2)]
        stranger = await rig.client.create(theirs)
        rig.charge_over()
        second, _ = rig.worker("w2")
        await second.look()
        assert rig.batches()[0]["provider_batch_id"] == stranger.id
        await second.look()
        (batch,) = rig.batches()
        assert (batch["status"], batch["foreign_ids"], rig.outcomes()) == (
            "intended",
            [stranger.id],
            {None: 2},
        )
        rig.minute_over()
        await rig.home("w2")
        rig.used_once(calls)
        assert len(rig.api.batches.made) == 2


async def test_two_intents_of_one_size_may_be_taken_for_each_other(world: World) -> None:
    """Both lost their ids and are adopted crosswise: every call still gets its own answer, once."""
    async with rig_of(world, creates={1: "lost", 2: "lost"}) as rig:
        _, calls = rig.staged(2)
        limits = BatchLimits(lease_seconds=60, gather_seconds=60, most_requests=1)
        collector, _ = rig.worker(limits=limits)
        await collector.look()
        made = rig.api.batches.made
        ours = SqlBatches(world, "w1")
        for batch, provider_id in zip(rig.batches(), reversed(made), strict=True):
            await ours.of_batch("submitted", str(batch["id"]), provider_id=provider_id, adopted=True)
        await collector.look()
        rig.minute_over()
        await rig.home()
        rig.used_once(calls)
        assert rig.api.batches.made == made


async def test_an_unsure_refusal_is_looked_up_before_it_is_sent_again(world: World) -> None:
    """A 503 may have come after the work: the list decides, a minute later."""
    async with rig_of(world, creates={1: Fault(FaultKind.STATUS_503)}) as rig:
        _, calls = rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        await collector.look()
        assert rig.api.batches.made == []
        rig.minute_over()
        await rig.home()
        assert len(rig.api.batches.made) == 1
        rig.used_once(calls)


async def sent_twice(rig: Rig) -> tuple[str, str]:
    """Send a batch again that Claude's list showed too late; Claude's ids of both."""
    collector, _ = rig.worker()
    await collector.look()
    await collector.look()
    rig.minute_over()
    await collector.look()
    first, second = rig.api.batches.made
    return first, second


async def test_a_worker_that_dies_before_it_tells_of_a_copy_leaves_it_to_be_told(world: World) -> None:
    """All is settled from the copy by then, and the next worker still finds and tells it, with its bound."""
    async with rig_of(world, creates={1: "late"}, hidden_lists=2, polls=2) as rig:
        job, calls = rig.staged()
        first, _ = await sent_twice(rig)
        for _ in range(3):
            await rig.client.retrieve(first)
        batches = SqlBatches(world, "w1")
        collector, _ = rig.worker(batches=batches)
        batches.dies_before = "submitted"
        with pytest.raises(Died):
            await collector.look()
        assert rig.outcomes() == {"succeeded": len(calls)}
        assert rig.batches()[0]["duplicate_ids"] == []
        rig.charge_over()
        await rig.home("w2")
        assert rig.batches()[0]["duplicate_ids"] == [first]
        rig.used_once(calls)
        assert "sent to Claude twice" in world.see_job(job)["status_message"]


async def test_a_copy_that_cannot_be_read_keeps_nothing_from_coming_home(world: World) -> None:
    """The copy's results break off each time: the batch is harvested all the same, and the copy told."""
    async with rig_of(world, creates={1: "late"}, hidden_lists=2, polls=2) as rig:
        _, calls = rig.staged()
        first, second = await sent_twice(rig)
        collector, provider = rig.worker()
        readable = provider.lines

        async def lines(batch: ProviderBatch) -> AsyncIterator[BatchLine]:
            if batch.id == first:
                raise BatchFaultError(faults.Fault("connection", "It broke off."))
            async for line in readable(batch):
                yield line

        provider.lines = lines  # type: ignore[method-assign]
        for _ in range(6):
            await collector.look()
            await rig.clock.advance(60)
        (batch,) = rig.batches()
        assert (batch["status"], batch["provider_batch_id"]) == ("harvested", second)
        assert batch["duplicate_ids"] == [first]
        rig.used_once(calls)


async def test_a_copy_that_is_still_in_progress_is_told_when_the_batch_is_home(world: World) -> None:
    """Nobody will look at it again, so it is told without having been read; it is not touched at Claude."""
    async with rig_of(world, creates={1: "late"}, hidden_lists=2, polls=20) as rig:
        job, calls = rig.staged()
        first, second = await sent_twice(rig)
        for _ in range(20):
            await rig.client.retrieve(second)
        await rig.home()
        (batch,) = rig.batches()
        assert (batch["provider_batch_id"], batch["duplicate_ids"]) == (second, [first])
        copy = await rig.client.retrieve(first)
        assert copy is not None
        assert copy.ended_at is None
        rig.used_once(calls)
        assert "sent to Claude twice" in world.see_job(job)["status_message"]
