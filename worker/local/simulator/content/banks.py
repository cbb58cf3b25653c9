"""The phrase banks, and the lexicon of evidence marked in them.

A span marked [[…]] or [[category:…]] in banks/client.toml is removed from the text and kept in the lexicon,
so that the annotation finds the very words again in a message.
"""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

_SPAN = re.compile(r"\[\[(?:(?P<category>[a-z_]+):)?(?P<words>.+?)\]\]")


@dataclass(frozen=True)
class Banks:
    """lists: name → sentences without marks. speech: what a report of speech becomes. lexicon: pairs of
    (words, category); words with a placeholder are left out, they are found by other means.
    """

    lists: dict[str, tuple[str, ...]]
    speech: dict[str, tuple[str, ...]]
    lexicon: tuple[tuple[str, str], ...]


@cache
def load(name: str) -> Banks:
    """The bank of banks/<name>.toml; read once."""
    path = resources.files("worker.local.simulator") / "banks" / f"{name}.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    defaults = data.get("defaults", {})
    lexicon = [
        (match["words"], match["category"] or defaults.get(listed, listed))
        for listed, sentences in data.get("lists", {}).items()
        for sentence in sentences
        for match in _SPAN.finditer(sentence)
        if "{" not in match["words"]
    ]
    return Banks(
        lists={
            listed: tuple(_SPAN.sub(lambda match: match["words"], sentence) for sentence in sentences)
            for listed, sentences in data.get("lists", {}).items()
        },
        speech={key: tuple(values) for key, values in data.get("speech", {}).items()},
        lexicon=tuple(lexicon),
    )
