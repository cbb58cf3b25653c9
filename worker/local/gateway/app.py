"""One ASGI app that answers what Supabase's gateway answers: /rest/v1, /auth/v1 and /realtime/v1.

It puts the parts together, opens their database connections and says plainly what it lacks.
Tested in tests/integration/test_stack_gateway.py.
"""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from psycopg import AsyncConnection
from psycopg.rows import DictRow, dict_row
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from worker.clock import Clock, SystemClock
from worker.local.gateway import auth, rest
from worker.local.gateway.accounts import Accounts
from worker.local.gateway.realtime import Faults, RealtimeConfig, RealtimeServer
from worker.local.gateway.tokens import Verifier

LACKING = {
    "storage": "Storage",
    "functions": "Edge Functions",
    "graphql": "GraphQL",
    "pg": "The pg-meta API",
    "analytics": "Analytics",
    "mcp": "The MCP server",
}
"""By first part of the path: what hosted Supabase has and this stack does not."""
_BROWSERS = "Mozilla/"
"""How every browser's User-Agent begins."""
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")


@dataclass(frozen=True)
class GatewayConfig:
    """What the gateway needs to know.

    Attributes:
        verifier: reads API keys and tokens.
        jwt_secret: signs the tokens of those who sign in.
        authenticator_dsn: the database, as the role that becomes anon, authenticated or service_role.
        auth_dsn: the database, as supabase_auth_admin.
        admin_dsn: the database, as the superuser that reads the WAL for Realtime.
        url: where the gateway answers, the issuer of its tokens.
        access_seconds: how long an access token lasts; Supabase's default is an hour.
        pool_seconds: how long a request waits for a connection; PostgREST's default is ten seconds.
        clock: stamps tokens.
        realtime_faults: switches by which tests make the websocket misbehave.
    """

    verifier: Verifier = field(repr=False)
    jwt_secret: str = field(repr=False)
    authenticator_dsn: str = field(repr=False)
    auth_dsn: str = field(repr=False)
    admin_dsn: str = field(repr=False)
    url: str = "http://127.0.0.1:54321"
    access_seconds: int = 3600
    pool_seconds: float = 10
    clock: Clock = field(default_factory=SystemClock)
    realtime_faults: Faults = field(default_factory=Faults)


def build(config: GatewayConfig) -> Starlette:
    """The gateway over one database; its lifespan opens and closes what it holds."""
    auth_pool = AsyncConnectionPool[AsyncConnection[DictRow]](
        config.auth_dsn,
        min_size=1,
        max_size=8,
        open=False,
        timeout=config.pool_seconds,
        check=AsyncConnectionPool.check_connection,
        name="auth",
        kwargs={"row_factory": dict_row, "application_name": "rapport gateway: auth"},
    )
    service = auth.AuthService(
        Accounts(auth_pool),
        config.verifier,
        auth.TokenSettings(
            secret=config.jwt_secret,
            issuer=f"{config.url}/auth/v1",
            seconds=config.access_seconds,
            clock=config.clock,
        ),
    )

    rest_pool: AsyncConnectionPool[Any] = AsyncConnectionPool(
        config.authenticator_dsn,
        min_size=2,
        max_size=20,
        open=False,
        timeout=config.pool_seconds,
        check=AsyncConnectionPool.check_connection,  # after a restart of Postgres every pooled one is dead
        name="rest",
        kwargs={"autocommit": True, "application_name": "rapport gateway: rest"},
    )
    realtime = RealtimeServer(
        RealtimeConfig(config.admin_dsn, config.verifier, clock=config.clock, faults=config.realtime_faults)
    )

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with AsyncExitStack() as stack:
            await stack.enter_async_context(auth_pool)
            await stack.enter_async_context(rest_pool)
            await realtime.start()
            stack.push_async_callback(realtime.stop)
            yield

    routes: list[BaseRoute] = [
        Mount("/rest/v1", routes=rest.routes(rest_pool, config.verifier, clock=config.clock)),
        Mount("/auth/v1", routes=auth.routes(service)),
        Mount("/realtime/v1", routes=[*realtime.routes(), _nothing()]),
    ]
    routes += [
        Route(f"/{prefix}/{{rest:path}}", _lacking(what), methods=_METHODS)
        for prefix, what in LACKING.items()
    ]
    routes.append(_nothing())
    return Starlette(routes=routes, lifespan=lifespan, middleware=[_cors(), Middleware(NoSecretsInBrowsers)])


class NoSecretsInBrowsers:
    """Refuses a secret key sent by a browser, as the hosted gateway does: there it is anybody's to read."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """ASGI."""
        if scope["type"] == "http":
            headers = Headers(scope=scope)
            secret = headers.get("apikey", "").startswith("sb_secret_")
            if secret and headers.get("user-agent", "").startswith(_BROWSERS):
                answer = JSONResponse(
                    {
                        "message": "Forbidden use of secret API key in browser",
                        "hint": "Use the publishable key there; the secret key belongs on a server.",
                    },
                    401,
                )
                await answer(scope, receive, send)
                return
        await self._app(scope, receive, send)


def _cors() -> Middleware:
    """Any page may ask: the keys are random per folder, and nothing is sent along by itself (no cookies)."""
    return Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=["*"],
        allow_headers=["*"],
        expose_headers=[
            "Content-Encoding",
            "Content-Location",
            "Content-Range",
            "Content-Type",
            "Location",
            "Preference-Applied",
            "Link",
            "X-Total-Count",
            "X-Supabase-Api-Version",
        ],
        max_age=3600,
    )


def _lacking(what: str) -> Callable[[Request], Awaitable[JSONResponse]]:
    async def answer(_request: Request) -> JSONResponse:
        return JSONResponse(
            {
                "message": f"{what} is not part of Rapport's local stack.",
                "hint": "It speaks /rest/v1, /auth/v1 and /realtime/v1; run `supabase start` for the rest.",
            },
            501,
        )

    return answer


def _nothing() -> Route:
    """Answers every path that no route before it takes."""
    return Route("/{rest:path}", _unknown, methods=_METHODS)


async def _unknown(_request: Request) -> JSONResponse:
    return JSONResponse({"message": "no Route matched with those values"}, 404)
