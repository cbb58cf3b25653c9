"""The repository's own voice rules: what they catch, and the ordinary prose they leave alone."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.shipped import shipped
from tests.unit.changes import calculation, part, say, turn
from tests.unit.conversations import conversation, edge_conversation, edge_plan, plan
from worker.domain.conversation import Conversation
from worker.domain.plan import ConversationPlan, QualityRequirements
from worker.domain.voice import Never
from worker.quality import assess
from worker.quality.voice import VOICE

NAMES = {check.name for check in VOICE}
PLACE = "this is more than any of us should carry in one evening"


def rules() -> Mapping[str, Any]:
    """The profile of the repository's first dataset."""
    return shipped().dataset.profile


def found(
    whole: Conversation, planned: ConversationPlan | None = None, **changes: Any
) -> list[tuple[str, str]]:
    """The checks of voice that fire on a conversation, with their evidence or message."""
    profile = {**rules(), **changes}
    report = assess(whole, planned or plan(), QualityRequirements(), "manual", profile)
    return [
        (
            finding.check,
            str(finding.evidence.get("never") or finding.evidence.get("phrase") or finding.message),
        )
        for finding in report.findings
        if finding.check in NAMES
    ]


def answer(text: str) -> Conversation:
    """The clean conversation with another sentence in its first answer."""
    return say(1, "A deductible, by the way, is simply the part you pay first.", text)(conversation())


SAID = [
    ("hindsight", "You should have called them in May."),
    ("hindsight", "Why didn't you ask somebody?"),
    ("minimizing", "Honestly, it's not that bad."),
    ("minimizing", "There is nothing to worry about here."),
    ("comparison", "Other people have it worse than this."),
    ("comparison", "It puts you ahead of most people your age."),
    ("side taken", "Your husband is wrong about the account."),
    ("side taken", "Your wife was being unreasonable that night."),
    ("side taken", "Ana is right and the bank is not."),
    ("side taken", "I side with you on this."),
    ("product named", "I would open it at Vanguard this week."),
    ("product named", "VTSAX would do, and so would a savings account."),
    ("another profession's advice", "You should file for bankruptcy before the summer."),
    ("another profession's advice", "You have a strong case against them."),
    ("another profession's advice", "You don't need a lawyer for that letter."),
    ("another profession's advice", "It sounds like depression to me."),
    ("another profession's advice", "You could try skipping a week, or reduce your medication a little."),
    ("platitude", "Everything happens for a reason, and this did too."),
    ("platitude", "You've got this, and I mean it."),
]  # fmt: skip


@pytest.mark.parametrize(("never", "text"), SAID)
def test_a_never_is_found_wherever_it_is_said(never: str, text: str) -> None:
    """Phrases, patterns, names of clients and of products; the finding names the rule."""
    grave = {item["name"] for item in rules()["nevers"] if item.get("error")}
    check = "grave_nevers" if never in grave else "other_nevers"
    assert (check, never) in found(answer(text))


@pytest.mark.parametrize(
    "text",
    [
        "Neither of you is wrong, and both of you are tired.",
        "Your husband isn't wrong to worry, and you aren't wrong to hope.",
        "Whether the court has a form for this is a question for your lawyer.",
        "A doctor can tell you whether the medication changes anything.",
        "I will not take a side between the two of you.",
        "We can chase the number down on Monday, at no great fidelity.",
        "You should be able to read it in ten minutes.",
        "That is the worst of it, and it has an end.",
        "Most people meet this word for the first time on a form.",
        "Money is part of it; it isn't everything you told me.",
    ],
)
def test_ordinary_prose_says_no_never(text: str) -> None:
    """What merely sounds like one is left alone."""
    assert [name for name, _ in found(answer(text)) if name.endswith("nevers")] == []


def test_a_product_the_client_brought_up_may_be_spoken_of() -> None:
    """Naming the client's own broker recommends nothing."""
    message = f"{conversation().turns[0].user_input} It sits at Fidelity."
    told = turn(1, user_input=message)(answer("Your Fidelity statement shows it on the first page."))
    assert [name for name, _ in found(told) if name == "grave_nevers"] == []


EMOTIONS = [
    ("confusion", "No wonder you feel lost in it.", True),
    ("embarrassment", "Of course you were embarrassed.", True),
    ("anxiety", "Anybody would be scared of that letter.", True),
    ("quiet_grief", "You miss her in every line of this.", True),
    ("self-doubt", "You sound unsure of yourself tonight.", True),
    ("clarity", "That is clear, and it is yours.", True),
    ("resolve", "You have decided, and it shows.", False),
    ("shame", "These forms were written by accountants.", False),
]


@pytest.mark.parametrize(("emotion", "opening", "named"), EMOTIONS)
def test_a_feeling_is_named_by_its_own_word_or_its_familys(
    emotion: str, opening: str, *, named: bool
) -> None:
    """In the first two sentences, in any form of the word; elsewhere it does not count."""
    told = say(1, conversation().turns[0].response_breakdown[0].sentence_text, opening)(conversation())
    alone = part(
        1, "emotional_context", primary_emotion=emotion, secondary_emotion=None, tertiary_emotion=None
    )(told)
    assert ("emotion_named" not in {name for name, _ in found(alone)}) is named


