"""What is planned: a conversation's specification, the bar it must meet, the dataset it belongs to.

`ConversationPlan` is what the dialogue stage is given (as JSON) and what quality/ checks the result
against. It is read from files by worker/planning and from rows of training_conversations by worker/jobs.
"""

from typing import Any, Literal

from pydantic import Field, model_validator

from worker.domain.base import Model

Tier = Literal["seed", "tier1_template", "tier2_scenario", "tier3_edge"]
MessageLength = Literal["short", "medium", "long"]

# Words of a client's message by planned length (domain.md section 1).
MESSAGE_WORDS: dict[MessageLength, tuple[int, int]] = {
    "short": (30, 60),
    "medium": (60, 140),
    "long": (140, 240),
}


class Person(Model):
    """The client as planned. income_usd is gross dollars a year; None when it is unknown or none."""

    age: int = Field(ge=16, le=100)
    work: str = Field(min_length=1)
    income_usd: int | None = Field(default=None, ge=0)
    family: str = Field(min_length=1)
    place: str = Field(min_length=1)


class Figure(Model):
    """A number of the client's situation, so that arithmetic and continuity can be checked.

    unit: usd, usd_per_month, usd_per_year, percent, years, months, shares or count.
    """

    name: str = Field(min_length=1)
    value: float
    unit: Literal["usd", "usd_per_month", "usd_per_year", "percent", "years", "months", "shares", "count"]


class PlannedTurn(Model):
    """What one turn should hold: how long the client writes, and what happens in it."""

    message_length: MessageLength
    beat: str = Field(min_length=1)


class Scenario(Model):
    """training_conversations.scenario: what the columns of the plan do not hold.

    setup to learning_objectives belong to tier 2; boundary, referral and afterwards to tier 3; empty
    elsewhere.
    """

    person: Person
    figures: tuple[Figure, ...] = ()
    turns: tuple[PlannedTurn, ...] = Field(min_length=1)
    setup: str = ""
    dominant_emotions: tuple[str, ...] = ()
    concerns: tuple[str, ...] = ()
    learning_objectives: tuple[str, ...] = ()
    boundary: str = ""
    referral: str = ""
    afterwards: str = ""


class ConversationPlan(Model):
    """One specification. Field names equal the columns of training_conversations.

    Intensities are shares from 0 to 1; conversation_number is None for imports and variations.
    """

    conversation_id: str = Field(min_length=1)
    conversation_number: int | None = Field(default=None, ge=1)
    dataset_id: str = Field(min_length=1)
    tier: Tier
    template_id: str | None = None
    tier_batch: int | None = None
    persona_type: str
    persona_name: str = Field(min_length=1)
    persona_description: str = Field(min_length=1)
    topic_category: str
    topic_description: str
    starting_emotion: str
    starting_intensity: float = Field(ge=0, le=1)
    ending_emotion: str
    ending_intensity: float = Field(ge=0, le=1)
    emotional_arc_description: str
    turn_count: int = Field(ge=2, le=6)
    session_context: str
    expected_outcome: str
    scenario: Scenario
    required_review: Literal["none", "legal", "therapeutic", "cultural", "financial"] = "none"
    language: str = "en"

    @model_validator(mode="after")
    def _as_many_turns_as_counted(self) -> "ConversationPlan":
        if self.turn_count != len(self.scenario.turns):
            raise ValueError(
                f"{self.conversation_id}: turn_count is {self.turn_count} but "
                f"{len(self.scenario.turns)} turns are planned"
            )
        return self


class Range(Model):
    """An inclusive range of counts."""

    least: int = Field(ge=0)
    most: int = Field(ge=0)

    @model_validator(mode="after")
    def _not_empty(self) -> "Range":
        if self.least > self.most:
            raise ValueError(f"least {self.least} is above most {self.most}")
        return self

    def holds(self, count: int) -> bool:
        """Whether the count is within the range."""
        return self.least <= count <= self.most


class QualityRequirements(Model):
    """The bar of domain.md section 1; a template's quality_requirements overrides fields by name.

    words_per_quote: one quote is asked for every so many words of the client's message (rounded down),
    within `quotes`. stuffed_share: the share of a message's words that quotes may cover.
    """

    emotional_indicators: Range = Range(least=30, most=50)
    detected_emotions: Range = Range(least=2, most=3)
    words_per_quote: int = Field(default=8, ge=1)
    quotes: Range = Range(least=4, most=20)
    quote_categories: Range = Range(least=4, most=8)
    client_needs: Range = Range(least=3, most=4)
    red_flags: Range = Range(least=1, most=4)
    secondary_strategies: Range = Range(least=2, most=3)
    tactical_choices: Range = Range(least=5, most=8)
    avoid_tactics: Range = Range(least=1, most=8)
    specific_techniques: Range = Range(least=2, most=3)
    word_choices: Range = Range(least=3, most=6)
    positive_indicators: Range = Range(least=3, most=4)
    neutral_indicators: Range = Range(least=2, most=3)
    negative_indicators: Range = Range(least=2, most=3)
    skills: Range = Range(least=4, most=8)
    rationale_sentences: Range = Range(least=2, most=3)
    response_words: Range = Range(least=120, most=400)
    stuffed_share: float = Field(default=0.8, gt=0, le=1)
    intensity_tolerance: float = Field(default=0.10, ge=0, le=1)

    def quotes_wanted(self, message_words: int) -> int:
        """The fewest distinct quotes asked of a message of so many words."""
        return min(max(message_words // self.words_per_quote, self.quotes.least), self.quotes.most)


class Template(Model):
    """A row of conversation_templates as the engine uses it. variables: the names the prompts may use."""

    template_id: str
    dataset_id: str
    template_name: str
    tier: Tier
    arc: str
    structure: str
    dialogue_prompt: str
    annotation_prompt: str
    instructions: str
    variables: tuple[str, ...]
    reference_conversation_ids: tuple[str, ...]
    quality_requirements: QualityRequirements
    version: int = 1


class Dataset(Model):
    """A row of training_datasets: who answers, by which rules, held to which bar.

    profile is data of the dataset (see planning/<dataset>/profile.toml): consultant, principles, habits,
    nevers, system_prompt, indicator_categories and guides {voice, annotation, judge}.
    """

    dataset_id: str
    name: str
    profile: dict[str, Any]
    quality_requirements: QualityRequirements
    id_prefix: str
    language: str = "en"
