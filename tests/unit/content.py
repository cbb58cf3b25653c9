"""A copy of the shipped content that a test may spoil, and the files tests spoil most."""

import shutil
from pathlib import Path

from tests.stack import PROJECT

NAME = "elena"
A = "planning/elena/conversations/tier1_a_confusion_to_clarity.toml"
PROFILE = "planning/elena/profile.toml"
SEED = "planning/elena/seeds/fp_marcus_002.json"


def copied(folder: Path) -> Path:
    """The folder, with planning/ and templates/ of the first dataset in it."""
    for part in ("planning", "templates"):
        shutil.copytree(PROJECT / part / NAME, folder / part / NAME)
    return folder


def spoil(root: Path, file: str, old: str, new: str) -> None:
    """Replaces the first occurrence of a text that must be there."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
