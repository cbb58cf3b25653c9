"""Whatever is sent to /auth/v1, the answer is one of Supabase Auth's, and nothing of another user's."""

import json
import string
import uuid
from collections import Counter
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz import seeded
from tests.stack import Stack, TestCluster
from worker.local.keys import Keys

PASSWORD = "correct horse"  # noqa: S105 - a test's own
CANARY = "canary-of-another-user"
KNOWN = {
    "GET": ["user", "settings", "health", ".well-known/jwks.json", "admin/users", "admin/users/ID"],
    "POST": ["signup", "token", "logout", "admin/users"],
    "PUT": ["user", "admin/users/ID"],
    "DELETE": ["admin/users/ID"],
}
LACKING = [
    "otp",
    "factors",
    "authorize",
    "verify",
    "passkeys",
    "user/identities",
    "admin/generate_link",
    "nowhere",
]
METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
STATUSES = {200, 204, 400, 401, 403, 404, 405, 422, 501}
ODD = string.ascii_letters + "0123456789@.,:\"'\\{}%$; é\u2028\x00\U0001f600\ud800"

text = st.text(alphabet=ODD, max_size=30)
json_value = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | text,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(text, inner, max_size=3),
    max_leaves=5,
)
email = (
    st.sampled_from(["a@example.com", "A@EXAMPLE.COM", "no-at-sign", "o'brien@example.com", "x@localhost"])
    | text
)
password = st.sampled_from([PASSWORD, "short", "x" * 73, ""]) | text
metadata = st.dictionaries(text, json_value, max_size=2) | json_value
fields: dict[str, st.SearchStrategy[object]] = {
    "email": email,
    "password": password,
    "phone": st.sampled_from(["", "+15550100"]),
    "data": metadata,
    "user_metadata": metadata,
    "app_metadata": metadata,
    "refresh_token": st.sampled_from(["made-up", ""]) | text,
    "role": st.sampled_from(["authenticated", "service_role", "anon", "postgres"]) | text,
    "email_confirm": st.booleans(),
    "id": st.just(str(uuid.UUID(int=7))) | text,
    "should_soft_delete": st.booleans(),
    "ban_duration": st.sampled_from(["none", "24h"]),
}
body = (
    st.fixed_dictionaries({}, optional={name: value | json_value for name, value in fields.items()})
    | st.fixed_dictionaries({"email": email, "password": password}, optional={"data": metadata})
).map(lambda found: json.dumps(found).encode()) | st.one_of(
    json_value.map(lambda v: json.dumps(v).encode()), st.binary(max_size=20)
)
pair = (
    st.tuples(
        st.just("grant_type"), st.sampled_from(["password", "refresh_token", "id_token", "pkce"]) | text
    )
    | st.tuples(st.sampled_from(["page", "per_page"]), st.integers(-1, 9**9).map(str) | text)
    | st.tuples(st.just("scope"), st.sampled_from(["local", "others", "global"]) | text)
    | st.tuples(text, text)
).filter(lambda found: "\ud800" not in "".join(found))
asked = st.one_of(
    *(st.tuples(st.just(method), st.sampled_from(paths)) for method, paths in KNOWN.items()),
    st.tuples(
        st.sampled_from(METHODS),
        st.sampled_from([*(each for paths in KNOWN.values() for each in paths), *LACKING]),
    ),
    st.tuples(st.sampled_from(METHODS), text.filter(lambda t: "\ud800" not in t and not t.startswith("."))),
)
versions = st.sampled_from([{}, {"x-supabase-api-version": "2024-01-01"}, {"x-supabase-api-version": "odd"}])
who = st.sampled_from(["anon", "publishable", "service", "secret", "user", "forged", "keyless", "bearerless"])


@pytest.fixture(scope="module")
def door(cluster: TestCluster, keys: Keys) -> Iterator[Stack]:
    """One gateway with two users: one who asks, and one whose record nobody else may see or change."""
    with cluster.database("platform") as database, Stack(database, keys) as stack:
        yield stack


