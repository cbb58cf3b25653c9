"""What a check found, and what all checks of a conversation add up to."""

from typing import Any

from pydantic import Field

from worker.domain.annotation import AnnotationSection, Severity
from worker.domain.base import Model


class Finding(Model):
    """One fault, placed so that a person, or a repair request, can go straight to it.

    turn and sentence are None where the fault is the conversation's or the turn's as a whole. section names
    the part of the annotation a repair would rewrite; None when it is the dialogue itself. action says what
    to do, in words that can be sent to a model or shown to a person. evidence is JSON.
    """

    check: str
    severity: Severity
    message: str
    action: str
    turn: int | None = None
    sentence: int | None = None
    section: AnnotationSection | None = None
    evidence: dict[str, Any] = Field(default_factory=dict)


class ScorePart(Model):
    """One dimension of the score.

    source code: value is a share from 0 to 1, None with a reason when not checked, and evidence counts what
    passed. source judge: value is a score from 1 to 5, with its reason, and evidence is {quotes, faults}.
    """

    dimension: str
    value: float | None
    weight: float
    source: str
    reason: str | None = None
    evidence: dict[str, Any] = Field(default_factory=dict)


class QualityMetrics(Model):
    """The row of quality_metrics. Field names equal its columns.

    Scores run from 1 to 5, *_score of the four dimensions and *_rate are shares from 0 to 1, None when not
    checked; the five scores of the judge, judge_score, judge_model and rubric_hash are None when not judged
    (not_judged_reason says why).
    """

    overall_score: float
    code_score: float
    judge_score: float | None = None
    judged: bool = False
    not_judged_reason: str | None = None
    structure_score: float
    grounding_score: float
    continuity_score: float
    voice_safety_score: float | None = None
    empathy_score: float | None = None
    clarity_score: float | None = None
    appropriateness_score: float | None = None
    brand_voice_score: float | None = None
    domain_score: float | None = None
    judge_model: str | None = None
    rubric_hash: str | None = None
    total_turns: int
    total_sentences: int
    total_indicators: int
    total_quotes: int
    total_rationales: int
    required_parts_present: bool
    required_fields_rate: float
    indicators_per_turn: float
    quotes_per_turn: float
    rationales_per_sentence: float
    quote_grounding_rate: float
    phrase_grounding_rate: float
    sentence_coverage_rate: float
    grounding_rate: float
    arc_followed: bool
    error_findings: int
    warning_findings: int
    ready_for_training: bool
    needs_review: bool
    scorer_version: str
    score_parts: tuple[ScorePart, ...]


class QualityReport(Model):
    """What quality.assess returns."""

    findings: tuple[Finding, ...]
    metrics: QualityMetrics
