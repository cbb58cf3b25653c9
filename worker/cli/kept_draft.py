"""Prints the draft of a conversation that failed: the messages, and each finding where it lies.

What stands in a draft is data and printed as it stands. Tested in tests/unit/test_cli_kept_draft.py.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from worker.domain.sentences import split

Row = Mapping[str, Any]


def print_draft(out: Console, kept: Row) -> None:
    """Print a row of generation_drafts."""
    turns: Sequence[Row] = kept["draft"]["conversation"]["turns"]
    findings: Sequence[Row] = kept["draft"].get("findings", ())
    out.print(Text.assemble((kept["conversation_id"], "bold"), f"  draft of attempt {kept['attempt']}, ",
                            kept["created_at"][:16].replace("T", " ")))  # fmt: skip
    out.print(Text(f"{kept['error_code']}: {kept['error_message']}", style="red"))
    _print_findings(out, [each for each in findings if each.get("turn_number") is None], indent=0)
    for turn in turns:
        _print_turn(out, turn, [each for each in findings if each.get("turn_number") == turn["turn_number"]])


def _print_turn(out: Console, turn: Row, findings: Sequence[Row]) -> None:
    feeling = f"  {turn['primary_emotion']} {turn['intensity']}"
    out.print(Text.assemble((f"\nTurn {turn['turn_number']}", "bold cyan"), feeling))
    out.print(Padding(Text(turn["user_input"], style="italic"), (0, 0, 1, 2)))
    for number, sentence in enumerate(split(turn["target_response"]), start=1):
        out.print(Padding(Text(f"{number}. {sentence}"), (0, 0, 0, 2)))
        _print_findings(out, [each for each in findings if each.get("sentence_number") == number], indent=5)
    for sum_ in turn.get("calculations", ()):
        line = f"{sum_['result']} = {sum_['expression']} ({sum_['meaning']})"
        out.print(Padding(Text(line, style="dim"), (0, 0, 0, 2)))
    sentences = len(split(turn["target_response"]))
    rest = [each for each in findings if not 1 <= (each.get("sentence_number") or 0) <= sentences]
    _print_findings(out, rest, indent=2)


def _print_findings(out: Console, findings: Sequence[Row], *, indent: int) -> None:
    for finding in findings:
        colour = "red" if finding["severity"] == "error" else "yellow"
        words = f"{finding.get('path', '')}: {finding['message']} {finding['action']}".removeprefix(": ")
        out.print(Padding(Text(f"{finding['severity']}: {words}", style=colour), (0, 0, 0, indent)))
