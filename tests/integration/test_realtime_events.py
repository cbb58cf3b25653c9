"""Who hears which change, and what it looks like."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.integration.realtime_rig import OWNER, SERVICE_KEY, STRANGER, TABLES, Rig, token
from tests.stack import Database, TestCluster

NOTES = {"event": "*", "schema": "public", "table": "notes"}


@pytest.fixture(scope="module")
def served(cluster: TestCluster) -> Iterator[Rig]:
    """Realtime over a database that all these tests share."""
    with cluster.database("platform") as database, Rig(database) as rig:
        rig.execute(TABLES)
        yield rig


@pytest.fixture
async def rig(served: Rig) -> AsyncIterator[Rig]:
    """The shared Realtime over empty tables, for tests that leave the schema alone."""
    served.execute("truncate public.notes, public.marks, public.unpublished")
    yield served
    await served.close_clients()


@pytest.fixture
async def own(platform_only: Database) -> AsyncIterator[Rig]:
    """A Realtime of this test alone, for tests that change the schema."""
    with Rig(platform_only) as rig:
        rig.execute(TABLES)
        yield rig
        await rig.close_clients()


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


async def test_anon_hears_of_a_refusal_and_no_data(rig: Rig) -> None:
    """Without the right to read the key a subscriber gets an error in place of the row, as on hosted."""
    async with rig.socket() as wire:
        await wire.join(NOTES)
        await wire.subscribed()
        rig.execute("insert into public.notes (id, owner, title) values (1, %s, 'mine')", (OWNER,))
        data = (await wire.change())["data"]
    assert data == {
        "schema": "public",
        "table": "notes",
        "commit_timestamp": None,
        "type": "INSERT",
        "columns": [],
        "record": {},
        "errors": ["Error 401: Unauthorized"],
    }


async def test_the_official_client_of_anon_hears_nothing(rig: Rig) -> None:
    """A refusal never reaches a callback; the next change anon may read does."""
    ear = await rig.listen(await rig.client())
    rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
    rig.execute("insert into public.marks values (1, 'for all')")
    assert (await ear.next())["record"] == {"id": 1, "label": "for all"}


async def test_changes_arrive_in_commit_order(rig: Rig) -> None:
    """Many rows of one statement and of many statements come in the order they were written."""
    ear = await rig.listen(await rig.client(token()), table="marks")
    rig.execute("insert into public.marks select n, 'bulk' from generate_series(1, 500) as n")
    for number in range(501, 531):
        rig.execute("insert into public.marks values (%s, 'single')", (number,))
    heard = [(await ear.next())["record"]["id"] for _ in range(530)]
    assert heard == list(range(1, 531))


async def test_no_commit_is_missed_among_many_writers(rig: Rig) -> None:
    """Rows committed at the same moment by several sessions all pass the check, each once."""
    ear = await rig.listen(await rig.client(token()), table="notes")

    def write(writer: int) -> None:
        connection = rig.database.connect()
        for number in range(50):
            connection.execute(
                "insert into public.notes (id, owner) values (%s, %s)", (100 * writer + number, OWNER)
            )

    await asyncio.gather(*(asyncio.to_thread(write, writer) for writer in range(6)))
    heard = sorted([(await ear.next())["record"]["id"] for _ in range(300)])
    assert heard == sorted(100 * writer + number for writer in range(6) for number in range(50))
    assert ear.events.empty()


@pytest.mark.parametrize(
    ("condition", "ids"),
    [
        ("id=eq.2", [2]),
        ("id=neq.2", [1, 3, 4]),
        ("id=lt.2", [1]),
        ("id=lte.2", [1, 2]),
        ("id=gt.3", [4]),
        ("id=gte.10", []),
        ("id=in.(1,4,99)", [1, 4]),
        ("id=not.in.(1,4)", [2, 3]),
        ("title=like.%a%", [1, 3]),
        ("title=ilike.%A%", [1, 3]),
        ("title=match.^b", [3]),
        ("title=imatch.^B", [3]),
        ("title=is.null", [4]),
        ("title=not.is.null", [1, 2, 3]),
        ("title=isdistinct.a", [2, 3, 4]),
        ('title=eq."x,y"', [2]),
        ("done=is.true", [1]),
        ("amount=gt.0.5,id=lt.3", [2]),
        ("at=gte.2026-01-01T00:00:00Z", [4]),
        ("body=eq.{}", [3]),
    ],
)
async def test_filters_choose_rows_as_postgres_compares(rig: Rig, condition: str, ids: list[int]) -> None:
    """Values are compared by the column's type; null passes no comparison."""
    async with rig.socket(SERVICE_KEY) as wire:
        await wire.join(
            {**NOTES, "event": "INSERT", "filter": condition}, {"schema": "public", "table": "marks"}
        )
        await wire.subscribed()
        rig.execute(
            "insert into public.notes (id, owner, title, amount, done, body, at) values"
            " (1, %s, 'a', 0.1, true, null, null), (2, %s, 'x,y', 1, false, null, null),"
            " (3, %s, 'ba', 2, null, '{}', null), (4, %s, null, null, null, null, now())",
            (OWNER, OWNER, OWNER, OWNER),
        )
        rig.execute("insert into public.marks values (0, 'end')")
        heard = []
        while (data := (await wire.change())["data"])["table"] == "notes":
            heard.append(data["record"]["id"])
    assert heard == ids


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ({"filter": "secret=eq.x"}, "invalid column for filter secret"),
        ({"filter": "nothing=eq.x"}, "invalid column for filter nothing"),
        ({"filter": "id=eq.x"}, "invalid input syntax for type integer"),
        ({"filter": "id=like.x"}, "operator does not exist"),
        ({"filter": "title=match.("}, "invalid regular expression"),
        ({"filter": "id=is.true"}, "argument of IS TRUE must be type boolean"),
        ({"filter": "title=is.nothing"}, "must be null, true, false, or unknown"),
        ({"filter": f"id=in.({','.join(map(str, range(101)))})"}, "Maximum 100"),
        ({"filter": "id=foo.1"}, "Error parsing `filter` params"),
        ({"select": ["secret"]}, "invalid column for select secret"),
        ({"table": "unpublished"}, "Please check Realtime is enabled"),
        ({"schema": "auth", "table": "users"}, "Please check Realtime is enabled"),
    ],
)
async def test_an_impossible_subscription_is_refused_in_words(
    rig: Rig, entry: dict[str, object], reason: str
) -> None:
    """The join succeeds, as on hosted; the system message that follows says why nothing will be heard."""
    async with rig.socket() as wire:
        await wire.join({**NOTES, **entry}, access_token=token())
        assert (await wire.next())["payload"]["status"] == "ok"
        payload = (await wire.next())["payload"]
    assert (payload["status"], payload["extension"]) == ("error", "postgres_changes")
    assert reason in payload["message"]


