"""The judge's verdict as the score takes it: each of five dimensions, held to its evidence and to the guide.

A model's word is not taken for it that its quotes are quotes: `read_verdicts` looks each of them up. What
does not hold is a complaint, and with one complaint left nothing is judged. A score over what the guide
allows for the faults the judge itself has named is lowered to that. Pure; tested in
tests/unit/test_quality_judgement.py.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from worker.domain.conversation import Conversation, words
from worker.domain.findings import ScorePart
from worker.domain.verdicts import (
    SCORES,
    Ceiling,
    DimensionVerdict,
    Evidence,
    JudgeDraft,
    JudgeRules,
    ScoreName,
    Speaker,
    ceilings_in,
    most_allowed,
)
from worker.quality.matching import fold, fold_name, occurrences

# One word proves nothing.
LEAST_QUOTE_WORDS: Final = 2
# The guide asks for one to three quotes and one or two sentences. Far above that it is no verdict, and would
# be kept in a row that everybody who watches is sent.
MOST_QUOTES: Final = 10
MOST_CHARACTERS: Final = 2_000
# What a judge is told to mend at once, and how much of its own words is said back to it.
MOST_COMPLAINTS: Final = 20
_SAID_BACK: Final = 120
SOURCE: Final = "judge"


@dataclass(frozen=True)
class Rubric:
    """What the judge goes by. names: of each dimension in this dataset. hash: of guide and rules, sha256."""

    names: Mapping[ScoreName, str]
    ceilings: Mapping[str, Ceiling]
    many_faults: int | None
    hash: str


@dataclass(frozen=True)
class JudgedDimension:
    """One dimension, judged: a score from 1 to 5, why, the quotes it rests on, the faults that count for it.

    given: the judge's own number, where the guide allows less for those faults.
    """

    score_name: ScoreName
    name: str
    score: int
    given: int
    reason: str
    evidence: tuple[Evidence, ...]
    faults: tuple[str, ...]

    def part(self) -> ScorePart:
        """As quality_metrics.score_parts keeps it: the value is the score, from 1 to 5."""
        return ScorePart(
            dimension=self.name,
            value=float(self.score),
            weight=round(1 / len(SCORES), 4),
            source=SOURCE,
            reason=self.reason,
            evidence={
                "quotes": [quoted.model_dump() for quoted in self.evidence],
                "faults": list(self.faults),
                **({} if self.given == self.score else {"given": self.given}),
            },
        )


@dataclass(frozen=True)
class Judgement:
    """All five, from one model by one rubric."""

    verdicts: tuple[JudgedDimension, ...]
    model: str
    rubric_hash: str

    @property
    def score(self) -> float:
        """The mean of the five, from 1 to 5."""
        return sum(verdict.score for verdict in self.verdicts) / len(self.verdicts)


@dataclass(frozen=True)
class NotJudged:
    """Why there is no judgement. review: whether a person should look, because there should have been one."""

    reason: str
    review: bool = False


Judging = Judgement | NotJudged
NOBODY_ASKED: Final = NotJudged("no judge was asked")


def rubric_of(profile: Mapping[str, Any]) -> Rubric | None:
    """The rubric of a dataset's profile (guides.judge and judge); None when it has none.

    Raises ValidationError when profile.judge is malformed.
    """
    guides = profile.get("guides")
    guide = guides.get("judge") if isinstance(guides, Mapping) else None
    if not guide or not profile.get("judge"):
        return None
    rules = JudgeRules.model_validate(profile["judge"])
    told = json.dumps({"guide": guide, "judge": rules.model_dump(mode="json")}, sort_keys=True)
    return Rubric(
        names={item.score: item.name for item in rules.dimensions},
        ceilings=ceilings_in(str(guide)),
        many_faults=rules.many_faults,
        hash=hashlib.sha256(told.encode()).hexdigest(),
    )


def read_verdicts(
    draft: JudgeDraft, conversation: Conversation, rubric: Rubric
) -> tuple[JudgedDimension, ...] | list[str]:
    """The five verdicts in the rubric's order, or what is wrong with the answer, a sentence each.

    Evidence that is a message's, but another's than stated, is put where it stands.
    """
    texts = _texts(conversation)
    by_name = {fold_name(name): score for score, name in rubric.names.items()}
    by_name |= {fold_name(score): score for score in rubric.names}  # the guide's own headings
    complaints: list[str] = []
    found: dict[ScoreName, DimensionVerdict] = {}
    for verdict in draft.verdicts:
        score_name = by_name.get(fold_name(verdict.dimension))
        if score_name is None:
            complaints.append(f"“{_short(verdict.dimension)}” is no dimension of the guide.")
        elif score_name in found:
            complaints.append(f"{rubric.names[score_name]} is judged twice.")
        else:
            found[score_name] = verdict
    faults = _known_faults(found, rubric)
    named = tuple(dict.fromkeys(fault for own in faults.values() for fault in own))
    judged: list[JudgedDimension] = []
    for score_name, name in rubric.names.items():
        given = found.get(score_name)
        if given is None:
            complaints.append(f"{name} is not judged.")
            continue
        placed = tuple(_placed(quoted, texts) for quoted in given.evidence)
        complaints += _complaints(name, given, placed, rubric)
        counting = tuple(fault for fault in named if score_name in rubric.ceilings[fault].scores)
        most = most_allowed(score_name, counting, rubric.ceilings, rubric.many_faults)
        judged.append(
            JudgedDimension(
                score_name,
                name,
                score=min(given.score, most),
                given=given.score,
                reason=given.reason.strip(),
                evidence=tuple(quoted for quoted in placed if quoted is not None),
                faults=tuple(dict.fromkeys((*faults[score_name], *counting))),
            )
        )
    return complaints[:MOST_COMPLAINTS] or tuple(judged)


def _known_faults(
    found: Mapping[ScoreName, DimensionVerdict], rubric: Rubric
) -> dict[ScoreName, tuple[str, ...]]:
    """The faults each verdict names that are the guide's, as the guide writes them."""
    known = {fold_name(fault): fault for fault in rubric.ceilings}
    return {
        score_name: tuple(known[folded] for fault in verdict.faults if (folded := fold_name(fault)) in known)
        for score_name, verdict in found.items()
    }


