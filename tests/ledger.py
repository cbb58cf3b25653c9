"""A ledger in memory, with the behaviour of the real one: reuse, caps, fences, one settlement a call.

It passes tests/ledger_contract.py as the database's does. Money is counted at one price for all models, high
enough for a test to reach a cap.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from worker.claude.ledger import (
    CallToOpen,
    Fenced,
    ItemCancelled,
    Opened,
    Opening,
    OpeningRefused,
    Reused,
    Round,
    Settlement,
    read_opening,
)

USD_PER_TOKEN = Decimal("0.00001")


@dataclass
class Entry:
    """One call: what was opened, and what it was settled as (None while it is open)."""

    call: CallToOpen
    settlement: Settlement | None = None

    @property
    def usd(self) -> Decimal:
        """What it counts for: its cost when known, its reservation otherwise."""
        if self.settlement is None or self.settlement.usage is None:
            return USD_PER_TOKEN * (self.call.estimated_input_tokens + self.call.max_output_tokens)
        usage = self.settlement.usage
        return USD_PER_TOKEN * (usage.input_tokens + usage.cache_read_tokens + usage.output_tokens)


@dataclass
class MemoryLedger:
    """Args: cap_usd: of the job. unpriced: models without a price. state: what the lease says."""

    cap_usd: Decimal | None = None
    unpriced: Sequence[str] = ()
    state: str = "running"
    entries: dict[str, Entry] = field(default_factory=dict)
    twice: list[str] = field(default_factory=list)
    staged: dict[str, str] = field(default_factory=dict)

    async def open(self, call: CallToOpen) -> Opening:
        """See worker.claude.ledger.Ledger."""
        json.dumps(call.payload())  # it must be sendable
        if self.state != "running":
            return Fenced() if self.state == "fenced" else ItemCancelled()
        for call_id, entry in self.entries.items():
            settled = entry.settlement
            if settled is not None and settled.outcome == "succeeded" and entry.call.key == call.key:
                return _as_sent(call_id, settled)
        for call_id, entry in self.entries.items():
            if call.delivery == "message_batch" and entry.settlement is None and entry.call.key == call.key:
                return Opened(call_id, entry.usd)
        if call.model in self.unpriced:
            return OpeningRefused("unknown_price", f"{call.model} has no price.")
        entry = Entry(call)
        if self.cap_usd is not None and self.spent_usd + entry.usd > self.cap_usd:
            return OpeningRefused("cap_reached", f"The cap of ${self.cap_usd} is reached.")
        call_id = f"call-{len(self.entries) + 1}"
        self.entries[call_id] = entry
        return Opened(call_id, entry.usd)

    async def settle(self, call_id: str, settlement: Settlement) -> Decimal | None:
        """See worker.claude.ledger.Ledger."""
        sent = json.dumps(settlement.payload())
        if "\\u0000" in sent.replace("\\\\", ""):
            raise ValueError("the database would refuse this text")
        entry = self.entries[call_id]
        if entry.settlement is None:
            entry.settlement = settlement
        else:
            self.twice.append(call_id)
        return None if settlement.usage is None else entry.usd

    async def rounds(self) -> list[Round]:
        """See worker.claude.ledger.Ledger. Everything is of one attempt here."""
        return [
            Round(
                call_id=call_id,
                stage=entry.call.stage,
                turn_number=entry.call.turn_number,
                section=entry.call.section,
                draft_no=entry.call.draft_no,
                request_hash=entry.call.request_hash,
                outcome=entry.settlement.outcome,
                error_type=entry.settlement.error_type,
                error_message=entry.settlement.error_message,
            )
            for call_id, entry in self.entries.items()
            if entry.settlement is not None and entry.call.delivery == "message_batch"
        ]

    async def stage(self, call_id: str, body: str) -> None:
        """See worker.claude.ledger.Ledger."""
        assert self.entries[call_id].settlement is None
        self.staged.setdefault(call_id, body)

    async def keeps(self, call: CallToOpen) -> bool:
        """See worker.claude.ledger.Ledger. It always knows."""
        return any(
            entry.call.key == call.key
            and entry.settlement is not None
            and entry.settlement.outcome == "succeeded"
            for entry in self.entries.values()
        )

    async def unfit(self, call_id: str, error_type: str, error_message: str) -> bool:
        """See worker.claude.ledger.Ledger."""
        entry = self.entries[call_id]
        if entry.settlement is None or entry.settlement.outcome != "succeeded":
            return False
        entry.settlement = replace(
            entry.settlement, outcome="invalid", error_type=error_type, error_message=error_message
        )
        return True

    @property
    def spent_usd(self) -> Decimal:
        """Settled costs and open reservations."""
        return sum((entry.usd for entry in self.entries.values()), Decimal(0))

    @property
    def unsettled(self) -> list[str]:
        """Calls nobody has settled."""
        return [call_id for call_id, entry in self.entries.items() if entry.settlement is None]

    def outcomes(self, stage: str | None = None) -> list[str]:
        """How the calls of a stage ended, in the order in which they were opened."""
        return [
            entry.settlement.outcome if entry.settlement else "open"
            for entry in self.entries.values()
            if stage in (None, entry.call.stage)
        ]


def _as_sent(call_id: str, settled: Settlement) -> Reused:
    """The answer as it comes back over the wire."""
    sent = json.loads(json.dumps(settled.payload()))
    opening = read_opening(
        {
            "answer": "reuse",
            "call_id": call_id,
            "response": sent["response"],
            "usage": sent["usage"],
            "stop_reason": sent.get("stop_reason"),
        }
    )
    assert isinstance(opening, Reused)
    return opening
