"""Sentences are cut by code, and the cut always tiles the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.sentences import rejoins, split

CUTS = {
    "plain": ("It is a lot. You came anyway.", ["It is a lot.", "You came anyway."]),
    "a title": ("Ask Mr. Ortiz about it. He will know.", ["Ask Mr. Ortiz about it.", "He will know."]),
    "for example": ("Pick one, e.g. The Roth option. Start there today.",
                    ["Pick one, e.g. The Roth option.", "Start there today."]),
    "a country": ("It works in the U.S. Treasury market. It is calm there.",
                  ["It works in the U.S. Treasury market.", "It is calm there."]),
    "a country at the end": ("You live in the U.S. That matters for tax.",
                             ["You live in the U.S.", "That matters for tax."]),
    "a time": ("Call me at 9 a.m. Monday if you like. I will be in.",
               ["Call me at 9 a.m. Monday if you like.", "I will be in."]),
    "a time at the end": ("We meet at 9 a.m. Bring the letter with you.",
                          ["We meet at 9 a.m.", "Bring the letter with you."]),
    "an amount": ("You have $1.5M in stock. It is 3.25% of the pot.",
                  ["You have $1.5M in stock.", "It is 3.25% of the pot."]),
    "an account": ("Open your 401(k). Then look at the fee.", ["Open your 401(k).", "Then look at the fee."]),
    "an ellipsis that goes on": ("So you wait... and wait more.", ["So you wait... and wait more."]),
    "an ellipsis that ends": ("You sit there and wait… Then it arrives.",
                              ["You sit there and wait…", "Then it arrives."]),
    "a quotation's end": ("You said “I am so lost.” That took courage.",
                          ["You said “I am so lost.”", "That took courage."]),
    "a question inside": ('"Is it too late?" you asked me. It is not.',
                          ['"Is it too late?" you asked me.', "It is not."]),
    "brackets": ("You did that part. (It was the hard part.) Now we rest.",
                 ["You did that part.", "(It was the hard part.)", "Now we rest."]),
    "exclamation and question": ("You really did it! How does that feel?",
                                 ["You really did it!", "How does that feel?"]),
    "a numbered list": ("Here is the plan:\n1. Open the account.\n2. Move fifty dollars.\nThat is all of it.",
                        ["Here is the plan:", "1. Open the account.", "2. Move fifty dollars.",
                         "That is all of it."]),
    "a bulleted list": ("Two things matter here\n- the fee you pay\n- the time you have",
                        ["Two things matter here", "- the fee you pay", "- the time you have"]),
    "paragraphs": ("First we take a breath\n\nThen we look closely",
                   ["First we take a breath", "Then we look closely"]),
    "a wrapped line": ("You have been carrying\nthis alone for years.",
                       ["You have been carrying this alone for years."]),
    "an initial": ("Ask J. Smith for it. She has the form.", ["Ask J. Smith for it.", "She has the form."]),
    "a short one goes forward": ("Okay. Let us look at it.", ["Okay. Let us look at it."]),
    "a short last one goes back": ("You have done enough. Truly.", ["You have done enough. Truly."]),
    "a short one stays in its paragraph": ("You did it well. Truly so.\n\nNext we look ahead.",
                                           ["You did it well. Truly so.", "Next we look ahead."]),
    "only a short one": ("Well done.", ["Well done."]),
    "nothing": (" \n ", []),
}  # fmt: skip


@pytest.mark.parametrize("case", CUTS)
def test_cuts_where_a_reader_would(case: str) -> None:
    """Abbreviations, amounts, quotations, lists and short pieces are cut as a reader would cut them."""
    text, sentences = CUTS[case]
    assert list(split(text)) == sentences


PIECES = st.sampled_from(
    ["Mr.", "e.g.", "$1.5M", "401(k)", "...", "…", "U.S.", "a.m.", "1.", "-", "\n", "\n\n", " ", "I", "Then",
     "(Yes.)", "“No?”", "wait", "!", "?", ".", "\u00a0", "\t"]
)  # fmt: skip


@given(st.one_of(st.text(), st.lists(PIECES).map(" ".join), st.lists(PIECES).map("".join)))
def test_always_tiles(text: str) -> None:
    """Joined, the sentences are the text; none is blank; none is short unless it is the only one."""
    sentences = split(text)
    assert rejoins(text, sentences)
    assert all(sentence == " ".join(sentence.split()) != "" for sentence in sentences)
    assert len(sentences) < 2 or all(len(sentence.split()) >= 3 for sentence in sentences)


def test_a_changed_sentence_does_not_rejoin() -> None:
    """A dropped or altered word is noticed; white space is not."""
    assert rejoins("One two three.\n\nFour  five six.", ["One two three.", "Four five six."])
    assert not rejoins("One two three. Four five six.", ["One two three.", "Four five."])
