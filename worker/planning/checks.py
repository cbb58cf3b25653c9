"""Rules over a whole dataset: ids, numbers, quotas, people, templates, and situations told twice.

Each rule adds its faults with the file and field they stand in. Tested in tests/unit/test_planning_checks.py.
"""

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial
from itertools import combinations

from worker.domain.overlap import Gram, grams, jaccard
from worker.domain.plan import ConversationPlan
from worker.generation.prompts import PromptError, dataset_variables, names_used, plan_variables
from worker.planning.faults import Faults
from worker.planning.filling import left_to_fill_in, texts_of
from worker.planning.overview import all_plans, quota_rows
from worker.planning.shapes import LoadedDataset, LoadedTemplate, Persona, PlanBounds
from worker.planning.tiers import ADDITIONS, check_additions

# Two specifications whose situations share this much of their runs of five words are the same situation
# written twice.
SITUATION_GRAM = 5
MOST_SITUATION_OVERLAP = 0.15
# What Origins.unread calls specifications.
UNREAD_PLANS = "plans"
PROMPT_FIELDS = ("dialogue_prompt", "annotation_prompt", "instructions")


@dataclass(frozen=True)
class Origins:
    """Where things stand, as a person finds them.

    files: "dataset", "profile", "personas" and each template's id → file. guides: guide name → file. facts:
    id of a fact or a hotline → the files it stands in, one for each time. plans: conversation_id → file and
    field. unread: what was too malformed to be counted, whose absence is no second fault: folders of
    templates, and "plans" when a specification was.
    """

    files: Mapping[str, str]
    guides: Mapping[str, str]
    facts: Mapping[str, Sequence[str]]
    plans: Mapping[str, tuple[str, str]]
    unread: AbstractSet[str] = frozenset()


@dataclass(frozen=True)
class _Scope:
    """What the rules read, and where they say what is wrong."""

    loaded: LoadedDataset
    origins: Origins
    faults: Faults

    @property
    def plans(self) -> tuple[ConversationPlan, ...]:
        return all_plans(self.loaded)

    def of_plan(self, plan: ConversationPlan, field: str, what: str) -> None:
        file, place = self.origins.plans[plan.conversation_id]
        self.faults.add(file, f"{place}.{field}", what)

    def of_file(self, name: str, field: str, what: str) -> None:
        self.faults.add(self.origins.files[name], field, what)


def check_dataset(loaded: LoadedDataset, origins: Origins, faults: Faults) -> None:
    """Adds every fault of a dataset whose files are well-formed."""
    scope = _Scope(loaded, origins, faults)
    _check_ids(scope)
    _check_people(scope)
    _check_quotas(scope)
    _check_templates(scope)
    _check_shared_prompts(scope)
    _check_plans_against_templates(scope)
    for plan in scope.plans:
        check_additions(plan, loaded.hotlines, partial(scope.of_plan, plan))
    _check_overlap(scope)
    _check_filled_in(scope)
    for name, files in origins.facts.items():
        for file in files[1:]:
            faults.add(file, "id", f"{name} also stands in {files[0]}")


def _check_ids(scope: _Scope) -> None:
    numbers: dict[int, str] = {}
    for plan in scope.plans:
        number = plan.conversation_number
        if number is None:
            scope.of_plan(plan, "conversation_number", "is missing")
            continue
        if number in numbers:
            scope.of_plan(plan, "conversation_number", f"{number} is also {numbers[number]}'s")
        numbers[number] = plan.conversation_id
        wanted = f"{scope.loaded.dataset.id_prefix}_{plan.persona_type.lower()}_{number:03d}"
        if plan.tier != "seed" and plan.conversation_id != wanted:
            scope.of_plan(plan, "conversation_id", f"expected {wanted}")
        batches = scope.loaded.batches
        batch = next((item.batch for item in batches if item.first <= number <= item.last), None)
        if batches and plan.tier_batch != batch:
            scope.of_plan(plan, "tier_batch", f"is {plan.tier_batch}; number {number} is in batch {batch}")


