"""How estimates, the day's budget and the ledger's sums look on a terminal. Pure: rows in, tables out."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, Literal

from rich.table import Table

from worker.cli.session import dollars

Row = Mapping[str, Any]
By = Literal["day", "job", "model", "stage"]

_COLUMNS: Mapping[By, str] = {"day": "day", "job": "job_number", "model": "model", "stage": "stage"}
_COUNTS = (
    "calls",
    "unsuccessful_calls",
    "calls_of_unknown_cost",
    "input_tokens",
    "cache_write_tokens",
    "cache_read_tokens",
    "output_tokens",
    "thinking_tokens",
)
_AMOUNTS = ("settled_usd", "reserved_usd")


def in_a_line(estimate: Row) -> str:
    """An estimate in a sentence: expected, range, what it rests on."""
    return (
        f"Estimate {dollars(estimate['cost_usd'])} ({dollars(estimate['low_usd'])} to "
        f"{dollars(estimate['high_usd'])}; {estimate['basis']})."
    )


def estimate_table(estimate: Row) -> Table:
    """An estimate by tier, then together."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("tier", "conversations", "low", "expected", "high"):
        table.add_column(name, justify="left" if name == "tier" else "right")
    for tier in estimate["tiers"] or ():
        table.add_row(tier["tier"] or "-", str(tier["conversations"]), dollars(tier["low_usd"]),
                      dollars(tier["expected_usd"]), dollars(tier["high_usd"]))  # fmt: skip
    table.add_row("together", str(estimate["conversations"]), dollars(estimate["low_usd"]),
                  dollars(estimate["cost_usd"]), dollars(estimate["high_usd"]), style="bold")  # fmt: skip
    return table


def estimate_lines(estimate: Row) -> list[str]:
    """What stands below the table: one conversation, the basis, the stages, the cap."""
    models = ", ".join(
        f"{stage} {choice['model']}" + (" (batch)" if choice["delivery"] == "message_batch" else "")
        for stage, choice in sorted(estimate["models"].items())
    )
    half, most = dollars(estimate["p50_usd"]), dollars(estimate["p90_usd"])
    return [
        f"One conversation: half cost at most {half}, nine in ten {most}.",
        f"Basis: {estimate['basis']}. {models}.",
        f"A job that names no cap gets one of {dollars(estimate['max_cost_usd'])}.",
    ]


def budget_lines(budget: Row) -> list[str]:
    """The day's limit and what is spent of it."""
    spent, reserved = Decimal(str(budget["settled_usd"])), Decimal(str(budget["reserved_usd"]))
    left = max(Decimal(str(budget["daily_limit_usd"])) - spent - reserved, Decimal(0))
    held = f"{dollars(str(spent))} spent and {dollars(str(reserved))} reserved"
    lines = [
        f"{budget['day']} (UTC): {held} of {dollars(budget['daily_limit_usd'])}; {dollars(str(left))} left."
    ]
    simulated = [Decimal(str(budget[f"simulated_{name}_usd"])) for name in ("settled", "reserved")]
    if any(simulated):
        lines.append(
            f"Simulated calls, never paid, are counted apart: {dollars(str(simulated[0]))}, "
            f"{dollars(str(simulated[1]))} reserved."
        )
    return lines


def summed(rows: Sequence[Row], by: By) -> list[dict[str, Any]]:
    """Rows of generation_spend added up by day, job, model or stage, in that order; counts are numbers,
    amounts Decimals. What is not known of a sum stands in reserved_usd and calls_of_unknown_cost.
    """
    column = _COLUMNS[by]
    sums: dict[Any, dict[str, Any]] = {}
    for row in rows:
        key = row[column]
        total = sums.setdefault(
            key, {by: key, **dict.fromkeys(_COUNTS, 0), **dict.fromkeys(_AMOUNTS, Decimal(0))}
        )
        for name in _COUNTS:
            total[name] += row[name]
        for name in _AMOUNTS:
            total[name] += Decimal(str(row[name] or 0))
    return [sums[key] for key in sorted(sums, key=lambda key: (key is None, key))]


def usage_table(sums: Sequence[Row], by: By) -> Table:
    """Sums as people read them, with a last line for all."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(by)
    for name in ("calls", "failed", "unknown", "input", "written", "cached", "output", "spent", "at most"):
        table.add_column(name, justify="right")
    for row in sums:
        table.add_row(*_cells("-" if row[by] is None else str(row[by]), row))
    together = {name: sum(row[name] for row in sums) for name in (*_COUNTS, *_AMOUNTS)}
    table.add_row(*_cells("together", together), style="bold")
    return table


def _cells(first: str, row: Row) -> list[str]:
    most = row["settled_usd"] + row["reserved_usd"]
    tokens = ("input_tokens", "cache_write_tokens", "cache_read_tokens", "output_tokens")
    return [
        first,
        *(str(row[name]) for name in ("calls", "unsuccessful_calls", "calls_of_unknown_cost")),
        *(f"{row[name]:,}" for name in tokens),
        dollars(row["settled_usd"]),
        dollars(most),
    ]


def unknown_table(rows: Sequence[Row]) -> Table:
    """The calls whose cost nobody knows."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("opened (UTC)", "job", "conversation", "call", "ended", "at most", "request id"):
        table.add_column(name, justify="right" if name in ("job", "at most") else "left")
    for row in rows:
        turn = "" if row["turn_number"] is None else f" of turn {row['turn_number']}"
        table.add_row(
            str(row["opened_at"])[:19].replace("T", " "),
            "-" if row["job_number"] is None else f"#{row['job_number']}",
            row["conversation_id"] or "-",
            f"{row['stage']}{turn}, {row['model']}",
            row["error_type"] or row["outcome"] or "open",
            dollars(row["reserved_usd"]),
            row["request_id"] or "-",
        )
    return table
