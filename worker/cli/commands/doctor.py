"""rapport doctor: one line a check, and what to do about it."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

from rich.text import Text

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, console, environment, print_json, wait_for

if TYPE_CHECKING:
    from worker.cli.checkup import Check

_STYLES = {"ok": "green", "warn": "yellow", "FAIL": "red"}


@app.command(epilog="Examples: rapport doctor | rapport doctor --json")
def doctor(*, as_json: Annotated[bool, JSON_OPTION] = False) -> int:
    """Check settings, key, database, migrations, publication, Realtime, models. Spends nothing."""
    from worker.cli.checkup import checks  # noqa: PLC0415 - imports every client

    async def work() -> int:
        worst = exits.OK
        done: list[Check] = []
        async for check in checks(environment()):
            done.append(check)
            if check.verdict == "FAIL":
                worst = exits.CONFIG if check.name == "settings" else worst or exits.FAILED
            if not as_json:
                _print(check)
        if as_json:
            print_json([asdict(check) for check in done])
        return worst

    return wait_for(work())


def _print(check: "Check") -> None:
    out = console()
    mark = (f"{check.verdict:>4}", _STYLES[check.verdict])
    out.print(Text.assemble(mark, f"  {check.name}: {check.message}"), soft_wrap=True)
    if check.action:
        out.print(f"      {check.action}", soft_wrap=True)
