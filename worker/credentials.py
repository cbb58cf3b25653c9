"""What was pasted where a key belongs, and what to paste instead: read from its form alone.

Each `…_fault` returns the rest of a sentence that begins with the variable's name, or None when nothing is
wrong with the form; whether a server takes the key is the doctor's to find out (worker/cli/diagnosis.py). No
sentence repeats a key, not even its beginning. Forms: Supabase's page on API keys, Anthropic's Console.
Tested in tests/unit/test_credentials.py.
"""

import base64
import binascii
import json
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any, Literal

from worker.addresses import is_ref, project_of
from worker.copying import damage

KindOfKey = Literal["secret", "publishable", "service_role", "anon", "user", "unknown"]

SECRET_PREFIX = "sb_secret_"  # noqa: S105 - the beginning every secret key has
# After it: 22 random characters, an underscore, a checksum of 8 (as in the keys the Supabase CLI prints).
SECRET_CHARACTERS = 31
_PUBLISHABLE_PREFIX = "sb_publishable_"
# Base64url characters of an HMAC-SHA256, which legacy keys are signed with.
_HS256_CHARACTERS = 43
_JWT_PARTS = 3
_JWT_PREFIX = "eyJ"
_CLI_ISSUER = "supabase-demo"  # of the fixed keys of `supabase start`

_WANTED = "the worker needs the secret key (sb_secret_…) or the legacy service_role key"
_CLAUDE_WANTED = "the worker needs an API key (sk-ant-api…), made in the Claude Console under API keys"
_TOKEN = "a personal access token of a Supabase account"  # noqa: S105 - its name
_DATABASE_URL = "a database's connection string"

# Beginnings that give a value away, the more specific first; each completes "holds …".
_NOT_FOR_SUPABASE: tuple[tuple[str, str], ...] = (
    ("sbp_", f"{_TOKEN}, which is for the Supabase CLI"),
    ("sk-ant-", "an Anthropic key, which belongs in ANTHROPIC_API_KEY"),
    ("sk-", "a key of another provider"),
    ("postgres://", _DATABASE_URL),
    ("postgresql://", _DATABASE_URL),
    ("http://", "an address, which belongs in SUPABASE_URL"),
    ("https://", "an address, which belongs in SUPABASE_URL"),
)
_NOT_FOR_CLAUDE: tuple[tuple[str, str], ...] = (
    ("sk-ant-admin", "an Admin API key, which manages an organisation and cannot ask a model"),
    ("sk-ant-oat", "an OAuth token of a Claude subscription, which is not for a program like this"),
    ("sk-ant-ort", "an OAuth token of a Claude subscription, which is not for a program like this"),
    ("sk-ant-sid", "the cookie of a browser's session"),
    ("sb_", "a Supabase key, which belongs in SUPABASE_SECRET_KEY"),
    ("sbp_", _TOKEN),
    (_JWT_PREFIX, "a JWT, by its form a Supabase key, which belongs in SUPABASE_SERVICE_ROLE_KEY"),
    ("postgres://", _DATABASE_URL),
    ("postgresql://", _DATABASE_URL),
    ("http://", "an address"),
    ("https://", "an address"),
)


def kind_of_key(key: str) -> KindOfKey:
    """What sort of Supabase key this is, read from its form; the signature is not checked."""
    if key.startswith(SECRET_PREFIX):
        return "secret"
    if key.startswith(_PUBLISHABLE_PREFIX):
        return "publishable"
    role = (claims_of(key) or {}).get("role")
    if role in ("service_role", "anon"):
        return "service_role" if role == "service_role" else "anon"
    return "user" if role == "authenticated" else "unknown"


def claims_of(key: str) -> Mapping[str, Any] | None:
    """The claims of a JWT, unverified; None when it is none."""
    parts = key.split(".")
    return _decoded(parts[1]) if len(parts) == _JWT_PARTS else None


def service_key_fault(
    key: str, *, name: str, address: str, local: bool, now: datetime | None = None
) -> str | None:
    """What is wrong with a Supabase service key.

    Args:
        key: the value, not empty. name: of its variable.
        address: the project's, "" when unknown. local: whether that is this machine.
        now: the wall clock, to see that a key has expired; None leaves that to the server.
    """
    fault = damage(key, name) or _held(key, _NOT_FOR_SUPABASE, _WANTED)
    if fault is not None:
        return fault
    kind = kind_of_key(key)
    if kind in ("anon", "publishable"):
        return f"holds the public ({kind}) key; {_WANTED}"
    if kind == "user":
        return f"holds a signed-in user's token; {_WANTED}"
    if kind == "service_role" or key.startswith(_JWT_PREFIX):
        return _jwt_fault(key, now) or _other_project(claims_of(key) or {}, address, local=local)
    if kind == "secret":
        return None
    return (
        "is neither a service_role JWT nor an sb_secret_ key (a database password or a JWT secret is no API "
        f"key); {_WANTED}"
    )


def claude_key_fault(key: str, *, name: str) -> str | None:
    """What is wrong with a key for Claude. Args as service_key_fault."""
    fault = damage(key, name) or _held(key, _NOT_FOR_CLAUDE, _CLAUDE_WANTED)
    if fault is None and key.startswith("sk-") and not key.startswith("sk-ant-"):
        return f"holds a key of another provider; {_CLAUDE_WANTED}"
    return fault


def _held(key: str, forms: Iterable[tuple[str, str]], wanted: str) -> str | None:
    return next((f"holds {what}; {wanted}" for prefix, what in forms if key.startswith(prefix)), None)


def _jwt_fault(key: str, now: datetime | None) -> str | None:
    """What is wrong with a legacy key in itself."""
    parts = key.split(".")
    if len(parts) != _JWT_PARTS:
        said = f"{len(parts)} of {_JWT_PARTS} parts"
        return f"is a legacy key cut short or run into another ({said}); copy it again"
    claims = claims_of(key)
    if claims is None:
        return "is a legacy key that was damaged in copying (its middle part cannot be read); copy it again"
    signature = len(parts[2])
    if (_decoded(parts[0]) or {}).get("alg") == "HS256" and signature != _HS256_CHARACTERS:
        said = f"{signature} characters after its last point instead of {_HS256_CHARACTERS}"
        return f"is a legacy key that is not whole ({said}); copy it again"
    if claims.get("role") != "service_role":
        return f"is a JWT, but no key of a Supabase project; {_WANTED}"
    expires = claims.get("exp")
    if now is not None and isinstance(expires, int | float) and 0 < expires < now.timestamp():
        day = datetime.fromtimestamp(expires, UTC).date()
        return f"expired on {day}; make a secret key (sb_secret_…) in Project settings, API keys"
    return None


def _other_project(claims: Mapping[str, Any], address: str, *, local: bool) -> str | None:
    """Whether a legacy key says that it is of another project than the address."""
    ref, project = claims.get("ref"), project_of(address)
    if is_ref(ref) and local:
        return f"is of the hosted project {ref}, and the address is on this machine; take both from one place"
    if project is None:
        return None  # a custom domain does not say which project it is of
    if is_ref(ref) and ref != project:
        return f"is of project {ref}, and the address is of project {project}; take both from one project"
    if claims.get("iss") == _CLI_ISSUER or (ref is not None and not is_ref(ref)):
        return f"is a local stack's key, and the address is of the hosted project {project}"
    return None


def _decoded(part: str) -> Mapping[str, Any] | None:
    try:
        found = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (ValueError, binascii.Error):
        return None
    return found if isinstance(found, dict) else None
