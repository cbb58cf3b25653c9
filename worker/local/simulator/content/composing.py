"""Fits sentences into a range of words: the ones that must be there first, then as many others as fit."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from worker.domain.conversation import words


@dataclass(frozen=True)
class Piece:
    """A sentence and where it stands. place: order in the text; paragraph: which paragraph it belongs to."""

    text: str
    place: int
    paragraph: int = 0


def fit(
    wanted: Iterable[Piece], fillers: Sequence[Callable[[], Piece]], least: int, target: int, most: int
) -> str:
    """A text of at least `least` and at most `most` words, about `target` long.

    Args:
        wanted: by importance; one that would exceed `most` is left out.
        fillers: each call gives another sentence; asked in turn until `target` is reached.
        least: fewest words.
        target: words to aim for.
        most: most words.
    """
    chosen: list[Piece] = []
    total = 0
    for piece in wanted:
        size = words(piece.text)
        limit = most if total < least else target + (most - target) // 2
        if total + size <= limit:
            chosen.append(piece)
            total += size
    for number in range(12 * len(fillers)):
        if total >= target:
            break
        piece = fillers[number % len(fillers)]()
        size = words(piece.text)
        if total + size <= most and all(piece.text != other.text for other in chosen):
            chosen.append(piece)
            total += size
    return _join(chosen)


def _join(pieces: Sequence[Piece]) -> str:
    ordered = sorted(pieces, key=lambda piece: (piece.paragraph, piece.place))
    paragraphs: dict[int, list[str]] = {}
    for piece in ordered:
        paragraphs.setdefault(piece.paragraph, []).append(piece.text)
    return "\n\n".join(" ".join(sentences) for sentences in paragraphs.values())
