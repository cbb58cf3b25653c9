"""Which rows an actor sees and changes, in both of Supabase's worlds. Grants by column are test_access.py's."""

from collections.abc import Iterator

import pytest

from tests.sql import catalogue
from tests.sql.catalogue import Declared
from tests.sql.lived import live
from tests.sql.world import World, refused, rows, value
from tests.stack import TestCluster

DECLARED = Declared()
READABLE = DECLARED.listed("authenticated", "select")


@pytest.fixture(scope="module", params=[False, True], ids=["no default grants", "old default grants"])
def both(cluster: TestCluster, request: pytest.FixtureRequest) -> Iterator[World]:
    """A database in which something of everything has happened, in each of the platform's two worlds."""
    with cluster.database("migrated", old_grants=request.param) as database:
        world = live(World(database))
        world.user("viewer", "somebody@example.org")
        yield world


def _count(relation: str) -> str:
    return f"select count(*) from {catalogue.quoted(relation)}"


def test_there_is_something_to_hide(both: World) -> None:
    """Every table and view has rows; a new one gets its own in tests/sql/lived.py."""
    bare = [name for name in catalogue.relations(both.owner) if value(both.owner, _count(name)) == 0]
    assert bare == []


@pytest.mark.parametrize("kind", ["stranger", "anonymous"])
def test_signing_up_gives_nothing(both: World, kind: str) -> None:
    """A signed-in non-member, and an anonymous sign-in of a member's id, read no row of any table."""
    if kind == "stranger":
        connection = both.user(None, "stranger@example.org")
    else:
        member = both.database.add_user("anonymous@example.org", "manager")
        connection = both.database.as_user(member, anonymous=True)
    for name in READABLE:
        assert value(connection, _count(name)) == 0, name


@pytest.mark.parametrize("role", ["viewer", "reviewer", "manager"])
def test_members_see_every_row(both: World, role: str) -> None:
    """As many as there are, of every table but the members' own."""
    connection = both.user(role, f"{role}-reads@example.org")
    for name in READABLE:
        if name != "training_members":
            assert value(connection, _count(name)) == value(both.owner, _count(name)), name


def test_a_member_sees_its_own_membership_alone(both: World) -> None:
    """Other members' rows are hidden, a manager's too."""
    both.user("viewer", "hidden@example.org")
    seen = rows(both.user("manager", "own@example.org"), "select email from public.training_members")
    assert seen == [{"email": "own@example.org"}]


@pytest.mark.parametrize("role", ["viewer", "reviewer", None])
def test_others_writes_change_nothing(both: World, role: str | None) -> None:
    """A granted column is of no use without the role: jobs say so, of other tables no row is touched."""
    connection = both.user(role, f"{role}-writes@example.org")
    for relation, columns in catalogue.relations(both.owner).items():
        for column in columns:
            if not DECLARED.allows("authenticated", "update", relation, column):
                continue
            statement = f'update public.{relation} set "{column}" = "{column}" returning 1 as touched'
            if relation == "generation_jobs":
                assert refused(connection, statement).sqlstate == "42501"
            else:
                assert rows(connection, statement) == [], (relation, column)


def test_a_manager_edits_a_plan_while_it_is_planned(both: World) -> None:
    """fp_1 is approved and fp_4 is in a job: both refused with what to do; a free one is edited."""
    manager = both.user("manager", "planner@example.org")
    edit = "update public.training_conversations set topic_category = 'x' where conversation_id = %s returning topic_category"
    assert refused(manager, edit, "fp_1").sqlstate == "PT409"
    live = refused(manager, edit, "fp_4")
    assert (live.sqlstate, live.detail["conversation"], live.detail["live_job"]) == ("PT409", "fp_4", 4)
    (free,) = both.plan(1)
    assert rows(manager, edit, free) == [{"topic_category": "x"}]


def test_insert_and_read_back_in_one(both: World) -> None:
    """`.insert().select()` works for a manager: the returned row is whole."""
    (free,) = both.plan(1)
    job = both.job([free], by=both.user("manager", "reader@example.org"))
    assert job["created_by_name"] == "reader@example.org"


def test_who_leaves_keeps_a_name(both: World) -> None:
    """Deleting a user ends the membership and empties created_by; the name stays."""
    (free,) = both.plan(1)
    job = both.job([free], by=both.user("manager", "gone@example.org"))
    rows(both.owner, "delete from auth.users where email = 'gone@example.org'")
    after = both.see_job(job)
    assert (after["created_by"], after["created_by_name"]) == (None, "gone@example.org")
    assert (
        value(both.owner, "select count(*) from public.training_members where email = 'gone@example.org'")
        == 0
    )


def test_a_beat_is_stamped_by_the_server(both: World) -> None:
    """A worker's clock is not asked."""
    rows(both.service, "update public.generation_worker_beats set beat_at = '2001-01-01'")
    assert value(both.service, "select public.generation_live_workers()") == 1


def test_a_table_hidden_by_a_temporary_one_is_not_fooled(both: World) -> None:
    """A pg_temp table of the same name does not stand in for ours inside a function."""
    (free,) = both.plan(1)
    connection = both.connect("service_role")
    rows(connection, "create temp table training_members (user_id uuid, role text)")
    rows(connection, "create temp table generation_jobs (id uuid)")
    assert both.job([free], by=connection)["created_via"] == "service"
