"""Structure: every required part present and within its counts (domain.md section 1)."""

from collections.abc import Callable, Sequence

from worker.domain.annotation import AnnotationSection
from worker.domain.conversation import Turn, words
from worker.domain.plan import MESSAGE_WORDS, QualityRequirements, Range
from worker.domain.sentences import split
from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.matching import fold, fold_name
from worker.quality.parts import required_parts


def turn_count(subject: Subject) -> Outcomes:
    """As many turns as planned."""
    if subject.plan is None:
        return
    planned, written = subject.plan.turn_count, len(subject.conversation.turns)
    yield (
        None
        if planned == written
        else Fault(
            message=f"{written} turns were written; {planned} are planned.",
            action=f"Write exactly {planned} turns.",
            evidence={"planned": planned, "written": written},
        )
    )


def message_length(subject: Subject) -> Outcomes:
    """Each client message is as long as its planned turn says."""
    if subject.plan is None:
        return
    for turn, planned in zip(subject.conversation.turns, subject.plan.scenario.turns, strict=False):
        least, most = MESSAGE_WORDS[planned.message_length]
        count = words(turn.user_input)
        yield (
            None
            if least <= count <= most
            else Fault(
                message=f"The client's message in turn {turn.turn_number} has {count} words.",
                action=f"Write a {planned.message_length} message of {least} to {most} words.",
                turn=turn.turn_number,
                evidence={"words": count, "least": least, "most": most},
            )
        )


def response_length(subject: Subject) -> Outcomes:
    """Each answer is within its words."""
    bar = subject.requirements.response_words
    for turn in subject.conversation.turns:
        count = words(turn.target_response)
        yield (
            None
            if bar.holds(count)
            else Fault(
                message=f"The answer in turn {turn.turn_number} has {count} words.",
                action=f"Write an answer of {bar.least} to {bar.most} words.",
                turn=turn.turn_number,
                evidence={"words": count, "least": bar.least, "most": bar.most},
            )
        )


def enough_quotes(subject: Subject) -> Outcomes:
    """As many distinct quotes as the length of the message asks for."""
    for turn in subject.conversation.turns:
        count = turn.emotional_context.quote_count
        wanted = subject.requirements.quotes_wanted(words(turn.user_input))
        if count:
            yield (
                None
                if count >= wanted
                else Fault(
                    message=f"Turn {turn.turn_number} has {count} distinct quotes; {wanted} are asked for.",
                    action=f"Quote the client's message at least {wanted} times, each quote different.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"quotes": count, "least": wanted},
                )
            )


def primary_rationale(subject: Subject) -> Outcomes:
    """The rationale of the primary strategy is two or three sentences."""
    bar = subject.requirements.rationale_sentences
    for turn in subject.conversation.turns:
        rationale = turn.response_strategy.primary_rationale
        count = len(split(rationale))
        if count:
            yield (
                None
                if bar.holds(count)
                else Fault(
                    message=f"The primary rationale of turn {turn.turn_number} has {count} sentence(s).",
                    action=f"Say why the primary strategy fits in {bar.least} to {bar.most} sentences.",
                    turn=turn.turn_number,
                    section="response_strategy",
                    evidence={"sentences": count, "least": bar.least, "most": bar.most},
                )
            )


def word_choices(subject: Subject) -> Outcomes:
    """Each sentence has its word-choice rationales; none at all is a missing part, not a count."""
    bar = subject.requirements.word_choices
    for turn in subject.conversation.turns:
        for sentence in turn.response_breakdown:
            count = len(sentence.word_choice_rationale)
            if count:
                yield (
                    None
                    if bar.holds(count)
                    else Fault(
                        message=f"Sentence {sentence.sentence_number} of turn {turn.turn_number} has {count} "
                        "word-choice rationale(s).",
                        action=f"Explain {bar.least} to {bar.most} phrases of this sentence.",
                        turn=turn.turn_number,
                        sentence=sentence.sentence_number,
                        section="response_breakdown",
                        evidence={"count": count, "least": bar.least, "most": bar.most},
                    )
                )


def phrases_distinct(subject: Subject) -> Outcomes:
    """The phrases explained in one sentence differ."""
    for turn in subject.conversation.turns:
        for sentence in turn.response_breakdown:
            phrases = [fold(choice.phrase).casefold() for choice in sentence.word_choice_rationale]
            twice = sorted({phrase for phrase in phrases if phrases.count(phrase) > 1})
            yield (
                None
                if not twice
                else Fault(
                    message=f"Sentence {sentence.sentence_number} of turn {turn.turn_number} explains a "
                    f"phrase twice: {', '.join(twice)}.",
                    action="Explain each phrase once; choose another phrase of the sentence instead.",
                    turn=turn.turn_number,
                    sentence=sentence.sentence_number,
                    section="response_breakdown",
                    evidence={"phrases": twice},
                )
            )


