"""What a database holds of Rapport (worker/database): read from the catalogue, against our files."""

import psycopg
import pytest

from tests.sql.world import rows
from tests.stack import MIGRATIONS, SEED, Database
from worker.database.files import Migration, find_migrations
from worker.database.install import load_seed, migrate
from worker.database.made import standing
from worker.database.state import State, read_state

OURS = find_migrations(MIGRATIONS)


@pytest.fixture
def owner(platform_only: Database) -> psycopg.Connection:
    """A project without anything of ours, as its owner."""
    return platform_only.connect()


def state(owner: psycopg.Connection, migrations: tuple[Migration, ...] = OURS) -> State:
    """What `rapport db status` sees."""
    return read_state(owner, migrations)


def test_the_migrations_text_says_what_the_catalogue_holds(module_database: Database) -> None:
    """Every table with its columns, view and function with its body: what is read from the files is there."""
    owner = module_database.connect()
    things = standing(OURS)
    name = "case when nspname = 'public' then '' else nspname || '.' end || "
    ours = "nspname in ('public', 'training_private')"
    tables = rows(
        owner,
        f"select {name} c.relname as name, array_agg(a.attname::text) as columns from pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace"
        " join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped"
        f" where {ours} and c.relkind = 'r' group by 1",
    )
    functions = rows(
        owner,
        f"select {name} proname as name, prosrc from pg_proc p"
        f" join pg_namespace n on n.oid = p.pronamespace where {ours}",
    )
    views = rows(
        owner,
        f"select {name} relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where {ours} and relkind = 'v'",
    )
    assert {(row["name"], frozenset(row["columns"])) for row in tables} == {
        (each.name, each.columns) for each in things.values() if each.kind == "table"
    }
    assert {(row["name"], row["prosrc"]) for row in functions} == {
        (each.name, each.body) for each in things.values() if each.kind == "function"
    }
    assert {row["name"] for row in views} == {each.name for each in things.values() if each.kind == "view"}


def test_nothing_yet(owner: psycopg.Connection) -> None:
    """A bare project: all is pending, nothing in the way."""
    found = state(owner)
    assert (found.applied, found.pending, found.foreign, found.halfway) == ((), OURS, (), None)
    assert (found.missing, found.platform_missing, found.contents) == ((), (), None)


def test_all_of_it(owner: psycopg.Connection) -> None:
    """Migrated and seeded: who applied it, grants as migrated, the content by dataset."""
    migrate(owner, OURS)
    assert state(owner).contents == {}
    load_seed(owner, SEED)
    found = state(owner)
    assert [each.version for each in found.applied] == [each.version for each in OURS]
    assert {each.applied_by for each in found.applied} == {"postgres"}
    assert (found.pending, found.foreign, found.missing, found.edited) == ((), (), (), ())
    assert (found.grants_as_migrated, found.by_cli) == (True, frozenset())
    assert found.contents is not None
    assert sum(found.contents.values()) > 0


FOREIGN = {
    "table generation_jobs": "create table public.generation_jobs (id int)",
    "view training_members": "create view public.training_members as select 1 as one",
    "table conversation_matrix": "create table public.conversation_matrix (id int)",
    "function open_call": "create function public.open_call(int) returns int language sql as 'select 1'",
    "type quality_metrics": "create type public.quality_metrics as enum ('good')",
    "table training_schema_versions": "create table public.training_schema_versions (version text)",
    "sequence generation_jobs_open_idx": "create sequence public.generation_jobs_open_idx",
}


@pytest.mark.parametrize("named", FOREIGN)
def test_somebodys_thing_of_our_name_is_foreign(owner: psycopg.Connection, named: str) -> None:
    """Whatever its kind: a table where we want a view, a type where we want a table, another signature."""
    rows(owner, FOREIGN[named])
    found = state(owner)
    assert found.foreign == (named,)
    assert (found.applied, found.halfway) == ((), None)


def test_a_name_that_a_later_release_needs_is_foreign_too(owner: psycopg.Connection) -> None:
    """Beside an older schema of ours, what only a pending file makes is still told from ours."""
    migrate(owner, OURS[:5])
    rows(owner, "create view public.job_progress as select 1 as one")
    found = state(owner)
    assert (found.foreign, len(found.applied)) == (("view job_progress",), 5)


def test_a_file_that_broke_off_is_halfway(owner: psycopg.Connection) -> None:
    """Run statement by statement without a transaction and cut: what is there is exactly ours, unrecorded."""
    migrate(owner, OURS[:3])
    quality = OURS[3]
    rows(owner, quality.text[: quality.text.index("create function")])
    found = state(owner)
    assert found.halfway is not None
    assert found.halfway[0] == quality
    assert set(found.halfway[1]) == {
        "table quality_metrics",
        "table quality_findings",
        "index quality_findings_conversation_id_idx",
    }
    assert found.foreign == ()


def test_what_was_dropped_or_changed_is_told(owner: psycopg.Connection) -> None:
    """A dropped view is missing; another text of a function, a lost column and a lost grant are edits."""
    migrate(owner, OURS)
    rows(owner, "drop view public.job_progress")
    rows(owner, "alter table public.generation_drafts drop column error_message")
    rows(
        owner,
        "create or replace function public.generation_live_workers() returns integer"
        " language sql stable set search_path = '' as 'select 7'",
    )
    found = state(owner)
    assert found.missing == ("view job_progress",)
    assert set(found.edited) == {"table generation_drafts", "function generation_live_workers"}


def test_a_changed_grant_is_told(owner: psycopg.Connection) -> None:
    """Somebody gave anon a table of ours."""
    migrate(owner, OURS)
    rows(owner, "grant select on public.generation_jobs to anon")
    assert state(owner).grants_as_migrated is False


def test_newer_and_left_out(owner: psycopg.Connection) -> None:
    """A version this Rapport lacks is newer; one that is pending before an applied one was left out."""
    migrate(owner, OURS)
    rows(
        owner,
        "insert into public.training_schema_versions (version, name) values ('29990101000000', 'later')",
    )
    assert [each.version for each in state(owner).newer] == ["29990101000000"]
    rows(owner, "delete from public.training_schema_versions where version = %s", OURS[-2].version)
    assert state(owner).out_of_order == (OURS[-2],)


def test_the_clis_history_is_read_by_version_and_name(database: Database) -> None:
    """The local stack's history is the CLI's: all of ours are in it; an app's own of that version is not."""
    owner = database.connect()
    assert state(owner).by_cli == {each.version for each in OURS}
    rows(
        owner,
        "update supabase_migrations.schema_migrations set name = 'the_apps' where version = %s",
        OURS[0].version,
    )
    assert state(owner).by_cli == {each.version for each in OURS[1:]}
