"""The whole plan in one job, as a person starts it: `rapport jobs create --all --watch`."""

from collections import Counter

import pytest

from tests.integration.worker_rig import process, rig_on, working
from tests.stack import Stack
from worker.local.simulator import SimulatorConfig

SHARE = 0.2  # of answers with a content fault (issue 4)
PLANNED = 90


@pytest.mark.long
async def test_all_planned_conversations_end_completed_or_with_the_fault_named(seeded_stack: Stack) -> None:
    """One answer in five is faulty: all ninety end, most of them whole, the others with what was wrong."""
    config = SimulatorConfig(seed=4, content_fault_rate=SHARE)
    async with (
        rig_on(seeded_stack, config) as rig,
        working(rig.settings(RAPPORT_CONCURRENCY="16", RAPPORT_LEASE_SECONDS="120")),
        process(rig.environment(), ("jobs", "create", "--all", "--watch", "--max-cost", "500")) as person,
    ):
        code = await person.code(600)
        [job] = await rig.rows("select * from public.generation_jobs")
        items = await rig.items(job["id"])
        assert len(items) == PLANNED
        statuses = Counter(item["status"] for item in items)
        assert set(statuses) <= {"completed", "failed"}
        assert code == (3 if statuses["failed"] else 0)
        for item in items:
            if item["status"] == "failed":
                assert item["error_code"], item
                assert item["error_message"], item
                assert item["error_hint"], item
        assert statuses["completed"] >= PLANNED * 0.9
        saved = await rig.rows(
            "select count(*) as written from public.training_conversations"
            " where generation_status = 'generated' and not is_seed_example"
        )
        assert saved[0]["written"] == statuses["completed"]
        assert await rig.violations() == []
