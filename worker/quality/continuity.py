"""Continuity: each turn takes up the one before, and the whole follows the planned arc.

Whether the client's figures stay the same is measured in quality/figures/restated.py.
"""

from itertools import pairwise

from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.matching import fold_name

# intensity_change is written with two decimals: half of the last one, twice (once for each intensity).
CHANGE_TOLERANCE = 0.011


def previous_emotion(subject: Subject) -> Outcomes:
    """From turn 2 on, the previous emotion is the last turn's primary one; a blank one is a missing part."""
    turns = subject.conversation.turns
    for last, turn in pairwise(turns):
        stated, wanted = turn.emotional_context.previous_emotion, last.emotional_context.primary_emotion
        if stated:
            yield (
                None
                if fold_name(stated) == fold_name(wanted)
                else Fault(
                    message=f"Turn {turn.turn_number}'s previous emotion is “{stated}”; the primary emotion "
                    f"of the turn before is “{wanted}”.",
                    action=f"Set the previous emotion to “{wanted}” and describe the progression from it.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"stated": stated, "expected": wanted},
                )
            )


def current_emotion(subject: Subject) -> Outcomes:
    """From turn 2 on, the current emotion is this turn's primary one."""
    for turn in subject.conversation.turns[1:]:
        stated, wanted = turn.emotional_context.current_emotion, turn.emotional_context.primary_emotion
        if stated:
            yield (
                None
                if fold_name(stated) == fold_name(wanted)
                else Fault(
                    message=f"Turn {turn.turn_number}'s current emotion is “{stated}”; its primary emotion "
                    f"is “{wanted}”.",
                    action=f"Set the current emotion to “{wanted}”.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"stated": stated, "expected": wanted},
                )
            )


def intensity_change(subject: Subject) -> Outcomes:
    """From turn 2 on, the change of intensity is this turn's minus the last one's."""
    turns = subject.conversation.turns
    for last, turn in pairwise(turns):
        stated = turn.emotional_context.intensity_change
        if stated is not None:
            wanted = round(turn.emotional_context.intensity - last.emotional_context.intensity, 4)
            yield (
                None
                if abs(stated - wanted) <= CHANGE_TOLERANCE
                else Fault(
                    message=f"Turn {turn.turn_number} states a change of intensity of {stated:+.2f}; "
                    f"it is {wanted:+.2f}.",
                    action=f"Set the change of intensity to {wanted:+.2f}.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"stated": stated, "expected": wanted},
                )
            )


def arc_start(subject: Subject) -> Outcomes:
    """The first turn's primary emotion is the one the plan starts with."""
    if subject.plan is not None:
        yield _emotion(subject, 0, "start", subject.plan.starting_emotion)


def arc_end(subject: Subject) -> Outcomes:
    """The last turn's primary emotion is the one the plan ends with."""
    if subject.plan is not None:
        yield _emotion(subject, -1, "end", subject.plan.ending_emotion)


def start_intensity(subject: Subject) -> Outcomes:
    """The first turn's intensity is the planned one, within the bar's tolerance."""
    if subject.plan is not None:
        yield _intensity(subject, 0, "start", subject.plan.starting_intensity)


def end_intensity(subject: Subject) -> Outcomes:
    """The last turn's intensity is the planned one, within the bar's tolerance."""
    if subject.plan is not None:
        yield _intensity(subject, -1, "end", subject.plan.ending_intensity)


def _emotion(subject: Subject, index: int, end: str, wanted: str) -> Fault | None:
    turn = subject.conversation.turns[index]
    found = turn.emotional_context.primary_emotion
    if fold_name(found) == fold_name(wanted):
        return None
    return Fault(
        message=f"Turn {turn.turn_number}'s primary emotion is “{found}”; the plan's {end} is “{wanted}”.",
        action=f"Make “{wanted}” the primary emotion of this turn.",
        turn=turn.turn_number,
        section="emotional_context",
        evidence={"found": found, "expected": wanted},
    )


def _intensity(subject: Subject, index: int, end: str, wanted: float) -> Fault | None:
    turn = subject.conversation.turns[index]
    found, most = turn.emotional_context.intensity, subject.requirements.intensity_tolerance
    # floats: 0.8 - 0.7 is a little more than 0.1, and the bar itself is within the bar
    if abs(found - wanted) <= most + 1e-9:
        return None
    return Fault(
        message=f"Turn {turn.turn_number}'s intensity is {found:.2f}; the plan's {end} is {wanted:.2f}.",
        action=f"Set the intensity within {most:.2f} of {wanted:.2f}.",
        turn=turn.turn_number,
        section="emotional_context",
        evidence={"found": found, "expected": wanted, "tolerance": most},
    )


CONTINUITY: tuple[Check, ...] = (
    Check("previous_emotion", "continuity", previous_emotion),
    Check("current_emotion", "continuity", current_emotion),
    Check("intensity_change", "continuity", intensity_change),
    Check("arc_start", "continuity", arc_start),
    Check("arc_end", "continuity", arc_end),
    Check("start_intensity", "continuity", start_intensity),
    Check("end_intensity", "continuity", end_intensity),
)
