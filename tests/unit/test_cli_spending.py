"""How money looks on a terminal: sums of the ledger, the day's budget, an estimate."""

import io
from decimal import Decimal
from typing import Any

import pytest
from rich.console import Console

from worker.cli import spending
from worker.cli.app import run

ROW: dict[str, Any] = {
    "day": "2026-11-25",
    "job_number": 3,
    "stage": "dialogue",
    "model": "claude-sonnet-5-5",
    "calls": 2,
    "unsuccessful_calls": 1,
    "calls_of_unknown_cost": 1,
    "input_tokens": 7_000,
    "cache_write_tokens": 100,
    "cache_read_tokens": 50,
    "output_tokens": 2_000,
    "thinking_tokens": 60,
    "settled_usd": 0.034,
    "reserved_usd": 0.1,
}
BUDGET: dict[str, Any] = {
    "day": "2026-11-25",
    "daily_limit_usd": 25,
    "settled_usd": 24.5,
    "reserved_usd": 0.25,
    "simulated_settled_usd": 0,
    "simulated_reserved_usd": 0,
}


def shown(what: object) -> str:
    """As a wide terminal prints it."""
    console = Console(file=io.StringIO(), width=200, markup=False)
    console.print(what)
    text: str = console.file.getvalue()  # type: ignore[attr-defined] # the StringIO above
    return text


@pytest.mark.parametrize(
    ("by", "keys"),
    [
        ("day", ["2026-11-24", "2026-11-25"]),
        ("job", [3, None]),
        ("stage", ["dialogue", "judge"]),
        ("model", ["claude-haiku-5-5", "claude-sonnet-5-5"]),
    ],
)
def test_the_ledger_is_summed_by_what_is_asked(by: spending.By, keys: list[object]) -> None:
    """Each row counts once, under its own key; a job that is gone comes last."""
    other = {**ROW, "day": "2026-11-24", "job_number": None, "stage": "judge", "model": "claude-haiku-5-5",
             "settled_usd": None}  # fmt: skip
    sums = spending.summed([ROW, other], by)
    assert [row[by] for row in sums] == keys
    assert sum(row["calls"] for row in sums) == 4
    assert sum(row["settled_usd"] for row in sums) == Decimal("0.034")
    assert sum(row["reserved_usd"] for row in sums) == Decimal("0.2")


def test_what_was_spent_lies_between_two_amounts() -> None:
    """The table says what is settled, and the most it can be; the last line is of all."""
    text = shown(spending.usage_table(spending.summed([ROW, {**ROW, "stage": "annotate"}], "stage"), "stage"))
    last = text.splitlines()[-1].split()
    assert last == ["together", "4", "2", "2", "14,000", "200", "100", "4,000", "$0.068", "$0.268"]


def test_the_budget_says_what_is_left() -> None:
    """Limit less spent less reserved; never below nothing; simulated calls only where there were some."""
    assert spending.budget_lines(BUDGET) == [
        "2026-11-25 (UTC): $24.50 spent and $0.250 reserved of $25.00; $0.250 left."
    ]
    lowered = {**BUDGET, "daily_limit_usd": 1, "simulated_settled_usd": 0.5}
    assert spending.budget_lines(lowered)[0].endswith("of $1.00; $0.000 left.")
    assert "never paid" in spending.budget_lines(lowered)[1]


def test_an_estimate_of_an_unknown_price_is_a_dash() -> None:
    """Null is not known, never nothing."""
    unknown = {"cost_usd": None, "low_usd": None, "high_usd": None, "basis": "list prices, not yet measured"}
    assert spending.in_a_line(unknown) == "Estimate - (- to -; list prices, not yet measured)."


@pytest.mark.parametrize(
    "arguments",
    [
        ["estimate"],
        ["estimate", "--all", "fp_1"],
        ["budget", "--daily-limit", "much"],
        ["budget", "--daily-limit", "nan"],
        ["budget", "--daily-limit=-1"],
        ["usage", "--by", "moon"],
        ["usage", "--since", "yesterday"],
    ],
    ids=" ".join,
)
def test_a_wrong_option_is_refused_before_anything_is_asked(arguments: list[str]) -> None:
    """Exit code 2, without a database."""
    assert run(arguments) == 2
