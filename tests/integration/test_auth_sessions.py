"""Signing in, refreshing and signing out, through the official client (gateway/auth.py)."""

import uuid
from collections.abc import Iterator

import httpx
import pytest
from supabase import Client
from supabase_auth.errors import AuthApiError
from supabase_auth.types import Session

from tests.stack import Stack, TestCluster
from worker.local.gateway.tokens import sign
from worker.local.keys import Keys

PASSWORD = "correct horse"  # noqa: S105 - a test's own


@pytest.fixture(scope="module")
def door(cluster: TestCluster, keys: Keys) -> Iterator[Stack]:
    """One gateway for this module; every test brings a user of its own."""
    with cluster.database("platform") as database, Stack(database, keys) as stack:
        yield stack


@pytest.fixture
def client(door: Stack) -> Iterator[Client]:
    """A client with the anon key."""
    with door.client() as client:
        yield client


@pytest.fixture
def session(client: Client) -> Session:
    """A new user's session; `client` holds it."""
    email = f"{uuid.uuid4().hex[:12]}@example.com"
    found = client.auth.sign_up({"email": email, "password": PASSWORD}).session
    assert found is not None
    return found


def refresh(door: Stack, token: str) -> httpx.Response:
    """Trade a refresh token, without a client that keeps state."""
    return httpx.post(
        f"{door.url}/auth/v1/token?grant_type=refresh_token",
        headers={"apikey": door.anon_key, "x-supabase-api-version": "2024-01-01"},
        json={"refresh_token": token},
    )


def age_tokens(door: Stack) -> None:
    """Let the reuse interval of every traded token pass."""
    with door.database.connect("supabase_admin") as owner:
        owner.execute("update auth.refresh_tokens set updated_at = now() - interval '1 minute'")


@pytest.mark.parametrize("password", ["wrong horse", PASSWORD.upper()])
def test_wrong_password_is_refused(client: Client, session: Session, password: str) -> None:
    """A wrong password gets the same answer as an unknown user."""
    for email in (session.user.email or "", "nobody@example.com"):
        with pytest.raises(AuthApiError) as caught:
            client.auth.sign_in_with_password({"email": email, "password": password})
        assert (caught.value.status, caught.value.code) == (400, "invalid_credentials")


def test_refresh_gives_a_new_pair_of_the_same_session(client: Client, door: Stack, session: Session) -> None:
    """A refreshed client has another refresh token, and the same session id in its access token."""
    fresh = client.auth.refresh_session().session
    assert fresh is not None
    assert fresh.refresh_token != session.refresh_token
    before, after = (door.verifier.claims(each.access_token) for each in (session, fresh))
    assert before["session_id"] == after["session_id"]
    assert before["sub"] == after["sub"]


def test_refresh_token_sent_twice_at_once_is_forgiven(door: Stack, session: Session) -> None:
    """Two tabs refreshing together get the same next token."""
    first, second = (refresh(door, session.refresh_token) for _ in range(2))
    assert first.json()["refresh_token"] == second.json()["refresh_token"]


def test_refresh_token_used_later_ends_the_session(door: Stack, session: Session) -> None:
    """A traded token seen again means somebody else has it: its successor dies with it."""
    successor = refresh(door, session.refresh_token).json()["refresh_token"]
    age_tokens(door)
    reused = refresh(door, session.refresh_token)
    assert (reused.status_code, reused.json()["code"]) == (400, "refresh_token_already_used")
    assert refresh(door, successor).json()["code"] == "refresh_token_not_found"


def test_unknown_refresh_token_is_refused(door: Stack) -> None:
    """A made-up token continues nothing."""
    answer = refresh(door, "made-up")
    assert (answer.status_code, answer.json()["code"]) == (400, "refresh_token_not_found")


def test_sign_out_ends_every_session(client: Client, door: Stack, session: Session) -> None:
    """After a global sign-out neither token of any session is worth anything to the sign-in service."""
    with door.client() as other:
        second = other.auth.sign_in_with_password(
            {"email": session.user.email or "", "password": PASSWORD}
        ).session
    assert second is not None
    client.auth.sign_out()
    for each in (session, second):
        assert refresh(door, each.refresh_token).json()["code"] == "refresh_token_not_found"
        with pytest.raises(AuthApiError) as caught:
            client.auth.get_user(each.access_token)
        assert (caught.value.status, caught.value.code) == (403, "session_not_found")


@pytest.mark.parametrize(("scope", "own", "other"), [("local", 400, 200), ("others", 200, 400)])
def test_sign_out_keeps_to_its_scope(door: Stack, session: Session, scope: str, own: int, other: int) -> None:
    """Local ends this session, others every one but this."""
    with door.client() as elsewhere:
        second = elsewhere.auth.sign_in_with_password(
            {"email": session.user.email or "", "password": PASSWORD}
        ).session
    assert second is not None
    headers = {"apikey": door.anon_key, "authorization": f"Bearer {session.access_token}"}
    assert httpx.post(f"{door.url}/auth/v1/logout?scope={scope}", headers=headers).status_code == 204
    assert refresh(door, session.refresh_token).status_code == own
    assert refresh(door, second.refresh_token).status_code == other


def test_get_user_reads_the_token(client: Client, session: Session) -> None:
    """The user behind an access token."""
    found = client.auth.get_user(session.access_token)
    assert found is not None
    assert found.user.id == session.user.id


@pytest.mark.parametrize(
    ("claims", "status", "code"),
    [
        ({"exp": 1}, 403, "bad_jwt"),
        ({"sub": None}, 403, "bad_jwt"),
        ({"sub": "11111111-1111-1111-1111-111111111111"}, 403, "user_not_found"),
    ],
)
def test_token_of_nobody_is_refused(
    client: Client, door: Stack, session: Session, claims: dict[str, object], status: int, code: str
) -> None:
    """Expired, without a subject, or of a removed user: each is told apart."""
    whole = {**door.verifier.claims(session.access_token), **claims}
    forged = sign({name: value for name, value in whole.items() if value is not None}, door.jwt_secret)
    with pytest.raises(AuthApiError) as caught:
        client.auth.get_user(forged)
    assert (caught.value.status, caught.value.code) == (status, code)


def test_forged_token_is_refused(client: Client, door: Stack, session: Session) -> None:
    """A token signed with another secret is nobody's."""
    forged = sign(door.verifier.claims(session.access_token), "another-secret-of-thirty-two-bytes-too")
    with pytest.raises(AuthApiError) as caught:
        client.auth.get_user(forged)
    assert (caught.value.status, caught.value.code) == (403, "bad_jwt")


async def test_async_client_signs_in(door: Stack, session: Session) -> None:
    """The asyncio client goes the same way."""
    async with door.async_client(door.publishable_key) as client:
        answer = await client.auth.sign_in_with_password(
            {"email": session.user.email or "", "password": PASSWORD}
        )
        assert answer.user is not None
        assert answer.user.id == session.user.id


def test_short_lived_tokens_are_announced(cluster: TestCluster, keys: Keys) -> None:
    """The lifetime is the stack's setting, and the client learns it."""
    with (
        cluster.database("platform") as database,
        Stack(database, keys, access_seconds=120) as stack,
        stack.client() as client,
    ):
        found = client.auth.sign_in_anonymously().session
    assert found is not None
    assert found.expires_in == 120
