"""What a failed request to the database means, and how long to go on asking.

The table of what is retried is here and nowhere else; what is not in it is not retried. Only requests
that may be sent twice without harm are asked patiently (worker/jobs/store.py says of each why it may).
Tested in tests/unit/test_jobs_patience.py.
"""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Final, TypeVar

import httpx
import structlog
from postgrest.exceptions import APIError

from worker.clock import Clock
from worker.errors import RapportError
from worker.jobs.connection import refusal, unreachable

Answer = TypeVar("Answer")

log = structlog.get_logger(__name__)

# SQLSTATEs and classes (two characters) of a database that may answer otherwise in a moment: serialisation,
# deadlock, lock or statement timeout, connection trouble, out of resources, shutting down or starting up.
_PASSING_STATES: Final = frozenset({"40001", "40P01", "55P03", "57014", "57P01", "57P02", "57P03"})
_PASSING_CLASSES: Final = frozenset({"08", "53"})
# PostgREST without a database connection, a pool that is full, a schema cache being read; and what stands in
# front of it.
_PASSING_GATEWAY: Final = frozenset({"PGRST000", "PGRST001", "PGRST002", "PGRST003", "429"})
_REJECTED_KEY: Final = ("api key", "apikey", "jwt", "jws", "token", "unauthorized", "forbidden")


@dataclass(frozen=True)
class Patience:
    """How long to go on: pauses double from `first` to `longest`, each cut by up to half at random.

    seconds: nothing is asked again once so much time has passed since the first request.
    """

    seconds: float
    first: float = 0.2
    longest: float = 10.0


# Asked once: a lost reply must not do it twice, or the next one comes soon.
ONCE: Final = Patience(seconds=0.0)
# A call inside an item's run: given up before the item would have been lost anyway (its lease ends).
CALL: Final = Patience(seconds=60.0)
# Work that stops must not wait long; what it could not say is said by the lease's end.
STOPPING: Final = Patience(seconds=5.0, longest=1.0)


def passing(error: Exception) -> bool:
    """Whether the same request may well succeed in a moment."""
    if isinstance(error, httpx.HTTPError):
        return not isinstance(error, httpx.UnsupportedProtocol)
    if not isinstance(error, APIError):
        return False
    state = str(error.code or "")
    if not state:
        # a gateway's own words, in JSON without a code: an outage unless it speaks of the key
        return not any(word in (error.message or "").lower() for word in _REJECTED_KEY)
    if state in _PASSING_GATEWAY or (state.isdigit() and len(state) == len("500") and state >= "500"):
        return True
    return state in _PASSING_STATES or (len(state) == len("08006") and state[:2] in _PASSING_CLASSES)


def as_ours(url: str, error: Exception) -> Exception:
    """The client library's exception as ours, which says what to do; any other as it is."""
    if isinstance(error, APIError):
        return refusal(error)
    return unreachable(url, error) if isinstance(error, httpx.HTTPError) else error


async def patiently(
    request: Callable[[], Awaitable[Answer]], *, url: str, clock: Clock, patience: Patience, name: str
) -> Answer:
    """Ask until there is an answer, a refusal that will not pass, or no patience left.

    Raises:
        DatabaseRefusedError: refused, and asking again would not help (or patience ended on a refusal).
        DatabaseUnreachableError: no answer within the patience.
    """
    started = clock.monotonic()
    pause = patience.first
    while True:
        try:
            return await request()
        except (APIError, httpx.HTTPError) as error:
            wait = pause * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
            out_of_patience = clock.monotonic() + wait - started > patience.seconds
            if not passing(error) or out_of_patience:
                raise as_ours(url, error) from error
            log.info(
                "database_asked_again", call=name, error=type(error).__name__, wait_seconds=round(wait, 2)
            )
        await clock.sleep(wait)
        pause = min(pause * 2, patience.longest)


class Backoff:
    """The pauses of something tried for ever: doubling, jittered, from the start again after success."""

    def __init__(self, first: float, longest: float) -> None:
        self._first, self._longest = first, longest
        self._next = first

    def pause(self) -> float:
        """Seconds to wait before the next try."""
        pause = self._next * random.uniform(0.5, 1.0)  # noqa: S311 - jitter, no secret
        self._next = min(self._next * 2, self._longest)
        return pause

    def reset(self) -> None:
        """It worked."""
        self._next = self._first


def explain(error: BaseException) -> str:
    """One line for a log: the class, and our own message where there is one (never a payload)."""
    return (
        f"{type(error).__name__}: {error.message}"
        if isinstance(error, RapportError)
        else type(error).__name__
    )
