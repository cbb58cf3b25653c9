"""Workers that die, hang, are told to stop or lose their lease: one result, every spend recorded."""

import signal
from collections import Counter

import pytest

from tests.integration.worker_rig import annotating, process, rig_on, until, working
from tests.stack import Stack

FIRST = "fp_marcus_011"


async def test_a_killed_worker_is_replaced_and_nothing_received_is_paid_twice(seeded_stack: Stack) -> None:
    """Kill -9 in a call, new worker: done, one result, the first call's spend in the ledger."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(annotating(2))
        job = await rig.insert_job(FIRST)
        async with process(rig.environment()) as first:
            await rig.brake.reached()
            await rig.succeeded("dialogue", None)
            await rig.succeeded("annotate", 1, "breakdown")
            await rig.succeeded("annotate", 1, "reading")
            first.send(signal.SIGKILL)
            assert await first.code() == -signal.SIGKILL
        rig.brake.release()
        await rig.expire_leases()
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        job = await rig.ended(job["id"])
        [item] = await rig.items(job["id"])
        assert (item["status"], item["attempt"]) == ("completed", 2)
        assert (await rig.conversation(FIRST))["revision"] == 1
        calls = await rig.calls()
        paid = Counter((call["stage"], call["turn_number"], call["section"]) for call in calls
                       if call["outcome"] == "succeeded")  # fmt: skip
        assert set(paid.values()) == {1}
        cut = [call for call in calls if call["outcome"] is None]
        assert ("annotate", 2) in {(call["stage"], call["turn_number"]) for call in cut}
        assert all(call["reserved_usd"] > 0 and call["attempt"] == 1 for call in cut)
        asked = Counter((asked.stage, asked.turn) for asked in rig.claude.asked if asked.stage != "repair")
        assert asked["dialogue", None] == 1
        assert asked["annotate", 1] == 2
        # Both parts of turn 2, and once more whatever was in flight: one part surely.
        assert asked["annotate", 2] in (3, 4)
        assert await rig.violations() == []


async def test_a_stopped_worker_that_wakes_up_is_fenced(seeded_stack: Stack) -> None:
    """SIGSTOP past the lease, a second worker finishes, SIGCONT: the first writes nothing but its spend."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(annotating(2))
        job = await rig.insert_job(FIRST)
        async with process(rig.environment()) as zombie:
            await rig.brake.reached()
            zombie.send(signal.SIGSTOP)
            rig.brake.release()
            await rig.expire_leases()
            async with working(rig.settings()):
                await rig.ended(job["id"])
                before = await rig.conversation(FIRST)
            zombie.send(signal.SIGCONT)

            async def told() -> bool:
                return any("item_ended" in line and '"lost"' in line for line in zombie.lines)

            await until(told, "the first worker to give up")
            zombie.send(signal.SIGTERM)
            assert await zombie.code() == 0
        after = await rig.conversation(FIRST)
        assert (after["revision"], after["generated_at"]) == (1, before["generated_at"])
        assert len({str(call["worker"]) for call in await rig.calls()}) == 2
        assert await rig.violations() == []


@pytest.mark.parametrize("twice", [False, True])
async def test_a_signal_in_a_call_hands_the_item_back(seeded_stack: Stack, *, twice: bool) -> None:
    """SIGTERM: after the grace (or at the second signal) the attempt is given back, and the exit is 0."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(annotating(1))
        job = await rig.insert_job(FIRST)
        async with process(rig.environment(RAPPORT_GRACE_SECONDS="600" if twice else "0.5")) as worker:
            await rig.brake.reached()
            worker.send(signal.SIGTERM)
            if twice:

                async def told() -> bool:
                    return any("finishing" in line for line in worker.lines)

                await until(told, "the grace to begin")
                worker.send(signal.SIGINT)
            assert await worker.code() == 0
        [item] = await rig.items(job["id"])
        assert (item["status"], item["attempt"]) == ("queued", 0)
        assert Counter(call["outcome"] for call in await rig.calls()) == {"succeeded": 1, "cancelled": 1}
        [row] = await rig.rows("select * from public.generation_workers")
        assert row["state"] == "stopped"
        assert await rig.violations() == []
        rig.brake.release()
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        [item] = await rig.items(job["id"])
        assert (item["status"], item["attempt"]) == ("completed", 1)


async def test_a_worker_logs_no_key(seeded_stack: Stack) -> None:
    """Whatever it says on the way, at its most talkative, the keys are not in it."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        async with process(rig.environment(RAPPORT_LOG="debug"), ("run", "--drain")) as worker:
            assert await worker.code() == 0
        assert (await rig.job(job["id"]))["status"] == "completed"
        said = "".join(worker.lines)
        assert "item_started" in said
        assert rig.stack.service_role_key not in said
        assert "apikey=ey" not in said


@pytest.mark.long
async def test_a_dead_workers_item_is_back_within_its_lease(seeded_stack: Stack) -> None:
    """With a lease of three real seconds another worker has the item within the lease and one sweep."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(annotating(1))
        job = await rig.insert_job(FIRST)
        async with process(rig.environment(RAPPORT_LEASE_SECONDS="3")) as first:
            await rig.brake.reached()
            first.send(signal.SIGKILL)
            await first.code()
        rig.brake.release()
        async with working(rig.settings()):

            async def taken() -> bool:
                return int((await rig.items(job["id"]))[0]["attempt"]) == 2

            await until(taken, "the second attempt", seconds=3 + 10)
            await rig.ended(job["id"])
        assert await rig.violations() == []


@pytest.mark.long
async def test_an_item_that_kills_its_worker_three_times_is_dead(seeded_stack: Stack) -> None:
    """Attempts are counted at the claim: a poisonous item ends, and the next one is worked on."""
    second = "fp_jennifer_012"
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(lambda asked: asked.conversation_id == FIRST)
        # each kill keeps its call's reservation as upper bound, and three are above the default cap
        job = await rig.insert_job(FIRST, max_cost_usd=5)
        for _ in range(3):
            rig.brake.waiting.clear()
            async with process(rig.environment()) as worker:
                await rig.brake.reached()
                worker.send(signal.SIGKILL)
                await worker.code()
            await rig.expire_leases()
        other = await rig.insert_job(second)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 3
        assert (await rig.items(job["id"]))[0]["status"] == "dead"
        assert (await rig.job(other["id"]))["status"] == "completed"
        assert await rig.violations() == []
