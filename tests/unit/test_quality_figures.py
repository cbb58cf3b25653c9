"""A figure of an answer is the client's, a dated fact's, or a declared sum's that comes out."""

from typing import Any

import pytest

from tests.unit.changes import Change, calculation, say, turn
from tests.unit.conversations import ANSWER_2, conversation, plan
from worker.domain.calculation import Calculation
from worker.domain.findings import Finding
from worker.domain.plan import ConversationPlan, QualityRequirements
from worker.quality import assess

FACTS = {
    "facts": [
        {
            "id": "limit",
            "topics": ["benefits"],
            "statement": "For 2025 the limit is $4,300, from age 55 another $1,000; due by April 15.",
            "values": [{"name": "limit", "value": 4300, "unit": "usd"}],
            "tax_year": 2025,
        },
        {
            "id": "rate",
            "topics": ["any"],
            "statement": "A rate.",
            "values": [{"name": "rate", "value": 6.2, "unit": "percent"}],
            "tax_year": 2024,
        },
        {"id": "other", "topics": ["mortgages"], "statement": "The cap is $750,000.", "values": []},
    ],
    "hotlines": [{"name": "988 Suicide & Crisis Lifeline", "contact": "988", "always": True},
                 {"name": "Eldercare Locator", "contact": "1-800-677-1116", "always": True},
                 {"name": "Debt Advice Helpline", "contact": "1-800-388-2227"}],
}  # fmt: skip
CHECKS = {"figures_grounded", "hotlines_known", "sums_come_out", "sums_stated", "client_figures_stay"}
PLACE = "the part you pay first"
PLAN = plan()
UNPLANNED: ConversationPlan | None = None


def found(
    *changes: Change, profile: dict[str, Any] = FACTS, plan: ConversationPlan | None = PLAN
) -> list[Finding]:
    """What the checks of figures find in the clean conversation, changed."""
    whole = conversation()
    for change in changes:
        whole = change(whole)
    findings = assess(whole, plan, QualityRequirements(), "imported", profile).findings
    return [finding for finding in findings if finding.check in CHECKS]


def said(what: str) -> Change:
    """Says something in a sentence of turn 1's answer."""
    return say(1, PLACE, what)


@pytest.mark.parametrize(
    "what",
    [
        "$185 a month",
        "71,000 dollars a year",
        "seventy-one thousand dollars",
        "at 34, or age 34",
        "$4,300, and from age 55 another $1,000",
        "6.2 percent, in 2024 and in 2025",
        "due by April 15, 2025",
        "the form 1099-B for the 401(k), at 9 p.m. in sentence 3",
        "the 988 Suicide & Crisis Lifeline, call or text 988",
        "the Eldercare Locator, 1-800-677-1116 or (800) 677-1116",
    ],
)
def test_what_the_client_or_a_fact_says_may_be_said(what: str) -> None:
    """In any spelling: the plan's figures and person, facts of this topic or any, hotlines."""
    assert found(said(what)) == []


@pytest.mark.parametrize(
    ("what", "figure"),
    [
        ("$186 a month", "$186"),
        ("the cap of $750,000", "$750,000"),
        ("17 percent of it", "17 percent"),
        ("until age 62", "age 62"),
        ("due by June 30", "June 30"),
        ("in 2031", "2031"),
    ],
)
def test_what_nobody_says_is_an_error_with_its_place(what: str, figure: str) -> None:
    """An invented amount, another topic's fact, an age, a date, a year: where it is and what to do."""
    (finding,) = found(said(what))
    assert (finding.check, finding.severity, finding.turn, finding.sentence) == (
        "figures_grounded",
        "error",
        1,
        7,
    )
    assert finding.section is None
    assert finding.evidence["figure"] == figure
    assert finding.action.startswith("Use the client's own")


def test_a_line_is_looked_for_once_in_a_word_without_end() -> None:
    """Thousands of digits in front of a line's name: found, in passing."""
    endless = turn(2, target_response=f"{'9' * 100_000} Crisis Line", calculations=())
    assert "hotlines_known" in {finding.check for finding in found(endless)}


@pytest.mark.parametrize(
    "what", ["call 311", "dial 1-800-555-0100", "the National Debt Helpline", "1-800-388-2227"]
)
def test_a_line_that_is_no_fact_is_an_error(what: str) -> None:
    """A phone number or a named line comes from the hotlines that count for the conversation only."""
    assert [(finding.check, finding.severity) for finding in found(said(what))] == [
        ("hotlines_known", "error")
    ]


def test_what_the_client_said_grows_from_turn_to_turn() -> None:
    """An amount said in turn 2's message has ground in its answer, and not in turn 1's."""
    message = conversation().turns[1].user_input
    told = turn(2, user_input=f"{message} The fee is forty dollars.")
    assert found(told, say(2, "the arithmetic", "those $40")) == []
    assert [finding.turn for finding in found(told, said("$40"))] == [1]


