"""Calls beside a bare streaming loop over the SDK, the ledger in memory and in the database."""

import asyncio
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from datetime import datetime
from multiprocessing import get_context
from random import Random

import anthropic
from pydantic import SecretStr

from tests.bench.figures import percentile, say
from tests.bench.provider import UNLIMITED
from tests.integration.worker_rig import rig_on
from tests.ledger import MemoryLedger
from tests.stack import Stack
from worker import logs
from worker.claude.caller import Began, Caller
from worker.claude.client import CallResult, ClaudeClient, Reception
from worker.claude.ledger import CallToOpen, Opening
from worker.claude.limiter import Limiter
from worker.claude.requests import Block, CallRequest
from worker.claude.warmup import WarmUp
from worker.clock import SystemClock
from worker.domain.drafts import TrainingDraft
from worker.jobs.claims import Claim
from worker.jobs.item import ItemLedger
from worker.jobs.store import Store
from worker.local.simulator import ScriptedClaude, SimulatorConfig
from worker.settings import Settings

_MODEL = "claude-haiku-5-5"
_ANSWER = TrainingDraft(
    difficulty_level="intermediate",
    key_learning_objective="Name the feeling before the figure.",
    demonstrates_skills=("naming", "pacing"),
    emotional_progression_target="from doubt to a next step",
)
# What the simulator counts for it, with the little thinking of the lowest effort.
_TOKENS = 115


class Watched(ItemLedger):
    """A client and a ledger that note when each call was known to be open and when it left."""

    def __init__(self, client: ClaudeClient, store: Store, claim: Claim, clock: SystemClock) -> None:
        super().__init__(store, claim)
        self._client, self._clock = client, clock
        self.known: dict[str, datetime] = {}
        self.left: dict[str, datetime] = {}
        self.waits: list[float] = []

    async def open(self, call: CallToOpen) -> Opening:
        """See Ledger."""
        began = self._clock.monotonic()
        opening = await super().open(call)
        self.waits.append(self._clock.monotonic() - began)
        self.known[call.request_hash] = self._clock.now()
        return opening

    async def call(
        self, request: CallRequest, *, reception: Reception | None = None, began: Began = lambda: None
    ) -> CallResult:
        """See ClaudeClient."""
        self.left[request.request_hash()] = self._clock.now()
        return await self._client.call(request, reception=reception, began=began)


def _lasting(seconds: float) -> SimulatorConfig:
    """Calls of about so long, of which an answer takes a fifth to begin."""
    tokens = _TOKENS / (0.8 * seconds)
    return replace(UNLIMITED, ttft_seconds=0.2 * seconds, tokens_per_second=tokens, delta_tokens=20)


@dataclass(frozen=True)
class Course:
    """What was seen of some calls: seconds of the bare loop and of ours, and Watched's notes."""

    alone: float
    took: float
    known: dict[str, datetime]
    left: dict[str, datetime]
    waits: list[float]


async def durable_calls(stack: Stack, *, calls: int, at_once: int, seconds: float = 0.5) -> None:
    """So many calls of so many seconds through client, limiter and the database's ledger.

    They are made in a process of their own: the database's API and Claude are not a worker's to compute.
    """
    api = ScriptedClaude(otherwise=_ANSWER, config=_lasting(seconds))
    async with rig_on(stack) as rig, api.serve() as url:
        await rig.insert_job("fp_marcus_011", max_cost_usd=90)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as elsewhere:
            seen = await asyncio.get_running_loop().run_in_executor(
                elsewhere, _course, rig.settings(), url, calls, at_once
            )
        opened = {call["request_hash"]: call["opened_at"] for call in await rig.calls()}
    early = [name for name, at in seen.left.items() if not opened[name] <= seen.known[name] <= at]
    waits = sorted(seen.waits)
    say(
        f"{calls} calls of {seconds} s, {at_once} at once, in the database",
        f"{seen.took:.2f} s, {seen.took / seen.alone:.2f} of the bare loop's",
        f"bare {seen.alone:.2f} s, ideal {calls / at_once * seconds:.2f} s; an open takes p50 "
        f"{percentile(waits, 0.5) * 1000:.0f}, p95 {percentile(waits, 0.95) * 1000:.0f} ms; "
        f"{len(early)} left before its open was committed",
    )  # fmt: skip


def _course(settings: Settings, url: str, calls: int, at_once: int) -> Course:
    logs.configure("warning")
    return asyncio.run(_calls(settings, url, calls, at_once))


async def _calls(settings: Settings, url: str, calls: int, at_once: int) -> Course:
    clock = SystemClock()
    store = await Store.open(settings, clock, worker="bench")
    client = ClaudeClient.open(api_key=SecretStr("bench"), base_url=url, clock=clock)
    try:
        (claim,) = await store.claim(1, 600.0)
        watched = Watched(client, store, claim, clock)
        caller = Caller(watched, Limiter(clock, at_once), WarmUp(clock), clock, Random(1))  # noqa: S311 - jitter
        await _bare(url, at_once, at_once, clock)  # the first calls of a process are slower
        alone = await _bare(url, calls, at_once, clock)
        began = clock.monotonic()
        await asyncio.gather(
            *(caller.ask(watched, _request(number), TrainingDraft) for number in range(calls))
        )
        took = clock.monotonic() - began
    finally:
        await client.close()
        await store.close()
    return Course(alone, took, watched.known, watched.left, watched.waits)


async def calls_in_memory(*, calls: int, at_once: int, seconds: float = 0.5) -> None:
    """Calls through client, limiter and ledger, beside a bare streaming loop over the SDK."""
    api = ScriptedClaude(otherwise=_ANSWER, config=_lasting(seconds))
    clock = SystemClock()
    async with api.serve() as url:
        await _bare(url, at_once, at_once, clock)  # the first calls of a process are slower
        bare = await _bare(url, calls, at_once, clock)
        client = ClaudeClient.open(api_key=SecretStr("bench"), base_url=url, clock=clock)
        caller = Caller(client, Limiter(clock, at_once), WarmUp(clock), clock, Random(1))  # noqa: S311 - jitter
        ledger = MemoryLedger()

        async def ours(number: int) -> None:
            await caller.ask(ledger, _request(number), TrainingDraft)

        began = clock.monotonic()
        await asyncio.gather(*(ours(number) for number in range(calls)))
        took = clock.monotonic() - began
        await client.close()
    ideal = calls / at_once * seconds
    say(
        f"{calls} calls of {seconds} s, {at_once} at once",
        f"{took:.2f} s, {took / bare:.2f} of the bare loop's",
        f"bare SDK loop {bare:.2f} s, ideal {ideal:.2f} s",
    )  # fmt: skip


async def _bare(url: str, calls: int, at_once: int, clock: SystemClock) -> float:
    client = anthropic.AsyncAnthropic(api_key="bench", base_url=url, max_retries=0)
    gate = asyncio.Semaphore(at_once)

    async def one(number: int) -> None:
        body = _request(number).body()
        async with gate, client.messages.stream(**body) as stream:
            TrainingDraft.model_validate_json(await stream.get_final_text())

    began = clock.monotonic()
    await asyncio.gather(*(one(number) for number in range(calls)))
    took = clock.monotonic() - began
    await client.close()
    return took


def _request(number: int) -> CallRequest:
    return CallRequest(
        stage="repair", turn=number, section="training", draft_no=1, model=_MODEL, effort="low",
        system=(Block("You annotate."),), user=(Block(f"Annotate turn {number}."),),
        schema=TrainingDraft, max_tokens=2000,
    )  # fmt: skip
