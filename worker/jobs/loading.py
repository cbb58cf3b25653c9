"""Rows of the database as what the pipeline works from. Pure: rows in, a Work out; store.py asks for them.

A plan a manager edited may lack something: then the item cannot be written, and the error names the fields.
Tested in tests/unit/test_jobs_loading.py.
"""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from worker.claude.ledger import Stage
from worker.domain.annotation import EmotionalContext, ResponseStrategy, SentenceBreakdown
from worker.domain.conversation import Conversation, Turn
from worker.domain.plan import ConversationPlan, Dataset, Template
from worker.errors import RapportError
from worker.generation.work import STARTS, Existing, ModelChoice, Start, Work
from worker.jobs.claims import Claim
from worker.quality.voice.rules import boundary_of, nevers_of, voice_of

Row = Mapping[str, Any]
Shape = TypeVar("Shape", bound=BaseModel)

_STAGES: tuple[Stage, ...] = ("dialogue", "annotate", "repair")
SIMULATED = "simulated"
_EVERY_STAGE: tuple[Stage, ...] = (*_STAGES, "judge")


class UnusableRowError(RapportError):
    """A row the item needs is missing or cannot be read; trying again would not help."""

    code = "plan_invalid"


def work_from(
    claim: Claim,
    *,
    conversation: Row | None,
    template: Row | None,
    dataset: Row | None,
    example: Sequence[Row],
    existing: Sequence[Row] = (),
    metrics: Row | None = None,
    method: str,
) -> Work:
    """The claimed item's work.

    Args:
        claim: what was claimed.
        conversation: the row of training_conversations.
        template: the row of conversation_templates.
        dataset: the row of training_datasets.
        example: the reference conversation's turns with their annotated parts nested, in order; may be empty.
        existing: the turns of the text there is, when the job starts from it. metrics: its quality_metrics.
        method: the generation_method of what will be written.

    Raises:
        UnusableRowError: a row is missing, or a field of it cannot be used.
    """
    where = f"conversation {claim.conversation_id}"
    if conversation is None:
        raise UnusableRowError(f"The {where} is not there.", hint="Was it deleted? Cancel the job.")
    if template is None:
        raise UnusableRowError(
            f"The {where} has no template, so there is no prompt for it.",
            hint="Set template_id in its plan, then retry the job.",
        )
    if dataset is None:
        raise UnusableRowError(f"The dataset {claim.dataset_id} is not there.")
    missing = [stage for stage in _STAGES if stage not in claim.models]
    if missing:
        raise UnusableRowError(f"Job {claim.job_number} names no model for: {', '.join(missing)}.")
    start = start_of(claim)
    if start.over_text:
        _can_start(where, conversation, existing, method)
    bar = {**dataset["quality_requirements"], **template["quality_requirements"]}
    return Work(
        plan=_shaped(ConversationPlan, conversation, where),
        template=_shaped(
            Template, {**template, "quality_requirements": bar}, f"template {template['template_id']}"
        ),
        dataset=_checked(_shaped(Dataset, with_profile(dataset), f"dataset {claim.dataset_id}")),
        models={
            stage: _shaped(ModelChoice, claim.models[stage], f"model of {stage}")
            for stage in _EVERY_STAGE
            if stage in claim.models
        },
        method=method,
        example=conversation_from(example) if example else None,
        existing=_existing(conversation, existing, metrics) if start.over_text else None,
        start=start,
        guidance=str(claim.options.get("guidance") or ""),
        last_attempt=claim.last_attempt,
    )


def _existing(conversation: Row, turns: Sequence[Row], metrics: Row | None) -> Existing:
    return Existing(
        conversation_from(turns),
        models=conversation["models"] or {},
        template_version=conversation["template_version"],
        rubric_hash=metrics["rubric_hash"] if metrics else None,
    )


