"""Reads an interchange file (domain.md section 6): JSON text to conversations of the domain.

What a column holds is mapped; what repeats another value (history, per-turn metadata) is dropped; what is
left stays as extras. Faults are collected and raised together, each with its path; broken JSON is reported by
file, line and column. Writes nothing; tested in tests/unit/test_planning_interchange.py.
"""

import json
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from pydantic import ValidationError

from worker.domain.annotation import Pacing, Valence
from worker.domain.conversation import Conversation, Turn
from worker.errors import ContentError
from worker.interchange.fields import Fields

_PERSONA_SEPARATOR = " - "


@dataclass(frozen=True)
class ReadConversation:
    """One conversation of a file.

    client_name and archetype are the two halves of client_persona ("Name - The Archetype"); an absent text is
    "". use_as_seed_example holds when every turn says so; variation_count_target is the first turn's, None
    when it says nothing. turn_extras: what no column holds, by turn.
    """

    conversation: Conversation
    client_name: str
    archetype: str
    client_background: str
    session_context: str
    expected_outcome: str
    use_as_seed_example: bool
    variation_count_target: int | None
    turn_extras: tuple[dict[str, Any], ...]


@dataclass(frozen=True)
class _ReadTurn:
    turn: Turn
    metadata: dict[str, str]
    use_as_seed_example: bool
    variation_count_target: int | None
    extras: dict[str, Any]


