"""What the judge is asked to write, and what its guide says a score may be at most.

The judge reads a guide in prose. One part of it the program reads too: the table of faults, each of which
sets a ceiling for one dimension or more, so that a score is held to the faults the judge itself has named.
Pure; tested in tests/unit/test_quality_judgement.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field, field_validator

from worker.domain.base import Model

# The five scores of quality_metrics, without the _score of the column's name; also the guide's headings.
ScoreName = Literal["empathy", "clarity", "appropriateness", "brand_voice", "domain"]
SCORES: tuple[ScoreName, ...] = ("empathy", "clarity", "appropriateness", "brand_voice", "domain")
BEST = 5
WORST = 1
Speaker = Literal["client", "consultant"]
# A row of the guide's table: | fault | what shows it | dimension, dimension | ceiling |
_ROW = re.compile(r"\|\s*(\w+)\s*\|([^|]+)\|\s*(\w+(?:\s*,\s*\w+)*)\s*\|\s*([1-5])\s*\|")


class Evidence(Model):
    """Words of one message, copied: the client's, or the consultant's answer to it, of one turn."""

    turn: int
    speaker: Speaker
    quote: str

    @field_validator("speaker", mode="before")
    @classmethod
    def _in_lower_case(cls, speaker: object) -> object:
        # A grammar does not promise the case of an enum's letters.
        return speaker.lower() if isinstance(speaker, str) else speaker


class DimensionVerdict(Model):
    """The judge on one dimension: first what it saw, then why, then the number.

    faults: names of the guide's faults found here; empty when none was.
    """

    dimension: str
    evidence: tuple[Evidence, ...]
    faults: tuple[str, ...]
    reason: str
    score: Literal[1, 2, 3, 4, 5]

    @field_validator("score", mode="before")
    @classmethod
    def _a_number(cls, score: object) -> object:
        if isinstance(score, bool):  # which Python takes for a 1
            raise ValueError("a score is a number from 1 to 5")  # noqa: TRY004 - pydantic reads this one
        return score


class JudgeDraft(Model):
    """The judge stage's answer: one verdict for each dimension it was asked about."""

    verdicts: tuple[DimensionVerdict, ...]


class JudgeDimension(Model):
    """One dimension of a dataset. score: where it is kept; name: what it is called here."""

    score: ScoreName
    name: str = Field(pattern=r"^[a-z][a-z_]*$")


class JudgeRules(Model):
    """profile.judge. many_faults: so many different faults lower a dimension by one more; None: no number."""

    dimensions: tuple[JudgeDimension, ...]
    many_faults: int | None = Field(default=None, ge=2)

    @field_validator("dimensions")
    @classmethod
    def _the_five(cls, dimensions: tuple[JudgeDimension, ...]) -> tuple[JudgeDimension, ...]:
        if sorted(item.score for item in dimensions) != sorted(SCORES):
            raise ValueError(f"names each of {', '.join(SCORES)} once")
        if len({item.name for item in dimensions}) != len(dimensions):
            raise ValueError("no two dimensions have one name")
        return dimensions


@dataclass(frozen=True)
class Ceiling:
    """What a fault allows at most, and in which dimensions. shown_by: how it is seen, as the guide says."""

    scores: tuple[str, ...]
    most: int
    shown_by: str


def ceilings_in(guide: str) -> dict[str, Ceiling]:
    """The faults of a guide's table, by name; empty when it has no such table."""
    rows = (_ROW.fullmatch(line.strip()) for line in guide.splitlines())
    return {
        row[1]: Ceiling(tuple(name.strip() for name in row[3].split(",")), int(row[4]), row[2].strip())
        for row in rows
        if row
    }


def most_allowed(
    score: str, faults: Iterable[str], ceilings: Mapping[str, Ceiling], many_faults: int | None
) -> int:
    """The highest score of a dimension once these faults were found anywhere in a conversation."""
    own = [ceilings[name] for name in set(faults) if name in ceilings and score in ceilings[name].scores]
    most = min((ceiling.most for ceiling in own), default=BEST)
    if many_faults is not None and len(own) >= many_faults:
        most -= 1
    return max(most, WORST)
