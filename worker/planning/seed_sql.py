"""Renders supabase/seed.sql: the dataset, its templates, its plans and its seed conversations, as SQL.

The same files give the same bytes. The whole is one DO statement, so it is one transaction whoever runs it
(supabase db reset, psql, rapport local). Run again it adds what is new and refreshes templates and plans that
are still planned and that nobody edited; everything else stays. Tested in tests/unit/test_planning_seed.py
and, on a database, in tests/sql/test_seed.py.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from worker.domain.conversation import Turn, words
from worker.domain.findings import Finding
from worker.errors import ContentError
from worker.planning.hashes import PLAN_COLUMNS, plan_hash, plan_hash_sql
from worker.planning.readiness import SEED_METHOD, seed_report
from worker.planning.shapes import LoadedDataset, LoadedSeed, LoadedTemplate

_TAG = "$rapport_seed$"
# Profile entries that have columns of their own in training_datasets.
_OWN_COLUMNS = frozenset({"personas", "facts"})
# A column whose value is SQL, not data.
_RAW = "\0sql:"
_NOW = f"{_RAW}now()"
_IN_NO_LIVE_JOB = (
    "not exists (select 1 from public.generation_job_items i where i.conversation_id = t.conversation_id"
    " and i.status in ('queued', 'running', 'waiting_batch'))"
)


def render_seed(loaded: LoadedDataset) -> str:
    """supabase/seed.sql for a dataset.

    Raises ContentError when a seed conversation is not ready for training, naming what is wrong with it.
    """
    parts = [
        _dataset(loaded),
        *(_template(item) for item in loaded.templates),
        *(_seed(loaded, seed) for seed in loaded.seeds),
        *(_planned(plan.model_dump(mode="json"), plan_hash(plan)) for plan in loaded.plans),
    ]
    body = "\n".join(parts)
    if _TAG in body:
        raise ContentError(f"A text of dataset {loaded.dataset.dataset_id} contains {_TAG}.")
    name = loaded.dataset.dataset_id
    return (
        f"-- Dataset {name}: rendered by `rapport plan render` from planning/{name}/ and templates/{name}/.\n"
        "-- Edit those files, not this one. One statement, so one transaction; safe to run again.\n"
        f"do {_TAG}\nbegin\n\n{body}\nend\n{_TAG};\n"
    )


def _dataset(loaded: LoadedDataset) -> str:
    dataset = loaded.dataset
    profile = {name: value for name, value in dataset.profile.items() if name not in _OWN_COLUMNS}
    row = {
        "dataset_id": dataset.dataset_id,
        "name": dataset.name,
        "id_prefix": dataset.id_prefix,
        "language": dataset.language,
        "profile": profile,
        "personas": dataset.profile["personas"],
        "quotas": loaded.quotas.model_dump(mode="json"),
        "facts": dataset.profile["facts"],
        "quality_requirements": dataset.quality_requirements.model_dump(mode="json"),
    }
    return _insert("training_datasets", [row], "on conflict (dataset_id) do nothing")


def _template(item: LoadedTemplate) -> str:
    template = item.template
    names = (
        "template_name", "tier", "arc", "structure", "dialogue_prompt", "annotation_prompt", "instructions",
        "variables", "reference_conversation_ids",
    )  # fmt: skip
    values = template.model_dump(mode="json")
    row = {
        "template_id": template.template_id,
        "dataset_id": template.dataset_id,
        **{name: values[name] for name in names},
        "quality_requirements": item.own_requirements,
    }
    refreshed = [*names, "quality_requirements", "shipped_hash"]
    changed = " or ".join(
        f"t.{name} is distinct from excluded.{name}"
        for name in ("template_name", "tier", "arc", "content_hash")
    )
    return _insert(
        "conversation_templates as t",
        [row],
        "on conflict (template_id) do update set\n    "
        + ",\n    ".join(f"{name} = excluded.{name}" for name in refreshed)
        + f"\n  where t.content_hash = t.shipped_hash and ({changed})",
    )


def _planned(plan: Mapping[str, Any], shipped: str) -> str:
    """A planned conversation; a row that is still planned, unedited and in no live job follows the files."""
    names = [name for name in PLAN_COLUMNS if name not in {"conversation_id", "dataset_id"}]
    assignments = ",\n    ".join(f"{name} = excluded.{name}" for name in [*names, "plan_hash"])
    conditions = (
        "t.generation_status = 'planned'",
        "t.plan_hash is distinct from excluded.plan_hash",
        f"t.plan_hash = {plan_hash_sql('t')}",
        _IN_NO_LIVE_JOB,
    )
    return _insert(
        "training_conversations as t",
        [{**plan, "plan_hash": shipped}],
        "on conflict (conversation_id) do update set\n    "
        + assignments
        + "\n  where "
        + "\n    and ".join(conditions),
    )


def _seed(loaded: LoadedDataset, seed: LoadedSeed) -> str:
    conversation_id = seed.plan.conversation_id
    report = seed_report(loaded, seed)
    if not report.metrics.ready_for_training:
        said = "; ".join(finding.message for finding in report.findings) or f"{report.metrics.overall_score}"
        raise ContentError(f"{seed.path}: not ready for training: {said}")
    row = {
        **seed.plan.model_dump(mode="json"),
        "plan_hash": plan_hash(seed.plan),
        "generation_status": "generated",
        "generation_method": SEED_METHOD,
        "revision": 1,
        "quality_score": report.metrics.overall_score,
        "is_seed_example": True,
        "use_for_variations": seed.use_for_variations,
        "variation_count_target": seed.variation_count_target,
        "generated_at": _NOW,
    }
    turns = seed.conversation.turns
    metrics = {"conversation_id": conversation_id, **report.metrics.model_dump(mode="json")}
    parts = [
        _insert(
            "training_turns",
            [
                _turn(conversation_id, turn, extras)
                for turn, extras in zip(turns, seed.turn_extras, strict=True)
            ],
        ),
        _insert("emotional_context", [_context(conversation_id, turn) for turn in turns]),
        _insert("response_strategies", [_strategy(conversation_id, turn) for turn in turns]),
        _insert("response_breakdowns", [row for turn in turns for row in _sentences(conversation_id, turn)]),
        _insert("quality_metrics", [metrics]),
        _insert("quality_findings", [_finding(conversation_id, finding) for finding in report.findings]),
    ]
    approval = (
        "update public.training_conversations set generation_status = 'approved' where conversation_id = "
    )
    born = _insert("training_conversations", [row], "on conflict do nothing")
    written = "".join([*parts, approval, _literal(conversation_id), ";\n"])
    return f"{born}if found then\n{written}end if;\n"


def _keys(conversation_id: str, turn: Turn) -> dict[str, Any]:
    return {"turn_id": f"{conversation_id}_turn{turn.turn_number}", "conversation_id": conversation_id}


def _turn(conversation_id: str, turn: Turn, extras: Mapping[str, Any]) -> dict[str, Any]:
    annotated = {"emotional_context", "response_strategy", "response_breakdown"}
    return {
        **_keys(conversation_id, turn),
        **turn.model_dump(mode="json", exclude=annotated),
        "user_word_count": words(turn.user_input),
        "response_word_count": words(turn.target_response),
        "sentence_count": len(turn.response_breakdown),
        "extras": dict(extras),
    }


def _context(conversation_id: str, turn: Turn) -> dict[str, Any]:
    context = turn.emotional_context
    return {
        **_keys(conversation_id, turn),
        **context.model_dump(mode="json"),
        "indicator_count": context.indicator_count,
        "quote_count": context.quote_count,
    }


def _strategy(conversation_id: str, turn: Turn) -> dict[str, Any]:
    return {**_keys(conversation_id, turn), **turn.response_strategy.model_dump(mode="json")}


def _sentences(conversation_id: str, turn: Turn) -> Iterable[dict[str, Any]]:
    for sentence in turn.response_breakdown:
        yield {**_keys(conversation_id, turn), **sentence.model_dump(mode="json")}


def _finding(conversation_id: str, finding: Finding) -> dict[str, Any]:
    return {
        "conversation_id": conversation_id,
        "revision": 1,
        "turn_number": finding.turn,
        "sentence_number": finding.sentence,
        "check": finding.check,
        "severity": finding.severity,
        "message": finding.message,
        "action": finding.action,
        "evidence": finding.evidence,
    }


def _insert(table: str, rows: Sequence[Mapping[str, Any]], tail: str = "") -> str:
    """An insert of rows that have the same columns, and a blank line; "" for no rows."""
    if not rows:
        return ""
    columns = list(rows[0])
    named = ", ".join(f'"{name}"' if name == "check" else name for name in columns)
    values = ",\n".join(
        "(" + ",\n  ".join(_literal(row[name]) for name in columns) + ")" for row in rows
    )  # fmt: skip
    ending = f"\n{tail};\n\n" if tail else ";\n\n"
    return f"insert into public.{table} ({named}) values\n{values}{ending}"


def _literal(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return repr(value)
    if isinstance(value, str):
        return value.removeprefix(_RAW) if value.startswith(_RAW) else _quoted(value)
    return _quoted(json.dumps(value, ensure_ascii=False, allow_nan=False)) + "::jsonb"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
