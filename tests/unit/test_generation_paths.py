"""The path of a finding: it leads to a field of the very draft that a repair request shows."""

import re

import pytest

from tests.unit.test_simulator_content_faults import (
    ANNOTATED,
    findings,
    right,
)
from worker.domain.drafts import DraftTurn, SentenceDraft
from worker.domain.findings import Finding
from worker.generation.briefs import SECTION_MODELS
from worker.generation.examine import ARC_CHECKS
from worker.generation.paths import path_of, placed, told
from worker.local.simulator.content import content_faults
from worker.quality.assess import CHECKS

FAULTS = [
    (part, kind)
    for part, request in ANNOTATED.items()
    for kind in content_faults.kinds_for(request)
    if kind != "invalid_json"
]


def leads(path: str) -> bool:
    """Whether a path goes through fields of a section's draft, or is a field of a turn's messages."""
    first, *rest = re.sub(r"\[\d+\]", "", path).split(".")
    if first not in SECTION_MODELS:
        return not rest and first in DraftTurn.model_fields
    fields = set(SECTION_MODELS[first].model_fields)
    for step in rest:
        if step not in fields:
            return False
        fields = set(SentenceDraft.model_fields) if step == "sentences" else fields
    return True


@pytest.mark.parametrize(("part", "kind"), FAULTS)
def test_every_finding_of_an_annotation_leads_to_a_field_of_its_draft(part: str, kind: str) -> None:
    """Whatever the simulator gets wrong: turn, section, sentence and field are named."""
    text = content_faults.spoil_with(kind, right(3, part), ANNOTATED[part])
    assert text is not None
    found = findings(part, text)
    for finding in found:
        path = path_of(finding)
        assert path.startswith(f"{finding.section}"), path
        assert leads(path), path
        assert (f"sentences[{finding.sentence}]" in path) == (finding.sentence is not None)
    assert placed(found).startswith("turn 3 ")


@pytest.mark.parametrize("name", sorted(check.name for check in CHECKS if check.name != "near_copy"))
def test_every_check_has_a_path_that_leads_somewhere(name: str) -> None:
    """As a finding of the messages, and as one of the section it can be of."""
    in_messages = Finding(check=name, severity="error", message="Wrong.", action="Mend it.", turn=1)
    assert leads(path_of(in_messages))
    assert path_of(in_messages.model_copy(update={"turn": None})) == ""
    if name in ARC_CHECKS:
        of_section = in_messages.model_copy(update={"section": "emotional_context"})
        assert leads(path_of(of_section))


def test_a_repair_is_told_the_path_the_fault_and_what_to_do_once() -> None:
    """One line a finding, the same line only once; a finding of no turn has no path."""
    finding = Finding(
        check="word_choices",
        severity="warning",
        message="Two phrases are explained.",
        action="Explain three to six.",
        turn=2,
        sentence=4,
        section="response_breakdown",
    )
    whole = Finding(check="turn_count", severity="error", message="One turn.", action="Write two.")
    place = "response_breakdown.sentences[4].phrases"
    assert told([finding, finding, whole]) == [
        f"{place}: Two phrases are explained. Explain three to six.",
        "One turn. Write two.",
    ]
    assert placed([finding, whole]) == f"turn 2 {place}; the conversation"


def test_many_places_are_counted_beyond_the_first_few() -> None:
    """A line of a log is no list: four by name, the rest by number."""
    many = [
        Finding(check="red_flags", severity="warning", message="m", action="a", turn=turn, section="training")
        for turn in range(1, 7)
    ]
    assert placed(many).endswith("; turn 4 training.red_flags; and 2 more")
