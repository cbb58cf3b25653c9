"""How the simulated model finds its words: retelling a plan, quoting a message, explaining a sentence."""

import json
from collections import Counter
from itertools import pairwise
from typing import Any

import pytest

from tests.simulated import dialogue_json, plan, plans_of_the_repository
from worker.domain.conversation import words
from worker.domain.drafts import DialogueDraft
from worker.domain.plan import Figure, QualityRequirements, Range
from worker.local.simulator.content import phrases, quotes
from worker.local.simulator.content.dialogue import DialogueWriter
from worker.local.simulator.content.dice import Deck
from worker.local.simulator.content.perspective import Retelling, base_form, pronoun_of
from worker.local.simulator.content.story import advisors, amount, tell
from worker.quality.matching import fold, occurrences

RETOLD = [
    ("she", "She asks what it costs her each month.", "I ask what it costs me each month."),
    ("she", "Her brother told her she has time.", "My brother told me I have time."),
    ("he", "He does half of it himself and gets it wrong, then worries.",
     "I do half of it myself and get it wrong, then worry."),
    ("he", "Robin keeps bees, and he has not slept since he was hired.",
     "I keep bees, and I have not slept since I was hired."),
    ("he", "The letter on Robin's desk frightens him.", "The letter on my desk frightens me."),
    ("she", "She isn't sure and doesn't say so.", "I am not sure and don't say so."),
    ("she", "He finally calls her.", "He finally calls me."),
    ("they", "They still open the folder and close it.", "I still open the folder and close it."),
]  # fmt: skip


@pytest.mark.parametrize(("pronoun", "told", "retold"), RETOLD)
def test_what_is_told_of_the_client_becomes_what_the_client_says(
    pronoun: str, told: str, retold: str
) -> None:
    """Pronouns, verbs and joined verbs move to the first person; other people stay as they are."""
    assert Retelling("Robin Achterberg", pronoun).first_person(told) == retold


def test_the_advisor_is_you_to_the_client_and_i_to_the_advisor() -> None:
    """Names found by acting in several sentences; their verbs follow."""
    retelling = Retelling("Robin Achterberg", "she", ["Ines"])
    assert retelling.first_person("She apologises to Ines twice.") == "I apologise to you twice."
    assert retelling.second_person("Ines names the fear and asks her to wait.") == (
        "I name the fear and ask you to wait."
    )


def test_the_advisor_is_whoever_acts_in_two_sentences() -> None:
    """Not the client, and not a word that merely opens a sentence."""
    beats = ["She asks. Ines names it.", "Relieved, she goes on. Ines, with permission, adds.", "The end."]
    assert advisors("Robin Achterberg", beats) == ("Ines",)
    assert advisors("Robin Achterberg", ["She asks. The sum is checked."]) == ()


@pytest.mark.parametrize(
    ("verb", "base"),
    [("worries", "worry"), ("goes", "go"), ("closes", "close"), ("has", "have"), ("lies", "lie")],
)
def test_verbs_lose_their_third_person(verb: str, base: str) -> None:
    """Spelling rules, and the verbs that follow none."""
    assert base_form(verb) == base


def test_the_clients_pronoun_is_the_one_the_plan_uses() -> None:
    """Counted over the texts; "they" when neither is used."""
    assert pronoun_of(["She and her son.", "He asks her."]) == "she"
    assert pronoun_of(["Robin waits."]) == "they"


@pytest.mark.parametrize(
    ("unit", "value", "said"),
    [
        ("usd", 38_000, "$38,000"),
        ("usd_per_month", 412.5, "$412.5 a month"),
        ("percent", 6.25, "6.25 percent"),
        ("count", 40, "40"),
    ],
)
def test_amounts_are_written_as_people_write_them(unit: Any, value: float, said: str) -> None:
    """By unit, without needless decimals."""
    assert amount(Figure(name="it", value=value, unit=unit)) == said


def test_a_story_has_something_to_say_for_every_planned_turn() -> None:
    """Client and advisor each have a part in every beat of every specification."""
    for found in plans_of_the_repository()[:16]:
        story = tell(found, Deck(found.conversation_id, ""))
        assert len(story.beats) == found.turn_count
        assert all(beat.client for beat in story.beats)
        assert sum(bool(beat.advisor) for beat in story.beats) >= found.turn_count - 1


MESSAGES = [
    "I am scared. Every option costs $3,400 or more, and my sister says wait, but I cannot wait much longer.",
    "Okay. " * 30,
    "No idea what to do here, honestly: the form, the deadline, the 2.5% fee (and her face) - all of it.",
]


@pytest.mark.parametrize("message", MESSAGES)
def test_quotes_stand_in_any_message_without_overlap(message: str) -> None:
    """Exact whole words, none twice, none over another, categories within the bar, nothing stuffed."""
    found = quotes.find(message, "fear", QualityRequirements())
    for one in found:
        assert message[one.start : one.end] == one.words
        assert occurrences(one.words, fold(message))
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert max(Counter(one.words.casefold() for one in found).values(), default=0) <= 1
    assert sum(words(one.words) for one in found) <= 0.8 * words(message)


def test_a_message_of_the_simulator_has_a_quote_for_every_eight_words() -> None:
    """In four to eight categories; single words only as explicit emotion words."""
    for found in [plan(), *plans_of_the_repository()[:8]]:
        for turn in DialogueWriter(found, Range(least=120, most=400), "", 0).turns():
            message, bar = str(turn["user_input"]), QualityRequirements()
            quoted = quotes.find(message, str(turn["primary_emotion"]), bar)
            assert len(quoted) >= bar.quotes_wanted(words(message))
            assert bar.quote_categories.holds(len({quote.category for quote in quoted}))
            assert all(words(q.words) > 1 or q.category == quotes.EXPLICIT for q in quoted)


@pytest.mark.parametrize(
    "sentence",
    [
        "Thank you, truly.",
        "Is that so?",
        "You wrote “I do not know where to start”, and it's a fair word for $1,200 a year (before tax).",
        "Tell me which part of this feels clear and which part still itches, if any does, and when it began.",
    ],
)
def test_phrases_of_any_sentence_occur_in_it(sentence: str) -> None:
    """Three to six, distinct, each really there as whole words, each with its own reason."""
    explained = phrases.explain(sentence, Range(least=3, most=6), Deck("x_1", ""))
    assert 3 <= len(explained) <= 6
    assert len({one.phrase.casefold() for one in explained}) == len(explained)
    for one in explained:
        assert occurrences(one.phrase.casefold(), fold(sentence).casefold())


def test_the_dialogue_of_the_tests_is_the_dialogue_of_the_engine() -> None:
    """What the tests put into <dialogue> has the keys the contract names."""
    turns = DialogueWriter(plan(), Range(least=120, most=400), "", 0).turns()
    draft = DialogueDraft.model_validate_json(json.dumps({"turns": turns}))
    dialogue = dialogue_json(plan(), draft.turns)
    assert set(dialogue) == {"conversation_id", "starting_emotion", "ending_emotion", "turns"}
    assert set(dialogue["turns"][0]) == {
        "turn_number", "user_input", "primary_emotion", "intensity", "sentences"
    }  # fmt: skip
