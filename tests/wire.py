"""What Claude is asked to write for a conversation, beside the interchange file of the same conversation.

Bytes are those of minified JSON in UTF-8; tokens are the simulator's count, about 3.6 characters each.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from tests.unit.engine_rig import annotation_of, dialogue_of
from worker.domain.base import Model
from worker.domain.conversation import Conversation
from worker.domain.drafts import AnnotationPartDraft, ReadingDraft
from worker.local.simulator.requests import tokens
from worker.planning.shapes import LoadedSeed


@dataclass(frozen=True)
class Wire:
    """Sizes of one conversation. asked: of the answers; interchange: of its file."""

    conversation_id: str
    asked_bytes: int
    asked_tokens: int
    interchange_bytes: int
    interchange_tokens: int

    @property
    def share(self) -> float:
        """Bytes asked for, of the file's."""
        return self.asked_bytes / self.interchange_bytes


def answers(whole: Conversation) -> list[Model]:
    """The answers a conversation comes from: the dialogue, and two parts a turn."""
    found: list[Model] = [dialogue_of(whole)]
    for turn in whole.turns:
        annotation = annotation_of(turn)
        reading = {name: getattr(annotation, name) for name in ReadingDraft.model_fields}
        found.append(AnnotationPartDraft(part=annotation.response_breakdown))
        found.append(AnnotationPartDraft(part=ReadingDraft(**reading)))
    return found


def measured(seeds: Sequence[LoadedSeed]) -> list[Wire]:
    """Each seed's sizes."""
    return [_measured(seed) for seed in seeds]


def _measured(seed: LoadedSeed) -> Wire:
    written = json.loads(seed.path.read_text("utf-8"))
    interchange = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    asked = [answer.model_dump_json() for answer in answers(seed.conversation)]
    return Wire(
        seed.conversation.conversation_id,
        sum(len(text.encode()) for text in asked),
        sum(tokens(text) for text in asked),
        len(interchange.encode()),
        tokens(interchange),
    )
