"""Reading through the REST door with the official client."""

import httpx
import pytest
from postgrest.exceptions import APIError
from supabase import AsyncClient

pytestmark = pytest.mark.asyncio(loop_scope="function")


async def test_star_gives_every_column_in_its_own_type(service: AsyncClient) -> None:
    """Numbers, arrays, JSON, times and nulls come out as Postgres writes them in JSON."""
    found = await service.table("books").select("*").eq("id", 1).execute()
    assert found.data == [
        {
            "id": 1,
            "title": "Alpha",
            "author_id": 1,
            "publisher_id": 1,
            "price": 10.5,
            "tags": ["red", "blue"],
            "details": {"n": 1, "size": "big"},
            "pages": 100,
            "in_print": True,
            "printed_at": "2020-01-01T10:00:00+00:00",
            "span": "[1,5)",
            "isbn": None,
        }
    ]
