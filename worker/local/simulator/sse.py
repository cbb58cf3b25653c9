"""An answer as the Messages API sends it: one JSON message, or server-sent events in the documented order."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from worker.local.simulator.models import Usage
from worker.local.simulator.requests import tokens


@dataclass(frozen=True)
class Answer:
    """What the model wrote. stop_details goes with a refusal."""

    text: str
    stop_reason: str = "end_turn"
    stop_details: dict[str, Any] | None = None


@dataclass(frozen=True)
class Message:
    """An answer with its envelope. thinking: whether a thinking block precedes the text."""

    id: str
    model: str
    answer: Answer
    usage: Usage
    thinking: bool

    @property
    def signature(self) -> str:
        """The opaque signature of the thinking block."""
        return f"Eq{self.id[4:]}{self.id[4:][::-1]}=="


@dataclass(frozen=True)
class Step:
    """Bytes to send, and how many output tokens were written for them. begins: the message has begun."""

    data: bytes
    tokens: int = 0
    begins: bool = False


def event(name: str, body: dict[str, Any]) -> bytes:
    """One server-sent event."""
    return f"event: {name}\ndata: {json.dumps(body, ensure_ascii=False)}\n\n".encode()


def as_json(message: Message, service_tier: str = "standard") -> dict[str, Any]:
    """The body of a reply that is not streamed. service_tier: as usage tells it, "batch" in a batch."""
    content: list[dict[str, Any]] = []
    if message.thinking:
        content.append({"type": "thinking", "thinking": "", "signature": message.signature})
    if message.answer.text:
        content.append({"type": "text", "text": message.answer.text})
    return {
        **_envelope(message),
        "content": content,
        "stop_reason": message.answer.stop_reason,
        "stop_sequence": None,
        "stop_details": message.answer.stop_details,
        "usage": {**message.usage.as_json(), "service_tier": service_tier},
    }


def as_events(message: Message, delta_tokens: int) -> Iterator[Step]:
    """The stream, event by event; the tokens of the steps add up to the usage's output tokens."""
    started = replace(message.usage, output_tokens=1, thinking_tokens=0).as_json()
    yield Step(
        event(
            "message_start",
            {
                "type": "message_start",
                "message": {
                    **_envelope(message),
                    "content": [],
                    "stop_reason": None,
                    "stop_sequence": None,
                    "stop_details": None,
                    "usage": started,
                },
            },
        ),
        begins=True,
    )
    yield Step(event("ping", {"type": "ping"}))
    index = 0
    if message.thinking:
        yield from _thinking_block(message)
        index = 1
    if message.answer.text:
        yield from _text_block(message, index, delta_tokens)
    yield Step(
        event(
            "message_delta",
            {
                "type": "message_delta",
                "delta": {
                    "stop_reason": message.answer.stop_reason,
                    "stop_sequence": None,
                    "stop_details": message.answer.stop_details,
                },
                "usage": message.usage.as_json(),
            },
        )
    )
    yield Step(event("message_stop", {"type": "message_stop"}))


def _envelope(message: Message) -> dict[str, Any]:
    return {"id": message.id, "type": "message", "role": "assistant", "model": message.model}


def _thinking_block(message: Message) -> Iterator[Step]:
    block = {"type": "thinking", "thinking": "", "signature": ""}
    yield Step(
        event("content_block_start", {"type": "content_block_start", "index": 0, "content_block": block})
    )
    delta = {"type": "signature_delta", "signature": message.signature}
    yield Step(
        event("content_block_delta", {"type": "content_block_delta", "index": 0, "delta": delta}),
        tokens=message.usage.thinking_tokens,
    )
    yield Step(event("content_block_stop", {"type": "content_block_stop", "index": 0}))


def _text_block(message: Message, index: int, delta_tokens: int) -> Iterator[Step]:
    block = {"type": "text", "text": ""}
    yield Step(
        event("content_block_start", {"type": "content_block_start", "index": index, "content_block": block})
    )
    text = message.answer.text
    left = message.usage.output_tokens - message.usage.thinking_tokens
    size = max(len(text) * delta_tokens // max(tokens(text), 1), 1)
    pieces = [text[start : start + size] for start in range(0, len(text), size)]
    for number, piece in enumerate(pieces):
        written = left // (len(pieces) - number)
        left -= written
        delta = {"type": "text_delta", "text": piece}
        yield Step(
            event("content_block_delta", {"type": "content_block_delta", "index": index, "delta": delta}),
            tokens=written,
        )
    yield Step(event("content_block_stop", {"type": "content_block_stop", "index": index}))
