"""One turn of an interchange file as rows with extras, and back.

The rows are what conversation_write_turns takes. Each row's extras hold what no column does: a patch
(patch.py) of the part of the turn that stands in its table; a turn's also the rest of the turn, the shape
of its history (history.py) and the places that repeat another turn's emotion. Values that the format
repeats are made from the one column they repeat. Tested in tests/unit/test_interchange_roundtrip.py.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from worker.domain.conversation import Turn, words
from worker.domain.sentences import split
from worker.interchange import columns
from worker.interchange.columns import Row
from worker.interchange.fields import Fields
from worker.interchange.history import column_of, history_from, history_patch
from worker.interchange.patch import Patch, applied, difference, hollow

PERSONA_SEPARATOR: Final = " - "
# The columns of a plan that every turn repeats.
PLANNED: Final = ("persona_name", "persona_description", "session_context", "expected_outcome")
_PARTS: Final = ("emotional_context", "response_strategy")
_HISTORY: Final = "conversation_history"
_TURN_KEY: Final = re.compile(r"turn_(\d{1,4})")


@dataclass(frozen=True)
class About:
    """What every turn of a conversation says of it again.

    conversation_id and the columns of training_conversations of these names; archetype is the second half of
    client_persona ("Name - The Archetype"). None where nothing is known.
    """

    conversation_id: str
    persona_name: str | None
    archetype: str | None
    persona_description: str | None
    session_context: str | None
    expected_outcome: str | None
    use_for_variations: bool
    variation_count_target: int | None

    def metadata(self) -> dict[str, Any]:
        """conversation_metadata in the format's own shape."""
        persona = self.persona_name
        if persona is not None and self.archetype is not None:
            persona = f"{persona}{PERSONA_SEPARATOR}{self.archetype}"
        said = {
            "client_persona": persona,
            "client_background": self.persona_description,
            "session_context": self.session_context,
            "expected_outcome": self.expected_outcome,
        }
        return {name: value for name, value in said.items() if value is not None}


def read_turn(pair: Fields, number: int) -> Row:
    """The rows of one turn, nested, with figures and without extras. Needs a text on both sides."""
    context = pair.inside("emotional_context", required=True)
    optional = () if number > 1 else ("emotional_progression",)
    breakdown = pair.inside("response_breakdown", required=True)
    row = columns.read(columns.TURN, pair)
    return {
        "turn_number": number,
        **row,
        "user_word_count": words(row["user_input"] or ""),
        "response_word_count": words(row["target_response"] or ""),
        "sentence_count": len(split(row["target_response"] or "")),
        "emotional_context": columns.read(columns.CONTEXT, context, optional=optional),
        "response_strategy": columns.read(columns.STRATEGY, pair.inside("response_strategy", required=True)),
        "response_breakdown": columns.read_sentences(breakdown),
    }


def counted(row: Row, turn: Turn) -> Row:
    """The rows of a turn with the figures that are counted in the same turn as the domain has it."""
    context = turn.emotional_context
    figures = {"indicator_count": context.indicator_count, "quote_count": context.quote_count}
    return {**row, "emotional_context": {**row["emotional_context"], **figures}}


def with_extras(turns: Sequence[Row], pairs: Sequence[Mapping[str, Any]], about: About) -> list[Row]:
    """The rows of a conversation's turns with what its pairs say beyond them; both in the turns' order."""
    return [_with_extras(turns[: place + 1], pair, about) for place, pair in enumerate(pairs)]


def _with_extras(turns: Sequence[Row], pair: Mapping[str, Any], about: About) -> Row:
    *before, turn = turns
    wanted, repeats = _without_repeats(pair, turns)
    made = _made(turn, about)
    extras: Row = {}
    if _HISTORY not in pair:
        extras["no_history"] = True
    else:
        wanted.pop(_HISTORY)
        shape = history_patch(before, pair[_HISTORY])
        if shape is not None:
            extras["history"] = shape
    if repeats:
        extras["repeats"] = repeats
    patch = difference(made, wanted)
    parts = {name: {**turn[name], "extras": _moved_out(patch, name)} for name in _PARTS}
    sentences = _moved_out(_below(patch, "response_breakdown"), "sentences", only="at")
    breakdown = [
        {**sentence, "extras": sentences.get("at", {}).get(str(place), {})}
        for place, sentence in enumerate(turn["response_breakdown"])
    ]
    return {**turn, **parts, "response_breakdown": breakdown, "extras": {**extras, **_pruned(patch)}}


