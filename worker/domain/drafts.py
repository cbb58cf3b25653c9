"""What Claude is asked to write: the structured-output models, one per stage and one per repaired section.

No field is a dict or recursive (claude_api.md section 2). Every field is required but a sentence's principle
and note, which most sentences lack; an empty string means "does not apply". The one union is the part of an
annotation: both parts are asked for in one form, because another output format would not share the cached
prefix. The model is never asked for what the program knows: sentence texts, counts, the rank of a need, the
emotions before and after, the system prompt, the history. Keys are words, short where they are written
hundreds of times; what comes in rows under one name stands there once (tests/unit/test_generation_wire.py).
Answers in the form that was asked for before are read as well: worker/domain/earlier.py.
"""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from worker.domain import earlier
from worker.domain.annotation import Pacing, RedFlag, Technique, Valence
from worker.domain.base import Model
from worker.domain.calculation import Calculation
from worker.domain.conversation import Turn


class DraftTurn(Model):
    """One turn as first written. primary_emotion and intensity are the client's, in this message.

    calculations: every sum whose result the answer states; empty when it states none.
    """

    turn_number: int
    user_input: str = Field(min_length=1)
    user_intent: str = Field(min_length=1)
    primary_emotion: str = Field(min_length=1)
    intensity: float
    target_response: str = Field(min_length=1)
    calculations: tuple[Calculation, ...]


def drafted(turn: Turn) -> DraftTurn:
    """A stored turn's messages as they were drafted."""
    return DraftTurn(
        turn_number=turn.turn_number,
        user_input=turn.user_input,
        user_intent=turn.user_intent,
        primary_emotion=turn.emotional_context.primary_emotion,
        intensity=turn.emotional_context.intensity,
        target_response=turn.target_response,
        calculations=turn.calculations,
    )


class DialogueDraft(Model):
    """The dialogue stage's answer."""

    turns: tuple[DraftTurn, ...]


class DraftEmotion(Model):
    """A detected emotion; confidence is a share from 0 to 1."""

    emotion: str = Field(min_length=1)
    confidence: float


class QuotesDraft(Model):
    """Words taken exactly from the client's message, under the category they are evidence of."""

    category: str = Field(min_length=1)
    quotes: tuple[str, ...]


class NeedDraft(Model):
    """One need of the client and why it is one; its place in the list is its rank."""

    need: str = Field(min_length=1)
    rationale: str = Field(min_length=1)


class EmotionalContextDraft(Model):
    """detected_emotions: strongest first. client_needs: most urgent first.

    progression: how the client got here from the previous turn; an empty string on turn 1.
    """

    detected_emotions: tuple[DraftEmotion, ...]
    intensity: float
    valence: Valence
    emotional_indicators: tuple[QuotesDraft, ...]
    progression: str
    risk_level: str
    engagement_readiness: str
    knowledge_level: str
    trust_level: str
    client_needs: tuple[NeedDraft, ...]
    red_flags: tuple[RedFlag, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_any_form(cls, given: Any) -> Any:
        return earlier.context(given) if isinstance(given, Mapping) else given


class TacticsDraft(Model):
    """Names of choices: what the answer does, and what was considered and left out."""

    taken: tuple[str, ...]
    declined: tuple[str, ...]


class ResponseStrategyDraft(Model):
    """See annotation.ResponseStrategy."""

    primary_strategy: str
    primary_rationale: str
    secondary_strategies: tuple[str, ...]
    tone_selection: str
    tone_rationale: str
    pacing: Pacing
    tactical_choices: TacticsDraft
    avoid_tactics: tuple[str, ...]
    specific_techniques: tuple[Technique, ...]

    @model_validator(mode="before")
    @classmethod
    def _of_any_form(cls, given: Any) -> Any:
        return earlier.strategy(given) if isinstance(given, Mapping) else given


def _pair(given: Any) -> Any:
    """What is no pair as a phrase without a reason: a fault of one rationale, which a repair can mend."""
    texts = isinstance(given, list | tuple) and all(isinstance(text, str) for text in given)
    if not texts or len(given) == _PAIR:
        return given
    return ("".join(given[:1]), "")


_PAIR = 2
# A phrase that occurs in the sentence, and why it works. Structured outputs have lists of one kind, no pairs.
Explained = Annotated[
    tuple[str, str],
    BeforeValidator(_pair),
    WithJsonSchema(
        {"type": "array", "items": {"type": "string"}, "description": "Two texts: the phrase, the reason."}
    ),
]


class SentenceDraft(Model):
    """The annotation of one sentence, by number; its text is the program's to fill in.

    purpose: what the client should feel. teaches: what a model should learn. phrases: of the sentence, each
    with why it works. principle (of psychology) and note (on style) are left out where none applies.
    """

    number: int
    function: str
    purpose: str
    technique: str
    teaches: str
    phrases: tuple[Explained, ...]
    principle: str = ""
    note: str = ""

    @model_validator(mode="before")
    @classmethod
    def _of_any_form(cls, given: Any) -> Any:
        return earlier.sentence(given) if isinstance(given, Mapping) else given


class ResponseBreakdownDraft(Model):
    """Every sentence of the answer, in order."""

    structure_type: str
    sentences: tuple[SentenceDraft, ...]


class ExpectedResponseDraft(Model):
    """How the client may react: patterns of each kind."""

    positive: tuple[str, ...]
    neutral: tuple[str, ...]
    negative: tuple[str, ...]


class TrainingDraft(Model):
    """What the turn teaches."""

    difficulty_level: str
    key_learning_objective: str
    demonstrates_skills: tuple[str, ...]
    emotional_progression_target: str


class ReadingDraft(Model):
    """How the turn is read: everything but the annotation of its sentences."""

    emotional_context: EmotionalContextDraft
    response_strategy: ResponseStrategyDraft
    expected_response: ExpectedResponseDraft
    training: TrainingDraft


class AnnotationPartDraft(Model):
    """The annotate stage's answer: the part that was asked for."""

    part: ReadingDraft | ResponseBreakdownDraft


class ReadingAnswer(Model):
    """An AnnotationPartDraft of which the reading was asked."""

    part: ReadingDraft


class BreakdownAnswer(Model):
    """An AnnotationPartDraft of which the breakdown was asked."""

    part: ResponseBreakdownDraft


class TurnAnnotationDraft(Model):
    """One turn's annotation, put together of its two parts. Fields: annotation.ANNOTATION_SECTIONS."""

    emotional_context: EmotionalContextDraft
    response_strategy: ResponseStrategyDraft
    response_breakdown: ResponseBreakdownDraft
    expected_response: ExpectedResponseDraft
    training: TrainingDraft


def annotated(reading: ReadingDraft, breakdown: ResponseBreakdownDraft) -> TurnAnnotationDraft:
    """A turn's annotation of its two parts."""
    return TurnAnnotationDraft(
        emotional_context=reading.emotional_context,
        response_strategy=reading.response_strategy,
        response_breakdown=breakdown,
        expected_response=reading.expected_response,
        training=reading.training,
    )
