"""Who may what, per actor and verb, in both of Supabase's worlds: no default grants, or all of them."""

from collections.abc import Iterator

import pytest

from tests.sql.world import World, refused, rows, value
from tests.stack import TestCluster

MEMBER_TABLES = [
    "conversation_templates",
    "emotional_context",
    "generation_calls",
    "generation_drafts",
    "generation_events",
    "generation_job_items",
    "generation_jobs",
    "generation_prices",
    "generation_transitions",
    "generation_worker_beats",
    "generation_workers",
    "quality_findings",
    "quality_metrics",
    "response_breakdowns",
    "response_strategies",
    "training_conversations",
    "training_datasets",
    "training_members",
    "training_schema_versions",
    "training_turns",
]
VIEWS = [
    "conversation_matrix",
    "conversation_search",
    "conversation_transcript",
    "dataset_overview",
    "job_progress",
    "quality_by_day",
    "quality_histogram",
    "spend_by_day",
    "template_performance",
]
WORKER_TABLES = ["conversation_words", "generation_leases", "generation_responses"]
WORKER_FUNCTIONS = [
    "claim_generation_items('w', 1, 60)",
    "generation_claim('w', 1, 60)",
    "generation_versions()",
    "conversation_reset('{fp_1}')",
    "heartbeat_items('w', '[]', 60)",
    "save_conversation(gen_random_uuid(), gen_random_uuid(), '{}')",
    "fail_item(gen_random_uuid(), gen_random_uuid(), 'c', 'm', 'h', true)",
    "release_items('w', '[]', 'r')",
    "reap_expired_items()",
    "open_call(gen_random_uuid(), gen_random_uuid(), '{}')",
    "settle_call(gen_random_uuid(), '{}')",
    "generation_health()",
    "check_generation_history()",
    "generation_estimate('{}', '{}')",
]
# What a manager may write, and in which columns; nobody else writes anything.
MANAGER_INSERTS = {("generation_jobs", name) for name in (
    "job_type", "target_conversation_ids", "options", "max_cost_usd", "note")}  # fmt: skip
MANAGER_UPDATES = {("generation_jobs", name) for name in ("requested_action", "max_cost_usd", "note")} | {
    ("conversation_templates", name)
    for name in (
        "template_name", "arc", "structure", "dialogue_prompt", "annotation_prompt", "instructions", "variables")
} | {
    ("training_conversations", name)
    for name in (
        "persona_type", "persona_name", "persona_description", "topic_category", "topic_description", "template_id",
        "tier_batch", "starting_emotion", "starting_intensity", "ending_emotion", "ending_intensity",
        "emotional_arc_description", "turn_count", "session_context", "expected_outcome", "scenario",
        "required_review", "language")
}  # fmt: skip


@pytest.fixture(scope="module", params=[False, True], ids=["no default grants", "old default grants"])
def both(cluster: TestCluster, request: pytest.FixtureRequest) -> Iterator[World]:
    """A world with one finished job and one queued, in each of the platform's two worlds."""
    with cluster.database("migrated", old_grants=request.param) as database:
        world = World(database)
        world.plan(2)
        world.job(["fp_1"])
        (work,) = world.claim()
        world.pay(work)
        world.save(work)
        world.job(["fp_2"])
        rows(
            world.service,
            "insert into public.generation_workers (worker_id, mode, version) values ('w1', 'live', '1')",
        )
        rows(world.service, "insert into public.generation_worker_beats (worker_id) values ('w1')")
        yield world


def _privileges(world: World, role: str) -> set[tuple[str, str, str]]:
    """(verb, table, column) that a role holds on our tables and views."""
    found = rows(
        world.owner,
        "select v.verb, c.relname, a.attname from pg_class c join pg_attribute a on a.attrelid = c.oid"
        " and a.attnum > 0 and not a.attisdropped"
        " cross join (values ('SELECT'), ('INSERT'), ('UPDATE'), ('REFERENCES')) v (verb)"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')"
        " and has_column_privilege(%s, c.oid, a.attnum, v.verb)",
        role,
    )
    return {(row["verb"], row["relname"], row["attname"]) for row in found}


def test_anon_holds_nothing(both: World) -> None:
    """Not one privilege on one column, nor on a function: 42501, and no row count to guess from."""
    assert _privileges(both, "anon") == set()
    anon = both.connect("anon")
    for name in MEMBER_TABLES + VIEWS + WORKER_TABLES:
        assert refused(anon, f"select * from public.{name}").sqlstate == "42501"


@pytest.mark.parametrize("kind", ["stranger", "anonymous"])
def test_signing_up_gives_nothing(both: World, kind: str) -> None:
    """A signed-in non-member, and an anonymous sign-in of a member's id, read no row of any table."""
    if kind == "stranger":
        connection = both.user(None, "stranger@example.org")
    else:
        member = both.database.add_user("anonymous@example.org", "manager")
        connection = both.database.as_user(member, anonymous=True)
    for name in MEMBER_TABLES + VIEWS:
        assert value(connection, f"select count(*) from public.{name}") == 0, name


@pytest.mark.parametrize("role", ["viewer", "reviewer", "manager"])
def test_members_read_whole_tables(both: World, role: str) -> None:
    """Select * works on every table a member may see, and shows rows; leases and raw answers are refused."""
    connection = both.user(role, f"{role}-reads@example.org")
    rows(
        both.service,
        "insert into public.generation_drafts (conversation_id, attempt, error_code, error_message,"
        " draft, item_id) select conversation_id, 1, 'x', 'x', '{}', id from public.generation_job_items limit 1",
    )
    for name in MEMBER_TABLES + VIEWS:
        assert len(rows(connection, f"select * from public.{name}")) > 0, name
    for name in WORKER_TABLES:
        assert refused(connection, f"select * from public.{name}").sqlstate == "42501"


