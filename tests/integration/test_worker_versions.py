"""A worker beside a database that is older or newer than it, on the local stack."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from tests.integration.worker_rig import Row, annotating, process, rig_on, until, working
from tests.stack import MIGRATIONS, Database, Stack
from worker.jobs.versions import CONTRACT, NEEDED_MIGRATION, WorkerTooOldError
from worker.local.keys import Keys
from worker.local.migrate import migrate

FIRST, SECOND = "fp_marcus_011", "fp_jennifer_012"
NARROWED = (
    "insert into public.training_schema_versions (version, name, oldest_worker)"
    " values ('29990101000000', 'narrowed', %s)"
)


async def test_a_migration_under_a_running_worker_lets_it_finish_and_claim_nothing(
    seeded_stack: Stack,
) -> None:
    """In mid-call the database outgrows it: that text is saved, the next waits, row and log say why."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(annotating(1))
        first = await rig.insert_job(FIRST)
        with capture_logs() as logged:
            async with working(rig.settings()) as (worker, _):
                await rig.brake.reached()
                await rig.execute(NARROWED, CONTRACT + 1)
                second = await rig.insert_job(SECOND)
                rig.brake.release()
                assert (await rig.ended(first["id"]))["status"] == "completed"

                async def said() -> list[Row]:
                    return await rig.rows(
                        "select message from public.generation_workers where worker_id = %s"
                        " and state = 'paused' and in_flight = 0",
                        worker.name,
                    )

                [row] = await until(said, "a worker that says it is too old")
        assert "older than the database takes" in row["message"]
        assert "pip install --upgrade" in row["message"]
        assert [line["hint"] for line in logged if line["event"] == "worker_too_old"] != []
        [item] = await rig.items(second["id"])
        assert (item["status"], item["attempt"]) == ("queued", 0)
        assert await rig.violations() == []


async def test_a_drain_beside_a_newer_database_ends_with_the_upgrade_to_do(seeded_stack: Stack) -> None:
    """It takes nothing, and says how to go on."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        await rig.execute(NARROWED, CONTRACT + 1)
        with pytest.raises(WorkerTooOldError, match="older than the database"):
            async with working(rig.settings(), drain=True) as (_, running):
                await asyncio.shield(running)
        assert [item["status"] for item in await rig.items(job["id"])] == ["queued"]


@pytest.mark.parametrize("arguments", [("run",), ("run", "--drain")])
@pytest.mark.parametrize("applied", ["none", "older"])
async def test_a_database_older_than_the_worker_needs_ends_it_with_78(
    platform_only: Database, keys: Keys, tmp_path: Path, applied: str, arguments: tuple[str, ...]
) -> None:
    """Without our migrations, or with an earlier release's, it does not wait: exit 78 and the command."""
    if applied == "older":
        for path in MIGRATIONS.glob("*.sql"):
            if path.name < NEEDED_MIGRATION:
                (tmp_path / path.name).symlink_to(path)
        migrate(platform_only.dsn(), tmp_path)
    with Stack(platform_only, keys) as stack:
        async with rig_on(stack) as rig, process(rig.environment(), arguments) as worker:
            assert await worker.code() == 78
        assert any("rapport db migrate" in line for line in worker.lines)
