"""What a client reads after a save is what was validated: nothing lost, rounded or reordered."""

from typing import Any

import pytest

from tests.integration.worker_rig import rig_on, working
from tests.stack import Stack
from worker.jobs.desk import Desk
from worker.jobs.store import Store

FIRST = "fp_marcus_011"
# What the database adds to a turn and its parts.
ADDED = {"id", "turn_id", "conversation_id", "created_at", "updated_at"}


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what the database added."""
    return {name: value for name, value in row.items() if name not in ADDED}


async def test_a_saved_conversation_reads_back_as_it_was_validated(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every field of every turn, annotation, sentence and metric of the payload, through REST."""
    payloads: list[dict[str, Any]] = []
    save = Store.save

    async def keep(self: Store, *arguments: Any, **named: Any) -> Any:
        payloads.extend(value for value in (*arguments, *named.values()) if isinstance(value, dict))
        return await save(self, *arguments, **named)

    monkeypatch.setattr(Store, "save", keep)
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "completed"
    [payload] = payloads
    desk = await Desk.open(seeded_stack.url, seeded_stack.service_role_key)
    try:
        turns = await desk.turns(FIRST)
        conversation = await desk.conversation(FIRST)
        findings = await desk.findings(FIRST)
    finally:
        await desk.close()
    read = [
        told(turn)
        | {
            "emotional_context": told(turn["emotional_context"]),
            "response_strategy": told(turn["response_strategies"]),
            "response_breakdown": [
                told(row)
                for row in sorted(turn["response_breakdowns"], key=lambda row: int(row["sentence_number"]))
            ],
        }
        for turn in turns
    ]
    for got, sent in zip(read, payload["turns"], strict=True):
        for name, value in sent.items():
            if isinstance(value, dict):
                assert {key: got[name][key] for key in value} == value, name
            elif name == "response_breakdown":
                assert [
                    {key: row[key] for key in part} for row, part in zip(got[name], value, strict=True)
                ] == value
            else:
                assert got[name] == value, name
    metrics = conversation["quality_metrics"]
    assert {name: metrics[name] for name in payload["metrics"]} == payload["metrics"]
    assert len(findings) == len(payload["findings"])
    assert conversation["turn_count"] == len(turns) == payload["conversation"]["turn_count"]
