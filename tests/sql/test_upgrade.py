"""A database that has lived under earlier migrations gets the later ones: what it knows is carried over."""

import shutil
from decimal import Decimal
from pathlib import Path

from tests.sql.world import World, rows
from tests.stack import MIGRATIONS, Database
from worker.database.files import find_migrations
from worker.local.migrate import migrate

DAILY_BUDGET = "20261125090000"


def older(folder: Path, version: str) -> Path:
    """The migrations before a version, in a folder of their own."""
    for migration in find_migrations(MIGRATIONS):
        if migration.version < version:
            shutil.copy(migration.path, folder)
    return folder


def test_the_days_count_begins_with_what_was_opened_on_the_day(
    platform_only: Database, tmp_path: Path
) -> None:
    """Migrated at midday: what the morning's calls cost and reserve is held to the limit, the simulator's apart;
    one that was under way then gives back what it reserved, once.
    """
    migrate(platform_only.dsn("postgres"), older(tmp_path, DAILY_BUDGET))
    world = World(platform_only)
    world.plan(2)
    world.job(["fp_1"], max_cost_usd=Decimal(10))
    (work,) = world.claim()
    world.pay(work)
    under_way = world.open(work)
    world.job(["fp_2"], max_cost_usd=Decimal(10))
    (rehearsal,) = world.claim(method="simulated")
    world.open(rehearsal)

    migrate(platform_only.dsn("postgres"), MIGRATIONS)
    (row,) = rows(world.owner, "select * from public.generation_budget")
    cost, reserved = Decimal("0.028"), Decimal("0.05")
    assert (row["settled_usd"], row["reserved_usd"]) == (cost, reserved)
    assert (row["simulated_settled_usd"], row["simulated_reserved_usd"]) == (0, reserved)
    world.settle(under_way)
    (row,) = rows(world.owner, "select * from public.generation_budget")
    assert (row["settled_usd"], row["reserved_usd"]) == (2 * cost, 0)
    assert world.violations() == []
    world.close()