def _detected_emotions(turn: Turn) -> int:
    context = turn.emotional_context
    return sum(
        bool(emotion)
        for emotion in (context.primary_emotion, context.secondary_emotion, context.tertiary_emotion)
    )


def _quote_categories(turn: Turn) -> int:
    return len({fold_name(item.category) for item in turn.emotional_context.emotional_indicators})


def _counted(
    noun: str,
    section: AnnotationSection,
    count: Callable[[Turn], int],
    bar: Callable[[QualityRequirements], Range],
) -> Callable[[Subject], Outcomes]:
    """A check that a turn has as many of something as the bar says; none at all is a missing part instead."""

    def run(subject: Subject) -> Outcomes:
        wanted = bar(subject.requirements)
        for turn in subject.conversation.turns:
            found = count(turn)
            if found == 0 and wanted.least:
                continue
            yield (
                None
                if wanted.holds(found)
                else Fault(
                    message=f"Turn {turn.turn_number} has {found} {noun}; {_span(wanted)} are asked for.",
                    action=f"Give {_span(wanted)} {noun}.",
                    turn=turn.turn_number,
                    section=section,
                    evidence={"count": found, "least": wanted.least, "most": wanted.most},
                )
            )

    run.__doc__ = f"Each turn has as many {noun} as the bar says."
    return run


def _span(bar: Range) -> str:
    return f"exactly {bar.least}" if bar.least == bar.most else f"{bar.least} to {bar.most}"


_COUNTED: Sequence[
    tuple[str, str, AnnotationSection, Callable[[Turn], int], Callable[[QualityRequirements], Range]]
] = (
    ("detected_emotions", "detected emotions", "emotional_context", _detected_emotions,
     lambda bar: bar.detected_emotions),
    ("emotional_indicators", "emotional indicators, counted as stored values", "emotional_context",
     lambda turn: turn.emotional_context.indicator_count, lambda bar: bar.emotional_indicators),
    ("quote_categories", "categories of quotes", "emotional_context", _quote_categories,
     lambda bar: bar.quote_categories),
    ("client_needs", "client needs", "emotional_context",
     lambda turn: len(turn.emotional_context.client_needs), lambda bar: bar.client_needs),
    ("red_flags", "red flags", "emotional_context",
     lambda turn: len(turn.emotional_context.red_flags), lambda bar: bar.red_flags),
    ("secondary_strategies", "secondary strategies", "response_strategy",
     lambda turn: len(turn.response_strategy.secondary_strategies), lambda bar: bar.secondary_strategies),
    ("tactical_choices", "tactical choices", "response_strategy",
     lambda turn: len(turn.response_strategy.tactical_choices), lambda bar: bar.tactical_choices),
    ("avoid_tactics", "tactics to avoid", "response_strategy",
     lambda turn: len(turn.response_strategy.avoid_tactics), lambda bar: bar.avoid_tactics),
    ("specific_techniques", "techniques", "response_strategy",
     lambda turn: len(turn.response_strategy.specific_techniques), lambda bar: bar.specific_techniques),
    ("positive_indicators", "positive patterns", "expected_response",
     lambda turn: len(turn.positive_indicators), lambda bar: bar.positive_indicators),
    ("neutral_indicators", "neutral patterns", "expected_response",
     lambda turn: len(turn.neutral_indicators), lambda bar: bar.neutral_indicators),
    ("negative_indicators", "negative patterns", "expected_response",
     lambda turn: len(turn.negative_indicators), lambda bar: bar.negative_indicators),
    ("skills", "demonstrated skills", "training",
     lambda turn: len(turn.demonstrates_skills), lambda bar: bar.skills),
)  # fmt: skip

STRUCTURE: tuple[Check, ...] = (
    Check("required_parts", "structure", required_parts, severity="error"),
    Check("turn_count", "structure", turn_count, severity="error"),
    Check("message_length", "structure", message_length),
    Check("response_length", "structure", response_length),
    Check("enough_quotes", "structure", enough_quotes),
    Check("primary_rationale", "structure", primary_rationale),
    Check("word_choices", "structure", word_choices),
    Check("phrases_distinct", "structure", phrases_distinct),
    *(
        Check(name, "structure", _counted(noun, section, count, bar))
        for name, noun, section, count, bar in _COUNTED
    ),
)
