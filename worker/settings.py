"""The environment, read once at the edge and passed in as one frozen value.

The edge is worker/cli; nothing below it reads os.environ. All faults are reported at once. Keys are
SecretStr: they do not print. Tested in tests/unit/test_settings.py.
"""

import ipaddress
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import BaseModel, ConfigDict, SecretStr

from worker.addresses import address_fault, claude_address_fault, shown
from worker.credentials import claude_key_fault, service_key_fault
from worker.errors import SettingsError

ClaudeMode = Literal["live", "simulated"]

# Sent to the simulator in place of a key, so that the user's own never leaves for it.
SIMULATED_KEY = "simulated-no-key"
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("0", "false", "no", "off")
_ADDRESS_NAMES = ("SUPABASE_URL", "NEXT_PUBLIC_SUPABASE_URL")
_KEY_NAMES = ("SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_SECRET_KEY")
_PUBLIC_NAMES = (
    "SUPABASE_ANON_KEY",
    "SUPABASE_PUBLISHABLE_KEY",
    "NEXT_PUBLIC_SUPABASE_ANON_KEY",
    "NEXT_PUBLIC_SUPABASE_PUBLISHABLE_KEY",
)


class DatabaseSettings(BaseModel):
    """Where the project is and the key that may do everything there."""

    model_config = ConfigDict(frozen=True)

    supabase_url: str
    service_key: SecretStr


class Settings(DatabaseSettings):
    """What the worker needs.

    Units: *_seconds are seconds. concurrency: conversations at work at once in this process. max_calls: calls
    to Claude in flight at once in this process.
    """

    claude: ClaudeMode
    anthropic_api_key: SecretStr
    anthropic_base_url: str | None  # None: the SDK's own default, the real API
    lease_seconds: float = (
        75.0  # a dead worker's item is back within this and one sweep (reliability.md rule 3)
    )
    poll_seconds: float = 5.0  # the longest a lost Realtime event may cost (reliability.md rule 1)
    grace_seconds: float = 20.0  # under the 30 s most hosts give between SIGTERM and SIGKILL
    concurrency: int = 8
    max_calls: int = 16
    batch_poll_seconds: float = 60.0  # most batches end within an hour; a minute more is not felt
    batch_gather_seconds: float = 60.0  # for items that are still being written live; nor is this
    realtime: bool = True
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    health_port: int | None = None  # where /healthz is served; None: nowhere
    health_host: str = "127.0.0.1"  # 0.0.0.0 where the platform asks from outside the machine

    @property
    def method(self) -> Literal["claude_api", "simulated"]:
        """generation_method of what this worker writes; the Claude mode alone decides it."""
        return "claude_api" if self.claude == "live" else "simulated"


def read_environment(environ: Mapping[str, str], folder: Path) -> dict[str, str]:
    """`environ` over what `folder`/.env sets; an empty value counts as unset in both."""
    from_file = {name: value for name, value in dotenv_values(folder / ".env").items() if value}
    return from_file | {name: value for name, value in environ.items() if value}


def name_of_key(environ: Mapping[str, str]) -> str | None:
    """The variable the service key is taken from: the first that is set; None when none is."""
    return next((name for name in _KEY_NAMES if environ.get(name)), None)


def database_settings(environ: Mapping[str, str], *, now: datetime | None = None) -> DatabaseSettings:
    """The part of the settings every command needs.

    Args:
        environ: what was set.
        now: the wall clock, to see that a key has expired; None leaves that to the server.

    Raises:
        SettingsError: naming everything missing or wrong at once.
    """
    faults: list[str] = []
    url, key = _database(environ, faults, now)
    _raise(faults)
    return DatabaseSettings(supabase_url=url, service_key=SecretStr(key))


def worker_settings(environ: Mapping[str, str], *, now: datetime | None = None) -> Settings:
    """All settings of `rapport run`. Args and Raises as database_settings.

    Raises:
        SettingsError: naming everything missing or wrong at once.
    """
    faults: list[str] = []
    url, key = _database(environ, faults, now)
    mode, api_key, base_url = _claude(environ, url, faults)
    level = environ.get("RAPPORT_LOG", "info").lower()
    if level not in ("debug", "info", "warning", "error"):
        faults.append(f"RAPPORT_LOG is {level!r}; it takes debug, info, warning or error")
        level = "info"
    numbers = {
        "lease_seconds": _number(environ, "RAPPORT_LEASE_SECONDS", 75, 2, 600, faults),
        "poll_seconds": _number(environ, "RAPPORT_POLL_SECONDS", 5, 0.1, 60, faults),
        "grace_seconds": _number(environ, "RAPPORT_GRACE_SECONDS", 20, 0, 600, faults),
        "batch_poll_seconds": _number(environ, "RAPPORT_BATCH_POLL_SECONDS", 60, 0.1, 3600, faults),
        "batch_gather_seconds": _number(environ, "RAPPORT_BATCH_GATHER_SECONDS", 60, 0, 3600, faults),
        "concurrency": _whole(environ, "RAPPORT_CONCURRENCY", 8, 1, 200, faults),
        "max_calls": _whole(environ, "RAPPORT_MAX_CALLS", 16, 1, 1000, faults),
    }
    realtime = _boolean(environ, "RAPPORT_REALTIME", default=True, faults=faults)
    health_host = environ.get("RAPPORT_HEALTH_HOST", "127.0.0.1")
    if not _is_address(health_host):
        faults.append(
            f"RAPPORT_HEALTH_HOST is {health_host!r}; it takes an IP address: 127.0.0.1, 0.0.0.0 or ::"
        )
    health_port = (
        _whole(environ, "RAPPORT_HEALTH_PORT", 0, 1, 65_535, faults)
        if environ.get("RAPPORT_HEALTH_PORT")
        else None
    )
    _raise(faults)
    return Settings.model_validate(
        {
            "supabase_url": url,
            "service_key": key,
            "claude": mode,
            "anthropic_api_key": api_key,
            "anthropic_base_url": base_url,
            "realtime": realtime,
            "log_level": level,
            "health_host": health_host,
            "health_port": health_port,
            **numbers,
        }
    )


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True


