"""What a database holds of Rapport: what is applied, what is in the way, what is half there or was edited.

Only reads. Tested in tests/integration/test_database_state.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

import psycopg
from psycopg.rows import dict_row

from worker.database.files import Migration
from worker.database.made import RELATIONS, Made, Things, created, standing

VERSIONS: Final = "training_schema_versions"
_VERSION_COLUMNS: Final = frozenset({"version", "name", "applied_at", "applied_by", "grants_fingerprint"})

_PLATFORM: Final = """
select wanted as name from (values ('schema auth'), ('function auth.uid()'), ('function auth.jwt()'),
  ('function auth.email()'), ('table auth.users'), ('publication supabase_realtime'),
  ('role anon'), ('role authenticated'), ('role service_role')) as w (wanted)
where not case split_part(wanted, ' ', 1)
  when 'schema' then to_regnamespace(split_part(wanted, ' ', 2)) is not null
  when 'function' then to_regprocedure(split_part(wanted, ' ', 2)) is not null
  when 'table' then to_regclass(split_part(wanted, ' ', 2)) is not null
  when 'publication' then exists (
    select 1 from pg_catalog.pg_publication where pubname = split_part(wanted, ' ', 2))
  else to_regrole(split_part(wanted, ' ', 2)) is not null end
"""
_RELATIONS: Final = """
select case when n.nspname = 'public' then '' else n.nspname || '.' end || c.relname as name,
  c.relkind::text as kind, coalesce(array_agg(a.attname::text) filter (
    where a.attnum > 0 and not a.attisdropped), '{}') as columns
from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
left join pg_catalog.pg_attribute a on a.attrelid = c.oid
where n.nspname = any (%(schemas)s)
group by n.nspname, c.oid
union all
select case when n.nspname = 'public' then '' else n.nspname || '.' end || t.typname, 'type', '{}'
from pg_catalog.pg_type t join pg_catalog.pg_namespace n on n.oid = t.typnamespace
where n.nspname = any (%(schemas)s) and t.typrelid = 0 and t.typelem = 0
"""
_FUNCTIONS: Final = """
select case when n.nspname = 'public' then '' else n.nspname || '.' end || p.proname as name,
  array_agg(p.prosrc) as bodies
