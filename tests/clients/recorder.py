"""Notes what clients send to an ASGI app and what it answers, step by step.

A client says which step comes next with a request to /__step/N, which is answered here. Of a websocket the
client's messages are noted with the server's answers to them; heartbeats, which come by the clock, are not.
"""

import json
from dataclasses import dataclass, field
from typing import Any

from starlette.types import ASGIApp, Message, Receive, Scope, Send

_MARK = "/__step/"


@dataclass
class Exchange:
    """One HTTP request and its answer; names of headers in lower case."""

    method: str
    path: str
    query: str
    headers: dict[str, str]
    body: bytes = b""
    status: int = 0
    answered: dict[str, str] = field(default_factory=dict)
    answer: bytes = b""

    @property
    def json(self) -> Any:
        """The answer's JSON, None when it is none."""
        try:
            return json.loads(self.answer)
        except ValueError:
            return None


@dataclass
class Frame:
    """One message of a websocket, in Phoenix's fields."""

    sent: bool
    topic: str
    event: str
    payload: Any


@dataclass
class Told:
    """What went over the wire in one step, in order."""

    exchanges: list[Exchange] = field(default_factory=list)
    messages: list[Frame] = field(default_factory=list)


class Recorder:
    """An ASGI app around another; `told` is by step."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self.told: list[Told] = [Told()]
        self._asked: dict[str, Told] = {}
        self.changes: list[Frame] = []
        """The events of subscriptions, which no step sends."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        elif scope["type"] != "http":
            await self._app(scope, receive, send)
        elif scope["path"].startswith(_MARK):
            self.told.append(Told())
            await send({"type": "http.response.start", "status": 204, "headers": []})
            await send({"type": "http.response.body", "body": b""})
        else:
            await self._http(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        exchange = Exchange(
            scope["method"],
            scope["path"],
            scope["query_string"].decode(),
            {name.decode(): value.decode() for name, value in scope["headers"]},
        )
        self.told[-1].exchanges.append(exchange)

        async def listening() -> Message:
            message = await receive()
            exchange.body += message.get("body", b"")
            return message

        async def answering(message: Message) -> None:
            if message["type"] == "http.response.start":
                exchange.status = message["status"]
                exchange.answered = {
                    name.decode().lower(): value.decode() for name, value in message["headers"]
                }
            exchange.answer += message.get("body", b"")
            await send(message)

        await self._app(scope, listening, answering)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def listening() -> Message:
            message = await receive()
            if message["type"] == "websocket.receive":
                self._note(message, sent=True)
            return message

        async def answering(message: Message) -> None:
            if message["type"] == "websocket.send":
                self._note(message, sent=False)
            await send(message)

        await self._app(scope, listening, answering)

    def _note(self, message: Message, *, sent: bool) -> None:
        raw = json.loads(message.get("text") or message["bytes"])
        topic, event, payload = (
            raw[2:5] if isinstance(raw, list) else (raw["topic"], raw["event"], raw["payload"])
        )
        if topic == "phoenix":
            return
        if sent:
            self._asked[topic] = self.told[-1]
        found = Frame(sent, topic, event, payload)
        # What the server says late belongs to the step whose message it answers.
        (self.changes if event == "postgres_changes" else self._asked[topic].messages).append(found)
