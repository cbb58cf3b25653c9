"""Voice and safety: the habits of the dataset's profile, what it never says, and how an edge case is held.

Every word looked for is data of the profile (worker/domain/voice.py); a rule without its data measures
nothing.
"""

from worker.quality.voice.boundary import BOUNDARY
from worker.quality.voice.habits import HABITS
from worker.quality.voice.nevers import NEVERS

VOICE = (*HABITS, *NEVERS, *BOUNDARY)

__all__ = ["VOICE"]
