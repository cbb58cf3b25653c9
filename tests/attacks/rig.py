"""One served stack with something to steal, everybody who might try, and what a refusal must look like.

A refusal is asserted by its HTTP status and code, by an answer that tells nothing, and by every row of every
table being the same afterwards, read as the owner.
"""

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final

import httpx
import psycopg

from tests.sql import catalogue
from tests.sql.lived import live
from tests.sql.world import World, rows, value
from tests.stack import Stack

MEMBERS: Final = ("viewer", "reviewer", "manager", "other_manager")
OUTSIDERS: Final = ("stranger", "anonymous")
SIGNED_IN: Final = (*OUTSIDERS, *MEMBERS)
API_USERS: Final = ("anon", *SIGNED_IN)
EVERYBODY: Final = (*API_USERS, "service")

ACTING_ROLE: Final = "acting_role"
"""A function of the tests' own, for everybody, that says as whom the database runs."""
PROMPT: Final = "CANARY-PROMPT-7c1f"
ANSWER: Final = "CANARY-ANSWER-9a3d"
TELLTALE: Final = re.compile(
    r"PL/pgSQL|Traceback|psycopg|File \"|/work/|/home/|\bat RAISE\b|select .+ from public\.|request\.jwt"
)
"""What an answer never holds: of the code, of the machine, of the statement."""


class Actor:
    """Somebody with a key, and perhaps a token.

    Attributes:
        name: one of EVERYBODY. user_id: None for anon and the service key. token: what is sent as Bearer.
    """

    def __init__(
        self, stack: Stack, name: str, apikey: str, user_id: str | None = None, **claims: Any
    ) -> None:
        self.name = name
        self.apikey = apikey
        self.user_id = user_id
        self.token = stack.token(user_id, **claims) if user_id else apikey
        self.http = httpx.Client(
            base_url=f"{stack.url}/rest/v1",
            headers={"apikey": apikey, "Authorization": f"Bearer {self.token}"},
            timeout=30,
        )

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> httpx.Response:
        """One request; underscores in a header's name are hyphens."""
        named = {name.replace("_", "-"): text for name, text in headers.items()}
        return self.http.request(method, path, json=body, headers=named)


def plant(owner: psycopg.Connection) -> None:
    """Make ACTING_ROLE, before the gateway first reads the catalogue."""
    rows(
        owner,
        f"create function public.{ACTING_ROLE}() returns text language sql stable set search_path = ''"
        " as 'select current_user::text'",
    )
    rows(owner, f"grant execute on function public.{ACTING_ROLE}() to anon, authenticated, service_role")


class Scene:
    """The stack, the actors, and the owner who sees everything.

    Attributes:
        stack, world: what is served and what lies behind it.
        secrets: texts no answer, payload or log may hold.
    """

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.world = live(World(stack.database))
        self.owner = self.world.owner
        self._made: list[Actor] = []
        rows(self.owner, "update public.conversation_templates set dialogue_prompt = %s", PROMPT)
        self.world.past_guards("update public.generation_responses set response = %s", ANSWER)
        self.actors = {
            "anon": Actor(stack, "anon", stack.anon_key),
            "service": Actor(stack, "service", stack.service_role_key),
            "stranger": self.user("stranger"),
            "anonymous": self.user("anonymous", "manager", is_anonymous=True),
            "viewer": self.user("viewer", "viewer"),
            "reviewer": self.user("reviewer", "reviewer"),
            "manager": self.user("manager", "manager"),
            "other_manager": self.user("other_manager", "manager"),
        }
        self.secrets = [
            stack.service_role_key,
            stack.secret_key,
            stack.jwt_secret,
            *stack.database.passwords.values(),
            *(
                row["token"]
                for row in rows(self.owner, "select lease_token::text as token from public.generation_leases")
            ),
            ANSWER,
        ]

    def __getitem__(self, name: str) -> Actor:
        return self.actors[name]

    def close(self) -> None:
        """Close the connections of all actors."""
        for actor in [*self.actors.values(), *self._made]:
            actor.http.close()
        self.world.close()

    def user(self, name: str, role: str | None = None, **claims: Any) -> Actor:
        """A new signed-up user, a member of `role` if given; closed with the scene."""
        email = f"{name}-{uuid.uuid4().hex[:6]}@example.org"
        user_id = self.stack.database.add_user(email, role)
        actor = Actor(self.stack, name, self.stack.anon_key, user_id, email=email, **claims)
        self._made.append(actor)
        return actor

    def tables(self) -> dict[str, list[str]]:
        """Columns of every table and view that REST exposes."""
        found = catalogue.relations(self.owner)
        return {name: columns for name, columns in found.items() if "." not in name}

    def fingerprint(self) -> str:
        """Changes when any row of ours does."""
        views = catalogue.views(self.owner)
        each = " union all ".join(
            f"select '{name}' || coalesce(string_agg(t::text, e'\\n' order by t::text), '') as rows"
            f" from {catalogue.quoted(name)} t"
            for name in catalogue.relations(self.owner)
            if name not in views
        )
        return str(value(self.owner, f"select md5(string_agg(rows, '' order by rows)) from ({each}) e"))

    @contextmanager
    def unchanged(self) -> Iterator[None]:
        """Fails when what happens inside left a trace in any table."""
        before = self.fingerprint()
        yield
        assert self.fingerprint() == before, "a row has changed"

    def refusal(self, response: httpx.Response) -> tuple[int, str]:
        """The status and code of a refusal, whose answer has PostgREST's shape and tells nothing."""
        body = response.json()
        assert set(body) == {"code", "message", "details", "hint"}, body
        self.tells_nothing(response.text)
        assert PROMPT not in response.text
        return response.status_code, str(body["code"])

    def tells_nothing(self, text: str) -> None:
        """Fails when a text holds a secret, or something of the code."""
        assert TELLTALE.search(text) is None, text
        assert [secret for secret in self.secrets if secret in text] == []


def denied(actor: str) -> tuple[int, str]:
    """How what is not allowed is refused: 401 to who is not signed in, 403 to who is."""
    return (401 if actor == "anon" else 403), "42501"


FORGED: Final[Mapping[str, Any]] = {
    "text": "forged",
    "uuid": "00000000-0000-4000-8000-000000000000",
    "jsonb": {"forged": 1},
    "boolean": True,
    "timestamp with time zone": "2026-01-01T00:00:00Z",
    "integer": 7,
    "bigint": 7,
    "numeric": 1,
    "date": "2026-01-01",
}


def types(scene: Scene, table: str) -> dict[str, str]:
    """The type of each column of a table."""
    found = rows(
        scene.owner,
        "select attname as name, format_type(atttypid, null) as type from pg_attribute"
        " where attrelid = %s::regclass and attnum > 0 and not attisdropped",
        f"public.{table}",
    )
    return {row["name"]: row["type"] for row in found}


def parsed(response: httpx.Response) -> Any:
    """The JSON of an answer that succeeded."""
    assert response.is_success, response.text
    return json.loads(response.text)
