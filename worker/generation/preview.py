"""The requests a stage would send first, for a person to look at. Sends nothing.

Tested in tests/unit/test_generation_preview.py.
"""

from typing import Literal

from worker.claude.requests import CallRequest
from worker.domain.drafts import drafted
from worker.errors import RapportError
from worker.generation.briefs import PARTS, Briefs
from worker.generation.judging import Judge
from worker.generation.work import Work

Previewed = Literal["dialogue", "annotate", "judge"]


def requests_of(work: Work, stage: Previewed, turn: int) -> tuple[CallRequest, ...]:
    """The requests of a stage's first draft.

    Args:
        work: with an existing text for what is asked over one.
        stage: dialogue, annotate or judge.
        turn: which turn's annotation.

    Raises:
        PromptError: a prompt cannot be rendered.
        RapportError: there is no text yet, or no such turn in it.
    """
    briefs = Briefs(work)
    if stage == "dialogue":
        return (briefs.dialogue(1, ()),)
    name = work.plan.conversation_id
    if work.existing is None:
        raise RapportError(
            f"{name} has no text yet, and the request to {stage} it holds its text.",
            hint=f"Generate it first, or look at its first request: rapport preview {name}",
        )
    if stage == "judge":
        return (Judge(work).request(work.existing.conversation),)
    turns = tuple(drafted(each) for each in work.existing.conversation.turns)
    if turn > len(turns):
        raise RapportError(f"{name} has {len(turns)} turns, so there is no turn {turn}.")
    return tuple(briefs.annotation(turns, turn, part, 1) for part in PARTS)