from pg_catalog.pg_proc p join pg_catalog.pg_namespace n on n.oid = p.pronamespace
where n.nspname = any (%(schemas)s) group by 1
"""
_SCHEMAS: Final = "select nspname as name from pg_catalog.pg_namespace where nspname = any (%(schemas)s)"
_KINDS: Final = {
    "r": "table",
    "p": "table",
    "v": "view",
    "m": "view",
    "i": "index",
    "I": "index",
    "S": "sequence",
}


@dataclass(frozen=True)
class Applied:
    """A row of training_schema_versions: version, name, when (null: unknown) and by which database role."""

    version: str
    name: str
    applied_at: datetime | None
    applied_by: str


@dataclass(frozen=True)
class State:
    """What a database holds, against the migrations of this Rapport.

    Attributes:
        applied: what training_schema_versions says, in order.
        pending: our migrations it does not say.
        newer: versions it says and this Rapport does not have.
        by_cli: versions of ours that the Supabase CLI's own history knows.
        platform_missing: what a Supabase project has and this database lacks.
        foreign: things of a name we need that are not ours, "table x" each.
        halfway: the migration that was begun and never recorded, with what there is of it; else None.
        missing: what was applied and is not there.
        edited: what was applied and is not as it was made.
        grants_as_migrated: whether grants and policies are as the last migration left them; None: unknown.
        contents: conversations by dataset; None when our tables are not there.
    """

    applied: tuple[Applied, ...]
    pending: tuple[Migration, ...]
    newer: tuple[Applied, ...]
    by_cli: frozenset[str]
    platform_missing: tuple[str, ...]
    foreign: tuple[str, ...]
    halfway: tuple[Migration, tuple[str, ...]] | None
    missing: tuple[str, ...]
    edited: tuple[str, ...]
    grants_as_migrated: bool | None
    contents: dict[str, int] | None

    @property
    def out_of_order(self) -> tuple[Migration, ...]:
        """Pending ones that come before one that is applied: no release leaves such a state."""
        last = max((each.version for each in self.applied), default="")
        return tuple(each for each in self.pending if each.version < last)


@dataclass(frozen=True)
class _Catalogue:
    """What our schemas hold: relations and types by name (kind, columns), bodies of functions, schemas."""

    relations: dict[str, tuple[str, frozenset[str]]]
    functions: dict[str, list[str]]
    schemas: frozenset[str]

    def has(self, made: Made) -> bool:
        """Whether the name is taken."""
        if made.kind == "schema":
            return made.name in self.schemas
        return made.name in (self.functions if made.kind == "function" else self.relations)

    def alike(self, made: Made) -> bool:
        """Whether what bears the name is as we make it; what has no mark of its own is so by its kind."""
        if made.kind == "function":
            return made.body in self.functions.get(made.name, [])
        if made.kind == "schema":
            return made.name in self.schemas
        kind, columns = self.relations.get(made.name, ("", frozenset()))
        return kind == made.kind and made.columns <= columns

    def named(self, made: Made) -> str:
        """What bears the name, in words."""
        return f"{self.relations[made.name][0] if made.kind in RELATIONS else made.kind} {made.name}"


def read_state(connection: psycopg.Connection, migrations: Sequence[Migration]) -> State:
    """Look at everything; nothing is changed.

    Args:
        connection: in autocommit, as a role that owns what is ours (postgres).
        migrations: those of this Rapport, in order.
    """
    catalogue = _read_catalogue(connection, migrations)
    ours = catalogue.relations.get(VERSIONS, ("", frozenset()))[1] >= _VERSION_COLUMNS
    applied = _read_applied(connection) if ours else ()
    done = {each.version for each in applied}
    pending = tuple(each for each in migrations if each.version not in done)
    known = {each.version for each in migrations}
    expected = standing(each for each in migrations if each.version in done)
    foreign, halfway = _in_the_way(catalogue, expected, pending, begun=ours)
    missing = tuple(str(each) for each in expected.values() if not catalogue.has(each))
    edited = tuple(
        str(each) for each in expected.values() if catalogue.has(each) and not catalogue.alike(each)
    )
    return State(
        applied=applied,
        pending=pending,
        newer=tuple(each for each in applied if each.version not in known),
        by_cli=_known_to_cli(connection, migrations),
        platform_missing=tuple(row["name"] for row in _rows(connection, _PLATFORM)),
        foreign=foreign,
        halfway=halfway,
        missing=missing,
        edited=edited,
        grants_as_migrated=_grants(connection) if applied and not missing else None,
        contents=_contents(connection) if applied and not missing else None,
    )


def _in_the_way(
    catalogue: _Catalogue, expected: Things, pending: Iterable[Migration], *, begun: bool
) -> tuple[tuple[str, ...], tuple[Migration, tuple[str, ...]] | None]:
    """Names the pending migrations need that are taken: by somebody else, or by a migration cut short.

    A file that was run outside a transaction and broke off leaves things exactly as we make them, beside our
    own table of versions; anything else of our name is somebody's.
    """
    foreign: list[str] = []
    halfway: tuple[Migration, tuple[str, ...]] | None = None
    for number, migration in enumerate(pending):
        taken = [made for made in created(migration) if made.key not in expected and catalogue.has(made)]
        alike = any(made.marked for made in taken) and all(catalogue.alike(made) for made in taken)
        if begun and number == 0 and alike:
            halfway = (migration, tuple(dict.fromkeys(catalogue.named(made) for made in taken)))
        else:
            foreign += [catalogue.named(made) for made in taken]
    return tuple(dict.fromkeys(foreign)), halfway


def _read_catalogue(connection: psycopg.Connection, migrations: Sequence[Migration]) -> _Catalogue:
    made = (each for migration in migrations for each in created(migration))
    schemas = ["public", *(each.name for each in made if each.kind == "schema")]
    relations = {
        row["name"]: (_KINDS.get(row["kind"], row["kind"]), frozenset(row["columns"]))
        for row in _rows(connection, _RELATIONS, schemas=schemas)
    }
    functions = {row["name"]: row["bodies"] for row in _rows(connection, _FUNCTIONS, schemas=schemas)}
    there = frozenset(row["name"] for row in _rows(connection, _SCHEMAS, schemas=schemas))
    return _Catalogue(relations, functions, there)


def _read_applied(connection: psycopg.Connection) -> tuple[Applied, ...]:
    query = f"select version, name, applied_at, applied_by from public.{VERSIONS} order by version"  # noqa: S608 - a constant
    return tuple(Applied(**row) for row in _rows(connection, query))


def _known_to_cli(connection: psycopg.Connection, migrations: Sequence[Migration]) -> frozenset[str]:
    """Versions of ours in the CLI's history; another's of the same version has another name."""
    there = _rows(
        connection, "select to_regclass('supabase_migrations.schema_migrations') is not null as there"
    )
    if not there[0]["there"]:
        return frozenset()
    names = {each.version: each.name for each in migrations}
    query = "select version, name from supabase_migrations.schema_migrations"
    return frozenset(
        row["version"] for row in _rows(connection, query) if names.get(row["version"]) == row["name"]
    )


def _grants(connection: psycopg.Connection) -> bool | None:
    query = (
        "select public.generation_grants_fingerprint() is not distinct from (select v.grants_fingerprint"
        " from public.training_schema_versions v where v.grants_fingerprint is not null"
        " order by v.version desc limit 1) as same"
    )
    try:
        return bool(_rows(connection, query)[0]["same"])
    except psycopg.errors.UndefinedFunction:  # the migration that makes it is pending
        return None


def _contents(connection: psycopg.Connection) -> dict[str, int] | None:
    query = (
        "select d.dataset_id, count(c.conversation_id) as conversations from public.training_datasets d"
        " left join public.training_conversations c using (dataset_id) group by d.dataset_id order by 1"
    )
    try:
        return {row["dataset_id"]: row["conversations"] for row in _rows(connection, query)}
    except psycopg.errors.UndefinedTable:
        return None


def _rows(connection: psycopg.Connection, query: str, **arguments: Any) -> list[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        return cursor.execute(query.encode(), arguments or None).fetchall()
