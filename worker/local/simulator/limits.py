"""Rate limits as token buckets, and the headers that report them."""

from dataclasses import dataclass
from datetime import timedelta

from worker.clock import Clock
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.models import Usage
from worker.local.simulator.refusals import Refusal

_MINUTE = 60.0


@dataclass
class _Bucket:
    """Refills evenly; holds at most one minute's worth. It may go below nothing: output is known late."""

    limit: int
    left: float
    at: float

    def refill(self, now: float) -> None:
        self.left = min(self.left + (now - self.at) * self.limit / _MINUTE, float(self.limit))
        self.at = now

    @property
    def seconds_to_full(self) -> float:
        return (self.limit - self.left) * _MINUTE / self.limit

    @property
    def seconds_to_one(self) -> float:
        return max((1 - self.left) * _MINUTE / self.limit, 0.0)


class RateLimits:
    """Requests, input tokens (cache reads do not count) and output tokens a minute."""

    def __init__(self, config: SimulatorConfig, clock: Clock) -> None:
        self._clock = clock
        self._enforced = config.enforce_limits
        limits = {
            "requests": config.requests_per_minute,
            "input-tokens": config.input_tokens_per_minute,
            "output-tokens": config.output_tokens_per_minute,
        }
        now = clock.monotonic()
        self._buckets = {name: _Bucket(limit, float(limit), now) for name, limit in limits.items()}

    def take_request(self) -> None:
        """Count a request.

        Raises:
            Refusal: 429 with retry-after, when limits are enforced and a bucket is empty.
        """
        self._refill()
        if self._enforced:
            for name, bucket in self._buckets.items():
                if bucket.left < 1:
                    wait = max(round(bucket.seconds_to_one + 0.5), 1)
                    raise Refusal(
                        429,
                        f"This request would exceed your organization's rate limit of {bucket.limit} "
                        f"{name.replace('-', ' ')} per minute.",
                        headers={"retry-after": str(wait)},
                    )
        self._buckets["requests"].left -= 1

    def count(self, usage: Usage) -> None:
        """Count the tokens of a call."""
        self._refill()
        self._buckets["input-tokens"].left -= usage.prompt_tokens - usage.cache_read_tokens
        self._buckets["output-tokens"].left -= usage.output_tokens

    def headers(self) -> dict[str, str]:
        """The anthropic-ratelimit-* headers; token counts are rounded to thousands, as documented."""
        self._refill()
        found: dict[str, str] = {}
        for name, bucket in self._buckets.items():
            left = max(int(bucket.left), 0)
            reset = self._clock.now() + timedelta(seconds=max(bucket.seconds_to_full, 0.0))
            found |= {
                f"anthropic-ratelimit-{name}-limit": str(bucket.limit),
                f"anthropic-ratelimit-{name}-remaining": str(left if name == "requests" else round(left, -3)),
                f"anthropic-ratelimit-{name}-reset": reset.strftime("%Y-%m-%dT%H:%M:%SZ"),
            }
        both = [self._buckets["input-tokens"], self._buckets["output-tokens"]]
        tightest = min(both, key=lambda bucket: bucket.left / bucket.limit)
        reset = self._clock.now() + timedelta(seconds=max(tightest.seconds_to_full, 0.0))
        return found | {
            "anthropic-ratelimit-tokens-limit": str(sum(bucket.limit for bucket in both)),
            "anthropic-ratelimit-tokens-remaining": str(
                round(sum(max(int(bucket.left), 0) for bucket in both), -3)
            ),
            "anthropic-ratelimit-tokens-reset": reset.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }

    def _refill(self) -> None:
        now = self._clock.monotonic()
        for bucket in self._buckets.values():
            bucket.refill(now)
