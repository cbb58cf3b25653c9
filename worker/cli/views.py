"""How jobs, items and conversations look on a terminal. Pure: rows in, renderables or lines out."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from rich.console import Group, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from worker import exits
from worker.cli.session import dollars

Row = Mapping[str, Any]

LIVE_STATUSES = ("queued", "in_progress", "paused")
# What waits says in its note for what.
_WAITING = ("queued", "waiting_batch")
_STYLES = {
    "queued": "dim",
    "running": "cyan",
    "waiting_batch": "blue",
    "in_progress": "cyan",
    "completed": "green",
    "failed": "red",
    "dead": "red",
    "cancelled": "yellow",
    "paused": "yellow",
}
SIMULATED_BANNER = (
    "SIMULATED: written by the simulator, not by Claude; nothing was paid; never ready for training"
)


def job_line(job: Row) -> str:
    """A job in one line: number, type, status, its sentence, money, when it will be done."""
    parts = [f"#{job['job_number']}", job["job_type"], job["status"]]
    if job["status_message"]:
        parts.append(f'"{job["status_message"]}"')
    money = f"{dollars(job['cost_usd'])} of {dollars(job['max_cost_usd'])}"
    if job["estimated_cost_usd"] is not None:
        money += f" (estimate {dollars(job['estimated_cost_usd'])})"
    parts.append(money)
    if job["eta_at"] and job["status"] in LIVE_STATUSES:
        parts.append(f"eta {_clock_time(job['eta_at'])}")
    return " · ".join(parts)


def exit_code(job: Row) -> int:
    """What a command that followed the job ends with: 0 only when nothing in it failed or waits."""
    return exits.OK if job["status"] == "completed" and not job["failed_conversations"] else exits.JOB_FAILED


def item_line(item: Row) -> str:
    """An item in one line: conversation, status, stage and note, progress, attempt, money."""
    parts = [item["conversation_id"], item["status"]]
    if item["status"] == "running":
        parts += [part for part in (item["stage"], item["stage_note"] and f'"{item["stage_note"]}"') if part]
        parts.append(f"{float(item['progress'] or 0):.2f}")
    if item["status"] in _WAITING and item["stage_note"]:
        parts.append(f'"{item["stage_note"]}"')
    if item["quality_score"] is not None:
        parts.append(f"quality {float(item['quality_score']):.2f}")
    if item["error_message"]:
        parts.append(f"{item['error_code']}: {item['error_message']}")
    if item["attempt"]:
        parts.append(f"attempt {item['attempt']}")
    parts.append(dollars(item["cost_usd"]))
    return " · ".join(str(part) for part in parts)


def job_panel(job: Row, items: Sequence[Row], *, simulated: bool) -> RenderableType:
    """A job as it runs: its line, then a bar for each conversation."""
    table = Table.grid(padding=(0, 2))
    for item in items:
        style = _STYLES.get(item["status"], "")
        share = 1.0 if item["status"] == "completed" else float(item["progress"] or 0)
        table.add_row(
            item["conversation_id"],
            ProgressBar(total=1.0, completed=share, width=24, complete_style=style or "bar.complete"),
            Text(_what(item), style=style),
            dollars(item["cost_usd"]),
        )
    parts: list[RenderableType] = [Text(job_line(job), style="bold")]
    if simulated:
        parts.append(Text(SIMULATED_BANNER, style="yellow"))
    return Group(*parts, Text(""), table)


def summary(job: Row, items: Sequence[Row], conversations: Mapping[str, Row]) -> RenderableType:
    """A job that has ended: a row for each conversation, then the totals."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("conversation", "client", "turns", "status", "quality", "cost"):
        table.add_column(name, justify="right" if name in ("turns", "quality", "cost") else "left")
    for item in items:
        conversation = conversations.get(item["conversation_id"], {})
        score = item["quality_score"]
        table.add_row(
            item["conversation_id"],
            str(conversation.get("persona_name") or ""),
            str(conversation.get("turn_count") or ""),
            Text(_ended(item), style=_STYLES.get(item["status"], "")),
            "-" if score is None else f"{float(score):.2f}",
            dollars(item["cost_usd"]),
        )
    average = job["average_quality_score"]
    score = "" if average is None else f", average quality {float(average):.2f}"
    totals = (
        f"{job['completed_conversations']} completed, {job['failed_conversations']} failed, "
        f"{job['cancelled_conversations']} cancelled of {job['total_conversations']}{score}; "
        f"{dollars(job['cost_usd'])} spent (estimate {dollars(job['estimated_cost_usd'])})"
    )
    return Group(table, Text(""), Text(totals, style="bold"))


def jobs_table(jobs: Sequence[Row]) -> RenderableType:
    """The list of jobs, newest first."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for name in ("#", "type", "status", "done", "failed", "cost", "cap", "what is going on"):
        table.add_column(name, justify="right" if name in ("#", "done", "failed", "cost", "cap") else "left")
    for job in jobs:
        table.add_row(
            str(job["job_number"]),
            job["job_type"],
            Text(job["status"], style=_STYLES.get(job["status"], "")),
            f"{job['completed_conversations']}/{job['total_conversations']}",
            str(job["failed_conversations"]),
            dollars(job["cost_usd"]),
            dollars(job["max_cost_usd"]),
            job["status_message"] or "",
        )
    return table


def _what(item: Row) -> str:
    if item["status"] == "running":
        note = f" {item['stage_note']}" if item["stage_note"] else ""
        return f"{item['stage'] or 'starting'}{note}"
    if item["status"] == "queued" and item["stage_note"]:
        return f"queued, {item['stage_note']}"
    if item["status"] == "waiting_batch":
        return str(item["stage_note"] or "waiting for a batch")
    if item["status"] == "completed" and item["quality_score"] is not None:
        return f"saved, quality {float(item['quality_score']):.2f}"
    return _ended(item)


def _ended(item: Row) -> str:
    if item["error_message"] and item["status"] in ("failed", "dead", "queued"):
        return f"{item['status']}: {item['error_message']}"
    return str(item["status"])


def _clock_time(timestamp: str) -> str:
    return datetime.fromisoformat(timestamp).astimezone().strftime("%H:%M:%S")
