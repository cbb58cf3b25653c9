"""/healthz: whether this worker does its work, for whatever watches the process. Off unless a port is set.

200 with what it is doing, 503 with what is wrong; JSON, without keys, addresses or texts. It speaks just
enough HTTP for a health check: a request, an answer, the connection closed. Tested in
tests/integration/test_worker_health.py.
"""

import asyncio
import contextlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Self

import structlog

from worker.errors import SettingsError

log = structlog.get_logger(__name__)

PATH = "/healthz"
# A runner that has not turned for so long hangs: its longest wait is 30 seconds, in an outage.
STALE_SECONDS = 120.0
# The database may be away for a while without it being this process's fault; then a restart is worth trying.
OUTAGE_SECONDS = 300.0
# The collector's longest step is handing a batch over (90 seconds), or a request to the database that is
# asked again for a minute.
COLLECTOR_SECONDS = 300.0
_REQUEST_SECONDS = 5.0
_REQUEST_BYTES = 8_192


@dataclass(frozen=True)
class Pulse:
    """Signs of life, in seconds. since_turn: since the runner's loop last turned. failing_for: how long every
    look has failed; None when the last one succeeded. since_beat: since the heartbeat's loop last turned.
    lease_seconds: what a beat must keep within. dead: the parts that have ended. since_collected: since the
    collector of message batches last took a step.
    """

    since_turn: float
    failing_for: float | None
    since_beat: float
    lease_seconds: float
    dead: tuple[str, ...] = ()
    since_collected: float = 0.0

    def problems(self) -> list[str]:
        """What is wrong, for people; empty when nothing is."""
        found = [f"{part} died" for part in self.dead]
        if self.since_turn > STALE_SECONDS:
            found.append(f"the runner has not looked for work for {self.since_turn:.0f} s")
        if self.since_beat > max(self.lease_seconds, STALE_SECONDS):
            found.append(f"no heartbeat for {self.since_beat:.0f} s")
        if self.since_collected > COLLECTOR_SECONDS:
            found.append(f"message batches have not been looked at for {self.since_collected:.0f} s")
        if self.failing_for is not None and self.failing_for > OUTAGE_SECONDS:
            found.append(f"the database could not be asked for {self.failing_for:.0f} s")
        return found


class Health:
    """The server. Args: pulse: how the worker is now; says: what else to tell, JSON values by name."""

    def __init__(self, pulse: Callable[[], Pulse], says: Callable[[], dict[str, Any]]) -> None:
        self._pulse, self._says = pulse, says
        self._server: asyncio.Server | None = None

    async def open(self, host: str, port: int) -> Self:
        """Serve from now on; port 0 takes a free one (`port` says which).

        Raises:
            SettingsError: the address cannot be had.
        """
        try:
            self._server = await asyncio.start_server(self._serve, host, port, limit=_REQUEST_BYTES)
        except OSError as error:
            raise SettingsError(
                f"/healthz cannot be served at {host}:{port}: {error.strerror or error}.",
                hint="Set RAPPORT_HEALTH_PORT to a free port, or leave it out.",
            ) from error
        log.info("health_served", host=host, port=self.port)
        return self

    @property
    def port(self) -> int:
        """Where it is served; 0 before it is."""
        return 0 if self._server is None else int(self._server.sockets[0].getsockname()[1])

    async def close(self) -> None:
        """Serve no more."""
        if self._server is not None:
            self._server.close()
            await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            # What a stranger sends, or does not send, must neither hang nor fill anything.
            with contextlib.suppress(OSError, ValueError, TimeoutError, EOFError, asyncio.LimitOverrunError):
                async with asyncio.timeout(_REQUEST_SECONDS):
                    head = await reader.readuntil(b"\r\n\r\n")
                    writer.write(self._answer(head))
                    await writer.drain()
        finally:
            writer.close()

    def _answer(self, head: bytes) -> bytes:
        method, target = [*head.partition(b"\r\n")[0].decode("latin-1").split(" "), "", ""][:2]
        if target.partition("?")[0] != PATH:
            return _response(HTTPStatus.NOT_FOUND, {"status": "unknown", "served": PATH})
        if method not in ("GET", "HEAD"):
            return _response(HTTPStatus.METHOD_NOT_ALLOWED, {"status": "unknown", "served": f"GET {PATH}"})
        problems = self._pulse().problems()
        status = HTTPStatus.SERVICE_UNAVAILABLE if problems else HTTPStatus.OK
        body = {"status": "unwell" if problems else "ok", "problems": problems, **self._says()}
        return _response(status, body, with_body=method == "GET")


def _response(status: HTTPStatus, body: dict[str, Any], *, with_body: bool = True) -> bytes:
    data = json.dumps(body).encode()
    head = (
        f"HTTP/1.1 {status.value} {status.phrase}\r\n"
        "content-type: application/json\r\n"
        f"content-length: {len(data)}\r\n"
        "cache-control: no-store\r\n"
        "connection: close\r\n\r\n"
    )
    return head.encode() + (data if with_body else b"")