@pytest.mark.parametrize(
    ("text", "explained"),
    [
        ("Your HSA can wait until spring.", False),
        ("The expense ratio went up.", False),
        ("The expense ratio, which is the slice a fund keeps each year, went up.", True),
        ("The APR went up, and APR means the yearly cost of a loan.", True),
        ("The account is vested.", False),
        ("The shares vested, so they became yours.", True),
        ("Nothing here needs a special word.", True),
    ],
)
def test_a_term_is_explained_where_it_comes_up(text: str, *, explained: bool) -> None:
    """In its own sentence or the next, by the wordings and words of the profile."""
    assert ("jargon_explained" not in {name for name, _ in found(answer(text))}) is explained


def test_a_term_the_client_uses_needs_no_explanation() -> None:
    """Who says it first knows the word."""
    message = f"{conversation().turns[0].user_input} My HSA is with them."
    told = turn(1, user_input=message)(answer("Your HSA can wait until spring."))
    assert "jargon_explained" not in {name for name, _ in found(told)}


def test_teaching_without_leave_is_found_and_with_a_question_is_not() -> None:
    """A term is brought in unasked: found, unless the client has asked or the answer before asked leave."""
    told = say(1, "Would it help if I explained what", "Let me explain what")(conversation())
    assert [name for name, _ in found(told)] == ["permission_asked"]
    asking = turn(1, user_input=f"{conversation().turns[0].user_input} What does it mean?")(told)
    assert found(asking) == []


@pytest.mark.parametrize(
    "text",
    [
        "Here is where my part ends, and where theirs begins.",
        "I'm not a lawyer, and this is a question for one.",
        "The money can wait; you come first tonight.",
        "This needs somebody trained for it, and I will stay beside you.",
    ],
)
def test_a_boundary_is_recognised_in_many_words(text: str) -> None:
    """The dataset's wordings, and no answer without one passes."""
    bare = say(1, "This is larger than a form, and it is not mine to answer, so the money questions wait for "
                  "another day.", "We can talk about all of this whenever you like.")  # fmt: skip
    assert "boundary_held" in {name for name, _ in found(bare(edge_conversation()), edge_plan())}
    held = say(1, "You asked, and that was the hard part.", text)
    assert found(held(bare(edge_conversation())), edge_plan()) == []


@pytest.mark.parametrize(
    ("text", "plans"),
    [
        ("Let's set up an automatic transfer tonight.", True),
        ("You could pay off the card first.", True),
        ("Put $200 into savings every month.", True),
        ("The card, the rent and the budget are not for tonight.", False),
        ("We can talk for as long as you like.", False),
    ],
)
def test_no_plan_comes_before_the_referral(text: str, *, plans: bool) -> None:
    """What plans money before help is named is found; naming money is no plan."""
    told = say(1, "You asked, and that was the hard part.", text)(edge_conversation())
    assert ("no_plan_before_referral" in {name for name, _ in found(told, edge_plan())}) is plans


def test_no_sum_comes_before_the_referral() -> None:
    """A declared sum in an answer before the one that names help is a plan."""
    late = say(1, "Eldercare Locator answer 1-800-677-1116", "county office answer the phone")
    named = say(2, "follow them first", "follow the Eldercare Locator first")
    worked = turn(1, calculations=(calculation("$27", "212 - 185"),))
    names = {name for name, _ in found(worked(named(late(edge_conversation()))), edge_plan())}
    assert names == {"no_plan_before_referral"}
    assert found(named(late(edge_conversation())), edge_plan()) == []


def test_the_line_a_referral_names_first_is_the_one_to_be_named() -> None:
    """A referral to 988, with the Eldercare Locator for later: an answer that names only the second fails."""
    scenario = edge_plan().scenario
    both = scenario.model_copy(update={"referral": f"A counselor at 988; later {scenario.referral}"})
    planned = edge_plan().model_copy(update={"scenario": both})
    names = [name for name, _ in found(edge_conversation(), planned)]
    assert "referral_named" in names
    called = say(1, "You asked, and that was the hard part.", "Please call 988 now, and I will wait here.")
    assert found(called(edge_conversation()), planned) == []


def test_rules_that_are_not_there_measure_nothing() -> None:
    """A dataset without voice, boundary and nevers has no voice to check."""
    told = answer("You should have called Vanguard, and a lot of it is vested.")
    assert found(told, voice={}, boundary={}, nevers=[{"name": "n", "rule": "n."}]) == []


def test_a_pattern_that_is_none_is_refused() -> None:
    """Where the profile is read, not where a conversation is checked."""
    with pytest.raises(ValueError, match="no regular expression"):
        Never(name="n", rule="r", patterns=("(",))
