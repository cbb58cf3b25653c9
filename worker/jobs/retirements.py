"""Says in time that a model a job asks for is about to go: in the log at the start, and in the job's story.

Once a minute the jobs that are not over are looked at, and each model of theirs and of the presets once a day
in the provider's catalogue, for free. Stops nothing: a retired model's items fail with the reason by
themselves. Tested in tests/unit/test_jobs_retirements.py.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import Any, Protocol

import structlog

from worker.claude.catalogue import LOOK_FAILED, Ending
from worker.clock import Clock
from worker.errors import RapportError
from worker.jobs.patience import explain

log = structlog.get_logger(__name__)

LOOK_SECONDS = 60.0
# Retirements are announced months ahead: a day's delay is none.
AGAIN_SECONDS = 86_400.0
PRESETS = ("best", "balanced", "cheapest")
_STAGE = "models"


class Jobs(Protocol):
    """Which models are asked for, and the story of a job: the store."""

    async def models_of_preset(self, preset: str) -> Mapping[str, Any]:
        """See Store."""
        ...

    async def models_of_jobs(self) -> Sequence[Mapping[str, Any]]:
        """See Store."""
        ...

    async def told(self, job_id: str, stage: str, message: str) -> bool:
        """See Store."""
        ...

    async def tell(self, job_id: str, stage: str, message: str, level: str) -> None:
        """See Store."""
        ...


class Retirements:
    """Args: jobs: the store. look: how a model ends, None for one that does not. clock."""

    def __init__(self, jobs: Jobs, look: Callable[[str], Awaitable[Ending | None]], clock: Clock) -> None:
        self._jobs, self._look, self._clock = jobs, look, clock
        self._presets: set[str] = set()
        self._known: dict[str, tuple[float, Ending | None]] = {}
        self._told: set[tuple[str, str]] = set()

    async def watch(self) -> None:
        """For ever: once a minute, and at the start."""
        while True:
            try:
                await self.look()
            except RapportError as error:
                log.warning("retirements_not_looked_at", error=explain(error))
            await self._clock.sleep(LOOK_SECONDS)

    async def look(self) -> None:
        """One look at what is asked for."""
        if not self._presets:
            for preset in PRESETS:
                self._presets |= _names(await self._jobs.models_of_preset(preset))
        for model in sorted(self._presets):
            await self._ending(model)
        for job in await self._jobs.models_of_jobs():
            for model in sorted(_names(job["models"] or {})):
                ending = await self._ending(model)
                if ending is not None and (job["id"], model) not in self._told:
                    await self._tell(str(job["id"]), ending)
                    self._told.add((job["id"], model))

    async def _ending(self, model: str) -> Ending | None:
        now = self._clock.monotonic()
        if model in self._known and now - self._known[model][0] < AGAIN_SECONDS:
            return self._known[model][1]
        try:
            ending = await self._look(model)
        except LOOK_FAILED as error:
            # A refused key or an outage is said by others, and in their own words; it is asked again soon.
            log.info("model_not_looked_up", model=model, error=type(error).__name__)
            return None
        self._known[model] = (now, ending)
        if ending is not None:
            say = log.error if ending.retired else log.warning
            say("model_retired" if ending.retired else "model_retires", model=model,
                on=ending.day, days=ending.days(self._clock.now()), instead=ending.instead)  # fmt: skip
        return ending

    async def _tell(self, job_id: str, ending: Ending) -> None:
        message = ending.sentence(self._clock.now())
        if not await self._jobs.told(job_id, _STAGE, message):  # by another worker, or before a restart
            await self._jobs.tell(job_id, _STAGE, message, "error" if ending.retired else "warning")


def _names(stages: Mapping[str, Any]) -> set[str]:
    return {str(choice["model"]) for choice in stages.values()}
