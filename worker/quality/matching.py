"""Whether words occur in a text: white space and typographic apostrophes folded, whole words only."""

import re

# Typographic quotes and apostrophes, as phones and models write them, to the plain ones.
_PLAIN = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00a0": " "})
Span = tuple[int, int]


def fold(text: str) -> str:
    """The text with plain quotes and single spaces, case kept."""
    return " ".join(text.translate(_PLAIN).split())


def fold_name(name: str) -> str:
    """A name to compare: case, spaces, hyphens and underscores folded ("Self_Doubt" equals "self doubt")."""
    return " ".join(re.sub(r"[_\-\s]+", " ", name).split()).casefold()


def occurrences(needle: str, folded: str) -> list[Span]:
    """Where the needle occurs as whole words in a folded text: character ranges, overlapping ones too."""
    wanted = fold(needle)
    if not wanted:
        return []
    spans: list[Span] = []
    start = folded.find(wanted)
    while start >= 0:
        end = start + len(wanted)
        before = folded[max(start - 2, 0) : start][::-1]
        if not (wanted[0].isalnum() and _runs_on(before)) and not (
            wanted[-1].isalnum() and _runs_on(folded[end : end + 2])
        ):
            spans.append((start, end))
        start = folded.find(wanted, start + 1)
    return spans


def _runs_on(beside: str) -> bool:
    """Whether a word goes on into these two characters, read away from it: "s", or "'s" as in "don't"."""
    return bool(re.match(r"\w|'\w", beside))


def word_spans(folded: str) -> list[Span]:
    """The character range of each word of a folded text."""
    return [match.span() for match in re.finditer(r"\S+", folded)]


def overlap(one: Span, other: Span) -> bool:
    """Whether two ranges share a character."""
    return one[0] < other[1] and other[0] < one[1]
