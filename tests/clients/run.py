"""Runs the script with one official client against a stack of its own, and says what was not as expected."""

import asyncio
import json
import subprocess
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from tests.clients.python import Driver
from tests.clients.recorder import Frame, Recorder, Told
from tests.clients.script import STEPS
from tests.clients.step import Step
from tests.node import NODE, environment, node_modules
from tests.readme import SUPABASE_JS
from tests.stack import Database, Stack
from worker.local.keys import Keys

PYTHON: Final = "supabase-py"
JAVASCRIPT: Final = "supabase-js"
_DRIVER: Final = Path(__file__).with_name("drive.mjs")
_SECONDS: Final = 120
"""Far beyond the five that supabase-js takes."""


@dataclass(frozen=True)
class Outcome:
    """One step, what the client was told (data, count, error), and what went over the wire."""

    step: Step
    said: dict[str, Any]
    told: Told
    changes: Sequence[Frame] = ()

    def complaints(self) -> list[str]:
        """What is not as the step expects."""
        found = {name: self._part(name) for name in self.step.expect}
        wrong = [
            f"{name} is {found[name]!r}" for name, want in self.step.expect.items() if found[name] != want
        ]
        refused, meant = self.said["error"] is not None, "code" in self.step.expect
        if refused != meant:
            wrong.append(f"the client says {self.said['error']}")
        return [f"{self.step.who} {self.step.does}: {each}" for each in wrong]

    def _part(self, name: str) -> object:
        head, *path = name.split(".")
        if head == "count":
            return self.said["count"]
        if head == "data":
            return _inside(self.said["data"], path)
        last = self.told.exchanges[-1]
        if head == "range":
            return last.answered.get("content-range")
        return last.status if head == "status" else _inside(last.json, ["code"])


def _inside(found: Any, path: Sequence[str]) -> object:
    for key in path:
        if key == "length":
            found = len(found)
        elif isinstance(found, list):
            found = found[int(key)] if key.isdigit() and int(key) < len(found) else None
        else:
            found = (found or {}).get(key)
    return found


def run_python(database: Database, keys: Keys) -> list[Outcome]:
    """The script with supabase-py."""
    recorder: list[Recorder] = []
    with Stack(database, keys, wrap=lambda app: _recording(app, recorder)) as stack:
        said = asyncio.run(Driver(stack.url, _api_keys(stack)).run(STEPS))
    return _outcomes(said, recorder[0])


def run_javascript(database: Database, keys: Keys, folder: Path) -> list[Outcome]:
    """The script with supabase-js, in an empty folder. Skips the test without the npm registry."""
    (folder / "node_modules").symlink_to(node_modules(SUPABASE_JS))
    (folder / _DRIVER.name).write_text(_DRIVER.read_text())
    recorder: list[Recorder] = []
    with Stack(database, keys, wrap=lambda app: _recording(app, recorder)) as stack:
        wanted = {"url": stack.url, "keys": _api_keys(stack), "steps": [asdict(step) for step in STEPS]}
        (folder / "steps.json").write_text(json.dumps(wanted))
        done = subprocess.run(
            [str(NODE), _DRIVER.name, "steps.json", "said.json"],
            cwd=folder,
            env=environment(),
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=False,
        )
    assert done.returncode == 0, done.stdout + done.stderr
    return _outcomes(json.loads((folder / "said.json").read_text()), recorder[0])


def _recording(app: Any, made: list[Recorder]) -> Recorder:
    made.append(Recorder(app))
    return made[0]


def _api_keys(stack: Stack) -> dict[str, str]:
    return {"anon": stack.publishable_key, "service": stack.secret_key}


def _outcomes(said: Sequence[dict[str, Any]], recorder: Recorder) -> list[Outcome]:
    heard = iter([recorder.changes])
    return [
        Outcome(step, each, told, next(heard) if step.call[0][0] == "heard" else ())
        for step, each, told in zip(STEPS, said, recorder.told[1:], strict=True)
    ]
