"""What goes over the wire of /auth/v1: errors and users in Supabase Auth's shapes, and reading what was sent.

Knows nothing of databases. Error codes: https://supabase.com/docs/guides/auth/debugging/error-codes (read
2026-11). Tested with the official client in tests/integration/test_auth_*.py.
"""

import asyncio
import json
import re
import uuid
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from psycopg.rows import DictRow
from starlette.requests import Request
from starlette.responses import JSONResponse

from worker.local.gateway.passwords import hash_password

API_VERSION: Final = "2024-01-01"
"""From this version on, an error's `code` is the word, not the number."""
MIN_PASSWORD: Final = 6
"""Supabase Auth's default."""
MAX_PASSWORD_BYTES: Final = 72
"""Supabase Auth refuses longer ones, because bcrypt would cut them."""
_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+|[^@\s]+@localhost")


class AuthError(Exception):
    """An answer in Supabase Auth's form.

    Args:
        status: HTTP status.
        code: Supabase Auth's error code.
        message: its sentence.
        extra: further keys of the body.
    """

    def __init__(self, status: int, code: str, message: str, extra: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.extra = dict(extra or {})

    def answer(self, request: Request) -> JSONResponse:
        """The body, in the form of the API version the client named."""
        if request.headers.get("x-supabase-api-version", "") >= API_VERSION:
            body = {"code": self.code, "message": self.message, **self.extra}
            return JSONResponse(body, self.status, {"X-Supabase-Api-Version": API_VERSION})
        body = {"code": self.status, "error_code": self.code, "msg": self.message, **self.extra}
        return JSONResponse(body, self.status)


def lacking(what: str) -> AuthError:
    """The 501 that names what is missing."""
    return AuthError(501, "not_implemented", f"{what} is not part of Rapport's local stack")


def user_not_found() -> AuthError:
    """The 404 for a user id nobody has."""
    return AuthError(404, "user_not_found", "User not found")


def email_exists() -> AuthError:
    """The 422 for an email somebody has."""
    return AuthError(422, "email_exists", "A user with this email address has already been registered")


def apikey_of(request: Request) -> str | None:
    """The API key, from the header or the query."""
    return request.headers.get("apikey") or request.query_params.get("apikey")


async def body_of(request: Request) -> dict[str, Any]:
    """The request's JSON object, {} when it is empty. Raises AuthError 400."""
    raw = await request.body()
    try:
        found = json.loads(raw or b"{}")
    except (ValueError, RecursionError) as error:
        raise AuthError(400, "bad_json", f"Could not parse request body as JSON: {error}") from error
    if not isinstance(found, dict):
        raise AuthError(400, "bad_json", "Could not parse request body as JSON: it is no object")
    return found


def object_of(body: Mapping[str, Any], key: str) -> dict[str, Any]:
    """An object inside the body, {} when absent. Raises AuthError 400."""
    value = body.get(key)
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise AuthError(400, "bad_json", f"Could not parse request body as JSON: {key} is no object")
    return value


def email_of(body: Mapping[str, Any]) -> str:
    """The body's email in lower case. Raises AuthError 400."""
    email = str(body["email"]).strip().lower()
    if not _EMAIL.fullmatch(email):
        raise AuthError(400, "validation_failed", "Unable to validate email address: invalid format")
    return email


async def new_password_hash(body: Mapping[str, Any], missing: str) -> str:
    """The hash of the body's password. Raises AuthError: missing (said so), too short or too long."""
    password = body.get("password")
    if not isinstance(password, str) or not password:
        raise AuthError(400, "validation_failed", missing or "Password must be a text")
    if len(password) < MIN_PASSWORD:
        raise AuthError(
            422,
            "weak_password",
            f"Password should be at least {MIN_PASSWORD} characters.",
            {"weak_password": {"reasons": ["length"]}},
        )
    if len(password.encode("utf-8", "surrogatepass")) > MAX_PASSWORD_BYTES:
        message = f"Password cannot be longer than {MAX_PASSWORD_BYTES} characters"
        raise AuthError(400, "validation_failed", message)
    return await asyncio.to_thread(hash_password, password)


def refuse_phone(body: Mapping[str, Any]) -> None:
    """Raise the 501 for a body that names a phone."""
    if body.get("phone"):
        raise lacking("Sign-in by phone")


def uuid_of(text: str) -> uuid.UUID:
    """A user id. Raises AuthError 404."""
    try:
        return uuid.UUID(text)
    except ValueError as error:
        raise AuthError(404, "validation_failed", "user_id must be an UUID") from error


def number_of(request: Request, name: str, default: int) -> int:
    """A page number or size of at least 1. Raises AuthError 400."""
    text = request.query_params.get(name) or str(default)
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 10**6:
        raise AuthError(400, "validation_failed", f"Bad Pagination Parameters: {name} is {text!r}")
    return int(text)


def user_body(user: DictRow) -> dict[str, Any]:
    """A user as the official clients read it; times in RFC 3339, absent ones left out."""
    body: dict[str, Any] = {
        "id": str(user["id"]),
        "aud": user["aud"],
        "role": user["role"],
        "email": user["email"] or "",
        "phone": user["phone"] or "",
        "app_metadata": user["raw_app_meta_data"] or {},
        "user_metadata": user["raw_user_meta_data"] or {},
        "identities": user["identities"],
        "is_anonymous": user["is_anonymous"],
    }
    for name in (
        "email_confirmed_at",
        "confirmed_at",
        "phone_confirmed_at",
        "last_sign_in_at",
        "created_at",
        "updated_at",
    ):
        value = user[name]
        if isinstance(value, datetime):
            body[name] = value.isoformat().replace("+00:00", "Z")
    return body