def read_file(path: Path) -> tuple[ReadConversation, ...]:
    """The conversations of a file, in the order of their first turns.

    Raises ContentError: the file cannot be read, is no JSON (line and column), or has faults (each by path).
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path}: cannot be read ({error}).") from error
    return read_text(text, str(path))


def read_text(text: str, where: str) -> tuple[ReadConversation, ...]:
    """As read_file, for a text; `where` names it in errors."""
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise ContentError(
            f"{where}: line {error.lineno}, column {error.colno}: broken JSON ({error.msg})."
        ) from error
    except ValueError as error:
        raise ContentError(f"{where}: {error}.") from error
    faults: list[str] = []
    found = _conversations(Fields(value, "$", faults), faults)
    if faults:
        raise ContentError(f"{where}:\n" + "\n".join(f"  {fault}" for fault in faults))
    return found


def _refuse_constant(name: str) -> float:
    raise ValueError(f"{name} is no JSON number")


def _conversations(file: Fields, faults: list[str]) -> tuple[ReadConversation, ...]:
    grouped: dict[str, list[_ReadTurn]] = defaultdict(list)
    for pair in file.each("training_pairs"):
        conversation_id = pair.text("conversation_id")
        read = _turn(pair, faults)
        if read is not None:
            grouped[conversation_id].append(read)
    if not grouped and not faults:
        faults.append("$.training_pairs: holds no turn")
    return tuple(
        conversation
        for conversation_id, turns in grouped.items()
        if (conversation := _conversation(conversation_id, turns, faults)) is not None
    )


def _conversation(conversation_id: str, read: list[_ReadTurn], faults: list[str]) -> ReadConversation | None:
    read = sorted(read, key=lambda item: item.turn.turn_number)
    try:
        conversation = Conversation(conversation_id=conversation_id, turns=tuple(item.turn for item in read))
    except ValidationError as error:
        faults.extend(f"{conversation_id}: {each['msg']}" for each in error.errors())
        return None
    name, _, archetype = _first(read, "client_persona").partition(_PERSONA_SEPARATOR)
    return ReadConversation(
        conversation=conversation,
        client_name=name.strip(),
        archetype=archetype.strip(),
        client_background=_first(read, "client_background"),
        session_context=_first(read, "session_context"),
        expected_outcome=_first(read, "expected_outcome"),
        use_as_seed_example=all(item.use_as_seed_example for item in read),
        variation_count_target=read[0].variation_count_target,
        turn_extras=tuple(item.extras for item in read),
    )


def _first(read: list[_ReadTurn], name: str) -> str:
    return next((item.metadata[name] for item in read if item.metadata[name]), "")


def _turn(pair: Fields, faults: list[str]) -> _ReadTurn | None:
    before = len(faults)
    parts = {
        name: pair.inside(name)
        for name in (
            "conversation_metadata",
            "emotional_context",
            "response_strategy",
            "response_breakdown",
            "expected_user_response_patterns",
            "training_metadata",
        )
    }
    about, training = parts["conversation_metadata"], parts["training_metadata"]
    breakdown, expected = parts["response_breakdown"], parts["expected_user_response_patterns"]
    metadata = {
        name: about.text(name, required=False)
        for name in ("client_persona", "client_background", "session_context", "expected_outcome")
    }
    values = {
        "turn_number": pair.number("turn_number"),
        "system_prompt": pair.text("system_prompt"),
        "user_input": pair.text("current_user_input"),
        "user_intent": pair.text("user_intent", required=False),
        "target_response": pair.text("target_response"),
        "calculations": [_calculation(item) for item in pair.each("calculations")],
        "emotional_context": _context(parts["emotional_context"]),
        "response_strategy": _strategy(parts["response_strategy"]),
        "response_structure_type": breakdown.text("structure_type", required=False),
        "response_breakdown": [_sentence(item) for item in breakdown.each("sentences")],
        "positive_indicators": expected.texts("positive_indicators"),
        "neutral_indicators": expected.texts("neutral_indicators"),
        "negative_indicators": expected.texts("negative_indicators"),
        "difficulty_level": training.text("difficulty_level", required=False),
        "key_learning_objective": training.text("key_learning_objective", required=False),
        "demonstrates_skills": training.texts("demonstrates_skills"),
        "emotional_progression_target": training.text("emotional_progression_target", required=False),
    }
    use_as_seed_example = training.flag("use_as_seed_example")
    variations = training.number("generate_variations_count", required=False)
    # the id is conversation_id and number, the history is the turns before, the total counts the sentences
    pair.drop("id", "conversation_history")
    breakdown.drop("total_sentences")
    extras = pair.rest()
    if len(faults) > before:
        return None
    try:
        turn = Turn.model_validate(values)
    except ValidationError as error:
        faults.extend(f"{pair.path}: {_where(each['loc'])}: {each['msg']}" for each in error.errors())
        return None
    return _ReadTurn(
        turn=turn,
        metadata=metadata,
        use_as_seed_example=use_as_seed_example,
        variation_count_target=None if variations is None else int(variations),
        extras=extras,
    )


def _calculation(calculation: Fields) -> dict[str, Any]:
    return {name: calculation.text(name) for name in ("result", "expression", "meaning")}


def _context(context: Fields) -> dict[str, Any]:
    emotions = context.inside("detected_emotions")
    assessment = context.inside("behavioral_assessment")
    valence, valence_as_written = _plain(emotions.text("valence"), get_args(Valence))
    values: dict[str, Any] = {
        "intensity": emotions.number("intensity"),
        "valence": valence,
        "valence_as_written": valence_as_written,
        "emotional_indicators": [
            {"category": category, "quote": quote}
            for category, said in context.pairs("emotional_indicators")
            for quote in (said if isinstance(said, list) else [said])
        ],
        "client_needs": [
            {
                "need": item.text("need"),
                "priority": item.number("priority"),
                "rationale": item.text("rationale"),
            }
            for item in context.each("client_needs_hierarchy")
        ],
        "red_flags": [
            {
                "flag": item.text("flag"),
                "implication": item.text("implication"),
                "handling": item.text("handling"),
            }
            for item in context.each("red_flags")
        ],
    }
    for rank in ("primary", "secondary", "tertiary"):
        required = rank == "primary"
        values[f"{rank}_emotion"] = emotions.text(rank, required=required) or None
        values[f"{rank}_confidence"] = emotions.number(f"{rank}_confidence", required=required)
    for name in ("risk_level", "engagement_readiness", "knowledge_level", "trust_level"):
        values[name] = assessment.text(name, required=False)
    if context.has("emotional_progression"):
        progression = context.inside("emotional_progression")
        values["previous_emotion"] = progression.optional_text("previous_emotion")
        values["current_emotion"] = progression.optional_text("current_emotion")
        values["intensity_change"] = progression.number("intensity_change", required=False)
        values["progression_description"] = progression.optional_text("description")
    return values


def _strategy(strategy: Fields) -> dict[str, Any]:
    pacing, pacing_as_written = _plain(strategy.text("pacing"), get_args(Pacing))
    return {
        "primary_strategy": strategy.text("primary_strategy"),
        "primary_rationale": strategy.text("primary_rationale"),
        "secondary_strategies": strategy.texts("secondary_strategies"),
        "tone_selection": strategy.text("tone_selection"),
        "tone_rationale": strategy.text("tone_rationale"),
        "pacing": pacing,
        "pacing_as_written": pacing_as_written,
        "tactical_choices": [
            {"name": name, "chosen": chosen} for name, chosen in strategy.pairs("tactical_choices")
        ],
        "avoid_tactics": strategy.texts("avoid_tactics"),
        "specific_techniques": [
            {
                "technique": item.text("technique"),
                "application": item.text("application"),
                "purpose": item.text("purpose"),
            }
            for item in strategy.each("specific_techniques")
        ],
    }


def _sentence(sentence: Fields) -> dict[str, Any]:
    return {
        "sentence_number": sentence.number("sentence_number"),
        "sentence_text": sentence.text("text"),
        "function": sentence.text("function"),
        "emotional_purpose": sentence.text("emotional_purpose"),
        "technique": sentence.text("technique"),
        "teaches_model": sentence.text("teaches_model"),
        "word_choice_rationale": [
            {"phrase": phrase, "reason": reason} for phrase, reason in sentence.pairs("word_choice_rationale")
        ],
        "psychological_principle": sentence.optional_text("psychological_principle"),
        "stylistic_note": sentence.optional_text("stylistic_note"),
    }


def _plain(written: str, known: tuple[str, ...]) -> tuple[str, str | None]:
    """The plain value a free-form one begins with, and the free-form one itself; None when they are equal."""
    if written in known:
        return written, None
    first = written.replace("-", "_").replace(" ", "_").split("_")[0].lower()
    return (first, written) if first in known else (written, None)


def _where(location: tuple[int | str, ...]) -> str:
    return ".".join(str(part) for part in location)
