"""What commands share: a console, the environment, a way into asyncio, JSON output."""

import asyncio
import getpass
import json
import os
import socket
import sys
from collections.abc import Coroutine, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import typer
from rich.console import Console

from worker.clock import SystemClock
from worker.errors import RapportError
from worker.settings import database_settings, read_environment

if TYPE_CHECKING:
    from worker.jobs.desk import Desk
    from worker.jobs.exchange import Exchange

Answer = TypeVar("Answer")

JSON_OPTION = typer.Option("--json", help="Print JSON for a program instead of text for a person.")


def console() -> Console:
    """Standard output for people; no colours when it is no terminal.

    What is printed is data, a client's words among it: brackets and colons in it are no markup.
    """
    return Console(highlight=False, markup=False, emoji=False)


def environment() -> dict[str, str]:
    """This process's environment over the .env file of the current folder."""
    return read_environment(os.environ, Path.cwd())


def wait_for(work: Coroutine[Any, Any, Answer]) -> Answer:
    """Run asynchronous work to its end."""
    return asyncio.run(work)


async def open_desk() -> "Desk":
    """The database as the settings name it.

    Raises:
        SettingsError: URL or key missing or of the wrong kind.
    """
    from worker.jobs.desk import Desk  # noqa: PLC0415 - the Supabase client takes a second to import

    return await Desk.open(*_address())


async def open_exchange() -> "Exchange":
    """As open_desk, for files that come in and go out."""
    from worker.jobs.exchange import Exchange  # noqa: PLC0415 - as above

    return await Exchange.open(*_address())


def _address() -> tuple[str, str]:
    settings = database_settings(environment(), now=SystemClock().now())
    return settings.supabase_url, settings.service_key.get_secret_value()


def operator() -> str:
    """Who is at the command line, for what is noted of what they did: account and machine."""
    try:
        return f"{getpass.getuser()}@{socket.gethostname()}"
    except (OSError, KeyError):  # an account without a name, as in a container
        return socket.gethostname()


def print_json(value: Mapping[str, Any] | Sequence[Any]) -> None:
    """One JSON document on standard output."""
    typer.echo(json.dumps(value, indent=2, ensure_ascii=False, default=str))


def agree(question: str, doing: str, *, yes: bool) -> None:
    """Ask before something that cannot be taken back, unless --yes was given; a no ends the command.

    Args:
        question: what is asked, without the question mark's choices.
        doing: what would happen, for the refusal where there is no terminal to ask.
        yes: whether the person agreed beforehand.

    Raises:
        RapportError: not agreed beforehand, and nobody can be asked.
        typer.Abort: the answer was no.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise RapportError(f"{doing}, and there is no terminal to ask.", hint="Add --yes.")
    typer.confirm(question, abort=True)


def counted(number: int, noun: str) -> str:
    """A number and its noun, which takes an s in the plural: "1 file", "1,576 files"."""
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def dollars(amount: float | str | None) -> str:
    """Money as people read it; an unknown amount is a dash, never 0."""
    if amount is None:
        return "-"
    return f"${float(amount):.2f}" if float(amount) >= 1 else f"${float(amount):.3f}"
