"""The Phoenix protocol as clients meet it: handshake, joins, heartbeats, leaving, and what is left out."""

import json
import socket as sockets
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from realtime import RealtimeSubscribeStates
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.integration.realtime_rig import (
    ANON_KEY,
    PUBLISHABLE,
    SECRET_KEY,
    TABLES,
    Rig,
    Wire,
    token,
)
from tests.stack import Database, TestCluster

MARKS = {"event": "*", "schema": "public", "table": "marks"}


@pytest.fixture(scope="module")
def served(cluster: TestCluster) -> Iterator[Rig]:
    """One Realtime for all these tests."""
    with cluster.database("platform") as database, Rig(database) as rig:
        rig.execute(TABLES)
        yield rig


@pytest.fixture
async def rig(served: Rig) -> AsyncIterator[Rig]:
    """The shared Realtime over empty tables."""
    served.execute("truncate public.notes, public.marks")
    yield served
    await served.close_clients()


@pytest.mark.parametrize(
    ("query", "status", "message"),
    [
        ("", HTTPStatus.UNAUTHORIZED, "API key is missing"),
        ("?apikey=nonsense", HTTPStatus.UNAUTHORIZED, "Invalid API key"),
        (f"?apikey={ANON_KEY}x", HTTPStatus.UNAUTHORIZED, "Invalid API key"),
        (f"?apikey={ANON_KEY}&vsn=3.0.0", HTTPStatus.FORBIDDEN, "Protocol version 3.0.0 is not supported"),
    ],
)
async def test_a_bad_handshake_is_refused_over_http(
    rig: Rig, query: str, status: HTTPStatus, message: str
) -> None:
    """No websocket opens without a known key and a spoken version; the answer says why."""
    with pytest.raises(InvalidStatus) as refusal:
        await connect(rig.ws + query)
    assert refusal.value.response.status_code == status
    assert json.loads(refusal.value.response.body) == {"error": message}


async def test_the_version_defaults_to_1(rig: Rig) -> None:
    """Without vsn the server answers in objects, as Phoenix does."""
    async with connect(f"{rig.ws}?apikey={ANON_KEY}") as connection:
        wire = Wire(connection, "1.0.0")
        await wire.send("phoenix", "heartbeat", {})
        assert json.loads(await connection.recv()) == {
            "ref": "1",
            "topic": "phoenix",
            "event": "phx_reply",
            "payload": {"status": "ok", "response": {}},
        }


@pytest.mark.parametrize("vsn", ["1.0.0", "2.0.0"])
async def test_a_join_answers_with_ids_and_then_announces(rig: Rig, vsn: str) -> None:
    """The reply repeats each entry with its id; the subscription is announced once it is made."""
    async with rig.socket(vsn=vsn) as wire:
        ref = await wire.join(MARKS, {"schema": "public"})
        reply, system = await wire.next(), await wire.next()
        rig.execute("insert into public.marks values (1, 'a')")
        change = await wire.next()
    assert (reply["event"], reply["ref"], reply["payload"]["status"]) == ("phx_reply", ref, "ok")
    first, second = reply["payload"]["response"]["postgres_changes"]
    assert {**MARKS, "id": first["id"]} == first
    assert second == {"schema": "public", "id": second["id"]}
    assert (system["event"], system["ref"], system["payload"]) == (
        "system",
        None,
        {
            "extension": "postgres_changes",
            "status": "ok",
            "message": "Subscribed to PostgreSQL",
            "channel": "room",
        },
    )
    assert (change["event"], change["topic"], change["payload"]["ids"]) == (
        "postgres_changes",
        "realtime:room",
        [first["id"], second["id"]],
    )


async def test_a_channel_without_entries_just_joins(rig: Rig) -> None:
    """Nothing is announced where nothing was asked for; presence begins empty when it was asked for."""
    async with rig.socket() as wire:
        await wire.join(config={"presence": {"enabled": True, "key": ""}})
        reply, presence = await wire.next(), await wire.next()
        await wire.send("phoenix", "heartbeat", {})
        heartbeat = await wire.next()
    assert reply["payload"] == {"status": "ok", "response": {"postgres_changes": []}}
    assert (presence["event"], presence["payload"]) == ("presence_state", {})
    assert heartbeat["topic"] == "phoenix"


