"""Puts the drafts together: a domain Conversation, and the payload that saves it.

What the program knows is filled in here and never asked of the model: sentence texts, the emotions before and
after, the change of intensity, the rank of a need, counts. A part that cannot be stored as it was drafted is
a finding of its section, so that it is repaired like any other. Pure; tested in
tests/unit/test_generation_assemble.py.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
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
from worker.domain.drafts import (
    DraftTurn,
    EmotionalContextDraft,
    ResponseStrategyDraft,
    SentenceDraft,
    TurnAnnotationDraft,
)
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
        lambda: _strategy(annotation.response_strategy),
    )
    breakdown = _breakdown(turn, findings)
    if context is None or strategy is None or len(findings) > before:
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
            "progression_description": draft.progression.strip() or None,
        }
    stated = {"detected_emotions", "emotional_indicators", "progression", "client_needs"}
    return EmotionalContext.model_validate(
        {
            **draft.model_dump(exclude=stated),
            **named,
            **progression,
            "emotional_indicators": [
                {"category": group.category, "quote": quote}
                for group in draft.emotional_indicators
                for quote in group.quotes
            ],
            "client_needs": [
                {"need": need.need, "priority": rank, "rationale": need.rationale}
                for rank, need in enumerate(draft.client_needs, start=1)
            ],
        }
    )


def _primary(draft: EmotionalContextDraft) -> str | None:
    return next((found.emotion for found in draft.detected_emotions if found.emotion.strip()), None)


def _strategy(draft: ResponseStrategyDraft) -> ResponseStrategy:
    tactics = draft.tactical_choices
    choices = [(name, True) for name in tactics.taken] + [(name, False) for name in tactics.declined]
    return ResponseStrategy.model_validate(
        {
            **draft.model_dump(),
            "tactical_choices": [{"name": name, "chosen": chosen} for name, chosen in choices],
        }
    )


def _breakdown(turn: AnnotatedTurn, findings: list[Finding]) -> tuple[SentenceBreakdown, ...]:
    """Each sentence of the answer with its annotation; one that was left out is left out here too."""
    drafted = {item.number: item for item in reversed(turn.annotation.response_breakdown.sentences)}
    built = [
        _build(
            findings,
            turn.drafted.turn_number,
            "response_breakdown",
            partial(_sentence, drafted[number], text),
            sentence=number,
        )
        for number, text in enumerate(split(turn.drafted.target_response), start=1)
        if number in drafted
    ]
    return tuple(sentence for sentence in built if sentence is not None)


def _sentence(draft: SentenceDraft, text: str) -> SentenceBreakdown:
    return SentenceBreakdown.model_validate(
        {
            "sentence_number": draft.number,
            "sentence_text": text,
            "function": draft.function,
            "emotional_purpose": draft.purpose,
            "technique": draft.technique,
            "teaches_model": draft.teaches,
            "word_choice_rationale": [
                {"phrase": phrase, "reason": reason} for phrase, reason in draft.phrases
            ],
            "psychological_principle": draft.principle.strip() or None,
            "stylistic_note": draft.note.strip() or None,
        }
    )


def _build(
    findings: list[Finding],
    turn: int,
    section: AnnotationSection,
    make: Callable[[], T],
    *,
    sentence: int | None = None,
) -> T | None:
    """What `make` makes; None when it cannot, and a finding for each reason."""
    where = f"turn {turn}" if sentence is None else f"turn {turn}, sentence {sentence}"
    try:
        return make()
    except ValidationError as error:
        for fault in error.errors(include_url=False, include_input=False, include_context=False):
            place = ".".join(str(step) for step in fault["loc"])
            blank = fault["type"] == "string_too_short"
            message = (
                f"{place} is missing in {where}."
                if blank
                else f"{place} of {where} cannot be stored: {fault['msg']}."
            )
            findings.append(_unstorable(turn, section, place, message, sentence))
        return None


def _unstorable(
    turn: int, section: AnnotationSection, place: str, message: str, sentence: int | None = None
) -> Finding:
    return Finding(
        check=REQUIRED_PARTS,
        severity="error",
        message=message,
        action=f"Write {place}, within its bounds.",
        turn=turn,
        sentence=sentence,
        section=section,
        evidence={"part": place},
    )
