"""The faults tests can set: what official clients and others see of them."""

from collections.abc import AsyncIterator, Iterator

import pytest
from realtime import RealtimeSubscribeStates
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.integration.realtime_rig import ANON_KEY, TABLES, Rig, token
from tests.stack import TestCluster

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
    served.execute("truncate public.marks")
    yield served
    await served.close_clients()


async def test_sockets_are_refused_while_told_so(rig: Rig) -> None:
    """The handshake gets the set status, and works again once it is taken back."""
    rig.faults.refuse_sockets = 503
    try:
        with pytest.raises(InvalidStatus) as refusal:
            await connect(f"{rig.ws}?apikey={ANON_KEY}")
    finally:
        rig.faults.refuse_sockets = None
    assert refusal.value.response.status_code == 503
    async with rig.socket() as wire:
        await wire.join()
        assert (await wire.next())["payload"]["status"] == "ok"


@pytest.mark.parametrize("code", [1000, 1001, 1011, 1012])
async def test_the_official_client_comes_back_after_a_close(rig: Rig, code: int) -> None:
    """realtime-py 2.34 reconnects and rejoins after each of these codes."""
    ear = await rig.listen(await rig.client(), table="marks")
    rig.faults.close_all(code, "a test says so")
    await ear.state(RealtimeSubscribeStates.CHANNEL_ERROR)
    await ear.subscribed()
    rig.execute("insert into public.marks values (1, 'a')")
    assert (await ear.next())["record"]["id"] == 1


async def test_a_close_carries_its_code(rig: Rig) -> None:
    """The code and reason are those that were set."""
    async with rig.socket() as wire:
        await wire.join()
        await wire.next()
        rig.faults.close_all(4321, "enough")
        with pytest.raises(ConnectionClosed):
            await wire.next()
        assert (wire.connection.close_code, wire.connection.close_reason) == (4321, "enough")


async def test_events_are_dropped_and_doubled(rig: Rig) -> None:
    """So many of the next events are swallowed, so many come twice, then each comes once."""
    async with rig.socket() as wire:
        await wire.join(MARKS)
        await wire.subscribed()
        rig.faults.drop_events, rig.faults.duplicate_events = 2, 1
        rig.execute("insert into public.marks select n from generate_series(1, 4) as n")
        heard = [(await wire.change())["data"]["record"]["id"] for _ in range(3)]
    assert heard == [3, 3, 4]


async def test_joins_are_refused_while_told_so(rig: Rig) -> None:
    """The reply carries the set reason; the official client reports CHANNEL_ERROR."""
    rig.faults.refuse_joins = "a test says so"
    try:
        async with rig.socket() as wire:
            await wire.join(MARKS)
            refused = (await wire.next())["payload"]
    finally:
        rig.faults.refuse_joins = None
    assert refused == {"status": "error", "response": {"reason": "a test says so"}}


async def test_the_announcement_can_be_held(rig: Rig) -> None:
    """Until released a join is answered but nothing is heard: the gap that bites on hosted."""
    rig.faults.hold_subscribed()
    try:
        async with rig.socket() as wire:
            await wire.join(MARKS)
            assert (await wire.next())["payload"]["status"] == "ok"
            rig.execute("insert into public.marks values (1, 'missed')")
            async with rig.socket() as other:
                await other.join(MARKS)
                assert (await other.next())["payload"]["status"] == "ok"
            rig.faults.release_subscribed()
            await wire.subscribed()
            rig.execute("insert into public.marks values (2, 'heard')")
            assert (await wire.change())["data"]["record"]["id"] == 2
    finally:
        rig.faults.release_subscribed()


async def test_a_held_socket_is_open_and_mute(rig: Rig) -> None:
    """Nothing is read and nothing is sent until released; then everything comes."""
    async with rig.socket() as wire:
        await wire.join(MARKS)
        await wire.subscribed()
        rig.faults.hold()
        try:
            await wire.send("phoenix", "heartbeat", {})
            rig.execute("insert into public.marks values (1, 'a')")
            # A websocket ping is answered below: the socket lives, and whatever was sent before has come.
            await (await wire.connection.ping())
            with pytest.raises(TimeoutError):
                await wire.next(patience=0.2)
        finally:
            rig.faults.release()
        assert {(await wire.next())["event"] for _ in range(2)} == {"phx_reply", "postgres_changes"}


async def test_channels_can_be_stopped(rig: Rig) -> None:
    """Every channel ends as with an expired token; the official client reports CLOSED."""
    ear = await rig.listen(await rig.client(token()), table="marks")
    rig.faults.stop_channels("Token has expired 1 seconds ago")
    await ear.state(RealtimeSubscribeStates.CHANNEL_ERROR)
    await ear.state(RealtimeSubscribeStates.CLOSED)
