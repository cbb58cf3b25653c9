"""Everything at once: workers killed, frozen and deafened while Claude misbehaves; nothing is lost."""

import signal
from collections import Counter
from contextlib import AsyncExitStack
from decimal import Decimal
from random import Random

import pytest

from tests.integration.worker_rig import Process, Rig, process, rig_on, until
from tests.stack import Stack
from worker.local.simulator import FaultKind, SimulatorConfig

WORKERS = 3
DISTURBANCES = 15
# Shares of calls, about what a bad day of the API looks like.
BAD_DAY = {
    FaultKind.OVERLOADED: 0.02,
    FaultKind.STATUS_500: 0.02,
    FaultKind.CUT: 0.02,
    FaultKind.CLEAN_EOF: 0.02,
    FaultKind.MALFORMED: 0.01,
}


class Crew:
    """Workers that are replaced when they end. frozen: stopped in mid-work and not yet woken."""

    def __init__(self, rig: Rig, cleanup: AsyncExitStack) -> None:
        self._rig = rig
        self._cleanup = cleanup
        self.working: list[Process] = []
        self.frozen: list[Process] = []

    async def fill(self) -> None:
        """Start workers until there are as many as wanted."""
        while len(self.working) < WORKERS:
            environment = self._rig.environment(RAPPORT_LEASE_SECONDS="8", RAPPORT_CONCURRENCY="4")
            self.working.append(await self._cleanup.enter_async_context(process(environment)))

    async def disturb(self, dice: Random) -> None:
        """One of the things that happen to processes and sockets."""
        what = dice.choice(("kill", "kill", "stop", "freeze", "deafen"))
        if what == "deafen":
            self._rig.stack.faults.close_all(dice.choice((1000, 1001, 1011)))
            return
        worker = self.working.pop(dice.randrange(len(self.working)))
        if what == "freeze":
            worker.send(signal.SIGSTOP)
            self.frozen.append(worker)
            return
        worker.send(signal.SIGKILL if what == "kill" else signal.SIGTERM)
        await worker.code()

    def thaw(self) -> None:
        """Wake the frozen: their leases are gone, and they do not know it."""
        while self.frozen:
            worker = self.frozen.pop()
            worker.send(signal.SIGCONT)
            self.working.append(worker)


@pytest.mark.long
@pytest.mark.parametrize("seed", [1, 2])
async def test_a_bad_quarter_of_an_hour(seeded_stack: Stack, seed: int) -> None:
    """Every item ends, completed or with its fault named; no result twice, no cent unexplained."""
    dice = Random(seed)  # noqa: S311 - which misfortune comes next
    bad = SimulatorConfig(seed=seed, tokens_per_second=3000.0, content_fault_rate=0.2, fault_rates=BAD_DAY)
    async with rig_on(seeded_stack, bad) as rig, AsyncExitStack() as cleanup:
        ids = await rig.plan_copies(4)
        crew = Crew(rig, cleanup)
        await crew.fill()
        job = await rig.insert_job(*ids, max_cost_usd=90, options={"max_concurrency": 12})
        for number in range(DISTURBANCES):
            before = len(await rig.calls())

            async def some_more_calls(before: int = before) -> bool:
                row = await rig.job(job["id"])
                return len(await rig.calls()) >= before + 6 or row["status"] != "in_progress"

            await until(some_more_calls, "more calls", seconds=90)
            await crew.disturb(dice)
            if number % 4 == 3:
                crew.thaw()
            await crew.fill()
        crew.thaw()
        ended = await rig.ended(job["id"], seconds=300)
        for worker in crew.working:
            worker.send(signal.SIGTERM)
        assert [await worker.code() for worker in crew.working] == [0] * len(crew.working)
        assert ended["completed_conversations"] >= len(ids) // 2
        for item in await rig.items(job["id"]):
            assert item["status"] == "completed" or item["error_code"], item
        await _the_account_is_straight(rig)
        assert await rig.violations() == []


async def _the_account_is_straight(rig: Rig) -> None:
    calls = await rig.calls()
    received = Counter(
        (
            call["conversation_id"], call["revision"], call["stage"], call["turn_number"], call["section"],
            call["draft_no"], call["request_hash"],
        )
        for call in calls
        if call["outcome"] == "succeeded"
    )  # fmt: skip
    assert {key: count for key, count in received.items() if count > 1} == {}
    explained = sum(
        (call["reserved_usd"] if call["cost_usd"] is None else call["cost_usd"] for call in calls), Decimal(0)
    )
    assert rig.claude.invoice.total_usd <= explained
