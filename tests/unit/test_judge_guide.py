"""The judge's guide is a rubric to go by: anchors for every score, and faults with the ceilings they set."""

import re

import pytest

from tests.stack import PROJECT
from worker.domain.findings import QualityMetrics

GUIDE = (PROJECT / "templates/elena/guides/judge.md").read_text(encoding="utf-8")
DIMENSIONS = ("empathy", "clarity", "appropriateness", "brand_voice", "domain")
# fault, what shows it, dimensions, ceiling: the rows of the table, without its head.
FAULTS = [
    tuple(cell.strip() for cell in line.strip("|").split("|"))
    for line in GUIDE.splitlines()
    if line.startswith("| ") and not line.startswith(("| ---", "| fault"))
]


@pytest.mark.parametrize("dimension", DIMENSIONS)
def test_each_dimension_is_anchored_for_every_score(dimension: str) -> None:
    """Its section describes 5, 4, 3, 2 and 1, in that order, and quality_metrics has a column for it."""
    (section,) = re.findall(rf"^### {dimension}: (.*?)(?=^##|\Z)", GUIDE, re.MULTILINE | re.DOTALL)
    assert re.findall(r"^- \*\*(\d)\*\* \w", section, re.MULTILINE) == ["5", "4", "3", "2", "1"]
    assert f"{dimension}_score" in QualityMetrics.model_fields


def test_each_fault_has_a_name_of_its_own_and_a_ceiling_under_the_best_scores() -> None:
    """A row names known dimensions and at most 3; every dimension can be lowered by some fault."""
    names = [row[0] for row in FAULTS]
    assert len(set(names)) == len(names)
    assert len(names) >= 20
    assert all(re.fullmatch("[1-3]", row[3]) for row in FAULTS)
    lowered = [dimension for row in FAULTS for dimension in row[2].split(", ")]
    assert set(lowered) == set(DIMENSIONS)


def test_the_guide_stays_short() -> None:
    """Under 120 lines: it opens every judgment."""
    assert len(GUIDE.splitlines()) < 120
