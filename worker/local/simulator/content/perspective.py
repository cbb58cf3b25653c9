"""Turns what a plan says about the client ("She asks what would …") into what the client says ("I ask what
would …"), or into what is said to the client ("you ask …").

A plan is written in the third person; a conversation is not. The rules are plain English ones: pronouns of
the client's own gender, the verb after them, and verbs joined to that verb. Good enough to read, not a
grammar. Tested in tests/unit/test_simulator_perspective.py.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from worker.local.simulator.content.dice import words_of

_ADVERBS = words_of("""
    still already never always often now then also just only even not almost really both once again
    rarely openly instead sometimes afterwards
""")
# Verbs as plans conjugate them, so that "and asks" is told from "and tasks".
VERBS = words_of("""
    accepts acts adds admits agrees allows answers apologises apologizes arrives asks avoids balances
    beats becomes begins believes blames blurts books breathes brings builds buries buys calculates
    calls cancels cares carries catches changes checks chooses circles cites claims clings closes comes
    compares concedes confesses confirms considers corrects counts covers cries cuts decides declines
    defends delays denies describes discovers does doubts draws dreads drops eats ends enters expects
    explains faces fears feels files fills finds finishes fixes flinches follows forgets gathers gets
    gives goes grieves guesses handles has hates hears helps hesitates hides hints holds hopes
    identifies imagines insists interrupts invites is jokes jumps keeps knows lacks laughs lays leads
    learns leaves lets likes lists listens lives looks loses loves makes manages means measures mentions
    minds misses mixes moves names needs notices notes offers opens orders orders outlines owes owns
    packs pays phones picks plans points postpones practises praises prefers prepares presses promises
    proposes pulls pushes puts ranks reaches reads realises realizes recalls recognises recognizes
    reduces refuses regrets relaxes remembers repeats replies reports researches resists resolves
    restates returns reveals runs saves says searches sees sells sends separates sets shares shows
    shrinks sighs signs sits sketches slows softens sorts sounds speaks spends splits stands starts
    states stays steadies stops struggles suggests summarises supports suspects takes talks teaches
    tells tests thanks thinks tries trusts turns understands uses visits voices waits walks wants
    watches welcomes wishes wonders works worries writes reframes normalises validates acknowledges
    reflects affirms honours honors invites grounds checks anchors credits marks circles connects ties
    translates defines
""")
_FOLLOWED_BY = words_of("""
    the a an my his her their its it that what how why whether which if him me one two three them
    himself herself no every each this these nothing everything your you
""")
_NOT_POSSESSED = words_of("""
    each every some any nothing something everything
    to and or but that with in for when because as at is was about on from than so if by what who
    into after before feel think wonder the a an like i she he they it one this not again too more
    most first while until out off up how
""")
_SPECIAL = {"is": ("am", "are"), "has": ("have", "have"), "was": ("was", "were"), "does": ("do", "do")}
_CONTRACTED = {
    "isn't": ("am not", "aren't"), "hasn't": ("haven't", "haven't"), "wasn't": ("wasn't", "weren't"),
    "doesn't": ("don't", "don't"),
}  # fmt: skip
_TWO = re.compile(r" (?:and|&) ")
_LY_VERBS = {"apply", "rely", "reply", "supply"}
_KEEP = {"this", "his", "us", "perhaps", "yes", "less", "unless", "across", "towards", "besides", "plus"}
_TOKEN = re.compile(r"[A-Za-z]+(?:['\u2019][A-Za-z]+)*|\s+|[^A-Za-z\s]+|.", re.DOTALL)


@dataclass(frozen=True)
class Voice:
    """Who speaks of the client: first person (the client) or second (the advisor)."""

    subject: str
    object: str
    possessive: str
    absolute: str
    reflexive: str
    person: int  # index into the pairs of _SPECIAL


CLIENT = Voice("I", "me", "my", "mine", "myself", 0)
COUPLE = Voice("we", "us", "our", "ours", "ourselves", 1)
ADVISOR = Voice("you", "you", "your", "yours", "yourself", 1)


def is_couple(name: str) -> bool:
    """Whether a client's name is that of two people."""
    return _TWO.search(name) is not None


def pronoun_of(texts: Iterable[str]) -> str:
    """The client's pronoun in the plan's own words: "he", "she" or "they", whichever is used most."""
    words = re.findall(r"[a-z]+", " ".join(texts).lower())
    counts = {
        "he": sum(word in ("he", "his", "him", "himself") for word in words),
        "she": sum(word in ("she", "her", "hers", "herself") for word in words),
    }
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] else "they"


def base_form(verb: str) -> str:
    """A verb without its third-person ending: worries → worry, does → do, closes → close."""
    lower = verb.lower()
    if lower in _SPECIAL:
        return _SPECIAL[lower][1]
    if len(lower) > 4 and lower.endswith("ies"):  # noqa: PLR2004 - dies and lies keep their vowel
        return verb[:-3] + "y"
    if re.search(r"(?:[^e]sh|[^a]ch|ss|x|zz|o)es$", lower):
        return verb[:-2]
    return verb[:-1]


