"""What an answer of Supabase or of Claude means for whoever set it up: one Check an answer. Pure.

Supabase's gateway answers for a key in words of its own, without a code; PostgREST with a code of its own;
what stands in front of both (Cloudflare, a proxy) with a status and perhaps a page. Sources: Supabase's pages
on HTTP status codes and API keys, PostgREST's page on errors, and issues that quote the gateway. Tested with
these answers in tests/unit/test_diagnosis.py.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

import anthropic
import httpx

from worker.addresses import project_of
from worker.credentials import SECRET_CHARACTERS, SECRET_PREFIX, claims_of
from worker.jobs.connection import DatabaseRefusedError, DatabaseUnreachableError
from worker.settings import is_loopback

Verdict = Literal["ok", "warn", "FAIL"]

_KEYS_PAGE = "Project settings, API keys"
_MIGRATE = (
    "Apply them: supabase db push for a new project, rapport db migrate for one that holds an app "
    "(docs/hosting.md). `rapport local` does it by itself. Just applied? Wait a minute: PostgREST reads the "
    "schema anew."
)

# Words of a transport's error (the operating systems differ), what they mean, what to do.
_TRANSPORT: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("name or service", "nodename", "getaddrinfo", "name resolution", "no address associated"),
        "no such host: {host}",
        "The project is deleted, or SUPABASE_URL is misspelt: compare it with the dashboard's.",
    ),
    (
        ("certificate",),
        "the certificate of {host} is not trusted here",
        "A proxy that opens TLS wants SSL_CERT_FILE set to its bundle; a custom domain's may not be issued.",
    ),
    (
        ("wrong version number", "record layer"),
        "{url} does not speak https",
        "A server of your own without TLS has an http address.",
    ),
)
# Words about a key, what they mean, what to do; the more telling first.
_WORDS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (
        ("legacy api keys are disabled",),
        "the project has its legacy keys switched off, and {name} holds one",
        "{make}",
    ),
    (
        ("unregistered api key",),
        "the project does not know the secret key in {name}",
        "{unknown} {make}",
    ),
    (
        ("invalid api key",),
        "the project does not know the key in {name}.{whose}",
        "It is of another project, cut short, or the project's JWT secret was changed. {make}",
    ),
    (
        ("no api key found",),
        "no key arrived at the project",
        "Something on the way takes the header apikey out: a proxy, or the server before one of your own.",
    ),
    (
        ("secret api key in browser",),
        "the project takes this request for a browser's, and refuses secret keys there",
        "A proxy on the way sets User-Agent to a browser's: let ours through.",
    ),
    (("jwt expired",), "the key in {name} has expired", "{make}"),
    (
        ("issued at future", "not yet valid"),
        "the key in {name} is valid only from later on",
        "The clock of the machine that made it, or of the project, is wrong.",
    ),
    (
        ("expected 3 parts in jwt",),
        "what answers at {url} does not know keys that begin with sb_",
        "A server of your own takes the service_role JWT: set SUPABASE_SERVICE_ROLE_KEY to it.",
    ),
    (
        ("jws", "jwt", "suitable key"),
        "the key in {name} was signed with another secret than this project's.{whose}",
        "It is of another project, damaged, or the JWT secret was changed since. {make}",
    ),
)


@dataclass(frozen=True)
class Check:
    """One line of the doctor: what was looked at, how it is, what to do (empty when nothing)."""

    name: str
    verdict: Verdict
    message: str
    action: str = ""


@dataclass(frozen=True)
class Access:
    """What the doctor asked with. name: of the variable that holds the key."""

    url: str
    name: str
    key: str = field(repr=False)

    @property
    def keys_page(self) -> str:
        """Where this project's keys are, as exactly as its address says."""
        ref = project_of(self.url)
        return f"https://supabase.com/dashboard/project/{ref}/settings/api-keys" if ref else _KEYS_PAGE

    @property
    def whose(self) -> str:
        """What the key says of the project it is of; empty when it says nothing."""
        ref = (claims_of(self.key) or {}).get("ref")
        return f" The key is of project {ref}." if isinstance(ref, str) else ""


