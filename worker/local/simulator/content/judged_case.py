"""What a judge was sent, as the simulated judge looks at it: plan, messages by turn, facts, guide."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from worker.domain.calculation import Calculation
from worker.domain.conversation import words
from worker.domain.plan import ConversationPlan
from worker.domain.sentences import split

_LONGEST_QUOTE = 18  # words
_LEAST_QUOTE = 2
_MARKS = re.compile("[\u2018\u2019]")


@dataclass(frozen=True)
class JudgedTurn:
    """One turn as the request shows it."""

    number: int
    client: str
    emotion: str
    intensity: float
    answer: tuple[str, ...]
    calculations: tuple[Calculation, ...]

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences of the client's message."""
        return tuple(split(self.client))


@dataclass(frozen=True)
class Case:
    """A request to judge. guide: the text of the system blocks."""

    plan: ConversationPlan
    turns: tuple[JudgedTurn, ...]
    facts: tuple[str, ...]
    guide: str


@dataclass(frozen=True)
class Seen:
    """Words that show a fault, or that earn a score: verbatim, from one message."""

    turn: int
    speaker: str
    quote: str

    def evidence(self) -> dict[str, object]:
        """As DimensionVerdict takes it."""
        return {"turn": self.turn, "speaker": self.speaker, "quote": self.quote}


def turns_of(dialogue: Mapping[str, Any]) -> tuple[JudgedTurn, ...]:
    """The turns of a judge's <dialogue>."""
    turns: Sequence[Mapping[str, Any]] = dialogue["turns"]
    return tuple(
        JudgedTurn(
            number=int(turn["turn_number"]),
            client=str(turn["client"]),
            emotion=str(turn["emotion"]),
            intensity=float(turn["intensity"]),
            answer=tuple(str(sentence["text"]) for sentence in turn["answer"]),
            calculations=tuple(Calculation.model_validate(item) for item in turn["calculations"]),
        )
        for turn in turns
    )


def plain(text: str) -> str:
    """The text with typographic apostrophes made plain; as long as it was."""
    return _MARKS.sub("'", text)


def quoted(turn: JudgedTurn, speaker: str, sentence: str, around: int = 0) -> Seen:
    """A sentence, or where it is long the words of it around a character, as evidence."""
    found = [match.span() for match in re.finditer(r"\S+", sentence)]
    if len(found) > _LONGEST_QUOTE:
        at = next((index for index, (_, end) in enumerate(found) if end > around), 0)
        start = max(min(at - _LONGEST_QUOTE // 2, len(found) - _LONGEST_QUOTE), 0)
        kept = found[start : start + _LONGEST_QUOTE]
        return Seen(turn.number, speaker, sentence[kept[0][0] : kept[-1][1]])
    if len(found) < _LEAST_QUOTE:
        return longer(turn, speaker)
    return Seen(turn.number, speaker, sentence)


def longer(turn: JudgedTurn, speaker: str) -> Seen:
    """The first sentence of a message that is long enough to be evidence; the whole message when none is."""
    sentences = turn.answer if speaker == "consultant" else turn.said
    long_enough = [sentence for sentence in sentences if words(sentence) >= _LEAST_QUOTE]
    if long_enough:
        return quoted(turn, speaker, long_enough[0])
    return Seen(turn.number, speaker, " ".join(sentences))
