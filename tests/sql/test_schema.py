"""The schema's own rules: comments, indexes, row security, types, publication; splinter's lints among them."""

from tests.sql.world import World, rows, value
from tests.stack import MIGRATIONS

OURS = "n.nspname in ('public', 'training_private')"


def test_every_object_is_described(module_world: World) -> None:
    """Every schema, table, view, column and function has a comment; nothing of ours is nameless."""
    bare = rows(
        module_world.owner,
        "select c.relname || coalesce('.' || a.attname, '') as name from pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace"
        " cross join lateral (select null::name as attname, 0::smallint as attnum union all"
        " select attname, attnum from pg_attribute where attrelid = c.oid and attnum > 0 and not attisdropped) a"
        f" where {OURS} and c.relkind in ('r', 'v')"
        " and coalesce(case when a.attnum = 0 then obj_description(c.oid, 'pg_class')"
        " else col_description(c.oid, a.attnum) end, '') = ''"
        " union all select p.oid::regprocedure::text from pg_proc p join pg_namespace n on n.oid = p.pronamespace"
        f" where {OURS} and coalesce(obj_description(p.oid, 'pg_proc'), '') = ''"
        f" union all select n.nspname from pg_namespace n where {OURS} and obj_description(n.oid, 'pg_namespace') is null",
    )
    assert bare == []


def test_every_foreign_key_is_indexed(module_world: World) -> None:
    """Each foreign key's columns lead a whole (not partial) index, in order."""
    bare = rows(
        module_world.owner,
        "select k.conrelid::regclass::text as table, k.conname from pg_constraint k"
        " join pg_class c on c.oid = k.conrelid join pg_namespace n on n.oid = c.relnamespace"
        f" where {OURS} and k.contype = 'f' and not exists (select 1 from pg_index i"
        " where i.indrelid = k.conrelid and i.indpred is null"
        " and (i.indkey::smallint[])[0:cardinality(k.conkey) - 1] = k.conkey)",
    )
    assert bare == []


def test_no_index_says_what_another_says(module_world: World) -> None:
    """No two indexes of a table have the same columns and condition."""
    twice = rows(
        module_world.owner,
        "select i.indrelid::regclass::text as table, array_agg(i.indexrelid::regclass::text) from pg_index i"
        " join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace"
        f" where {OURS} group by i.indrelid, i.indkey, coalesce(pg_get_expr(i.indpred, i.indrelid), '')"
        " having count(*) > 1",
    )
    assert twice == []


def test_row_security_is_on_with_one_policy_per_verb_and_role(module_world: World) -> None:
    """Every table has it, has a policy, and no two permissive ones for one verb and role."""
    without = rows(
        module_world.owner,
        "select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace"
        f" where {OURS} and c.relkind = 'r' and (not c.relrowsecurity"
        " or not exists (select 1 from pg_policy p where p.polrelid = c.oid))",
    )
    assert without == []
    policies = rows(
        module_world.owner,
        "select tablename, policyname, cmd, roles::text[], permissive, qual, with_check from pg_policies"
        " where schemaname = 'public'",
    )
    keys = [(row["tablename"], row["cmd"], role) for row in policies for role in row["roles"]]
    assert len(keys) == len(set(keys))
    for row in policies:
        assert row["cmd"] != "ALL"
        assert "public" not in row["roles"]
        assert " " in row["policyname"], "policies are named by sentences"
        text = f"{row['qual']} {row['with_check']}".lower()
        assert "auth.uid()" not in text.replace("( select auth.uid() as uid)", "")
        assert "auth.jwt()" not in text.replace("( select auth.jwt() as jwt)", "")
        assert "user_metadata" not in text


# A member may ask what a job would cost by the functions that reckon it, which are nobody's to call; it asks for
# membership first.
DEFINERS = {"estimate_generation"}


def test_functions_are_pinned_and_invokers_unless_triggers(module_world: World) -> None:
    """search_path is empty everywhere; only triggers, and what is named here, are definers; no dynamic SQL."""
    functions = rows(
        module_world.owner,
        "select p.proname, p.prosecdef, p.proconfig, p.prorettype = 'trigger'::regtype as is_trigger, p.prosrc"
        f" from pg_proc p join pg_namespace n on n.oid = p.pronamespace where {OURS}",
    )
    assert len(functions) > 30
    # A whole file is published at once, however long it is; PostgREST takes the limit from the function.
    longer = {"conversation_import_finish": ["statement_timeout=300s"]}
    for row in functions:
        assert row["proconfig"] == ['search_path=""', *longer.get(row["proname"], [])], row["proname"]
        assert not row["prosecdef"] or row["is_trigger"] or row["proname"] in DEFINERS, row["proname"]
        assert "execute " not in row["prosrc"].lower(), row["proname"]


