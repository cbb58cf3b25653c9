"""Writes one draft of a conversation: dialogue, annotations, repairs.

In a draft each section of a turn is repaired at most once, and at most one turn's messages are. What code can
mend is mended first. A repair that leaves its section worse than it was is not kept. Each of these steps is
an event and a line of the log. Given the same answers a draft is the same, so a run that takes up an earlier
one's paid answers ends where that one did. Tested in tests/unit/test_generation_draft.py and
tests/integration/test_engine_pipeline.py.
"""

import asyncio
from collections.abc import Coroutine, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeVar, cast

import structlog

from worker.claude.caller import (
    Caller,
    CallFailedError,
    ItemLostError,
    OutOfFundsError,
    StagedError,
    ThrottledError,
)
from worker.claude.faults import NOT_KEPT
from worker.claude.ledger import Ledger
from worker.claude.requests import CallRequest
from worker.domain.base import Model
from worker.domain.drafts import (
    BreakdownAnswer,
    DialogueDraft,
    DraftTurn,
    ReadingAnswer,
    annotated,
    drafted,
)
from worker.domain.findings import Finding
from worker.errors import RapportError
from worker.generation.assemble import AnnotatedTurn
from worker.generation.briefs import SECTION_MODELS, AnnotationPart, Briefs
from worker.generation.examine import (
    Examination,
    Place,
    examine,
    examine_dialogue,
    spoils_whole,
    worse,
    worst_turn,
)
from worker.generation.mend import mended
from worker.generation.paths import placed, told
from worker.generation.work import Level, ProgressSink, ProgressStage, Work

log = structlog.get_logger(__name__)

M = TypeVar("M", bound=Model)
T = TypeVar("T")
# The share of a run's way that is behind it when a stage begins; within annotating it rises turn by turn. It
# never falls within a draft: what a repair adds to the way is not known before.
_SHARE: dict[ProgressStage, float] = {
    "dialogue": 0.05,
    "annotating": 0.30,
    "validating": 0.85,
    "repairing": 0.88,
}
_REWRITING_SHARE = 0.25


