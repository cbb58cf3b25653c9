"""How the simulated judge sees the faults of a guide: one look a fault, over what the request holds.

Each look yields the words that show the fault, so that what is not in the request cannot be seen. What an
answer lacks or has wrong in substance is looked for in judge_substance.py.
Tested in tests/unit/test_simulator_judge.py and tests/unit/test_judge_corruption.py.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction

from worker.domain.arithmetic import ExpressionError, evaluate
from worker.domain.figures import Known, figures_in
from worker.domain.situation import planned
from worker.local.simulator.content.judge_bank import load
from worker.local.simulator.content.judge_substance import (
    question_unanswered,
    risk_passed_over,
    rule_wrong,
)
from worker.local.simulator.content.judged_case import Case, Seen, longer, plain, quoted

Look = Callable[[Case], Iterator[Seen]]
_OPENING = 2  # sentences an answer has to name the feeling in
_ENDING = 2  # sentences that may check in
_SAME_WORDS = 3  # of two openings that are alike
_STEPS = 3  # ordinals that make a list of steps
_TOLERANCE = 0.10  # of a planned intensity, as the bar has it
_HEARD = ("money", "percent", "phone")
_ORDINAL = re.compile(r"(first|second|third|fourth|fifth|finally|lastly)(?:ly)?,", re.IGNORECASE)
_LISTED = re.compile(r"(?:[-*•#]|\d{1,2}[.)])\s")
_ABBREVIATION = re.compile(r"(?<![\w-])[A-Z]{2,6}(?![\w-])")
_APPOSITION = re.compile(r"s?,\s(?:an?|the|your)\b")
_PERSON_AGE = re.compile(r"\bI(?:'m| am) (\d{2})(?=[,.;!?]| and | years)")
_PERSON_WORK = re.compile(r"\bI work as an? ([a-z]+(?: [a-z]+)?)|\bI(?:'m| am) an? ([a-z]+) by trade")
_PERSON_INCOME = re.compile(r"\bI (?:make|earn|bring home) \$([\d,]+)")
_NAME = re.compile(r"[A-Z][A-Za-z&]+(?: (?:and |of |for |& )?[A-Z&][A-Za-z&]*)+")


def looks() -> Mapping[str, Look]:
    """Every fault that can be seen, by its name in the guide."""
    heard = load()
    return {
        **{name: _in_answers(pattern) for name, pattern in heard.answers.items()},
        **{name: _in_messages(pattern) for name, pattern in heard.clients.items()},
        "feeling_missed": _feeling_missed,
        "jargon_unexplained": _jargon_unexplained,
        "overload": _overload,
        "wrong_persona": _wrong_persona,
        "arc_not_followed": _arc_not_followed,
        "boundary_missed": _boundary_missed,
        "stock_shape": _stock_shape,
        "lecture": _lecture,
        "closed_end": _closed_end,
        "figure_without_ground": _figure_without_ground,
        "sum_wrong": _sum_wrong,
        "question_unanswered": question_unanswered,
        "rule_wrong": rule_wrong,
        "risk_passed_over": risk_passed_over,
    }


def _in_answers(pattern: re.Pattern[str]) -> Look:
    """Words an answer should not say."""

    def look(case: Case) -> Iterator[Seen]:
        for turn in case.turns:
            for sentence in turn.answer:
                found = pattern.search(plain(sentence))
                if found:
                    yield quoted(turn, "consultant", sentence, found.start())

    return look


def _in_messages(pattern: re.Pattern[str]) -> Look:
    """What a client says that nothing before it explains; the first message is the beginning."""

    def look(case: Case) -> Iterator[Seen]:
        for turn in case.turns[1:]:
            for sentence in turn.said:
                found = pattern.search(plain(sentence))
                if found:
                    yield quoted(turn, "client", sentence, found.start())

    return look


def _feeling_missed(case: Case) -> Iterator[Seen]:
    feelings = load().words["feelings"]
    for turn in case.turns:
        opening = plain(" ".join(turn.answer[:_OPENING]))
        named = turn.emotion.replace("_", " ").split()[-1:]
        stems = [word[: max(4, len(word) - 4)].lower() for word in named]
        if not feelings.search(opening) and not any(stem in opening.lower() for stem in stems):
            yield longer(turn, "consultant")


def _jargon_unexplained(case: Case) -> Iterator[Seen]:
    bank = load()
    scenario = case.plan.scenario
    own = (case.plan.topic_description, case.plan.persona_description, scenario.referral)
    known = plain(" ".join((*own, *(figure.name for figure in scenario.figures))))
    for turn in case.turns:
        known += f" {plain(turn.client)}"
        for number, sentence in enumerate(turn.answer):
            text = plain(sentence)
            terms = [match for match in _ABBREVIATION.finditer(text) if match.group() not in bank.plain]
            terms += bank.words["terms"].finditer(text)
            for term in terms:
                stem = term.group()[:6].lower()
                if stem in known.lower():
                    continue
                known += f" {term.group()}"
                beside = plain(" ".join(turn.answer[number : number + 2]))
                rest = beside[: term.start()] + beside[term.end() :]
                if not _APPOSITION.match(beside[term.end() :]) and not bank.words["explained"].search(rest):
                    yield quoted(turn, "consultant", sentence, term.start())


def _overload(case: Case) -> Iterator[Seen]:
    for turn in case.turns:
        steps = [sentence for sentence in turn.answer if _ORDINAL.match(sentence)]
        if len(steps) >= _STEPS:
            yield quoted(turn, "consultant", steps[1])


def _wrong_persona(case: Case) -> Iterator[Seen]:
    known = planned(case.plan)
    work = f"{case.plan.scenario.person.work} {case.plan.persona_description}".lower()
    for turn in case.turns:
        for sentence in turn.said:
            text = plain(sentence)
            age, trade, income = (
                pattern.search(text) for pattern in (_PERSON_AGE, _PERSON_WORK, _PERSON_INCOME)
            )
            wrong = [
                match
                for match, right in (
                    (age, age and _holds(known, age.group(1))),
                    (trade, trade and any(word in work for word in _words(trade))),
                    (income, income and _holds(known, income.group(1))),
                )
                if match and not right
            ]
            if wrong:
                yield quoted(turn, "client", sentence, wrong[0].start())


def _holds(known: Known, number: str) -> bool:
    return known.holds_number(Fraction(number.replace(",", "")))


def _words(match: re.Match[str]) -> list[str]:
    return [word for group in match.groups() if group for word in group.split() if len(word) > 2]  # noqa: PLR2004 - no articles


def _arc_not_followed(case: Case) -> Iterator[Seen]:
    plan, first, last = case.plan, case.turns[0], case.turns[-1]
    ends = (
        (first, plan.starting_emotion, plan.starting_intensity),
        (last, plan.ending_emotion, plan.ending_intensity),
    )
    for turn, emotion, intensity in ends:
        if _name(turn.emotion) != _name(emotion) or abs(turn.intensity - intensity) > _TOLERANCE + 1e-9:
            yield longer(turn, "client")
    if len(case.turns) != plan.turn_count:
        yield longer(last, "client")


def _name(emotion: str) -> str:
    return re.sub(r"[\s_-]+", " ", emotion).strip().casefold()


def _boundary_missed(case: Case) -> Iterator[Seen]:
    scenario = case.plan.scenario
    if not scenario.boundary:
        return
    first = case.turns[0]
    if not load().words["boundary"].search(plain(" ".join(first.answer))):
        yield longer(first, "consultant")
    answers = plain(" ".join(sentence for turn in case.turns for sentence in turn.answer))
    named = {name for name in _NAME.findall(scenario.referral) if name in answers}
    dialled = {figure.value for figure in figures_in(answers) if figure.kind == "phone"}
    wanted = {figure.value for figure in figures_in(scenario.referral) if figure.kind == "phone"}
    if (wanted or _NAME.search(scenario.referral)) and not named and not dialled & wanted:
        yield longer(case.turns[-1], "consultant")


def _stock_shape(case: Case) -> Iterator[Seen]:
    seen: set[str] = set()
    for turn in case.turns:
        opening = " ".join(re.findall(r"[\w']+", plain(" ".join(turn.answer)).lower())[:_SAME_WORDS])
        if opening in seen:
            yield longer(turn, "consultant")
        seen.add(opening)


def _lecture(case: Case) -> Iterator[Seen]:
    for turn in case.turns:
        for sentence in turn.answer:
            if _LISTED.match(sentence):
                yield quoted(turn, "consultant", sentence)


def _closed_end(case: Case) -> Iterator[Seen]:
    support = load().words["support"]
    for turn in case.turns:
        ending = " ".join(turn.answer[-_ENDING:])
        if "?" not in ending and not support.search(plain(ending)):
            yield quoted(turn, "consultant", turn.answer[-1])


def _figure_without_ground(case: Case) -> Iterator[Seen]:
    known = planned(case.plan)
    for text in (*case.facts, case.plan.scenario.referral):
        known.add_text(text)
    for turn in case.turns:
        known.add_text(turn.client)
        for calculation in turn.calculations:
            known.add_text(calculation.result)
        for sentence in turn.answer:
            for figure in figures_in(sentence):
                if figure.kind in _HEARD and not known.holds(figure):
                    yield quoted(turn, "consultant", sentence, figure.start)


def _sum_wrong(case: Case) -> Iterator[Seen]:
    for turn in case.turns:
        for calculation in turn.calculations:
            if _comes_out(calculation.expression, calculation.result):
                continue
            stating = [sentence for sentence in turn.answer if calculation.result in sentence]
            yield quoted(turn, "consultant", stating[0]) if stating else longer(turn, "consultant")


def _comes_out(expression: str, result: str) -> bool:
    """Whether a declared sum gives its result, to the last written place; what states no number is let be."""
    figures = figures_in(result)
    if not figures:
        return True
    try:
        value = evaluate(expression)
    except ExpressionError:
        return False
    return any(abs(abs(value) - abs(figure.value)) <= figure.place for figure in figures)
