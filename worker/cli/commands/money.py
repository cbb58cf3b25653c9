"""rapport estimate, budget, usage: what jobs should cost, may cost and have cost."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, cast, get_args

import typer

from worker import exits
from worker.cli import spending
from worker.cli.amounts import amount
from worker.cli.app import app
from worker.cli.selecting import OF_DATASET
from worker.cli.session import JSON_OPTION, console, open_desk, print_json, wait_for


@app.command(epilog="Examples: rapport estimate --all --preset best | rapport estimate ID ID --judge")
def estimate(
    *,
    ids: Annotated[list[str] | None, typer.Argument(help="Conversations.", metavar="ID…")] = None,
    everything: Annotated[bool, typer.Option("--all", help="Everything planned and in no live job.")] = False,
    preset: Annotated[str | None, typer.Option(help="best, balanced (default) or cheapest.")] = None,
    judge: Annotated[bool | None, typer.Option("--judge/--no-judge", help="With or without a judge.")] = None,
    delivery: Annotated[str | None, typer.Option(help="live or message_batch, for every stage.")] = None,
    replace: Annotated[
        bool, typer.Option("--replace", help="Count conversations that exist already.")
    ] = False,
    dataset: Annotated[str | None, OF_DATASET] = None,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Say what a job would cost if it were created now: by tier, low, expected and high. Starts nothing."""
    if bool(ids) == everything:
        raise typer.BadParameter("give ids or --all")
    if ids and dataset is not None:
        raise typer.BadParameter("--dataset goes with --all; ids say their dataset themselves")
    given: dict[str, Any] = {"preset": preset, "judge": judge, "delivery": delivery}
    options = {name: value for name, value in given.items() if value is not None}
    if replace:
        options["existing"] = "replace"
    if dataset is not None:
        options["filter"] = {"dataset_id": dataset}

    async def work() -> None:
        desk = await open_desk()
        try:
            found = await desk.estimate(ids, options)
        finally:
            await desk.close()
        if as_json:
            print_json(found)
            return
        console().print(spending.estimate_table(found))
        console().print()
        for line in spending.estimate_lines(found):
            console().print(line, soft_wrap=True)

    wait_for(work())
    return exits.OK


@app.command(epilog="Examples: rapport budget | rapport budget --daily-limit 40")
def budget(
    *,
    daily_limit: Annotated[
        Decimal | None,
        typer.Option(
            help="Set what may be spent on one UTC day, US dollars; 0 stops every call.",
            parser=amount,
            metavar="USD",
        ),
    ] = None,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Show what may be spent today and what is, or set the daily limit. Jobs that have room then go on."""

    async def work() -> None:
        desk = await open_desk()
        try:
            if daily_limit is not None:
                await desk.set_daily_limit(daily_limit)
            found = await desk.budget()
        finally:
            await desk.close()
        if as_json:
            print_json(found)
            return
        for line in spending.budget_lines(found):
            console().print(line, soft_wrap=True)

    wait_for(work())
    return exits.OK


@app.command(epilog="Examples: rapport usage --by job | rapport usage --since 2026-11-01 --unknown")
def usage(
    *,
    by: Annotated[str, typer.Option(help="day, job, model or stage.")] = "day",
    since: Annotated[str | None, typer.Option(help="From this UTC day on, as 2026-11-01.")] = None,
    unknown: Annotated[
        bool, typer.Option("--unknown", help="List the calls whose cost nobody knows, one by one.")
    ] = False,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="The simulator's calls, which were never paid, instead.")
    ] = False,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Say what was spent, from the ledger: calls, tokens by kind, dollars settled and at most."""
    if by not in get_args(spending.By):
        raise typer.BadParameter(f"--by is day, job, model or stage; got {by}")
    first = None if since is None else _day(since)

    async def work() -> None:
        desk = await open_desk()
        try:
            found = await (desk.unknown_costs(first) if unknown else desk.spend(first))
        finally:
            await desk.close()
        wanted = [row for row in found if (row["generation_method"] == "simulated") is simulated]
        if unknown:
            _tell(wanted, spending.unknown_table(wanted), as_json=as_json)
        else:
            key = cast("spending.By", by)
            sums = spending.summed(wanted, key)
            _tell(sums, spending.usage_table(sums, key), as_json=as_json)
        if not as_json and not simulated and len(wanted) < len(found):
            console().print("Simulated calls, never paid, are left out: --simulated shows them.")

    wait_for(work())
    return exits.OK


def _tell(rows: list[dict[str, Any]], table: object, *, as_json: bool) -> None:
    if as_json:
        print_json(rows)
    elif rows:
        console().print(table)
    else:
        console().print("Nothing yet.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"--since is a day, as 2026-11-01; got {text}") from None
