"""What the first dataset holds: its specifications, its seed and its guides meet what is asked of them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations, pairwise

import pytest

from tests.labels import PAGE, labels_table, page
from tests.shipped import shipped
from worker.domain.conversation import Turn, words
from worker.domain.overlap import jaccard
from worker.domain.plan import ConversationPlan
from worker.generation.prompts import dataset_variables, plan_variables, render
from worker.planning import LoadedDataset, LoadedSeed
from worker.planning.checks import MOST_SITUATION_OVERLAP, situation_grams
from worker.planning.overview import all_plans
from worker.planning.readiness import seed_report
from worker.quality.sources import lines_named

LOADED = shipped()
EDGES = [plan for plan in LOADED.plans if plan.tier == "tier3_edge"]
SEED_TURNS = [(seed, turn) for seed in LOADED.seeds for turn in seed.conversation.turns]


@pytest.fixture(scope="module")
def loaded() -> LoadedDataset:
    """The dataset as its files give it."""
    return LOADED


def _name(item: object) -> str:
    if isinstance(item, ConversationPlan):
        return item.conversation_id
    if isinstance(item, LoadedSeed):
        return item.conversation.conversation_id
    return f"turn{item.turn_number}" if isinstance(item, Turn) else str(item)


@pytest.mark.parametrize("plan", all_plans(LOADED), ids=_name)
def test_a_specification_is_written_in_full(plan: ConversationPlan) -> None:
    """Person, occasion, arc and outcome in sentences, each turn's beat told, figures to calculate with."""
    assert len(plan.scenario.figures) >= 4
    assert all(words(turn.beat) >= 20 for turn in plan.scenario.turns)
    texts = (
        plan.persona_description, plan.session_context, plan.emotional_arc_description, plan.expected_outcome,
    )  # fmt: skip
    assert all(words(text) >= 15 for text in texts)
    assert plan.scenario.person.family
    assert plan.scenario.person.place


@pytest.mark.parametrize("plan", EDGES, ids=_name)
def test_an_edge_case_says_where_it_ends(plan: ConversationPlan) -> None:
    """Its boundary says what is not done, and its review is the other profession's."""
    assert plan.scenario.boundary.startswith("Elena does not")
    assert plan.required_review in {"legal", "therapeutic"}


def test_thoughts_of_suicide_are_referred_to_988_before_anything_else(loaded: LoadedDataset) -> None:
    """Of the lines the referral of number 86 names, the first is the one an answer has to name."""
    (plan,) = [plan for plan in EDGES if plan.conversation_number == 86]
    lines = [line.model_dump() for line in loaded.hotlines]
    assert [line["contact"] for line in lines_named(lines, plan.scenario.referral)] == ["988", "911"]


def test_no_two_situations_overlap(loaded: LoadedDataset) -> None:
    """Runs of five words shared by two specifications stay below 0.15 of all their runs."""
    told = {plan.conversation_id: situation_grams(plan) for plan in all_plans(loaded)}
    shared = {(one, two): jaccard(told[one], told[two]) for one, two in combinations(told, 2)}
    assert max(shared.values()) < MOST_SITUATION_OVERLAP, max(shared, key=lambda pair: shared[pair])


@pytest.mark.parametrize("plan", LOADED.plans, ids=_name)
def test_the_prompts_render_for_each_specification(loaded: LoadedDataset, plan: ConversationPlan) -> None:
    """Every placeholder has a value, and the person, the figures and the beats reach the prompt."""
    item = next(item for item in loaded.templates if item.template.template_id == plan.template_id)
    dataset, template = loaded.dataset, item.template
    shared = dataset_variables(dataset.name, dataset.language, dataset.profile)
    own = {**shared, **plan_variables(plan, dataset.profile, template.quality_requirements)}
    prompt = render(template.dialogue_prompt, own, where="dialogue")
    for text in (plan.persona_name, plan.scenario.person.place, plan.scenario.turns[-1].beat):
        assert text in prompt
    assert plan.persona_description in render(template.annotation_prompt, own, where="annotation")
    for text in (template.instructions, *dataset.profile["guides"].values()):
        assert "{{" not in render(text, shared, where="shared")