async def test_a_table_outside_the_publication_is_silent(rig: Rig) -> None:
    """A schema-wide subscription hears published tables only."""
    ear = await rig.listen(await rig.client(token()))
    rig.execute("insert into public.unpublished values (1)")
    rig.execute("insert into public.marks values (1, null)")
    assert (await ear.next())["table"] == "marks"


async def test_a_selection_of_columns(rig: Rig) -> None:
    """`select` brings the asked columns and the key, to this entry only."""
    async with rig.socket() as wire:
        await wire.join({**NOTES, "select": ["title"]}, NOTES, access_token=token())
        await wire.subscribed()
        rig.execute("insert into public.notes (id, owner, title) values (1, %s, 'a')", (OWNER,))
        first, second = await wire.change(), await wire.change()
    assert first["data"]["record"] == {"id": 1, "title": "a"}
    assert set(second["data"]["record"]) > {"id", "title", "owner"}
    assert first["ids"] != second["ids"]


async def test_one_change_for_two_entries_comes_once(rig: Rig) -> None:
    """A message names every entry of its channel that matched, with the ids the join gave them."""
    async with rig.socket() as wire:
        await wire.join(
            {**NOTES, "event": "INSERT"}, NOTES, {**NOTES, "event": "DELETE"}, access_token=token()
        )
        given = (await wire.next())["payload"]["response"]["postgres_changes"]
        await wire.subscribed()
        rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
        assert (await wire.change())["ids"] == [entry["id"] for entry in given[:2]]


