"""The requests a stage would send first are those the pipeline sends."""

import pytest

from tests.unit.conversations import conversation
from tests.unit.engine_rig import Answers, MemoryLedger, Sink, SwiftClock, by_the_book, caller, work
from worker.claude.requests import CallRequest
from worker.errors import RapportError
from worker.generation.pipeline import Pipeline
from worker.generation.preview import requests_of
from worker.generation.work import Existing


def stored() -> Existing:
    """The rig's conversation as a text that is stored."""
    return Existing(conversation(), models={}, template_version=1, rubric_hash=None)


async def asked(stage: str) -> list[CallRequest]:
    """What a faultless run asks at a stage."""
    client, clock = Answers(by_the_book), SwiftClock()
    await Pipeline(caller(client, clock), clock).generate(work(), MemoryLedger(), Sink())
    return [request for request in client.asked if request.stage == stage]


async def test_a_preview_shows_what_a_run_asks() -> None:
    """The dialogue's request from the plan alone, a turn's annotation from the text there is."""
    assert list(requests_of(work(), "dialogue", 1)) == await asked("dialogue")
    shown = requests_of(work(existing=stored()), "annotate", 2)
    wanted = {request.request_hash() for request in await asked("annotate") if request.turn == 2}
    assert {request.request_hash() for request in shown} == wanted


def test_what_has_no_text_has_no_annotation_to_ask_for() -> None:
    """The error says what can be looked at instead; a turn that is not there is named."""
    with pytest.raises(RapportError, match="has no text yet"):
        requests_of(work(), "annotate", 1)
    with pytest.raises(RapportError, match="there is no turn 9"):
        requests_of(work(existing=stored()), "annotate", 9)
