"""One websocket: reads frames, routes them to channels, writes what channels say.

A slow reader stalls nobody: what it is sent waits in a queue of its own, and a queue that overflows closes
the socket. Answers follow Phoenix (phoenix/socket.ex) and supabase/realtime; what the local stack leaves
out is answered with an error that names it.
"""

import asyncio
import contextlib
import json
from collections import deque
from dataclasses import dataclass
from typing import Any, Final

import structlog
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from worker.local.gateway.realtime.channels import (
    NO_BROADCAST,
    NO_PRESENCE,
    PREFIX,
    Channel,
    JoinError,
    entries,
)
from worker.local.gateway.realtime.config import RealtimeConfig
from worker.local.gateway.realtime.frames import Codec, Frame, FrameError
from worker.local.gateway.realtime.grants import GrantError, check
from worker.local.gateway.realtime.hub import Hub

_log = structlog.get_logger(__name__)

_CLOSE_SECONDS: Final = 5.0
"""How long a peer may take to answer our close."""
_TRY_AGAIN_LATER: Final = 1013
_NORMAL: Final = 1000


@dataclass(frozen=True)
class _End:
    """Why the socket must close."""

    code: int
    reason: str


class Socket:
    """A websocket that has been accepted.

    Args:
        websocket: accepted.
        codec: for the protocol version the client asked for.
        token: the JWT behind the API key of the connection.
    """

    def __init__(
        self, websocket: WebSocket, codec: Codec, token: str, *, hub: Hub, config: RealtimeConfig
    ) -> None:
        self._websocket = websocket
        self._codec = codec
        self._token = token
        self._hub = hub
        self._config = config
        self._channels: dict[str, Channel] = {}
        self._waiting: deque[str] = deque()
        self._waiting_bytes = 0
        self._more = asyncio.Event()
        self._ending: asyncio.Future[_End] = asyncio.get_running_loop().create_future()

    async def run(self) -> None:
        """Serve until either side closes."""
        faults = self._config.faults
        faults.add(self)
        tasks = [asyncio.create_task(self._read()), asyncio.create_task(self._write())]
        try:
            ends: list[asyncio.Future[Any]] = [*tasks, self._ending]
            await asyncio.wait(ends, return_when=asyncio.FIRST_COMPLETED)
        finally:
            faults.discard(self)
            for channel in self._channels.values():
                channel.close()
            self._channels.clear()
            for task in tasks:
                task.cancel()
            results = await asyncio.gather(*tasks, return_exceptions=True)
            await self._close()
        for result in results:
            if isinstance(result, Exception) and not isinstance(result, WebSocketDisconnect | OSError):
                _log.error("realtime_socket_failed", exc_info=result)

    @property
    def channels(self) -> int:
        """How many topics are joined."""
        return len(self._channels)

    def abort(self, code: int, reason: str) -> None:
        """See faults.Closable."""
        if not self._ending.done():
            self._ending.set_result(_End(code, reason))

    def stop_channels(self, message: str) -> None:
        """See faults.Closable."""
        for channel in tuple(self._channels.values()):
            channel.stop(message)

    def push(self, topic: str, event: str, payload: str, ref: str | None, join_ref: str | None) -> None:
        """See channels.Outlet."""
        if self._ending.done():
            return
        text = self._codec.encode(topic, event, payload, ref, join_ref)
        self._waiting.append(text)
        self._waiting_bytes += len(text)
        self._more.set()
        config = self._config
        if len(self._waiting) > config.queue_messages or self._waiting_bytes > config.queue_bytes:
            _log.warning("realtime_socket_too_slow", waiting=len(self._waiting))
            self.abort(_TRY_AGAIN_LATER, "the socket reads too slowly")

    def forget(self, channel: Channel) -> None:
        """See channels.Outlet."""
        if self._channels.get(channel.topic) is channel:
            del self._channels[channel.topic]

    async def _close(self) -> None:
        """Close with what was asked for, waiting only so long for the peer."""
        if self._websocket.client_state is WebSocketState.DISCONNECTED:
            return
        end = self._ending.result() if self._ending.done() else _End(_NORMAL, "")
        with contextlib.suppress(RuntimeError, OSError, TimeoutError, WebSocketDisconnect):
            await asyncio.wait_for(self._websocket.close(end.code, end.reason), _CLOSE_SECONDS)

    async def _write(self) -> None:
        while True:
            while not self._waiting:
                self._more.clear()
                await self._more.wait()
            await self._config.faults.traffic()
            text = self._waiting.popleft()
            self._waiting_bytes -= len(text)
            await self._websocket.send_text(text)

    async def _read(self) -> None:
        while True:
            try:
                async with asyncio.timeout(self._config.idle_socket_seconds):
                    message = await self._websocket.receive()
            except TimeoutError:
                return  # nobody there: Phoenix closes with 1000
            if message["type"] == "websocket.disconnect":
                return
            await self._config.faults.traffic()
            try:
                frame = self._codec.decode(message.get("text") or message.get("bytes") or "")
            except FrameError as error:
                _log.warning("realtime_malformed_message", error=error.message)
                continue
            self._take(frame)

    def _take(self, frame: Frame) -> None:
        if frame.topic == "phoenix":
            if frame.event == "heartbeat":
                self._reply(frame, "ok", {})
            return
        channel = self._channels.get(frame.topic)
        if frame.event == "phx_join":
            self._join(frame, channel)
        elif frame.event == "phx_leave" and (channel is None or channel.join_ref != frame.join_ref):
            self._reply(frame, "ok", {})  # left already, or an older channel of this topic
        elif channel is None:
            self._reply(frame, "error", {"reason": "unmatched topic"})
        else:
            self._tell(frame, channel)

    def _tell(self, frame: Frame, channel: Channel) -> None:
        """Hand a message to a joined channel. Unknown events get no answer, as on the real server."""
        if frame.event == "phx_leave":
            channel.close()
            self.forget(channel)
            self._reply(frame, "ok", {})
            self.push(channel.topic, "phx_close", "{}", channel.join_ref, channel.join_ref)
        elif frame.event == "access_token":
            channel.refresh(frame.payload.get("access_token"))
        elif frame.event == "broadcast":
            self._reply(frame, "error", {"reason": NO_BROADCAST})
        elif frame.event == "presence":
            self._reply(frame, "error", {"reason": NO_PRESENCE})

    def _join(self, frame: Frame, older: Channel | None) -> None:
        join_ref = frame.join_ref or frame.ref
        try:
            channel = self._make(frame, join_ref)
        except JoinError as error:
            self._reply(frame, "error", {"reason": str(error)})
            channel = None
        if older is not None:
            older.close()
            self.forget(older)
        if channel is not None:
            self._channels[channel.topic] = channel
            self._reply(frame, "ok", channel.reply())
        if older is not None:
            # Phoenix closes the older channel only after it has answered the new join.
            self.push(older.topic, "phx_close", "{}", older.join_ref, older.join_ref)
        if channel is not None:
            if _presence_wanted(frame.payload):
                self.push(channel.topic, "presence_state", "{}", None, channel.join_ref)
            channel.open()

    def _make(self, frame: Frame, join_ref: str | None) -> Channel:
        """Raises JoinError."""
        config, name = self._config, frame.topic.removeprefix(PREFIX)
        if not frame.topic.startswith(PREFIX):
            raise JoinError("unmatched topic")
        if not name:
            raise JoinError("TopicNameRequired: You must provide a topic name")
        if config.faults.refuse_joins is not None:
            raise JoinError(config.faults.refuse_joins)
        if len(self._channels) >= config.max_channels and frame.topic not in self._channels:
            raise JoinError("ChannelRateLimitReached: Too many channels")
        sent = frame.payload.get("access_token") or frame.payload.get("user_token")
        token = sent if isinstance(sent, str) and not sent.startswith("sb_") else self._token
        try:
            grant = check(token, config.verifier, config.clock)
        except GrantError as error:
            raise JoinError(str(error)) from error
        settings = _settings(frame.payload)
        if settings.get("private") is True:
            # Private channels are authorised by policies on realtime.messages, which is not here.
            raise JoinError(
                f"Unauthorized: You do not have permissions to read from this Channel topic: {name}"
            )
        wanted = entries(settings)
        return Channel(frame.topic, join_ref, grant, wanted, outlet=self, hub=self._hub, config=config)

    def _reply(self, frame: Frame, status: str, response: dict[str, Any]) -> None:
        join_ref = frame.join_ref or (frame.ref if frame.event == "phx_join" else None)
        body = json.dumps({"status": status, "response": response})
        self.push(frame.topic, "phx_reply", body, frame.ref, join_ref)


def _settings(payload: dict[str, Any]) -> dict[str, Any]:
    settings = payload.get("config")
    return settings if isinstance(settings, dict) else {}


def _presence_wanted(payload: dict[str, Any]) -> bool:
    presence = _settings(payload).get("presence")
    return isinstance(presence, dict) and presence.get("enabled") is True
