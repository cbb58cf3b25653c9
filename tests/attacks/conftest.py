"""One scene for all attacks of a session: a refusal leaves nothing behind."""

from collections.abc import Iterator

import pytest

from tests.attacks.rig import Scene, plant
from tests.stack import Stack, TestCluster
from worker.local.keys import Keys


@pytest.fixture(scope="session")
def scene(cluster: TestCluster, keys: Keys) -> Iterator[Scene]:
    """A served stack in which something of everything has happened."""
    with cluster.database("migrated") as database:
        plant(database.connect())
        with Stack(database, keys) as stack:
            scene = Scene(stack)
            yield scene
            scene.close()
