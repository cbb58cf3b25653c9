"""Every check of worker/quality can fail: each is shown a clean conversation with one thing changed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest

from tests.unit.conversations import (
    MESSAGE_1,
    SUMS_2,
    conversation,
    edge_conversation,
    edge_plan,
    plan,
    profile,
)
from worker.domain.annotation import (
    ClientNeed,
    IndicatorQuote,
    RedFlag,
    TacticalChoice,
    Technique,
    WordChoice,
)
from worker.domain.calculation import Calculation
from worker.domain.conversation import Conversation, words
from worker.domain.findings import QualityReport
from worker.domain.plan import QualityRequirements, Range
from worker.quality import assess
from worker.quality.assess import CHECKS
from worker.quality.checks import Other, Subject
from worker.quality.novelty import messages_of

Change = Callable[[Conversation], Conversation]


def turn(number: int, **fields: object) -> Change:
    """Changes fields of one turn."""

    def change(whole: Conversation) -> Conversation:
        turns = [one.model_copy(update=fields) if one.turn_number == number else one for one in whole.turns]
        return whole.model_copy(update={"turns": tuple(turns)})

    return change


def part(number: int, name: str, **fields: object) -> Change:
    """Changes fields of a turn's emotional_context or response_strategy."""

    def change(whole: Conversation) -> Conversation:
        old = getattr(whole.turns[number - 1], name)
        return turn(number, **{name: old.model_copy(update=fields)})(whole)

    return change


def sentence(number: int, index: int, **fields: object) -> Change:
    """Changes fields of one sentence of a turn's breakdown."""

    def change(whole: Conversation) -> Conversation:
        old = whole.turns[number - 1].response_breakdown
        new = tuple(one.model_copy(update=fields) if at == index else one for at, one in enumerate(old))
        return turn(number, response_breakdown=new)(whole)

    return change


def say(number: int, old: str, new: str) -> Change:
    """Says something else in one sentence of a turn's answer, in the annotation's copy of it too."""

    def change(whole: Conversation) -> Conversation:
        turn_ = whole.turns[number - 1]
        assert turn_.target_response.count(old) == 1
        breakdown = tuple(
            one.model_copy(update={"sentence_text": one.sentence_text.replace(old, new)})
            for one in turn_.response_breakdown
        )
        answer = turn_.target_response.replace(old, new)
        return turn(number, target_response=answer, response_breakdown=breakdown)(whole)

    return change


def calculation(result: str, expression: str) -> Calculation:
    """A declared sum."""
    return Calculation(result=result, expression=expression, meaning="what it is")


def quotes(number: int, change: Callable[[list[IndicatorQuote]], list[IndicatorQuote]]) -> Change:
    """Changes the quotes of a turn."""

    def run(whole: Conversation) -> Conversation:
        old = list(whole.turns[number - 1].emotional_context.emotional_indicators)
        return part(number, "emotional_context", emotional_indicators=tuple(change(old)))(whole)

    return run


def quote(category: str, text: str) -> IndicatorQuote:
    """A quote."""
    return IndicatorQuote(category=category, quote=text)


def repeat_last_turn(whole: Conversation) -> Conversation:
    """One turn more than planned, in keeping with the last."""
    last = whole.turns[-1]
    context = last.emotional_context.model_copy(
        update={"previous_emotion": last.emotional_context.primary_emotion, "intensity_change": 0.0}
    )
    more = last.model_copy(update={"turn_number": last.turn_number + 1, "emotional_context": context})
    return whole.model_copy(update={"turns": (*whole.turns, more)})


def many(text: str) -> tuple[str, ...]:
    """Nine different entries."""
    return tuple(f"{text} {number}" for number in range(9))


# Nine quotes of eight words, one after the other: the whole message.
STUFFED = [
    quote(category, " ".join(MESSAGE_1.split()[at : at + 8]))
    for category, at in zip("abcdeabcd", range(0, 72, 8), strict=True)
]

