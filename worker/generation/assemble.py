"""Puts the drafts together: a domain Conversation, and the payload that saves it.

What the program knows is filled in here and never asked of the model: sentence texts, the previous emotion,
the change of intensity, counts. A part that cannot be stored as it was drafted is a finding of its section,
so that it is repaired like any other. Pure; tested in tests/unit/test_generation_assemble.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import ValidationError

from worker.domain.annotation import (
    ANNOTATION_SECTIONS,
    AnnotationSection,
    EmotionalContext,
    ResponseStrategy,
    SentenceBreakdown,
)
from worker.domain.conversation import Conversation, Turn, words
from worker.domain.drafts import DraftTurn, EmotionalContextDraft, TurnAnnotationDraft
from worker.domain.findings import Finding, QualityReport
from worker.domain.sentences import split
from worker.generation.bounds import oversized

# The name quality/ gives to a part that is missing; one that cannot be stored is as good as missing.
REQUIRED_PARTS = "required_parts"
_EMOTIONS_STORED = 3

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class AnnotatedTurn:
    """One turn as drafted: its messages and their annotation."""

    drafted: DraftTurn
    annotation: TurnAnnotationDraft


def assemble(
    conversation_id: str, system_prompt: str, turns: Sequence[AnnotatedTurn]
) -> Conversation | tuple[Finding, ...]:
    """The conversation as it would be stored, or what keeps it from being one."""
    findings: list[Finding] = []
    built: list[Turn] = []
    previous: EmotionalContextDraft | None = None
    for turn in turns:
        made = _turn(system_prompt, turn, previous, findings)
        if made is not None:
            built.append(made)
        previous = turn.annotation.emotional_context
    if findings:
        return tuple(findings)
    return Conversation(conversation_id=conversation_id, turns=tuple(built))


def payload(
    conversation: Conversation,
    report: QualityReport,
    *,
    models: Mapping[str, str],
    template_version: int,
    generation_seconds: float,
) -> dict[str, Any]:
    """What save_conversation takes, as JSON values."""
    return {
        "conversation": {
            "turn_count": len(conversation.turns),
            "models": dict(models),
            "template_version": template_version,
            "generation_seconds": round(generation_seconds, 3),
        },
        "turns": [turn_payload(turn) for turn in conversation.turns],
        "metrics": report.metrics.model_dump(mode="json"),
        "findings": findings_payload(report.findings),
    }


def findings_payload(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Findings as rows of quality_findings."""
    return [
        {
            "check": finding.check,
            "severity": finding.severity,
            "message": finding.message,
            "action": finding.action,
            "turn_number": finding.turn,
            "sentence_number": finding.sentence,
            "evidence": finding.evidence,
        }
        for finding in findings
    ]


def turn_payload(turn: Turn) -> dict[str, Any]:
    """A turn with its annotation nested, as conversation_write_turns takes it."""
    row = turn.model_dump(mode="json")
    context = turn.emotional_context
    row["emotional_context"] |= {
        "indicator_count": context.indicator_count,
        "quote_count": context.quote_count,
    }
    return row | {
        "user_word_count": words(turn.user_input),
        "response_word_count": words(turn.target_response),
        "sentence_count": len(turn.response_breakdown),
        "quality": {},
        "extras": {},
    }


