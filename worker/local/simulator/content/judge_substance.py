"""How the simulated judge sees what an answer lacks or has wrong in substance: by the request's words alone.

A question is unanswered when the answer has none of its words; a rule is wrong when a sentence tells a fact's
rule with a rate or a year the fact does not have; a risk is passed over when no answer has its words. What
cannot be told by words is not seen. Tested in tests/unit/test_judge_corruption.py.
"""

import re
from collections.abc import Iterable, Iterator
from fractions import Fraction

from worker.domain.figures import figures_in
from worker.local.simulator.content.judge_bank import load
from worker.local.simulator.content.judged_case import Case, Seen, plain, quoted

_WORD = re.compile(r"[a-z]{4,}")
_CLAUSE = re.compile(r"[:;]")
# Letters two forms of a word have in common: "deduct" and "deductible", "withhold" and "withheld".
_STEM = 5
# A question of fewer words can be answered without any of them ("And what do I say?").
_LEAST_ASKED = 4
# Words a sentence shares with a fact it tells, and the share of its own.
_LEAST_TOLD, _SHARE_TOLD = 4, 0.5
_CONTRADICTS = ("percent", "year")


def question_unanswered(case: Case) -> Iterator[Seen]:
    """What a client asks outright, in words enough, and whose words no answer from there on has."""
    for place, turn in enumerate(case.turns):
        answers = _answers(case, place)
        for sentence in turn.said:
            asked = _stems(_CLAUSE.split(sentence)[-1])
            asks = sentence.rstrip("\"'\u201d\u2019").endswith("?")
            if asks and len(asked) >= _LEAST_ASKED and not _stems(sentence) & answers:
                yield quoted(turn, "client", sentence)


def rule_wrong(case: Case) -> Iterator[Seen]:
    """A sentence that tells one of the facts, with a rate or a year that no fact of its subject has."""
    facts = [(_stems(fact), _figures(fact)) for fact in case.facts]
    own = _figures(" ".join((*(turn.client for turn in case.turns), *map(str, case.plan.scenario.figures))))
    for turn in case.turns:
        own |= _figures(" ".join(calculation.result for calculation in turn.calculations))
        for sentence in turn.answer:
            told, stated = _stems(sentence), _figures(sentence) - own
            shared = [len(told & stems) for stems, _ in facts]
            closest = max(shared, default=0)
            if closest < _LEAST_TOLD or closest < _SHARE_TOLD * len(told):
                continue
            right = frozenset(
                figure
                for count, (_, figures) in zip(shared, facts, strict=True)
                if count >= _SHARE_TOLD * closest
                for figure in figures
            )
            if any(figure not in right for figure in stated if figure[0] in {kind for kind, _ in right}):
                yield quoted(turn, "consultant", sentence, len(sentence) // 2)


def risk_passed_over(case: Case) -> Iterator[Seen]:
    """What a client mentions that costs more than most subjects, and no answer from there on mentions."""
    risks = load().words["risks"]
    for place, turn in enumerate(case.turns):
        answers = _answers(case, place)
        for sentence in turn.said:
            for risk in risks.finditer(plain(sentence)):
                if not _stems(risk.group()) & answers:
                    yield quoted(turn, "client", sentence, risk.start())


def _answers(case: Case, place: int) -> frozenset[str]:
    """The words of the answers from a turn on."""
    return _stems(" ".join(sentence for turn in case.turns[place:] for sentence in turn.answer))


def _stems(text: str) -> frozenset[str]:
    """The beginnings of the words that carry its meaning."""
    common = load().common
    words: Iterable[str] = _WORD.findall(plain(text).lower())
    return frozenset(word[:_STEM] for word in words if word not in common)


def _figures(text: str) -> frozenset[tuple[str, Fraction]]:
    return frozenset(
        (figure.kind, figure.value) for figure in figures_in(text) if figure.kind in _CONTRADICTS
    )
