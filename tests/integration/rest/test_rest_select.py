"""Reading through the REST door with the official client."""

from typing import Any

import pytest
from postgrest.exceptions import APIError
from postgrest.types import CountMethod
from supabase import AsyncClient

from tests.integration.rest.conftest import SERVICE, Door, connected, rows_of, serve

pytestmark = pytest.mark.asyncio(loop_scope="module")


def ids(rows: Any) -> list[int]:
    """The ids of rows, in order."""
    return [row["id"] for row in rows]


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


async def test_columns_can_be_renamed_cast_and_dug_into(service: AsyncClient) -> None:
    """alias:column, column::type, -> and ->> shape a row; a JSON path is named after its last key."""
    wanted = "who:name, since:born::text, extras->city->>name, zip:extras->city->zip, extras->prizes->1"
    found = await service.table("authors").select(wanted).eq("id", 1).execute()
    assert found.data == [
        {"who": "Ada", "since": "1950-02-01", "name": "Lund", "zip": 22100, "prizes": "two"}
    ]


@pytest.mark.parametrize(
    ("method", "arguments", "expected"),
    [
        ("eq", ("id", 2), [2]),
        ("neq", ("id", 2), [1, 3, 4]),
        ("gt", ("price", 20), [3]),
        ("gte", ("price", 20), [2, 3]),
        ("lt", ("pages", 100), [4]),
        ("lte", ("pages", 100), [1, 4]),
        ("like", ("title", "%a, the%"), [2]),
        ("ilike", ("title", "*ALPHA*"), [1]),
        ("like_any_of", ("title", "Al%,Be%"), [1, 2]),
        ("ilike_all_of", ("title", "b%,%second"), [2]),
        ("is_", ("details", None), [3]),
        ("is_", ("in_print", True), [1, 4]),
        ("in_", ("title", ["Beta, the second", 'Delta "quoted"', "Gamma (final)"]), [2, 3, 4]),
        ("in_", ("id", []), []),
        ("contains", ("tags", ["a,b"]), [4]),
        ("contains", ("tags", ["red", "blue"]), [1]),
        ("contains", ("details", {"size": "small"}), [2]),
        ("contained_by", ("tags", ["red", "green"]), [2, 3]),
        ("overlaps", ("tags", ["blue", "a,b"]), [1, 4]),
        ("range_gt", ("span", (1, 3)), [2]),
        ("range_lt", ("span", (6, 9)), [1]),
        ("range_adjacent", ("span", (8, 12)), [2]),
        ("eq", ("details->>size", "big"), [1]),
        ("eq", ("details->n", 2), [2]),
        ("eq", ("title", 'Delta "quoted"'), [4]),
        ("eq", ("title", "x'; drop table books; --"), []),
        ("fts", ("title", "alpha | delta"), [1, 4]),
        ("plfts", ("title", "the second"), [2]),
        ("phfts", ("title", "delta quoted"), [4]),
        ("wfts", ("title", "alpha or gamma"), [1, 3]),
    ],
)
async def test_each_filter_means_what_it_says(
    service: AsyncClient, method: str, arguments: tuple[Any, ...], expected: list[int]
) -> None:
    """Every filter the client has a method for finds exactly its rows."""
    query = getattr(service.table("books").select("id"), method)(*arguments)
    assert ids((await query.order("id").execute()).data) == expected


async def test_not_turns_the_next_filter_round(service: AsyncClient) -> None:
    """not_ negates one filter."""
    found = await service.table("books").select("id").not_.in_("id", [1, 2]).order("id").execute()
    assert ids(found.data) == [3, 4]


async def test_text_search_takes_a_configuration(service: AsyncClient) -> None:
    """text_search with a language stems words of that language."""
    query = service.table("reviews").select("id").text_search("body", "fox", {"config": "english"})
    assert ids((await query.execute()).data) == [1, 4]


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("id.eq.1,price.gt.20", [1, 3]),
        ('title.eq."Beta, the second",id.in.(3,4)', [2, 3, 4]),
        ("and(id.gt.1,id.lt.3),not.and(id.lt.4,price.lt.1000)", [2, 4]),
        ("tags.cs.{red,blue},details->>size.eq.small", [1, 2]),
        ("publisher_id.is.null,in_print.not.is.null", [1, 2, 3, 4]),
    ],
)
async def test_or_combines_conditions(service: AsyncClient, condition: str, expected: list[int]) -> None:
    """or=(…) takes quoted values, lists, arrays, JSON paths and further and(…) and not.and(…)."""
    found = await service.table("books").select("id").or_(condition).order("id").execute()
    assert ids(found.data) == expected


