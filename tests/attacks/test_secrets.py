"""Keys, lease tokens and prompts: in no log, no event and no table of the database, whatever goes wrong."""

import asyncio
import os
import subprocess
import sys
from collections.abc import Sequence

import psycopg
import pytest

from tests.integration.worker_rig import Rig, process, rig_on
from tests.sql import catalogue
from tests.sql.world import rows, value
from tests.stack import PROJECT, Stack

CLAUDE_KEY = "sk-ant-api03-CANARY-5d0c7f9e2b"
WRONG_KEY = "sb_secret_CANARY_31c9aa77"
FIRST = "fp_marcus_011"


def _kept(owner: psycopg.Connection, secrets: Sequence[str]) -> list[tuple[str, str]]:
    """The tables that hold one of the texts, and which."""
    tables = [*catalogue.relations(owner).keys() - catalogue.views(owner), "auth.users"]
    return [
        (table, secret)
        for table in tables
        for secret in secrets
        if value(
            owner, f"select count(*) from {catalogue.quoted(table)} t where t::text like %s", f"%{secret}%"
        )
    ]


def _keys(rig: Rig) -> list[str]:
    stack = rig.stack
    passwords = stack.database.passwords.values()
    return [CLAUDE_KEY, stack.service_role_key, stack.secret_key, stack.jwt_secret, *passwords]


@pytest.mark.parametrize(
    "new_form",
    [pytest.param(False, id="legacy keys"), pytest.param(True, id="sb_ keys", marks=pytest.mark.long)],
)
async def test_a_worker_at_debug_tells_no_secret(seeded_stack: Stack, *, new_form: bool) -> None:
    """A job from claim to save, everything logged: no key, lease token or prompt; no key in a table."""
    async with rig_on(seeded_stack) as rig:
        job = await rig.insert_job(FIRST)
        environment = rig.environment(ANTHROPIC_API_KEY=CLAUDE_KEY, RAPPORT_LOG="debug")
        if new_form:
            environment["SUPABASE_SERVICE_ROLE_KEY"] = seeded_stack.secret_key
        async with process(environment, ("run", "--drain")) as worker:
            assert await worker.code() == 0
        assert (await rig.ended(job["id"]))["status"] == "completed"
        log = "".join(worker.lines)
        owner = seeded_stack.database.connect()
        leases = rows(owner, "select lease_token::text as token from public.generation_leases")
        tokens = [lease["token"] for lease in leases]
        texts = [
            row["text"]
            for row in rows(
                owner,
                "select left(user_input, 60) as text from public.training_turns where conversation_id = %s"
                " union all select left(instructions, 60) from public.conversation_templates"
                " union all select left(profile ->> 'system_prompt', 60) from public.training_datasets",
                FIRST,
            )
        ]
        assert len(worker.lines) > 5
        assert len(tokens) == 1
        assert len(texts) > 3
        assert [secret for secret in (*_keys(rig), *tokens, *texts) if secret in log] == []
        assert _kept(owner, _keys(rig)) == []
        events = "".join(
            row["message"] for row in rows(owner, "select message from public.generation_events")
        )
        assert FIRST in log
        assert [token for token in tokens if token in events] == []


@pytest.mark.parametrize("command", [("run", "--drain"), ("doctor",)])
async def test_a_rejected_key_is_not_repeated(seeded_stack: Stack, command: tuple[str, ...]) -> None:
    """A wrong service key ends the command with a message, in which the key is not."""
    async with rig_on(seeded_stack) as rig:
        wrong = rig.environment(
            ANTHROPIC_API_KEY=CLAUDE_KEY, RAPPORT_LOG="debug", SUPABASE_SERVICE_ROLE_KEY=WRONG_KEY
        )
        done = await asyncio.to_thread(
            subprocess.run,
            [sys.executable, "-c", "from worker.cli import main; main()", *command],
            cwd=PROJECT,
            env={**wrong, "PATH": os.environ["PATH"], "HOME": os.environ.get("HOME", "/")},
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
        told = done.stdout + done.stderr
        assert done.returncode != 0
        assert told
        assert [key for key in (WRONG_KEY, CLAUDE_KEY) if key in told] == []
        assert _kept(seeded_stack.database.connect(), [WRONG_KEY, CLAUDE_KEY]) == []
