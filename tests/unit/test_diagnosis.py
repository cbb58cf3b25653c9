"""worker/cli/diagnosis.py: what hosted Supabase and its surroundings answer, and what the doctor makes of it.

The bodies are those of Supabase's gateway, PostgREST and Cloudflare, read by the client library itself.
"""

import json
import ssl
from typing import Any

import anthropic
import httpx
import httpx2
import pytest
from postgrest.exceptions import APIError

from tests.unit.pasted import OTHER_REF, PROJECT, REF, SECRET, legacy
from worker.cli.diagnosis import Access, Check, in_the_clear, model_refused, refused, unreachable
from worker.jobs.connection import DatabaseRefusedError, connect, refusal
from worker.jobs.connection import unreachable as no_answer

NEW = Access(PROJECT, "SUPABASE_SECRET_KEY", SECRET)
SHORT = Access(PROJECT, "SUPABASE_SECRET_KEY", SECRET[:-4])
OLD = Access(PROJECT, "SUPABASE_SERVICE_ROLE_KEY", legacy(ref=OTHER_REF))
OWN = Access("https://api.example-bank.com", "SUPABASE_SERVICE_ROLE_KEY", legacy())
HTML = "<!DOCTYPE html><html><head><title>Sign in</title></head><body>…</body></html>"


async def refusal_of(status: int, body: dict[str, Any] | str) -> DatabaseRefusedError:
    """The answer as the Supabase client raises it and as our connection reads it."""
    client = await connect(PROJECT, SECRET)
    text = body if isinstance(body, str) else json.dumps(body)
    answer = httpx.MockTransport(lambda _: httpx.Response(status, text=text))
    client.postgrest.session = httpx.AsyncClient(transport=answer, base_url=f"{PROJECT}/rest/v1")
    with pytest.raises(APIError) as caught:
        await client.rpc("generation_health", {}).execute()
    await client.postgrest.aclose()
    await client.auth.close()
    return refusal(caught.value)


def gateway(message: str, hint: str = "") -> dict[str, Any]:
    """A body of Supabase's gateway: no code."""
    return {"message": message, "hint": hint}


def postgrest(code: str, message: str) -> dict[str, Any]:
    """A body of PostgREST."""
    return {"code": code, "message": message, "details": None, "hint": None}


@pytest.mark.parametrize(
    ("status", "body", "access", "name", "words"),
    [
        (
            401,
            gateway("Invalid API key", "Double check your Supabase `anon` or `service_role` API key."),
            OLD,
            "key",
            f"The key is of project {OTHER_REF}",
        ),
        (401, gateway("Invalid API key"), OWN, "key", f"The key is of project {REF}"),
        (401, gateway("Unregistered API key"), NEW, "key", "deleted, is of another project"),
        (401, gateway("Unregistered API key"), SHORT, "key", "27 characters after sb_secret_ instead of 31"),
        (
            401,
            gateway("Legacy API keys are disabled", "They were disabled on 2026-08-03."),
            OLD,
            "key",
            "legacy keys switched off, and SUPABASE_SERVICE_ROLE_KEY holds one",
        ),
        (
            401,
            gateway("No API key found in request", "No `apikey` request header or url param was found."),
            NEW,
            "key",
            "takes the header apikey out",
        ),
        (401, gateway("Forbidden use of secret API key in browser"), NEW, "key", "User-Agent"),
        (401, postgrest("PGRST301", "JWSError JWSInvalidSignature"), OLD, "key", "with another secret"),
        (401, postgrest("PGRST301", "No suitable key or wrong key type"), OLD, "key", "another secret"),
        (401, postgrest("PGRST301", "Expected 3 parts in JWT; got 1"), NEW, "key", "begin with sb_"),
        (401, postgrest("PGRST303", "JWT expired"), OLD, "key", "has expired"),
        (401, postgrest("PGRST303", "JWT issued at future"), OLD, "key", "valid only from later on"),
        (401, postgrest("PGRST302", "Anonymous access is disabled"), NEW, "key", "refuses the key"),
        (401, HTML, NEW, "key", "a proxy or a firewall"),
        (403, HTML, NEW, "key", "a proxy or a firewall"),
        (403, postgrest("42501", "permission denied for function"), NEW, "key", "not the service role's"),
        (404, postgrest("PGRST202", "Could not find the function"), NEW, "migrations", "rapport db migrate"),
        (406, postgrest("PGRST106", "The schema must be one of"), NEW, "database", "exposed schemas"),
        (503, postgrest("PGRST002", "Could not query the database"), NEW, "database", "or overloaded"),
        (402, gateway("restricted: exceed_egress_quota"), NEW, "database", "over a limit of its plan"),
        (402, gateway("restricted: overdue_payment"), NEW, "database", "a bill is overdue"),
        (402, "exceed_db_size_quota", NEW, "database", "over a limit of its plan"),
        (540, "", NEW, "database", f"https://supabase.com/dashboard/project/{REF}"),
        (540, gateway("Project paused"), NEW, "database", "Restore it"),
        (404, HTML, NEW, "database", "another web server"),
        (407, HTML, NEW, "database", "HTTPS_PROXY"),
        (502, HTML, NEW, "database", "HTTP 502"),
        (521, "error code: 521", NEW, "database", "HTTP 521"),
        (522, HTML, NEW, "database", "HTTP 522"),
        (526, HTML, OWN, "database", "custom domain"),
        (530, "error code: 1016", NEW, "database", "the project is deleted"),
        (544, "", NEW, "database", "HTTP 544"),
    ],
)
async def test_what_a_project_answers_is_told_in_words(
    status: int, body: dict[str, Any] | str, access: Access, name: str, words: str
) -> None:
    """Which of the doctor's lines fails, and what to do; never the key itself."""
    check = refused(await refusal_of(status, body), access)
    assert (check.name, check.verdict) == (name, "FAIL")
    assert words.casefold() in f"{check.message} {check.action}".casefold()
    assert check.action
    assert access.key[-12:] not in repr((check, access))


