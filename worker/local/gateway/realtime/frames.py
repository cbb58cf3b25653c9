"""The Phoenix wire: how a websocket text becomes (join_ref, ref, topic, event, payload), and back.

Protocol 1.0.0 is a JSON object (realtime-py), 2.0.0 a JSON array (supabase-js); broadcasts of 2.0.0 come
as binary frames, of which only the header is read. Pure. Tested in tests/unit/test_realtime_frames.py.
"""

import json
from dataclasses import dataclass
from typing import Any, Final

from worker.errors import RapportError

VERSIONS: Final = ("1.0.0", "2.0.0")
_USER_BROADCAST_PUSH: Final = 3
"""The first byte of a binary frame with a client's broadcast (realtime-js, lib/serializer)."""
_BROADCAST_SIZES: Final = slice(1, 6)
"""Sizes of join_ref, ref, topic, event and metadata, a byte each."""
_BROADCAST_HEADER: Final = 7
_FIELDS_V2: Final = 5


class FrameError(RapportError):
    """What a client sent is no Phoenix message. The real server logs and ignores it, and so do we."""

    code = "malformed_websocket_message"


@dataclass(frozen=True)
class Frame:
    """One message of a client. The refs come back in the answer unchanged."""

    join_ref: str | None
    ref: str | None
    topic: str
    event: str
    payload: dict[str, Any]


@dataclass(frozen=True)
class Codec:
    """Encodes and decodes for one protocol version. Raises ValueError for a version nobody speaks."""

    version: str

    def __post_init__(self) -> None:
        if self.version not in VERSIONS:
            raise ValueError(f"protocol version {self.version!r} is not one of {', '.join(VERSIONS)}")

    def decode(self, raw: str | bytes) -> Frame:
        """The message in one websocket frame. Raises FrameError."""
        if isinstance(raw, bytes):
            return _decode_broadcast(raw)
        try:
            value = json.loads(raw)
        except ValueError as error:
            raise FrameError("A websocket message is not JSON.") from error
        if self.version == "1.0.0":
            if not isinstance(value, dict):
                raise FrameError("A websocket message of protocol 1.0.0 is not a JSON object.")
            fields = [value.get(name) for name in ("join_ref", "ref", "topic", "event", "payload")]
        else:
            if not isinstance(value, list) or len(value) != _FIELDS_V2:
                raise FrameError("A websocket message of protocol 2.0.0 is not a JSON array of five.")
            fields = value
        join_ref, ref, topic, event, payload = fields
        if not isinstance(topic, str) or not isinstance(event, str):
            raise FrameError("A websocket message has no topic or no event.")
        return Frame(
            None if join_ref is None else str(join_ref),
            None if ref is None else str(ref),
            topic,
            event,
            payload if isinstance(payload, dict) else {},
        )

    def encode(self, topic: str, event: str, payload: str, ref: str | None, join_ref: str | None) -> str:
        """One websocket text. `payload` is JSON already, so that a row is not parsed and written again."""
        dump = json.dumps
        if self.version == "1.0.0":
            return f'{{"ref":{dump(ref)},"topic":{dump(topic)},"event":{dump(event)},"payload":{payload}}}'
        return f"[{dump(join_ref)},{dump(ref)},{dump(topic)},{dump(event)},{payload}]"


def _decode_broadcast(raw: bytes) -> Frame:
    if len(raw) < _BROADCAST_HEADER or raw[0] != _USER_BROADCAST_PUSH:
        raise FrameError("A binary websocket message is not a broadcast.")
    at, parts = _BROADCAST_HEADER, []
    for size in raw[_BROADCAST_SIZES]:
        parts.append(raw[at : at + size].decode("utf-8", "replace"))
        at += size
    join_ref, ref, topic, event, _ = parts
    return Frame(join_ref or None, ref or None, topic, "broadcast", {"type": "broadcast", "event": event})
