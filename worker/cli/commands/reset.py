"""rapport reset: conversations go back to planned; what was paid for them stays in the ledger."""

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from worker import exits
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, agree, console, open_desk, operator, print_json, wait_for

if TYPE_CHECKING:
    from worker.jobs.desk import Row


@app.command(epilog="Examples: rapport reset ID ID | rapport reset --simulated --yes")
def reset(
    ids: Annotated[
        list[str] | None, typer.Argument(help="Conversations; all or none.", metavar="ID…")
    ] = None,
    *,
    simulated: Annotated[
        bool, typer.Option("--simulated", help="Everything the simulator wrote that is in no live job.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Make conversations planned again: their texts go, the ledger stays (needs the service key)."""
    if bool(ids) == simulated:
        raise typer.BadParameter("give ids, or --simulated for everything the simulator wrote")

    async def work() -> None:
        desk = await open_desk()
        try:
            written = await desk.resettable(ids or [])
            if written:  # nothing written: the database says what is the matter
                agree(_question(written), "A reset deletes texts", yes=yes)
            answer = await desk.reset(ids or [], operator())
        finally:
            await desk.close()
        if as_json:
            print_json(answer)
        else:
            _print(answer)

    wait_for(work())
    return exits.OK


def _question(written: Sequence["Row"]) -> str:
    methods = Counter(str(row["generation_method"] or "without a method") for row in written)
    kinds = ", ".join(f"{count} {method}" for method, count in sorted(methods.items()))
    bare = sum(row["template_id"] is None for row in written)
    return (
        f"Reset {_conversations(len(written))} ({kinds}) to planned? "
        "Text, annotation and quality are deleted; the ledger stays, and generating again is paid again."
        + (f" {bare} of them without a template: only a file can write those again." if bare else "")
    )


def _print(answer: "Row") -> None:
    out = console()
    for row in answer["reset"]:
        out.print(f"{row['conversation_id']}: was {row['was']} ({row['generation_method'] or 'no method'})")
    out.print(f"{_conversations(len(answer['reset']))} planned again.")
    for key, why in (("already_planned", "planned already"), ("live", "left, in a live job")):
        if answer[key]:
            out.print(f"{why}: {', '.join(answer[key])}")
    if answer["without_template"]:
        out.print(
            f"No job can write what has no template ({', '.join(answer['without_template'])}): "
            "import its file again with --replace, or set template_id.",
            soft_wrap=True,
        )


def _conversations(count: int) -> str:
    return "1 conversation" if count == 1 else f"{count} conversations"
