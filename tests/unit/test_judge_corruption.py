"""Seeds broken one way each: the judge, shown nothing but its request, lowers the dimensions its guide names.

Every break is one fault of the guide's table. The score is the ceiling of its row, the evidence is the broken
words, the other dimensions keep their good scores, and the request holds what the fault can be told by.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import pytest

from tests.judging import dataset, faults, request_for, scores, seeds, simulated, text_of
from worker.domain.calculation import Calculation
from worker.domain.conversation import Conversation, Turn
from worker.domain.plan import ConversationPlan
from worker.domain.sentences import split
from worker.domain.verdicts import BEST, Ceiling
from worker.quality.judgement import read_verdicts, rubric_of

Whole = tuple[Conversation, ConversationPlan]
Break = Callable[[Whole], Whole]


@dataclass(frozen=True)
class Broken:
    """A seed, how it is broken, the fault that is, and texts the request must hold for it to be seen.

    shown: words the evidence holds; "" where the fault is that something is missing.
    """

    seed: str
    change: Break
    fault: str
    needs: tuple[str, ...]
    shown: str = ""


def _with_turn(whole: Whole, number: int, **changes: object) -> Whole:
    conversation, plan = whole
    turns = tuple(
        turn.model_copy(update=changes) if turn.turn_number == number else turn for turn in conversation.turns
    )
    return conversation.model_copy(update={"turns": turns}), plan


def _turn(whole: Whole, number: int) -> Turn:
    return whole[0].turns[number - 1]


def adds(sentence: str, turn: int = 2) -> Break:
    """An answer with a sentence in its middle that does not belong there."""

    def change(whole: Whole) -> Whole:
        sentences = split(_turn(whole, turn).target_response)
        middle = len(sentences) // 2
        said = " ".join((*sentences[:middle], sentence, *sentences[middle:]))
        return _with_turn(whole, turn, target_response=said)

    return change


def client_adds(sentence: str, turn: int = 2) -> Break:
    """A client's message with a sentence in front."""
    return lambda whole: _with_turn(whole, turn, user_input=f"{sentence} {_turn(whole, turn).user_input}")


def _feels(turn: int, emotion: str) -> Break:
    def change(whole: Whole) -> Whole:
        context = _turn(whole, turn).emotional_context.model_copy(update={"primary_emotion": emotion})
        return _with_turn(whole, turn, emotional_context=context)

    return change


def _cold_opening(whole: Whole) -> Whole:
    rest = split(_turn(whole, 2).target_response)[2:]
    opening = ("The statement has two columns.", "The left one is the balance on the first of the month.")
    return _with_turn(whole, 2, target_response=" ".join((*opening, *rest)))


def _no_check_in(whole: Whole) -> Whole:
    kept = split(_turn(whole, 2).target_response)[:-3]
    ending = ("The sheet has a line for it.", "The line stands on the second page.")
    return _with_turn(whole, 2, target_response=" ".join((*kept, *ending)))


def _same_opening(whole: Whole) -> Whole:
    opening = " ".join(split(_turn(whole, 1).target_response)[:1])
    return _with_turn(whole, 2, target_response=f"{opening} {_turn(whole, 2).target_response}")


def _edge_case(whole: Whole) -> Whole:
    """The same text where the plan says: no money talk, and this line first."""
    conversation, plan = whole
    edge = {
        "boundary": "Elena does not plan money while the client is in danger.",
        "referral": "the 988 Suicide & Crisis Lifeline, by call or text to 988, at any hour",
        "afterwards": "Elena offers a short talk once the client is safe.",
    }
    scenario = plan.scenario.model_copy(update=edge)
    return conversation, plan.model_copy(update={"scenario": scenario, "tier": "tier3_edge"})


def _wrong_sum(whole: Whole) -> Whole:
    turn = _turn(whole, 2)
    wrong = Calculation(result="$480", expression="24000 * 3 / 100", meaning="what it comes to")
    conversation, plan = adds("That comes to $480.")(whole)
    return _with_turn((conversation, plan), 2, calculations=(*turn.calculations, wrong))


