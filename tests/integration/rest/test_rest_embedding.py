"""Rows of other relations within rows, along foreign keys in both directions."""

from typing import Any

import pytest
from postgrest.exceptions import APIError
from postgrest.types import CountMethod
from supabase import AsyncClient

from tests.integration.rest.conftest import rows_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def select(client: AsyncClient, table: str, columns: str, **equal: Any) -> Any:
    """The rows of a select with equality filters, by id."""
    query = client.table(table).select(columns)
    for column, value in equal.items():
        query = query.eq(column, value)
    return (await query.execute()).data


async def test_to_one_is_an_object_and_to_many_a_list(service: AsyncClient) -> None:
    """A book has its author as an object, its reviews as a list; none is null or []."""
    rows = await select(service, "books", "id, authors(name), publishers(name), reviews(rating)", id=3)
    assert rows == [{"id": 3, "authors": {"name": "Bo"}, "publishers": None, "reviews": []}]


async def test_embedding_nests(service: AsyncClient) -> None:
    """Publishers → books → reviews and authors → profiles, in one request."""
    columns = "name, books(title, reviews(rating), authors(name, profiles(motto)))"
    rows = await select(service, "publishers", columns, id=2)
    assert rows == [
        {
            "name": "South Press",
            "books": [
                {
                    "title": "Beta, the second",
                    "reviews": [{"rating": 4}],
                    "authors": {"name": "Ada", "profiles": {"motto": "onwards"}},
                }
            ],
        }
    ]


async def test_many_to_many_goes_through_the_junction(service: AsyncClient) -> None:
    """Two foreign keys in one primary key make a many-to-many."""
    assert await select(service, "books", "genres(name)", id=2) == [{"genres": [{"name": "poetry"}]}]


async def test_two_keys_to_one_table_need_a_hint(service: AsyncClient) -> None:
    """Without one: PGRST201 that lists the ways; column and constraint names both decide."""
    with pytest.raises(APIError) as refused:
        await select(service, "loans", "staff(name)")
    assert refused.value.code == "PGRST201"
    assert "staff!loans_lender_id_fkey" in str(refused.value.hint)
    columns = "lender:staff!lender_id(name), borrower:staff!loans_borrower_id_fkey(name)"
    assert await select(service, "loans", columns) == [
        {"lender": {"name": "Left"}, "borrower": {"name": "Right"}}
    ]


async def test_a_table_can_embed_itself(service: AsyncClient) -> None:
    """By the column it is the parent, by the table's name the children."""
    rows = await select(service, "staff", "name, manager_id(name), reports:staff(name)", id=1)
    assert rows == [{"name": "Head", "manager_id": None, "reports": [{"name": "Left"}, {"name": "Right"}]}]
    rows = await select(service, "staff", "name, boss:manager_id(name)", id=2)
    assert rows == [{"name": "Left", "boss": {"name": "Head"}}]


async def test_views_take_part(service: AsyncClient) -> None:
    """A view that shows a key's column embeds, and is embedded, as its table is."""
    rows = await select(service, "book_list", "name, publishers(name), reviews(rating)", id=2)
    assert rows == [
        {"name": "Beta, the second", "publishers": {"name": "South Press"}, "reviews": [{"rating": 4}]}
    ]
    rows = await select(service, "publishers", "book_list(name, author)", id=2)
    assert rows == [{"book_list": [{"name": "Beta, the second", "author": "Ada"}]}]


async def test_filters_order_and_limit_reach_embedded_rows(service: AsyncClient) -> None:
    """They shape the list and leave the parents as they are."""
    query = service.table("books").select("id, reviews(rating)").lte("id", 2).order("id")
    query = query.gte("reviews.rating", 3).order("rating", foreign_table="reviews")
    found = await query.limit(1, foreign_table="reviews").execute()
    assert found.data == [{"id": 1, "reviews": [{"rating": 5}]}, {"id": 2, "reviews": [{"rating": 4}]}]


async def test_or_reaches_embedded_rows(service: AsyncClient) -> None:
    """or_ with reference_table."""
    query = service.table("books").select("id, reviews(rating)").eq("id", 1)
    found = await query.or_("rating.eq.2,rating.eq.3", reference_table="reviews").execute()
    assert found.data == [{"id": 1, "reviews": [{"rating": 2}]}]


