"""`rapport doctor --paid`: one small call to Claude that proves the key can buy, for under a cent.

What it may cost at most is reckoned by the database's price list before anything is sent, and more than a
cent is refused. It is not in the ledger: a call there belongs to an item, whose lease opens it and whose
job's cap pays for it, and there is neither. Whether it may be sent at all is the settings' rule: live never
to this machine, simulated nowhere else. Tested in tests/integration/test_doctor.py.
"""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from worker.claude.client import CallResult, ClaudeClient
from worker.claude.ledger import Usage
from worker.claude.models import effort_for
from worker.cli.diagnosis import Check
from worker.clock import Clock
from worker.jobs.desk import Desk
from worker.settings import Settings

NAME = "paid call"
# US dollars. A cent is what a person gives without thinking twice; the call is reckoned at a twentieth of it.
MOST_USD = Decimal("0.01")
PRESET, STAGE = "cheapest", "dialogue"
PROMPT = "Answer with the one word: ready"
# Ten times what the prompt and what the API puts around it can come to.
MOST_INPUT_TOKENS = 500
# Thinking at the lowest effort included; an answer cut short here proves the key as well.
MOST_OUTPUT_TOKENS = 1_000
# A whole answer takes seconds; a minute without an end is a fault of its own.
DEADLINE_SECONDS = 60.0
# An answer of these kinds was bought: the key works, whatever was said.
_BOUGHT = frozenset({"truncated", "refusal"})
UNBOOKED = "not in the ledger, which holds the calls of items only"


@dataclass(frozen=True, slots=True)
class Trial:
    """The call as it is sent."""

    model: str

    def body(self) -> dict[str, Any]:
        """The arguments of messages.stream."""
        body: dict[str, Any] = {
            "model": self.model,
            "max_tokens": MOST_OUTPUT_TOKENS,
            "messages": [{"role": "user", "content": PROMPT}],
        }
        effort = effort_for(self.model, "low")
        return body if effort is None else {**body, "output_config": {"effort": effort}}


async def paid_call(settings: Settings, clock: Clock, agree: Callable[[str], None]) -> Check:
    """Make the call, if the price allows it and somebody agrees.

    Args:
        settings: checked ones; their Claude is asked.
        clock: for the deadline and the duration.
        agree: asked with one sentence before a live call; raises to say no.

    Raises:
        DatabaseRefusedError, DatabaseUnreachableError: the price list cannot be read.
    """
    desk = await Desk.open(settings.supabase_url, settings.service_key.get_secret_value())
    try:
        now = str((await desk.health())["server_time"])
        model = str((await desk.models({"preset": PRESET}))[STAGE]["model"])
        worst = Usage(input_tokens=MOST_INPUT_TOKENS, output_tokens=MOST_OUTPUT_TOKENS)
        most = await desk.price(model, worst, now)
        if most is None:
            return Check(NAME, "FAIL", f"not made: no price is known for {model}",
                         "Add its prices to generation_prices.")  # fmt: skip
        if most > MOST_USD:
            return Check(
                NAME, "FAIL", f"not made: it could cost {cents(most)}, and {cents(MOST_USD)} is the most",
                f"Look at the rows of {model} in generation_prices.",
            )  # fmt: skip
        if settings.claude == "live":
            agree(
                f"Ask {model} for one word and pay {cents(most)} at most? "
                "(What its outputs may train is in the provider's terms: docs/hosting.md says where.)"
            )
        started = clock.monotonic()
        result = await _ask(settings, clock, model)
        seconds = clock.monotonic() - started
        cost = None if result.usage is None else await desk.price(model, result.usage, now)
        return _judge(result, model, seconds, _paid(settings, cost, most))
    finally:
        await desk.close()


async def _ask(settings: Settings, clock: Clock, model: str) -> CallResult:
    client = ClaudeClient.open(
        api_key=settings.anthropic_api_key,
        base_url=settings.anthropic_base_url,
        clock=clock,
        deadline_seconds=DEADLINE_SECONDS,
    )
    try:
        return await client.call(Trial(model))
    finally:
        await client.close()


def _judge(result: CallResult, model: str, seconds: float, paid: str) -> Check:
    if result.fault is None or result.fault.code in _BOUGHT:
        return Check(NAME, "ok", f"{model} answered in {seconds:.1f} s; {paid}; {UNBOOKED}")
    return Check(NAME, "FAIL", f"{model}: {result.fault.message} {paid}; {UNBOOKED}", result.fault.advice)


def _paid(settings: Settings, cost: Decimal | None, most: Decimal) -> str:
    if cost is None:
        said = f"what it cost is not known, {cents(most)} at most"
    else:
        said = f"it cost {cents(cost)}" if cost else "it cost nothing"
    return (
        f"simulated, so nothing was paid ({said} on the real API)" if settings.claude == "simulated" else said
    )


def cents(usd: Decimal) -> str:
    """An amount below a dollar as people read it: hundredths of a US cent and finer."""
    amount = (usd * 100).quantize(Decimal("0.0001")).normalize()
    return f"{amount:f} cent" if amount == 1 else f"{amount:f} cents"
