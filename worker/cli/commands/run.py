"""rapport run: the worker."""

from typing import Annotated

import typer

from worker.cli.app import app
from worker.cli.session import environment, wait_for
from worker.clock import SystemClock
from worker.settings import worker_settings


@app.command(epilog="Examples: rapport run | rapport run --drain")
def run(
    *,
    drain: Annotated[
        bool, typer.Option("--drain", help="End when nothing is left: 0, or 3 if something failed.")
    ] = False,
) -> int:
    """Work on jobs until told to stop (SIGTERM or SIGINT: finish or hand back what is in hand)."""
    from worker.jobs.supervisor import run as run_worker  # noqa: PLC0415 - imports every client

    clock = SystemClock()
    return wait_for(run_worker(worker_settings(environment(), now=clock.now()), clock, drain=drain))
