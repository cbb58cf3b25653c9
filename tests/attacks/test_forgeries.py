"""Writing what is not one's to write: columns, rows, statuses, functions; per actor, over REST."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.attacks.rig import (
    ACTING_ROLE,
    API_USERS,
    EVERYBODY,
    FORGED,
    MEMBERS,
    OUTSIDERS,
    SIGNED_IN,
    Scene,
    denied,
    parsed,
    types,
)
from tests.sql import catalogue
from tests.sql.catalogue import Declared
from tests.sql.world import rows, value

DECLARED = Declared()
# An identity column is refused by its own rule before anybody's grants are looked at.
IDENTITY = (400, "428C9")
# The platform refuses a DELETE without a filter to everybody.
UNFILTERED = (400, "21000")
MANAGERS_TABLES = [
    "generation_jobs", "generation_job_items", "training_conversations", "conversation_templates",
    "quality_metrics", "training_members", "generation_calls",
]  # fmt: skip
NOT_A_MEMBER = "You are not a member of this project"


@pytest.mark.parametrize("actor", EVERYBODY)
def test_no_job_is_born_with_a_forged_column(scene: Scene, actor: str) -> None:
    """created_by, status, cost, results: each column but the five is refused, to the service key too."""
    with scene.unchanged():
        for column, kind in types(scene, "generation_jobs").items():
            if DECLARED.allows("authenticated", "insert", "generation_jobs", column):
                continue
            row = {"job_type": "process_all", column: FORGED[kind]}
            answer = scene[actor].ask("POST", "/generation_jobs", row, Prefer="return=representation")
            found = scene.refusal(answer)
            assert found == (IDENTITY if column == "job_number" else denied(actor)), column


@pytest.mark.parametrize("table", MANAGERS_TABLES)
def test_a_manager_updates_no_column_that_is_not_a_managers(scene: Scene, table: str) -> None:
    """status, created_by, cost, scores, roles, amounts: 403 and 42501 for each, one by one."""
    with scene.unchanged():
        for column, kind in types(scene, table).items():
            if DECLARED.allows("authenticated", "update", table, column):
                continue
            answer = scene["manager"].ask("PATCH", f"/{table}?{column}=not.is.null", {column: FORGED[kind]})
            assert scene.refusal(answer) in {denied("manager"), IDENTITY}, column


@pytest.mark.parametrize("actor", API_USERS)
def test_no_table_is_written_whose_verb_is_not_granted(scene: Scene, actor: str) -> None:
    """INSERT and PATCH on every table and view where members hold nothing: 401 to anon, 403 to the rest."""
    views = catalogue.views(scene.owner)
    with scene.unchanged():
        for table, columns in scene.tables().items():
            kind = types(scene, table)[columns[0]]
            for verb, method in (("insert", "POST"), ("update", "PATCH")):
                if DECLARED.columns("authenticated", verb, table) and actor != "anon":
                    continue
                path = f"/{table}" + ("" if method == "POST" else f"?{columns[0]}=not.is.null")
                answer = scene[actor].ask(method, path, {columns[0]: FORGED.get(kind, "x")})
                found = scene.refusal(answer)
                assert found in {denied(actor), IDENTITY} or (table in views and not answer.is_success), (
                    table,
                    found,
                )


@pytest.mark.parametrize("actor", API_USERS)
def test_nothing_is_deleted(scene: Scene, actor: str) -> None:
    """DELETE of everything, and of one row, on every table and view."""
    with scene.unchanged():
        for table, columns in scene.tables().items():
            for query in ("", f"?{columns[0]}=not.is.null"):
                answer = scene[actor].ask("DELETE", f"/{table}{query}")
                found = scene.refusal(answer)
                if table not in catalogue.views(scene.owner):
                    assert found == (denied(actor) if query else UNFILTERED), table


@pytest.mark.parametrize("actor", API_USERS)
def test_no_function_is_called(scene: Scene, actor: str) -> None:
    """Every function of ours by rpc: all but what is declared is refused by grant, triggers are not found."""
    found = rows(
        scene.owner,
        "select proname as name, proargnames[1:pronargs] as arguments,"
        " prorettype = 'trigger'::regtype as is_trigger from pg_proc"
        " where pronamespace = 'public'::regnamespace",
    )
    assert len(found) > 40
    open_to_members = DECLARED.listed("authenticated", "execute")
    with scene.unchanged():
        for function in found:
            if function["name"] == ACTING_ROLE:
                continue
            body = dict.fromkeys(function["arguments"] or [])
            answer = scene[actor].ask("POST", f"/rpc/{function['name']}", body)
            if actor in MEMBERS and function["name"] in open_to_members:
                assert answer.is_success, function["name"]
                scene.tells_nothing(answer.text)
                continue
            expected = {(404, "PGRST202")} if function["is_trigger"] else {denied(actor)}
            assert scene.refusal(answer) in expected, function["name"]


@pytest.mark.parametrize(
    "path",
    ["/rpc/set_config", "/rpc/pg_sleep", "/rpc/pg_read_file", "/rpc/lo_import", "/rpc/pg_terminate_backend"],
)
def test_the_servers_own_functions_are_not_there(scene: Scene, path: str) -> None:
    """Nobody becomes another, waits or reads files through rpc; not with the service key."""
    for actor in EVERYBODY:
        answer = scene[actor].ask(
            "POST", path, {"setting_name": "role", "new_value": "postgres", "is_local": False}
        )
        assert scene.refusal(answer) == (404, "PGRST202")


@pytest.mark.parametrize(
    "schema", ["auth", "pg_catalog", "information_schema", "extensions", "realtime", "supabase_migrations"]
)
def test_no_other_schema_is_opened(scene: Scene, schema: str) -> None:
    """A profile header names public or nothing; users and passwords are behind no door."""
    for actor in EVERYBODY:
        answer = scene[actor].ask("GET", "/users", Accept_Profile=schema)
        assert scene.refusal(answer) == (406, "PGRST106")
        answer = scene[actor].ask("GET", f"/{quote(schema + '.users')}")
        assert scene.refusal(answer) == (404, "PGRST205")


@pytest.mark.parametrize("actor", ["stranger", "anonymous", "viewer", "reviewer"])
def test_only_managers_start_and_steer(scene: Scene, actor: str) -> None:
    """Jobs, inserted alone or many at once, and every steering column: 403, saying whom to ask."""
    with scene.unchanged():
        answer = scene[actor].ask("POST", "/generation_jobs", {"job_type": "process_all"})
        assert scene.refusal(answer) == (403, "42501")
        assert answer.json()["hint"]
        rows_ = [{"job_type": "single", "target_conversation_ids": ["fp_5"]}] * 3
        assert scene.refusal(scene[actor].ask("POST", "/generation_jobs", rows_)) == (403, "42501")
        steering: list[dict[str, Any]] = [
            {"requested_action": "cancel"},
            {"max_cost_usd": 1000},
            {"note": "x"},
        ]
        for change in steering:
            answer = scene[actor].ask("PATCH", "/generation_jobs?status=eq.in_progress", change)
            assert scene.refusal(answer) == (403, "42501")


@pytest.mark.parametrize("actor", ["stranger", "anonymous", "viewer", "reviewer"])
def test_others_edit_neither_plan_nor_template(scene: Scene, actor: str) -> None:
    """Policies filter: 200 with no row, and the rows are as they were."""
    edits = {
        "training_conversations": {"topic_category": "stolen"},
        "conversation_templates": {"instructions": "obey"},
    }
    with scene.unchanged():
        for table, change in edits.items():
            answer = scene[actor].ask(
                "PATCH", f"/{table}?id=not.is.null", change, Prefer="return=representation"
            )
            assert (answer.status_code, answer.json()) == (200, [])


@pytest.mark.parametrize("actor", SIGNED_IN)
def test_an_upsert_is_no_way_round(scene: Scene, actor: str) -> None:
    """Merging over an existing row needs what updating it needs."""
    row = rows(scene.owner, "select id::text, conversation_id from public.training_conversations limit 1")[0]
    user = value(
        scene.owner, "select user_id::text from public.training_members where role = 'viewer' limit 1"
    )
    merges: dict[str, dict[str, Any]] = {
        "training_conversations": {**row, "dataset_id": "demo", "generation_status": "approved"},
        "training_members": {"user_id": user, "email": "x", "role": "manager"},
        "generation_jobs": {"id": row["id"], "job_type": "process_all"},
        "quality_metrics": {"conversation_id": "fp_2", "ready_for_training": True},
    }
    with scene.unchanged():
        for table, merge in merges.items():
            answer = scene[actor].ask("POST", f"/{table}", merge, Prefer="resolution=merge-duplicates")
            assert scene.refusal(answer) == (403, "42501"), table


def test_another_manager_steers_with_its_name_on_it(scene: Scene) -> None:
    """Managers may steer each other's jobs; un-cancelling is nobody's; each step tells who."""
    (conversation,) = scene.world.plan(1, prefix="steered_")
    job = {"job_type": "single", "target_conversation_ids": [conversation]}
    made = parsed(scene["manager"].ask("POST", "/generation_jobs", job, Prefer="return=representation"))[0]
    assert made["created_by"] == scene["manager"].user_id
    path = f"/generation_jobs?id=eq.{made['id']}"
    assert scene["other_manager"].ask("PATCH", path, {"requested_action": "cancel"}).is_success
    assert "other_manager-" in scene.world.events(made)[-1]
    with scene.unchanged():
        for actor in ("manager", "other_manager", "service"):
            for action in ("resume", "retry_failed", "pause", "cancel"):
                answer = scene[actor].ask("PATCH", path, {"requested_action": action})
                assert scene.refusal(answer) == (409, "PT409")
            answer = scene[actor].ask("PATCH", path, {"status": "queued"})
            assert scene.refusal(answer) == ((409, "PT409") if actor == "service" else (403, "42501"))


SERVICE_FORGERIES: dict[str, dict[str, Any]] = {
    "/generation_jobs?status=eq.in_progress": {"cost_usd": 1},
    "/generation_job_items?status=eq.running": {"status": "completed"},
    "/generation_job_items?status=eq.queued": {"attempt": 0, "cost_usd": 9},
    "/training_conversations?conversation_id=eq.fp_2": {"generation_method": "claude_api"},
    "/training_conversations?conversation_id=eq.fp_1": {"quality_score": 5},
    "/quality_metrics?conversation_id=eq.fp_2": {"ready_for_training": True},
    "/generation_calls?cost_usd=not.is.null": {"cost_usd": 0.001},
    "/generation_leases?ended_at=is.null": {"ended_at": "2026-01-01T00:00:00Z", "end_reason": "saved"},
}


@pytest.mark.parametrize("path", SERVICE_FORGERIES)
def test_the_service_key_forges_no_history(scene: Scene, path: str) -> None:
    """What only functions write is refused with 409 and the right way, though the key bypasses policies."""
    with scene.unchanged():
        answer = scene["service"].ask("PATCH", path, SERVICE_FORGERIES[path])
        assert scene.refusal(answer) == (409, "PT409")
        assert len(answer.json()["hint"]) > 20
        json_detail = answer.json()["details"]
        assert json_detail.startswith("{")


def test_inner_functions_are_no_way_round(scene: Scene) -> None:
    """The service key may call the parts of the worker's functions; alone they rewrite nothing."""
    service = scene["service"]
    item = value(
        scene.owner, "select to_jsonb(i) from public.generation_job_items i where status = 'running'"
    )
    metrics = value(
        scene.owner, "select to_jsonb(q) from public.quality_metrics q where conversation_id = 'fp_1'"
    )
    better = {"p_conversation_id": "fp_1", "p_metrics": {**metrics, "overall_score": 5}}
    lends: dict[str, dict[str, Any]] = {
        "generation_item_move": {"p_item": item, "p_to": "completed", "p_lease_end": "saved"},
        "conversation_write_metrics": better,
    }
    with scene.unchanged():
        for name, arguments in lends.items():
            assert scene.refusal(service.ask("POST", f"/rpc/{name}", arguments)) == (409, "PT409"), name
        # What it says of itself ends with its own request.
        assert service.ask("POST", "/rpc/generation_as_worker", {"p_worker": "w1"}).is_success
        forged = service.ask("PATCH", "/quality_metrics?conversation_id=eq.fp_1", {"overall_score": 5})
        assert scene.refusal(forged) == (409, "PT409")


@pytest.mark.parametrize("actor", OUTSIDERS)
def test_a_non_member_is_told_whom_to_ask(scene: Scene, actor: str) -> None:
    """The refusal of a first job names the command that makes a member."""
    body = scene[actor].ask("POST", "/generation_jobs", {"job_type": "process_all"}).json()
    assert NOT_A_MEMBER in body["message"]
    assert "rapport members add" in body["hint"]
