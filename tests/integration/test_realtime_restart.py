"""Postgres goes away and comes back under a served Realtime.

On a cluster of these tests' own, so that nobody else's connections are cut.
"""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.integration.realtime_rig import OWNER, TABLES, Rig, token
from tests.stack import Database
from worker.local import bootstrap
from worker.local.postgres import FAST_AND_UNSAFE, SUPERUSER, Cluster, free_port, new_password

NOTES = {"event": "*", "schema": "public", "table": "notes"}
NUMBERS = {"fast": 1, "immediate": 2}
END_BACKENDS = (
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'rapport_realtime'"
)


@pytest.fixture(scope="module")
def alone() -> Iterator[Database]:
    """The one database of a cluster that may be stopped."""
    home = Path(tempfile.mkdtemp(prefix="rapport-realtime-"))
    passwords = {role: new_password() for role in (SUPERUSER, *bootstrap.LOGIN_ROLES)}
    cluster = Cluster(home, port=free_port(), password=passwords[SUPERUSER], settings=FAST_AND_UNSAFE)
    database = Database(cluster, "postgres", passwords)
    try:
        cluster.start()
        with cluster.admin() as admin:
            bootstrap.create_roles(admin, passwords)
            bootstrap.create_platform(admin, old_grants=False)
            admin.execute(TABLES)
        yield database
        database.close()
    finally:
        cluster.destroy()
        shutil.rmtree(home, ignore_errors=True)


async def test_lost_connections_are_made_anew(platform_only: Database) -> None:
    """With its backends gone the reader makes a new slot, announces every subscription again, and goes on."""
    with Rig(platform_only) as rig:
        rig.execute(TABLES)
        ear = await rig.listen(await rig.client(token()), table="notes")
        with platform_only.cluster.admin(platform_only.name) as admin:
            admin.execute(END_BACKENDS)
        await ear.subscribed()
        rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
        assert (await ear.next())["record"]["id"] == 1
        await rig.close_clients()


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_a_restart_of_postgres_is_survived(alone: Database, mode: str) -> None:
    """Sockets and channels stay; once Postgres is back the subscription is announced and heard again.

    What was committed meanwhile is missed, as on hosted.
    """
    with Rig(alone) as rig:
        async with rig.socket() as wire:
            ref = await wire.join(NOTES, access_token=token())
            await wire.subscribed()
            alone.cluster.stop(mode)
            await wire.send("phoenix", "heartbeat", {})
            assert (await wire.next())["topic"] == "phoenix"
            late = await wire.join(NOTES, topic="realtime:late", access_token=token())
            assert (await wire.next())["payload"]["status"] == "ok"
            alone.cluster.start()
            announced = {(await wire.next())["topic"] for _ in range(2)}
            with psycopg.connect(alone.dsn("supabase_admin"), autocommit=True) as again:
                again.execute("insert into public.notes (id, owner) values (%s, %s)", (NUMBERS[mode], OWNER))
            heard = {(await wire.next())["topic"] for _ in range(2)}
    assert announced == heard == {"realtime:room", "realtime:late"}
    assert ref != late


async def test_postgres_may_come_later(alone: Database) -> None:
    """A server started over a stopped Postgres takes joins, and announces once there is something to hear."""
    rig = Rig(alone)
    alone.cluster.stop()
    with rig:
        async with rig.socket() as wire:
            await wire.join(NOTES, access_token=token())
            assert (await wire.next())["payload"]["status"] == "ok"
            assert rig.server.status()["reading"] is False
            alone.cluster.start()
            await wire.subscribed()
            assert rig.server.status()["subscriptions"] == 1


async def test_stopping_leaves_no_slot(platform_only: Database) -> None:
    """After stop the database has no replication slot of ours: it can be dropped."""
    with Rig(platform_only) as rig:
        rig.execute(TABLES)
        await rig.listen(await rig.client(token()), table="notes")
        slots = "select count(*) from pg_replication_slots where database = current_database()"
        assert rig.execute(slots).fetchone() == (1,)
        await rig.close_clients()
    assert rig.execute(slots).fetchone() == (0,)
