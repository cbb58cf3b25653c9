"""The figures of a text are found whatever their spelling, and nothing else is taken for one."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.figures import STATED, Known, figures_in

SPELLINGS: dict[str, list[tuple[str, str]]] = {
    "$1,200": [("money", "1200")],
    "1200 dollars": [("money", "1200")],
    "$1,200.50": [("money", "1200.5")],
    "$1.2 million": [("money", "1200000")],
    "a two-million-dollar budget": [("money", "2000000")],
    "half a million dollars": [("money", "500000")],
    "twelve hundred dollars": [("money", "1200")],
    "a hundred and fifty dollars": [("money", "150")],
    "forty thousand dollars": [("money", "40000")],
    "60 grand": [("money", "60000")],
    "$20K": [("money", "20000")],
    "$120\u2013160K": [("money", "120000"), ("money", "160000")],
    "$1,200-$1,500": [("money", "1200"), ("money", "1500")],
    "from $384 on $19,200.": [("money", "384"), ("money", "19200")],
    "22%": [("percent", "22")],
    "22 percent": [("percent", "22")],
    "twenty-two percent": [("percent", "22")],
    "a 22-percent rate": [("percent", "22")],
    "0.9 per cent": [("percent", "0.9")],
    "6 1/2 percent": [("percent", "6.5")],
    "6\u00bd%": [("percent", "6.5")],
    "half a percent": [("percent", "0.5")],
    "between 22 and 24 percent": [("percent", "22"), ("percent", "24")],
    "3-5%": [("percent", "3"), ("percent", "5")],
    "April 15 and 20 percent": [("date", "415"), ("percent", "20")],
    "age 65": [("age", "65")],
    "until you turn 73": [("age", "73")],
    "aged sixty-five": [("age", "65")],
    "the years they turn 60 to 63": [("age", "60"), ("age", "63")],
    "before 59 1/2": [("age", "59.5")],
    "at 70\u00bd": [("age", "70.5")],
    "a 14-year-old": [("age", "14")],
    "62 years old": [("age", "62")],
    "August 15": [("date", "815")],
    "Aug. 15, 2025": [("date", "815"), ("year", "2025")],
    "the 15th of August": [("date", "815")],
    "May 1st": [("date", "501")],
    "March 2026": [("year", "2026")],
    "in 2025, on the return": [("year", "2025")],
    "1-800-799-7233": [("phone", "8007997233")],
    "(800) 677-1116": [("phone", "8006771116")],
    "call or text 988": [("phone", "988")],
    "dial 211": [("phone", "211")],
    "text HOME to 741741": [("phone", "741741")],
}


@pytest.mark.parametrize("text", SPELLINGS)
def test_a_figure_is_read_in_every_spelling(text: str) -> None:
    """Amounts, percentages, ages, dates, years and dialled numbers, with their values."""
    found = [(figure.kind, figure.value) for figure in figures_in(text) if figure.kind in STATED]
    assert found == [(kind, Fraction(value)) for kind, value in SPELLINGS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "One step is enough, and sentence 3 says why.",
        "At 9 p.m., or 9:30, in the 401(k), the 403(b), the 529 and the W-2.",
        "If you sell, the brokerage sends a Form 1099-B; the return is a 1040, the other an 8949.",
        "211 shares, 88.95 shares, 4.5 months, fifteen years, 12 payments",
        "May I ask? You may 5 times. She may be right in March.",
        "The 2024-25 school year, the 1990s, page 2025-7",
        "a few hundred dollars, thousands of dollars, one dollar in ten, two cents on each dollar, a third",
        "a quarter of a million dollars, a couple hundred dollars, a dollar a day, the 50/30/20 rule",
        "turn 2 pages, turning 401(k) money over, at turn 3, aged care",
        "Call 300 people, call the 529 plan, call 12 times.",
        "the first of each month, the 15th, from September to December",
        "in your forties, mid-40s, a five-year clock, a 30-year mortgage",
    ],
)
def test_ordinary_prose_states_no_figure(text: str) -> None:
    """Numbers of sentences, times, accounts, forms, shares, vague amounts and idioms are none."""
    assert [figure for figure in figures_in(text) if figure.kind in STATED] == []


AMOUNTS = st.integers(min_value=2, max_value=999_999_999)


@given(
    AMOUNTS,
    st.integers(min_value=0, max_value=99),
    st.sampled_from(["It is {}.", "({})", "\u201c{}\u201d", "{}"]),
)
def test_an_amount_equals_itself_in_every_spelling(dollars: int, cents: int, around: str) -> None:
    """With and without commas, cents and the word; the one grounds the other."""
    value = Fraction(100 * dollars + cents, 100)
    exact = f"{dollars}.{cents:02d}"
    written = (
        f"${dollars:,}.{cents:02d}",
        f"${exact}",
        f"{exact} dollars",
        f"{dollars:,}.{cents:02d} dollars",
    )
    known = Known()
    known.add_text(around.format(written[0]))
    for text in written:
        (found,) = [figure for figure in figures_in(around.format(text)) if figure.kind in STATED]
        assert (found.kind, found.value) == ("money", value)
        assert known.holds(found)


@given(st.integers(min_value=1, max_value=999_999), st.integers(min_value=1, max_value=999_999))
def test_an_amount_grounds_no_other(one: int, two: int) -> None:
    """Another value is not held, unless it is the same."""
    known = Known()
    known.add_text(f"I owe ${one:,} on it.")
    (found,) = figures_in(f"${two:,}")
    assert known.holds(found) == (one == two)


@given(st.text(max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    """Figures come in order, inside the text, and never fail to be numbers."""
    found = figures_in(text)
    assert [figure.start for figure in found] == sorted(figure.start for figure in found)
    assert all(0 <= figure.start < len(text) and figure.place > 0 for figure in found)


@pytest.mark.parametrize(
    ("said", "asked", "held"),
    [
        ("I owe forty thousand.", "$40,000", True),
        ("It has been twelve years.", "$12", False),
        ("I have 300 shares.", "300 dollars", False),
        ("She is 62 years old.", "age 62", True),
        ("My mother is 62.", "age 62", True),
        ("I pay 22%.", "22 percent", True),
        ("I pay 22%.", "$22", False),
        ("On August 15, 2025.", "Aug. 15", True),
        ("On August 15, 2025.", "in 2025 only", True),
        ("nothing", "100 percent", True),
        ("nothing", "50 percent", False),
        ("nothing", "$0", True),
    ],
)
def test_what_grounds_what(said: str, asked: str, *, held: bool) -> None:
    """A bare number may be an amount; a number of something named may not."""
    known = Known()
    known.add_text(said)
    (figure,) = [found for found in figures_in(asked) if found.kind in STATED]
    assert known.holds(figure) is held


def test_a_percentage_may_be_calculated_with_as_a_share() -> None:
    """0.22, 1.22 and 0.78 belong to 22 percent; 0.23 does not."""
    known = Known()
    known.add_text("22 percent")
    shares = ["22", "0.22", "1.22", "0.78", "0.23", "22.1"]
    assert [known.holds_number(Fraction(share)) for share in shares] == [True, True, True, True, False, False]


def test_a_run_of_digits_no_figure_has_is_still_an_amount_nobody_stated() -> None:
    """Neither hours of matching nor a number Python cannot read; and not hidden either."""
    [found] = [figure for figure in figures_in(f"It is ${'9' * 100_000}.") if figure.kind == "money"]
    assert (found.value, found.start) == (Fraction(10**15 - 1), len("It is $"))
    assert not Known().holds(found)


def test_a_chain_of_number_words_without_end_is_read_piece_by_piece() -> None:
    """Ten thousand number words one after another: matched in passing, no piece longer than a number is."""
    assert all(len(found.text) < 400 for found in figures_in("twenty-" * 10_000 + "one percent"))
