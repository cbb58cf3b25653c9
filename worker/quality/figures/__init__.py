"""Figures: whatever an answer states is the client's, a dated fact of the dataset, or a sum that comes out.

ground.py gathers what has ground, turn by turn; checks.py holds each answer against it; restated.py watches
that the client's own figures stay what they are.
"""

from worker.quality.figures.checks import FIGURES
from worker.quality.figures.restated import RESTATED

__all__ = ["FIGURES", "RESTATED"]
