"""Jobs delivered in message batches on the local stack: whole, through faults, kills and cancels."""

import asyncio
import signal
from collections import Counter
from decimal import Decimal

import pytest

from tests.integration.test_worker_health import asked
from tests.integration.worker_rig import PATIENCE, Rig, process, rapport, rig_on, until, working
from tests.stack import Stack
from worker.local.postgres import free_port
from worker.local.simulator import BatchConfig, FaultKind, SimulatorConfig
from worker.local.simulator.refusals import Refusal

FIRST, SECOND = "fp_marcus_011", "fp_jennifer_012"
BATCH = {"delivery": "message_batch"}
CENTISECOND = Decimal("0.01")


def config(**batches: object) -> SimulatorConfig:
    """A simulator without latency, with these settings of its batches."""
    return SimulatorConfig(batches=BatchConfig(**batches))  # type: ignore[arg-type]


async def batches(rig: Rig) -> list[dict[str, object]]:
    """Every batch, oldest first."""
    return await rig.rows("select * from public.generation_batches order by intent_at")


async def submitted(rig: Rig) -> None:
    """Wait until a batch is at Claude."""

    async def look() -> bool:
        return any(batch["status"] == "submitted" for batch in await batches(rig))

    await until(look, "a batch at Claude")


class Killing:
    """Holds the first request that comes to a point (worker.local.simulator.batches.Batches.at)."""

    def __init__(self, point: str) -> None:
        self._point = point
        self.reached, self.goes_on = asyncio.Event(), asyncio.Event()

    async def __call__(self, point: str) -> None:
        """See Batches.at. A request whose client is gone by then does nothing more."""
        if point == self._point and not self.reached.is_set():
            self.reached.set()
            await self.goes_on.wait()
            if point == "create":
                raise Refusal(500, "nobody waits for it any more")


def sent_once(rig: Rig) -> None:
    """No request was handed to Claude twice."""
    made = rig.claude.batches
    sent = Counter(custom_id for batch_id in made.made for custom_id in made.requests_of(batch_id))
    assert set(sent.values()) == {1}


async def invoice_equals_ledger(rig: Rig) -> None:
    """What the simulator charged is what the ledger says, to the cent and below."""
    rows = await rig.rows("select sum(cost_usd) as cost from public.generation_calls")
    assert abs(rig.claude.invoice.total_usd - Decimal(rows[0]["cost"])) < Decimal("0.0001")


async def test_a_job_in_batches_is_written_like_any_other(seeded_stack: Stack) -> None:
    """Two conversations: a batch of dialogues, then of annotations and more; saved, at half the price."""
    async with rig_on(seeded_stack, config(polls=1)) as rig:
        job = await rig.insert_job(FIRST, SECOND, options=BATCH)
        async with working(rig.settings(RAPPORT_BATCH_POLL_SECONDS="0.1"), drain=True) as (_, running):
            assert await running == 0
        job = await rig.job(job["id"])
        assert (job["status"], job["completed_conversations"]) == ("completed", 2)
        made = await batches(rig)
        assert [batch["stages"] for batch in made[:2]] == [["dialogue"], ["annotate"]]
        assert made[0]["requests"] == 2
        assert {batch["status"] for batch in made} == {"harvested"}
        assert {item["attempt"] for item in await rig.items(job["id"])} == {1}
        assert {call["delivery"] for call in await rig.calls()} == {"message_batch"}
        for item in await rig.items(job["id"]):
            runs = await rig.rows(
                "select extract(epoch from ended_at - claimed_at) as seconds from public.generation_leases"
                " where item_id = %s order by claimed_at",
                item["id"],
            )
            seconds = [run["seconds"] for run in runs]
            told = (await rig.conversation(item["conversation_id"]))["generation_seconds"]
            assert sum(seconds[:-1]) - CENTISECOND < told < sum(seconds) + CENTISECOND
            assert len(seconds) >= 3
        sent_once(rig)
        await invoice_equals_ledger(rig)
        assert await rig.violations() == []


async def test_lines_that_fail_are_asked_again_and_nothing_else(seeded_stack: Stack) -> None:
    """Expired, canceled, cut and wrong answers: done or failed with a reason, and no request sent twice."""
    bad = SimulatorConfig(
        seed=4,
        content_fault_rate=0.2,
        fault_rates={FaultKind.MAX_TOKENS: 0.05, FaultKind.MALFORMED: 0.05},
        batches=BatchConfig(rates={"expired": 0.05, "canceled": 0.05}),
    )
    async with rig_on(seeded_stack, bad) as rig:
        job = await rig.insert_job(FIRST, SECOND, options=BATCH, max_cost_usd=5)
        async with working(rig.settings(RAPPORT_BATCH_POLL_SECONDS="0.1"), drain=True) as (_, running):
            assert await running in (0, 3)
        for item in await rig.items(job["id"]):
            assert item["status"] == "completed" or item["error_message"]
        outcomes = Counter(call["outcome"] for call in await rig.calls())
        assert outcomes["succeeded"] > outcomes.total() / 2
        assert outcomes.keys() & {"failed", "cancelled", "truncated", "invalid"}
        await invoice_equals_ledger(rig)
        sent_once(rig)
        assert await rig.violations() == []