async def test_two_sockets_on_one_topic_each_hear_their_own(rig: Rig) -> None:
    """A topic is no audience: each socket hears what its own token may read."""
    mine = await rig.listen(await rig.client(token()), "same", table="notes")
    theirs = await rig.listen(await rig.client(token(STRANGER)), "same", table="notes")
    rig.execute("insert into public.notes (id, owner) values (1, %s), (2, %s)", (STRANGER, OWNER))
    assert (await mine.next())["record"]["id"] == 2
    assert (await theirs.next())["record"]["id"] == 1
    assert mine.events.empty()
    assert theirs.events.empty()


async def test_a_row_that_becomes_visible_is_heard_from_then(rig: Rig) -> None:
    """The policy is asked about the row as it is now, for each change anew."""
    ear = await rig.listen(await rig.client(token(STRANGER)))
    rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
    rig.execute("insert into public.marks values (1, 'the insert is past')")
    assert (await ear.next())["table"] == "marks"
    rig.execute("update public.notes set owner = %s", (STRANGER,))
    heard = await ear.next()
    assert (heard["type"], heard["record"]["owner"]) == ("UPDATE", STRANGER)


async def test_a_revoked_grant_works_at_once(own: Rig) -> None:
    """A column taken from the role is gone from the next event; without the key nothing is left."""
    async with own.socket() as wire:
        await wire.join(NOTES, access_token=token())
        await wire.subscribed()
        own.execute("revoke select (title) on public.notes from authenticated")
        own.execute("insert into public.notes (id, owner, title) values (1, %s, 'x')", (OWNER,))
        assert "title" not in (await wire.change())["data"]["record"]
        own.execute("revoke select (id) on public.notes from authenticated")
        own.execute("update public.notes set done = true")
        assert (await wire.change())["data"]["errors"] == ["Error 401: Unauthorized"]


async def test_row_security_switched_on_works_at_once(own: Rig) -> None:
    """A table that was open to all is checked from the next change on."""
    ear = await own.listen(await own.client(token()))
    own.execute("insert into public.marks values (1, 'open')")
    assert (await ear.next())["record"]["label"] == "open"
    own.execute("alter table public.marks enable row level security")
    own.execute("insert into public.marks values (2, 'closed')")
    own.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
    assert (await ear.next())["table"] == "notes"


async def test_a_failing_policy_silences_only_whom_it_fails_for(own: Rig) -> None:
    """An error in one subscriber's check reaches neither others nor that subscriber's other tables."""
    own.execute(
        "create policy breaks on public.notes for select to authenticated"
        " using (1 / (case when (select auth.uid()) = '{}' then 0 else 1 end) = 0)".replace("{}", STRANGER)
    )
    own.execute(
        "alter table public.marks enable row level security;"
        "create policy everybody on public.marks for select to authenticated using (true)"
    )
    broken = await own.listen(await own.client(token(STRANGER)))
    mine = await own.listen(await own.client(token()))
    own.execute(
        "with note as (insert into public.notes (id, owner) values (1, %s))"
        " insert into public.marks values (1, null)",
        (OWNER,),
    )
    assert {(await mine.next())["table"] for _ in range(2)} == {"notes", "marks"}
    assert (await broken.next())["table"] == "marks"


async def test_a_table_without_a_key_says_so(own: Rig) -> None:
    """Rows that cannot be looked up are not shown: the event carries the error alone."""
    own.execute("create table public.keyless (n int)")
    own.execute("grant select on public.keyless to authenticated")
    own.execute("alter publication supabase_realtime add table public.keyless")
    async with own.socket() as wire:
        await wire.join({"schema": "public", "table": "keyless"}, access_token=token())
        await wire.subscribed()
        own.execute("insert into public.keyless values (1)")
        assert (await wire.change())["data"]["errors"] == ["Error 400: Bad Request, no primary key"]


async def test_a_record_over_a_mebibyte_arrives_without_its_bulk(rig: Rig) -> None:
    """Only small values come, and the error says that the payload was too large."""
    async with rig.socket() as wire:
        await wire.join(NOTES, access_token=token())
        await wire.subscribed()
        rig.execute(
            "insert into public.notes (id, owner, title, done) values (1, %s, repeat('x', 1100000), true)",
            (OWNER,),
        )
        data = (await wire.change())["data"]
    assert data["errors"] == ["Error 413: Payload Too Large"]
    assert data["record"] == {"id": 1, "owner": OWNER, "done": True}