def _check_people(scope: _Scope) -> None:
    personas = {persona.persona_type: persona for persona in scope.loaded.personas}
    names: dict[str, str] = {}
    lives: dict[tuple[str, str, int | None], str] = {}
    for plan in scope.plans:
        persona = personas.get(plan.persona_type)
        if persona is None:
            known = ", ".join(sorted(personas))
            scope.of_plan(plan, "persona_type", f"is {plan.persona_type}; known: {known}")
        else:
            _check_person(scope, plan, persona)
        name = plan.persona_name.casefold()
        if name in names:
            scope.of_plan(plan, "persona_name", f"{plan.persona_name} is also in {names[name]}")
        names[name] = plan.conversation_id
        person = plan.scenario.person
        life = (person.work.casefold(), person.place.casefold(), person.income_usd)
        if life in lives:
            scope.of_plan(plan, "scenario.person", f"work, place and income are also {lives[life]}'s")
        lives[life] = plan.conversation_id
        if plan.scenario.turns[0].message_length == "short":
            scope.of_plan(plan, "scenario.turns[0].message_length", "a first message is medium or long")


def _check_person(scope: _Scope, plan: ConversationPlan, persona: Persona) -> None:
    person = plan.scenario.person
    for name, value, bounds in (
        ("age", person.age, persona.age),
        ("income_usd", person.income_usd, persona.income_usd),
    ):
        if bounds is not None and (value is None or not bounds.holds(value)):
            span = f"{bounds.least} to {bounds.most}"
            scope.of_plan(plan, f"scenario.person.{name}", f"is {value}; {persona.persona_type} has {span}")


def _check_quotas(scope: _Scope) -> None:
    complete = scope.loaded.quotas.complete and UNREAD_PLANS not in scope.origins.unread
    for row in quota_rows(scope.loaded):
        if row.planned > row.wanted or (complete and not row.met):
            what = f"{row.planned} are planned; the quota is {row.wanted}"
            scope.of_file("dataset", f"quotas.{row.name}", what)


def _check_templates(scope: _Scope) -> None:
    """References exist; the variables a template lists are those its texts use."""
    seeds = {seed.plan.conversation_id for seed in scope.loaded.seeds}
    for item in scope.loaded.templates:
        template = item.template
        for reference in template.reference_conversation_ids:
            if reference not in seeds and UNREAD_PLANS not in scope.origins.unread:
                scope.of_file(
                    template.template_id, "reference_conversation_ids", f"{reference} is no seed conversation"
                )
        used: set[str] = set()
        for field in PROMPT_FIELDS:
            try:
                used |= names_used(getattr(template, field))
            except PromptError as error:
                if field != "instructions":  # which _check_shared_prompts reads
                    scope.of_file(template.template_id, field, str(error))
        listed = set(template.variables)
        if used - listed:
            what = f"the texts also use {', '.join(sorted(used - listed))}"
            scope.of_file(template.template_id, "variables", what)
        if listed - used:
            what = f"no text uses {', '.join(sorted(listed - used))}"
            scope.of_file(template.template_id, "variables", what)


def _check_shared_prompts(scope: _Scope) -> None:
    """What opens a prompt for many conversations renders with the dataset's variables alone."""
    values = _of_dataset(scope)
    profile = scope.loaded.dataset.profile
    prompts = [
        *((file, "", profile["guides"][name]) for name, file in scope.origins.guides.items()),
        (scope.origins.files["profile"], "system_prompt", profile["system_prompt"]),
        *(
            (scope.origins.files[item.template.template_id], "instructions", item.template.instructions)
            for item in scope.loaded.templates
        ),
    ]
    for file, field, text in prompts:
        try:
            names = names_used(text)
        except PromptError as error:
            scope.faults.add(file, field, str(error))
            continue
        strangers = sorted(used for used in names if not values.get(used, "").strip())
        if strangers:
            what = f"unknown or empty variables: {', '.join(strangers)}; only the dataset's may be used here"
            scope.faults.add(file, field, what)


