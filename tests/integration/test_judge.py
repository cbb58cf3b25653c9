"""The judge on the local stack: what a person sees of it, and what it costs when something goes wrong."""

import asyncio
import signal
from collections import Counter
from dataclasses import replace

import pytest

from tests.integration.engine_rig import engine, works
from tests.integration.worker_rig import process, rig_on, until, working
from tests.judging import JUDGE, dataset
from tests.stack import Stack
from tests.unit.engine_rig import Sink, SwiftClock
from worker.cli.app import run
from worker.generation.work import Generated
from worker.local.simulator import SIMULATE, Fault, FaultKind, ScriptedClaude, Simulator, SimulatorConfig
from worker.local.simulator.tags import Asked
from worker.quality.judgement import rubric_of

FIRST = "fp_marcus_011"


def judging(asked: Asked) -> bool:
    """The judge's requests."""
    return asked.stage == "judge"


async def test_a_saved_conversation_carries_its_verdict_and_shows_it(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The item says that it is judging; then score, model, rubric and quotes are stored, told and printed."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(judging)
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            await rig.brake.reached()

            async def is_judging() -> bool:
                [item] = await rig.items(job["id"])
                return bool(item["stage"] == "judging")

            await until(is_judging, "an item that is judging")
            rig.brake.release()
            assert await running == 0
        [call] = [call for call in await rig.calls() if call["stage"] == "judge"]
        assert (call["model"], call["outcome"]) == ("claude-opus-5-5", "succeeded")
        [metrics] = await rig.rows("select * from public.quality_metrics where conversation_id = %s", FIRST)
        rubric = rubric_of(dataset().dataset.profile)
        assert rubric is not None
        assert (metrics["judged"], metrics["judge_model"]) == (True, call["model"])
        assert metrics["rubric_hash"] == rubric.hash
        assert metrics["overall_score"] <= metrics["judge_score"]
        parts = [part for part in metrics["score_parts"] if part["source"] == "judge"]
        assert [part["dimension"] for part in parts] == list(rubric.names.values())
        events = await rig.rows(
            "select message from public.generation_events where stage = 'judging' order by id"
        )
        assert events[0]["message"] == "Judging with claude-opus-5-5"
        assert events[-1]["message"].startswith(f"Judged {metrics['judge_score']:.2f}: empathy ")
        capsys.readouterr()
        for name, value in rig.environment().items():
            monkeypatch.setenv(name, value)
        assert await asyncio.to_thread(run, ("show", FIRST)) == 0
        shown = " ".join(capsys.readouterr().out.split())
        assert f"judged {metrics['judge_score']} by claude-opus-5-5" in shown
        for part in parts:
            assert part["reason"] in shown
            assert " ".join(part["evidence"]["quotes"][0]["quote"].split()) in shown
        assert await rig.violations() == []


async def test_a_worker_killed_while_judging_pays_for_the_text_once(seeded_stack: Stack) -> None:
    """Kill -9 with the verdict on its way: the next worker buys the verdict alone, and saves it."""
    async with rig_on(seeded_stack) as rig:
        rig.brake.hold(judging)
        job = await rig.insert_job(FIRST)
        async with process(rig.environment()) as first:
            await rig.brake.reached()
            first.send(signal.SIGKILL)
            assert await first.code() == -signal.SIGKILL
        before = len(rig.claude.asked)
        rig.brake.release()
        await rig.expire_leases()
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.ended(job["id"]))["status"] == "completed"
        assert {asked.stage for asked in rig.claude.asked[before:]} == {"judge"}
        paid = Counter(
            (call["stage"], call["turn_number"], call["section"])
            for call in await rig.calls()
            if call["outcome"] == "succeeded"
        )
        assert set(paid.values()) == {1}
        assert await rig.violations() == []


async def test_a_job_without_a_judge_saves_unjudged_and_says_so(seeded_stack: Stack) -> None:
    """options.judge = false: no call to a judge, the reason in the metrics, nothing to review for that."""
    async with rig_on(seeded_stack) as rig:
        await rig.insert_job(FIRST, options={"judge": False})
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert "judge" not in {call["stage"] for call in await rig.calls()}
        [metrics] = await rig.rows("select * from public.quality_metrics where conversation_id = %s", FIRST)
        assert (metrics["judged"], metrics["judge_score"]) == (False, None)
        assert metrics["not_judged_reason"] == "the job asked for no judge"
        assert metrics["needs_review"] is False
        assert await rig.violations() == []


@pytest.mark.parametrize("seed", [4, pytest.param(5, marks=pytest.mark.long)])
async def test_a_judge_that_errs_is_mended_or_left_out(seed: int) -> None:
    """Two answers of five are faulty, the judge's too: each text is judged, or saved with the reason."""
    config = SimulatorConfig(seed=seed, content_fault_rate=0.4, repair_fault_rate=0.2)
    async with engine(Simulator(config), clock=SwiftClock()) as running:
        todo = [replace(work, models={**work.models, "judge": JUDGE}) for work in works()[:5]]
        outcomes = await asyncio.gather(*(running.run(work) for work in todo))
        lines = [line for line in running.api.invoice.lines if line.stage == "judge"]
    saved = [outcome for outcome in outcomes if isinstance(outcome, Generated)]
    assert saved
    for outcome in saved:
        metrics = outcome.report.metrics
        assert metrics.judged != bool(metrics.not_judged_reason)
        assert metrics.judged == (metrics.judge_score is not None)
    assert any(outcome.report.metrics.judged for outcome in saved)
    assert {line.section for line in lines} == {None, "verdict"}
    for ledger in running.ledgers.values():
        assert ledger.unsettled == []
        assert ledger.twice == []


async def test_a_refused_verdict_is_asked_for_once() -> None:
    """Claude declines to judge: the text is saved with the reason, after one call to the judge."""
    api = ScriptedClaude({"judge": [Fault(FaultKind.REFUSAL)]}, otherwise=SIMULATE)
    sink = Sink()
    async with engine(api, clock=SwiftClock()) as running:
        work = works()[0]
        outcome = await running.run(replace(work, models={**work.models, "judge": JUDGE}), sink)
    assert isinstance(outcome, Generated)
    assert outcome.report.metrics.not_judged_reason
    assert outcome.report.metrics.needs_review
    assert [asked.stage for asked in api.asked].count("judge") == 1
