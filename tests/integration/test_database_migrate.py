"""`rapport db migrate` and `status` on a project that holds somebody's app (worker/database/install.py)."""

import json
import threading
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.catalogue import fingerprint
from tests.integration.test_uninstall import APP
from tests.readme import app_commands
from tests.sql.world import rows, value
from tests.stack import MIGRATIONS, Database
from worker.cli.app import run
from worker.database import install
from worker.database.address import connect
from worker.database.files import Migration, MigrationError, find_migrations

OURS = find_migrations(MIGRATIONS)
HISTORY = """
create schema supabase_migrations;
create table supabase_migrations.schema_migrations (version text primary key, statements text[], name text);
insert into supabase_migrations.schema_migrations (version, name) values ('20260101000000', 'notes');
"""
Rapport = Callable[..., tuple[int, str, str]]


@pytest.fixture
def app(platform_only: Database) -> psycopg.Connection:
    """A project with an app that the Supabase CLI migrated, as its owner."""
    connection = platform_only.connect()
    connection.execute((APP + HISTORY).encode())
    return connection


@pytest.fixture
def rapport(
    platform_only: Database, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Rapport:
    """`rapport db …` on that project: exit code, standard output, standard error."""
    monkeypatch.setenv("SUPABASE_DB_URL", platform_only.dsn("postgres"))

    def command(*arguments: str) -> tuple[int, str, str]:
        code = run(["db", *arguments])
        said = capsys.readouterr()
        return code, said.out, said.err

    return command


@pytest.mark.parametrize("old_grants", [False, True])
def test_ours_goes_in_beside_an_app_and_out_again(app: psycopg.Connection, rapport: Rapport) -> None:
    """The app's history stays as it was, so its next push works; afterwards the catalogue equals before."""
    before = fingerprint(app)
    code, said, _ = rapport("migrate", "--seed")
    assert code == 0
    assert said.count("applied ") == len(OURS)
    assert "dataset elena" in said
    assert rows(app, "select version from supabase_migrations.schema_migrations") == [
        {"version": "20260101000000"}
    ]
    assert value(app, "select public.generation_health() ->> 'grants_as_migrated'") == "true"
    assert "Up to date." in rapport("migrate")[1]
    assert "Add --yes." in rapport("uninstall")[2]
    assert rapport("uninstall", "--yes")[0] == 0
    assert fingerprint(app) == before
    assert value(app, "select count(*) from public.notes") == 2


def test_the_readmes_commands_lead_in_and_out(app: psycopg.Connection, rapport: Rapport) -> None:
    """As printed and in that order, each succeeds; only the last asks, and nobody is there to answer."""
    before = fingerprint(app)
    commands = app_commands()
    assert [words[:2] for words in commands] == [["rapport", "db"]] * len(commands)
    assert commands[-1][2:] == ["uninstall"]
    for _, _, *words in commands[:-1]:
        assert rapport(*words)[0] == 0, words
    assert rapport("uninstall", "--yes")[0] == 0
    assert fingerprint(app) == before


def test_a_dry_run_lists_and_changes_nothing(app: psycopg.Connection, rapport: Rapport) -> None:
    """Every file by name; the catalogue is untouched."""
    before = fingerprint(app)
    code, said, _ = rapport("migrate", "--dry-run")
    assert (code, said.count("would apply ")) == (0, len(OURS))
    assert fingerprint(app) == before


def test_a_name_that_is_taken_stops_everything(app: psycopg.Connection, rapport: Rapport) -> None:
    """The app has a table of our name, which only the last but few files would need: named, nothing begun."""
    rows(app, "create table public.job_progress (id int)")
    before = fingerprint(app)
    for arguments in (("migrate",), ("migrate", "--dry-run")):
        code, _, fault = rapport(*arguments)
        assert code == 1
        assert "not Rapport's: table job_progress" in fault
        assert "Rename" in fault
    assert fingerprint(app) == before


def test_status_tells_the_whole(app: psycopg.Connection, rapport: Rapport) -> None:
    """Applied and by whom, pending, the CLI's history, grants, content: for a person and for a program."""
    install.migrate(app, OURS[:-1])
    code, said, _ = rapport("status")
    assert code == 0
    assert f"applied  {OURS[0].version}_{OURS[0].name}" in said
    assert "by postgres" in said
    assert f"pending  {OURS[-1].version}_{OURS[-1].name}" in said
    assert "it knows none of ours" in said
    assert "content: none" in said
    rapport("migrate", "--seed")
    found = json.loads(rapport("status", "--json")[1])
    assert (found["up_to_date"], found["pending"], found["grants_as_migrated"]) == (True, [], True)
    assert list(found["datasets"]) == ["elena"]
    assert not any(each["in_cli_history"] for each in found["applied"])


def test_what_the_cli_migrates_the_cli_goes_on_with(database: Database) -> None:
    """A history that lists ours and lacks the newest: refused with the command; up to date: nothing to do."""
    owner = database.connect()
    assert install.migrate(owner, OURS) == ()
    later = Migration("29990101000000", "later", Path("29990101000000_later.sql"), "select 1")
    with pytest.raises(MigrationError, match="by `supabase db push`") as caught:
        install.migrate(owner, (*OURS, later))
    assert "supabase db push" in caught.value.hint


def test_a_history_without_tables_is_told(app: psycopg.Connection) -> None:
    """`migration repair --status applied` alone makes no table: refused with the way back."""
    rows(
        app,
        "insert into supabase_migrations.schema_migrations (version, name) values (%s, %s)",
        OURS[0].version,
        OURS[0].name,
    )
    with pytest.raises(MigrationError, match="no table of theirs") as caught:
        install.migrate(app, OURS)
    assert f"--status reverted {OURS[0].version}" in caught.value.hint


def broken(text: str) -> Migration:
    """A migration after all of ours."""
    return Migration("29990101000000", "broken", Path("29990101000000_broken.sql"), text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("create table public.generation_more (id int);\nselect 1 / 0;", "line 2: division by zero"),
        ("create table public.generation_more (id int);", "does not record itself"),
    ],
)
def test_a_file_goes_in_whole_or_not_at_all(app: psycopg.Connection, text: str, fault: str) -> None:
    """What went before stays, of the failed file nothing does, and mended it goes in."""
    with pytest.raises(MigrationError, match=fault):
        install.migrate(app, (*OURS, broken(text)))
    assert value(app, "select max(version) from public.training_schema_versions") == OURS[-1].version
    assert value(app, "select to_regclass('public.generation_more')") is None
    mended = broken(
        "create table public.generation_more (id int);"
        "insert into public.training_schema_versions (version, name) values ('29990101000000', 'broken')"
    )
    assert install.migrate(app, (*OURS, mended)) == (mended,)


