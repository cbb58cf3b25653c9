"""The address of a project's Postgres, as people paste it, and the connection to it.

Tells apart what is not an address of the kind we need before anything is sent, and what a refused connection
means. Never repeats the address: it holds the password. Tested in tests/unit/test_database_address.py.
"""

from collections.abc import Mapping
from typing import Final

import psycopg
from psycopg.conninfo import conninfo_to_dict

from worker.errors import RapportError, SettingsError

TRANSACTION_POOLER_PORT: Final = "6543"
"""Where Supabase's pooler lends a connection for one transaction only, by Studio's Connect."""
CONNECT_SECONDS: Final = 15

_WHERE: Final = (
    "Copy it from Studio: Connect, Session pooler (port 5432) or Direct connection, and put in the password "
    "of the database."
)


class AddressError(RapportError):
    """The database's address is right in form, and nobody let us in there; the hint says what to look at."""

    code = "database_address"


def database_address(environ: Mapping[str, str], given: str | None) -> str:
    """The connection string to use: `given`, or SUPABASE_DB_URL.

    Raises SettingsError when it is missing, cannot be read, or leads to a transaction pooler.
    """
    address = (given or environ.get("SUPABASE_DB_URL") or "").strip()
    name = "--db-url" if given else "SUPABASE_DB_URL"
    if not address:
        raise SettingsError("SUPABASE_DB_URL is missing (or give --db-url).", hint=_WHERE)
    if address.startswith(("http://", "https://")):
        raise SettingsError(f"{name} is a web address; it takes the database's, postgresql://….", hint=_WHERE)
    if "[YOUR-PASSWORD]" in address:
        raise SettingsError(f"{name} still holds [YOUR-PASSWORD].", hint=_WHERE)
    parts = _parts(address)
    if parts is None:
        raise SettingsError(
            f"{name} cannot be read as a Postgres address.",
            hint="Characters like @ : / % in the password are written %40 %3A %2F %25. " + _WHERE,
        )
    if not parts.get("host") and not parts.get("hostaddr"):
        raise SettingsError(f"{name} names no host.", hint=_WHERE)
    if parts.get("port") == TRANSACTION_POOLER_PORT:
        raise SettingsError(
            f"{name} leads to the transaction pooler (port {TRANSACTION_POOLER_PORT}), which lends a "
            "connection for one transaction only: the lock that keeps two migrates apart would not hold.",
            hint="Use the same address with port 5432 (session pooler), or the direct connection.",
        )
    return address


def _parts(address: str) -> dict[str, str] | None:
    """The address's parts by libpq's names; None when it cannot be read.

    A password with an unescaped @ or / spills into host and port, from where messages would repeat it.
    """
    try:
        found = {key: str(value) for key, value in conninfo_to_dict(address).items() if value is not None}
    except psycopg.ProgrammingError:
        return None
    spilt = "@" in found.get("host", "") or not found.get("port", "0").isdigit()
    return None if spilt else found


def connect(address: str) -> psycopg.Connection:
    """An autocommit connection. Raises AddressError, which says what to look at."""
    try:
        return psycopg.connect(
            address,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            prepare_threshold=None,  # poolers may hand the next statement to another server
            application_name="rapport db",
        )
    except psycopg.OperationalError as error:
        raise AddressError(
            f"The database lets nobody in: {_reason(error)}.", hint=_advice(str(error))
        ) from None


def _reason(error: psycopg.OperationalError) -> str:
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return lines[0].rstrip(".") if lines else type(error).__name__


def _advice(message: str) -> str:
    said = message.lower()
    if "password authentication failed" in said:
        return "Check the password (Studio: Database, Settings resets it); the API keys are no passwords."
    if "tenant or user not found" in said:
        return "The pooler wants the user postgres.PROJECT-REF, and the host of the project's own region."
    if any(words in said for words in ("resolve", "name or service", "unreachable", "getaddrinfo")):
        return "Direct connections need IPv6; without it use the session pooler's address (Studio: Connect)."
    if "timeout" in said or "refused" in said:
        return "Is the project paused, or does a network restriction or firewall keep this machine out?"
    return _WHERE
