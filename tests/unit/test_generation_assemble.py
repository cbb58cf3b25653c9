"""assemble() and payload(): drafts become what is stored, and what cannot be stored is a finding."""

import json

import pytest
from pydantic import ValidationError

from tests.unit.conversations import conversation, plan
from tests.unit.engine_rig import annotation_of
from worker.domain.base import Model
from worker.domain.conversation import Conversation
from worker.domain.drafts import DraftEmotion, ResponseBreakdownDraft, drafted
from worker.domain.plan import QualityRequirements
from worker.generation.assemble import AnnotatedTurn, assemble, payload
from worker.generation.paths import path_of
from worker.quality.assess import assess

WHOLE = conversation()


def turns(**changes: Model) -> list[AnnotatedTurn]:
    """The drafts of the rig's conversation; changes: sections of the first turn's annotation."""
    made = [AnnotatedTurn(drafted(turn), annotation_of(turn)) for turn in WHOLE.turns]
    first = made[0]
    made[0] = AnnotatedTurn(first.drafted, first.annotation.model_copy(update=dict(changes)))
    return made


def assembled(drafts: list[AnnotatedTurn]) -> Conversation:
    """The conversation, which must be one."""
    made = assemble("ds_ana_001", "You are a planner.", drafts)
    assert isinstance(made, Conversation)
    return made


def test_drafts_become_the_conversation_they_came_from() -> None:
    """Nothing is lost and nothing is added on the way."""
    assert assembled(turns()) == WHOLE


def test_what_the_program_knows_is_not_taken_from_the_model() -> None:
    """Previous and current emotion and the change of intensity are computed; only what moved is drafted."""
    drafts = turns()
    context = drafts[1].annotation.emotional_context
    annotation = drafts[1].annotation.model_copy(
        update={"emotional_context": context.model_copy(update={"progression": "It moved."})}
    )
    made = assembled([drafts[0], AnnotatedTurn(drafts[1].drafted, annotation)])
    stored = made.turns[1].emotional_context
    assert (stored.previous_emotion, stored.current_emotion) == ("confusion", "clarity")
    assert stored.intensity_change == -0.05
    assert stored.progression_description == "It moved."
    assert made.turns[0].emotional_context.previous_emotion is None


def test_sentences_are_matched_by_number_not_by_place() -> None:
    """A shuffled breakdown is put in order; a number twice counts once, a number too high is dropped."""
    breakdown = annotation_of(WHOLE.turns[0]).response_breakdown
    extra = breakdown.sentences[0].model_copy(update={"number": 99})
    twice = breakdown.sentences[2].model_copy(update={"function": "a second try"})
    shuffled = breakdown.model_copy(update={"sentences": (*reversed(breakdown.sentences), extra, twice)})
    assert assembled(turns(response_breakdown=shuffled)) == WHOLE


def test_a_sentence_left_out_is_left_out() -> None:
    """The checks, not the assembly, say that the answer is not covered."""
    breakdown = annotation_of(WHOLE.turns[0]).response_breakdown
    short = breakdown.model_copy(update={"sentences": breakdown.sentences[:-1]})
    made = assembled(turns(response_breakdown=short))
    assert len(made.turns[0].response_breakdown) == len(WHOLE.turns[0].response_breakdown) - 1
    report = assess(made, plan(), QualityRequirements(), "simulated", {})
    assert "sentences_tile" in {finding.check for finding in report.findings}


@pytest.mark.parametrize(
    ("section", "update", "part"),
    [
        ("response_strategy", {"primary_strategy": ""}, "primary_strategy"),
        ("response_strategy", {"tone_rationale": ""}, "tone_rationale"),
        ("emotional_context", {"intensity": 7.5}, "intensity"),
        (
            "emotional_context",
            {"detected_emotions": (DraftEmotion(emotion="dread", confidence=85),)},
            "primary_confidence",
        ),
        ("emotional_context", {"detected_emotions": ()}, "primary_emotion"),
    ],
)
def test_what_cannot_be_stored_is_a_finding_of_its_section(
    section: str, update: dict[str, object], part: str
) -> None:
    """A blank or a number out of bounds becomes something a repair can be asked for."""
    whole: Model = getattr(annotation_of(WHOLE.turns[0]), section)
    made = assemble("ds_ana_001", "p", turns(**{section: whole.model_copy(update=update)}))
    assert not isinstance(made, Conversation)
    finding = next(finding for finding in made if finding.evidence["part"] == part)
    assert (finding.turn, finding.section, finding.severity) == (1, section, "error")
    assert part in finding.message


