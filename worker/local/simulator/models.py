"""The models the simulator answers for: what each accepts, its dates, its list prices.

Figures are those of Anthropic's documentation, September to November 2026 (prices, minimum cacheable
tokens, thinking table); the simulator plays the provider, so it keeps its own table and never reads the
worker's. Tested in tests/unit/test_simulator_models.py.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Literal

Effort = Literal["low", "medium", "high", "xhigh", "max"]
ThinkingType = Literal["adaptive", "enabled", "disabled", "between_tools"]
_MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Prices:
    """US dollars per million tokens, by kind."""

    input: Decimal
    write_5m: Decimal
    write_1h: Decimal
    read: Decimal
    output: Decimal

    @classmethod
    def of(cls, base: str, output: str, read: str) -> "Prices":
        """From the base input price: a 5-minute write costs 1.25 times as much, a 1-hour write twice."""
        price = Decimal(base)
        return cls(price, price * Decimal("1.25"), price * 2, Decimal(read), Decimal(output))


@dataclass(frozen=True)
class ModelCard:
    """One model. min_cacheable: tokens below which a prefix is silently not cached.

    released: the epoch where it is not known, as the API does.
    thinking: types accepted; thinking_on: what happens when the request does not say.
    large_prompt: prices of every token once the prompt exceeds large_prompt_over tokens.
    """

    id: str
    display_name: str
    line: str
    prices: Prices
    min_cacheable: int
    thinking: tuple[ThinkingType, ...]
    thinking_on: bool
    released: date = date(1970, 1, 1)
    default_effort: Effort | None = "high"
    structured: bool = True
    prefill: bool = False
    context: int = 1_000_000
    max_output: int = 128_000
    lifecycle: Literal["active", "deprecated", "retired"] = "active"
    retires: date | None = None
    large_prompt: Prices | None = None
    large_prompt_over: int = 0

    def prices_for(self, prompt_tokens: int) -> Prices:
        """The prices of a call whose whole prompt (input, cache reads and writes) has so many tokens."""
        if self.large_prompt is not None and prompt_tokens > self.large_prompt_over:
            return self.large_prompt
        return self.prices

    def as_json(self) -> dict[str, Any]:
        """The object of GET /v1/models/{id}."""
        efforts: tuple[Effort, ...] = ("low", "medium", "high", "xhigh", "max")
        has_effort = self.default_effort is not None
        yes, no = {"supported": True}, {"supported": False}
        return {
            "id": self.id,
            "type": "model",
            "display_name": self.display_name,
            "created_at": _stamp(self.released),
            "lifecycle": self.lifecycle,
            "line": self.line,
            "max_input_tokens": self.context,
            "max_tokens": self.max_output,
            "deprecated_at": None,
            "retires_at": _stamp(self.retires),
            "capabilities": {
                "batch": yes,
                "citations": yes,
                "code_execution": yes,
                "context_management": {"supported": False},
                "effort": {"supported": has_effort} | dict.fromkeys(efforts, yes if has_effort else no),
                "image_input": yes,
                "pdf_input": yes,
                "server_tools": {"supported": False, "code_execution": no, "web_search": no},
                "structured_outputs": yes if self.structured else no,
                "thinking": {
                    "supported": True,
                    "types": {
                        "adaptive": yes if "adaptive" in self.thinking else no,
                        "between_tools": yes if "between_tools" in self.thinking else no,
                        "disabled": yes if "disabled" in self.thinking else no,
                        "enabled": yes if "enabled" in self.thinking else no,
                    },
                },
            },
        }


def _stamp(day: date | None) -> str | None:
    if day is None:
        return None
    return datetime(day.year, day.month, day.day, tzinfo=UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


_MODELS = (
    ModelCard(
        "claude-sonnet-5-5", "Claude Sonnet 5.5", "sonnet", Prices.of("2", "10", "0.10"), 512,
        ("adaptive", "between_tools"), thinking_on=True,
    ),
    ModelCard(
        "claude-haiku-5-5", "Claude Haiku 5.5", "haiku", Prices.of("0.10", "0.50", "0.01"), 512,
        ("adaptive", "disabled"), thinking_on=True, default_effort="medium",
        large_prompt=Prices.of("0.50", "2.50", "0.05"), large_prompt_over=100_000,
    ),
    ModelCard(
        "claude-opus-5-5", "Claude Opus 5.5", "opus", Prices.of("4", "20", "0.20"), 512,
        ("adaptive",), thinking_on=True, default_effort="medium",
    ),
    ModelCard(
        "claude-fable-5-1", "Claude Fable 5.1", "fable", Prices.of("10", "50", "0.25"), 512,
        ("adaptive",), thinking_on=True,
    ),
    ModelCard(
        "claude-sonnet-5", "Claude Sonnet 5", "sonnet", Prices.of("2", "10", "0.20"), 1024,
        ("adaptive", "disabled"), thinking_on=True,
    ),
    ModelCard(
        "claude-opus-5", "Claude Opus 5", "opus", Prices.of("5", "25", "0.50"), 512,
        ("adaptive", "disabled"), thinking_on=True,
    ),
    ModelCard(
        "claude-opus-4-8", "Claude Opus 4.8", "opus", Prices.of("5", "25", "0.50"), 1024,
        ("adaptive", "disabled"), thinking_on=False,
    ),
    ModelCard(
        "claude-opus-4-7", "Claude Opus 4.7", "opus", Prices.of("5", "25", "0.50"), 2048,
        ("adaptive", "disabled"), thinking_on=False,
    ),
    ModelCard(
        "claude-opus-4-6", "Claude Opus 4.6", "opus", Prices.of("5", "25", "0.50"), 4096,
        ("adaptive", "disabled", "enabled"), thinking_on=False,
    ),
    ModelCard(
        "claude-sonnet-4-6", "Claude Sonnet 4.6", "sonnet", Prices.of("3", "15", "0.30"), 1024,
        ("adaptive", "disabled", "enabled"), thinking_on=False,
    ),
    ModelCard(
        "claude-haiku-4-5-20251001", "Claude Haiku 4.5", "haiku", Prices.of("1", "5", "0.10"), 4096,
        ("enabled", "disabled"), thinking_on=False, released=date(2025, 10, 1), default_effort=None,
        prefill=True, context=200_000, max_output=64_000,
    ),
    ModelCard(
        "claude-sonnet-4-5-20250929", "Claude Sonnet 4.5", "sonnet", Prices.of("3", "15", "0.30"), 1024,
        ("enabled", "disabled"), thinking_on=False, released=date(2025, 9, 29), default_effort=None,
        prefill=True, context=200_000, max_output=64_000, lifecycle="deprecated", retires=date(2026, 11, 30),
    ),
)  # fmt: skip
MODELS = {card.id: card for card in _MODELS}
ALIASES = {
    "claude-haiku-4-5": "claude-haiku-4-5-20251001",
    "claude-sonnet-4-5": "claude-sonnet-4-5-20250929",
}


def find(model_id: str) -> ModelCard | None:
    """The model by id or alias; None when there is none."""
    return MODELS.get(ALIASES.get(model_id, model_id))


@dataclass(frozen=True)
class Usage:
    """Tokens of one call by kind. output_tokens includes thinking_tokens."""

    input_tokens: int = 0
    cache_write_5m_tokens: int = 0
    cache_write_1h_tokens: int = 0
    cache_read_tokens: int = 0
    output_tokens: int = 0
    thinking_tokens: int = 0

    @property
    def prompt_tokens(self) -> int:
        """The whole prompt: what was new, written to and read from the cache."""
        return (
            self.input_tokens
            + self.cache_write_5m_tokens
            + self.cache_write_1h_tokens
            + self.cache_read_tokens
        )

    def cost(self, card: ModelCard) -> Decimal:
        """US dollars, exact."""
        prices = card.prices_for(self.prompt_tokens)
        return (
            self.input_tokens * prices.input
            + self.cache_write_5m_tokens * prices.write_5m
            + self.cache_write_1h_tokens * prices.write_1h
            + self.cache_read_tokens * prices.read
            + self.output_tokens * prices.output
        ) / _MILLION

    def as_json(self) -> dict[str, Any]:
        """The usage object of a message."""
        written = self.cache_write_5m_tokens + self.cache_write_1h_tokens
        return {
            "input_tokens": self.input_tokens,
            "cache_creation_input_tokens": written,
            "cache_read_input_tokens": self.cache_read_tokens,
            "cache_creation": {
                "ephemeral_5m_input_tokens": self.cache_write_5m_tokens,
                "ephemeral_1h_input_tokens": self.cache_write_1h_tokens,
            },
            "output_tokens": self.output_tokens,
            "output_tokens_details": {"thinking_tokens": self.thinking_tokens},
            "service_tier": "standard",
            "inference_geo": "global",
        }
