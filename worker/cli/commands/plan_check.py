"""rapport plan check: every fault of the planning files, with file and field, without a database."""

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.text import Text

from worker import exits
from worker.cli.commands.plan import ROOT_OPTION, chosen_datasets, dataset_names, group
from worker.cli.session import JSON_OPTION, console, counted, print_json

if TYPE_CHECKING:
    from worker.planning.inspection import Inspection

DATASET_OPTION = typer.Option("--dataset", help="Only this one; by default every dataset there is.")


@group.command(epilog="Example: rapport plan check --dataset elena")
def check(
    *,
    dataset: Annotated[str | None, DATASET_OPTION] = None,
    root: Annotated[Path, ROOT_OPTION] = Path(),
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Name every fault of the planning files, with file and field. Exit 0 none, 3 some."""
    inspected = inspected_datasets(root, dataset)
    if as_json:
        print_json([_as_json(item) for item in inspected])
    else:
        for item in inspected:
            print_faults(console(), item)
    return exits.JOB_FAILED if any(item.faults for item in inspected) else exits.OK


def inspected_datasets(root: Path, dataset: str | None) -> list["Inspection"]:
    """The dataset named, or all; each beside the others, whose ids it may not have.

    Raises RapportError when there is none of that name.
    """
    from worker.planning.inspection import inspect_datasets  # noqa: PLC0415 - only these commands need it

    chosen = chosen_datasets(root, dataset)
    others = [name for name in dataset_names(root) if name not in chosen]
    return inspect_datasets(root, [*others, *chosen])[len(others) :]


def print_faults(out: Console, item: "Inspection") -> None:
    """A dataset's faults by file, and a line that adds it up."""
    for file, faults in groupby(
        sorted(item.faults, key=lambda fault: fault.file), key=lambda each: each.file
    ):
        out.print(Text(file, style="bold"))
        for fault in faults:
            said = f"{fault.field}: {fault.what}" if fault.field else fault.what
            out.print(Text(f"  {said}"), soft_wrap=True)
    out.print(Text(_summary(item), style="red" if item.faults else "green"), soft_wrap=True)


def _summary(item: "Inspection") -> str:
    loaded = item.loaded
    held = "cannot be put together"
    if loaded is not None:
        held = ", ".join(
            (
                counted(len(loaded.plans) + len(loaded.seeds), "conversation")
                + f" ({counted(len(loaded.seeds), 'seed')})",
                counted(len(loaded.templates), "template"),
                counted(len(loaded.facts), "fact"),
                counted(len(loaded.hotlines), "public line"),
            )
        )
    files = len({fault.file for fault in item.faults})
    found = f"{counted(len(item.faults), 'fault')} in {counted(files, 'file')}" if files else "no fault"
    return f"{item.name}: {held}; {found}."


def _as_json(item: "Inspection") -> dict[str, Any]:
    return {
        "dataset": item.name,
        "readable": item.loaded is not None,
        "faults": [
            {"file": fault.file, "field": fault.field or None, "what": fault.what} for fault in item.faults
        ],
    }
