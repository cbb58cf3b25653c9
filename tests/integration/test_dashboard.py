"""docs/dashboard.md, word for word: its files compile, and do on the local stack what the page says."""

import asyncio
import json
import re
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from tests import dashboard
from tests.integration.worker_rig import PATIENCE, annotating, rig_on, working
from tests.node import NODE, environment
from tests.sql.world import rows
from tests.stack import Database, Stack
from tests.typescript import compile_strictly

EMAIL, PASSWORD = "ana@example.org", "correct-horse-battery"
DRIVER = Path(__file__).with_name("dashboard.mjs")
PLANNED = "fp_marcus_011"


def test_every_reason_has_words(module_database: Database) -> None:
    """The banners are the reasons a job may have, all of them and no others."""
    (check,) = rows(
        module_database.connect(),
        "select pg_get_constraintdef(oid) as says from pg_constraint"
        " where conrelid = 'public.generation_jobs'::regclass and conname like '%%status_reason%%'",
    )
    reasons = set(re.findall(r"'(\w+)'", check["says"]))
    assert set(re.findall(r"^  (\w+): '", dashboard.files()["banner.ts"], flags=re.MULTILINE)) == reasons


def test_every_column_named_is_there(module_database: Database) -> None:
    """What the table of columns and the grid's select list name exists in what is read."""
    columns = {
        (row["relname"], row["attname"])
        for row in rows(
            module_database.connect(),
            "select c.relname, a.attname from pg_class c"
            " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
            " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')",
        )
    }
    named = re.findall(r"^\| [\w ,]+ \| `(\w+)`[^|]* \| ([\w, ]+) \|$", dashboard.PAGE, flags=re.MULTILINE)
    assert len(named) >= 3
    for view, list_of in named:
        assert {(view, name) for name in list_of.split(", ")} <= columns
    grid = re.search(
        r"'(conversation_number, .*?)'\s*\+\s*'(.*?)'", dashboard.files()["page.ts"], flags=re.DOTALL
    )
    assert grid is not None
    for view in ("conversation_matrix", "conversation_search"):
        assert {(view, name) for name in (grid[1] + grid[2]).split(", ")} <= columns


@pytest.mark.long
def test_the_files_compile(tmp_path: Path) -> None:
    """Strict TypeScript, against the types as shipped."""
    dashboard.write(tmp_path)
    compile_strictly(tmp_path, *dashboard.files())


@pytest_asyncio.fixture
async def app(seeded_stack: Stack, tmp_path: Path) -> Path:
    """A folder with the page's files, for a manager of a seeded stack."""
    dashboard.write(tmp_path)
    async with seeded_stack.async_client(seeded_stack.service_role_key) as admin:
        made = await admin.auth.admin.create_user(
            {"email": EMAIL, "password": PASSWORD, "email_confirm": True}
        )
        member = {"user_id": made.user.id, "email": EMAIL, "role": "manager"}
        await admin.table("training_members").insert(member).execute()
    return tmp_path


async def begin(stack: Stack, app: Path, step: str, argument: object = None) -> asyncio.subprocess.Process:
    """Start a step of the driver."""
    given = [] if argument is None else [json.dumps(argument)]
    return await asyncio.create_subprocess_exec(
        str(NODE), str(DRIVER), step, *given, cwd=app,
        env=environment(
            SUPABASE_URL=stack.url, SUPABASE_ANON_KEY=stack.anon_key, EMAIL=EMAIL, PASSWORD=PASSWORD,
            NODE_NO_WARNINGS="1",
        ),
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )  # fmt: skip


async def answer(process: asyncio.subprocess.Process) -> Any:
    """What a step printed, once it has ended well."""
    async with asyncio.timeout(PATIENCE):
        out, err = await process.communicate()
    assert process.returncode == 0, err.decode()
    return json.loads(out)


@pytest.mark.long
async def test_pages_are_whole_and_counted(seeded_stack: Stack, app: Path) -> None:
    """Every filter and the search, two rows a page: together what SQL finds, in order, none twice."""
    wheres: list[tuple[dict[str, Any], str]] = [
        ({}, "true"),
        ({"dataset": "elena", "personas": ["Marcus", "David"]}, "persona_type in ('Marcus', 'David')"),
        ({"tiers": ["seed"], "statuses": ["approved"]}, "tier = 'seed'"),
        ({"startEmotion": "confusion"}, "starting_emotion = 'confusion'"),
        ({"endEmotion": "clarity"}, "ending_emotion = 'clarity'"),
        ({"scoreFrom": 4.5, "scoreTo": 5}, "quality_score is not null"),
        ({"templates": ["tier1_a_confusion_to_clarity"]}, "template_id = 'tier1_a_confusion_to_clarity'"),
        ({"topic": "equity_compensation"}, "topic_category = 'equity_compensation'"),
        ({"words": '"restricted stock" -annuity', "tiers": ["seed"]}, "conversation_id = 'fp_marcus_002'"),
        ({"words": "zyzzyva"}, "false"),
    ]  # fmt: skip
    owner = seeded_stack.database.connect()
    for filters, where in wheres:
        expected = rows(
            owner,
            f"select conversation_id from public.training_conversations where {where}"
            " order by conversation_number, conversation_id",
        )
        found = await answer(await begin(seeded_stack, app, "page", filters))
        assert [name for page in found["pages"] for name in page] == [
            row["conversation_id"] for row in expected
        ]
        assert found["count"] == len(expected)


