"""The doorbell rings again after everything that makes the official client deaf."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from tests.integration.worker_rig import PATIENCE, Rig, rig_on, until
from tests.stack import Stack
from worker.clock import SystemClock
from worker.jobs import listener as listening
from worker.jobs.listener import Line, Listener
from worker.jobs.store import Store

WORKER = "tests-worker"


class Ear:
    """A listener at work and the rings it gave. sung: how often the canary sang.

    silent: the canary opens its beak and no change is made. raises: the callback fails after it rang.
    """

    def __init__(self, rig: Rig, store: Store) -> None:
        self._rig = rig
        self._store = store
        self.rings = 0
        self.sung = 0
        self.silent = False
        self.raises = False
        self.listener = Listener(
            Line(
                url=rig.stack.url,
                key=rig.stack.service_role_key,
                worker=WORKER,
                wake=self.ring,
                sing=self.sing,
                clock=SystemClock(),
            )
        )

    def ring(self) -> None:
        """See Line.wake."""
        self.rings += 1
        if self.raises:
            raise ValueError("ours")

    async def sing(self) -> None:
        """See Line.sing."""
        self.sung += 1
        if not self.silent:
            await self._store.say_state({"mode": "simulated", "version": "0"})

    async def up(self, sessions: int = 1) -> None:
        """Wait until so many sessions have got through, and the last one is up."""

        async def look() -> bool:
            return self.listener.up and self.listener.sessions >= sessions

        await until(look, f"session {sessions} of the listener")

    async def rings_at_insert(self) -> bool:
        """Whether a job inserted now rings."""
        before = self.rings
        await self._rig.execute(
            "insert into public.generation_jobs (job_type, target_conversation_ids) values ('single', %s)",
            f'["{(await self._planned())}"]',
        )

        async def look() -> bool:
            return self.rings > before

        return await until(look, "a ring")

    async def _planned(self) -> str:
        rows = await self._rig.rows(
            "select conversation_id from public.training_conversations c where generation_status = 'planned'"
            " and not exists (select 1 from public.generation_job_items i"
            "  where i.conversation_id = c.conversation_id) order by 1 limit 1"
        )
        return str(rows[0]["conversation_id"])


@asynccontextmanager
async def listening_on(stack: Stack) -> AsyncIterator[tuple[Rig, Ear]]:
    """A listener on a stack, up."""
    async with rig_on(stack) as rig:
        store = await Store.open(rig.settings(), SystemClock(), worker=WORKER)
        ear = Ear(rig, store)
        await ear.sing()
        task = asyncio.create_task(ear.listener.run())
        try:
            await ear.up()
            yield rig, ear
            assert not task.done()
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
            await store.close()


async def test_an_insert_rings_and_so_does_a_job_queued_again(seeded_stack: Stack) -> None:
    """INSERT of a job, and UPDATE of a queued one (resumed, retried); our own other writes do not ring."""
    async with listening_on(seeded_stack) as (rig, ear):
        assert await ear.rings_at_insert()
        before = ear.rings
        [job] = await rig.rows("select id from public.generation_jobs")
        await rig.ask_of_job(str(job["id"]), requested_action="pause")
        await rig.ask_of_job(str(job["id"]), requested_action="resume")

        async def look() -> bool:
            return ear.rings > before

        assert await until(look, "a ring at the resume")


async def test_a_new_session_rings_by_itself(seeded_stack: Stack) -> None:
    """Joined and subscribed each wake the runner: what came in between was told to nobody."""
    async with listening_on(seeded_stack) as (_, ear):
        assert ear.rings >= 2


@pytest.mark.parametrize("code", [1000, 1001, 1011])
async def test_a_closed_socket_is_replaced(seeded_stack: Stack, code: int) -> None:
    """Whatever the close code, a fresh client listens again."""
    async with listening_on(seeded_stack) as (rig, ear):
        rig.stack.faults.close_all(code)
        await ear.up(sessions=2)
        assert await ear.rings_at_insert()


async def test_a_stopped_channel_is_replaced(seeded_stack: Stack) -> None:
    """An expired token: the server ends the channel and leaves the socket open."""
    async with listening_on(seeded_stack) as (rig, ear):
        rig.stack.faults.stop_channels()
        await ear.up(sessions=2)
        assert await ear.rings_at_insert()


async def test_a_refused_join_is_tried_again(seeded_stack: Stack) -> None:
    """The client itself would give up after the first refusal."""
    async with listening_on(seeded_stack) as (rig, ear):
        rig.stack.faults.refuse_joins = "ChannelRateLimitReached"
        rig.stack.faults.close_all(1011)

        async def down() -> bool:
            return not ear.listener.up

        await until(down, "the listener to be down")
        rig.stack.faults.refuse_joins = None
        await ear.up(sessions=2)
        assert await ear.rings_at_insert()


async def test_a_refused_socket_is_tried_for_ever(seeded_stack: Stack) -> None:
    """The client itself gives up after five tries; the flag says that Realtime is down meanwhile."""
    async with listening_on(seeded_stack) as (rig, ear):
        rig.stack.faults.refuse_sockets = 503
        rig.stack.faults.close_all(1011)

        async def down() -> bool:
            return not ear.listener.up

        await until(down, "the listener to be down")
        rig.stack.faults.refuse_sockets = None
        await ear.up(sessions=2)
        assert await ear.rings_at_insert()


async def test_a_deaf_session_is_found_by_its_canary(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Open, joined, and no event arrives: our own change does not come back, and the client is replaced."""
    monkeypatch.setattr(listening, "WATCH_SECONDS", 0.1)
    monkeypatch.setattr(listening, "CANARY_SECONDS", 0.2)
    monkeypatch.setattr(listening, "ECHO_SECONDS", 2.0)
    async with listening_on(seeded_stack) as (_, ear):
        sung = ear.sung

        async def several() -> bool:
            return ear.sung > sung + 2

        await until(several, "the canary to sing")
        assert ear.listener.sessions == 1
        ear.silent = True
        await ear.up(sessions=2)


