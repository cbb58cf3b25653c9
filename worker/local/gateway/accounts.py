"""The sign-in service's store: users, identities, sessions and refresh tokens in schema auth.

Speaks SQL as supabase_auth_admin and answers plain rows; what goes over the wire is auth.py's matter.
Tested through the official client in tests/integration/test_auth_*.py.
"""

import secrets
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, cast

from psycopg import AsyncConnection, sql
from psycopg.rows import DictRow
from psycopg.types.json import Jsonb
from psycopg_pool import AsyncConnectionPool

Pool = AsyncConnectionPool[AsyncConnection[DictRow]]

REUSE_SECONDS: Final = 10
"""Supabase Auth's reuse interval: a refresh token sent twice by two tabs within it is no theft."""
_IDENTITIES: Final = """
  coalesce((select jsonb_agg(jsonb_build_object(
      'identity_id', i.id, 'id', i.provider_id, 'user_id', i.user_id, 'identity_data', i.identity_data,
      'provider', i.provider, 'last_sign_in_at', i.last_sign_in_at, 'created_at', i.created_at,
      'updated_at', i.updated_at, 'email', i.email) order by i.created_at)
    from auth.identities i where i.user_id = u.id), '[]') as identities
"""
_USER: Final = sql.SQL("select u.*, {} from auth.users u where u.deleted_at is null").format(
    sql.SQL(_IDENTITIES)
)


@dataclass(frozen=True)
class NewUser:
    """What a user is made of.

    Attributes:
        email: in lower case; None for an anonymous user.
        password_hash: None when there is no password.
        user_metadata, app_metadata: free objects; the first is the user's own, the second the operator's.
        role: the role claim of the user's tokens.
        confirmed: whether the email counts as confirmed (the local service sends no mail).
        user_id: a chosen id, None for a random one.
    """

    email: str | None
    password_hash: str | None
    user_metadata: Mapping[str, Any]
    app_metadata: Mapping[str, Any]
    role: str = "authenticated"
    confirmed: bool = True
    user_id: uuid.UUID | None = None


@dataclass(frozen=True)
class OpenSession:
    """A session and the refresh token that continues it."""

    session_id: str
    user_id: str
    refresh_token: str


class EmailTakenError(Exception):
    """A user with this email exists."""


