"""Who hears which change, and what it looks like: over the official client."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.realtime_rig import OWNER, SERVICE_KEY, STRANGER, TABLES, Rig, token
from tests.stack import Database


@pytest.fixture
async def rig(platform_only: Database) -> AsyncIterator[Rig]:
    """Realtime over the tables of these tests."""
    async with Rig(platform_only) as rig:
        rig.execute(TABLES)
        yield rig


async def test_a_reader_hears_insert_update_and_delete(rig: Rig) -> None:
    """Each change arrives once, in order, with the shape the real server gives it."""
    ear = await rig.listen(await rig.client(token()), table="notes")
    rig.execute(
        "insert into public.notes values (1, %s, 'first', 'hidden', 0.031, true, '{a,b}',"
        """ '{"k": [1, null]}', '2026-01-02 03:04:05.678901+00')""",
        (OWNER,),
    )
    insert = await ear.next()
    rig.execute("update public.notes set title = null where id = 1")
    update = await ear.next()
    rig.execute("delete from public.notes where id = 1")
    delete = await ear.next()
    record = {
        "id": 1,
        "owner": OWNER,
        "title": "first",
        "amount": 0.031,
        "done": True,
        "tags": ["a", "b"],
        "body": {"k": [1, None]},
        "at": "2026-01-02T03:04:05.678901+00:00",
    }
    assert insert.pop("commit_timestamp").endswith("Z")
    assert insert == {
        "schema": "public",
        "table": "notes",
        "type": "INSERT",
        "columns": [
            {"name": "id", "type": "int4"},
            {"name": "owner", "type": "uuid"},
            {"name": "title", "type": "text"},
            {"name": "amount", "type": "numeric"},
            {"name": "done", "type": "bool"},
            {"name": "tags", "type": "_text"},
            {"name": "body", "type": "jsonb"},
            {"name": "at", "type": "timestamptz"},
        ],
        "record": record,
        "errors": None,
    }
    assert (update["type"], update["record"], update["old_record"]) == (
        "UPDATE",
        {**record, "title": None},
        {"id": 1},
    )
    assert (delete["type"], delete["old_record"]) == ("DELETE", {"id": 1})
    assert "record" not in delete


async def test_others_hear_nothing_but_the_delete(rig: Rig) -> None:
    """A stranger gets no row of mine, whatever it asks for; of a DELETE everybody gets the key."""
    stranger = await rig.listen(await rig.client(token(STRANGER)))
    rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
    rig.execute("update public.notes set title = 'x'")
    rig.execute("delete from public.notes")
    heard = await stranger.next()
    assert (heard["type"], heard["old_record"]) == ("DELETE", {"id": 1})


async def test_service_role_hears_everything(rig: Rig) -> None:
    """The service key passes by row level security, hidden columns included."""
    ear = await rig.listen(await rig.client(key=SERVICE_KEY), table="notes")
    rig.execute("insert into public.notes (id, owner, secret) values (1, %s, 'hidden')", (OWNER,))
    record = (await ear.next())["record"]
    assert record["secret"] == "hidden"  # noqa: S105 - a column's value
