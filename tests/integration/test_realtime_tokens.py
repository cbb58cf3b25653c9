"""Tokens of channels: refreshed, expired, forged."""

from collections.abc import AsyncIterator, Iterator

import pytest
from realtime import RealtimeSubscribeStates

from tests.integration.realtime_rig import ANON_KEY, OWNER, SERVICE_KEY, STRANGER, TABLES, Rig, token
from tests.stack import TestCluster
from worker.clock import SystemClock

NOTES = {"event": "*", "schema": "public", "table": "notes"}


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


def soon(seconds: float) -> float:
    """So many seconds from now."""
    return SystemClock().now().timestamp() + seconds


async def test_a_refreshed_token_changes_what_is_heard(rig: Rig) -> None:
    """After access_token the channel reads rows as its new holder, announced again, with no new join."""
    client = await rig.client(token())
    ear = await rig.listen(client, table="notes")
    await client.realtime.set_auth(token(STRANGER))
    await ear.subscribed()
    rig.execute("insert into public.notes (id, owner) values (1, %s), (2, %s)", (OWNER, STRANGER))
    assert (await ear.next())["record"]["id"] == 2


async def test_a_refresh_misses_nothing(rig: Rig) -> None:
    """Changes committed while the token is exchanged are heard, each once."""
    client = await rig.client(token(session="0"))
    ear = await rig.listen(client, table="notes")
    for number in range(1, 21):
        await client.realtime.set_auth(token(session=str(number)))
        rig.execute("insert into public.notes (id, owner) values (%s, %s)", (number, OWNER))
    assert [(await ear.next())["record"]["id"] for _ in range(20)] == list(range(1, 21))
    assert ear.events.empty()


async def test_an_expired_token_ends_its_channel(rig: Rig) -> None:
    """At expiry comes a system error, then phx_close; the socket and other channels live on."""
    async with rig.socket() as wire:
        await wire.join({**NOTES, "table": "marks"}, topic="realtime:lasting")
        await wire.subscribed()
        ref = await wire.join(NOTES, access_token=token(exp=soon(2)))
        await wire.subscribed()
        system, close = await wire.next(), await wire.next()
        rig.execute("insert into public.marks values (1, 'a')")
        lasting = await wire.next()
    assert (system["payload"]["status"], system["payload"]["extension"]) == ("error", "system")
    assert system["payload"]["message"].startswith("Token has expired")
    assert (close["event"], close["topic"], close["join_ref"]) == ("phx_close", "realtime:room", ref)
    assert lasting["topic"] == "realtime:lasting"


async def test_the_official_client_learns_that_its_channel_stopped(rig: Rig) -> None:
    """realtime-py 2.34 reports the error of an expired token, then CLOSED."""
    client = await rig.client(token(exp=soon(2)))
    ear = await rig.listen(client, table="notes")
    await ear.state(RealtimeSubscribeStates.CHANNEL_ERROR)
    await ear.state(RealtimeSubscribeStates.CLOSED)


async def test_a_refresh_in_time_keeps_the_channel(rig: Rig) -> None:
    """The old token's end means nothing once a new one has come."""
    async with rig.socket() as wire:
        first = soon(2)
        ref = await wire.join(NOTES, access_token=token(exp=first))
        await wire.subscribed()
        await wire.send("realtime:room", "access_token", {"access_token": token(exp=soon(4))}, ref)
        await wire.subscribed()
        closed = await wire.until(lambda message: message["event"] == "phx_close")
        assert closed["topic"] == "realtime:room"
        assert soon(0) > first + 1


@pytest.mark.parametrize("ignored", [None, "sb_publishable_tests", 5])
async def test_a_refresh_without_a_token_is_ignored(rig: Rig, ignored: object) -> None:
    """Null and sb_ keys leave the channel as it is."""
    async with rig.socket(SERVICE_KEY) as wire:
        ref = await wire.join(NOTES)
        await wire.subscribed()
        await wire.send("realtime:room", "access_token", {"access_token": ignored}, ref)
        rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
        assert (await wire.next())["event"] == "postgres_changes"


async def test_a_forged_refresh_ends_the_channel(rig: Rig) -> None:
    """A token that does not verify stops the channel with its reason."""
    async with rig.socket() as wire:
        ref = await wire.join(NOTES, access_token=token())
        await wire.subscribed()
        forged = token()[:-4] + "AAAA"
        await wire.send("realtime:room", "access_token", {"access_token": forged}, ref)
        system, close = await wire.next(), await wire.next()
    assert system["payload"]["message"] == "Failed to validate JWT signature"
    assert close["event"] == "phx_close"


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        ("nonsense", "MalformedJWT"),
        (token()[:-4] + "AAAA", "JwtSignatureError"),
        (token(exp=1_700_000_000), "InvalidJWTToken: Token has expired"),
        (token(role="supabase_admin"), "Unauthorized"),
    ],
)
async def test_a_bad_token_joins_nothing(rig: Rig, bad: str, reason: str) -> None:
    """The join is refused with the real server's code; the connection's key is not used instead."""
    async with rig.socket(SERVICE_KEY) as wire:
        await wire.join(NOTES, access_token=bad)
        payload = (await wire.next())["payload"]
    assert payload["status"] == "error"
    assert payload["response"]["reason"].startswith(reason)


async def test_a_user_token_under_the_service_key_is_the_user(rig: Rig) -> None:
    """The join's token decides, not the connection's key: the rows are the user's."""
    async with rig.socket(SERVICE_KEY) as wire:
        await wire.join(NOTES, access_token=token(STRANGER))
        await wire.subscribed()
        rig.execute("insert into public.notes (id, owner) values (1, %s), (2, %s)", (OWNER, STRANGER))
        assert (await wire.change())["data"]["record"]["id"] == 2


async def test_without_a_join_token_the_key_counts(rig: Rig) -> None:
    """The API key of the connection is who joins."""
    async with rig.socket(ANON_KEY) as wire:
        await wire.join(NOTES)
        await wire.subscribed()
        rig.execute("insert into public.notes (id, owner) values (1, %s)", (OWNER,))
        assert (await wire.change())["data"]["errors"] == ["Error 401: Unauthorized"]
