"""The database's ledger keeps the contract that the one in memory keeps."""

from tests.integration.worker_rig import rig_on
from tests.ledger_contract import check_ledger
from tests.stack import Stack
from worker.clock import SystemClock
from worker.jobs.item import ItemLedger
from worker.jobs.store import Store


async def test_the_ledger_in_the_database_keeps_the_contract(seeded_stack: Stack) -> None:
    """open_call and settle_call, through PostgREST's wire, do what tests/ledger_contract.py says."""
    async with rig_on(seeded_stack) as rig:
        await rig.insert_job("fp_marcus_011")
        store = await Store.open(rig.settings(), SystemClock(), worker="ledger-contract")
        try:
            (claim,) = await store.claim(1, 60.0)
            await check_ledger(ItemLedger(store, claim), ItemLedger(store, claim))
        finally:
            await store.close()
        calls = await rig.calls()
        assert all(call["settled_at"] for call in calls)
        assert [call["outcome"] for call in calls[:2]] == ["failed", "invalid"]
        assert calls[0]["cost_usd"] is None
        assert calls[1]["cost_usd"] > 0
        assert calls[-1]["cost_usd"] == 0
