"""A dataset as training_plan_push takes it: what supabase/seed.sql and `rapport plan push` ship.

The database decides what of it is written (supabase/migrations/…_plan_push.sql); here it is only put into
the shape of its rows. Pure; tested in tests/unit/test_planning_seed.py and, on a database, in tests/sql.
"""

from typing import Any

from worker.errors import ContentError
from worker.generation.assemble import findings_payload, turn_payload
from worker.planning.readiness import seed_report
from worker.planning.shapes import LoadedDataset, LoadedSeed, LoadedTemplate

# Profile entries that have columns of their own in training_datasets.
_OWN_COLUMNS = frozenset({"personas", "facts"})


def shipment(loaded: LoadedDataset) -> dict[str, Any]:
    """The dataset as JSON values: {dataset, templates, seeds, plans}.

    Raises ContentError when a seed conversation is not ready for training, naming what is wrong with it.
    """
    return {
        "dataset": _dataset(loaded),
        "templates": [_template(item) for item in loaded.templates],
        "seeds": [_seed(loaded, seed) for seed in loaded.seeds],
        "plans": [plan.model_dump(mode="json") for plan in loaded.plans],
    }


def _dataset(loaded: LoadedDataset) -> dict[str, Any]:
    dataset = loaded.dataset
    return {
        "dataset_id": dataset.dataset_id,
        "name": dataset.name,
        "id_prefix": dataset.id_prefix,
        "language": dataset.language,
        "profile": {name: value for name, value in dataset.profile.items() if name not in _OWN_COLUMNS},
        "personas": dataset.profile["personas"],
        "quotas": loaded.quotas.model_dump(mode="json"),
        "facts": dataset.profile["facts"],
        "quality_requirements": dataset.quality_requirements.model_dump(mode="json"),
    }


def _template(item: LoadedTemplate) -> dict[str, Any]:
    row = item.template.model_dump(mode="json", exclude={"version"})
    return row | {"quality_requirements": item.own_requirements}


def _seed(loaded: LoadedDataset, seed: LoadedSeed) -> dict[str, Any]:
    report = seed_report(loaded, seed)
    if not report.metrics.ready_for_training:
        said = "; ".join(finding.message for finding in report.findings) or f"{report.metrics.overall_score}"
        raise ContentError(f"{seed.path}: not ready for training: {said}")
    return {
        "plan": seed.plan.model_dump(mode="json"),
        "use_for_variations": seed.use_for_variations,
        "variation_count_target": seed.variation_count_target,
        "turns": [
            turn_payload(turn) | {"extras": dict(extras)}
            for turn, extras in zip(seed.conversation.turns, seed.turn_extras, strict=True)
        ],
        "metrics": report.metrics.model_dump(mode="json"),
        "findings": findings_payload(report.findings),
    }
