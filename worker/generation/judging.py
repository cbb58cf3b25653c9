"""Has a whole conversation judged by another model, once, and takes its word only where its quotes hold.

The judge is sent what a person would need to see a fault: plan, dialogue, the facts of the topic and, in the
guide, the consultant's rules. An answer whose evidence does not hold is asked for once more, with what is
wrong with it; one that still does not hold, a refusal, or a malformed answer leaves the conversation
unjudged, with the reason. A score is never made up, and never a cause to write anew. Tested in
tests/unit/test_generation_judging.py and tests/integration/test_judge.py.
"""

from collections.abc import Sequence

import structlog
from pydantic import ValidationError

from worker.claude.caller import Caller, CallFailedError
from worker.claude.faults import NOT_KEPT, Fault
from worker.claude.ledger import Ledger
from worker.claude.models import room_for
from worker.claude.requests import Block, CallRequest
from worker.domain.conversation import Conversation, Turn
from worker.domain.sentences import split
from worker.domain.verdicts import JudgeDraft
from worker.generation.markup import as_json, bullets, inert, tagged, told
from worker.generation.prompts import PromptError, dataset_variables, render
from worker.generation.work import Level, ModelChoice, ProgressSink, Work
from worker.quality.judgement import Judgement, Judging, NotJudged, Rubric, read_verdicts, rubric_of
from worker.quality.score import READY_OVERALL
from worker.quality.sources import sources

log = structlog.get_logger(__name__)

# What a judge's second call rewrites, in generation_calls.section; the first has none.
VERDICT = "verdict"
NOT_WANTED = NotJudged("the job asked for no judge")
# Five verdicts of up to three quotes and two sentences each, with room to spare.
_ANSWER_TOKENS = 3_000
_SHARE = 0.92
_ASK = (
    "Judge this dialogue by the guide: one verdict for each of these dimensions, named as here (section is "
    "its heading in the guide). In each verdict first the evidence, then the faults you found, by their "
    "names in the guide's table, then the reason, then the score."
)
_AGAIN = "These verdicts do not hold. Give all of them again, with these faults mended:"


class Judge:
    """The judge of one item's conversation. Everything is rendered when it is made.

    Raises PromptError when a judge is wanted and the dataset has no rubric for it, or one that is malformed.
    """

    def __init__(self, work: Work) -> None:
        self._work = work
        self._choice: ModelChoice | None = work.models.get("judge")
        if self._choice is None:
            return
        self._rubric = _rubric(work)
        dataset = work.dataset
        values = dataset_variables(dataset.name, dataset.language, dataset.profile)
        values = {key: inert(value) for key, value in values.items()}
        guide = str(dataset.profile["guides"]["judge"])
        self._system = (Block(render(guide, values, where="profile.guides.judge"), cached=True),)

    async def judge(
        self,
        conversation: Conversation,
        caller: Caller,
        ledger: Ledger,
        progress: ProgressSink,
        draft_no: int = 1,
    ) -> Judging:
        """The verdict on a whole conversation, written just now or read from the database.

        Args:
            conversation: annotated; the judge is told each turn's emotion, and no other annotation.
            caller: asks for it.
            ledger: of the item.
            progress: where to say so.
            draft_no: of the calls; tells the judgement of one draft from that of another.

        Raises what Caller.ask raises when the item should wait, pause or stop, or when Claude cannot be
        reached and the item will be tried again.
        """
        if self._choice is None:
            return NOT_WANTED
        existing = self._work.existing
        if self._work.start.replays and existing and existing.rubric_hash not in (None, self._rubric.hash):
            return NotJudged("it was judged by another rubric; judge it anew (from_stage judge)", review=True)
        turns = len(conversation.turns)
        await progress.stage("judging", turns_done=turns, turns_total=turns, progress=_SHARE)
        await progress.event("judging", f"Judging with {self._choice.model}")
        try:
            judging = await self._judged(conversation, caller, ledger, draft_no)
        except CallFailedError as error:
            # A job that only judges leaves the verdict there is when it has heard no other.
            unheard = self._work.start.only_judges and error.fault.kind != "bad_answer"
            if unheard or (_may_pass(error.fault) and not self._work.last_attempt):
                raise
            kept_nowhere = error.fault.code == NOT_KEPT  # answers are replayed, and nobody was asked
            why = (
                "no verdict on this text is kept"
                if kept_nowhere
                else f"the judge could not be had: {error.message}"
            )
            judging = NotJudged(why, review=not kept_nowhere)
        await _tell(conversation, judging, progress)
        return judging

    async def _judged(
        self, conversation: Conversation, caller: Caller, ledger: Ledger, draft_no: int
    ) -> Judging:
        draft: JudgeDraft | None = None
        complaints: list[str] = []
        for _ in range(2):  # the first answer, and one that was told what is wrong with it
            request = self.request(conversation, draft_no, draft, complaints)
            draft = (await caller.ask(ledger, request, JudgeDraft)).value
            verdicts = read_verdicts(draft, conversation, self._rubric)
            if isinstance(verdicts, tuple):
                return Judgement(verdicts, self._asked(request.model), self._rubric.hash)
            complaints = verdicts
        more = f" (and {len(complaints) - 1} more)" if len(complaints) > 1 else ""
        return NotJudged(f"the judge's answer does not hold: {complaints[0]}{more}", review=True)

    def _asked(self, model: str) -> str:
        """The model that gave the verdict: of a replayed one, that of then."""
        existing = self._work.existing
        return existing.models.get("judge", model) if self._work.start.replays and existing else model

    def request(
        self,
        conversation: Conversation,
        draft_no: int = 1,
        before: JudgeDraft | None = None,
        complaints: Sequence[str] = (),
    ) -> CallRequest:
        """Ask for all verdicts. before and complaints: an answer that does not hold, and why.

        Raises KeyError when nobody is to judge.
        """
        choice = self._work.models["judge"]
        names = self._rubric.names.items()
        asked = {"dimensions": [{"dimension": name, "section": section} for section, name in names]}
        last = f"{tagged('judge', asked)}\n{_ASK}"
        if before is not None:
            last += (
                f"\n<judge_again>\n{_AGAIN}\n{as_json(before.model_dump(mode='json'))}\n"
                f"<faults>\n{bullets(complaints)}\n</faults>\n</judge_again>"
            )
        return CallRequest(
            stage="judge",
            turn=None,
            section=None if before is None else VERDICT,
            draft_no=draft_no,
            model=choice.model,
            effort=choice.effort,
            system=self._system,
            user=(Block(self._judged_text(conversation)), Block(last)),
            schema=JudgeDraft,
            max_tokens=room_for(choice.model, choice.effort, _ANSWER_TOKENS),
            delivery=choice.delivery,
        )

    def _judged_text(self, conversation: Conversation) -> str:
        """All about this one conversation: plan, the facts and public lines that count for it, dialogue."""
        plan = self._work.plan
        dialogue = {
            "conversation_id": plan.conversation_id,
            "turns": [_turn(turn) for turn in conversation.turns],
        }
        return (
            tagged("plan", plan.model_dump(mode="json"))
            + told(sources(self._work.dataset.profile, plan))
            + "\n\n"
            + tagged("dialogue", dialogue)
        )


