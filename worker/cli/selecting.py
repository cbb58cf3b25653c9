"""Which conversations a job is for, when they are not named one by one: by tier, template, number, persona.

What fits is looked up, shown with its estimate and agreed to before a job is inserted. Parsing is pure and
tested in tests/unit/test_cli_selecting.py.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import typer
from rich.table import Table

# Six digits: a range is written out, and no plan is longer.
_RANGE = re.compile(r"([0-9]{1,6})(?:-([0-9]{1,6}))?")
OF_DATASET = typer.Option("--dataset", help="Of this dataset; needed where there are several.", metavar="ID")
TIERS = {"1": "tier1_template", "2": "tier2_scenario", "3": "tier3_edge"}


@dataclass(frozen=True, slots=True)
class Selection:
    """What fits all that is given. pilot: of each template the lowest number; numbers: () for all; limit: the
    first so many, in the order of the plan. None: not asked for.
    """

    tier: str | None = None
    template_id: str | None = None
    persona_type: str | None = None
    numbers: tuple[int, ...] = ()
    limit: int | None = None
    pilot: bool = False
    dataset_id: str | None = None

    @property
    def asked(self) -> bool:
        """Whether anything is; a dataset alone is no choice, it narrows one."""
        return replace(self, dataset_id=None) != Selection()

    def of(self, rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Those of the rows (of training_conversations, in the plan's order) that fit."""
        fitting = [
            row
            for row in rows
            if self.dataset_id in (None, row["dataset_id"])
            and self.tier in (None, row["tier"])
            and self.template_id in (None, row["template_id"])
            and self.persona_type in (None, row["persona_type"])
            and (not self.numbers or row["conversation_number"] in self.numbers)
        ]
        if self.pilot:
            first = {row["template_id"]: row for row in reversed(fitting)}
            fitting = [row for row in fitting if first[row["template_id"]] is row]
        return fitting[: self.limit]


def tier_of(text: str | None) -> str | None:
    """The tier by its name or its number.

    Raises:
        typer.BadParameter: it is neither.
    """
    if text is None or text in TIERS.values():
        return text
    if text not in TIERS:
        raise typer.BadParameter(f"--tier is 1, 2 or 3 ({', '.join(TIERS.values())}); got {text}")
    return TIERS[text]


def numbers_of(text: str | None) -> tuple[int, ...]:
    """The plan's numbers in a list like '11-14,27'; () for none given.

    Raises:
        typer.BadParameter: it is no such list, or a range runs backwards.
    """
    if text is None:
        return ()
    found: set[int] = set()
    for part in text.split(","):
        match = _RANGE.fullmatch(part.strip())
        first, last = (int(match[1]), int(match[2] or match[1])) if match else (1, 0)
        if last < first:
            raise typer.BadParameter(
                f"--numbers is a list like 11-14,27; {part.strip() or 'nothing'!r} is none"
            )
        found.update(range(first, last + 1))
    return tuple(sorted(found))


def listed(rows: Sequence[dict[str, Any]]) -> Table:
    """The conversations as a person reads them before agreeing."""
    table = Table("no.", "conversation", "template", "turns", "topic", box=None, pad_edge=False)
    for row in rows:
        number = "" if row["conversation_number"] is None else str(row["conversation_number"])
        table.add_row(
            number,
            row["conversation_id"],
            row["template_id"],
            str(row["turn_count"]),
            row["topic_description"],
        )
    return table
