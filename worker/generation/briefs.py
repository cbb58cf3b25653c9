"""What Claude is asked at each stage: the requests, with the tags the stages are known by.

Each stage's requests share their beginning byte for byte, so that it is cached: the dialogue's system text
over all conversations of a template, the annotation guide over all conversations, a conversation's dialogue
over its turns. Sends nothing; tested in tests/unit/test_generation_briefs.py.
"""

from collections.abc import Sequence
from typing import Literal

from worker.claude.ledger import Stage
from worker.claude.models import room_for
from worker.claude.requests import Block, CallRequest
from worker.domain.annotation import AnnotationSection
from worker.domain.base import Model
from worker.domain.conversation import Conversation, words
from worker.domain.drafts import (
    AnnotationPartDraft,
    DialogueDraft,
    DraftTurn,
    EmotionalContextDraft,
    ExpectedResponseDraft,
    ResponseBreakdownDraft,
    ResponseStrategyDraft,
    TrainingDraft,
)
from worker.domain.sentences import split
from worker.generation.markup import as_json, bullets, inert, tagged, told
from worker.generation.prompts import PromptError, dataset_variables, plan_variables, render
from worker.generation.work import Work
from worker.quality.sources import sources

DIALOGUE_TURN = "dialogue_turn"
# A turn's annotation is asked for in two calls side by side, about half of it each, so that it takes half as
# long. Both have one form: another output format would not share the cached prefix.
AnnotationPart = Literal["reading", "breakdown"]
PARTS: dict[AnnotationPart, tuple[AnnotationSection, ...]] = {
    "reading": ("emotional_context", "response_strategy", "expected_response", "training"),
    "breakdown": ("response_breakdown",),
}
_WRITTEN: dict[AnnotationPart, tuple[str, ...]] = {
    "reading": PARTS["reading"],
    "breakdown": tuple(ResponseBreakdownDraft.model_fields),
}
SECTION_MODELS: dict[AnnotationSection, type[Model]] = {
    "emotional_context": EmotionalContextDraft,
    "response_strategy": ResponseStrategyDraft,
    "response_breakdown": ResponseBreakdownDraft,
    "expected_response": ExpectedResponseDraft,
    "training": TrainingDraft,
}
# Output tokens without thinking, generous: a longest turn is 240 + 400 words of 1.75 tokens each and six
# sums of about 50; a sentence's annotation is five short texts and up to six rationales.
_TURN_TOKENS = 1_600
_SENTENCE_TOKENS = 450
_SECTION_TOKENS: dict[AnnotationSection, int] = {
    "emotional_context": 3_000,
    "response_strategy": 1_500,
    "response_breakdown": 300,
    "expected_response": 800,
    "training": 600,
}


