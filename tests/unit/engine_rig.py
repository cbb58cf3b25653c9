"""What the engine's unit tests are built from: a clock that never waits, answers by request, a small work.

`Answers` is no second fake of Claude: it is a table from request to result, at the seam below which the real
SDK speaks to the simulator (tests/integration/test_engine_*.py).
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from tests.ledger import MemoryLedger
from tests.unit.conversations import conversation, plan
from worker.claude.caller import Began, Caller
from worker.claude.client import CallResult, Reception
from worker.claude.faults import Fault
from worker.claude.ledger import Usage
from worker.claude.limiter import Limiter
from worker.claude.requests import Block, CallRequest
from worker.claude.warmup import WarmUp
from worker.domain.annotation import EmotionalContext, ResponseStrategy
from worker.domain.base import Model
from worker.domain.conversation import Conversation, Turn
from worker.domain.drafts import (
    AnnotationPartDraft,
    DialogueDraft,
    DraftEmotion,
    EmotionalContextDraft,
    ExpectedResponseDraft,
    NeedDraft,
    QuotesDraft,
    ReadingDraft,
    ResponseBreakdownDraft,
    ResponseStrategyDraft,
    SentenceDraft,
    TacticsDraft,
    TrainingDraft,
    TurnAnnotationDraft,
    drafted,
)
from worker.domain.plan import Dataset, QualityRequirements, Template
from worker.generation.work import Level, ModelChoice, ProgressStage, Work

USAGE = Usage(input_tokens=500, output_tokens=200)
MODEL = "claude-haiku-5-5"


class SwiftClock:
    """Sleeping moves it on and takes no time; `slept` is what was asked for."""

    def __init__(self) -> None:
        self.slept: list[float] = []
        self._seconds = 1_000.0

    def now(self) -> datetime:
        """See worker.clock.Clock."""
        return datetime(2026, 11, 22, 12, tzinfo=UTC) + timedelta(seconds=self._seconds - 1_000)

    def monotonic(self) -> float:
        """See worker.clock.Clock."""
        return self._seconds

    async def sleep(self, seconds: float) -> None:
        """See worker.clock.Clock."""
        self.slept.append(seconds)
        self.advance(seconds)
        await turn_over()

    def advance(self, seconds: float) -> None:
        """Move on."""
        self._seconds += max(seconds, 0.0)


async def turn_over() -> None:
    """Let every other task run once."""
    loop = asyncio.get_running_loop()
    done = loop.create_future()

    def turned() -> None:
        if not done.done():  # who waits may have been cancelled meanwhile
            done.set_result(None)

    loop.call_soon(turned)
    await done


# A whole annotation stands for the part of it that is asked for.
Answered = str | Model | Fault | CallResult


@dataclass
class Answers:
    """A client (worker.claude.caller.Client) that answers what `to` says and keeps what it was asked.

    held: while set, calls wait for it after their answer began (began_first) or before.
    """

    to: Callable[[CallRequest], Answered]
    asked: list[CallRequest] = field(default_factory=list)
    held: asyncio.Event | None = None
    began_first: bool = False
    in_flight: int = 0
    most_in_flight: int = 0

    async def call(
        self, request: CallRequest, *, reception: Reception | None = None, began: Began = lambda: None
    ) -> CallResult:
        """See worker.claude.client.ClaudeClient.call."""
        self.asked.append(request)
        if reception is not None:
            reception.request_id = "req_1"
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        try:
            if self.began_first:
                began()
            if self.held is not None:
                await self.held.wait()
            began()
            return _result(self.to(request), request)
        finally:
            self.in_flight -= 1


def _result(answered: Answered, asked: CallRequest) -> CallResult:
    if isinstance(answered, TurnAnnotationDraft):
        answered = part_of(answered, asked)
    match answered:
        case CallResult():
            return answered
        case Fault():
            return CallResult("", answered, None, None, "req_1")
        case Model():
            return CallResult(
                answered.model_dump_json(exclude_defaults=True), None, USAGE, "end_turn", "req_1"
            )
        case text:
            return CallResult(text, None, USAGE, "end_turn", "req_1")


def caller(client: Answers, clock: SwiftClock, *, most: int = 16) -> Caller:
    """A caller over that client, with everything else real."""
    return Caller(client, Limiter(clock, most), WarmUp(clock), clock, Random(7))  # noqa: S311 - jitter


def request(**changes: object) -> CallRequest:
    """A small dialogue request."""
    made = CallRequest(
        stage="dialogue",
        turn=None,
        section=None,
        draft_no=1,
        model=MODEL,
        effort="low",
        system=(Block("Write well."),),
        user=(Block("Write this."),),
        schema=DialogueDraft,
        max_tokens=4_000,
    )
    return replace(made, **changes)  # type: ignore[arg-type]


@dataclass
class Sink:
    """A progress sink that keeps what it was told."""

    stages: list[tuple[ProgressStage, str, float]] = field(default_factory=list)
    events: list[str] = field(default_factory=list)

    async def stage(
        self, stage: ProgressStage, note: str = "", *, turns_done: int, turns_total: int, progress: float
    ) -> None:
        """See worker.generation.work.ProgressSink."""
        assert 0 <= turns_done <= turns_total
        self.stages.append((stage, note, progress))

    async def event(self, stage: ProgressStage, message: str, level: Level = "info") -> None:
        """See worker.generation.work.ProgressSink."""
        assert stage
        assert level in ("info", "warning", "error")
        self.events.append(message)


def work(**changes: object) -> Work:
    """The plan of tests/unit/conversations.py with a small template and dataset."""
    requirements = QualityRequirements()
    made = Work(
        plan=plan(),
        template=Template(
            template_id="tier1_a_confusion_to_clarity",
            dataset_id="ds",
            template_name="Confusion to clarity",
            tier="tier1_template",
            arc="confusion to clarity",
            structure="two turns",
            dialogue_prompt="Write {{turn_count}} turns for {{persona_name}}.",
            annotation_prompt="Annotate {{persona_name}}'s turn.",
            instructions="Follow the arc.",
            variables=("turn_count", "persona_name"),
            reference_conversation_ids=(),
            quality_requirements=requirements,
            version=3,
        ),
        dataset=Dataset(
            dataset_id="ds",
            name="A dataset",
            profile={
                "system_prompt": "You are a planner.",
                "consultant": {"name": "Pat Doe", "credential": "CFP", "business": "Doe & Co"},
                "guides": {"voice": "Write as {{consultant_name}}.", "annotation": "Annotate by evidence."},
            },
            quality_requirements=requirements,
            id_prefix="ds",
        ),
        models={
            stage: ModelChoice(model=MODEL, effort="low") for stage in ("dialogue", "annotate", "repair")
        },
        method="simulated",
    )
    return replace(made, **changes)  # type: ignore[arg-type]


def dialogue_of(whole: Conversation | None = None) -> DialogueDraft:
    """The dialogue draft a conversation could have come from."""
    return DialogueDraft(turns=tuple(drafted(turn) for turn in (whole or conversation()).turns))


def part_of(annotation: TurnAnnotationDraft, asked: CallRequest) -> AnnotationPartDraft:
    """The part of a turn's annotation that a request asks for."""
    if asked.section == "breakdown":
        return AnnotationPartDraft(part=annotation.response_breakdown)
    sections = {name: getattr(annotation, name) for name in ReadingDraft.model_fields}
    return AnnotationPartDraft(part=ReadingDraft(**sections))


