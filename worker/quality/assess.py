"""Runs every check over a conversation and adds up what they found."""

from collections.abc import Mapping, Sequence
from typing import Any

from worker.domain.conversation import Conversation
from worker.domain.findings import Finding, QualityMetrics, QualityReport, ScorePart
from worker.domain.plan import ConversationPlan, QualityRequirements
from worker.quality.character import CHARACTER
from worker.quality.checks import Check, Measure, Other, Subject
from worker.quality.continuity import CONTINUITY
from worker.quality.figures import FIGURES, RESTATED
from worker.quality.grounding import GROUNDING
from worker.quality.judgement import NOBODY_ASKED, Judgement, Judging, NotJudged
from worker.quality.novelty import NOVELTY
from worker.quality.score import Verdict, rounded, verdict
from worker.quality.structure import STRUCTURE
from worker.quality.voice import VOICE

# Which rules made a score: raised whenever a check, a weight or a cap changes.
SCORER_VERSION = "code-4"

CHECKS: tuple[Check, ...] = (
    *STRUCTURE,
    *CHARACTER,
    *GROUNDING,
    *FIGURES,
    *CONTINUITY,
    *RESTATED,
    *VOICE,
    *NOVELTY,
)
_WHOLE = frozenset({"required_parts", "turn_count"})
_ARC = frozenset({"arc_start", "arc_end", "start_intensity", "end_intensity"})


def assess(
    conversation: Conversation,
    plan: ConversationPlan | None,
    requirements: QualityRequirements,
    method: str,
    profile: Mapping[str, Any],
    others: Sequence[Other] | None = None,
    judging: Judging = NOBODY_ASKED,
    measures: Mapping[str, Measure] | None = None,
) -> QualityReport:
    """What is wrong with a conversation, and its score.

    Args:
        conversation: as it would be stored.
        plan: what it was written to; None for an import nobody planned, and then the checks against the plan
            measure nothing.
        requirements: the bar of its template.
        method: generation_method (manual, imported, claude_api, claude_batch, simulated).
        profile: the dataset's profile.
        others: the conversations of the dataset that may be like it; None leaves novelty unmeasured.
        judging: the judge's verdict, or why there is none.
        measures: what measured() made of this very conversation, so that only novelty is measured again.

    Returns:
        The findings in reading order (turn, then sentence, then check), and the row of quality_metrics.
        Scores are rounded to two decimals, as the columns keep them; they are compared unrounded.

    """
    subject = Subject(conversation, plan, requirements, profile, others)
    measures = {**measures, **_run(NOVELTY, subject)} if measures else _run(CHECKS, subject)
    whole = not any(measures[name].findings for name in _WHOLE)
    found = [finding for measure in measures.values() for finding in measure.findings]
    scored = verdict(
        list(measures.values()),
        whole=whole,
        method=method,
        judge_score=judging.score if isinstance(judging, Judgement) else None,
        in_vain=isinstance(judging, NotJudged) and judging.review,
    )
    return QualityReport(
        findings=tuple(sorted(found, key=_reading_order)),
        metrics=_metrics(conversation, measures, scored, found, judging, whole=whole),
    )


def measured(
    conversation: Conversation,
    plan: ConversationPlan | None,
    requirements: QualityRequirements,
    profile: Mapping[str, Any],
) -> Mapping[str, Measure]:
    """What each check but novelty makes of a conversation, by name. Arguments as in assess()."""
    return _run(CHECKS, Subject(conversation, plan, requirements, profile))


def _run(checks: Sequence[Check], subject: Subject) -> dict[str, Measure]:
    return {check.name: check.measure(subject) for check in checks}


def _reading_order(finding: Finding) -> tuple[int, int]:
    return (finding.turn or 0, finding.sentence or 0)


def _metrics(
    conversation: Conversation,
    measures: Mapping[str, Measure],
    scored: Verdict,
    found: Sequence[Finding],
    judging: Judging,
    *,
    whole: bool,
) -> QualityMetrics:
    turns = conversation.turns
    sentences = [sentence for turn in turns for sentence in turn.response_breakdown]
    rationales = sum(len(sentence.word_choice_rationale) for sentence in sentences)
    indicators = sum(turn.emotional_context.indicator_count for turn in turns)
    quotes = sum(turn.emotional_context.quote_count for turn in turns)
    shares = scored.shares
    return QualityMetrics(
        overall_score=rounded(scored.overall),
        code_score=rounded(scored.code_score),
        **_judged(judging),
        structure_score=_four(shares["structure"]),
        grounding_score=_four(shares["grounding"]),
        continuity_score=_four(shares["continuity"]),
        voice_safety_score=None if shares["voice_safety"] is None else _four(shares["voice_safety"]),
        total_turns=len(turns),
        total_sentences=len(sentences),
        total_indicators=indicators,
        total_quotes=quotes,
        total_rationales=rationales,
        required_parts_present=whole,
        required_fields_rate=_four(measures["required_parts"].rate),
        indicators_per_turn=round(indicators / len(turns), 2),
        quotes_per_turn=round(quotes / len(turns), 2),
        rationales_per_sentence=round(rationales / len(sentences), 2) if sentences else 0.0,
        quote_grounding_rate=_four(measures["quote_occurs"].rate),
        phrase_grounding_rate=_four(measures["phrase_occurs"].rate),
        sentence_coverage_rate=_four(measures["sentences_tile"].rate),
        grounding_rate=_four(shares["grounding"]),
        arc_followed=not any(measures[name].findings for name in _ARC),
        error_findings=sum(finding.severity == "error" for finding in found),
        warning_findings=sum(finding.severity == "warning" for finding in found),
        ready_for_training=scored.ready_for_training,
        needs_review=scored.needs_review,
        scorer_version=SCORER_VERSION,
        score_parts=(*scored.parts, *_parts(judging)),
    )


def _judged(judging: Judging) -> dict[str, Any]:
    """What the judge's verdict, or its absence, is in the metrics."""
    if not isinstance(judging, Judgement):
        return {"judged": False, "not_judged_reason": judging.reason}
    return {
        "judged": True,
        "judge_score": judging.score,
        "judge_model": judging.model,
        "rubric_hash": judging.rubric_hash,
        **{f"{verdict.score_name}_score": float(verdict.score) for verdict in judging.verdicts},
    }


def _parts(judging: Judging) -> tuple[ScorePart, ...]:
    return tuple(verdict.part() for verdict in judging.verdicts) if isinstance(judging, Judgement) else ()


def _four(share: float | None) -> float:
    """A share to four decimals; 0 where there was nothing to measure, because nothing was shown."""
    return round(share or 0.0, 4)
