"""rapport jobs: create, watch, list."""

from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any

import typer

from worker import exits
from worker.cli import spending, views
from worker.cli.amounts import cap, whole
from worker.cli.app import app
from worker.cli.selecting import OF_DATASET, Selection, listed, numbers_of, tier_of
from worker.cli.session import JSON_OPTION, agree, console, open_desk, print_json, wait_for
from worker.cli.starting import follow_job, start
from worker.errors import RapportError

if TYPE_CHECKING:
    from worker.jobs.desk import Row

group = typer.Typer(no_args_is_help=True, help="Create generation jobs and follow them.")
app.add_typer(group, name="jobs")


@group.command(
    epilog="Examples: rapport jobs create --single ID --watch | rapport jobs create --batch ID ID | "
    "rapport jobs create --all --max-cost 5 | rapport jobs create --pilot | "
    "rapport jobs create --tier 2 --persona Mixed --limit 3"
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
    pilot: Annotated[bool, typer.Option("--pilot", help="One conversation of each template.")] = False,
    tier: Annotated[str | None, typer.Option(help="Those of a tier: 1, 2 or 3.")] = None,
    template: Annotated[str | None, typer.Option(help="Those of a template.", metavar="ID")] = None,
    persona: Annotated[str | None, typer.Option(help="Those of a persona_type.")] = None,
    numbers: Annotated[str | None, typer.Option(help="Those with these numbers.", metavar="11-14,27")] = None,
    limit: Annotated[
        int | None, typer.Option(help="Of all that fits the first so many.", parser=whole(), metavar="N")
    ] = None,
    dataset: Annotated[str | None, OF_DATASET] = None,
    max_cost: Annotated[
        Decimal | None,
        typer.Option(
            help="Hard cap in US dollars; twice the estimate when not given.", parser=cap, metavar="USD"
        ),
    ] = None,
    preset: Annotated[str | None, typer.Option(help="best, balanced (default) or cheapest.")] = None,
    delivery: Annotated[
        str | None, typer.Option(help="live, or message_batch for half the price; the preset's if not given.")
    ] = None,
    judge: Annotated[
        bool | None, typer.Option("--judge/--no-judge", help="Have a second model score what is written.")
    ] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Regenerate conversations that exist already.")
    ] = False,
    from_stage: Annotated[
        str | None,
        typer.Option(help="Keep the text there is: annotate or judge it anew.", metavar="STAGE"),
    ] = None,
    guidance: Annotated[str | None, typer.Option(help="Words to add to the prompts.")] = None,
    note: Annotated[str | None, typer.Option(help="A word on what the job is for.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask whether the choice is right.")] = False,
    watch: Annotated[bool, typer.Option("--watch", help="Follow the job to its end.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the job's row as JSON.")] = False,
) -> int:
    """Insert one generation job; a running worker starts on it at once."""
    selection = Selection(tier_of(tier), template, persona, numbers_of(numbers), limit, pilot, dataset)
    if sum((single is not None, batch, everything, selection.asked)) != 1:
        raise typer.BadParameter(
            "give exactly one of --single ID, --batch ID…, --all, and a choice: --pilot, --tier, --template, "
            "--persona, --numbers, --limit, which go together"
        )
    if batch and not ids:
        raise typer.BadParameter("--batch needs ids: rapport jobs create --batch ID ID")
    if ids and not batch:
        raise typer.BadParameter("ids without --batch; for one conversation: --single ID")
    if dataset is not None and (single is not None or batch):
        raise typer.BadParameter("--dataset goes with --all or a choice; ids say their dataset themselves")
    wanted = {
        "filter": {"dataset_id": dataset} if everything and dataset is not None else None,
        "preset": preset,
        "delivery": delivery,
        "judge": judge,
        "existing": "replace" if replace else None,
        "from_stage": from_stage,
        "guidance": guidance,
    }
    options = {name: value for name, value in wanted.items() if value is not None}
    row: dict[str, Any] = {
        "job_type": "process_all" if everything else "single" if single is not None else "batch",
        "target_conversation_ids": None if everything else [single] if single is not None else ids,
        "options": options or None,
        "max_cost_usd": None if max_cost is None else float(max_cost),
        "note": note,
    }
    row = {name: value for name, value in row.items() if value is not None}
    return wait_for(_create(row, selection, yes=yes, follow=watch, as_json=as_json))


@group.command(epilog="Example: rapport jobs watch 12")
def watch(
    number: Annotated[int, typer.Argument(help="The job's number.", parser=whole(), metavar="NUMBER")],
    *,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Follow a job to its end. Exits 3 when something in it failed."""
    return wait_for(follow_job(number, as_json=as_json))


@group.command("list", epilog="Example: rapport jobs list --limit 5 --json")
def list_jobs(
    *,
    limit: Annotated[
        int, typer.Option(help="How many, newest first.", parser=whole(most=1000), metavar="N")
    ] = 20,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """List jobs, newest first."""
    return wait_for(_list(limit, as_json=as_json))


async def _create(row: "Row", selection: Selection, *, yes: bool, follow: bool, as_json: bool) -> int:
    if selection.asked:
        row |= {"target_conversation_ids": await _chosen(row, selection, yes=yes)}
    return await start(row, follow=follow, as_json=as_json)


async def _chosen(row: "Row", selection: Selection, *, yes: bool) -> list[str]:
    """The ids that fit, once a person has seen what they are and what they should cost.

    Raises:
        RapportError: nothing fits, or nobody can be asked.
    """
    options = row.get("options", {})
    generated = options.get("existing") == "replace" or "from_stage" in options
    desk = await open_desk()
    try:
        found = selection.of(await desk.candidates(generated=generated))
        ids = [str(each["conversation_id"]) for each in found]
        expected = None if yes or not ids else await desk.estimate(ids, options)
    finally:
        await desk.close()
    if not found:
        raise RapportError(
            f"Nothing {'generated' if generated else 'planned'} fits this choice.",
            hint="The view conversation_matrix shows what there is.",
        )
    if not yes:
        out = console()
        out.print(listed(found))
        if expected is not None:
            out.print(spending.in_a_line(expected))
    agree(f"Start a job for {len(ids)}?", "A job may cost money", yes=yes)
    return ids


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
