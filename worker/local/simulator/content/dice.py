"""Choices that look varied and are always the same for the same seed."""

import hashlib
import random
from collections.abc import Sequence
from functools import cache
from typing import TypeVar

T = TypeVar("T")
_GOLDEN = 0.6180339887498949


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def generator(*parts: object) -> random.Random:
    """A generator that depends on nothing but `parts`."""
    text = "\x1f".join(str(part) for part in parts)
    return random.Random(hashlib.sha256(text.encode("utf-8", "replace")).digest())  # noqa: S311 - no secret


def number_of(name: str) -> int:
    """The number at the end of an id, so that neighbours spread evenly; else one from its letters."""
    digits = "".join(character for character in name.rsplit("_", 1)[-1] if character.isdigit())
    return int(digits) if digits else generator(name).randrange(1 << 16)


@cache
def _order(name: str, length: int) -> tuple[int, ...]:
    """The same shuffled order for everybody; conversations differ in where they start."""
    order = list(range(length))
    generator("deck", name, length).shuffle(order)
    return tuple(order)


class Deck:
    """Draws from lists without repeating itself inside a conversation.

    Conversations with neighbouring numbers start at places of a list that are far apart, so that the
    conversations of one template share few sentences. draft moves every start.
    """

    def __init__(self, conversation_id: str, draft: str) -> None:
        self._start = (
            number_of(conversation_id) * _GOLDEN + (generator(draft).random() if draft else 0.0)
        ) % 1
        self._at: dict[str, int] = {}

    def draw(self, name: str, options: Sequence[T]) -> T:
        """The next of `options`; each comes once before any comes again."""
        order = _order(name, len(options))
        position = self._at.get(name, int(self._start * len(options)))
        self._at[name] = position + 1
        return options[order[position % len(options)]]
