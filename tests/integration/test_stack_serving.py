"""Serving an app from a thread (worker/local/serving.py)."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from worker.local.binaries import LocalStackError
from worker.local.serving import Served


class _Held:
    """What an app's lifespan holds, and whether it still does."""

    def __init__(self, *, broken: bool = False) -> None:
        self.open = False
        self.broken = broken

    @asynccontextmanager
    async def lifespan(self, _app: Starlette) -> AsyncIterator[None]:
        """Opens, or fails at it."""
        if self.broken:
            raise ConnectionRefusedError("no database here")
        self.open = True
        yield
        self.open = False


async def hello(_request: Request) -> JSONResponse:
    """Any answer."""
    return JSONResponse("hello")


def app_of(held: _Held) -> Starlette:
    """An app that holds something while it is served."""
    return Starlette(routes=[Route("/", hello)], lifespan=held.lifespan)


def test_app_answers_until_stopped_and_lets_go() -> None:
    """From start() to stop() requests are answered; then what the app held is closed and the port free."""
    held = _Held()
    served = Served(app_of(held), name="an app")
    served.start()
    assert (httpx.get(served.url).json(), held.open) == ("hello", True)
    served.stop()
    assert not held.open
    with pytest.raises(httpx.ConnectError):
        httpx.get(served.url)


def test_port_in_use_is_said() -> None:
    """A second app on the port of the first is refused by name; the first goes on."""
    first = Served(app_of(_Held()), name="the first")
    first.start()
    second = Served(app_of(_Held()), name="the second", port=first.port, option="--second-port")
    with pytest.raises(LocalStackError, match="for the second, is in use") as caught:
        second.start()
    assert "--second-port" in caught.value.hint
    assert httpx.get(first.url).json() == "hello"
    first.stop()


def test_app_that_cannot_start_says_why(caplog: pytest.LogCaptureFixture) -> None:
    """A lifespan that fails is an error of start(), not a port where nobody answers."""
    served = Served(app_of(_Held(broken=True)), name="the broken app")
    with pytest.raises(LocalStackError, match="the broken app did not start"):
        served.start()
    assert "no database here" in caplog.text
    with pytest.raises(httpx.ConnectError):
        httpx.get(served.url)