def _complaints(
    name: str, given: DimensionVerdict, placed: Sequence[Evidence | None], rubric: Rubric
) -> list[str]:
    """What is wrong with one dimension's verdict; placed: its evidence, None for what stands nowhere."""
    wrong: list[str] = []
    if not given.reason.strip():
        wrong.append(f"{name} has no reason.")
    if not given.evidence:
        wrong.append(f"{name} has no evidence.")
    if len(given.evidence) > MOST_QUOTES:
        wrong.append(f"{name} has more than {MOST_QUOTES} quotes: choose those that decide.")
    if len(given.reason) > MOST_CHARACTERS:
        wrong.append(f"{name}: the reason is no one or two sentences.")
    for quoted, where in zip(given.evidence, placed, strict=True):
        if words(quoted.quote) < LEAST_QUOTE_WORDS:
            wrong.append(f"{name}: “{_short(quoted.quote)}” is too short to be evidence.")
        elif len(quoted.quote) > MOST_CHARACTERS:
            wrong.append(f"{name}: “{_short(quoted.quote)}” is too long to be evidence.")
        elif where is None:
            wrong.append(f"{name}: “{_short(quoted.quote)}” does not occur in the dialogue.")
    known = {fold_name(fault) for fault in rubric.ceilings}
    if known:
        unknown = [fault for fault in given.faults if fold_name(fault) not in known]
        wrong += [f"{name}: {_short(fault)} is no fault of the guide." for fault in unknown]
    return wrong


def _short(said: str) -> str:
    return said if len(said) <= _SAID_BACK else f"{said[:_SAID_BACK]}…"


def _texts(conversation: Conversation) -> dict[tuple[int, Speaker], str]:
    """Each message by turn and speaker, folded for comparison."""
    found: dict[tuple[int, Speaker], str] = {}
    for turn in conversation.turns:
        found[turn.turn_number, "client"] = fold(turn.user_input)
        found[turn.turn_number, "consultant"] = fold(turn.target_response)
    return found


def _placed(quoted: Evidence, texts: Mapping[tuple[int, Speaker], str]) -> Evidence | None:
    """The evidence where it stands; None when it stands nowhere."""
    if occurrences(quoted.quote, texts.get((quoted.turn, quoted.speaker), "")):
        return quoted
    for (turn, speaker), text in texts.items():
        if occurrences(quoted.quote, text):
            return quoted.model_copy(update={"turn": turn, "speaker": speaker})
    return None
