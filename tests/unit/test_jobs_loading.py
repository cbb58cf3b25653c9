"""Rows become work, or an error that names what is wrong with them."""

from typing import Any

import pytest

from tests.unit.conversations import conversation, plan
from tests.unit.test_jobs_leases import claim
from worker.generation.work import Work
from worker.jobs.loading import UnusableRowError, conversation_from, pinned, start_of, work_from

MODEL = {"model": "claude-haiku-5-5", "effort": "low"}
CLAIM = claim().model_copy(update={"models": {"dialogue": MODEL, "annotate": MODEL, "repair": MODEL}})


def rows() -> dict[str, Any]:
    """The rows of one item as REST gives them, with columns the domain does not know."""
    stamps = {"id": "uuid", "created_at": "2026-11-22T10:00:00Z"}
    return {
        "conversation": {**plan().model_dump(mode="json"), **stamps, "generation_status": "in_progress"},
        "template": {
            **stamps,
            "template_id": "tier1_a_confusion_to_clarity",
            "dataset_id": "ds",
            "template_name": "A",
            "tier": "tier1_template",
            "arc": "confusion to clarity",
            "structure": "",
            "dialogue_prompt": "write {{topic_description}}",
            "annotation_prompt": "annotate",
            "instructions": "be kind",
            "variables": ["topic_description"],
            "reference_conversation_ids": [],
            "quality_requirements": {"skills": {"least": 5, "most": 8}},
            "version": 3,
        },
        "dataset": {
            **stamps,
            "dataset_id": "ds",
            "name": "A dataset",
            "id_prefix": "ds",
            "language": "en",
            "profile": {"consultant": {"name": "Ada"}},
            "personas": {"Ana": {"voice": "plain"}},
            "facts": [],
            "quality_requirements": {"red_flags": {"least": 0, "most": 4}},
        },
        "example": [],
    }


@pytest.mark.parametrize(("attempt", "last"), [(1, False), (2, False), (3, True)])
def test_a_work_knows_that_it_is_the_last_attempt(attempt: int, *, last: bool) -> None:
    """After the third there is no other: what can be saved then is saved."""
    made = work_from(CLAIM.model_copy(update={"attempt": attempt}), **rows(), method="simulated")
    assert made.last_attempt is last


def turn_rows(nested_as: str) -> list[dict[str, Any]]:
    """The clean conversation as REST gives it: 1:1 parts nested as an object or as a list of one."""
    found = []
    for turn in conversation().turns:
        row = turn.model_dump(mode="json")
        one_to_one = [row.pop("emotional_context"), row.pop("response_strategy")]
        context, strategy = one_to_one if nested_as == "object" else [[part] for part in one_to_one]
        row |= {
            "turn_id": f"ds_ana_001_turn{turn.turn_number}",
            "conversation_id": "ds_ana_001",
            "extras": {},
            "emotional_context": context,
            "response_strategies": strategy,
            "response_breakdowns": list(reversed(row.pop("response_breakdown"))),
        }
        found.append(row)
    return found


def work(**changed: Any) -> Work:
    """The work of the rows, some of them changed."""
    return work_from(CLAIM, **{**rows(), **changed}, method="simulated")


def test_rows_become_work() -> None:
    """Plan, template and dataset are read; the template's bar stands over the dataset's."""
    made = work()
    assert made.plan == plan()
    assert made.template.version == 3
    assert made.template.quality_requirements.skills.least == 5
    assert made.template.quality_requirements.red_flags.least == 0
    assert made.template.quality_requirements.word_choices.least == 3
    assert made.dataset.profile == {"consultant": {"name": "Ada"}, "personas": {"Ana": {"voice": "plain"}}}
    assert made.models["annotate"].model == "claude-haiku-5-5"
    assert (made.method, made.example) == ("simulated", None)


