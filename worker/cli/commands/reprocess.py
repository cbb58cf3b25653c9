"""rapport reprocess: conversations are rebuilt from the answers that were paid for, for nothing."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker.cli.app import app
from worker.cli.selecting import OF_DATASET
from worker.cli.session import wait_for
from worker.cli.starting import start

if TYPE_CHECKING:
    from collections.abc import Sequence


@app.command(epilog="Examples: rapport reprocess ID ID --watch | rapport reprocess --all")
def reprocess(
    ids: Annotated[list[str] | None, typer.Argument(help="Conversations.", metavar="ID…")] = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="Everything that was generated and is not approved.")
    ] = False,
    dataset: Annotated[str | None, OF_DATASET] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the job to its end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the job's row as JSON.")] = False,
) -> int:
    """Check conversations again by this version, from stored answers: no call is made, nothing is paid.

    A worker does it, as any job. What cannot be made whole by today's checks keeps its text, and its item
    says why.
    """
    if bool(ids) == everything:
        raise typer.BadParameter("give ids, or --all for everything generated")
    if ids and dataset is not None:
        raise typer.BadParameter("--dataset goes with --all; ids say their dataset themselves")
    return wait_for(start(_job(ids or (), dataset), follow=watch, as_json=as_json))


def _job(ids: "Sequence[str]", dataset: str | None) -> dict[str, Any]:
    options: dict[str, Any] = {"from_stage": "validate"}
    if dataset is not None:
        options["filter"] = {"dataset_id": dataset}
    job: dict[str, Any] = {"job_type": "process_all", "options": options}
    return {**job, "job_type": "batch", "target_conversation_ids": list(ids)} if ids else job
