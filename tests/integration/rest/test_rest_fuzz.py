"""Whatever is sent, the REST door answers PostgREST-shaped JSON with a status that fits it."""

import json
import string
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.integration.rest.conftest import ANON, SERVICE, Door, token

NAMES = ["books", "authors", "reviews", "book_list", "notes", "vault", "rpc/add", "rpc/books_by", "rpc/tally"]
KEYS = [
    "select",
    "order",
    "limit",
    "offset",
    "or",
    "and",
    "id",
    "title",
    "details->>n",
    "reviews.id",
    "columns",
]
WORDS = [
    "eq.",
    "not.",
    "in.(",
    "(",
    ")",
    "*",
    ",",
    "id",
    "title",
    "reviews(",
    "!inner",
    "::text",
    "->>",
    '"',
    "1",
]
ODD = string.ascii_letters + "0123456789*.,:()\"'\\{}[]->!;$% &=#é\u2028\x00\U0001f600"

text = st.text(alphabet=ODD, max_size=20)
value = text | st.lists(st.sampled_from(WORDS), max_size=8).map("".join)
path = st.sampled_from(NAMES) | text.filter(lambda found: not found.startswith("."))
json_value = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=6,
)
body = (
    st.dictionaries(st.sampled_from(["id", "title", "author_id", "details", "a", "p_author"]), json_value)
    | json_value
).map(lambda found: json.dumps(found).encode()) | st.binary(max_size=20)
header = st.sampled_from(
    [
        ("Prefer", "return=representation"),
        ("Prefer", "count=exact, handling=strict, max-affected=1"),
        ("Prefer", "resolution=merge-duplicates, missing=default"),
        ("Prefer", "handling=strict, what=ever"),
        ("Accept", "application/vnd.pgrst.object+json"),
        ("Accept", "text/csv"),
        ("Accept", "image/*"),
        ("Range", "1-2"),
        ("Range", "9-3"),
        ("Content-Type", "text/plain"),
        ("Accept-Profile", "auth"),
    ]
)
who = st.sampled_from([(SERVICE, SERVICE), (ANON, ANON), (ANON, token())])


@pytest.mark.parametrize("examples", [200, pytest.param(2000, marks=pytest.mark.long)])
def test_every_answer_is_shaped_like_postgrests(door: Door, examples: int) -> None:
    """No traceback, no hang, no answer without PostgREST's shape, and the next client is served."""

    @settings(
        max_examples=examples,
        deadline=None,
        derandomize=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(
        st.sampled_from(["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS"]),
        path,
        st.lists(st.tuples(st.sampled_from(KEYS) | text, value), max_size=3),
        st.lists(header, max_size=2),
        body,
        who,
    )
    def check(
        method: str,
        path: str,
        pairs: list[tuple[str, str]],
        headers: list[tuple[str, str]],
        body: bytes,
        who: tuple[str, str],
    ) -> None:
        sent = {"Content-Type": "application/json", "apikey": who[0], "Authorization": f"Bearer {who[1]}"}
        url = f"{door.url}/rest/v1/{quote(path, safe='/')}?{urlencode(pairs)}"
        answer = client.request(method, url, headers={**sent, **dict(headers)}, content=body)
        assert answer.status_code in {200, 201, 204, 206} or answer.status_code >= 300
        if answer.status_code < 300:
            if answer.headers.get("content-type", "").startswith("application/json") and answer.content:
                json.loads(answer.content)
            return
        assert answer.headers["content-type"] == "application/json; charset=utf-8"
        code = answer.headers["proxy-status"].removeprefix("PostgREST; error=")
        assert code != "PGRSTX00"
        if method != "HEAD":
            refusal = json.loads(answer.content)
            assert set(refusal) == {"code", "message", "details", "hint"}
            assert refusal["code"] == code

    with httpx.Client(timeout=15) as client:
        check()
        headers = {"apikey": SERVICE, "Authorization": f"Bearer {SERVICE}"}
        assert client.get(f"{door.url}/rest/v1/genres", headers=headers).status_code == 200
