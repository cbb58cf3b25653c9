"""A rejected key, one without permission, ended credit, a spend limit: the whole worker on the simulator."""

import pytest

from tests.integration.worker_rig import Rig, Row, rig_on, until, working
from tests.stack import Stack
from worker.jobs import trouble
from worker.local.simulator import Fault, FaultKind, Weather

CONVERSATIONS = ("fp_marcus_011", "fp_jennifer_012")


async def paused_for(rig: Rig, job: Row, reason: str) -> None:
    """Wait until the job is paused for it, and the worker's row says so too."""

    async def paused() -> bool:
        return bool((await rig.job(job["id"]))["status_reason"] == reason)

    await until(paused, f"the job to be paused for {reason}")

    async def told() -> bool:
        query = "select 1 from public.generation_workers where state = 'paused' and message like %s"
        return bool(await rig.rows(query, f"%{trouble.WORDS[reason]}%"))

    await until(told, "the worker's row to say so")


@pytest.mark.parametrize(
    ("kind", "models_too", "reason"),
    [
        (FaultKind.STATUS_401, True, "key_rejected"),
        (FaultKind.STATUS_403, False, "key_rejected"),
        (FaultKind.STATUS_402, False, "credit_exhausted"),
        (FaultKind.SPEND_CAP, False, "spend_limit"),
        pytest.param(FaultKind.USAGE_LIMIT, False, "spend_limit", marks=pytest.mark.long),
    ],
)
async def test_the_job_is_paused_with_its_reason_and_goes_on_by_itself(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, kind: FaultKind, *, models_too: bool, reason: str
) -> None:
    """While nothing can be bought one call looks now and then; afterwards all is done, no attempt lost."""
    monkeypatch.setattr(trouble, "PROBE_SECONDS", 0.5)
    monkeypatch.setattr(trouble, "RETRY_SECONDS", 1.0)
    async with rig_on(seeded_stack) as rig:
        rig.claude.weather = weather = Weather([Fault(kind)], models_too=models_too)
        async with working(rig.settings()):
            job = await rig.insert_job(*CONVERSATIONS)
            await paused_for(rig, job, reason)
            if models_too:
                items = await rig.items(job["id"])
                assert [(item["status"], item["attempt"]) for item in items] == [("queued", 0)] * 2
            else:
                # No free request shows it, so real calls look again, one at a time.
                seen = len(weather.met)

                async def looked_again() -> bool:
                    return len(weather.met) >= seen + 2

                await until(looked_again, "two more calls to find out")
                gaps = [
                    later.at - earlier.at
                    for earlier, later in zip(weather.met[seen - 1 :], weather.met[seen:], strict=False)
                ]
                assert all(gap >= 0.5 for gap in gaps)
                await paused_for(rig, job, reason)
            rig.claude.weather = Weather()
            assert (await rig.ended(job["id"]))["status"] == "completed"
        assert [item["attempt"] for item in await rig.items(job["id"])] == [1, 1]
        calls = [call for call in await rig.calls() if call["outcome"] != "succeeded"]
        assert {(call["outcome"], call["error_type"], call["cost_usd"]) for call in calls} == {
            ("failed", reason, 0)
        }
        assert len(calls) == len(weather.met)
        assert await rig.violations() == []
