"""The judge's answer, held to its evidence and to the guide; what of it becomes a score."""

from typing import Any

import pytest
from pydantic import ValidationError

from tests.unit.conversations import plan
from tests.unit.rubrics import GUIDE, NAMES, QUOTE, RULES, WHOLE, draft, evidence, profile, verdict
from worker.domain.findings import QualityMetrics
from worker.domain.plan import QualityRequirements
from worker.domain.verdicts import DimensionVerdict, JudgeDraft, JudgeRules
from worker.quality.assess import assess
from worker.quality.judgement import (
    JudgedDimension,
    Judgement,
    Judging,
    NotJudged,
    Rubric,
    read_verdicts,
    rubric_of,
)


def rubric() -> Rubric:
    """The rubric of the small profile."""
    found = rubric_of(profile())
    assert found is not None
    return found


def read(answer: JudgeDraft) -> tuple[JudgedDimension, ...]:
    """The verdicts of an answer that holds."""
    found = read_verdicts(answer, WHOLE, rubric())
    assert isinstance(found, tuple), found
    return found


def complaints(answer: JudgeDraft) -> list[str]:
    """What is wrong with an answer that does not."""
    found = read_verdicts(answer, WHOLE, rubric())
    assert isinstance(found, list), found
    return found


def test_an_answer_that_holds_is_five_verdicts_in_the_rubrics_order() -> None:
    """Whatever order the judge answers in, the scores go where the profile says."""
    answer = draft(verdict("clarity", score=4))
    backwards = JudgeDraft(verdicts=answer.verdicts[::-1])
    found = read(backwards)
    assert [item.name for item in found] == list(NAMES)
    assert [item.score for item in found] == [5, 4, 5, 5, 5]
    assert found[4].score_name == "domain"


def test_a_dimension_may_be_called_as_its_section_in_the_guide() -> None:
    """The guide's heading is domain, the dataset's name is soundness: both are understood."""
    answer = draft(verdict("Domain", score=3), leave_out="soundness")
    assert {item.name: item.score for item in read(answer)}["soundness"] == 3


FAULTY: dict[str, tuple[JudgeDraft, str]] = {
    "words nobody wrote": (
        draft(verdict("empathy", evidence=(evidence("words nobody ever wrote"),))),
        "empathy: “words nobody ever wrote” does not occur in the dialogue.",
    ),
    "an ellipsis in a quote": (
        draft(verdict("empathy", evidence=(evidence(f"{QUOTE[:20]} … {QUOTE[-20:]}"),))),
        "does not occur in the dialogue.",
    ),
    "one word": (
        draft(verdict("clarity", evidence=(evidence("relief"),))),
        "clarity: “relief” is too short to be evidence.",
    ),
    "no evidence": (draft(verdict("brand_voice", evidence=())), "brand_voice has no evidence."),
    "no reason": (draft(verdict("brand_voice", reason="  ")), "brand_voice has no reason."),
    "a dimension left out": (draft(leave_out="appropriateness"), "appropriateness is not judged."),
    "a dimension of its own": (draft(verdict("charm")), "“charm” is no dimension of the guide."),
    "a dimension twice": (
        JudgeDraft(verdicts=(*draft().verdicts, verdict("clarity", score=2))),
        "clarity is judged twice.",
    ),
    "words of the guide": (
        draft(verdict("clarity", evidence=(evidence("the client is looked down on"),))),
        "clarity: “the client is looked down on” does not occur in the dialogue.",
    ),
    "quotes without end": (
        draft(verdict("clarity", evidence=(evidence(),) * 11)),
        "clarity has more than 10 quotes",
    ),
    "a reason without end": (
        draft(verdict("clarity", reason="Because. " * 100_000)),
        "clarity: the reason is no one or two sentences.",
    ),
    "a quote without end": (
        draft(verdict("clarity", evidence=(evidence("so very " * 100_000),))),
        "is too long to be evidence.",
    ),
    "a dimension without end": (draft(verdict("charm" * 100_000)), "is no dimension of the guide."),
    "a fault without end": (
        draft(verdict("clarity", faults=("boredom" * 100_000,))),
        "is no fault of the guide.",
    ),
    "a fault nobody knows": (
        draft(verdict("clarity", faults=("boredom",))),
        "clarity: boredom is no fault of the guide.",
    ),
}


