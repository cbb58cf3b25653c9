"""The form annotations were asked for in before 2026-11-25, brought into that of worker/domain/drafts.py.

Raw answers are kept for 30 days and read again by place, whatever the request was (`rapport reprocess`), so
an answer that was paid for then must still be understood. What is already in today's form, or in no form that
was ever asked for, is given back as it came: judging it is the models' matter. Pure; tested in
tests/unit/test_domain_earlier.py.
"""

from collections.abc import Mapping, Sequence
from typing import Any

Object = Mapping[str, Any]

_SENTENCE: Mapping[str, str] = {
    "sentence_number": "number",
    "emotional_purpose": "purpose",
    "teaches_model": "teaches",
    "word_choice_rationale": "phrases",
    "psychological_principle": "principle",
    "stylistic_note": "note",
}


def context(given: Object) -> Object:
    """Quotes stood alone with their category, needs had a rank, a progression named its emotions."""
    changed = dict(given)
    quotes = _objects(given.get("emotional_indicators"), "quote")
    if quotes and all(isinstance(one.get("category"), str) for one in quotes):
        names = dict.fromkeys(one["category"] for one in quotes)
        changed["emotional_indicators"] = [
            {"category": name, "quotes": [one["quote"] for one in quotes if one["category"] == name]}
            for name in names
        ]
    if isinstance(progression := given.get("progression"), Mapping):
        changed["progression"] = progression.get("description")
    if needs := _objects(given.get("client_needs"), "priority"):
        changed["client_needs"] = [
            {name: value for name, value in need.items() if name != "priority"}
            for need in sorted(needs, key=lambda need: _rank(need["priority"]))
        ]
    return changed


def strategy(given: Object) -> Object:
    """Each tactical choice said whether it was taken."""
    choices = _objects(given.get("tactical_choices"), "chosen")
    if not choices:
        return given
    taken = [choice.get("name") for choice in choices if choice["chosen"]]
    declined = [choice.get("name") for choice in choices if not choice["chosen"]]
    return {**given, "tactical_choices": {"taken": taken, "declined": declined}}


def sentence(given: Object) -> Object:
    """Keys were the columns' names, and a rationale an object."""
    if "sentence_number" not in given:
        return given
    changed = {_SENTENCE.get(name, name): value for name, value in given.items()}
    if choices := _objects(changed.get("phrases"), "phrase"):
        changed["phrases"] = [[choice["phrase"], choice.get("reason")] for choice in choices]
    return changed


def _objects(values: object, name: str) -> Sequence[Object]:
    """The values, when all are objects with that key; () otherwise."""
    if not isinstance(values, list | tuple):
        return ()
    return values if all(isinstance(value, Mapping) and name in value for value in values) else ()


def _rank(priority: object) -> float:
    """A rank that is none comes last."""
    return priority if isinstance(priority, int | float) else float("inf")