async def test_an_error_that_says_nothing_of_settings_is_told_as_it_is() -> None:
    """A fault inside the database keeps its own message, though it may hold a telling word."""
    body = postgrest("54000", "row is restricted: jwt too long")
    check = refused(await refusal_of(500, body), NEW)
    assert (check.name, check.message) == ("database", "row is restricted: jwt too long")


def _certificate() -> httpx.ConnectError:
    error = ssl.SSLCertVerificationError(1, "certificate verify failed: self-signed certificate in chain")
    return httpx.ConnectError(f"[SSL: CERTIFICATE_VERIFY_FAILED] {error}")


@pytest.mark.parametrize(
    ("cause", "access", "words"),
    [
        (httpx.ConnectError("[Errno -2] Name or service not known"), NEW, "no such host"),
        (httpx.ConnectError("[Errno 8] nodename nor servname provided, or not known"), NEW, "no such host"),
        (httpx.ConnectError("[Errno 11001] getaddrinfo failed"), OWN, "no such host: api.example-bank.com"),
        (httpx.ConnectError("[Errno -3] Temporary failure in name resolution"), NEW, "no such host"),
        (_certificate(), NEW, "SSL_CERT_FILE"),
        (httpx.ConnectError("[SSL: WRONG_VERSION_NUMBER] wrong version number"), OWN, "does not speak https"),
        (httpx.ProxyError("407 Proxy Authentication Required"), NEW, "NO_PROXY"),
        (httpx.ConnectTimeout(""), NEW, "firewall"),
        (httpx.ReadTimeout(""), NEW, "overloaded"),
        (httpx.ConnectError("All connection attempts failed"), NEW, "No answer"),
        (
            httpx.ConnectError("[Errno 111] Connection refused"),
            Access("http://127.0.0.1:54321", "SUPABASE_SERVICE_ROLE_KEY", legacy(ref=None)),
            "rapport local",
        ),
    ],
)
def test_no_answer_is_told_by_its_cause(cause: httpx.HTTPError, access: Access, words: str) -> None:
    """No host, no trust, a proxy, silence, a stack that is not up."""
    error = no_answer(access.url, cause)
    error.__cause__ = cause
    check = unreachable(error, access)
    assert (check.name, check.verdict) == ("database", "FAIL")
    assert words.casefold() in f"{check.message} {check.action}".casefold()
    assert check.action


def test_a_key_that_travels_unencrypted_is_warned_of() -> None:
    """Http to another machine; this one and https are fine."""
    own = Access("http://192.168.1.20:8000", "SUPABASE_SERVICE_ROLE_KEY", legacy())
    warning = in_the_clear(own)
    assert warning is not None
    assert warning.verdict == "warn"
    assert in_the_clear(NEW) is None
    assert in_the_clear(Access("http://localhost:54321", "SUPABASE_SECRET_KEY", SECRET)) is None


def status_error(kind: type[anthropic.APIStatusError], status: int, body: object) -> anthropic.APIStatusError:
    """An error as the SDK makes it of an answer."""
    request = httpx2.Request("GET", "https://api.anthropic.com/v1/models/claude-haiku-5-5")
    return kind("said", response=httpx2.Response(status, request=request), body=body)


def api_body(kind: str, message: str) -> dict[str, Any]:
    """A documented error body."""
    return {"type": "error", "error": {"type": kind, "message": message}}


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (
            status_error(
                anthropic.AuthenticationError, 401, api_body("authentication_error", "invalid x-api-key")
            ),
            "rejects the key",
        ),
        (
            status_error(
                anthropic.PermissionDeniedError, 403, api_body("permission_error", "Request not allowed")
            ),
            "Request not allowed",
        ),
        (
            status_error(anthropic.NotFoundError, 404, api_body("not_found_error", "model: x")),
            "options.models",
        ),
        (
            status_error(anthropic.InternalServerError, 500, api_body("api_error", "Internal")),
            "answers 500",
        ),
        (
            anthropic.APIConnectionError(request=httpx2.Request("GET", "https://api.anthropic.com")),
            "no answer",
        ),
        (httpx2.ReadTimeout("slow"), "no answer (ReadTimeout)"),
    ],
)
def test_what_the_models_api_answers_is_told_in_words(error: Exception, words: str) -> None:
    """Rejected, kept out, unknown, unwell, silent."""
    check = model_refused("model claude-haiku-5-5", error)
    assert isinstance(check, Check)
    assert check.verdict == "FAIL"
    assert words in f"{check.message} {check.action}"
    assert check.action