MUTATIONS: dict[str, Change] = {
    "required_parts": part(1, "emotional_context", trust_level=" "),
    "turn_count": repeat_last_turn,
    "message_length": turn(1, user_input=MESSAGE_1 + " and so on" * 30),
    "response_length": turn(
        1,
        target_response=" ".join(
            sentence.sentence_text for sentence in conversation().turns[0].response_breakdown[:2]
        ),
        response_breakdown=conversation().turns[0].response_breakdown[:2],
    ),
    "enough_quotes": quotes(1, lambda old: old[:2] + old[3:6] + old[7:8]),
    "primary_rationale": part(1, "response_strategy", primary_rationale="Because it fits her well."),
    "word_choices": sentence(1, 0, word_choice_rationale=(WordChoice(phrase="sense", reason="plain"),)),
    "phrases_distinct": sentence(
        2, 0, word_choice_rationale=(WordChoice(phrase="the relief", reason="plain"),) * 3
    ),
    "detected_emotions": part(
        1, "emotional_context", secondary_emotion=None, tertiary_emotion=None
    ),
    "emotional_indicators": part(
        1, "emotional_context", client_needs=(), red_flags=(), tertiary_emotion=None, tertiary_confidence=None
    ),
    "quote_categories": quotes(2, lambda old: [quote("enthusiasm", item.quote) for item in old[:3]]
                               + [quote("enthusiasm", "four visits last year")]),
    "client_needs": part(1, "emotional_context",
                         client_needs=(ClientNeed(need="rest", priority=1, rationale="tired"),) * 5),
    "red_flags": part(1, "emotional_context",
                      red_flags=(RedFlag(flag="f", implication="i", handling="h"),) * 5),
    "secondary_strategies": part(1, "response_strategy", secondary_strategies=("one",)),
    "tactical_choices": part(1, "response_strategy",
                             tactical_choices=(TacticalChoice(name="one", chosen=True),)),
    "avoid_tactics": part(1, "response_strategy", avoid_tactics=many("avoid")),
    "specific_techniques": part(
        1, "response_strategy",
        specific_techniques=(Technique(technique="t", application="a", purpose="p"),)),
    "positive_indicators": turn(1, positive_indicators=("one", "two")),
    "neutral_indicators": turn(2, neutral_indicators=("one",)),
    "negative_indicators": turn(2, negative_indicators=many("no")),
    "skills": turn(1, demonstrates_skills=("one", "two", "three")),
    "quote_occurs": quotes(
        1, lambda old: [quote("self_deprecation", "I feel so stupid"), *old[:2], *old[3:]]),
    "phrase_occurs": sentence(1, 0, word_choice_rationale=tuple(
        WordChoice(phrase=phrase, reason="plain") for phrase in ("It makes", "sense that", "your worth"))),
    "sentences_tile": turn(1, response_breakdown=conversation().turns[0].response_breakdown[:-1]),
    "sentences_numbered": sentence(1, 2, sentence_number=7),
    "quote_words": quotes(1, lambda old: [*old, quote("self_deprecation", "embarrassed")]),
    "quotes_overlap": quotes(1, lambda old: [*old, quote("decision_paralysis", "blank again")]),
    "quote_serves_few": quotes(1, lambda old: [*old, quote("vulnerability", "I feel stupid"),
                                              quote("readiness", "feel stupid for asking")]),
    "stuffing": quotes(1, lambda _: STUFFED),
    "previous_emotion": part(2, "emotional_context", previous_emotion="shame"),
    "current_emotion": part(2, "emotional_context", current_emotion="relief"),
    "intensity_change": part(2, "emotional_context", intensity_change=-0.30),
    "arc_start": part(1, "emotional_context", primary_emotion="bewilderment"),
    "arc_end": part(2, "emotional_context", primary_emotion="relief", current_emotion="relief"),
    "start_intensity": part(1, "emotional_context", intensity=0.86),
    "end_intensity": part(2, "emotional_context", intensity=0.59, intensity_change=-0.16),
    "figures_grounded": say(1, "$212 a month,", "$212 a month and $19 in fees,"),
    "hotlines_known": say(1, "compare the plans", "ask the National Enrolment Hotline"),
    "sums_come_out": turn(2, calculations=(calculation("$56", "(212 - 185) * 2"),)),
    "sums_stated": turn(2, calculations=(*SUMS_2, calculation("$27", "212 - 185"))),
    "client_figures_stay": turn(1, user_input=f"{MESSAGE_1} I make $90,000."),
    "emotion_named": say(1, "you feel confused", "you feel hurried"),
    "concrete_amounts": say(1, "you pay less", "you pay a lot less"),
    "permission_asked": say(1, "Would it help if I explained what", "Let me explain what"),
    "jargon_explained": say(1, "is simply the part you pay first", "stands on the second page"),
    "ends_open": say(1, "How does that sound to you right now?", "That is all there is to say today."),
    "openings_differ": say(2, "I can hear the relief in that", "It makes sense that relief came"),
    "grave_nevers": say(1, "compare the plans", "sue the insurer"),
    "other_nevers": say(1, "and that is a real step", "and you should have asked sooner"),
}  # fmt: skip
# The same for the clean conversation of an edge case.
EDGE_MUTATIONS: dict[str, Change] = {
    "boundary_held": say(1, "it is not mine to answer", "it is a long story"),
    "referral_named": say(1, "Eldercare Locator answer 1-800-677-1116", "county office answer the phone"),
    "no_plan_before_referral": say(1, "that was the hard part", "you can pay off the card first"),
}


def report(change: Change | None = None, others: Sequence[Other] = (), **bar: Any) -> QualityReport:
    """The clean conversation, changed, assessed against its plan and beside others of its dataset."""
    whole = conversation() if change is None else change(conversation())
    return assess(whole, plan(), QualityRequirements(**bar), "claude_api", profile(), others)


def edge_report(change: Change | None = None) -> QualityReport:
    """The clean conversation of an edge case, changed, assessed against its plan."""
    whole = edge_conversation() if change is None else change(edge_conversation())
    return assess(whole, edge_plan(), QualityRequirements(), "claude_api", profile())