SUMS = [
    ("$4,488", "(212 + 185 - 23) * 12", "23 is no figure"),
    ("$324", "(212 - 185) * 12", None),
    ("about $320", "round((212 - 185) * 12, -1)", None),
    ("about $320", "(212 - 185) * 12", "it comes to 324"),
    ("8.6 percent", "100 * 71000 * 0.062 * 12 / 71000 / 8.65", "8.65 is no figure"),
    ("$4,402", "71000 * 0.062", None),
    ("$4,402", "71000 * 6.2 / 100", None),
    ("$4,403", "71000 * 6.2 / 100", "it comes to 4402"),
    ("$1.6 thousand", "(212 - 185) * 12 * 5", None),
    ("$500", "__import__('os')", "is not arithmetic"),
    ("$500", "500", "500 is no figure"),
    ("a lot", "212 - 185", "its result is no figure"),
]  # fmt: skip


@pytest.mark.parametrize(("result", "expression", "wrong"), SUMS)
def test_a_declared_sum_is_worked_out_from_what_has_ground(
    result: str, expression: str, wrong: str | None
) -> None:
    """To its written precision, with the client's numbers, facts and plain counts, and nothing else."""
    findings = found(said(result), turn(1, calculations=(calculation(result, expression),)))
    if wrong is None:
        assert findings == []
        return
    (finding,) = findings
    assert (finding.check, finding.sentence) == ("sums_come_out", 7)
    assert wrong in finding.message


def test_a_result_may_be_calculated_with_and_said_again_later() -> None:
    """An earlier result has ground in later sums and in later answers, not before it is declared."""
    first = turn(1, calculations=(calculation("$324", "(212 - 185) * 12"), calculation("$27", "324 / 12")))
    assert found(said("$324, or $27"), first, say(2, "the arithmetic", "those $324")) == []
    turned = turn(1, calculations=(calculation("$108", "324 / 3"), calculation("$324", "(212 - 185) * 12")))
    (finding,) = found(said("$108 and $324"), turned)
    assert "324 is no figure" in finding.message


def test_a_declared_result_stands_in_its_answer() -> None:
    """A sum whose result the answer does not say is a warning, unless it is a step to one that it says."""
    (finding,) = found(turn(1, calculations=(calculation("$27", "212 - 185"),)))
    assert (finding.check, finding.severity) == ("sums_stated", "warning")
    step = turn(1, calculations=(calculation("$27", "212 - 185"), calculation("$324", "27 * 12")))
    assert found(said("$324"), step) == []


@pytest.mark.parametrize(
    ("text", "differs"),
    [
        ("I'm 34, and tired.", False),
        ("I\u2019m 43, and tired.", True),
        ("I'm 10 minutes late.", False),
        ("I make $71,000 a year.", False),
        ("I make $17,000.", True),
        ("I make $900 a month from it.", False),
        ("The premium of the first plan is $221.", True),
        ("The premium of the first plan is $212 now.", False),
        ("The premium of the first plan is $2,544 a year.", False),
        ("The premium of the first plan is $27 more than the other.", False),
        ("The premium was not $50 before.", False),
        ("The first plan has one premium, and somewhere on that page I also saw $50.", False),
    ],
)
def test_a_clients_figure_said_again_has_the_plans_value(text: str, *, differs: bool) -> None:
    """Age, income and figures named in full; what may be another figure is never called wrong."""
    message = conversation().turns[1].user_input
    findings = found(turn(2, user_input=f"{message} {text}"))
    assert [finding.check for finding in findings] == ["client_figures_stay"] * differs


def test_of_two_clients_only_the_named_figures_are_known() -> None:
    """A couple has two ages and the plan has one."""
    couple = plan().model_copy(update={"persona_name": "Ana and Luis Reyes"})
    message = conversation().turns[1].user_input
    assert found(turn(2, user_input=f"{message} I'm 43, and tired."), plan=couple) == []


def test_without_a_plan_every_fact_and_every_word_of_the_client_counts() -> None:
    """An import nobody planned: figures of the messages and of all topics' facts; the rest needs its sum."""
    message = "The one costs $212 a month, the other $185; a visit is $30 or $125."
    told = turn(1, user_input=message)
    assert found(told, said("the cap of $750,000"), plan=UNPLANNED) == []
    (finding,) = found(told, turn(2, calculations=()), plan=UNPLANNED)
    assert finding.evidence["figure"] == "$56"


def test_the_clean_answer_states_a_sum() -> None:
    """What the others change is there: the sum of turn 2 is said and declared."""
    (declared,) = conversation().turns[1].calculations
    assert isinstance(declared, Calculation)
    assert declared.result in ANSWER_2
    assert found() == []
