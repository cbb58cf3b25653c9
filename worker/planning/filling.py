"""What `rapport plan new` left to its user: a text that says FILL-IN is a fault until somebody wrote it."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from worker.planning.shapes import LoadedDataset

# What stands where the user's own words belong, before a word that says which: FILL-IN NAME.
FILL_IN: Final = "FILL-IN"
_MARK = re.compile(rf"{FILL_IN}(?: [A-Z]+)?")


def left_to_fill_in(value: object, place: str = "") -> Iterator[tuple[str, str]]:
    """The texts that say FILL_IN, in a value as JSON would hold it: each one's path, and what it says."""
    if isinstance(value, str):
        found = _MARK.search(value)
        if found:
            yield place, found.group()
    elif isinstance(value, Mapping):
        for name, item in value.items():
            yield from left_to_fill_in(item, f"{place}.{name}" if place else str(name))
    elif isinstance(value, list | tuple):
        for index, item in enumerate(value):
            yield from left_to_fill_in(item, f"{place}[{index}]")


def texts_of(loaded: LoadedDataset) -> dict[str, Any]:
    """The dataset's own texts by the name their file goes by: the dataset, its profile, each template."""
    own = {"guides", "hotlines", "personas", "facts"}
    dataset = loaded.dataset
    return {
        "dataset": {"name": dataset.name},
        "profile": {name: value for name, value in dataset.profile.items() if name not in own},
        "personas": {"persona": dataset.profile["personas"]},
        **{
            item.template.template_id: item.template.model_dump(mode="json", exclude={"quality_requirements"})
            for item in loaded.templates
        },
    }