@pytest.mark.parametrize("name", FAULTY)
def test_an_answer_that_does_not_hold_is_told_why(name: str) -> None:
    """One complaint for the one thing that is wrong, in words a judge and a person understand."""
    answer, complaint = FAULTY[name]
    (found,) = complaints(answer)
    assert complaint in found
    assert len(found) < 300


LOWERED: dict[str, tuple[tuple[DimensionVerdict, ...], str, int]] = {
    "a score over its fault's ceiling": ((verdict("clarity", faults=("haste",), score=4),), "clarity", 3),
    "a fault of two dimensions, named in one": (
        (verdict("empathy", faults=("scorn",), score=2),),
        "brand_voice",
        2,
    ),
    "three faults, which lower by one more": (
        (verdict("clarity", faults=("haste", "noise", "fog"), score=3),),
        "clarity",
        2,
    ),
    "a fault's name written otherwise": ((verdict("clarity", faults=("Haste",), score=5),), "clarity", 3),
}


@pytest.mark.parametrize("name", LOWERED)
def test_a_score_is_lowered_to_what_the_named_faults_allow(name: str) -> None:
    """The guide's rule gives the score; what the judge gave is kept beside it, with the faults that count."""
    changed, dimension, allowed = LOWERED[name]
    found = {item.name: item for item in read(draft(*changed))}[dimension]
    asked = {item.dimension: item.score for item in draft(*changed).verdicts}[dimension]
    assert (found.score, found.given) == (allowed, asked)
    assert found.faults
    assert set(found.faults) <= rubric().ceilings.keys()
    assert found.part().evidence["given"] == asked
    untouched = [item for item in read(draft(*changed)) if not item.faults]
    assert all("given" not in item.part().evidence for item in untouched)


def test_fives_without_evidence_are_five_complaints() -> None:
    """Nothing is taken on trust."""
    kind = draft(*(verdict(name, evidence=()) for name in NAMES))
    assert len(complaints(kind)) == len(NAMES)


def test_complaints_without_end_are_told_in_part() -> None:
    """Thousands of faults it made up: the judge is asked again with some, not sent them all back."""
    invented = tuple(f"fault {number}" for number in range(5_000))
    assert len(complaints(draft(verdict("clarity", faults=invented)))) == 20


@pytest.mark.parametrize("score", ["0", "6", "-1", "5.5", "1e308", "true", '"5"', "null", "9" * 400])
def test_a_score_is_a_whole_number_from_one_to_five(score: str) -> None:
    """Whatever a hostile judge writes in its place is no verdict."""
    written = verdict("clarity").model_dump_json().replace('"score":5', f'"score":{score}')
    with pytest.raises(ValidationError):
        DimensionVerdict.model_validate_json(written)


def test_a_score_may_be_under_its_ceiling() -> None:
    """The anchors may ask for less than the faults allow."""
    found = read(draft(verdict("empathy", faults=("cold",), score=1)))
    assert found[0].score == 1
    assert found[0].faults == ("cold",)


def test_evidence_is_put_where_it_stands() -> None:
    """The client's words of turn 1, said to be the answer's of turn 2, are found where they are."""
    words = " ".join(WHOLE.turns[0].user_input.split()[:6])
    (found,) = read(draft(verdict("empathy", evidence=(evidence(words),))))[0].evidence
    assert (found.turn, found.speaker, found.quote) == (1, "client", words)


def test_the_case_of_a_speaker_is_nothing() -> None:
    """Structured outputs promise the words of an enum, not their capitals."""
    assert evidence(speaker="Consultant") == evidence(speaker="consultant")
    with pytest.raises(ValidationError):
        evidence(speaker="narrator")


def test_typographic_apostrophes_are_the_plain_ones() -> None:
    """A judge that writes I've quotes a client who wrote I\u2019ve."""
    assert "\u2019" in WHOLE.turns[0].user_input
    plain = " ".join(WHOLE.turns[0].user_input.split()[:4]).replace("\u2019", "'")
    assert read(draft(verdict("empathy", evidence=(evidence(plain, 1, "client"),))))


