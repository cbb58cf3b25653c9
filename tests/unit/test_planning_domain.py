"""The plan is the one of domain.md section 4: for every number its tier, subject, arc and turns.

The table is written from that page, not from the files.
"""

import re
from collections import Counter
from dataclasses import dataclass

import pytest

from tests.shipped import shipped
from worker.domain.plan import ConversationPlan
from worker.planning.overview import all_plans

Span = tuple[float, float]


@dataclass(frozen=True)
class Part:
    """A run of numbers with what is fixed for all of them. None: each brings its own."""

    first: int
    last: int
    tier: str
    turns: tuple[int, int]
    starting: tuple[str, Span] | None = None
    ending: tuple[str, Span] | None = None


PARTS = (
    Part(1, 10, "seed", (3, 5)),
    Part(11, 18, "tier1_template", (3, 5), ("confusion", (0.70, 0.85)), ("clarity", (0.70, 0.80))),
    Part(19, 26, "tier1_template", (4, 5), ("shame", (0.70, 0.90)), ("acceptance", (0.55, 0.70))),
    Part(27, 34, "tier1_template", (3, 4), ("frustration", (0.65, 0.80)), ("alignment", (0.75, 0.85))),
    Part(35, 42, "tier1_template", (3, 4), ("anxiety", (0.75, 0.85)), ("confidence", (0.65, 0.80))),
    Part(43, 50, "tier1_template", (3, 5), ("grief", (0.70, 0.85)), ("healing", (0.60, 0.75))),
    Part(51, 58, "tier2_scenario", (4, 6)),
    Part(59, 66, "tier2_scenario", (4, 6)),
    Part(67, 75, "tier2_scenario", (4, 6)),
    Part(76, 85, "tier2_scenario", (4, 6)),
    Part(86, 90, "tier3_edge", (2, 4)),
    Part(91, 95, "tier3_edge", (2, 4)),
    Part(96, 100, "tier3_edge", (2, 4)),
)
SEED_IDS = (
    "fp_jennifer_001", "fp_jennifer_002", "fp_jennifer_003", "fp_david_001", "fp_david_002", "fp_marcus_002",
    "fp_marcus_003", "fp_marcus_004", "fp_marcus_005", "fp_marcus_006",
)  # fmt: skip
# Words of the subject domain.md gives, each of which the topic has: a seed's by id, the others by number.
SEED_TOPICS = {
    "fp_marcus_002": "stock promotion",
    "fp_marcus_003": "emergency fund",
    "fp_marcus_004": "inherited aunt",
    "fp_marcus_005": "home approval",
    "fp_marcus_006": "debt cards",
    "fp_jennifer_001": "invest divorce",
    "fp_jennifer_002": "life.insurance compar",
    "fp_jennifer_003": "college sav",
    "fp_david_001": "career.change",
    "fp_david_002": "wedding house loan",
}
TOPICS = {
    11: "health.savings flexible.spending", 12: "Roth convert", 13: "term whole universal", 14: "529 minors",
    15: "backdoor Roth", 16: "required.minimum.distribution", 17: "tax-loss.harvesting",
    18: "index.fund mutual.fund ETF",
    19: "nothing.saved 45", 20: "payday \\$150,000",
    21: "401\\(k\\) never.opened", 22: "card standard.of.living",
    23: "payday.loans loop", 24: "husband savings open", 25: "los(ing|s) trades",
    26: "doctorate bracket",
    27: "stocks 90.percent 40", 28: "renovation retirement", 29: "ag(e)?ing.parents", 30: "\\$61,000 meaning",
    31: "daughter retirement", 32: "joint separate", 33: "three.months twelve emergency",
    34: "job night \\$104,000",
    35: "market crash", 36: "layoff", 37: "recession", 38: "losing.health.cover", 39: "identity.theft",
    40: "\\$20,000 wir", 41: "inflation retirement", 42: "long-term.care",
    43: "father inherited", 44: "life.insurance husband death", 45: "selling.the.family.home",
    46: "rebuilding main.earner", 47: "survivor pension late", 48: "siblings estate", 49: "late.parent debts",
    50: "first.holiday first.budget alone",
    51: "military uniform", 52: "new.country", 53: "gender", 54: "prison", 55: "disability",
    56: "retirement", 57: "empty.nest", 58: "blended.family",
    59: "earning daughter parents", 60: "tithe", 61: "mother.and.aunt",
    62: "two.women IVF", 63: "collector minimalist",
    64: "oil sustainable", 65: "eight.months.away", 66: "without.children",
    67: "lottery", 68: "closed compan", 69: "medical.bankruptcy", 70: "exploitation son", 71: "gambling slot",
    72: "discrimination settlement", 73: "adult.son special", 74: "license", 75: "house river disaster",
    76: "sandwich mother tuition", 77: "chronic.illness", 78: "founding debt", 79: "moving.for.care mother",
    80: "late.divorce", 81: "custody", 82: "returning nine unpaid", 83: "three.generations",
    84: "master forty-two", 85: "gig retirement",
    86: "suicidal", 87: "coercive pay", 88: "elder.abuse", 89: "intoxicated bar", 90: "illegal temptation",
    91: "hidden.income", 92: "bankruptcy", 93: "contested.divorce", 94: "trust", 95: "ponzi",
    96: "compulsive.spending", 97: "enabling son", 98: "hoarding", 99: "money.anxiety mail",
    100: "financial.infidelity",
}  # fmt: skip
# Batch → its last number; the first follows the batch before, and the first of all is 11.
BATCHES = {1: 15, 2: 20, 3: 25, 4: 30, 5: 40, 6: 50, 7: 55, 8: 60, 9: 65, 10: 70, 11: 75, 12: 80, 13: 85,
           14: 90, 15: 95, 16: 100}  # fmt: skip
