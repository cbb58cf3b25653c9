"""What a Supabase project holds before anybody's migration: roles, auth, realtime, publication.

The SQL stands beside this module; here it is only run. Both functions want a superuser connection.
Tested in tests/integration/test_stack_bootstrap.py.
"""

from collections.abc import Mapping
from importlib.resources import files

import psycopg
from psycopg import sql

LOGIN_ROLES = ("postgres", "authenticator", "supabase_auth_admin")
"""Roles that sign in with a password; the API's own roles are only switched to."""


def create_roles(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """Make the platform's roles, or none of them.

    Args:
        connection: to any database of a cluster that lacks them, as superuser.
        passwords: one for each of LOGIN_ROLES.
    """
    with connection.transaction():
        connection.execute(_text("roles.sql"))
        set_passwords(connection, passwords)


def set_passwords(connection: psycopg.Connection, passwords: Mapping[str, str]) -> None:
    """Give each of LOGIN_ROLES its password."""
    for role in LOGIN_ROLES:
        connection.execute(
            sql.SQL("alter role {} password {}").format(sql.Identifier(role), sql.Literal(passwords[role]))
        )


def create_platform(connection: psycopg.Connection, *, old_grants: bool) -> None:
    """Make what the platform owns in the connection's database, or nothing of it.

    Args:
        connection: to the database, as superuser; create_roles ran on its cluster.
        old_grants: give the API roles everything created in public by default, as older projects do.
    """
    database = sql.Identifier(connection.info.dbname).as_string(connection)
    with connection.transaction():
        connection.execute(f"alter database {database} owner to postgres".encode())
        connection.execute(_text("platform.sql").replace(b":database", database.encode()))
        if old_grants:
            connection.execute(_text("old_grants.sql"))


def has_roles(connection: psycopg.Connection) -> bool:
    """Whether create_roles ran on the connection's cluster."""
    row = connection.execute("select to_regrole('authenticator') is not null").fetchone()
    return bool(row and row[0])


def has_platform(connection: psycopg.Connection) -> bool:
    """Whether create_platform ran on the connection's database."""
    row = connection.execute("select to_regnamespace('auth') is not null").fetchone()
    return bool(row and row[0])


def _text(name: str) -> bytes:
    return files(__name__).joinpath(name).read_bytes()
