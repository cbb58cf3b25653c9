"""What Claude is asked to write: the structured-output models, one per stage and one per repaired section.

Every field is required and no field is a dict or recursive (claude_api.md section 2); an empty string means
"does not apply". The one union is the part of an annotation: both parts are asked for in one form, because
another output format would not share the cached prefix. The model is never asked for what the program knows:
sentence texts, counts, the system prompt, the history.
"""

from pydantic import Field

from worker.domain.annotation import (
    ClientNeed,
    IndicatorQuote,
    Pacing,
    RedFlag,
    TacticalChoice,
    Technique,
    Valence,
    WordChoice,
)
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


class DraftProgression(Model):
    """How the client got here from the previous turn. On turn 1 every field is an empty string."""

    previous_emotion: str
    current_emotion: str
    description: str


class EmotionalContextDraft(Model):
    """detected_emotions: strongest first."""

    detected_emotions: tuple[DraftEmotion, ...]
    intensity: float
    valence: Valence
    emotional_indicators: tuple[IndicatorQuote, ...]
    progression: DraftProgression
    risk_level: str
    engagement_readiness: str
    knowledge_level: str
    trust_level: str
    client_needs: tuple[ClientNeed, ...]
    red_flags: tuple[RedFlag, ...]


class ResponseStrategyDraft(Model):
    """See annotation.ResponseStrategy."""

    primary_strategy: str
    primary_rationale: str
    secondary_strategies: tuple[str, ...]
    tone_selection: str
    tone_rationale: str
    pacing: Pacing
    tactical_choices: tuple[TacticalChoice, ...]
    avoid_tactics: tuple[str, ...]
    specific_techniques: tuple[Technique, ...]


class SentenceDraft(Model):
    """The annotation of one sentence, by number; its text is the program's to fill in."""

    sentence_number: int
    function: str
    emotional_purpose: str
    technique: str
    teaches_model: str
    word_choice_rationale: tuple[WordChoice, ...]
    psychological_principle: str
    stylistic_note: str


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
