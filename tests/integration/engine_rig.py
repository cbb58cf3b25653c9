"""The whole engine over the simulator, with the real SDK: what the engine's integration tests start from."""

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Generic, Protocol, TypeVar

from pydantic import SecretStr

from tests.ledger import MemoryLedger
from tests.shipped import shipped
from tests.unit.engine_rig import Sink
from worker.claude.caller import Caller
from worker.claude.client import ClaudeClient
from worker.claude.ledger import Stage
from worker.claude.limiter import Limiter
from worker.claude.warmup import WarmUp
from worker.clock import Clock, SystemClock
from worker.domain.plan import ConversationPlan
from worker.generation.pipeline import Pipeline
from worker.generation.work import GenerationOutcome, ModelChoice, Work
from worker.planning.shapes import LoadedDataset

ROOT = Path(__file__).parents[2]
BALANCED: Mapping[Stage, ModelChoice] = {
    "dialogue": ModelChoice(model="claude-sonnet-5-5", effort="low"),
    "annotate": ModelChoice(model="claude-haiku-5-5", effort="low"),
    "repair": ModelChoice(model="claude-haiku-5-5", effort="low"),
}


class Served(Protocol):
    """A provider that can be served: a MessagesApi of this process, or one elsewhere."""

    def serve(self) -> AbstractAsyncContextManager[str]:
        """Serves it; yields its base URL."""
        ...


S = TypeVar("S", bound=Served)


@dataclass
class Engine(Generic[S]):
    """The engine and the provider it talks to. ledgers: one a conversation, made when asked for."""

    api: S
    client: ClaudeClient
    caller: Caller
    pipeline: Pipeline
    ledgers: dict[str, MemoryLedger] = field(default_factory=dict)

    def ledger(self, work: Work) -> MemoryLedger:
        """The ledger of a conversation."""
        return self.ledgers.setdefault(work.plan.conversation_id, MemoryLedger())

    async def run(self, work: Work, sink: Sink | None = None) -> GenerationOutcome:
        """One run of a conversation."""
        return await self.pipeline.generate(work, self.ledger(work), sink or Sink())


@asynccontextmanager
async def engine(
    api: S, *, most_calls: int = 16, clock: Clock | None = None, deadline_seconds: float = 60.0
) -> AsyncIterator[Engine[S]]:
    """An engine over a served simulator; its waits between retries go by `clock`."""
    clock = clock or SystemClock()
    async with api.serve() as url:
        client = ClaudeClient.open(
            api_key=SecretStr("simulated"), base_url=url, clock=clock, deadline_seconds=deadline_seconds
        )
        caller = Caller(client, Limiter(clock, most_calls), WarmUp(clock), clock, Random(3))  # noqa: S311 - jitter
        try:
            yield Engine(api, client, caller, Pipeline(caller, clock))
        finally:
            await client.close()


def works(dataset: LoadedDataset | None = None) -> list[Work]:
    """The first template's eight conversations, as the worker would be given them."""
    loaded = dataset or shipped()
    plans = [plan for plan in loaded.plans if plan.template_id and plan.tier == "tier1_template"]
    return [work_of(loaded, plan) for plan in plans[:8]]


def work_of(loaded: LoadedDataset, plan: ConversationPlan) -> Work:
    """A plan of a dataset as the worker would be given it."""
    template = next(
        item.template for item in loaded.templates if item.template.template_id == plan.template_id
    )
    seeds = {seed.conversation.conversation_id: seed.conversation for seed in loaded.seeds}
    named = [seeds[name] for name in template.reference_conversation_ids if name in seeds]
    return Work(
        plan=plan,
        template=template,
        dataset=loaded.dataset,
        models=dict(BALANCED),
        method="simulated",
        example=named[0] if named else None,
    )
