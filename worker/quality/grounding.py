"""Grounding: what the annotation quotes is really there, and what it divides is really the whole.

The rules on how quotes may be cut (words, overlaps, categories, stuffing) stand here too, because they need
the same occurrences. A quote that does not occur is reported once, as that, and left out of the others.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from worker.domain.conversation import Turn
from worker.domain.sentences import rejoins
from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.matching import Span, fold, fold_name, occurrences, overlap, word_spans

# A span of the client's words may serve so many categories (domain.md section 1).
MOST_CATEGORIES_OF_A_SPAN = 2
LEAST_QUOTE_WORDS = 2
# The category whose quotes may be one word; a profile may name another.
EXPLICIT_EMOTION_WORDS = "explicit_emotion_words"


def quote_occurs(subject: Subject) -> Outcomes:
    """A quote's words stand in the client's message."""
    for turn in subject.conversation.turns:
        message = fold(turn.user_input)
        for item in turn.emotional_context.emotional_indicators:
            yield (
                None
                if occurrences(item.quote, message)
                else Fault(
                    message=f"The quote “{item.quote}” does not occur in the client's message of turn "
                    f"{turn.turn_number}.",
                    action="Quote words that stand in the client's message exactly as written there.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"category": item.category, "quote": item.quote},
                )
            )


def quote_words(subject: Subject) -> Outcomes:
    """A quote has two words or more, unless it is an explicit emotion word."""
    alone = fold_name(str(subject.profile.get("explicit_emotion_category", EXPLICIT_EMOTION_WORDS)))
    for turn in subject.conversation.turns:
        for item in turn.emotional_context.emotional_indicators:
            short = len(item.quote.split()) < LEAST_QUOTE_WORDS and fold_name(item.category) != alone
            yield (
                None
                if not short
                else Fault(
                    message=f"The quote “{item.quote}” in turn {turn.turn_number} is a single word.",
                    action="Quote two words or more; one word only as an explicit emotion word.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"category": item.category, "quote": item.quote},
                )
            )


def quotes_overlap(subject: Subject) -> Outcomes:
    """Quotes of one category do not share words."""
    for turn in subject.conversation.turns:
        for category, quotes in _by_category(turn).items():
            taken, clashing = _placed(fold(turn.user_input), quotes)
            yield from (None for _ in taken)
            for quote in clashing:
                yield Fault(
                    message=f"The quote “{quote}” in turn {turn.turn_number} overlaps another in {category}.",
                    action="Choose quotes of one category that share no words.",
                    turn=turn.turn_number,
                    section="emotional_context",
                    evidence={"category": category, "quote": quote},
                )


def quote_serves_few(subject: Subject) -> Outcomes:
    """No words of the client are evidence in more than two categories."""
    for turn in subject.conversation.turns:
        message = fold(turn.user_input)
        spans = {category: _placed(message, quotes)[0] for category, quotes in _by_category(turn).items()}
        words = word_spans(message)
        served: list[list[str]] = [[] for _ in words]
        for name, taken in spans.items():
            for index in {index for span in taken for index in _words_in(span, words)}:
                served[index].append(name)
        crowded: dict[tuple[str, ...], list[str]] = {}
        for word, serving in zip(words, map(tuple, served), strict=True):
            if len(serving) > MOST_CATEGORIES_OF_A_SPAN:
                crowded.setdefault(serving, []).append(message[slice(*word)])
        if not crowded:
            yield None
        for serving, found in crowded.items():
            yield Fault(
                message=f"“{' '.join(found)}” in turn {turn.turn_number} serves {len(serving)} categories.",
                action=f"Let words of the client serve at most {MOST_CATEGORIES_OF_A_SPAN} categories.",
                turn=turn.turn_number,
                section="emotional_context",
                evidence={"categories": list(serving), "words": " ".join(found)},
            )


def stuffing(subject: Subject) -> Outcomes:
    """Quotes do not cover more of a message than the bar allows."""
    most = subject.requirements.stuffed_share
    for turn in subject.conversation.turns:
        message = fold(turn.user_input)
        spans = [span for quotes in _by_category(turn).values() for span in _placed(message, quotes)[0]]
        counted = word_spans(message)
        covered = len({index for span in spans for index in _words_in(span, counted)})
        share = covered / len(counted) if counted else 0.0
        yield (
            None
            if share <= most
            else Fault(
                message=f"Quotes cover {share:.0%} of the client's message in turn {turn.turn_number}.",
                action=f"Quote less of the message: at most {most:.0%} of its words, the telling ones.",
                turn=turn.turn_number,
                section="emotional_context",
                evidence={"covered_words": covered, "words": len(counted)},
            )
        )


def _words_in(span: Span, words: Sequence[Span]) -> range:
    """Which of a text's words, in order, a span of it touches."""
    first = bisect_right(words, span[0], key=lambda word: word[1])
    return range(first, bisect_left(words, span[1], key=lambda word: word[0]))


