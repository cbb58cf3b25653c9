"""Which tokens may join, and what the refused are told."""

from datetime import UTC, datetime, timedelta

import pytest

from worker.local.gateway.realtime.grants import GrantError, check
from worker.local.gateway.tokens import Verifier, sign

SECRET = "a-secret-of-at-least-thirty-two-bytes"  # noqa: S105 - signs this test's own tokens
NOW = datetime(2026, 1, 2, tzinfo=UTC)
SECONDS = int(NOW.timestamp())


class Stopped:
    """A clock that stands still."""

    def now(self) -> datetime:
        """Always NOW."""
        return NOW

    def monotonic(self) -> float:
        """Never moves."""
        return 0.0

    async def sleep(self, seconds: float) -> None:
        """Nobody waits here."""
        raise AssertionError(timedelta(seconds=seconds))


def refused(token: str) -> GrantError:
    """The error a token gets."""
    verifier = Verifier(SECRET, anon_key="a", service_role_key="s", clock=Stopped())
    with pytest.raises(GrantError) as caught:
        check(token, verifier, Stopped())
    return caught.value


def test_a_good_token_grants_its_identity_until_it_expires() -> None:
    """The grant carries role, claims and expiry."""
    claims = {"role": "authenticated", "sub": "u", "exp": SECONDS + 60}
    verifier = Verifier(SECRET, anon_key="a", service_role_key="s", clock=Stopped())
    grant = check(sign(claims, SECRET), verifier, Stopped())
    assert (grant.identity.role, grant.identity.claims, grant.expires_at) == (
        "authenticated",
        claims,
        SECONDS + 60,
    )


@pytest.mark.parametrize("age", [0, 5, 3600])
def test_an_expired_token_is_refused_to_the_second(age: int) -> None:
    """Realtime allows no skew, unlike PostgREST, and says since when."""
    error = refused(sign({"role": "authenticated", "exp": SECONDS - age}, SECRET))
    assert str(error) == f"InvalidJWTToken: Token has expired {age} seconds ago"


@pytest.mark.parametrize("claims", [{"role": "anon"}, {"exp": SECONDS + 60}])
def test_role_and_expiry_are_required(claims: dict[str, object]) -> None:
    """A token without role or exp opens no channel."""
    assert refused(sign(claims, SECRET)).message == "Fields `role` and `exp` are required in JWT"


@pytest.mark.parametrize(
    ("token", "message"),
    [
        ("nonsense", "MalformedJWT: The token provided is not a valid JWT"),
        (
            sign({"role": "service_role", "exp": SECONDS + 60}, "b" * 40),
            "JwtSignatureError: Failed to validate JWT signature",
        ),
        (
            sign({"role": "postgres", "exp": SECONDS + 60}, SECRET),
            'Unauthorized: permission denied to set role "postgres"',
        ),
    ],
)
def test_forged_and_malformed_tokens_are_refused(token: str, message: str) -> None:
    """Each with the real server's code."""
    assert str(refused(token)) == message
