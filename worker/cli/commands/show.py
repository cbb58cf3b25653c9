"""rapport show: one conversation as a person reads it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from worker import exits
from worker.cli import views
from worker.cli.app import app
from worker.cli.kept_draft import print_draft
from worker.cli.session import JSON_OPTION, console, dollars, open_desk, print_json, wait_for

if TYPE_CHECKING:
    from worker.jobs.desk import Row

# score_parts.source of a judge's verdict (worker/quality/judgement.py).
JUDGE = "judge"


@app.command(epilog="Examples: rapport show ID --annotations | rapport show ID --draft")
def show(
    conversation_id: Annotated[str, typer.Argument(help="The conversation's id.", metavar="ID")],
    *,
    annotations: Annotated[
        bool, typer.Option("--annotations", help="Show each sentence with its rationales.")
    ] = False,
    draft: Annotated[
        bool, typer.Option("--draft", help="Show the draft that was kept when it failed, with its findings.")
    ] = False,
    as_json: Annotated[bool, JSON_OPTION] = False,
) -> int:
    """Show a conversation: its plan, its turns, what the checks found, its score."""
    if draft:
        wait_for(_show_draft(conversation_id, as_json=as_json))
        return exits.OK

    async def work() -> None:
        desk = await open_desk()
        try:
            row = await desk.conversation(conversation_id)
            turns = await desk.turns(conversation_id)
            findings = await desk.findings(conversation_id)
        finally:
            await desk.close()
        if as_json:
            print_json({**row, "turns": turns, "findings": findings})
        else:
            _print(console(), row, turns, findings, annotations=annotations)

    wait_for(work())
    return exits.OK


async def _show_draft(conversation_id: str, *, as_json: bool) -> None:
    desk = await open_desk()
    try:
        kept = await desk.kept_draft(conversation_id)
    finally:
        await desk.close()
    if as_json:
        print_json(kept)
    else:
        print_draft(console(), kept)


def _print(
    out: Console, row: "Row", turns: Sequence["Row"], findings: Sequence["Row"], *, annotations: bool
) -> None:
    # What was imported may lack any of it.
    said = {name: "" if value is None else value for name, value in row.items()}
    out.print(Text.assemble((row["conversation_id"], "bold"), f"  {said['topic_description']}"))
    out.print(f"{said['persona_name'] or 'Client'}: {said['persona_description']}")
    out.print(
        f"{said['starting_emotion']} {said['starting_intensity']} → "
        f"{said['ending_emotion']} {said['ending_intensity']}; {row['turn_count']} turns; "
        f"{row['generation_status']}; cost {dollars(row['generation_cost_usd'])}"
    )
    if row["generation_method"] == "simulated":
        out.print(views.SIMULATED_BANNER, style="yellow")
    if not turns:
        written_by = "Generate it with: rapport jobs create --single {} --watch"
        if row["template_id"] is None:
            written_by = "No job writes what has no template; a file of it does: rapport import --replace"
        out.print(f"No text yet: it is planned. {written_by.format(row['conversation_id'])}", soft_wrap=True)
        return
    for turn in turns:
        _print_turn(out, turn, annotations=annotations)
    _print_score(out, row["quality_metrics"], findings)


def _print_turn(out: Console, turn: "Row", *, annotations: bool) -> None:
    context = turn["emotional_context"]
    feeling = f"  {context['primary_emotion']} {context['intensity']}, {context['valence']}; "
    counts = f"{context['indicator_count']} indicators, {context['quote_count']} quotes"
    out.print(Text.assemble((f"\nTurn {turn['turn_number']}", "bold cyan"), feeling, counts))
    out.print(Padding(Text(turn["user_input"], style="italic"), (0, 0, 1, 2)))
    if not annotations:
        out.print(Padding(Text(turn["target_response"]), (0, 0, 0, 2)))
        _print_calculations(out, turn)
        return
    strategy = turn["response_strategies"]
    out.print(Padding(Text(f"{strategy['primary_strategy']}: {strategy['primary_rationale']}"), (0, 0, 1, 2)))
    for sentence in sorted(turn["response_breakdowns"], key=lambda each: int(each["sentence_number"])):
        out.print(Padding(Text(f"{sentence['sentence_number']}. {sentence['sentence_text']}"), (0, 0, 0, 2)))
        out.print(
            Padding(Text(f"{sentence['function']}; {sentence['technique']}", style="cyan"), (0, 0, 0, 5))
        )
        for choice in sentence["word_choice_rationale"]:
            out.print(Padding(Text(f"“{choice['phrase']}” {choice['reason']}", style="dim"), (0, 0, 0, 5)))
    _print_calculations(out, turn)


def _print_calculations(out: Console, turn: "Row") -> None:
    for sum_ in turn["calculations"]:
        line = f"{sum_['result']} = {sum_['expression']} ({sum_['meaning']})"
        out.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))


def _print_score(out: Console, metrics: "Row | None", findings: Sequence["Row"]) -> None:
    if metrics is None:
        return
    ready = "ready for training" if metrics["ready_for_training"] else "not ready for training"
    judged = (
        f"judged {metrics['judge_score']} by {metrics['judge_model']}"
        if metrics["judged"]
        else f"not judged ({metrics['not_judged_reason']})"
    )
    out.print(Text.assemble((f"\nQuality {metrics['overall_score']}", "bold"), f", {ready}, {judged}"))
    for part in metrics["score_parts"]:
        if part["source"] == JUDGE:
            _print_verdict(out, part)
        else:
            value = f"{part['value']:.3f}" if part["value"] is not None else f"- ({part['reason']})"
            out.print(f"  {part['dimension']}: {value}, weight {part['weight']}")
    for finding in findings:
        place = f"turn {finding['turn_number']}" if finding["turn_number"] else "conversation"
        place += f", sentence {finding['sentence_number']}" if finding["sentence_number"] else ""
        out.print(
            f"  {finding['severity']}: {place}: {finding['message']} {finding['action']}", soft_wrap=True
        )


def _print_verdict(out: Console, part: "Row") -> None:
    """The judge on one dimension: its score and reason, the faults it names, the words it quotes."""
    faults, given = part["evidence"].get("faults", []), part["evidence"].get("given")
    named = f" [{', '.join(faults)}]" if faults else ""
    named += f" (the judge gave {given}, its faults allow no more)" if given else ""
    line = f"  {part['dimension']}: {part['value']:.0f} of 5{named}. {part['reason']}"
    out.print(Text(line), soft_wrap=True)
    for quoted in part["evidence"].get("quotes", []):
        said = f"turn {quoted['turn']}, {quoted['speaker']}: “{quoted['quote']}”"
        out.print(Padding(Text(said, style="italic"), (0, 0, 0, 4)), soft_wrap=True)
