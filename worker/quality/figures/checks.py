"""The checks of an answer's figures: each has ground, each declared sum comes out, each line is public."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from fractions import Fraction
from typing import Final

from worker.domain.arithmetic import ExpressionError, evaluate, operands, plain
from worker.domain.calculation import Calculation
from worker.domain.conversation import Turn
from worker.domain.figures import STATED, Figure, Kind, Known, figures_in
from worker.domain.sentences import split
from worker.quality.checks import Check, Fault, Outcomes, Subject
from worker.quality.figures.ground import Ground, add_result, grounds, stated_in
from worker.quality.matching import fold, occurrences
from worker.quality.sources import sources

_NOUN: Final[Mapping[Kind, str]] = {
    "money": "amount",
    "percent": "percentage",
    "age": "age",
    "date": "date",
    "year": "year",
    "phone": "phone number",
}
_CALCULATED: Final = frozenset({"money", "percent", "age", "year"})
# What a named public line is called, from the beginning of a word and in a dozen words more at most, and what
# may stand in front of its name at the beginning of a sentence.
_LINE = re.compile(
    r"(?<![\w'\u2019.])(?:(?:[A-Z0-9][\w'\u2019.]*|&|and|of|for)\s+){0,12}"
    r"(?:Hotline|Help[Ll]ine|Lifeline|Warmline|Locator|Crisis Line|Text Line)\b"
)
_OPENERS: Final = frozenset(
    {"the", "a", "an", "call", "text", "dial", "try", "please", "and", "or", "but", "your", "this", "that"}
)
_LEAST_NAMED = 2


def figures_grounded(subject: Subject) -> Outcomes:
    """Each amount, percentage, age, date and year of an answer is the client's, a fact's or a sum's."""
    for ground in grounds(subject):
        for number, figure in figures_of(ground.turn):
            if figure.kind == "phone":
                continue
            yield None if ground.holds(figure) else _ungrounded(ground.turn, number, figure)


def hotlines_known(subject: Subject) -> Outcomes:
    """Each phone number or public line of an answer is the client's, or a hotline its conversation has."""
    lines = sources(subject.profile, subject.plan).lines
    names = [_words(str(line.get("name", ""))) for line in lines]
    for ground in grounds(subject):
        turn = ground.turn
        for number, text in enumerate(split(turn.target_response), start=1):
            for figure in figures_in(text):
                if figure.kind == "phone":
                    known = ground.client.holds(figure) or ground.facts.holds(figure)
                    yield None if known else _unknown_line(turn, number, figure.text)
            for named in _LINE.findall(text):
                words = _words(named)
                if len(words) >= _LEAST_NAMED:
                    known = any(words <= name for name in names)
                    yield None if known else _unknown_line(turn, number, named)


def sums_come_out(subject: Subject) -> Outcomes:
    """Each declared sum can be worked out, to its written precision, from numbers that have ground."""
    for ground in grounds(subject):
        results = Known()
        for calculation in ground.turn.calculations:
            wrong = _wrong(calculation, ground, results)
            yield None if wrong is None else _bad_sum(ground.turn, calculation, *wrong)
            add_result(results, calculation.result)


def sums_stated(subject: Subject) -> Outcomes:
    """Each declared result stands in its answer as it is declared, unless a later sum goes on with it."""
    for turn in subject.conversation.turns:
        answer = fold(turn.target_response).casefold()
        for place, calculation in enumerate(turn.calculations, start=1):
            yield (
                None
                if occurrences(calculation.result.casefold(), answer)
                or _goes_on(calculation, turn.calculations[place:])
                else Fault(
                    message=f"Turn {turn.turn_number} declares “{calculation.result}”, which its answer does "
                    "not say.",
                    action="Declare each result exactly as the answer writes it, and no other.",
                    turn=turn.turn_number,
                    evidence={"result": calculation.result, "expression": calculation.expression},
                )
            )


