"""worker/settings.py: the environment becomes one value, or one message that names every fault."""

import base64
import json
from pathlib import Path

import pytest

from tests.unit.pasted import EXPIRED, NOW, PROJECT, PUBLISHABLE, REF, SECRET, legacy
from worker.errors import SettingsError
from worker.settings import (
    SIMULATED_KEY,
    database_settings,
    read_environment,
    worker_settings,
)


def jwt(role: str) -> str:
    """An unsigned token of that role, in the shape of Supabase's old keys."""
    payload = base64.urlsafe_b64encode(json.dumps({"role": role}).encode()).decode().rstrip("=")
    return f"e30.{payload}.sig"


LOCAL = {
    "SUPABASE_URL": "http://127.0.0.1:54321",
    "SUPABASE_SERVICE_ROLE_KEY": jwt("service_role"),
    "RAPPORT_CLAUDE": "simulated",
    "ANTHROPIC_BASE_URL": "http://127.0.0.1:54323",
}
HOSTED = {
    "SUPABASE_URL": "https://abc.supabase.co",
    "SUPABASE_SECRET_KEY": "sb_secret_x",
    "ANTHROPIC_API_KEY": "sk-ant-mine",
}


def test_nothing_set_names_everything_missing_at_once() -> None:
    """One message lists URL, key and API key, and says how to go on."""
    with pytest.raises(SettingsError) as caught:
        worker_settings({})
    for name in (
        "SUPABASE_URL",
        "SUPABASE_SERVICE_ROLE_KEY",
        "ANTHROPIC_API_KEY",
        "RAPPORT_CLAUDE=simulated",
    ):
        assert name in str(caught.value)


def test_hosted_is_live_by_default() -> None:
    """Without RAPPORT_CLAUDE the real API is meant, with the SDK's own address."""
    settings = worker_settings(HOSTED)
    assert (settings.claude, settings.method, settings.anthropic_base_url) == ("live", "claude_api", None)
    assert settings.lease_seconds == 75
    assert "sk-ant-mine" not in repr(settings)


def test_health_is_served_only_where_a_port_is_set() -> None:
    """No port, no server; a port alone is this machine's; a host that is no address is named."""
    assert worker_settings(HOSTED).health_port is None
    settings = worker_settings(HOSTED | {"RAPPORT_HEALTH_PORT": "8080"})
    assert (settings.health_host, settings.health_port) == ("127.0.0.1", 8080)
    settings = worker_settings(HOSTED | {"RAPPORT_HEALTH_PORT": "8080", "RAPPORT_HEALTH_HOST": "::"})
    assert settings.health_host == "::"
    with pytest.raises(SettingsError, match="RAPPORT_HEALTH_PORT is '99999'"):
        worker_settings(HOSTED | {"RAPPORT_HEALTH_PORT": "99999"})
    with pytest.raises(SettingsError, match="RAPPORT_HEALTH_HOST is 'everywhere'"):
        worker_settings(HOSTED | {"RAPPORT_HEALTH_HOST": "everywhere"})


def test_simulated_never_sees_the_users_key() -> None:
    """A dummy key is sent to the simulator, whatever ANTHROPIC_API_KEY holds."""
    settings = worker_settings({**LOCAL, "ANTHROPIC_API_KEY": "sk-ant-mine"})
    assert settings.anthropic_api_key.get_secret_value() == SIMULATED_KEY
    assert settings.method == "simulated"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"ANTHROPIC_BASE_URL": ""}, "ANTHROPIC_BASE_URL on this machine"),
        ({"ANTHROPIC_BASE_URL": "https://api.example.com"}, "ANTHROPIC_BASE_URL on this machine"),
        ({"SUPABASE_URL": "https://abc.supabase.co"}, "only to a local database"),
        ({"RAPPORT_CLAUDE": "live"}, "ANTHROPIC_API_KEY is missing"),
        ({"RAPPORT_CLAUDE": "live", "ANTHROPIC_API_KEY": "k"}, "while RAPPORT_CLAUDE is live"),
        ({"RAPPORT_CLAUDE": "Live"}, "live or simulated"),
        ({"RAPPORT_LEASE_SECONDS": "1"}, "from 2 to 600"),
        ({"RAPPORT_LEASE_SECONDS": "soon"}, "from 2 to 600"),
        ({"RAPPORT_CONCURRENCY": "8.5"}, "whole number"),
        ({"RAPPORT_MAX_CALLS": "0"}, "from 1 to 1000"),
        ({"RAPPORT_BATCH_GATHER_SECONDS": "3601"}, "from 0 to 3600"),
        (
            {"RAPPORT_CLAUDE": "live", "ANTHROPIC_API_KEY": "k", "ANTHROPIC_BASE_URL": "http://127.0.0.2:1"},
            "while RAPPORT_CLAUDE is live",
        ),
        ({"RAPPORT_REALTIME": "flase"}, "true or false"),
        ({"RAPPORT_LOG": "loud"}, "RAPPORT_LOG"),
        ({"SUPABASE_URL": "127.0.0.1:54321"}, "no http(s) address"),
        ({"SUPABASE_URL": "http://127.0.0.1:54321/rest/v1"}, "without a path"),
        ({"SUPABASE_SERVICE_ROLE_KEY": jwt("anon")}, "public (anon) key"),
        ({"SUPABASE_SERVICE_ROLE_KEY": "sb_publishable_x"}, "public (publishable) key"),
        ({"SUPABASE_SERVICE_ROLE_KEY": jwt("authenticated")}, "signed-in user's token"),
        ({"SUPABASE_SERVICE_ROLE_KEY": "sk-ant-oops"}, "belongs in ANTHROPIC_API_KEY"),
        ({"SUPABASE_SERVICE_ROLE_KEY": "hunter2"}, "neither a service_role JWT"),
    ],
)
def test_each_wrong_value_is_named(change: dict[str, str], words: str) -> None:
    """A wrong value is refused with the name of the variable and what it takes."""
    environ = {name: value for name, value in {**LOCAL, **change}.items() if value}
    with pytest.raises(SettingsError, match=words.replace("(", r"\(").replace(")", r"\)")):
        worker_settings(environ)


