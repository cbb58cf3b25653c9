"""What the pipeline is given, what it says on the way and how it ends.

`Work` is put together by worker/jobs from a claimed item; `GenerationOutcome` is what worker/jobs writes
down. Nothing here does anything.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from pydantic import Field

from worker.claude.ledger import Delivery, PauseReason, Stage
from worker.domain.base import Model
from worker.domain.conversation import Conversation
from worker.domain.findings import QualityReport
from worker.domain.plan import ConversationPlan, Dataset, Template
from worker.quality.checks import Other

# The values of generation_job_items.stage that the pipeline sets.
ProgressStage = Literal["preparing", "dialogue", "annotating", "validating", "repairing", "judging", "saving"]
Level = Literal["info", "warning", "error"]


class ModelChoice(Model):
    """Which model does a stage, at which effort ('low' to 'max'; None: the model's own default), sent how."""

    model: str = Field(min_length=1)
    effort: str | None = None
    delivery: Delivery = "live"


# Where a job starts when it works on a text that exists: its dialogue is annotated anew; it is only judged;
# or it is rebuilt from the answers that were paid for it, by this version's checks, for nothing.
FromStage = Literal["annotate", "judge", "validate"]


@dataclass(frozen=True, slots=True)
class Start:
    """Where a job starts, and so the stages at which Claude is asked. name: None: from nothing written."""

    name: FromStage | None
    asks: tuple[Stage, ...]

    @property
    def over_text(self) -> bool:
        """Whether there is a text to work on."""
        return self.name is not None

    @property
    def keeps_text(self) -> bool:
        """Whether text and annotation stay those of then, and so the version of their template."""
        return self.over_text and "annotate" not in self.asks

    @property
    def only_judges(self) -> bool:
        """Whether nothing but the verdict is new."""
        return self.asks == ("judge",)

    @property
    def replays(self) -> bool:
        """Whether every answer is the one that was paid for, and nobody is asked."""
        return not self.asks


FROM_NOTHING = Start(None, ("dialogue", "annotate", "repair", "judge"))
STARTS: Mapping[str | None, Start] = {
    start.name: start
    for start in (
        FROM_NOTHING,
        Start("annotate", ("annotate", "repair", "judge")),
        Start("judge", ("judge",)),
        Start("validate", ()),
    )
}
# Given a conversation that is not stored yet, those of its dataset that come close to it.
Lookalikes = Callable[[Conversation], Awaitable[Sequence[Other]]]


@dataclass(frozen=True, slots=True)
class Existing:
    """A stored text. models: by stage, what wrote and judged it; rubric_hash: None when not judged."""

    conversation: Conversation
    models: Mapping[str, str]
    template_version: int | None
    rubric_hash: str | None


@dataclass(frozen=True, slots=True)
class Work:
    """One conversation to write.

    example: an approved conversation the template names as its reference, None when it names none. method:
    the generation_method of what is written ('claude_api' or 'simulated'). lookalikes: finds conversations of
    the dataset whose texts come close to one, None when novelty is not to be checked. models: without a
    judge, nobody judges. existing: the text to start from, as it is stored; None when it is written
    from nothing. start: from where. guidance: what the job adds to the prompts, in a person's words.
    last_attempt: what fails now is not tried again. seconds_before: how long earlier runs had it in hand: one
    that waits for a message batch, or for Claude, is written in several.
    """

    plan: ConversationPlan
    template: Template
    dataset: Dataset
    models: dict[Stage, ModelChoice]
    method: str
    example: Conversation | None = None
    lookalikes: Lookalikes | None = None
    existing: Existing | None = None
    start: Start = FROM_NOTHING
    guidance: str = ""
    last_attempt: bool = False
    seconds_before: float = 0.0


class ProgressSink(Protocol):
    """Where the pipeline says how far it is. Both should return at once: a slow sink slows the work."""

    async def stage(
        self, stage: ProgressStage, note: str = "", *, turns_done: int, turns_total: int, progress: float
    ) -> None:
        """The item's stage, what it is at ("turn 2 of 4"), and the share done, from 0 to 1."""
        ...

    async def event(self, stage: ProgressStage, message: str, level: Level = "info") -> None:
        """One line of the conversation's story, as a person reads it."""
        ...


@dataclass(frozen=True, slots=True)
class Generated:
    """Structurally whole: `payload` is what save_conversation takes. It may still be under the bar
    (report.metrics.needs_review).
    """

    payload: dict[str, Any]
    report: QualityReport


@dataclass(frozen=True, slots=True)
class Failed:
    """Not written. retry: whether another run may end differently. draft: what there was, with its findings
    (`{"conversation": …, "findings": […]}`), None when there was nothing.
    """

    code: str
    message: str
    hint: str
    retry: bool
    draft: dict[str, Any] | None = field(default=None)


@dataclass(frozen=True, slots=True)
class Snooze:
    """Claude is throttling: come back in `seconds`; the attempt is not spent."""

    seconds: float
    reason: str


@dataclass(frozen=True, slots=True)
class Paused:
    """Nothing can be bought until a person (or a new day) changes it; the attempt is not spent."""

    reason: PauseReason
    message: str


@dataclass(frozen=True, slots=True)
class Stopped:
    """The lease is lost or the item was cancelled: there is nothing to write."""

    reason: Literal["fenced", "cancelled"]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Requests of it wait for a message batch; the item holds nothing meanwhile, and runs again after it."""


GenerationOutcome = Generated | Failed | Snooze | Paused | Stopped | Waiting
