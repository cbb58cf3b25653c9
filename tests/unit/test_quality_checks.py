"""Every check of worker/quality can fail: each is shown a shipped seed with one thing spoiled."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.unit.changes import Change, part, quote, quotes, repeat_last_turn, say, sentence, turn
from tests.unit.conversations import MESSAGE_1, conversation, edge_conversation, plan, profile
from tests.unit.mutations import FAULTY, MUTATIONS, report, subject
from worker.domain.annotation import WordChoice
from worker.domain.conversation import words
from worker.domain.findings import QualityReport
from worker.domain.plan import QualityRequirements, Range
from worker.quality import assess
from worker.quality.assess import CHECKS
from worker.quality.checks import Other, Subject
from worker.quality.novelty import messages_of

# Checks whose findings are the whole conversation's.
OF_THE_WHOLE = {"turn_count", "near_copy"}


def test_the_clean_seed_has_no_finding() -> None:
    """What the other tests change passes every check, so what they see is what they changed."""
    assert report().findings == ()
    assert report(edge=True).findings == ()


def test_the_spoiled_seed_gives_every_check_something_to_measure() -> None:
    """No check is quiet because there is nothing for it to look at."""
    measured = _measured(subject()) | _measured(subject(edge=True))
    assert measured == {check.name for check in CHECKS}


def _measured(held: Subject) -> set[str]:
    """The checks that find something to measure."""
    return {check.name for check in CHECKS if check.measure(held).units}


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
    assert name in OF_THE_WHOLE or all(finding.turn in {1, 2, 3, 4} for finding in own)


def test_a_finding_names_the_part_to_repair() -> None:
    """An invented quote is a fault of that turn's emotional context; an invented phrase, of that sentence."""
    [finding] = report(MUTATIONS["quote_occurs"]).findings
    assert (finding.turn, finding.section) == (1, "emotional_context")
    [finding] = report(MUTATIONS["phrase_occurs"]).findings
    assert (finding.turn, finding.sentence, finding.section) == (1, 1, "response_breakdown")
    assert finding.evidence == {"phrase": "your worth"}


# A conversation that says the same as the small clean one but for a few words.
COPY = Other("ds_ana_007", messages_of(say(2, "Four visits", "Those visits")(conversation())))


def small(change: Change | None = None, others: tuple[Other, ...] = (), **bar: Any) -> QualityReport:
    """The small clean conversation, changed, assessed against its plan and beside others of its dataset."""
    whole = conversation() if change is None else change(conversation())
    return assess(whole, plan(), QualityRequirements(**bar), "claude_api", profile(), others)


def test_another_that_shares_little_is_no_copy() -> None:
    """The same messages answered otherwise stay under the bar; without others nothing is compared."""
    other = Other("ds_ana_008", messages_of(edge_conversation()))
    assert small(others=(other,)).findings == ()
    (finding,) = small(others=(other, COPY)).findings
    assert finding.evidence["conversation_id"] == "ds_ana_007"
    alone = assess(conversation(), plan(), QualityRequirements(), "manual", profile())
    (part,) = [part for part in alone.metrics.score_parts if part.dimension == "structure"]
    assert "near_copy" not in part.evidence


def test_the_others_are_compared_once() -> None:
    """Novelty costs more than most checks: a text that is measured whole meets each other text once."""
    rounds: list[int] = []

    class Counted(tuple[Other, ...]):
        __slots__ = ()

        def __iter__(self) -> Iterator[Other]:
            rounds.append(len(self))
            return super().__iter__()

    (finding,) = small(others=Counted((COPY,))).findings
    assert (finding.check, rounds) == ("near_copy", [1])


def test_the_templates_bar_counts() -> None:
    """A template that asks for other counts is measured by them."""
    bar = {"least": 1, "most": 2}
    assert {finding.check for finding in small(word_choices=bar).findings} == {"word_choices"}
    one = sentence(1, 0, word_choice_rationale=(WordChoice(phrase="sense", reason="plain"),))
    assert len(small(one, word_choices=bar).findings) == len(small(word_choices=bar).findings) - 1


def test_an_import_without_a_plan_is_not_held_to_one() -> None:
    """With no plan, its length, arc and turn count are not measured; figures only it knew have no ground."""
    longer = turn(1, user_input=MESSAGE_1 + " and so on" * 30)
    other_arc = part(1, "emotional_context", primary_emotion="bewilderment")
    changed = other_arc(longer(repeat_last_turn(conversation())))
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
    found = small(quotes(1, lambda old: [*old, quote("explicit_emotion_words", text)])).findings
    assert ("quote_occurs" in {finding.check for finding in found}) == fires


@pytest.mark.parametrize(
    ("written", "fires"), [("Confusion", False), ("confusion ", False), ("confusion_about_taxes", True)]
)
def test_emotions_are_compared_as_names(written: str, *, fires: bool) -> None:
    """Case, spaces and underscores do not make another emotion; another word does."""
    found = small(part(2, "emotional_context", previous_emotion=written)).findings
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
        for finding in small(change).findings
    }
    assert checks <= {"enough_quotes", "intensity_change"}
