"""What was pasted where an address belongs, and what to paste instead: read from its form alone.

Each `…_fault` returns the rest of a sentence that begins with the variable's name, or None when nothing is
wrong with the form. No sentence repeats a password or a key; a project's reference is no secret. Forms: the
hosts of Supabase's connection strings, dashboard and APIs. Tested in tests/unit/test_addresses.py.
"""

import re
from urllib.parse import SplitResult, urlsplit

from worker.copying import damage

_REF = r"[a-z]{20}"
_WHOLE_REF = re.compile(_REF)
_HOSTED = re.compile(rf"({_REF})\.supabase\.(?:co|in|red)")
# A vanity name may stand for the reference.
_PROJECT_HOST = re.compile(r"[a-z0-9-]+\.supabase\.(?:co|in|red)")
_OF_SUPABASE = re.compile(r"\.supabase\.(?:co|in|red|com|io)$")
_DASHBOARDS = ("supabase.com", "www.supabase.com", "app.supabase.com", "app.supabase.io")
_DATABASE = re.compile(r"postgres(?:ql)?://(.*)", re.IGNORECASE | re.DOTALL)
_KEYS = ("eyJ", "sb_", "sbp_", "sk-")
_HTTPS_PORT = 443
_PROJECT_URL = "the project's URL (https://….supabase.co)"


def is_ref(text: object) -> bool:
    """Whether this is the reference of a hosted project: twenty small letters."""
    return isinstance(text, str) and _WHOLE_REF.fullmatch(text) is not None


def project_of(address: str) -> str | None:
    """The reference of the hosted project at an address; None for a custom domain or one's own server."""
    found = _HOSTED.fullmatch(_host(address))
    return found.group(1) if found else None


def shown(address: str) -> str:
    """An address for a message: scheme, host and port alone, for it may be anything that was pasted there."""
    parts = _split(address)
    return _bare(parts) if parts else "no http(s) address"


def address_fault(address: str, *, name: str) -> str | None:
    """What is wrong with a project's address (its trailing slashes are no fault and cut before).

    Args: address: the value. name: of its variable.
    """
    fault = damage(address, name) or _foreign_fault(address)
    if fault is not None:
        return fault
    parts = _split(address)
    if parts is None:
        return f"is no http(s) address; paste {_PROJECT_URL}"
    return _elsewhere_fault(parts) or _project_host_fault(parts) or _rest_fault(address, parts)


def claude_address_fault(address: str, *, name: str) -> str | None:
    """What is wrong with an address for the Claude API. Args as address_fault."""
    fault = damage(address, name)
    if fault is not None:
        return fault
    parts = _split(address)
    if parts is None:
        return "is no http(s) address"
    if parts.path.rstrip("/").endswith("/v1"):
        return "ends in /v1, which is added to it; give it without"
    if _OF_SUPABASE.search(_host(address)):
        return "is an address of Supabase's; unset it for the real API"
    if _host(address).endswith("anthropic.com") and parts.scheme == "http":
        return "begins with http, and the API is at https"
    return None


def _foreign_fault(address: str) -> str | None:
    """What is no web address at all, but known."""
    database = _DATABASE.match(address)
    if database is not None:
        return _database_url_fault(database.group(1))
    if address.startswith(_KEYS):
        return f"holds a key, not an address; paste {_PROJECT_URL}"
    if is_ref(address):
        return f"holds a project's reference; paste https://{address}.supabase.co"
    if _HOSTED.fullmatch(address):
        return f"is no http(s) address; paste https://{address}"
    return None


def _database_url_fault(rest: str) -> str:
    """A connection string from its user on: the password in it may hold any sign."""
    host = re.split(r"[/:?]", rest.rpartition("@")[2])[0] if "@" in rest else ""
    pooled = re.match(rf"postgres\.({_REF})[:@]", rest)
    ref = pooled.group(1) if pooled else _ref_in(host)
    paste = f"https://{ref}.supabase.co" if ref else _PROJECT_URL
    where = f" of {host}" if host else ""
    return f"holds a database's connection string{where}; paste {paste}"


def _elsewhere_fault(parts: SplitResult) -> str | None:
    """Hosts that are near a project's API and are not it."""
    host = parts.hostname or ""
    if host in _DASHBOARDS:
        found = re.search(rf"/project/({_REF})\b", parts.path)
        paste = f"https://{found[1]}.supabase.co" if found else _PROJECT_URL
        return f"is the dashboard's address; paste {paste}"
    if host == "api.supabase.com":
        return f"is the address of Supabase's management API; paste {_PROJECT_URL}"
    if host.endswith(".pooler.supabase.com"):
        return f"is the host of the connection pooler, which speaks Postgres; paste {_PROJECT_URL}"
    if host.endswith("anthropic.com"):
        return f"is Anthropic's address; paste {_PROJECT_URL}"
    return None


def _project_host_fault(parts: SplitResult) -> str | None:
    host = parts.hostname or ""
    if not _OF_SUPABASE.search(host):
        return None
    ref = _ref_in(host)
    if ref and not _PROJECT_HOST.fullmatch(host):
        what = (
            "the database's host, which speaks Postgres"
            if host.startswith("db.")
            else "not the project's URL"
        )
        return f"is {what}; paste https://{ref}.supabase.co"
    if parts.scheme == "http":
        return f"begins with http, and the key would travel unencrypted; paste https://{host}"
    if parts.port not in (None, _HTTPS_PORT):
        return f"names a port, and the API has none of its own; paste https://{host}"
    return None


def _rest_fault(address: str, parts: SplitResult) -> str | None:
    if "@" in parts.netloc:
        return f"carries a user name or password; paste {_bare(parts)}"
    if parts.path or "?" in address or "#" in address:
        return f"has something after the host; give it without a path (no /rest/v1): {_bare(parts)}"
    return None


def _ref_in(host: str) -> str | None:
    """The reference in a host of Supabase's that may not be the project's own (db.REF.…, REF.functions.…)."""
    found = re.fullmatch(r"(?:db\.)?([a-z0-9]+)(?:\.(?:functions|storage))?\.supabase\.[a-z]+", host)
    return found.group(1) if found else None


def _bare(parts: SplitResult) -> str:
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2]}"


def _host(address: str) -> str:
    parts = _split(address)
    return (parts.hostname or "") if parts else ""


def _split(address: str) -> SplitResult | None:
    """The parts of an http(s) address with a host and a port that can be; None for anything else."""
    try:
        parts = urlsplit(address)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return None
    return parts if known else None
