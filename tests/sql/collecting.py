"""The collector on the database and the simulator's batches, for the tests of it, step by step.

Each step is one look of a named worker. A worker "dies" where the provider it speaks through raises in its
place; the next one takes up what the database says when the first one's charge is over.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from psycopg.types.json import Jsonb
from pydantic import SecretStr

from tests.clock import ManualClock
from tests.simulated import MODEL, dialogue_blocks, plan
from tests.sql.batching import look, stage, wait
from tests.sql.world import Row, World, rows, value
from worker.claude.batches import BatchClient, BatchLine, ProviderBatch
from worker.jobs.batches import LOST_AFTER_SECONDS, Collector
from worker.jobs.claims import BatchLimits, OpenBatch
from worker.local.simulator import BatchConfig, Simulator, SimulatorConfig
from worker.settings import SIMULATED_KEY

BATCH = Jsonb({"delivery": "message_batch"})
LIMITS = BatchLimits(lease_seconds=60, gather_seconds=60, most_requests=100)


class Died(BaseException):
    """The worker is killed here."""


class SqlBatches:
    """worker.jobs.batches.Batches over SQL, as one worker."""

    def __init__(self, world: World, worker: str) -> None:
        self._world, self._worker = world, worker
        self.dies_before: str | None = None

    async def look_at_batches(self, limits: BatchLimits) -> list[OpenBatch]:
        """See Store."""
        found = look(
            self._world,
            worker=self._worker,
            method="simulated",
            lease=limits.lease_seconds,
            gather=limits.gather_seconds,
            requests=limits.most_requests,
            size=limits.most_bytes,
        )
        return [OpenBatch.model_validate(row) for row in found]

    async def batch_bodies(self, batch_id: str, after: str | None, limit: int) -> list[Mapping[str, Any]]:
        """See Store."""
        query = "select public.generation_batch_bodies(%s, %s, %s)"
        return list(value(self._world.service, query, batch_id, after, limit))

    async def of_batch(self, what: str, batch_id: str, **arguments: Any) -> Mapping[str, Any]:
        """See Store. The worker dies before it asks what `dies_before` names."""
        if what == self.dies_before:
            raise Died
        sent = {name: Jsonb(given) if isinstance(given, list) else given for name, given in arguments.items()}
        named = "".join(f", p_{name} => %s" for name in sent)
        query = f"select public.generation_batch_{what}(p_worker => %s, p_batch_id => %s{named})"
        return dict(value(self._world.service, query, self._worker, batch_id, *sent.values()) or {})

    async def leave_batches(self) -> None:
        """See Store."""
        value(self._world.service, "select public.generation_batches_leave(%s)", self._worker)

    async def resume_within_budget(self) -> int:
        """See Store."""
        return int(value(self._world.service, "select public.generation_budget_resume()"))

    async def known_batches(self, provider_ids: Sequence[str]) -> set[str]:
        """See Store."""
        query = (
            "select provider_batch_id as id from public.generation_batches where provider_batch_id = any (%s)"
        )
        return {str(row["id"]) for row in rows(self._world.service, query, list(provider_ids))}


class Mortal:
    """A provider in whose place a worker dies: before a creation, after it, or after so many results."""

    def __init__(self, client: BatchClient) -> None:
        self._client = client
        self.dies_before_create = self.dies_after_create = False
        self.dies_after_lines: int | None = None
        self.breaks_once = False
        self.at_line: Callable[[int], Awaitable[None]] | None = None
        self.rewrite: Callable[[BatchLine], Sequence[BatchLine]] = lambda line: [line]
        self.retrieve, self.since, self.cancel = client.retrieve, client.since, client.cancel

    async def create(self, requests: Sequence[Mapping[str, Any]]) -> ProviderBatch:
        """See BatchClient."""
        if self.dies_before_create:
            raise Died
        if self.breaks_once:
            self.breaks_once = False
            raise RuntimeError
        made = await self._client.create(requests)
        if self.dies_after_create:
            raise Died
        return made

    async def lines(self, batch: ProviderBatch) -> AsyncIterator[BatchLine]:
        """See BatchClient."""
        count = 0
        async for line in self._client.lines(batch):
            if count == self.dies_after_lines:
                raise Died
            count += 1
            if self.at_line is not None:
                await self.at_line(count)
            for each in self.rewrite(line):
                yield each


class Gate:
    """worker.jobs.batches.Gate. noted: the reasons told."""

    def __init__(self) -> None:
        self.closed = False
        self.noted: list[str] = []

    def note(self, reason: str) -> None:
        """See Gate."""
        self.noted.append(reason)


class Rig:
    """A world, a simulator, and workers that look at batches."""

    def __init__(self, world: World, api: Simulator, client: BatchClient, clock: ManualClock) -> None:
        self.world, self.api, self.client, self.clock = world, api, client, clock
        self.gate, self.woken = Gate(), asyncio.Event()

    def worker(
        self, name: str = "w1", limits: BatchLimits = LIMITS, batches: SqlBatches | None = None
    ) -> tuple[Collector, Mortal]:
        """A worker's collector, and what it can die in."""
        provider = Mortal(self.client)
        collector = Collector(
            batches or SqlBatches(self.world, name),
            provider,
            self.gate,
            self.woken.set,
            self.clock,
            limits=limits,
            look_seconds=5,
            longest_poll_seconds=60,
        )
        return collector, provider

    def staged(self, count: int = 2, calls: int = 1) -> tuple[Row, list[str]]:
        """A job whose items wait with so many calls each, and the ids of the calls."""
        self.world.plan(count)
        options = Jsonb({"delivery": "message_batch", "max_concurrency": 100})
        job = self.world.job([f"fp_{number}" for number in range(1, count + 1)], options=options)
        made = []
        for work in self.world.claim(100, method="simulated"):
            for turn in range(1, calls + 1):
                body = json.dumps(params(f"{work['conversation_id']}_{turn}"))
                made.append(stage(self.world, work, body=body, turn_number=turn))
            assert wait(self.world, work) == "waiting"
        return job, made

    def charge_over(self) -> None:
        """Whoever looked after the batches has not been heard for long."""
        self.by_hand("worker_until = now() - interval '1 second'")

    def minute_over(self) -> None:
        """The last submission is more than a minute old."""
        self.by_hand(f"sent_at = sent_at - interval '{LOST_AFTER_SECONDS + 1} seconds'")

    def by_hand(self, change: str) -> None:
        """Change the batches as Studio may."""
        rows(self.world.owner, f"update public.generation_batches set {change}")

    def batches(self) -> list[Row]:
        """Every batch."""
        return rows(self.world.owner, "select * from public.generation_batches order by intent_at")

    def statuses(self) -> dict[str, int]:
        """How many items are in which status."""
        found = rows(self.world.owner, "select status from public.generation_job_items")
        return dict(Counter(str(row["status"]) for row in found))

    def outcomes(self) -> dict[str | None, int]:
        """How many calls ended how."""
        return dict(
            Counter(row["outcome"] for row in rows(self.world.owner, "select * from public.generation_calls"))
        )

    async def home(self, name: str = "w1", looks: int = 12) -> None:
        """Let a worker look until no batch is open."""
        collector, _ = self.worker(name)
        for _ in range(looks):
            await collector.look()
            if not any(batch["status"] in ("intended", "submitted") for batch in self.batches()):
                return
            await self.clock.advance(60)
        raise AssertionError(f"still open: {[batch['message'] for batch in self.batches()]}")

    def used_once(self, calls: Sequence[str]) -> None:
        """Each call has one answer, and none was asked for under another id."""
        assert self.outcomes() == {"succeeded": len(calls)}
        assert value(self.world.owner, "select count(*) from public.generation_responses") == len(calls)
        assert self.statuses().keys() == {"queued"}


def params(name: str) -> Row:
    """The params of a request the simulator answers with a dialogue."""
    return {
        "model": MODEL,
        "max_tokens": 16_000,
        "messages": [{"role": "user", "content": dialogue_blocks(plan(conversation_id=name))[0]}],
    }


@asynccontextmanager
async def rig_of(world: World, **batches: Any) -> AsyncIterator[Rig]:
    """A rig whose simulator's batches go so."""
    clock = ManualClock()
    # The database's clock is the real one, and a batch is known by when it was made.
    api = Simulator(SimulatorConfig(batches=BatchConfig(**batches)))
    async with api.serve() as url:
        client = BatchClient.open(api_key=SecretStr(SIMULATED_KEY), base_url=url, clock=clock)
        try:
            yield Rig(world, api, client, clock)
        finally:
            await client.close()