def phrase_occurs(subject: Subject) -> Outcomes:
    """A rationale's phrase stands in its sentence, in either case."""
    for turn in subject.conversation.turns:
        for sentence in turn.response_breakdown:
            text = fold(sentence.sentence_text).casefold()
            for choice in sentence.word_choice_rationale:
                yield (
                    None
                    if occurrences(choice.phrase.casefold(), text)
                    else Fault(
                        message=f"The phrase “{choice.phrase}” does not occur in sentence "
                        f"{sentence.sentence_number} of turn {turn.turn_number}.",
                        action="Explain phrases that stand in this sentence, word for word.",
                        turn=turn.turn_number,
                        sentence=sentence.sentence_number,
                        section="response_breakdown",
                        evidence={"phrase": choice.phrase},
                    )
                )


def sentences_tile(subject: Subject) -> Outcomes:
    """The breakdown's sentences, joined, are the answer; a breakdown that is not there is a missing part."""
    for turn in subject.conversation.turns:
        texts = [sentence.sentence_text for sentence in turn.response_breakdown]
        if texts:
            yield (
                None
                if rejoins(turn.target_response, texts)
                else Fault(
                    message=f"The sentences of turn {turn.turn_number}, joined, are not its answer.",
                    action="Annotate every sentence of the answer, in order, with its text unchanged.",
                    turn=turn.turn_number,
                    section="response_breakdown",
                    evidence={"sentences": len(texts)},
                )
            )


def sentences_numbered(subject: Subject) -> Outcomes:
    """The sentences of a breakdown are numbered 1, 2, … without gaps."""
    for turn in subject.conversation.turns:
        numbers = [sentence.sentence_number for sentence in turn.response_breakdown]
        if numbers:
            yield (
                None
                if numbers == list(range(1, len(numbers) + 1))
                else Fault(
                    message=f"The sentences of turn {turn.turn_number} are numbered {numbers}.",
                    action=f"Number the sentences 1 to {len(numbers)} in order, each once.",
                    turn=turn.turn_number,
                    section="response_breakdown",
                    evidence={"numbers": numbers},
                )
            )


def _by_category(turn: Turn) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for item in turn.emotional_context.emotional_indicators:
        found.setdefault(fold_name(item.category), []).append(item.quote)
    return found


def _placed(message: str, quotes: list[str]) -> tuple[list[Span], list[str]]:
    """Where each quote stands without touching another, longest first, and the quotes with no such place."""
    taken: list[Span] = []
    clashing: list[str] = []
    for quote in sorted(quotes, key=len, reverse=True):
        places = occurrences(quote, message)
        free = [place for place in places if not any(overlap(place, span) for span in taken)]
        if free:
            taken.append(free[0])
        elif places:
            clashing.append(quote)
    return taken, clashing


GROUNDING: tuple[Check, ...] = (
    Check("quote_occurs", "grounding", quote_occurs),
    Check("phrase_occurs", "grounding", phrase_occurs),
    Check("sentences_tile", "grounding", sentences_tile),
    Check("sentences_numbered", "grounding", sentences_numbered),
    Check("quote_words", "structure", quote_words),
    Check("quotes_overlap", "structure", quotes_overlap),
    Check("quote_serves_few", "structure", quote_serves_few),
    Check("stuffing", "structure", stuffing, cap=4.4),
)
