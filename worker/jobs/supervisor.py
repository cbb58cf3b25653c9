"""The worker whole: builds its parts, runs them side by side, stops them together.

The runner is the main task; heartbeat, guard, register, probe, batches, retirements and listener stand
beside it. None of them ever ends by itself: one that dies stops the worker with a non-zero code, so that
there is no half-dead process (the listener outlives its sessions by itself). Tested in tests/faults and
tests/integration/test_worker_*.py.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from random import Random
from typing import Any, Literal, Protocol

import structlog

from worker import __version__, exits, logs
from worker.claude.batches import BatchClient
from worker.claude.caller import Caller
from worker.claude.client import ClaudeClient
from worker.claude.limiter import Limiter
from worker.claude.warmup import WarmUp
from worker.clock import Clock
from worker.errors import RapportError
from worker.generation.pipeline import Pipeline
from worker.jobs.batches import Collector
from worker.jobs.claims import BatchLimits
from worker.jobs.health import Health, Pulse
from worker.jobs.item import ItemRunner
from worker.jobs.leases import Leases
from worker.jobs.listener import Line, Listener
from worker.jobs.probe import KeyProbe
from worker.jobs.register import Condition, Register, new_name
from worker.jobs.retirements import Retirements
from worker.jobs.runner import Runner
from worker.jobs.stop import Stop
from worker.jobs.store import Store
from worker.jobs.trouble import Trouble
from worker.settings import Settings

log = structlog.get_logger(__name__)


async def run(settings: Settings, clock: Clock, *, drain: bool) -> int:
    """Work until told to stop by SIGTERM or SIGINT, or, draining, until nothing is left.

    Returns:
        0; draining, 3 if an item failed or a job was paused; 70 when a part of the worker died.

    Raises:
        DatabaseTooOldError: the database lacks migrations this worker needs.
        WorkerTooOldError: draining, and the database takes only newer workers.
        SettingsError: /healthz cannot be served where it is wanted.
        DatabaseRefusedError, DatabaseUnreachableError: draining, and the database cannot be asked.
    """
    secrets = (settings.service_key.get_secret_value(), settings.anthropic_api_key.get_secret_value())
    logs.configure(settings.log_level, secrets=secrets)
    stop = Stop()
    stop.listen_to_signals()
    try:
        async with AsyncExitStack() as cleanup:
            worker = await build(settings, clock, stop, cleanup, drain=drain)
            return await worker.run()
    finally:
        stop.ignore_signals()


class Main(Protocol):
    """The main task: the runner. something_failed: what a drain answers for."""

    something_failed: bool

    async def run(self) -> None:
        """Work until told to stop, or until nothing is left."""
        ...


@dataclass
class Worker:
    """The parts put together. Make it with `build`. beside: what runs beside the runner, by name."""

    name: str
    runner: Main
    register: Register
    stop: Stop
    beside: dict[str, Callable[[], Awaitable[None]]]
    drain: bool
    sides: set[asyncio.Task[None]] = field(default_factory=set)
    health: Health | None = None

    @property
    def dead(self) -> tuple[str, ...]:
        """The parts that have ended, which none does by itself."""
        return tuple(sorted(task.get_name() for task in self.sides if task.done()))

    async def run(self) -> int:
        """See the module's run."""
        log.info("worker_started", worker=self.name, drain=self.drain)
        sides = {asyncio.create_task(_named(part), name=name) for name, part in self.beside.items()}
        self.sides = sides
        main = asyncio.create_task(self.runner.run(), name="runner")
        dead: Sequence[str] = ()
        try:
            await asyncio.wait({main, *sides}, return_when=asyncio.FIRST_COMPLETED)
            if not main.done():
                dead = self._report_dead(sides)
                self.stop.asked.set()
                self.stop.at_once.set()
            await main
        except BaseException as error:
            reason = error.message if isinstance(error, RapportError) else type(error).__name__
            await self._end(main, sides, "failed", reason)
            raise
        await self._end(main, sides, "failed" if dead else "stopped", ", ".join(dead))
        if dead:
            return exits.PART_DIED
        return exits.JOB_FAILED if self.drain and self.runner.something_failed else exits.OK

    async def _end(
        self,
        main: asyncio.Task[None],
        sides: set[asyncio.Task[None]],
        state: Literal["stopped", "failed"],
        message: str,
    ) -> None:
        for task in (main, *sides):
            task.cancel()
        await asyncio.gather(main, *sides, return_exceptions=True)
        await self.register.leave(state, message)
        log.info("worker_stopped", worker=self.name, state=state)

    def _report_dead(self, sides: set[asyncio.Task[None]]) -> list[str]:
        dead = [task for task in sides if task.done()]
        for task in dead:
            log.critical("part_died", part=task.get_name(), exc_info=task.exception())
        return [f"{task.get_name()} died" for task in dead]