async def test_order_says_where_nulls_go(service: AsyncClient) -> None:
    """Several columns, both directions, nulls first or last."""
    query = service.table("books").select("id").order("pages", desc=True, nullsfirst=False).order("id")
    assert ids((await query.execute()).data) == [2, 1, 4, 3]
    query = service.table("books").select("id").order("pages", nullsfirst=True)
    assert ids((await query.execute()).data) == [3, 4, 1, 2]


async def test_range_pages_and_exact_count_counts_all(service: AsyncClient) -> None:
    """range() asks for rows 1 to 2; the exact count is of every row that passes."""
    query = service.table("books").select("id", count=CountMethod.exact).order("id").range(1, 2)
    found = await query.execute()
    assert (ids(found.data), found.count) == ([2, 3], 4)


async def test_head_counts_without_rows(service: AsyncClient) -> None:
    """head=True sends HEAD: a count and no body."""
    query = service.table("books").select("*", count=CountMethod.exact, head=True).gt("id", 1)
    found = await query.execute()
    assert (found.data, found.count) == ([], 3)


@pytest.mark.parametrize("method", [CountMethod.planned, CountMethod.estimated])
async def test_planned_and_estimated_counts_are_numbers(service: AsyncClient, method: CountMethod) -> None:
    """Both answer a number; the estimate is exact while there are few rows."""
    found = await service.table("books").select("id", count=method).execute()
    assert found.count is not None
    if method is CountMethod.estimated:
        assert found.count == 4


async def test_single_wants_exactly_one_row(service: AsyncClient) -> None:
    """single() gives the object itself, and PGRST116 for none or many."""
    found = await service.table("books").select("title").eq("id", 1).single().execute()
    assert found.data == {"title": "Alpha"}
    with pytest.raises(APIError) as none:
        await service.table("books").select("title").eq("id", 99).single().execute()
    assert (none.value.code, none.value.details) == ("PGRST116", "The result contains 0 rows")
    with pytest.raises(APIError) as many:
        await service.table("books").select("title").single().execute()
    assert many.value.code == "PGRST116"


async def test_maybe_single_is_none_without_a_row(service: AsyncClient) -> None:
    """maybe_single() answers None where single() would refuse."""
    assert await service.table("books").select("title").eq("id", 99).maybe_single().execute() is None


async def test_csv_has_a_header_and_quotes(service: AsyncClient) -> None:
    """csv() is text with the columns' names on top."""
    found = await service.table("books").select("id,title").lte("id", 2).order("id").csv().execute()
    assert found.data == 'id,title\n1,Alpha\n2,"Beta, the second"'


async def test_strip_nulls_leaves_null_keys_out(service: AsyncClient) -> None:
    """strip_nulls() drops keys whose value is null."""
    query = service.table("books").select("id,isbn,title").eq("id", 1).strip_nulls()
    assert (await query.execute()).data == [{"id": 1, "title": "Alpha"}]


async def test_names_that_need_quotes_are_only_names(service: AsyncClient) -> None:
    """A table and columns with quotes, spaces, per cent signs and keywords are read like any other."""
    query = service.table('Odd "name').select('id,"a b","per%cent",select').eq("a b", "x")
    assert (await query.execute()).data == [{"id": 1, "a b": "x", "per%cent": "y", "select": "z"}]


async def test_a_response_has_at_most_max_rows(door: Door) -> None:
    """The limit holds whatever the client asks for, embedded rows included; the count tells the rest."""
    served, small = serve(door.database, max_rows=2)
    try:
        async with connected(small, SERVICE) as client:
            query = client.table("books").select("author:authors(books(id))", count=CountMethod.exact)
            found = await query.limit(500).execute()
        assert (len(found.data), found.count) == (2, 4)
    finally:
        served.stop()


async def test_a_function_of_the_row_is_read_like_a_column(service: AsyncClient) -> None:
    """Selected, filtered, ordered and searched by its name; `*` does not hold it."""
    query = service.table("books").select("label").like("label", "% / %").order("label", desc=True)
    (first, *_) = rows_of(await query.limit(2).execute())
    assert first == {"label": "Gamma (final) / 30.25"}
    (whole,) = rows_of(await service.table("books").select("*").eq("id", 1).execute())
    assert "label" not in whole
    found = (
        await service.table("authors").select("name").filter("words", "wfts(simple)", "ada writes").execute()
    )
    assert found.data == [{"name": "Ada"}]
    called = await service.rpc("books_by", {"p_author": 2}).select("id,label").eq("id", 4).execute()
    assert called.data == [{"id": 4, "label": 'Delta "quoted" / 5.00'}]
    embedded = await service.table("authors").select("books(label)").eq("id", 2).execute()
    assert len(rows_of(embedded)[0]["books"]) == 2
    changed = service.table("books").update({"pages": 50}).eq("id", 4).select("*,label")
    assert rows_of(await changed.execute())[0]["label"] == 'Delta "quoted" / 5.00'
