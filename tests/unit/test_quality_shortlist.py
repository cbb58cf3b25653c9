"""Of many conversations the few that may be near copies are found without comparing all with all."""

from worker.quality.shortlist import shortlist

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