def is_loopback(url: str) -> bool:
    """Whether a URL's host is this machine: localhost, a name below it, or any address of 127/8 and ::1."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        return False
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")


def _raise(faults: list[str]) -> None:
    if faults:
        raise SettingsError(
            "The settings are not complete: " + "; ".join(faults) + ".",
            hint="Set them in the environment or in .env; .env.example says what each is, "
            "`rapport local env` prints those of the local stack.",
        )


def _database(environ: Mapping[str, str], faults: list[str], now: datetime | None) -> tuple[str, str]:
    address_name = next((name for name in _ADDRESS_NAMES if environ.get(name)), _ADDRESS_NAMES[0])
    url = environ.get(address_name, "").rstrip("/")
    if not url:
        faults.append("SUPABASE_URL is missing")
    elif (fault := address_fault(url, name=address_name)) is not None:
        faults.append(f"{address_name} {fault}")
        url = ""
    name = name_of_key(environ)
    if name is None:
        public = [name for name in _PUBLIC_NAMES if environ.get(name)]
        faults.append(
            "SUPABASE_SERVICE_ROLE_KEY (or SUPABASE_SECRET_KEY) is missing"
            + (f"; {public[0]} is the public key, the worker needs the secret one" if public else "")
        )
        return url, ""
    key = environ[name]
    local = bool(url) and is_loopback(url)
    if (fault := service_key_fault(key, name=name, address=url, local=local, now=now)) is not None:
        faults.append(f"{name} {fault}")
    return url, key


def _claude(environ: Mapping[str, str], url: str, faults: list[str]) -> tuple[str, str, str | None]:
    mode = environ.get("RAPPORT_CLAUDE", "live")
    key = environ.get("ANTHROPIC_API_KEY", "")
    base_url = environ.get("ANTHROPIC_BASE_URL") or None
    if mode == "simulated":
        if base_url is None or not is_loopback(base_url):
            faults.append(
                "RAPPORT_CLAUDE=simulated needs ANTHROPIC_BASE_URL on this machine, not "
                + ("unset" if base_url is None else shown(base_url))
            )
        if url and not is_loopback(url):
            faults.append(
                f"RAPPORT_CLAUDE=simulated writes only to a local database, and SUPABASE_URL is {url}"
            )
        return mode, SIMULATED_KEY, base_url
    if mode != "live":
        faults.append(f"RAPPORT_CLAUDE is {mode!r}; it takes live or simulated")
        return "live", key, base_url
    if not key:
        faults.append(
            "ANTHROPIC_API_KEY is missing (or set RAPPORT_CLAUDE=simulated and ANTHROPIC_BASE_URL to work "
            "with the simulator)"
        )
    elif (fault := claude_key_fault(key, name="ANTHROPIC_API_KEY")) is not None:
        faults.append(f"ANTHROPIC_API_KEY {fault}")
    if base_url is not None and is_loopback(base_url):
        faults.append(
            f"ANTHROPIC_BASE_URL is {shown(base_url)}, on this machine, while RAPPORT_CLAUDE is live; unset "
            "it, or set RAPPORT_CLAUDE=simulated"
        )
    elif base_url and (fault := claude_address_fault(base_url, name="ANTHROPIC_BASE_URL")) is not None:
        faults.append(f"ANTHROPIC_BASE_URL {fault}")
    return mode, key, base_url


def _number(
    environ: Mapping[str, str], name: str, default: float, least: float, most: float, faults: list[str]
) -> float:
    text = environ.get(name)
    if text is None:
        return default
    try:
        value = int(text) if isinstance(default, int) and text.strip().lstrip("-").isdigit() else float(text)
    except ValueError:
        value = float("nan")
    if not least <= value <= most:
        faults.append(f"{name} is {text!r}; it takes a number from {least:g} to {most:g}")
        return default
    return value


def _whole(
    environ: Mapping[str, str], name: str, default: int, least: int, most: int, faults: list[str]
) -> int:
    value = _number(environ, name, default, least, most, faults)
    if value != int(value):
        faults.append(f"{name} is {environ[name]!r}; it takes a whole number")
    return int(value)


def _boolean(environ: Mapping[str, str], name: str, *, default: bool, faults: list[str]) -> bool:
    text = environ.get(name, "").lower()
    if text in _TRUE or text in _FALSE:
        return text in _TRUE
    if text:
        faults.append(f"{name} is {text!r}; it takes true or false")
    return default
