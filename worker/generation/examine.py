"""Looks a draft over: what quality/ finds in it, and which findings a repair could mend.

Before anything is annotated the dialogue is looked over alone, by the same checks, so that a faulty message
is rewritten before its annotation is paid for. Pure; tested in tests/unit/test_generation_examine.py.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from worker.domain.annotation import (
    ANNOTATION_SECTIONS,
    AnnotationSection,
    EmotionalContext,
    ResponseStrategy,
)
from worker.domain.conversation import Conversation, Turn
from worker.domain.drafts import DraftTurn
from worker.domain.findings import Finding, QualityReport
from worker.generation.assemble import AnnotatedTurn, assemble
from worker.generation.bounds import oversized_messages
from worker.generation.work import Work
from worker.quality.assess import assess, measured
from worker.quality.checks import Measure

# A place to repair: a turn and the section of its annotation.
Place = tuple[int, AnnotationSection]
# Checks of quality/ that look at the arc: in a dialogue that is not annotated yet, they look at the emotions
# and intensities the dialogue itself states.
ARC_CHECKS = frozenset({"arc_start", "arc_end", "start_intensity", "end_intensity"})
_REPAIRED = frozenset({"error", "warning"})


@dataclass(frozen=True, slots=True)
class Examination:
    """What was found. The rest is None when the draft cannot be stored as it is.

    measures: what the checks made of the conversation, for whoever assesses it again.
    """

    findings: tuple[Finding, ...]
    conversation: Conversation | None = None
    report: QualityReport | None = None
    measures: Mapping[str, Measure] | None = None

    @property
    def whole(self) -> bool:
        """Whether every required part is there, so that the conversation may be saved."""
        return self.report is not None and self.report.metrics.required_parts_present

    def places(self) -> dict[Place, tuple[Finding, ...]]:
        """What a repair of a section could mend, by place, in reading order."""
        found: dict[Place, list[Finding]] = {}
        for finding in self.findings:
            if finding.turn is not None and finding.section is not None and finding.severity in _REPAIRED:
                found.setdefault((finding.turn, finding.section), []).append(finding)
        order = {section: index for index, section in enumerate(ANNOTATION_SECTIONS)}
        return {
            place: tuple(found[place])
            for place in sorted(found, key=lambda place: (place[0], order[place[1]]))
        }

    def at(self, place: Place) -> tuple[Finding, ...]:
        """The findings of one place."""
        return self.places().get(place, ())


def examine(work: Work, system_prompt: str, turns: Sequence[AnnotatedTurn]) -> Examination:
    """What is wrong with an annotated draft."""
    made = assemble(work.plan.conversation_id, system_prompt, turns)
    if not isinstance(made, Conversation):
        return Examination(findings=made)
    plan, bar, profile = work.plan, work.template.quality_requirements, work.dataset.profile
    measures = measured(made, plan, bar, profile)
    report = assess(made, plan, bar, work.method, profile, measures=measures)
    return Examination(report.findings, made, report, measures)


def examine_dialogue(work: Work, turns: Sequence[DraftTurn]) -> tuple[Finding, ...]:
    """What is wrong with the messages alone: findings of the conversation or of a turn, without a section."""
    if not turns:
        return (
            Finding(
                check="turn_count",
                severity="error",
                message="No turns were written.",
                action=f"Write exactly {work.plan.turn_count} turns.",
            ),
        )
    if too_large := oversized_messages(turns):
        return too_large
    bare = Conversation(conversation_id=work.plan.conversation_id, turns=tuple(_bare(turn) for turn in turns))
    report = assess(bare, work.plan, work.template.quality_requirements, work.method, work.dataset.profile)
    return tuple(
        finding.model_copy(update={"section": None})
        for finding in report.findings
        if finding.severity in _REPAIRED and (finding.section is None or finding.check in ARC_CHECKS)
    )


def worst_turn(findings: Sequence[Finding]) -> int | None:
    """The turn with the gravest faults of its own, the first of equals; None when no turn has any."""
    weights: dict[int, tuple[int, int]] = {}
    for finding in findings:
        if finding.turn is not None:
            errors, count = weights.get(finding.turn, (0, 0))
            weights[finding.turn] = (errors + (finding.severity == "error"), count + 1)
    return max(weights, key=lambda turn: (weights[turn], -turn)) if weights else None


def spoils_whole(findings: Sequence[Finding]) -> bool:
    """Whether a fault is the whole draft's, so that no repair of a turn can mend it."""
    return any(finding.turn is None and finding.severity == "error" for finding in findings)


def worse(
    before: Mapping[Place, Sequence[Finding]], after: Mapping[Place, Sequence[Finding]], place: Place
) -> bool:
    """Whether a place has graver faults than before, or more of them."""
    return _weight(after.get(place, ())) > _weight(before.get(place, ()))


def _weight(findings: Sequence[Finding]) -> tuple[int, int]:
    return sum(finding.severity == "error" for finding in findings), len(findings)


def _bare(turn: DraftTurn) -> Turn:
    """The turn as if annotated by somebody who wrote nothing: its messages are all that is looked at."""
    blank = "-"
    return Turn(
        turn_number=turn.turn_number,
        system_prompt=blank,
        user_input=turn.user_input,
        user_intent=turn.user_intent,
        target_response=turn.target_response,
        calculations=turn.calculations,
        response_structure_type=blank,
        positive_indicators=(),
        neutral_indicators=(),
        negative_indicators=(),
        difficulty_level=blank,
        key_learning_objective=blank,
        demonstrates_skills=(),
        emotional_progression_target=blank,
        emotional_context=EmotionalContext(
            primary_emotion=turn.primary_emotion,
            primary_confidence=1.0,
            intensity=min(max(turn.intensity, 0.0), 1.0),
            valence="mixed",
            emotional_indicators=(),
            risk_level=blank,
            engagement_readiness=blank,
            knowledge_level=blank,
            trust_level=blank,
            client_needs=(),
            red_flags=(),
        ),
        response_strategy=ResponseStrategy(
            primary_strategy=blank,
            primary_rationale=blank,
            secondary_strategies=(),
            tone_selection=blank,
            tone_rationale=blank,
            pacing="moderate",
            tactical_choices=(),
            avoid_tactics=(),
            specific_techniques=(),
        ),
        response_breakdown=(),
    )
