"""A worker on the local stack: a row inserted becomes a conversation, and everything says so."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.integration.worker_rig import process, rig_on, working
from tests.stack import Stack
from worker.clock import SystemClock
from worker.jobs.claims import Claim
from worker.jobs.desk import Desk
from worker.jobs.loading import Row, conversation_from
from worker.jobs.store import Store
from worker.quality.novelty import messages_of

FIRST = "fp_marcus_011"
SEED = "fp_marcus_002"


async def test_a_job_inserted_before_the_worker_starts_is_done(seeded_stack: Stack) -> None:
    """Worker stopped, job inserted, worker started: one saved conversation, told at every stage."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (worker, running):
            assert await running == 0
        job = await rig.ended(job["id"])
        assert (job["status"], job["completed_conversations"]) == ("completed", 1)
        [item] = await rig.items(job["id"])
        assert (item["status"], item["attempt"], item["progress"]) == ("completed", 1, 1)
        assert item["cost_usd"] == sum(call["cost_usd"] for call in await rig.calls())
        conversation = await rig.conversation(FIRST)
        assert conversation["generation_status"] == "generated"
        assert conversation["generation_method"] == "simulated"
        assert conversation["quality_score"] == item["quality_score"]
        events = await rig.rows(
            "select * from public.generation_events where conversation_id = %s order by id", FIRST
        )
        assert events[0]["message"] == "Preparing prompt"
        assert events[-1]["message"] == f"Saved, quality {item['quality_score']}"
        assert len(events) > 3
        [row] = await rig.rows("select * from public.generation_workers")
        assert (row["worker_id"], row["state"], row["mode"]) == (worker.name, "stopped", "simulated")
        assert await rig.violations() == []


async def test_what_is_saved_is_what_was_validated(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read back through REST, every field of every row equals what the checks saw."""
    sent: list[Mapping[str, Any]] = []
    save = Store.save

    async def noted(self: Store, claim: Claim, payload: Mapping[str, Any]) -> Row:
        sent.append(payload)
        return await save(self, claim, payload)

    monkeypatch.setattr(Store, "save", noted)
    async with rig_on(seeded_stack) as rig:
        await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        desk = await Desk.open(rig.stack.url, rig.stack.service_role_key)
        try:
            turns = await desk.turns(FIRST)
            metrics = (await desk.conversation(FIRST))["quality_metrics"]
            findings = await desk.findings(FIRST)
        finally:
            await desk.close()
    [payload] = sent
    assert len(turns) == len(payload["turns"])
    for row, turn in zip(turns, payload["turns"], strict=True):
        _same(row, turn, leave_out={"emotional_context", "response_strategy", "response_breakdown"})
        _same(row["emotional_context"], turn["emotional_context"])
        _same(row["response_strategies"], turn["response_strategy"])
        sentences = sorted(row["response_breakdowns"], key=lambda each: int(each["sentence_number"]))
        assert len(sentences) == len(turn["response_breakdown"])
        for sentence, written in zip(sentences, turn["response_breakdown"], strict=True):
            _same(sentence, written)
    _same(metrics, payload["metrics"])
    assert len(findings) == len(payload["findings"])
    assert conversation_from(turns).conversation_id == FIRST


def _same(
    row: Mapping[str, Any], sent: Mapping[str, Any], leave_out: frozenset[str] | set[str] = frozenset()
) -> None:
    """Every field that was sent stands in the row as it was sent."""
    assert sent
    for name, value in sent.items():
        if name not in leave_out:
            assert row[name] == value, name


async def test_the_command_drains_and_says_how_it_went(seeded_stack: Stack) -> None:
    """`rapport run --drain` ends 3 when something failed; the item names the variable without a value."""
    async with rig_on(seeded_stack) as rig:
        await rig.execute("update public.conversation_templates set dialogue_prompt = 'Write {{setup}}'")
        job = await rig.insert_job(FIRST)
        async with process(rig.environment(), ("run", "--drain")) as worker:
            assert await worker.code() == 3
        [item] = await rig.items(job["id"])
        assert item["status"] == "failed"
        assert "without a value: setup" in item["error_message"]


async def test_wrong_settings_end_the_command_at_once(seeded_stack: Stack) -> None:
    """Neither a key nor the simulator: exit 78, and the message names what is missing."""
    async with rig_on(seeded_stack) as rig:
        environment = rig.environment(RAPPORT_CLAUDE="live", ANTHROPIC_BASE_URL="")
        async with process(environment) as worker:
            assert await worker.code() == 78
        assert any("ANTHROPIC_API_KEY" in line for line in worker.lines)


async def test_replace_writes_the_conversation_anew(seeded_stack: Stack) -> None:
    """options.existing = replace: a second text is paid for and saved in place of the first."""
    async with rig_on(seeded_stack) as rig:
        await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        first = await rig.rows("select id from public.training_turns where conversation_id = %s", FIRST)
        paid = len(rig.claude.invoice.lines)
        job = await rig.insert_job(FIRST, options={"existing": "replace"})
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "completed"
        conversation = await rig.conversation(FIRST)
        assert (conversation["generation_status"], conversation["revision"]) == ("generated", 2)
        assert len(rig.claude.invoice.lines) > paid
        second = await rig.rows("select id from public.training_turns where conversation_id = %s", FIRST)
        assert len(second) == conversation["turn_count"]
        assert {row["id"] for row in first}.isdisjoint(row["id"] for row in second)
        assert await rig.violations() == []


async def test_the_text_of_a_saved_conversation_is_found_under_another_id(seeded_stack: Stack) -> None:
    """What a worker compares a new conversation with: those that come close, with all their messages."""
    async with rig_on(seeded_stack) as rig:
        desk = await Desk.open(rig.stack.url, rig.stack.service_role_key)
        store = await Store.open(rig.settings(), SystemClock(), worker="w1")
        try:
            seed = conversation_from(await desk.turns(SEED))
            again = seed.model_copy(update={"conversation_id": FIRST})
            [found] = await store.lookalikes(again)
            assert found.conversation_id == SEED
            assert sorted(found.messages) == sorted(messages_of(seed))
            assert await store.lookalikes(seed) == []
        finally:
            await desk.close()
            await store.close()
