"""Two minutes of 429s in the middle of a big job, with the whole worker, the database and the simulator.

The short form, on the passed-in clock, is tests/unit/test_claude_storm.py.
"""

from dataclasses import dataclass
from itertools import groupby, pairwise

import pytest

from tests.integration.worker_rig import Rig, rig_on, until, working
from tests.stack import Stack
from worker.clock import SystemClock
from worker.local.simulator import SimulatorConfig, Weather

CLOCK = SystemClock()
STORM_SECONDS = 120.0
# From the storm's end until the call leaves that is the first to succeed.
LATEST_SECONDS = 65.0
# From the storm's end until all is as before. One model may be asked again, and answer, while another is
# still waited for.
AGAIN_SECONDS = LATEST_SECONDS + 30.0
WINDOW_SECONDS = 45.0
RETRY_AFTERS = ("1", "20", "3600", "garbage")
# What each asks for at least: a minute at most, and our own first pause where it says nothing usable.
LEAST_WAIT = {"1": 1.0, "20": 20.0, "3600": 60.0, "garbage": 10.0}
# How fast an answer is written: so slowly that a busy machine keeps up, and a call lasts ten seconds or so.
TOKENS_A_SECOND = 150.0
# About as long as a call lasts.
CALL_SECONDS = 40.0
CALLS = 16
CONVERSATIONS = 32
# Between the simulator's refusal and the moment from which the worker counts, and back.
SLACK = 0.05


async def first_answer(rig: Rig, since: float) -> tuple[float, float] | None:
    """When the first call succeeded that left after that moment: left, answered; of the database's clock."""
    rows = await rig.rows(
        "select extract(epoch from opened_at) as opened, extract(epoch from settled_at) as ended"
        " from public.generation_calls"
        " where outcome = 'succeeded' and extract(epoch from opened_at) > %s order by settled_at limit 1",
        since,
    )
    return (float(rows[0]["opened"]), float(rows[0]["ended"])) if rows else None


@dataclass(frozen=True)
class Throughput:
    """calls: being answered at a time. tokens: of output, a second."""

    calls: float
    tokens: float


async def throughput(rig: Rig, start: float, seconds: float) -> Throughput:
    """Of a span. Of each answer's tokens the share counts that was written within it; what was refused does
    not count.
    """
    calls = await rig.rows(
        "select coalesce(output_tokens, 0) as tokens, extract(epoch from opened_at) as opened,"
        " extract(epoch from coalesce(settled_at, clock_timestamp())) as ended from public.generation_calls"
        " where error_type is distinct from 'rate_limited'"
    )
    tokens = busy = 0.0
    for call in calls:
        opened, ended = float(call["opened"]), float(call["ended"])
        within = max(min(ended, start + seconds) - max(opened, start), 0.0)
        tokens += call["tokens"] * within / max(ended - opened, 0.001)
        busy += within
    return Throughput(busy / seconds, tokens / seconds)


async def now(rig: Rig) -> float:
    """The database's clock, in seconds."""
    return float((await rig.rows("select extract(epoch from clock_timestamp()) as now"))[0]["now"])


@pytest.mark.long
async def test_two_minutes_of_429s(seeded_stack: Stack) -> None:
    """No attempt is spent, no item fails; one call a model asks at a time; soon after, all is as before."""
    speed = SimulatorConfig(ttft_seconds=0.3, tokens_per_second=TOKENS_A_SECOND, delta_tokens=100)
    async with rig_on(seeded_stack, speed) as rig:
        ids = await rig.plan_copies(14)
        # Twice as many conversations as calls may be in flight, so that these are always wanted.
        job = await rig.insert_job(*ids, max_cost_usd=90, options={"max_concurrency": CONVERSATIONS})
        environment = {
            "RAPPORT_POLL_SECONDS": "5",
            "RAPPORT_CONCURRENCY": str(CONVERSATIONS),
            "RAPPORT_MAX_CALLS": str(CALLS),
        }
        async with working(rig.settings(**environment)):

            async def under_way() -> bool:
                return len(await rig.calls()) > 2 * CALLS

            await until(under_way, "the job to be under way", 120.0)
            await CLOCK.sleep(WINDOW_SECONDS)
            began = await now(rig)
            rig.claude.weather = weather = Weather.storm(RETRY_AFTERS)
            await CLOCK.sleep(STORM_SECONDS)
            rig.claude.weather = Weather()
            over = await now(rig)
            left, answered = await until(lambda: first_answer(rig, over), "a first success", 120.0)
            waiting = [item for item in await rig.items(job["id"]) if item["throttled_seconds"] > 0]
            await CLOCK.sleep(max(over + AGAIN_SECONDS - await now(rig), 0.0) + WINDOW_SECONDS + CALL_SECONDS)
            before = await throughput(rig, began - WINDOW_SECONDS, WINDOW_SECONDS)
            after = await throughput(rig, over + AGAIN_SECONDS, WINDOW_SECONDS)
            await rig.ask_of_job(job["id"], requested_action="cancel")

        print(  # noqa: T201 - the figures are the point of running it by hand
            f"first success sent {left - over:.1f} s after the storm, answered {answered - left:.1f} s later;"
            f" {before.calls:.1f} calls at a time ({before.tokens:.0f} tokens a second) before it,"
            f" {after.calls:.1f} ({after.tokens:.0f}) from {AGAIN_SECONDS:.0f} s after it on;"
            f" {len(weather.met)} refusals;"
            f" waits of {sorted(float(item['throttled_seconds']) for item in waiting)} s"
        )
        assert left - over <= LATEST_SECONDS
        met = sorted(weather.met, key=lambda one: one.model)
        for model, group in groupby(met, key=lambda one: one.model):
            told = sorted(group, key=lambda one: one.at)
            crowd = [one for one in told if one.at - told[0].at < 1.0]
            assert len(crowd) <= CALLS
            probes = told[len(crowd) :]
            for earlier, later in pairwise(probes):
                least = LEAST_WAIT[str(earlier.fault.retry_after)]
                assert later.at - earlier.at >= least - SLACK, (model, earlier, later)
        # How fast each is written is Claude's in earnest, and here this machine's, which others use too.
        assert after.calls >= 0.9 * before.calls
        assert waiting
        items = await rig.items(job["id"])
        assert {item["status"] for item in items} <= {"completed", "cancelled"}
        assert {item["attempt"] for item in items} <= {0, 1}
        refused = [call for call in await rig.calls() if call["error_type"] == "rate_limited"]
        assert len(refused) == len(weather.met)
        assert {call["cost_usd"] for call in refused} == {0}
        assert await rig.violations() == []
