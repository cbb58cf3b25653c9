"""What a model gets wrong: one fault in some answers, chosen by seed, request and attempt.

Each fault is one that quality/ or the engine finds. Tested in tests/unit/test_simulator_content_faults.py.
"""

import json
from collections.abc import Callable
from typing import Any

from worker.local.simulator import faults
from worker.local.simulator.content.dice import generator
from worker.local.simulator.tags import DIALOGUE_TURN, Asked

Content = dict[str, Any]


def spoil(content: Content, asked: Asked, rate: float, seed: int, digest: str, attempt: int) -> str:
    """The answer's text, with a fault at the given rate; see spoil_with for the names.

    A kind that does not fit the answer (no second turn to continue from) is passed over for the next.
    """
    if faults.roll(seed, "content", digest, attempt) >= rate:
        return _text(content)
    kinds = kinds_for(asked)
    start = int(faults.roll(seed, "content kind", digest, attempt) * len(kinds))
    for step in range(len(kinds)):
        spoiled = spoil_with(kinds[(start + step) % len(kinds)], content, asked)
        if spoiled is not None:
            return spoiled
    return _text(content)


def kinds_for(asked: Asked) -> tuple[str, ...]:
    """The names of the content faults that may befall an answer."""
    if asked.stage == "dialogue":
        return (
            "wrong_turn_count", "answer_too_short", "wrong_start_emotion", "invented_figure", "never_phrase",
            "invalid_json",
        )  # fmt: skip
    if asked.stage == "judge":
        return ("invented_evidence", "missing_dimension", "all_five_unproven", "invalid_json")
    if asked.section == DIALOGUE_TURN:
        return ("answer_too_short", "invented_figure", "never_phrase")
    own = {
        "emotional_context": ("foreign_quote", "wrong_emotion", "wrong_intensity", "too_few_needs",
                              "stuffing"),
        "response_strategy": ("missing_part",),
        "response_breakdown": ("foreign_phrase", "missing_sentence", "too_few_rationales"),
        "expected_response": ("short_list",),
        "training": ("too_few_skills",),
    }  # fmt: skip
    if asked.stage == "repair":
        return own[asked.section or ""]
    breakdown = own.pop("response_breakdown")
    kinds = breakdown if asked.section == "breakdown" else (kind for each in own.values() for kind in each)
    return (*kinds, "invalid_json")


