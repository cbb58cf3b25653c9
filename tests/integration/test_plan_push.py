"""`rapport plan push` on the local stack: what somebody edited is kept and named, the rest follows."""

import asyncio
import json
import shutil
from pathlib import Path

import pytest

from tests.integration.worker_rig import Rig, rapport, rig_on, working
from tests.stack import PROJECT, SEED, Stack
from worker.cli.app import run
from worker.clock import SystemClock
from worker.jobs.store import Store

TEMPLATE = "tier1_a_confusion_to_clarity"
SHIPPED = PROJECT / "templates" / "elena" / TEMPLATE / "instructions.md"
PLANNED = "fp_marcus_011"
OF_TEMPLATE = (
    f"select instructions, version from public.conversation_templates where template_id = '{TEMPLATE}'"
)


async def push(rig: Rig, monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    """`rapport plan push` of the project's files, with the rig's settings."""
    return await rapport(rig, monkeypatch, "plan", "push", "--root", str(PROJECT), *arguments)


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """What the command printed, without the log of the gateway in the same process."""
    return [line for line in capsys.readouterr().out.splitlines() if "] realtime_" not in line]


async def test_nothing_of_the_users_is_lost(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A template and a planned conversation edited in SQL, re-seeded and pushed: both stay, and are named."""
    async with rig_on(seeded_stack) as rig:
        await rig.execute(
            "update public.conversation_templates set instructions = 'Mine.' where template_id = %s", TEMPLATE
        )
        await rig.execute(
            "update public.training_conversations set session_context = 'Mine.' where conversation_id = %s",
            PLANNED,
        )
        await rig.execute(SEED.read_text(encoding="utf-8").replace("%", "%%"))
        assert await push(rig, monkeypatch) == 0
        assert told(capsys) == [
            f"kept                  template {TEMPLATE} (text): edited in the database",
            f"kept                  conversation {PLANNED} (session_context): edited in the database",
            "2 kept, 111 unchanged.",
        ]
        assert await rig.rows(OF_TEMPLATE) == [{"instructions": "Mine.", "version": 2}]
        assert (await rig.conversation(PLANNED))["session_context"] == "Mine."
        [old] = await rig.rows(
            "select instructions from public.conversation_template_versions"
            " where template_id = %s and version = 1",
            TEMPLATE,
        )
        assert old["instructions"] == SHIPPED.read_text(encoding="utf-8")


async def test_a_changed_file_arrives(
    seeded_stack: Stack, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """A dry run says it and writes nothing; the push writes it; as JSON, a second push has nothing to do."""
    for folder in ("planning", "templates"):
        shutil.copytree(PROJECT / folder, tmp_path / folder)
    changed = tmp_path / "templates" / "elena" / TEMPLATE / "instructions.md"
    changed.write_text(changed.read_text(encoding="utf-8") + "\nAnd briefly.\n", encoding="utf-8")
    root = ("--root", str(tmp_path))
    async with rig_on(seeded_stack) as rig:
        (before,) = await rig.rows(OF_TEMPLATE)
        assert await push(rig, monkeypatch, *root, "--dry-run") == 0
        assert told(capsys) == [
            f"updated               template {TEMPLATE} (text)",
            "1 updated, 112 unchanged. A dry run: nothing was written.",
        ]
        assert await rig.rows(OF_TEMPLATE) == [before]
        assert await push(rig, monkeypatch, *root, "--dataset", "elena") == 0
        assert told(capsys)[-1] == "1 updated, 112 unchanged."
        (after,) = await rig.rows(OF_TEMPLATE)
        assert (after["version"], after["instructions"]) == (2, changed.read_text(encoding="utf-8"))
        assert await push(rig, monkeypatch, *root, "--json") == 0
        assert json.loads("\n".join(told(capsys)))["counts"] == {"unchanged": 113}


async def test_a_dataset_that_is_not_there_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Before anything is asked of the database: exit 1, and the hint lists those there are."""
    monkeypatch.chdir(PROJECT)
    assert await asyncio.to_thread(run, ("plan", "push", "--dataset", "elana")) == 1
    said = capsys.readouterr().err
    assert "There is no dataset elana in" in said
    assert "elena" in said


async def test_a_queued_item_is_asked_with_the_text_it_was_queued_with(seeded_stack: Stack) -> None:
    """Edited between the insert of a job and the worker's start: the worker works with the old text."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(PLANNED)
        await rig.execute(
            "update public.conversation_templates set instructions = 'Answer in verse.'"
            " where template_id = %s",
            TEMPLATE,
        )
        store = await Store.open(rig.settings(), SystemClock(), worker="a-worker")
        (claim,) = await store.claim(1, 30)
        template = (await store.work(claim)).template
        assert template.instructions == SHIPPED.read_text(encoding="utf-8")
        assert template.version == 1
        await store.release([claim], "tested")
        await store.close()
        async with working(rig.settings(), drain=True) as (_, running):
            assert await running == 0
        assert (await rig.job(job["id"]))["status"] == "completed"
        assert (await rig.conversation(PLANNED))["template_version"] == 1
