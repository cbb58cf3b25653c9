"""The real Supabase CLI from npm, for tests of the long form and `make types`; nothing of it needs Docker."""

import subprocess
from pathlib import Path

from tests.node import NODE, environment, node_modules
from tests.stack import Database

CLI = "supabase@3.1.0"

_SECONDS = 300
"""A run takes seconds; more means that it hangs."""


def supabase(folder: Path, database: Database, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run it to its end as postgres on a database, in a folder it may write to; fails when it fails."""
    done = subprocess.run(
        [
            str(NODE), str(node_modules(CLI) / "supabase" / "dist" / "supabase.js"), *arguments,
            f"--remote={database.dsn('postgres')}?sslmode=disable",
        ],
        cwd=folder, env=environment(HOME=str(folder), SUPABASE_TELEMETRY_DISABLED="1"),
        stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_SECONDS, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done