def pinned(claim: Claim, template: Row, kept: Row | None) -> Row:
    """The template's row with the text of the version its item was queued with.

    Args:
        claim: what was claimed.
        template: the row of conversation_templates, of another version.
        kept: the row of conversation_template_versions; None when that text is not kept.

    Raises:
        UnusableRowError: it is not kept: queued and edited before versions were, or under another template.
    """
    if kept is None:
        raise UnusableRowError(
            f"Version {claim.template_version} of template {claim.template_id} is not kept.",
            hint="Retry the job: a retry takes the template as it is now.",
        )
    texts = {name: value for name, value in kept.items() if name in Template.model_fields}
    return {**template, **texts}


def start_of(claim: Claim) -> Start:
    """Where the claimed item's job starts: the one reading of options.from_stage.

    Raises:
        UnusableRowError: a newer version's, which this worker does not know.
    """
    wanted = claim.options.get("from_stage")
    if wanted not in STARTS:
        raise UnusableRowError(f"This worker knows no stage {wanted!r} to start from.", hint="Upgrade it.")
    return STARTS[wanted]


def _can_start(where: str, conversation: Row, existing: Sequence[Row], method: str) -> None:
    """Refuse (UnusableRowError) a text that is not there, or that this worker does not go on with."""
    if not existing:
        raise UnusableRowError(f"The {where} has no text to start from.", hint="Generate it first.")
    if (conversation["generation_method"] == SIMULATED) != (method == SIMULATED):
        raise UnusableRowError(
            f"The {where} was written by {conversation['generation_method']}, and this worker is {method}.",
            hint="What the simulator wrote and what Claude wrote are not mixed in one conversation.",
        )


def conversation_from(turns: Sequence[Row]) -> Conversation:
    """A stored conversation from its rows: turns in order, each with its three annotated parts nested.

    Raises:
        UnusableRowError: a field cannot be used.
    """
    name = str(turns[0]["conversation_id"])
    return Conversation(conversation_id=name, turns=tuple(_turn(row) for row in turns))


def _turn(row: Row) -> Turn:
    where = f"turn {row['turn_id']}"
    context, strategy = only(row["emotional_context"]), only(row["response_strategies"])
    if context is None or strategy is None:
        raise UnusableRowError(f"The {where} is not annotated.")
    sentences = sorted(row["response_breakdowns"], key=lambda sentence: int(sentence["sentence_number"]))
    annotated = {
        **row,
        "emotional_context": _shaped(EmotionalContext, context, where),
        "response_strategy": _shaped(ResponseStrategy, strategy, where),
        "response_breakdown": [_shaped(SentenceBreakdown, sentence, where) for sentence in sentences],
    }
    return _shaped(Turn, annotated, where)


def only(nested: Any) -> Row | None:
    """The one row of a nested table, which PostgREST gives as an object or as a list of one."""
    if isinstance(nested, list):
        return nested[0] if nested else None
    return nested if isinstance(nested, Mapping) else None


def _checked(dataset: Dataset) -> Dataset:
    """The dataset, when the rules of its profile can be read."""
    for name, rules in (("voice", voice_of), ("boundary", boundary_of), ("nevers", nevers_of)):
        try:
            rules(dataset.profile)
        except ValidationError as error:
            raise _unusable(f"dataset {dataset.dataset_id} (profile.{name})", error) from error
    return dataset


def with_profile(dataset: Row) -> dict[str, Any]:
    """The dataset with what stands in columns of its own put into the profile, where prompts look."""
    profile = {name: dataset[name] for name in ("personas", "facts") if dataset.get(name)}
    return {**dataset, "profile": {**profile, **dataset["profile"]}}


def _shaped(shape: type[Shape], row: Row, where: str) -> Shape:
    """The fields of the row that the shape has; columns it does not know are left out."""
    known = {name: row[name] for name in shape.model_fields if name in row}
    try:
        return shape.model_validate(known)
    except ValidationError as error:
        raise _unusable(where, error) from error


def _unusable(where: str, error: ValidationError) -> UnusableRowError:
    faults = "; ".join(
        f"{'.'.join(str(step) for step in fault['loc']) or 'the whole'}: {fault['msg']}"
        for fault in error.errors(include_url=False, include_input=False, include_context=False)
    )
    return UnusableRowError(
        f"The {where} cannot be used: {faults}.", hint="Correct the row, then retry the job."
    )