async def test_a_large_value_left_alone_is_not_in_the_event(own: Rig) -> None:
    """An update that does not touch a TOASTed column comes without it, as on hosted."""
    own.execute("alter table public.notes alter column title set storage external")
    own.execute("insert into public.notes (id, owner, title) values (1, %s, repeat('x', 9000))", (OWNER,))
    async with own.socket() as wire:
        await wire.join(NOTES, access_token=token())
        await wire.subscribed()
        own.execute("update public.notes set done = true")
        record = (await wire.change())["data"]["record"]
    assert "title" not in record
    assert record["done"] is True


async def test_full_replica_identity_brings_the_old_row(own: Rig) -> None:
    """With replica identity full the old values come, those of an untouched large column too."""
    own.execute("alter table public.marks replica identity full")
    own.execute("insert into public.marks values (1, 'before')")
    async with own.socket() as wire:
        await wire.join({"schema": "public", "table": "marks"}, access_token=token())
        await wire.subscribed()
        own.execute("update public.marks set label = 'after'")
        data = (await wire.change())["data"]
    assert (data["old_record"], data["record"]) == ({"id": 1, "label": "before"}, {"id": 1, "label": "after"})


async def test_values_look_as_postgres_writes_them_in_json(own: Rig) -> None:
    """Every type of the schema, and odd ones, equals to_jsonb of the row."""
    own.execute(
        "create type public.mood as enum ('calm', 'tense');"
        "create domain public.score as numeric(3, 1);"
        'create table public."Odd % table" ("Key %" uuid, "other key" text, a smallint, b bigint, c real,'
        " d double precision, e numeric, f boolean, g text, h varchar(9), i char(4), j date, k time,"
        " l timestamp, m timestamptz, n interval, o json, p jsonb, q int[], r text[], s public.mood,"
        ' t public.score, u inet, v int4range, w text, primary key ("Key %", "other key"));'
        'grant select on public."Odd % table" to authenticated;'
        'alter publication supabase_realtime add table public."Odd % table";'
        'alter table public."Odd % table" enable row level security;'
        'create policy everybody on public."Odd % table" for select to authenticated using (true);'
    )
    async with own.socket() as wire:
        await wire.join({"schema": "public", "table": "Odd % table"}, access_token=token())
        await wire.subscribed()
        own.execute(
            r"""insert into public."Odd % table" values (gen_random_uuid(), 'it''s "q" \ %s', -1,
            9007199254740993, 1.5, 0.1, 12345678901234567890.12345, false, E'line\nbreak\t🎻', 'v', 'ab',
            '2026-01-02', '03:04:05.6', '2026-01-02 03:04:05', '2026-01-02 03:04:05.6+02', '1 day 2 hours',
            '{"a": [1, 2.50], "a": null}', '{"a": 1.50}', '{1,null,3}', '{"a,b",null,"c\"d"}', 'tense', 9.5,
            '10.0.0.1/24', '[1,5)', '')"""
        )
        heard = (await wire.change())["data"]["record"]
    row = own.execute('select to_jsonb(whole)::text from public."Odd % table" as whole').fetchone()
    assert row is not None
    assert heard == json.loads(row[0])


async def test_many_subscribers_with_one_identity_cost_one_check(own: Rig) -> None:
    """The policy runs once per identity and row, however many channels share the token."""
    own.execute("create sequence public.checks; grant usage on sequence public.checks to authenticated")
    own.execute(
        "create policy counts on public.notes as restrictive for select to authenticated"
        " using (nextval('public.checks') > 0)"
    )
    async with own.socket() as wire:
        for number in range(10):
            await wire.join(NOTES, topic=f"realtime:{number}", access_token=token())
            await wire.subscribed()
        own.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
        for _ in range(10):
            assert (await wire.change())["data"]["record"]["id"] == 1
    assert own.execute("select last_value from public.checks").fetchone() == (1,)
