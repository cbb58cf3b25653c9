"""A served REST door over the library, and official clients of it."""

import json
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
import pytest_asyncio
from postgrest import APIResponse
from psycopg_pool import AsyncConnectionPool
from starlette.applications import Starlette
from starlette.routing import Mount
from supabase import AsyncClient, AsyncClientOptions, acreate_client

from tests.stack import Database, TestCluster
from worker.local.gateway import rest
from worker.local.gateway.tokens import Verifier, sign
from worker.local.serving import Served

SECRET = "a-secret-of-the-tests-alone-0123456789"  # noqa: S105
ANON = sign({"role": "anon", "iss": "supabase"}, SECRET)
SERVICE = sign({"role": "service_role", "iss": "supabase"}, SECRET)
USER = "11111111-2222-3333-4444-555555555555"


def token(user_id: str = USER) -> str:
    """The access token of a signed-in user."""
    return sign({"role": "authenticated", "sub": user_id, "aud": "authenticated"}, SECRET)


@dataclass(frozen=True)
class Door:
    """A served REST door: its address, and the database and pool behind it."""

    url: str
    database: Database
    pool: AsyncConnectionPool[psycopg.AsyncConnection[tuple[object, ...]]]


def serve(database: Database, *, max_rows: int = 1000, connections: int = 4) -> tuple[Served, Door]:
    """A door over `database`; the caller stops it."""
    pool = AsyncConnectionPool[psycopg.AsyncConnection[tuple[object, ...]]](
        database.dsn("authenticator"), min_size=1, max_size=connections, open=False, timeout=5
    )
    verifier = Verifier(SECRET, anon_key=ANON, service_role_key=SERVICE)

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with pool:
            yield

    routes = [Mount("/rest/v1", routes=rest.routes(pool, verifier, max_rows=max_rows))]
    served = Served(Starlette(routes=routes, lifespan=lifespan), name="the REST door of a test")
    served.start()
    return served, Door(served.url, database, pool)


@pytest.fixture(scope="module")
def door(cluster: TestCluster) -> Iterator[Door]:
    """The library behind a door, for the tests of one module."""
    with cluster.database("platform") as database:
        with psycopg.connect(database.dsn("postgres"), autocommit=True) as owner:
            owner.execute((Path(__file__).parent / "library.sql").read_bytes())
        served, door = serve(database)
        try:
            yield door
        finally:
            served.stop()


@asynccontextmanager
async def connected(door: Door, key: str, access_token: str | None = None) -> AsyncIterator[AsyncClient]:
    """An official client with an API key, signed in when there is an access token."""
    headers = {"Authorization": f"Bearer {access_token}"} if access_token else {}
    client = await acreate_client(door.url, key, options=AsyncClientOptions(headers=headers))
    try:
        yield client
    finally:
        await client.postgrest.aclose()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(door: Door) -> AsyncIterator[AsyncClient]:
    """A client with the service key."""
    async with connected(door, SERVICE) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def user(door: Door) -> AsyncIterator[AsyncClient]:
    """A client signed in as USER."""
    async with connected(door, ANON, token()) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def anon(door: Door) -> AsyncIterator[AsyncClient]:
    """A client that is not signed in."""
    async with connected(door, ANON) as client:
        yield client


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http(door: Door) -> AsyncIterator[httpx.AsyncClient]:
    """Plain HTTP with the service key, for what no client would send."""
    headers = {"apikey": SERVICE, "Authorization": f"Bearer {SERVICE}"}
    async with httpx.AsyncClient(base_url=f"{door.url}/rest/v1", headers=headers) as client:
        yield client


@pytest.fixture
def unique() -> str:
    """A text no other test has."""
    return f"t-{uuid.uuid4().hex[:10]}"


def rows_of(answer: APIResponse) -> list[dict[str, Any]]:
    """The rows of an answer."""
    rows: Any = answer.data
    assert isinstance(rows, list)
    return rows


def body_of(response: httpx.Response) -> dict[str, object]:
    """The JSON object of a refusal, which must have PostgREST's four keys."""
    found = json.loads(response.content)
    assert isinstance(found, dict)
    assert set(found) == {"code", "message", "details", "hint"}
    return found