async def test_a_session_is_replaced_before_the_server_ends_it(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Hosted Realtime ends connections after a day; ours are replaced long before."""
    monkeypatch.setattr(listening, "WATCH_SECONDS", 0.1)
    monkeypatch.setattr(listening, "REBUILD_SECONDS", 0.3)
    async with listening_on(seeded_stack) as (_, ear):
        await ear.up(sessions=3)
    assert listening.REBUILD_SECONDS < 24 * 3600


async def test_a_callback_that_raises_deafens_nobody(seeded_stack: Stack) -> None:
    """In the bare client one exception in a callback ends its reading for good."""
    async with listening_on(seeded_stack) as (_, ear):
        ear.raises = True
        assert await ear.rings_at_insert()
        assert await ear.rings_at_insert()
        assert ear.listener.sessions == 1


async def test_a_subscription_that_is_never_announced_does_not_count(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A join that was answered is not listening yet; without the server's word it is begun again."""
    monkeypatch.setattr(listening, "SUBSCRIBE_SECONDS", 2.0)
    async with listening_on(seeded_stack) as (rig, ear):
        rig.stack.faults.hold_subscribed()
        rig.stack.faults.close_all(1011)

        async def down() -> bool:
            return not ear.listener.up

        await until(down, "the listener to be down")
        rig.stack.faults.release_subscribed()
        await ear.up(sessions=2)
        assert await ear.rings_at_insert()


def test_the_limits_fit_each_other() -> None:
    """A canary's echo is given less time than lies between two songs, and a test's patience covers both."""
    assert listening.ECHO_SECONDS < listening.CANARY_SECONDS
    assert listening.WATCH_SECONDS < listening.SUBSCRIBE_SECONDS < PATIENCE
