"""A dataset as training_plan_push takes it: what supabase/seed.sql and `rapport plan push` ship.

The database decides what of it is written (supabase/migrations/…_plan_push.sql); here it is only put into
the shape of its rows. Pure; tested in tests/unit/test_planning_seed.py and, on a database, in tests/sql.
"""

import uuid
from dataclasses import replace
from typing import Any

from worker.errors import ContentError
from worker.generation.assemble import findings_payload
from worker.interchange.turns import PLANNED, counted
from worker.planning.readiness import seed_report
from worker.planning.shapes import LoadedDataset, LoadedSeed, LoadedTemplate

# Profile entries that have columns of their own in training_datasets.
_OWN_COLUMNS = frozenset({"personas", "facts"})
# What the ids of the seeds' sources are made from; drawn once at random.
_SOURCES = uuid.UUID("6d1f5a0e-52a4-4c53-9a59-8f1f6a2c9a51")


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
    # The plan's columns are the conversation's; where the file says otherwise, extras keep it.
    about = replace(seed.read.about, **{name: getattr(seed.plan, name) for name in PLANNED})
    known = {persona.persona_type: persona.archetype for persona in loaded.personas}
    given = about.archetype
    return {
        "plan": seed.plan.model_dump(mode="json"),
        "use_for_variations": about.use_for_variations,
        "variation_count_target": about.variation_count_target,
        "extras": {} if given == known.get(seed.plan.persona_type) else {"archetype": given},
        "source": {
            # The same for the same file of the same dataset, so that the same files give the same bytes.
            "id": str(uuid.uuid5(_SOURCES, f"{loaded.dataset.dataset_id}/{seed.path.name}")),
            "name": seed.path.name,
            "sha256": seed.file.sha256,
            "dataset_metadata": seed.file.dataset_metadata,
            "consultant_profile": seed.file.consultant_profile,
            "extras": seed.file.extras,
        },
        "turns": [
            counted(row, turn)
            for row, turn in zip(seed.read.rows(about), seed.conversation.turns, strict=True)
        ],
        "metrics": report.metrics.model_dump(mode="json"),
        "findings": findings_payload(report.findings),
    }
