"""Answers in the form that was asked for before: read as what they say, and never misread."""

import json
from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.conversations import conversation
from tests.unit.engine_rig import annotation_of
from worker.domain.annotation import EmotionalContext, ResponseStrategy
from worker.domain.conversation import Turn
from worker.domain.drafts import BreakdownAnswer, EmotionalContextDraft, ReadingAnswer, annotated, drafted
from worker.generation.assemble import AnnotatedTurn, assemble

WHOLE = conversation()


def _context(context: EmotionalContext) -> dict[str, Any]:
    stored = context.model_dump(mode="json")
    same = ("intensity", "valence", "emotional_indicators", "risk_level", "engagement_readiness",
            "knowledge_level", "trust_level", "red_flags")  # fmt: skip
    return {name: stored[name] for name in same} | {
        "detected_emotions": [
            {"emotion": stored[f"{rank}_emotion"], "confidence": stored[f"{rank}_confidence"]}
            for rank in ("primary", "secondary", "tertiary")
        ],
        "progression": {
            "previous_emotion": context.previous_emotion or "",
            "current_emotion": context.current_emotion or "",
            "description": context.progression_description or "",
        },
        # The rank said which was first, not the place.
        "client_needs": stored["client_needs"][::-1],
    }


def _strategy(strategy: ResponseStrategy) -> dict[str, Any]:
    return strategy.model_dump(mode="json", exclude={"pacing_as_written"})


def earlier(turn: Turn) -> tuple[dict[str, Any], dict[str, Any]]:
    """The two answers a turn's annotation came in, keys and forms as they were."""
    today = annotation_of(turn).model_dump(mode="json")
    reading = {
        "emotional_context": _context(turn.emotional_context),
        "response_strategy": _strategy(turn.response_strategy),
        "expected_response": today["expected_response"],
        "training": today["training"],
    }
    sentences = [
        {name: value for name, value in row.items() if name != "sentence_text"}
        | {name: row[name] or "" for name in ("psychological_principle", "stylistic_note")}
        for row in turn.model_dump(mode="json")["response_breakdown"]
    ]
    breakdown = {"structure_type": turn.response_structure_type, "sentences": sentences}
    return {"part": reading}, {"part": breakdown}


def test_an_answer_paid_for_before_becomes_the_conversation_it_was_of() -> None:
    """Whatever stood elsewhere or under another name is where it belongs; nothing is lost."""
    turns = []
    for turn in WHOLE.turns:
        reading, breakdown = earlier(turn)
        parts = (
            ReadingAnswer.model_validate_json(json.dumps(reading)).part,
            BreakdownAnswer.model_validate_json(json.dumps(breakdown)).part,
        )
        turns.append(AnnotatedTurn(drafted(turn), annotated(*parts)))
    assert assemble("ds_ana_001", "You are a planner.", turns) == WHOLE


def test_a_rank_of_any_size_is_an_order_and_no_more() -> None:
    """Four thousand digits put a need behind the others."""
    context = _context(WHOLE.turns[0].emotional_context)
    first, *others = context["client_needs"]
    context["client_needs"] = [first | {"priority": 10**4_000}, *others]
    read = EmotionalContextDraft.model_validate_json(json.dumps(context))
    assert read.client_needs[-1].need == first["need"]


def test_quotes_of_one_category_that_stood_apart_come_together() -> None:
    """Alternating categories become one entry each, in the order of their first quote."""
    context = _context(WHOLE.turns[0].emotional_context)
    pairs = (("doubt", "a"), ("hope", "b"), ("doubt", "c"))
    context["emotional_indicators"] = [{"category": name, "quote": quote} for name, quote in pairs]
    read = EmotionalContextDraft.model_validate_json(json.dumps(context))
    groups = [(group.category, group.quotes) for group in read.emotional_indicators]
    assert groups == [("doubt", ("a", "c")), ("hope", ("b",))]


@pytest.mark.parametrize(
    "spoilt",
    [
        {"emotional_indicators": [{"category": {}, "quote": "a"}]},
        {"emotional_indicators": [{"category": "doubt", "quote": 7}]},
        {"emotional_indicators": [{"category": "doubt", "quote": "a"}, "b"]},
        {"progression": {"previous_emotion": "doubt"}},
        {"client_needs": [{"priority": "first", "need": "rest"}]},
    ],
)
def test_a_form_that_was_never_asked_for_is_refused(spoilt: dict[str, Any]) -> None:
    """Reading the earlier form is no leniency: the same fields are asked of it."""
    context = _context(WHOLE.turns[0].emotional_context) | spoilt
    with pytest.raises(ValidationError):
        EmotionalContextDraft.model_validate_json(json.dumps(context))
