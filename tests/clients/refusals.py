"""What the local stack leaves out: requests that Supabase would answer and the stack refuses by name.

The list on docs/local-stack.md is made by sending them. tests/integration/test_official_clients.py proves
that no refusal in the gateway's code is missing here.
"""

from dataclasses import dataclass, field
from typing import Final

import httpx

from tests.stack import Stack
from worker.local.gateway.app import LACKING as WHOLE_PARTS
from worker.local.gateway.auth import LACKING as SIGN_IN_PARTS

COMPUTED: Final = """
create function public.next_turns(t public.training_turns) returns setof public.training_turns
  language sql stable as 'select * from public.training_turns where turn_number > t.turn_number'
"""
"""A function PostgREST would take for a relationship."""


@dataclass(frozen=True)
class Refused:
    """One request, sent with the service key."""

    method: str
    path: str
    headers: dict[str, str] = field(default_factory=dict)
    body: str = ""

    def __str__(self) -> str:
        told = [f"`{name}: {value}`" for name, value in self.headers.items()]
        return " ".join([f"`{self.method} {self.path}`", *told, *([f"`{self.body}`"] if self.body else [])])


_ROWS: Final = "/rest/v1/training_turns"
_USER: Final = "/auth/v1/admin/users/11111111-2222-3333-4444-555555555555"
REFUSED: Final = (
    Refused("GET", "/rest/v1/"),
    Refused("PUT", f"{_ROWS}?id=eq.1"),
    Refused("GET", _ROWS, {"Accept": "application/vnd.pgrst.plan+json"}),
    Refused("GET", _ROWS, {"Accept": "application/geo+json"}),
    Refused("GET", "/rest/v1/training_conversations?select=...training_turns(turn_number)"),
    Refused("GET", f"{_ROWS}?select=emotional_context(id),emotional_context(turn_id)"),
    Refused("GET", f"{_ROWS}?select=next_turns(turn_number)"),
    Refused("POST", _ROWS, {"Content-Type": "text/csv"}),
    Refused("POST", _ROWS, {"Content-Type": "application/x-www-form-urlencoded"}),
    Refused("POST", "/rest/v1/rpc/generation_health", {"Content-Type": "text/plain"}),
    Refused("POST", "/rest/v1/rpc/generation_health", {"Content-Type": "application/octet-stream"}),
    *(
        Refused("POST", f"/auth/v1/token?grant_type={grant}", {}, "{}")
        for grant in ("id_token", "pkce", "web3")
    ),
    Refused("POST", "/auth/v1/signup", {}, '{"phone": "+15550100"}'),
    Refused("DELETE", _USER, {}, '{"should_soft_delete": true}'),
    Refused("PUT", _USER, {}, '{"ban_duration": "24h"}'),
    *(Refused("POST", f"/auth/v1/{path}") for path in SIGN_IN_PARTS if path != "admin"),
    Refused("POST", "/auth/v1/admin/generate_link"),
    Refused("POST", "/realtime/v1/api/broadcast"),
    *(Refused("GET", f"/{path}/v1/") for path in WHOLE_PARTS),
)


def refuse(stack: Stack, wanted: Refused) -> str:
    """Send one; what the answer says is missing. Fails unless it is a 501."""
    with httpx.Client(base_url=stack.url, headers={"apikey": stack.service_role_key}) as client:
        answer = client.request(
            wanted.method,
            wanted.path,
            headers={"Authorization": f"Bearer {stack.service_role_key}", **wanted.headers},
            content=wanted.body,
        )
    assert answer.status_code == httpx.codes.NOT_IMPLEMENTED, (wanted, answer.status_code, answer.text)
    body = answer.json()
    message: str = body.get("message") or body.get("msg") or body.get("error")
    return message