def test_the_hash_is_of_the_guide_and_the_rules() -> None:
    """Another wording, or another number of faults, is another rubric; other facts are not."""
    changed = rubric_of(profile(GUIDE + "\nBe strict."))
    fewer = rubric_of({**profile(), "judge": {**RULES, "many_faults": 2}})
    same = rubric_of({**profile(), "facts": [{"statement": "Water is wet.", "source": "rain"}]})
    assert changed
    assert fewer
    assert same
    assert len({rubric().hash, changed.hash, fewer.hash}) == 3
    assert same.hash == rubric().hash


def test_a_profile_without_a_rubric_has_none() -> None:
    """The guide alone, or the dimensions alone, are no rubric."""
    assert rubric_of({"guides": {"judge": GUIDE}}) is None
    assert rubric_of({"judge": RULES}) is None


@pytest.mark.parametrize(
    "dimensions",
    [
        RULES["dimensions"][:4],
        [*RULES["dimensions"], RULES["dimensions"][0]],
        [{"score": "charm", "name": "x"}],
    ],
)
def test_the_five_scores_are_each_named_once(dimensions: list[Any]) -> None:
    """quality_metrics has five columns; a profile fills each of them."""
    with pytest.raises(ValidationError):
        JudgeRules.model_validate({"dimensions": dimensions})


def measured(judging: Judging, method: str = "claude_api") -> QualityMetrics:
    """The metrics of a conversation that is flawless in code."""
    return assess(WHOLE, plan(), QualityRequirements(), method, {}, None, judging).metrics


def judged(**scores: int) -> Judgement:
    """A judgement of fives, but for some."""
    answer = draft(*(verdict(name, score=score) for name, score in scores.items()))
    return Judgement(read(answer), "claude-opus-5-5", rubric().hash)


def test_the_score_is_the_lower_of_code_and_judge() -> None:
    """5.00 by code and 4.4 by the judge is 4.4: a person should look, and it is not ready."""
    metrics = measured(judged(empathy=3, clarity=4))
    assert (metrics.code_score, metrics.judge_score, metrics.overall_score) == (5.0, 4.4, 4.4)
    assert (metrics.judged, metrics.ready_for_training, metrics.needs_review) == (True, False, True)
    assert (metrics.empathy_score, metrics.clarity_score, metrics.domain_score) == (3.0, 4.0, 5.0)
    assert (metrics.judge_model, metrics.rubric_hash) == ("claude-opus-5-5", rubric().hash)
    assert metrics.not_judged_reason is None


def test_a_judged_text_over_the_bar_is_ready() -> None:
    """4.6 by the judge of what a model wrote; the simulator's stays out whatever the judge says."""
    assert measured(judged(empathy=4, clarity=4)).ready_for_training
    assert not measured(judged(), "simulated").ready_for_training


def test_the_parts_hold_the_judges_reasons_and_quotes() -> None:
    """Beside the four dimensions of code stand the five of the judge, by the dataset's names."""
    parts = [part for part in measured(judged(soundness=4)).score_parts if part.source == "judge"]
    assert [part.dimension for part in parts] == list(NAMES)
    last = parts[-1]
    assert (last.value, last.weight, last.reason) == (4.0, 0.2, verdict("soundness").reason)
    quote = {"turn": 2, "speaker": "consultant", "quote": QUOTE}
    assert last.evidence == {"quotes": [quote], "faults": []}


def test_a_judge_asked_in_vain_asks_for_a_person() -> None:
    """Unjudged by choice needs no review; unjudged because the judge could not be had does."""
    chosen = measured(NotJudged("the job asked for no judge"))
    in_vain = measured(NotJudged("the judge could not be had", review=True))
    assert (chosen.needs_review, in_vain.needs_review) == (False, True)
    assert (chosen.ready_for_training, in_vain.ready_for_training) == (False, False)
    for metrics in (chosen, in_vain):
        assert (metrics.judged, metrics.judge_score, metrics.empathy_score) == (False, None, None)
        assert metrics.not_judged_reason
