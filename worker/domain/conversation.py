"""A conversation and its turns, as they are stored and exported."""

from pydantic import Field, model_validator

from worker.domain.annotation import EmotionalContext, ResponseStrategy, SentenceBreakdown
from worker.domain.base import Model
from worker.domain.calculation import Calculation


class Turn(Model):
    """One client message, the answer to it, and the annotation of both.

    The lists of patterns say how the client may react to the answer. demonstrates_skills names what a model
    learns here. calculations: the sums of the answer, declared; empty when it states none or an import does
    not say. Field names equal the columns of training_turns; the three annotated parts are stored in
    tables of their own.
    """

    turn_number: int = Field(ge=1)
    system_prompt: str
    user_input: str = Field(min_length=1)
    user_intent: str
    target_response: str = Field(min_length=1)
    calculations: tuple[Calculation, ...] = ()
    response_structure_type: str
    positive_indicators: tuple[str, ...]
    neutral_indicators: tuple[str, ...]
    negative_indicators: tuple[str, ...]
    difficulty_level: str
    key_learning_objective: str
    demonstrates_skills: tuple[str, ...]
    emotional_progression_target: str
    emotional_context: EmotionalContext
    response_strategy: ResponseStrategy
    response_breakdown: tuple[SentenceBreakdown, ...]


class Conversation(Model):
    """A whole conversation: turns are numbered 1, 2, … without gaps."""

    conversation_id: str = Field(min_length=1)
    turns: tuple[Turn, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _numbered_from_one(self) -> "Conversation":
        numbers = [turn.turn_number for turn in self.turns]
        if numbers != list(range(1, len(numbers) + 1)):
            raise ValueError(
                f"{self.conversation_id}: turns are numbered {numbers}, expected 1 to {len(numbers)}"
            )
        return self


def words(text: str) -> int:
    """How many words a text has, as every bound in domain.md counts them: runs between white space."""
    return len(text.split())
