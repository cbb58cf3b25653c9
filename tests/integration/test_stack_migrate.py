"""Applying migrations and the seed to a database (worker/local/migrate.py)."""

from pathlib import Path

import pytest

from tests.stack import MIGRATIONS, Database
from worker.database.files import MigrationError, find_migrations
from worker.local.migrate import load_seed, migrate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two migrations that stand on each other."""
    (tmp_path / "1_one.sql").write_text("create table one (id int);\n-- the end\n")
    (tmp_path / "2_two.sql").write_text("create table two (id int);\ninsert into one values (1);\n")
    return tmp_path


@pytest.mark.parametrize("old_grants", [False, True])
def test_ours_apply_in_both_worlds_and_once(platform_only: Database) -> None:
    """All of ours applies as a postgres that is no superuser; a second run has nothing to do."""
    versions = tuple(each.version for each in find_migrations(MIGRATIONS))
    assert migrate(platform_only.dsn("postgres"), MIGRATIONS) == versions
    assert migrate(platform_only.dsn("postgres"), MIGRATIONS) == ()


def test_later_migration_is_added(platform_only: Database, folder: Path) -> None:
    """A database that was made earlier gets what came since."""
    assert migrate(platform_only.dsn("postgres"), folder) == ("1", "2")
    (folder / "3_three.sql").write_text("create table three (id int)")
    assert migrate(platform_only.dsn("postgres"), folder) == ("3",)


def test_failing_file_is_undone_and_named_by_line(platform_only: Database, folder: Path) -> None:
    """Of a file that fails nothing stays, what went before does, and the message finds the line."""
    (folder / "2_two.sql").write_text("create table two (id int);\n\ninsert into\n  nowhere values (1);\n")
    with pytest.raises(MigrationError, match=r'2_two.sql, line 4: relation "nowhere" does not exist'):
        migrate(platform_only.dsn("postgres"), folder)
    found = platform_only.connect().execute("select to_regclass('one')::text, to_regclass('two')").fetchone()
    assert found == ("one", None)


def test_edited_migration_is_noticed(platform_only: Database, folder: Path) -> None:
    """An applied file that says something else now would leave the database behind unseen."""
    migrate(platform_only.dsn("postgres"), folder)
    (folder / "1_one.sql").write_text("create table one (id bigint);")
    with pytest.raises(MigrationError, match=r"1_one\.sql has changed") as caught:
        migrate(platform_only.dsn("postgres"), folder)
    assert "--reset" in caught.value.hint


def test_database_of_a_newer_version_is_refused(platform_only: Database, folder: Path) -> None:
    """An older clone does not work on a database it does not know."""
    migrate(platform_only.dsn("postgres"), folder)
    (folder / "2_two.sql").unlink()
    with pytest.raises(MigrationError, match="migrations this version of Rapport lacks: 2"):
        migrate(platform_only.dsn("postgres"), folder)


def test_seed_runs_once(platform_only: Database, folder: Path) -> None:
    """The seed is data: what a person changed since must not come back at the next start."""
    migrate(platform_only.dsn("postgres"), folder)
    seed = folder / "seed.sql"
    assert not load_seed(platform_only.dsn("postgres"), seed)
    seed.write_text("insert into one values (2); insert into two values (2);")
    assert load_seed(platform_only.dsn("postgres"), seed)
    assert not load_seed(platform_only.dsn("postgres"), seed)
    assert platform_only.connect().execute("select count(*) from two").fetchone() == (1,)


def test_failing_seed_leaves_nothing(platform_only: Database, folder: Path) -> None:
    """A seed is loaded whole or not at all, and may be loaded again once it is mended."""
    migrate(platform_only.dsn("postgres"), folder)
    seed = folder / "seed.sql"
    seed.write_text("insert into two values (2);\ninsert into two values ('x');")
    with pytest.raises(MigrationError, match=r"seed.sql, line 2: invalid input syntax"):
        load_seed(platform_only.dsn("postgres"), seed)
    assert platform_only.connect().execute("select count(*) from two").fetchone() == (0,)
    seed.write_text("insert into two values (2);")
    assert load_seed(platform_only.dsn("postgres"), seed)
