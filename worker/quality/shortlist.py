"""Which of many conversations are so alike that novelty should compare them word by word.

As conversation_sketches does it in the database: of each conversation the smallest hashes of its runs of
words, and a pair that shares enough of them is worth a look. Tested in
tests/unit/test_quality_shortlist.py.
"""

import zlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from worker.domain.overlap import grams
from worker.quality.checks import Other
from worker.quality.novelty import GRAM

# Two conversations at the bar of novelty share some forty of 128, unrelated ones none or one.
SKETCH: Final = 128
WORTH_A_LOOK: Final = 12


def sketch(messages: Sequence[str]) -> frozenset[int]:
    """The smallest hashes of the runs of five words of all messages."""
    hashes = {zlib.crc32(" ".join(gram).encode()) for message in messages for gram in grams(message, GRAM)}
    return frozenset(sorted(hashes)[:SKETCH])


def shortlist(conversations: Mapping[str, Sequence[str]]) -> dict[str, list[Other]]:
    """For each conversation the others that may be like it, by id; messages by conversation_id are given.

    A conversation of few words is compared with whatever shares half of its runs.
    """
    sketches = {name: sketch(messages) for name, messages in conversations.items()}
    holders: dict[int, list[str]] = defaultdict(list)
    for name, hashes in sketches.items():
        for each in hashes:
            holders[each].append(name)
    found: dict[str, list[Other]] = {}
    for name, hashes in sketches.items():
        shared = Counter(other for each in hashes for other in holders[each] if other != name)
        enough = max(1, min(WORTH_A_LOOK, len(hashes) // 2))
        found[name] = [
            Other(other, tuple(conversations[other])) for other in sorted(shared) if shared[other] >= enough
        ]
    return found