# The line number 86 to 90 refer to first, by what to dial.
CRISIS_LINES = {
    86: "988", 87: "1-800-799-7233", 88: "1-800-677-1116", 89: "1-800-662-4357", 90: "211"
}  # fmt: skip

LOADED = shipped()
PLANS = {plan.conversation_number or 0: plan for plan in all_plans(LOADED)}
NUMBERS = range(1, 101)


def part_of(number: int) -> Part:
    """The part of the plan a number belongs to."""
    (found,) = [part for part in PARTS if part.first <= number <= part.last]
    return found


def words_of(plan: ConversationPlan) -> str:
    """What a plan says its subject is."""
    return f"{plan.topic_category.replace('_', ' ')} {plan.topic_description}"


def test_every_number_is_planned_once() -> None:
    """One to a hundred, and the ten seeds under their own ids."""
    assert sorted(PLANS) == list(NUMBERS)
    assert {plan.conversation_id for plan in PLANS.values() if plan.tier == "seed"} == set(SEED_IDS)
    assert sum(plan.turn_count for plan in PLANS.values() if plan.tier == "seed") == 41


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_has_the_tier_arc_and_turns_the_domain_gives_it(number: int) -> None:
    """Tier, batch, id, starting and ending emotion with intensities in range, and how many turns."""
    plan, part = PLANS[number], part_of(number)
    assert plan.tier == part.tier
    assert part.turns[0] <= plan.turn_count <= part.turns[1]
    for bound, emotion, intensity in (
        (part.starting, plan.starting_emotion, plan.starting_intensity),
        (part.ending, plan.ending_emotion, plan.ending_intensity),
    ):
        if bound is not None:
            assert emotion == bound[0]
            assert bound[1][0] <= intensity <= bound[1][1]
    batch = next((batch for batch, last in BATCHES.items() if number <= last), None)
    assert plan.tier_batch == (None if part.tier == "seed" else batch)
    if part.tier != "seed":
        assert plan.conversation_id == f"fp_{plan.persona_type.lower()}_{number:03d}"


@pytest.mark.parametrize("number", NUMBERS)
def test_a_number_is_about_the_subject_the_domain_gives_it(number: int) -> None:
    """Every word of the subject stands in the plan's topic."""
    plan = PLANS[number]
    wanted = SEED_TOPICS[plan.conversation_id] if plan.tier == "seed" else TOPICS[number]
    missing = [word for word in wanted.split() if not re.search(word, words_of(plan), re.IGNORECASE)]
    assert missing == [], words_of(plan)


def test_the_archetypes_are_as_many_as_the_domain_counts() -> None:
    """Seventeen, fourteen, thirteen and fifty-six, seeds among them."""
    counts = Counter(plan.persona_type for plan in PLANS.values())
    assert counts == {"Marcus": 17, "Jennifer": 14, "David": 13, "Mixed": 56}


def test_each_template_shows_the_seed_the_domain_names() -> None:
    """Template A to E one each, tier 2 the career change, tier 3 none."""
    shown = {item.template.template_id: item.template.reference_conversation_ids for item in LOADED.templates}
    by_part = [shown[PLANS[part.first].template_id or ""] for part in PARTS[1:]]
    named = ["fp_marcus_002", "fp_marcus_006", "fp_david_002", "fp_jennifer_002", "fp_marcus_004"]
    assert by_part == [*((name,) for name in named), *[("fp_david_001",)] * 4, *[()] * 3]


def test_all_conversations_of_a_part_have_one_template() -> None:
    """Twelve templates, one for each part of the plan; seeds have none."""
    used = [{PLANS[number].template_id for number in range(part.first, part.last + 1)} for part in PARTS]
    assert used[0] == {None}
    assert all(len(names) == 1 for names in used)
    assert len({name for names in used[1:] for name in names}) == 12


def test_couples_argue_in_template_c() -> None:
    """Numbers 27 to 34 are couples only: each plan speaks of a partner."""
    for number in range(27, 35):
        plan = PLANS[number]
        told = f"{plan.persona_description} {plan.scenario.person.family} {plan.session_context}"
        assert re.search(r"married|husband|wife|partner|fianc|spouse|engaged", told), number


@pytest.mark.parametrize(("number", "contact"), CRISIS_LINES.items())
def test_a_crisis_is_referred_to_the_line_the_domain_names(number: int, contact: str) -> None:
    """Of the numbers a referral gives, this one stands first."""
    referral = PLANS[number].scenario.referral
    assert re.findall(r"\b(?:1-\d{3}-\d{3}-\d{4}|988|211|911)\b", referral)[0] == contact


def test_no_two_people_are_the_same() -> None:
    """No full name twice; no work, place and income together twice."""
    names = [plan.persona_name.casefold() for plan in PLANS.values()]
    lives = [
        (
            plan.scenario.person.work.casefold(),
            plan.scenario.person.place.casefold(),
            plan.scenario.person.income_usd,
        )
        for plan in PLANS.values()
    ]
    assert len(set(names)) == len(set(lives)) == len(PLANS)