def sign_up(door: Stack, name: str, data: dict[str, str]) -> dict[str, object]:
    """A new user's session."""
    made = httpx.post(
        f"{door.url}/auth/v1/signup",
        headers={"apikey": door.anon_key},
        json={"email": f"{name}@example.com", "password": PASSWORD, "data": data},
    )
    found: dict[str, object] = made.raise_for_status().json()
    return found


def headers_of(door: Stack, who: str, access_token: str) -> dict[str, str]:
    """The two headers of a kind of caller."""
    keys = {
        "anon": (door.anon_key, door.anon_key),
        "publishable": (door.publishable_key, door.publishable_key),
        "service": (door.service_role_key, door.service_role_key),
        "secret": (door.secret_key, door.secret_key),
        "user": (door.publishable_key, access_token),
        "forged": (door.anon_key, f"{access_token[:-6]}AAAAAA"),
        "keyless": ("", access_token),
        "bearerless": (door.anon_key, "nonsense"),
    }
    key, bearer = keys[who]
    return {name: value for name, value in (("apikey", key), ("authorization", f"Bearer {bearer}")) if value}


def check_shape(answer: httpx.Response, *, new: bool) -> None:
    """A refusal's keys are those of the API version asked for, or the gateway's two."""
    refusal = answer.json()
    if set(refusal) == {"message", "hint"}:
        assert answer.status_code == 401
        return
    if new:
        assert {"code", "message"} <= set(refusal)
        assert isinstance(refusal["code"], str)
    else:
        assert {"code", "error_code", "msg"} <= set(refusal)
        assert refusal["code"] == answer.status_code
    assert "Traceback" not in answer.text


@pytest.mark.parametrize("examples", [150, pytest.param(2000, marks=pytest.mark.long)])
def test_every_answer_is_one_of_supabase_auths(door: Stack, examples: int) -> None:
    """No traceback, no hang, no other user's record but to the service key; the next one is served."""
    tag = uuid.uuid4().hex[:8]
    other = sign_up(door, f"{CANARY}-{tag}", {"secret": CANARY})
    mine = sign_up(door, f"mine-{tag}", {})
    other_id = str(other["user"]["id"])  # type: ignore[index]
    access_token = str(mine["access_token"])
    statuses: Counter[int] = Counter()

    @seeded(examples)
    @given(asked, st.lists(pair, max_size=2), body, versions, who)
    def check(
        asked: tuple[str, str],
        pairs: list[tuple[str, str]],
        body: bytes,
        version: dict[str, str],
        who: str,
    ) -> None:
        method, path = asked
        service = who in {"service", "secret"}
        # The service key may remove and change users: it is sent to the id of nobody.
        path = path.replace("ID", str(uuid.UUID(int=5)) if service else other_id)
        url = f"{door.url}/auth/v1/{quote(path, safe='/')}?{urlencode(pairs)}"
        headers = {**headers_of(door, who, access_token), **version, "content-type": "application/json"}
        answer = client.request(method, url, headers=headers, content=body)
        statuses[answer.status_code] += 1
        assert answer.status_code in STATUSES, answer.text
        assert service or CANARY not in answer.text
        if method == "HEAD" or answer.status_code == 204:
            assert answer.content == b""
        elif answer.status_code >= 400:
            check_shape(answer, new=version.get("x-supabase-api-version", "") >= "2024-01-01")
        else:
            assert isinstance(answer.json(), dict)

    with httpx.Client(timeout=15) as client:
        check()
        kept = client.post(
            f"{door.url}/auth/v1/token?grant_type=password",
            headers={"apikey": door.anon_key},
            json={"email": f"{CANARY}-{tag}@example.com", "password": PASSWORD},
        )
    assert kept.json()["user"]["user_metadata"]["secret"] == CANARY
    assert {200, 400, 401, 403, 404, 501} <= statuses.keys()
