"""How much two texts share: runs of words, and the share of them two texts have in common."""

from collections.abc import Iterable

Gram = tuple[str, ...]


def grams(text: str, size: int) -> Iterable[Gram]:
    """The runs of `size` words of a text, without marks and in one case."""
    words = [word.strip(".,;:!?()'\"\u2018\u2019\u201c\u201d\u2026").casefold() for word in text.split()]
    return zip(*(words[start:] for start in range(size)), strict=False)


def jaccard(one: frozenset[Gram], two: frozenset[Gram]) -> float:
    """The share two sets have in common, from 0 (nothing) to 1 (equal); 0 when both are empty."""
    shared = len(one & two)
    union = len(one) + len(two) - shared
    return shared / union if union else 0.0
