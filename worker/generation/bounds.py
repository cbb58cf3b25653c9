"""How large a draft's texts and lists may be for anybody to look at them.

No bar asks for more than a fraction of these, and Claude is given no room to write more; what stands between
it and us might. The checks compare each with each, in the loop that also keeps the leases: a message or a
list without bounds would hold it for minutes. Pure; tested in tests/unit/test_generation_bounds.py.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from worker.domain.base import Model
from worker.domain.drafts import DraftTurn, QuotesDraft
from worker.domain.findings import Finding

# Characters. A longest answer is 400 words, some 2,600.
MOST_OF_A_MESSAGE: Final = 12_000
# Of any other text: a rationale is two or three sentences.
MOST_OF_A_TEXT: Final = 4_000
# Entries of one list. A longest answer has some 130 sentences of three words.
MOST_ENTRIES: Final = 300
_MESSAGES: Final = ("user_input", "target_response")


def oversized(part: Model) -> Iterator[tuple[str, str]]:
    """What of a part is too large: its path, and a clause that says by how much."""
    yield from _oversized("", part)


def oversized_messages(turns: Sequence[DraftTurn]) -> tuple[Finding, ...]:
    """A finding of the whole draft for each message that is too large, or too many turns."""
    if len(turns) > MOST_ENTRIES:
        return (_whole("The draft", f"has {len(turns)} turns, more than {MOST_ENTRIES}"),)
    return tuple(
        _whole(f"{path} of turn {turn.turn_number}", words)
        for turn in turns
        for path, words in oversized(turn)
    )


def _whole(what: str, words: str) -> Finding:
    return Finding(
        check="message_length",
        severity="error",
        message=f"{what} {words}.",
        action="Keep each message to the length its plan gives it.",
    )


def _oversized(path: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case str():
            most = MOST_OF_A_MESSAGE if path in _MESSAGES else MOST_OF_A_TEXT
            if len(value) > most:
                yield path, f"has {len(value)} characters, more than {most}"
        case tuple() if (count := _entries(value)) > MOST_ENTRIES:
            yield path, f"has {count} entries, more than {MOST_ENTRIES}"
        case tuple():
            for entry in value:
                yield from _oversized(path, entry)
        case Model():
            for name in type(value).model_fields:
                yield from _oversized(f"{path}.{name}".lstrip("."), getattr(value, name))
        case _:
            pass


def _entries(values: Sequence[object]) -> int:
    """How many there are; quotes count one by one, since the checks see them without their categories."""
    return sum(len(value.quotes) or 1 if isinstance(value, QuotesDraft) else 1 for value in values)
