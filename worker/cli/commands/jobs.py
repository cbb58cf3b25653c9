"""rapport jobs: create, watch, list."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker import exits
from worker.cli import views, watching
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, console, open_desk, print_json, wait_for
from worker.clock import SystemClock
from worker.errors import RapportError

if TYPE_CHECKING:
    from worker.jobs.desk import Row

group = typer.Typer(no_args_is_help=True, help="Create generation jobs and follow them.")
app.add_typer(group, name="jobs")


@group.command(
    epilog="Examples: rapport jobs create --single ID --watch | rapport jobs create --batch ID ID | "
    "rapport jobs create --all --max-cost 5"
)
def create(
    *,
    single: Annotated[str | None, typer.Option(help="Generate this one conversation.", metavar="ID")] = None,
    batch: Annotated[
        bool, typer.Option("--batch", help="Generate the conversations named after it, in one job.")
    ] = False,
    everything: Annotated[
        bool, typer.Option("--all", help="Generate everything planned and in no live job.")
    ] = False,
    ids: Annotated[list[str] | None, typer.Argument(help="Ids for --batch.", metavar="ID…")] = None,
    max_cost: Annotated[
        float | None, typer.Option(help="Hard cap in US dollars; twice the estimate when not given.")
    ] = None,
    preset: Annotated[str | None, typer.Option(help="best, balanced (default) or cheapest.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Regenerate conversations that exist already.")
    ] = False,
    note: Annotated[str | None, typer.Option(help="A word on what the job is for.")] = None,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the job to its end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the job's row as JSON.")] = False,
) -> int:
    """Insert one generation job; a running worker starts on it at once."""
    if sum((single is not None, batch, everything)) != 1:
        raise typer.BadParameter("give exactly one of --single ID, --batch ID… and --all")
    if batch and not ids:
        raise typer.BadParameter("--batch needs ids: rapport jobs create --batch ID ID")
    if ids and not batch:
        raise typer.BadParameter("ids without --batch; for one conversation: --single ID")
    options: dict[str, Any] = {}
    if preset is not None:
        options["preset"] = preset
    if replace:
        options["existing"] = "replace"
    row: dict[str, Any] = {"job_type": "process_all" if everything else "batch" if batch else "single"}
    if not everything:
        row["target_conversation_ids"] = ids if batch else [single]
    row |= {"options": options} if options else {}
    row |= {"max_cost_usd": max_cost} if max_cost is not None else {}
    row |= {"note": note} if note is not None else {}
    return wait_for(_create(row, follow=watch, as_json=as_json))


@group.command(epilog="Example: rapport jobs watch 12")
def watch(
    number: Annotated[int, typer.Argument(help="The job's number.")],
    *,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Follow a job to its end. Exits 3 when something in it failed."""
    return wait_for(_watch(number, as_json=as_json))


@group.command("list", epilog="Example: rapport jobs list --limit 5 --json")
def list_jobs(
    *,
    limit: Annotated[int, typer.Option(help="How many, newest first.", min=1, max=1000)] = 20,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """List jobs, newest first."""
    return wait_for(_list(limit, as_json=as_json))


async def _create(row: "Row", *, follow: bool, as_json: bool) -> int:
    desk = await open_desk()
    try:
        job = await desk.create_job(row)
        if as_json and not follow:
            print_json(job)
            return exits.OK
        if not as_json:
            console().print(views.job_line(job), soft_wrap=True)
        if not follow:
            console().print(f"Follow it with: rapport jobs watch {job['job_number']}")
            return exits.OK
    finally:
        await desk.close()
    return await _watch(job["job_number"], as_json=as_json)


async def _watch(number: int, *, as_json: bool) -> int:
    desk = await open_desk()
    try:
        if as_json:
            job = await desk.job(number)
            while job["status"] in views.LIVE_STATUSES:
                await SystemClock().sleep(watching.LOOK_SECONDS)
                job = await desk.job(number)
            print_json({**job, "items": await desk.items(job["id"])})
        else:
            job = await watching.watch(desk, number, console(), SystemClock())
            await watching.summarise(desk, job, console())
    finally:
        await desk.close()
    return views.exit_code(job)


async def _list(limit: int, *, as_json: bool) -> int:
    desk = await open_desk()
    try:
        jobs = await desk.jobs(limit)
    finally:
        await desk.close()
    if as_json:
        print_json(jobs)
    elif jobs:
        console().print(views.jobs_table(jobs))
    else:
        raise RapportError("There are no jobs yet.", hint="Create one: rapport jobs create --all")
    return exits.OK
