"""The collector on the database and the simulator's batches: every crash, fault and doubt, step by step.

Each step is one look of a named worker. A worker "dies" where the provider it speaks through raises in its
place; the next one takes up what the database says when the first one's charge is over.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from psycopg.types.json import Jsonb
from pydantic import SecretStr

from tests.clock import ManualClock
from tests.simulated import MODEL, dialogue_blocks, plan
from tests.sql.batching import look, stage, wait
from tests.sql.world import Row, World, rows, value
from worker.claude.batches import BatchClient, BatchLine, ProviderBatch
from worker.jobs.batches import FIRST_POLL_SECONDS, LINES, LOST_AFTER_SECONDS, Collector
from worker.jobs.claims import BatchLimits, OpenBatch
from worker.local.simulator import BatchConfig, Fault, FaultKind, Simulator, SimulatorConfig
from worker.settings import SIMULATED_KEY

BATCH = Jsonb({"delivery": "message_batch"})
LIMITS = BatchLimits(lease_seconds=60, gather_seconds=60, most_requests=100)


class Died(BaseException):
    """The worker is killed here."""


class SqlBatches:
    """worker.jobs.batches.Batches over SQL, as one worker."""

    def __init__(self, world: World, worker: str) -> None:
        self._world, self._worker = world, worker

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
        """See Store."""
        sent = {name: Jsonb(given) if isinstance(given, list) else given for name, given in arguments.items()}
        named = "".join(f", p_{name} => %s" for name in sent)
        query = f"select public.generation_batch_{what}(p_worker => %s, p_batch_id => %s{named})"
        return dict(value(self._world.service, query, self._worker, batch_id, *sent.values()) or {})

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
            yield line


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

    def worker(self, name: str = "w1", limits: BatchLimits = LIMITS) -> tuple[Collector, Mortal]:
        """A worker's collector, and what it can die in."""
        provider = Mortal(self.client)
        collector = Collector(
            SqlBatches(self.world, name),
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


async def test_a_batch_goes_out_and_its_answers_come_home(world: World) -> None:
    """One batch of all that waits; harvested in one look when it has ended; every item queued."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(3, calls=2)
        collector, _ = rig.worker()
        await collector.look()
        assert [batch["status"] for batch in rig.batches()] == ["submitted"]
        assert rig.api.batches.requests_of(rig.api.batches.made[0]) == sorted(calls)
        await collector.look()
        rig.used_once(calls)
        assert rig.woken.is_set()
        (batch,) = rig.batches()
        assert (batch["status"], batch["succeeded"], batch["settled"]) == ("harvested", 6, 6)


async def test_it_is_polled_ever_less_often(world: World) -> None:
    """The pauses grow to a minute; a look in between asks nothing."""
    async with rig_of(world, polls=100) as rig:
        rig.staged(1)
        polled: list[float] = []

        async def note(point: str) -> None:
            if point == "poll":
                polled.append(rig.clock.monotonic())

        rig.api.batches.at = note
        collector, _ = rig.worker()
        for _ in range(300):
            await collector.look()
            await rig.clock.advance(1)
        pauses = [after - before for before, after in pairwise(polled)]
        assert pauses[0] == FIRST_POLL_SECONDS
        assert pauses == sorted(pauses)
        assert pauses[-1] == 60


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


async def test_a_worker_that_dies_in_the_harvest_loses_nothing(world: World) -> None:
    """Killed after some results were settled: the next one reads all of them, and each is used once."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(40)
        first, provider = rig.worker("w1")
        await first.look()
        provider.dies_after_lines = 30
        with pytest.raises(Died):
            await first.look()
        assert rig.outcomes() == {"succeeded": 25, None: 15}
        assert rig.statuses() == {"queued": 25, "waiting_batch": 15}
        rig.charge_over()
        await rig.home("w2")
        rig.used_once(calls)
        assert len(rig.api.batches.made) == 1


async def test_a_long_harvest_keeps_its_batch(world: World) -> None:
    """Read slowly, its charge is prolonged on the way: no other worker takes the batch up meanwhile."""
    async with rig_of(world) as rig:
        _, calls = rig.staged(60)
        collector, provider = rig.worker("w1")
        await collector.look()
        seen_by_others: list[int] = []

        async def slowly(line: int) -> None:
            await rig.clock.advance(1)
            if line == LINES - 1:
                rig.charge_over()
            if line == 2 * LINES:
                seen_by_others.append(len(look(world, worker="w2", method="simulated")))

        provider.at_line = slowly
        await collector.look()
        assert seen_by_others == [0]
        rig.used_once(calls)


async def test_results_that_break_off_are_read_again(world: World) -> None:
    """The download ended in the middle: what came is settled, the rest with the next."""
    async with rig_of(world, cuts={1: 0.6, 2: 0.3}) as rig:
        _, calls = rig.staged(30)
        await rig.home()
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


async def test_unanswered_lines_go_back_to_their_items(world: World) -> None:
    """Errored, canceled, expired: unbilled, and each item goes on with what it has."""
    schedule = {(1, 0): "errored", (1, 1): "canceled", (1, 2): "expired"}
    async with rig_of(world, schedule=schedule) as rig:
        rig.staged(4)
        await rig.home()
        (batch,) = rig.batches()
        assert [batch[name] for name in ("succeeded", "errored", "canceled", "expired")] == [1, 1, 1, 1]
        assert rig.outcomes() == {"succeeded": 1, "failed": 2, "cancelled": 1}
        assert rig.statuses() == {"queued": 4}


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


async def test_a_batch_claude_does_not_know_is_not_given_up(world: World) -> None:
    """Another key's: its answers may be there for 29 days; after that its calls end with their cost unknown."""
    async with rig_of(world) as rig:
        job, _ = rig.staged()
        collector, _ = rig.worker()
        await collector.look()
        world.past_guards("update public.generation_batches set provider_batch_id = 'msgbatch_gone'")
        await collector.look()
        assert rig.statuses() == {"waiting_batch": 2}
        world.past_guards("update public.generation_batches set submitted_at = now() - interval '30 days'")
        await rig.home()
        assert rig.outcomes() == {"failed": 2}
        assert world.see_job(job)["reserved_usd"] > 0


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
