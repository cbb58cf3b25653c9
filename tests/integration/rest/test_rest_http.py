"""What the REST door says in headers and statuses, and what it refuses by name."""

import httpx
import pytest

from tests.integration.rest.conftest import body_of

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.mark.parametrize(
    ("path", "headers", "status", "content_range"),
    [
        ("/genres", {}, 200, "0-1/*"),
        ("/genres", {"Prefer": "count=exact"}, 200, "0-1/2"),
        ("/genres?limit=1", {"Prefer": "count=exact"}, 206, "0-0/2"),
        ("/genres?offset=1", {"Prefer": "count=exact"}, 206, "1-1/2"),
        ("/genres?limit=0", {}, 200, "*/*"),
        ("/genres?id=eq.9", {"Prefer": "count=exact"}, 200, "*/0"),
        ("/genres", {"Range": "1-1"}, 200, "1-1/*"),
        ("/genres", {"Range": "0-", "Range-Unit": "items"}, 200, "0-1/*"),
        ("/genres?offset=9", {"Prefer": "count=exact"}, 416, "*/2"),
    ],
)
async def test_content_range_says_which_rows_of_how_many(
    http: httpx.AsyncClient, path: str, headers: dict[str, str], status: int, content_range: str
) -> None:
    """From limit, offset or the Range header; 206 for a part of a known whole, 416 beyond its end."""
    answer = await http.get(path, headers=headers)
    assert (answer.status_code, answer.headers["content-range"]) == (status, content_range)


async def test_types_profile_and_preferences_are_declared(http: httpx.AsyncClient) -> None:
    """Content-Type, Content-Profile and Preference-Applied answer what was asked for."""
    headers = {"Accept-Profile": "public", "Prefer": "count=exact, return=minimal"}
    answer = await http.get("/genres?select=id", headers=headers)
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    assert answer.headers["content-profile"] == "public"
    assert answer.headers["preference-applied"] == "count=exact"
    assert answer.headers["content-location"] == "/genres?select=id"
    headers = {"Accept": "application/vnd.pgrst.object+json"}
    answer = await http.get("/genres?id=eq.1", headers=headers)
    assert answer.headers["content-type"] == "application/vnd.pgrst.object+json; charset=utf-8"


async def test_a_bodiless_refusal_still_names_its_code(http: httpx.AsyncClient) -> None:
    """HEAD has no body: Proxy-Status carries the code."""
    answer = await http.head("/nowhere")
    assert (answer.status_code, answer.content) == (404, b"")
    assert answer.headers["proxy-status"] == "PostgREST; error=PGRST205"


@pytest.mark.parametrize(
    ("method", "path", "headers", "status", "code"),
    [
        ("GET", "/", {}, 501, "PGRST127"),
        ("PUT", "/genres?id=eq.1", {}, 501, "PGRST127"),
        ("POST", "/genres", {"Content-Type": "text/csv"}, 501, "PGRST127"),
        ("POST", "/rpc/echo", {"Content-Type": "text/plain"}, 501, "PGRST127"),
        ("POST", "/genres", {"Content-Type": "image/png"}, 400, "PGRST102"),
        ("TRACE", "/genres", {}, 405, "PGRST117"),
        ("DELETE", "/rpc/add", {}, 405, "PGRST101"),
        ("GET", "/genres/1", {}, 404, "PGRST125"),
        ("GET", "/genre", {}, 404, "PGRST205"),
        ("GET", "/genres?id=noop.1", {}, 400, "PGRST100"),
        ("GET", "/genres?nope=eq.1", {}, 400, "42703"),
        ("GET", "/genres?id=eq.x", {}, 400, "22P02"),
        ("GET", "/genres?id=like.x", {}, 404, "42883"),
        ("GET", "/genres?select=id::nope", {}, 400, "42704"),
        ("GET", "/genres?select=id::int%3Bdrop table books", {}, 400, "PGRST100"),
        ("GET", "/genres?select=id.sum()", {}, 400, "PGRST123"),
        ("GET", "/genres?limit=-1", {}, 416, "PGRST103"),
        ("GET", "/genres", {"Range": "3-1"}, 416, "PGRST103"),
        ("GET", "/genres", {"Accept": "application/xml"}, 406, "PGRST107"),
        ("GET", "/genres", {"Accept": "application/geo+json"}, 501, "PGRST127"),
        ("GET", "/genres", {"Accept": "application/vnd.pgrst.plan+json"}, 501, "PGRST127"),
        ("GET", "/genres", {"Prefer": "timezone=Nowhere/At_all"}, 400, "22023"),
        ("POST", "/genres?on_conflict=nope", {"Prefer": "resolution=ignore-duplicates"}, 400, "PGRST102"),
        ("OPTIONS", "/genre", {}, 404, "PGRST205"),
        ("GET", "/genres", {"Accept-Profile": "auth"}, 406, "PGRST106"),
        ("GET", "/genres", {"Prefer": "handling=strict, nonsense=1"}, 400, "PGRST122"),
        ("GET", "/genres?name=eq.%FF", {}, 400, "PGRST100"),
        ("GET", "/genres?and=" + "(and" * 500, {}, 400, "PGRST100"),
        ("GET", "/pg_class", {}, 404, "PGRST205"),
        ("GET", "/rpc/pg_sleep?seconds=1", {}, 404, "PGRST202"),
    ],
)
async def test_every_refusal_is_shaped_like_postgrests(
    http: httpx.AsyncClient, method: str, path: str, headers: dict[str, str], status: int, code: str
) -> None:
    """Four keys, PostgREST's code and status; 501 only for what PostgREST has and the stack lacks."""
    answer = await http.request(method, path, headers=headers, content=b"1" if method == "POST" else None)
    assert (answer.status_code, body_of(answer)["code"]) == (status, code)