def _check_plans_against_templates(scope: _Scope) -> None:
    templates = {item.template.template_id: item for item in scope.loaded.templates}
    for plan in scope.plans:
        if plan.template_id is None:
            if plan.tier != "seed":
                scope.of_plan(plan, "template_id", "is missing")
            continue
        item = templates.get(plan.template_id)
        if item is None and plan.template_id in scope.origins.unread:
            continue
        if item is None:
            scope.of_plan(plan, "template_id", f"{plan.template_id} is no template")
            continue
        if plan.tier != item.template.tier:
            scope.of_plan(plan, "tier", f"is {plan.tier}; its template's is {item.template.tier}")
        _check_bounds(scope, plan, item.bounds)
        _check_values(scope, plan, item)


def _check_bounds(scope: _Scope, plan: ConversationPlan, bounds: PlanBounds) -> None:
    for end, bound, emotion, intensity in (
        ("starting", bounds.starting_emotion, plan.starting_emotion, plan.starting_intensity),
        ("ending", bounds.ending_emotion, plan.ending_emotion, plan.ending_intensity),
    ):
        if bound is None:
            continue
        if emotion != bound.name:
            scope.of_plan(plan, f"{end}_emotion", f"is {emotion}; the template's is {bound.name}")
        if not bound.least <= intensity <= bound.most:
            span = f"{bound.least:.2f} to {bound.most:.2f}"
            scope.of_plan(plan, f"{end}_intensity", f"is {intensity:.2f}; the template has {span}")
    if bounds.turns is not None and not bounds.turns.holds(plan.turn_count):
        span = f"{bounds.turns.least} to {bounds.turns.most}"
        scope.of_plan(plan, "turn_count", f"is {plan.turn_count}; the template has {span}")


def _check_values(scope: _Scope, plan: ConversationPlan, item: LoadedTemplate) -> None:
    """Every variable of the plan's template is known and has a value."""
    bar = item.template.quality_requirements
    values = {**_of_dataset(scope), **plan_variables(plan, scope.loaded.dataset.profile, bar)}
    for name in item.template.variables:
        if name not in values:
            known = ", ".join(sorted(values))
            scope.of_file(item.template.template_id, "variables", f"{name} is unknown; known: {known}")
        elif not values[name].strip() and name not in ADDITIONS.get(plan.tier, ()):
            scope.of_plan(plan, name, "is empty, and its template uses it")


def _check_filled_in(scope: _Scope) -> None:
    """Names the first text of each file that is left to fill in, and how many there are."""
    left: dict[str, list[tuple[str, str]]] = {}
    for name, texts in texts_of(scope.loaded).items():
        left.setdefault(scope.origins.files[name], []).extend(left_to_fill_in(texts))
    for guide, file in scope.origins.guides.items():
        left.setdefault(file, []).extend(left_to_fill_in(scope.loaded.dataset.profile["guides"][guide]))
    for plan in scope.plans:
        file, place = scope.origins.plans[plan.conversation_id]
        left.setdefault(file, []).extend(left_to_fill_in(plan.model_dump(mode="json"), place))
    for file, places in left.items():
        if places:
            (place, said), *others = places
            more = f", and {len(others)} more of this file's texts such a word" if others else ""
            scope.faults.add(file, place, f"still says {said}{more}")


def _of_dataset(scope: _Scope) -> dict[str, str]:
    dataset = scope.loaded.dataset
    return dataset_variables(dataset.name, dataset.language, dataset.profile)


def _check_overlap(scope: _Scope) -> None:
    situations = [(plan, situation_grams(plan)) for plan in scope.plans]
    for (plan, one), (other, two) in combinations(situations, 2):
        shared = jaccard(one, two)
        if shared >= MOST_SITUATION_OVERLAP:
            most = f"{MOST_SITUATION_OVERLAP:.2f}"
            what = f"overlaps {other.conversation_id}'s by {shared:.2f}; less than {most} is asked for"
            scope.of_plan(plan, "scenario", what)


def situation_grams(plan: ConversationPlan) -> frozenset[Gram]:
    """The runs of five words in what makes a specification its own: person, topic, occasion, arc, beats."""
    person = plan.scenario.person
    texts = (
        plan.persona_description,
        f"{person.work} {person.family} {person.place}",
        plan.topic_description,
        plan.session_context,
        plan.emotional_arc_description,
        plan.expected_outcome,
        plan.scenario.setup,
        *(turn.beat for turn in plan.scenario.turns),
    )
    return frozenset(gram for text in texts for gram in grams(text, SITUATION_GRAM))
