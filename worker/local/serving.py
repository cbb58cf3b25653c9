"""Serves an ASGI app on loopback from a thread of its own, so that neither side can hold up the other's loop.

Tested in tests/integration/test_stack_serving.py.
"""

import asyncio
import socket
import threading
from typing import Final

import uvicorn
from starlette.types import ASGIApp

from worker.local.binaries import LocalStackError
from worker.local.postgres import HOST, check_port_free

_GRACE_SECONDS: Final = 3
"""How long open requests may still take once stop() is called."""

_KEEP_ALIVE_SECONDS: Final = 75
"""nginx's, and longer than any client keeps an idle connection: the client must be the one to close it."""


class _Server(uvicorn.Server):
    """Tells when it serves or has given up."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.settled = threading.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets=sockets)
        self.settled.set()


class Served:
    """One app on one port.

    Args:
        app: any ASGI app; its lifespan runs in the serving thread.
        name: what it is called in errors, e.g. "the gateway".
        port: TCP port on 127.0.0.1; 0 takes a free one.
        option: the command-line option that sets the port, for the hint when it is taken.
    """

    def __init__(self, app: ASGIApp, *, name: str, port: int = 0, option: str = "--port") -> None:
        self._app = app
        self.name = name
        self._option = option
        self._server: _Server | None = None
        self._thread: threading.Thread | None = None
        self._fault: BaseException | None = None
        self.port = port

    @property
    def url(self) -> str:
        """Where it answers, without a slash at the end."""
        return f"http://{HOST}:{self.port}"

    def start(self) -> None:
        """Serve, and return once requests are answered. Raises LocalStackError when that fails."""
        check_port_free(self.port, self.name, self._option)
        # asyncio sets TCP_NODELAY only where the protocol is named; without it answers wait for an ACK
        listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((HOST, self.port))
        self.port = listener.getsockname()[1]
        server = _Server(
            uvicorn.Config(
                self._app,
                log_config=None,
                log_level="warning",
                access_log=False,
                lifespan="on",
                ws="websockets-sansio",
                timeout_keep_alive=_KEEP_ALIVE_SECONDS,
                timeout_graceful_shutdown=_GRACE_SECONDS,
                server_header=False,
            )
        )
        self._server = server
        self._thread = threading.Thread(target=self._run, args=(server, listener), name=self.name)
        self._thread.start()
        server.settled.wait()
        if not server.started:
            self._thread.join()
            raise LocalStackError(f"{self.name} did not start.", hint="Its log says why.") from self._fault

    def stop(self) -> None:
        """Stop serving and wait until the thread has ended; never started is no error."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join()
        self._server = self._thread = None

    def _run(self, server: _Server, listener: socket.socket) -> None:
        try:
            asyncio.run(server.serve(sockets=[listener]))
        except (Exception, SystemExit) as error:  # noqa: BLE001 - told to the thread that waits
            self._fault = error
        finally:
            listener.close()
            server.settled.set()
