"""What the checks make of a seed conversation, beside the other seeds of its dataset."""

from worker.domain.findings import QualityReport
from worker.planning.shapes import LoadedDataset, LoadedSeed
from worker.quality.assess import assess
from worker.quality.novelty import other_of

# People wrote the seeds and answer for them.
SEED_METHOD = "manual"


def seed_report(loaded: LoadedDataset, seed: LoadedSeed) -> QualityReport:
    """The report that is stored with a seed: held to its plan and the dataset's bar."""
    return assess(
        seed.conversation,
        seed.plan,
        loaded.dataset.quality_requirements,
        SEED_METHOD,
        loaded.dataset.profile,
        [other_of(other.conversation) for other in loaded.seeds if other is not seed],
    )
