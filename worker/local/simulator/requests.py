"""A body of POST /v1/messages, checked as the API checks it, and measured in tokens.

Tested in tests/unit/test_simulator_requests.py.
"""

import hashlib
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from worker.local.simulator import models, schema_rules
from worker.local.simulator.refusals import Refusal

MOST_BREAKPOINTS = 4
FORMAT_PROMPT_TOKENS = 60  # the small system prompt that a structured output injects; its size is a guess
_CHARACTERS_PER_TOKEN = 3.6  # an estimate; the real tokenizer is not public
_HIGHEST_DISABLED = ("low", "medium", "high")  # efforts at which thinking may be switched off
_KNOWN = {
    "model", "max_tokens", "messages", "system", "stream", "output_config", "thinking", "metadata",
    "stop_sequences", "service_tier", "tools", "tool_choice", "cache_control", "inference_geo",
    "diagnostics", "container", "context_management",
}  # fmt: skip
_LEAST_BUDGET = 1024  # thinking.budget_tokens
_SAMPLING = ("temperature", "top_p", "top_k")


@dataclass(frozen=True)
class Block:
    """One cacheable piece of the prompt, in prefix order. ttl: seconds when it ends in a breakpoint."""

    role: str
    text: str
    tokens: int
    ttl: int | None = None


@dataclass(frozen=True)
class MessagesRequest:
    """A request that passed the API's checks.

    cache_key: what besides the blocks decides whether a prefix matches. digest: 64 hex digits over what
    is asked, the same for the same request however it is put and sent.
    """

    card: models.ModelCard
    max_tokens: int
    stream: bool
    blocks: tuple[Block, ...]
    thinks: bool
    effort: str | None
    schema: Mapping[str, Any] | None
    cache_key: str
    digest: str

    @property
    def user_texts(self) -> tuple[str, ...]:
        """The texts of the user's blocks, in order."""
        return tuple(block.text for block in self.blocks if block.role == "user")

    @property
    def system_text(self) -> str:
        """The texts of the system blocks, as one."""
        return "\n".join(block.text for block in self.blocks if block.role == "system")

    @property
    def prompt_tokens(self) -> int:
        """Tokens of the whole prompt."""
        return self.overhead + sum(block.tokens for block in self.blocks)

    @property
    def overhead(self) -> int:
        """Tokens in front of the first block."""
        return FORMAT_PROMPT_TOKENS if self.schema is not None else 0


def tokens(text: str) -> int:
    """About how many tokens a text has; never 0."""
    return max(math.ceil(len(text) / _CHARACTERS_PER_TOKEN), 1)


def parse(body: object, *, counting: bool = False) -> MessagesRequest:
    """Check a body.

    Args:
        body: the decoded JSON.
        counting: for count_tokens, which takes no max_tokens and does not stream.

    Raises:
        Refusal: 400 or 404 with the API's wording.
    """
    if not isinstance(body, Mapping):
        raise Refusal(400, "The request body is not a JSON object")
    for name in _SAMPLING:
        if name in body:
            raise Refusal(400, f"{name}: This parameter is not supported by API version 2026-10-21")
    unknown = sorted(set(body) - _KNOWN)
    if unknown:
        raise Refusal(400, f"{unknown[0]}: Extra inputs are not permitted")
    card = _card(body)
    maximum = 1 if counting else _max_tokens(body, card)
    thinks, effort = _thinking(body, card)
    schema = _schema(body, card)
    stream = body.get("stream") is True
    if not counting and maximum == 0 and (stream or thinks or schema is not None):
        raise Refusal(400, "max_tokens: 0 is not allowed with stream, thinking or output_config.format")
    blocks = _blocks(body, card)
    key = json.dumps([card.id, thinks, effort, body.get("tools"), schema], sort_keys=True)
    said = [[block.role, block.text, block.ttl] for block in blocks]
    request = MessagesRequest(
        card=card,
        max_tokens=maximum,
        stream=stream,
        blocks=blocks,
        thinks=thinks,
        effort=effort,
        schema=schema,
        cache_key=_sha(key),
        digest=_sha(json.dumps([key, maximum, said])),
    )
    if request.prompt_tokens > card.context:
        raise Refusal(400, f"prompt is too long: {request.prompt_tokens} tokens > {card.context} maximum")
    return request


