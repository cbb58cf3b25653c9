"""Applies supabase/migrations and the seed as the Supabase CLI does, and leaves the traces it leaves.

Files run in order of version as role postgres, each in one transaction with its row in
supabase_migrations.schema_migrations (version, name, statements); a later `supabase db push` then finds
nothing to do, and the other way round. Knows nothing of what the migrations make. A project of somebody's own
is migrated by worker/database/install.py, which leaves the CLI's history alone.
Tested in tests/integration/test_stack_migrate.py and test_supabase_cli.py.
"""

import hashlib
import re
from pathlib import Path
from typing import Final

import psycopg

from worker.database.files import Migration, MigrationError, find_migrations
from worker.database.running import run_file

_HISTORY: Final = (
    "create schema if not exists supabase_migrations",
    """create table if not exists supabase_migrations.schema_migrations
       (version text not null primary key, statements text[], name text)""",
    """create table if not exists supabase_migrations.seed_files
       (path text not null primary key, hash text not null)""",
)
"""The CLI's own history tables, with its column names."""


def migrate(dsn: str, folder: Path) -> tuple[str, ...]:
    """Apply what a database lacks of a folder's migrations; answers the versions applied now.

    Args:
        dsn: the database, as role postgres.
        folder: supabase/migrations.

    Raises MigrationError: a statement failed (its file, line and reason; the file's transaction is undone),
    the database has a migration the folder lacks, or a file's text is not the one that was applied.
    """
    migrations = find_migrations(folder)
    applied_now = []
    with psycopg.connect(dsn, autocommit=True) as connection:
        applied = _applied(connection)
        _check_history(applied, migrations)
        for migration in migrations:
            if migration.version in applied:
                continue
            connection.execute("reset all")
            with connection.transaction():
                statements = run_file(connection, migration.path, migration.text)
                connection.execute(
                    "insert into supabase_migrations.schema_migrations (version, name, statements)"
                    " values (%s, %s, %s)",
                    (migration.version, migration.name, [each.text for each in statements]),
                )
            applied_now.append(migration.version)
    return tuple(applied_now)


def load_seed(dsn: str, path: Path) -> bool:
    """Run the seed file once per database; answers whether it ran now. No file: nothing to run.

    Args:
        dsn: the database, as role postgres.
        path: supabase/seed.sql; the CLI knows it by the path from the project's root.

    Raises MigrationError when a statement fails; nothing of the file stays then.
    """
    if not path.exists():
        return False
    text = path.read_text(encoding="utf-8")
    recorded = f"{path.parent.name}/{path.name}"
    with psycopg.connect(dsn, autocommit=True) as connection:
        _applied(connection)
        seen = connection.execute(
            "select 1 from supabase_migrations.seed_files where path = %s", (recorded,)
        ).fetchone()
        if seen:
            return False
        with connection.transaction():
            run_file(connection, path, text)
            connection.execute(
                "insert into supabase_migrations.seed_files (path, hash) values (%s, %s)",
                (recorded, hashlib.sha256(text.encode()).hexdigest()),
            )
    return True


def _applied(connection: psycopg.Connection) -> dict[str, list[str] | None]:
    """The statements of each applied version, after making the history tables where they lack."""
    with connection.transaction():
        for each in _HISTORY:
            connection.execute(each.encode())
    rows = connection.execute("select version, statements from supabase_migrations.schema_migrations")
    return dict(rows.fetchall())


def _check_history(applied: dict[str, list[str] | None], migrations: tuple[Migration, ...]) -> None:
    known = {migration.version: migration for migration in migrations}
    unknown = sorted(set(applied) - set(known))
    if unknown:
        raise MigrationError(
            f"The local database has migrations this version of Rapport lacks: {', '.join(unknown)}.",
            hint="Go back to the version that made it, or begin anew: rapport local --reset",
        )
    for version, statements in applied.items():
        text = known[version].text
        if statements is not None and _solid(statements) != _solid([text]):
            raise MigrationError(
                f"{known[version].path.name} has changed since it was applied to the local database.",
                hint="Begin anew: rapport local --reset (what is stored locally is lost)",
            )


def _solid(statements: list[str]) -> str:
    """SQL without what splitting may change: whoever applied it, the same file gives the same text."""
    return re.sub(r"[\s;]", "", "".join(statements))
