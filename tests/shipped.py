"""The datasets of the repository as their files give them, read once a process and shared by its tests."""

from functools import cache

from tests.stack import PROJECT
from worker.planning import load_dataset
from worker.planning.shapes import LoadedDataset


@cache
def shipped(name: str = "elena") -> LoadedDataset:
    """A dataset that nobody changes: tests derive theirs from it (`replace`, `model_copy`)."""
    return load_dataset(PROJECT, name)