BROKEN = {
    "another person writes": Broken(
        "fp_marcus_002",
        client_adds("I'm 61, and I work as a florist."),
        "wrong_persona",
        ('"persona_name"', '"age":', '"work":', "I'm 61, and I work as a florist."),
        "I'm 61",
    ),
    "the arc ends elsewhere": Broken(
        "fp_jennifer_002",
        lambda whole: _feels(len(whole[0].turns), "despair")(whole),
        "arc_not_followed",
        ('"ending_emotion":', '"ending_intensity":', '"beat":', '"emotion":"despair"'),
    ),
    "the arc begins elsewhere": Broken(
        "fp_jennifer_001",
        _feels(1, "boredom"),
        "arc_not_followed",
        ('"starting_emotion":', '"starting_intensity":', '"emotion":"boredom"'),
    ),
    "a term nobody explains": Broken(
        "fp_david_001",
        adds("Your MAGI sits inside the phase-out."),
        "jargon_unexplained",
        ("jargon explained at once", "Your MAGI sits inside the phase-out."),
        "MAGI",
    ),
    "a side is taken in a couple": Broken(
        "fp_david_002",
        adds("Your wife is wrong about that."),
        "side_taken",
        ("taking a side between partners or relatives", '"family":', "Your wife is wrong about that."),
        "wife is wrong",
    ),
    "a boundary is missed": Broken(
        "fp_marcus_003",
        _edge_case,
        "boundary_missed",
        ("does not plan money while the client is in danger", "call or text to 988", "<public_lines>"),
    ),
    "a feeling is made small": Broken(
        "fp_marcus_006",
        adds("Honestly, it's not that bad."),
        "minimizing",
        ("making a feeling or a problem smaller", "it's not that bad"),
        "not that bad",
    ),
    "hindsight": Broken(
        "fp_marcus_004",
        adds("You should have asked the lawyer in the spring."),
        "blame",
        ("telling the client what should have been done", "You should have asked the lawyer"),
        "should have",
    ),
    "a platitude": Broken(
        "fp_jennifer_003",
        adds("Everything happens for a reason."),
        "platitude",
        ("a sentence that would fit any client", "Everything happens for a reason."),
        "for a reason",
    ),
    "a comparison": Broken(
        "fp_marcus_005",
        adds("Others have it far worse than you do."),
        "comparison",
        ("measuring the client against others", "Others have it far worse"),
        "far worse",
    ),
    "a number the client never gave": Broken(
        "fp_marcus_006",
        adds("With the $9,876.54 you owe, that is the order."),
        "figure_without_ground",
        ('"figures":', "<facts>", "$9,876.54"),
        "$9,876.54",
    ),
    "a sum that does not come out": Broken(
        "fp_marcus_002",
        _wrong_sum,
        "sum_wrong",
        ('"calculations":', '"expression":"24000 * 3 / 100"'),
        "$480",
    ),
    "a feeling passed over": Broken(
        "fp_marcus_006",
        _cold_opening,
        "feeling_missed",
        ("name the feeling in the first two sentences", "The statement has two columns."),
        "The statement",
    ),
    "no check-in": Broken(
        "fp_david_001",
        _no_check_in,
        "closed_end",
        ("end with a question about how it lands", "The line stands on the second page."),
        "second page",
    ),
    "advice before permission": Broken(
        "fp_marcus_003",
        adds("You need to open a second account today.", turn=1),
        "untimely_advice",
        ("ask before teaching", '"beat":', "You need to open a second account today."),
        "need to open",
    ),
    "a vague amount": Broken(
        "fp_jennifer_002",
        adds("That would lower it significantly."),
        "vague_amount",
        ("never a vague amount", "That would lower it significantly."),
        "significantly",
    ),
    "a product to buy": Broken(
        "fp_jennifer_001",
        adds("I would go with Vanguard for that."),
        "product_named",
        ("naming a specific fund, policy, bank", "go with Vanguard"),
        "Vanguard",
    ),
    "a lawyer's advice": Broken(
        "fp_jennifer_001",
        adds("You have a strong case there."),
        "other_profession",
        ("giving legal or medical advice", "You have a strong case there."),
        "strong case",
    ),
    "two answers open alike": Broken(
        "fp_jennifer_003", _same_opening, "stock_shape", ("begin no two answers",)
    ),
    "a question nobody answers": Broken(
        "fp_david_002",
        client_adds("Can my grandmother claim veterans disability for nursing?"),
        "question_unanswered",
        ("what the client asked outright", "Can my grandmother claim veterans disability for nursing?"),
        "grandmother claim veterans",
    ),
    "a rule with another rate": Broken(
        "fp_marcus_002",
        adds("Your employer may withhold federal income tax on supplemental wages, vesting shares included, "
             "at a flat 12 percent, whatever your bracket."),
        "rule_wrong",
        ("<facts>", "at a flat 22 percent", "at a flat 12 percent"),
        "12 percent",
    ),
    "a rule of another year": Broken(
        "fp_jennifer_003",
        adds("In 2019 one person could give another five years' worth at once, by election, to a 529 plan."),
        "rule_wrong",
        ("<facts>", "In 2025 one person may give another", "In 2019 one person could give another"),
        "In 2019",
    ),
    "a payday loan passed over": Broken(
        "fp_jennifer_003",
        client_adds("There is also a payday loan I renew each Friday."),
        "risk_passed_over",
        ("something that costs this client more", "a payday loan I renew each Friday"),
        "payday loan",
    ),
    "relief from nowhere": Broken(
        "fp_marcus_005",
        client_adds("All of a sudden I feel fine about all of it.", turn=3),
        "unearned_change",
        ('"emotional_arc_description":', "All of a sudden I feel fine"),
        "All of a sudden",
    ),
}  # fmt: skip


