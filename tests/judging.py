"""The judge over seeds and plans: what the engine sends, and what the simulated judge answers to it."""

import json
from typing import Any

from tests.shipped import shipped
from worker.claude.requests import CallRequest
from worker.domain.conversation import Conversation
from worker.domain.plan import ConversationPlan
from worker.domain.verdicts import JudgeDraft
from worker.generation.judging import Judge
from worker.generation.work import ModelChoice, Work
from worker.local.simulator.author import ContentAuthor
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.tags import Asked, read
from worker.planning.shapes import LoadedDataset, LoadedSeed

JUDGE = ModelChoice(model="claude-opus-5-5", effort="low")


def dataset() -> LoadedDataset:
    """The dataset of the repository."""
    return shipped()


def seeds() -> tuple[LoadedSeed, ...]:
    """Its seed conversations."""
    return dataset().seeds


def work_for(plan: ConversationPlan, **profile: Any) -> Work:
    """A job's work on a plan of the dataset, with a judge; profile: what is changed of the dataset's."""
    loaded = dataset()
    template = next(
        (item.template for item in loaded.templates if item.template.template_id == plan.template_id),
        loaded.templates[0].template,
    )
    return Work(
        plan=plan,
        template=template,
        dataset=loaded.dataset.model_copy(update={"profile": {**loaded.dataset.profile, **profile}}),
        models={"judge": JUDGE},
        method="simulated",
    )


def request_for(conversation: Conversation, plan: ConversationPlan) -> CallRequest:
    """What the judge is sent."""
    return Judge(work_for(plan)).request(conversation)


def asked_of(request: CallRequest) -> Asked:
    """The request as the simulator understands it."""
    return read([block.text for block in request.user])


def simulated(request: CallRequest, seed: int = 0) -> JudgeDraft:
    """What the simulated judge answers, from the request's text alone."""
    asked = asked_of(request)
    guide = "\n".join(block.text for block in request.system)
    content = ContentAuthor(SimulatorConfig(seed=seed)).content(asked, guide)
    return JudgeDraft.model_validate_json(json.dumps(content))


def scores(draft: JudgeDraft) -> dict[str, int]:
    """Each dimension's score."""
    return {verdict.dimension: verdict.score for verdict in draft.verdicts}


def faults(draft: JudgeDraft) -> set[str]:
    """Every fault the judge names."""
    return {fault for verdict in draft.verdicts for fault in verdict.faults}


def text_of(request: CallRequest) -> str:
    """Everything the judge is sent, as one text."""
    return "\n".join(block.text for block in (*request.system, *request.user))
