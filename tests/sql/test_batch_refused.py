"""What Claude does not take: waited for, split, paused or given up, by what it says."""

import json

import pytest

from tests.sql.batching import stage, wait
from tests.sql.collecting import Died, params, rig_of
from tests.sql.world import World
from worker.jobs.claims import BatchLimits
from worker.local.simulator import Fault, FaultKind


@pytest.mark.parametrize("kind", [FaultKind.STATUS_401, FaultKind.STATUS_402])
async def test_a_refused_key_pauses_the_jobs_and_the_batch_waits(world: World, kind: FaultKind) -> None:
    """Surely not made: nothing is counted as sent, the reason is told, and it goes when the gate opens."""
    async with rig_of(world, creates={1: Fault(kind)}) as rig:
        job, calls = rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        reason = "key_rejected" if kind is FaultKind.STATUS_401 else "credit_exhausted"
        assert rig.gate.noted == [reason]
        assert world.see_job(job)["status_reason"] == reason
        rig.gate.closed = True
        await collector.look()
        assert rig.api.batches.made == []
        rig.gate.closed = False
        world.claim(0, cleared=[reason], method="simulated")
        await rig.home()
        rig.used_once(calls)


async def test_a_throttled_submission_waits_as_it_is_told(world: World) -> None:
    """429 with retry-after: not asked before, then sent, without a minute's doubt."""
    async with rig_of(world, creates={1: Fault(FaultKind.RATE_LIMIT, retry_after="20")}) as rig:
        _, calls = rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        await rig.clock.advance(19)
        await collector.look()
        assert rig.api.batches.made == []
        await rig.clock.advance(2)
        await collector.look()
        assert len(rig.api.batches.made) == 1
        await rig.home()
        rig.used_once(calls)


async def test_a_batch_that_is_too_large_is_made_again_in_halves(world: World) -> None:
    """413: given up unbilled, and what its items stage anew goes in smaller ones."""
    async with rig_of(world, most_bytes=3 * len(json.dumps(params("fp_1_1")))) as rig:
        rig.staged(4)
        collector, _ = rig.worker()
        await collector.look()
        assert rig.batches()[0]["status"] == "abandoned"
        assert rig.outcomes() == {"failed": 4}
        for work in world.claim(100, method="simulated"):
            stage(world, work, body=json.dumps(params(work["conversation_id"])), turn_number=1)
            wait(world, work)
        await collector.look()
        assert [batch["requests"] for batch in rig.batches()] == [4, 2, 2]
        await rig.home()


async def test_a_batch_that_breaks_a_rule_is_given_up(world: World) -> None:
    """400: never sent again; its calls failed for nothing, its items go on and find out."""
    async with rig_of(world, creates={1: Fault(FaultKind.STATUS_400)}) as rig:
        rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        (batch,) = rig.batches()
        assert batch["status"] == "abandoned"
        assert rig.outcomes() == {"failed": 2}
        assert rig.statuses() == {"queued": 2}


async def test_a_refusal_says_nothing_of_an_earlier_submission(world: World) -> None:
    """One submission nobody heard of, the next refused for good: the calls end with their cost unknown."""
    async with rig_of(world, creates={1: Fault(FaultKind.STATUS_400)}) as rig:
        job, _ = rig.staged()
        first, provider = rig.worker("w1")
        provider.dies_before_create = True
        with pytest.raises(Died):
            await first.look()
        rig.charge_over()
        rig.minute_over()
        second, _ = rig.worker("w2")
        await second.look()
        assert rig.batches()[0]["status"] == "abandoned"
        assert rig.outcomes() == {"failed": 2}
        assert world.see_job(job)["reserved_usd"] == rig.batches()[0]["reserved_usd"]


@pytest.mark.parametrize("ours", [False, True])
async def test_trouble_with_one_batch_is_no_trouble_for_the_next(world: World, *, ours: bool) -> None:
    """The first creation fails, by Claude or by a fault of ours; the second is made in the same look."""
    async with rig_of(world, creates={} if ours else {1: Fault(FaultKind.STATUS_500)}) as rig:
        rig.staged(2)
        limits = BatchLimits(lease_seconds=60, gather_seconds=60, most_requests=1)
        collector, provider = rig.worker(limits=limits)
        provider.breaks_once = ours
        await collector.look()
        assert [batch["status"] for batch in rig.batches()] == ["intended", "submitted"]
        rig.minute_over()
        await rig.home()
