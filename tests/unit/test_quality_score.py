"""The score of domain.md section 7: weights, caps, readiness."""

from typing import Any

import pytest

from tests.unit.changes import Change, part, say
from tests.unit.conversations import conversation, plan, profile
from tests.unit.mutations import EDGE_MUTATIONS, FAULTY
from worker.domain.findings import Finding, QualityReport
from worker.domain.plan import QualityRequirements
from worker.quality import SCORER_VERSION, assess
from worker.quality.checks import Check, Dimension, Measure
from worker.quality.score import Verdict, rounded, verdict


def report(
    change: Change | None = None, method: str = "claude_api", rules: dict[str, Any] | None = None
) -> QualityReport:
    """The small clean conversation, changed, assessed; without rules its voice is not measured."""
    whole = conversation() if change is None else change(conversation())
    return assess(whole, plan(), QualityRequirements(), method, {} if rules is None else rules)


def measured(
    dimension: Dimension, passed: int, of: int, cap: float | None = None, *, error: bool = False
) -> Measure:
    """A check that passed so many of so many."""
    check = Check(f"{dimension}_check", dimension, lambda _: iter(()), "error" if error else "warning", cap)
    finding = Finding(check=check.name, severity=check.severity, message="m", action="a")
    return Measure(check=check, units=of, findings=(finding,) * (of - passed))


def judged(
    *measures: Measure, judge: float | None = None, method: str = "imported", whole: bool = True
) -> Verdict:
    """The verdict on measures alone."""
    return verdict(measures, whole=whole, method=method, judge_score=judge)


def test_a_clean_conversation_scores_five_but_is_not_ready_unjudged() -> None:
    """Nobody judged it: it is over the bar and needs no review, and it is not ready for training."""
    metrics = report().metrics
    assert (metrics.overall_score, metrics.code_score) == (5.0, 5.0)
    assert (metrics.ready_for_training, metrics.needs_review, metrics.judged) == (False, False, False)
    assert metrics.judge_score is None
    assert metrics.not_judged_reason
    assert metrics.scorer_version == SCORER_VERSION


@pytest.mark.parametrize(
    ("method", "ready"),
    [
        ("manual", True),
        ("imported", True),
        ("claude_api", False),
        ("claude_batch", False),
        ("simulated", False),
    ],
)
def test_who_wrote_it_decides_readiness_without_a_judge(method: str, *, ready: bool) -> None:
    """What people answer for is ready; what a model wrote waits for the judge; the simulator's never is."""
    assert report(method=method).metrics.ready_for_training is ready


def test_a_judged_conversation_is_ready_unless_simulated() -> None:
    """With a judge's score over the bar a model's text is ready; a simulated one still is not."""
    whole = measured("grounding", 1, 1)
    assert judged(whole, judge=4.6, method="claude_api").ready_for_training
    assert not judged(whole, judge=4.6, method="simulated").ready_for_training
    assert judged(whole, judge=4.4, method="claude_api").overall == 4.4


def test_voice_is_left_out_and_says_so() -> None:
    """Without rules in the profile voice is not measured: it weighs nothing, and its part says so."""
    parts = {part.dimension: part for part in report().metrics.score_parts}
    assert (parts["voice_safety"].value, parts["voice_safety"].reason) == (None, "not checked")
    assert [parts[name].weight for name in ("structure", "grounding", "continuity")] == [0.375, 0.375, 0.25]
    assert report().metrics.voice_safety_score is None


def test_with_rules_voice_weighs_a_fifth() -> None:
    """A profile with rules has all four dimensions, at their own weights."""
    metrics = report(rules=profile()).metrics
    assert {part.dimension: part.weight for part in metrics.score_parts} == {
        "structure": 0.3, "grounding": 0.3, "continuity": 0.2, "voice_safety": 0.2
    }  # fmt: skip
    assert (metrics.voice_safety_score, metrics.overall_score) == (1.0, 5.0)
    late = say(1, "and that is a real step", "and you should have asked sooner")
    spoilt = report(late, rules=profile()).metrics
    assert spoilt.voice_safety_score is not None
    assert 0.9 < spoilt.voice_safety_score < 1


