"""Finds the figures of a text: amounts of money, percentages, ages, dates, years, phone numbers, the rest.

Only what is plainly marked is one of the first six ("$", "percent", "age", a month, four digits of a year, a
dialled number); sentence numbers, times, names of accounts and forms are other numbers at most. `Known`
collects figures and says whether another equals one of them. Knows no dataset; reads English. Tested in
tests/unit/test_domain_figures.py.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from functools import lru_cache
from typing import Final, Literal

from worker.domain.numerals import NUMBER, NUMERAL, read

# counted: a number of something that is named (12 years, 211 shares); number: any other.
Kind = Literal["money", "percent", "age", "date", "year", "phone", "counted", "number"]
# What an answer may not bring in without ground.
STATED: Final = frozenset({"money", "percent", "age", "date", "year", "phone"})
# What anybody may speak of: nothing at all, and all of something.
_ALWAYS: Final = frozenset({("money", Fraction(0)), ("percent", Fraction(0)), ("percent", Fraction(100))})

_MONTH_NAMES = "January February March April May June July August September October November December"
_MONTHS: Final = _MONTH_NAMES.split()
_MONTH = "|".join(
    [*_MONTHS, *(f"{name[:3]}\\." for name in _MONTHS), "Sept\\.", "Jan", "Feb", "Mar", "Apr", "Jun", "Jul",
     "Aug", "Sept", "Sep", "Oct", "Nov", "Dec"]
)  # fmt: skip
_DAY = r"(?P<day>3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?(?![\d,]?\d|%|\s?(?:percent|dollars))"
_YEAR = r"(?:19|20)\d{2}"
_PERCENT = r"(?:\s?%|[\s-](?:percent(?:age[\s-]points?)?|per\scent)\b)"
_DIAL = r"(?:call|calls|calling|text|texts|texting|dial|dials|dialing|phone|ring)"
_AGE = r"\d{1,3}(?:\s1/2|½|-1/2)?(?![\d(,.]?\d|\(|%|[A-Za-z])"
_AGE_WORD = (
    r"(?:(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:-[a-z]+)?"
    r"|(?:thir|four|fif|six|seven|eigh|nine)teen)"
)
_AGED = rf"(?:{_AGE}|{_AGE_WORD})"
# No figure has more digits: of a longer run the first are one, and the rest is as good as letters. (A run
# would be tried from each of its digits, and Python reads no number of thousands of them.)
_LONG_DIGITS: Final = re.compile(r"(\d{15})(\d+)")
# The youngest age that can be a rule's; under it "turn 2" is a page or a game.
_LEAST_AGE: Final = 13
_MOST_AGE: Final = 120


@dataclass(frozen=True)
class Figure:
    """A figure of a text.

    value: dollars, per cent, years, the number itself; a date is month * 100 + day, a phone number its
    digits. place: the unit of the last written place (0.1 for "4.5 percent"). text is as written, start where
    it begins.
    """

    kind: Kind
    value: Fraction
    text: str
    start: int
    place: Fraction = Fraction(1)


@dataclass(frozen=True)
class _Pattern:
    """How a kind is found: every group named n… of the pattern is a number of that kind."""

    regex: re.Pattern[str]
    make: Callable[[re.Match[str]], Iterable[Figure]]


@lru_cache(maxsize=4096)
def figures_in(text: str) -> tuple[Figure, ...]:
    """The figures of a text, in order; no two share a character, the more plainly marked one wins."""
    text = _LONG_DIGITS.sub(lambda run: run[1] + "x" * len(run[2]), text)
    taken = [False] * len(text)
    found: list[Figure] = []
    for pattern in _PATTERNS:
        match = pattern.regex.search(text)
        while match is not None:
            start, end = match.span()
            made = [] if any(taken[start:end]) else list(pattern.make(match))
            if made:
                taken[start:end] = [True] * (end - start)
                found += made
            match = pattern.regex.search(text, end if made else start + 1)
    return tuple(sorted(found, key=lambda figure: figure.start))


@dataclass
class Known:
    """Figures that have ground, by kind."""

    values: dict[Kind, set[Fraction]] = field(default_factory=dict)

    def add(self, kind: Kind, value: Fraction) -> None:
        """Adds one."""
        self.values.setdefault(kind, set()).add(value)

    def add_text(self, text: str) -> None:
        """Adds every figure of a text."""
        for figure in figures_in(text):
            self.add(figure.kind, figure.value)

    def holds(self, figure: Figure) -> bool:
        """Whether a figure equals a known one, whatever its spelling.

        A bare number ("forty thousand") may be any amount; a number of years may be an age.
        """
        kinds: tuple[Kind, ...] = (figure.kind,)
        if figure.kind in {"money", "percent", "age"}:
            kinds += ("number",)
        if figure.kind == "age":
            kinds += ("counted",)
        if (figure.kind, figure.value) in _ALWAYS:
            return True
        return any(figure.value in self.values.get(kind, ()) for kind in kinds)

    def holds_number(self, value: Fraction) -> bool:
        """Whether a bare number is a known figure of any kind, a known percentage as a share (0.22), or one
        plus or one minus such a share (1.22, 0.78).
        """
        if any(value in values for values in self.values.values()):
            return True
        return any(100 * share in self.values.get("percent", ()) for share in (value, value - 1, 1 - value))


def _groups(match: re.Match[str]) -> Iterator[tuple[str, int]]:
    for name, text in match.groupdict().items():
        if name.startswith("n") and text:
            yield text, match.start(name)


def _phone(match: re.Match[str]) -> list[Figure]:
    text = match["number"]
    digits = re.sub(r"\D", "", text)
    if len(digits) == 11 and digits[0] == "1":  # noqa: PLR2004 - the country's code before ten digits
        digits = digits[1:]
    return [Figure("phone", Fraction(int(digits)), text, match.start("number"))]


def _date(match: re.Match[str]) -> list[Figure]:
    name = match["month"].rstrip(".")[:3].casefold()
    month = next(number for number, full in enumerate(_MONTHS, 1) if full.casefold().startswith(name))
    value = Fraction(100 * month + int(match["day"]))
    found = [Figure("date", value, match["date"], match.start("date"))]
    if match["year"]:
        found.append(Figure("year", Fraction(int(match["year"])), match["year"], match.start("year")))
    return found


def _money(match: re.Match[str]) -> list[Figure]:
    parts = list(_groups(match))
    factor = 1_000 if "grand" in match.group().casefold() else 1
    made = []
    for text, start in parts:
        value, place = read(text)
        made.append(Figure("money", value * factor, match.group(), start, place * factor))
    if len(made) > 1 and made[0].value < made[1].value and made[0].place == 1:
        # "$120-160K": the letter holds for both ends
        scale = made[1].place
        made[0] = Figure("money", made[0].value * scale, match.group(), made[0].start, scale)
    return [] if match.group().casefold().startswith("one dollar") else made


def _percent(match: re.Match[str]) -> list[Figure]:
    if match.groupdict().get("half"):
        return [Figure("percent", Fraction(1, 2), match.group(), match.start(), Fraction(1, 10))]
    made = []
    for text, start in _groups(match):
        value, place = read(text)
        made.append(Figure("percent", value, match.group(), start, place))
    return made


def _age(match: re.Match[str]) -> list[Figure]:
    made = []
    for text, start in _groups(match):
        value, _ = read(text)
        if _LEAST_AGE <= value <= _MOST_AGE:
            made.append(Figure("age", value, match.group(), start, Fraction(1, 2)))
    return made


def _year(match: re.Match[str]) -> list[Figure]:
    return [Figure("year", Fraction(int(match.group())), match.group(), match.start())]


def _other(match: re.Match[str]) -> list[Figure]:
    value, place = read(match["n1"])
    kind: Kind = "counted" if match["noun"] else "number"
    return [Figure(kind, value, match["n1"], match.start(), place)]


_NOUNS = (
    r"years?|months?|weeks?|days?|hours?|minutes?|shares?|times|people|persons?|kids?|children|payments?|"
    r"paychecks?|units?|year-olds?|a\.m|p\.m|o'clock|cents?"
)
_PATTERNS: Final = (
    # 1-800-799-7233, (800) 799-7233; "call or text 988", "text HOME to 741741"
    _Pattern(
        re.compile(r"(?<![\d-])(?P<number>(?:1[-.\s])?\(?\d{3}\)?[-.\s]\d{3}[-.\s]\d{4})(?!\d)"), _phone
    ),
    _Pattern(
        re.compile(
            rf"\b{_DIAL}\s+(?:(?:or|and)\s+{_DIAL}\s+)?(?:[A-Z]{{2,}}\s+)?(?:to\s+|at\s+)?(?:the\s+)?"
            r"(?P<number>988|[2-9]11|\d{5,6})\b(?!,\d|\(|\s(?:people|times|shares))",
            re.IGNORECASE,
        ),
        _phone,
    ),
    _Pattern(re.compile(rf"\b(?P<date>(?P<month>{_MONTH})\s{_DAY})(?:,?\s(?P<year>{_YEAR})\b)?"), _date),
    _Pattern(
        re.compile(rf"\b(?P<date>{_DAY}\s(?:of\s)?(?P<month>{_MONTH}))(?![a-z])(?:,?\s(?P<year>{_YEAR})\b)?"),
        _date,
    ),
    _Pattern(
        re.compile(rf"\$\s?(?P<n1>{NUMERAL})(?:\s?[-\u2013]\s?(?P<n2>{NUMERAL}))?", re.IGNORECASE), _money
    ),
    _Pattern(
        re.compile(
            rf"(?<!half of )(?<!third of )(?<!quarter of )(?P<n1>{NUMBER})[\s-](?:dollars?|bucks|grand)\b",
            re.IGNORECASE,
        ),
        _money,
    ),
    _Pattern(
        re.compile(
            rf"\b(?:age[sd]?(?:\s(?:of|from))?|turn(?:s|ed|ing)?)\s(?P<n1>{_AGED})(?:\s(?:to|and|or)\s(?P<n2>{_AGED}))?"
            r"(?![\w-]|\s(?:percent|shares|pages|months|weeks|days|hours|minutes|dollars))",
            re.IGNORECASE,
        ),
        _age,
    ),
    _Pattern(
        re.compile(
            rf"\b(?P<n1>{_AGED})(?:[\s-]years?[\s-](?:old|of\sage)\b|[\s-]year[\s-]olds?\b)", re.IGNORECASE
        ),
        _age,
    ),
    _Pattern(
        re.compile(
            r"(?<![\d.,$])\b(?P<n1>[5-8]\d(?:\s1/2|½|-1/2))(?!\d|\s?%|\s(?:percent|hours|months|shares))"
        ),
        _age,
    ),
    _Pattern(re.compile(r"\b(?P<half>half\sa)\s(?:percent|per\scent)\b", re.IGNORECASE), _percent),
    _Pattern(
        re.compile(
            rf"(?:(?<![\w$,.])(?!{_YEAR}\b)(?:(?P<n1>{NUMBER})\s(?:to|or|and)\s|(?P<n2>{NUMERAL})\s?[-\u2013]\s?))?"
            rf"(?<![\w$])(?P<n3>{NUMBER}){_PERCENT}",
            re.IGNORECASE,
        ),
        _percent,
    ),
    _Pattern(re.compile(rf"(?<![\w$.,/#-]){_YEAR}(?![\w%-]|[.,]\d|/\d)"), _year),
    _Pattern(
        re.compile(rf"(?<![\w$.,])(?P<n1>{NUMBER})(?P<noun>[\s-](?:{_NOUNS})\b)?", re.IGNORECASE), _other
    ),
)