async def build(
    settings: Settings, clock: Clock, stop: Stop, cleanup: AsyncExitStack, *, drain: bool
) -> Worker:
    """Make a worker of the settings. What it opens is closed by `cleanup`."""
    name = new_name()
    store = await Store.open(settings, clock, worker=name)
    cleanup.push_async_callback(store.close)
    client = ClaudeClient.open(
        api_key=settings.anthropic_api_key, base_url=settings.anthropic_base_url, clock=clock
    )
    cleanup.push_async_callback(client.close)
    # Jitter, and only jitter, is drawn from it.
    limiter = Limiter(clock, settings.max_calls)
    caller = Caller(client, limiter, WarmUp(clock), clock, Random())  # noqa: S311
    wake = asyncio.Event()
    leases = Leases(store, clock, settings.lease_seconds)
    trouble = Trouble(store, KeyProbe(settings), limiter.reopen, wake.set, clock)
    batch_client = BatchClient.open(
        api_key=settings.anthropic_api_key, base_url=settings.anthropic_base_url, clock=clock
    )
    cleanup.push_async_callback(batch_client.close)
    collector = Collector(
        store,
        batch_client,
        trouble,
        wake.set,
        clock,
        limits=BatchLimits(gather_seconds=settings.batch_gather_seconds),
        look_seconds=settings.poll_seconds,
        longest_poll_seconds=settings.batch_poll_seconds,
    )
    items = ItemRunner(store, leases, Pipeline(caller, clock), collector.stir)
    runner = Runner(
        store,
        leases,
        items.run,
        trouble,
        clock,
        stop,
        wake,
        concurrency=settings.concurrency,
        lease_seconds=settings.lease_seconds,
        poll_seconds=settings.poll_seconds,
        grace_seconds=settings.grace_seconds,
        drain=drain,
    )
    listener: Listener | None = None

    def condition() -> Condition:
        return _condition(stop, runner, trouble, listener, slowed_down(limiter, clock))

    retirements = Retirements(store, client.ending, clock)
    register = Register(store, settings.claude, condition, clock)
    beside: dict[str, Callable[[], Awaitable[None]]] = {
        "heartbeat": leases.keep,
        "guard": leases.guard,
        "register": register.keep,
        "probe": trouble.watch,
        "batches": collector.keep,
        "retirements": retirements.watch,
    }
    if settings.realtime:
        listener = Listener(
            Line(
                url=settings.supabase_url,
                key=settings.service_key.get_secret_value(),
                worker=name,
                wake=wake.set,
                sing=register.sing,
                clock=clock,
            )
        )
        beside["listener"] = listener.run
    worker = Worker(name=name, runner=runner, register=register, stop=stop, beside=beside, drain=drain)
    if settings.health_port is not None:

        def pulse() -> Pulse:
            now = clock.monotonic()
            failing = runner.failing_since
            return Pulse(
                since_turn=now - runner.turned_at,
                failing_for=None if failing is None else now - failing,
                since_beat=now - leases.turned_at,
                lease_seconds=settings.lease_seconds,
                dead=worker.dead,
                since_collected=now - collector.turned_at,
            )

        def says() -> dict[str, Any]:
            batches = asdict(collector.state)
            return {"worker": name, "version": __version__, **asdict(condition()), "batches": batches}

        health = Health(pulse, says)
        worker.health = await health.open(settings.health_host, settings.health_port)
        cleanup.push_async_callback(health.close)
    return worker


def slowed_down(limiter: Limiter, clock: Clock) -> str:
    """Which models Claude asked to slow down for, and until when; empty when none."""
    ends = {model: clock.now() + timedelta(seconds=left) for model, left in limiter.pauses().items()}
    return "; ".join(
        f"Claude asked to slow down: {model} waits until {end:%H:%M:%S} UTC" for model, end in ends.items()
    )


def _condition(
    stop: Stop, runner: Runner, trouble: Trouble, listener: Listener | None, slowed: str
) -> Condition:
    """How the worker is now."""
    up = None if listener is None else listener.up
    if stop.asked.is_set():
        return Condition("stopping", f"{runner.in_flight} in hand", runner.in_flight, up)
    if runner.outdated:
        return Condition("paused", runner.outdated, runner.in_flight, up)
    if trouble.closed:
        return Condition("paused", trouble.message, runner.in_flight, up)
    if runner.in_flight:
        message = f"{runner.in_flight} in hand" + (f"; {slowed}" if slowed else "")
        return Condition("working", message, runner.in_flight, up)
    if runner.looked_at is None:
        return Condition("starting", "", 0, up)
    return Condition("idle", slowed, 0, up)


async def _named(part: Callable[[], Awaitable[None]]) -> None:
    await part()