def test_a_table_the_app_holds_is_not_waited_for_long(
    app: psycopg.Connection, platform_only: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migration that needs a lock the app holds gives up in time, says so, and leaves the app at work."""
    monkeypatch.setattr(install, "LOCK_TIMEOUT", "50ms")
    holder = platform_only.connect()
    with holder.transaction():
        rows(holder, "lock table auth.users in row exclusive mode")
        with pytest.raises(MigrationError, match="waited 50ms for a lock") as caught:
            install.migrate(app, OURS)
        assert "quiet moment" in caught.value.hint
    assert len(install.migrate(app, OURS)) == len(OURS)


def test_two_migrates_at_once_apply_each_file_once(app: psycopg.Connection, platform_only: Database) -> None:
    """The second waits for the first, then finds nothing to do."""
    other = connect(platform_only.dsn("postgres"))
    inside, go_on = threading.Event(), threading.Event()
    done: list[tuple[Migration, ...]] = []

    def first_done(_migration: Migration) -> None:
        inside.set()
        assert go_on.wait(30)

    threads = [
        threading.Thread(target=lambda: done.append(install.migrate(app, OURS, first_done))),
        threading.Thread(target=lambda: done.append(install.migrate(other, OURS))),
    ]
    threads[0].start()
    assert inside.wait(30)
    threads[1].start()
    watcher = platform_only.connect()
    while not value(watcher, "select count(*) from pg_locks where locktype = 'advisory' and not granted"):
        assert threads[1].is_alive()
    go_on.set()
    for thread in threads:
        thread.join(60)
    other.close()
    assert [len(each) for each in done] == [len(OURS), 0]


def test_another_that_does_not_end_is_said(
    app: psycopg.Connection, platform_only: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A migrate that hangs elsewhere is not waited for without end."""
    monkeypatch.setattr(install, "WAIT_FOR_OTHERS", "50ms")
    other = platform_only.connect()
    rows(other, "select pg_advisory_lock(%s)", install.MIGRATE_LOCK)
    with pytest.raises(MigrationError, match="Another migrate is at work"):
        install.migrate(app, OURS)


def test_a_database_that_is_no_project_is_told(app: psycopg.Connection) -> None:
    """Without the platform's publication, say, it is not the database people meant."""
    rows(app, "drop publication supabase_realtime")
    with pytest.raises(MigrationError, match="no Supabase project: it lacks publication supabase_realtime"):
        install.migrate(app, OURS)
