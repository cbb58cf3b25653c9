"""Who is asking: API keys and HS256 JWTs, read as Supabase's gateway and PostgREST read them.

The gateway wants an `apikey` it knows; PostgREST then takes the role from the bearer token. Codes and
messages are PostgREST's (docs.postgrest.org, "Errors", group 3), because official clients show them to
people. Knows nothing of HTTP frameworks or databases. Tested in tests/unit/test_local_tokens.py.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import jwt

from worker.clock import Clock, SystemClock

ALGORITHM: Final = "HS256"
ROLES: Final = frozenset({"anon", "authenticated", "service_role"})
"""What `authenticator` may become."""
CLOCK_SKEW_SECONDS: Final = 30
"""PostgREST allows this much on exp, nbf and iat."""
_JWT_PARTS: Final = 3


class TokenError(Exception):
    """The request's key or token is missing, malformed, forged or out of date.

    Args:
        status: HTTP status to answer with (401, or 403 for a role that may not be taken).
        code: PostgREST's or Postgres' error code; empty when the gateway itself refuses.
        message: what PostgREST or the gateway says.
        hint: what to do, or None.
        details: PostgREST's second sentence, or None.
    """

    def __init__(
        self, status: int, code: str, message: str, hint: str | None = None, details: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.hint = hint
        self.details = details

    @property
    def body(self) -> dict[str, str | None]:
        """The JSON answer: PostgREST's four keys, or the gateway's two when it never reached PostgREST."""
        if not self.code:
            return {"message": self.message, "hint": self.hint}
        return {"code": self.code, "details": self.details, "hint": self.hint, "message": self.message}

    @property
    def headers(self) -> dict[str, str]:
        """`WWW-Authenticate`, as PostgREST sends it."""
        if self.code.startswith("PGRST"):
            return {"WWW-Authenticate": f'Bearer error="invalid_token", error_description="{self.message}"'}
        return {"WWW-Authenticate": "Bearer"}


@dataclass(frozen=True)
class Identity:
    """Whom a request acts for.

    Attributes:
        role: anon, authenticated or service_role: the argument of `set local role`.
        claims: the token's claims, `role` included.
        claims_json: the same as text, for `set_config('request.jwt.claims', …, true)`.
    """

    role: str
    claims: dict[str, Any]
    claims_json: str


def sign(claims: Mapping[str, Any], secret: str) -> str:
    """The compact HS256 JWT of `claims`."""
    return jwt.encode(dict(claims), secret, algorithm=ALGORITHM)


class Verifier:
    """Checks the two headers of a request against the keys of one stack.

    Args:
        secret: the HS256 secret every token of this stack is signed with (32 bytes or more).
        anon_key, service_role_key: the legacy API keys, themselves JWTs.
        publishable_key, secret_key: the `sb_…` forms; None where a stack has none.
        clock: tells whether a token has expired.
    """

    def __init__(
        self,
        secret: str,
        *,
        anon_key: str,
        service_role_key: str,
        publishable_key: str | None = None,
        secret_key: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._secret = secret
        self._clock = clock or SystemClock()
        self._tokens = {anon_key: anon_key, service_role_key: service_role_key}
        """From what a client sends as apikey to the JWT behind it."""
        if publishable_key:
            self._tokens[publishable_key] = anon_key
        if secret_key:
            self._tokens[secret_key] = service_role_key

    def check_apikey(self, apikey: str | None) -> str:
        """The JWT behind an API key. Raises TokenError 401 when it is missing or unknown."""
        if not apikey:
            raise TokenError(
                401, "", "No API key found in request", "No `apikey` request header or url param was found."
            )
        token = self._tokens.get(apikey)
        if token is None:
            raise TokenError(
                401, "", "Invalid API key", "Double check your Supabase `anon` or `service_role` API key."
            )
        return token

    def verify(self, apikey: str | None, authorization: str | None) -> Identity:
        """Who the request acts for.

        Args:
            apikey: the `apikey` header, or the query parameter of that name.
            authorization: the whole `Authorization` header; without it the API key's own role counts.

        Raises TokenError: 401 for a missing or unknown key, a malformed, forged or expired token; 403 for a
        token whose role nobody may take.
        """
        key_token = self.check_apikey(apikey)
        if authorization is None:
            return self.identify(key_token)
        scheme, _, bearer = authorization.partition(" ")
        if scheme.lower() != "bearer":
            return _identity({})
        bearer = bearer.strip()
        # An sb_ key is no JWT: the gateway swaps it only when both headers carry the very same key.
        return self.identify(key_token if bearer == apikey else bearer)

    def identify(self, token: str) -> Identity:
        """Who holds this JWT. Raises TokenError as verify does."""
        return _identity(self.claims(token))

    def claims(self, token: str) -> dict[str, Any]:
        """The claims of a JWT signed by this stack and valid now. Raises TokenError 401."""
        if not token:
            raise TokenError(401, "PGRST301", "Empty JWT is sent in Authorization header")
        parts = token.count(".") + 1
        if parts != _JWT_PARTS:
            raise TokenError(401, "PGRST301", f"Expected 3 parts in JWT; got {parts}")
        try:
            # Times are checked below, by our clock and with PostgREST's words; nobody asks for an audience.
            claims = jwt.decode(
                token,
                self._secret,
                algorithms=[ALGORITHM],
                options={
                    "verify_exp": False,
                    "verify_nbf": False,
                    "verify_iat": False,
                    "verify_aud": False,
                    "verify_sub": False,
                    "verify_jti": False,
                    "verify_iss": False,
                },
            )
        except jwt.InvalidAlgorithmError as error:
            raise TokenError(401, "PGRST301", "Wrong or unsupported encoding algorithm") from error
        except jwt.InvalidSignatureError as error:
            raise TokenError(
                401,
                "PGRST301",
                "No suitable key or wrong key type",
                details="None of the keys was able to decode the JWT",
            ) from error
        except (jwt.PyJWTError, ValueError) as error:
            raise TokenError(401, "PGRST301", "JWT cryptographic operation failed") from error
        self._check_times(claims)
        return dict(claims)

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        now = self._clock.now().timestamp()
        for name in ("exp", "nbf", "iat"):
            value = claims.get(name)
            if value is None:
                continue
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise TokenError(401, "PGRST303", f"The JWT '{name}' claim must be a number")
            if name == "exp" and now > value + CLOCK_SKEW_SECONDS:
                raise TokenError(401, "PGRST303", "JWT expired")
            if name == "nbf" and now < value - CLOCK_SKEW_SECONDS:
                raise TokenError(401, "PGRST303", "JWT not yet valid")
            if name == "iat" and now < value - CLOCK_SKEW_SECONDS:
                raise TokenError(401, "PGRST303", "JWT issued at future")


def _identity(claims: Mapping[str, Any]) -> Identity:
    """PostgREST's rule: no role claim means anon; the role then stands in the claims SQL sees."""
    role = claims.get("role", "anon")
    if not isinstance(role, str) or role not in ROLES:
        raise TokenError(403, "42501", f'permission denied to set role "{role}"')
    whole = {**claims, "role": role}
    return Identity(role, whole, json.dumps(whole))
