"""Jobs inserted by the official client: each wrong one is refused with status, message, hint and detail."""

import json
import uuid
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
import pytest_asyncio
from postgrest.exceptions import APIError
from supabase import AsyncClient, AsyncClientOptions, acreate_client

from tests.shipped import shipped
from tests.stack import Stack, TestCluster
from worker.local.keys import Keys

FIRST, SECOND, SEED = "fp_marcus_011", "fp_jennifer_012", "fp_marcus_002"


@dataclass
class Person:
    """A signed-in user's client. statuses: of every answer it got, in order."""

    client: AsyncClient
    email: str
    statuses: list[int] = field(default_factory=list)

    async def insert(self, *rows: dict[str, Any]) -> list[dict[str, Any]]:
        """Insert jobs in one statement and read them back."""
        answer = await self.client.table("generation_jobs").insert(list(rows)).execute()
        return answer.data  # type: ignore[return-value] # rows of JSON

    async def refused(self, *rows: dict[str, Any]) -> tuple[int, APIError]:
        """Insert jobs that are refused: the HTTP status and the error."""
        with pytest.raises(APIError) as caught:
            await self.insert(*rows)
        return self.statuses[-1], caught.value


async def person(stack: Stack, role: str | None) -> AsyncIterator[Person]:
    """A member of that role (None: signed up and no member)."""
    email = f"{role or 'stranger'}-{uuid.uuid4().hex[:8]}@example.org"
    user_id = stack.database.add_user(email, role)
    found: list[int] = []

    async def note(response: httpx.Response) -> None:
        found.append(response.status_code)

    async with httpx.AsyncClient(event_hooks={"response": [note]}, timeout=30) as http:
        headers = {"Authorization": f"Bearer {stack.token(user_id)}"}
        options = AsyncClientOptions(httpx_client=http, headers=headers)
        yield Person(await acreate_client(stack.url, stack.anon_key, options), email, found)


@pytest.fixture(scope="module")
def quiet_stack(cluster: TestCluster, keys: Keys) -> Iterator[Stack]:
    """One seeded stack for the tests that leave nothing behind."""
    with cluster.database("seeded") as database, Stack(database, keys) as stack:
        yield stack


@pytest_asyncio.fixture
async def manager(seeded_stack: Stack) -> AsyncIterator[Person]:
    """A manager of the project."""
    async for found in person(seeded_stack, "manager"):
        yield found


def batch(*ids: str, **columns: Any) -> dict[str, Any]:
    """A batch job's row as a client writes it."""
    return {"job_type": "batch", "target_conversation_ids": list(ids), **columns}


def nothing_written(stack: Stack, jobs: int = 0) -> bool:
    """Whether there are so many jobs and as many items as they ask for."""
    counts = (
        stack.database.connect()
        .execute("select count(*), coalesce(sum(total_conversations), 0) from public.generation_jobs")
        .fetchone()
    )
    items = stack.database.connect().execute("select count(*) from public.generation_job_items").fetchone()
    return counts is not None and items is not None and counts[0] == jobs and counts[1] == items[0]


WRONG: dict[str, tuple[dict[str, Any], int, str, str]] = {
    "an unknown id": (batch(FIRST, "fp_x"), 422, "PT422", "fp_x"),
    "an empty list": (batch(), 400, "22023", "is empty"),
    "two ids for single": (
        {"job_type": "single", "target_conversation_ids": [FIRST, SECOND]}, 400, "22023", "single",
    ),
    "an already generated conversation": (batch(SEED), 409, "PT409", SEED),
    "an unknown option": (batch(FIRST, options={"speed": 9}), 400, "22023", "speed"),
    "a string where a list belongs": (
        {"job_type": "batch", "target_conversation_ids": FIRST}, 400, "22023", "a string",
    ),
    "a negative cap": (batch(FIRST, max_cost_usd=-1), 400, "22023", "max_cost_usd"),
    "a cap of a million": (batch(FIRST, max_cost_usd=1_000_000), 400, "22023", "at most 999,999.999999"),
    "a cap that is no number": (batch(FIRST, max_cost_usd="NaN"), 400, "22023", "max_cost_usd"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
async def test_a_wrong_job_is_refused_and_nothing_is_written(
    quiet_stack: Stack, case: tuple[dict[str, Any], int, str, str]
) -> None:
    """Status and SQLSTATE of schema.md rule 5, a message with the fault in it, a hint, detail as JSON."""
    row, status, sqlstate, words = case
    async for manager in person(quiet_stack, "manager"):
        got, error = await manager.refused(row)
    assert (got, error.code) == (status, sqlstate)
    assert words in (error.message or "")
    assert error.hint
    assert isinstance(json.loads(str(error.details)), dict)
    assert nothing_written(quiet_stack)


async def test_a_conversation_in_a_live_job_is_refused_with_that_jobs_number(
    manager: Person, seeded_stack: Stack
) -> None:
    """409, and detail names the conversation and the job that holds it."""
    [live] = await manager.insert(batch(FIRST))
    status, error = await manager.refused(batch(SECOND, FIRST))
    assert (status, error.code) == (409, "PT409")
    detail = str(error.details)
    assert FIRST in detail
    assert str(live["job_number"]) in detail
    assert SECOND not in json.dumps(json.loads(detail))
    assert nothing_written(seeded_stack, jobs=1)


async def test_two_jobs_for_one_conversation_in_one_insert_write_neither(
    manager: Person, seeded_stack: Stack
) -> None:
    """All or none: 409, and not even the first of them is there."""
    status, error = await manager.refused(batch(FIRST), batch(FIRST))
    assert (status, error.code) == (409, "PT409")
    assert error.hint
    assert nothing_written(seeded_stack)


@pytest.mark.parametrize("role", ["viewer", "reviewer", None])
async def test_who_is_no_manager_is_told_whom_to_ask(quiet_stack: Stack, role: str | None) -> None:
    """403 for members without the role and for non-members, with whom to ask."""
    async for somebody in person(quiet_stack, role):
        status, error = await somebody.refused(batch(FIRST))
        assert (status, error.code) == (403, "42501")
        assert (error.hint or "").startswith("Ask ")
    assert nothing_written(quiet_stack)


async def test_of_two_process_all_one_takes_all_and_the_other_says_so(
    manager: Person, seeded_stack: Stack
) -> None:
    """The second answers 409: nothing is left."""
    [first] = await manager.insert({"job_type": "process_all"})
    assert first["total_conversations"] == len(shipped().plans)
    status, error = await manager.refused({"job_type": "process_all"})
    assert (status, error.code) == (409, "PT409")
    assert nothing_written(seeded_stack, jobs=1)


async def test_the_inserted_row_comes_back_complete(manager: Person) -> None:
    """Ids resolved and ordered, totals, estimate, cap, a true sentence, who asked and how."""
    [row] = await manager.insert(batch(SECOND, FIRST, note="hello"))
    assert row["target_conversation_ids"] == [FIRST, SECOND]
    assert (row["status"], row["total_conversations"]) == ("queued", 2)
    assert float(row["max_cost_usd"]) == pytest.approx(max(2 * float(row["estimated_cost_usd"]), 0.5))
    assert "worker" in row["status_message"]
    assert (row["created_via"], row["created_by_name"]) == ("user", manager.email)
