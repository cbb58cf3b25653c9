"""The `rapport` command. `main` is the entry point; worker/cli/app.py lists the commands."""

import sys

from worker.cli.app import run


def main() -> None:
    """Run the command line and exit with its code (docs/operations.md lists them)."""
    sys.exit(run(sys.argv[1:]))
