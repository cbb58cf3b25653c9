"""The REST door as an ASGI endpoint: one transaction on one pooled connection per request.

Row-level security is Postgres's: each transaction takes the caller's role and claims with settings that end
with it, so that a connection goes back to the pool as it came, whatever happened. Knows nothing of tokens
beyond asking the Verifier. Tested in tests/integration/test_rest_*.py.
"""

import asyncio
import json
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

import psycopg
import structlog
from psycopg import AsyncConnection, AsyncRawCursor
from psycopg.rows import tuple_row
from psycopg_pool import AsyncConnectionPool, PoolClosed, PoolTimeout, TooManyRequests
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from worker.clock import Clock, SystemClock
from worker.local.gateway.rest.actions import Action, Builder
from worker.local.gateway.rest.errors import RestError, from_postgres, unsupported
from worker.local.gateway.rest.headers import check_profile, negotiate, read_preferences
from worker.local.gateway.rest.introspect import read_catalogue
from worker.local.gateway.rest.payload import Incoming
from worker.local.gateway.rest.respond import Result, error_response, respond, verify_result
from worker.local.gateway.tokens import Identity, TokenError

log = structlog.get_logger(__name__)

T = TypeVar("T")
RELOAD_SECONDS = 0.25
"""An unknown name reloads the catalogue at most this often; a reload takes about a tenth of it."""
_READS = frozenset({"GET", "HEAD"})
_WRITES = frozenset({"POST", "PATCH", "DELETE"})
_NOT_HEADERS = frozenset({"authorization", "apikey", "cookie"})


class IdentifiesCallers(Protocol):
    """What the REST door needs of tokens.Verifier."""

    def verify(self, apikey: str | None, authorization: str | None) -> Identity:
        """Who is asking; raises TokenError."""
        ...


