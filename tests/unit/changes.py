"""Ways to change one thing of a conversation, so that a check has something to find."""

from collections.abc import Callable

from worker.domain.annotation import IndicatorQuote, WordChoice
from worker.domain.calculation import Calculation
from worker.domain.conversation import Conversation

Change = Callable[[Conversation], Conversation]


def both(*changes: Change) -> Change:
    """One change after the other."""

    def change(whole: Conversation) -> Conversation:
        for one in changes:
            whole = one(whole)
        return whole

    return change


def turn(number: int, **fields: object) -> Change:
    """Changes fields of one turn."""

    def change(whole: Conversation) -> Conversation:
        turns = [one.model_copy(update=fields) if one.turn_number == number else one for one in whole.turns]
        return whole.model_copy(update={"turns": tuple(turns)})

    return change


def part(number: int, name: str, **fields: object) -> Change:
    """Changes fields of a turn's emotional_context or response_strategy."""

    def change(whole: Conversation) -> Conversation:
        old = getattr(whole.turns[number - 1], name)
        return turn(number, **{name: old.model_copy(update=fields)})(whole)

    return change


def sentence(number: int, index: int, **fields: object) -> Change:
    """Changes fields of one sentence of a turn's breakdown, counted from 0."""

    def change(whole: Conversation) -> Conversation:
        old = whole.turns[number - 1].response_breakdown
        new = tuple(one.model_copy(update=fields) if at == index else one for at, one in enumerate(old))
        return turn(number, response_breakdown=new)(whole)

    return change


def say(number: int, old: str, new: str) -> Change:
    """Says something else in one sentence of a turn's answer, in the annotation's copy of it too."""

    def change(whole: Conversation) -> Conversation:
        turn_ = whole.turns[number - 1]
        assert turn_.target_response.count(old) == 1
        breakdown = tuple(
            one.model_copy(update={"sentence_text": one.sentence_text.replace(old, new)})
            for one in turn_.response_breakdown
        )
        answer = turn_.target_response.replace(old, new)
        return turn(number, target_response=answer, response_breakdown=breakdown)(whole)

    return change


def rewrite(number: int, index: int, text: str) -> Change:
    """Writes a sentence of a turn's answer anew, counted from 0, and explains three phrases of it."""

    def change(whole: Conversation) -> Conversation:
        old = whole.turns[number - 1].response_breakdown[index].sentence_text
        words = text.split()
        phrases = [" ".join(words[at : at + 2]).strip(".,:;?") for at in (0, 2, 4)]
        explained = tuple(WordChoice(phrase=phrase, reason="It is plain.") for phrase in phrases)
        said = say(number, old, text)(whole)
        return sentence(number, index, word_choice_rationale=explained)(said)

    return change


def calculation(result: str, expression: str) -> Calculation:
    """A declared sum."""
    return Calculation(result=result, expression=expression, meaning="what it is")


def quotes(number: int, change: Callable[[list[IndicatorQuote]], list[IndicatorQuote]]) -> Change:
    """Changes the quotes of a turn."""

    def run(whole: Conversation) -> Conversation:
        old = list(whole.turns[number - 1].emotional_context.emotional_indicators)
        return part(number, "emotional_context", emotional_indicators=tuple(change(old)))(whole)

    return run


def quote(category: str, text: str) -> IndicatorQuote:
    """A quote."""
    return IndicatorQuote(category=category, quote=text)


def repeat_last_turn(whole: Conversation) -> Conversation:
    """One turn more than planned, in keeping with the last."""
    last = whole.turns[-1]
    context = last.emotional_context.model_copy(
        update={"previous_emotion": last.emotional_context.primary_emotion, "intensity_change": 0.0}
    )
    more = last.model_copy(update={"turn_number": last.turn_number + 1, "emotional_context": context})
    return whole.model_copy(update={"turns": (*whole.turns, more)})