@pytest.mark.parametrize("seed", LOADED.seeds, ids=_name)
def test_a_seed_passes_every_check(loaded: LoadedDataset, seed: LoadedSeed) -> None:
    """No finding, a score of at least 4.9, ready for training."""
    report = seed_report(loaded, seed)
    assert report.findings == ()
    assert report.metrics.overall_score >= 4.9
    assert report.metrics.ready_for_training


@pytest.mark.parametrize(("seed", "turn"), SEED_TURNS, ids=_name)
def test_a_seed_turn_does_not_pile_on_questions(seed: LoadedSeed, turn: Turn) -> None:
    """At most two in an answer, as the voice guide says; the rest of the voice is the checks' to find."""
    assert turn.target_response.count("?") <= 2, seed.path


def test_free_text_of_the_seeds_is_written_once() -> None:
    """No rationale, need, lesson or handling stands there twice; under 1 % of pairs share half the words."""
    texts = []
    for _, turn in SEED_TURNS:
        context = turn.emotional_context
        strategy = turn.response_strategy
        texts += [text for need in context.client_needs for text in (need.need, need.rationale)]
        texts += [flag.handling for flag in context.red_flags]
        texts += [strategy.primary_rationale, strategy.tone_rationale]
        for sentence in turn.response_breakdown:
            texts.append(sentence.teaches_model)
            texts += [choice.reason for choice in sentence.word_choice_rationale]
    assert [text for text, count in Counter(texts).items() if count > 1] == []
    bags = [frozenset(re.findall(r"[a-z']+", text.casefold())) for text in texts]
    assert alike(bags) / (len(bags) * (len(bags) - 1) / 2) < 0.01


def alike(bags: Sequence[frozenset[str]]) -> int:
    """How many pairs share more than half of their words.

    Two that do have a word in common among the rarer half of each: only pairs that meet there are compared.
    """
    rarity = Counter(word for bag in bags for word in bag)
    met: dict[str, list[frozenset[str]]] = defaultdict(list)
    close = 0
    for bag in bags:
        rarest = sorted(bag, key=lambda word: (rarity[word], word))[: len(bag) // 2 + 1]
        others = {id(other): other for word in rarest for other in met[word]}
        close += sum(len(bag & other) / len(bag | other) > 0.5 for other in others.values())
        for word in rarest:
            met[word].append(bag)
    return close


def test_texts_that_share_half_their_words_are_alike() -> None:
    """Three words of four are more than half of both; two of six are not; a text twice is alike."""
    bags = [frozenset(text.split()) for text in ("a b c", "a b c d", "c d e f g", "a b c")]
    assert alike(bags) == 3


def test_labels_come_from_the_vocabularies_the_guide_lists(loaded: LoadedDataset) -> None:
    """Functions, purposes and techniques are labels of the profile, which the guide repeats in full."""
    labels = loaded.dataset.profile["labels"]
    guide = loaded.dataset.profile["guides"]["annotation"]
    for kind, known in labels.items():
        assert len(known) <= 60
        assert f"Choose from: {', '.join(known)}." in guide
        used = {getattr(sentence, kind) for _, turn in SEED_TURNS for sentence in turn.response_breakdown}
        assert used <= set(known)


def test_the_page_lists_the_labels_and_how_often_the_seeds_carry_them(loaded: LoadedDataset) -> None:
    """docs/content.md is what `python -m tests.labels` writes; no label stands there that no seed shows."""
    text = PAGE.read_text(encoding="utf-8")
    assert labels_table(loaded) in text
    assert page(text, loaded) == text
    assert not re.search(r"[a-z] 0[,|]", labels_table(loaded).replace(" |", "|"))


def test_the_annotation_guide_is_long_enough_to_be_cached(loaded: LoadedDataset) -> None:
    """More than 600 words, so that the prefix of every annotation call is above the least that is cached."""
    assert words(loaded.dataset.profile["guides"]["annotation"]) > 600


def test_answers_of_a_seed_open_differently() -> None:
    """No two answers in a row begin with the same two words."""
    for seed in LOADED.seeds:
        for one, two in pairwise(seed.conversation.turns):
            assert one.target_response.split()[:2] != two.target_response.split()[:2]