class RefreshError(Exception):
    """A refresh token that continues nothing.

    Args:
        code: Supabase Auth's error code, refresh_token_not_found or refresh_token_already_used.
        message: its sentence.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Accounts:
    """Everything the sign-in service asks of the database. Each method is one transaction."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    async def create(self, new: NewUser) -> DictRow:
        """Make a user and, with an email, its identity. Raises EmailTakenError."""
        user_id = new.user_id or uuid.uuid4()
        async with self._pool.connection() as connection:
            made = await connection.execute(
                """
                insert into auth.users (instance_id, id, aud, role, email, encrypted_password,
                    email_confirmed_at, raw_app_meta_data, raw_user_meta_data, is_anonymous, created_at,
                    updated_at)
                values ('00000000-0000-0000-0000-000000000000', %s, 'authenticated', %s, %s, %s,
                    case when %s then now() end, %s, %s, %s, now(), now())
                on conflict do nothing returning id
                """,
                (
                    user_id,
                    new.role,
                    new.email,
                    new.password_hash,
                    new.confirmed and new.email is not None,
                    Jsonb(dict(new.app_metadata)),
                    Jsonb(dict(new.user_metadata)),
                    new.email is None,
                ),
            )
            if await made.fetchone() is None:
                raise EmailTakenError
            await _write_identity(connection, user_id)
            return await _one(connection, user_id)

    async def by_id(self, user_id: str) -> DictRow | None:
        """The user of this id (a UUID), or None."""
        async with self._pool.connection() as connection:
            return await _find(connection, sql.SQL("u.id = {}").format(sql.Literal(user_id)))

    async def by_email(self, email: str) -> DictRow | None:
        """The user of this email in lower case, or None."""
        async with self._pool.connection() as connection:
            return await _find(connection, sql.SQL("u.email = {}").format(sql.Literal(email)))

    async def page(self, page: int, per_page: int) -> tuple[list[DictRow], int]:
        """One page of users (pages count from 1), newest first, and how many there are in all."""
        async with self._pool.connection() as connection:
            rows = await connection.execute(
                sql.SQL("{} order by u.created_at desc, u.id limit {} offset {}").format(
                    _USER, sql.Literal(per_page), sql.Literal((page - 1) * per_page)
                )
            )
            users = await rows.fetchall()
            counted = await connection.execute(
                "select count(*) as n from auth.users where deleted_at is null"
            )
            return users, cast("DictRow", await counted.fetchone())["n"]

    async def update(self, user_id: str, changes: Mapping[str, Any]) -> DictRow | None:
        """Set columns of a user; None when there is no such user. Raises EmailTakenError.

        Args:
            user_id: a UUID.
            changes: by key: email, encrypted_password, role and email_confirmed (true) replace;
                raw_user_meta_data and raw_app_meta_data are merged key by key, null removing a key.
        """
        assignments: list[sql.Composable] = [sql.SQL("updated_at = now()")]
        for name, value in changes.items():
            column = sql.Identifier(name)
            if name in {"raw_user_meta_data", "raw_app_meta_data"}:
                kept = Jsonb({key: each for key, each in value.items() if each is not None})
                gone = [key for key, each in value.items() if each is None]
                merged = sql.SQL("{0} = (coalesce({0}, '{{}}') || {1}) - {2}::text[]")
                assignments.append(merged.format(column, sql.Literal(kept), sql.Literal(gone)))
            elif name == "email_confirmed":
                assignments.append(sql.SQL("email_confirmed_at = coalesce(email_confirmed_at, now())"))
            else:
                assignments.append(sql.SQL("{} = {}").format(column, sql.Literal(value)))
        if "email" in changes:
            assignments.append(sql.SQL("is_anonymous = false"))
        async with self._pool.connection() as connection:
            if "email" in changes:
                taken = await connection.execute(
                    "select 1 from auth.users where email = %s and id <> %s", (changes["email"], user_id)
                )
                if await taken.fetchone():
                    raise EmailTakenError
            updated = await connection.execute(
                sql.SQL("update auth.users set {} where id = {} and deleted_at is null").format(
                    sql.SQL(", ").join(assignments), sql.Literal(user_id)
                )
            )
            if not updated.rowcount:
                return None
            if "email" in changes:
                await _write_identity(connection, uuid.UUID(user_id))
            return await _one(connection, user_id)

    async def delete(self, user_id: str) -> bool:
        """Remove a user with sessions and identities; False when there is none."""
        async with self._pool.connection() as connection:
            done = await connection.execute("delete from auth.users where id = %s", (user_id,))
            return bool(done.rowcount)

    async def open_session(self, user_id: str, user_agent: str) -> OpenSession:
        """Sign a user in."""
        session_id = str(uuid.uuid4())
        token = secrets.token_urlsafe(16)
        async with self._pool.connection() as connection:
            await connection.execute(
                "insert into auth.sessions (id, user_id, created_at, updated_at, user_agent)"
                " values (%s, %s, now(), now(), %s)",
                (session_id, user_id, user_agent),
            )
            await _insert_token(connection, token, user_id, session_id, None)
            await connection.execute(
                "update auth.users set last_sign_in_at = now(), updated_at = now() where id = %s", (user_id,)
            )
            await connection.execute(
                "update auth.identities set last_sign_in_at = now(), updated_at = now() where user_id = %s",
                (user_id,),
            )
        return OpenSession(session_id, user_id, token)

    async def refresh(self, token: str) -> OpenSession:
        """Trade a refresh token for the next one. Raises RefreshError.

        A token that was traded already ends its whole session, because somebody else may hold it; within
        REUSE_SECONDS the token it was traded for is answered again instead.
        """
        async with self._pool.connection() as connection:
            found = await connection.execute(
                """
                select token, user_id::text, session_id::text, revoked,
                    updated_at > now() - make_interval(secs => %s) as fresh,
                    (select c.token from auth.refresh_tokens c
                      where c.parent = t.token and not c.revoked) as child
                from auth.refresh_tokens t where token = %s for update
                """,
                (REUSE_SECONDS, token),
            )
            row = await found.fetchone()
            if row is None:
                raise RefreshError(
                    "refresh_token_not_found", "Invalid Refresh Token: Refresh Token Not Found"
                )
            if not row["revoked"]:
                child = secrets.token_urlsafe(16)
                await connection.execute(
                    "update auth.refresh_tokens set revoked = true, updated_at = now() where token = %s",
                    (token,),
                )
                await _insert_token(connection, child, row["user_id"], row["session_id"], token)
                await connection.execute(
                    "update auth.sessions set refreshed_at = now(), updated_at = now() where id = %s",
                    (row["session_id"],),
                )
                return OpenSession(row["session_id"], row["user_id"], child)
            if row["fresh"] and row["child"]:
                return OpenSession(row["session_id"], row["user_id"], row["child"])
            await connection.execute("delete from auth.sessions where id = %s", (row["session_id"],))
        # Raised after the transaction, so that the session's end is kept.
        raise RefreshError("refresh_token_already_used", "Invalid Refresh Token: Already Used")

    async def session_exists(self, session_id: str) -> bool:
        """Whether a session is open."""
        async with self._pool.connection() as connection:
            found = await connection.execute("select 1 from auth.sessions where id = %s", (session_id,))
            return await found.fetchone() is not None

    async def end_sessions(self, user_id: str, session_id: str | None, scope: str) -> None:
        """Sign out: scope global (all of the user's sessions), local (this one) or others (all but this)."""
        which = {"global": "true", "local": "id::text = %(session)s", "others": "id::text <> %(session)s"}
        async with self._pool.connection() as connection:
            await connection.execute(
                f"delete from auth.sessions where user_id = %(user)s and {which[scope]}".encode(),  # noqa: S608
                {"user": user_id, "session": session_id or ""},
            )


