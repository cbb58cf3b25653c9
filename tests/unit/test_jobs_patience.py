"""What the worker asks the database again, and for how long."""

import asyncio

import httpx
import pytest
from postgrest.exceptions import APIError

from tests.clock import ManualClock
from worker.jobs.connection import DatabaseRefusedError, DatabaseUnreachableError
from worker.jobs.patience import CALL, ONCE, Backoff, Patience, passing, patiently

URL = "http://project.test"


def refused(code: str | None, message: str = "no") -> APIError:
    """What the client raises for an answer with this code."""
    return APIError({"code": code, "message": message, "hint": None, "details": None})


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (refused("40001"), True),
        (refused("40P01"), True),
        (refused("57014"), True),
        (refused("53100"), True),
        (refused("08006"), True),
        (refused("PGRST002"), True),
        (refused("503"), True),
        (refused("520"), True),
        (refused("429"), True),
        (refused(None, "An invalid response was received from the upstream server"), True),
        (refused(None, "Invalid API key"), False),
        (refused("PGRST301", "JWT expired"), False),
        (refused("42501"), False),
        (refused("22023"), False),
        (refused("PT409"), False),
        (refused("401"), False),
        (refused("404"), False),
        (httpx.ConnectError("refused"), True),
        (httpx.ReadTimeout("slow"), True),
        (httpx.RemoteProtocolError("cut"), True),
        (httpx.UnsupportedProtocol("ftp"), False),
        (ValueError("ours"), False),
    ],
)
def test_only_what_passes_is_asked_again(error: Exception, *, expected: bool) -> None:
    """Outages, deadlocks and timeouts pass; a refusal of what was asked, or of the key, does not."""
    assert passing(error) is expected


class Requests:
    """A request that raises what it is given, one after the other, and then answers."""

    def __init__(self, *errors: Exception) -> None:
        self.left = list(errors)
        self.asked = 0

    async def __call__(self) -> str:
        """Raise the next error, or answer."""
        self.asked += 1
        if self.left:
            raise self.left.pop(0)
        return "answer"


async def ask(requests: Requests, clock: ManualClock, patience: Patience, seconds: float = 600) -> str:
    """Ask, with all the time it takes."""
    asking = asyncio.create_task(patiently(requests, url=URL, clock=clock, patience=patience, name="test"))
    await clock.advance(seconds)
    assert asking.done()
    return asking.result()


async def test_an_outage_is_waited_for_with_growing_pauses() -> None:
    """The same request is sent again after pauses that grow, none longer than the longest."""
    clock = ManualClock()
    requests = Requests(*[httpx.ConnectError("refused")] * 7)
    assert await ask(requests, clock, CALL) == "answer"
    assert requests.asked == 8
    assert clock.slept[0] <= CALL.first
    assert clock.slept[-1] > clock.slept[0] * 8
    assert max(clock.slept) <= CALL.longest


async def test_patience_ends() -> None:
    """After the time it was given the outage is reported, with what to do."""
    requests = Requests(*[httpx.ConnectError("refused")] * 1000)
    with pytest.raises(DatabaseUnreachableError, match=r"project\.test"):
        await ask(requests, ManualClock(), CALL)
    assert 5 < requests.asked < 30


async def test_once_is_once() -> None:
    """What must not be done twice is not asked twice, whatever the fault."""
    requests = Requests(httpx.ReadTimeout("slow"))
    with pytest.raises(DatabaseUnreachableError):
        await ask(requests, ManualClock(), ONCE)
    assert requests.asked == 1


async def test_a_refusal_is_final() -> None:
    """A refusal comes through at once, with its SQLSTATE."""
    requests = Requests(refused("PT409", "already live"))
    with pytest.raises(DatabaseRefusedError, match="already live") as caught:
        await ask(requests, ManualClock(), CALL)
    assert caught.value.sqlstate == "PT409"
    assert requests.asked == 1


def test_backoff_grows_to_its_longest_and_begins_again() -> None:
    """Pauses double up to the longest; a success starts them over."""
    backoff = Backoff(first=1.0, longest=8.0)
    pauses = [backoff.pause() for _ in range(6)]
    assert all(low <= pause <= high for pause, low, high in
               zip(pauses, (0.5, 1, 2, 4, 4, 4), (1, 2, 4, 8, 8, 8), strict=True))  # fmt: skip
    backoff.reset()
    assert backoff.pause() <= 1.0