class RestDoor:
    """Answers every path below /rest/v1.

    Args:
        pool: connections of the authenticator role; none is kept between requests.
        verifier: turns apikey and Authorization into a role and claims.
        exposed_schema: the one schema clients see.
        max_rows: the most rows of a relation in one answer, 1000 on Supabase.
        clock: throttles reloads of the catalogue.
    """

    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        verifier: IdentifiesCallers,
        exposed_schema: str,
        max_rows: int,
        clock: Clock,
    ) -> None:
        self._pool = pool
        self._verifier = verifier
        self._schema = exposed_schema
        self._max_rows = max_rows
        self._clock = clock
        self._builder: Builder | None = None
        self._read_at = float("-inf")
        self._reading = asyncio.Lock()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI: always one JSON-shaped answer, never a traceback."""
        request = Request(scope, receive)
        try:
            response = await self._answer(request)
        except ClientDisconnect:
            return  # nobody is left to answer
        except TokenError as error:
            response = _no_identity(error)
        except RestError as error:
            response = error_response(error)
        except PoolTimeout:
            response = error_response(
                RestError(504, "PGRST003", "Timed out acquiring connection from connection pool.")
            )
        except (PoolClosed, TooManyRequests, psycopg.OperationalError) as error:
            response = error_response(
                RestError(503, "PGRST000", "Database connection error.", details=str(error) or None)
            )
        except Exception:
            log.exception("rest.failed", method=request.method, path=request.url.path)
            response = error_response(RestError(500, "PGRSTX00", "The local stack failed; see its log."))
        if request.method == "HEAD":
            response.body = b""
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        segments = [part for part in request.path_params.get("path", "").split("/") if part]
        headers = request.headers
        identity = self._verifier.verify(
            headers.get("apikey") or request.query_params.get("apikey"), headers.get("authorization")
        )
        is_call = len(segments) == 2 and segments[0] == "rpc"  # noqa: PLR2004 - rpc/name
        if len(segments) > 1 and not is_call:
            raise RestError(404, "PGRST125", "Invalid path specified in request URL")
        if request.method == "OPTIONS":
            return await self._allowed(segments, is_call=is_call)
        if not segments:
            raise unsupported("the OpenAPI description of the schema")
        self._check_method(request.method, is_call=is_call)
        reading = request.method in _READS
        named = check_profile(headers.get("accept-profile" if reading else "content-profile"), self._schema)
        incoming = Incoming(
            request.method,
            segments[-1],
            _without_key(request.scope["query_string"]),
            b"" if reading else await request.body(),
            headers.get("content-type", "").partition(";")[0].strip().lower(),
            read_preferences(headers.getlist("prefer")),
            negotiate(headers.get("accept")),
            headers.get("range"),
        )
        action = await self._planned(
            lambda b: b.call_action(incoming) if is_call else b.relation_action(incoming)
        )
        result = await self._run(request, identity, action)
        return respond(action, result, self._schema if named else None)

    async def _allowed(self, segments: list[str], *, is_call: bool) -> Response:
        """What OPTIONS answers: the methods this path takes; PUT, which PostgREST would name, is not here."""
        methods = ["OPTIONS", "GET", "HEAD"]
        if is_call:
            routine = await self._planned(lambda b: b.catalogue.routine(segments[1], (), posted=False))
            methods = ["OPTIONS", "POST"] if routine.volatile else [*methods, "POST"]
        elif segments:
            methods += (await self._planned(lambda b: b.catalogue.relation(segments[0]))).writes
        return Response(headers={"Allow": ",".join(methods), "Access-Control-Allow-Origin": "*"})

    def _check_method(self, method: str, *, is_call: bool) -> None:
        if is_call and method not in {"GET", "HEAD", "POST"}:
            raise RestError(405, "PGRST101", f"Cannot use the {method} method on RPC")
        if method == "PUT":
            raise unsupported("PUT; upsert with POST and Prefer: resolution=merge-duplicates")
        if method not in _READS | _WRITES:
            raise RestError(405, "PGRST117", f"Unsupported HTTP method: {method}")

    async def _planned(self, ask: Callable[[Builder], T]) -> T:
        """Ask the catalogue at hand and, should a name be unknown, once more a fresh one."""
        builder = await self._current()
        while True:
            try:
                return ask(builder)
            except RestError as error:
                if not error.stale:
                    raise
                fresh = await self._current(newer_than=builder)
                if fresh is builder:
                    raise
                builder = fresh

    async def _current(self, newer_than: Builder | None = None) -> Builder:
        """What plans; with `newer_than`, over a catalogue read after its, unless that was only just read."""
        if newer_than is None and self._builder is not None:
            return self._builder
        async with self._reading:
            due = self._clock.monotonic() - self._read_at >= RELOAD_SECONDS
            if self._builder is None or (self._builder is newer_than and due):
                async with self._pool.connection() as connection:
                    catalogue = await read_catalogue(connection, self._schema)
                self._builder = Builder(catalogue, self._max_rows)
                self._read_at = self._clock.monotonic()
            return self._builder

    async def _run(self, request: Request, identity: Identity, action: Action) -> Result:
        try:
            async with self._pool.connection() as connection, connection.transaction():
                await self._become(connection, request, identity, action)
                result = await _execute(connection, action)
                verify_result(action, result)  # inside the transaction: a refusal undoes the change
                return result
        except psycopg.Error as error:
            refusal = from_postgres(error, authenticated=identity.role != "anon")
            if refusal.code in {"42P01", "42703", "42883", "42704"}:
                await self._current(newer_than=self._builder)  # perhaps the database has changed
            raise refusal from error

    async def _become(
        self, connection: AsyncConnection[Any], request: Request, identity: Identity, action: Action
    ) -> None:
        """Take the caller's role, claims and the role's own settings, for this transaction only."""
        catalogue = (await self._current()).catalogue
        settings = {
            "role": identity.role,
            "request.jwt.claims": identity.claims_json,
            "request.method": request.method,
            "request.path": request.scope["path"],
            "request.headers": json.dumps(
                {name: value for name, value in request.headers.items() if name not in _NOT_HEADERS}
            ),
            "search_path": f'"{self._schema}", "extensions"',
            **catalogue.role_settings.get(identity.role, {}),
        }
        if action.time_limit is not None:
            settings["statement_timeout"] = action.time_limit
        if action.incoming.preferences.timezone is not None:
            settings["timezone"] = action.incoming.preferences.timezone
        if action.read_only:
            settings["transaction_read_only"] = "on"
        wanted = ", ".join(f"set_config(${2 * n + 1}, ${2 * n + 2}, true)" for n in range(len(settings)))
        values = [text for pair in settings.items() for text in pair]
        await AsyncRawCursor(connection).execute(f"select {wanted}".encode(), values)


async def _execute(connection: AsyncConnection[Any], action: Action) -> Result:
    cursor = AsyncRawCursor(connection, row_factory=tuple_row)
    await cursor.execute(action.statement.sql, action.statement.values)
    row = await cursor.fetchone()
    if row is None:
        return Result("", 0, None, None)
    body, rows, total, updated, headers, status = row
    if action.estimate and (action.counted_to is None or total > action.counted_to):
        await cursor.execute(action.estimate.sql, action.estimate.values)
        explained = await cursor.fetchone()
        planned = int(explained[0][0]["Plan"]["Plan Rows"]) if explained else 0
        total = planned if total is None else max(total, planned)
    return Result(body, rows, total, updated, headers, status)


def _no_identity(error: TokenError) -> Response:
    """PostgREST's refusal of a token; an API key is refused by the gateway before it, in its own form."""
    if not error.code:
        return JSONResponse(error.body, error.status, error.headers)
    return error_response(
        RestError(
            error.status,
            error.code,
            error.message,
            details=error.details,
            hint=error.hint,
            headers=error.headers,
        )
    )


def _without_key(query_string: bytes) -> bytes:
    """The query string without `apikey`, which is the gateway's and no filter."""
    if b"apikey" not in query_string:
        return query_string
    return b"&".join(p for p in query_string.split(b"&") if not p.startswith(b"apikey="))


def routes(
    pool: AsyncConnectionPool[Any],
    verifier: IdentifiesCallers,
    exposed_schema: str = "public",
    max_rows: int = 1000,
    clock: Clock | None = None,
) -> list[Route]:
    """The routes to mount at /rest/v1; arguments as of RestDoor."""
    door = RestDoor(pool, verifier, exposed_schema, max_rows, clock or SystemClock())
    return [Route("/{path:path}", endpoint=door)]