@pytest.mark.long
async def test_a_conversation_comes_with_all_its_parts(seeded_stack: Stack, app: Path) -> None:
    """Turns in order, one context and one strategy each, their sentences in order."""
    found = await answer(await begin(seeded_stack, app, "detail", "fp_marcus_002"))
    assert found["quality_metrics"]["overall_score"] == 5
    turns = found["training_turns"]
    assert [turn["turn_number"] for turn in turns] == list(range(1, found["turn_count"] + 1))
    for turn in turns:
        assert turn["emotional_context"]["primary_emotion"]
        assert turn["response_strategies"]["primary_strategy"]
        numbers = [part["sentence_number"] for part in turn["response_breakdowns"]]
        assert numbers == list(range(1, turn["sentence_count"] + 1))


@pytest.mark.long
async def test_refusals_are_as_the_page_lists_them(seeded_stack: Stack, app: Path) -> None:
    """Status, code and the keys of detail, each found in the page's table."""
    found = await answer(await begin(seeded_stack, app, "refusals"))
    told = {name: (said["status"], said["code"], sorted(said["detail"])) for name, said in found.items()}
    assert told == {
        "live": (409, "PT409", ["live", "live_job", "live_jobs"]),
        "unknown": (422, "PT422", ["unknown"]),
        "option": (400, "22023", ["allowed", "unknown", "unknown_options"]),
        "cap": (400, "22023", ["column", "got", "most"]),
        "running": (409, "PT409", ["action", "job", "status"]),
        "missing": (406, "PGRST116", []),
        "past": (416, "PGRST103", []),
    }
    for status, code, _ in told.values():
        assert re.search(rf"^\| {status} \| `{code}` \|", dashboard.PAGE, flags=re.MULTILINE), (status, code)
    assert all(said["message"] for said in found.values())


@pytest.mark.long
async def test_banners_say_what_is_wrong(seeded_stack: Stack, app: Path) -> None:
    """Without a worker a new job says so, paused it says that, and nobody is found at work."""
    found = await answer(await begin(seeded_stack, app, "banner"))
    assert found["waiting"].startswith("No worker is running.")
    assert found["paused"].startswith("Paused. Resume")
    assert (found["workers"], found["error"]) == ([], None)


@pytest.mark.long
async def test_a_watch_misses_nothing_on_a_bad_day(seeded_stack: Stack, app: Path) -> None:
    """Mounted twice, its sockets closed in mid-job and refused until the end: every event once, no row older
    than one that was shown, and after it was stopped not one more.
    """
    async with rig_on(seeded_stack) as rig, working(rig.settings()):
        rig.brake.hold(annotating(2))
        job = await rig.insert_job(PLANNED)
        watching = await begin(seeded_stack, app, "watch", str(job["id"]))
        try:
            assert watching.stderr is not None
            async with asyncio.timeout(PATIENCE):
                await rig.brake.reached()
                assert await watching.stderr.readline() == b"in_progress\n"
            seeded_stack.faults.refuse_sockets = 503
            seeded_stack.faults.close_all(1011)
            rig.brake.release()
            await rig.ended(str(job["id"]))
            seeded_stack.faults.refuse_sockets = None
            found = await answer(watching)
        finally:
            if watching.returncode is None:
                watching.kill()
                await watching.wait()
        events = await rig.rows("select id from public.generation_events where job_id = %s", job["id"])
        (item,) = await rig.items(str(job["id"]))
    shown = found["shown"]
    told = [row for table, row, _ in shown if table == "generation_events"]
    assert sorted(told) == sorted(row["id"] for row in events)
    newest: dict[str, str] = {}
    for _, row, version in shown:
        assert version > newest.get(str(row), "")
        newest[str(row)] = version
    assert newest[str(item["id"])].startswith(item["updated_at"].isoformat()[:19])
    assert (found["late"], found["channels"]) == (0, 0)
