"""A worker on the local stack: a row inserted becomes a conversation, and everything says so."""

from tests.integration.worker_rig import rig_on, working
from tests.stack import Stack

FIRST = "fp_marcus_011"


async def test_a_job_inserted_before_the_worker_starts_is_done(seeded_stack: Stack) -> None:
    """Worker stopped, job inserted, worker started: one saved conversation, one clean history."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        job = await rig.ended(job["id"])
        assert (job["status"], job["completed_conversations"]) == ("completed", 1)
        [item] = await rig.items(job["id"])
        assert (item["status"], item["attempt"]) == ("completed", 1)
        [conversation] = await rig.rows(
            "select * from public.training_conversations where conversation_id = %s", FIRST
        )
        assert conversation["generation_status"] == "generated"
        assert conversation["generation_method"] == "simulated"
        assert await rig.violations() == []
