"""All checks as a Markdown table, for docs/quality.md and `rapport check --list`."""

from worker.quality.assess import CHECKS
from worker.quality.checks import Check
from worker.quality.score import ERROR_CAP


def checks_table() -> str:
    """A row for each check, in the order they run; ends with a line break."""
    head = "| check | dimension | a finding is | caps at | what it asks |\n| --- | --- | --- | --- | --- |\n"
    return head + "".join(_row(check) for check in CHECKS)


def _row(check: Check) -> str:
    cap = ERROR_CAP if check.severity == "error" else check.cap
    shown = "" if cap is None else f"{cap:.1f}"
    return f"| {check.name} | {check.dimension} | {check.severity} | {shown} | {check.asks} |\n"
