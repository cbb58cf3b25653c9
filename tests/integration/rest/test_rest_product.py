"""The product's own tables through the REST door: what a dashboard and the worker ask of them."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio
from postgrest.exceptions import APIError
from postgrest.types import CountMethod
from supabase import AsyncClient

from tests.integration.rest.conftest import ANON, SERVICE, Door, connected, rows_of, serve, token
from tests.shipped import shipped
from tests.stack import TestCluster

pytestmark = pytest.mark.asyncio(loop_scope="module")
SEED = "fp_marcus_002"


@pytest.fixture(scope="module")
def door(cluster: TestCluster) -> Iterator[Door]:
    """The product's migrations and seed behind a door."""
    with cluster.database("seeded") as database:
        served, door = serve(database)
        try:
            yield door
        finally:
            served.stop()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def manager(door: Door) -> AsyncIterator[AsyncClient]:
    """A client of a member who may start jobs."""
    user_id = door.database.add_user("manager@example.com", "manager")
    async with connected(door, ANON, token(user_id)) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def viewer(door: Door) -> AsyncIterator[AsyncClient]:
    """A client of a member who may only look."""
    user_id = door.database.add_user("viewer@example.com", "viewer")
    async with connected(door, ANON, token(user_id)) as client:
        yield client


async def test_a_member_reads_a_conversation_whole(viewer: AsyncClient) -> None:
    """Conversation → turns → emotional context (one), strategy (one), breakdowns (many), in one request."""
    columns = (
        "*, training_turns(*, emotional_context(*), response_strategies(*), response_breakdowns(*)),"
        " quality_metrics(*), conversation_templates(template_name), training_datasets(name)"
    )
    query = viewer.table("training_conversations").select(columns).eq("conversation_id", SEED)
    query = query.order("turn_number", foreign_table="training_turns")
    query = query.order("sentence_number", foreign_table="training_turns.response_breakdowns")
    found: Any = (await query.single().execute()).data
    turns = found["training_turns"]
    assert [turn["turn_number"] for turn in turns] == list(range(1, found["turn_count"] + 1))
    for turn in turns:
        assert turn["emotional_context"]["turn_id"] == turn["turn_id"]
        assert turn["response_strategies"]["turn_id"] == turn["turn_id"]
        numbers = [part["sentence_number"] for part in turn["response_breakdowns"]]
        assert numbers == list(range(1, turn["sentence_count"] + 1))
    assert found["quality_metrics"]["conversation_id"] == SEED


async def test_a_dashboard_filters_searches_sorts_and_pages(viewer: AsyncClient) -> None:
    """The matrix: filters, a search over texts, a sort, a page and the exact count."""
    query = viewer.table("training_conversations").select(
        "conversation_id, generation_status", count=CountMethod.exact
    )
    query = query.eq("generation_status", "planned").in_("persona_type", ["marcus", "Marcus"])
    query = query.or_("topic_description.ilike.*a*,topic_category.ilike.*a*")
    found = await query.order("conversation_number").range(0, 1).execute()
    assert len(rows_of(found)) <= 2
    assert found.count is not None


async def test_nobody_else_reads_or_starts_anything(door: Door) -> None:
    """Anon is refused 42501; a signed-up non-member sees no row and may start no job."""
    async with connected(door, ANON) as anon:
        with pytest.raises(APIError) as refused:
            await anon.table("training_conversations").select("*").execute()
        assert refused.value.code == "42501"
    stranger = door.database.add_user("stranger@example.com")
    async with connected(door, ANON, token(stranger)) as client:
        assert (await client.table("training_conversations").select("*").execute()).data == []
        job = {"job_type": "single", "target_conversation_ids": ["fp_marcus_011"]}
        with pytest.raises(APIError) as refused:
            await client.table("generation_jobs").insert(job).execute()
        assert refused.value.code == "42501"


async def test_a_manager_starts_a_job_and_reads_it_back(manager: AsyncClient) -> None:
    """The inserted row tells everything; a second job for the same conversation is a PT409 with detail."""
    job = {"job_type": "single", "target_conversation_ids": ["fp_marcus_011"]}
    query = manager.table("generation_jobs").insert(job)
    (row,) = rows_of(await query.select("*, generation_job_items(status)").execute())
    assert (row["status"], row["total_conversations"], row["created_via"]) == ("queued", 1, "user")
    items = await manager.table("generation_job_items").select("status").eq("job_id", row["id"]).execute()
    assert items.data == [{"status": "queued"}]
    with pytest.raises(APIError) as refused:
        await manager.table("generation_jobs").insert(job).execute()
    assert refused.value.code == "PT409"
    assert refused.value.hint
    changed = manager.table("generation_jobs").update({"requested_action": "cancel"}).eq("id", row["id"])
    assert rows_of(await changed.execute())[0]["status"] == "cancelled"


async def test_a_viewer_may_start_nothing(viewer: AsyncClient) -> None:
    """42501, with a message for a person."""
    with pytest.raises(APIError) as refused:
        await viewer.table("generation_jobs").insert({"job_type": "process_all"}).execute()
    assert refused.value.code == "42501"


async def test_the_workers_functions_are_the_service_keys_alone(door: Door, manager: AsyncClient) -> None:
    """service_role claims (nothing here) and asks for health; a manager's call is refused."""
    arguments = {"p_worker": "w1", "p_limit": 1, "p_lease_seconds": 30}
    with pytest.raises(APIError) as refused:
        await manager.rpc("claim_generation_items", arguments).execute()
    assert refused.value.code == "42501"
    async with connected(door, SERVICE) as service:
        health: Any = (await service.rpc("generation_health", {}).execute()).data
        assert health["planned"] == len(shipped().plans)
        assert (await service.rpc("check_generation_history", {}).execute()).data == []


async def test_every_view_is_read_filtered_sorted_and_counted(door: Door, viewer: AsyncClient) -> None:
    """Whatever views the migrations make: whole, by any column, a page of it, with the exact count."""
    found = door.database.connect().execute(
        "select c.relname, array_agg(a.attname::text order by a.attnum),"
        " array_agg(a.attname::text) filter (where a.atttypid <> 'json'::regtype)"
        " from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0"
        " where c.relnamespace = 'public'::regnamespace and c.relkind = 'v' group by c.relname order by 1"
    )
    views = found.fetchall()
    assert len(views) >= 2
    for name, columns, comparable in views:
        whole = await viewer.table(name).select("*", count=CountMethod.exact).limit(2).execute()
        assert whole.count is not None, name
        assert [set(row) for row in rows_of(whole)] == [set(columns)] * min(2, whole.count), name
        for column in comparable:
            query = viewer.table(name).select(column).not_.is_(column, "null")
            kept = rows_of(await query.order(column, desc=True, nullsfirst=False).limit(1).execute())
            assert all(row[column] is not None for row in kept), (name, column)


async def test_the_views_are_read_with_what_belongs_to_them(viewer: AsyncClient) -> None:
    """conversation_matrix and job_progress embed along the keys of the columns they show."""
    query = viewer.table("conversation_matrix").select("conversation_id, training_turns(turn_number)")
    (row,) = rows_of(await query.eq("conversation_id", SEED).execute())
    assert len(row["training_turns"]) > 1
    progress = viewer.table("job_progress").select("*, generation_job_items(status)")
    assert isinstance(rows_of(await progress.execute()), list)
