"""rapport demo: the main job on a stack of its own, from an empty database to a summary."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TypeVar

import typer
from rich.console import Console

from worker.cli import views, watching
from worker.cli.amounts import cap
from worker.cli.app import app
from worker.cli.selecting import Selection
from worker.cli.session import agree, console, dollars, wait_for
from worker.clock import SystemClock
from worker.errors import RapportError, SettingsError

if TYPE_CHECKING:
    from worker.jobs.desk import Desk, Row

Answer = TypeVar("Answer")

# Content faults of the demo's simulator, so that repairs are seen; its seed makes every run alike.
CONTENT_FAULTS = 0.2
# What the demo's worker keeps of the environment: how to run and how to reach the network, no settings.
_KEPT = (
    "PATH",
    "HOME",
    "LANG",
    "TMPDIR",
    "HTTPS_PROXY",
    "https_proxy",
    "NO_PROXY",
    "no_proxy",
    "SSL_CERT_FILE",
)
# Seconds the worker may take to stop once told.
STOP_SECONDS = 30.0


@app.command(epilog="Examples: rapport demo | rapport demo --keep | rapport demo --live --max-cost 2")
def demo(
    *,
    keep: Annotated[bool, typer.Option("--keep", help="Leave the stack up until Ctrl-C.")] = False,
    live: Annotated[bool, typer.Option("--live", help="Call the real Claude and pay.")] = False,
    max_cost: Annotated[
        Decimal | None, typer.Option(help="With --live: hard cap in US dollars.", parser=cap, metavar="USD")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="With --live: do not ask.")] = False,
) -> int:
    """Generate one conversation a template on a fresh local stack, with Claude simulated unless --live."""
    if live:
        _agree_to_pay(max_cost, yes=yes)
    elif max_cost is not None or yes:
        raise typer.BadParameter("--max-cost and --yes go with --live; the simulated demo costs nothing")
    return wait_for(_demo(console(), keep=keep, live=live, max_cost=max_cost))


def _agree_to_pay(max_cost: Decimal | None, *, yes: bool) -> None:
    if max_cost is None:
        raise typer.BadParameter("--live pays: say how much at most, for example --max-cost 2")
    if not os.environ.get("ANTHROPIC_API_KEY"):
        raise SettingsError(
            "--live needs ANTHROPIC_API_KEY in the environment (the demo reads no .env).",
            hint="export ANTHROPIC_API_KEY=… and run it again.",
        )
    agree(
        f"Call the real Claude and pay up to ${max_cost:.2f}? "
        "(The provider's terms say what its outputs may train.)",
        "--live would pay",
        yes=yes,
    )


async def _demo(out: Console, *, keep: bool, live: bool, max_cost: Decimal | None) -> int:
    from worker.jobs.desk import Desk  # noqa: PLC0415 - the Supabase client takes a second to import
    from worker.local.postgres import free_port  # noqa: PLC0415 - needs the local extra
    from worker.local.simulator import Simulator, SimulatorConfig  # noqa: PLC0415 - needs the local extra
    from worker.local.stack import PROJECT, LocalStack, StackOptions  # noqa: PLC0415 - needs the local extra

    folder = PROJECT / ".rapport" / "demo"
    options = StackOptions(
        data_dir=folder, http_port=0, db_port=free_port(), claude_port=0, fresh=True, durable=False
    )
    claude = None if live else Simulator(SimulatorConfig.lively(content_fault_rate=CONTENT_FAULTS)).app
    async with LocalStack(options, claude=claude, say=lambda line: out.print(line, soft_wrap=True)) as stack:
        environ = {
            "SUPABASE_URL": stack.url,
            "SUPABASE_SERVICE_ROLE_KEY": stack.service_role_key,
            "RAPPORT_CLAUDE": "live" if live else "simulated",
        }
        if live:
            environ["ANTHROPIC_API_KEY"] = os.environ["ANTHROPIC_API_KEY"]
        else:
            environ["ANTHROPIC_BASE_URL"] = stack.claude_url or ""
        desk = await Desk.open(stack.url, stack.service_role_key)
        try:
            async with _worker(environ, folder, out) as worker:
                job = await while_alive(worker, _run_job(desk, out, max_cost))
                await _look_back(desk, job, out)
                _say_how_to_look_further(out, folder, job["target_conversation_ids"][0])
                if keep:
                    await _until_interrupted(out, stack.url)
        finally:
            await desk.close()
    return views.exit_code(job)


@asynccontextmanager
async def _worker(
    environ: dict[str, str], folder: Path, out: Console
) -> AsyncIterator[asyncio.subprocess.Process]:
    """A worker in a process of its own, with these settings and no others; its log goes to a file."""
    path = folder / "worker.log"
    kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
    with path.open("wb") as log:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "worker", "run",
            cwd=folder, env=kept | environ, stdin=asyncio.subprocess.DEVNULL, stdout=log, stderr=log,
        )  # fmt: skip
    out.print(f"Started a worker (log in {path})\n", soft_wrap=True)
    try:
        yield process
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            try:
                async with asyncio.timeout(STOP_SECONDS):
                    await process.wait()
            except TimeoutError:
                process.kill()
                await process.wait()
        elif process.returncode:
            tail = path.read_text(encoding="utf-8", errors="replace").splitlines()[-5:]
            out.print("\n".join(["The worker ended by itself:", *tail]), style="red", soft_wrap=True)


async def while_alive(worker: asyncio.subprocess.Process, work: Coroutine[Any, Any, Answer]) -> Answer:
    """What the work comes to.

    Raises:
        RapportError: the worker ended first, and without it the work would never end.
    """
    working, dying = asyncio.ensure_future(work), asyncio.ensure_future(worker.wait())
    try:
        await asyncio.wait({working, dying}, return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise RapportError(f"The worker ended by itself, with code {worker.returncode}.")
    finally:
        working.cancel()
        dying.cancel()
        await asyncio.gather(working, dying, return_exceptions=True)


async def _run_job(desk: "Desk", out: Console, max_cost: Decimal | None) -> "Row":
    pilot = Selection(pilot=True).of(await desk.candidates(generated=False))
    ids = [row["conversation_id"] for row in pilot]
    row: Row = {
        "job_type": "batch",
        "target_conversation_ids": ids,
        "options": {"max_concurrency": len(ids)},
        "note": "rapport demo",
    }
    if max_cost is not None:
        row["max_cost_usd"] = float(max_cost)
    out.print(
        "insert into generation_jobs (job_type, target_conversation_ids) values ('batch', …)", style="dim"
    )
    job = await desk.create_job(row)
    return await watching.watch(desk, job["job_number"], out, SystemClock(), until_paused=True)


async def _look_back(desk: "Desk", job: "Row", out: Console) -> None:
    """The summary: what came out, what had to be repaired, whether the books agree."""
    await watching.summarise(desk, job, out)
    events = await desk.events(job["id"])
    repairs = [event for event in events if event["stage"] == "repairing"]
    out.print(f"{len(repairs)} repairs, for example:" if repairs else "Nothing had to be repaired.")
    for event in repairs[:3]:
        out.print(f"  {event['conversation_id']}: {event['message']}", soft_wrap=True)
    violations = await desk.history_violations()
    out.print(
        f"History checker: {len(violations)} violations"
        if violations
        else f"History checker: leases, results and the ledger of {dollars(job['cost_usd'])} agree."
    )


def _say_how_to_look_further(out: Console, folder: Path, conversation_id: str) -> None:
    try:
        shown = folder.relative_to(Path.cwd())
    except ValueError:
        shown = folder
    out.print("\nLook further, in this database:", style="bold")
    for line in (
        f"local --data-dir {shown}",
        f"local env --data-dir {shown} > .env   (in another terminal, as the next two)",
        f"show {conversation_id} --annotations",
        f"local psql --data-dir {shown}",
    ):
        out.print(f"  .venv/bin/rapport {line}", soft_wrap=True)


async def _until_interrupted(out: Console, url: str) -> None:
    out.print(f"\nStill up at {url}; Ctrl-C ends it.")
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stopping.set)
    await stopping.wait()
