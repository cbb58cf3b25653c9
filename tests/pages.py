"""Writes the generated part of docs/local-stack.md: `python -m tests.pages` (needs the npm registry once)."""

import sys
import tempfile
from pathlib import Path

from tests.clients import page
from tests.clients.refusals import COMPUTED, REFUSED, refuse
from tests.clients.run import run_javascript, run_python
from tests.stack import Stack, TestCluster
from worker import logs
from worker.local.keys import make_keys


def main() -> None:
    """Drive both clients through the script, and send what is refused."""
    logs.configure("warning")
    cluster, keys = TestCluster(), make_keys()
    cluster.start()
    try:
        with cluster.database("seeded") as database:
            python = run_python(database, keys)
        with cluster.database("seeded") as database, tempfile.TemporaryDirectory() as folder:
            javascript = run_javascript(database, keys, Path(folder))
        with cluster.database("seeded") as database, Stack(database, keys) as stack:
            database.connect().execute(COMPUTED)
            refused = [(str(each), refuse(stack, each)) for each in REFUSED]
    finally:
        cluster.destroy()
    complaints = [complaint for outcome in [*python, *javascript] for complaint in outcome.complaints()]
    if complaints:  # a page about wrong answers helps nobody
        sys.exit("\n".join(complaints))
    page.store(page.generated(python, javascript, refused))


if __name__ == "__main__":
    main()