def test_the_formula() -> None:
    """code_score is 1 + 4 times the weighted share of checks passed."""
    result = judged(measured("structure", 9, 10), measured("grounding", 1, 1), measured("continuity", 1, 2))
    assert result.code_score == pytest.approx(1 + 4 * (0.3 * 0.9 + 0.3 * 1.0 + 0.2 * 0.5) / 0.8)
    full = judged(
        measured("structure", 9, 10),
        measured("grounding", 1, 1),
        measured("continuity", 1, 2),
        measured("voice_safety", 3, 4),
    )
    assert full.code_score == pytest.approx(1 + 4 * (0.27 + 0.3 + 0.1 + 0.15))


@pytest.mark.parametrize(
    ("name", "most"),
    [
        ("required_parts", 3.4), ("turn_count", 3.4), ("grave_nevers", 3.4), ("figures_grounded", 3.4),
        ("speaks_in_character", 3.4),
        ("hotlines_known", 3.4), ("sums_come_out", 3.4), ("stuffing", 4.4), ("other_nevers", 4.4),
    ],
)  # fmt: skip
def test_caps(name: str, most: float) -> None:
    """A missing part and every grave fault cap the score at 3.4, stuffing and any other never at 4.4."""
    metrics = FAULTY[name]().metrics
    assert metrics.overall_score <= most
    assert metrics.needs_review


def test_a_near_copy_is_capped() -> None:
    """3.9 at most, and a person should look; it is no error."""
    metrics = FAULTY["near_copy"]().metrics
    assert (metrics.overall_score, metrics.needs_review, metrics.error_findings) == (3.9, True, 0)


@pytest.mark.parametrize("name", EDGE_MUTATIONS)
def test_an_edge_case_held_badly_is_capped(name: str) -> None:
    """The boundary late, the referral missing, a plan before it: 3.4 at most, and never ready."""
    metrics = FAULTY[name]().metrics
    assert metrics.overall_score == 3.4
    assert metrics.error_findings >= 1
    assert metrics.ready_for_training is False


def test_a_missing_part_is_counted() -> None:
    """The rate of required parts falls, and the conversation is not whole."""
    blank = part(1, "emotional_context", trust_level=" ")
    metrics = report(blank, method="imported").metrics
    assert metrics.required_parts_present is False
    assert 0.9 < metrics.required_fields_rate < 1
    assert metrics.error_findings == 1
    assert metrics.ready_for_training is False


def test_an_error_level_finding_caps_and_bars() -> None:
    """An error caps at 3.4 and bars training, whatever the rest comes to."""
    result = judged(measured("grounding", 999, 1000, error=True))
    assert result.code_score == 3.4
    assert not result.ready_for_training


def test_grounding_under_the_bar_bars_training() -> None:
    """0.95 is enough, a hair under it is not, though the overall score would be."""
    rest = (measured("structure", 1, 1), measured("continuity", 1, 1))
    assert judged(measured("grounding", 95, 100), *rest).ready_for_training
    assert not judged(measured("grounding", 949, 1000), *rest).ready_for_training


def test_scores_are_compared_unrounded() -> None:
    """4.496 is stored as 4.50 and is still under the bar."""
    result = judged(measured("grounding", 1, 1), judge=4.496)
    assert rounded(result.overall) == 4.5
    assert not result.ready_for_training
    assert result.needs_review


@pytest.mark.parametrize(("score", "stored"), [(4.496, 4.5), (4.125, 4.13), (4.4949, 4.49), (5.0, 5.0)])
def test_rounding_is_the_databases(score: float, stored: float) -> None:
    """Half goes up on the number as written, as numeric(3,2) does."""
    assert rounded(score) == stored


def test_a_check_with_nothing_to_measure_weighs_nothing() -> None:
    """No units is no rate: it is neither passed nor failed."""
    result = judged(measured("grounding", 0, 0), measured("structure", 1, 2))
    assert result.shares == {"structure": 0.5, "grounding": None, "continuity": None, "voice_safety": None}
    assert result.code_score == 3.0


def test_totals_are_what_is_there() -> None:
    """Turns, sentences, indicators, quotes and rationales are counted from the conversation."""
    metrics = report().metrics
    whole = conversation()
    assert metrics.total_turns == 2
    assert metrics.total_sentences == sum(len(turn.response_breakdown) for turn in whole.turns)
    assert metrics.total_quotes == 13
    assert metrics.total_indicators == 33 + 32
    assert metrics.rationales_per_sentence == 3.0
    assert metrics.arc_followed
