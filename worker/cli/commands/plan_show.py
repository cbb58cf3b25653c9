"""rapport plan show: what a plan holds, in a page of a hundred columns."""

import textwrap
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from worker import exits
from worker.cli.commands.plan import ROOT_OPTION, group
from worker.cli.commands.plan_check import DATASET_OPTION, inspected_datasets
from worker.cli.session import JSON_OPTION, counted, print_json
from worker.errors import RapportError

if TYPE_CHECKING:
    from worker.planning.inspection import Inspection
    from worker.planning.overview import Overview

COLUMNS: Final = 100
_TIER, _ARC, _COUNT = 16, 34, 5


@group.command(epilog="Example: rapport plan show --dataset elena")
def show(
    *,
    dataset: Annotated[str | None, DATASET_OPTION] = None,
    root: Annotated[Path, ROOT_OPTION] = Path(),
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Show what is planned: persona by arc and tier, topics, emotions, quotas met or not."""
    from worker.planning.overview import overview  # noqa: PLC0415 - only this command needs it

    inspected = inspected_datasets(root, dataset)
    shown = [(item, overview(_whole(item))) for item in inspected]
    if as_json:
        print_json([_as_json(item, counts) for item, counts in shown])
        return exits.OK
    for item, counts in shown:
        typer.echo("\n".join(line.rstrip() for line in _page(item, counts)))
    return exits.OK


def _whole(item: "Inspection") -> Any:
    if item.loaded is None:
        raise RapportError(
            f"Dataset {item.name} cannot be put together.", hint="rapport plan check names what is wrong."
        )
    return item.loaded


def _page(item: "Inspection", counts: "Overview") -> Iterable[str]:
    width = max(_COUNT, min((COLUMNS - _TIER - _ARC) // (len(counts.personas) + 1) - 1, 12))
    head = "".join(f"{_cut(name, width):>{width + 1}}" for name in (*counts.personas, "all"))
    yield f"{item.name}"
    yield f"{'tier':<{_TIER}}{'arc':<{_ARC}}{head}"
    for row in counts.arcs:
        numbers = [*(row.counts.get(name, 0) for name in counts.personas), row.total]
        yield f"{_cut(row.tier, _TIER):<{_TIER}}{_cut(row.arc, _ARC):<{_ARC}}{_cells(numbers, width)}"
    totals = [*counts.counts.values(), sum(counts.counts.values())]
    yield f"{'all':<{_TIER + _ARC}}{_cells(totals, width)}"
    yield ""
    yield f"{counted(len(counts.topics), 'topic')} (conversations about it, facts that serve it)"
    yield from _flowing(
        f"{topic.name} {topic.conversations}, {topic.facts or 'no'}" for topic in counts.topics
    )
    yield ""
    for what, found in (("start with", counts.starting), ("end with", counts.ending)):
        yield f"They {what} {counted(len(found), 'emotion')}"
        yield from _flowing(f"{name} {number}" for name, number in found.items())
        yield ""
    yield f"Quotas ({'to be met exactly' if counts.complete else 'ceilings while the plan is unfinished'})"
    for quota in counts.quotas:
        yield f"  {quota.name:<32}{quota.planned:>5} of {quota.wanted:<5} {'met' if quota.met else 'not met'}"
    if item.faults:
        yield ""
        yield f"{counted(len(item.faults), 'fault')} found: rapport plan check names them."


def _cells(numbers: Iterable[int], width: int) -> str:
    return "".join(f"{number or '.':>{width + 1}}" for number in numbers)


def _cut(text: str, width: int) -> str:
    return text if len(text) < width else f"{text[: width - 1]}…"


def _flowing(entries: Iterable[str]) -> list[str]:
    """Entries one after the other, none broken, as many a line as fit."""
    unbroken = "; ".join(entry.replace(" ", "\0") for entry in entries)
    wrapped = textwrap.wrap(
        unbroken, COLUMNS, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )
    return [line.replace("\0", " ") for line in wrapped]


def _as_json(item: "Inspection", counts: "Overview") -> Mapping[str, Any]:
    return {
        "dataset": item.name,
        "faults": len(item.faults),
        "arcs": [
            {"tier": row.tier, "arc": row.arc, "counts": dict(row.counts), "all": row.total}
            for row in counts.arcs
        ],
        "personas": counts.counts,
        "topics": [
            {"topic": topic.name, "conversations": topic.conversations, "facts": topic.facts}
            for topic in counts.topics
        ],
        "starting_emotions": dict(counts.starting),
        "ending_emotions": dict(counts.ending),
        "complete": counts.complete,
        "quotas": [
            {"quota": quota.name, "planned": quota.planned, "wanted": quota.wanted, "met": quota.met}
            for quota in counts.quotas
        ],
    }
