"""docs/quality.md lists every check as the code has it."""

import pytest

from tests.stack import PROJECT
from worker.cli.app import run
from worker.quality.assess import CHECKS
from worker.quality.table import checks_table


def test_the_table_of_checks_is_fresh() -> None:
    """Between the markers stands what `rapport check --list` prints."""
    text = (PROJECT / "docs" / "quality.md").read_text(encoding="utf-8")
    table = text.partition("<!-- checks -->\n")[2].partition("<!-- /checks -->")[0]
    assert table == checks_table()


def test_every_check_says_what_it_asks() -> None:
    """In a sentence of its own."""
    asked = [check.asks for check in CHECKS]
    assert all(sentence.endswith(".") for sentence in asked)
    assert len(set(asked)) == len(asked)


def test_the_list_is_printed_without_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    """And a path is asked for when there is nothing else to do."""
    assert run(["check", "--list"]) == 0
    assert capsys.readouterr().out == checks_table()
    assert run(["check"]) == 2
    assert "name a file or a folder" in capsys.readouterr().err