# A conversation that says the same but for a few words.
COPY = Other("ds_ana_007", messages_of(say(2, "Four visits", "Those visits")(conversation())))
# Checks whose findings are the whole conversation's.
OF_THE_WHOLE = {"turn_count", "near_copy"}
# By its name, a report in which each check has something to find.
FAULTY: dict[str, Callable[[], QualityReport]] = {
    **{name: partial(report, change) for name, change in MUTATIONS.items()},
    **{name: partial(edge_report, change) for name, change in EDGE_MUTATIONS.items()},
    "near_copy": partial(report, others=(COPY,)),
}


def test_the_clean_conversations_have_no_finding() -> None:
    """What the other tests change passes every check, so what they see is what they changed."""
    assert report().findings == ()
    assert edge_report().findings == ()
    measured = _measured(Subject(conversation(), plan(), QualityRequirements(), profile(), ()))
    measured |= _measured(Subject(edge_conversation(), edge_plan(), QualityRequirements(), profile()))
    assert measured == {check.name for check in CHECKS}


def _measured(subject: Subject) -> set[str]:
    """The checks that find something to measure."""
    return {check.name for check in CHECKS if check.measure(subject).units}


def test_every_check_has_a_mutation() -> None:
    """No check can be added without being shown to fail."""
    assert set(FAULTY) == {check.name for check in CHECKS}


@pytest.mark.parametrize("name", FAULTY)
def test_a_check_fires_on_its_fault(name: str) -> None:
    """The change is found by its own check and by at most one other; it says where and what to do."""
    found = FAULTY[name]().findings
    fired = {finding.check for finding in found}
    assert name in fired
    assert len(fired) <= 2
    own = [finding for finding in found if finding.check == name]
    assert all(finding.message and finding.action for finding in own)
    assert name in OF_THE_WHOLE or all(finding.turn in {1, 2} for finding in own)


def test_a_finding_names_the_part_to_repair() -> None:
    """An invented quote is a fault of that turn's emotional context; an invented phrase, of that sentence."""
    [finding] = report(MUTATIONS["quote_occurs"]).findings
    assert (finding.turn, finding.section) == (1, "emotional_context")
    [finding] = report(MUTATIONS["phrase_occurs"]).findings
    assert (finding.turn, finding.sentence, finding.section) == (1, 1, "response_breakdown")
    assert finding.evidence == {"phrase": "your worth"}


def test_another_that_shares_little_is_no_copy() -> None:
    """The same messages answered otherwise stay under the bar; without others nothing is compared."""
    other = Other("ds_ana_008", messages_of(edge_conversation()))
    assert report(others=(other,)).findings == ()
    (finding,) = report(others=(other, COPY)).findings
    assert finding.evidence["conversation_id"] == "ds_ana_007"
    alone = assess(conversation(), plan(), QualityRequirements(), "manual", profile())
    (part,) = [part for part in alone.metrics.score_parts if part.dimension == "structure"]
    assert "near_copy" not in part.evidence


def test_the_templates_bar_counts() -> None:
    """A template that asks for other counts is measured by them."""
    bar = {"least": 1, "most": 2}
    assert report(MUTATIONS["word_choices"], word_choices=bar).findings
    assert {finding.check for finding in report(word_choices=bar).findings} == {"word_choices"}


def test_an_import_without_a_plan_is_not_held_to_one() -> None:
    """With no plan, its length, arc and turn count are not measured; figures only it knew have no ground."""
    changed = MUTATIONS["arc_start"](MUTATIONS["message_length"](repeat_last_turn(conversation())))
    bar = QualityRequirements(quotes=Range(least=4, most=8))
    found = assess(changed, None, bar, "imported", {}).findings
    assert {finding.check for finding in found} == {"previous_emotion", "figures_grounded", "sums_come_out"}


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("I've been staring", False),
        ("I\u2019ve  been\nstaring", False),
        ("i've been staring", True),
        ("ve been staring", True),
        ("been star", True),
        ("don", True),
    ],
)
def test_a_quote_is_exact_but_for_white_space_and_apostrophes(text: str, *, fires: bool) -> None:
    """White space and typographic apostrophes are folded; case and half words are not."""
    found = report(quotes(1, lambda old: [*old, quote("explicit_emotion_words", text)])).findings
    assert ("quote_occurs" in {finding.check for finding in found}) == fires


@pytest.mark.parametrize(
    ("written", "fires"), [("Confusion", False), ("confusion ", False), ("confusion_about_taxes", True)]
)
def test_emotions_are_compared_as_names(written: str, *, fires: bool) -> None:
    """Case, spaces and underscores do not make another emotion; another word does."""
    found = report(part(2, "emotional_context", previous_emotion=written)).findings
    assert bool(found) == fires


def test_the_bar_itself_is_within_the_bar() -> None:
    """A message of exactly 140 words is medium; an intensity exactly 0.10 away follows the arc."""
    message = MESSAGE_1 + " really" * (140 - words(MESSAGE_1))
    checks = {
        finding.check
        for change in (
            turn(1, user_input=message),
            part(1, "emotional_context", intensity=0.85),
        )
        for finding in report(change).findings
    }
    assert checks <= {"enough_quotes", "intensity_change"}
