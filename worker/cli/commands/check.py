"""rapport check: the quality checks on interchange files, without a database."""

from collections.abc import Sequence
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from worker import exits
from worker.cli.app import app
from worker.cli.commands.plan import ROOT_OPTION, chosen_datasets
from worker.cli.session import JSON_OPTION, console, counted, print_json
from worker.errors import RapportError

if TYPE_CHECKING:
    from worker.domain.findings import Finding
    from worker.planning.review import ReviewedConversation, ReviewedFile

_STYLES = {"error": "bold red", "warning": "yellow"}


@app.command(epilog="Example: rapport check planning/elena/seeds")
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Interchange files, or folders that hold some.", metavar="PATH…"),
    ] = None,
    *,
    dataset: Annotated[
        str | None, typer.Option("--dataset", help="Whose rules; by default the only dataset there is.")
    ] = None,
    root: Annotated[Path, ROOT_OPTION] = Path(),
    as_json: Annotated[bool, JSON_OPTION] = False,
    list_checks: Annotated[bool, typer.Option("--list", help="List the checks and leave.")] = False,
) -> int:
    """Check interchange files: what is wrong, where, what to do. Exit 0 clean, 3 findings, 1 broken file."""
    from worker.planning.load import load_rules  # noqa: PLC0415 - only this command needs it
    from worker.planning.review import files_of, review  # noqa: PLC0415 - as above

    if list_checks:
        from worker.quality.table import checks_table  # noqa: PLC0415 - as above

        typer.echo(checks_table(), nl=False)
        return exits.OK
    if not paths:
        raise typer.BadParameter("name a file or a folder of interchange files", param_hint="PATH…")
    files = review(files_of(paths), load_rules(root, _one_dataset(root, dataset)))
    if as_json:
        print_json([_as_json(file) for file in files])
    else:
        _print(console(), files)
    if any(file.broken for file in files):
        return exits.FAILED
    found = any(item.report.findings for file in files for item in file.conversations)
    return exits.JOB_FAILED if found else exits.OK


def _one_dataset(root: Path, dataset: str | None) -> str:
    names = chosen_datasets(root, dataset)
    if len(names) > 1:
        raise RapportError(
            f"There are several datasets: {', '.join(names)}.", hint="Name one with --dataset."
        )
    return names[0]


def _print(out: Console, files: Sequence["ReviewedFile"]) -> None:
    for file in files:
        out.print(Text(str(file.path), style="bold"))
        if file.broken:
            out.print(Text(f"  {file.broken}", style="red"), soft_wrap=True)
        for note in file.notes:
            out.print(Text(f"  not as the format has it, {note}", style="yellow"), soft_wrap=True)
        for item in file.conversations:
            _print_conversation(out, item)
    conversations = [item for file in files for item in file.conversations]
    broken = sum(bool(file.broken) for file in files)
    ready = sum(item.report.metrics.ready_for_training for item in conversations)
    findings = sum(len(item.report.findings) for item in conversations)
    out.print(
        f"\n{counted(len(conversations), 'conversation')} in {counted(len(files), 'file')}: {ready} ready "
        f"for training, {counted(findings, 'finding')}, {counted(broken, 'file')} broken.",
        soft_wrap=True,
    )
    if conversations:
        out.print(_figures(conversations), soft_wrap=True)


def _figures(conversations: Sequence["ReviewedConversation"]) -> str:
    from worker.planning.review import figures_of  # noqa: PLC0415 - as above

    held = figures_of(conversations)
    return (
        f"{counted(held.turns, 'turn')}: {_each(held.indicators, held.turns)} indicators and "
        f"{_each(held.quotes, held.turns)} quotes a turn, "
        f"{_share(held.grounded)} of quotes and phrases grounded; {counted(held.sentences, 'sentence')}, "
        f"{_share(held.covered)} covered, {_each(held.rationales, held.sentences)} rationales a sentence."
    )


def _each(number: int, of: int) -> str:
    return f"{number / of:.2f}" if of else "no"


def _share(share: float | None) -> str:
    """A share in per cent, never rounded up to all."""
    return "none" if share is None else f"{floor(share * 1000) / 10:g} %"


def _print_conversation(out: Console, item: "ReviewedConversation") -> None:
    metrics = item.report.metrics
    ready = "ready for training" if metrics.ready_for_training else "not ready for training"
    held = "" if item.planned else "; it has no specification, so plan and arc are not checked"
    out.print(f"  {item.conversation_id}: {metrics.overall_score:.2f}, {ready}{held}")
    for finding in item.report.findings:
        said = Text.assemble(
            (f"{finding.severity}", _STYLES.get(finding.severity, "")),
            f" {_place(finding)}: {finding.message} ",
            (finding.action, "cyan"),
            (f" [{finding.check}]", "dim"),
        )
        out.print(Padding(said, (0, 0, 0, 4)))
        sentence = _sentence(item, finding)
        if sentence:
            out.print(Padding(Text(f"“{sentence}”", style="italic"), (0, 0, 0, 6)))


def _place(finding: "Finding") -> str:
    place = f"turn {finding.turn}" if finding.turn else "conversation"
    place += f", sentence {finding.sentence}" if finding.sentence else ""
    return place + (f", {finding.section}" if finding.section else "")


def _sentence(item: "ReviewedConversation", finding: "Finding") -> str:
    """The sentence of the answer a finding stands on; "" where it stands on none."""
    from worker.domain.sentences import split  # noqa: PLC0415 - as above

    if finding.turn is None or finding.sentence is None:
        return ""
    sentences = split(item.conversation.turns[finding.turn - 1].target_response)
    return sentences[finding.sentence - 1] if finding.sentence <= len(sentences) else ""


def _as_json(file: "ReviewedFile") -> dict[str, Any]:
    return {
        "file": str(file.path),
        "broken": file.broken or None,
        "notes": [str(note) for note in file.notes],
        "conversations": [
            {
                "conversation_id": item.conversation_id,
                "planned": item.planned,
                "overall_score": item.report.metrics.overall_score,
                "ready_for_training": item.report.metrics.ready_for_training,
                "metrics": item.report.metrics.model_dump(mode="json"),
                "findings": [
                    {**finding.model_dump(mode="json"), "sentence_text": _sentence(item, finding) or None}
                    for finding in item.report.findings
                ],
            }
            for item in file.conversations
        ],
    }
