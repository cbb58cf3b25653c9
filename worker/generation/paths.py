"""Where in a draft a finding lies: the path a repair request names and a person reads.

A path goes through the draft's own fields ("turn 2 emotional_context.client_needs", "turn 1
response_breakdown.sentences[3].phrases"), not through the stored ones the checks know. Pure;
tested in tests/unit/test_generation_paths.py.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from worker.domain.findings import Finding

# The field of the draft that a check looks at, where the check is not called after it.
_FIELDS: Final[Mapping[str, str]] = {
    "quote_occurs": "emotional_indicators",
    "quote_words": "emotional_indicators",
    "quotes_overlap": "emotional_indicators",
    "quote_serves_few": "emotional_indicators",
    "quote_categories": "emotional_indicators",
    "enough_quotes": "emotional_indicators",
    "stuffing": "emotional_indicators",
    "previous_emotion": "progression",
    "current_emotion": "progression",
    "intensity_change": "progression",
    "arc_start": "detected_emotions",
    "arc_end": "detected_emotions",
    "start_intensity": "intensity",
    "end_intensity": "intensity",
    "positive_indicators": "positive",
    "neutral_indicators": "neutral",
    "negative_indicators": "negative",
    "skills": "demonstrates_skills",
    "word_choices": "phrases",
    "phrase_occurs": "phrases",
    "phrases_distinct": "phrases",
    "sentences_tile": "sentences",
    "sentences_numbered": "sentences",
    # indicators of all kinds together: no field of their own
    "emotional_indicators": "",
}
# Stored parts by the draft's field they are made of, where their names differ.
_PARTS: Final[Mapping[str, str]] = {
    "primary_emotion": "detected_emotions",
    "primary_confidence": "detected_emotions",
    "secondary_confidence": "detected_emotions",
    "tertiary_confidence": "detected_emotions",
    "previous_emotion": "progression",
    "current_emotion": "progression",
    "intensity_change": "progression",
    "progression_description": "progression",
    "response_structure_type": "structure_type",
    "emotional_purpose": "purpose",
    "teaches_model": "teaches",
    "word_choice_rationale": "phrases",
    "response_breakdown": "sentences",
    "the annotation": "",
    "positive_indicators": "positive",
    "neutral_indicators": "neutral",
    "negative_indicators": "negative",
}
# Checks of the messages alone, by the field of the turn; the others look at the answer.
_MESSAGE_FIELDS: Final[Mapping[str, str]] = {
    "message_length": "user_input",
    "arc_start": "primary_emotion",
    "arc_end": "primary_emotion",
    "start_intensity": "intensity",
    "end_intensity": "intensity",
    "sums_come_out": "calculations",
    "sums_stated": "calculations",
}
_PATHS_NAMED: Final = 4


def path_of(finding: Finding) -> str:
    """The finding's path within its turn; "" where it is the whole conversation's.

    Example: "emotional_context.client_needs", "target_response".
    """
    if finding.section is None:
        return _in_messages(finding)
    steps = [str(finding.section)]
    if finding.sentence is not None:
        steps.append(f"sentences[{finding.sentence}]")
    part = finding.evidence.get("part")
    if part is None:
        field = _FIELDS.get(finding.check, finding.check)
    else:
        # Within a list the stored part counts otherwise than the draft's: the list is named, not the entry.
        whole = str(part).partition(".")[0]
        field = _PARTS.get(whole, whole)
    return ".".join(step for step in (*steps, field) if step)


def placed(findings: Sequence[Finding]) -> str:
    """Where the findings lie, for a person: each place once, the first few by name."""
    paths = list(dict.fromkeys(_where(finding) for finding in findings))
    more = len(paths) - _PATHS_NAMED
    return "; ".join(paths[:_PATHS_NAMED]) + (f"; and {more} more" if more > 0 else "")


def told(findings: Sequence[Finding]) -> list[str]:
    """What a repair is told: the path, what is wrong there and what to do; a line each, every line once."""
    return list(
        dict.fromkeys(
            f"{path_of(finding)}: {finding.message} {finding.action}"
            if path_of(finding)
            else f"{finding.message} {finding.action}"
            for finding in findings
        )
    )


def _where(finding: Finding) -> str:
    turn = "the conversation" if finding.turn is None else f"turn {finding.turn}"
    return f"{turn} {path_of(finding)}".strip()


def _in_messages(finding: Finding) -> str:
    if finding.turn is None:
        return ""
    return str(finding.evidence.get("part") or _MESSAGE_FIELDS.get(finding.check, "target_response"))
