"""Whether a channel may be joined with this token, and until when.

The real server wants `role` and `exp` in the token and allows no clock skew; its codes and words are
supabase/realtime's (realtime_channel.ex, channels_authorization.ex). Tested in
tests/unit/test_realtime_grants.py.
"""

from dataclasses import dataclass
from typing import Any, Final

import jwt

from worker.clock import Clock
from worker.local.gateway.tokens import Identity, TokenError, Verifier

_PARTS: Final = 3
_MISSING_CLAIMS: Final = "Fields `role` and `exp` are required in JWT"


@dataclass(frozen=True)
class Grant:
    """A token that was good when checked. `expires_at` is its `exp`, seconds since 1970."""

    token: str
    identity: Identity
    expires_at: float


class GrantError(Exception):
    """The token is no good.

    Args:
        code: the real server's error code, which stands before the message in a refused join.
        message: what a channel that must end is told.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message


def check(token: str, verifier: Verifier, clock: Clock) -> Grant:
    """The grant a JWT gives now. Raises GrantError."""
    now = clock.now().timestamp()
    if token.count(".") + 1 != _PARTS:
        raise GrantError("MalformedJWT", "The token provided is not a valid JWT")
    try:
        claims = verifier.claims(token)
        identity = verifier.identify(token)
    except TokenError as error:
        expired_at = _expiry(_unverified(token))
        if error.message == "JWT expired" and expired_at is not None:
            raise _expired(now, expired_at) from error
        if error.message == "No suitable key or wrong key type":
            raise GrantError("JwtSignatureError", "Failed to validate JWT signature") from error
        raise GrantError("Unauthorized", error.message) from error
    expires_at = _expiry(claims)
    if expires_at is None or "role" not in claims:
        raise GrantError("InvalidJWTToken", _MISSING_CLAIMS)
    if expires_at <= now:
        raise _expired(now, expires_at)
    return Grant(token, identity, expires_at)


def _expired(now: float, expires_at: float) -> GrantError:
    return GrantError("InvalidJWTToken", f"Token has expired {int(now - expires_at)} seconds ago")


def _expiry(claims: dict[str, Any]) -> float | None:
    value = claims.get("exp")
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _unverified(token: str) -> dict[str, Any]:
    """The claims for a message's sake only; nothing is granted on them."""
    try:
        return dict(jwt.decode(token, options={"verify_signature": False}))
    except jwt.PyJWTError:
        return {}
