"""A storm of 429s on the passed-in clock: nothing is lost, one call asks at a time, soon all is as before.

The long form, with the whole worker, the database and the simulator, is tests/faults/test_storm.py.
"""

import asyncio
from dataclasses import dataclass, field
from itertools import cycle
from random import Random

import pytest

from tests.clock import ManualClock
from tests.ledger import MemoryLedger
from tests.unit.engine_rig import USAGE, dialogue_of, request
from worker.claude.caller import Began, Caller, ThrottledError
from worker.claude.client import CallResult, Reception
from worker.claude.faults import Fault, retry_after
from worker.claude.limiter import Limiter
from worker.claude.requests import CallRequest
from worker.claude.warmup import WarmUp
from worker.domain.drafts import DialogueDraft

BEGINS, ENDS = 60.0, 180.0
MOST = 16
# An answer begins after one second and takes four.
FIRST_SECONDS, REST_SECONDS = 1.0, 3.0
RETRY_AFTERS = ("1", "20", "3600", "garbage")


@dataclass
class Weather:
    """A Claude that answers in four seconds, but 429 at once between BEGINS and ENDS.

    sent: when each call was sent, and whether it was refused. succeeded: when answers ended.
    """

    clock: ManualClock
    retry_afters: tuple[str, ...] = RETRY_AFTERS
    sent: list[tuple[float, bool]] = field(default_factory=list)
    succeeded: list[float] = field(default_factory=list)
    asked_to_wait: list[tuple[float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._next = cycle(self.retry_afters)

    async def call(
        self, request: CallRequest, *, reception: Reception | None = None, began: Began = lambda: None
    ) -> CallResult:
        """See worker.claude.client.ClaudeClient.call."""
        assert request.model
        assert reception is not None
        now = self.clock.monotonic()
        refused = BEGINS <= now < ENDS
        self.sent.append((now, refused))
        if refused:
            after = retry_after({"retry-after": next(self._next)}, self.clock.now())
            self.asked_to_wait.append((now, after or 0.0))
            return CallResult("", Fault("rate_limited", "Too fast.", after), None, None, "req_1")
        await self.clock.sleep(FIRST_SECONDS)
        began()
        await self.clock.sleep(REST_SECONDS)
        self.succeeded.append(self.clock.monotonic())
        return CallResult(dialogue_of().model_dump_json(), None, USAGE, "end_turn", "req_1")

    def throughput(self, start: float, end: float) -> float:
        """Answers a second."""
        return sum(start <= at < end for at in self.succeeded) / (end - start)


async def work(asking: Caller, clock: ManualClock, number: int) -> None:
    """One place of the queue: a conversation after the other; a throttled one is put back and taken again."""
    ledger, draft_no = MemoryLedger(), number * 10_000
    while True:
        try:
            await asking.ask(ledger, request(draft_no=draft_no), DialogueDraft)
            draft_no += 1
        except ThrottledError as throttled:
            await clock.sleep(throttled.seconds)


@pytest.mark.parametrize("retry_afters", [RETRY_AFTERS, ("garbage",), ("3600",)])
async def test_a_storm_is_waited_out_by_one_call_at_a_time(retry_afters: tuple[str, ...]) -> None:
    """120 s of 429s: a wish to wait is kept, up to a minute, and one call asks at a time.

    The first success comes within 65 s of the storm's end; 30 s later at least nine tenths of the former
    throughput is there again. No call fails for it.
    """
    clock = ManualClock()
    weather = Weather(clock, retry_afters)
    asking = Caller(weather, Limiter(clock, MOST), WarmUp(clock), clock, Random(1))  # noqa: S311 - jitter
    places = [asyncio.create_task(work(asking, clock, number)) for number in range(MOST)]
    await clock.advance(ENDS + 65.0 + 30.0 + 60.0)
    assert [place for place in places if place.done()] == []
    for place in places:
        place.cancel()
    await asyncio.gather(*places, return_exceptions=True)

    before = weather.throughput(BEGINS - 40, BEGINS)
    assert before == pytest.approx(MOST / (FIRST_SECONDS + REST_SECONDS), rel=0.1)
    refusals = [at for at, refused in weather.sent if refused]
    # Those already on their way are refused together; from then on one asks at a time, when it was told to.
    crowd = [at for at in refusals if at - refusals[0] < 1.0]
    assert len(crowd) <= MOST
    probes = refusals[len(crowd) :]
    assert len(set(probes)) == len(probes)
    told = dict(weather.asked_to_wait)
    for at, until in zip(probes, [*probes[1:], min(at for at, _ in weather.sent if at >= ENDS)], strict=True):
        assert until - at >= told[at]
        assert until - at <= 61.0
    first = min(at for at in weather.succeeded if at > ENDS)
    assert first <= ENDS + 65.0
    after = weather.throughput(first + 30.0, first + 60.0)
    assert after >= 0.9 * before


async def test_an_overload_is_over_within_a_minute_too() -> None:
    """529 for a while takes the same way, and takes nothing from the lane."""
    clock = ManualClock()
    limiter = Limiter(clock, MOST)
    passages = []
    for _ in range(8):
        async with limiter.slot("m", 1_000) as passage:
            passage.accepted()
            passages.append(passage)
    held = limiter.lane("m").holds
    waited = 0.0
    for _ in range(6):
        async with limiter.slot("m", 1_000) as passage:
            pause = passage.refused(Fault("overloaded", "Busy."))
        assert pause <= 60.0
        waited += pause
        await clock.advance(pause)
    assert waited >= 120.0
    async with limiter.slot("m", 1_000) as passage:
        passage.accepted()
    while limiter.lane("m").holds < held:
        async with limiter.slot("m", 1_000) as passage:
            passage.accepted()
    assert limiter.lane("m").holds == held
