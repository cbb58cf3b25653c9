"""A refusal at the command line names the command line's flags."""

import re
from pathlib import Path

import pytest
import typer

from worker import exits
from worker.cli import app as command_line
from worker.cli.wording import SAID, ours
from worker.errors import RapportError

MIGRATIONS = Path(__file__).parents[2] / "supabase" / "migrations"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Set options.filter.dataset_id to one of bakers, elena.", "Name one with --dataset: bakers, elena."),
        ('options.preset must be best, balanced or cheapest; got "x".',
         '--preset must be best, balanced or cheapest; got "x".'),
        ('options.from_stage must be annotate, judge or validate; got "x".',
         '--from-stage must be annotate, judge or validate; got "x".'),
        ("Set options.existing to skip to leave them, or to replace to generate them anew.",
         "Leave them out, or add --replace to generate them anew."),
        ("Wait for them, widen options.filter, or set options.existing = replace to generate anew.",
         "Wait for them, or add --replace to generate anew."),
        ("options.max_concurrency must be a whole number from 1 to 100; got 0.",
         "options.max_concurrency must be a whole number from 1 to 100; got 0."),
    ],
)  # fmt: skip
def test_what_the_database_says_is_told_with_our_flags(said: str, told: str) -> None:
    """Where there is a flag; an option without one keeps its name."""
    assert ours(said) == told


def test_only_what_the_database_does_say_is_translated() -> None:
    """Each pattern fits a message of some migration, or of one that format fills in."""
    text = "".join(path.read_text() for path in MIGRATIONS.glob("*.sql")).replace("''", "'")
    text = text.replace("No %s is called", "No dataset_id is called")
    named = re.findall(r"option_wrong\('(\w+)'|array\['(judge)'", text)
    text += "".join(f" options.{option or flag} " for option, flag in named)
    for pattern, _ in SAID:
        assert re.search(pattern, text), pattern


def test_a_refused_command_prints_both_lines_in_our_words(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Message and hint alike."""
    refusing = typer.Typer()

    @refusing.command()
    def refuse() -> None:
        raise RapportError(
            "options.delivery must be live.", hint="Set options.filter.dataset_id to one of a, b."
        )

    monkeypatch.setattr(command_line, "app", refusing)
    monkeypatch.setattr(command_line, "_GROUPS", ())
    assert command_line.run([]) == exits.FAILED
    assert capsys.readouterr().err.splitlines() == [
        "rapport: --delivery must be live.",
        "Name one with --dataset: a, b.",
    ]
