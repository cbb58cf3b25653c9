"""Applies supabase/migrations and the seed as the Supabase CLI does, and leaves the traces it leaves.

Files run in order of version as role postgres, each in one transaction with its row in
supabase_migrations.schema_migrations (version, name, statements); a later `supabase db push` then finds
nothing to do, and the other way round. Knows nothing of what the migrations make.
Tested in tests/unit/test_local_migrate.py, tests/integration/test_stack_migrate.py and test_supabase_cli.py.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

from worker.local.binaries import LocalStackError

_FILE_NAME: Final = re.compile(r"([0-9]+)_(.*)\.sql")
_HISTORY: Final = (
    "create schema if not exists supabase_migrations",
    """create table if not exists supabase_migrations.schema_migrations
       (version text not null primary key, statements text[], name text)""",
    """create table if not exists supabase_migrations.seed_files
       (path text not null primary key, hash text not null)""",
)
"""The CLI's own history tables, with its column names."""
_TOKEN: Final = re.compile(
    r"""
      (?P<escaped> \b[eE]' (?: [^'\\] | '' | \\. )* ')
    | (?P<quoted>  ' [^']* ')
    | (?P<name>    " [^"]* ")
    | (?P<dollar>  (?<![\w$]) \$ (?P<tag> [^\W\d]\w* )? \$ .*? \$ (?(tag)(?P=tag)) \$ )
    | (?P<line>    -- [^\n]* )
    | (?P<open>    /\* )
    | (?P<close>   \*/ )
    | (?P<atomic>  \b begin \s+ atomic \b )
    | (?P<case>    \b case \b )
    | (?P<end>     \b end \b )
    | (?P<stop>    ; )
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)


@dataclass(frozen=True)
class Migration:
    """One file of supabase/migrations.

    Attributes:
        version: the digits its name begins with.
        name: what follows them, without `.sql`.
        path: the file.
        text: its SQL.
    """

    version: str
    name: str
    path: Path
    text: str


@dataclass(frozen=True)
class Statement:
    """One SQL statement: its text, trimmed and without the semicolon, and where it begins in the file."""

    text: str
    offset: int


def split_statements(text: str) -> Iterator[Statement]:
    """Cut a file into statements at semicolons outside quotes, comments and `begin atomic` bodies."""
    start = 0
    comments = 0  # how deep in nested block comments
    blocks = 0  # how deep in begin atomic … end, and in case … end inside it
    position = 0
    while match := _TOKEN.search(text, position):
        position = match.end()
        kind = match.lastgroup if match.lastgroup != "tag" else "dollar"
        if comments and kind not in {"open", "close"}:
            position = match.start() + 1  # a quote inside a comment opens nothing
        elif kind == "open":
            comments += 1
        elif kind == "close":
            comments = max(comments - 1, 0)
        elif kind == "atomic" or (kind == "case" and blocks):
            blocks += 1
        elif kind == "end" and blocks:
            blocks -= 1
        elif kind == "stop" and not blocks:
            yield from _statement(text, start, match.start())
            start = position
    yield from _statement(text, start, len(text))


def _statement(text: str, start: int, end: int) -> Iterator[Statement]:
    part = text[start:end]
    trimmed = part.strip()
    if trimmed:
        yield Statement(trimmed, start + part.index(trimmed[0]))


def find_migrations(folder: Path) -> tuple[Migration, ...]:
    """The migrations of a folder by version; files of other names are none. Raises LocalStackError."""
    found: dict[str, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        match = _FILE_NAME.fullmatch(path.name)
        if match is None:
            continue
        version, name = match.groups()
        if version in found:
            raise LocalStackError(
                f"{path.name} and {found[version].path.name} have the same version.",
                hint="Rename one of them.",
            )
        found[version] = Migration(version, name, path, path.read_text(encoding="utf-8"))
    return tuple(found[version] for version in sorted(found))


def migrate(dsn: str, folder: Path) -> tuple[str, ...]:
    """Apply what a database lacks of a folder's migrations; answers the versions applied now.

    Args:
        dsn: the database, as role postgres.
        folder: supabase/migrations.

    Raises LocalStackError: a statement failed (its file, line and reason; the file's transaction is undone),
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
            statements = tuple(split_statements(migration.text))
            connection.execute("reset all")
            with connection.transaction():
                _run(connection, migration.path, migration.text, statements)
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

    Raises LocalStackError when a statement fails; nothing of the file stays then.
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
            _run(connection, path, text, tuple(split_statements(text)))
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
        raise LocalStackError(
            f"The local database has migrations this version of Rapport lacks: {', '.join(unknown)}.",
            hint="Go back to the version that made it, or begin anew: rapport local --reset",
        )
    for version, statements in applied.items():
        text = known[version].text
        if statements is not None and _solid(statements) != _solid([text]):
            raise LocalStackError(
                f"{known[version].path.name} has changed since it was applied to the local database.",
                hint="Begin anew: rapport local --reset (what is stored locally is lost)",
            )


def _solid(statements: list[str]) -> str:
    """SQL without what splitting may change: whoever applied it, the same file gives the same text."""
    return re.sub(r"[\s;]", "", "".join(statements))


def _run(connection: psycopg.Connection, path: Path, text: str, statements: tuple[Statement, ...]) -> None:
    """Run a file in the transaction at hand. Raises LocalStackError that names the line."""
    try:
        with connection.transaction():
            connection.execute(text.encode())  # one message: half the time of one for each statement
    except psycopg.Error:
        for statement in statements:  # again, one by one, to learn which it is
            _run_one(connection, path, text, statement)


def _run_one(connection: psycopg.Connection, path: Path, text: str, statement: Statement) -> None:
    try:
        connection.execute(statement.text.encode())
    except psycopg.Error as error:
        position = int(error.diag.statement_position or 1) - 1
        line = text.count("\n", 0, statement.offset + position) + 1
        reason = error.diag.message_primary or str(error)
        details = (error.diag.message_detail, error.diag.message_hint, error.diag.context)
        raise LocalStackError(
            f"{path.name}, line {line}: {reason} ({error.sqlstate}).",
            hint=" ".join(each for each in details if each),
        ) from error
