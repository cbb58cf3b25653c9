"""Novelty: a conversation is no near copy of another of its dataset (domain.md section 7).

The others are given, because a check asks no database: worker/jobs finds the few that come close
(conversation_lookalikes), `rapport check` compares the files it is given. Without others nothing is measured.
"""

from functools import lru_cache
from typing import Final

from worker.domain.conversation import Conversation
from worker.domain.overlap import Gram, grams, jaccard
from worker.quality.checks import Check, Fault, Other, Outcomes, Subject

GRAM: Final = 5
NEAR_COPY: Final = 0.30
NEAR_COPY_CAP: Final = 3.9


def other_of(conversation: Conversation) -> Other:
    """A conversation as another is compared with it."""
    return Other(conversation.conversation_id, messages_of(conversation))


def messages_of(conversation: Conversation) -> tuple[str, ...]:
    """All messages of a conversation, in order."""
    return tuple(
        message for turn in conversation.turns for message in (turn.user_input, turn.target_response)
    )


def near_copy(subject: Subject) -> Outcomes:
    """No other conversation shares 0.30 or more of its runs of five words."""
    if subject.others is None:
        return
    own = _grams(messages_of(subject.conversation))
    shares = ((other.conversation_id, jaccard(own, _grams(other.messages))) for other in subject.others)
    near = [(name, share) for name, share in shares if share >= NEAR_COPY]
    if not near:
        yield None
    for name, share in near:
        yield Fault(
            message=f"It is a near copy of {name}: {share:.0%} of their runs of {GRAM} words are the same.",
            action="Write it afresh, from its own plan; a word changed here and there is not enough.",
            evidence={"conversation_id": name, "shared": round(share, 4)},
        )


@lru_cache(maxsize=16)  # the seeds of a dataset are each compared with all the others
def _grams(messages: tuple[str, ...]) -> frozenset[Gram]:
    return frozenset(gram for message in messages for gram in grams(message, GRAM))


NOVELTY: tuple[Check, ...] = (Check("near_copy", "structure", near_copy, cap=NEAR_COPY_CAP),)
