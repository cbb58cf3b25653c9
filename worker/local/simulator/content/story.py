"""A plan, retold by the people in it: what the client can say of it and what the advisor means to say.

Tested in tests/unit/test_simulator_story.py.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from worker.domain.plan import ConversationPlan, Figure
from worker.domain.sentences import split
from worker.local.simulator.content import banks
from worker.local.simulator.content.dice import Deck, words_of
from worker.local.simulator.content.perspective import VERBS, Retelling, base_form, is_couple, pronoun_of

_QUESTION = re.compile(r"(?:whether|what|how|which|why|who|when|where|if)\b", re.IGNORECASE)
_NO_NAMES = words_of("""
    the a an he she they it his her their this that these those one two three four five from in on
    at with after before relieved there as when while once both still now then no each every asked
    and but so by for to of if client advisor opens asks names
""")
_NO_ACTIONS = {"am", "is", "do", "have", "can", "will", "may", "would", "could", "should", "was", "ask"}
_SHORT = re.compile(r"((?:[A-Z][a-z]+|I)(?: [a-z]+)?[.!?]) (?=[A-Z])")
_ANCHOR = re.compile(r"^(?:the|my|a|an) (?:[a-z'-]+ ){0,3}[a-z'-]+$")
_DETERMINED = words_of("""
    what years months age how the a an my your that which where number
""")
_LEAST_NAMED = 2  # sentences a name must open before it is taken for the advisor's


@dataclass(frozen=True)
class Beat:
    """One planned turn, retold: client and advisor each as whole sentences."""

    client: tuple[str, ...]
    advisor: tuple[str, ...]


@dataclass(frozen=True)
class Said:
    """A figure as the client names it, as the advisor names it to the client, and its value in words.

    is_amount: money or a percentage, which things stand "at".
    """

    by_client: str
    to_client: str
    value: str
    is_amount: bool


@dataclass(frozen=True)
class Story:
    """The plan, retold. Everything but `second_outcome`, `edge` and the beats' advisor side is the client's.

    anchors: things, as noun phrases. figures: each number with its name. edge: boundary, referral and what
    comes afterwards, in the advisor's words; empty strings where the plan sets no boundary.
    """

    persona: tuple[str, ...]
    context: tuple[str, ...]
    topic: str
    beats: tuple[Beat, ...]
    outcome: str
    second_outcome: str
    anchors: tuple[str, ...]
    figures: tuple[Said, ...]
    work: str
    age: int
    edge: tuple[str, str, str]


def tell(plan: ConversationPlan, deck: Deck) -> Story:
    """Retell a plan; `deck` decides between equal wordings."""
    scenario = plan.scenario
    texts = [plan.persona_description, *(turn.beat for turn in scenario.turns)]
    retelling = Retelling(
        plan.persona_name,
        "they" if is_couple(plan.persona_name) else pronoun_of(texts),
        advisors(plan.persona_name, (turn.beat for turn in scenario.turns)),
    )
    beats = tuple(_beat(turn.beat, retelling, deck) for turn in scenario.turns)
    own = [retelling.first_person(sentence) for sentence in sentences_of(plan.persona_description)]
    context = [retelling.first_person(sentence) for sentence in sentences_of(plan.session_context)[1:]]
    outcome = sentences_of(plan.expected_outcome)[:1] or (plan.expected_outcome,)
    work = scenario.person.work
    return Story(
        persona=tuple(own),
        context=tuple(context),
        topic=_topic(retelling.first_person(plan.topic_description.strip()), deck),
        beats=beats,
        outcome=retelling.first_person(outcome[0]),
        second_outcome=lower_first(retelling.second_person(outcome[0])),
        anchors=_anchors(beats) or ("the first page",),
        figures=tuple(_figure(figure, retelling) for figure in scenario.figures),
        work=f"{'an' if work[:1].lower() in 'aeiou' else 'a'} {work}",
        age=scenario.person.age,
        edge=(
            _stated(scenario.boundary, retelling),
            _stated(scenario.referral, retelling),
            _stated(scenario.afterwards, retelling),
        ),
    )


def sentences_of(text: str) -> tuple[str, ...]:
    """The sentences of a plan's text, very short ones apart too: "He nods. Then he asks." are two."""
    found: list[str] = []
    for sentence in split(text):
        short = _SHORT.match(sentence)
        found += [sentence] if short is None else [short.group(1), sentence[short.end() :]]
    return tuple(found)


def advisors(client: str, beats: Iterable[str]) -> tuple[str, ...]:
    """Who besides the client acts in the beats: the name that opens most sentences, if any opens two."""
    names = set(client.split())
    found = Counter(
        match.group()
        for beat in beats
        for sentence in sentences_of(beat)
        if (match := re.match(r"[A-Z][a-z]+(?=,? [a-z])", sentence)) is not None
        and match.group() not in names
        and match.group().lower() not in _NO_NAMES
    )
    return tuple(name for name, count in found.most_common(1) if count >= _LEAST_NAMED)


