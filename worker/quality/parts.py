"""The parts every turn must have, and which of them are missing: domain.md section 1."""

from collections.abc import Iterator
from dataclasses import dataclass

from worker.domain.annotation import AnnotationSection
from worker.domain.conversation import Turn
from worker.domain.plan import QualityRequirements, Range
from worker.domain.sentences import split
from worker.quality.checks import Fault, Outcomes, Subject
from worker.quality.matching import fold


@dataclass(frozen=True)
class Part:
    """A required part of a turn and whether it is there. sentence is None for a part of the whole turn."""

    name: str
    section: AnnotationSection | None
    present: bool
    sentence: int | None = None


def required_parts(subject: Subject) -> Outcomes:
    """Every part is there: nothing blank, no required list empty. How many is other checks' work."""
    for turn in subject.conversation.turns:
        for part in parts_of(turn, subject.requirements):
            where = f"turn {turn.turn_number}" + (f", sentence {part.sentence}" if part.sentence else "")
            yield (
                None
                if part.present
                else Fault(
                    message=f"{part.name} is missing in {where}.",
                    action=f"Write {part.name} for {where}.",
                    turn=turn.turn_number,
                    sentence=part.sentence,
                    section=part.section,
                    evidence={"part": part.name},
                )
            )


def parts_of(turn: Turn, requirements: QualityRequirements) -> Iterator[Part]:
    """Every required part of one turn."""
    yield from _of_the_dialogue(turn)
    yield from _of_the_context(turn, requirements)
    yield from _of_the_strategy(turn, requirements)
    yield from _of_the_breakdown(turn, requirements)
    yield from _of_the_rest(turn, requirements)


def _of_the_dialogue(turn: Turn) -> Iterator[Part]:
    for name in ("user_input", "user_intent", "target_response"):
        yield Part(name, None, _written(getattr(turn, name)))


def _of_the_context(turn: Turn, requirements: QualityRequirements) -> Iterator[Part]:
    context = turn.emotional_context
    section: AnnotationSection = "emotional_context"
    names = ["primary_emotion", "risk_level", "engagement_readiness", "knowledge_level", "trust_level"]
    if turn.turn_number > 1:
        names += ["previous_emotion", "current_emotion", "progression_description"]
        yield Part("intensity_change", section, context.intensity_change is not None)
    for name in names:
        yield Part(name, section, _written(getattr(context, name)))
    quotes = any(_written(item.quote) for item in context.emotional_indicators)
    yield from _lists(section, ("emotional_indicators", quotes, requirements.quotes))
    yield from _lists(section, ("client_needs", bool(context.client_needs), requirements.client_needs))
    yield from _lists(section, ("red_flags", bool(context.red_flags), requirements.red_flags))


def _of_the_strategy(turn: Turn, requirements: QualityRequirements) -> Iterator[Part]:
    strategy = turn.response_strategy
    section: AnnotationSection = "response_strategy"
    for name in ("primary_strategy", "primary_rationale", "tone_selection", "tone_rationale"):
        yield Part(name, section, _written(getattr(strategy, name)))
    yield from _lists(
        section,
        ("secondary_strategies", _any(strategy.secondary_strategies), requirements.secondary_strategies),
        ("tactical_choices", bool(strategy.tactical_choices), requirements.tactical_choices),
        ("avoid_tactics", _any(strategy.avoid_tactics), requirements.avoid_tactics),
        ("specific_techniques", bool(strategy.specific_techniques), requirements.specific_techniques),
    )


def _of_the_breakdown(turn: Turn, requirements: QualityRequirements) -> Iterator[Part]:
    section: AnnotationSection = "response_breakdown"
    yield Part("response_structure_type", section, _written(turn.response_structure_type))
    yield Part("response_breakdown", section, bool(turn.response_breakdown))
    if turn.response_breakdown:
        annotated = fold(" ".join(sentence.sentence_text for sentence in turn.response_breakdown))
        for number, text in enumerate(split(turn.target_response), start=1):
            yield Part("the annotation", section, fold(text) in annotated, number)
    for sentence in turn.response_breakdown:
        number = sentence.sentence_number
        for name in ("function", "emotional_purpose", "technique", "teaches_model"):
            yield Part(name, section, _written(getattr(sentence, name)), number)
        if requirements.word_choices.least:
            yield Part("word_choice_rationale", section, bool(sentence.word_choice_rationale), number)


def _of_the_rest(turn: Turn, requirements: QualityRequirements) -> Iterator[Part]:
    yield from _lists(
        "expected_response",
        ("positive_indicators", _any(turn.positive_indicators), requirements.positive_indicators),
        ("neutral_indicators", _any(turn.neutral_indicators), requirements.neutral_indicators),
        ("negative_indicators", _any(turn.negative_indicators), requirements.negative_indicators),
    )
    for name in ("difficulty_level", "key_learning_objective", "emotional_progression_target"):
        yield Part(name, "training", _written(getattr(turn, name)))
    yield from _lists(
        "training", ("demonstrates_skills", _any(turn.demonstrates_skills), requirements.skills)
    )


def _lists(section: AnnotationSection, *lists: tuple[str, bool, Range]) -> Iterator[Part]:
    """A list is required where the bar asks for one entry or more."""
    for name, present, bar in lists:
        if bar.least:
            yield Part(name, section, present)


def _written(text: str | None) -> bool:
    return bool(text and text.strip())


def _any(texts: tuple[str, ...]) -> bool:
    return any(_written(text) for text in texts)
