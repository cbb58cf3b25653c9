"""The gateway as a whole (worker/local/gateway/app.py): what it mounts, lacks and lets browsers do."""

import httpx
import pytest
from postgrest import APIError

from tests.stack import Database, Stack
from worker.local.keys import Keys


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("/storage/v1/bucket", "Storage"),
        ("/functions/v1/hello", "Edge Functions"),
        ("/graphql/v1", "GraphQL"),
        ("/auth/v1/otp", "Sign-in by one-time password"),
        ("/auth/v1/factors", "Multi-factor authentication"),
    ],
)
def test_missing_feature_is_named(platform_stack: Stack, path: str, name: str) -> None:
    """What hosted Supabase has and this stack lacks is a 501 that says which feature it is."""
    headers = {"apikey": platform_stack.anon_key, "x-supabase-api-version": "2024-01-01"}
    answer = httpx.post(platform_stack.url + path, headers=headers, json={})
    assert answer.status_code == 501
    assert answer.json()["message"].startswith(name)


def test_unknown_path_is_404_json(platform_stack: Stack) -> None:
    """Outside the API there is nothing, said in the gateway's own words."""
    answer = httpx.get(platform_stack.url + "/nothing")
    assert (answer.status_code, answer.json()) == (404, {"message": "no Route matched with those values"})


@pytest.mark.parametrize("method", ["GET", "POST", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize(
    "path",
    ["/rest/v2/x", "/auth/v1/nope", "/realtime/v1/nope", "/realtime/v1/websocket", "/storage", "//rest/v1/x"],
)
def test_every_other_path_answers_json_too(module_stack: Stack, method: str, path: str) -> None:
    """No page of the web framework's own, whatever the method: 404, or 501 for a part that is missing."""
    answer = httpx.request(method, module_stack.url + path, headers={"apikey": module_stack.anon_key})
    assert answer.status_code in {404, 501}
    assert answer.headers["content-type"] == "application/json"
    assert "msg" in answer.json() or "message" in answer.json()


def test_a_secret_key_from_a_browser_is_refused(module_stack: Stack) -> None:
    """As on hosted: 401 for the key's newer form under a browser's User-Agent, and for no other."""
    browser = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64)"}
    answers = [
        httpx.get(f"{module_stack.url}/rest/v1/training_members", headers={"apikey": key, **agent})
        for key, agent in (
            (module_stack.secret_key, browser),
            (module_stack.secret_key, {}),
            (module_stack.publishable_key, browser),
        )
    ]
    assert [answer.status_code for answer in answers] == [401, 200, 401]
    assert answers[0].json()["message"] == "Forbidden use of secret API key in browser"
    assert answers[2].json()["code"] == "42501"


@pytest.mark.parametrize("path", ["/rest/v1/thing", "/auth/v1/user", "/auth/v1/settings"])
def test_no_api_key_is_401(platform_stack: Stack, path: str) -> None:
    """Each part refuses a request without an API key, whatever its bearer."""
    bearer = {"authorization": f"Bearer {platform_stack.service_role_key}"}
    answer = httpx.get(platform_stack.url + path, headers=bearer)
    assert (answer.status_code, answer.json()["message"]) == (401, "No API key found in request")


def test_browser_may_ask_from_any_page(platform_stack: Stack) -> None:
    """A preflight without a key is answered, and the headers clients read are exposed."""
    asked = {
        "origin": "http://localhost:3000",
        "access-control-request-method": "POST",
        "access-control-request-headers": "apikey,authorization,content-profile,prefer,x-client-info",
    }
    answer = httpx.options(platform_stack.url + "/rest/v1/thing", headers=asked)
    assert answer.status_code == 200
    assert "prefer" in answer.headers["access-control-allow-headers"]
    read = httpx.get(
        platform_stack.url + "/auth/v1/health",
        headers={"origin": "http://localhost:3000", "apikey": platform_stack.anon_key},
    )
    assert read.headers["access-control-allow-origin"] == "*"
    assert "Content-Range" in read.headers["access-control-expose-headers"]


@pytest.mark.parametrize("key", ["anon_key", "service_role_key", "publishable_key", "secret_key"])
def test_official_client_reads_rows_with_each_key(platform_stack: Stack, key: str) -> None:
    """All four forms of the API keys open the door to the role they stand for."""
    platform_stack.database.connect().execute(
        "create function public.who() returns text language sql as 'select current_user::text'"
    )
    role = "anon" if key in {"anon_key", "publishable_key"} else "service_role"
    with platform_stack.client(getattr(platform_stack, key)) as client:
        assert client.rpc("who").execute().data == role


def test_restarted_connections_are_not_noticed(platform_stack: Stack) -> None:
    """After Postgres dropped every pooled connection the next requests are answered all the same."""
    with platform_stack.database.connect("supabase_admin") as owner:
        owner.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity"
            " where datname = current_database() and application_name like 'rapport gateway%'"
        )
    with platform_stack.client(platform_stack.service_role_key) as client:
        assert client.auth.admin.list_users() == []
        with pytest.raises(APIError) as caught:
            client.table("nothing").select("*").execute()
    assert caught.value.code == "PGRST205"


def test_lost_database_is_a_503(platform_only: Database, keys: Keys) -> None:
    """While the database is away both doors say so, in their own form, and the client may try again."""
    key = {"apikey": keys.anon_key}
    with Stack(platform_only, keys, pool_seconds=0.5) as stack:
        with platform_only.cluster.admin() as admin:
            name = platform_only.name
            admin.execute(f"alter database {name} allow_connections false".encode())
            admin.execute(
                "select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = %s", (name,)
            )
        signup = httpx.post(f"{stack.url}/auth/v1/signup", headers=key, json={})
        rows = httpx.get(f"{stack.url}/rest/v1/thing", headers=key)
    assert (signup.status_code, signup.json()["error_code"]) == (503, "unexpected_failure")
    assert rows.status_code in {503, 504}
    assert rows.json()["code"].startswith("PGRST00")
