"""Changing rows through the REST door with the official client."""

import httpx
import pytest
from postgrest.exceptions import APIError
from postgrest.types import CountMethod, ReturnMethod
from supabase import AsyncClient

from tests.integration.rest.conftest import body_of, rows_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_insert_answers_the_whole_row(service: AsyncClient, unique: str) -> None:
    """insert() gives the row with its defaults filled in."""
    found = await service.table("books").insert({"title": unique, "author_id": 1}).execute()
    (row,) = rows_of(found)
    assert (row["title"], row["price"], row["tags"], row["isbn"]) == (unique, 9.5, [], None)


async def test_insert_select_shapes_the_answer(service: AsyncClient, unique: str) -> None:
    """.insert().select() gives chosen columns, and embedded parents of the new row."""
    query = service.table("books").insert({"title": unique, "author_id": 2})
    found = await query.select("title, authors(name)").execute()
    assert found.data == [{"title": unique, "authors": {"name": "Bo"}}]


async def test_insert_minimal_answers_nothing(service: AsyncClient, unique: str) -> None:
    """Returning minimal: no rows, and the count when it was asked for."""
    rows = [{"title": unique, "author_id": 1}, {"title": unique, "author_id": 2}]
    query = service.table("books").insert(rows, returning=ReturnMethod.minimal, count=CountMethod.exact)
    found = await query.execute()
    assert (found.data, found.count) == ([], 2)


async def test_bulk_insert_fills_absent_keys(service: AsyncClient, unique: str) -> None:
    """Rows with different keys: absent ones are null, or the default with default_to_null=False."""
    rows = [{"title": unique, "author_id": 1}, {"title": unique, "author_id": 1, "price": 3, "pages": 7}]
    with pytest.raises(APIError) as refused:
        await service.table("books").insert(rows).execute()
    assert refused.value.code == "23502"
    found = await service.table("books").insert(rows, default_to_null=False).execute()
    assert [(row["price"], row["pages"]) for row in rows_of(found)] == [(9.5, None), (3, 7)]


async def test_values_arrive_in_their_own_types(service: AsyncClient, unique: str) -> None:
    """Arrays, JSON with odd texts, times and big numbers survive the way there and back."""
    row = {
        "title": f"{unique} 'quoted' \"twice\" \\ 100% $1 ✓ \n\t",
        "author_id": 1,
        "tags": ["a,b", 'c"d', "", "null"],
        "details": {"deep": [1, None, {"x": "\u2028"}], "n": 12345678901234567890},
        "printed_at": "2026-01-02T03:04:05.678901+00:00",
        "price": 123456.78,
        "in_print": False,
    }
    (found,) = rows_of(await service.table("books").insert(row).execute())
    assert {key: found[key] for key in row} == row


async def test_text_with_nul_is_the_callers_fault(service: AsyncClient) -> None:
    """Postgres refuses the character zero: 22P05 from a body, 22021 from a filter, both 400."""
    with pytest.raises(APIError) as body:
        await service.table("books").insert({"title": "a\x00b", "author_id": 1}).execute()
    assert body.value.code == "22P05"
    with pytest.raises(APIError) as query:
        await service.table("books").select("id").eq("title", "a\x00b").execute()
    assert query.value.code == "22021"


async def test_update_changes_what_passes_the_filters(service: AsyncClient, unique: str) -> None:
    """update() answers the rows it changed; a filter that meets none gives none."""
    await service.table("settings").insert({"key": unique, "value": {"a": 1}}).execute()
    query = service.table("settings").update({"value": [1, "two"], "changes": 1}).eq("key", unique)
    assert (await query.execute()).data == [{"key": unique, "value": [1, "two"], "changes": 1}]
    none = await service.table("settings").update({"changes": 9}).eq("key", "nobody's").execute()
    assert none.data == []


async def test_update_takes_or_conditions(service: AsyncClient, unique: str) -> None:
    """or_ works where a row is changed as where it is read."""
    await service.table("settings").insert({"key": unique}).execute()
    query = service.table("settings").update({"changes": 4}).or_(f"key.eq.{unique},key.eq.nobodys")
    assert [row["key"] for row in rows_of(await query.execute())] == [unique]


async def test_null_and_json_null_are_told_apart_as_in_postgrest(service: AsyncClient, unique: str) -> None:
    """A JSON null in a body is SQL's null."""
    await service.table("settings").insert({"key": unique, "value": None}).execute()
    found = await service.table("settings").select("key").is_("value", None).eq("key", unique).execute()
    assert found.data == [{"key": unique}]


async def test_delete_answers_what_is_gone(service: AsyncClient, unique: str) -> None:
    """delete() gives the rows it removed."""
    await service.table("settings").insert({"key": unique}).execute()
    gone = await service.table("settings").delete(count=CountMethod.exact).eq("key", unique).execute()
    assert ([row["key"] for row in rows_of(gone)], gone.count) == ([unique], 1)
    assert (await service.table("settings").select("key").eq("key", unique).execute()).data == []


async def test_upsert_merges_or_ignores(service: AsyncClient, unique: str) -> None:
    """By the primary key: merge overwrites the given columns, ignore leaves the row."""
    table = service.table("settings")
    await table.insert({"key": unique, "value": 1, "changes": 5}).execute()
    merged = await service.table("settings").upsert({"key": unique, "value": 2}).execute()
    assert merged.data == [{"key": unique, "value": 2, "changes": 5}]
    row = {"key": unique, "value": 3}
    ignored = await service.table("settings").upsert(row, ignore_duplicates=True).execute()
    assert ignored.data == []
    found = await service.table("settings").select("value").eq("key", unique).execute()
    assert found.data == [{"value": 2}]


