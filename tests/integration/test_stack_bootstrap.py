"""The platform a Supabase project stands on, as the local stack makes it (worker/local/bootstrap)."""

import os

import psycopg
import pytest

from tests.stack import Database

USER = "5b0a7a6e-6c0f-4a53-9a4c-0f7a30a0b001"


def test_the_server_is_the_one_asked_for(platform_only: Database) -> None:
    """RAPPORT_TESTS_POSTGRES names its major version; the wheel's is 18."""
    wanted = os.environ.get("RAPPORT_TESTS_POSTGRES") or "18"
    assert str(platform_only.connect().info.server_version // 10000) == wanted


def test_postgres_is_no_superuser(platform_only: Database) -> None:
    """Migrations run as hosted's postgres: it may make databases and roles and pass by RLS, no more."""
    row = (
        platform_only.connect()
        .execute(
            "select rolsuper, rolcreatedb, rolcreaterole, rolreplication, rolbypassrls"
            " from pg_roles where rolname = current_user"
        )
        .fetchone()
    )
    assert row == (False, True, True, True, True)


@pytest.mark.parametrize("old_grants", [False, True])
@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role"])
def test_default_grants_follow_the_world(platform_only: Database, role: str, *, old_grants: bool) -> None:
    """A new table is closed to every API role in the new world and open in the old."""
    platform_only.connect().execute("create table public.thing (id int)")
    connection = platform_only.connect(role)
    if old_grants:
        assert connection.execute("select count(*) from public.thing").fetchone() == (0,)
    else:
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            connection.execute("select count(*) from public.thing")


def test_auth_functions_read_the_claims(platform_only: Database) -> None:
    """auth.uid(), role(), email() and jwt() say what the token says."""
    row = (
        platform_only.as_user(USER, email="a@example.com")
        .execute("select auth.uid()::text, auth.role(), auth.email(), auth.jwt() ->> 'aud'")
        .fetchone()
    )
    assert row == (USER, "authenticated", "a@example.com", "authenticated")


def test_auth_functions_are_null_without_claims(platform_only: Database) -> None:
    """In Studio and psql there is no token: all four are null, not an error."""
    row = (
        platform_only.connect().execute("select auth.uid(), auth.role(), auth.email(), auth.jwt()").fetchone()
    )
    assert row == (None, None, None, None)


@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role"])
def test_api_roles_cannot_read_auth_users(platform_only: Database, role: str) -> None:
    """Not even service_role reads auth.users by SQL; the sign-in service answers for it."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        platform_only.connect(role).execute("select * from auth.users")


def test_postgres_owns_the_publication_and_may_refer_to_users(platform_only: Database) -> None:
    """What our migrations need of the platform: publish tables, and a foreign key to auth.users."""
    connection = platform_only.connect()
    connection.execute("create table public.thing (id uuid primary key references auth.users (id))")
    connection.execute("alter publication supabase_realtime add table public.thing")
    published = connection.execute("select tablename from pg_publication_tables").fetchall()
    assert published == [("thing",)]


def test_platform_is_not_ours_to_change(platform_only: Database) -> None:
    """As on hosted, postgres may not make things in auth."""
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        platform_only.connect().execute("create function auth.evil() returns int language sql as 'select 1'")


def test_wal_is_logical(platform_only: Database) -> None:
    """Realtime reads changes from the WAL."""
    assert platform_only.connect().execute("show wal_level").fetchone() == ("logical",)


def test_api_roles_have_hosted_timeouts(platform_only: Database) -> None:
    """anon, authenticated and (from its login) service_role get hosted's limits."""
    rows = (
        platform_only.connect()
        .execute(
            "select rolname::text, setting from pg_roles, unnest(rolconfig) as setting"
            " where setting like 'statement_timeout=%' and rolname <> 'supabase_admin' order by 1"
        )
        .fetchall()
    )
    assert rows == [
        ("anon", "statement_timeout=3s"),
        ("authenticated", "statement_timeout=8s"),
        ("authenticator", "statement_timeout=8s"),
    ]
