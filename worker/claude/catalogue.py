"""What the provider's own catalogue says of a model: whether it is retired, and what takes its place. Free.

`lifecycle` is the word that counts; a retirement date may have passed without it, or be put off. A retired
model stays in the catalogue. Tested in tests/integration/test_engine_client.py and test_doctor.py.
"""

import asyncio
from dataclasses import dataclass
from datetime import datetime

import anthropic
import httpx2
from anthropic.types import ModelInfo

from worker.claude.faults import Fault

# Claude answers a look into the catalogue in well under a second. The SDK's timeout is between two bytes, so
# whoever looks bounds the whole look with it as well.
LOOK_SECONDS = 15.0
_MOST_MODELS = 1000  # on one page, which is all of them
# What a look may end with. The SDK reads a success without checking it: a proxy's page, or broken JSON,
# raises one of the last five wherever it is read.
LOOK_FAILED = (
    TimeoutError,
    anthropic.AnthropicError,
    httpx2.HTTPError,
    ValueError,
    LookupError,
    AttributeError,
    TypeError,
    RuntimeError,
)


@dataclass(frozen=True, slots=True)
class Ending:
    """A model that is deprecated or retired. at: its retirement's time, None when the catalogue names none.
    instead: the newest active model of its line, None when there is none.
    """

    model: str
    retired: bool
    at: datetime | None
    instead: str | None

    @property
    def day(self) -> str | None:
        """The day of its retirement, in UTC."""
        return None if self.at is None else f"{self.at:%Y-%m-%d}"

    def days(self, now: datetime) -> int | None:
        """Whole days until its retirement, 0 when that has come; None when nobody knows."""
        return None if self.at is None else max((self.at - now).days, 0)

    def sentence(self, now: datetime) -> str:
        """What is the matter with it and what to do, for a person."""
        take = f"Take {self.instead}, of the same line," if self.instead else "Choose another"
        if self.retired:
            since = "" if self.day is None else f" on {self.day}"
            gone = f"{self.model} was retired{since}: what needs it fails."
            return f"{gone} {take} in options.models of a new job."
        left = self.days(now)
        when = "" if left is None else f" and retires on {self.day}, in {left} day{'' if left == 1 else 's'}"
        return f"{self.model} is deprecated{when}. {take} in options.models of later jobs."


async def ending(sdk: anthropic.AsyncAnthropic, model: str) -> Ending | None:
    """How a model ends; None while it is active, or was never there. Raises LOOK_FAILED."""
    free = sdk.with_options(timeout=LOOK_SECONDS)
    async with asyncio.timeout(LOOK_SECONDS):
        try:
            found = await free.models.retrieve(model)
        except anthropic.NotFoundError:
            return None  # its call says so; there is no day to name
        if found.lifecycle == "active":
            return None
        return Ending(model, found.lifecycle == "retired", found.retires_at, await successor(free, found))


async def retirement(sdk: anthropic.AsyncAnthropic, model: str) -> Fault | None:
    """Why a model the API does not know is not there: the fault when it is retired.

    None when it is not, or when that cannot be found out.
    """
    free = sdk.with_options(timeout=LOOK_SECONDS)
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            found = await free.models.retrieve(model)
            if found.lifecycle != "retired":
                return None
            return retired(found, await successor(free, found))
    except LOOK_FAILED:
        return None


async def successor(sdk: anthropic.AsyncAnthropic, model: ModelInfo) -> str | None:
    """The newest active model of the same line; None when there is none. Raises LOOK_FAILED."""
    if model.line is None:
        return None
    page = await sdk.models.list(limit=_MOST_MODELS)
    # The newest come first.
    found = (other.id for other in page.data if other.line == model.line and other.lifecycle == "active")
    return next((name for name in found if name != model.id), None)


def retired(model: ModelInfo, instead: str | None) -> Fault:
    """The fault of a model that is no more."""
    since = "" if model.retires_at is None else f" on {model.retires_at:%Y-%m-%d}"
    hint = f"Set {instead} in options.models of a new job: it is of the same line." if instead else ""
    return Fault("model_retired", f"{model.id} was retired{since}.", hint=hint)
