"""How many calls to one model are in flight at once, and the pauses Claude asks for.

A lane opens gently, doubling with each round of answers that begin. A 429 halves what it may hold and pauses
it; an overload (529) pauses it alone. Every pause ends with one call let through: its answer opens the lane
again, to half of what it held and from there by even steps with time; its refusal begins the next pause. A
lane is also paced by what the headers say is left (pacing.py). It knows nothing of requests, nor of who waits
(limiter.py). Time is the clock's. Tested in tests/unit/test_claude_limiter.py and test_claude_storm.py.
"""

from collections.abc import Callable, Mapping

from worker.claude.faults import LONGEST_WAIT_SECONDS, Fault
from worker.claude.ledger import Usage
from worker.claude.pacing import INSTANT_SECONDS, Draw, Pace
from worker.clock import Clock

# A pause longer than this is not waited for: the item is worth more to the queue than to a sleeping task.
PATIENCE_SECONDS = 5.0
# What a lane holds at first, after a pause and after a rest: a sharp rise is answered with 429s of its own.
START_CALLS = 8
# Places that open for each answer that begins. A call begins once and then writes for long: with one place
# for each, every round would bring as many as the first; with two, what is in flight doubles.
OPENED_BY_AN_ANSWER = 2.0
# So long without a call, and the lane opens gently again: a minute is what the limits are counted in.
REST_SECONDS = 60.0
# From half of what a lane held back to all of it, by even steps.
GROW_BACK_SECONDS = 10.0
LEAST_STEP = 0.5
# Without a usable retry-after: doubling from these, to a minute at most. A 429 means that a minute's worth is
# used up; an overload has nothing to do with us and may be over in a moment.
FIRST_PAUSE_SECONDS: Mapping[str, float] = {"rate_limited": 10.0, "overloaded": 5.0}
# "retry-after: 0" must not make an item come and go as fast as the queue can turn.
LEAST_PAUSE_SECONDS = 1.0


class PausedError(Exception):
    """A longer pause is on; `seconds` is what is left of it."""

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Lane:
    """The calls to one model.

    Args:
        clock: the time.
        most: calls in flight at most.
        changed: called when another may perhaps enter, or must be turned away.
    """

    def __init__(self, clock: Clock, most: int, changed: Callable[[], None]) -> None:
        self._clock, self._most, self._changed = clock, float(most), changed
        self._pace = Pace(clock)
        self._in_flight: list[Passage] = []
        self._holds = float(min(START_CALLS, most))
        self._target = self._most  # up to here it doubles
        self._step = LEAST_STEP  # calls a second, from there on
        self._since = clock.monotonic()
        self._used_at = clock.monotonic()
        self._open_at = clock.monotonic()
        self._probing = False
        self._refusals = 0  # one after the other, since an answer began
        self._round = 0  # counts pauses: what entered before the last one says nothing of it

    def enter(self, most_output_tokens: int) -> "Passage":
        """A call begins."""
        now = self._clock.monotonic()
        if not self._in_flight and now - self._used_at > REST_SECONDS:
            self._target = max(self._target, self._holds_now(now))
            self._holds = min(float(START_CALLS), self._target)
            self._since = now
        passage = Passage(self, self._pace.take(most_output_tokens), self._round)
        self._in_flight.append(passage)
        return passage

    def leave(self, passage: "Passage") -> None:
        """It has ended."""
        self._in_flight.remove(passage)
        self._pace.drop(passage.draw)
        self._used_at = self._clock.monotonic()

    def wait(self, most_output_tokens: int) -> float | None:
        """Seconds until a call may enter; None until something changes. Raises PausedError."""
        now = self._clock.monotonic()
        if (pause := self.paused_seconds) > 0:
            if pause > PATIENCE_SECONDS:
                raise PausedError(pause)
            return pause
        if self._probing:
            return None if any(passage.round == self._round for passage in self._in_flight) else 0.0
        full = self._seconds_to_room(now)
        return None if full is None else max(full, self._pace.wait(most_output_tokens))

    @property
    def paused_seconds(self) -> float:
        """What is left of the pause; 0 when there is none."""
        left = self._open_at - self._clock.monotonic()
        return left if left > INSTANT_SECONDS else 0.0

    @property
    def holds(self) -> int:
        """How many calls may be in flight now."""
        return 1 if self._probing else int(self._holds_now(self._clock.monotonic()))

    def probe_next(self) -> None:
        """Let one call through alone, and the rest when its answer has begun."""
        self._probing = True
        self._round += 1

    def accepted(self, passage: "Passage") -> None:
        """A call's answer has begun."""
        now = self._clock.monotonic()
        if passage.round == self._round:
            if self._probing:
                self._probing, self._refusals = False, 0
                self._holds = min(float(START_CALLS), self._target)
                self._since = now
            elif self._holds < self._target:
                self._holds = min(self._holds + OPENED_BY_AN_ANSWER, self._target)
                self._since = now
        self._changed()

    def refused(self, passage: "Passage", fault: Fault) -> float:
        """A call was answered 429 or 529; the pause it begins or goes into, in seconds."""
        now = self._clock.monotonic()
        self._pace.used(passage.draw, Usage())
        if passage.round == self._round:
            if not self._probing:
                held = self._holds_now(now)
                if fault.code != "overloaded":
                    held = max(held / 2, 1.0)
                    self._step = max(held / GROW_BACK_SECONDS, LEAST_STEP)
                self._target = held
            pause = fault.after
            if pause is None:
                first = FIRST_PAUSE_SECONDS.get(fault.code, LEAST_PAUSE_SECONDS)
                pause = min(first * 2.0 ** min(self._refusals, 10), LONGEST_WAIT_SECONDS)
            self._refusals += 1
            self.probe_next()
        else:
            # Of the same crowd as the one that began the pause: it may ask for a longer one.
            pause = fault.after or 0.0
        self._open_at = max(self._open_at, now + max(pause, LEAST_PAUSE_SECONDS))
        self._changed()
        return self.paused_seconds

    def heard(self, passage: "Passage", headers: Mapping[str, str]) -> None:
        """An answer's headers have come."""
        self._pace.hear(headers, passage.draw, (each.draw for each in self._in_flight))
        self._changed()

    def used(self, passage: "Passage", usage: Usage) -> None:
        """A call's usage is known."""
        self._pace.used(passage.draw, usage)

    def _holds_now(self, now: float) -> float:
        if self._holds < self._target:
            return self._holds
        return min(self._holds + self._step * (now - self._since), self._most)

    def _seconds_to_room(self, now: float) -> float | None:
        needed = len(self._in_flight) + 1
        if self._holds_now(now) >= needed:
            return 0.0
        if self._holds < self._target or needed > self._most:
            return None
        return max(self._since + (needed - self._holds) / self._step - now, 0.001)


class Passage:
    """One call on its lane, and what it tells the lane. round: the lane's, when it entered."""

    def __init__(self, lane: Lane, draw: Draw, round_: int) -> None:
        self._lane, self.draw, self.round = lane, draw, round_

    def heard(self, headers: Mapping[str, str]) -> None:
        """The headers of the answer or of the refusal."""
        self._lane.heard(self, headers)

    def accepted(self) -> None:
        """The answer has begun."""
        self._lane.accepted(self)

    def refused(self, fault: Fault) -> float:
        """The API asked to slow down; how long from now, in seconds."""
        return self._lane.refused(self, fault)

    def used(self, usage: Usage) -> None:
        """What the call used, once it has ended."""
        self._lane.used(self, usage)
