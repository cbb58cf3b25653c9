"""Cuts a text into sentences, by code, so that an annotation can name them by number.

The cut always tiles: the sentences joined by spaces are the text, white space aside (`rejoins`). It only cuts
at white space, so decimals, amounts and names of accounts stay whole. It knows nothing of annotations.
Tested in tests/unit/test_sentences.py.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

# A piece of fewer words than this is kept with its neighbour (domain.md section 1).
LEAST_WORDS = 3

# Opening and closing marks: straight and typographic quotes, guillemets, brackets, Markdown's stars.
_OPENERS = "\"'\u201c\u2018\u00ab([{*_"
_CLOSERS = "\"'\u201d\u2019\u00bb)]}*_"
_ENDING = re.compile(rf"(?P<stop>[.!?\u2026]+)[{re.escape(_CLOSERS)}]*$")
_LIST_MARKER = re.compile(r"(?:\d{1,3}[.)]|\(?[a-zA-Z0-9]{1,2}\)|[-*\u2022\u2013])$")
_DOTTED = re.compile(r"(?:[a-z]\.)+[a-z]$")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Never the end of a sentence: what they abbreviate always goes on.
_GOES_ON = _set("""
    mr mrs ms mx dr prof rev hon gen sen rep gov capt lt sgt st mt ft vs v e.g i.e cf viz approx ca fig nos
    vol pp p dept resp incl
""")
# Abbreviations only before a number; words otherwise.
_BEFORE_A_NUMBER = _set("no min max sec art est")
# The end of a sentence only when what follows can open one.
_MAY_END = _set("etc jr sr inc co corp ltd llc bros al ave blvd rd mo yr hr ph.d m.d b.a m.b.a")
_TIMES = _set("a.m p.m")
_AFTER_A_TIME = _set("""
    monday tuesday wednesday thursday friday saturday sunday eastern central mountain pacific
    et ct mt pt est cst mst pst edt cdt mdt pdt utc gmt
""")
_STARTERS = _set("""
    the a an i i'm i've i'd i'll you you're you've your he she it it's its we we're we've they they're
    this that that's these those there there's here here's what what's when where who why how which if and
    but or so then because since while although though as at in on by for from with without after before
    once until now today maybe perhaps let let's first second third next finally also still yet not no yes
    would could should can do does did is are was were have has had my our their his her some many most
    each every both even just
""")


@lru_cache(maxsize=1024)
def split(text: str) -> tuple[str, ...]:
    """The sentences of a text, in order, each with its white space folded; () for a blank text.

    A blank line or a list item always starts a new sentence; any other line break is wrapping. A piece of
    fewer than three words is kept with its neighbour, in its own paragraph where there is one.
    """
    return tuple(_join_short([_paragraph(block) for block in _blocks(text)]))


def rejoins(text: str, sentences: Sequence[str]) -> bool:
    """Whether the sentences, joined, are the text: equal after folding white space."""
    return " ".join(sentences).split() == text.split()


def _blocks(text: str) -> list[list[str]]:
    """The words of each paragraph; a list item is a paragraph."""
    blocks: list[list[str]] = [[]]
    for line in text.splitlines():
        words = line.split()
        if not words or _LIST_MARKER.match(words[0]):
            blocks.append([])
        blocks[-1].extend(words)
    return [block for block in blocks if block]


def _paragraph(words: list[str]) -> list[list[str]]:
    """The sentences of one paragraph, each as its words."""
    sentences: list[list[str]] = [[]]
    for index, word in enumerate(words):
        sentences[-1].append(word)
        following = words[index + 1] if index + 1 < len(words) else None
        if following is not None and _ends(sentences[-1], following):
            sentences.append([])
    return sentences


def _ends(sentence: list[str], following: str) -> bool:
    """Whether the sentence so far is whole, given the word that follows."""
    word = sentence[-1].lstrip(_OPENERS)
    ending = _ENDING.search(word)
    if ending is None or (len(sentence) == 1 and _LIST_MARKER.match(sentence[0])):
        return False
    opening = following.lstrip(_OPENERS)
    if not opening or opening[0].islower():
        return False
    return ending["stop"] != "." or not _is_abbreviation(word[: ending.start()].lower(), opening)


def _is_abbreviation(stem: str, opening: str) -> bool:
    """Whether the full stop after `stem` belongs to an abbreviation rather than to the sentence."""
    plain = opening.replace("\u2019", "'").strip(_CLOSERS + ".,;:!?\u2026").lower()
    if stem in _GOES_ON:
        return True
    if stem in _BEFORE_A_NUMBER:
        return opening[0].isdigit()
    if stem in _TIMES:
        return plain in _AFTER_A_TIME
    if stem in _MAY_END or _DOTTED.match(stem) or (len(stem) == 1 and stem.isalpha() and stem != "i"):
        return plain not in _STARTERS
    return False


def _join_short(paragraphs: list[list[list[str]]]) -> list[str]:
    """Keeps a piece of too few words with the piece after it, or with the one before at a paragraph's end."""
    pieces: list[list[str]] = []
    held: list[str] = []
    for paragraph in paragraphs:
        first_of_paragraph = len(pieces)
        for sentence in paragraph:
            held = held + sentence
            if len(held) >= LEAST_WORDS:
                pieces.append(held)
                held = []
        if held and len(pieces) > first_of_paragraph:
            pieces[-1] = pieces[-1] + held
            held = []
    if held and pieces:
        pieces[-1] = pieces[-1] + held
    elif held:
        pieces.append(held)
    return [" ".join(piece) for piece in pieces]
