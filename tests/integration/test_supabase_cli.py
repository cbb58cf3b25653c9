"""Our migrations in the hands of the real Supabase CLI, which is how hosted projects get them."""

from pathlib import Path

import pytest

from tests.stack import MIGRATIONS, Database
from tests.supabase_cli import supabase
from worker.database.files import find_migrations
from worker.local.migrate import migrate

HISTORY = b"select version, name, statements from supabase_migrations.schema_migrations order by version"

pytestmark = pytest.mark.long


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project folder of the CLI's with our migrations, in which it may write."""
    (tmp_path / "supabase").mkdir()
    (tmp_path / "supabase" / "migrations").symlink_to(MIGRATIONS)
    return tmp_path


def push(project: Path, database: Database, *more: str) -> str:
    """`supabase db push` as postgres, who is no superuser; what it printed."""
    done = supabase(project, database, "db", "push", "--yes", *more)
    return done.stdout + done.stderr


@pytest.mark.parametrize("old_grants", [False, True])
def test_push_applies_once(project: Path, platform_only: Database) -> None:
    """Onto a bare platform every migration applies; a second push finds nothing to do."""
    said = push(project, platform_only)
    for migration in find_migrations(MIGRATIONS):
        assert f"Applying migration {migration.path.name}" in said
    assert "up to date" in push(project, platform_only)


def test_push_after_the_local_stack_is_up_to_date(project: Path, database: Database) -> None:
    """What `rapport local` applied the CLI counts as applied."""
    assert "up to date" in push(project, database)


@pytest.mark.parametrize("old_grants", [False, True])
def test_push_loads_the_seed(project: Path, platform_only: Database) -> None:
    """`db push --include-seed` runs seed.sql whole: every conversation is there."""
    for name in ("config.toml", "seed.sql"):
        (project / "supabase" / name).symlink_to(MIGRATIONS.parent / name)
    assert "seed.sql" in push(project, platform_only, "--include-seed")
    found = platform_only.connect().execute(
        b"select generation_status, count(*) from public.training_conversations group by 1 order by 1"
    )
    assert found.fetchall() == [("approved", 10), ("planned", 90)]


def test_history_is_the_clis(project: Path, platform_only: Database, database: Database) -> None:
    """Version, name and every statement are recorded exactly as the CLI records them."""
    push(project, platform_only)
    by_cli = platform_only.connect().execute(HISTORY).fetchall()
    assert database.connect().execute(HISTORY).fetchall() == by_cli


def test_local_stack_takes_over_from_the_cli(project: Path, platform_only: Database) -> None:
    """A database the CLI migrated is found complete."""
    push(project, platform_only)
    assert migrate(platform_only.dsn("postgres"), MIGRATIONS) == ()
