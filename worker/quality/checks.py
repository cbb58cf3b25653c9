"""What a check is: a name, a dimension, and a function that yields one outcome for each thing it measured."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from worker.domain.annotation import AnnotationSection, Severity
from worker.domain.conversation import Conversation
from worker.domain.findings import Finding
from worker.domain.plan import ConversationPlan, QualityRequirements

Dimension = Literal["structure", "grounding", "continuity", "voice_safety"]


@dataclass(frozen=True)
class Other:
    """Another conversation of the dataset: its id and its messages, the client's and the answers."""

    conversation_id: str
    messages: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """What is assessed. plan is None for a text nobody planned: checks against it measure nothing.

    others: conversations of the dataset it is compared with; None when it is compared with none. worked_out:
    what several checks need and one of them has worked out already, by name.
    """

    conversation: Conversation
    plan: ConversationPlan | None
    requirements: QualityRequirements
    profile: Mapping[str, Any]
    others: Sequence[Other] | None = None
    worked_out: dict[str, Any] = field(default_factory=dict, repr=False, compare=False)


@dataclass(frozen=True)
class Fault:
    """One thing that failed a check; see Finding for the fields."""

    message: str
    action: str
    turn: int | None = None
    sentence: int | None = None
    section: AnnotationSection | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


# One outcome for each thing measured: None when it passed.
Outcomes = Iterator[Fault | None]


@dataclass(frozen=True)
class Check:
    """A named check.

    An error-level finding, and `cap`, limit the code score (domain.md section 7); cap is None where a fault
    only counts into its dimension.
    """

    name: str
    dimension: Dimension
    run: Callable[[Subject], Outcomes]
    severity: Severity = "warning"
    cap: float | None = None

    @property
    def asks(self) -> str:
        """What it asks, in a sentence: the first line of its function's docstring."""
        return (self.run.__doc__ or "").strip().partition("\n")[0]

    def measure(self, subject: Subject) -> "Measure":
        """Runs the check over the subject."""
        outcomes = list(self.run(subject))
        findings = tuple(self._finding(fault) for fault in outcomes if fault is not None)
        return Measure(check=self, units=len(outcomes), findings=findings)

    def _finding(self, fault: Fault) -> Finding:
        return Finding(
            check=self.name,
            severity=self.severity,
            message=fault.message,
            action=fault.action,
            turn=fault.turn,
            sentence=fault.sentence,
            section=fault.section,
            evidence=dict(fault.evidence),
        )


@dataclass(frozen=True)
class Measure:
    """What one check came to: how many things it looked at, and a finding for each that failed."""

    check: Check
    units: int
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> int:
        """How many things passed."""
        return self.units - len(self.findings)

    @property
    def rate(self) -> float | None:
        """The share that passed, from 0 to 1; None when there was nothing to look at."""
        return self.passed / self.units if self.units else None
