"""What a plan holds, counted: persona by arc and tier, topics, emotions, quotas. No I/O.

Tested in tests/unit/test_planning_overview.py.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from worker.domain.plan import ConversationPlan
from worker.planning.shapes import LoadedDataset
from worker.quality.sources import ANY_TOPIC

# The arc of a conversation that has no template, which is how seeds are.
BY_HAND = "written by hand"


@dataclass(frozen=True)
class ArcRow:
    """The conversations of one arc. counts: persona_type → how many."""

    tier: str
    arc: str
    counts: Mapping[str, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts.values())


@dataclass(frozen=True)
class Topic:
    """A topic_category: the conversations about it and the facts that serve it and not every topic."""

    name: str
    conversations: int
    facts: int


@dataclass(frozen=True)
class QuotaRow:
    """A quota and how far the plan is. name: "conversations", a tier or a persona_type."""

    name: str
    planned: int
    wanted: int

    @property
    def met(self) -> bool:
        """Whether exactly as many are planned as are wanted."""
        return self.planned == self.wanted


@dataclass(frozen=True)
class Overview:
    """A dataset's plan, counted. emotions: how many conversations start and end with each, most first."""

    personas: tuple[str, ...]
    arcs: tuple[ArcRow, ...]
    topics: tuple[Topic, ...]
    starting: Mapping[str, int]
    ending: Mapping[str, int]
    quotas: tuple[QuotaRow, ...]
    complete: bool

    @property
    def counts(self) -> dict[str, int]:
        """The conversations of each persona, over all arcs."""
        return {name: sum(row.counts.get(name, 0) for row in self.arcs) for name in self.personas}


def overview(loaded: LoadedDataset) -> Overview:
    """Counts a dataset's plan, its seeds among them."""
    plans = all_plans(loaded)
    return Overview(
        personas=tuple(persona.persona_type for persona in loaded.personas),
        arcs=_arcs(loaded, plans),
        topics=_topics(loaded, plans),
        starting=_by_count(plan.starting_emotion for plan in plans),
        ending=_by_count(plan.ending_emotion for plan in plans),
        quotas=quota_rows(loaded),
        complete=loaded.quotas.complete,
    )


def all_plans(loaded: LoadedDataset) -> tuple[ConversationPlan, ...]:
    """Every specification: the seeds' first."""
    return (*(seed.plan for seed in loaded.seeds), *loaded.plans)


def quota_rows(loaded: LoadedDataset) -> tuple[QuotaRow, ...]:
    """Each quota beside what is planned."""
    quotas, plans = loaded.quotas, all_plans(loaded)
    tiers = Counter(plan.tier for plan in plans)
    types = Counter(plan.persona_type for plan in plans)
    return (
        QuotaRow("conversations", len(plans), quotas.conversations),
        *(QuotaRow(f"tier.{name}", tiers[name], wanted) for name, wanted in quotas.tier.items()),
        *(QuotaRow(f"persona_type.{name}", types[name], n) for name, n in quotas.persona_type.items()),
    )


def _arcs(loaded: LoadedDataset, plans: Sequence[ConversationPlan]) -> tuple[ArcRow, ...]:
    """One row a tier and arc, in the order of their first conversation numbers."""
    arcs = {item.template.template_id: item.template.arc for item in loaded.templates}
    rows: dict[tuple[str, str], Counter[str]] = {}
    for plan in sorted(plans, key=lambda plan: plan.conversation_number or 0):
        key = (plan.tier, arcs.get(plan.template_id or "", BY_HAND))
        rows.setdefault(key, Counter())[plan.persona_type] += 1
    return tuple(ArcRow(tier, arc, counts) for (tier, arc), counts in rows.items())


def _topics(loaded: LoadedDataset, plans: Sequence[ConversationPlan]) -> tuple[Topic, ...]:
    served = Counter(topic for fact in loaded.facts for topic in fact.topics if topic != ANY_TOPIC)
    told = Counter(plan.topic_category for plan in plans)
    return tuple(Topic(name, count, served[name]) for name, count in sorted(told.items()))


def _by_count(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items(), key=lambda item: (-item[1], item[0])))
