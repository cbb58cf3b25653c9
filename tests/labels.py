"""Renders the labels of a sentence into docs/content.md: `.venv/bin/python -m tests.labels`.

A test in tests/unit/test_planning_content.py fails when the page is not what profile and seeds say.
"""

from collections import Counter

from tests.stack import PROJECT
from worker.planning import LoadedDataset, load_dataset

PAGE = PROJECT / "docs" / "content.md"
OPENING, CLOSING = "<!-- labels -->\n", "<!-- /labels -->"


def labels_table(loaded: LoadedDataset) -> str:
    """A row for each kind of label: its words, each with how many sentences of the seeds carry it."""
    sentences = [
        sentence
        for seed in loaded.seeds
        for turn in seed.conversation.turns
        for sentence in turn.response_breakdown
    ]
    rows = ["| label | words, and the sentences of the seeds that carry each |", "| --- | --- |"]
    for kind, known in loaded.dataset.profile["labels"].items():
        used = Counter(getattr(sentence, kind) for sentence in sentences)
        rows.append(f"| {kind} | {', '.join(f'{name} {used[name]}' for name in known)} |")
    return "\n".join(rows) + "\n"


def page(text: str, loaded: LoadedDataset) -> str:
    """The page with the table between its markers written anew."""
    before, _, rest = text.partition(OPENING)
    _, _, after = rest.partition(CLOSING)
    return f"{before}{OPENING}{labels_table(loaded)}{CLOSING}{after}"


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8"), load_dataset(PROJECT, "elena")), encoding="utf-8")
