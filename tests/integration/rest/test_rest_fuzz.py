"""Whatever is sent, the REST door answers PostgREST-shaped JSON with the status its error table gives.

And nobody sees or changes what is another's. The statements cannot be injected into by construction: a name
of a request becomes an identifier only when the catalogue holds it (or as a quoted alias), and a value is
always a bound parameter (worker/local/gateway/rest/sql.py); here hostile ones are sent and looked for.
"""

import json
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import httpx
import psycopg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import seeded
from tests.integration.rest import plausible, sent
from tests.integration.rest.conftest import ANON, SERVICE, Door
from tests.integration.rest.sent import ATTACKS

OTHER = "99999999-8888-7777-6666-555555555555"
CANARY = "canary-of-another-user"
"""Stands in a note of OTHER's and in a column that only the service key may read."""

# docs.postgrest.org, "Errors": PostgREST's own codes. PGRST127 is 501 here: it names what is missing.
STATUS = {
    "PGRST000": 503,
    "PGRST001": 503,
    "PGRST003": 504,
    "PGRST100": 400,
    "PGRST101": 405,
    "PGRST102": 400,
    "PGRST103": 416,
    "PGRST106": 406,
    "PGRST107": 406,
    "PGRST108": 400,
    "PGRST116": 406,
    "PGRST117": 405,
    "PGRST118": 400,
    "PGRST120": 400,
    "PGRST122": 400,
    "PGRST123": 400,
    "PGRST124": 400,
    "PGRST125": 404,
    "PGRST127": 501,
    "PGRST128": 400,
    "PGRST200": 400,
    "PGRST201": 300,
    "PGRST202": 404,
    "PGRST203": 300,
    "PGRST204": 400,
    "PGRST205": 404,
    "PGRST301": 401,
    "PGRST303": 401,
}
# The same page's map from Postgres's codes; the longest beginning that fits counts, all others are 400.
SQLSTATES = {
    "08": 503,
    "09": 500,
    "0L": 403,
    "0P": 403,
    "23503": 409,
    "23505": 409,
    "25006": 405,
    "25": 500,
    "28": 403,
    "2D": 500,
    "38": 500,
    "39": 500,
    "3B": 500,
    "40": 500,
    "53": 503,
    "53400": 500,
    "54": 500,
    "55": 500,
    "57": 500,
    "57P01": 503,
    "58": 500,
    "F0": 500,
    "HV": 500,
    "P0001": 400,
    "P0": 500,
    "XX": 500,
    "42883": 404,
    "42P01": 404,
    "42P17": 500,
}


@pytest.fixture
def guarded(door: Door) -> Iterator[Door]:
    """The library with another user's note and a secret column; both must be as they were in the end."""
    with psycopg.connect(door.database.dsn("postgres"), autocommit=True) as owner:
        owner.execute("insert into public.notes (id, owner, body) values (-7, %s, %s)", (OTHER, CANARY))
        owner.execute("update public.vault set closed = %s", (CANARY,))
        yield door
        kept = owner.execute("select owner::text, body from public.notes where id = -7").fetchall()
        secret = owner.execute("select distinct closed from public.vault where id = 1").fetchall()
        owner.execute("delete from public.notes where id = -7")
    assert (kept, secret) == ([(OTHER, CANARY)], [(CANARY,)])


def status_of(code: str, *, anonymous: bool, message: str) -> int:
    """What PostgREST's error table says about a code."""
    if code in STATUS:
        return STATUS[code]
    if code == "42501":
        return 401 if anonymous else 403
    if code.startswith("PT"):
        return int(code[2:]) if code[2:].isdigit() and 200 <= int(code[2:]) <= 599 else 500
    if code == "21000":
        return 400 if message.endswith("requires a WHERE clause") else 500
    fitting = [beginning for beginning in SQLSTATES if code.startswith(beginning)]
    return SQLSTATES[max(fitting, key=len)] if fitting else 400


def check_refusal(answer: httpx.Response, *, head: bool, anonymous: bool) -> None:
    """Four keys, the code in the header too, and the status that belongs to the code."""
    assert answer.headers["content-type"] == "application/json; charset=utf-8"
    code = answer.headers["proxy-status"].removeprefix("PostgREST; error=")
    assert not code.startswith("PGRSTX"), "the gateway itself failed"
    message = ""
    if not head:
        refusal = json.loads(answer.content)
        assert set(refusal) == {"code", "message", "details", "hint"}
        assert refusal["code"] == code or not refusal["code"].isprintable()
        message = refusal["message"]
        assert "Traceback" not in message
    if not (head and code in {"21000", "22023"}):  # their status depends on the message, which HEAD has not
        assert answer.status_code == status_of(code, anonymous=anonymous, message=message)


