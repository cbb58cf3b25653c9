"""Who is asking: row-level security, statuses per role, and connections that stay clean."""

import asyncio
import socket
from typing import Any

import httpx
import psycopg
import pytest
from postgrest.exceptions import APIError
from supabase import AsyncClient

from tests.integration.rest.conftest import ANON, SERVICE, USER, Door, body_of, connected, token

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_role_and_its_timeout_hold_for_the_request(
    anon: AsyncClient, user: AsyncClient, service: AsyncClient
) -> None:
    """Each request runs as its caller, with the caller's claims and the role's own statement timeout."""
    found: list[Any] = [(await c.rpc("whoami", {}).execute()).data for c in (anon, user, service)]
    assert [(row["role"], row["jwt"], row["sub"]) for row in found] == [
        ("anon", "anon", None),
        ("authenticated", "authenticated", USER),
        ("service_role", "service_role", None),
    ]
    assert [row["timeout"] for row in found] == ["3s", "8s", "8s"]
    assert (found[0]["path"], found[0]["method"]) == ("/rest/v1/rpc/whoami", "POST")


async def test_rows_are_seen_by_their_owner_alone(door: Door, user: AsyncClient, unique: str) -> None:
    """RLS filters reads, and refuses a row written in another's name with 42501."""
    await user.table("notes").insert({"body": unique}).execute()
    assert len((await user.table("notes").select("*").eq("body", unique).execute()).data) == 1
    stranger = "99999999-0000-0000-0000-000000000000"
    async with connected(door, ANON, token(stranger)) as other:
        assert (await other.table("notes").select("*").execute()).data == []
    with pytest.raises(APIError) as refused:
        await user.table("notes").insert({"body": "x", "owner": stranger}).execute()
    assert refused.value.code == "42501"


async def test_no_privilege_is_401_for_anon_and_403_for_others(door: Door) -> None:
    """42501 is 401 for who is not signed in (and says so), 403 for who is."""
    async with httpx.AsyncClient(base_url=f"{door.url}/rest/v1") as client:
        nobody = await client.get("/reviews", headers={"apikey": ANON})
        somebody = await client.get("/vault", headers={"apikey": ANON, "Authorization": f"Bearer {token()}"})
    assert (nobody.status_code, nobody.headers["www-authenticate"]) == (401, "Bearer")
    assert (somebody.status_code, body_of(somebody)["code"]) == (403, "42501")


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"apikey": "wrong"},
        {"apikey": ANON, "Authorization": "Bearer not.a.token"},
        {"apikey": ANON, "Authorization": f"Bearer {ANON[:-4]}AAAA"},
    ],
)
async def test_no_key_or_a_forged_token_is_401(door: Door, headers: dict[str, str]) -> None:
    """Nothing is looked up for somebody nobody knows."""
    async with httpx.AsyncClient(base_url=f"{door.url}/rest/v1") as client:
        answer = await client.get("/books", headers=headers)
    assert answer.status_code == 401
    assert "message" in answer.json()


async def test_a_statement_past_the_roles_timeout_is_57014(door: Door) -> None:
    """statement_timeout of the role applies: 500, as PostgREST answers it."""
    with psycopg.connect(door.database.dsn("postgres"), autocommit=True) as owner:
        owner.execute("grant execute on function public.nap to anon")
    async with httpx.AsyncClient(base_url=f"{door.url}/rest/v1", timeout=10) as client:
        answer = await client.post("/rpc/nap", json={"p_seconds": 30}, headers={"apikey": ANON})
    assert (answer.status_code, body_of(answer)["code"]) == (500, "57014")


async def test_a_connection_goes_back_as_it_came(door: Door, service: AsyncClient) -> None:
    """After errors and clients that hung up, every pooled connection is idle, clean and authenticator's."""
    with pytest.raises(APIError):
        await service.rpc("refuse", {"p_state": "PT409"}).execute()
    body = b'{"p_seconds": 0.3}'
    request = (
        f"POST /rest/v1/rpc/nap HTTP/1.1\r\nHost: x\r\napikey: {SERVICE}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    ).encode() + body
    for _ in range(6):
        with socket.create_connection(("127.0.0.1", int(door.url.rpartition(":")[2]))) as hung_up:
            hung_up.sendall(request)
    found: list[Any] = [
        row.data for row in await asyncio.gather(*(service.rpc("whoami", {}).execute() for _ in range(8)))
    ]
    assert {row["role"] for row in found} == {"service_role"}
    with psycopg.connect(door.database.dsn("supabase_admin"), autocommit=True) as admin:
        states = admin.execute(
            "select count(*) from pg_stat_activity where usename = 'authenticator'"
            " and datname = current_database() and state like 'idle in transaction%'"
        ).fetchone()
    assert states == (0,)
    assert door.pool.get_stats()["pool_size"] <= 4


async def test_a_new_table_is_found_without_being_told(door: Door, service: AsyncClient) -> None:
    """An unknown name reads the catalogue anew; so do a dropped table and a changed column."""
    with pytest.raises(APIError) as unknown:
        await service.table("later").select("*").execute()
    assert unknown.value.code == "PGRST205"
    with psycopg.connect(door.database.dsn("postgres"), autocommit=True) as owner:
        owner.execute("create table public.later (id int, old text)")
        owner.execute("grant all on public.later to service_role")
        await _eventually(service, "*", [])
        owner.execute("alter table public.later rename column old to fresh")
        await _eventually(service, "fresh", [])
        owner.execute("drop table public.later")
        with pytest.raises(APIError) as gone:
            await service.table("later").select("*").execute()
    assert gone.value.code in {"42P01", "PGRST205"}


async def _eventually(client: AsyncClient, columns: str, expected: object) -> None:
    """Ask until the throttled reload has happened: a quarter of a second at most."""
    async with asyncio.timeout(5):
        while True:
            try:
                found = await client.table("later").select(columns).execute()
            except APIError:
                continue
            assert found.data == expected
            return