def _turn(
    system_prompt: str,
    turn: AnnotatedTurn,
    previous: EmotionalContextDraft | None,
    findings: list[Finding],
) -> Turn | None:
    """One turn; None when a part of it cannot be stored, which is then added to `findings`."""
    drafted, annotation = turn.drafted, turn.annotation
    number, before = drafted.turn_number, len(findings)
    for section in ANNOTATION_SECTIONS:
        findings.extend(
            _unstorable(number, section, place, f"{place} of turn {number} cannot be stored: it {words}.")
            for place, words in oversized(getattr(annotation, section))
        )
    if len(findings) > before:
        return None
    context = _build(
        findings, number, "emotional_context", lambda: _context(annotation.emotional_context, previous)
    )
    strategy = _build(
        findings,
        number,
        "response_strategy",
        lambda: ResponseStrategy(**dict(annotation.response_strategy)),
    )
    breakdown = _build(findings, number, "response_breakdown", lambda: _breakdown(turn))
    if context is None or strategy is None or breakdown is None or len(findings) > before:
        return None
    return Turn(
        turn_number=number,
        system_prompt=system_prompt,
        user_input=drafted.user_input,
        user_intent=drafted.user_intent,
        target_response=drafted.target_response,
        calculations=drafted.calculations,
        response_structure_type=annotation.response_breakdown.structure_type,
        positive_indicators=annotation.expected_response.positive,
        neutral_indicators=annotation.expected_response.neutral,
        negative_indicators=annotation.expected_response.negative,
        difficulty_level=annotation.training.difficulty_level,
        key_learning_objective=annotation.training.key_learning_objective,
        demonstrates_skills=annotation.training.demonstrates_skills,
        emotional_progression_target=annotation.training.emotional_progression_target,
        emotional_context=context,
        response_strategy=strategy,
        response_breakdown=breakdown,
    )


def _context(draft: EmotionalContextDraft, previous: EmotionalContextDraft | None) -> EmotionalContext:
    emotions = [found for found in draft.detected_emotions if found.emotion.strip()][:_EMOTIONS_STORED]
    named: dict[str, Any] = {"primary_emotion": ""}
    for rank, found in zip(("primary", "secondary", "tertiary"), emotions, strict=False):
        named |= {f"{rank}_emotion": found.emotion, f"{rank}_confidence": found.confidence}
    progression: dict[str, Any] = {}
    if previous is not None:
        progression = {
            "previous_emotion": _primary(previous),
            "current_emotion": _primary(draft),
            "intensity_change": round(draft.intensity - previous.intensity, 2),
            "progression_description": draft.progression.description.strip() or None,
        }
    return EmotionalContext(
        **named,
        **progression,
        intensity=draft.intensity,
        valence=draft.valence,
        emotional_indicators=draft.emotional_indicators,
        risk_level=draft.risk_level,
        engagement_readiness=draft.engagement_readiness,
        knowledge_level=draft.knowledge_level,
        trust_level=draft.trust_level,
        client_needs=draft.client_needs,
        red_flags=draft.red_flags,
    )


def _primary(draft: EmotionalContextDraft) -> str | None:
    return next((found.emotion for found in draft.detected_emotions if found.emotion.strip()), None)


def _breakdown(turn: AnnotatedTurn) -> tuple[SentenceBreakdown, ...]:
    """Each sentence of the answer with its annotation; one that was left out is left out here too."""
    drafted = {item.sentence_number: item for item in reversed(turn.annotation.response_breakdown.sentences)}
    return tuple(
        SentenceBreakdown(
            sentence_number=number,
            sentence_text=text,
            function=found.function,
            emotional_purpose=found.emotional_purpose,
            technique=found.technique,
            teaches_model=found.teaches_model,
            word_choice_rationale=found.word_choice_rationale,
            psychological_principle=found.psychological_principle.strip() or None,
            stylistic_note=found.stylistic_note.strip() or None,
        )
        for number, text in enumerate(split(turn.drafted.target_response), start=1)
        if (found := drafted.get(number)) is not None
    )


def _build(findings: list[Finding], turn: int, section: AnnotationSection, make: Callable[[], T]) -> T | None:
    """What `make` makes; None when it cannot, and a finding for each reason."""
    try:
        return make()
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            place = ".".join(str(step) for step in fault["loc"])
            blank = fault["type"] == "string_too_short"
            message = (
                f"{place} is missing in turn {turn}."
                if blank
                else f"{place} of turn {turn} cannot be stored: {fault['msg']}."
            )
            findings.append(_unstorable(turn, section, place, message))
        return None


def _unstorable(turn: int, section: AnnotationSection, place: str, message: str) -> Finding:
    return Finding(
        check=REQUIRED_PARTS,
        severity="error",
        message=message,
        action=f"Write {place}, within its bounds.",
        turn=turn,
        section=section,
        evidence={"part": place},
    )
