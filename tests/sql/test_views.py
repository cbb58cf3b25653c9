"""What a dashboard selects at once: the two views of the main job."""

from decimal import Decimal

from psycopg.types.json import Jsonb

from tests.sql.world import World, rows


def test_the_matrix_shows_plan_quality_and_live_work(world: World) -> None:
    """One row per conversation: a saved one with its score, one at work with its stage, one untouched."""
    world.plan(3)
    job = world.job(["fp_1", "fp_2"])
    saved, at_work = world.claim()
    world.save(saved)
    world.heartbeat(at_work, stage="annotating", stage_note="turn 1 of 2", progress=0.5)
    seen = rows(
        world.user("viewer"),
        "select conversation_id, generation_status, quality_score, ready_for_training, live_job_number, item_status,"
        " stage, progress, warning_findings from public.conversation_matrix order by conversation_number",
    )
    number = job["job_number"]
    assert [tuple(row.values()) for row in seen] == [
        ("fp_1", "generated", Decimal("4.80"), True, None, None, None, None, 1),
        ("fp_2", "in_progress", None, None, number, "running", "annotating", Decimal("0.5"), None),
        ("fp_3", "planned", None, None, None, None, None, None, None),
    ]


def test_job_progress_says_what_is_at_work_and_next(world: World) -> None:
    """Shares, counts, the names at work and the next, without a join."""
    world.plan(4)
    world.job(options=Jsonb({"max_concurrency": 2}))
    first, second = world.claim()
    world.fail(first, retry=False)
    world.heartbeat(second, progress=0.5)
    (seen,) = rows(
        world.user("viewer"),
        "select progress, at_work, queued, working_on, next_up, failed_conversations, seconds from public.job_progress",
    )
    assert seen.pop("seconds") >= 0
    assert seen == {
        "progress": Decimal("0.375"),
        "at_work": 1,
        "queued": 2,
        "working_on": ["fp_2"],
        "next_up": "fp_3",
        "failed_conversations": 1,
    }
