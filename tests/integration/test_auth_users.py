"""Signing up, the user's own record, and the admin's list, through the official client (gateway/auth.py)."""

import uuid
from collections.abc import Iterator

import httpx
import pytest
from supabase import Client
from supabase_auth.errors import AuthApiError, AuthWeakPasswordError

from tests.stack import Stack, TestCluster
from worker.local.keys import Keys

PASSWORD = "correct horse"  # noqa: S105 - a test's own


@pytest.fixture(scope="module")
def door(cluster: TestCluster, keys: Keys) -> Iterator[Stack]:
    """One gateway for this module; every test brings emails of its own."""
    with cluster.database("platform") as database, Stack(database, keys) as stack:
        yield stack


@pytest.fixture
def client(door: Stack) -> Iterator[Client]:
    """A client with the anon key, not signed in."""
    with door.client() as client:
        yield client


@pytest.fixture
def admin(door: Stack) -> Iterator[Client]:
    """A client with the service key."""
    with door.client(door.service_role_key) as client:
        yield client


@pytest.fixture
def email() -> str:
    """An email nobody has."""
    return f"{uuid.uuid4().hex[:12]}@example.com"


def test_sign_up_signs_in(client: Client, door: Stack, email: str) -> None:
    """A new user has a session at once, and a token whose claims SQL and Realtime understand."""
    answer = client.auth.sign_up(
        {"email": email.upper(), "password": PASSWORD, "options": {"data": {"name": "Ann"}}}
    )
    assert answer.user is not None
    assert answer.session is not None
    assert (answer.user.email, answer.user.user_metadata, answer.user.role) == (
        email,
        {"name": "Ann"},
        "authenticated",
    )
    assert answer.user.app_metadata == {"provider": "email", "providers": ["email"]}
    assert answer.user.identities is not None
    assert answer.user.identities[0].identity_data["email"] == email
    claims = door.verifier.claims(answer.session.access_token)
    assert {name: claims[name] for name in ("aud", "role", "sub", "email", "is_anonymous")} == {
        "aud": "authenticated",
        "role": "authenticated",
        "sub": answer.user.id,
        "email": email,
        "is_anonymous": False,
    }
    assert claims["exp"] - claims["iat"] == 3600
    assert uuid.UUID(claims["session_id"])


def test_sql_sees_the_signed_in_user(client: Client, door: Stack, email: str) -> None:
    """After signing in the same client reads rows as that user, under RLS."""
    with door.database.connect() as owner:
        owner.execute(
            "create function public.whoami() returns jsonb language sql stable as $$"
            " select jsonb_build_object('uid', auth.uid(), 'role', current_user, 'email', auth.email()) $$"
        )
        user = client.auth.sign_up({"email": email, "password": PASSWORD}).user
        assert user is not None
        found = client.rpc("whoami").execute().data
        owner.execute("drop function public.whoami()")
    assert found == {"uid": user.id, "role": "authenticated", "email": email}


@pytest.mark.parametrize(
    ("credentials", "status", "code"),
    [
        ({"email": "no-at-sign", "password": PASSWORD}, 400, "validation_failed"),
        ({"email": "a@example.com", "password": "x" * 73}, 400, "validation_failed"),
        ({"phone": "+15550100", "password": PASSWORD}, 501, "not_implemented"),
    ],
)
def test_bad_sign_up_is_refused(client: Client, credentials: dict[str, str], status: int, code: str) -> None:
    """What cannot be a user is refused with Supabase's status and code."""
    with pytest.raises(AuthApiError) as caught:
        client.auth.sign_up(credentials)  # type: ignore[arg-type]
    assert (caught.value.status, caught.value.code) == (status, code)


def test_weak_password_says_why(client: Client, email: str) -> None:
    """Five characters are too few, and the client learns the reason."""
    with pytest.raises(AuthWeakPasswordError) as caught:
        client.auth.sign_up({"email": email, "password": "12345"})
    assert caught.value.reasons == ["length"]


def test_taken_email_is_refused_in_any_case(client: Client, email: str) -> None:
    """The same address in capitals is the same user."""
    client.auth.sign_up({"email": email, "password": PASSWORD})
    with pytest.raises(AuthApiError) as caught:
        client.auth.sign_up({"email": email.title(), "password": PASSWORD})
    assert (caught.value.status, caught.value.code) == (422, "user_already_exists")


def test_anonymous_user_is_marked(client: Client, door: Stack) -> None:
    """A sign-in without email gives a user that RLS can tell from a person."""
    answer = client.auth.sign_in_anonymously()
    assert answer.session is not None
    assert answer.user is not None
    assert answer.user.is_anonymous
    claims = door.verifier.claims(answer.session.access_token)
    assert (claims["is_anonymous"], claims["role"]) == (True, "authenticated")


