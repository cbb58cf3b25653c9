"""Content faults: each is one that quality/ or a schema finds, and they come at the configured rate."""

import json
from dataclasses import replace
from typing import Any

import pytest
from pydantic import ValidationError

from tests.simulated import (
    annotate_blocks,
    annotation_from,
    asked,
    dialogue_blocks,
    dialogue_json,
    plan,
    repair_blocks,
)
from tests.unit.engine_rig import work
from worker.domain.conversation import Conversation
from worker.domain.drafts import AnnotationPartDraft, DialogueDraft, EmotionalContextDraft
from worker.domain.findings import Finding
from worker.domain.plan import QualityRequirements
from worker.generation.assemble import AnnotatedTurn, assemble
from worker.generation.examine import examine_dialogue
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.content import content_faults
from worker.local.simulator.content.annotating import TurnAnnotator
from worker.local.simulator.content.dialogue import DialogueWriter
from worker.local.simulator.faults import FaultKind, pick
from worker.quality.assess import assess

BAR = QualityRequirements()
TURNS = DialogueDraft.model_validate_json(
    json.dumps({"turns": DialogueWriter(plan(), BAR.response_words, "", 0).turns()})
).turns
DIALOGUE = dialogue_json(plan(), TURNS)
ANNOTATED = {part: asked(annotate_blocks(plan(), TURNS, 3, part)) for part in ("reading", "breakdown")}


def right(turn: int, part: str) -> dict[str, Any]:
    """A right answer."""
    return {"part": TurnAnnotator(DIALOGUE, turn, BAR, "", 0).part(part)}


def findings(part: str, third: str) -> tuple[Finding, ...]:
    """What is found in the conversation where that text is a part of the third turn's annotation."""
    answers = [{name: json.dumps(right(turn, name)) for name in ANNOTATED} for turn in (1, 2, 3)]
    answers[2][part] = third
    turns = [
        AnnotatedTurn(turn, annotation_from(**texts)) for turn, texts in zip(TURNS, answers, strict=True)
    ]
    conversation = assemble("bee_keeper_001", "You are an advisor.", turns)
    if not isinstance(conversation, Conversation):
        return conversation
    return assess(conversation, plan(), BAR, "simulated", {}).findings


@pytest.mark.parametrize(
    ("part", "kind"),
    [(part, kind) for part, request in ANNOTATED.items() for kind in content_faults.kinds_for(request)],
)
def test_a_fault_in_an_annotation_is_found_in_its_section(part: str, kind: str) -> None:
    """Every kind of content fault leads to a finding that names the section to repair."""
    text = content_faults.spoil_with(kind, right(3, part), ANNOTATED[part])
    assert text is not None
    if kind == "invalid_json":
        with pytest.raises(ValidationError):
            AnnotationPartDraft.model_validate_json(text)
        return
    found = findings(part, text)
    assert found
    assert all(finding.section is not None for finding in found)
    assert {finding.turn for finding in found} == {3}


@pytest.mark.parametrize("kind", content_faults.kinds_for(asked(dialogue_blocks(plan()))))
def test_a_fault_in_a_dialogue_changes_what_the_plan_asked_for(kind: str) -> None:
    """A turn less, a short answer, another first emotion, a figure or a phrase too much, or no JSON."""
    request = asked(dialogue_blocks(plan()))
    dialogue = {"turns": [turn.model_dump() for turn in TURNS]}
    text = content_faults.spoil_with(kind, dialogue, request)
    assert text is not None
    if kind == "invalid_json":
        with pytest.raises(ValidationError):
            DialogueDraft.model_validate_json(text)
        return
    turns = DialogueDraft.model_validate_json(text).turns
    assert (
        len(turns) == plan().turn_count - 1
        or turns[0].primary_emotion != plan().starting_emotion
        or any(len(turn.target_response.split()) < BAR.response_words.least for turn in turns)
        or "$7,431.17" in turns[1].target_response
        or "you should have" in turns[1].target_response
    )