def annotation_of(turn: Turn) -> TurnAnnotationDraft:
    """The annotation draft a turn could have come from."""
    return TurnAnnotationDraft(
        emotional_context=_context_of(turn.emotional_context),
        response_strategy=_strategy_of(turn.response_strategy),
        response_breakdown=ResponseBreakdownDraft(
            structure_type=turn.response_structure_type,
            sentences=tuple(
                SentenceDraft(
                    number=sentence.sentence_number,
                    function=sentence.function,
                    purpose=sentence.emotional_purpose,
                    technique=sentence.technique,
                    teaches=sentence.teaches_model,
                    phrases=tuple(
                        (choice.phrase, choice.reason) for choice in sentence.word_choice_rationale
                    ),
                    principle=sentence.psychological_principle or "",
                    note=sentence.stylistic_note or "",
                )
                for sentence in turn.response_breakdown
            ),
        ),
        expected_response=ExpectedResponseDraft(
            positive=turn.positive_indicators,
            neutral=turn.neutral_indicators,
            negative=turn.negative_indicators,
        ),
        training=TrainingDraft(
            difficulty_level=turn.difficulty_level,
            key_learning_objective=turn.key_learning_objective,
            demonstrates_skills=turn.demonstrates_skills,
            emotional_progression_target=turn.emotional_progression_target,
        ),
    )


def _context_of(context: EmotionalContext) -> EmotionalContextDraft:
    pairs = (
        (context.primary_emotion, context.primary_confidence),
        (context.secondary_emotion, context.secondary_confidence),
        (context.tertiary_emotion, context.tertiary_confidence),
    )
    return EmotionalContextDraft(
        detected_emotions=tuple(
            DraftEmotion(emotion=emotion, confidence=confidence or 0.0)
            for emotion, confidence in pairs
            if emotion
        ),
        intensity=context.intensity,
        valence=context.valence,
        emotional_indicators=tuple(
            QuotesDraft(category=category, quotes=quotes)
            for category, quotes in _by_category(context).items()
        ),
        progression=context.progression_description or "",
        risk_level=context.risk_level,
        engagement_readiness=context.engagement_readiness,
        knowledge_level=context.knowledge_level,
        trust_level=context.trust_level,
        client_needs=tuple(
            NeedDraft(need=need.need, rationale=need.rationale)
            for need in sorted(context.client_needs, key=lambda need: need.priority)
        ),
        red_flags=context.red_flags,
    )


def _by_category(context: EmotionalContext) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for item in context.emotional_indicators:
        found[item.category] = (*found.get(item.category, ()), item.quote)
    return found


def _strategy_of(strategy: ResponseStrategy) -> ResponseStrategyDraft:
    chosen, left = (
        tuple(choice.name for choice in strategy.tactical_choices if choice.chosen == taken)
        for taken in (True, False)
    )
    shared = strategy.model_dump(exclude={"pacing_as_written", "tactical_choices"})
    return ResponseStrategyDraft(**shared, tactical_choices=TacticsDraft(taken=chosen, declined=left))


def by_the_book(asked: CallRequest) -> Answered:
    """What a faultless Claude answers for `work()`."""
    whole = conversation()
    if asked.stage == "dialogue":
        return dialogue_of(whole)
    assert asked.turn is not None
    turn = whole.turns[asked.turn - 1]
    if asked.section == "dialogue_turn":
        return drafted(turn)
    annotation = annotation_of(turn)
    if asked.stage == "annotate":
        return annotation
    part = getattr(annotation, asked.section or "")
    assert isinstance(part, Model)
    return part


__all__ = ["Answers", "MemoryLedger", "Sink", "SwiftClock"]
