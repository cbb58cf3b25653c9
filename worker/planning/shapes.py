"""The shapes of the files under planning/<dataset>/ and templates/<dataset>/, and what they load into.

docs/content.md describes the files; unknown fields are refused. No I/O.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from pydantic import Field

from worker.domain.base import Model
from worker.domain.conversation import Conversation
from worker.domain.plan import (
    ConversationPlan,
    Dataset,
    Figure,
    QualityRequirements,
    Range,
    Template,
    Tier,
)
from worker.domain.verdicts import JudgeRules
from worker.domain.voice import BoundaryRules, Never, VoiceRules
from worker.interchange.reading import ReadConversation, ReadFile

_ID = r"^[a-z0-9][a-z0-9_]{0,62}$"


class Quotas(Model):
    """How many conversations the finished plan holds, in all and by kind.

    complete: false while the plan is being written, and then a quota is only a ceiling.
    """

    complete: bool = False
    conversations: int = Field(ge=1)
    tier: dict[Tier, int] = Field(default_factory=dict)
    persona_type: dict[str, int] = Field(default_factory=dict)


class Batch(Model):
    """A planning batch: the conversation numbers from first to last belong to it."""

    batch: int = Field(ge=1)
    first: int = Field(ge=1)
    last: int = Field(ge=1)


class DatasetFile(Model):
    """dataset.toml."""

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9_-]{0,62}$")
    name: str = Field(min_length=1)
    id_prefix: str = Field(min_length=1)
    language: str = "en"
    batches: tuple[Batch, ...] = ()
    quotas: Quotas
    quality_requirements: QualityRequirements = QualityRequirements()


class Principle(Model):
    """One conviction of the consultant."""

    name: str = Field(min_length=1)
    statement: str = Field(min_length=1)


class Habit(Model):
    """What every answer does, in words for people and prompts; profile.voice says how it is recognised."""

    name: str = Field(min_length=1)
    rule: str = Field(min_length=1)


class ProfileFile(Model):
    """profile.toml. consultant: at least name, credential and business; every value a text or a number."""

    system_prompt: str = Field(min_length=1)
    indicator_categories: tuple[str, ...] = Field(min_length=1)
    explicit_emotion_category: str = Field(min_length=1)
    consultant: dict[str, str | int | float]
    principles: tuple[Principle, ...] = Field(min_length=1)
    habits: tuple[Habit, ...] = Field(min_length=1)
    nevers: tuple[Never, ...] = Field(min_length=1)
    voice: VoiceRules = VoiceRules()
    boundary: BoundaryRules = BoundaryRules()
    judge: JudgeRules
    labels: dict[str, tuple[str, ...]] = Field(default_factory=dict)


class Persona(Model):
    """An archetype. age (years) and income_usd (a year) bound its people; None where anything goes."""

    persona_type: str = Field(min_length=1)
    archetype: str = Field(min_length=1)
    who: str = Field(min_length=1)
    age: Range | None = None
    income_usd: Range | None = None
    voice: str = Field(min_length=1)
    beneath: str = Field(min_length=1)
    helps: str = Field(min_length=1)
    harms: str = Field(min_length=1)


class PersonasFile(Model):
    """personas.toml."""

    persona: tuple[Persona, ...] = Field(min_length=1)


class Fact(Model):
    """A dated fact an answer may use. topics: the topic_category values it serves, or "any"."""

    id: str = Field(pattern=_ID)
    topics: tuple[str, ...] = Field(min_length=1)
    statement: str = Field(min_length=1)
    values: tuple[Figure, ...] = ()
    tax_year: int = Field(ge=2000, le=2100)
    source: str = Field(min_length=1)
    checked_on: date


class Hotline(Model):
    """A public line an answer may name. contact: what to dial.

    always: it may be named in every conversation, not only where the plan names it (a life may be in danger).
    """

    id: str = Field(pattern=_ID)
    name: str = Field(min_length=1)
    contact: str = Field(min_length=1)
    how: str = Field(min_length=1)
    serves: str = Field(min_length=1)
    always: bool = False
    source: str = Field(min_length=1)
    checked_on: date


class FactsFile(Model):
    """A file of facts/."""

    fact: tuple[Fact, ...] = ()
    hotline: tuple[Hotline, ...] = ()


class EmotionBounds(Model):
    """The emotion an arc starts or ends with, and its intensity's inclusive bounds, from 0 to 1."""

    name: str = Field(min_length=1)
    least: float = Field(ge=0, le=1)
    most: float = Field(ge=0, le=1)


class PlanBounds(Model):
    """What a specification of a template keeps to; None: no bound."""

    starting_emotion: EmotionBounds | None = None
    ending_emotion: EmotionBounds | None = None
    turns: Range | None = None


class TemplateFile(Model):
    """template.toml. quality_requirements: only where the template's bar differs from the dataset's."""

    template_id: str = Field(pattern=_ID)
    template_name: str = Field(min_length=1)
    tier: Tier
    arc: str = Field(min_length=1)
    structure: str = Field(min_length=1)
    reference_conversation_ids: tuple[str, ...] = ()
    variables: tuple[str, ...]
    plan: PlanBounds = PlanBounds()
    quality_requirements: dict[str, Any] = Field(default_factory=dict)


@dataclass(frozen=True)
class LoadedTemplate:
    """A template with its whole bar, the fields of the bar it sets itself, and the bounds of its plans."""

    template: Template
    own_requirements: dict[str, Any]
    bounds: PlanBounds


@dataclass(frozen=True)
class LoadedSeed:
    """A seed conversation, its plan, and the file it was written in.

    conversation: as the domain has it; read: the same as rows; file: the whole of what the file holds.
    """

    plan: ConversationPlan
    conversation: Conversation
    path: Path
    read: ReadConversation
    file: ReadFile


@dataclass(frozen=True)
class Rules:
    """What conversations of a dataset are held to: plans by conversation_id, bars by template_id."""

    dataset: Dataset
    plans: Mapping[str, ConversationPlan]
    bars: Mapping[str, QualityRequirements]

    def bar_of(self, plan: ConversationPlan | None) -> QualityRequirements:
        """The bar of the plan's template; the dataset's own where it has none."""
        template_id = None if plan is None else plan.template_id
        return self.bars.get(template_id or "", self.dataset.quality_requirements)


@dataclass(frozen=True)
class LoadedDataset:
    """A whole dataset as its files give it, checked.

    dataset.profile holds profile.toml and also guides {voice, annotation, judge}, hotlines, personas and
    facts, as the prompts and checks read them. plans are the conversations to be generated, in order of
    number; seeds come with their own.
    """

    dataset: Dataset
    quotas: Quotas
    batches: tuple[Batch, ...]
    personas: tuple[Persona, ...]
    facts: tuple[Fact, ...]
    hotlines: tuple[Hotline, ...]
    templates: tuple[LoadedTemplate, ...]
    plans: tuple[ConversationPlan, ...]
    seeds: tuple[LoadedSeed, ...]
