"""The gateway's reading of API keys and JWTs (worker/local/gateway/tokens.py)."""

import json
from datetime import UTC, datetime

import jwt
import pytest

from worker.local.gateway.tokens import TokenError, Verifier, sign

SECRET = "a-secret-of-at-least-thirty-two-bytes"  # noqa: S105 - a test's own
OTHER = "another-secret-of-thirty-two-bytes-too"
NOW = int(datetime(2026, 11, 22, 10, tzinfo=UTC).timestamp())
ANON = sign({"role": "anon", "iss": "supabase", "iat": NOW, "exp": NOW + 10**8}, SECRET)
SERVICE = sign({"role": "service_role", "iss": "supabase", "iat": NOW, "exp": NOW + 10**8}, SECRET)
PUBLISHABLE = "sb_publishable_abc"
SECRET_KEY = "sb_secret_abc"  # noqa: S105 - a test's own
USER = {"sub": "11111111-1111-1111-1111-111111111111", "role": "authenticated", "exp": NOW + 3600}


class _FixedClock:
    def now(self) -> datetime:
        return datetime.fromtimestamp(NOW, UTC)

    def monotonic(self) -> float:
        return 0.0

    async def sleep(self, seconds: float) -> None:
        raise NotImplementedError(seconds)


@pytest.fixture
def verifier() -> Verifier:
    """A verifier with both forms of both keys, at a fixed time."""
    return Verifier(
        SECRET,
        anon_key=ANON,
        service_role_key=SERVICE,
        publishable_key=PUBLISHABLE,
        secret_key=SECRET_KEY,
        clock=_FixedClock(),
    )


@pytest.mark.parametrize(
    ("apikey", "authorization", "role"),
    [
        (ANON, None, "anon"),
        (ANON, f"Bearer {ANON}", "anon"),
        (SERVICE, f"Bearer {SERVICE}", "service_role"),
        (ANON, f"bearer {SERVICE}", "service_role"),
        (PUBLISHABLE, None, "anon"),
        (SECRET_KEY, f"Bearer {SECRET_KEY}", "service_role"),
        (SERVICE, f"Bearer {sign(USER, SECRET)}", "authenticated"),
        (ANON, "Basic dXNlcg==", "anon"),
        (ANON, f"Bearer {sign({'sub': 'x'}, SECRET)}", "anon"),
    ],
)
def test_role_comes_from_bearer_then_apikey(
    verifier: Verifier, apikey: str, authorization: str | None, role: str
) -> None:
    """The bearer decides the role; without one the API key does; a key sent twice is swapped for its JWT."""
    identity = verifier.verify(apikey, authorization)
    assert identity.role == role
    assert json.loads(identity.claims_json) == identity.claims
    assert identity.claims["role"] == role


@pytest.mark.parametrize("apikey", [None, "", "sb_secret_wrong", sign(USER, SECRET)])
def test_gateway_refuses_a_missing_or_unknown_key(verifier: Verifier, apikey: str | None) -> None:
    """Without a key of this stack the gateway answers 401 in its own words, whatever the bearer is."""
    with pytest.raises(TokenError) as caught:
        verifier.verify(apikey, f"Bearer {SERVICE}")
    assert caught.value.status == 401
    assert set(caught.value.body) == {"message", "hint"}


@pytest.mark.parametrize(
    ("bearer", "status", "code", "message"),
    [
        ("", 401, "PGRST301", "Empty JWT is sent in Authorization header"),
        (SECRET_KEY, 401, "PGRST301", "Expected 3 parts in JWT; got 1"),
        ("a.b.c", 401, "PGRST301", "JWT cryptographic operation failed"),
        (sign(USER, OTHER), 401, "PGRST301", "No suitable key or wrong key type"),
        (jwt.encode(USER, "", algorithm="none"), 401, "PGRST301", "Wrong or unsupported encoding algorithm"),
        (jwt.encode(USER, SECRET * 2, "HS512"), 401, "PGRST301", "Wrong or unsupported encoding algorithm"),
        (sign({**USER, "exp": NOW - 31}, SECRET), 401, "PGRST303", "JWT expired"),
        (sign({**USER, "nbf": NOW + 31}, SECRET), 401, "PGRST303", "JWT not yet valid"),
        (sign({**USER, "iat": NOW + 31}, SECRET), 401, "PGRST303", "JWT issued at future"),
        (sign({**USER, "exp": "soon"}, SECRET), 401, "PGRST303", "The JWT 'exp' claim must be a number"),
        (
            sign({**USER, "role": "postgres"}, SECRET),
            403,
            "42501",
            'permission denied to set role "postgres"',
        ),
        (sign({**USER, "role": None}, SECRET), 403, "42501", 'permission denied to set role "None"'),
    ],
)
def test_bad_bearer_is_refused_with_postgrests_code(
    verifier: Verifier, bearer: str, status: int, code: str, message: str
) -> None:
    """A malformed, forged, expired or over-reaching token gets PostgREST's status, code and sentence."""
    with pytest.raises(TokenError) as caught:
        verifier.verify(ANON, f"Bearer {bearer}")
    assert (caught.value.status, caught.value.code, caught.value.message) == (status, code, message)
    assert set(caught.value.body) == {"code", "details", "hint", "message"}


def test_expiry_allows_thirty_seconds_of_skew(verifier: Verifier) -> None:
    """A token 29 seconds over its time still counts, as in PostgREST."""
    token = sign({**USER, "exp": NOW - 29}, SECRET)
    assert verifier.verify(ANON, f"Bearer {token}").role == "authenticated"