class Draft:
    """One draft in the making. `paid` tells whether any of its answers had to be asked for; dialogue and
    annotated are what it has come to.

    Args: number: draft_no of all its calls.
    """

    def __init__(
        self,
        work: Work,
        briefs: Briefs,
        caller: Caller,
        ledger: Ledger,
        progress: ProgressSink,
        number: int,
    ) -> None:
        self.paid = False
        self.dialogue: tuple[DraftTurn, ...] = ()
        self.annotated: tuple[AnnotatedTurn, ...] = ()
        self._work = work
        self._briefs = briefs
        self._caller = caller
        self._ledger = ledger
        self._progress = progress
        self._number = number
        self._done = 0
        self._share = 0.0

    async def write(self, previous_faults: Sequence[str]) -> Examination:
        """Write, annotate, check and repair the draft; what is found in the end.

        Args:
            previous_faults: what was wrong with the draft before this one; () for the first.

        Raises what Caller.ask raises.
        """
        if self._work.existing is not None:
            # The text stands as it is: only what is said about it is written anew.
            self.dialogue = tuple(drafted(turn) for turn in self._work.existing.conversation.turns)
        elif spoils_whole(faults := await self._write_dialogue(previous_faults)):
            return Examination(findings=tuple(faults))
        return await self._repair(await self._annotate())

    async def _write_dialogue(self, previous_faults: Sequence[str]) -> Sequence[Finding]:
        """All turns' messages, one of them rewritten if any has a fault; what is wrong with them then."""
        await self._stage("dialogue")
        await self._progress.event(
            "dialogue", "Writing a fresh draft" if previous_faults else "Writing dialogue"
        )
        request = self._briefs.dialogue(self._number, previous_faults)
        answer = await self._ask(request, DialogueDraft)
        # The order says which turn is which; a number the model got wrong does not.
        self.dialogue = tuple(
            turn.model_copy(update={"turn_number": number})
            for number, turn in enumerate(answer.turns, start=1)
        )
        faults = examine_dialogue(self._work, self.dialogue)
        turn = None if spoils_whole(faults) else worst_turn(faults)
        if turn is None:
            return faults
        await self._stage("repairing", f"turn {turn}", _REWRITING_SHARE)
        wrong = [fault for fault in faults if fault.turn == turn]
        await self._say("repairing", "turn_rewritten", f"Rewriting the messages: {placed(wrong)}", wrong)
        request = self._briefs.turn_repair(self.dialogue, turn, told(wrong), self._number)
        asked = await self._ask_again(request, DraftTurn, self.dialogue[turn - 1])
        rewritten = asked.model_copy(update={"turn_number": turn})
        repaired = (*self.dialogue[: turn - 1], rewritten, *self.dialogue[turn:])
        found = examine_dialogue(self._work, repaired)
        if _of_turn(found, turn) > _of_turn(faults, turn):
            worse_now = f"The messages of turn {turn} came back worse; they stay as they were"
            await self._say("repairing", "repair_not_kept", worse_now, found)
            return faults
        self.dialogue = repaired
        return found

    async def _annotate(self) -> tuple[AnnotatedTurn, ...]:
        """All turns' annotations, asked for in parallel over the same cached prefix."""
        await self._stage("annotating", f"turn 1 of {len(self.dialogue)}")

        async def annotate(turn: DraftTurn) -> AnnotatedTurn:
            # The longer part first: where calls must wait for each other, it is the one to begin.
            answers = await together([self._part(turn, BreakdownAnswer), self._part(turn, ReadingAnswer)])
            breakdown, reading = cast("tuple[BreakdownAnswer, ReadingAnswer]", answers)
            self._done += 1
            note = f"turn {self._done} of {len(self.dialogue)}"
            await self._stage("annotating", note)
            await self._progress.event("annotating", f"Annotated {note}")
            return AnnotatedTurn(turn, annotated(reading.part, breakdown.part))

        return tuple(await together([annotate(turn) for turn in self.dialogue]))

    async def _part(
        self, turn: DraftTurn, answer: type[BreakdownAnswer | ReadingAnswer]
    ) -> BreakdownAnswer | ReadingAnswer:
        part: AnnotationPart = "breakdown" if answer is BreakdownAnswer else "reading"
        request = self._briefs.annotation(self.dialogue, turn.turn_number, part, self._number)
        return await self._ask(request, answer)

    async def _repair(self, turns: tuple[AnnotatedTurn, ...]) -> Examination:
        """The draft with every faulty section mended, or asked for once more; what is found then."""
        await self._stage("validating")
        turns, found = await self._mend(turns, self._examine(turns))
        await self._tell(found)
        repaired: set[Place] = set()
        # Ends: each place is repaired once, and there are five a turn.
        while places := {place: at for place, at in found.places().items() if place not in repaired}:
            repaired |= places.keys()
            what = "1 section" if len(places) == 1 else f"{len(places)} sections"
            await self._stage("repairing", what)
            wrong = [finding for at in places.values() for finding in at]
            await self._say("repairing", "sections_asked_again", f"Repairing {what}: {placed(wrong)}", wrong)
            asked = await together(
                [self._ask_section(turns, place, findings) for place, findings in places.items()]
            )
            turns, found = await self._keep_better(turns, found, dict(zip(places, asked, strict=True)))
            turns, found = await self._mend(turns, found)
            await self._stage("validating")
            await self._tell(found)
        self.annotated = turns
        return found

    async def _ask_section(
        self, turns: Sequence[AnnotatedTurn], place: Place, findings: Sequence[Finding]
    ) -> Model:
        turn, section = place
        current: Model = getattr(turns[turn - 1].annotation, section)
        request = self._briefs.section_repair(
            self.dialogue, turn, section, current, told(findings), self._number
        )
        return await self._ask_again(request, SECTION_MODELS[section], current)

    async def _ask_again(self, request: CallRequest, schema: type[M], current: M) -> M:
        """The repaired part; the part as it stands when no usable repair comes: the next rung decides.

        Replayed answers hold no repair of what an older version let pass.
        """
        try:
            return await self._ask(request, schema)
        except CallFailedError as error:
            if error.fault.kind != "bad_answer" and error.fault.code != NOT_KEPT:
                raise
            log.warning("repair_failed", draft_no=self._number, turn=request.turn, fault=error.fault.code)
            await self._progress.event("repairing", f"{error.message} It stays as it was", "warning")
            return current

    async def _keep_better(
        self, turns: tuple[AnnotatedTurn, ...], found: Examination, answers: Mapping[Place, Model]
    ) -> tuple[tuple[AnnotatedTurn, ...], Examination]:
        """The turns with the repaired sections, but for those that a repair left worse than they were."""
        before, changed = found.places(), turns
        for place, answer in answers.items():
            changed = _with_section(changed, place, answer)
        after = self._examine(changed)
        for place in answers:
            if worse(before, after.places(), place):
                turn, section = place
                words = f"Turn {turn}, {section}: it came back worse, so it stays as it was"
                await self._say("repairing", "repair_not_kept", words, after.at(place))
                changed = _with_section(changed, place, getattr(turns[turn - 1].annotation, section))
                after = self._examine(changed)
        return changed, after

    async def _mend(
        self, turns: tuple[AnnotatedTurn, ...], found: Examination
    ) -> tuple[tuple[AnnotatedTurn, ...], Examination]:
        """The turns with what code can mend mended; a mend that brings up a new kind of fault is not kept."""
        for place, findings in found.places().items():
            turn, section = place
            annotation = mended(turns[turn - 1].annotation, section, findings)
            if annotation is None:
                continue
            changed = _with_section(turns, place, getattr(annotation, section))
            after = self._examine(changed)
            if _kinds(after) <= _kinds(found) and len(after.findings) < len(found.findings):
                turns, found = changed, after
                await self._say("repairing", "draft_mended", f"Mended by code: {placed(findings)}", findings)
        return turns, found

    def _examine(self, turns: Sequence[AnnotatedTurn]) -> Examination:
        return examine(self._work, self._briefs.system_prompt, turns)

    async def _ask(self, request: CallRequest, schema: type[M]) -> M:
        try:
            answer = await self._caller.ask(self._ledger, request, schema)
        except CallFailedError as error:
            self.paid = self.paid or error.fault.kind == "bad_answer"
            message = f"{_place(request)}: {error.fault.message}"
            raise CallFailedError(replace(error.fault, message=message)) from error
        self.paid = self.paid or not answer.reused
        return answer.value

    async def _say(self, stage: ProgressStage, event: str, words: str, findings: Sequence[Finding]) -> None:
        """One rung of the ladder: a line of the conversation's story and of the log, which has no texts."""
        checks = sorted({finding.check for finding in findings})
        log.info(event, draft_no=self._number, findings=len(findings), checks=checks)
        await self._progress.event(stage, words)

    async def _tell(self, found: Examination) -> None:
        errors = sum(finding.severity == "error" for finding in found.findings)
        warnings = sum(finding.severity == "warning" for finding in found.findings)
        level: Level = "warning" if errors else "info"
        words = f"Validated: {_count(errors, 'error')}, {_count(warnings, 'warning')}"
        await self._progress.event("validating", words, level)

    async def _stage(self, stage: ProgressStage, note: str = "", share: float | None = None) -> None:
        total = self._work.plan.turn_count
        share = _SHARE[stage] if share is None else share
        if stage == "annotating":
            share += (_SHARE["validating"] - share) * min(self._done / max(len(self.dialogue), 1), 1.0)
        self._share = max(self._share, round(share, 3))
        await self._progress.stage(
            stage, note, turns_done=min(self._done, total), turns_total=total, progress=self._share
        )


