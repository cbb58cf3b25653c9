"""The commands that speak of money, over the wire: what they print is what the database holds."""

import json

import pytest

from tests.integration.worker_rig import rapport, rig_on, working
from tests.stack import Stack

FIRST = "fp_marcus_011"


async def test_an_estimate_is_what_the_job_is_inserted_with(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By tier and together, for what is planned or for ids; nothing is started; refusals are the insert's."""
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, "estimate", "--all", "--preset", "best", "--json") == 0
        said = json.loads(capsys.readouterr().out)
        assert [tier["conversations"] for tier in said["tiers"]] == [40, 35, 15]
        assert await rig.rows("select 1 from public.generation_jobs") == []
        assert await rapport(rig, monkeypatch, "estimate", FIRST) == 0
        out = capsys.readouterr().out
        assert "tier1_template" in out
        assert "list prices, not yet measured" in out
        assert await rapport(rig, monkeypatch, "estimate", "fp_nobody") == 1
        assert "fp_nobody" in capsys.readouterr().err
        job = await rig.insert_job(FIRST, options={"preset": "best"})
        assert await rapport(rig, monkeypatch, "estimate", FIRST) == 1
        assert f"#{job['job_number']}" in capsys.readouterr().err


async def test_the_daily_limit_is_shown_and_set(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A job paused at it goes on when the command raises it, and is finished."""
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, "budget", "--daily-limit", "0.01") == 0
        assert "of $0.010; $0.010 left." in capsys.readouterr().out
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 3
        paused = await rig.job(job["id"])
        assert (paused["status"], paused["status_reason"]) == ("paused", "daily_limit")
        assert await rapport(rig, monkeypatch, "budget", "--daily-limit", "$25", "--json") == 0
        assert json.loads(capsys.readouterr().out)["daily_limit_usd"] == 25
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "completed"
        assert await rig.violations() == []


async def test_usage_adds_up_to_the_ledger(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By day, job, model and stage the same sums, the simulator's apart; what is unknown is listed."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            await running
        calls = await rig.calls()
        total = float(sum(call["cost_usd"] for call in calls))
        for by in ("day", "job", "model", "stage"):
            assert await rapport(rig, monkeypatch, "usage", "--by", by, "--simulated", "--json") == 0
            sums = json.loads(capsys.readouterr().out)
            assert sum(row["calls"] for row in sums) == len(calls)
            assert sum(float(row["settled_usd"]) for row in sums) == pytest.approx(total)
        assert await rapport(rig, monkeypatch, "usage", "--by", "job", "--simulated") == 0
        assert f"\n{job['job_number']} " in capsys.readouterr().out
        assert await rapport(rig, monkeypatch, "usage") == 0
        assert "Simulated calls, never paid, are left out" in capsys.readouterr().out
        assert await rapport(rig, monkeypatch, "usage", "--since", "2999-01-01", "--unknown") == 0
        assert "Nothing yet." in capsys.readouterr().out
