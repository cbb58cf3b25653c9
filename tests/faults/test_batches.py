"""Jobs delivered in message batches on the local stack: whole, through faults, kills and cancels."""

from collections import Counter
from decimal import Decimal

from tests.integration.worker_rig import Rig, rig_on, working
from tests.stack import Stack
from worker.local.simulator import BatchConfig, SimulatorConfig

FIRST, SECOND = "fp_marcus_011", "fp_jennifer_012"
BATCH = {"delivery": "message_batch"}


def config(**batches: object) -> SimulatorConfig:
    """A simulator without latency, with these settings of its batches."""
    return SimulatorConfig(batches=BatchConfig(**batches))  # type: ignore[arg-type]


async def batches(rig: Rig) -> list[dict[str, object]]:
    """Every batch, oldest first."""
    return await rig.rows("select * from public.generation_batches order by intent_at")


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
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        job = await rig.job(job["id"])
        assert (job["status"], job["completed_conversations"]) == ("completed", 2)
        made = await batches(rig)
        assert [batch["stages"] for batch in made[:2]] == [["dialogue"], ["annotate"]]
        assert made[0]["requests"] == 2
        assert {batch["status"] for batch in made} == {"harvested"}
        assert {item["attempt"] for item in await rig.items(job["id"])} == {1}
        assert {call["delivery"] for call in await rig.calls()} == {"message_batch"}
        sent_once(rig)
        await invoice_equals_ledger(rig)
        assert await rig.violations() == []
