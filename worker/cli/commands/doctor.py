"""rapport doctor: one line a check, and what to do about it."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, agree, console, environment, print_json, wait_for
from worker.clock import SystemClock
from worker.settings import worker_settings

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from worker.cli.diagnosis import Check

_STYLES = {"ok": "green", "warn": "yellow", "FAIL": "red"}


@app.command(epilog="Examples: rapport doctor | rapport doctor --paid | rapport doctor --json")
def doctor(
    *,
    as_json: Annotated[bool, JSON_OPTION] = False,
    paid: Annotated[
        bool, typer.Option("--paid", help="Then prove the Anthropic key by one call for under a cent.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="With --paid: do not ask.")] = False,
) -> int:
    """Check settings, key, database, migrations, publication, Realtime, models. Free without --paid."""
    if yes and not paid:
        raise typer.BadParameter("--yes goes with --paid; the rest spends nothing")
    if paid and as_json and not yes:
        raise typer.BadParameter("--paid asks before it pays; with --json say --yes beforehand")

    async def work() -> int:
        done: list[Check] = []
        async for check in _all(paid=paid, yes=yes):
            done.append(check)
            if not as_json:
                _print(check)
        if as_json:
            print_json([asdict(check) for check in done])
        failed = [check.name for check in done if check.verdict == "FAIL"]
        if "settings" in failed:
            return exits.CONFIG
        return exits.FAILED if failed else exits.OK

    return wait_for(work())


async def _all(*, paid: bool, yes: bool) -> "AsyncIterator[Check]":
    from worker.cli.checkup import checks  # noqa: PLC0415 - imports every client
    from worker.cli.diagnosis import Check  # noqa: PLC0415 - as above
    from worker.cli.paid import NAME, paid_call  # noqa: PLC0415 - as above

    environ, clock = environment(), SystemClock()
    failed = False
    async for check in checks(environ, clock.now()):
        failed = failed or check.verdict == "FAIL"
        yield check
    if paid and failed:
        yield Check(NAME, "warn", "not made: something above has failed", "Mend that first.")
    elif paid:
        settings = worker_settings(environ, now=clock.now())
        yield await paid_call(settings, clock, lambda question: agree(question, "--paid would pay", yes=yes))


def _print(check: "Check") -> None:
    out = console()
    mark = (f"{check.verdict:>4}", _STYLES[check.verdict])
    out.print(Text.assemble(mark, f"  {check.name}: {check.message}"), soft_wrap=True)
    if check.action:
        out.print(f"      {check.action}", soft_wrap=True)
