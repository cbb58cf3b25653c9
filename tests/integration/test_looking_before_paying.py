"""Commands that show what would be paid for before anything is: preview, a choice, and what costs nothing."""

import json

import pytest

from tests.integration.worker_rig import rapport, rig_on, working
from tests.stack import Stack

FIRST = "fp_marcus_011"


async def test_a_preview_is_the_request_the_worker_sends(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The hash printed is the ledger's afterwards, the price the one reserved; nothing is sent."""
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, "preview", FIRST, "--json") == 0
        [shown] = json.loads(capsys.readouterr().out)
        assert rig.claude.asked == []
        await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            await running
        dialogue = (await rig.calls())[0]
        assert shown["request_hash"] == dialogue["request_hash"]
        assert shown["most_usd"] == pytest.approx(float(dialogue["reserved_usd"]))
        assert shown["max_output_tokens"] == dialogue["max_output_tokens"]
        capsys.readouterr()
        assert await rapport(rig, monkeypatch, "preview", FIRST, "--stage", "annotate", "--json") == 0
        hashes = {each["request_hash"] for each in json.loads(capsys.readouterr().out)}
        assert await rapport(rig, monkeypatch, "preview", FIRST, "--stage", "judge", "--json") == 0
        [verdict] = json.loads(capsys.readouterr().out)
        assert verdict["request_hash"] in {
            call["request_hash"] for call in await rig.calls() if call["stage"] == "judge"
        }
        annotated = {
            call["request_hash"]
            for call in await rig.calls()
            if (call["stage"], call["turn_number"]) == ("annotate", 1)
        }
        assert hashes == annotated


async def test_a_preview_is_priced_as_its_stage_is_delivered(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the preset's delivery, or by the one that is named; it says which, and a batch costs less."""
    async with rig_on(seeded_stack) as rig:
        shown = []
        for choice in (("cheapest",), ("cheapest", "--delivery", "live")):
            assert await rapport(rig, monkeypatch, "preview", FIRST, "--json", "--preset", *choice) == 0
            shown += json.loads(capsys.readouterr().out)
        assert [each["delivery"] for each in shown] == ["message_batch", "live"]
        assert shown[0]["request_hash"] == shown[1]["request_hash"]
        for words in ("in a message batch", "live"):
            delivery = "live" if words == "live" else "message_batch"
            assert await rapport(rig, monkeypatch, "preview", FIRST, "--delivery", delivery) == 0
            assert f" at most, {words}. Nothing was sent." in capsys.readouterr().out
        await rig.insert_job(FIRST, options={"preset": "cheapest"})
        async with working(rig.settings()):
            dialogue = await rig.succeeded("dialogue", None)
        assert shown[0]["most_usd"] == pytest.approx(float(dialogue["reserved_usd"]))
        assert shown[0]["most_usd"] < shown[1]["most_usd"]
        assert await rapport(rig, monkeypatch, "preview", FIRST, "--delivery", "pigeon") == 1
        assert "message_batch" in capsys.readouterr().err


async def test_a_preview_for_people_says_what_it_holds(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Blocks, guidance, size and price; what is planned only has no annotation to ask for yet."""
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, "preview", FIRST, "--guidance", "Less jargon.") == 0
        said = capsys.readouterr().out
        parts = ("dialogue: claude-sonnet-5-5", "── system", "<plan>", "Less jargon.", "Nothing was sent.")
        assert [part for part in parts if part not in said] == []
        assert await rapport(rig, monkeypatch, "preview", FIRST, "--stage", "annotate") == 1
        assert "has no text yet" in capsys.readouterr().err
        assert await rapport(rig, monkeypatch, "preview", "fp_nobody") == 1
        assert "There is no conversation fp_nobody" in capsys.readouterr().err


async def test_a_choice_is_shown_and_agreed_to(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a terminal it needs --yes, after list and estimate; with it the job is what was shown."""
    choice = ("jobs", "create", "--tier", "3", "--limit", "2")
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, *choice) == 1
        told = capsys.readouterr()
        assert "Add --yes." in told.err
        assert "86" in told.out
        assert "Estimate $" in told.out
        assert await rig.rows("select 1 from public.generation_jobs") == []
        assert await rapport(rig, monkeypatch, *choice, "--yes", "--json") == 0
        job = json.loads(capsys.readouterr().out)
        numbers = await rig.rows(
            "select conversation_number from public.training_conversations"
            " where conversation_id = any (%s) order by 1",
            job["target_conversation_ids"],
        )
        assert [row["conversation_number"] for row in numbers] == [86, 87]
        assert await rapport(rig, monkeypatch, "jobs", "create", "--numbers", "200", "--yes") == 1
        assert "Nothing planned fits" in capsys.readouterr().err


async def test_a_pilot_takes_one_of_each_template(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Twelve templates, twelve conversations."""
    async with rig_on(seeded_stack) as rig:
        assert await rapport(rig, monkeypatch, "jobs", "create", "--pilot", "--yes", "--json") == 0
        job = json.loads(capsys.readouterr().out)
        templates = await rig.rows(
            "select distinct template_id from public.training_conversations where conversation_id = any (%s)",
            job["target_conversation_ids"],
        )
        assert len(templates) == job["total_conversations"] == 12


async def test_reprocess_is_a_job_that_pays_nothing(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The command inserts it; the worker rebuilds the text without a call."""
    async with rig_on(seeded_stack) as rig:
        await rig.insert_job(FIRST)
        async with working(rig.settings(), drain=True) as (_, running):
            await running
        calls = await rig.calls()
        assert await rapport(rig, monkeypatch, "reprocess", "--all", "--json") == 0
        job = json.loads(capsys.readouterr().out)
        assert job["target_conversation_ids"] == [FIRST]
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert await rig.calls() == calls
        assert (await rig.job(job["id"]))["status"] == "completed"
        assert await rig.violations() == []
