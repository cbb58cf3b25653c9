"""What a call to Claude says to the ledger: opened before it is sent, settled whatever became of it.

The shapes mirror the database's open_call and settle_call: `payload()` is what they take, `read_opening`
reads what they answer. The ledger is bound to one item and its lease by whoever makes it. This module sends
nothing. A ledger passes tests/ledger_contract.py, the one in memory (tests/ledger.py) and the real one alike.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, astuple, dataclass
from decimal import Decimal
from typing import Any, Literal, Protocol

from worker.errors import RapportError

# What a call is for. A repair's section names what it rewrites (worker/generation/briefs.py).
Stage = Literal["dialogue", "annotate", "repair", "judge"]
# How a call reaches Claude: at once, or in a message batch, at half the price.
Delivery = Literal["live", "message_batch"]
Outcome = Literal["succeeded", "truncated", "refused", "invalid", "failed", "cancelled"]
# Why nothing can be bought for now; unknown_price is about one model and fails the call alone.
PauseReason = Literal["key_rejected", "credit_exhausted", "spend_limit", "daily_limit", "cap_reached"]
RefusalReason = Literal["cap_reached", "daily_limit", "unknown_price"]

# Neither Postgres text nor jsonb holds these; in a stored answer they stand as their JSON escapes.
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class LedgerAnswerError(RapportError):
    """The ledger answered something this version does not know."""

    code = "ledger_answer"


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens by kind, as Claude counted them. thinking_tokens are inside output_tokens."""

    input_tokens: int = 0
    cache_write_5m_tokens: int = 0
    cache_write_1h_tokens: int = 0
    cache_read_tokens: int = 0
    output_tokens: int = 0
    thinking_tokens: int = 0


# Far above any model's context and output (claude_api.md section 7: 1M and 128K); the ledger's money has room
# for it. A count above is none.
MOST_TOKENS = 10_000_000
# A request that was never sent, or was refused before it was answered, costs nothing.
NOTHING_USED = Usage()


def counted(usage: Usage) -> Usage | None:
    """The usage; None when one of its counts is none (the SDK checks no count): it would be billed as 0."""
    counts = astuple(usage)
    return usage if all(type(count) is int and 0 <= count <= MOST_TOKENS for count in counts) else None


# stage, turn_number, section, draft_no, request_hash.
CallKey = tuple[str, int | None, str | None, int, str]


@dataclass(frozen=True, slots=True)
class CallToOpen:
    """One attempt of a call, before it is sent.

    turn_number and section are None where they do not apply. estimated_input_tokens is an upper bound of the
    input, cacheable_input_tokens of what of it a cache breakpoint covers (None: perhaps all), and
    max_output_tokens the request's max_tokens: together they are what the database reserves, at the prices
    of `delivery`.
    """

    stage: Stage
    turn_number: int | None
    section: str | None
    draft_no: int
    model: str
    request_hash: str
    estimated_input_tokens: int
    max_output_tokens: int
    cacheable_input_tokens: int | None = None
    delivery: Delivery = "live"
    cache_ttl: Literal["5m", "1h"] = "5m"

    @property
    def key(self) -> "CallKey":
        """What tells whether two calls of a text ask for the same."""
        return (self.stage, self.turn_number, self.section, self.draft_no, self.request_hash)

    def payload(self) -> dict[str, Any]:
        """What open_call takes as p_call; what is absent is left out."""
        return {key: value for key, value in asdict(self).items() if value is not None}


@dataclass(frozen=True, slots=True)
class Opened:
    """Go ahead; settle this call_id."""

    call_id: str
    reserved_usd: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Reused:
    """The same request was answered and paid before: here is the answer as received. Nothing to settle."""

    call_id: str
    response: str
    usage: Usage | None = None
    stop_reason: str | None = None


@dataclass(frozen=True, slots=True)
class OpeningRefused:
    """Not to be sent: no money left under a cap, or a model without a price."""

    reason: RefusalReason
    message: str


@dataclass(frozen=True, slots=True)
class Fenced:
    """The lease is somebody else's now."""