async def together(asked: Sequence[Coroutine[Any, Any, T]]) -> list[T]:
    """Run all; their results in order.

    A fault of one lets the others finish, because they are paid for; then the gravest is raised. A lost item
    and an error that is not ours stop the others at once.
    """
    held: list[RapportError] = []

    async def hold(coroutine: Coroutine[Any, Any, T]) -> T | None:
        try:
            return await coroutine
        except ItemLostError:
            raise
        except RapportError as error:
            held.append(error)
            return None

    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(hold(coroutine)) for coroutine in asked]
    except BaseExceptionGroup as errors:
        raise errors.exceptions[0] from None
    if held:
        raise max(held, key=_gravity)
    return [task.result() for task in tasks]  # type: ignore[misc]


def _gravity(error: RapportError) -> int:
    """Out of funds outweighs a failed call, which outweighs throttling: it lasts longest.

    What is staged outweighs all: it is reserved, and waited for; the next run meets the rest again.
    """
    match error:
        case StagedError():
            return 3
        case OutOfFundsError():
            return 2
        case ThrottledError():
            return 0
        case _:
            return 1


def _place(request: CallRequest) -> str:
    """Which call it is, for a person: "Annotating turn 2 (breakdown)"."""
    doing = {"dialogue": "Writing the dialogue", "annotate": "Annotating", "repair": "Repairing"}
    words = [doing.get(request.stage, request.stage)]
    if request.turn is not None:
        words.append(f"turn {request.turn}")
    if request.section is not None:
        words.append(f"({request.section})")
    return " ".join(words)


def _with_section(turns: tuple[AnnotatedTurn, ...], place: Place, part: Model) -> tuple[AnnotatedTurn, ...]:
    number, section = place
    turn = turns[number - 1]
    changed = replace(turn, annotation=turn.annotation.model_copy(update={section: part}))
    return (*turns[: number - 1], changed, *turns[number:])


def _kinds(found: Examination) -> set[tuple[str, int | None, int | None]]:
    return {(finding.check, finding.turn, finding.sentence) for finding in found.findings}


def _of_turn(findings: Sequence[Finding], turn: int) -> int:
    return sum(finding.turn == turn for finding in findings)


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
