"""The engine alone, beside what a plain use of the SDK would take for the same tokens."""

import anthropic

from tests.bench.figures import say
from tests.integration.engine_rig import engine, works
from worker.clock import SystemClock
from worker.local.simulator import ScriptedClaude, Simulator, SimulatorConfig

_MODEL = "claude-haiku-5-5"


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
