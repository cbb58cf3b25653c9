"""Calling functions through the REST door with the official client."""

from typing import Any

import httpx
import pytest
from postgrest.exceptions import APIError
from postgrest.types import CountMethod
from supabase import AsyncClient

from tests.integration.rest.conftest import body_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("add", {"a": 1}, 11),
        ("add", {"b": 2, "a": 1}, 3),
        ("echo", {"p": {"x": [1, None, "y"]}}, {"x": [1, None, "y"]}),
        ("echo", {"p": [1, 2]}, [1, 2]),
        ("echo", {"p": None}, None),
        ("sum_all", {"p_numbers": [1, 2, 3]}, 6),
        ("numbers", {"p_upto": 3}, [1, 2, 3]),
        ("numbers", {"p_upto": 0}, []),
        ("overloaded", {"a": 1}, "one"),
        ("overloaded", {"a": 1, "b": 2}, "two"),
    ],
)
async def test_results_keep_their_shape(
    service: AsyncClient, name: str, arguments: dict[str, Any], expected: object
) -> None:
    """Scalars, jsonb and sets come back bare; defaults and overloads are resolved by name."""
    assert (await service.rpc(name, arguments).execute()).data == expected


async def test_a_table_function_is_read_like_a_table(service: AsyncClient) -> None:
    """Columns, embedded resources, filters, order and an exact count apply to its rows."""
    query = service.rpc("books_by", {"p_author": 1}, count=CountMethod.exact).select("id, reviews(rating)")
    found = await query.lte("id", 2).order("id", desc=True).limit(1).execute()
    assert (found.data, found.count) == ([{"id": 2, "reviews": [{"rating": 4}]}], 2)
    tally = await service.rpc("tally", {}).select("author").eq("books", 0).execute()
    assert tally.data == [{"author": "Cy"}]


async def test_one_row_is_an_object(service: AsyncClient) -> None:
    """A function that returns one composite answers an object."""
    assert (await service.rpc("first_book", {}).select("id,title").execute()).data == {
        "id": 1,
        "title": "Alpha",
    }


async def test_void_answers_nothing(http: httpx.AsyncClient) -> None:
    """204 without a body, with or without an empty object as the request's."""
    for body in (b"{}", b""):
        answer = await http.post("/rpc/do_nothing", content=body)
        assert (answer.status_code, answer.content) == (204, b"")


async def test_the_whole_body_can_be_one_argument(http: httpx.AsyncClient) -> None:
    """A function of one unnamed json parameter takes the body itself."""
    assert (await http.post("/rpc/whole", json=[1, 2, 3])).json() == 3


async def test_get_calls_what_only_reads(service: AsyncClient, http: httpx.AsyncClient) -> None:
    """get=True sends the arguments in the query; a function that writes is refused 405."""
    assert (await service.rpc("add", {"a": 3, "b": 4}, get=True).execute()).data == 7
    assert (await service.rpc("sum_all", {"p_numbers": [4, 5]}, get=True).execute()).data == 9
    rows = (await http.get("/rpc/books_by?p_author=1&id=eq.1&select=title")).json()
    assert rows == [{"title": "Alpha"}]
    answer = await http.get("/rpc/write_note?p_key=never")
    assert (answer.status_code, body_of(answer)["code"]) == (405, "25006")


async def test_head_counts_a_set(service: AsyncClient) -> None:
    """head=True answers the count alone."""
    found = await service.rpc("numbers", {"p_upto": 5}, count=CountMethod.exact, head=True).execute()
    assert (found.data, found.count) == ([], 5)


@pytest.mark.parametrize(
    ("state", "status"),
    [
        ("PT409", 409),
        ("PT422", 422),
        ("PT429", 429),
        ("22023", 400),
        ("P0001", 400),
        ("42501", 403),
        ("40001", 500),
        ("40P01", 500),
        ("53300", 503),
        ("57014", 500),
        ("55006", 500),
        ("P0002", 500),
    ],
)
async def test_a_raise_keeps_its_words(http: httpx.AsyncClient, state: str, status: int) -> None:
    """Message, detail and hint of a raise reach the client under the status of its SQLSTATE."""
    answer = await http.post("/rpc/refuse", json={"p_state": state})
    assert answer.status_code == status
    assert body_of(answer) == {
        "code": state,
        "message": f"Refused with {state}",
        "details": '{"unknown": ["fp_x"]}',
        "hint": "Ask for something else.",
    }