def _rubric(work: Work) -> Rubric:
    dataset = work.dataset.dataset_id
    hint = "Set guides.judge and judge in training_datasets.profile, or options.judge to false."
    try:
        rubric = rubric_of(work.dataset.profile)
    except ValidationError as error:
        wrong = error.errors(include_url=False)[0]["msg"]
        raise PromptError(
            f"profile.judge of the dataset {dataset} cannot be used: {wrong}.", hint=hint
        ) from error
    if rubric is None:
        raise PromptError(f"The dataset {dataset} has no rubric to judge by.", hint=hint)
    return rubric


def _may_pass(fault: Fault) -> bool:
    """Whether another run may hear the judge: not after an answer, however malformed, nor a refusal."""
    return fault.rule.item_again and fault.kind != "bad_answer"


def _turn(turn: Turn) -> dict[str, object]:
    return {
        "turn_number": turn.turn_number,
        "client": turn.user_input,
        "emotion": turn.emotional_context.primary_emotion,
        "intensity": turn.emotional_context.intensity,
        "answer": [
            {"number": number, "text": text}
            for number, text in enumerate(split(turn.target_response), start=1)
        ],
        "calculations": [calculation.model_dump(mode="json") for calculation in turn.calculations],
    }


async def _tell(conversation: Conversation, judging: Judging, progress: ProgressSink) -> None:
    if isinstance(judging, NotJudged):
        log.warning("conversation_not_judged", conversation_id=conversation.conversation_id)
        await progress.event("judging", f"Not judged: {judging.reason}", "warning")
        return
    scores = {verdict.name: verdict.score for verdict in judging.verdicts}
    log.info(
        "conversation_judged",
        conversation_id=conversation.conversation_id,
        judge_score=judging.score,
        model=judging.model,
        **{f"{verdict.score_name}_score": verdict.score for verdict in judging.verdicts},
    )
    said = ", ".join(f"{name.replace('_', ' ')} {score}" for name, score in scores.items())
    level: Level = "info" if judging.score >= READY_OVERALL else "warning"
    await progress.event("judging", f"Judged {judging.score:.2f}: {said}", level)
