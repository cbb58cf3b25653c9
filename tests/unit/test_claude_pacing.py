"""Pace: what the headers say is left is not overdrawn, and refills."""

from datetime import timedelta

import pytest

from tests.clock import ManualClock
from worker.claude.ledger import Usage
from worker.claude.pacing import Draw, Pace


def headers(clock: ManualClock, **kinds: tuple[int, int, float]) -> dict[str, str]:
    """Rate-limit headers: for each kind its limit, what remains, and in how many seconds it is full again."""
    said: dict[str, str] = {}
    for name, (limit, remaining, seconds) in kinds.items():
        kind = name.replace("_", "-")
        reset = clock.now() + timedelta(seconds=seconds)
        said |= {
            f"anthropic-ratelimit-{kind}-limit": str(limit),
            f"anthropic-ratelimit-{kind}-remaining": str(remaining),
            f"anthropic-ratelimit-{kind}-reset": reset.strftime("%Y-%m-%dT%H:%M:%SZ"),
        }
    return said


def heard(pace: Pace, said: dict[str, str], in_flight: int = 0) -> Draw:
    """A call whose answer said so while so many others were in flight, unanswered."""
    others = [pace.take(1_000) for _ in range(in_flight)]
    draw = pace.take(1_000)
    pace.hear(said, draw, [*others, draw])
    return draw


async def test_nothing_known_is_nothing_to_wait_for() -> None:
    """Before the first answer, and with headers that make no sense, the pace holds nobody back."""
    clock = ManualClock()
    pace = Pace(clock)
    assert pace.wait(1_000) == 0
    nonsense = {"anthropic-ratelimit-requests-limit": "many", "anthropic-ratelimit-requests-remaining": "nan"}
    heard(pace, nonsense)
    heard(pace, headers(clock, requests=(0, 0, 10)))
    assert pace.wait(1_000) == 0


async def test_used_up_requests_are_waited_for() -> None:
    """Sixty a minute and none left: a second to the next one."""
    clock = ManualClock()
    pace = Pace(clock)
    heard(pace, headers(clock, requests=(60, 0, 60)))
    assert pace.wait(1_000) == pytest.approx(1.0)
    await clock.advance(1.0)
    assert pace.wait(1_000) == 0


async def test_what_is_in_flight_and_unanswered_is_not_given_out_again() -> None:
    """Three left, three on their way that the API had not counted yet: the next one waits."""
    clock = ManualClock()
    pace = Pace(clock)
    heard(pace, headers(clock, requests=(60, 3, 57)), in_flight=3)
    assert pace.wait(1_000) == pytest.approx(1.0)


async def test_a_call_needs_what_calls_of_its_model_usually_use() -> None:
    """After calls of 1,000 output tokens, 500 left of 6,000 a minute mean five seconds."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(1_000), Usage(input_tokens=10, output_tokens=1_000))
    draw = heard(pace, headers(clock, output_tokens=(6_000, 1_500, 45)))
    assert pace.wait(1_000) == pytest.approx(5.0)
    pace.used(draw, Usage(input_tokens=10, output_tokens=1_000))
    assert pace.wait(1_000) == pytest.approx(5.0)


async def test_before_any_call_has_ended_half_of_what_it_may_write_is_set_aside() -> None:
    """Answers begin long before the first one ends: 2,500 left of 6,000, four calls of 1,000 on their way."""
    clock = ManualClock()
    pace = Pace(clock)
    heard(pace, headers(clock, output_tokens=(6_000, 2_500, 35)), in_flight=3)
    assert pace.wait(1_000) == 0
    assert pace.wait(1_200) == pytest.approx(1.0)


async def test_tokens_a_call_did_not_write_are_there_again() -> None:
    """A thousand were set aside for a call that wrote ten: the next one need not wait."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(1_000), Usage(output_tokens=1_000))
    draw = heard(pace, headers(clock, output_tokens=(6_000, 1_500, 45)))
    pace.used(draw, Usage(output_tokens=10))
    assert pace.wait(1_000) == 0


async def test_headers_of_before_others_ended_do_not_bring_back_what_those_used() -> None:
    """Three answers begin at 6,000 left and use 2,000 each, heard one after the other: nothing is left."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(2_000), Usage(output_tokens=2_000))
    draws = [pace.take(2_000) for _ in range(3)]
    said = headers(clock, output_tokens=(6_000, 6_000, 0))
    for number, draw in enumerate(draws):
        pace.hear(said, draw, draws[number:])
        pace.used(draw, Usage(output_tokens=2_000))
    assert pace.wait(2_000) == pytest.approx(20.0)


async def test_a_usage_told_twice_counts_once() -> None:
    """A refused call gives back what was drawn for it, and no more."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(1_000), Usage(output_tokens=1_000))
    draw = heard(pace, headers(clock, output_tokens=(6_000, 1_500, 45)))
    for _ in range(3):
        pace.used(draw, Usage())
    assert pace.wait(1_000) == 0
    pace.take(1_000)
    assert pace.wait(1_000) == pytest.approx(5.0)


async def test_reads_of_the_cache_are_no_input() -> None:
    """A call that read 50,000 tokens from the cache and sent ten needs ten."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(1_000), Usage(input_tokens=10, cache_read_tokens=50_000, output_tokens=5))
    heard(pace, headers(clock, input_tokens=(60_000, 1_000, 59)))
    assert pace.wait(1_000) == 0


async def test_a_reset_that_comes_sooner_than_the_bucket_refills_is_believed() -> None:
    """Sixty a minute, none left, all back in six seconds: a tenth of a second to the next one."""
    clock = ManualClock()
    pace = Pace(clock)
    heard(pace, headers(clock, requests=(60, 0, 6)))
    assert pace.wait(1_000) == pytest.approx(0.1)


async def test_a_reset_in_a_year_stops_nobody_for_a_year() -> None:
    """The limits are per minute, whatever a broken header says."""
    clock = ManualClock()
    pace = Pace(clock)
    heard(pace, headers(clock, requests=(60, 0, 31_536_000)))
    assert pace.wait(1_000) == pytest.approx(1.0)


async def test_what_a_call_needs_is_never_more_than_a_minute_holds() -> None:
    """An account smaller than a usual call still sends one a minute."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(1_000), Usage(output_tokens=90_000))
    draw = heard(pace, headers(clock, output_tokens=(8_000, 8_000, 0)))
    pace.used(draw, Usage(output_tokens=8_000))
    assert pace.wait(1_000) <= 60.0


async def test_a_call_that_was_never_sent_gives_back_what_was_drawn_for_it() -> None:
    """Ten calls answered by the ledger leave the pace as it was."""
    clock = ManualClock()
    pace = Pace(clock)
    pace.used(pace.take(1_000), Usage(output_tokens=1_000))
    pace.used(heard(pace, headers(clock, output_tokens=(6_000, 2_000, 40))), Usage(output_tokens=1_000))
    for _ in range(10):
        pace.drop(pace.take(1_000))
    assert pace.wait(1_000) == 0