def test_a_rationale_without_its_reason_is_a_finding_of_its_sentence() -> None:
    """A phrase alone, in the answer, is read as one without a reason, and only that sentence is at fault."""
    breakdown = annotation_of(WHOLE.turns[0]).response_breakdown
    answer = json.loads(breakdown.model_dump_json())
    answer["sentences"][2]["phrases"][1] = answer["sentences"][2]["phrases"][1][:1]
    answer["sentences"][3]["phrases"][0] = []
    drafted_so = ResponseBreakdownDraft.model_validate_json(json.dumps(answer))
    made = assemble("ds_ana_001", "p", turns(response_breakdown=drafted_so))
    assert not isinstance(made, Conversation)
    assert [(finding.sentence, finding.evidence["part"]) for finding in made] == [
        (3, "word_choice_rationale.1.reason"),
        (4, "word_choice_rationale.0.phrase"),
        (4, "word_choice_rationale.0.reason"),
    ]
    assert {path_of(finding) for finding in made[:1]} == {"response_breakdown.sentences[3].phrases"}


@pytest.mark.parametrize("pair", [["a phrase", 7], "a phrase", {"phrase": "a phrase", "because": "it is"}])
def test_a_rationale_of_another_form_fits_no_schema(pair: object) -> None:
    """What holds no two texts is no rationale; the answer is asked for again."""
    answer = json.loads(annotation_of(WHOLE.turns[0]).response_breakdown.model_dump_json())
    answer["sentences"][0]["phrases"] = [pair]
    with pytest.raises(ValidationError):
        ResponseBreakdownDraft.model_validate_json(json.dumps(answer))


def test_a_third_emotion_is_optional_and_a_fourth_is_not_stored() -> None:
    """Two emotions leave the third columns null; of four the strongest three are kept."""
    context = annotation_of(WHOLE.turns[0]).emotional_context
    two = context.model_copy(update={"detected_emotions": context.detected_emotions[:2]})
    assert assembled(turns(emotional_context=two)).turns[0].emotional_context.tertiary_emotion is None
    fourth = DraftEmotion(emotion="boredom", confidence=0.1)
    four = context.model_copy(update={"detected_emotions": (*context.detected_emotions, fourth)})
    assert assembled(turns(emotional_context=four)) == WHOLE


def test_the_payload_is_json_and_has_every_column() -> None:
    """What save_conversation takes: the turn's columns, its three parts, metrics and findings."""
    report = assess(WHOLE, plan(), QualityRequirements(), "simulated", {})
    made = payload(
        WHOLE,
        report,
        models=dict.fromkeys(("dialogue", "annotate", "repair"), "claude-haiku-5-5"),
        template_version=3,
        generation_seconds=12.34567,
    )
    assert json.loads(json.dumps(made)) == made
    assert made["conversation"] == {
        "turn_count": 2,
        "models": dict.fromkeys(("dialogue", "annotate", "repair"), "claude-haiku-5-5"),
        "template_version": 3,
        "generation_seconds": 12.346,
    }
    first = made["turns"][0]
    assert first["user_word_count"] == len(WHOLE.turns[0].user_input.split())
    assert first["response_word_count"] == len(WHOLE.turns[0].target_response.split())
    assert first["sentence_count"] == 10
    assert first["quality"] == first["extras"] == {}
    assert first["emotional_context"]["indicator_count"] == WHOLE.turns[0].emotional_context.indicator_count
    assert first["response_strategy"]["tactical_choices"][0] == {"name": "names_the_emotion", "chosen": True}
    assert first["response_breakdown"][0]["word_choice_rationale"][0].keys() == {"phrase", "reason"}
    assert made["metrics"]["overall_score"] == report.metrics.overall_score