async def test_a_raise_can_word_the_whole_answer(http: httpx.AsyncClient) -> None:
    """SQLSTATE PGRST: code, message, status and headers are the function's own."""
    answer = await http.post("/rpc/take_over", json={})
    assert (answer.status_code, answer.headers["x-tea"]) == (418, "green")
    assert body_of(answer) == {"code": "123", "message": "own words", "details": "d", "hint": "h"}


async def test_an_unknown_function_or_argument_is_404(service: AsyncClient) -> None:
    """PGRST202 names what was looked for and what is near."""
    with pytest.raises(APIError) as unknown:
        await service.rpc("adda", {"a": 1}).execute()
    with pytest.raises(APIError) as argument:
        await service.rpc("add", {"a": 1, "c": 2}).execute()
    assert (unknown.value.code, argument.value.code) == ("PGRST202", "PGRST202")
    assert unknown.value.message == "Could not find the function public.adda(a) in the schema cache"
    assert argument.value.hint == "Perhaps you meant to call the function public.add(a, b)"


async def test_a_refused_call_leaves_nothing(http: httpx.AsyncClient, unique: str) -> None:
    """A call whose answer is refused after the fact is rolled back."""
    headers = {"Accept": "application/vnd.pgrst.object+json"}
    answer = await http.post("/rpc/numbers", json={"p_upto": 2}, headers=headers)
    assert answer.status_code == 406
    kept = await http.post("/rpc/write_note", json={"p_key": unique})
    assert kept.json() == unique


async def test_a_function_may_set_status_and_headers(http: httpx.AsyncClient) -> None:
    """response.status and response.headers override the answer's own."""
    headers = '[{"X-Tea": "green"}, {"Content-Type": "text/x-tea"}]'
    answer = await http.post("/rpc/say", json={"p_headers": headers, "p_status": "202"})
    assert (answer.status_code, answer.headers["x-tea"], answer.text) == (202, "green", "1")
    assert answer.headers["content-type"] == "text/x-tea"


@pytest.mark.parametrize(
    ("headers", "status", "code"),
    [
        ("[]", "none", "PGRST112"),
        ("[]", "99", "PGRST112"),
        ("{}", "", "PGRST111"),
        ("nonsense", "", "PGRST111"),
        ('[{"a": "b", "c": "d"}]', "", "PGRST111"),
        ('[{"a": 1}]', "", "PGRST111"),
        ('[{"a": "b\\r\\nX-Forged: 1"}]', "", "PGRST111"),
    ],
)
async def test_what_is_no_status_or_header_is_refused(
    http: httpx.AsyncClient, headers: str, status: str, code: str
) -> None:
    """500 with PostgREST's code; a value that would end its line forges no header."""
    answer = await http.post("/rpc/say", json={"p_headers": headers, "p_status": status})
    assert (answer.status_code, body_of(answer)["code"]) == (500, code)
    assert "x-forged" not in answer.headers


async def test_a_stable_function_changes_nothing(http: httpx.AsyncClient, unique: str) -> None:
    """Called by POST too it runs in a read-only transaction: 25006 is 405."""
    answer = await http.post("/rpc/sneak", json={"p_key": unique})
    assert (answer.status_code, body_of(answer)["code"]) == (405, "25006")
    assert (await http.get(f"/settings?key=eq.{unique}")).json() == []


async def test_max_affected_wants_rows_to_count(http: httpx.AsyncClient) -> None:
    """PGRST128 for a function of one value, PGRST124 for one that gives more rows than allowed."""
    strict = {"Prefer": "handling=strict, max-affected=1"}
    single = await http.post("/rpc/add", json={"a": 1}, headers=strict)
    many = await http.post("/rpc/numbers", json={"p_upto": 2}, headers=strict)
    assert (single.status_code, body_of(single)["code"]) == (400, "PGRST128")
    assert (many.status_code, body_of(many)["code"]) == (400, "PGRST124")


async def test_a_functions_own_time_limit_is_the_requests(http: httpx.AsyncClient) -> None:
    """As PostgREST hoists it: a function of fifty milliseconds is ended by those, not by its role's."""
    answer = await http.post("/rpc/hasty", json={})
    assert (answer.status_code, body_of(answer)["code"]) == (500, "57014")
