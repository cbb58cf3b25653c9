"""The addresses of databases that people paste: which are taken, and what the others are told."""

import pytest

from worker.cli.app import run
from worker.database.address import AddressError, connect, database_address
from worker.errors import SettingsError

SESSION = "postgresql://postgres.abcdefghij:pa55word@aws-0-eu-central-1.pooler.supabase.com:5432/postgres"
DIRECT = "postgresql://postgres:pa55word@db.abcdefghij.supabase.co:5432/postgres"


@pytest.mark.parametrize("address", [SESSION, DIRECT, "host=127.0.0.1 port=54322 user=postgres password=x"])
def test_session_pooler_and_direct_are_taken(address: str) -> None:
    """As Studio gives them, and in libpq's own form; --db-url wins over the environment."""
    assert database_address({"SUPABASE_DB_URL": address}, None) == address
    assert database_address({"SUPABASE_DB_URL": "postgresql://elsewhere/postgres"}, address) == address


@pytest.mark.parametrize(
    ("address", "fault"),
    [
        ("", "SUPABASE_DB_URL is missing"),
        ("https://abcdefghij.supabase.co", "is a web address"),
        (DIRECT.replace("pa55word", "[YOUR-PASSWORD]"), r"still holds \[YOUR-PASSWORD\]"),
        (SESSION.replace(":5432", ":6543"), "transaction pooler"),
        (DIRECT.replace(":5432", ":6543"), "transaction pooler"),
        ("postgresql://postgres:word@pa55@db.x.supabase.co:5432/postgres", "cannot be read"),
        ("postgresql://postgres:pa55/word@db.x.supabase.co:5432/postgres", "cannot be read"),
        ("postgresql://postgres:pa55%word@db.x.supabase.co:5432/postgres", "cannot be read"),
        ("pa55word", "cannot be read"),
        ("postgresql:///postgres", "names no host"),
    ],
)
def test_what_cannot_work_is_said_before_anything_is_sent(address: str, fault: str) -> None:
    """Each with what to do, and the password never in the message."""
    with pytest.raises(SettingsError, match=fault) as caught:
        database_address({"SUPABASE_DB_URL": address}, None)
    assert caught.value.hint
    assert "pa55" not in str(caught.value)


def test_a_closed_port_is_said() -> None:
    """Nobody listens: the address's fault, not a traceback."""
    with pytest.raises(AddressError, match="lets nobody in") as caught:
        connect("postgresql://postgres:pa55word@127.0.0.1:1/postgres")
    assert "paused" in caught.value.hint
    assert "pa55word" not in str(caught.value)


def test_the_command_ends_with_78_when_the_address_is_missing(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: object
) -> None:
    """As for every other setting."""
    monkeypatch.chdir(str(tmp_path))
    monkeypatch.delenv("SUPABASE_DB_URL", raising=False)
    assert run(["db", "status"]) == 78
    assert "SUPABASE_DB_URL is missing" in capsys.readouterr().err