@pytest.mark.parametrize("examples", [300, pytest.param(2000, marks=pytest.mark.long)])
def test_every_answer_is_shaped_like_postgrests(guarded: Door, examples: int) -> None:
    """No traceback, no hang, the error table's status, no row of another user; the next one is served."""

    @seeded(examples)
    @given(
        st.sampled_from(sent.METHODS),
        sent.path,
        st.lists(sent.pair, max_size=4),
        st.lists(sent.header, max_size=3),
        sent.body,
        sent.who,
    )
    def check(
        method: str,
        path: str,
        pairs: list[tuple[str, str]],
        headers: list[tuple[str, bytes]],
        body: bytes,
        who: tuple[str, str],
    ) -> None:
        key, bearer = who
        is_service = bearer == SERVICE
        if is_service and path in {"notes", "vault"}:
            path = "books"  # the service key may read and change what the others must not
        usual = {"apikey": key, "Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
        url = f"{guarded.url}/rest/v1/{quote(path, safe='/')}?{urlencode(pairs)}"
        raw = [*((n.encode(), v.encode()) for n, v in usual.items()), *((n.encode(), v) for n, v in headers)]
        answer = client.request(method, url, headers=raw, content=body)
        if not is_service:
            assert CANARY not in answer.text
            assert CANARY not in str(answer.headers)
        if key == "nobody":
            assert answer.status_code == 401
            assert method == "HEAD" or set(answer.json()) == {"message", "hint"}
        elif answer.status_code >= 300:
            check_refusal(answer, head=method == "HEAD", anonymous=bearer == ANON)
        else:
            assert answer.status_code in {200, 201, 204, 206}
            if "json" in answer.headers.get("content-type", "") and answer.content:
                json.loads(answer.content)

    with httpx.Client(timeout=15) as client:
        check()
        headers = {"apikey": SERVICE, "Authorization": f"Bearer {SERVICE}"}
        found = client.get(f"{guarded.url}/rest/v1/authors?select=name&limit=1", headers=headers)
    assert found.status_code == 200


@pytest.mark.parametrize("examples", [300, pytest.param(2000, marks=pytest.mark.long)])
def test_a_request_that_makes_sense_is_understood(guarded: Door, examples: int) -> None:
    """Never called malformed, and many succeed; still the error table's status and nobody else's rows."""
    statuses: Counter[int] = Counter()

    @seeded(examples)
    @given(plausible.request())
    def check(asked: plausible.Asked) -> None:
        key, bearer = asked.keys
        headers = {"apikey": key, "Authorization": f"Bearer {bearer}", "Content-Type": "application/json"}
        url = f"{guarded.url}/rest/v1/{asked.path}?{urlencode(asked.pairs)}"
        answer = client.request(asked.method, url, headers={**headers, **asked.headers}, content=asked.body)
        statuses[answer.status_code // 100] += 1
        if bearer != SERVICE:
            assert CANARY not in answer.text
        if answer.status_code >= 300:
            check_refusal(answer, head=asked.method == "HEAD", anonymous=bearer == ANON)
            code = answer.headers["proxy-status"].removeprefix("PostgREST; error=")
            assert code not in {"PGRST100", "PGRST102", "PGRST108", "PGRST200", "PGRST205", "42601", "42P18"}

    with httpx.Client(timeout=15) as client:
        check()
    assert statuses[2] > examples / 3


@pytest.mark.parametrize(
    "attack", [*ATTACKS, 'x" as y, (select 1)', "x'; select pg_sleep(9); --", "\\", "a\\'b"]
)
def test_hostile_values_are_only_values(door: Door, unique: str, attack: str) -> None:
    """What is written comes back as it was, is found by every way of asking, and does nothing else."""
    headers = {"apikey": SERVICE, "Authorization": f"Bearer {SERVICE}", "Prefer": "return=representation"}
    attack = f"{unique}{attack}"
    quoted = attack.replace("\\", "\\\\").replace('"', '\\"')
    with httpx.Client(base_url=f"{door.url}/rest/v1", headers=headers, timeout=15) as client:
        made = client.post("/settings", json={"key": attack, "value": {attack: attack}})
        assert made.status_code == 201
        for query in (
            {"key": f"eq.{attack}"},
            {"key": f'in.("{quoted}")'},
            {"or": f'(key.eq."{quoted}",and(key.eq."{quoted}",changes.lt.0))'},
            {"key": f"not.neq.{attack}", f'value->>"{quoted}"': f"eq.{attack}"},
        ):
            found = client.get("/settings", params={**query, "select": f'"{quoted}":key,value'})
            assert found.json() == [{attack: attack, "value": {attack: attack}}], query
        changed = client.patch("/settings", params={"key": f"eq.{attack}"}, json={"value": attack})
        assert [row["value"] for row in changed.json()] == [attack]
        gone = client.delete("/settings", params={"key": f"eq.{attack}"})
        assert [row["key"] for row in gone.json()] == [attack]
        called = client.post("/rpc/echo", json={"p": {attack: attack}})
        assert called.json() == {attack: attack}
        assert client.get("/books").status_code == 200


@pytest.mark.parametrize("attack", [*ATTACKS[:3], 'books" cascade; --', "books b join vault v on true --"])
@pytest.mark.parametrize(
    "template",
    [
        "/{}",
        "/rpc/{}",
        "/books?select={}",
        "/books?select=id::{}",
        "/books?select=authors!{}(id)",
        "/books?{}=eq.1",
        "/books?order={}",
        "/books?or=({}.eq.1)",
        "/books?select=id,reviews(id)&reviews.order={}",
        "/books?title=fts({}).x",
    ],
)
def test_hostile_names_are_refused_or_nothing(door: Door, template: str, attack: str) -> None:
    """A name nobody knows is a 4xx of PostgREST's, whatever is in it; quoted or bare."""
    headers = {"apikey": SERVICE, "Authorization": f"Bearer {SERVICE}"}
    quoted = '"' + attack.replace("\\", "\\\\").replace('"', '\\"') + '"'
    with httpx.Client(base_url=f"{door.url}/rest/v1", headers=headers, timeout=15) as client:
        for written in (attack, quoted):
            answer = client.get(template.format(quote(written, safe="")))
            assert 400 <= answer.status_code < 500, (written, answer.text)
            check_refusal(answer, head=False, anonymous=False)
        assert client.get("/books").status_code == 200
