"""Realtime with several sockets: members hear, nobody else does; while tokens expire and memberships end."""

import json
from collections.abc import AsyncIterator, Iterator

import pytest

from tests.attacks.listening import EVERYTHING, MARK, Served, numbers
from tests.integration.realtime_rig import ANON_KEY, Rig, token
from tests.sql.world import rows, value
from tests.stack import TestCluster
from worker.clock import SystemClock

PUBLISHED = {
    "generation_events", "generation_job_items", "generation_jobs", "generation_workers", "quality_metrics",
    "training_conversations",
}  # fmt: skip


@pytest.fixture(scope="module")
def shared(cluster: TestCluster) -> Iterator[Served]:
    """One Realtime for all these tests."""
    with cluster.database("migrated") as database, Rig(database) as rig:
        served = Served(rig)
        yield served
        served.world.close()


@pytest.fixture
async def served(shared: Served) -> AsyncIterator[Served]:
    """The shared Realtime; clients are closed afterwards."""
    await shared.settled()
    yield shared
    await shared.rig.close_clients()


async def test_members_hear_everything_others_nothing(served: Served) -> None:
    """A job from insert to save: all six tables to members, to strangers and anonymous sign-ins no row."""
    world, rig = served.world, served.rig
    member, manager, stranger = (served.person(role) for role in ("viewer", "manager", None))
    anonymous = served.person("manager", is_anonymous=True)
    async with rig.socket() as one, rig.socket() as two, rig.socket() as three, rig.socket() as four:
        for wire, bearer in ((one, member), (two, manager), (three, stranger), (four, anonymous)):
            await served.join(wire, bearer)
        (conversation,) = world.plan(1, prefix="heard_")
        world.job([conversation])
        (work,) = world.claim(worker="w1")
        world.heartbeat(work, stage="dialogue", stage_note="turn 1 of 2", progress=0.2)
        world.pay(work)
        world.save(work)
        rows(world.service, "update public.generation_workers set state = 'idle'")
        mark = served.mark()
        heard = [await served.before(wire, mark) for wire in (one, two, three, four)]
    for events in heard[:2]:
        assert {data["table"] for data in events} == PUBLISHED
        assert {data["type"] for data in events} == {"INSERT", "UPDATE"}
        assert [data["errors"] for data in events if data["errors"]] == []
    assert [json.dumps(data["record"]) for data in heard[0]] == [
        json.dumps(data["record"]) for data in heard[1]
    ]
    assert heard[2:] == [[], []]
    tokens = rows(world.owner, "select lease_token::text as token from public.generation_leases")
    told = json.dumps(heard)
    assert len(tokens) >= 4
    assert [row["token"] for row in tokens if row["token"] in told] == []


async def test_anon_hears_no_value(served: Served) -> None:
    """The public key is told that it may not, as the real server tells it: no record, no id, no column."""
    async with served.rig.socket(ANON_KEY) as wire:
        await served.join(wire, None, {**EVERYTHING, "table": "training_conversations"}, MARK)
        served.change(1)
        heard = await served.before(wire, served.mark())
    assert [(data["record"], data["columns"], data["errors"]) for data in heard] == [
        ({}, [], ["Error 401: Unauthorized"])
    ]


async def test_a_filter_is_no_oracle(served: Served) -> None:
    """A stranger who guesses an id, a status or a number hears nothing of the row that matches."""
    guesses = [
        {**EVERYTHING, "table": "training_conversations", "filter": f"{column}=eq.{guess}"}
        for column, guess in (
            ("conversation_id", "fp_5"),
            ("generation_status", "planned"),
            ("tier_batch", "2"),
        )
    ]
    async with served.rig.socket() as outside, served.rig.socket() as inside:
        await served.join(outside, served.person(None), *guesses, MARK)
        await served.join(inside, served.person("viewer"), *guesses, MARK)
        served.change(2)
        mark = served.mark()
        assert await served.before(outside, mark) == []
        assert numbers(await served.before(inside, mark)) == [2]