def _sha(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _card(body: Mapping[str, Any]) -> models.ModelCard:
    model = body.get("model")
    if not isinstance(model, str) or not model:
        raise Refusal(400, "model: Field required")
    card = models.find(model)
    if card is None or card.lifecycle == "retired":
        raise Refusal(404, f"model: {model}")
    return card


def _max_tokens(body: Mapping[str, Any], card: models.ModelCard) -> int:
    maximum = body.get("max_tokens")
    if not isinstance(maximum, int) or isinstance(maximum, bool):
        raise Refusal(400, "max_tokens: Field required")
    if not 0 <= maximum <= card.max_output:
        raise Refusal(
            400,
            f"max_tokens: {maximum} > {card.max_output}, which is the maximum allowed number of output "
            f"tokens for {card.id}",
        )
    return maximum


def _thinking(body: Mapping[str, Any], card: models.ModelCard) -> tuple[bool, str | None]:
    effort = (body.get("output_config") or {}).get("effort", card.default_effort)
    if effort is not None and card.default_effort is None:
        raise Refusal(400, f"output_config.effort: not supported by {card.id}")
    if effort is not None and effort not in ("low", "medium", "high", "xhigh", "max"):
        raise Refusal(400, "output_config.effort: Input should be 'low', 'medium', 'high', 'xhigh' or 'max'")
    config = body.get("thinking")
    if config is None:
        return card.thinking_on, effort
    kind = config.get("type") if isinstance(config, Mapping) else None
    if kind not in card.thinking:
        raise Refusal(400, f"thinking.type: {kind!r} is not supported by {card.id}")
    if kind in ("disabled", "between_tools") and effort is not None and effort not in _HIGHEST_DISABLED:
        raise Refusal(400, f"thinking.type: {kind!r} is only allowed at effort 'high' or lower")
    if kind == "enabled":
        budget = config.get("budget_tokens", 0)
        if not _LEAST_BUDGET <= budget < body.get("max_tokens", budget + 1):
            raise Refusal(400, "thinking.budget_tokens: must be at least 1024 and less than max_tokens")
    return kind in ("adaptive", "enabled"), effort


def _schema(body: Mapping[str, Any], card: models.ModelCard) -> Mapping[str, Any] | None:
    config = body.get("output_config")
    if config is None:
        return None
    if not isinstance(config, Mapping) or set(config) - {"format", "effort", "task_budget"}:
        raise Refusal(400, "output_config: Extra inputs are not permitted")
    wanted = config.get("format")
    if wanted is None:
        return None
    if not isinstance(wanted, Mapping) or wanted.get("type") != "json_schema":
        raise Refusal(400, "output_config.format.type: Input should be 'json_schema'")
    if not card.structured:
        raise Refusal(400, f"output_config.format: not supported by {card.id}")
    schema_rules.check(wanted.get("schema"))
    schema: Mapping[str, Any] = wanted["schema"]
    return schema


def _blocks(body: Mapping[str, Any], card: models.ModelCard) -> tuple[Block, ...]:
    blocks = [*_pieces("system", body.get("system"), "system")]
    messages = body.get("messages")
    if not isinstance(messages, Sequence) or isinstance(messages, str) or not messages:
        raise Refusal(400, "messages: at least one message is required")
    for index, message in enumerate(messages):
        role = message.get("role") if isinstance(message, Mapping) else None
        if role not in ("user", "assistant"):
            raise Refusal(400, f"messages.{index}.role: Input should be 'user' or 'assistant'")
        blocks.extend(_pieces(role, message.get("content"), f"messages.{index}.content"))
    if messages[-1]["role"] == "assistant" and not card.prefill:
        raise Refusal(
            400,
            "This model does not support assistant message prefill. The conversation must end with a user "
            "message.",
        )
    if body.get("cache_control") is not None and blocks:
        last = blocks[-1]
        blocks[-1] = Block(last.role, last.text, last.tokens, _ttl(body["cache_control"], "cache_control"))
    lifetimes = [block.ttl for block in blocks if block.ttl is not None]
    if len(lifetimes) > MOST_BREAKPOINTS:
        raise Refusal(
            400,
            f"A maximum of {MOST_BREAKPOINTS} blocks with cache_control may be provided. "
            f"Found {len(lifetimes)}.",
        )
    if lifetimes != sorted(lifetimes, reverse=True):
        raise Refusal(400, "cache_control.ttl: a ttl='1h' block must not come after a ttl='5m' block")
    return tuple(blocks)


def _pieces(role: str, content: object, place: str) -> list[Block]:
    if content is None and role == "system":
        return []
    if isinstance(content, str):
        if not content.strip() and role != "system":
            raise Refusal(400, f"{place}: text content blocks must be non-empty")
        return [Block(role, content, tokens(content))]
    if not isinstance(content, Sequence) or not content:
        raise Refusal(400, f"{place}: Input should be a valid string or a list of blocks")
    blocks = []
    for index, piece in enumerate(content):
        kind = piece.get("type") if isinstance(piece, Mapping) else None
        if kind != "text":
            raise Refusal(400, f"{place}.{index}.type: the simulator takes text blocks, not {kind!r}")
        text = piece.get("text")
        if not isinstance(text, str) or not text.strip():
            raise Refusal(400, f"{place}.{index}.text: text content blocks must be non-empty")
        control = piece.get("cache_control")
        ttl = None if control is None else _ttl(control, f"{place}.{index}.cache_control")
        blocks.append(Block(role, text, tokens(text), ttl))
    return blocks


def _ttl(control: object, place: str) -> int:
    lifetimes = {"5m": 300, "1h": 3600}
    if not isinstance(control, Mapping) or control.get("type") != "ephemeral":
        raise Refusal(400, f"{place}.type: Input should be 'ephemeral'")
    wanted = control.get("ttl", "5m")
    if wanted not in lifetimes:
        raise Refusal(400, f"{place}.ttl: Input should be '5m' or '1h'")
    return lifetimes[wanted]