def written_turn(turns: Sequence[Row], about: About, *, plainly: bool) -> dict[str, Any]:
    """The last of `turns` as the file has it; the others are those before it.

    Args:
        turns: rows as read_turn gives them, with extras, in order.
        about: the conversation.
        plainly: there is no file it came from: blocks in which nothing stands are left out.
    """
    *before, turn = turns
    made = _made(turn, about)
    extras: Mapping[str, Any] = turn["extras"]
    patch = _joined(turn)
    said: dict[str, Any] = applied(made, patch)
    if not extras.get("no_history"):
        said[_HISTORY] = history_from(before, extras.get("history"))
    for column, number, *path in extras.get("repeats", []):
        *above, last = path
        holder: Any = said
        for step in above:
            holder = holder.get(step) if isinstance(holder, dict) else None
        value = column_of(turns, column, number)
        if isinstance(holder, dict) and value is not None:
            holder[last] = value
    return _without_hollow_blocks(said) if plainly else said


def _made(turn: Mapping[str, Any], about: About) -> dict[str, Any]:
    """A turn in the format's own shape, without its history."""
    said = columns.written(columns.TURN, turn)
    sentences = [columns.written_sentence(row) for row in turn["response_breakdown"]]
    breakdown = {"total_sentences": len(sentences), **said.pop("response_breakdown"), "sentences": sentences}
    training = {**said.pop("training_metadata"), "use_as_seed_example": about.use_for_variations}
    if about.variation_count_target is not None:
        training["generate_variations_count"] = about.variation_count_target
    return {
        "id": f"{about.conversation_id}_turn{turn['turn_number']}",
        "conversation_id": about.conversation_id,
        "turn_number": turn["turn_number"],
        "conversation_metadata": about.metadata(),
        **said,
        "emotional_context": columns.written(columns.CONTEXT, turn["emotional_context"]),
        "response_strategy": columns.written(columns.STRATEGY, turn["response_strategy"]),
        "response_breakdown": breakdown,
        "training_metadata": training,
    }


def _without_repeats(pair: Mapping[str, Any], turns: Sequence[Row]) -> tuple[dict[str, Any], list[list[Any]]]:
    """The pair without the turn_1, turn_2, … of a progression that repeat those turns' primary emotions."""
    wanted = dict(pair)
    context = pair.get("emotional_context")
    progression = context.get("emotional_progression") if isinstance(context, dict) else None
    if not isinstance(context, dict) or not isinstance(progression, dict):
        return wanted, []
    known = {turn["turn_number"]: turn["emotional_context"]["primary_emotion"] for turn in turns}
    repeated = {
        key: int(named.group(1))
        for key, said in progression.items()
        if (named := _TURN_KEY.fullmatch(key)) and said and known.get(int(named.group(1))) == said
    }
    left = {key: said for key, said in progression.items() if key not in repeated}
    wanted["emotional_context"] = {**context, "emotional_progression": left}
    path = ["emotional_context", "emotional_progression"]
    return wanted, [["primary_emotion", number, *path, key] for key, number in repeated.items()]


def _below(patch: Patch, name: str) -> Patch:
    below: Patch = patch.get("in", {}).get(name, {})
    return below


def _moved_out(patch: Patch, name: str, only: str = "") -> Patch:
    """Takes the patch of an entry out of its parent's; with `only`, only a patch of that one kind."""
    found = _below(patch, name)
    if only and set(found) != {only}:
        return {}
    patch.get("in", {}).pop(name, None)
    return found


def _pruned(patch: Patch) -> Patch:
    """A patch without the entries whose own patches were moved out."""
    inside = {name: pruned for name, below in patch.get("in", {}).items() if (pruned := _pruned(below))}
    rest = {name: part for name, part in patch.items() if name != "in"}
    return {**rest, "in": inside} if inside else rest


def _joined(turn: Mapping[str, Any]) -> Patch:
    """A turn's whole patch, from the extras of its rows."""
    own = {name: part for name, part in turn["extras"].items() if name not in _OURS}
    inside = dict(own.get("in", {}))
    for name in _PARTS:
        if turn[name]["extras"]:
            inside[name] = turn[name]["extras"]
    at = {str(place): row["extras"] for place, row in enumerate(turn["response_breakdown"]) if row["extras"]}
    if at:
        breakdown = inside.get("response_breakdown", {})
        inside["response_breakdown"] = {
            **breakdown,
            "in": {**breakdown.get("in", {}), "sentences": {"at": at}},
        }
    return {**own, "in": inside} if inside else own


_OURS: Final = frozenset({"no_history", "history", "repeats"})


def _without_hollow_blocks(said: dict[str, Any]) -> dict[str, Any]:
    """Without the objects in which nothing stands; lists stay, empty or not."""
    return {
        key: _without_hollow_blocks(value) if isinstance(value, dict) else value
        for key, value in said.items()
        if not (isinstance(value, dict) and hollow(value) and key != "emotional_indicators")
    }
