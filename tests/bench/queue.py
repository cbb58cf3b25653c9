"""The worker on the local stack: how soon it claims, how much it does, what it weighs."""

from pathlib import Path
from random import Random

from tests.bench.figures import latencies, say
from tests.integration.worker_rig import Rig, process, rig_on, until
from tests.stack import Stack
from worker.clock import SystemClock
from worker.local.simulator import SimulatorConfig


async def _started(rig: Rig) -> None:
    async def idle() -> bool:
        rows = await rig.rows("select 1 from public.generation_workers where state = 'idle'")
        return bool(rows)

    await until(idle, "an idle worker")


async def claim_latency(stack: Stack, *, realtime: bool, jobs: int) -> None:
    """Seconds from a job's insert to its first claim, by the database's clock."""
    waits: list[float] = []
    async with rig_on(stack) as rig:
        mode = {"RAPPORT_REALTIME": "true" if realtime else "false", "RAPPORT_POLL_SECONDS": "5"}
        async with process(rig.environment(**mode)):
            await _started(rig)
            if realtime:  # the first subscription may still be on its way
                await rig.ended(
                    (await rig.insert_job("fp_marcus_011", options={"existing": "replace"}))["id"]
                )
            for number in range(jobs):
                # a moment unrelated to the worker's poll, the same in every run
                await SystemClock().sleep(Random(number).uniform(0.2, 1.2))  # noqa: S311 - spreads inserts
                job = await rig.insert_job("fp_marcus_011", options={"existing": "replace"})
                await rig.ended(job["id"])
                rows = await rig.rows(
                    "select extract(epoch from j.started_at - j.created_at)::float as waited"
                    " from public.generation_jobs j where id = %s", job["id"],
                )  # fmt: skip
                waits.append(rows[0]["waited"])
        say(
            f"insert to claim, {'Realtime' if realtime else 'polling every 5 s'}",
            latencies(waits), f"{jobs} jobs, one at a time",
        )  # fmt: skip


async def throughput(stack: Stack, *, copies: int) -> None:
    """Conversations a second when Claude takes no time: what the worker and the database can do."""
    async with rig_on(stack) as rig:
        ids = await rig.plan_copies(copies)
        async with process(rig.environment()):
            await _started(rig)
            job = await rig.insert_job(*ids, options={"max_concurrency": 8})
            ended = await rig.ended(job["id"], seconds=600)
        rows = await rig.rows(
            "select extract(epoch from completed_at - started_at)::float as took from public.generation_jobs"
            " where id = %s", job["id"],
        )  # fmt: skip
        took = rows[0]["took"]
        say(
            "conversations a second, Claude at no latency", f"{len(ids) / took:.2f}",
            f"{ended['completed_conversations']} of {len(ids)} done with {ended['api_calls']} calls; "
            "simulator, gateway and Postgres on the same two cores",
        )  # fmt: skip


async def memory(stack: Stack, *, in_flight: int) -> None:
    """Resident memory of one worker, idle and with so many conversations waiting for Claude."""
    slow = SimulatorConfig(tokens_per_second=2.0)  # answers that began and do not end
    async with rig_on(stack, slow) as rig:
        ids = (await rig.plan_copies(in_flight // 8 + 1))[:in_flight]
        wide = {"RAPPORT_CONCURRENCY": str(in_flight), "RAPPORT_MAX_CALLS": str(in_flight)}
        async with process(rig.environment(**wide)) as worker:
            await _started(rig)
            idle = _resident_mib(worker.pid)
            await rig.insert_job(*ids, options={"max_concurrency": in_flight})

            async def all_waiting() -> bool:
                return rig.claude.invoice.in_flight >= in_flight

            await until(all_waiting, f"{in_flight} calls in flight", seconds=120)
            busy = _resident_mib(worker.pid)
        say(
            f"worker memory, {in_flight} in flight", f"{busy:.0f} MiB",
            f"{idle:.0f} MiB idle, {(busy - idle) / in_flight * 1024:.0f} KiB a conversation",
        )  # fmt: skip


def _resident_mib(pid: int) -> float:
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024