def test_public_variables_alone_get_a_clear_word() -> None:
    """Somebody who pasted a front end's variables is told which key is wanted instead."""
    environ = {
        "NEXT_PUBLIC_SUPABASE_URL": "https://abc.supabase.co",
        "NEXT_PUBLIC_SUPABASE_ANON_KEY": jwt("anon"),
    }
    with pytest.raises(SettingsError, match="is the public key, the worker needs the secret one"):
        database_settings(environ)


def test_next_public_url_is_accepted() -> None:
    """The front end's name for the URL serves the worker as well."""
    environ = {"NEXT_PUBLIC_SUPABASE_URL": "https://abc.supabase.co/", "SUPABASE_SECRET_KEY": "sb_secret_x"}
    assert database_settings(environ).supabase_url == "https://abc.supabase.co"


def test_environment_wins_over_the_file(tmp_path: Path) -> None:
    """.env fills what the environment leaves unset or empty."""
    (tmp_path / ".env").write_text("SUPABASE_URL=https://file.example\nRAPPORT_LOG=debug\n")
    environ = read_environment({"SUPABASE_URL": "https://env.example", "RAPPORT_LOG": ""}, tmp_path)
    assert environ == {"SUPABASE_URL": "https://env.example", "RAPPORT_LOG": "debug"}


def test_the_example_file_names_every_setting_with_its_default(tmp_path: Path) -> None:
    """Take the hash from before any line of it: it is read, and changes nothing."""
    example = Path(__file__).parents[2] / ".env.example"
    lines = [line.removeprefix("# ") for line in example.read_text().splitlines() if "RAPPORT_" in line]
    settings = [line for line in lines if line.startswith("RAPPORT_")]
    (tmp_path / ".env").write_text("\n".join(settings))
    environ = read_environment({}, tmp_path)
    assert len(environ) == 11
    assert worker_settings(HOSTED | environ) == worker_settings(HOSTED)


def test_a_password_in_the_address_is_not_repeated() -> None:
    """SUPABASE_DB_URL pasted where SUPABASE_URL belongs: the message shows the host alone."""
    address = "postgresql://postgres:hunter@2@db.abc.supabase.co:5432/postgres"
    with pytest.raises(SettingsError, match=r"https://abc\.supabase\.co") as caught:
        database_settings(HOSTED | {"SUPABASE_URL": address})
    assert "hunter" not in str(caught.value)


def test_every_wrong_value_is_named_in_one_message() -> None:
    """The dashboard's address, the public key and an Admin key at once: three faults, none printed."""
    environ = {
        "SUPABASE_URL": f"https://supabase.com/dashboard/project/{REF}",
        "SUPABASE_SECRET_KEY": PUBLISHABLE,
        "ANTHROPIC_API_KEY": "sk-ant-admin01-Q9pLm2Rt7Xw5",
    }
    with pytest.raises(SettingsError) as caught:
        worker_settings(environ)
    said = str(caught.value)
    assert f"SUPABASE_URL is the dashboard's address; paste {PROJECT}" in said
    assert "SUPABASE_SECRET_KEY holds the public (publishable) key" in said
    assert "ANTHROPIC_API_KEY holds an Admin API key" in said
    assert PUBLISHABLE not in said
    assert "Q9pLm2" not in said


def test_a_fault_bears_the_name_of_the_variable_that_has_it() -> None:
    """The front end's name for the URL was set, so it is the one named."""
    environ = {"NEXT_PUBLIC_SUPABASE_URL": f"{PROJECT}/rest/v1", "SUPABASE_SECRET_KEY": SECRET}
    with pytest.raises(SettingsError, match="NEXT_PUBLIC_SUPABASE_URL has something after the host"):
        database_settings(environ)


def test_an_expired_key_is_refused_by_the_clock_that_is_given() -> None:
    """With the time: refused, with the day. Without: left to the server."""
    environ = {"SUPABASE_URL": PROJECT, "SUPABASE_SERVICE_ROLE_KEY": legacy(expires=EXPIRED)}
    with pytest.raises(SettingsError, match="expired on 2024-02-29"):
        database_settings(environ, now=NOW)
    assert database_settings(environ).supabase_url == PROJECT


def test_a_key_in_the_address_of_claude_is_not_printed() -> None:
    """Neither in live nor in simulated mode."""
    for mode in ("live", "simulated"):
        with pytest.raises(SettingsError) as caught:
            worker_settings(HOSTED | {"RAPPORT_CLAUDE": mode, "ANTHROPIC_BASE_URL": SECRET})
        assert SECRET[-7:] not in str(caught.value)