def amount(figure: Figure) -> str:
    """A figure's value as people write it: $3,400, $412 a month, 12 percent."""
    number = f"{figure.value:,.2f}".rstrip("0").rstrip(".")
    match figure.unit:
        case "usd" | "usd_per_month" | "usd_per_year":
            period = {"usd": "", "usd_per_month": " a month", "usd_per_year": " a year"}[figure.unit]
            return f"${number}{period}"
        case "years" | "months" | "shares" | "percent":
            said = figure.name.lower().startswith(figure.unit)
            return number if said else f"{number} {figure.unit}"
        case _:
            return number


def _figure(figure: Figure, retelling: Retelling) -> Said:
    name = retelling.second_person(figure.name)
    first = name.split(maxsplit=1)[0]
    if first.isupper() or first.endswith("'s"):
        name = f"the {name}"
    elif first.islower() and first not in _DETERMINED:
        name = f"your {name}"
    is_amount = figure.unit.startswith("usd") or figure.unit == "percent"
    return Said(retelling.first_person(figure.name), name, amount(figure), is_amount)


def _beat(text: str, retelling: Retelling, deck: Deck) -> Beat:
    client: list[str] = []
    advisor: list[str] = []
    for sentence in sentences_of(text):
        if retelling.is_about_advisor(sentence):
            advisor.append(_intended(retelling.second_person(sentence), deck))
        elif advisor:  # the plan went over to the advisor: a pronoun that opens a sentence is hers or his
            advisor.append(_intended(_as_advisor(sentence, retelling), deck))
        else:
            client.append(_spoken(retelling.first_person(sentence), deck))
    return Beat(tuple(client), tuple(advisor))


def _as_advisor(sentence: str, retelling: Retelling) -> str:
    opening = re.match(r"(?:He|She|They) ([a-z]+)(.*)$", sentence, re.DOTALL)
    if opening is None:
        return retelling.second_person(sentence)
    return f"I {base_form(opening.group(1))}{retelling.second_person(opening.group(2))}"


def _intended(sentence: str, deck: Deck) -> str:
    """From "I name the dread and reframe" to "Let me name the dread and reframe"."""
    sentence = re.sub(r"\bask whether (?:she|he|you) (may|can|might)\b", r"ask whether I \1", sentence)
    sentence = re.sub(r"^I, [^,]+, (?:am|is):? ", "", sentence)
    sentence = re.sub(r"^I, [^,]+, ([a-z]+)\b", r"I \1", sentence)
    acting = re.match(r"I ([a-z]+)\b", sentence)
    if acting is None or acting.group(1) in _NO_ACTIONS - {"ask"}:
        return sentence[:1].upper() + sentence[1:]
    return f"{deck.draw('intend', banks.load('advisor').lists['intend'])} {sentence[2:]}"


def _spoken(sentence: str, deck: Deck) -> str:
    """Turn a report of what the client says or asks into the saying and asking."""
    bank = banks.load("client")
    for key in sorted(bank.speech, key=len, reverse=True):
        said = re.match(rf"I (?:(?P<adverb>[a-z]+ly) )?{key}\b", sentence)
        if said is not None:
            wording = deck.draw(f"speech/{key}", bank.speech[key])
            return f"{wording}{sentence[said.end() :]}"
    listed = re.match(r"[A-Z][^:.]{3,80}: (.+)$", sentence, re.DOTALL)
    opening = sentence.split(":", maxsplit=1)[0]
    if opening.startswith("I ") or " I " in opening or VERBS & set(opening.lower().split()):
        return sentence
    fragment = listed.group(1) if listed else lower_first(sentence)
    return deck.draw("fragment", bank.lists["fragment"]).format(fragment=fragment)


def _topic(topic: str, deck: Deck) -> str:
    if _QUESTION.match(topic):
        clause = lower_first(topic)
        return deck.draw("question", banks.load("client").lists["question"]).format(clause=clause)
    return f"It is about {lower_first(topic)}"


def _anchors(beats: Iterable[Beat]) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for beat in beats:
        for sentence in beat.client:
            for piece in re.split(r"[,:;.?!]| and | beside | but ", sentence):
                phrase = piece.strip()
                if _ANCHOR.match(phrase) and 2 <= len(phrase.split()) <= 5:  # noqa: PLR2004 - a noun phrase
                    found[phrase] = None
    return tuple(found)


def _stated(text: str, retelling: Retelling) -> str:
    told = " ".join(retelling.second_person(sentence) for sentence in sentences_of(text))
    return told if not told or told[-1] in ".!?" else f"{told}."


def lower_first(text: str) -> str:
    """A sentence to be put behind a colon; "I" and abbreviations keep their capital."""
    first = text.split(maxsplit=1)[0] if text.strip() else ""
    keep = first in ("I", "I'm", "I've") or (len(first) > 1 and first[1:] != first[1:].lower())
    return text if keep else text[:1].lower() + text[1:]