@pytest.mark.parametrize(
    ("kind", "check"), [("invented_figure", "figures_grounded"), ("never_phrase", "other_nevers")]
)
def test_a_fault_of_an_answer_is_found_by_its_check(kind: str, check: str) -> None:
    """What the simulator gets wrong in a message is a finding of that turn, for the dialogue to mend."""
    dialogue = {"turns": [turn.model_dump() for turn in TURNS]}
    text = content_faults.spoil_with(kind, dialogue, asked(dialogue_blocks(plan())))
    assert text is not None
    turns = DialogueDraft.model_validate_json(text).turns
    nevers = [{"name": "hindsight", "rule": "hindsight.", "phrases": ["you should have"]}]
    whole = work()
    dataset = whole.dataset.model_copy(update={"profile": {"nevers": nevers}})
    found = examine_dialogue(replace(whole, plan=plan(), dataset=dataset), turns)
    assert [(finding.check, finding.turn, finding.section) for finding in found] == [(check, 2, None)]


def test_a_fault_of_a_section_touches_that_section_only() -> None:
    """In a repair only the faults of the asked section can befall the answer."""
    blocks = annotate_blocks(plan(), TURNS, 3)
    context = right(3, "reading")["part"]["emotional_context"]
    current = EmotionalContextDraft.model_validate_json(json.dumps(context))
    request = asked(repair_blocks(blocks, "emotional_context", 3, current, "a fault"))
    assert set(content_faults.kinds_for(request)) < set(content_faults.kinds_for(ANNOTATED["reading"]))
    for kind in content_faults.kinds_for(request):
        text = content_faults.spoil_with(kind, context, request)
        assert text is not None
        assert EmotionalContextDraft.model_validate_json(text) != current


def test_faults_come_at_their_rate_and_are_the_same_every_time() -> None:
    """One in five at 20 %, give or take; none at 0; the same request the same fault."""
    content, request = right(3, "reading"), ANNOTATED["reading"]
    whole = json.dumps(content, ensure_ascii=False)
    texts = [content_faults.spoil(content, request, 0.2, 0, f"digest {n}", 1) for n in range(300)]
    spoiled = sum(text != whole for text in texts)
    assert 40 <= spoiled <= 80
    assert len(set(texts)) > 8
    assert content_faults.spoil(content, request, 0.0, 0, "digest 1", 1) == whole
    assert texts[7] == content_faults.spoil(content, request, 0.2, 0, "digest 7", 1)


def test_protocol_faults_come_at_their_rates() -> None:
    """Each kind about as often as configured, by seed and request and never by order of arrival."""
    rates = {FaultKind.OVERLOADED: 0.1, FaultKind.RATE_LIMIT: 0.3}
    found = [pick(1, f"digest {number}", 1, rates) for number in range(1000)]
    kinds = [fault.kind for fault in found if fault is not None]
    assert 60 <= kinds.count(FaultKind.OVERLOADED) <= 140
    assert 240 <= kinds.count(FaultKind.RATE_LIMIT) <= 360
    waits = {fault.retry_after for fault in found if fault is not None and fault.retry_after is not None}
    assert waits == {"1", "20", "3600", "garbage"}
    assert found == [pick(1, f"digest {number}", 1, rates) for number in range(1000)]
    assert found != [pick(2, f"digest {number}", 1, rates) for number in range(1000)]


def test_the_lively_pace_fits_eight_conversations_into_the_time_people_watch() -> None:
    """Two waves, each a dialogue and then its annotations side by side: 40 to 70 seconds of writing."""
    config = SimulatorConfig.lively()
    assert config.tokens_per_second is not None
    dialogue_tokens, annotation_tokens = 2_600, 2_800
    one = 2 * config.ttft_seconds + (dialogue_tokens + annotation_tokens) / config.tokens_per_second
    assert 40 <= 2 * one <= 70
