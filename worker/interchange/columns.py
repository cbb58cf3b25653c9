"""Which value of a turn stands in which column: the one mapping, for reading and for writing.

`read` gives the rows of a turn as conversation_write_turns takes them, without extras; `written` gives the
turn in the format's own shape from such rows. Everything else a file may say is a patch (patch.py). Tested
in tests/unit/test_interchange_roundtrip.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final, get_args

from worker.domain.annotation import Pacing, Valence
from worker.interchange.fields import Fields
from worker.interchange.kinds import (
    MISSING,
    Kind,
    Number,
    Objects,
    Pairs,
    Quotes,
    Text,
    Texts,
    plain,
)

Row = dict[str, Any]


@dataclass(frozen=True)
class Leaf:
    """One value: its column, and where it stands below its part of the turn. free: the plain values of a
    free form.

    The column of a free form holds the plain value, <column>_as_written what was written where that is
    longer.
    """

    column: str
    path: tuple[str, ...]
    kind: Kind
    free: tuple[str, ...] = ()


_TEXT: Final = Text()
_NEEDED: Final = Text(required=True)
_SHARE: Final = Number(0, 1)
_NEEDED_SHARE: Final = Number(0, 1, required=True)
# Priorities are ranks; the upper bound is that of Postgres' integer.
_RANK: Final = Number(1, 2_147_483_647, required=True, whole=True)

TURN: Final = (
    Leaf("system_prompt", ("system_prompt",), _NEEDED),
    Leaf("user_input", ("current_user_input",), _NEEDED),
    Leaf("user_intent", ("user_intent",), _TEXT),
    Leaf("target_response", ("target_response",), _NEEDED),
    Leaf(
        "calculations",
        ("calculations",),
        Objects({"result": _NEEDED, "expression": _NEEDED, "meaning": _NEEDED}, main="result", whole=True),
    ),
    Leaf("response_structure_type", ("response_breakdown", "structure_type"), _TEXT),
    *(
        Leaf(name, ("expected_user_response_patterns", name), Texts())
        for name in ("positive_indicators", "neutral_indicators", "negative_indicators")
    ),
    Leaf("difficulty_level", ("training_metadata", "difficulty_level"), _TEXT),
    Leaf("key_learning_objective", ("training_metadata", "key_learning_objective"), _TEXT),
    Leaf("demonstrates_skills", ("training_metadata", "demonstrates_skills"), Texts()),
    Leaf("emotional_progression_target", ("training_metadata", "emotional_progression_target"), _TEXT),
)
CONTEXT: Final = (
    Leaf("primary_emotion", ("detected_emotions", "primary"), _NEEDED),
    Leaf("primary_confidence", ("detected_emotions", "primary_confidence"), _NEEDED_SHARE),
    Leaf("secondary_emotion", ("detected_emotions", "secondary"), _TEXT),
    Leaf("secondary_confidence", ("detected_emotions", "secondary_confidence"), _SHARE),
    Leaf("tertiary_emotion", ("detected_emotions", "tertiary"), _TEXT),
    Leaf("tertiary_confidence", ("detected_emotions", "tertiary_confidence"), _SHARE),
    Leaf("intensity", ("detected_emotions", "intensity"), _NEEDED_SHARE),
    Leaf("valence", ("detected_emotions", "valence"), _NEEDED, free=get_args(Valence)),
    Leaf("emotional_indicators", ("emotional_indicators",), Quotes()),
    Leaf("previous_emotion", ("emotional_progression", "previous_emotion"), _TEXT),
    Leaf("current_emotion", ("emotional_progression", "current_emotion"), _TEXT),
    Leaf("intensity_change", ("emotional_progression", "intensity_change"), Number(-1, 1)),
    Leaf("progression_description", ("emotional_progression", "description"), _TEXT),
    *(
        Leaf(name, ("behavioral_assessment", name), _TEXT)
        for name in ("risk_level", "engagement_readiness", "knowledge_level", "trust_level")
    ),
    Leaf(
        "client_needs",
        ("client_needs_hierarchy",),
        Objects({"need": _NEEDED, "priority": _RANK, "rationale": _NEEDED}, main="need"),
    ),
    Leaf(
        "red_flags",
        ("red_flags",),
        Objects({"flag": _NEEDED, "implication": _NEEDED, "handling": _NEEDED}, main="flag"),
    ),
)
STRATEGY: Final = (
    *(
        Leaf(name, (name,), _NEEDED)
        for name in ("primary_strategy", "primary_rationale", "tone_selection", "tone_rationale")
    ),
    Leaf("pacing", ("pacing",), _NEEDED, free=get_args(Pacing)),
    Leaf("secondary_strategies", ("secondary_strategies",), Texts()),
    Leaf("tactical_choices", ("tactical_choices",), Pairs("name", "chosen", bool)),
    Leaf("avoid_tactics", ("avoid_tactics",), Texts()),
    Leaf(
        "specific_techniques",
        ("specific_techniques",),
        Objects({"technique": _NEEDED, "application": _NEEDED, "purpose": _NEEDED}, main="technique"),
    ),
)
SENTENCE: Final = (
    Leaf("sentence_text", ("text",), _NEEDED),
    *(
        Leaf(name, (name,), _NEEDED)
        for name in ("function", "emotional_purpose", "technique", "teaches_model")
    ),
    Leaf("word_choice_rationale", ("word_choice_rationale",), Pairs("phrase", "reason", str)),
    Leaf("psychological_principle", ("psychological_principle",), _TEXT),
    Leaf("stylistic_note", ("stylistic_note",), _TEXT),
)


def read(leaves: Sequence[Leaf], fields: Fields, *, optional: Sequence[str] = ()) -> Row:
    """The columns of one part of a turn. optional: the blocks whose absence is not worth a note."""
    blocks: dict[str, Fields] = {}
    row: Row = {}
    for leaf in leaves:
        *above, name = leaf.path
        for block in above:
            blocks.setdefault(block, fields.inside(block, required=block not in optional))
        holder = blocks[above[0]] if above else fields
        value = leaf.kind.take(holder, name)
        if leaf.free:
            row[leaf.column] = plain(value, leaf.free)
            row[f"{leaf.column}_as_written"] = None if value == row[leaf.column] else value
        else:
            row[leaf.column] = value
    return row


def written(leaves: Sequence[Leaf], row: Mapping[str, Any]) -> dict[str, Any]:
    """One part of a turn in the format's own shape: every block and list, each value that is stated."""
    made: dict[str, Any] = {}
    for leaf in leaves:
        *above, name = leaf.path
        holder = made
        for block in above:
            holder = holder.setdefault(block, {})
        value = leaf.kind.give(_as_written(leaf, row))
        if value is not MISSING:
            holder[name] = value
    return made


