"""What the command line prints is data: whatever stands in it is printed as it stands."""

import pytest
from rich.table import Table

from worker.cli.commands.doctor import _print
from worker.cli.diagnosis import Check
from worker.cli.session import console

ODD = "[/] [bold]never[/bold] [/quote] :warning: [laughs]"


def test_brackets_and_colons_are_no_markup(capsys: pytest.CaptureFixture[str]) -> None:
    """A client who writes "[laughs]" neither vanishes nor ends the command, in a line or in a table."""
    table = Table(box=None)
    table.add_column("said")
    table.add_row(ODD)
    console().print(ODD, soft_wrap=True)
    console().print(table)
    assert capsys.readouterr().out.count(ODD) == 2


def test_a_check_is_printed_as_it_stands(capsys: pytest.CaptureFixture[str]) -> None:
    """The verdict, what was looked at, and below it what to do."""
    _print(Check("key", "FAIL", f"refused: {ODD}", "Copy it again."))
    assert capsys.readouterr().out.splitlines() == [f"FAIL  key: refused: {ODD}", "      Copy it again."]
