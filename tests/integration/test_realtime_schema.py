"""Our own published tables over Realtime: what members, others and the public hear of a job."""

from collections.abc import AsyncIterator

import pytest

from tests.integration.realtime_rig import Ear, Rig, token
from tests.stack import Database


@pytest.fixture(params=[False, True], ids=["new grants", "old grants"])
def old_grants(request: pytest.FixtureRequest) -> bool:
    """Both of Supabase's worlds."""
    return bool(request.param)


@pytest.fixture
async def rig(seeded_database: Database) -> AsyncIterator[Rig]:
    """Realtime over the seeded plan, with a table everybody may read, to know when others were served."""
    with Rig(seeded_database) as rig:
        rig.execute("create table public.marks (id int primary key)")
        rig.execute("grant select on public.marks to anon, authenticated")
        rig.execute("alter publication supabase_realtime add table public.marks")
        yield rig
        await rig.close_clients()


async def heard(ear: Ear) -> list[str]:
    """The tables of what came before the mark."""
    tables: list[str] = []
    while (table := (await ear.next())["table"]) != "marks":
        tables.append(table)
    return tables


async def test_a_member_watches_a_job_and_nobody_else_does(rig: Rig) -> None:
    """A viewer hears the job and its items; a signed-in stranger and anon hear nothing."""
    member = rig.database.add_user("member@example.com", "viewer")
    stranger = rig.database.add_user("stranger@example.com")
    watching = await rig.listen(await rig.client(token(member)))
    outside = await rig.listen(await rig.client(token(stranger)))
    public = await rig.listen(await rig.client())
    rig.execute(
        """insert into public.generation_jobs (job_type, target_conversation_ids)
        select 'single', jsonb_build_array(conversation_id) from public.training_conversations
        where generation_status = 'planned' order by conversation_number limit 1"""
    )
    rig.execute("insert into public.marks values (1)")
    tables = await heard(watching)
    assert {"generation_jobs", "generation_job_items"} <= set(tables)
    assert await heard(outside) == []
    assert await heard(public) == []


async def test_a_job_s_own_page(rig: Rig) -> None:
    """A dashboard that filters by job hears that job's rows, whole and typed, and no others."""
    member = rig.database.add_user("member@example.com", "viewer")
    ids = rig.execute(
        "select conversation_id from public.training_conversations where generation_status = 'planned'"
        " order by conversation_number limit 2"
    ).fetchall()
    inserted = [
        rig.execute(
            "insert into public.generation_jobs (job_type, target_conversation_ids, note)"
            " values ('single', jsonb_build_array(%s::text), 'watched') returning id",
            (conversation_id,),
        ).fetchone()
        for (conversation_id,) in ids
    ]
    first, second = (str(row[0]) for row in inserted if row is not None)
    client = await rig.client(token(member))
    ear = await rig.listen(client, table="generation_jobs", filter=f"id=eq.{second}")
    rig.execute("update public.generation_jobs set note = 'mine' where id = %s", (first,))
    rig.execute("update public.generation_jobs set note = 'yours' where id = %s", (second,))
    event = await ear.next()
    assert (event["type"], event["record"]["note"], event["old_record"]) == (
        "UPDATE",
        "yours",
        {"id": second},
    )
    assert event["record"]["target_conversation_ids"] == [ids[1][0]]
    assert isinstance(event["record"]["max_cost_usd"], int | float)
