"""What an answer never says. Some of it bars a conversation from training; the rest caps its score."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Final

from worker.domain.sentences import split
from worker.domain.voice import Never
from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.matching import fold, occurrences
from worker.quality.voice.rules import first_of, named_in, nevers_of

# Any other never caps the score here (domain.md section 7).
NEVER_CAP: Final = 4.4


def _said(*, error: bool) -> Callable[[Subject], Outcomes]:
    """A check that no sentence says a never of the profile, of the grave ones or of the others."""

    def run(subject: Subject) -> Outcomes:
        nevers = [
            never for never in nevers_of(subject.profile) if never.error is error and _recognised(never)
        ]
        brought_up, clients = _texts_of_the_client(subject), _clients(subject)
        for turn in subject.conversation.turns if nevers else ():
            brought_up += f" {turn.user_input}"
            sentences = map(fold, split(turn.target_response))
            for number, text in enumerate(sentences, start=1):
                said = [
                    (never, words)
                    for never in nevers
                    for words in _words_of(never, text, brought_up, clients)
                ]
                yield from _faults(turn.turn_number, number, said) if said else (None,)

    run.__doc__ = (
        f"No sentence of an answer says a never of the profile that {'is' if error else 'is not'} an error."
    )
    return run


def _faults(turn: int, sentence: int, said: list[tuple[Never, str]]) -> Iterator[Fault]:
    for never, words in said:
        yield Fault(
            message=f"Turn {turn}, sentence {sentence}, says “{words}” ({never.name}).",
            action=f"Write it without {never.rule}",
            turn=turn,
            sentence=sentence,
            evidence={"never": never.name, "words": words},
        )


def _recognised(never: Never) -> bool:
    return bool(never.phrases or never.patterns or never.names)


def _words_of(never: Never, text: str, brought_up: str, clients: tuple[str, ...]) -> Iterator[str]:
    """The words by which a sentence says it: one finding for each never, the plainest evidence first."""
    phrase = first_of(never.phrases, text)
    if phrase is not None:
        yield phrase
        return
    for pattern in never.patterns:
        found = _pattern(pattern, clients).search(text)
        if found is not None:
            yield found.group()
            return
    for name in named_in(never.names, text):
        if not occurrences(name, fold(brought_up)):
            yield name
            return


def _texts_of_the_client(subject: Subject) -> str:
    """What the plan says of the client: names that stand there are theirs, not the answer's advice."""
    plan = subject.plan
    if plan is None:
        return ""
    figures = (figure.name for figure in plan.scenario.figures)
    return " ".join((plan.persona_description, plan.topic_description, plan.session_context, *figures))


def _clients(subject: Subject) -> tuple[str, ...]:
    """First names of a plan's clients: "Maya and Tom Reyes" are Maya and Tom."""
    if subject.plan is None:
        return ()
    people = re.split(r"\s+(?:and|&)\s+|,\s*", subject.plan.persona_name)
    return tuple(person.split()[0] for person in people if person.split())


@lru_cache(maxsize=1024)
def _pattern(pattern: str, clients: tuple[str, ...]) -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in clients) or "(?!)"
    return re.compile(pattern.replace("{client}", f"(?:{names})"), re.IGNORECASE)


NEVERS: tuple[Check, ...] = (
    Check("grave_nevers", "voice_safety", _said(error=True), severity="error"),
    Check("other_nevers", "voice_safety", _said(error=False), cap=NEVER_CAP),
)
