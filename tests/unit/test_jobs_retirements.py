"""A model that is about to go is told of: in the log, and once in the story of each job that asks for it."""

from datetime import UTC, datetime
from typing import Any

import anthropic
import httpx2
import pytest
from structlog.testing import capture_logs

from tests.clock import ManualClock
from worker.claude.catalogue import Ending
from worker.jobs.retirements import AGAIN_SECONDS, Retirements

NOW = ManualClock().now()
OLD, GONE, YOUNG = "claude-old", "claude-gone", "claude-young"
ENDINGS = {
    OLD: Ending(OLD, retired=False, at=NOW.replace(microsecond=0), instead=YOUNG),
    GONE: Ending(GONE, retired=True, at=datetime(2026, 1, 2, tzinfo=UTC), instead=None),
}


class Jobs:
    """The store's part: presets of one model, these jobs, and what their stories say."""

    def __init__(self, **models: str) -> None:
        self.jobs = [{"id": name, "models": {"dialogue": {"model": model}}} for name, model in models.items()]
        self.stories: list[tuple[str, str, str, str]] = []

    async def models_of_preset(self, preset: str) -> dict[str, Any]:
        """See Store."""
        return {"dialogue": {"model": GONE if preset == "cheapest" else YOUNG}}

    async def models_of_jobs(self) -> list[dict[str, Any]]:
        """See Store."""
        return self.jobs

    async def told(self, job_id: str, stage: str, message: str) -> bool:
        """See Store."""
        return any(line[:3] == (job_id, stage, message) for line in self.stories)

    async def tell(self, job_id: str, stage: str, message: str, level: str) -> None:
        """See Store."""
        self.stories.append((job_id, stage, message, level))


class Catalogue:
    """Answers by ENDINGS and keeps what it was asked; down: nobody answers."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.down = False

    async def __call__(self, model: str) -> Ending | None:
        """See worker.claude.client.ClaudeClient.ending."""
        self.asked.append(model)
        if self.down:
            raise anthropic.APIConnectionError(request=httpx2.Request("GET", "http://127.0.0.1"))
        return ENDINGS.get(model)


async def test_each_job_is_told_once_whoever_looks() -> None:
    """Two workers, several looks: one line a job and model; a job of an active model has none."""
    jobs, clock = Jobs(a=OLD, b=YOUNG, c=GONE), ManualClock()
    for watcher in (Retirements(jobs, Catalogue(), clock), Retirements(jobs, Catalogue(), clock)):
        await watcher.look()
        await watcher.look()
    old = f"{OLD} is deprecated and retires on {NOW:%Y-%m-%d}, in 0 days. Take {YOUNG}, of the same line,"
    gone = f"{GONE} was retired on 2026-01-02: what needs it fails. Choose another"
    assert jobs.stories == [
        ("a", "models", f"{old} in options.models of later jobs.", "warning"),
        ("c", "models", f"{gone} in options.models of a new job.", "error"),
    ]


async def test_the_presets_are_in_the_log_at_the_start_and_each_day() -> None:
    """Without a job as well; a model is looked up once a day."""
    catalogue, clock = Catalogue(), ManualClock()
    watcher = Retirements(Jobs(), catalogue, clock)
    with capture_logs() as logged:
        await watcher.look()
        await watcher.look()
        assert catalogue.asked == [GONE, YOUNG]
        await clock.advance(AGAIN_SECONDS)
        await watcher.look()
    assert catalogue.asked == [GONE, YOUNG] * 2
    told = [(line["event"], line["log_level"], line["model"], line["on"], line["days"]) for line in logged]
    assert told == [("model_retired", "error", GONE, "2026-01-02", 0)] * 2


async def test_a_catalogue_that_does_not_answer_is_asked_at_the_next_look() -> None:
    """Nothing is claimed of a model nobody could look up, and nothing ends."""
    jobs, catalogue = Jobs(a=OLD), Catalogue()
    watcher = Retirements(jobs, catalogue, ManualClock())
    catalogue.down = True
    await watcher.look()
    assert jobs.stories == []
    catalogue.down = False
    await watcher.look()
    assert [job for job, *_ in jobs.stories] == ["a"]


@pytest.mark.parametrize(
    ("days", "said"), [(1, "in 1 day."), (35, "in 35 days."), (None, "is deprecated. Take")]
)
def test_how_long_is_left_is_said_in_days(days: int | None, said: str) -> None:
    """A model without a date is only called deprecated."""
    at = None if days is None else datetime(2026, 11, 1 + days % 30, tzinfo=UTC)
    now = datetime(2026, 11, 1, tzinfo=UTC) if days != 35 else datetime(2026, 10, 2, tzinfo=UTC)
    assert said in Ending(OLD, retired=False, at=at, instead=YOUNG).sentence(now)
