"""Choices that look varied and are always the same for the same seed."""

import hashlib
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


def words_of(text: str) -> frozenset[str]:
    """The words of a text, as a set."""
    return frozenset(text.split())


def generator(*parts: object) -> random.Random:
    """A generator that depends on nothing but `parts`."""
    text = "\x1f".join(str(part) for part in parts)
    return random.Random(hashlib.sha256(text.encode("utf-8", "replace")).digest())  # noqa: S311 - no secret


class Deck:
    """Draws from lists without repeating itself inside a conversation.

    Every conversation, and every draft of it, has each list in an order of its own, so that two of them share
    few sentences whatever their ids are.
    """

    def __init__(self, conversation_id: str, draft: str) -> None:
        self._identity = f"{conversation_id}\x1f{draft}"
        self._orders: dict[str, tuple[int, ...]] = {}
        self._at: dict[str, int] = {}

    def draw(self, name: str, options: Sequence[T]) -> T:
        """The next of `options`; each comes once before any comes again."""
        order = self._orders.get(name)
        if order is None or len(order) != len(options):
            order = tuple(generator(self._identity, name).sample(range(len(options)), len(options)))
            self._orders[name] = order
        position = self._at.get(name, 0)
        self._at[name] = position + 1
        return options[order[position % len(options)]]
