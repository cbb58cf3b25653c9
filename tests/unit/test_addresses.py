"""worker/addresses.py: each wrong address people paste is named, with the one to paste instead."""

import pytest

from tests.unit.pasted import CLAUDE, PASSWORD, PROJECT, REF, SECRET, legacy
from worker.addresses import address_fault, claude_address_fault, project_of, shown

NAME = "SUPABASE_URL"


@pytest.mark.parametrize(
    "address",
    [
        f"https://supabase.com/dashboard/project/{REF}",
        f"https://supabase.com/dashboard/project/{REF}/settings/api-keys",
        f"https://app.supabase.com/project/{REF}",
        f"postgresql://postgres:{PASSWORD}@db.{REF}.supabase.co:5432/postgres",
        f"postgres://postgres.{REF}:{PASSWORD}@aws-0-eu-central-1.pooler.supabase.com:6543/postgres",
        f"postgresql://postgres.{REF}:{PASSWORD}/@:x@aws-1-us-east-1.pooler.supabase.com:5432/postgres?sslmode=require",
        f"https://db.{REF}.supabase.co",
        f"https://db.{REF}.supabase.co:5432",
        f"https://{REF}.functions.supabase.co",
        f"https://{REF}.storage.supabase.co/storage/v1",
        f"https://{REF}.supabase.com",
        f"https://{REF}.supabase.io",
        f"http://{REF}.supabase.co",
        f"https://{REF}.supabase.co/rest/v1",
        f"https://{REF}.supabase.co/auth/v1/",
        f"https://{REF}.supabase.co?apikey={SECRET}",
        f"https://{REF}.supabase.co#/",
        f"https://{REF}.supabase.co:6543",
        f"https://postgres:{PASSWORD}@{REF}.supabase.co",
        f"{REF}.supabase.co",
        REF,
    ],
)
def test_what_names_the_project_is_answered_with_its_address(address: str) -> None:
    """Dashboard, database, pooler, functions, a path, http: the right address stands in the message."""
    fault = address_fault(address.rstrip("/"), name=NAME)
    assert fault is not None
    assert PROJECT in fault
    assert PASSWORD not in fault
    assert SECRET not in fault


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://aws-0-eu-central-1.pooler.supabase.com:6543", "connection pooler"),
        ("https://supabase.com/dashboard", "dashboard's address"),
        ("https://api.supabase.com/v1/projects", "management API"),
        ("https://api.anthropic.com", "Anthropic's address"),
        (legacy(), "holds a key, not an address"),
        (SECRET, "holds a key, not an address"),
        (CLAUDE, "holds a key, not an address"),
        (PASSWORD, "no http(s) address"),
        (f"postgres://{PASSWORD}", "a database's connection string; paste the project's URL"),
        ("127.0.0.1:54321", "no http(s) address"),
        ("https://", "no http(s) address"),
        ("https://127.0.0.1:port", "no http(s) address"),
        ("ftp://files.example-bank.com", "no http(s) address"),
        (f'"{PROJECT}"', "quotes around it"),
        (f"{PROJECT} ", "before or after it"),
        (f"https://{REF} .supabase.co", "in it"),
        (f"{NAME}={PROJECT}", "its own name"),
        ("https://your-project.supabase.co", "placeholder"),
        ("https://your-project-ref.supabase.co", "placeholder"),
        ("https://<ref>.supabase.co", "placeholder"),
        ("https://[ref].supabase.co", "placeholder"),
        ("https://xyzcompany.supabase.co", "placeholder"),
        ("https://xxxxxxxx.supabase.co", "placeholder"),
        ("https://....supabase.co", "shortened or hidden"),
        (
            "https://api.example-bank.com/supabase",
            "without a path (no /rest/v1): https://api.example-bank.com",
        ),
    ],
)
def test_what_does_not_name_the_project_is_named_itself(address: str, words: str) -> None:
    """No guess is made; neither a key nor a password that stands there is repeated."""
    fault = address_fault(address, name=NAME)
    assert fault is not None
    assert words in fault
    for secret in (legacy(), SECRET, CLAUDE, PASSWORD):
        assert secret[-7:] not in fault


@pytest.mark.parametrize(
    "address",
    [
        PROJECT,
        f"{PROJECT}:443",
        "https://rapport.supabase.co",
        "https://api.example-bank.com",
        "https://supabase.internal:8443",
        "http://kong:8000",
        "http://192.168.1.20:8000",
        "http://127.0.0.1:54321",
        "http://localhost:54321",
        "http://[::1]:54321",
    ],
)
def test_a_right_address_passes(address: str) -> None:
    """Hosted, vanity, custom domain, one's own server by http (the doctor warns), local stacks."""
    assert address_fault(address, name=NAME) is None


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("https://api.anthropic.com/v1", "ends in /v1"),
        ("https://api.anthropic.com/v1/", "ends in /v1"),
        ("http://api.anthropic.com", "the API is at https"),
        (PROJECT, "an address of Supabase's"),
        ("api.anthropic.com", "no http(s) address"),
        (CLAUDE, "no http(s) address"),
    ],
)
def test_a_wrong_address_for_claude_is_named(address: str, words: str) -> None:
    """The path the SDK adds by itself, http, the other variable's value."""
    fault = claude_address_fault(address, name="ANTHROPIC_BASE_URL")
    assert fault is not None
    assert words in fault


@pytest.mark.parametrize("address", ["https://api.anthropic.com", "https://gateway.example-bank.com/claude"])
def test_a_right_address_for_claude_passes(address: str) -> None:
    """The API's own, or a gateway's with a path before it."""
    assert claude_address_fault(address, name="ANTHROPIC_BASE_URL") is None


def test_an_address_is_shown_without_what_may_be_secret_in_it() -> None:
    """Scheme, host and port; nothing of a value that is no address."""
    assert shown(f"https://ana:{PASSWORD}@host:8443/{PASSWORD}?k={PASSWORD}") == "https://host:8443"
    assert shown(PASSWORD) == "no http(s) address"


def test_only_a_hosted_address_names_its_project() -> None:
    """A vanity or custom domain does not say which project it is of."""
    assert project_of(PROJECT) == REF
    assert project_of("https://rapport.supabase.co") is None
    assert project_of("https://api.example-bank.com") is None
