"""Fixtures every test may ask for. What they hand out is documented in tests/stack.py."""

from collections.abc import Iterator

import pytest

from tests.loopback import stay_on_this_machine
from tests.stack import OLD_GRANTS, Database, Stack, TestCluster
from worker.local.keys import Keys, make_keys

stay_on_this_machine()

# Seconds. The longest of them take some ten minutes on a free machine.
LONG_TIMEOUT = 1_800


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give tests marked long a bound of their own; the others have pyproject's."""
    for item in items:
        if item.get_closest_marker("long") is not None and item.get_closest_marker("timeout") is None:
            item.add_marker(pytest.mark.timeout(LONG_TIMEOUT))


@pytest.fixture(scope="session")
def cluster() -> Iterator[TestCluster]:
    """The session's Postgres, on its own port in its own folder."""
    cluster = TestCluster()
    try:
        cluster.start()
        yield cluster
    finally:
        cluster.destroy()


@pytest.fixture
def old_grants() -> bool:
    """Whether the platform grants the API roles everything by default.

    `@pytest.mark.parametrize("old_grants", [False, True])` runs a test in both of Supabase's worlds.
    """
    return OLD_GRANTS


@pytest.fixture
def database(cluster: TestCluster, *, old_grants: bool) -> Iterator[Database]:
    """A database of this test alone, with our migrations."""
    with cluster.database("migrated", old_grants=old_grants) as database:
        yield database


@pytest.fixture
def seeded_database(cluster: TestCluster, *, old_grants: bool) -> Iterator[Database]:
    """A database of this test alone, with our migrations and supabase/seed.sql."""
    with cluster.database("seeded", old_grants=old_grants) as database:
        yield database


@pytest.fixture
def platform_only(cluster: TestCluster, *, old_grants: bool) -> Iterator[Database]:
    """A database of this test alone that holds what the platform owns and nothing of ours."""
    with cluster.database("platform", old_grants=old_grants) as database:
        yield database


@pytest.fixture(scope="module")
def module_database(cluster: TestCluster) -> Iterator[Database]:
    """One migrated database for all tests of a module, for tests that do not disturb each other."""
    with cluster.database("migrated") as database:
        yield database


@pytest.fixture(scope="session")
def keys() -> Keys:
    """The API keys of every stack of the session."""
    return make_keys()


@pytest.fixture
def stack(database: Database, keys: Keys) -> Iterator[Stack]:
    """A gateway over a migrated database of this test alone."""
    with Stack(database, keys) as stack:
        yield stack


@pytest.fixture
def seeded_stack(seeded_database: Database, keys: Keys) -> Iterator[Stack]:
    """A gateway over a database of this test alone that holds supabase/seed.sql."""
    with Stack(seeded_database, keys) as stack:
        yield stack


@pytest.fixture
def platform_stack(platform_only: Database, keys: Keys) -> Iterator[Stack]:
    """A gateway over a database that holds nothing of ours: a test brings its own tables."""
    with Stack(platform_only, keys) as stack:
        yield stack


@pytest.fixture(scope="module")
def module_stack(module_database: Database, keys: Keys) -> Iterator[Stack]:
    """One gateway for all tests of a module, for tests that do not disturb each other."""
    with Stack(module_database, keys) as stack:
        yield stack
