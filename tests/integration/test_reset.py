"""`rapport reset` on the local stack: asked for, told, and followed by a text that is paid for anew."""

import json

import pytest

from tests.integration.worker_rig import Rig, rapport, rig_on, working
from tests.stack import Stack

FIRST, SECOND = "fp_marcus_011", "fp_jennifer_012"


async def generate(rig: Rig, *ids: str) -> None:
    """A simulated worker writes these and ends."""
    job = await rig.insert_job(*ids)
    async with working(rig.settings(), drain=True) as (_, running):
        assert await running == 0
    assert (await rig.job(job["id"]))["status"] == "completed"


async def test_a_reset_conversation_is_generated_anew(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its text goes, its calls stay; the next job pays again and saves; the history is clean throughout."""
    async with rig_on(seeded_stack) as rig:
        await generate(rig, FIRST)
        before = await rig.calls()
        assert await rapport(rig, monkeypatch, "reset", FIRST, "--yes") == 0
        said = capsys.readouterr().out
        assert f"{FIRST}: was generated (simulated)" in said
        assert "1 conversation planned again." in said
        assert await rig.rows("select 1 from public.training_turns where conversation_id = %s", FIRST) == []
        assert await rig.calls() == before
        assert await rig.violations() == []
        [event] = await rig.rows("select message from public.generation_events where stage = 'reset'")
        assert "Reset from generated to planned by" in event["message"]
        paid = len(rig.claude.invoice.lines)
        await generate(rig, FIRST)
        assert len(rig.claude.invoice.lines) >= 2 * paid
        conversation = await rig.conversation(FIRST)
        assert (conversation["generation_status"], conversation["revision"]) == ("generated", 3)
        assert await rig.violations() == []


async def test_without_a_terminal_it_needs_yes(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In a script nothing is deleted without --yes; --simulated then takes all, as JSON for the script."""
    async with rig_on(seeded_stack) as rig:
        await generate(rig, FIRST, SECOND)
        assert await rapport(rig, monkeypatch, "reset", "--simulated") == 1
        assert "Add --yes." in capsys.readouterr().err
        assert (await rig.conversation(FIRST))["generation_status"] == "generated"
        assert await rapport(rig, monkeypatch, "reset", "--simulated", "--yes", "--json") == 0
        answer = json.loads(capsys.readouterr().out)
        assert {row["conversation_id"] for row in answer["reset"]} == {FIRST, SECOND}
        assert await rapport(rig, monkeypatch, "reset", "--simulated") == 1
        assert "Nothing to reset" in capsys.readouterr().err


async def test_unknown_and_seeds_are_named(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The database's refusal and its hint reach the person; exit 1."""
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, "reset", "fp_nobody_001", "--yes") == 1
        assert "Unknown conversation: fp_nobody_001" in capsys.readouterr().err
        [seed] = await rig.rows(
            "select conversation_id from public.training_conversations where is_seed_example limit 1"
        )
        assert await rapport(rig, monkeypatch, "reset", seed["conversation_id"], "--yes") == 1
        assert "A seed is written by people" in capsys.readouterr().err