async def test_upsert_on_another_unique_column(service: AsyncClient, unique: str) -> None:
    """on_conflict names the key."""
    await service.table("publishers").insert({"name": unique}).execute()
    rows = [{"name": unique}, {"name": f"{unique}-new"}]
    found = await service.table("publishers").upsert(rows, on_conflict="name").execute()
    assert sorted(row["name"] for row in rows_of(found)) == [unique, f"{unique}-new"]


async def test_upsert_status_tells_whether_anything_is_new(http: httpx.AsyncClient, unique: str) -> None:
    """201 when a row was inserted, 200 when all were merged."""
    prefer = {"Prefer": "resolution=merge-duplicates"}
    first = await http.post("/settings", json={"key": unique}, headers=prefer)
    second = await http.post("/settings", json={"key": unique}, headers=prefer)
    third = await http.post("/settings", json=[{"key": unique}, {"key": f"{unique}2"}], headers=prefer)
    assert [first.status_code, second.status_code, third.status_code] == [201, 200, 201]


async def test_headers_only_tells_where_the_row_is(http: httpx.AsyncClient, unique: str) -> None:
    """return=headers-only answers Location, with the key's values escaped."""
    answer = await http.post(
        "/settings", json={"key": f"{unique} &x"}, headers={"Prefer": "return=headers-only"}
    )
    assert (answer.status_code, answer.content) == (201, b"")
    assert answer.headers["location"] == f"/settings?key=eq.{unique}%20%26x"


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
async def test_a_whole_table_is_never_changed_by_accident(http: httpx.AsyncClient, method: str) -> None:
    """Without a filter: 21000, as Supabase's safeupdate says it."""
    answer = await http.request(method, "/settings", json={"changes": 1})
    verb = "UPDATE" if method == "PATCH" else "DELETE"
    assert (answer.status_code, body_of(answer)["message"]) == (400, f"{verb} requires a WHERE clause")


async def test_max_affected_undoes_what_goes_too_far(service: AsyncClient, unique: str) -> None:
    """PGRST124, and no row is changed."""
    rows = [{"key": f"{unique}{n}"} for n in range(3)]
    await service.table("settings").insert(rows).execute()
    with pytest.raises(APIError) as refused:
        await (
            service.table("settings")
            .update({"changes": 7})
            .like("key", f"{unique}%")
            .max_affected(2)
            .execute()
        )
    assert refused.value.code == "PGRST124"
    found = await service.table("settings").select("changes").like("key", f"{unique}%").execute()
    assert [row["changes"] for row in rows_of(found)] == [0, 0, 0]


async def test_a_single_object_that_is_not_single_undoes_the_change(
    http: httpx.AsyncClient, unique: str
) -> None:
    """A change whose object cannot be answered is not made."""
    headers = {"Accept": "application/vnd.pgrst.object+json", "Prefer": "return=representation"}
    rows = [{"key": f"{unique}1"}, {"key": f"{unique}2"}]
    answer = await http.post("/settings", json=rows, headers=headers)
    assert (answer.status_code, body_of(answer)["code"]) == (406, "PGRST116")
    assert (await http.get(f"/settings?key=like.{unique}*")).json() == []


@pytest.mark.parametrize(
    ("row", "status", "code"),
    [
        ({"title": "", "author_id": 1}, 400, "23514"),
        ({"title": "x"}, 400, "23502"),
        ({"title": "x", "author_id": 99}, 409, "23503"),
        ({"title": "x", "author_id": "one"}, 400, "22P02"),
        ({"title": "x", "author_id": 1, "price": 12345678}, 400, "22003"),
        ({"title": "x", "author_id": 1, "nope": 1}, 400, "PGRST204"),
        ({"id": 1, "title": "x", "author_id": 1}, 409, "23505"),
        ([{"title": "x"}, {"author_id": 1}], 400, "PGRST102"),
        ("text", 400, "PGRST102"),
    ],
)
async def test_each_refusal_has_its_status(
    http: httpx.AsyncClient, row: object, status: int, code: str
) -> None:
    """Constraint, type, column and shape errors carry PostgREST's status and Postgres's code."""
    answer = await http.post("/books", json=row)
    assert (answer.status_code, body_of(answer)["code"]) == (status, code)


@pytest.mark.parametrize("body", [b"{bad", b'{"title": NaN}', b'\xff{"a": 1}', b"", b"[" * 50_000])
async def test_a_body_that_is_no_json_is_refused(http: httpx.AsyncClient, body: bytes) -> None:
    """PGRST102, whatever is wrong with it."""
    answer = await http.post("/books", content=body, headers={"Content-Type": "application/json"})
    assert (answer.status_code, body_of(answer)["code"]) == (400, "PGRST102")


async def test_column_grants_are_enough(user: AsyncClient, http: httpx.AsyncClient) -> None:
    """Who may see and write some columns can insert them and read them back, and no others."""
    found = await user.table("vault").insert({"id": 20, "open": "o"}).select("id,open").execute()
    assert found.data == [{"id": 20, "open": "o"}]
    minimal = user.table("vault").insert({"id": 21, "open": "o"}, returning=ReturnMethod.minimal)
    assert (await minimal.execute()).data == []
    with pytest.raises(APIError) as star:
        await user.table("vault").insert({"id": 22, "open": "o"}).execute()
    with pytest.raises(APIError) as closed:
        await user.table("vault").insert({"id": 23, "closed": "c"}).select("id").execute()
    assert (star.value.code, closed.value.code) == ("42501", "42501")
    assert [row["id"] for row in (await http.get("/vault?id=gte.20&order=id")).json()] == [20, 21]
