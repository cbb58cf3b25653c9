"""Role by verb by column, as the API switches roles, for everything the catalogue has, in both of Supabase's worlds.

What is allowed is declared in access.toml and nowhere else; whatever is not must be refused with 42501. Which rows
a role then sees is test_membership.py's.
"""

from collections.abc import Iterator

import psycopg
import pytest

from tests.sql import catalogue, snapshot
from tests.sql.catalogue import SECTIONS, VERBS, Declared
from tests.sql.world import World, attempt, rows
from tests.stack import TestCluster

ROLES = list(SECTIONS)
# Verbs that no role of the API has, on anything.
NEVER = ("TRUNCATE", "REFERENCES", "TRIGGER")
REFUSED = "42501"
# Postgres refuses to write to a view that is no simple one before it looks at privileges.
NO_SUCH_WRITE = "55000"


@pytest.fixture(scope="module", params=[False, True], ids=["no default grants", "old default grants"])
def both(cluster: TestCluster, request: pytest.FixtureRequest) -> Iterator[World]:
    """A migrated database in each of the platform's two worlds."""
    with cluster.database("migrated", old_grants=request.param) as database:
        yield World(database)


@pytest.fixture(scope="module")
def declared() -> Declared:
    """What access.toml says."""
    return Declared()


def _acting(world: World, role: str) -> psycopg.Connection:
    """As the API acts; signed in as a manager, the most a signed-in user can be."""
    if role != "authenticated":
        return world.connect(role)
    found = rows(
        world.owner,
        "select user_id::text as id from public.training_members where email = 'most@example.org'",
    )
    user_id = found[0]["id"] if found else world.database.add_user("most@example.org", "manager")
    return world.database.as_user(user_id, email="most@example.org")


def _statement(verb: str, relation: str, column: str) -> str:
    """Uses one privilege on one column, and touches no row."""
    table = catalogue.quoted(relation)
    return {
        "select": f'select "{column}" from {table} where false',
        "insert": f'insert into {table} ("{column}") overriding system value select null where false',
        "update": f'update {table} set "{column}" = default where false',
    }[verb]


def _undeclared(world: World, declared: Declared, role: str, verb: str) -> list[tuple[str, str, str]]:
    """What a verb does on relations and columns that was not declared, or does not that was: with the SQLSTATE."""
    connection = _acting(world, role)
    views = catalogue.views(world.owner)
    wrong = []
    for relation, columns in catalogue.relations(world.owner).items():
        for column in columns:
            state = attempt(connection, _statement(verb, relation, column))
            if declared.allows(role, verb, relation, column):
                good = state is None
            else:
                good = state == REFUSED or (relation in views and verb != "select" and state == NO_SUCH_WRITE)
            if not good:
                wrong.append((relation, column, state or "done"))
    return wrong


def _deletable(world: World, role: str) -> list[str]:
    connection = _acting(world, role)
    return [
        relation
        for relation in catalogue.relations(world.owner)
        if relation not in catalogue.views(world.owner)
        and attempt(connection, f"delete from {catalogue.quoted(relation)} where false") != REFUSED
    ]


def _callable(world: World, role: str) -> list[str]:
    connection = _acting(world, role)
    return [
        name
        for name, call in catalogue.functions(world.owner)
        if attempt(connection, f"select {call} where false") != REFUSED
    ]


@pytest.mark.parametrize("verb", VERBS)
@pytest.mark.parametrize("role", ROLES)
def test_each_column_is_as_declared(both: World, declared: Declared, role: str, verb: str) -> None:
    """Done where access.toml says so, 42501 everywhere else: a new column is refused until it is declared."""
    wrong = _undeclared(both, declared, role, verb)
    assert wrong == [], (
        f"{role} {verb}: declare in access.toml, or revoke: {sorted({row[0] for row in wrong})}"
    )


@pytest.mark.parametrize("role", ROLES)
def test_nothing_is_deleted_but_as_declared(both: World, declared: Declared, role: str) -> None:
    """DELETE is the service key's on a few tables, nobody else's on any."""
    assert _deletable(both, role) == sorted(declared.listed(role, "delete"))


