"""What a request asks for, read from nothing but the tags its prompts carry."""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import ValidationError

from worker.domain.plan import ConversationPlan, QualityRequirements
from worker.local.simulator.refusals import Refusal

Stage = Literal["dialogue", "annotate", "repair", "judge", "other"]
DIALOGUE_TURN = "dialogue_turn"
_TURN = re.compile(r'<annotate_turn part="(reading|breakdown)">\s*(\d+)\s*</annotate_turn>')
_REPAIR = re.compile(r'<repair\s+section="([a-z_]+)"\s+turn="(\d+)"\s*>(.*)</repair>', re.DOTALL)
_FAULTS = re.compile(r"<faults>(.*?)</faults>", re.DOTALL)
_FACTS = re.compile(r"<facts>(.*?)</facts>", re.DOTALL)
_PUBLIC_LINES = re.compile(r"<public_lines>(.*?)</public_lines>", re.DOTALL)
_AGAIN = re.compile(r"<judge_again>(.*)</judge_again>", re.DOTALL)
VERDICT = "verdict"
_PREVIOUS = re.compile(r"<previous_faults>(.*?)</previous_faults>", re.DOTALL)


@dataclass(frozen=True)
class Asked:
    """One request, understood.

    stage "other" has no tag the simulator knows. plan and dialogue are None where the stage carries none;
    faults are the lines of <faults> or <previous_faults>; draft is those lines as one text, which tells one
    fresh draft from another; previous is the text of <previous_faults>, also in a repair. section names what
    is repaired, or the part of an annotation; current: the section to be repaired as it stands. A judge is
    asked about `dimensions`, with their sections in the guide, and told the plan's facts and public lines;
    its section is "verdict" where it is asked again.
    """

    stage: Stage
    plan: ConversationPlan | None = None
    dialogue: dict[str, Any] | None = None
    requirements: QualityRequirements = field(default_factory=QualityRequirements)
    turn: int | None = None
    section: str | None = None
    current: Any = None
    faults: tuple[str, ...] = ()
    draft: str = ""
    previous: str = ""
    dimensions: tuple[tuple[str, str], ...] = ()
    facts: tuple[str, ...] = ()

    @property
    def conversation_id(self) -> str | None:
        """Whose request it is; None when the tags do not say."""
        if self.plan is not None:
            return self.plan.conversation_id
        return None if self.dialogue is None else str(self.dialogue.get("conversation_id", ""))


def read(user_texts: Sequence[str]) -> Asked:
    """Understand a request by its user blocks.

    Raises:
        Refusal: 400, when a tag's JSON cannot be read; the message says which and why.
    """
    text = "\n".join(user_texts)
    plan = _plan(text)
    dialogue = _json(text, "dialogue")
    requirements = _requirements(text)
    before = _lines(_PREVIOUS.search(text))
    previous = "\n".join(before)
    judge = _json(text, "judge")
    if judge is not None and dialogue is not None:
        again = _AGAIN.search(user_texts[-1])
        return Asked(
            "judge",
            plan,
            dialogue,
            section=None if again is None else VERDICT,
            faults=() if again is None else _lines(_FAULTS.search(again.group(1))),
            dimensions=tuple((item["dimension"], item["section"]) for item in judge["dimensions"]),
            facts=(*_lines(_FACTS.search(text)), *_lines(_PUBLIC_LINES.search(text))),
        )
    repair = _REPAIR.search(user_texts[-1]) if user_texts else None
    if repair is not None:
        section, turn, inner = repair.group(1), int(repair.group(2)), repair.group(3)
        faults = _lines(_FAULTS.search(inner))
        current = _first_json(_FAULTS.sub("", inner))
        return Asked(
            "repair",
            plan,
            dialogue,
            requirements,
            turn,
            section,
            current,
            faults,
            "\n".join(faults),
            previous,
        )
    turn_match = _TURN.search(text)
    if turn_match is not None and dialogue is not None:
        part, number = turn_match.groups()
        return Asked("annotate", plan, dialogue, requirements, int(number), part)
    if plan is not None:
        return Asked("dialogue", plan, None, requirements, faults=before, draft=previous, previous=previous)
    return Asked("other")


def _plan(text: str) -> ConversationPlan | None:
    data = _json(text, "plan")
    if data is None:
        return None
    try:
        return ConversationPlan.model_validate_json(json.dumps(data))
    except ValidationError as error:
        raise Refusal(400, f"simulator: <plan> is no ConversationPlan: {error}") from error


def _requirements(text: str) -> QualityRequirements:
    data = _json(text, "requirements")
    try:
        return QualityRequirements.model_validate_json(json.dumps(data or {}))
    except ValidationError as error:
        raise Refusal(400, f"simulator: <requirements> are no QualityRequirements: {error}") from error


def _json(text: str, tag: str) -> dict[str, Any] | None:
    found = re.findall(rf"<{tag}>\s*(\{{.*?\}})\s*</{tag}>", text, re.DOTALL)
    if not found:
        return None
    try:
        data: dict[str, Any] = json.loads(found[-1])
    except json.JSONDecodeError as error:
        raise Refusal(400, f"simulator: <{tag}> is not JSON: {error}") from error
    return data


def _first_json(text: str) -> Any:
    start = text.find("{")
    if start < 0:
        return None
    try:
        return json.JSONDecoder().raw_decode(text[start:])[0]
    except json.JSONDecodeError:
        return None


def _lines(found: re.Match[str] | None) -> tuple[str, ...]:
    if found is None:
        return ()
    return tuple(line.strip("- \t") for line in found.group(1).splitlines() if line.strip())