def test_a_member_sees_its_own_membership_alone(both: World) -> None:
    """Other members' rows are hidden, a manager's too."""
    both.user("viewer", "hidden@example.org")
    seen = rows(both.user("manager", "own@example.org"), "select email from public.training_members")
    assert seen == [{"email": "own@example.org"}]


def test_signed_in_users_write_only_the_managers_columns(both: World) -> None:
    """The grants of `authenticated`, column by column, are exactly the contract's."""
    held = _privileges(both, "authenticated")
    assert {(table, column) for verb, table, column in held if verb == "INSERT"} == MANAGER_INSERTS
    assert {(table, column) for verb, table, column in held if verb == "UPDATE"} == MANAGER_UPDATES
    assert {table for verb, table, _ in held if verb == "SELECT"} == set(MEMBER_TABLES + VIEWS)
    assert not {table for verb, table, _ in held if verb == "REFERENCES"}


@pytest.mark.parametrize("role", ["anon", "authenticated", "service_role"])
def test_nobody_empties_tables_through_the_api(both: World, role: str) -> None:
    """DELETE is the service key's on four tables, TRUNCATE and TRIGGER nobody's."""
    held = rows(
        both.owner,
        "select c.relname, v.verb from pg_class c cross join (values ('DELETE'), ('TRUNCATE'), ('TRIGGER')) v (verb)"
        " where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'v')"
        " and has_table_privilege(%s, c.oid, v.verb) order by 1",
        role,
    )
    expected = (
        [
            {"relname": name, "verb": "DELETE"}
            for name in (
                "generation_responses", "quality_findings", "training_members", "training_turns")
        ]
        if role == "service_role"
        else []
    )  # fmt: skip
    assert held == expected


def test_the_workers_functions_are_the_service_keys_alone(both: World) -> None:
    """Anon and signed-in members, managers included, are refused by grant."""
    for connection in (both.connect("anon"), both.user("manager", "caller@example.org")):
        for call in WORKER_FUNCTIONS:
            refusal = refused(connection, f"select public.{call}")
            assert (refusal.sqlstate, "permission denied" in refusal.message) == ("42501", True)


def test_no_function_is_open_to_api_users(both: World) -> None:
    """Not one function of ours may be executed by anon or authenticated; definers not by the service key."""
    functions = rows(
        both.owner,
        "select p.oid::regprocedure::text as name, p.prosecdef from pg_proc p"
        " where p.pronamespace = 'public'::regnamespace and (has_function_privilege('anon', p.oid, 'EXECUTE')"
        " or has_function_privilege('authenticated', p.oid, 'EXECUTE')"
        " or (p.prosecdef and has_function_privilege('service_role', p.oid, 'EXECUTE')))",
    )
    assert functions == []


FORGERIES = [
    "insert into public.generation_jobs (job_type, created_by) values ('process_all', gen_random_uuid())",
    "insert into public.generation_jobs (job_type, cost_usd) values ('process_all', 0)",
    "insert into public.generation_jobs (job_type, status) values ('process_all', 'completed')",
    "update public.generation_jobs set status = 'cancelled'",
    "update public.generation_jobs set created_by = null",
    "update public.generation_jobs set cost_usd = 0",
    "update public.generation_job_items set status = 'completed'",
    "update public.training_conversations set generation_status = 'approved'",
    "update public.training_conversations set quality_score = 5",
    "update public.conversation_templates set version = 9",
    "update public.quality_metrics set overall_score = 5",
    "update public.training_members set role = 'manager'",
    "insert into public.training_members (user_id, email, role) select user_id, 'x', 'manager' from public.training_members",
    "insert into public.generation_events (message) values ('forged')",
    "insert into public.generation_transitions (thing, subject, to_status, by_name, thing_id) values ('job', '1', 'queued', 'x', gen_random_uuid())",
    "delete from public.generation_jobs",
    "truncate public.generation_jobs",
    "select nextval('public.generation_jobs_job_number_seq')",
]


def test_a_manager_cannot_forge(both: World) -> None:
    """What is not the manager's to write is refused by grant, not filtered."""
    manager = both.user("manager", "forger@example.org")
    assert {refused(manager, statement).sqlstate for statement in FORGERIES} == {"42501"}


@pytest.mark.parametrize("role", ["viewer", "reviewer", None])
def test_others_writes_change_nothing(both: World, role: str | None) -> None:
    """A granted column is of no use without the role: jobs say so, of other tables no row is touched."""
    connection = both.user(role, f"{role}-writes@example.org")
    for table, column in sorted(MANAGER_UPDATES):
        statement = f"update public.{table} set {column} = {column} returning 1 as touched"
        if table == "generation_jobs":
            assert refused(connection, statement).sqlstate == "42501"
        else:
            assert rows(connection, statement) == []


def test_a_manager_edits_a_plan_while_it_is_planned(both: World) -> None:
    """fp_1 is generated and fp_2 is in a job: both refused with what to do; a free one is edited."""
    manager = both.user("manager", "planner@example.org")
    edit = "update public.training_conversations set topic_category = 'x' where conversation_id = %s returning topic_category"
    assert refused(manager, edit, "fp_1").sqlstate == "PT409"
    live = refused(manager, edit, "fp_2")
    assert (live.sqlstate, live.detail["conversation"], live.detail["live_job"]) == ("PT409", "fp_2", 2)
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
