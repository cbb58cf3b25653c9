"""The habits of an answer: the feeling named at once, numbers, permission, jargon explained, an open end."""

from collections.abc import Iterator, Sequence
from typing import Final

from worker.domain.conversation import Turn
from worker.domain.sentences import split
from worker.domain.voice import Jargon, VoiceRules
from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.matching import fold, fold_name
from worker.quality.voice.rules import first_of, voice_of

# How much of a feeling's name its other forms share: "anxiety" begins as "anxious" does, "embarrassment" as
# "embarrassed".
_LEAST_STEM: Final = 4
_ENDING: Final = 4


def emotion_named(subject: Subject) -> Outcomes:
    """An answer names one of the turn's emotions, by itself or its family, in its first sentences."""
    rules = voice_of(subject.profile)
    if rules.emotion_within_sentences is None:
        return
    for turn in subject.conversation.turns:
        opening = " ".join(split(turn.target_response)[: rules.emotion_within_sentences])
        context = turn.emotional_context
        emotions = [
            name
            for name in (context.primary_emotion, context.secondary_emotion, context.tertiary_emotion)
            if name and name.strip()
        ]
        yield (
            None
            if any(first_of(words, opening) for name in emotions for words in _words_for(name, rules))
            else Fault(
                message=f"The answer in turn {turn.turn_number} does not name the client's feeling "
                f"({', '.join(emotions)}) in its first {rules.emotion_within_sentences} sentences.",
                action="Name the feeling at once, with a word that fits this message.",
                turn=turn.turn_number,
                sentence=1,
                evidence={"emotions": emotions},
            )
        )


def concrete_amounts(subject: Subject) -> Outcomes:
    """No vague amount stands where a number belongs."""
    vague = voice_of(subject.profile).vague_amounts
    for turn, number, text in _sentences(subject) if vague else ():
        said = first_of(vague, text)
        yield (
            None
            if said is None
            else Fault(
                message=f"Turn {turn.turn_number}, sentence {number}, says “{said}”.",
                action="Say the amount itself, or leave it out.",
                turn=turn.turn_number,
                sentence=number,
                evidence={"phrase": said},
            )
        )


def permission_asked(subject: Subject) -> Outcomes:
    """What an answer teaches was asked for: by the client, or with permission in it or the answer before."""
    rules = voice_of(subject.profile)
    if not rules.permission:
        return
    taught, asked_once, asked_before = False, False, False
    for turn in subject.conversation.turns:
        asks = first_of(rules.permission, turn.target_response) is not None
        if _teaches(turn, rules):
            taught = True
            wanted = "?" in turn.user_input or first_of(rules.agreement, turn.user_input) is not None
            yield (
                None
                if asks or asked_before or wanted
                else Fault(
                    message=f"The answer in turn {turn.turn_number} teaches, and nobody has asked for it.",
                    action="Ask before teaching, or teach only what the client has asked for or agreed to.",
                    turn=turn.turn_number,
                )
            )
        asked_once, asked_before = asked_once or asks, asks
    if taught:
        first = subject.conversation.turns[0].turn_number
        yield (
            None
            if asked_once
            else Fault(
                message="No answer of the conversation asks for permission before it teaches.",
                action="Let one answer ask before it teaches.",
                turn=first,
            )
        )


def jargon_explained(subject: Subject) -> Outcomes:
    """A technical term the client has not used is explained where an answer first uses it, or right after."""
    rules = voice_of(subject.profile)
    known: set[str] = set()
    for turn in subject.conversation.turns if rules.jargon else ():
        known |= {item.term for item in _terms_in(turn.user_input, rules)}
        sentences = split(turn.target_response)
        for number, text in enumerate(sentences, start=1):
            for item in _terms_in(text, rules):
                if item.term in known:
                    continue
                known.add(item.term)
                beside = " ".join(sentences[number - 1 : number + 1])
                explained = first_of((*item.explained, *rules.explanations), beside)
                yield None if explained else _unexplained(turn, number, item)


def ends_open(subject: Subject) -> Outcomes:
    """An answer ends by checking in or with an offer of support."""
    rules = voice_of(subject.profile)
    for turn in subject.conversation.turns if rules.support else ():
        sentences = split(turn.target_response)
        ending = " ".join(sentences[-rules.support_within_sentences :])
        yield (
            None
            if "?" in ending or first_of(rules.support, ending)
            else Fault(
                message=f"The answer in turn {turn.turn_number} ends without a check-in or an offer.",
                action="End with a question about how it lands, or a plain offer of support.",
                turn=turn.turn_number,
                sentence=len(sentences) or None,
            )
        )


def openings_differ(subject: Subject) -> Outcomes:
    """No two answers of a conversation begin alike, and none begins as any answer could."""
    rules = voice_of(subject.profile)
    if rules.opening_words is None:
        return
    seen: dict[str, int] = {}
    for turn in subject.conversation.turns:
        answer = fold(turn.target_response).casefold()
        opening = " ".join(word.strip(".,:;!?") for word in answer.split()[: rules.opening_words])
        worn = next(
            (phrase for phrase in rules.openings_avoided if answer.startswith(phrase.casefold())), None
        )
        before = seen.setdefault(opening, turn.turn_number)
        same = before != turn.turn_number
        yield (
            None
            if not same and worn is None
            else Fault(
                message=f"The answer in turn {turn.turn_number} begins with “{worn or opening}”"
                + (f", as the one in turn {before} does." if same else ", as any answer could."),
                action="Begin with something only this message could have brought.",
                turn=turn.turn_number,
                sentence=1,
                evidence={"opening": worn or opening},
            )
        )


def _sentences(subject: Subject) -> Iterator[tuple[Turn, int, str]]:
    for turn in subject.conversation.turns:
        for number, text in enumerate(split(turn.target_response), start=1):
            yield turn, number, text


def _words_for(emotion: str, rules: VoiceRules) -> list[Sequence[str]]:
    """The words an emotion may be named by: its own in any form, and each of its families."""
    name = fold_name(emotion)
    own = [
        f"{word[: max(_LEAST_STEM, len(word) - _ENDING)]}*" if len(word) > _LEAST_STEM else word
        for word in name.split()
    ]
    return [own, *(family for family in rules.emotion_families if first_of(family, name))]


def _teaches(turn: Turn, rules: VoiceRules) -> bool:
    """Whether an answer teaches: it works something out, or brings in a technical term."""
    return bool(turn.calculations) or bool(_terms_in(turn.target_response, rules))


def _terms_in(text: str, rules: VoiceRules) -> list[Jargon]:
    """The technical terms a text uses, in the order of the rules."""
    if first_of(rules.jargon_forms, text) is None:
        return []
    return [item for item in rules.jargon if first_of((item.term, *item.also), text)]


def _unexplained(turn: Turn, sentence: int, item: Jargon) -> Fault:
    return Fault(
        message=f"“{item.term}” in turn {turn.turn_number}, sentence {sentence}, is not explained.",
        action="Say what it means in the sentence that introduces it or in the next.",
        turn=turn.turn_number,
        sentence=sentence,
        evidence={"term": item.term},
    )


HABITS: tuple[Check, ...] = (
    Check("emotion_named", "voice_safety", emotion_named),
    Check("concrete_amounts", "voice_safety", concrete_amounts),
    Check("permission_asked", "voice_safety", permission_asked),
    Check("jargon_explained", "voice_safety", jargon_explained),
    Check("ends_open", "voice_safety", ends_open),
    Check("openings_differ", "voice_safety", openings_differ),
)