@cache
def seed(name: str) -> Whole:
    """A seed as it is."""
    found = next(item for item in seeds() if item.plan.conversation_id == name)
    return found.conversation, found.plan


def row_of(fault: str) -> Ceiling:
    """The guide's row of a fault."""
    rubric = rubric_of(dataset().dataset.profile)
    assert rubric is not None
    return rubric.ceilings[fault]


def names_of(row: Ceiling) -> set[str]:
    """The dimensions of a row, by their names in the dataset."""
    rubric = rubric_of(dataset().dataset.profile)
    assert rubric is not None
    return {name for score, name in rubric.names.items() if score in row.scores}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_seed_is_lowered_in_its_own_dimensions(name: str) -> None:
    """The score is the guide's ceiling for that fault, in the dimensions of its row; the others stay good."""
    broken = BROKEN[name]
    conversation, plan = broken.change(seed(broken.seed))
    draft = simulated(request_for(conversation, plan))
    row = row_of(broken.fault)
    lowered = names_of(row)
    assert faults(draft) == {broken.fault}
    for dimension, score in scores(draft).items():
        if dimension in lowered:
            assert score == row.most, dimension
        else:
            assert score >= BEST - 1, dimension


@pytest.mark.parametrize("name", BROKEN)
def test_the_verdict_on_a_broken_seed_quotes_what_is_broken(name: str) -> None:
    """Its evidence holds: each quote occurs where it is said to, and it is of the broken words."""
    broken = BROKEN[name]
    conversation, plan = broken.change(seed(broken.seed))
    rubric = rubric_of(dataset().dataset.profile)
    assert rubric is not None
    read = read_verdicts(simulated(request_for(conversation, plan)), conversation, rubric)
    assert isinstance(read, tuple), read
    low = [verdict for verdict in read if verdict.faults]
    assert low
    for verdict in low:
        assert any(broken.shown in quoted.quote for quoted in verdict.evidence)
        assert row_of(broken.fault).shown_by in verdict.reason


@pytest.mark.parametrize("name", BROKEN)
def test_the_request_holds_what_the_fault_can_be_told_by(name: str) -> None:
    """What is broken, what it is held against in the plan or the rules, and the guide's row of the fault."""
    broken = BROKEN[name]
    text = text_of(request_for(*broken.change(seed(broken.seed))))
    for needed in (*broken.needs, f"| {broken.fault} |"):
        assert needed in text


@pytest.mark.parametrize("name", [item.plan.conversation_id for item in seeds()])
def test_a_seed_as_it_is_is_judged_over_the_bar(name: str) -> None:
    """No fault is found in any of the seeds, so whatever a broken one loses, the break has cost it."""
    draft = simulated(request_for(*seed(name)))
    assert faults(draft) == set()
    assert sum(scores(draft).values()) / len(scores(draft)) >= 4.5
