"""Our schema before the database advisors of the real Supabase CLI, as a project's owner would run them."""

import json
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.stack import Database
from tests.supabase_cli import supabase

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
    done = supabase(
        folder,
        database,
        "db",
        "advisors",
        "--type=all",
        "--level=info",
        "--fail-on=none",
        "--output-format=json",
    )
    return {
        Finding(found["name"], found["metadata"].get("schema", ""), found["metadata"].get("name", ""))
        for found in json.loads(done.stdout)["results"]
    }


def test_advisors_find_only_unused_indexes(tmp_path: Path, seeded_database: Database) -> None:
    """Nothing to say against our migrations but that a fresh database has not used its indexes."""
    assert {found for found in advise(tmp_path, seeded_database) if found.lint != UNUSED_INDEX} == set()


def test_advisors_see_a_fault(tmp_path: Path, seeded_database: Database) -> None:
    """A table anyone may read and a view that asks as its owner are reported, and nothing else is."""
    owner = seeded_database.connect()
    owner.execute("create table public.canary (id bigint primary key)")
    owner.execute("grant select on public.canary to anon")
    owner.execute("create view public.canary_words as select conversation_id from public.conversation_words")
    owner.execute("grant select on public.canary_words to authenticated")
    found = {found for found in advise(tmp_path, seeded_database) if found.lint != UNUSED_INDEX}
    assert found == {
        Finding("rls_disabled_in_public", "public", "canary"),
        Finding("security_definer_view", "public", "canary_words"),
    }
