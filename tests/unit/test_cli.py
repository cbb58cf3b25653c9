"""The command line's edges: what goes wrong is said in two lines, with the right exit code."""

import subprocess
import sys
from typing import Any

import pytest

from worker.cli import views
from worker.cli.app import run

JOB: dict[str, Any] = {
    "job_number": 12,
    "job_type": "batch",
    "status": "in_progress",
    "status_message": "3 of 8 done, 5 in work; next fp_david_018",
    "cost_usd": 0.21,
    "max_cost_usd": 1.6,
    "estimated_cost_usd": 0.62,
    "eta_at": None,
    "failed_conversations": 0,
}
# Python's own way to look like a deployed worker: the named modules cannot be imported.
WITHOUT_LOCAL = """
import sys
sys.modules |= {name: None for name in ("psycopg", "psycopg_pool", "uvicorn", "starlette", "jwt")}
from worker.cli.app import run
sys.exit(run(sys.argv[1:]))
"""


def test_a_job_in_one_line() -> None:
    """Number, type, status, sentence, money: as schema.md section 5 shows it."""
    assert views.job_line(JOB) == (
        '#12 · batch · in_progress · "3 of 8 done, 5 in work; next fp_david_018" · '
        "$0.210 of $1.60 (estimate $0.620)"
    )


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"status": "completed"}, 0),
        ({"status": "completed", "failed_conversations": 1}, 3),
        ({"status": "failed"}, 3),
        ({"status": "paused"}, 3),
        ({"status": "cancelled"}, 3),
    ],
)
def test_a_followed_job_ends_with_its_own_code(change: dict[str, Any], code: int) -> None:
    """0 only when everything was done; 3 when something failed or waits for a person."""
    assert views.exit_code({**JOB, **change}) == code


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["jobs", "create"], "exactly one of"),
        (["jobs", "create", "--batch"], "needs ids"),
        (["jobs", "create", "--all", "fp_1"], "ids without --batch"),
        (["jobs", "create", "--all", "--tier", "1"], "exactly one of"),
        (["jobs", "create", "--tier", "9"], "1, 2 or 3"),
        (["jobs", "create", "--dataset", "elena"], "exactly one of"),
        (["jobs", "create", "--single", "fp_1", "--dataset", "elena"], "ids say their dataset themselves"),
        (["estimate", "fp_1", "--dataset", "elena"], "ids say their dataset themselves"),
        (["reprocess", "fp_1", "--dataset", "elena"], "ids say their dataset themselves"),
        (["reprocess"], "give ids, or --all"),
        (["members", "add", "a@b.c", "--role", "boss"], "viewer, reviewer or manager"),
        (["reset"], "give ids, or --simulated"),
        (["reset", "fp_1", "--simulated"], "give ids, or --simulated"),
        (["demo", "--max-cost", "2"], "go with --live"),
        (["demo", "--live"], "--max-cost 2"),
        (["doctor", "--yes"], "--yes goes with --paid"),
        (["doctor", "--paid", "--json"], "say --yes beforehand"),
        (["frobnicate"], "frobnicate"),
    ],
)
def test_wrong_usage_is_named(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit code 2 and what to write instead; nothing is asked of any database."""
    assert run(arguments) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("command", [["doctor"], ["show"], ["members", "list"], ["jobs", "list"], ["reset"]])
def test_json_is_asked_for_with_json(command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Every command that prints JSON takes --json, as the examples say."""
    assert run([*command, "--help"]) == 0
    assert "--json " in capsys.readouterr().out


def test_live_demo_needs_a_key_before_anything_starts(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without ANTHROPIC_API_KEY: exit 78, and it says so."""
    monkeypatch.delenv("ANTHROPIC_API_KEY", raising=False)
    assert run(["demo", "--live", "--max-cost", "2"]) == 78
    assert "ANTHROPIC_API_KEY" in capsys.readouterr().err


def test_live_demo_pays_nothing_without_a_terminal_to_ask(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A key and a cap are not enough in a script: --yes is asked for."""
    monkeypatch.setenv("ANTHROPIC_API_KEY", "sk-ant-not-a-key")
    assert run(["demo", "--live", "--max-cost", "2"]) == 1
    assert "--yes" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("arguments", "extra"), [(["local"], "local"), (["db", "status", "--db-url", "postgresql://u@h/d"], "db")]
)
def test_a_deployed_worker_says_which_extra_a_command_needs(arguments: list[str], extra: str) -> None:
    """Without the extra: exit 1 and the line that installs it, no traceback."""
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_LOCAL, *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert f"rapport-worker[{extra}]" in done.stderr
    assert "Traceback" not in done.stderr
