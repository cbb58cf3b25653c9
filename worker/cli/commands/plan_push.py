"""rapport plan push: the planning files to a live database, without losing what was edited there."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from worker import exits
from worker.cli.commands.plan import ROOT_OPTION, chosen_datasets, group
from worker.cli.commands.plan_check import DATASET_OPTION
from worker.cli.session import JSON_OPTION, console, open_desk, print_json, wait_for

if TYPE_CHECKING:
    from worker.jobs.desk import Row

# Outcomes of training_plan_push in the order they are told, with what they are called; what is unchanged is
# only counted.
OUTCOMES: Final[Mapping[str, str]] = {
    "added": "added",
    "updated": "updated",
    "kept": "kept",
    "left": "left",
    "only_in_database": "only in the database",
}
UNCHANGED: Final = "unchanged"


@group.command(epilog="Examples: rapport plan push --dry-run | rapport plan push --dataset elena")
def push(
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what it would do, and write nothing.")
    ] = False,
    dataset: Annotated[str | None, DATASET_OPTION] = None,
    root: Annotated[Path, ROOT_OPTION] = Path(),
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Bring the planning files to the database; what was edited there stays (needs the service key)."""
    from worker.planning import shipment, sound_datasets  # noqa: PLC0415 - only this command needs it

    shipments = [shipment(loaded) for loaded in sound_datasets(root, chosen_datasets(root, dataset))]

    async def work() -> "Row":
        desk = await open_desk()
        try:
            return await desk.push_plan(shipments, dry_run=dry_run)
        finally:
            await desk.close()

    answer = wait_for(work())
    if as_json:
        print_json(answer)
    else:
        console().print("\n".join(told(answer)), soft_wrap=True)
    return exits.OK


def told(answer: Mapping[str, Any]) -> list[str]:
    """A push's answer as lines for a person: item by item what was done and why, then how many of each.

    Args:
        answer: what training_plan_push answered.
    """
    said = [
        _line(word, line)
        for outcome, word in OUTCOMES.items()
        for line in answer["lines"]
        if line["outcome"] == outcome
    ]
    counts = answer["counts"]
    summed = [f"{counts[each]} {word}" for each, word in OUTCOMES.items() if each in counts]
    summed.append(f"{counts.get(UNCHANGED, 0)} {UNCHANGED}")
    ending = " A dry run: nothing was written." if answer["dry_run"] else ""
    return [*said, f"{', '.join(summed)}.{ending}"]


def _line(word: str, line: Mapping[str, Any]) -> str:
    about = f" ({', '.join(line['parts'])})" if line["parts"] else ""
    why = f": {line['why']}" if line["why"] else ""
    return f"{word:<22}{line['kind']} {line['id']}{about}{why}"