async def test_the_cheapest_preset_mixes_batches_and_live_repairs(seeded_stack: Stack) -> None:
    """Dialogue and annotations at half price, repairs at once; the conversation says simulated."""
    async with rig_on(seeded_stack, SimulatorConfig(seed=2, content_fault_rate=0.5)) as rig:
        job = await rig.insert_job(FIRST, options={"preset": "cheapest"})
        async with working(rig.settings(RAPPORT_BATCH_POLL_SECONDS="0.1"), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "completed"
        delivered = {(call["stage"], call["delivery"]) for call in await rig.calls()}
        assert {("dialogue", "message_batch"), ("annotate", "message_batch"), ("repair", "live")} <= delivered
        assert (await rig.conversation(FIRST))["generation_method"] == "simulated"
        await invoice_equals_ledger(rig)
        assert await rig.violations() == []


async def test_a_batch_at_claude_is_seen_from_outside(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In /healthz while its worker lives; when that stops it is given back at once; the doctor says both."""
    async with rig_on(seeded_stack, config(polls=10_000)) as rig:
        await rig.insert_job(FIRST, SECOND, options=BATCH)
        settings = rig.settings(RAPPORT_HEALTH_PORT=str(free_port()))
        assert settings.health_port is not None
        async with working(settings):
            await submitted(rig)

            async def known() -> bool:
                batches = (await asked(settings.health_port or 0))[1]["batches"]
                return bool(batches["at_claude"] == 1 and batches["last_error"] == "")

            await until(known, "a health check that knows the batch")
            await rapport(rig, monkeypatch, "doctor", "--json")
            assert "1 at Claude, 0 of 2 requests settled; 0 to be sent" in capsys.readouterr().out
        (left,) = await rig.rows(
            "select worker_until < clock_timestamp() as over from public.generation_batches"
        )
        assert left["over"]
        await rig.execute("update public.generation_batches set worker_until = now() - interval '1 hour'")
        await rapport(rig, monkeypatch, "doctor", "--json")
        assert "1 open, and nobody has looked after them since" in capsys.readouterr().out


async def test_a_job_cancelled_at_claude_ends_at_once(seeded_stack: Stack) -> None:
    """While its batch is at Claude: cancelled at once, the batch after it, and its spend recorded."""
    async with rig_on(seeded_stack, config(polls=10_000)) as rig:
        job = await rig.insert_job(FIRST, SECOND, options=BATCH)
        async with working(rig.settings(RAPPORT_BATCH_POLL_SECONDS="0.1")):
            await submitted(rig)
            note = (await rig.items(job["id"]))[0]["stage_note"]
            assert note.startswith("batch of 2 requests at Claude since ")
            await rig.ask_of_job(job["id"], requested_action="cancel")
            assert {item["status"] for item in await rig.items(job["id"])} == {"cancelled"}

            async def harvested() -> bool:
                return (await batches(rig))[0]["status"] == "harvested"

            await until(harvested, "the cancelled batch's results")
        await invoice_equals_ledger(rig)
        assert {call["outcome"] for call in await rig.calls()} == {"succeeded", "cancelled"}
        assert await rig.violations() == []


@pytest.mark.long
@pytest.mark.parametrize("point", ["create", "made", "poll", "results"])
async def test_a_killed_worker_leaves_one_submission_and_each_result_used_once(
    seeded_stack: Stack, point: str
) -> None:
    """Kill -9 before the submission, after it and before its id is stored, while waiting, in the harvest."""
    async with rig_on(seeded_stack, config(polls=1)) as rig:
        killing = Killing(point)
        rig.claude.batches.at = killing
        job = await rig.insert_job(FIRST, SECOND, options=BATCH)
        environment = rig.environment(RAPPORT_BATCH_POLL_SECONDS="0.2")
        async with process(environment) as worker, asyncio.timeout(PATIENCE):
            await killing.reached.wait()
            worker.send(signal.SIGKILL)
            assert await worker.code() == -signal.SIGKILL
        killing.goes_on.set()
        await rig.execute("update public.generation_batches set worker_until = now() - interval '1 second'")
        if point == "create":  # Claude's list is asked for a minute before it is sent again
            await rig.execute("update public.generation_batches set sent_at = now() - interval '2 minutes'")
        async with process(environment, ("run", "--drain")) as worker:
            assert await worker.code(4 * PATIENCE) == 0
        assert (await rig.job(job["id"]))["completed_conversations"] == 2
        sent_once(rig)
        paid = Counter(call["request_hash"] for call in await rig.calls() if call["outcome"] == "succeeded")
        assert set(paid.values()) == {1}
        assert {batch["status"] for batch in await batches(rig)} == {"harvested"}
        assert [batch["duplicate_ids"] for batch in await batches(rig)] == [[]] * len(await batches(rig))
        await invoice_equals_ledger(rig)
        assert await rig.violations() == []


@pytest.mark.long
async def test_forty_conversations_go_in_few_batches(seeded_stack: Stack) -> None:
    """They wait together, whatever max_concurrency: ten calls a batch and more, each result used once."""
    async with rig_on(seeded_stack, config(polls=1)) as rig:
        names = await rig.plan_copies(5)
        job = await rig.insert_job(*names, options={"delivery": "message_batch"}, max_cost_usd=50)
        await rig.execute("update public.generation_budget set daily_limit_usd = 100")
        async with process(rig.environment(RAPPORT_BATCH_POLL_SECONDS="0.5"), ("run", "--drain")) as worker:
            assert await worker.code(480) == 0
        assert (await rig.job(job["id"]))["completed_conversations"] == 40
        made = await batches(rig)
        assert 10 * len(made) <= len(await rig.calls())
        sent_once(rig)
        await invoice_equals_ledger(rig)
        assert await rig.violations() == []
