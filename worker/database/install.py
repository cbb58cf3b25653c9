"""Puts Rapport's schema into a project that may hold somebody's app, and its content, and takes both out.

Each migration runs in one transaction and records itself in training_schema_versions, whoever applies it. The
Supabase CLI's own history is left alone, because the app's next `supabase db push` stumbles over versions its
folder does not have; where that history knows our migrations already, the CLI goes on applying them, not we.
Nothing starts while anything stands in the way. Tested in tests/integration/test_database_migrate.py.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import psycopg

from worker.database.files import Migration, MigrationError
from worker.database.running import run_file
from worker.database.state import State, read_state

MIGRATE_LOCK: Final = 7261002
"""Key of the advisory lock; 7261001 is the jobs' own."""
WAIT_FOR_OTHERS: Final = "60s"
"""How long to wait for another migrate to end."""
LOCK_TIMEOUT: Final = "5s"
"""How long a statement may wait for the app's own transactions before the file is undone."""
SEED_TIMEOUT: Final = "300s"


def migrate(
    connection: psycopg.Connection,
    migrations: Sequence[Migration],
    done: Callable[[Migration], None] = lambda _migration: None,
) -> tuple[Migration, ...]:
    """Apply what is pending, each file in a transaction of its own; those applied now.

    Args:
        connection: in autocommit, as postgres; its session's settings are changed.
        migrations: those of this Rapport, in order.
        done: told after each file.

    Raises MigrationError: something stands in the way (nothing was done), a file failed (it is undone, those
    before it stay), or another migrate did not end.
    """
    with _alone(connection):
        state = read_state(connection, migrations)
        refuse(state)
        for migration in state.pending:
            _apply(connection, migration)
            done(migration)
    return state.pending


def load_seed(connection: psycopg.Connection, path: Path) -> None:
    """Run seed.sql: adds what is not there, and leaves what somebody edited. Raises MigrationError."""
    with _alone(connection), connection.transaction():
        connection.execute("select set_config('statement_timeout', %s, true)", (SEED_TIMEOUT,))
        _run(connection, path, path.read_text(encoding="utf-8"))


def uninstall(connection: psycopg.Connection, path: Path) -> None:
    """Run uninstall.sql: everything of ours goes, or nothing does. Raises MigrationError."""
    with _alone(connection), connection.transaction():
        _run(connection, path, path.read_text(encoding="utf-8"))


def refuse(state: State) -> None:
    """Raise MigrationError for whatever stands in the way of the pending migrations, naming it."""
    if state.platform_missing:
        raise MigrationError(
            f"This database is no Supabase project: it lacks {', '.join(state.platform_missing)}.",
            hint="Is it the address of the project's own Postgres, database postgres?",
        )
    if state.newer:
        newer = ", ".join(each.version for each in state.newer)
        raise MigrationError(
            f"The database has migrations this Rapport lacks: {newer}.",
            hint="It belongs to a newer Rapport: upgrade this one.",
        )
    if state.by_cli and not state.applied:
        raise MigrationError(
            "The Supabase CLI's history lists Rapport's migrations, and the database has no table of theirs.",
            hint="Correct the history: supabase migration repair --status reverted "
            + " ".join(sorted(state.by_cli)),
        )
    if state.missing:
        raise MigrationError(
            f"Applied once and not there any more: {', '.join(state.missing)}.",
            hint="Somebody dropped it. Restore the database from a backup, or take Rapport out (rapport db "
            "uninstall: what is stored is lost) and migrate again.",
        )
    if state.foreign:
        raise MigrationError(
            f"These names are taken by things that are not Rapport's: {', '.join(state.foreign)}.",
            hint="Rename them or move them to another schema (alter … set schema), then migrate again. "
            "Nothing was changed.",
        )
    if state.halfway:
        migration, things = state.halfway
        raise MigrationError(
            f"{migration.path.name} was begun and broke off, outside a transaction: there is "
            f"{', '.join(things)}, and no record of it.",
            hint="Drop what is named here, then migrate again: each file is applied whole or not at all.",
        )
    if state.out_of_order:
        raise MigrationError(
            f"Left out, though later ones are applied: {_files(state.out_of_order)}.",
            hint="No release leaves such a state. Apply those files by hand (psql -1 -f FILE), in order.",
        )
    if state.pending and state.by_cli:
        raise MigrationError(
            f"This project gets Rapport's files by `supabase db push`: {len(state.by_cli)} of them are in "
            "the Supabase CLI's history, which would not know what is applied here.",
            hint="Go on with it: supabase db push, from the folder that holds these files.",
        )


@contextmanager
def _alone(connection: psycopg.Connection) -> Iterator[None]:
    """Keep other migrates out; the server lets go by itself when the connection ends."""
    connection.execute("select set_config('lock_timeout', %s, false)", (WAIT_FOR_OTHERS,))
    try:
        connection.execute("select pg_advisory_lock(%s)", (MIGRATE_LOCK,))
    except (psycopg.errors.LockNotAvailable, psycopg.errors.QueryCanceled) as error:
        raise MigrationError(
            f"Another migrate is at work on this database, and did not end within {WAIT_FOR_OTHERS}.",
            hint="Wait for it, then look: rapport db status",
        ) from error
    connection.execute("select set_config('lock_timeout', %s, false)", (LOCK_TIMEOUT,))
    try:
        yield
    finally:
        if not connection.closed:
            connection.execute("select pg_advisory_unlock(%s)", (MIGRATE_LOCK,))


def _apply(connection: psycopg.Connection, migration: Migration) -> None:
    with connection.transaction():
        _run(connection, migration.path, migration.text)
        recorded = connection.execute(
            "select 1 from public.training_schema_versions where version = %s", (migration.version,)
        ).fetchone()
        if recorded is None:
            raise MigrationError(
                f"{migration.path.name} does not record itself in training_schema_versions.",
                hint="This is a fault of Rapport's: please report it. Nothing of the file stays.",
            )


def _run(connection: psycopg.Connection, path: Path, text: str) -> None:
    try:
        run_file(connection, path, text)
    except MigrationError as error:
        if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
            raise MigrationError(
                f"{path.name} waited {LOCK_TIMEOUT} for a lock that another session holds. {error.message}",
                hint="Nothing of this file stays. Try again in a quiet moment; pg_stat_activity shows who.",
            ) from error
        raise


def _files(migrations: Sequence[Migration]) -> str:
    return ", ".join(each.path.name for each in migrations)
