"""What rapport import calls the files it tells of."""

from pathlib import Path

from worker.cli.commands.importing import told_apart


def test_files_of_one_name_are_shown_by_their_paths() -> None:
    """In two folders each has an x.json: both by path; what has its name alone keeps it."""
    names = {Path("a/x.json"): "x.json", Path("b/x.json"): "x.json", Path("b/y.json"): "y.json"}
    assert told_apart(names) == {
        Path("a/x.json"): "a/x.json",
        Path("b/x.json"): "b/x.json",
        Path("b/y.json"): "y.json",
    }
