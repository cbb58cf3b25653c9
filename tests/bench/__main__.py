"""Runs every benchmark, or those named: `python -m tests.bench latency memory`."""

import asyncio
import sys
from collections.abc import Awaitable, Callable

from tests.bench import engine, ledger, matrix, queue
from tests.bench.figures import say
from tests.stack import Stack, TestCluster
from worker import logs
from worker.local.keys import make_keys


def main(wanted: list[str]) -> None:
    """Run the benchmarks named in `wanted`, all when it is empty."""
    logs.configure("warning")
    cluster = TestCluster()
    cluster.start()

    def on_a_stack(work: Callable[[Stack], Awaitable[None]]) -> None:
        with cluster.database("seeded") as database, Stack(database, make_keys()) as stack:
            asyncio.run(_run(work(stack)))

    def dashboards() -> None:
        with cluster.database("migrated") as database:
            matrix.dashboards(database)

    benchmarks: dict[str, Callable[[], None]] = {
        "latency": lambda: on_a_stack(lambda stack: queue.claim_latency(stack, realtime=True, jobs=30)),
        "polling": lambda: on_a_stack(lambda stack: queue.claim_latency(stack, realtime=False, jobs=12)),
        "throughput": lambda: on_a_stack(lambda stack: queue.throughput(stack, copies=5)),
        "conversation": lambda: asyncio.run(engine.one_conversation()),
        "twenty": lambda: asyncio.run(engine.twenty_conversations()),
        "wire": engine.wire,
        "memory": lambda: on_a_stack(lambda stack: queue.memory(stack, in_flight=50)),
        "dashboards": dashboards,
        "calls": lambda: asyncio.run(ledger.calls_in_memory(calls=200, at_once=20)),
        "ledger": lambda: on_a_stack(lambda stack: ledger.durable_calls(stack, calls=200, at_once=20)),
        "many": lambda: on_a_stack(lambda stack: ledger.durable_calls(stack, calls=1000, at_once=100)),
    }
    unknown = sorted(set(wanted) - set(benchmarks))
    try:
        if unknown:
            say("no such benchmark:", ", ".join(unknown), f"there are {', '.join(benchmarks)}")
            sys.exit(2)
        for name in wanted or benchmarks:
            benchmarks[name]()
    finally:
        cluster.destroy()


async def _run(work: Awaitable[None]) -> None:
    await work


if __name__ == "__main__":
    main(sys.argv[1:])
