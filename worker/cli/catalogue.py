"""`rapport doctor`'s lines about models: those of the presets and of jobs that are not over. Asked for free.

A retired model fails, a deprecated one is a warning with its date, and so is a model that lacks what a stage
asks of it. Tested in tests/integration/test_doctor.py.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, field

import anthropic
import httpx2
from anthropic.types import ModelInfo

from worker.claude import catalogue
from worker.claude.client import open_sdk
from worker.claude.models import effort_for, facts
from worker.cli.diagnosis import Check, model_refused
from worker.jobs.desk import Desk, Row
from worker.settings import Settings

PRESETS = ("best", "balanced", "cheapest")
_OVER = ("completed", "failed", "cancelled")
# Jobs looked through for models of their own.
_NEWEST_JOBS = 50


@dataclass
class Asked:
    """What is asked of a model: by whom, at which efforts, and whether in batches."""

    by: set[str] = field(default_factory=set)
    efforts: set[str] = field(default_factory=set)
    in_batches: bool = False


async def models_asked_for(desk: Desk) -> dict[str, Asked]:
    """Every model of the presets, the judge's included, and of the jobs that are not over."""
    found: dict[str, Asked] = {}
    for preset in PRESETS:
        _note(found, f"the preset {preset}", await desk.models({"preset": preset, "judge": True}))
    for job in await desk.jobs(_NEWEST_JOBS):
        if job["status"] not in _OVER:
            _note(found, f"job #{job['job_number']}", job["models"] or {})
    return dict(sorted(found.items()))


async def check_models(settings: Settings, models: dict[str, Asked]) -> AsyncIterator[Check]:
    """A line a model."""
    sdk = open_sdk(
        api_key=settings.anthropic_api_key,
        base_url=settings.anthropic_base_url,
        timeout=httpx2.Timeout(catalogue.LOOK_SECONDS),
    )
    try:
        for model, asked in models.items():
            yield await _check(sdk, model, asked, settings)
    finally:
        await sdk.close()


async def _check(sdk: anthropic.AsyncAnthropic, model: str, asked: Asked, settings: Settings) -> Check:
    name = f"model {model}"
    try:
        async with asyncio.timeout(catalogue.LOOK_SECONDS):
            found = await sdk.models.retrieve(model)
            instead = None if found.lifecycle == "active" else await catalogue.successor(sdk, found)
    except catalogue.LOOK_FAILED as error:
        return model_refused(name, error)
    wants = _named(asked.by)
    take = f"Take {instead}, of the same line." if instead else "Choose another."
    if found.lifecycle == "retired":
        fault = catalogue.retired(found, instead)
        return Check(name, "FAIL", f"{fault.message} {wants}", f"{take} In options.models of the job.")
    if lacks := _lacks(model, found, asked):
        return Check(
            name, "FAIL", f"it cannot do what is asked of it: {', '.join(lacks)}. {wants}",
            "Choose another model, effort or delivery in options.models of the job.",
        )  # fmt: skip
    said = "simulated" if settings.claude == "simulated" else "available"
    if found.lifecycle == "deprecated":
        when = "" if found.retires_at is None else f" and retires on {found.retires_at:%Y-%m-%d}"
        return Check(name, "warn", f"{said}; it is deprecated{when}. {wants}", take)
    if found.max_tokens is not None and found.max_tokens < facts(model).most_output_tokens:
        return Check(
            name, "warn", f"{said}; it writes {found.max_tokens} tokens at most, this version asks for more",
            "Report it: worker/claude/models.py is behind.",
        )  # fmt: skip
    return Check(name, "ok", said)


def _lacks(model: str, found: ModelInfo, asked: Asked) -> list[str]:
    can = found.capabilities
    if can is None:
        return []
    lacks = [] if can.structured_outputs.supported else ["structured outputs"]
    if asked.in_batches and not can.batch.supported:
        lacks.append("message batches")
    for effort in sorted(asked.efforts):
        sent = effort_for(model, effort)
        capability = None if sent is None else getattr(can.effort, sent, None)
        if sent is not None and (capability is None or not capability.supported):
            lacks.append(f"effort {sent}")
    return lacks


def _note(found: dict[str, Asked], by: str, stages: Row) -> None:
    for choice in stages.values():
        asked = found.setdefault(choice["model"], Asked())
        asked.by.add(by)
        asked.in_batches = asked.in_batches or choice.get("delivery") == "message_batch"
        if choice.get("effort"):
            asked.efforts.add(choice["effort"])


def _named(by: Iterable[str]) -> str:
    names = sorted(by)
    return f"Asked for by {', '.join(names)}."
