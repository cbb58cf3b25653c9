"""What the API says is left of a model's rate limits, kept as buckets that refill; says how long to wait.

A mirror of the provider's token buckets: every answer's headers set it right, and between two answers it
refills and is drawn from by what a call of this model usually uses. A guess that is wrong costs a 429, which
the limiter handles; so nothing here is exact. Pure but for the clock; tested in
tests/unit/test_claude_pacing.py.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite

from worker.claude.ledger import Usage
from worker.clock import Clock

# The limits are per minute (claude_api.md section 1, "Rate-limit response headers").
MINUTE_SECONDS = 60.0
_HEADER = "anthropic-ratelimit-{kind}-{what}"
_REQUESTS, _INPUT, _OUTPUT = "requests", "input-tokens", "output-tokens"
KINDS = (_REQUESTS, _INPUT, _OUTPUT)
# Shorter waits are none: sums of floats must not make a clock of a test tick for ever.
INSTANT_SECONDS = 0.001
# How much the newest call weighs in what a call usually uses.
_NEWEST_SHARE = 0.2


@dataclass(slots=True)
class Draw:
    """What a call is reckoned to use, by kind.

    counted: its request and input are in what the API reported. ended: what it used is known.
    """

    amounts: dict[str, float]
    counted: bool = False
    ended: bool = False


@dataclass(slots=True)
class _Bucket:
    """limit: a minute's worth. left: at the moment `at`; below nothing when calls in flight will use more."""

    limit: float
    left: float
    rate: float
    at: float

    def refill(self, now: float) -> None:
        self.left = min(self.left + (now - self.at) * self.rate, self.limit)
        self.at = now


@dataclass
class Pace:
    """One model's. Args: clock."""

    clock: Clock
    _buckets: dict[str, _Bucket] = field(default_factory=dict)
    _usual: dict[str, float] = field(default_factory=lambda: {_REQUESTS: 1.0})

    def wait(self, most_output_tokens: int) -> float:
        """Seconds until there is enough for a usual call; 0 for now.

        Args:
            most_output_tokens: the call's max_tokens, half of which it is reckoned to use while no call has
                shown what is usual: answers begin, and others follow, long before the first one ends.
        """
        waits = [0.0]
        now = self.clock.monotonic()
        for kind, bucket in self._buckets.items():
            bucket.refill(now)
            needed = min(self._needed(most_output_tokens).get(kind, 0.0), bucket.limit)
            waits.append((needed - bucket.left) / bucket.rate)
        longest = max(waits)
        return longest if longest > INSTANT_SECONDS else 0.0

    def take(self, most_output_tokens: int) -> Draw:
        """Draw what a usual call uses; of its argument `wait` says what it is for."""
        draw = Draw(self._needed(most_output_tokens))
        for kind, amount in draw.amounts.items():
            if kind in self._buckets:
                self._buckets[kind].left -= amount
        return draw

    def hear(self, headers: Mapping[str, str], draw: Draw, in_flight: Iterable[Draw]) -> None:
        """Take over what the headers of an answer say.

        Args:
            headers: of the answer; what is missing or makes no sense there is passed over.
            draw: the answer's own, which is counted in them.
            in_flight: every call's that has not ended, its own included. What of them is not counted yet is
                taken off: requests and input of those unanswered, output of all.
        """
        draw.counted = True
        calls = list(in_flight)
        now = self.clock.monotonic()
        for kind in KINDS:
            limit = _number(headers.get(_HEADER.format(kind=kind, what="limit")))
            remaining = _number(headers.get(_HEADER.format(kind=kind, what="remaining")))
            if limit is None or remaining is None or limit <= 0:
                continue
            coming = sum(call.amounts.get(kind, 0.0) for call in calls if kind == _OUTPUT or not call.counted)
            rate = limit / MINUTE_SECONDS
            resets_in = self._seconds_until(headers.get(_HEADER.format(kind=kind, what="reset")))
            if resets_in is not None and resets_in > 0:
                # Whichever refills sooner: where it is not a token bucket, all comes back at the reset.
                rate = max(rate, (limit - remaining) / resets_in)
            left = max(min(remaining, limit) - coming, -limit)
            known = self._buckets.get(kind)
            if known is not None and known.limit == limit:
                # What was said before others ended does not count them; we do, and a minute mends our errors.
                known.refill(now)
                left = min(left, known.left)
            self._buckets[kind] = _Bucket(limit, left, rate, now)

    def used(self, draw: Draw, usage: Usage) -> None:
        """A call ended: what it did not write is there again, and what a call usually uses is learnt."""
        if draw.ended:
            return
        draw.ended = True
        spent = {
            _INPUT: float(usage.input_tokens + usage.cache_write_5m_tokens + usage.cache_write_1h_tokens),
            _OUTPUT: float(usage.output_tokens),
        }
        if _OUTPUT in self._buckets:
            self._buckets[_OUTPUT].left += draw.amounts.get(_OUTPUT, 0.0) - spent[_OUTPUT]
        if usage.output_tokens == 0:
            return  # refused or never sent: that says nothing of a usual call
        for kind, amount in spent.items():
            usual = self._usual.get(kind, amount)
            self._usual[kind] = usual + _NEWEST_SHARE * (amount - usual)

    def drop(self, draw: Draw) -> None:
        """A call was never sent, or nobody knows what it used: what was drawn for it is there again."""
        if draw.ended:
            return
        for kind, bucket in self._buckets.items():
            if kind == _OUTPUT or not draw.counted:
                bucket.left += draw.amounts.get(kind, 0.0)

    def _needed(self, most_output_tokens: int) -> dict[str, float]:
        return {_OUTPUT: most_output_tokens / 2, **self._usual}

    def _seconds_until(self, text: str | None) -> float | None:
        try:
            moment = datetime.fromisoformat(text or "")
        except ValueError:
            return None
        if moment.tzinfo is None:
            return None
        return (moment - self.clock.now()).total_seconds()


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if isfinite(number) and number >= 0 else None
