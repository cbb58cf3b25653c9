"""What is annotated on one turn: the words of domain.md section 1 as types.

These are the stored shapes: field names equal the columns of emotional_context, response_strategies and
response_breakdowns, so that `model_dump(mode="json")` is what save_conversation takes. Counts (how many
quotes, how many rationales) are not enforced here: quality/ measures them against the template's bar.
"""

from typing import Literal

from pydantic import Field

from worker.domain.base import Model

Valence = Literal["positive", "negative", "mixed", "neutral"]
Pacing = Literal["slow", "moderate", "fast"]
Severity = Literal["error", "warning", "info"]

# What an annotation may be repaired by: one request, one schema a section (design.md section 3).
AnnotationSection = Literal[
    "emotional_context", "response_strategy", "response_breakdown", "expected_response", "training"
]
ANNOTATION_SECTIONS: tuple[AnnotationSection, ...] = (
    "emotional_context",
    "response_strategy",
    "response_breakdown",
    "expected_response",
    "training",
)


class IndicatorQuote(Model):
    """Words taken exactly from the client's message, and what they are evidence of."""

    category: str = Field(min_length=1)
    quote: str = Field(min_length=1)


class ClientNeed(Model):
    """One need of the client; priority 1 is the most urgent."""

    need: str = Field(min_length=1)
    priority: int = Field(ge=1)
    rationale: str = Field(min_length=1)


class RedFlag(Model):
    """A warning sign, what it implies and how the answer handles it."""

    flag: str = Field(min_length=1)
    implication: str = Field(min_length=1)
    handling: str = Field(min_length=1)


class EmotionalContext(Model):
    """What the client feels in this turn, with the evidence.

    Confidences and intensities are shares from 0 to 1. The fields of progression (previous_emotion to
    progression_description) are None on turn 1; tertiary_* are None when two emotions were detected.
    intensity_change is this turn's intensity minus the last turn's, from -1 to 1.
    valence_as_written keeps an imported free-form value ("mixed_but_improving"); None when it is `valence`.
    """

    primary_emotion: str = Field(min_length=1)
    primary_confidence: float = Field(ge=0, le=1)
    secondary_emotion: str | None = None
    secondary_confidence: float | None = Field(default=None, ge=0, le=1)
    tertiary_emotion: str | None = None
    tertiary_confidence: float | None = Field(default=None, ge=0, le=1)
    intensity: float = Field(ge=0, le=1)
    valence: Valence
    valence_as_written: str | None = None
    emotional_indicators: tuple[IndicatorQuote, ...]
    previous_emotion: str | None = None
    current_emotion: str | None = None
    intensity_change: float | None = Field(default=None, ge=-1, le=1)
    progression_description: str | None = None
    risk_level: str
    engagement_readiness: str
    knowledge_level: str
    trust_level: str
    client_needs: tuple[ClientNeed, ...]
    red_flags: tuple[RedFlag, ...]

    @property
    def indicator_count(self) -> int:
        """The emotional indicators as domain.md section 1 counts them: stored scalar values.

        Each emotion counts with its confidence, each distinct quote once, each need with its priority and
        rationale, each red flag with its two; categories and *_as_written do not count.
        """
        scalars = (
            self.primary_emotion, self.primary_confidence, self.secondary_emotion, self.secondary_confidence,
            self.tertiary_emotion, self.tertiary_confidence, self.intensity, self.valence,
            self.previous_emotion, self.current_emotion, self.intensity_change, self.progression_description,
            self.risk_level, self.engagement_readiness, self.knowledge_level, self.trust_level,
        )  # fmt: skip
        stated = sum(value is not None and value != "" for value in scalars)
        return stated + self.quote_count + 3 * len(self.client_needs) + 3 * len(self.red_flags)

    @property
    def quote_count(self) -> int:
        """Distinct quotes, compared without case and outer white space."""
        return len({item.quote.strip().casefold() for item in self.emotional_indicators})


class TacticalChoice(Model):
    """A named choice and whether the answer takes it."""

    name: str = Field(min_length=1)
    chosen: bool


class Technique(Model):
    """A technique, where the answer applies it and to what end."""

    technique: str = Field(min_length=1)
    application: str = Field(min_length=1)
    purpose: str = Field(min_length=1)


class ResponseStrategy(Model):
    """Why the answer is built as it is. pacing_as_written: see EmotionalContext.valence_as_written."""

    primary_strategy: str = Field(min_length=1)
    primary_rationale: str = Field(min_length=1)
    secondary_strategies: tuple[str, ...]
    tone_selection: str = Field(min_length=1)
    tone_rationale: str = Field(min_length=1)
    pacing: Pacing
    pacing_as_written: str | None = None
    tactical_choices: tuple[TacticalChoice, ...]
    avoid_tactics: tuple[str, ...]
    specific_techniques: tuple[Technique, ...]


class WordChoice(Model):
    """A phrase that occurs in the sentence, and why it works."""

    phrase: str = Field(min_length=1)
    reason: str = Field(min_length=1)


class SentenceBreakdown(Model):
    """One sentence of the target response. principle and note are None where none applies."""

    sentence_number: int = Field(ge=1)
    sentence_text: str = Field(min_length=1)
    function: str = Field(min_length=1)
    emotional_purpose: str = Field(min_length=1)
    technique: str = Field(min_length=1)
    teaches_model: str = Field(min_length=1)
    word_choice_rationale: tuple[WordChoice, ...]
    psychological_principle: str | None = None
    stylistic_note: str | None = None