async def test_inner_keeps_only_parents_with_a_match(service: AsyncClient) -> None:
    """!inner filters the parents, and the exact count agrees."""
    query = service.table("authors").select("name, books!inner(title)", count=CountMethod.exact)
    found = await query.gt("books.price", 25).execute()
    assert (found.data, found.count) == ([{"name": "Bo", "books": [{"title": "Gamma (final)"}]}], 1)
    query = service.table("books").select("id, publishers!inner(name)", count=CountMethod.exact)
    found = await query.eq("publishers.name", "South Press").execute()
    assert (found.data, found.count) == ([{"id": 2, "publishers": {"name": "South Press"}}], 1)


async def test_null_filters_ask_whether_anything_is_embedded(service: AsyncClient) -> None:
    """resource=is.null is an anti-join, for lists and objects."""
    query = service.table("authors").select("name, books()", count=CountMethod.exact)
    found = await query.is_("books", "null").execute()
    assert (found.data, found.count) == ([{"name": "Cy"}], 1)
    query = service.table("books").select("id, publishers(name)", count=CountMethod.exact)
    found = await query.not_.is_("publishers", "null").order("id").execute()
    assert ([row["id"] for row in rows_of(found)], found.count) == ([1, 2, 4], 3)


async def test_spread_lifts_the_columns_of_a_to_one_resource(service: AsyncClient) -> None:
    """...authors(author:name) puts the column into the book itself."""
    rows = await select(service, "books", "id, ...authors(author:name)", id=1)
    assert rows == [{"id": 1, "author": "Ada"}]


async def test_parents_can_be_ordered_by_a_to_one_resource(service: AsyncClient) -> None:
    """order=authors(name), whether or not that column is selected; to-many is PGRST118."""
    query = service.table("books").select("id, authors(id)").order("authors(name)", desc=True).order("id")
    assert [row["id"] for row in rows_of(await query.execute())] == [3, 4, 1, 2]
    with pytest.raises(APIError) as refused:
        await service.table("books").select("id, reviews(id)").order("reviews(rating)").execute()
    assert refused.value.code == "PGRST118"


@pytest.mark.parametrize(
    ("columns", "code", "hint"),
    [
        ("id, nope(*)", "PGRST200", None),
        ("id, review(*)", "PGRST200", "Perhaps you meant 'reviews' instead of 'review'."),
        ("id, reviews(nope)", "42703", None),
        ("id, ...reviews(rating)", "PGRST127", "supabase start"),
    ],
)
async def test_what_cannot_be_embedded_is_named(
    service: AsyncClient, columns: str, code: str, hint: str | None
) -> None:
    """Unknown resources, unknown columns in them, and the one form the stack lacks."""
    with pytest.raises(APIError) as refused:
        await select(service, "books", columns)
    assert refused.value.code == code
    assert (hint or "") in (refused.value.hint or "")


async def test_a_filter_on_what_is_not_embedded_is_refused(service: AsyncClient) -> None:
    """PGRST108."""
    with pytest.raises(APIError) as refused:
        await service.table("books").select("id").eq("reviews.rating", 1).execute()
    assert refused.value.code == "PGRST108"


@pytest.mark.parametrize("name", ["r", "reviews"])
async def test_a_resource_with_an_alias_is_filtered_by_either_name(service: AsyncClient, name: str) -> None:
    """PostgREST still takes the relation's own name where there is an alias."""
    query = service.table("books").select("id, r:reviews(rating)").eq("id", 1).gte(f"{name}.rating", 3)
    assert (await query.execute()).data == [{"id": 1, "r": [{"rating": 5}]}]


async def test_a_computed_relationship_is_named_as_missing(service: AsyncClient) -> None:
    """A function that gives rows of a row would be a resource in PostgREST: here it is a 501."""
    with pytest.raises(APIError) as refused:
        await service.table("books").select("id, siblings(id)").execute()
    assert (refused.value.code, "relationship 'siblings'" in str(refused.value.message)) == (
        "PGRST127",
        True,
    )
