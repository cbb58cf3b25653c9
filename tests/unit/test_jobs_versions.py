"""Worker and database, newer and older: which pairs go together, and what the others are told."""

import re

import pytest

from tests.stack import MIGRATIONS, PROJECT
from worker.jobs.connection import DatabaseRefusedError
from worker.jobs.versions import (
    CONTRACT,
    MIGRATE,
    NEEDED_MIGRATION,
    UPGRADE,
    DatabaseTooOldError,
    WorkerTooOldError,
    check,
    understood,
)


@pytest.mark.parametrize("applied", [NEEDED_MIGRATION, "29990101000000"])
@pytest.mark.parametrize("oldest", [1, CONTRACT])
def test_what_belongs_together_passes(applied: str, oldest: int) -> None:
    """A database at the needed migration or newer that takes this worker's contract."""
    check({"schema_version": applied, "oldest_worker": oldest})


@pytest.mark.parametrize("applied", [None, "20261122001900"])
def test_an_older_database_is_named_with_the_command(applied: str | None) -> None:
    """The message says both versions, the hint the two ways to migrate."""
    with pytest.raises(DatabaseTooOldError, match=f"needs {NEEDED_MIGRATION}") as caught:
        check({"schema_version": applied, "oldest_worker": 1})
    assert caught.value.hint == MIGRATE
    assert "rapport db migrate" in MIGRATE
    assert "supabase db push" in MIGRATE


def test_an_older_worker_is_told_to_upgrade() -> None:
    """The database outgrew this contract."""
    with pytest.raises(WorkerTooOldError) as caught:
        check({"schema_version": "29990101000000", "oldest_worker": CONTRACT + 1})
    assert caught.value.hint == UPGRADE


@pytest.mark.parametrize(
    ("sqlstate", "meaning"),
    [("PGRST202", DatabaseTooOldError), ("PT426", WorkerTooOldError), ("42501", DatabaseRefusedError)],
)
def test_refusals_of_a_claim_are_understood(sqlstate: str, meaning: type[Exception]) -> None:
    """A missing function is an old database, PT426 an old worker; what is neither stays what it is."""
    error = DatabaseRefusedError("no", hint="do", sqlstate=sqlstate, detail=None)
    assert type(understood(error)) is meaning


def test_the_needed_migration_exists() -> None:
    """The number is that of a file of supabase/migrations."""
    assert len(list(MIGRATIONS.glob(f"{NEEDED_MIGRATION}_*.sql"))) == 1


def test_every_function_the_worker_calls_is_there_by_then() -> None:
    """The migration that first makes a function the store names is no newer than the one it needs."""
    store = (PROJECT / "worker" / "jobs" / "store.py").read_text(encoding="utf-8")
    called = set(re.findall(r'_call\(\s*"(\w+)"', store))
    assert {"claim_generation_items", "conversation_lookalikes", "save_conversation"} <= called
    made: dict[str, str] = {}
    for path in sorted(MIGRATIONS.glob("*.sql")):
        for name in re.findall(r"create function public\.(\w+)", path.read_text(encoding="utf-8")):
            made.setdefault(name, path.name.partition("_")[0])
    assert {name: made[name] for name in called if made[name] > NEEDED_MIGRATION} == {}
