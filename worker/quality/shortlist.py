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


def close(texts: Sequence[Sequence[str]]) -> list[list[int]]:
    """For each text, given by its messages, the places of the others that may be like it, in order.

    A pair of which one has few words is worth a look when they share half of its runs.
    """
    sketches = [sketch(messages) for messages in texts]
    holders: dict[int, list[int]] = defaultdict(list)
    for place, hashes in enumerate(sketches):
        for each in hashes:
            holders[each].append(place)
    found: list[list[int]] = []
    for place, hashes in enumerate(sketches):
        shared = Counter(other for each in hashes for other in holders[each] if other != place)
        found.append(
            [other for other in sorted(shared) if shared[other] >= _enough(len(hashes), len(sketches[other]))]
        )
    return found


def shortlist(conversations: Mapping[str, Sequence[str]]) -> dict[str, list[Other]]:
    """For each conversation the others that may be like it, by id; messages by conversation_id are given."""
    names = sorted(conversations)
    texts = [conversations[name] for name in names]
    return {
        name: [Other(names[other], tuple(texts[other])) for other in others]
        for name, others in zip(names, close(texts), strict=True)
    }


def _enough(runs: int, others_runs: int) -> int:
    return max(1, min(WORTH_A_LOOK, runs // 2, others_runs // 2))