@pytest.mark.parametrize(
    ("topic", "config", "reason"),
    [
        ("elsewhere", {}, "unmatched topic"),
        ("realtime:", {}, "TopicNameRequired: You must provide a topic name"),
        (
            "realtime:room",
            {"private": True},
            "Unauthorized: You do not have permissions to read from this Channel topic: room",
        ),
        ("realtime:room", {"postgres_changes": ["nonsense"]}, "Unknown Error on Channel"),
    ],
)
async def test_a_join_that_cannot_be_is_refused(
    rig: Rig, topic: str, config: dict[str, object], reason: str
) -> None:
    """The reply is an error with the real server's reason."""
    async with rig.socket() as wire:
        await wire.join(topic=topic, config=config)
        assert (await wire.next())["payload"] == {"status": "error", "response": {"reason": reason}}


async def test_a_second_join_of_a_topic_closes_the_first(rig: Rig) -> None:
    """The new one is answered, the older closed under its own reference, and events come once."""
    async with rig.socket() as wire:
        first = await wire.join(MARKS)
        await wire.subscribed()
        second = await wire.join(MARKS)
        reply, close = await wire.next(), await wire.next()
        await wire.subscribed()
        rig.execute("insert into public.marks values (1, 'a'), (2, 'b')")
        heard = [(await wire.change())["data"]["record"]["id"] for _ in range(2)]
    assert (reply["event"], reply["join_ref"]) == ("phx_reply", second)
    assert (close["event"], close["join_ref"], close["ref"]) == ("phx_close", first, first)
    assert heard == [1, 2]


async def test_leaving_ends_the_events(rig: Rig) -> None:
    """A left channel is answered, closed, and hears no more; others on the socket go on."""
    async with rig.socket() as wire:
        ref = await wire.join(MARKS)
        await wire.subscribed()
        await wire.join(MARKS, topic="realtime:other")
        await wire.subscribed()
        await wire.send("realtime:room", "phx_leave", {}, ref)
        reply, close = await wire.next(), await wire.next()
        rig.execute("insert into public.marks values (1, 'a')")
        change = await wire.next()
        await wire.send("realtime:room", "access_token", {"access_token": token()}, ref)
        after = await wire.next()
    assert (reply["payload"]["status"], close["event"]) == ("ok", "phx_close")
    assert change["topic"] == "realtime:other"
    assert after["payload"] == {"status": "error", "response": {"reason": "unmatched topic"}}


async def test_a_left_topic_can_be_joined_again(rig: Rig) -> None:
    """On the same socket, and heard from the new announcement on."""
    async with rig.socket() as wire:
        ref = await wire.join(MARKS)
        await wire.subscribed()
        await wire.send("realtime:room", "phx_leave", {}, ref)
        await wire.until(lambda message: message["event"] == "phx_close")
        await wire.join(MARKS)
        await wire.subscribed()
        rig.execute("insert into public.marks values (1, 'a')")
        assert (await wire.change())["data"]["record"]["id"] == 1


async def test_the_official_client_leaves(rig: Rig) -> None:
    """An unsubscribe is acknowledged: the client reports CLOSED."""
    ear = await rig.listen(await rig.client(), table="marks")
    await ear.channel.unsubscribe()
    await ear.state(RealtimeSubscribeStates.CLOSED)


@pytest.mark.parametrize(
    ("event", "named"), [("broadcast", "broadcast is not part"), ("presence", "presence is not part")]
)
async def test_what_is_left_out_says_so(rig: Rig, event: str, named: str) -> None:
    """Broadcast and presence get an error that names them, never a false ok."""
    async with rig.socket() as wire:
        ref = await wire.join()
        await wire.next()
        await wire.send("realtime:room", event, {"event": "track", "payload": {}}, ref)
        payload = (await wire.next())["payload"]
    assert payload["status"] == "error"
    assert named in payload["response"]["reason"]