class Briefs:
    """The requests of one conversation. Everything is rendered when it is made.

    Raises PromptError when a guide is missing or a prompt uses a name without a value.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        dataset, template = work.dataset, work.template
        shared = dataset_variables(dataset.name, dataset.language, dataset.profile)
        own = shared | plan_variables(work.plan, dataset.profile, template.quality_requirements)
        shared = {key: inert(value) for key, value in shared.items()}
        own = {key: inert(value) for key, value in own.items()}
        name = template.template_id
        self.system_prompt = render(
            str(dataset.profile.get("system_prompt", "")), shared, where="profile.system_prompt"
        )
        self._dialogue_system = (
            Block(render(_guide(work, "voice"), shared, where="profile.guides.voice")),
            Block(
                render(template.instructions, shared, where=f"{name}: instructions") + _example(work.example),
                cached=True,
            ),
        )
        self._annotation_system = (
            Block(render(_guide(work, "annotation"), shared, where="profile.guides.annotation"), cached=True),
        )
        self._dialogue_prompt = (
            render(template.dialogue_prompt, own, where=f"{name}: dialogue_prompt")
            + "\n\n"
            + tagged("plan", work.plan.model_dump(mode="json"))
            + told(sources(dataset.profile, work.plan))
            + _guidance(work.guidance)
        )
        self._annotation_prompt = (
            render(template.annotation_prompt, own, where=f"{name}: annotation_prompt")
            + "\n\n"
            + tagged("requirements", template.quality_requirements.model_dump(mode="json"))
            + _guidance(work.guidance)
        )

    def dialogue(self, draft_no: int, previous_faults: Sequence[str]) -> CallRequest:
        """Ask for all turns' messages. previous_faults: what was wrong with the draft before; () for none."""
        text = self._dialogue_prompt
        if previous_faults:
            text += f"\n\n<previous_faults>\n{bullets(previous_faults)}\n</previous_faults>"
        tokens = _TURN_TOKENS * self._work.plan.turn_count
        return self._request(
            "dialogue", None, None, draft_no, self._dialogue_system, (Block(text),), DialogueDraft, tokens
        )

    def annotation(
        self, dialogue: Sequence[DraftTurn], turn: int, part: AnnotationPart, draft_no: int
    ) -> CallRequest:
        """Ask for one part of one turn's annotation; the answer is an AnnotationPartDraft of that part."""
        last = (
            f'<annotate_turn part="{part}">{turn}</annotate_turn>\n'
            f"Write the {part} of turn {turn}: {', '.join(_WRITTEN[part])}; the other part is written "
            f"elsewhere.\n{self._counts(dialogue, turn)}"
        )
        tokens = sum(_SECTION_TOKENS[section] for section in PARTS[part])
        if part == "breakdown":
            tokens += self._breakdown_tokens(dialogue, turn)
        return self._request(
            "annotate",
            turn,
            part,
            draft_no,
            self._annotation_system,
            (self._annotated(dialogue, cached=True), Block(last)),
            AnnotationPartDraft,
            tokens,
        )

    def section_repair(
        self,
        dialogue: Sequence[DraftTurn],
        turn: int,
        section: AnnotationSection,
        current: Model,
        faults: Sequence[str],
        draft_no: int,
    ) -> CallRequest:
        """Ask for one section of one turn's annotation anew, telling what was wrong with it.

        The dialogue is no breakpoint here: another output format does not share the cache.
        """
        last = f"{_repair(section, turn, current, faults)}\n{self._counts(dialogue, turn)}"
        tokens = _SECTION_TOKENS[section]
        if section == "response_breakdown":
            tokens += self._breakdown_tokens(dialogue, turn)
        return self._request(
            "repair",
            turn,
            section,
            draft_no,
            self._annotation_system,
            (self._annotated(dialogue, cached=False), Block(last)),
            SECTION_MODELS[section],
            tokens,
        )

    def turn_repair(
        self, dialogue: Sequence[DraftTurn], turn: int, faults: Sequence[str], draft_no: int
    ) -> CallRequest:
        """Ask for one turn's messages anew, in place among the others."""
        return self._request(
            "repair",
            turn,
            DIALOGUE_TURN,
            draft_no,
            self._dialogue_system,
            (
                Block(self._dialogue_prompt),
                Block(self._dialogue_json(dialogue)),
                Block(_repair(DIALOGUE_TURN, turn, dialogue[turn - 1], faults)),
            ),
            DraftTurn,
            _TURN_TOKENS,
        )

    def _request(
        self,
        stage: Stage,
        turn: int | None,
        section: str | None,
        draft_no: int,
        system: tuple[Block, ...],
        user: tuple[Block, ...],
        schema: type[Model],
        tokens: int,
    ) -> CallRequest:
        choice = self._work.models[stage]
        return CallRequest(
            stage=stage,
            turn=turn,
            section=section,
            draft_no=draft_no,
            model=choice.model,
            effort=choice.effort,
            system=system,
            user=user,
            schema=schema,
            max_tokens=room_for(choice.model, choice.effort, tokens),
            delivery=choice.delivery,
        )

    def _annotated(self, dialogue: Sequence[DraftTurn], *, cached: bool) -> Block:
        return Block(f"{self._annotation_prompt}\n\n{self._dialogue_json(dialogue)}", cached=cached)

    def _dialogue_json(self, dialogue: Sequence[DraftTurn]) -> str:
        plan = self._work.plan
        turns = [
            {
                "turn_number": turn.turn_number,
                "user_input": turn.user_input,
                "primary_emotion": turn.primary_emotion,
                "intensity": turn.intensity,
                "sentences": [
                    {"number": number, "text": text}
                    for number, text in enumerate(split(turn.target_response), start=1)
                ],
            }
            for turn in dialogue
        ]
        return tagged(
            "dialogue",
            {
                "conversation_id": plan.conversation_id,
                "starting_emotion": plan.starting_emotion,
                "ending_emotion": plan.ending_emotion,
                "turns": turns,
            },
        )

    def _counts(self, dialogue: Sequence[DraftTurn], turn: int) -> str:
        """What the program has counted, so that the model need not."""
        drafted = dialogue[turn - 1]
        length = words(drafted.user_input)
        quotes = self._work.template.quality_requirements.quotes_wanted(length)
        return (
            f"The client's message of turn {turn} has {length} words: quote it at least {quotes} times. "
            f"Its answer has {len(split(drafted.target_response))} sentences; annotate each by its number."
        )

    @staticmethod
    def _breakdown_tokens(dialogue: Sequence[DraftTurn], turn: int) -> int:
        return _SENTENCE_TOKENS * len(split(dialogue[turn - 1].target_response))


def _guide(work: Work, name: str) -> str:
    guides = work.dataset.profile.get("guides")
    text = guides.get(name) if isinstance(guides, dict) else None
    if not text:
        raise PromptError(
            f"The dataset {work.dataset.dataset_id} has no {name} guide.",
            hint=f"Set profile.guides.{name} in training_datasets.",
        )
    return str(text)


def _example(example: Conversation | None) -> str:
    """The reference conversation in the form the answer takes; empty when there is none."""
    if example is None:
        return ""
    turns = [
        {
            "turn_number": turn.turn_number,
            "user_input": turn.user_input,
            "user_intent": turn.user_intent,
            "primary_emotion": turn.emotional_context.primary_emotion,
            "intensity": turn.emotional_context.intensity,
            "target_response": turn.target_response,
            "calculations": [calculation.model_dump() for calculation in turn.calculations],
        }
        for turn in example.turns
    ]
    return "\n\n" + tagged("example_conversation", {"turns": turns})


def _guidance(text: str) -> str:
    """What the job's owner adds, or nothing: below the plan, so that the cached prefixes stay as they are."""
    return f"\n\n<guidance>\n{inert(text)}\n</guidance>" if text else ""


def _repair(section: str, turn: int, current: Model, faults: Sequence[str]) -> str:
    return (
        f'<repair section="{section}" turn="{turn}">\n'
        f"{as_json(current.model_dump(mode='json', exclude_defaults=True))}\n"
        f"<faults>\n{bullets(faults)}\n</faults>\n</repair>"
    )