async def _insert_token(
    connection: AsyncConnection[DictRow], token: str, user_id: str, session_id: str, parent: str | None
) -> None:
    await connection.execute(
        "insert into auth.refresh_tokens (token, user_id, session_id, parent, created_at, updated_at)"
        " values (%s, %s, %s, %s, now(), now())",
        (token, user_id, session_id, parent),
    )


async def _write_identity(connection: AsyncConnection[DictRow], user_id: uuid.UUID) -> None:
    """Bring the email identity in line with the user's email; a user without one has none."""
    await connection.execute(
        """
        insert into auth.identities (provider_id, user_id, identity_data, provider, created_at, updated_at)
        select id::text, id, jsonb_build_object('sub', id, 'email', email, 'email_verified',
            email_confirmed_at is not null, 'phone_verified', false), 'email', now(), now()
        from auth.users where id = %s and email is not null
        on conflict (provider_id, provider) do update
          set identity_data = excluded.identity_data, updated_at = now()
        """,
        (user_id,),
    )


async def _find(connection: AsyncConnection[DictRow], where: sql.Composable) -> DictRow | None:
    rows = await connection.execute(sql.SQL("{} and {}").format(_USER, where))
    return await rows.fetchone()


async def _one(connection: AsyncConnection[DictRow], user_id: str | uuid.UUID) -> DictRow:
    found = await _find(connection, sql.SQL("u.id = {}").format(sql.Literal(str(user_id))))
    return cast("DictRow", found)
