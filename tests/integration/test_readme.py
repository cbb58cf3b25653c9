"""README.md, word for word: its commands and snippets are run as printed, three processes side by side."""

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.node import NODE, environment, node_modules
from tests.readme import SUPABASE_JS, hosted_commands, snippet
from worker.local.postgres import free_port
from worker.local.stack import remove_data

# Seconds a command of the README may take; none takes a tenth of it.
PATIENCE = 120


@dataclass
class Terminal:
    """A command that keeps running, with what it has printed so far."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)
    _reading: threading.Thread | None = None

    def wait_for(self, words: str) -> None:
        """Return once a line with these words was printed; fail when the process ends before."""
        seen = threading.Event()

        def read() -> None:
            for line in self.process.stdout or ():
                self.lines.append(line)
                if words in line:
                    seen.set()
            seen.set()

        self._reading = threading.Thread(target=read, daemon=True)
        self._reading.start()
        assert seen.wait(PATIENCE), f"{words!r} was not printed: {self.lines}"
        assert self.process.poll() is None, self.lines

    def stop(self) -> int:
        """Ctrl-C; the exit code."""
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(PATIENCE)
        if self._reading is not None:
            self._reading.join(PATIENCE)
        if self.process.stdout is not None:
            self.process.stdout.close()
        return code


@dataclass
class Terminals:
    """`rapport local` and `rapport run` side by side. settings: what `rapport local env` printed."""

    folder: Path
    settings: dict[str, str]

    def rapport(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run one command of ours to its end, with the settings in .env as the README has it."""
        return subprocess.run(
            [sys.executable, "-m", "worker", *arguments],
            cwd=self.folder, env=bare_environment(), capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False,
        )  # fmt: skip


def bare_environment() -> dict[str, str]:
    """What a new terminal has: no settings of ours."""
    return {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ}


def open_terminal(folder: Path, *arguments: str) -> Terminal:
    """Start one of our commands and leave it running."""
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "worker", *arguments],
        cwd=folder, env=bare_environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, text=True,
    )  # fmt: skip
    return Terminal(process)


@pytest.fixture(scope="module")
def terminals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminals]:
    """The README's first two terminals, on ports and folders of their own."""
    folder = tmp_path_factory.mktemp("newcomer")
    data = folder / "stack"
    ports = [f"--{name}={free_port()}" for name in ("port", "db-port", "claude-port")]
    stack = open_terminal(folder, "local", f"--data-dir={data}", *ports, "--tokens-per-second=20000")
    try:
        stack.wait_for("Ctrl-C stops it")
        found = Terminals(folder, {})
        printed = found.rapport("local", "env", f"--data-dir={data}").stdout
        (folder / ".env").write_text(printed, encoding="utf-8")
        found.settings |= dict(line.split("=", 1) for line in printed.splitlines())
        worker = open_terminal(folder, "run")
        worker.wait_for("worker_started")
        yield found
        assert worker.stop() == 0
    finally:
        assert stack.stop() == 0
        remove_data(data)


def test_env_prints_what_clients_and_worker_need(terminals: Terminals) -> None:
    """Eight dotenv lines: the stack, the simulator, the demo manager."""
    assert list(terminals.settings) == [
        "SUPABASE_URL", "SUPABASE_ANON_KEY", "SUPABASE_SERVICE_ROLE_KEY", "SUPABASE_DB_URL", "RAPPORT_CLAUDE",
        "ANTHROPIC_BASE_URL", "RAPPORT_DEMO_EMAIL", "RAPPORT_DEMO_PASSWORD",
    ]  # fmt: skip


