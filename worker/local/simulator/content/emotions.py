"""What the simulated model knows of emotions: which are pleasant, and what may lie between two of them."""

import re
from collections.abc import Sequence

from worker.local.simulator.content.dice import words_of

_PLEASANT = words_of("""
    acceptance alignment amusement calm clarity comfort commitment confidence connection contentment
    courage curiosity determination eagerness empowerment enthusiasm excitement gratitude happiness
    healing hope hopefulness joy love motivation optimism peace pride readiness reassurance relief
    resolve respect satisfaction security serenity steadiness strength trust understanding warmth
""")
_UNPLEASANT = words_of("""
    ambivalence anger anxiety apprehension bewilderment confusion defensiveness despair disappointment
    discomfort doubt dread embarrassment exhaustion fear frustration grief guilt helplessness hesitation
    hopelessness horror humiliation impatience insecurity irritation jealousy loneliness numbness overwhelm
    panic regret reluctance resentment resignation resistance sadness self-blame self-doubt shame skepticism
    sorrow stress suspicion tension terror uncertainty unease vulnerability weariness worry
""")
_WORD = re.compile(r"[a-z]+(?:-[a-z]+)?")
_EARLY = ("worry", "hesitation", "self-doubt", "unease", "caution", "overwhelm")
_LATE = ("relief", "curiosity", "cautious hope", "determination", "interest", "trust")
_BESIDE_UNPLEASANT = (
    "worry", "embarrassment", "self-doubt", "overwhelm", "weariness", "unease", "loneliness", "hope",
    "frustration", "dread",
)  # fmt: skip
_BESIDE_PLEASANT = (
    "relief", "gratitude", "pride", "curiosity", "determination", "trust", "caution", "tenderness", "hope",
)  # fmt: skip


def is_pleasant(emotion: str) -> bool:
    """Whether an emotion's last word is a pleasant one."""
    words = emotion.lower().replace("-", " ").replace("_", " ").split()
    return bool(words) and words[-1] in _PLEASANT


def named_in(text: str) -> tuple[str, ...]:
    """The emotions a text names, in its order, each once."""
    found = (word for word in _WORD.findall(text.lower()) if word in _PLEASANT or word in _UNPLEASANT)
    return tuple(dict.fromkeys(found))


def between(start: str, end: str, planned: Sequence[str], count: int, turn: int) -> str:
    """The client's emotion in a middle turn.

    Args:
        start: the first turn's emotion.
        end: the last turn's.
        planned: emotions the plan names for the way between them, in order; they come first.
        count: turns of the conversation.
        turn: this turn, from 2 to count - 1.
    """
    own = [emotion for emotion in planned if emotion.lower() not in (start.lower(), end.lower())]
    position = turn - 2
    if position < len(own):
        return own[position]
    late = position >= (count - 2) / 2 or is_pleasant(start)
    names = _LATE if late else _EARLY
    return names[(len(start) + len(end) + position + count) % len(names)]


def beside(primary: str, salt: int) -> tuple[str, str]:
    """Two emotions that may accompany a primary one."""
    names = [
        name
        for name in (_BESIDE_PLEASANT if is_pleasant(primary) else _BESIDE_UNPLEASANT)
        if name not in primary.lower()
    ]
    first = salt % len(names)
    second = (first + 1 + (salt // len(names)) % (len(names) - 1)) % len(names)
    return names[first], names[second]


def intensity_at(start: float, end: float, count: int, turn: int) -> float:
    """The planned intensity at both ends, a little lower between them."""
    if turn <= 1:
        return start
    if turn >= count:
        return end
    share = (turn - 1) / (count - 1)
    return round(max(start + (end - start) * share - 0.08, 0.05), 2)
