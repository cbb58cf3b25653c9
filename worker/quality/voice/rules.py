"""The profile's rules as values, and how their phrases are looked for in a text."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from worker.domain.voice import BoundaryRules, Never, VoiceRules
from worker.quality.matching import fold


def voice_of(profile: Mapping[str, Any]) -> VoiceRules:
    """profile.voice; without one, rules that measure nothing. Raises ValidationError when it is malformed."""
    return VoiceRules.model_validate(profile.get("voice") or {})


def boundary_of(profile: Mapping[str, Any]) -> BoundaryRules:
    """profile.boundary, as voice_of."""
    return BoundaryRules.model_validate(profile.get("boundary") or {})


def nevers_of(profile: Mapping[str, Any]) -> tuple[Never, ...]:
    """profile.nevers, as voice_of; a bare text is a rule nothing is recognised by."""
    found = profile.get("nevers") or ()
    return tuple(Never.model_validate(item) for item in found if isinstance(item, Mapping))


def first_of(phrases: Sequence[str], text: str) -> str | None:
    """What the text says first of the phrases, in either case; None for nothing."""
    if not phrases:
        return None
    found = _any_of(tuple(phrases)).search(_plain(text))
    return found.group() if found else None


def named_in(names: Sequence[str], text: str) -> tuple[str, ...]:
    """The names that stand in a text exactly as written, in its order."""
    if not names:
        return ()
    return tuple(match.group() for match in _any_of(tuple(names), exactly=True).finditer(fold(text)))


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    return fold(text).casefold()


@lru_cache(maxsize=512)
def _any_of(phrases: tuple[str, ...], *, exactly: bool = False) -> re.Pattern[str]:
    """Any of the phrases as whole words, the longest first; an ending * lets the last word go on.

    The look back stands before the alternatives, so that it is taken once a place and not once a phrase.
    """
    plain = fold if exactly else _plain
    ordered = [plain(phrase) for phrase in sorted(phrases, key=len, reverse=True)]
    worded = [phrase for phrase in ordered if phrase[:1].isalnum()]
    rest = [_to_its_end(phrase) for phrase in ordered if not phrase[:1].isalnum()]
    if worded:
        rest.append(rf"(?<!\w)(?<!\w')(?:{'|'.join(_to_its_end(phrase) for phrase in worded)})")
    return re.compile("|".join(rest))


def _to_its_end(phrase: str) -> str:
    stem = phrase.removesuffix("*")
    after = r"\w*" if phrase.endswith("*") else r"(?!\w)(?!'\w)" if stem[-1:].isalnum() else ""
    return f"{re.escape(stem)}{after}"
