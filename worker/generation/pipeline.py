"""Writes a conversation: drafts until one is whole, has that one judged, then hands over what saves it.

Draft numbers make calls distinct where the request may be the same: a run begins at draft 1 and walks up.
A draft whose answers were all paid for by an earlier run (before a kill, or before it was judged not whole)
costs nothing and ends as it did then; a run may go through any number of those, and through two that it pays
for, the first and one fresh draft. So what was bought is used, what was judged is not judged for ever, and
every run is bounded: an item that failed and is retried by hand goes on where it stopped. A text that is
rebuilt from kept answers (from_stage 'validate') has the one draft they are of. Tested in
tests/unit/test_generation_pipeline.py and tests/integration/test_engine_pipeline.py.
"""

from collections.abc import Mapping
from typing import Any

import structlog

from worker.claude.caller import (
    Caller,
    CallFailedError,
    ItemLostError,
    OutOfFundsError,
    StagedError,
    ThrottledError,
)
from worker.claude.ledger import Ledger
from worker.clock import Clock
from worker.domain.conversation import Conversation
from worker.domain.findings import Finding, QualityReport
from worker.generation.assemble import findings_payload, payload
from worker.generation.briefs import Briefs
from worker.generation.draft import Draft
from worker.generation.examine import Examination
from worker.generation.judging import Judge
from worker.generation.paths import path_of
from worker.generation.prompts import PromptError
from worker.generation.work import (
    Failed,
    Generated,
    GenerationOutcome,
    Paused,
    ProgressSink,
    Snooze,
    Stopped,
    Waiting,
    Work,
)
from worker.quality.assess import assess
from worker.quality.checks import Measure
from worker.quality.judgement import Judging

log = structlog.get_logger(__name__)

# In a run: the first draft and one fresh one (design.md section 3).
PAID_DRAFTS = 2
# Over all runs, however often a person retries: a plan that fails so often needs a person.
MOST_DRAFTS = 12
_FAULTS_NAMED = 3
_NO_FAULTS: tuple[str, ...] = ()


class Pipeline:
    """Serves the whole process. Args: caller and clock."""

    def __init__(self, caller: Caller, clock: Clock) -> None:
        self._caller = caller
        self._clock = clock

    async def generate(self, work: Work, ledger: Ledger, progress: ProgressSink) -> GenerationOutcome:
        """Write one conversation.

        Args:
            work: what to write.
            ledger: the item's.
            progress: where to say how far it is.

        Raises only what the ledger or the sink raise, and CancelledError; calls in flight are then settled.
        """
        try:
            return await self._generate(work, ledger, progress)
        except StagedError:
            return Waiting()
        except PromptError as error:
            return Failed(error.code, error.message, error.hint, retry=False)
        except CallFailedError as error:
            return Failed(error.fault.code, error.message, error.hint, retry=error.fault.rule.item_again)
        except (ThrottledError, OutOfFundsError, ItemLostError) as error:
            return _held_up(error)

    async def _generate(self, work: Work, ledger: Ledger, progress: ProgressSink) -> GenerationOutcome:
        began = self._clock.monotonic()
        turns = work.plan.turn_count
        await progress.stage("preparing", turns_done=0, turns_total=turns, progress=0.0)
        await progress.event("preparing", "Preparing prompt")
        briefs, judge = Briefs(work), Judge(work)
        if work.start.only_judges and work.existing is not None:
            text = work.existing.conversation
            return await self._judged(
                work, text, await judge.judge(text, self._caller, ledger, progress), began
            )
        found = Examination(findings=())
        draft, paid, faults = None, 0, _NO_FAULTS
        for number in range(1, MOST_DRAFTS + 1):
            draft = Draft(work, briefs, self._caller, ledger, progress, number)
            try:
                found = await draft.write(faults)
            except CallFailedError as error:
                return _call_failed(error, draft)
            if found.whole and found.conversation is not None:
                judging = await judge.judge(found.conversation, self._caller, ledger, progress, number)
                await progress.stage("saving", turns_done=turns, turns_total=turns, progress=0.97)
                return await self._judged(work, found.conversation, judging, began, found.measures)
            paid += draft.paid
            checks = sorted({finding.check for finding in found.findings})
            log.warning("draft_not_whole", draft_no=number, paid=draft.paid, checks=checks)
            await progress.event(
                "validating", f"Draft {number} is not whole: {_named(found.findings)}", "warning"
            )
            if paid >= PAID_DRAFTS or work.start.replays:
                break
            faults = _faults(found.findings)
        return _not_whole(draft, found)

    async def _judged(
        self,
        work: Work,
        conversation: Conversation,
        judging: Judging,
        began: float,
        measures: Mapping[str, Measure] | None = None,
    ) -> Generated:
        """What is saved of a whole conversation and the verdict on it. measures: see assess()."""
        report = await assessed(work, conversation, judging, measures)
        kept = work.existing if work.start.keeps_text else None
        saved = payload(
            conversation,
            report,
            models=_models(work),
            template_version=kept.template_version
            if kept and kept.template_version
            else work.template.version,
            generation_seconds=work.seconds_before + self._clock.monotonic() - began,
        )
        return Generated(saved, report)


