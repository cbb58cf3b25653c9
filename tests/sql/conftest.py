"""The world of the SQL tests; its history is checked when a test is over.

All tests share one database, emptied before each: a clone a test would cost most of the suite's time.
"""

from collections.abc import Iterator

import psycopg
import pytest

from tests.sql.world import World, rows
from tests.stack import Database, TestCluster

# What the migrations fill; everything else of ours is emptied.
KEPT = ("generation_prices", "training_schema_versions")


@pytest.fixture(scope="session")
def shared_database(cluster: TestCluster) -> Iterator[Database]:
    """One migrated database for the SQL tests of the session."""
    with cluster.database("migrated") as database:
        yield database


@pytest.fixture
def world(shared_database: Database) -> Iterator[World]:
    """An empty database with a dataset; clean of violations at the end."""
    _empty(shared_database)
    world = World(shared_database)
    yield world
    violations = [] if world.planted else world.violations()
    shared_database.close()
    assert violations == []


@pytest.fixture(scope="module")
def module_world(module_database: Database) -> World:
    """One world for all tests of a module, for refusals, which leave nothing."""
    return World(module_database)


def _empty(database: Database) -> None:
    with psycopg.connect(database.dsn("supabase_admin"), autocommit=True) as admin:
        # the history is append-only for every role, so its triggers rest while the superuser empties it
        admin.execute("set session_replication_role = replica")
        for table in rows(
            admin,
            "select format('%%I.%%I', schemaname, tablename) as name from pg_tables"
            " where schemaname = 'public' and tablename <> all (%s) union all select 'auth.users'",
            list(KEPT),
        ):
            rows(admin, f"delete from {table['name']}")
