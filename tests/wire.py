"""What Claude is asked to write for a conversation, beside the interchange file of the same conversation.

Bytes are those of minified JSON in UTF-8; tokens are the simulator's count, about 3.6 characters each.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from tests.unit.engine_rig import annotation_of, dialogue_of
from worker.domain.base import Model
from worker.domain.conversation import Conversation
from worker.domain.drafts import AnnotationPartDraft, ReadingDraft
from worker.local.simulator.requests import tokens
from worker.planning.shapes import LoadedSeed

# What of a turn in the file comes from an answer; the rest is the program's (system prompt, history, ids and
# places, what is known of the person) or a reviewer's.
_ANSWERED = (
    "current_user_input", "user_intent", "emotional_context", "response_strategy", "target_response",
    "calculations", "response_breakdown", "expected_user_response_patterns", "training_metadata",
)  # fmt: skip
_ANSWERED_TRAINING = (
    "difficulty_level", "key_learning_objective", "demonstrates_skills", "emotional_progression_target",
)  # fmt: skip


@dataclass(frozen=True)
class Size:
    """Of some JSON, minified."""

    bytes: int
    tokens: int

    def __add__(self, other: "Size") -> "Size":
        return Size(self.bytes + other.bytes, self.tokens + other.tokens)


@dataclass(frozen=True)
class Wire:
    """Sizes of one conversation.

    asked: of the answers. file: of its interchange file. content: of what in the file comes from answers,
    each sentence's text included, which the file has once more. bare: of the texts and numbers in the answers
    and nothing else: no quote marks, no commas, no brackets, no keys. values: how many texts and numbers.
    """

    conversation_id: str
    asked: Size
    file: Size
    content: Size
    bare: Size
    values: int

    @property
    def share(self) -> float:
        """Bytes asked for, of the file's."""
        return self.asked.bytes / self.file.bytes

    @property
    def content_share(self) -> float:
        """Bytes asked for, of the content's."""
        return self.asked.bytes / self.content.bytes


def answers(whole: Conversation) -> list[Model]:
    """The answers a conversation comes from: the dialogue, and two parts a turn."""
    found: list[Model] = [dialogue_of(whole)]
    for turn in whole.turns:
        annotation = annotation_of(turn)
        reading = {name: getattr(annotation, name) for name in ReadingDraft.model_fields}
        found.append(AnnotationPartDraft(part=annotation.response_breakdown))
        found.append(AnnotationPartDraft(part=ReadingDraft(**reading)))
    return found


def written(answer: Model) -> str:
    """The answer as a model writes it: what does not apply is left out where it may be."""
    return answer.model_dump_json(exclude_defaults=True)


def measured(seeds: Sequence[LoadedSeed]) -> list[Wire]:
    """Each seed's sizes."""
    return [_measured(seed) for seed in seeds]


def _measured(seed: LoadedSeed) -> Wire:
    file = json.loads(seed.path.read_text("utf-8"))
    texts = [written(answer) for answer in answers(seed.conversation)]
    leaves = [leaf for text in texts for leaf in _leaves(json.loads(text))]
    return Wire(
        conversation_id=seed.conversation.conversation_id,
        asked=_sum(texts),
        file=_size(_minified(file)),
        content=_size(_minified([_content(pair) for pair in file["training_pairs"]])),
        bare=_size("".join(leaves)),
        values=len(leaves),
    )


def _content(pair: dict[str, Any]) -> dict[str, Any]:
    kept = {name: pair[name] for name in _ANSWERED if name in pair}
    training = pair["training_metadata"]
    breakdown = {
        name: value for name, value in pair["response_breakdown"].items() if name != "total_sentences"
    }
    return kept | {
        "training_metadata": {name: training[name] for name in _ANSWERED_TRAINING},
        "response_breakdown": breakdown,
    }


def _leaves(value: object) -> Iterator[str]:
    if isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _leaves(item)
    else:
        yield str(value)


def _minified(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _size(text: str) -> Size:
    return Size(len(text.encode()), tokens(text))


def _sum(texts: Sequence[str]) -> Size:
    return sum((_size(text) for text in texts), Size(0, 0))
