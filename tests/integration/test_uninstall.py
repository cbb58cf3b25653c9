"""supabase/uninstall.sql: the catalogue is as it was, the app's rows are untouched, nothing is cascaded into.

After a migration that adds or drops anything, render the file's list anew:
RAPPORT_RENDER=1 .venv/bin/pytest tests/integration/test_uninstall.py
"""

import os
import re

import psycopg
import pytest

from tests.catalogue import fingerprint
from tests.sql.world import World, attempt, rows, value
from tests.stack import MIGRATIONS, PROJECT, SEED, Database, TestCluster
from worker.database.files import find_migrations
from worker.database.install import load_seed, migrate, uninstall

UNINSTALL = PROJECT / "supabase" / "uninstall.sql"
APP = """
create table public.notes (id bigint generated always as identity primary key, body text not null,
  owner_id uuid references auth.users (id));
create view public.note_lengths as select id, length(body) as characters from public.notes;
create function public.note_count() returns bigint language sql stable as 'select count(*) from public.notes';
alter table public.notes enable row level security;
create policy "Owners read" on public.notes for select to authenticated
  using (owner_id = (select auth.uid()));
grant select on public.notes to authenticated;
comment on table public.notes is 'The app''s own.';
alter publication supabase_realtime add table public.notes;
insert into public.notes (body) values ('remember the milk'), ('and the tea');
"""
_RENDERED = re.compile(r"  newest constant text := .*?\n  -- end of what is rendered", re.DOTALL)
_OURS = """
with ours as (select oid, nspname from pg_namespace where nspname in ('public', 'training_private'))
select case c.relkind when 'v' then 'view ' else 'table ' end || c.oid::regclass
from pg_class c join ours on ours.oid = c.relnamespace where c.relkind in ('r', 'v')
union all
select 'function ' || p.oid::regprocedure from pg_proc p join ours on ours.oid = p.pronamespace
union all
select 'type ' || t.oid::regtype from pg_type t join ours on ours.oid = t.typnamespace
where t.typrelid = 0 and t.typelem = 0
union all
select 'schema ' || nspname from ours where nspname <> 'public'
"""


@pytest.fixture
def app(platform_only: Database) -> psycopg.Connection:
    """A project that holds somebody's app and nothing of ours, as its owner."""
    connection = platform_only.connect()
    connection.execute(APP.encode())
    return connection


def ours_in(connection: psycopg.Connection, *, seed: bool = False) -> None:
    """Our schema goes in as `rapport db migrate` puts it there."""
    migrate(connection, find_migrations(MIGRATIONS))
    if seed:
        load_seed(connection, SEED)


def test_the_file_names_everything_of_ours(cluster: TestCluster) -> None:
    """What a migrated database holds in public and what the file drops are the same list."""
    with cluster.database("migrated") as database:
        owner = database.connect()
        owner.execute("select set_config('search_path', '', false)")
        things = sorted(str(row[0]) for row in owner.execute(_OURS.encode()).fetchall())
        newest = value(owner, "select max(version) from public.training_schema_versions")
    listed = ",\n".join(f"    '{thing}'" for thing in things)
    rendered = (
        f"  newest constant text := '{newest}';\n  things constant text[] := array[\n{listed}];\n"
        "  -- end of what is rendered"
    )
    text = UNINSTALL.read_text(encoding="utf-8")
    expected = _RENDERED.sub(lambda _match: rendered, text)
    if os.environ.get("RAPPORT_RENDER") == "1":
        UNINSTALL.write_text(expected, encoding="utf-8")
    else:
        assert text == expected


@pytest.mark.parametrize("old_grants", [False, True])
def test_the_catalogue_is_as_it_was(app: psycopg.Connection, platform_only: Database) -> None:
    """Ours in beside an app, used, and out again: not a grant, comment or publication member differs."""
    before, notes = fingerprint(app), rows(app, "select * from public.notes order by id")
    ours_in(app, seed=True)
    assert fingerprint(app) != before
    world = World(platform_only)
    (name,) = world.plan(1, prefix="used_")
    platform_only.add_user("ana@example.org", "manager")
    world.job([name])
    (work,) = world.claim()
    world.pay(work)
    world.save(work)
    world.close()
    uninstall(app, UNINSTALL)
    assert fingerprint(app) == before
    assert rows(app, "select * from public.notes order by id") == notes
    assert value(app, "select count(*) from auth.users") == 1


def test_it_goes_in_again(app: psycopg.Connection) -> None:
    """After an uninstall a migrate starts from nothing; a second uninstall has nothing to do."""
    ours_in(app)
    uninstall(app, UNINSTALL)
    uninstall(app, UNINSTALL)
    ours_in(app)
    assert value(app, "select count(*) from public.training_schema_versions") == len(
        find_migrations(MIGRATIONS)
    )


STANDING = {
    "view public.app_view": "create view public.app_view as select 1 from public.training_conversations",
    "app_fk": "create table public.app_table (name text, constraint app_fk foreign key (name)"
    " references public.training_conversations (conversation_id))",
    "trigger app_trigger": "create function public.app_f() returns trigger language plpgsql"
    " as 'begin return new; end'; create trigger app_trigger before insert on public.generation_jobs"
    " for each row execute function public.app_f()",
    "app_default": "create table public.app_default (n integer default public.generation_live_workers())",
    "app_of_type": "create table public.app_of_type (metrics public.quality_metrics)",
}


@pytest.mark.parametrize("name", STANDING)
def test_what_stands_on_ours_stops_it_and_is_named(app: psycopg.Connection, name: str) -> None:
    """Somebody's view, foreign key, trigger, default or column on ours: named, and nothing is changed."""
    ours_in(app)
    app.execute(STANDING[name].encode())
    before = fingerprint(app)
    with pytest.raises(psycopg.errors.DependentObjectsStillExist, match=name):
        app.execute(UNINSTALL.read_bytes())
    assert fingerprint(app) == before
    assert attempt(app, "select 1 from public.training_schema_versions") is None


def test_it_takes_its_own_release_only(app: psycopg.Connection) -> None:
    """A database of a newer release holds what this file does not name: refused."""
    ours_in(app)
    rows(
        app, "insert into public.training_schema_versions (version, name) values ('29990101000000', 'newer')"
    )
    with pytest.raises(psycopg.errors.ObjectNotInPrerequisiteState) as caught:
        app.execute(UNINSTALL.read_bytes())
    assert caught.value.diag.message_hint == "Take the file of the newer Rapport."


def test_a_project_of_its_own_is_cleared_from_the_clis_history(database: Database) -> None:
    """Where the CLI's history lists our migrations they go too, so that a later push applies them anew."""
    owner = database.connect()
    rows(owner, "insert into supabase_migrations.schema_migrations (version, name) values ('1', 'the_apps')")
    owner.execute(UNINSTALL.read_bytes())
    assert rows(owner, "select version from supabase_migrations.schema_migrations") == [{"version": "1"}]
