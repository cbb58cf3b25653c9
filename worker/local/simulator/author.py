"""The simulated model: reads what is asked, writes it, and now and then gets something wrong."""

import json
from typing import Any

from worker.local.simulator.app import Written
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.content import content_faults
from worker.local.simulator.content.annotating import TurnAnnotator
from worker.local.simulator.content.dialogue import DialogueWriter
from worker.local.simulator.content.judging import DialogueJudge
from worker.local.simulator.refusals import Refusal
from worker.local.simulator.requests import MessagesRequest
from worker.local.simulator.sse import Answer
from worker.local.simulator.tags import DIALOGUE_TURN, VERDICT, Asked

_REPAIRS_WRONG = 0.25  # of content_fault_rate: a model that was told what is wrong mostly gets it right


class ContentAuthor:
    """Writes from the plan and the dialogue it is sent."""

    def __init__(self, config: SimulatorConfig) -> None:
        self._config = config

    async def write(self, asked: Asked, request: MessagesRequest, attempt: int) -> Written:
        """See Author."""
        if asked.stage == "other":
            return Written(Answer(_reply_to_anything(request)))
        content = self.content(asked, request.system_text)
        rate = self._config.content_fault_rate
        if asked.stage == "repair" or asked.section == VERDICT:
            own = self._config.repair_fault_rate
            rate = rate * _REPAIRS_WRONG if own is None else own
        text = content_faults.spoil(content, asked, rate, self._config.seed, request.digest, attempt)
        return Written(Answer(text))

    def content(self, asked: Asked, guide: str = "") -> dict[str, Any]:
        """The right answer, as the stage's Draft model is shaped; guide: the text of the system blocks.

        Raises:
            Refusal: 400, when the request lacks what its stage needs.
        """
        seed = self._config.seed
        section = asked.section or ""
        if asked.stage == "dialogue" or section == DIALOGUE_TURN:
            if asked.plan is None:
                raise Refusal(400, "simulator: the request has no <plan>")
            turns = DialogueWriter(asked.plan, asked.requirements.response_words, _draft(asked), seed).turns()
            return {"turns": turns} if asked.stage == "dialogue" else _numbered(turns, asked.turn or 0)
        if asked.dialogue is None:
            raise Refusal(400, "simulator: the request has no <dialogue>")
        if asked.stage == "judge":
            return _judged(asked, guide, seed)
        known = {int(turn["turn_number"]) for turn in asked.dialogue["turns"]}
        if asked.turn not in known:
            raise Refusal(400, f"simulator: <dialogue> has no turn {asked.turn}")
        draft = asked.draft if asked.stage == "repair" else ""
        annotator = TurnAnnotator(asked.dialogue, asked.turn, asked.requirements, draft, seed)
        return {"part": annotator.part(section)} if asked.stage == "annotate" else annotator.section(section)


def _judged(asked: Asked, guide: str, seed: int) -> dict[str, Any]:
    if asked.plan is None or asked.dialogue is None:
        raise Refusal(400, "simulator: a judge is sent a <plan> and a <dialogue>")
    judge = DialogueJudge(asked.plan, asked.dialogue, asked.facts, asked.dimensions, guide, seed)
    return judge.verdicts()


def _draft(asked: Asked) -> str:
    """A repaired turn has to fit the draft it belongs to, so its own faults do not choose another."""
    return asked.draft if asked.stage == "dialogue" else asked.previous


def _numbered(turns: list[dict[str, Any]], number: int) -> dict[str, Any]:
    for turn in turns:
        if turn["turn_number"] == number:
            return turn
    raise Refusal(400, f"simulator: the plan has no turn {number}")


def _reply_to_anything(request: MessagesRequest) -> str:
    """What a request without our tags is answered with: prose, or the smallest value of its schema."""
    if request.schema is None:
        return "This is a simulated Claude. It writes what Rapport's prompts ask for and nothing else."
    return json.dumps(smallest(request.schema, request.schema))


def smallest(schema: Any, root: Any) -> Any:
    """The smallest value a schema allows."""
    while "$ref" in schema or schema.get("anyOf"):
        name = str(schema.get("$ref", "")).rsplit("/", 1)[-1]
        schema = root["$defs"][name] if name else schema["anyOf"][-1]
    if "const" in schema or "enum" in schema:
        return schema["const"] if "const" in schema else schema["enum"][0]
    kind = schema.get("type")
    if kind == "object":
        names = schema.get("required", ())
        return {name: smallest(schema["properties"][name], root) for name in names}
    if kind == "array":
        return [smallest(schema["items"], root)] if schema.get("minItems") else []
    return {"string": "simulated", "integer": 1, "number": 1.0, "boolean": True}.get(str(kind))
