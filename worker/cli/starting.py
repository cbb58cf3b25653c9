"""Inserts a job and follows it: what every command that starts work ends with."""

import asyncio
from typing import TYPE_CHECKING

import typer

from worker import exits
from worker.cli import views, watching
from worker.cli.session import console, open_desk, print_json
from worker.clock import SystemClock

if TYPE_CHECKING:
    from worker.jobs.desk import Row


async def start(row: "Row", *, follow: bool, as_json: bool) -> int:
    """Insert a row of generation_jobs; print it, or follow it to its end.

    Returns:
        The exit code.
    """
    desk = await open_desk()
    try:
        job = await desk.create_job(row)
    finally:
        await desk.close()
    if not as_json:
        console().print(views.job_line(job), soft_wrap=True)
    if follow:
        return await follow_job(job["job_number"], as_json=as_json)
    if as_json:
        print_json(job)
    else:
        console().print(f"Follow it with: rapport jobs watch {job['job_number']}")
    return exits.OK


async def follow_job(number: int, *, as_json: bool) -> int:
    """Follow a job to its end; with as_json its last row is printed and nothing else.

    Returns:
        The exit code.

    Raises:
        NotFoundError: no job has that number.
    """
    desk = await open_desk()
    try:
        if as_json:
            job = await desk.job(number)
            while job["status"] in views.LIVE_STATUSES:
                await SystemClock().sleep(watching.LOOK_SECONDS)
                job = await desk.job(number)
            print_json({**job, "items": await desk.items(job["id"])})
        else:
            job = await watching.watch(desk, number, console(), SystemClock())
            await watching.summarise(desk, job, console())
    except asyncio.CancelledError:
        typer.echo(f"No longer followed; job #{number} goes on. Again: rapport jobs watch {number}", err=True)
        raise
    finally:
        await desk.close()
    return views.exit_code(job)
