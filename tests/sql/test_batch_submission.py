"""A submission nobody heard the answer of: found again in Claude's list, or made once more, and never used twice."""

from decimal import Decimal

import pytest

from tests.sql.batching import look
from tests.sql.collecting import Died, SqlBatches, params, rig_of
from tests.sql.world import World, value
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