@pytest.mark.parametrize("role", ROLES)
def test_each_function_is_as_declared(both: World, declared: Declared, role: str) -> None:
    """Called as rpc calls it: done where access.toml says so, 42501 for all others, triggers' own included."""
    assert _callable(both, role) == sorted(declared.listed(role, "execute"))


@pytest.mark.parametrize("role", ROLES)
def test_nobody_counts_or_empties(both: World, role: str) -> None:
    """No sequence may be read or moved; TRUNCATE, REFERENCES, TRIGGER are nobody's, and no grant may be passed on."""
    connection = _acting(both, role)
    sequences = catalogue.sequences(both.owner)
    assert len(sequences) >= 3
    for name in sequences:
        assert attempt(connection, f"select nextval('{name}')") == REFUSED, name
        assert attempt(connection, f"select last_value from {name}") == REFUSED, name
    held = rows(
        both.owner,
        "select c.oid::regclass::text as name, v.verb from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" cross join unnest(%s::text[]) v (verb) where {catalogue.OURS.replace('%', '%%')}"
        " and c.relkind in ('r', 'v') and (has_table_privilege(%s, c.oid, v.verb)"
        " or has_table_privilege(%s, c.oid, 'SELECT WITH GRANT OPTION'))",
        list(NEVER),
        role,
        role,
    )
    assert held == []


def test_the_declaration_speaks_of_what_there_is(both: World, declared: Declared) -> None:
    """A name or a column that was misspelt, or has gone, is found here."""
    there = catalogue.relations(both.owner)
    assert declared.named() - there.keys() == set()
    for role in ("authenticated", "service_role"):
        for verb in ("insert", "update"):
            for relation, columns in there.items():
                said = declared.columns(role, verb, relation)
                assert said == "*" or set(said) <= set(columns), (role, verb, relation)


def test_what_a_role_reads_it_reads_whole(declared: Declared, both: World) -> None:
    """`select *` and `.insert().select()` work on every table a role may use."""
    for role in ("authenticated", "service_role"):
        connection = _acting(both, role)
        for relation in declared.listed(role, "select"):
            assert attempt(connection, f"select * from {catalogue.quoted(relation)} limit 0") is None, (
                relation
            )


def test_the_snapshot_is_as_checked_in(both: World) -> None:
    """Equal in both worlds. Refresh it by .venv/bin/python -m tests.sql.snapshot and read the diff."""
    assert snapshot.taken(both.owner).splitlines() == snapshot.PATH.read_text().splitlines()


FAULTS = """
    grant select on public.generation_leases to authenticated;
    grant insert (cost_usd) on public.generation_jobs to authenticated;
    grant update (status) on public.generation_jobs to authenticated;
    grant delete on public.generation_jobs to authenticated;
    grant execute on function public.reap_expired_items() to public;
    alter table public.generation_jobs add column prompt text;
    grant update (prompt) on public.generation_jobs to authenticated;
    create schema hidden;
    create table hidden.keys (id int);
    grant usage on schema hidden to anon;
    grant select on hidden.keys to anon
"""


def test_planted_faults_are_seen(cluster: TestCluster, declared: Declared) -> None:
    """The tests above can fail: each kind of slip is found, and the snapshot differs."""
    with cluster.database("migrated") as database:
        world = World(database)
        rows(world.owner, FAULTS)
        assert ("generation_leases", "lease_token", "done") in _undeclared(
            world, declared, "authenticated", "select"
        )
        assert _undeclared(world, declared, "authenticated", "insert") == [
            ("generation_jobs", "cost_usd", "done")
        ]
        assert _undeclared(world, declared, "authenticated", "update") == [
            ("generation_jobs", "status", "done"),
            ("generation_jobs", "prompt", "done"),
        ]
        assert _undeclared(world, declared, "anon", "select") == [("hidden.keys", "id", "done")]
        assert _deletable(world, "authenticated") == ["generation_jobs"]
        assert _callable(world, "anon") == ["reap_expired_items"]
        assert snapshot.taken(world.owner) != snapshot.PATH.read_text()
