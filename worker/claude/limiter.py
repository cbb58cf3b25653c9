"""Who may call Claude now: a line of those waiting for each model's lane, and one cap over all lanes.

First come, first served within a lane; a place that falls free under the cap goes to whoever has waited
longest. All who may enter are let in at once, in the moment something changed: a busy event loop would pass a
lock on only once a round. Tested in tests/unit/test_claude_limiter.py and test_claude_storm.py.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from itertools import count

import structlog

from worker.claude.faults import Fault
from worker.claude.lane import Lane, Passage, PausedError
from worker.clock import Clock

log = structlog.get_logger(__name__)

# A stop nobody has ended: one call looks again, so that a lost word cannot stop the process for ever.
STOP_SECONDS = 900.0


class StoppedError(Exception):
    """Nothing can be bought; `fault` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.code)
        self.fault = fault


@dataclass(slots=True)
class _Caller:
    """One who waits. number: of the arrival, over all lanes."""

    number: int
    most_output_tokens: int
    place: asyncio.Future[Passage]


@dataclass(slots=True)
class _Line:
    """Those waiting for a lane. alarm: looks again when the first of them may enter."""

    lane: Lane
    waiting: deque[_Caller] = field(default_factory=deque)
    alarm: asyncio.Task[None] | None = None


class Limiter:
    """Serves the whole process. Args: clock; most: calls in flight at once, over all models."""

    def __init__(self, clock: Clock, most: int) -> None:
        self._clock, self._most = clock, most
        self._lines: dict[str, _Line] = {}
        self._numbers = count()
        self._in_flight = 0
        self._stop: Fault | None = None
        self._stop_ends = clock.monotonic()

    @asynccontextmanager
    async def slot(self, model: str, most_output_tokens: int) -> AsyncIterator[Passage]:
        """Hold a place; entered when one is free, no pause is on, and what is left of the limits allows it.

        Args:
            model: whose lane it is.
            most_output_tokens: the call's max_tokens.

        Raises:
            PausedError: instead of waiting out a long pause.
            StoppedError: nothing can be bought.
        """
        if self._stop is not None and self._clock.monotonic() >= self._stop_ends:
            self.reopen()
        line = self._line(model)
        place: asyncio.Future[Passage] = asyncio.get_running_loop().create_future()
        line.waiting.append(_Caller(next(self._numbers), most_output_tokens, place))
        self._admit(line)
        try:
            passage = await place
        except asyncio.CancelledError:
            if place.cancelled():
                self._admit(line)
            elif place.exception() is None:
                self._leave(line.lane, place.result())
            raise
        try:
            yield passage
        finally:
            self._leave(line.lane, passage)

    def lane(self, model: str) -> Lane:
        """The model's lane, made when first asked for."""
        return self._line(model).lane

    def stop(self, fault: Fault) -> None:
        """A call found that nothing can be bought: turn every call away until `reopen`."""
        if self._stop is None:
            log.warning("calls_stopped", fault=fault.code)
        self._stop, self._stop_ends = fault, self._clock.monotonic() + STOP_SECONDS
        self._admit_all()

    def reopen(self) -> None:
        """It may be over: let one call a model find out, and the rest when its answer has begun."""
        if self._stop is None:
            return
        self._stop = None
        for line in self._lines.values():
            line.lane.probe_next()
        self._admit_all()

    def pauses(self) -> dict[str, float]:
        """The pauses that are on: seconds left, by model."""
        left = {model: line.lane.paused_seconds for model, line in self._lines.items()}
        return {model: seconds for model, seconds in left.items() if seconds > 0}

    def _line(self, model: str) -> _Line:
        if model not in self._lines:
            line = _Line(Lane(self._clock, self._most, lambda: self._admit(line)))
            self._lines[model] = line
        return self._lines[model]

    def _admit(self, line: _Line) -> None:
        """Let in, or turn away, everyone at the head of the line who need not wait any longer."""
        if line.alarm is not None:
            line.alarm.cancel()
            line.alarm = None
        while line.waiting:
            caller = line.waiting[0]
            if not caller.place.cancelled():
                try:
                    wait = self._wait(line.lane, caller.most_output_tokens)
                except (PausedError, StoppedError) as error:
                    caller.place.set_exception(error)
                else:
                    if wait != 0:
                        line.alarm = (
                            None if wait is None else asyncio.create_task(self._look_later(line, wait))
                        )
                        return
                    self._in_flight += 1
                    caller.place.set_result(line.lane.enter(caller.most_output_tokens))
            line.waiting.popleft()

    def _wait(self, lane: Lane, most_output_tokens: int) -> float | None:
        """As Lane.wait, under the cap. Raises PausedError or StoppedError."""
        if self._stop is not None:
            raise StoppedError(self._stop)
        wait = lane.wait(most_output_tokens)
        return None if wait == 0 and self._in_flight >= self._most else wait

    async def _look_later(self, line: _Line, seconds: float) -> None:
        await self._clock.sleep(seconds)
        line.alarm = None
        self._admit(line)

    def _leave(self, lane: Lane, passage: Passage) -> None:
        self._in_flight -= 1
        lane.leave(passage)
        self._admit_all()

    def _admit_all(self) -> None:
        """A place is free, or calls are stopped: whoever has waited longest is looked at first."""
        for line in sorted(
            (line for line in self._lines.values() if line.waiting), key=lambda line: line.waiting[0].number
        ):
            self._admit(line)