def test_user_changes_own_record(client: Client, email: str) -> None:
    """Metadata is merged, the password replaced; the old one no longer signs in."""
    client.auth.sign_up({"email": email, "password": PASSWORD, "options": {"data": {"a": 1, "b": 2}}})
    changed = client.auth.update_user({"password": "a new secret", "data": {"b": None, "c": 3}})
    assert changed.user.user_metadata == {"a": 1, "c": 3}
    with pytest.raises(AuthApiError):
        client.auth.sign_in_with_password({"email": email, "password": PASSWORD})
    assert client.auth.sign_in_with_password({"email": email, "password": "a new secret"}).session


def test_same_password_is_refused(client: Client, email: str) -> None:
    """Changing a password to itself is told apart."""
    client.auth.sign_up({"email": email, "password": PASSWORD})
    with pytest.raises(AuthApiError) as caught:
        client.auth.update_user({"password": PASSWORD})
    assert caught.value.code == "same_password"


def test_admin_makes_finds_changes_and_removes(admin: Client, client: Client, email: str) -> None:
    """The service key does everything with users that the command line needs."""
    made = admin.auth.admin.create_user(
        {"email": email, "password": PASSWORD, "email_confirm": True, "user_metadata": {"name": "Bo"}}
    ).user
    assert client.auth.sign_in_with_password({"email": email, "password": PASSWORD}).user is not None
    assert admin.auth.admin.get_user_by_id(made.id).user.email == email
    assert email in {user.email for user in admin.auth.admin.list_users()}
    changed = admin.auth.admin.update_user_by_id(made.id, {"app_metadata": {"team": "red"}}).user
    assert changed.app_metadata == {"provider": "email", "providers": ["email"], "team": "red"}
    admin.auth.admin.delete_user(made.id)
    with pytest.raises(AuthApiError) as caught:
        admin.auth.admin.get_user_by_id(made.id)
    assert (caught.value.status, caught.value.code) == (404, "user_not_found")


def test_unconfirmed_email_cannot_sign_in(admin: Client, client: Client, email: str) -> None:
    """A user the admin made without confirming waits for confirmation."""
    admin.auth.admin.create_user({"email": email, "password": PASSWORD})
    with pytest.raises(AuthApiError) as caught:
        client.auth.sign_in_with_password({"email": email, "password": PASSWORD})
    assert caught.value.code == "email_not_confirmed"


def test_users_are_listed_by_page(admin: Client, door: Stack) -> None:
    """Pages do not overlap, and the total is in the header supabase-js reads."""
    for _ in range(3):
        admin.auth.admin.create_user({"email": f"{uuid.uuid4().hex}@example.com"})
    first = admin.auth.admin.list_users(page=1, per_page=2)
    second = admin.auth.admin.list_users(page=2, per_page=2)
    assert len(first) == 2
    assert not {user.id for user in first} & {user.id for user in second}
    headers = {"apikey": door.service_role_key, "authorization": f"Bearer {door.service_role_key}"}
    answer = httpx.get(f"{door.url}/auth/v1/admin/users?per_page=2", headers=headers)
    assert int(answer.headers["x-total-count"]) >= 3
    assert 'rel="next"' in answer.headers["link"]


def test_admin_api_is_closed_to_users(client: Client, email: str) -> None:
    """A signed-in user is no admin."""
    session = client.auth.sign_up({"email": email, "password": PASSWORD}).session
    assert session is not None
    client.auth.admin._headers["Authorization"] = f"Bearer {session.access_token}"
    with pytest.raises(AuthApiError) as caught:
        client.auth.admin.list_users()
    assert (caught.value.status, caught.value.code) == (403, "not_admin")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (b"{", "bad_json"),
        (b"[]", "bad_json"),
        (b"[" * 100_000, "bad_json"),
        (b'{"email": "a\\u0000@example.com", "password": "correct horse"}', "validation_failed"),
        (
            b'{"email": "nul@example.com", "password": "correct", "data": {"a": "\\u0000"}}',
            "validation_failed",
        ),
        (
            b'{"email": "sur@example.com", "password": "correct", "data": {"a": "\\ud800"}}',
            "validation_failed",
        ),
        (b'{"email": "a@example.com", "password": "correct horse", "data": 3}', "bad_json"),
    ],
)
def test_hostile_body_is_a_400(door: Stack, body: bytes, code: str) -> None:
    """Broken JSON, NUL and lone surrogates are the sender's fault, never a 500."""
    headers = {"apikey": door.anon_key, "content-type": "application/json"}
    answer = httpx.post(f"{door.url}/auth/v1/signup", content=body, headers=headers)
    assert (answer.status_code, answer.json()["error_code"]) == (400, code)


def test_old_clients_get_the_old_error_body(door: Stack) -> None:
    """Without an API version the number stands in `code` and the word in `error_code`."""
    answer = httpx.post(
        f"{door.url}/auth/v1/token?grant_type=password",
        headers={"apikey": door.anon_key},
        json={"email": "nobody@example.com", "password": PASSWORD},
    )
    assert answer.json() == {
        "code": 400,
        "error_code": "invalid_credentials",
        "msg": "Invalid login credentials",
    }
