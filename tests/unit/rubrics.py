"""A small rubric and what a judge who goes by it answers about tests/unit/conversations.py."""

from typing import Any

from tests.unit.conversations import conversation
from worker.domain.sentences import split
from worker.domain.verdicts import DimensionVerdict, Evidence, JudgeDraft
from worker.quality.judgement import JudgedDimension, read_verdicts, rubric_of

GUIDE = """# The judge of {{consultant_name}}

| fault | what shows it | dimension | at most |
| --- | --- | --- | --- |
| cold | no feeling is named | empathy | 3 |
| scorn | the client is looked down on | empathy, brand_voice | 2 |
| haste | two things at once | clarity | 3 |
| noise | words that say nothing | clarity | 3 |
| fog | nobody could follow it | clarity | 3 |
"""
NAMES = ("empathy", "clarity", "appropriateness", "brand_voice", "soundness")
RULES: dict[str, Any] = {
    "many_faults": 3,
    "dimensions": [
        {"score": score, "name": name}
        for score, name in zip(
            ("empathy", "clarity", "appropriateness", "brand_voice", "domain"), NAMES, strict=True
        )
    ],
}
WHOLE = conversation()
QUOTE = split(WHOLE.turns[1].target_response)[0]


def profile(guide: str = GUIDE) -> dict[str, Any]:
    """A profile with that rubric and nothing else."""
    return {"guides": {"judge": guide}, "judge": RULES}


def evidence(quote: str = QUOTE, turn: int = 2, speaker: str = "consultant") -> Evidence:
    """A piece of evidence; by default one that holds."""
    return Evidence.model_validate({"turn": turn, "speaker": speaker, "quote": quote})


def verdict(dimension: str, **changes: Any) -> DimensionVerdict:
    """A verdict that holds, but for what is changed."""
    values: dict[str, Any] = {
        "dimension": dimension,
        "evidence": (evidence(),),
        "faults": (),
        "reason": "The relief is named and given back to the one who earned it.",
        "score": 5,
    }
    return DimensionVerdict.model_validate({**values, **changes})


def draft(*changed: DimensionVerdict, leave_out: str = "") -> JudgeDraft:
    """All five verdicts, with some put in place of others, or one left out."""
    by_name = {item.dimension: item for item in changed}
    names = [name for name in NAMES if name != leave_out]
    extra = [item for item in changed if item.dimension not in NAMES]
    return JudgeDraft(verdicts=tuple(by_name.get(name) or verdict(name) for name in names) + tuple(extra))


def all_fives() -> tuple[JudgedDimension, ...]:
    """Fives throughout, with evidence that holds, as the rubric reads them."""
    rubric = rubric_of(profile())
    assert rubric is not None
    found = read_verdicts(draft(), WHOLE, rubric)
    assert isinstance(found, tuple)
    return found
