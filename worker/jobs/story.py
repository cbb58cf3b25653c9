"""Tells what each call of an item came to, as a line of its story: tokens, cost, time, and what went wrong.

A ledger around the item's own; it changes nothing of what that says. Tested in tests/unit/test_jobs_story.py
and tests/integration/test_worker_story.py.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from worker.claude.ledger import CallToOpen, Ledger, Opened, Opening, Round, Settlement, Stage

# What a line is told under: the item's stages (generation_job_items.stage).
TOLD_UNDER: Mapping[Stage, str] = {
    "dialogue": "dialogue",
    "annotate": "annotating",
    "repair": "repairing",
    "judge": "judging",
}
# stage, message, level: of generation_events.
Tell = Callable[[str, str, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class _Sent:
    call: CallToOpen
    number: int  # which try of the same place and draft in this run, from 1


class StoryLedger:
    """Args: ledger: the item's. tell: takes a line; it must neither wait nor raise."""

    def __init__(self, ledger: Ledger, tell: Tell) -> None:
        self._ledger, self._tell = ledger, tell
        self._sent: dict[str, _Sent] = {}

    async def open(self, call: CallToOpen) -> Opening:
        """See worker.claude.ledger.Ledger."""
        opening = await self._ledger.open(call)
        if isinstance(opening, Opened):
            before = sum(_place(sent.call) == _place(call) for sent in self._sent.values())
            self._sent[opening.call_id] = _Sent(call, before + 1)
        return opening

    async def settle(self, call_id: str, settlement: Settlement) -> Decimal | None:
        """See worker.claude.ledger.Ledger."""
        cost = await self._ledger.settle(call_id, settlement)
        sent = self._sent.get(call_id)
        if sent is not None:
            level = "debug" if settlement.outcome == "succeeded" else "warning"
            await self._tell(TOLD_UNDER[sent.call.stage], line(sent, call_id, settlement, cost), level)
        return cost

    async def rounds(self) -> Sequence[Round]:
        """See worker.claude.ledger.Ledger."""
        return await self._ledger.rounds()

    async def stage(self, call_id: str, body: str) -> None:
        """See worker.claude.ledger.Ledger. What became of it the harvest of its batch tells."""
        await self._ledger.stage(call_id, body)

    async def keeps(self, call: CallToOpen) -> bool:
        """See worker.claude.ledger.Ledger."""
        return await self._ledger.keeps(call)

    async def unfit(self, call_id: str, error_type: str, error_message: str) -> bool:
        """See worker.claude.ledger.Ledger."""
        return await self._ledger.unfit(call_id, error_type, error_message)


def line(sent: _Sent, call_id: str, settlement: Settlement, cost: Decimal | None) -> str:
    """What a person reads of a call: no text of any conversation is in it."""
    call = sent.call
    where: list[str] = [call.stage]
    if call.turn_number is not None:
        where.append(f"turn {call.turn_number}")
    if call.section is not None:
        where.append(call.section)
    if call.draft_no > 1:
        where.append(f"draft {call.draft_no}")
    if sent.number > 1:
        where.append(f"try {sent.number}")
    usage = settlement.usage
    if usage is None:
        tokens = "tokens unknown"
    else:
        written = usage.cache_write_5m_tokens + usage.cache_write_1h_tokens
        tokens = (
            f"{usage.input_tokens + written + usage.cache_read_tokens:,} + {usage.output_tokens:,} tokens"
        )
    price = "cost unknown, its reservation counts" if cost is None else f"${cost:.4f}"
    what = (
        settlement.outcome
        if settlement.error_type is None
        else f"{settlement.outcome} ({settlement.error_type})"
    )
    said = "" if settlement.error_message is None else f" {settlement.error_message}"
    took = f"{settlement.milliseconds:,} ms"
    return f"{', '.join(where)}: {what}; {call.model}, {tokens}, {price}, {took}, call {call_id}.{said}"


def _place(call: CallToOpen) -> tuple[object, ...]:
    return (call.stage, call.turn_number, call.section, call.draft_no)
