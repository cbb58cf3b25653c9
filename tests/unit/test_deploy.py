"""What the platforms are told: files that agree with the worker they start and with each other."""

import configparser
import ipaddress
import json
import re
import tomllib
from fnmatch import fnmatch
from typing import Any

import pytest

from tests.stack import PROJECT
from worker import exits
from worker.jobs.health import PATH
from worker.settings import Settings, worker_settings

# Seconds for handing back what is left after the grace: five of asking (worker/jobs/patience.py, STOPPING),
# the rest for cutting calls and closing connections.
HANDING_BACK = 10
HEROKU_SECONDS = 30  # between SIGTERM and SIGKILL, fixed
FLY_MOST_SECONDS = 300
DEFAULT_GRACE = int(Settings.model_fields["grace_seconds"].default)
HOSTED = {
    "SUPABASE_URL": "https://abc.supabase.co",
    "SUPABASE_SECRET_KEY": "sb_secret_x",
    "ANTHROPIC_API_KEY": "k",
}


def text(name: str) -> str:
    """A file of the repository."""
    return (PROJECT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def fly() -> dict[str, object]:
    """fly.toml."""
    return tomllib.loads(text("fly.toml"))


@pytest.fixture(scope="module")
def unit() -> configparser.SectionProxy:
    """The section [Service] of the systemd unit; its keys keep their case."""
    parser = configparser.ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # as configparser documents it
    parser.read_string(text("deploy/rapport.service"))
    return parser["Service"]


def grace(seconds: str) -> float:
    """RAPPORT_GRACE_SECONDS as the worker takes it."""
    return worker_settings(HOSTED | {"RAPPORT_GRACE_SECONDS": seconds}).grace_seconds


def test_fly_waits_longer_than_the_worker_needs(fly: dict[str, object]) -> None:
    """Within what Fly allows, with a signal the worker listens to, and never stopped for being idle."""
    environment = fly["env"]
    assert isinstance(environment, dict)
    assert isinstance(fly["kill_timeout"], int)
    assert (
        grace(environment["RAPPORT_GRACE_SECONDS"]) + HANDING_BACK <= fly["kill_timeout"] <= FLY_MOST_SECONDS
    )
    assert fly["kill_signal"] in ("SIGTERM", "SIGINT")
    assert not {"services", "http_service"} & set(fly)


def test_fly_asks_for_health_where_it_is_served(fly: dict[str, Any]) -> None:
    """Port and path are the worker's, and the address is one Fly can reach."""
    settings = worker_settings(HOSTED | fly["env"])
    check = fly["checks"]["alive"]
    assert (check["type"], check["port"], check["path"]) == ("http", settings.health_port, PATH)
    assert not ipaddress.ip_address(settings.health_host).is_loopback


def test_railway_waits_longer_than_the_worker_needs() -> None:
    """A number (its parser refuses the string its page shows), enough for the grace the docs tell to set."""
    seconds = json.loads(text("railway.json"))["deploy"]["drainingSeconds"]
    told = re.search(r"`RAPPORT_GRACE_SECONDS=(\d+)`", text("docs/hosting.md").partition("**Railway.**")[2])
    assert told is not None
    assert type(seconds) is int
    assert grace(told.group(1)) + HANDING_BACK <= seconds


def test_systemd_waits_longer_than_the_worker_needs(unit: configparser.SectionProxy) -> None:
    """And does not start again what wrong settings end."""
    name, _, seconds = unit["Environment"].partition("=")
    assert name == "RAPPORT_GRACE_SECONDS"
    assert grace(seconds) + HANDING_BACK <= int(unit["TimeoutStopSec"])
    assert int(unit["RestartPreventExitStatus"]) == exits.CONFIG
    assert unit["KillSignal"] in ("SIGTERM", "SIGINT")


def test_the_default_grace_fits_heroku() -> None:
    """Its period cannot be changed."""
    assert DEFAULT_GRACE + HANDING_BACK <= HEROKU_SECONDS


def test_every_platform_starts_the_same_command(unit: configparser.SectionProxy) -> None:
    """`rapport run`, and in the image without a shell between it and the signals."""
    command = re.search(r"^CMD (\[.*\])$", text("deploy/Dockerfile"), re.MULTILINE)
    assert command is not None
    assert json.loads(command.group(1)) == ["rapport", "run"]
    assert text("Procfile").strip() == "worker: rapport run"
    assert unit["ExecStart"].split("/")[-1] == "rapport run"


def test_both_image_platforms_build_the_same_file(fly: dict[str, object]) -> None:
    """One Dockerfile, not at the top, where a platform would take it unasked."""
    build = fly["build"]
    assert isinstance(build, dict)
    paths = {build["dockerfile"], json.loads(text("railway.json"))["build"]["dockerfilePath"]}
    assert paths == {"deploy/Dockerfile"}
    assert not (PROJECT / "Dockerfile").exists()


def test_the_image_is_built_from_what_is_there_and_let_through() -> None:
    """Each copied path exists and passes .dockerignore; keys and the virtual environment do not pass."""
    copied = [
        name
        for line in re.findall(r"^COPY (.*) \S+$", text("deploy/Dockerfile"), re.MULTILINE)
        for name in line.split()
    ]
    ignore = text(".dockerignore").splitlines()
    passes = {line.removeprefix("!") for line in ignore if line.startswith("!")}
    assert "*" in ignore
    assert set(copied) <= passes
    for name in copied:
        assert (PROJECT / name).exists()
    needed = tomllib.loads(text("pyproject.toml"))["project"]
    assert {needed["readme"], *needed["license-files"]} <= set(copied)
    for secret in (".env", ".env.production", ".venv", ".git", ".rapport"):
        assert not any(fnmatch(secret, kept) for kept in passes)


def test_what_is_installed_is_pinned() -> None:
    """requirements.txt is the clone itself under the constraints file, on every platform."""
    lines = [line for line in text("requirements.txt").splitlines() if line and not line.startswith("#")]
    assert lines == ["-c constraints.txt", "."]