@pytest.mark.parametrize("nested_as", ["object", "list"])
def test_a_stored_conversation_is_read_back_as_it_was(nested_as: str) -> None:
    """Nested rows in either form and any order become the conversation that was saved."""
    assert conversation_from(turn_rows(nested_as)) == conversation()
    assert work(example=turn_rows(nested_as)).example == conversation()


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"conversation": None}, "is not there"),
        ({"template": None}, "no template"),
        ({"dataset": None}, "dataset ds"),
        ({"conversation": {**rows()["conversation"], "persona_name": None}}, "persona_name"),
        ({"conversation": {**rows()["conversation"], "turn_count": 3}}, "turn_count"),
        ({"template": {**rows()["template"], "quality_requirements": {"skils": 1}}}, "skils"),
        ({"dataset": {**rows()["dataset"], "quality_requirements": {"skills": 1}}}, "dataset ds.*skills"),
        ({"dataset": {**rows()["dataset"], "profile": {"voice": {"jargn": []}}}}, "profile.voice.*jargn"),
        (
            {"dataset": {**rows()["dataset"], "profile": {"boundary": {"planning": ["("]}}}},
            "profile.boundary.*no regular expression",
        ),
    ],
)
def test_what_cannot_be_used_is_named(changed: dict[str, Any], names: str) -> None:
    """The error says which row and which field, so that a manager can correct it."""
    with pytest.raises(UnusableRowError, match=names):
        work(**changed)


@pytest.mark.parametrize(
    ("named", "asks", "keeps_text", "only_judges", "replays"),
    [
        (None, ("dialogue", "annotate", "repair", "judge"), False, False, False),
        ("annotate", ("annotate", "repair", "judge"), False, False, False),
        ("judge", ("judge",), True, True, False),
        ("validate", (), True, False, True),
    ],
)
def test_an_option_says_where_work_starts(
    named: str | None, asks: tuple[str, ...], *, keeps_text: bool, only_judges: bool, replays: bool
) -> None:
    """What Claude is asked for follows from it, and so what stays of the text there is."""
    start = start_of(claim().model_copy(update={"options": {"from_stage": named} if named else {}}))
    assert (start.name, start.asks, start.over_text) == (named, asks, named is not None)
    assert (start.keeps_text, start.only_judges, start.replays) == (keeps_text, only_judges, replays)


def test_a_stage_of_a_newer_version_ends_the_item() -> None:
    """A worker that does not know it does not begin from nothing instead."""
    with pytest.raises(UnusableRowError, match="knows no stage 'polish'"):
        start_of(claim().model_copy(update={"options": {"from_stage": "polish"}}))


def test_a_job_without_models_is_named() -> None:
    """A stage nobody chose a model for is not guessed."""
    with pytest.raises(UnusableRowError, match="dialogue, annotate, repair"):
        work_from(claim(), **rows(), method="simulated")


def test_an_item_is_worked_with_the_text_it_was_queued_with() -> None:
    """The kept version's texts and bar stand over the edited template's; its name and tier do not."""
    claimed = CLAIM.model_copy(update={"template_id": "tier1_a_confusion_to_clarity", "template_version": 2})
    kept = {
        "template_id": "tier1_a_confusion_to_clarity",
        "version": 2,
        "dialogue_prompt": "write of {{topic_description}}",
        "quality_requirements": {"skills": {"least": 1, "most": 2}},
        "content_hash": "x",
        "id": "another",
    }
    template = pinned(claimed, rows()["template"], kept)
    made = work(template=template)
    assert made.template.version == 2
    assert made.template.dialogue_prompt == "write of {{topic_description}}"
    assert made.template.annotation_prompt == "annotate"
    assert made.template.template_name == "A"
    assert made.template.quality_requirements.skills.most == 2
    assert template["id"] == "uuid"


def test_a_version_that_is_not_kept_ends_the_item_with_a_way_out() -> None:
    """Rather than another text than was queued, an error that says how to take the present one."""
    claimed = CLAIM.model_copy(update={"template_id": "tier1_a_confusion_to_clarity", "template_version": 2})
    with pytest.raises(UnusableRowError, match="Version 2 of template tier1_a") as refusal:
        pinned(claimed, rows()["template"], None)
    assert "Retry the job" in str(refusal.value.hint)
