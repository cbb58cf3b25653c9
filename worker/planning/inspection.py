"""All that is wrong with the files of all datasets: `plan check` prints it, `plan render` refuses it.

Beyond each dataset's own rules: its seed conversations are ready for training, and datasets that live in one
database share no id. Reads files, prints nothing; tested in tests/unit/test_planning_check.py.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from worker.domain.findings import QualityReport
from worker.planning.faults import Fault, Faults, refuse
from worker.planning.load import Reading, read_dataset
from worker.planning.readiness import seed_report
from worker.planning.shapes import LoadedDataset, LoadedSeed


@dataclass(frozen=True)
class Inspection:
    """A dataset and all that is wrong with its files. loaded: None when it could not be put together."""

    name: str
    loaded: LoadedDataset | None
    faults: tuple[Fault, ...]


def inspect_datasets(root: Path, names: Sequence[str]) -> list[Inspection]:
    """The datasets below a folder, in the order of `names`. Args as load_dataset's."""
    readings = [read_dataset(root, name) for name in names]
    return [
        Inspection(
            reading.name,
            reading.loaded,
            (*reading.faults, *_unready(reading.loaded), *_shared(readings[:at], reading)),
        )
        for at, reading in enumerate(readings)
    ]


def sound_datasets(root: Path, names: Sequence[str]) -> list[LoadedDataset]:
    """The datasets, when nothing is wrong with any. Raises ContentError naming every fault of all."""
    inspected = inspect_datasets(root, names)
    refuse(
        f"Dataset{'s' if len(names) > 1 else ''} {', '.join(names)}",
        [fault for item in inspected for fault in item.faults],
    )
    return [item.loaded for item in inspected if item.loaded is not None]


def _unready(loaded: LoadedDataset | None) -> tuple[Fault, ...]:
    """What keeps the seed conversations from training."""
    faults = Faults()
    if loaded is None:
        return ()
    for seed in loaded.seeds:
        report = seed_report(loaded, seed)
        if not report.metrics.ready_for_training:
            _note(faults, seed, report)
    return faults.found


def _note(faults: Faults, seed: LoadedSeed, report: QualityReport) -> None:
    file = seed.path.as_posix()
    faults.add(file, "", f"is not ready for training, at {report.metrics.overall_score:.2f}")
    for finding in report.findings:
        place = f"turn {finding.turn}" if finding.turn else "conversation"
        place += f", sentence {finding.sentence}" if finding.sentence else ""
        faults.add(file, place, f"{finding.message} {finding.action} [{finding.check}]")


def _shared(before: Iterable[Reading], reading: Reading) -> tuple[Fault, ...]:
    """Ids that a dataset before this one has: the database knows each once."""
    faults = Faults()
    mine = _ids(reading)
    for other in before:
        theirs = _ids(other)
        for key, (file, field) in mine.items():
            if key in theirs:
                faults.add(file, field, f"{key[1]} is also in {theirs[key][0]}, of another dataset")
    return faults.found


def _ids(reading: Reading) -> dict[tuple[str, str], tuple[str, str]]:
    """Every id that is unique in a database: its kind and itself → the file and field it stands in."""
    loaded, origins = reading.loaded, reading.origins
    if loaded is None:
        return {}
    plans = {
        ("conversation", name): (file, f"{field}.conversation_id")
        for name, (file, field) in origins.plans.items()
    }
    templates = {
        ("template", item.template.template_id): (origins.files[item.template.template_id], "template_id")
        for item in loaded.templates
    }
    dataset = {
        ("dataset", loaded.dataset.dataset_id): (origins.files["dataset"], "id"),
        ("prefix", loaded.dataset.id_prefix): (origins.files["dataset"], "id_prefix"),
    }
    return {**dataset, **templates, **plans}
