"""What each model takes, as a table: facts about the API that change from model to model.

Source: claude_api.md sections 3, 7 and 8 (Anthropic's pages "thinking", "prompt-caching" and
"models/overview"), checked on 2026-10-10. Prices are not here: the database's generation_prices has them.
A model that is not in the table is treated like the newest line (`UNLISTED`); the database refuses to pay for
a model without a price. Tested in tests/unit/test_claude_requests.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

# "on": thinks unless told otherwise, and counts it as output within max_tokens. "off": only when asked.
Thinking = Literal["on", "off"]


@dataclass(frozen=True, slots=True)
class ModelFacts:
    """thinking: what it does when the request says nothing. efforts: values of output_config.effort it takes.

    cache_least_tokens: a shorter prefix is silently not cached. most_output_tokens: the highest max_tokens.
    cache_hour: whether the price of a one-hour cache entry is known.
    """

    thinking: Thinking
    efforts: tuple[str, ...]
    default_effort: str
    cache_least_tokens: int
    most_output_tokens: int = 128_000
    cache_hour: bool = True


_EFFORTS = ("low", "medium", "high", "xhigh", "max")

MODELS: Mapping[str, ModelFacts] = {
    "claude-opus-5-5": ModelFacts("on", _EFFORTS, "medium", 512),
    "claude-sonnet-5-5": ModelFacts("on", _EFFORTS, "high", 512),
    "claude-haiku-5-5": ModelFacts("on", _EFFORTS, "medium", 512),
    "claude-fable-5-2": ModelFacts("on", _EFFORTS, "high", 512, cache_hour=False),
    "claude-fable-5-1": ModelFacts("on", _EFFORTS, "high", 512),
    "claude-opus-5": ModelFacts("on", _EFFORTS, "high", 512),
    "claude-sonnet-5": ModelFacts("on", _EFFORTS, "high", 1_024),
    "claude-opus-4-8": ModelFacts("off", _EFFORTS, "high", 1_024),
    "claude-opus-4-7": ModelFacts("off", _EFFORTS, "high", 2_048),
    "claude-opus-4-6": ModelFacts("off", _EFFORTS, "high", 4_096),
    "claude-sonnet-4-6": ModelFacts("off", _EFFORTS, "high", 1_024),
    "claude-opus-4-5": ModelFacts("off", _EFFORTS, "high", 4_096, 64_000),
    "claude-sonnet-4-5": ModelFacts("off", (), "high", 1_024, 64_000),
    "claude-haiku-4-5": ModelFacts("off", (), "high", 4_096, 64_000),
}
UNLISTED = ModelFacts("on", _EFFORTS, "high", 512)

# Output tokens set aside for thinking, by effort: ours, generous for what these stages ask. A request that
# still runs out is sent once more with twice the room (worker/claude/caller.py).
THINKING_ROOM: Mapping[str, int] = {
    "low": 2_500,
    "medium": 6_000,
    "high": 12_000,
    "xhigh": 24_000,
    "max": 32_000,
}


def facts(model: str) -> ModelFacts:
    """The model's facts; a dated id ('claude-haiku-4-5-20251001') has those of its line."""
    known = MODELS.get(model) or next(
        (found for name, found in MODELS.items() if model.startswith(f"{name}-2")), None
    )
    return known or UNLISTED


def effort_for(model: str, wanted: str | None) -> str | None:
    """The effort to send: the one wanted, None when the model takes none (it would answer 400)."""
    return wanted if wanted in facts(model).efforts else None


def room_for(model: str, effort: str | None, answer_tokens: int) -> int:
    """max_tokens for an answer of about so many tokens, with room to think, within what the model allows."""
    found = facts(model)
    thinking = THINKING_ROOM[effort or found.default_effort] if found.thinking == "on" else 0
    return min(answer_tokens + thinking, found.most_output_tokens)
