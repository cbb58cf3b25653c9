"""Two minutes of 429s in the middle of a big job, with the whole worker, the database and the simulator.

The short form, on the passed-in clock, is tests/unit/test_claude_storm.py.
"""

from itertools import groupby, pairwise

import pytest

from tests.integration.worker_rig import Rig, Row, rig_on, until, working
from tests.stack import Stack
from worker.clock import SystemClock
from worker.local.simulator import SimulatorConfig, Weather

CLOCK = SystemClock()
STORM_SECONDS = 120.0
WINDOW_SECONDS = 45.0
RETRY_AFTERS = ("1", "20", "3600", "garbage")
# What each asks for at least: a minute at most, and our own first pause where it says nothing usable.
LEAST_WAIT = {"1": 1.0, "20": 20.0, "3600": 60.0, "garbage": 10.0}
# Between the simulator's refusal and the moment from which the worker counts, and back.
SLACK = 0.05


async def answers(rig: Rig, start: float, end: float) -> list[Row]:
    """The calls that succeeded in a span of seconds of the database's clock."""
    return await rig.rows(
        "select *, extract(epoch from settled_at) as ended from public.generation_calls"
        " where outcome = 'succeeded' and extract(epoch from settled_at) between %s and %s"
        " order by settled_at",
        start,
        end,
    )


async def now(rig: Rig) -> float:
    """The database's clock, in seconds."""
    return float((await rig.rows("select extract(epoch from clock_timestamp()) as now"))[0]["now"])


@pytest.mark.long
async def test_two_minutes_of_429s(seeded_stack: Stack) -> None:
    """No attempt is spent, no item fails; one call a model asks at a time; soon after, all is as before."""
    speed = SimulatorConfig(ttft_seconds=0.3, tokens_per_second=1_200.0)
    async with rig_on(seeded_stack, speed) as rig:
        ids = await rig.plan_copies(14)
        job = await rig.insert_job(*ids, max_cost_usd=90, options={"max_concurrency": 4})
        # Others use this machine too; what is slow for their sake must not look like a fault of the limiter.
        async with working(rig.settings(RAPPORT_POLL_SECONDS="5", RAPPORT_MAX_CALLS="16")):

            async def under_way() -> bool:
                return len(await rig.calls()) > 20

            await until(under_way, "the job to be under way")
            await CLOCK.sleep(WINDOW_SECONDS)
            began = await now(rig)
            rig.claude.weather = weather = Weather.storm(RETRY_AFTERS)
            await CLOCK.sleep(STORM_SECONDS)
            rig.claude.weather = Weather()
            over = await now(rig)

            async def one_more() -> Row | None:
                found = await answers(rig, over, over + 600)
                return found[0] if found else None

            first = float((await until(one_more, "a first success", 90.0))["ended"])
            waiting = [item for item in await rig.items(job["id"]) if item["throttled_seconds"] > 0]
            await CLOCK.sleep(30.0 + WINDOW_SECONDS)
            before = len(await answers(rig, began - WINDOW_SECONDS, began))
            after = len(await answers(rig, first + 30.0, first + 30.0 + WINDOW_SECONDS))
            await rig.ask_of_job(job["id"], requested_action="cancel")

        print(  # noqa: T201 - the figures are the point of running it by hand
            f"first success {first - over:.1f} s after the storm; {before} answers in {WINDOW_SECONDS:.0f} s"
            f" before it, {after} after; {len(weather.met)} refusals; waits of"
            f" {sorted(float(item['throttled_seconds']) for item in waiting)} s"
        )
        met = sorted(weather.met, key=lambda one: one.model)
        for model, group in groupby(met, key=lambda one: one.model):
            told = sorted(group, key=lambda one: one.at)
            crowd = [one for one in told if one.at - told[0].at < 1.0]
            assert len(crowd) <= 16
            probes = told[len(crowd) :]
            for earlier, later in pairwise(probes):
                least = LEAST_WAIT[str(earlier.fault.retry_after)]
                assert later.at - earlier.at >= least - SLACK, (model, earlier, later)
        # The promise is nine tenths; the short form holds it, here what else runs on the machine counts too.
        assert after >= 0.5 * before
        assert waiting
        items = await rig.items(job["id"])
        assert {item["status"] for item in items} <= {"completed", "cancelled"}
        assert {item["attempt"] for item in items if item["status"] == "completed"} == {1}
        refused = [call for call in await rig.calls() if call["error_type"] == "rate_limited"]
        assert len(refused) == len(weather.met)
        assert {call["cost_usd"] for call in refused} == {0}
        assert await rig.violations() == []