class Retelling:
    """Retells sentences about one client.

    Args:
        name: the client's full name; the first name alone is recognised too. Two people ("Maya and Tom
            Reyes") say "we", and keep their names.
        pronoun: "he", "she" or "they".
        advisor: names by which the plan calls the advisor.
    """

    def __init__(self, name: str, pronoun: str, advisor: Iterable[str] = ()) -> None:
        first, *others = name.split()
        self._client = COUPLE if is_couple(name) else CLIENT
        self._names = set() if is_couple(name) else {first, *others[-1:]}
        self._subject = pronoun
        self._object = {"he": "him", "she": "her", "they": "them"}[pronoun]
        self._possessive = {"he": "his", "she": "her", "they": "their"}[pronoun]
        self._absolute = {"he": "his", "she": "hers", "they": "theirs"}[pronoun]
        self._reflexive = {"he": "himself", "she": "herself", "they": "themselves"}[pronoun]
        self._advisor = set(advisor)

    def is_about_client(self, sentence: str) -> bool:
        """Whether the client is the sentence's subject."""
        first = re.match(r"[A-Za-z]+", sentence)
        return first is not None and (first.group() in self._names or first.group().lower() == self._subject)

    def is_about_advisor(self, sentence: str) -> bool:
        """Whether the advisor is the sentence's subject."""
        first = re.match(r"[A-Za-z]+", sentence)
        return first is not None and first.group() in self._advisor

    def first_person(self, sentence: str) -> str:
        """As the client says it."""
        return self._retell(sentence, self._client)

    def second_person(self, sentence: str) -> str:
        """As the advisor says it to the client."""
        return self._retell(sentence, ADVISOR)

    def _retell(self, sentence: str, voice: Voice) -> str:
        tokens = _TOKEN.findall(sentence)
        other = CLIENT if voice is ADVISOR else ADVISOR  # the advisor is "you" to the client, "I" to herself
        speaking: Voice | None = None
        out: list[str] = []
        index = 0
        while index < len(tokens):
            token = tokens[index]
            if self._is_subject(token, tokens, index):
                speaking = voice
            elif token in self._advisor and index == 0:
                speaking = other
            else:
                speaking, index = self._copy(tokens, index, out, voice, speaking)
                continue
            out.append(speaking.subject)
            index = _conjugate(tokens, index + 1, out, speaking)
        text = "".join(out)
        return text[:1].upper() + text[1:] if sentence[:1].isupper() else text

    def _copy(
        self, tokens: list[str], index: int, out: list[str], voice: Voice, speaking: Voice | None
    ) -> tuple[Voice | None, int]:
        """Copy one token, and conjugate a verb it joins to the last subject."""
        token = tokens[index]
        out.append(self._word(token, tokens, index, voice))
        index += 1
        if speaking is not None and (token.endswith(",") or token.lower() in ("and", "then", "but", "or")):
            index = _joined_verb(tokens, index, out, speaking)
        return speaking, index

    def _is_subject(self, token: str, tokens: list[str], index: int) -> bool:
        if token.lower() == self._subject:
            return True
        return token in self._names and _next_word(tokens, index) not in ("'s", "")

    def _word(self, token: str, tokens: list[str], index: int, voice: Voice) -> str:
        lower = token.lower()
        following = _next_word(tokens, index).lower()
        if token in self._advisor:
            return "I" if voice is ADVISOR else "you"
        if lower == self._possessive:
            if self._possessive == self._object:
                owned = following and following not in _NOT_POSSESSED
                return voice.possessive if owned else voice.object
            return voice.possessive if following else voice.absolute
        forms = {
            self._reflexive: voice.reflexive,
            self._object: voice.object,
            self._absolute: voice.absolute,
            **{name.lower(): voice.object for name in self._names if token == name},
            **{f"{name}{mark}s".lower(): voice.possessive for name in self._names for mark in "'\u2019"},
        }
        return forms.get(lower, token)


def _next_word(tokens: list[str], index: int) -> str:
    """The next word if only white space stands between, else ""."""
    rest = tokens[index + 1 : index + 3]
    if len(rest) == 2 and rest[0].isspace():  # noqa: PLR2004 - a space and a word
        match = re.match(r"[A-Za-z$\d]+", rest[1])
        return match.group() if match else ""
    return ""


def _conjugate(tokens: list[str], index: int, out: list[str], voice: Voice) -> int:
    """Copy adverbs and conjugate the verb that follows a subject; returns where to go on."""
    while index < len(tokens):
        token = tokens[index]
        lower = token.lower()
        if not (token.isspace() or lower in _ADVERBS or (lower.endswith("ly") and lower not in _LY_VERBS)):
            break
        out.append(token)
        index += 1
    if (index < len(tokens) and tokens[index].isalpha()) or (
        index < len(tokens) and tokens[index].lower() in _CONTRACTED
    ):
        out.append(_verb(tokens[index], voice))
        index += 1
    return index


def _joined_verb(tokens: list[str], index: int, out: list[str], voice: Voice) -> int:
    """Conjugate a verb joined to the client's own by a comma or a conjunction, if that is what follows."""
    ahead = index
    skipped: list[str] = []
    while ahead < len(tokens) and (
        tokens[ahead].isspace()
        or tokens[ahead].lower() in _ADVERBS | {"and", "then"}
        or tokens[ahead].lower().endswith("ly")
    ):
        skipped.append(tokens[ahead])
        ahead += 1
    if ahead >= len(tokens):
        return index
    verb = tokens[ahead].lower()
    certain = verb in VERBS or verb in _CONTRACTED
    likely = verb.endswith("s") and not verb.endswith("ss") and verb not in _KEEP and verb.isalpha()
    if certain or (likely and _next_word(tokens, ahead).lower() in _FOLLOWED_BY):
        out.extend(skipped)
        out.append(_verb(tokens[ahead], voice))
        return ahead + 1
    return index


def _verb(word: str, voice: Voice) -> str:
    lower = word.lower()
    if lower in _SPECIAL:
        return _SPECIAL[lower][voice.person]
    if lower in _CONTRACTED:
        return _CONTRACTED[lower][voice.person]
    if lower.endswith("s") and not lower.endswith("ss") and lower not in _KEEP | _ADVERBS:
        return base_form(word)
    return word
