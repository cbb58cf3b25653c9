"""The engine alone, beside what a plain use of the SDK would take for the same tokens."""

import asyncio
from random import Random

import anthropic
from pydantic import SecretStr

from tests.bench.figures import say
from tests.integration.engine_rig import engine, works
from tests.ledger import MemoryLedger
from worker.claude.caller import Caller
from worker.claude.client import ClaudeClient
from worker.claude.limiter import Limiter
from worker.claude.requests import Block, CallRequest
from worker.claude.warmup import WarmUp
from worker.clock import SystemClock
from worker.domain.drafts import TrainingDraft
from worker.local.simulator import ScriptedClaude, Simulator, SimulatorConfig

_MODEL = "claude-haiku-5-5"
_ANSWER = TrainingDraft(
    difficulty_level="intermediate",
    key_learning_objective="Name the feeling before the figure.",
    demonstrates_skills=("naming", "pacing"),
    emotional_progression_target="from doubt to a next step",
)


async def one_conversation() -> None:
    """A four-turn conversation at 700 tokens a second, beside one streamed call of the same tokens."""
    config = SimulatorConfig(ttft_seconds=0.1, tokens_per_second=700.0)
    clock = SystemClock()
    work = next(work for work in works() if work.plan.turn_count == 4)
    simulator = Simulator(config)
    async with engine(simulator) as rig:
        began = clock.monotonic()
        await rig.run(work)
        took = clock.monotonic() - began
    first_pass = [line for line in simulator.invoice.lines if line.stage != "repair"]
    tokens = sum(line.usage.output_tokens for line in first_pass)
    text = "word " * int(tokens * 1.4)
    plain = ScriptedClaude(otherwise=text, config=config)
    async with plain.serve() as url:
        client = anthropic.AsyncAnthropic(api_key="bench", base_url=url, max_retries=0)
        began = clock.monotonic()
        async with client.messages.stream(
            model=_MODEL, max_tokens=100_000, messages=[{"role": "user", "content": "Write it all."}]
        ) as stream:
            await stream.get_final_message()
        alone = clock.monotonic() - began
        await client.close()
    written = plain.invoice.lines[0].usage.output_tokens
    alone *= tokens / written  # the same tokens, to the token
    say(
        "one conversation of four turns", f"{took:.2f} s, {alone / took:.2f} times as fast",
        f"as one streamed call of its {tokens:,} first-pass tokens ({alone:.2f} s)",
    )  # fmt: skip


async def two_hundred_calls(*, calls: int = 200, at_once: int = 20, seconds: float = 0.5) -> None:
    """Calls through client, limiter and ledger, beside a bare streaming loop over the SDK."""
    api = ScriptedClaude(otherwise=_ANSWER, config=SimulatorConfig(ttft_seconds=seconds))
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