def spoil_with(kind: str, content: Content, asked: Asked) -> str | None:
    """The answer's text with that fault; None when it has nothing the fault could befall."""
    copy: Content = json.loads(json.dumps(content))
    if kind == "invalid_json":
        text = _text(copy)
        return text[: len(text) * 9 // 10]
    change = _WHOLE.get(kind)
    if change is not None:
        return _text(copy) if change(copy, asked) else None
    section, alter = _ANNOTATION[kind]
    part = copy if asked.stage == "repair" else copy["part"]
    if section in part:
        part = part[section]
    return _text(copy) if alter(part, asked) else None


def _text(content: Content) -> str:
    return json.dumps(content, ensure_ascii=False)


def _wrong_turn_count(content: Content, _: Asked) -> bool:
    content["turns"].pop()
    return True


def _middle(content: Content) -> Content:
    """The turn a fault of the messages befalls: the only one of a repair, a middle one of a dialogue."""
    turns = content.get("turns", [content])
    turn: Content = turns[len(turns) // 2]
    return turn


def _invented_figure(content: Content, _: Asked) -> bool:
    """An amount of nobody's: no plan of ours holds it, and no sum."""
    turn = _middle(content)
    turn["target_response"] += " As a round figure, keep $7,431.17 in mind for it."
    return True


def _never_phrase(content: Content, _: Asked) -> bool:
    """A reproach that no consultant's profile would allow."""
    turn = _middle(content)
    turn["target_response"] += " Looking back, you should have asked about it sooner."
    return True


def _answer_too_short(content: Content, asked: Asked) -> bool:
    turn = _middle(content)
    least = asked.requirements.response_words.least
    short = turn["target_response"].replace("\n\n", " ").split()[: least // 2]
    turn["target_response"] = f"{' '.join(short).rstrip(',;:.')}."
    return True


def _wrong_start_emotion(content: Content, _: Asked) -> bool:
    content["turns"][0]["primary_emotion"] = "boredom"
    return True


def _foreign_quote(part: Content, _: Asked) -> bool:
    part["emotional_indicators"][0]["quotes"][0] = "words the client never wrote"
    return True


def _wrong_emotion(part: Content, asked: Asked) -> bool:
    """Only the ends of the arc are planned, so only there is another emotion wrong."""
    turns = [] if asked.dialogue is None else asked.dialogue["turns"]
    if asked.turn not in (1, len(turns)):
        return False
    part["detected_emotions"][0]["emotion"] = "boredom"
    return True


def _wrong_intensity(part: Content, asked: Asked) -> bool:
    turns = [] if asked.dialogue is None else asked.dialogue["turns"]
    if asked.turn not in (1, len(turns)):
        return False
    shift = 2 * asked.requirements.intensity_tolerance + 0.05
    part["intensity"] = round(part["intensity"] + (shift if part["intensity"] < 0.5 else -shift), 2)  # noqa: PLR2004
    return True


def _too_few_needs(part: Content, _: Asked) -> bool:
    del part["client_needs"][1:]
    return True


def _stuffing(part: Content, asked: Asked) -> bool:
    turns = [] if asked.dialogue is None else asked.dialogue["turns"]
    message = next(str(turn["user_input"]) for turn in turns if turn["turn_number"] == asked.turn).split()
    size = 12
    names = [item["category"] for item in part["emotional_indicators"]]
    pieces = [" ".join(message[start : start + size]) for start in range(0, len(message), size)]
    long_enough = [piece for piece in pieces if len(piece.split()) > 1]
    part["emotional_indicators"] = [
        {"category": name, "quotes": long_enough[index :: len(names)]}
        for index, name in enumerate(names[: len(long_enough)])
    ]
    return True


def _foreign_phrase(part: Content, _: Asked) -> bool:
    part["sentences"][0]["phrases"][0][0] = "a phrase that is not there"
    return True


def _missing_sentence(part: Content, _: Asked) -> bool:
    part["sentences"].pop()
    return True


def _too_few_rationales(part: Content, _: Asked) -> bool:
    sentence = generator(len(part["sentences"])).choice(part["sentences"])
    del sentence["phrases"][1:]
    return True


def _missing_part(part: Content, _: Asked) -> bool:
    part["tone_rationale"] = ""
    return True


def _short_list(part: Content, _: Asked) -> bool:
    del part["positive"][1:]
    return True


def _too_few_skills(part: Content, _: Asked) -> bool:
    del part["demonstrates_skills"][1:]
    return True


def _invented_evidence(content: Content, _: Asked) -> bool:
    content["verdicts"][0]["evidence"][0]["quote"] = "words that stand in no message of this dialogue"
    return True


def _missing_dimension(content: Content, _: Asked) -> bool:
    content["verdicts"].pop()
    return True


def _all_five_unproven(content: Content, _: Asked) -> bool:
    """What a judge gives that wants to be kind: the best of everything, and nothing to show for it."""
    for verdict in content["verdicts"]:
        verdict |= {"score": 5, "evidence": [], "faults": [], "reason": "Warm and professional."}
    return True


_Change = Callable[[Content, Asked], bool]
_WHOLE: dict[str, _Change] = {
    "wrong_turn_count": _wrong_turn_count,
    "answer_too_short": _answer_too_short,
    "wrong_start_emotion": _wrong_start_emotion,
    "invented_figure": _invented_figure,
    "never_phrase": _never_phrase,
    "invented_evidence": _invented_evidence,
    "missing_dimension": _missing_dimension,
    "all_five_unproven": _all_five_unproven,
}
_ANNOTATION: dict[str, tuple[str, _Change]] = {
    "foreign_quote": ("emotional_context", _foreign_quote),
    "wrong_emotion": ("emotional_context", _wrong_emotion),
    "wrong_intensity": ("emotional_context", _wrong_intensity),
    "too_few_needs": ("emotional_context", _too_few_needs),
    "stuffing": ("emotional_context", _stuffing),
    "missing_part": ("response_strategy", _missing_part),
    "foreign_phrase": ("response_breakdown", _foreign_phrase),
    "missing_sentence": ("response_breakdown", _missing_sentence),
    "too_few_rationales": ("response_breakdown", _too_few_rationales),
    "short_list": ("expected_response", _short_list),
    "too_few_skills": ("training", _too_few_skills),
}