async def test_a_time_zone_is_taken_for_the_request(http: httpx.AsyncClient) -> None:
    """Prefer: timezone words every timestamp, is answered as applied, and does not outlive its request."""
    query = "/books?select=printed_at&id=eq.1"
    away = await http.get(query, headers={"Prefer": "timezone=America/New_York"})
    assert away.json() == [{"printed_at": "2020-01-01T05:00:00-05:00"}]
    assert away.headers["preference-applied"] == "timezone=America/New_York"
    assert (await http.get(query)).json() == [{"printed_at": "2020-01-01T10:00:00+00:00"}]


async def test_a_client_cannot_undo_its_transaction(http: httpx.AsyncClient, unique: str) -> None:
    """Prefer: tx is known and without effect, as on hosted; it is never unknown to handling=strict."""
    headers = {"Prefer": "tx=rollback, handling=strict"}
    answer = await http.post("/settings", json={"key": unique}, headers=headers)
    assert (answer.status_code, answer.headers["preference-applied"]) == (201, "handling=strict")
    assert len((await http.get(f"/settings?key=eq.{unique}")).json()) == 1


async def test_a_change_answers_every_row_whatever_the_limit(http: httpx.AsyncClient, unique: str) -> None:
    """Limit and offset shape reads alone."""
    await http.post("/settings", json=[{"key": f"{unique}1"}, {"key": f"{unique}2"}])
    changed = await http.patch(
        f"/settings?key=like.{unique}*&limit=1",
        json={"changes": 3},
        headers={"Prefer": "return=representation"},
    )
    assert [row["changes"] for row in changed.json()] == [3, 3]


@pytest.mark.parametrize(
    ("path", "allowed"),
    [
        ("/", "OPTIONS,GET,HEAD"),
        ("/genres", "OPTIONS,GET,HEAD,POST,PATCH,DELETE"),
        ("/book_list", "OPTIONS,GET,HEAD"),
        ("/rpc/tally", "OPTIONS,GET,HEAD,POST"),
        ("/rpc/do_nothing", "OPTIONS,POST"),
    ],
)
async def test_options_names_the_methods_of_a_path(http: httpx.AsyncClient, path: str, allowed: str) -> None:
    """What can be changed through a view or called by GET is told from what cannot."""
    answer = await http.options(path)
    assert (answer.status_code, answer.headers["allow"]) == (200, allowed)


async def test_a_range_header_counts_for_get_alone(http: httpx.AsyncClient) -> None:
    """HEAD with a Range is answered whole, as RFC 9110 has it."""
    assert (await http.head("/genres", headers={"Range": "1-1"})).headers["content-range"] == "0-1/*"


async def test_an_answer_repeats_its_query_in_order(http: httpx.AsyncClient) -> None:
    """Content-Location sorts the parameters, joins those of one name, and escapes their values."""
    answer = await http.get("/genres?select=id&id=gt.0&name=neq.a b&id=lt.9")
    assert answer.headers["content-location"] == "/genres?id=gt.0,lt.9&name=neq.a%20b&select=id"
    assert answer.headers["vary"] == "Accept, Prefer, Range"
