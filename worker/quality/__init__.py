"""The checks of domain.md section 7, each small and named, and the score they add up to.

`assess` is the whole face. It is pure: it reads a conversation and its plan and returns what it found. The
profile it is given is data of the dataset; nothing here knows which dataset that is.
Tested in tests/unit/test_quality_*.py: every check has a mutation that makes it fire.
"""

from worker.quality.assess import SCORER_VERSION, assess

__all__ = ["SCORER_VERSION", "assess"]
