"""Runs one SQL file whole, and finds the line when it fails.

Tested in tests/integration/test_stack_migrate.py and test_database_migrate.py.
"""

from pathlib import Path

import psycopg

from worker.database.files import MigrationError
from worker.database.statements import Statement, split_statements


def run_file(connection: psycopg.Connection, path: Path, text: str) -> tuple[Statement, ...]:
    """Run a file inside the transaction at hand; its statements.

    Args:
        connection: in a transaction of the caller's.
        path: for messages.
        text: its SQL.

    Raises MigrationError that names file, line and reason; nothing of the file stays then.
    """
    statements = tuple(split_statements(text))
    try:
        with connection.transaction():
            connection.execute(text.encode())  # one message: half the time of one for each statement
    except psycopg.Error:
        for statement in statements:  # again, one by one, to learn which it is
            _run_one(connection, path, text, statement)
    return statements


def _run_one(connection: psycopg.Connection, path: Path, text: str, statement: Statement) -> None:
    try:
        connection.execute(statement.text.encode())
    except psycopg.Error as error:
        position = int(error.diag.statement_position or 1) - 1
        line = text.count("\n", 0, statement.offset + position) + 1
        reason = error.diag.message_primary or str(error)
        details = (error.diag.message_detail, error.diag.message_hint, error.diag.context)
        raise MigrationError(
            f"{path.name}, line {line}: {reason} ({error.sqlstate}).",
            hint=" ".join(each for each in details if each),
        ) from error