def test_columns_are_of_plain_types(module_world: World) -> None:
    """text, not varchar; no enums, arrays or reg types; nothing generated; times with their zone."""
    odd = rows(
        module_world.owner,
        "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a"
        " join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
        f" where {OURS} and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped and (a.attgenerated <> ''"
        " or format_type(a.atttypid, null) not in ('text', 'uuid', 'jsonb', 'integer', 'bigint', 'numeric', 'boolean',"
        " 'timestamp with time zone', 'date', 'tsvector'))",
    )
    assert odd == []
    money = rows(
        module_world.owner,
        "select c.relname, a.attname, format_type(a.atttypid, a.atttypmod) as type from pg_attribute a"
        " join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace"
        f" where {OURS} and c.relkind = 'r' and a.attname like '%%\\_usd'",
    )
    # What clients write is held to the same bounds by triggers, which say what is wrong; a type would not.
    written = {("generation_jobs", "max_cost_usd"), ("generation_budget", "daily_limit_usd")}
    plain = {(row["relname"], row["attname"]) for row in money if row["type"] == "numeric"}
    assert plain == written
    assert {row["type"] for row in money} == {"numeric(12,6)", "numeric"}


def test_names_begin_as_agreed(module_world: World) -> None:
    """The project may hold somebody's app: our tables begin with one of six words."""
    tables = rows(module_world.owner, "select tablename from pg_tables where schemaname = 'public'")
    begins = ("training_", "conversation_", "generation_", "quality_", "response_", "emotional_")
    assert [row["tablename"] for row in tables if not row["tablename"].startswith(begins)] == []


def test_exactly_six_tables_are_published(module_world: World) -> None:
    """Realtime sees these and no others; views run as their reader."""
    published = rows(
        module_world.owner,
        "select tablename from pg_publication_tables where pubname = 'supabase_realtime' order by 1",
    )
    assert [row["tablename"] for row in published] == [
        "generation_events",
        "generation_job_items",
        "generation_jobs",
        "generation_workers",
        "quality_metrics",
        "training_conversations",
    ]
    views = rows(
        module_world.owner,
        "select relname, reloptions from pg_class where relkind = 'v' and relnamespace = 'public'::regnamespace",
    )
    assert {tuple(row["reloptions"]) for row in views} == {("security_invoker=true",)}


STORIES = {
    "generation_jobs": [
        "job_number", "job_type", "status", "status_message", "status_reason", "completed_conversations",
        "failed_conversations", "cancelled_conversations",
    ],
    "training_conversations": [
        "conversation_number", "conversation_id", "dataset_id", "generation_status", "review_state", "quality_score",
        "tier", "persona_type",
    ],
    "generation_job_items": [
        "job_number", "conversation_id", "status", "stage", "stage_note", "progress", "attempt", "cost_usd",
    ],
    "conversation_matrix": [
        "conversation_number", "conversation_id", "tier", "persona_type", "topic_category", "generation_status",
        "quality_score", "ready_for_training",
    ],
    "conversation_transcript": [
        "conversation_id", "turn_number", "user_input", "target_response", "primary_emotion", "intensity",
        "primary_strategy", "findings",
    ],
    "dataset_overview": [
        "dataset_id", "part", "value", "quota", "conversations", "approved", "ready_for_training",
        "average_quality_score",
    ],
    "quality_by_day": [
        "dataset_id", "day", "conversations", "average_quality_score", "lowest_quality_score", "ready_for_training",
        "needs_review", "simulated",
    ],
    "quality_histogram": [
        "dataset_id", "dimension", "score_from", "score_to", "conversations", "share", "ready_for_training",
        "simulated",
    ],
    "spend_by_day": [
        "day", "model", "stage", "calls", "settled_usd", "reserved_usd", "input_tokens", "output_tokens",
    ],
    "template_performance": [
        "template_id", "version", "generated", "failed", "average_quality_score", "lowest_quality_score", "repairs",
        "cost_usd",
    ],
}  # fmt: skip


