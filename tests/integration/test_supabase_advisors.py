"""Our schema before the database advisors of the real Supabase CLI, as a project's owner would run them."""

import json
import subprocess
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.integration.test_supabase_cli import CLI
from tests.node import NODE, environment, node_modules
from tests.stack import Database

UNUSED_INDEX = "unused_index"
"""True of any index of a database that has hardly been queried, so it says nothing of the schema."""

pytestmark = [pytest.mark.long, pytest.mark.parametrize("old_grants", [False, True])]


class Finding(NamedTuple):
    """A lint and the object it is about."""

    lint: str
    schema: str
    name: str


def advise(folder: Path, database: Database) -> set[Finding]:
    """What `supabase db advisors` finds at any level, connected as postgres."""
    done = subprocess.run(
        [
            str(NODE),
            str(node_modules(CLI) / "supabase" / "dist" / "supabase.js"),
            "db",
            "advisors",
            "--type=all",
            "--level=info",
            "--fail-on=none",
            "--output-format=json",
            f"--remote={database.dsn('postgres')}?sslmode=disable",
        ],
        cwd=folder,
        env=environment(HOME=str(folder), SUPABASE_TELEMETRY_DISABLED="1"),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return {
        Finding(found["name"], found["metadata"].get("schema", ""), found["metadata"].get("name", ""))
        for found in json.loads(done.stdout)["results"]
    }


def test_advisors_find_only_unused_indexes(tmp_path: Path, seeded_database: Database) -> None:
    """Nothing to say against our migrations but that a fresh database has not used its indexes."""
    assert {found for found in advise(tmp_path, seeded_database) if found.lint != UNUSED_INDEX} == set()


def test_advisors_see_a_fault(tmp_path: Path, seeded_database: Database) -> None:
    """A table anyone may read is reported, and only it: the lints of exposed schemas do look at public."""
    owner = seeded_database.connect()
    owner.execute("create table public.canary (id bigint primary key)")
    owner.execute("grant select on public.canary to anon")
    found = {found for found in advise(tmp_path, seeded_database) if found.lint != UNUSED_INDEX}
    assert found == {Finding("rls_disabled_in_public", "public", "canary")}