@dataclass(frozen=True, slots=True)
class ItemCancelled:
    """The item was cancelled."""


@dataclass(frozen=True, slots=True)
class Round:
    """What a message batch answered to a call of this item, within the attempt the item is in.

    error_type and error_message are None when it succeeded.
    """

    call_id: str
    stage: Stage
    turn_number: int | None
    section: str | None
    draft_no: int
    request_hash: str
    outcome: Outcome
    error_type: str | None = None
    error_message: str | None = None

    @classmethod
    def read(cls, row: Mapping[str, Any]) -> "Round":
        """A row of generation_batch_rounds."""
        return cls(**{name: row[name] for name in cls.__slots__})


Opening = Opened | Reused | OpeningRefused | Fenced | ItemCancelled


@dataclass(frozen=True, slots=True)
class Settlement:
    """What became of an opened call.

    usage is None when it is not known (the reservation then stays as the upper bound). response is the answer
    as received, kept for whatever outcome had one. milliseconds: from sending to the end.
    """

    outcome: Outcome
    milliseconds: int
    usage: Usage | None
    stop_reason: str | None = None
    request_id: str | None = None
    error_type: str | None = None
    error_message: str | None = None
    response: str | None = None

    def payload(self) -> dict[str, Any]:
        """What settle_call takes as p_result, in characters a database can hold."""
        result = {key: value for key, value in asdict(self).items() if value is not None}
        result["usage"] = None if self.usage is None else asdict(self.usage)
        return {key: storable(value) if isinstance(value, str) else value for key, value in result.items()}


class Ledger(Protocol):
    """The item's account. All may raise whatever the store raises when it cannot be reached.

    settle is awaited to its end even while the caller is being cancelled, so it must be bounded in time.
    """

    async def open(self, call: CallToOpen) -> Opening:
        """Reserve money for the call, or give back what was paid before."""
        ...

    async def settle(self, call_id: str, settlement: Settlement) -> Decimal | None:
        """Write down what the call came to; its cost in US dollars, None when its usage is not known.

        A second time changes nothing.
        """
        ...

    async def rounds(self) -> Sequence[Round]:
        """What batches have answered to this item in this attempt, oldest first."""
        ...

    async def stage(self, call_id: str, body: str) -> None:
        """Keep an opened call's request (its params as JSON) until a batch takes it.

        A second time changes nothing, and so does an item that is no longer ours: its end is told elsewhere.
        """
        ...

    async def keeps(self, call: CallToOpen) -> bool:
        """Whether the answer was paid before, so that `open` gives it; as known when first asked."""
        ...

    async def unfit(self, call_id: str, error_type: str, error_message: str) -> bool:
        """Say that a whole answer is not what was asked for, so that it is not given again.

        False when it is no answer to the text being written: it will be given again.
        """
        ...


def storable(text: str) -> str:
    """The text with NUL and lone surrogates written as their JSON escapes."""
    return _UNSTORABLE.sub(lambda match: f"\\u{ord(match.group()):04x}", text)


def read_opening(answer: Mapping[str, Any]) -> Opening:
    """What open_call answered.

    Raises LedgerAnswerError when it is none of the answers known here.
    """
    match answer.get("answer"):
        case "opened":
            reserved = answer.get("reserved_usd")
            return Opened(str(answer["call_id"]), None if reserved is None else Decimal(str(reserved)))
        case "reuse":
            return Reused(
                str(answer["call_id"]),
                answer["response"],
                _read_usage(answer.get("usage")),
                answer.get("stop_reason"),
            )
        case "refused":
            return OpeningRefused(answer["reason"], answer.get("message", ""))
        case "fenced":
            return Fenced()
        case "cancelled":
            return ItemCancelled()
        case other:
            raise LedgerAnswerError(
                f"open_call answered {other!r}.",
                hint="Worker and database differ in version: rapport doctor.",
            )


def _read_usage(usage: Mapping[str, Any] | None) -> Usage | None:
    if usage is None:
        return None
    return Usage(**{name: int(usage.get(name) or 0) for name in Usage.__slots__})