def test_the_first_eight_columns_tell_the_story(module_world: World) -> None:
    """Studio's grid is read from the left."""
    for table, story in STORIES.items():
        columns = rows(
            module_world.owner,
            "select column_name from information_schema.columns where table_schema = 'public' and table_name = %s"
            " order by ordinal_position limit 8",
            table,
        )
        assert [row["column_name"] for row in columns] == story


def test_text_ids_reference_their_home(module_world: World) -> None:
    """Outside its home table, a column of that name is a foreign key to the text id."""
    homes = {
        "conversation_id": "training_conversations",
        "turn_id": "training_turns",
        "template_id": "conversation_templates",
        "dataset_id": "training_datasets",
    }
    loose = rows(
        module_world.owner,
        "select c.relname, a.attname from pg_attribute a join pg_class c on c.oid = a.attrelid"
        " join pg_namespace n on n.oid = c.relnamespace"
        f" where {OURS} and c.relkind = 'r' and a.attname = any (%s) and not exists (select 1 from pg_constraint k"
        " where k.conrelid = c.oid and k.contype = 'f' and k.conkey = array[a.attnum])",
        list(homes),
    )
    assert sorted((row["attname"], row["relname"]) for row in loose) == sorted(homes.items())


def test_each_migration_records_itself(module_world: World) -> None:
    """training_schema_versions lists every file, and health agrees."""
    recorded = rows(
        module_world.owner,
        "select version || '_' || name as file, applied_by from public.training_schema_versions order by 1",
    )
    files = sorted(path.stem for path in MIGRATIONS.glob("*.sql"))
    assert [row["file"] for row in recorded] == files
    assert {row["applied_by"] for row in recorded} == {"postgres"}
    health = value(module_world.service, "select public.generation_health()")
    assert health["migrations"] == files
    assert health["missing_publication"] == []
    assert health["grants_as_migrated"] is True


def test_every_grant_is_in_the_fingerprint(module_world: World) -> None:
    """One privilege more on any relation, column, function or schema of ours, whatever its name: health says so."""
    owner = module_world.owner
    objects = rows(
        owner,
        "select format('select on %%s', c.oid::regclass) as what from pg_class c"
        f" join pg_namespace n on n.oid = c.relnamespace where {OURS} and c.relkind in ('r', 'v')"
        " union all select format('update (%%I) on %%s', a.attname, c.oid::regclass) from pg_class c"
        " join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum = 1"
        f" where {OURS} and c.relkind in ('r', 'v')"
        " union all select format('execute on function %%s', p.oid::regprocedure) from pg_proc p"
        f" join pg_namespace n on n.oid = p.pronamespace where {OURS}"
        " union all select 'usage on schema training_private'",
    )
    assert len(objects) > 100
    before = value(owner, "select public.generation_grants_fingerprint()")
    unnoticed = []
    for row in objects:
        with owner.transaction(force_rollback=True):
            rows(owner, f"grant {row['what']} to anon")
            if value(owner, "select public.generation_grants_fingerprint()") == before:
                unnoticed.append(row["what"])
    assert unnoticed == []


def test_a_view_that_stops_asking_as_its_reader_is_noticed(module_world: World) -> None:
    """security_invoker taken off a view changes the fingerprint: it would show everybody everything."""
    owner = module_world.owner
    before = value(owner, "select public.generation_grants_fingerprint()")
    with owner.transaction(force_rollback=True):
        rows(owner, "alter view public.dataset_overview reset (security_invoker)")
        assert value(owner, "select public.generation_grants_fingerprint()") != before


def test_an_apps_own_functions_are_not_in_the_fingerprint(module_world: World) -> None:
    """A project's app may have open_ticket() and a view of its own: that is no change of ours."""
    owner = module_world.owner
    before = value(owner, "select public.generation_grants_fingerprint()")
    with owner.transaction(force_rollback=True):
        rows(owner, "create function public.open_ticket() returns integer language sql return 1")
        rows(owner, "create view public.spend_by_shop as select 1 as one")
        rows(owner, "grant select on public.spend_by_shop to anon")
        assert value(owner, "select public.generation_grants_fingerprint()") == before


def test_health_notices_a_changed_grant_and_a_lost_publication(module_world: World) -> None:
    """Doctor's two database lines can fail."""
    with module_world.owner.transaction(force_rollback=True):
        rows(module_world.owner, "grant select on public.generation_leases to anon")
        rows(module_world.owner, "alter publication supabase_realtime drop table public.generation_jobs")
        health = value(module_world.owner, "select public.generation_health()")
    assert health["grants_as_migrated"] is False
    assert health["missing_publication"] == ["generation_jobs"]
