"""Follows a job to its end: bars on a terminal, a line per change elsewhere.

It reads rows and nothing else, so it can be started late, stopped and started again.
"""

from typing import TYPE_CHECKING

from rich.console import Console
from rich.live import Live

from worker.cli import views
from worker.clock import Clock

if TYPE_CHECKING:
    from worker.jobs.desk import Desk, Row

# Seconds between two looks: the worker writes progress at most twice a second (schema.md rule 3).
LOOK_SECONDS = 0.5


async def watch(
    desk: "Desk", job_number: int, console: Console, clock: Clock, *, until_paused: bool = False
) -> "Row":
    """Show a job until it has ended; with until_paused, a pause ends it too.

    Returns:
        The job's last row.

    Raises:
        NotFoundError: no job has that number.
    """
    job = await desk.job(job_number)
    if not console.is_terminal:
        return await _print_changes(desk, job, console, clock, until_paused=until_paused)
    simulated = False
    with Live(console=console, refresh_per_second=8, transient=True) as live:
        while True:
            job = await desk.job(job_number)
            simulated = simulated or await _simulated(desk)
            live.update(views.job_panel(job, await desk.items(job["id"]), simulated=simulated))
            if _is_over(job, until_paused=until_paused):
                break
            await clock.sleep(LOOK_SECONDS)
    # The bars go; what the job says of itself at the end stays.
    console.print(views.job_line(job), soft_wrap=True)
    return job


async def summarise(desk: "Desk", job: "Row", console: Console) -> None:
    """Print what came out of a job."""
    items = await desk.items(job["id"])
    conversations = {
        item["conversation_id"]: await desk.conversation(item["conversation_id"]) for item in items[:100]
    }
    console.print(views.summary(job, items, conversations))
    if any(row["generation_method"] == "simulated" for row in conversations.values()):
        console.print(views.SIMULATED_BANNER, style="yellow")


def _is_over(job: "Row", *, until_paused: bool) -> bool:
    return job["status"] not in views.LIVE_STATUSES or (until_paused and job["status"] == "paused")


async def _print_changes(
    desk: "Desk", job: "Row", console: Console, clock: Clock, *, until_paused: bool
) -> "Row":
    simulated = False
    seen: dict[str, object] = {}
    job_number = job["job_number"]
    while True:
        if not simulated and (simulated := await _simulated(desk)):
            console.print(views.SIMULATED_BANNER)
        items = await desk.items(job["id"])
        for item in items:
            state = (item["status"], item["stage"], item["stage_note"], item["attempt"])
            if seen.get(item["id"]) != state and (item["status"] != "queued" or item["stage_note"]):
                console.print(views.item_line(item), soft_wrap=True)
            seen[item["id"]] = state
        job = await desk.job(job_number)
        now = (job["status"], job["status_message"])
        if seen.get("job") != now:
            console.print(views.job_line(job), soft_wrap=True)
        seen["job"] = now
        if _is_over(job, until_paused=until_paused):
            return job
        await clock.sleep(LOOK_SECONDS)


async def _simulated(desk: "Desk") -> bool:
    working = [worker for worker in await desk.workers() if worker["state"] not in ("stopped", "failed")]
    return any(worker["mode"] == "simulated" for worker in working)
