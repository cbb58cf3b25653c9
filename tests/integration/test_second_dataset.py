"""A second dataset is only files: begun, rendered, loaded beside the first, and generated from."""

from pathlib import Path

from tests.integration.worker_rig import rig_on, working
from tests.stack import Stack
from tests.unit.content import copied
from worker.planning import render_seed, sound_datasets
from worker.planning.skeleton import Beginning, begin_dataset

FIRST = "bk_marcus_011"


async def test_a_second_dataset_loads_beside_the_first_and_generates(
    seeded_stack: Stack, tmp_path: Path
) -> None:
    """Both datasets' seed.sql on one database: a job of the new one's ends with a conversation of its own."""
    root = copied(tmp_path)
    begin_dataset(root, "elena", Beginning("bakers", "bk", "Bakers", "Ada Okafor", "Okafor & Daughters"))
    first, bakers = sound_datasets(root, ["elena", "bakers"])
    async with rig_on(seeded_stack) as rig:
        for loaded in (first, bakers):
            await rig.execute(render_seed(loaded).replace("%", "%%"))
        counted = await rig.rows(
            "select dataset_id, count(*) as held from public.training_conversations group by 1 order by 1"
        )
        assert [(row["dataset_id"], row["held"]) for row in counted] == [("bakers", 12), ("elena", 100)]
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        job = await rig.ended(job["id"])
        assert (job["status"], job["completed_conversations"]) == ("completed", 1)
        conversation = await rig.conversation(FIRST)
        assert (conversation["dataset_id"], conversation["generation_status"]) == ("bakers", "generated")
        [turn] = await rig.rows(
            "select system_prompt from public.training_turns where turn_id = %s", f"{FIRST}_turn1"
        )
        assert turn["system_prompt"].startswith("You are Ada Okafor, CFP, founder of Okafor & Daughters")
        assert await rig.violations() == []
