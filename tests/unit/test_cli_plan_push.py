"""What rapport plan push tells a person."""

from typing import Any

from worker.cli.commands.plan_push import told

SUM = "1 added, 1 updated, 1 kept, 1 left, 1 only in the database, 1 unchanged."


def line(outcome: str, **said: Any) -> dict[str, Any]:
    """One line of training_plan_push's report."""
    return {"kind": "conversation", "id": "x_1", "outcome": outcome, "parts": [], "why": None, **said}


def test_every_outcome_is_told_by_item_and_what_is_unchanged_is_counted() -> None:
    """In the order added, updated, kept, left, only there; with parts and reason where there are some."""
    answer = {
        "dry_run": True,
        "lines": [
            line("unchanged"),
            line("left", why="job #3 is to generate it"),
            line("kept", parts=["place", "work"], why="edited in the database"),
            line("only_in_database", kind="template", id="t_1", why="no file of it"),
            line("added", id="x_2"),
            line("updated", kind="dataset", id="x", parts=["facts"]),
        ],
        "counts": {"unchanged": 1, "left": 1, "kept": 1, "only_in_database": 1, "added": 1, "updated": 1},
    }
    assert told(answer) == [
        "added                 conversation x_2",
        "updated               dataset x (facts)",
        "kept                  conversation x_1 (place, work): edited in the database",
        "left                  conversation x_1: job #3 is to generate it",
        "only in the database  template t_1: no file of it",
        f"{SUM} A dry run: nothing was written.",
    ]


def test_a_push_with_nothing_to_do_says_so() -> None:
    """All unchanged: one line."""
    assert told({"dry_run": False, "lines": [line("unchanged")], "counts": {"unchanged": 1}}) == [
        "1 unchanged."
    ]
