"""Two apps in one project: one migrated by the real Supabase CLI, and ours, by `rapport db migrate`."""

from pathlib import Path

import psycopg
import pytest

from tests.catalogue import fingerprint
from tests.integration.test_supabase_cli import push
from tests.integration.test_uninstall import APP
from tests.integration.worker_rig import process
from tests.sql.world import rows, value
from tests.stack import Database, TestCluster

pytestmark = pytest.mark.long

NEXT = """
create table public.tags (note_id bigint references public.notes (id), tag text);
alter table public.tags enable row level security;
insert into public.tags select id, 'dairy' from public.notes where body like '%milk%';
"""


def app_folder(folder: Path, *texts: str) -> Path:
    """A project folder of the CLI's that holds the app's own migrations."""
    migrations = folder / "supabase" / "migrations"
    migrations.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts, 1):
        (migrations / f"2026010{number}000000_app_{number}.sql").write_text(text)
    return folder


async def rapport(database: Database, *arguments: str) -> None:
    """`rapport db …` in a process of its own, which must end well."""
    environment = {"SUPABASE_DB_URL": database.dsn("postgres")}
    async with process(environment, ("db", *arguments)) as command:
        assert await command.code() == 0, command.lines


@pytest.mark.parametrize("old_grants", [False, True])
async def test_the_app_never_notices(
    tmp_path: Path, platform_only: Database, cluster: TestCluster, *, old_grants: bool
) -> None:
    """The app is pushed, ours goes in, the app's next push works, ours is used and goes out: the catalogue,
    the CLI's history and the app's rows equal those of the same app that never met us.
    """
    push(app_folder(tmp_path / "ours", APP), platform_only)
    await rapport(platform_only, "migrate", "--seed")
    said = push(app_folder(tmp_path / "ours", APP, NEXT), platform_only)
    assert "app_2" in said
    assert "up to date" in push(tmp_path / "ours", platform_only)
    await rapport(platform_only, "migrate")
    await rapport(platform_only, "uninstall", "--yes")
    with cluster.database("platform", old_grants=old_grants) as alone:
        push(app_folder(tmp_path / "alone", APP), alone)
        push(app_folder(tmp_path / "alone", APP, NEXT), alone)
        assert stored(platform_only.connect()) == stored(alone.connect())
        assert fingerprint(platform_only.connect()) == fingerprint(alone.connect())


def stored(owner: psycopg.Connection) -> list[object]:
    """The app's rows and the CLI's history."""
    assert value(owner, "select to_regclass('public.training_conversations')") is None
    return [
        rows(owner, "select * from public.notes order by id"),
        rows(owner, "select * from public.tags order by 1"),
        rows(owner, "select version, name from supabase_migrations.schema_migrations order by 1"),
    ]
