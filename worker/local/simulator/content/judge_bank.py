"""The bank of the simulated judge: how faults sound, as compiled expressions, and how reasons are worded."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True)
class JudgeBank:
    """answers and clients: fault → how it sounds in an answer or a client's message.

    words: how what other faults are told by sounds, by list. plain: abbreviations that need no explanation.
    common: words that say nothing of a subject.
    reasons: wordings by list.
    """

    answers: dict[str, re.Pattern[str]]
    clients: dict[str, re.Pattern[str]]
    words: dict[str, re.Pattern[str]]
    plain: frozenset[str]
    common: frozenset[str]
    reasons: dict[str, tuple[str, ...]]


@cache
def load() -> JudgeBank:
    """The bank of banks/judge.toml; read once."""
    path = resources.files("worker.local.simulator") / "banks" / "judge.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    plain = frozenset(data["words"].pop("plain_abbreviations"))
    common = frozenset(data["words"].pop("common"))
    return JudgeBank(
        answers={name: _any_of(patterns) for name, patterns in data["answers"].items()},
        clients={name: _any_of(patterns) for name, patterns in data["clients"].items()},
        words={name: _any_of(patterns) for name, patterns in data["words"].items()},
        plain=plain,
        common=common,
        reasons={name: tuple(wordings) for name, wordings in data["reasons"].items()},
    )


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)", re.IGNORECASE)