def _held_up(error: ThrottledError | OutOfFundsError | ItemLostError) -> GenerationOutcome:
    match error:
        case ThrottledError():
            return Snooze(error.seconds, error.message)
        case OutOfFundsError():
            return Paused(error.reason, str(error))
        case ItemLostError():
            return Stopped(error.reason)


def _models(work: Work) -> dict[str, str]:
    """By stage, the models that wrote and judged what is saved: of an earlier text those still stand."""
    asked: dict[str, str] = {
        stage: choice.model for stage, choice in work.models.items() if stage in work.start.asks
    }
    return asked if work.existing is None else {**work.existing.models, **asked}


async def assessed(
    work: Work,
    conversation: Conversation,
    judging: Judging,
    measures: Mapping[str, Measure] | None = None,
) -> QualityReport:
    """The last word on a whole conversation: the checks, the judge, and novelty.

    Novelty is asked for once, at the end: others are being written meanwhile.
    """
    others = None if work.lookalikes is None else await work.lookalikes(conversation)
    bar = work.template.quality_requirements
    profile = work.dataset.profile
    return assess(conversation, work.plan, bar, work.method, profile, others, judging, measures)


def _call_failed(error: CallFailedError, draft: Draft) -> Failed:
    """A call that cannot be answered ends the run; what was written before it is kept."""
    kept = _kept(draft, Examination(findings=())) if draft.dialogue else None
    return Failed(error.fault.code, error.message, error.hint, retry=error.fault.rule.item_again, draft=kept)


def _kept(draft: Draft, found: Examination) -> dict[str, Any]:
    """The draft as generation_drafts keeps it, as drafted, with what is wrong with it and where."""
    turns = [turn.model_dump(mode="json") for turn in draft.dialogue]
    for turn, annotated in zip(turns, draft.annotated, strict=False):
        turn["annotation"] = annotated.annotation.model_dump(mode="json")
    rows = zip(findings_payload(found.findings), found.findings, strict=True)
    return {
        "conversation": {"turns": turns},
        "findings": [row | {"path": path_of(finding)} for row, finding in rows],
    }


def _not_whole(draft: Draft | None, found: Examination) -> Failed:
    kept = None if draft is None else _kept(draft, found)
    return Failed(
        code="not_whole",
        message=f"Not whole after the repairs: {_named(found.findings)}",
        hint="The draft is kept: rapport show ID --draft. Retry the item for a fresh one; if the same part "
        "fails again, look at the template and the plan.",
        retry=False,
        draft=kept,
    )


def _errors(findings: tuple[Finding, ...]) -> list[Finding]:
    """The error-level findings, or all when there are none."""
    return [finding for finding in findings if finding.severity == "error"] or list(findings)


def _named(findings: tuple[Finding, ...]) -> str:
    messages = list(dict.fromkeys(finding.message for finding in _errors(findings)))
    more = len(messages) - _FAULTS_NAMED
    return " ".join(messages[:_FAULTS_NAMED]) + (f" (and {more} more)" if more > 0 else "")


def _faults(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """What the next draft is told: never nothing, so that its request is not the last one's again."""
    told = dict.fromkeys(f"{finding.message} {finding.action}" for finding in _errors(findings))
    return tuple(told) or ("The last draft was not whole.",)
