"""The score of domain.md section 7, from what the checks measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from worker.domain.findings import ScorePart
from worker.quality.checks import Dimension, Measure

# Weights of the four dimensions in the code score.
WEIGHTS: Final[dict[Dimension, float]] = {
    "structure": 0.30,
    "grounding": 0.30,
    "continuity": 0.20,
    "voice_safety": 0.20,
}
# A missing required part and an error-level finding cap the code score here.
ERROR_CAP = 3.4
READY_OVERALL = 4.5
READY_GROUNDING = 0.95
NOT_CHECKED = "not checked"
# Methods that nobody has to judge before training: people answer for the text.
_ANSWERED_FOR = frozenset({"manual", "imported"})
_SIMULATED = "simulated"


@dataclass(frozen=True)
class Verdict:
    """The scores, unrounded. shares: dimension to its share, None where nothing was measured."""

    code_score: float
    overall: float
    shares: dict[Dimension, float | None]
    parts: tuple[ScorePart, ...]
    ready_for_training: bool
    needs_review: bool


def verdict(
    measures: Sequence[Measure],
    *,
    whole: bool,
    method: str,
    judge_score: float | None,
    in_vain: bool = False,
) -> Verdict:
    """The verdict on what was measured.

    whole: every required part is present. judge_score: the mean of the judge's five, from 1 to 5, or None
    when not judged. in_vain: a judge was asked and gave none. What is only unjudged, or only simulated, is
    not ready but needs no review, unless a judge was asked in vain.
    """
    shares = {dimension: share(measures, dimension) for dimension in WEIGHTS}
    code = min(1 + 4 * _weighted(shares), _cap(measures, whole=whole))
    overall = code if judge_score is None else min(code, judge_score)
    errors = any(finding.severity == "error" for measure in measures for finding in measure.findings)
    grounded = (shares["grounding"] or 0.0) >= READY_GROUNDING
    over_the_bar = whole and not errors and grounded and overall >= READY_OVERALL
    answered_for = judge_score is not None or method in _ANSWERED_FOR
    return Verdict(
        code_score=code,
        overall=overall,
        shares=shares,
        parts=tuple(_part(dimension, shares, measures) for dimension in WEIGHTS),
        ready_for_training=over_the_bar and answered_for and method != _SIMULATED,
        needs_review=not over_the_bar or in_vain,
    )


def share(measures: Sequence[Measure], dimension: Dimension) -> float | None:
    """The share of a dimension's checks passed: the mean of its checks' rates, None when none measured.

    Each check weighs the same, so that two hundred phrases do not hide forty invented quotes.
    """
    rates = [measure.rate for measure in measures if measure.check.dimension == dimension]
    counted = [rate for rate in rates if rate is not None]
    return sum(counted) / len(counted) if counted else None


def rounded(score: float) -> float:
    """A score as numeric(3,2) stores it: half goes up, on the number as written."""
    return float(Decimal(repr(score)).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _weighted(shares: dict[Dimension, float | None]) -> float:
    """The weighted mean over the dimensions that were measured, their weights scaled to 1."""
    counted = [(WEIGHTS[dimension], value) for dimension, value in shares.items() if value is not None]
    total = sum(weight for weight, _ in counted)
    return sum(weight * value for weight, value in counted) / total if total else 0.0


def _cap(measures: Sequence[Measure], *, whole: bool) -> float:
    caps = [5.0] if whole else [5.0, ERROR_CAP]
    for measure in measures:
        if measure.findings and measure.check.severity == "error":
            caps.append(ERROR_CAP)
        if measure.findings and measure.check.cap is not None:
            caps.append(measure.check.cap)
    return min(caps)


def _part(
    dimension: Dimension, shares: dict[Dimension, float | None], measures: Sequence[Measure]
) -> ScorePart:
    value = shares[dimension]
    total = sum(WEIGHTS[name] for name, other in shares.items() if other is not None)
    return ScorePart(
        dimension=dimension,
        value=None if value is None else round(value, 4),
        weight=0.0 if value is None else round(WEIGHTS[dimension] / total, 4),
        source="code",
        reason=NOT_CHECKED if value is None else None,
        evidence={
            measure.check.name: {"passed": measure.passed, "of": measure.units}
            for measure in measures
            if measure.check.dimension == dimension and measure.units
        },
    )
