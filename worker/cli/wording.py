"""The database's refusals in the words of the command line: its flags for a client's columns and options.

The database speaks to whoever inserts a row. A flag of ours stands for an option of a job, so here its hint
names the flag; what has no flag is told as it is. Tested in tests/unit/test_cli_wording.py.
"""

import re
from typing import Final

# What the database says (as a pattern), and how it is done here. The first that fits a place has it.
SAID: Final[tuple[tuple[str, str], ...]] = (
    (r"Set options\.filter\.dataset_id to one of (.+)\.", r"Name one with --dataset: \1."),
    (r"No dataset_id is called", "No dataset is called"),
    (r"Correct the filter, or leave it out to take everything\.", "Correct --dataset, or leave it out."),
    (
        r"widen options\.filter, or set options\.existing = replace to generate anew\.",
        "or add --replace to generate anew.",
    ),
    (
        r"Set options\.existing to skip to leave them, or to replace to generate them anew\.",
        "Leave them out, or add --replace to generate them anew.",
    ),
    (r"Set options\.existing to replace to generate anew\.", "Add --replace to generate anew."),
    (r"options\.from_stage works on a text that was generated; widen options\.filter\.",
     "Only what a job has generated can be worked on so."),
    (r"options\.from_stage works on a text that was generated: generate these first, without it\.",
     "Only what a job has generated can be worked on so: generate these first."),
    (r"options\.from_stage works on what a job generated;",
     "Only what a job has generated can be worked on so;"),
    (r"options\.from_stage = judge has nothing to do when options\.judge is false\.",
     "--from-stage judge has nothing to do with --no-judge."),
    (r"Leave judge out, or choose another from_stage\.", "Leave one of the two out."),
    (r"is named twice in target_conversation_ids\.", "is named twice."),
    (r"Take the seeds out of target_conversation_ids\.", "Leave the seeds out."),
    (r"Choose ids from training_conversations\.conversation_id; case matters\.",
     "rapport plan show lists the ids of the plan; case matters."),
    (r"\boptions\.(preset|delivery|judge|guidance)\b", r"--\1"),
    (r"\boptions\.from_stage\b", "--from-stage"),
)  # fmt: skip
_PATTERNS: Final = tuple((re.compile(pattern), ours) for pattern, ours in SAID)


def ours(text: str) -> str:
    """A message or hint of the database as the command line says it; any other text as it is."""
    for pattern, said in _PATTERNS:
        text = pattern.sub(said, text)
    return text
