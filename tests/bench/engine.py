"""The engine alone, beside what a plain use of the SDK would take for the same tokens."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from time import process_time

import anthropic

from tests.bench.figures import say
from tests.bench.provider import UNLIMITED, Answers, Provider, provider
from tests.integration.engine_rig import ROOT, engine, work_of, works
from tests.wire import measured
from worker.clock import SystemClock
from worker.generation.work import Generated, Work
from worker.local.simulator import ScriptedClaude
from worker.planning.load import load_dataset

_MODEL = "claude-haiku-5-5"
_PACE = replace(UNLIMITED, ttft_seconds=0.1, tokens_per_second=700.0, delta_tokens=20)


async def one_conversation() -> None:
    """A four-turn conversation at 700 tokens a second, beside one streamed call of the same tokens."""
    clock = SystemClock()
    work = next(work for work in works() if work.plan.turn_count == 4)
    with provider(_PACE, await _rehearsed([work], clock)) as claude:
        took = await _timed(claude, [work], clock)
        first_pass = [line for line in claude.lines() if line.stage != "repair"]
    tokens = sum(line.usage.output_tokens for line in first_pass)
    text = "word " * int(tokens * 1.4)
    plain = ScriptedClaude(otherwise=text, config=_PACE)
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
    (seconds,) = took.values()
    say(
        "one conversation of four turns", f"{seconds:.2f} s, {seconds / alone:.3f} of one streamed call",
        f"of its {tokens:,} first-pass tokens ({alone:.2f} s)",
    )  # fmt: skip


async def twenty_conversations(*, count: int = 20) -> None:
    """So many at once, beside the one that took longest among them, alone: what they cost each other."""
    clock = SystemClock()
    loaded = load_dataset(ROOT, "elena")
    todo = [work_of(loaded, plan) for plan in loaded.plans if plan.turn_count == 4][:count]
    answers = await _rehearsed(todo, clock)
    cpu = process_time()
    with provider(_PACE, answers) as claude:
        together = await _timed(claude, todo, clock)
    cpu = process_time() - cpu
    slowest = max(together, key=lambda name: together[name])
    with provider(_PACE, answers) as claude:
        alone = await _timed(claude, [work for work in todo if work.plan.conversation_id == slowest], clock)
    say(
        f"{count} conversations at once",
        f"{together[slowest]:.2f} s, {together[slowest] / alone[slowest]:.3f} of the last of them alone",
        f"alone {alone[slowest]:.2f} s; {cpu:.1f} s of CPU, {1000 * cpu / count:.0f} ms a conversation",
    )  # fmt: skip


def wire() -> None:
    """What Claude is asked to write for each seed, beside the seed's file, minified."""
    for size in measured(load_dataset(ROOT, "elena").seeds):
        say(
            f"answers of {size.conversation_id}",
            f"{size.share:.3f} of its file, {size.content_share:.3f} of what comes from answers in it",
            f"{size.asked.bytes:,} of {size.file.bytes:,} and {size.content.bytes:,} bytes, "
            f"{size.asked.tokens:,} of {size.file.tokens:,} and {size.content.tokens:,} tokens by the "
            f"simulator's count; {size.values:,} texts and numbers of {size.bare.bytes:,} bytes",
        )  # fmt: skip


async def _rehearsed(todo: Sequence[Work], clock: SystemClock) -> Answers:
    """What the simulator will answer, composed beforehand."""
    with provider(UNLIMITED) as claude:
        await _timed(claude, todo, clock)
        return claude.answers()


async def _timed(claude: Provider, todo: Sequence[Work], clock: SystemClock) -> dict[str, float]:
    """Run all at once; each one's seconds from the common start."""
    took = {}
    async with engine(claude, most_calls=400) as rig:
        began = clock.monotonic()

        async def run(work: Work) -> None:
            outcome = await rig.run(work)
            assert isinstance(outcome, Generated), outcome
            took[work.plan.conversation_id] = clock.monotonic() - began

        await asyncio.gather(*(run(work) for work in todo))
    return took