def test_supabase_js_follows_a_job_to_its_end(terminals: Terminals) -> None:
    """Sign in, subscribe, insert, watch: the printed snippet ends by itself with the conversation done."""
    script = terminals.folder / "watch.mjs"
    script.write_text(snippet("js"), encoding="utf-8")
    (terminals.folder / "node_modules").symlink_to(node_modules(SUPABASE_JS))
    done = subprocess.run(
        [str(NODE), "--env-file=.env", "watch.mjs"],
        cwd=terminals.folder, env=environment(), capture_output=True, text=True, stdin=subprocess.DEVNULL,
        timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "1 of 1 done" in done.stdout
    assert re.search(r"fp_david_014 running annotating", done.stdout), done.stdout


def test_psql_inserts_a_batch(terminals: Terminals) -> None:
    """The SQL as printed, in the wheel's own psql; the returned row tells what will happen."""
    data = terminals.folder / "stack"
    done = terminals.rapport("local", "psql", f"--data-dir={data}", "--", "-c", snippet("sql"))
    assert done.returncode == 0, done.stderr
    assert "INSERT 0 1" in done.stdout
    assert "queued" in done.stdout
    number = re.search(r"^\s*(\d+) \|", done.stdout, flags=re.MULTILINE)
    assert number is not None
    watched = terminals.rapport("jobs", "watch", number.group(1))
    assert watched.returncode == 0, watched.stdout + watched.stderr
    assert "SIMULATED" in watched.stdout


def test_command_line_creates_watches_and_shows(terminals: Terminals) -> None:
    """--watch ends in a summary; show prints the sentences and says what may be trusted."""
    created = terminals.rapport("jobs", "create", "--single", "fp_marcus_011", "--watch")
    assert created.returncode == 0, created.stdout + created.stderr
    assert "1 completed, 0 failed" in created.stdout
    shown = terminals.rapport("show", "fp_marcus_011", "--annotations")
    assert "SIMULATED" in shown.stdout
    assert "not ready for training" in shown.stdout
    listed = terminals.rapport("jobs", "list")
    assert "completed" in listed.stdout


def test_the_steps_for_a_hosted_project_work_in_their_order(terminals: Terminals) -> None:
    """Doctor, member, paid call, first capped conversation: as printed, for the address that has signed up.

    Here Claude is simulated, so the paid call says that nothing was paid, and nobody is asked.
    """
    email = terminals.settings["RAPPORT_DEMO_EMAIL"]
    said = []
    for program, *words in hosted_commands():
        assert program == "rapport"
        done = terminals.rapport(*(email if word == "you@example.org" else word for word in words))
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        said.append(done.stdout)
    checked, added, paid, created = said
    assert "FAIL" not in checked
    assert f"{email} is manager now" in added
    assert "nothing was paid" in paid
    assert "1 completed, 0 failed" in created


def test_python_inserts_what_is_left(terminals: Terminals) -> None:
    """The Python snippet as printed, as the demo manager: process_all takes the rest of the template."""
    done = subprocess.run(
        [sys.executable, "-c", snippet("python")],
        cwd=terminals.folder, env=bare_environment() | terminals.settings, capture_output=True, text=True,
        stdin=subprocess.DEVNULL, timeout=PATIENCE, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    number = done.stdout.split()[0]
    watched = terminals.rapport("jobs", "watch", number)
    assert watched.returncode == 0, watched.stdout + watched.stderr


def test_three_stupid_things_get_an_answer(terminals: Terminals) -> None:
    """An unknown id, a job that is not there, two ways at once: what was wrong, and what to do."""
    unknown = terminals.rapport("jobs", "create", "--single", "fp_nobody_999")
    assert unknown.returncode == 1
    assert "fp_nobody_999" in unknown.stderr
    missing = terminals.rapport("jobs", "watch", "999")
    assert missing.returncode == 1
    assert "rapport jobs list" in missing.stderr
    both = terminals.rapport("jobs", "create", "--all", "--single", "fp_marcus_011")
    assert both.returncode == 2
    assert "exactly one" in both.stderr


def test_doctor_finds_a_healthy_project(terminals: Terminals) -> None:
    """Every check is ok on the local stack with a worker at work."""
    done = terminals.rapport("doctor")
    assert done.returncode == 0, done.stdout
    assert "FAIL" not in done.stdout
    assert "warn" not in done.stdout
