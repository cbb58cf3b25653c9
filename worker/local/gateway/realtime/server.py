"""The Realtime service of the local stack: a websocket route and the reader behind it."""

import asyncio
import contextlib

import structlog
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.websockets import WebSocket

from worker.local.gateway.realtime.config import RealtimeConfig
from worker.local.gateway.realtime.frames import VERSIONS, Codec
from worker.local.gateway.realtime.grants import GrantError, check
from worker.local.gateway.realtime.hub import Hub
from worker.local.gateway.realtime.reader import WalReader
from worker.local.gateway.realtime.sockets import Socket
from worker.local.gateway.tokens import TokenError

_log = structlog.get_logger(__name__)

_GOING_AWAY = 1001


class RealtimeServer:
    """Serves `routes()` once started. Belongs to the event loop it was started in."""

    def __init__(self, config: RealtimeConfig) -> None:
        self._config = config
        self._hub = Hub()
        self._reader = WalReader(config, self._hub)
        self._task: asyncio.Task[None] | None = None
        self._sockets: dict[Socket, asyncio.Task[object] | None] = {}

    def routes(self) -> list[BaseRoute]:
        """Routes relative to `/realtime/v1`: `/websocket`, and 501 for broadcasting over HTTP."""
        return [
            WebSocketRoute("/websocket", self._serve),
            Route("/api/broadcast{rest:path}", _no_broadcast, methods=["POST"]),
        ]

    async def start(self) -> None:
        """Start reading the log. Returns at once; a Postgres that is not there yet is waited for."""
        if self._task is None:
            self._config.faults.attach(asyncio.get_running_loop(), self._hub.wake.set)
            self._task = asyncio.create_task(self._reader.run(), name="realtime reader")

    async def stop(self) -> None:
        """Close every socket with 1001 and drop the slot."""
        for socket in tuple(self._sockets):
            socket.abort(_GOING_AWAY, "the local stack stops")
        served = [task for task in self._sockets.values() if task is not None]
        if served:
            await asyncio.wait(served)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def ready(self) -> None:
        """Return once the log is being read."""
        await self._reader.up.wait()

    def status(self) -> dict[str, int | bool]:
        """For health pages and tests: reading, sockets, channels, subscriptions made and waiting."""
        return {
            "reading": self._reader.up.is_set(),
            "sockets": len(self._sockets),
            "channels": sum(socket.channels for socket in self._sockets),
            "subscriptions": len(self._hub.active),
            "waiting": len(self._hub.newcomers),
        }

    async def _serve(self, websocket: WebSocket) -> None:
        """One connection: refuse the handshake over HTTP, or serve it to its end."""
        refuse = self._config.faults.refuse_sockets
        if refuse is not None:
            await _deny(websocket, refuse, "Refused by a fault a test has set")
            return
        query, headers = websocket.query_params, websocket.headers
        version = query.get("vsn", VERSIONS[0])
        if version not in VERSIONS:
            await _deny(websocket, 403, f"Protocol version {version} is not supported")
            return
        apikey = query.get("apikey") or headers.get("x-api-key") or headers.get("apikey")
        if not apikey:
            await _deny(websocket, 401, "API key is missing")
            return
        try:
            token = self._config.verifier.check_apikey(apikey)
            check(token, self._config.verifier, self._config.clock)
        except (TokenError, GrantError) as error:
            await _deny(websocket, 401, error.message)
            return
        await websocket.accept()
        socket = Socket(websocket, Codec(version), token, hub=self._hub, config=self._config)
        self._sockets[socket] = asyncio.current_task()
        try:
            await socket.run()
        finally:
            del self._sockets[socket]


async def _deny(websocket: WebSocket, status: int, message: str) -> None:
    """Answer the handshake over HTTP, as the real server does."""
    await websocket.send_denial_response(JSONResponse({"error": message}, status_code=status))


async def _no_broadcast(request: Request) -> JSONResponse:
    return JSONResponse(
        {"error": f"The local stack does not implement {request.url.path}: it has no broadcast."},
        status_code=501,
    )
