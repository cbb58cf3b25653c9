"""How we open a Supabase client and how its refusals become our errors. One client per key, never shared.

The client never refreshes or stores a session: it speaks with the key it was given and nothing else.
"""

import contextlib
import json
from typing import Any

import httpx
from postgrest.exceptions import APIError
from supabase import AsyncClient, AsyncClientOptions, acreate_client

from worker.errors import RapportError

# Seconds for one REST request; above authenticated's statement timeout on hosted (8 s).
REST_TIMEOUT_SECONDS = 15.0
# Ids named in one request: a URL of a few kilobytes, which every gateway takes.
IDS_PER_REQUEST = 100
# A turn with its three annotated parts, as PostgREST is asked for it.
WHOLE_TURN = "*,emotional_context(*),response_strategies(*),response_breakdowns(*)"


class DatabaseRefusedError(RapportError):
    """The database refused a request: SQLSTATE, its message, its hint and its detail."""

    code = "database_refusal"

    def __init__(self, message: str, *, hint: str, sqlstate: str, detail: Any) -> None:
        super().__init__(message, hint=hint)
        self.sqlstate = sqlstate
        self.detail = detail


class DatabaseUnreachableError(RapportError):
    """No answer from the database's address."""

    code = "database_unreachable"


async def connect(url: str, key: str) -> AsyncClient:
    """A Supabase client that speaks as `key`.

    Args:
        url: the project's URL.
        key: a service, publishable or user key.
    """
    options = AsyncClientOptions(
        auto_refresh_token=False,
        persist_session=False,
        postgrest_client_timeout=REST_TIMEOUT_SECONDS,
        postgrest_client_retry=False,
    )
    return await acreate_client(url, key, options)


def refusal(error: APIError) -> DatabaseRefusedError:
    """The client library's error as ours; `detail` is parsed when it is JSON."""
    detail = error.details
    if isinstance(detail, str):
        with contextlib.suppress(ValueError):
            detail = json.loads(detail)
    return DatabaseRefusedError(
        error.message or "The database refused the request without a message.",
        hint=error.hint or "",
        sqlstate=str(error.code or ""),
        detail=detail,
    )


def unreachable(url: str, error: httpx.HTTPError) -> DatabaseUnreachableError:
    """A transport error as ours."""
    return DatabaseUnreachableError(
        f"No answer from {url} ({type(error).__name__}: {error}).",
        hint="Check SUPABASE_URL, and that `rapport local` or the project is running.",
    )
