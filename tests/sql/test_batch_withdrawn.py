"""Batches nobody waits for any more: withdrawn before they are sent, cancelled at Claude after it."""

import json
from decimal import Decimal

import pytest

from tests.sql.batching import look, stage, wait
from tests.sql.collecting import BATCH, Died, params, rig_of
from tests.sql.world import World


async def test_a_batch_of_cancelled_items_is_cancelled_at_claude(world: World) -> None:
    """Nobody waits for it any more: Claude is asked once; what was done by then is paid and recorded."""
    async with rig_of(world, polls=3) as rig:
        job, _ = rig.staged(4)
        collector, _ = rig.worker()
        await collector.look()
        world.set_job(job, requested_action="cancel")
        assert rig.statuses() == {"cancelled": 4}
        await rig.home()
        (batch,) = rig.batches()
        assert (batch["succeeded"], batch["canceled"]) == (2, 2)
        after = world.see_job(job)
        assert (after["reserved_usd"], after["cost_usd"]) == (
            0,
            rig.api.invoice.total_usd.quantize(Decimal("1e-6")),
        )


async def test_a_batch_somebody_still_waits_for_is_not_cancelled(world: World) -> None:
    """One job of two is cancelled: the batch goes on for the other."""
    async with rig_of(world, polls=1) as rig:
        world.plan(2)
        jobs = [world.job([name], options=BATCH) for name in ("fp_1", "fp_2")]
        for work in world.claim(method="simulated"):
            stage(world, work, body=json.dumps(params(work["conversation_id"])))
            wait(world, work)
        collector, _ = rig.worker()
        await collector.look()
        world.set_job(jobs[0], requested_action="cancel")
        await rig.home()
        assert rig.batches()[0]["succeeded"] == 2
        assert rig.statuses() == {"cancelled": 1, "queued": 1}


async def test_a_batch_cancelled_before_it_was_sent_never_is(world: World) -> None:
    """Its intent is withdrawn, for nothing."""
    async with rig_of(world) as rig:
        job, _ = rig.staged()
        look(world, worker="w1", method="simulated")
        world.set_job(job, requested_action="cancel")
        collector, _ = rig.worker("w1")
        await collector.look()
        assert rig.api.batches.made == []
        assert rig.batches()[0]["status"] == "abandoned"
        assert world.see_job(job)["reserved_usd"] == 0


async def test_what_nobody_waits_for_is_not_sent_a_second_time(world: World) -> None:
    """Cancelled after a submission nobody heard of, which the list does not show: it is given up, and since Claude
    may have it all the same, what it may have cost stays reserved.
    """
    async with rig_of(world) as rig:
        job, _ = rig.staged()
        first, provider = rig.worker("w1")
        provider.dies_before_create = True
        with pytest.raises(Died):
            await first.look()
        world.set_job(job, requested_action="cancel")
        rig.charge_over()
        second, _ = rig.worker("w2")
        await second.look()
        assert rig.batches()[0]["status"] == "intended"
        rig.minute_over()
        await second.look()
        (batch,) = rig.batches()
        assert (rig.api.batches.made, batch["status"]) == ([], "abandoned")
        assert rig.outcomes() == {"cancelled": 2}
        after = world.see_job(job)
        assert (after["cost_usd"], after["reserved_usd"]) == (0, batch["reserved_usd"])