async def test_a_binary_broadcast_is_answered_too(rig: Rig) -> None:
    """supabase-js sends broadcasts as bytes; they get the same error, under the right reference."""
    async with rig.socket() as wire:
        ref = await wire.join()
        await wire.next()
        parts = [ref, "9", "realtime:room", "ping", ""]
        await wire.connection.send(bytes([3, *map(len, parts), 1]) + "".join(parts).encode() + b"{}")
        answer = await wire.next()
    assert (answer["ref"], answer["payload"]["status"]) == ("9", "error")


def test_broadcast_over_http_is_named_as_missing(rig: Rig) -> None:
    """The clients' HTTP way to broadcast gets a 501."""
    url = rig.ws.replace("ws:", "http:").replace("/websocket", "/api/broadcast/room/events/ping")
    with pytest.raises(HTTPError) as refusal, urlopen(Request(url, data=b"{}", method="POST")):  # noqa: S310
        pass
    assert refusal.value.code == HTTPStatus.NOT_IMPLEMENTED
    assert "broadcast" in json.loads(refusal.value.read())["error"]


async def test_nonsense_is_passed_over(rig: Rig) -> None:
    """Malformed frames and unknown events get no answer and do not end the socket."""
    async with rig.socket() as wire:
        ref = await wire.join()
        await wire.next()
        for raw in ("no json", "{}", "[1,2,3,4,5]", "[]", b"\x00\x01", '[null,null,"phoenix","dance",{}]'):
            await wire.connection.send(raw)
        await wire.send("realtime:room", "dance", {}, ref)
        await wire.send("phoenix", "heartbeat", {})
        assert (await wire.next())["topic"] == "phoenix"


async def test_a_socket_joins_so_many_channels_and_no_more(rig: Rig) -> None:
    """The hundred-and-first join of a socket is refused, as on hosted."""
    async with rig.socket() as wire:
        for number in range(101):
            await wire.join(topic=f"realtime:{number}")
        statuses = [(await wire.next())["payload"]["status"] for _ in range(101)]
    assert statuses == ["ok"] * 100 + ["error"]


@pytest.mark.parametrize(("key", "sees"), [(PUBLISHABLE, False), (SECRET_KEY, True)])
async def test_new_keys_stand_for_their_roles(rig: Rig, key: str, *, sees: bool) -> None:
    """A publishable key is anon, a secret key service_role; in a join token the connection's counts."""
    async with rig.socket(key) as wire:
        await wire.join({**MARKS, "table": "private_things"}, access_token=key)
        await wire.subscribed()
        rig.execute("grant select on public.private_things to service_role")
        rig.execute(
            "insert into public.private_things select coalesce(max(id), 0) + 1 from public.private_things"
        )
        errors = (await wire.change())["data"]["errors"]
    assert errors == (None if sees else ["Error 401: Unauthorized"])


async def test_a_silent_socket_is_closed(platform_only: Database) -> None:
    """Who sends nothing, not even a heartbeat, is closed with 1000 after the idle time."""
    with Rig(platform_only, idle_socket_seconds=0.2) as rig:
        async with rig.socket() as wire:
            with pytest.raises(ConnectionClosed):
                await wire.next()
            assert wire.connection.close_code == 1000


async def test_a_slow_reader_stalls_nobody(platform_only: Database) -> None:
    """What one socket does not read costs it its connection, and costs the others nothing."""
    with Rig(platform_only, queue_bytes=2_000_000) as rig:
        rig.execute(TABLES)
        raw = sockets.socket()
        raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
        host, port = rig.ws.removeprefix("ws://").split("/")[0].split(":")
        raw.connect((host, int(port)))
        async with (
            connect(
                f"{rig.ws}?apikey={ANON_KEY}&vsn=2.0.0", sock=raw, max_size=None, compression=None
            ) as connection,
            rig.socket() as quick,
        ):
            slow = Wire(connection, "2.0.0")
            await slow.join(MARKS)
            await slow.subscribed()
            await quick.join(MARKS)
            await quick.subscribed()
            connection.transport.pause_reading()
            for number in range(12):
                rig.execute("insert into public.marks values (%s, repeat('x', 900000))", (number,))
                assert (await quick.change())["data"]["record"]["id"] == number
            connection.transport.resume_reading()
            with pytest.raises(ConnectionClosed):
                await slow.until(lambda message: message["event"] == "never")
            assert rig.server.status()["sockets"] == 1
