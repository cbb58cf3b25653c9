"""Files of many conversations, as unlike each other as those of different authors."""

import random
import string
from typing import Any

from tests.integration.interchange_rig import SEEDS, renamed, seed


def many(count: int, prefix: str) -> Any:
    """A file of so many conversations: the seeds, each copy in a cipher of its own, quotes and all."""
    names = sorted(path.stem for path in SEEDS.glob("*.json"))
    first = seed(names[0])
    pairs = []
    for number in range(count):
        name = names[number % len(names)]
        value = renamed(seed(name), **{name: f"{prefix}_{number}"})
        letters = list(string.ascii_lowercase)
        random.Random(number).shuffle(letters)  # noqa: S311 - no secret: the same file every time
        cipher = str.maketrans(string.ascii_lowercase, "".join(letters))
        pairs += [ciphered(pair, cipher) for pair in value["training_pairs"]]
    return {**first, "training_pairs": pairs}


def ciphered(value: Any, cipher: dict[int, int]) -> Any:
    """The value with its texts in a cipher; keys, ids and labels stay."""
    if isinstance(value, dict):
        return {
            key: inside
            if key in ("id", "conversation_id", "role", "valence", "pacing")
            else ciphered(inside, cipher)
            for key, inside in value.items()
        }
    if isinstance(value, list):
        return [ciphered(item, cipher) for item in value]
    return value.translate(cipher) if isinstance(value, str) else value
