"""A turn for the checks, whatever its file left out: the domain's shapes without the domain's proof.

What the checks then find is what is missing. Such a turn is never stored or shown to a model; the rows are.
Tested in tests/unit/test_interchange_reading.py.
"""

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from worker.domain.annotation import (
    ClientNeed,
    EmotionalContext,
    IndicatorQuote,
    RedFlag,
    ResponseStrategy,
    SentenceBreakdown,
    TacticalChoice,
    Technique,
    WordChoice,
)
from worker.domain.calculation import Calculation
from worker.domain.conversation import Turn

_Shape = TypeVar("_Shape")


def unproven_turn(values: Mapping[str, Any]) -> Turn:
    """A turn of these values, which need not fit: missing texts are blank, missing numbers None."""
    parts = {
        "calculations": _each(Calculation.model_construct, values["calculations"]),
        "emotional_context": _context(values["emotional_context"]),
        "response_strategy": _strategy(values["response_strategy"]),
        "response_breakdown": tuple(_sentence(row) for row in values["response_breakdown"]),
    }
    return Turn.model_construct(**{**_with_tuples(values), **parts})


def _context(values: Mapping[str, Any]) -> EmotionalContext:
    parts = {
        "emotional_indicators": _each(IndicatorQuote.model_construct, values["emotional_indicators"]),
        "client_needs": _each(ClientNeed.model_construct, values["client_needs"]),
        "red_flags": _each(RedFlag.model_construct, values["red_flags"]),
    }
    return EmotionalContext.model_construct(**{**values, **parts})


def _strategy(values: Mapping[str, Any]) -> ResponseStrategy:
    parts = {
        "tactical_choices": _each(TacticalChoice.model_construct, values["tactical_choices"]),
        "specific_techniques": _each(Technique.model_construct, values["specific_techniques"]),
    }
    return ResponseStrategy.model_construct(**{**_with_tuples(values), **parts})


def _sentence(values: Mapping[str, Any]) -> SentenceBreakdown:
    choices = _each(WordChoice.model_construct, values["word_choice_rationale"])
    return SentenceBreakdown.model_construct(**{**values, "word_choice_rationale": choices})


def _each(make: Callable[..., _Shape], items: list[dict[str, Any]]) -> tuple[_Shape, ...]:
    return tuple(
        make(**{name: "" if said is None and name != "priority" else said for name, said in item.items()})
        for item in items
    )


def _with_tuples(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
