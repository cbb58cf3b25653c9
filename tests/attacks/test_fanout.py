"""Many subscribers, half of them members: each member hears each row once and in order, non-members none."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from statistics import quantiles
from typing import Any

import pytest

from tests.attacks.listening import Served
from tests.integration.realtime_rig import PATIENCE, Rig, Wire
from tests.sql.world import rows
from tests.stack import TestCluster
from worker.clock import SystemClock

CLOCK = SystemClock()
A_SECOND = 10
"""Changes a second."""


async def _hear(wire: Wire, last: int, patience: float, at: Callable[[int], None] | None) -> list[int]:
    """The numbers of the changes one subscriber hears before the last mark; `at` is told of each."""
    heard: list[int] = []
    while True:
        message = await wire.next(patience)
        if message["event"] != "postgres_changes":
            continue
        data = message["payload"]["data"]
        if data["table"] == "marks":
            assert data["record"]["id"] == last
            return heard
        number = int(data["record"].get("tier_batch") or data["record"]["message"])
        heard.append(number)
        if at is not None:
            at(number)


def _change(served: Served, number: int) -> None:
    """Odd numbers update a conversation, even ones insert an event."""
    if number % 2:
        served.change(number)
    else:
        rows(served.world.service, "insert into public.generation_events (message) values (%s)", str(number))


@pytest.mark.parametrize(
    ("subscribers", "seconds"),
    [pytest.param(8, 2, id="short"), pytest.param(40, 60, id="40 for a minute", marks=pytest.mark.long)],
)
async def test_each_member_hears_each_row_once_and_in_order(
    cluster: TestCluster,
    record_property: Callable[[str, object], None],
    capsys: pytest.CaptureFixture[str],
    subscribers: int,
    seconds: int,
) -> None:
    """Ten changes a second, two tables, one socket and one user each; the latency is reported, not judged."""
    count = seconds * A_SECOND
    sent: dict[int, float] = {}
    delays: list[float] = []
    with cluster.database("migrated") as database, Rig(database) as rig:
        served = Served(rig)
        await served.settled()
        async with AsyncExitStack() as stack:
            wires = [await stack.enter_async_context(rig.socket()) for _ in range(subscribers)]
            for index, wire in enumerate(wires):
                await served.join(wire, served.person("viewer" if index % 2 else None))
            note: Any = lambda number: delays.append(CLOCK.monotonic() - sent[number])  # noqa: E731
            ears = [
                asyncio.create_task(
                    _hear(wire, served.marks + 1, seconds + PATIENCE, note if index % 2 else None)
                )
                for index, wire in enumerate(wires)
            ]
            begun = CLOCK.monotonic()
            for number in range(1, count + 1):
                sent[number] = CLOCK.monotonic()
                await asyncio.to_thread(_change, served, number)
                if number % (20 * A_SECOND) == 0:
                    for wire in wires:  # as clients do: a silent socket is closed after a minute
                        await wire.send("phoenix", "heartbeat", {})
                await CLOCK.sleep(max(0.0, begun + number / A_SECOND - CLOCK.monotonic()))
            await asyncio.to_thread(served.mark)
            heard = await asyncio.gather(*ears)
        served.world.close()
    assert heard[1::2] == [list(range(1, count + 1))] * (subscribers // 2)
    assert heard[0::2] == [[]] * (subscribers // 2)
    cut = quantiles(delays, n=100)
    told = f"fan-out to {subscribers}, {len(delays)} deliveries: p50 {cut[49]:.3f} s, p95 {cut[94]:.3f} s"
    record_property("realtime_fanout", told)
    with capsys.disabled():
        print(f"\n{told}")  # noqa: T201 - the figure is what this test is run for
