"""The simulated judge: scores a dialogue by the rules of the guide it is sent, and by nothing else.

It looks for the faults it has an eye for (judge_faults.py), and each one found sets the ceiling that the
guide's own table gives it, in the dimensions the table names. Where no fault is found it gives a 5, or now
and then a 4 with a reason. Deterministic by request. Tested in tests/unit/test_simulator_judge.py.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from worker.domain.plan import ConversationPlan
from worker.domain.verdicts import BEST, Ceiling, ceilings_in, most_allowed
from worker.local.simulator.content.dice import generator
from worker.local.simulator.content.judge_bank import load
from worker.local.simulator.content.judge_faults import looks
from worker.local.simulator.content.judged_case import Case, JudgedTurn, Seen, longer, quoted, turns_of

# Of a dimension without a fault: how often it is a 4 all the same, and in how many dimensions at most.
_SLIGHTLY = 0.12
_MOST_SLIGHTLY = 2
_MOST_QUOTES = 3
_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5}
_MANY = re.compile(rf"\b({'|'.join(_NUMBERS)}) different faults\b", re.IGNORECASE)


class DialogueJudge:
    """Judges one dialogue.

    Args:
        plan: what it was written to.
        dialogue: the request's <dialogue>.
        facts: the lines of its <facts>.
        dimensions: the names to answer with, each with its section in the guide.
        guide: the text of the system blocks.
        seed: of the simulator.
    """

    def __init__(
        self,
        plan: ConversationPlan,
        dialogue: Mapping[str, Any],
        facts: Sequence[str],
        dimensions: Sequence[tuple[str, str]],
        guide: str,
        seed: int,
    ) -> None:
        self._case = Case(plan, turns_of(dialogue), tuple(facts), guide)
        self._dimensions = dimensions
        self._ceilings = ceilings_in(guide)
        many = _MANY.search(guide)
        self._many = None if many is None else _NUMBERS[many.group(1).lower()]
        self._random = generator(
            seed, "judge", plan.conversation_id, *(turn.client for turn in self._case.turns)
        )

    def verdicts(self) -> dict[str, Any]:
        """The answer, as JudgeDraft is shaped."""
        found = {
            name: seen
            for name, look in looks().items()
            if name in self._ceilings and (seen := tuple(look(self._case)))
        }
        slightly = self._slightly_less()
        return {
            "verdicts": [
                self._verdict(name, section, found, slightly=name in slightly)
                for name, section in self._dimensions
            ]
        }

    def _slightly_less(self) -> frozenset[str]:
        """Dimensions that are a 4 without a fault."""
        names = [name for name, _ in self._dimensions if self._random.random() < _SLIGHTLY]
        return frozenset(names[:_MOST_SLIGHTLY])

    def _verdict(
        self, name: str, section: str, found: Mapping[str, Sequence[Seen]], *, slightly: bool
    ) -> dict[str, Any]:
        own = {fault: seen for fault, seen in found.items() if section in self._ceilings[fault].scores}
        score = most_allowed(section, own, self._ceilings, self._many)
        if own:
            evidence = [seen for shown in own.values() for seen in shown[:1]][:_MOST_QUOTES]
            reason = self._faulty(next(iter(own)), evidence[0], score)
        else:
            evidence = [self._earned(section)]
            wording = "slightly" if slightly else section
            score = BEST - 1 if slightly else score
            reason = self._word(wording).format(turn=evidence[0].turn)
        return {
            "dimension": name,
            "evidence": [seen.evidence() for seen in evidence],
            "faults": list(own),
            "reason": reason,
            "score": score,
        }

    def _faulty(self, fault: str, seen: Seen, most: int) -> str:
        ceiling: Ceiling = self._ceilings[fault]
        return self._word("fault").format(turn=seen.turn, fault=ceiling.shown_by, most=most)

    def _word(self, name: str) -> str:
        reasons = load().reasons
        return self._random.choice(reasons.get(name) or reasons["slightly"])

    def _earned(self, section: str) -> Seen:
        """Words of an answer that a good score in this section of the guide can rest on."""
        turn = self._random.choice(self._case.turns)
        match section:
            case "empathy":
                return longer(turn, "consultant")
            case "brand_voice":
                return quoted(turn, "consultant", turn.answer[-1])
            case "clarity" | "domain":
                return quoted(turn, "consultant", _with_a_number(turn))
            case _:
                return quoted(turn, "consultant", turn.answer[len(turn.answer) // 2])


def _with_a_number(turn: JudgedTurn) -> str:
    """A sentence that works with a figure; else the longest."""
    numbered = [sentence for sentence in turn.answer if re.search(r"\d", sentence)]
    return numbered[0] if numbered else max(turn.answer, key=len)
