"""Explains the words of an answer: which phrases of a sentence are worth a reason, and what the reason is.

Tested in tests/unit/test_simulator_phrases.py.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

from worker.domain.plan import Range
from worker.local.simulator.content.annotation_bank import Reason, load
from worker.local.simulator.content.dice import Deck

_BOUNDARY = {
    "and",
    "but",
    "or",
    "because",
    "so",
    "which",
    "that",
    "when",
    "while",
    "with",
    "if",
    "to",
    "for",
    "of",
}
_WEAK_END = _BOUNDARY | {
    "the",
    "a",
    "an",
    "is",
    "are",
    "in",
    "on",
    "at",
    "your",
    "my",
    "it",
    "from",
    "as",
    "be",
}
_LONGEST = 5
_MANY = (14, 24)  # words of a sentence from which one more, and two more, phrases are explained
_MARKS = "“”\"'\u2018\u2019()[],.;:!?…—\u2013"


@dataclass(frozen=True)
class Explained:
    """A phrase and why it works."""

    phrase: str
    reason: str


def explain(sentence: str, bar: Range, deck: Deck) -> list[Explained]:
    """Distinct phrases of a sentence with their reasons, within the bar."""
    size = len(sentence.split())
    count = min(max(bar.least + sum(size >= many for many in _MANY), bar.least), bar.most)
    phrases = pick(sentence, count)
    explained = []
    for index, phrase in enumerate(phrases):
        near = phrases[index - 1] if len(phrases) > 1 else sentence
        reason = _reason_for(phrase)
        text = deck.draw(f"reason/{reason.name}", reason.texts).format(phrase=phrase, near=near)
        explained.append(Explained(phrase, text))
    return explained


def pick(sentence: str, count: int) -> list[str]:
    """Up to `count` phrases, distinct without case: chunks first, then windows that overlap them."""
    chosen: list[str] = []
    seen: set[str] = set()
    clauses = _clauses(sentence)
    chunks = _chunks(clauses)
    ranked = sorted(
        chunks, key=lambda chunk: (_reason_for(chunk).name == "plain", -min(len(chunk.split()), 3))
    )
    preferred = [chunk for chunk in chunks if chunk in ranked[:count]]
    for phrase in chain(preferred, ranked, _windows(clauses)):
        if len(chosen) >= count:
            break
        if phrase.casefold() not in seen:
            seen.add(phrase.casefold())
            chosen.append(phrase)
    return chosen


def _reason_for(phrase: str) -> Reason:
    lower = phrase.lower()
    return next(reason for reason in load().reasons if reason.cues.search(lower))


def _clauses(sentence: str) -> list[list[str]]:
    """The words of each clause, free of the marks around them; a mark inside a run ends the clause."""
    clauses: list[list[str]] = [[]]
    for word in sentence.split():
        bare = word.strip(_MARKS)
        if word[:1] in _MARKS and clauses[-1]:
            clauses.append([])
        if bare:
            clauses[-1].append(bare)
        if word[-1:] in _MARKS and clauses[-1]:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _chunks(clauses: list[list[str]]) -> list[str]:
    found = []
    for clause in clauses:
        chunk: list[str] = []
        for word in clause:
            if (word.lower() in _BOUNDARY and len(chunk) > 1) or len(chunk) >= _LONGEST:
                found.append(chunk)
                chunk = []
            chunk.append(word)
        found.append(chunk)
    return [" ".join(_trimmed(chunk)) for chunk in found if _trimmed(chunk)]


def _trimmed(chunk: list[str]) -> list[str]:
    while len(chunk) > 1 and chunk[-1].lower() in _WEAK_END:
        chunk = chunk[:-1]
    while len(chunk) > 2 and chunk[0].lower() in ("and", "but", "or", "that", "to", "of"):  # noqa: PLR2004
        chunk = chunk[1:]
    return [] if len(chunk) == 1 and re.fullmatch(r"\W*|[a-z]{1,2}", chunk[0].lower()) else chunk


def _windows(clauses: list[list[str]]) -> Iterator[str]:
    """Every run of three, two, four and one words inside a clause."""
    return (
        " ".join(clause[start : start + size])
        for size in (3, 2, 4, 1)
        for clause in clauses
        for start in range(len(clause) - size + 1)
    )