def refused(error: DatabaseRefusedError, access: Access) -> Check:
    """What a refusal of generation_health() says about settings and project."""
    code = error.sqlstate
    said = f"{error.message} {error.detail if isinstance(error.detail, str) else ''}".casefold()
    # What is no PostgREST answer comes with its HTTP status as code; SQLSTATEs have five signs.
    status = int(code) if code.isdigit() and len(code) == len("401") else None
    found = _by_code(code, access)
    if found is None and (not code or status or code.startswith("PGRST30")):
        found = _by_words(said, access)
    if found is not None:
        return found
    if status is not None:
        return _by_status(status, said, access)
    if code.startswith("PGRST30"):
        return _key(
            f"the project refuses the key in {access.name}.{access.whose}",
            f"Copy the secret key of this very project from {access.keys_page}.",
        )
    if not code:
        return not_supabase(access)
    return Check("database", "FAIL", error.message, error.hint)


def unreachable(error: DatabaseUnreachableError, access: Access) -> Check:
    """What no answer at all says, from the transport's own error."""
    cause = error.__cause__
    said = str(cause).casefold()
    known = next((rest for words, *rest in _TRANSPORT if any(word in said for word in words)), None)
    if known is not None:
        message, action = (text.format(url=access.url, host=urlsplit(access.url).hostname) for text in known)
        return Check("database", "FAIL", message, action)
    if isinstance(cause, httpx.ProxyError):
        return Check(
            "database", "FAIL", "the proxy of HTTPS_PROXY or ALL_PROXY refuses or does not answer",
            "Correct it, or name the project's host in NO_PROXY.",
        )  # fmt: skip
    if is_loopback(access.url):
        return Check("database", "FAIL", f"nothing answers at {access.url}", "Start it: rapport local")
    if isinstance(cause, httpx.TimeoutException):
        return Check(
            "database", "FAIL", f"{access.url} does not answer in time ({type(cause).__name__})",
            "A firewall or a proxy may stand between, or the project is starting or overloaded: look at its "
            "dashboard.",
        )  # fmt: skip
    return Check("database", "FAIL", error.message, error.hint)


def not_supabase(access: Access) -> Check:
    """The address answered, but neither with a project's success nor with a project's refusal."""
    return Check(
        "database", "FAIL", f"{access.url} answers, but not as a Supabase project does",
        "A proxy's sign-in page or another web server is there: check SUPABASE_URL.",
    )  # fmt: skip


def in_the_clear(access: Access) -> Check | None:
    """Whether the key travels unencrypted to another machine."""
    if urlsplit(access.url).scheme == "https" or is_loopback(access.url):
        return None
    return Check(
        "encryption", "warn", f"{access.url} is not encrypted: the service key can be read on the way",
        "Use https, unless both machines share a network of your own.",
    )  # fmt: skip


def model_refused(name: str, error: Exception) -> Check:
    """What the Models API's refusal says about the key for Claude."""
    if isinstance(error, anthropic.AuthenticationError):
        return Check(
            name, "FAIL", "the API rejects the key",
            "It was deleted, disabled or cut short: make one in the Claude Console under API keys and set "
            "ANTHROPIC_API_KEY.",
        )  # fmt: skip
    if isinstance(error, anthropic.PermissionDeniedError):
        return Check(
            name, "FAIL", f"the API does not let this key in: {error.api_message or error.message}",
            "Its workspace may lack the model, or the API is not offered where this machine is.",
        )  # fmt: skip
    if isinstance(error, anthropic.NotFoundError):
        return Check(
            name, "FAIL", "the API does not know it",
            "Choose another in options.models of the job. All are unknown? Check ANTHROPIC_BASE_URL.",
        )  # fmt: skip
    if isinstance(error, anthropic.APIStatusError):
        return Check(
            name, "FAIL", f"the API answers {error.status_code}: {error.api_message or error.message}",
            "Try again in a moment; if it stays, look at the provider's status page.",
        )  # fmt: skip
    return Check(
        name, "FAIL", f"no answer ({type(error.__cause__ or error).__name__})",
        "Check the network to the API: a proxy (HTTPS_PROXY), a firewall, ANTHROPIC_BASE_URL.",
    )  # fmt: skip


def _key(message: str, action: str) -> Check:
    return Check("key", "FAIL", message, action)


def _by_words(said: str, access: Access) -> Check | None:
    """The gateway's words, which carry no code, and PostgREST's about a JWT, whose code covers several."""
    for words, message, action in _WORDS:
        if any(word in said for word in words):
            make = f"Take the secret key (sb_secret_…) from {access.keys_page} and set {access.name}."
            values = {
                "name": access.name, "url": access.url, "whose": access.whose, "make": make,
                "unknown": _unknown(access),
            }  # fmt: skip
            return _key(message.format(**values), action.format(**values))
    if "paused" in said:
        return _paused(access)
    if any(word in said for word in ("exceed_", "exceeded_", "overdue_payment", "restricted")):
        return _restricted(said)
    return None


