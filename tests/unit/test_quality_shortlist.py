"""Of many conversations the few that may be near copies are found without comparing all with all."""

import random

from worker.domain.overlap import grams, jaccard
from worker.quality.novelty import GRAM, NEAR_COPY
from worker.quality.shortlist import close, shortlist

TEXT = "I have not opened a single letter since May and the drawer will not close any more on its own"


def test_copies_find_each_other_and_nobody_else() -> None:
    """A copy with a sentence more, and strangers: the copy and its original, nothing else."""
    strangers = {f"s{n}": [" ".join(f"word{n}x{place}" for place in range(60))] for n in range(20)}
    found = shortlist(
        {"a": [TEXT], "b": [TEXT, "Something else at the end of it all, said twice."], **strangers}
    )
    assert [other.conversation_id for other in found["a"]] == ["b"]
    assert [other.conversation_id for other in found["b"]] == ["a"]
    assert found["b"][0].messages == (TEXT,)
    assert all(found[name] == [] for name in strangers)


def test_texts_too_short_to_compare_are_like_nobody() -> None:
    """Fewer than five words have no run to share."""
    assert shortlist({"a": ["Good day to you."], "b": ["Good day to you."]}) == {"a": [], "b": []}


def test_every_near_copy_is_on_the_list_however_long_it_is() -> None:
    """Of five to a thousand words, pieces of longer ones too: none that novelty would name is missing."""
    dice = random.Random(7)  # noqa: S311 - no secret: the same texts every time
    texts: list[list[str]] = []
    for words in (5, 6, 8, 12, 18, 30, 60, 133, 250, 1000):
        text = [f"w{dice.randrange(10**9)}" for _ in range(words)]
        for kept in (0.25, 0.31, 0.35, 0.5, 0.8, 1.0):
            piece = text[: max(5, int(words * kept))]
            rest = [f"w{dice.randrange(10**9)}" for _ in range(words - len(piece))]
            texts += [[" ".join(piece)], [" ".join(piece), " ".join(rest)]]
        texts.append([" ".join(text)])
    runs = [frozenset(gram for message in text for gram in grams(message, GRAM)) for text in texts]
    near = [
        [other for other, theirs in enumerate(runs) if other != place and jaccard(own, theirs) >= NEAR_COPY]
        for place, own in enumerate(runs)
    ]
    assert sum(map(len, near)) > 300
    for listed, named in zip(close(texts), near, strict=True):
        assert set(named) <= set(listed)
        assert len(listed) < len(texts) / 2


def test_two_conversations_of_one_name_are_both_compared() -> None:
    """Places, not names: a copy of a text whose name another text has as well is found."""
    assert close([[TEXT], ["Another text of this name says nothing like it at all, today."], [TEXT]]) == [
        [2],
        [],
        [0],
    ]