@pytest.mark.parametrize(
    "table", ["generation_leases", "generation_responses", "generation_calls", "training_members"]
)
async def test_what_is_not_published_cannot_be_heard(served: Served, table: str) -> None:
    """A subscription to leases, answers, the ledger or members is refused, to a manager too."""
    async with served.rig.socket() as wire:
        await wire.join({**EVERYTHING, "table": table}, access_token=served.person("manager"))
        refused = await wire.until(lambda message: message["event"] == "system")
    assert refused["payload"]["status"] == "error"
    assert refused["payload"]["message"].startswith("Unable to subscribe to changes")


async def test_tokens_expire_and_are_refreshed(served: Served) -> None:
    """Changes go on throughout. Refreshed members hear each once and in order, an expired one no more."""
    rig = served.rig
    soon = SystemClock().now().timestamp() + 2
    users = [rig.database.add_user(f"{name}@example.org", role) for name, role in (
        ("refreshed", "viewer"), ("expiring", "viewer"), ("outside", None))]  # fmt: skip
    async with rig.socket() as refreshed, rig.socket() as expiring, rig.socket() as outside:
        wires = (refreshed, expiring, outside)
        refs = [
            await served.join(wire, token(user, exp=soon)) for wire, user in zip(wires, users, strict=True)
        ]
        number = 100
        served.change(number)
        assert (await refreshed.change())["data"]["record"]["tier_batch"] == number
        for wire, user, ref in ((refreshed, users[0], refs[0]), (outside, users[2], refs[2])):
            renewed = {"access_token": token(user, session="2")}
            await wire.send("realtime:room", "access_token", renewed, ref)
        ended, expired_heard = False, 0
        while not ended:
            number += 1
            served.change(number)
            heard = await refreshed.change()
            assert heard["data"]["record"]["tier_batch"] == number
            # What the expiring socket has been sent by now: an event a change, or its end.
            message = await expiring.until(lambda m: m["event"] in {"postgres_changes", "phx_close"})
            ended = message["event"] == "phx_close"
            expired_heard += not ended
        served.change(number + 1)
        mark = served.mark()
        assert numbers(await served.before(refreshed, mark)) == [number + 1]
        assert await served.before(outside, mark) == []
        assert expired_heard > 0
        await expiring.send("phoenix", "heartbeat", {})
        reply = await expiring.next()
    assert reply["event"] == "phx_reply", "after its end the channel is silent, the socket lives"


async def test_a_membership_that_ends_ends_what_is_heard(served: Served) -> None:
    """Removed in mid-subscription: the next change is not heard, with no new token; added again, it is."""
    rig = served.rig
    user = rig.database.add_user("leaves@example.org", "manager")
    async with rig.socket() as wire:
        await served.join(wire, token(user))
        served.change(1)
        assert numbers(await served.before(wire, served.mark())) == [1]
        rig.execute("delete from public.training_members where user_id = %s", (user,))
        served.change(2)
        rows(served.world.service, "update public.generation_workers set message = 'x'")
        assert await served.before(wire, served.mark()) == []
        rig.execute(
            "insert into public.training_members (user_id, email, role)"
            " values (%s, 'leaves@example.org', 'viewer')",
            (user,),
        )
        served.change(3)
        assert numbers(await served.before(wire, served.mark())) == [3]


async def test_a_delete_carries_the_key_and_nothing_else(served: Served) -> None:
    """A row that is gone cannot be checked: a stranger learns a random id, a member no more."""
    world = served.world
    (conversation,) = world.plan(
        1, prefix="gone_", generation_status="generated", generation_method="imported"
    )
    gone = value(
        world.owner,
        "select id::text from public.training_conversations where conversation_id = %s",
        conversation,
    )
    async with served.rig.socket() as outside, served.rig.socket() as inside:
        await served.join(outside, served.person(None))
        await served.join(inside, served.person("manager"))
        rows(
            world.owner, "delete from public.training_conversations where conversation_id = %s", conversation
        )
        mark = served.mark()
        heard = [await served.before(wire, mark) for wire in (outside, inside)]
    for events in heard:
        (data,) = events
        assert (data["type"], data["table"], data["old_record"]) == (
            "DELETE",
            "training_conversations",
            {"id": gone},
        )
        assert "record" not in data
