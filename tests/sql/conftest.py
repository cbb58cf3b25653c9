"""The world of the SQL tests; its history is checked when a test is over.

All tests share one database, emptied before each: a clone a test would cost most of the suite's time.
"""

from collections.abc import Callable, Iterator

import psycopg
import pytest

from tests.sql.world import World, rows
from tests.stack import Database, TestCluster

# What the migrations fill; everything else of ours is emptied.
KEPT = ("generation_prices", "training_schema_versions")


@pytest.fixture(scope="session")
def shared_world(cluster: TestCluster) -> Iterator[World]:
    """One migrated database for the SQL tests of the session, with the connections every test needs."""
    with cluster.database("migrated") as database:
        yield World(database)


@pytest.fixture(scope="session")
def empty(shared_world: World) -> Iterator[Callable[[], None]]:
    """Empties the shared database, as a superuser: the history's own triggers must rest for it."""
    with psycopg.connect(shared_world.database.dsn("supabase_admin"), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        tables = rows(
            admin,
            "select format('%%I.%%I', schemaname, tablename) as name from pg_tables"
            " where schemaname = 'public' and tablename <> all (%s) union all select 'auth.users'",
            list(KEPT),
        )
        deletes = "; ".join(f"delete from {table['name']}" for table in tables)
        deletes += "; insert into public.generation_budget default values"
        yield lambda: (admin.execute(deletes.encode()), None)[1]


@pytest.fixture
def world(shared_world: World, empty: Callable[[], None]) -> Iterator[World]:
    """An empty database with a dataset; clean of violations at the end."""
    empty()
    world = World(shared_world.database, shared_world)
    yield world
    violations = [] if world.planted else world.violations()
    world.close()
    assert violations == []


@pytest.fixture(scope="module")
def module_world(module_database: Database) -> World:
    """One world for all tests of a module, for refusals, which leave nothing."""
    return World(module_database)
