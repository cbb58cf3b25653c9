"""What the database hands out and how it answers: a claimed item, a heartbeat's answer, a message batch."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

# Runs of an item, as fail_item counts them.
MOST_ATTEMPTS = 3
HeartbeatAnswer = Literal["continue", "stop", "fenced"]


class Claim(BaseModel):
    """One row of claim_generation_items: an item that is ours until its lease ends.

    attempt counts this run. template_version: what the item was queued with. What is not used here, or what
    a newer database adds, is ignored.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    item_id: str
    lease_token: str
    job_id: str
    job_number: int
    conversation_id: str
    dataset_id: str
    template_id: str | None = None
    template_version: int | None = None
    attempt: int
    models: dict[str, Any] = Field(default_factory=dict)
    options: dict[str, Any] = Field(default_factory=dict)

    @property
    def last_attempt(self) -> bool:
        """Whether a run that fails now is not followed by another."""
        return self.attempt >= MOST_ATTEMPTS

    @property
    def key(self) -> dict[str, str]:
        """What every later write names: the item and the token that fences it."""
        return {"item_id": self.item_id, "lease_token": self.lease_token}


class Beat(BaseModel):
    """One row of heartbeat_items' answer."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    item_id: str
    answer: HeartbeatAnswer
    reason: str | None = None


class OpenBatch(BaseModel):
    """One row of generation_batches_look: a message batch that is ours to look after.

    sent_seconds: since it was last about to be sent, None when never; submitted_seconds: since Claude's id is
    known. known_ids: of Claude's batches that are duplicates of it, or are not it. awaited: how many of its
    calls an item waits for.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    batch_id: str
    status: Literal["intended", "submitted"]
    requests: int
    settled: int
    provider_batch_id: str | None = None
    submissions: int = 0
    intent_at: datetime
    sent_seconds: float | None = None
    submitted_seconds: float | None = None
    cancel_asked: bool = False
    known_ids: list[str] = Field(default_factory=list)
    awaited: int = 0


@dataclass(frozen=True, slots=True)
class BatchLimits:
    """How batches are made, and how much one holds at most (Claude takes 100,000 requests and 256 MB).

    lease_seconds: how long a worker that is not heard keeps a batch. gather_seconds: how long a request waits
    for the rest of its job, while more can come. most_bytes: what a small machine can hold several times
    over, and send within the lease.
    """

    lease_seconds: float = 90.0
    gather_seconds: float = 60.0
    most_requests: int = 10_000
    most_bytes: int = 16 * 1024 * 1024

    def arguments(self) -> dict[str, Any]:
        """As generation_batches_look takes them."""
        return {f"p_{name}": value for name, value in asdict(self).items()}
