"""What the database hands out and how it answers: a claimed item, a heartbeat's answer."""

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