def figures_of(turn: Turn) -> Iterator[tuple[int, Figure]]:
    """The figures an answer states, with the number of their sentence."""
    for number, text in enumerate(split(turn.target_response), start=1):
        for figure in figures_in(text):
            if figure.kind in STATED:
                yield number, figure


def comes_out(computed: Fraction, written: Figure) -> bool:
    """Whether a computed value, rounded to the places of the written one, is the written one."""
    return abs(computed - written.value) * 2 <= written.place


def _goes_on(calculation: Calculation, later: Sequence[Calculation]) -> bool:
    """Whether a later sum calculates with this result."""
    result = stated_in(calculation.result)
    if result is None:
        return False
    for other in later:
        with suppress(ExpressionError):
            if result.value in operands(other.expression):
                return True
    return False


def _ungrounded(turn: Turn, sentence: int, figure: Figure) -> Fault:
    noun = _NOUN[figure.kind]
    action = f"Use the client's own {noun} or one of the facts"
    if figure.kind in _CALCULATED:
        action += ", or declare the sum it comes from under calculations, a rounding with round()"
    return Fault(
        message=f"The {noun} “{figure.text}” in turn {turn.turn_number}, sentence {sentence}, is neither the "
        "client's, nor a fact's, nor the result of a declared sum.",
        action=f"{action}; else leave it out.",
        turn=turn.turn_number,
        sentence=sentence,
        evidence={"figure": figure.text, "kind": figure.kind},
    )


def _unknown_line(turn: Turn, sentence: int, named: str) -> Fault:
    return Fault(
        message=f"“{named}” in turn {turn.turn_number}, sentence {sentence}, is no hotline of the dataset.",
        action="Name a public line only as the facts give it, with its number.",
        turn=turn.turn_number,
        sentence=sentence,
        evidence={"named": named},
    )


def _wrong(calculation: Calculation, ground: Ground, results: Known) -> tuple[str, str] | None:
    """What is wrong with a declared sum, and what to do; None when nothing is."""
    written = stated_in(calculation.result)
    if written is None:
        return "its result is no figure", "Declare the figure as the answer writes it"
    try:
        computed, numbers = evaluate(calculation.expression), operands(calculation.expression)
    except ExpressionError as error:
        return str(error), "Write digits, + - * /, parentheses, round, min and max, and nothing else"
    strangers = [plain(value) for value in numbers if not ground.holds_operand(value, results)]
    if strangers:
        return (
            f"{', '.join(dict.fromkeys(strangers))} is no figure of the client's, a fact or an earlier sum",
            "Calculate with the client's figures, the facts and earlier results only",
        )
    if not comes_out(computed, written):
        return (
            f"it comes to {plain(computed)}",
            f"Correct the sum, or the figure in the answer: {plain(computed)}",
        )
    return None


def _bad_sum(turn: Turn, calculation: Calculation, wrong: str, action: str) -> Fault:
    answer = split(turn.target_response)
    wanted = calculation.result.casefold()
    sentence = next(
        (n for n, text in enumerate(answer, start=1) if occurrences(wanted, fold(text).casefold())), None
    )
    return Fault(
        message=f"The sum “{calculation.result} = {calculation.expression}” of turn {turn.turn_number} does "
        f"not hold: {wrong}.",
        action=f"{action}.",
        turn=turn.turn_number,
        sentence=sentence,
        evidence={"result": calculation.result, "expression": calculation.expression},
    )


def _words(name: str) -> frozenset[str]:
    """The words that make a line's name, without what a sentence opens with."""
    words = [word.strip(".,'\u2019").casefold() for word in name.replace("&", "and").split()]
    while words and words[0] in _OPENERS:
        words = words[1:]
    return frozenset(words) - {"and"}


FIGURES: tuple[Check, ...] = (
    Check("figures_grounded", "grounding", figures_grounded, severity="error"),
    Check("hotlines_known", "grounding", hotlines_known, severity="error"),
    Check("sums_come_out", "grounding", sums_come_out, severity="error"),
    Check("sums_stated", "grounding", sums_stated),
)