def _unknown(access: Access) -> str:
    length = len(access.key) - len(SECRET_PREFIX)
    if project_of(access.url) and length != SECRET_CHARACTERS:
        return (
            f"It has {length} characters after sb_secret_ instead of {SECRET_CHARACTERS}: not copied whole."
        )
    return "It was deleted, is of another project, or was not copied whole."


def _by_code(code: str, access: Access) -> Check | None:
    if code in ("PGRST202", "42883"):
        return Check(
            "migrations", "FAIL",
            "the project has no generation_health(): our migrations are not applied.", _MIGRATE,
        )  # fmt: skip
    if code == "PGRST106":
        return Check(
            "database", "FAIL", "the project's Data API does not show the schema public",
            "Project settings, Data API: switch it on and add public to the exposed schemas.",
        )  # fmt: skip
    if code in ("PGRST000", "PGRST001", "PGRST002", "PGRST003"):
        return Check(
            "database", "FAIL", "the project answers, but its database does not yet",
            "It is starting, restoring or overloaded: look at its dashboard, and try again in a moment.",
        )  # fmt: skip
    if code == "42501":
        return _key(
            "the key is accepted, but it may not ask generation_health(): it is not the service role's",
            f"Take the secret key from {access.keys_page}. It is that one? Then the grants were changed: "
            "grant execute on function public.generation_health() to service_role.",
        )
    return None


# Statuses without a PostgREST error: what Supabase, Cloudflare in front of it, or a proxy says.
_GATEWAY_STATUSES: Mapping[int, tuple[str, str]] = {
    407: ("a proxy wants a user name and password", "Put them into HTTPS_PROXY."),
    429: ("the project asks for fewer requests", "Wait a minute."),
    521: ("the project's servers are down", "It is paused, restoring or unwell: look at its dashboard."),
    522: ("the project's servers do not answer", "It is starting or overloaded: look at its dashboard."),
    523: ("the project's servers cannot be reached", "It is paused or being moved: look at its dashboard."),
    525: (
        "the address has no working certificate",
        "For a custom domain: finish its set-up in the dashboard.",
    ),
    526: ("the address has no valid certificate", "For a custom domain: finish its set-up in the dashboard."),
    530: ("the address leads nowhere", "The project is deleted, or the custom domain is not active."),
    544: ("the project took too long", "It is overloaded or starting: look at its dashboard."),
}


def _by_status(status: int, said: str, access: Access) -> Check:
    if status == 540:  # noqa: PLR2004 - Supabase's own status for a paused project
        return _paused(access)
    if status == 402:  # noqa: PLR2004 - Supabase's status for a restricted project
        return _restricted(said)
    if status in _GATEWAY_STATUSES:
        message, action = _GATEWAY_STATUSES[status]
        return Check("database", "FAIL", f"{message} (HTTP {status})", action)
    if status >= 500:  # noqa: PLR2004 - HTTP's server errors
        return Check(
            "database", "FAIL", f"the project or what stands before it is unwell (HTTP {status})",
            "Try again in a moment; if it stays, look at the project's dashboard.",
        )  # fmt: skip
    if status in (401, 403):
        return _key(
            f"{access.url} answers HTTP {status} in words of its own.{access.whose}",
            f"Take the secret key of this very project from {access.keys_page}; if it is that one, a proxy "
            "or a firewall on the way refuses the request.",
        )
    return Check(
        "database", "FAIL", f"{access.url} answers HTTP {status}, and not as a Supabase project does",
        "A proxy, a firewall or another web server is there: check SUPABASE_URL; for a custom domain, that "
        "it leads to this project.",
    )  # fmt: skip


def _paused(access: Access) -> Check:
    ref = project_of(access.url)
    where = f"https://supabase.com/dashboard/project/{ref}" if ref else "the dashboard"
    return Check(
        "database", "FAIL", "the project is paused",
        f"Restore it at {where}. Free projects are paused when nobody uses them for a while.",
    )  # fmt: skip


def _restricted(said: str) -> Check:
    why = "a bill is overdue" if "overdue" in said else "its organisation is over a limit of its plan"
    return Check(
        "database", "FAIL", f"Supabase has restricted the project: {why}",
        "See the organisation's usage and billing in the dashboard.",
    )  # fmt: skip