def _as_written(leaf: Leaf, row: Mapping[str, Any]) -> Any:
    """A free form as it was written, as long as its plain value is still the column's."""
    value = row[leaf.column]
    said = row.get(f"{leaf.column}_as_written") if leaf.free else None
    return said if said is not None and plain(said, leaf.free) == value else value


def read_sentences(breakdown: Fields) -> list[Row]:
    """The rows of a breakdown's sentences; a bare text is a sentence's text.

    Where the file does not number them upwards, the place in the list is the number.
    """
    found: list[Row] = []
    for place, item in enumerate(breakdown.items("sentences")):
        path = f"{breakdown.path}.sentences[{place}]"
        fields = Fields({"text": item} if isinstance(item, str) else item, path, breakdown.notes)
        number = _NUMBER.take(fields, "sentence_number")
        row = read(SENTENCE, fields)
        found.append({"sentence_number": number, **row, "sentence_text": row["sentence_text"] or ""})
    numbers = [row["sentence_number"] for row in found]
    if None in numbers or any(one >= other for one, other in pairwise(numbers)):
        for place, row in enumerate(found):
            row["sentence_number"] = place + 1
    return found


def written_sentence(row: Mapping[str, Any]) -> dict[str, Any]:
    """One sentence in the format's own shape; a text of nothing is one the file did not have."""
    said = {**row, "sentence_text": row["sentence_text"] or None}
    return {"sentence_number": row["sentence_number"], **written(SENTENCE, said)}


_NUMBER: Final = Number(1, 2_147_483_647, required=True, whole=True)
