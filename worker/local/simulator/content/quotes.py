"""Finds the evidence in a client's message: exact words, and what they are evidence of.

Spans never overlap, so that every quote has its own place. Tested in
tests/unit/test_simulator_quotes.py.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from worker.domain.conversation import words
from worker.domain.plan import QualityRequirements
from worker.local.simulator.content import banks

EXPLICIT = "explicit_emotion_words"
_SPARE = 0.1  # how far below the stuffing bar the quotes stay, as a share of the message
_EXTRA = 2  # quotes beyond those asked for, where they fit
_LONGEST = 6  # words of a quote that is no marked phrase
_CLAUSE = re.compile(r"(?:[^.!?;:,\n()“”\"…]|[.,:](?=\w))+")
_STARTS_BADLY = {
    "and",
    "or",
    "but",
    "of",
    "to",
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "for",
    "with",
    "that",
    "by",
}
_ENDS_BADLY = _STARTS_BADLY | {
    "i",
    "my",
    "is",
    "am",
    "are",
    "was",
    "have",
    "has",
    "which",
    "it",
    "so",
    "if",
    "as",
}


@dataclass(frozen=True)
class Quote:
    """Words of a message and their category; start and end are character offsets."""

    words: str
    category: str
    start: int
    end: int


@dataclass(frozen=True)
class _Cues:
    feelings: re.Pattern[str]
    categories: tuple[tuple[str, re.Pattern[str]], ...]


@cache
def _cues() -> _Cues:
    path = resources.files("worker.local.simulator") / "banks" / "cues.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    feelings = "|".join(re.escape(word) for word in data["feelings"].split())
    return _Cues(
        re.compile(rf"(?<![\w'-])(?:{feelings})(?![\w-]|'\w)", re.IGNORECASE),
        tuple((name, re.compile(pattern)) for name, pattern in data["categories"].items()),
    )


@cache
def _lexicon() -> tuple[re.Pattern[str], dict[str, str]]:
    """One pattern of all marked phrases, longest first, and the category of each."""
    marked = dict(banks.load("client").lexicon)
    phrases = "|".join(re.escape(phrase) for phrase in sorted(marked, key=len, reverse=True))
    return re.compile(rf"(?<![\w'])(?:{phrases})(?!\w|'\w)"), marked


def find(
    message: str, emotion: str, requirements: QualityRequirements, room: int | None = None
) -> tuple[Quote, ...]:
    """Quotes of a message, in reading order: as many as the bar asks for, in enough categories.

    Args:
        message: the client's.
        emotion: its primary emotion, which is evidence wherever it is said.
        requirements: how many quotes and categories, and how much may be covered.
        room: how many quotes the bar on all indicators leaves; None for as many as there may be.
    """
    wanted = requirements.quotes_wanted(words(message))
    budget = int(words(message) * (requirements.stuffed_share - _SPARE))
    most = min(requirements.quotes.most, wanted + _EXTRA)
    if room is not None:
        most = max(min(most, room), wanted)
    chosen: list[Quote] = []
    for quote in (*_feelings(message, emotion), *_marked(message), *_clauses(message)):
        if len(chosen) >= most:
            break
        needed = sum(words(other.words) for other in chosen) + words(quote.words)
        if needed <= budget and _is_free(quote, chosen):
            chosen.append(quote)
    chosen = _spread(chosen, requirements)
    return tuple(sorted(chosen, key=lambda quote: quote.start))


def telling(found: Sequence[Quote]) -> tuple[str, ...]:
    """The words worth repeating: marked phrases if there are any, else every quote of two words or more."""
    _, marked = _lexicon()
    several = tuple(quote.words for quote in found if words(quote.words) > 1)
    return tuple(quote for quote in several if quote in marked) or several


def _is_free(quote: Quote, chosen: list[Quote]) -> bool:
    return all(
        (quote.end <= other.start or other.end <= quote.start)
        and quote.words.casefold() != other.words.casefold()
        for other in chosen
    )


def _feelings(message: str, emotion: str) -> list[Quote]:
    named = re.compile(rf"(?<![\w'-]){re.escape(emotion.replace('_', ' '))}(?![\w-]|'\w)", re.IGNORECASE)
    matches = [*named.finditer(message), *_cues().feelings.finditer(message)]
    return [Quote(match.group(), EXPLICIT, match.start(), match.end()) for match in matches][:4]


def _marked(message: str) -> list[Quote]:
    pattern, categories = _lexicon()
    return [
        Quote(match.group(), categories[match.group()], match.start(), match.end())
        for match in pattern.finditer(message)
        if words(match.group()) > 1 or categories[match.group()] == EXPLICIT
    ]


def _clauses(message: str) -> list[Quote]:
    """Pieces of clauses, the telling ones first, each with the category its words suggest."""
    found: list[tuple[int, Quote]] = []
    for clause in _CLAUSE.finditer(message):
        for start, end in _windows(message, clause.start(), clause.end()):
            text = message[start:end]
            category = next(
                (name for name, pattern in _cues().categories if pattern.search(text.lower())), ""
            )
            rank = 0 if category else 1
            found.append((rank, Quote(text, category or "vulnerability", start, end)))
    found.sort(key=lambda pair: pair[0])
    return [quote for _, quote in found]


def _windows(message: str, start: int, end: int) -> list[tuple[int, int]]:
    """A clause cut into pieces of two to six words that do not break off badly."""
    spans = [
        (start + match.start(), start + match.end()) for match in re.finditer(r"\S+", message[start:end])
    ]
    found = []
    index = 0
    while index < len(spans):
        piece = spans[index : index + (_LONGEST if len(spans) - index <= _LONGEST else 5)]
        index += len(piece)
        while len(piece) > 1 and message[slice(*piece[0])].lower() in _STARTS_BADLY:
            piece = piece[1:]
        while len(piece) > 1 and message[slice(*piece[-1])].lower() in _ENDS_BADLY:
            piece = piece[:-1]
        if len(piece) > 1 and all(
            message[a].isalnum() or message[a] == "$" for a, _ in (piece[0], piece[-1])
        ):
            found.append((piece[0][0], piece[-1][1]))
    return found


def _spread(chosen: list[Quote], requirements: QualityRequirements) -> list[Quote]:
    """Give quotes another category, or merge the rarest, until the number of categories is within the bar."""
    names = [name for name, _ in _cues().categories]
    bar = requirements.quote_categories
    categories = {quote.category for quote in chosen}
    while len(categories) < min(bar.least, len(chosen)):
        missing = next(name for name in names if name not in categories)
        counts = {name: sum(quote.category == name for quote in chosen) for name in categories}
        index = next(
            position
            for position in reversed(range(len(chosen)))
            if counts[chosen[position].category] > 1 and words(chosen[position].words) > 1
        )
        quote = chosen[index]
        chosen[index] = Quote(quote.words, missing, quote.start, quote.end)
        categories = {quote.category for quote in chosen}
    while len(categories) > bar.most:
        rare = min(sorted(categories - {EXPLICIT}), key=lambda name: sum(q.category == name for q in chosen))
        kept = max(
            sorted(categories - {EXPLICIT, rare}), key=lambda name: sum(q.category == name for q in chosen)
        )
        chosen = [
            Quote(quote.words, kept if quote.category == rare else quote.category, quote.start, quote.end)
            for quote in chosen
        ]
        categories = {quote.category for quote in chosen}
    return chosen
