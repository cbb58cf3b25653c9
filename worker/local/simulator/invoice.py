"""What the provider would charge: every call with its exact usage and cost, and how many ran at once."""

from dataclasses import dataclass, field, replace
from decimal import Decimal

from worker.local.simulator.models import ModelCard, Usage


@dataclass(frozen=True)
class InvoiceLine:
    """One call of POST /v1/messages, or one request of a batch (batch_id: of which).

    outcome: complete, or what went wrong (a fault's name, "disconnected", "refused"). stop_reason is None
    when the client was never told one. milliseconds by the simulator's clock. An answer cut short is
    charged for the tokens written until then; an error status is not charged. In a batch every kind of token
    costs half.
    """

    number: int
    request_id: str
    model: str = ""
    stage: str = "other"
    conversation_id: str | None = None
    turn: int | None = None
    section: str | None = None
    http_status: int = 200
    outcome: str = ""
    stop_reason: str | None = None
    usage: Usage = field(default_factory=Usage)
    cost_usd: Decimal = Decimal(0)
    milliseconds: int = 0
    batch_id: str | None = None


@dataclass
class Invoice:
    """All calls so far, in the order in which they ended."""

    lines: list[InvoiceLine] = field(default_factory=list)
    in_flight: int = 0
    max_in_flight: int = 0

    @property
    def total_usd(self) -> Decimal:
        """What all calls cost together."""
        return sum((line.cost_usd for line in self.lines), Decimal(0))

    def of(self, conversation_id: str) -> tuple[InvoiceLine, ...]:
        """The calls of one conversation."""
        return tuple(line for line in self.lines if line.conversation_id == conversation_id)

    def begin(self) -> None:
        """A call has come in."""
        self.in_flight += 1
        self.max_in_flight = max(self.max_in_flight, self.in_flight)

    def end(self, card: ModelCard | None, line: InvoiceLine) -> None:
        """A call has ended; it is charged by the model's prices, and not at all where none was reached."""
        self.in_flight -= 1
        cost = Decimal(0) if card is None else line.usage.cost(card) / (2 if line.batch_id else 1)
        self.lines.append(replace(line, cost_usd=cost))
