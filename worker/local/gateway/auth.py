"""/auth/v1: sign-up and sign-in as Supabase Auth answers them, as far as the official clients need here.

Password and anonymous sign-in, rotating refresh tokens, the user's own record, and the admin's user list with
the service key. It sends no mail: an email counts as confirmed at once. What it lacks gets a 501 that names
it.
Tested with the official client in tests/integration/test_auth_*.py.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import psycopg
from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from worker.clock import Clock
from worker.local.gateway.accounts import Accounts, EmailTakenError, NewUser, OpenSession, RefreshError
from worker.local.gateway.auth_wire import (
    AuthError,
    apikey_of,
    body_of,
    email_exists,
    email_of,
    lacking,
    new_password_hash,
    number_of,
    object_of,
    refuse_phone,
    user_body,
    user_not_found,
    uuid_of,
)
from worker.local.gateway.passwords import check_password
from worker.local.gateway.tokens import TokenError, Verifier, sign

LACKING: Final = {
    "authorize": "Sign-in by OAuth",
    "otp": "Sign-in by one-time password",
    "magiclink": "Sign-in by magic link",
    "verify": "Verification by mail or phone",
    "recover": "Password recovery by mail",
    "resend": "Sending mail",
    "reauthenticate": "Reauthentication",
    "invite": "Inviting by mail",
    "sso": "Single sign-on",
    "factors": "Multi-factor authentication",
    "passkeys": "Passkeys",
    "oauth": "The OAuth server",
    "user/oauth": "The OAuth server",
    "user/identities": "Linking identities",
    "admin": "This part of the admin API",
}
"""By beginning of the path below /auth/v1: what Supabase Auth has and this service does not."""

_METHODS: Final = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class TokenSettings:
    """How access tokens are made.

    Attributes:
        secret: signs them.
        issuer: their `iss`.
        seconds: how long one lasts.
        clock: when that begins.
    """

    secret: str = field(repr=False)
    issuer: str
    seconds: int
    clock: Clock


class AuthService:
    """The handlers; one instance serves one database.

    Args:
        accounts: the store.
        verifier: reads API keys and bearer tokens.
        tokens: how access tokens are made.
    """

    def __init__(self, accounts: Accounts, verifier: Verifier, tokens: TokenSettings) -> None:
        self._accounts = accounts
        self._verifier = verifier
        self._tokens = tokens

    async def signup(self, request: Request) -> Response:
        """POST /signup: a new user, signed in at once; without email and phone an anonymous one."""
        body = await body_of(request)
        refuse_phone(body)
        metadata = object_of(body, "data")
        if not body.get("email"):
            if body.get("password"):
                raise AuthError(400, "validation_failed", "Signup requires a valid email or phone")
            return await self._create_and_sign_in(request, NewUser(None, None, metadata, {}), "anonymous")
        email = email_of(body)
        password = await new_password_hash(body, "Signup requires a valid password")
        new = NewUser(email, password, metadata, {"provider": "email", "providers": ["email"]})
        return await self._create_and_sign_in(request, new, "password")

    async def token(self, request: Request) -> Response:
        """POST /token: grant_type password or refresh_token."""
        grant = request.query_params.get("grant_type", "")
        body = await body_of(request)
        if grant == "password":
            return await self._password_grant(request, body)
        if grant == "refresh_token":
            return await self._refresh_grant(body)
        if grant in {"id_token", "pkce", "web3"}:
            raise lacking(f"Sign-in by {grant}")
        raise AuthError(400, "invalid_credentials", "unsupported_grant_type")

    async def read_user(self, request: Request) -> Response:
        """GET /user: who holds this access token."""
        user, _ = await self._signed_in(request)
        return JSONResponse(user_body(user))

    async def change_user(self, request: Request) -> Response:
        """PUT /user: a user's own email, password or metadata."""
        user, _ = await self._signed_in(request)
        body = await body_of(request)
        refuse_phone(body)
        changes: dict[str, Any] = {}
        if body.get("email"):
            changes["email"] = email_of(body)
            changes["email_confirmed"] = True
            if user["is_anonymous"]:
                changes["raw_app_meta_data"] = {"provider": "email", "providers": ["email"]}
        if body.get("password"):
            if await asyncio.to_thread(check_password, str(body["password"]), user["encrypted_password"]):
                raise AuthError(
                    422, "same_password", "New password should be different from the old password."
                )
            changes["encrypted_password"] = await new_password_hash(body, "")
        if body.get("data") is not None:
            changes["raw_user_meta_data"] = object_of(body, "data")
        return JSONResponse(user_body(await self._update(str(user["id"]), changes)))

    async def logout(self, request: Request) -> Response:
        """POST /logout: scope global (default), local or others."""
        user, session_id = await self._signed_in(request)
        scope = request.query_params.get("scope") or "global"
        if scope not in {"global", "local", "others"}:
            raise AuthError(400, "validation_failed", f"Unsupported logout scope {scope}")
        await self._accounts.end_sessions(str(user["id"]), session_id, scope)
        return Response(status_code=204)

    async def list_users(self, request: Request) -> Response:
        """GET /admin/users: a page of all users."""
        self._admin(request)
        page = number_of(request, "page", 1)
        per_page = number_of(request, "per_page", 50)
        users, total = await self._accounts.page(page, per_page)
        last = max(-(-total // per_page), 1)
        path = f"{request.url.path}?per_page={per_page}&page="
        links = [f'<{path}{last}>; rel="last"']
        if page < last:
            links.insert(0, f'<{path}{page + 1}>; rel="next"')
        return JSONResponse(
            {"users": [user_body(user) for user in users], "aud": "authenticated"},
            headers={"X-Total-Count": str(total), "Link": ", ".join(links)},
        )

    async def create_user(self, request: Request) -> Response:
        """POST /admin/users: a user, not signed in."""
        self._admin(request)
        body = await body_of(request)
        refuse_phone(body)
        if not body.get("email"):
            raise AuthError(400, "validation_failed", "Cannot create a user without either an email or phone")
        providers = {"provider": "email", "providers": ["email"]}
        new = NewUser(
            email=email_of(body),
            password_hash=await new_password_hash(body, "") if body.get("password") else None,
            user_metadata=object_of(body, "user_metadata"),
            app_metadata={**object_of(body, "app_metadata"), **providers},
            role=str(body.get("role") or "authenticated"),
            confirmed=body.get("email_confirm") is True,
            user_id=uuid_of(str(body["id"])) if body.get("id") else None,
        )
        try:
            return JSONResponse(user_body(await self._accounts.create(new)))
        except EmailTakenError as error:
            raise email_exists() from error

    async def admin_user(self, request: Request) -> Response:
        """GET, PUT, DELETE /admin/users/{id}."""
        self._admin(request)
        user_id = str(uuid_of(request.path_params["user_id"]))
        if request.method == "DELETE":
            body = await body_of(request)
            if body.get("should_soft_delete"):
                raise lacking("Soft deletion of users")
            if not await self._accounts.delete(user_id):
                raise user_not_found()
            return JSONResponse({})
        if request.method == "PUT":
            return JSONResponse(user_body(await self._admin_update(user_id, await body_of(request))))
        user = await self._accounts.by_id(user_id)
        if user is None:
            raise user_not_found()
        return JSONResponse(user_body(user))

    async def settings(self, request: Request) -> Response:
        """GET /settings: what ways to sign in there are."""
        self._verifier.check_apikey(apikey_of(request))
        return JSONResponse(
            {
                "external": {"anonymous_users": True, "email": True, "phone": False},
                "disable_signup": False,
                "mailer_autoconfirm": True,
                "phone_autoconfirm": False,
                "sms_provider": "",
                "saml_enabled": False,
            }
        )

    async def health(self, request: Request) -> Response:
        """GET /health."""
        self._verifier.check_apikey(apikey_of(request))
        return JSONResponse(
            {
                "name": "GoTrue",
                "version": "rapport-local",
                "description": "Rapport's local sign-in service; it answers as Supabase Auth does",
            }
        )

    async def key_set(self, _request: Request) -> Response:
        """GET /.well-known/jwks.json: no public key, because tokens are signed with a shared secret."""
        return JSONResponse({"keys": []})

    async def _password_grant(self, request: Request, body: Mapping[str, Any]) -> Response:
        refuse_phone(body)
        if not body.get("email"):
            raise AuthError(400, "validation_failed", "missing email or phone")
        user = await self._accounts.by_email(str(body["email"]).lower())
        stored = user["encrypted_password"] if user else None
        fits = await asyncio.to_thread(check_password, str(body.get("password", "")), stored)
        if user is None or not fits:
            raise AuthError(400, "invalid_credentials", "Invalid login credentials")
        if user["email_confirmed_at"] is None:
            raise AuthError(400, "email_not_confirmed", "Email not confirmed")
        return await self._sign_in(request, str(user["id"]), "password")

    async def _refresh_grant(self, body: Mapping[str, Any]) -> Response:
        if not body.get("refresh_token"):
            raise AuthError(400, "validation_failed", "refresh_token required")
        try:
            session = await self._accounts.refresh(str(body["refresh_token"]))
        except RefreshError as error:
            raise AuthError(400, error.code, error.message) from error
        return await self._session(session, "token_refresh")

    async def _create_and_sign_in(self, request: Request, new: NewUser, method: str) -> Response:
        try:
            user = await self._accounts.create(new)
        except EmailTakenError as error:
            raise AuthError(422, "user_already_exists", "User already registered") from error
        return await self._sign_in(request, str(user["id"]), method)

    async def _sign_in(self, request: Request, user_id: str, method: str) -> Response:
        agent = request.headers.get("user-agent", "")
        return await self._session(await self._accounts.open_session(user_id, agent), method)

    async def _session(self, session: OpenSession, method: str) -> Response:
        user = await self._accounts.by_id(session.user_id)
        if user is None:
            raise AuthError(403, "user_not_found", "User from sub claim in JWT does not exist")
        now = int(self._tokens.clock.now().timestamp())
        claims = {
            "iss": self._tokens.issuer,
            "sub": session.user_id,
            "aud": "authenticated",
            "exp": now + self._tokens.seconds,
            "iat": now,
            "email": user["email"] or "",
            "phone": user["phone"] or "",
            "app_metadata": user["raw_app_meta_data"] or {},
            "user_metadata": user["raw_user_meta_data"] or {},
            "role": user["role"],
            "aal": "aal1",
            "amr": [{"method": method, "timestamp": now}],
            "session_id": session.session_id,
            "is_anonymous": user["is_anonymous"],
        }
        return JSONResponse(
            {
                "access_token": sign(claims, self._tokens.secret),
                "token_type": "bearer",
                "expires_in": self._tokens.seconds,
                "expires_at": now + self._tokens.seconds,
                "refresh_token": session.refresh_token,
                "user": user_body(user),
            }
        )

    async def _signed_in(self, request: Request) -> tuple[DictRow, str]:
        """The user whose access token the request bears, and its session's id."""
        claims = self._claims(request)
        subject = str(claims.get("sub") or "")
        if not subject:
            raise AuthError(403, "bad_jwt", "invalid claim: missing sub claim")
        session_id = str(claims.get("session_id") or "")
        user = await self._accounts.by_id(str(uuid_of(subject)))
        if user is None:
            raise AuthError(403, "user_not_found", "User from sub claim in JWT does not exist")
        if session_id and not await self._accounts.session_exists(session_id):
            message = "Session from session_id claim in JWT does not exist"
            raise AuthError(403, "session_not_found", message)
        return user, session_id

    def _claims(self, request: Request) -> dict[str, Any]:
        apikey = apikey_of(request)
        swapped = self._verifier.check_apikey(apikey)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not bearer:
            raise AuthError(401, "no_authorization", "This endpoint requires a valid Bearer token")
        try:
            return self._verifier.claims(swapped if bearer == apikey else bearer)
        except TokenError as error:
            message = f"invalid JWT: unable to parse or verify signature, {error.message}"
            raise AuthError(403, "bad_jwt", message) from error

    def _admin(self, request: Request) -> None:
        if self._claims(request).get("role") != "service_role":
            raise AuthError(403, "not_admin", "User not allowed")

    async def _admin_update(self, user_id: str, body: Mapping[str, Any]) -> DictRow:
        refuse_phone(body)
        if body.get("ban_duration"):
            raise lacking("Banning users")
        changes: dict[str, Any] = {}
        if body.get("email"):
            changes["email"] = email_of(body)
        if body.get("email_confirm"):
            changes["email_confirmed"] = True
        if body.get("password"):
            changes["encrypted_password"] = await new_password_hash(body, "")
        if body.get("role"):
            changes["role"] = str(body["role"])
        for key, column in (("user_metadata", "raw_user_meta_data"), ("app_metadata", "raw_app_meta_data")):
            if body.get(key) is not None:
                changes[column] = object_of(body, key)
        return await self._update(user_id, changes)

    async def _update(self, user_id: str, changes: Mapping[str, Any]) -> DictRow:
        try:
            user = await self._accounts.update(user_id, changes)
        except EmailTakenError as error:
            raise email_exists() from error
        if user is None:
            raise user_not_found()
        return user


def routes(service: AuthService) -> list[BaseRoute]:
    """The service's routes, relative to /auth/v1."""
    table: tuple[tuple[str, str, Handler], ...] = (
        ("POST", "/signup", service.signup),
        ("POST", "/token", service.token),
        ("GET", "/user", service.read_user),
        ("PUT", "/user", service.change_user),
        ("POST", "/logout", service.logout),
        ("GET", "/settings", service.settings),
        ("GET", "/health", service.health),
        ("GET", "/.well-known/jwks.json", service.key_set),
        ("GET", "/admin/users", service.list_users),
        ("POST", "/admin/users", service.create_user),
        ("GET", "/admin/users/{user_id}", service.admin_user),
        ("PUT", "/admin/users/{user_id}", service.admin_user),
        ("DELETE", "/admin/users/{user_id}", service.admin_user),
    )
    found: list[BaseRoute] = [
        Route(path, _guarded(handler), methods=[method]) for method, path, handler in table
    ]
    for prefix, what in LACKING.items():
        found.append(Route(f"/{prefix}", _guarded(_refusing(what)), methods=_METHODS))
        found.append(Route(f"/{prefix}/{{rest:path}}", _guarded(_refusing(what)), methods=_METHODS))
    paths = dict.fromkeys(path for _, path, _ in table)
    found += [Route(path, _guarded(_wrong_method), methods=_METHODS) for path in paths]
    return [*found, Route("/{rest:path}", _guarded(_no_such_path), methods=_METHODS)]


def _guarded(handler: Handler) -> Handler:
    """Turn our errors, and what the database refuses in a text, into answers."""

    async def answer(request: Request) -> Response:
        try:
            return await handler(request)
        except AuthError as error:
            return error.answer(request)
        except TokenError as error:
            return JSONResponse(error.body, error.status)
        except psycopg.OperationalError:
            return AuthError(503, "unexpected_failure", "The database cannot be reached").answer(request)
        except (psycopg.DataError, UnicodeEncodeError):
            return AuthError(
                400, "validation_failed", "A text holds characters that cannot be stored"
            ).answer(request)

    return answer


async def _wrong_method(request: Request) -> Response:
    raise AuthError(405, "method_not_allowed", f"{request.method} is not allowed here")


async def _no_such_path(_request: Request) -> Response:
    raise AuthError(404, "not_found", "There is nothing at this address")


def _refusing(what: str) -> Handler:
    async def refuse(_request: Request) -> Response:
        raise lacking(what)

    return refuse
