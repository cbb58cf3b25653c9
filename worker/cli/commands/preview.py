"""rapport preview: the request a worker would send, its size and its price; nothing is sent."""

import json
from decimal import Decimal
from math import ceil
from typing import TYPE_CHECKING, Annotated, Any, cast

import typer
from rich.console import Console
from rich.text import Text

from worker import exits
from worker.cli.amounts import whole
from worker.cli.app import app
from worker.cli.session import JSON_OPTION, console, dollars, open_desk, print_json, wait_for
from worker.clock import SystemClock

if TYPE_CHECKING:
    from worker.claude.requests import CallRequest
    from worker.generation.preview import Previewed
    from worker.generation.work import Work
    from worker.jobs.desk import Desk

STAGES = ("dialogue", "annotate", "judge")


@app.command(epilog="Examples: rapport preview ID | rapport preview ID --stage annotate --turn 2 --json")
def preview(
    conversation_id: Annotated[str, typer.Argument(help="The conversation's id.", metavar="ID")],
    *,
    stage: Annotated[str, typer.Option(help=f"{', '.join(STAGES)}.")] = STAGES[0],
    turn: Annotated[int, typer.Option(help="For annotate: which turn.", parser=whole(), metavar="N")] = 1,
    preset: Annotated[str, typer.Option(help="best, balanced or cheapest.")] = "balanced",
    delivery: Annotated[
        str | None,
        typer.Option(help="live or message_batch, as for a job; the preset's if not given."),
    ] = None,
    guidance: Annotated[str | None, typer.Option(help="Words to add to the prompts.")] = None,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Print the exact request, its tokens and the most it may cost, and send nothing.

    The annotation and the verdict are asked for over a text: their requests can be seen once there is one.
    """
    if stage not in STAGES:
        raise typer.BadParameter(f"--stage is {', '.join(STAGES)}; got {stage}")
    wanted = {"preset": preset, "judge": True, "delivery": delivery, "guidance": guidance or None}
    options = {name: value for name, value in wanted.items() if value is not None}

    async def work() -> None:
        from worker.generation.preview import requests_of  # noqa: PLC0415 - the SDK takes a second to import

        desk = await open_desk()
        try:
            found = await _work(desk, conversation_id, options)
            requests = requests_of(found, cast("Previewed", stage), turn)
            priced = [(request, await desk.worst_case(request.to_open())) for request in requests]
        finally:
            await desk.close()
        if as_json:
            print_json([_as_json(request, price) for request, price in priced])
            return
        for request, price in priced:
            _print(console(), request, price)

    wait_for(work())
    return exits.OK


async def _work(desk: "Desk", conversation_id: str, options: dict[str, Any]) -> "Work":
    """What a worker would be given for the conversation, by the path a worker takes."""
    from worker.jobs.claims import Claim  # noqa: PLC0415 - as above
    from worker.jobs.store import Store  # noqa: PLC0415 - as above

    row = await desk.conversation(conversation_id)
    if row["quality_metrics"] is not None:
        options = {**options, "from_stage": "annotate"}
    claim = Claim(
        item_id="",
        lease_token="",
        job_id="",
        job_number=0,
        conversation_id=conversation_id,
        dataset_id=row["dataset_id"],
        template_id=row["template_id"],
        attempt=1,
        models=await desk.models(options),
        options=options,
    )
    method = row["generation_method"] or "claude_api"
    store = Store(desk.url, desk.client, SystemClock(), worker="preview", method=method)
    return await store.work(claim)


def _as_json(request: "CallRequest", price: Decimal | None) -> dict[str, Any]:
    return {
        "stage": request.stage,
        "delivery": request.delivery,
        "turn": request.turn,
        "section": request.section,
        "input_tokens": _tokens(request),
        "max_output_tokens": request.max_tokens,
        "most_usd": None if price is None else float(price),
        "request_hash": request.request_hash(),
        "body": request.body(),
    }


def _tokens(request: "CallRequest") -> int:
    """The input, at the reckoning of the prices in the README; reservations reckon more."""
    from worker.claude.requests import CHARACTERS_PER_TOKEN  # noqa: PLC0415 - as above

    body = request.body()
    texts = sum(len(block.text) for block in (*request.system, *request.user))
    return ceil((texts + len(json.dumps(body["output_config"]["format"]))) / CHARACTERS_PER_TOKEN)


def _print(out: Console, request: "CallRequest", price: Decimal | None) -> None:
    body = request.body()
    place = " ".join(str(part) for part in (request.stage, request.turn, request.section) if part is not None)
    effort = body["output_config"].get("effort", "its own")
    out.print(Text.assemble((f"{place}: ", "bold"), f"{body['model']}, effort {effort}"))
    for kind, blocks in (("system", request.system), ("user", request.user)):
        for block in blocks:
            cached = ", cached up to here" if block.cached else ""
            out.print(Text(f"── {kind}, {len(block.text):,} characters{cached}", style="cyan"))
            out.print(Text(block.text))
    schema = json.dumps(body["output_config"]["format"]["schema"])
    out.print(
        Text(f"── answer: JSON by a schema of {len(schema):,} characters (--json prints it)", style="cyan")
    )
    sent = "in a message batch" if request.delivery == "message_batch" else "live"
    most = "no price is known for this model" if price is None else f"{dollars(float(price))} at most, {sent}"
    out.print(
        f"About {_tokens(request):,} tokens in, {request.max_tokens:,} out at most; {most}. "
        "Nothing was sent.",
        soft_wrap=True,
    )
