"""Numbers as people write them in English: 1,200 · 59 1/2 · 1.2 million · twenty-two · half a million.

`NUMBER` is a pattern to build others from; `read` gives the value of what it matched. Tested in
tests/unit/test_domain_figures.py.
"""

import re
from fractions import Fraction
from typing import Final

_UNIT_NAMES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen
"""
_TEN_NAMES = "twenty thirty forty fifty sixty seventy eighty ninety"
_UNITS: Final = {word: value for value, word in enumerate(_UNIT_NAMES.split())}
_TENS: Final = {word: 10 * value for value, word in enumerate(_TEN_NAMES.split(), start=2)}
_SCALES: Final = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000, "trillion": 10**12,
}  # fmt: skip
_LETTERS: Final = {"k": 1_000, "m": 1_000_000, "b": 1_000_000_000}
_VULGAR: Final = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4)}

_HUNDRED: Final = _SCALES["hundred"]
# Words of a number after its first: nine hundred ninety-nine trillion, and so on down, has fewer. A longer
# chain is none, and would be tried from each of its words.
_MOST_WORDS: Final = 24
_SCALE = "|".join(_SCALES)
_SMALL = "|".join(sorted((*_UNITS, *_TENS), key=len, reverse=True))
_WORDS = (
    rf"(?:half[\s-]a[\s-](?:{_SCALE})"
    rf"|(?:an?[\s-](?:{_SCALE})|{_SMALL})(?:[\s-]+(?:and\s+)?(?:{_SMALL}|{_SCALE})){{0,{_MOST_WORDS}}})"
)
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)"
_FRACTION = r"(?:\s\d/\d(?!\d)|-\d/\d(?!\d)|\s?[½¼¾])"
# A number in digits with what belongs to it, or in words; a letter (K, M, B) only right behind the digits.
NUMERAL: Final = rf"(?:{_DIGITS}(?:{_FRACTION}|[\s-](?:{_SCALE})\b|[KkMmBb]\b)?)"
NUMBER: Final = rf"(?:{NUMERAL}|\b{_WORDS}\b)"
_NUMERAL_PARTS = re.compile(
    rf"(?P<digits>{_DIGITS})(?:(?P<fraction>{_FRACTION})|[\s-](?P<scale>{_SCALE})|(?P<letter>[KkMmBb]))?$",
    re.IGNORECASE,
)
_ONE_TENTH: Final = Fraction(1, 10)


def read(text: str) -> tuple[Fraction, Fraction]:
    """The value of what NUMBER matched, and the unit of its last written place (0.1 for "4.5").

    A number in words is exact: its last place counts as 1.
    """
    parts = _NUMERAL_PARTS.match(text)
    if parts is None:
        return _in_words(text.casefold()), Fraction(1)
    digits = parts["digits"].replace(",", "")
    value = Fraction(digits)
    place = _ONE_TENTH ** len(digits.partition(".")[2])
    if parts["fraction"]:
        written = parts["fraction"].strip(" -")
        part = _VULGAR[written] if written in _VULGAR else _ratio(written)
        return value + part, Fraction(1, 100)
    factor = 1
    if parts["scale"]:
        factor = _SCALES[parts["scale"].casefold()]
    elif parts["letter"]:
        factor = _LETTERS[parts["letter"].casefold()]
    return value * factor, place * factor


def _ratio(written: str) -> Fraction:
    above, below = written.split("/")
    return Fraction(int(above), int(below)) if int(below) else Fraction(0)


def _in_words(text: str) -> Fraction:
    words = [word for word in re.split(r"[\s-]+", text) if word != "and"]
    if words[0] == "half":
        return Fraction(_SCALES[words[-1]], 2)
    total, group = 0, 0
    for word in words:
        if word in {"a", "an"}:
            group = 1
        elif word in _SCALES and _SCALES[word] > _HUNDRED:
            total += max(group, 1) * _SCALES[word]
            group = 0
        elif word in _SCALES:
            group = max(group, 1) * _HUNDRED
        else:
            group += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return Fraction(total + group)
