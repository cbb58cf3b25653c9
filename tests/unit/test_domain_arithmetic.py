"""A declared sum is worked out exactly, and nothing but a sum is."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from worker.domain.arithmetic import ExpressionError, evaluate, operands, plain, rounded

NUMBERS = st.one_of(
    st.integers(min_value=0, max_value=10**9),
    st.decimals(min_value=0, max_value=10**6, places=2, allow_nan=False).map(str),
)


@st.composite
def sums(draw: st.DrawFn, depth: int = 3) -> tuple[str, Fraction, list[Fraction]]:
    """An expression with its value and its numbers, built up from both sides."""
    if depth == 0 or draw(st.booleans()):
        number = draw(NUMBERS)
        return f"{number}", Fraction(number), [Fraction(number)]
    one, two = draw(sums(depth - 1)), draw(sums(depth - 1))
    sign = draw(st.sampled_from("+-*"))
    value = {"+": one[1] + two[1], "-": one[1] - two[1], "*": one[1] * two[1]}[sign]
    return f"({one[0]} {sign} {two[0]})", value, one[2] + two[2]


@given(sums())
def test_a_sum_comes_to_what_it_is(made: tuple[str, Fraction, list[Fraction]]) -> None:
    """Exactly, however it is nested; and its numbers are told in order."""
    expression, value, numbers = made
    assert evaluate(expression) == value
    assert list(operands(expression)) == numbers


@given(st.text(max_size=80))
def test_any_text_is_a_sum_or_refused(text: str) -> None:
    """Nothing but a value or an ExpressionError comes out, whatever is written."""
    with suppress(ExpressionError):
        assert isinstance(evaluate(text), Fraction)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("24000 * 0.02", "480"),
        ("19200 * (24 - 22) / 100", "384"),
        ("0.1 + 0.2", "0.3"),
        ("-5 + 7", "2"),
        ("round(5692.80 / 64)", "89"),
        ("round(2.5)", "3"),
        ("round(-2.5)", "-3"),
        ("round(633 * 24 / 100, -1)", "150"),
        ("round(10 / 3, 2)", "3.33"),
        ("min(7500, 23500, 9000) + max(1, 2)", "7502"),
        (" 1 / 3 ", "1/3"),
    ],
)
def test_what_a_sum_may_hold(expression: str, value: str) -> None:
    """The four operations, parentheses, a sign, round half up, min and max."""
    assert evaluate(expression) == Fraction(value)


@pytest.mark.parametrize(
    "expression",
    [
        "",
        "2 ** 10",
        "1 if 2 else 3",
        "__import__('os')",
        "abs(2)",
        "$5 + 3",
        "1,200 + 3",
        "1_0 % 3",
        "x + 1",
        "'5'",
        "True + 1",
        "1j",
        "round(2, 1.5)",
        "round(2, 10)",
        "round(number=2)",
        "min(2)",
        "max(*[1, 2])",
        "[1, 2][0]",
        "1e400",
        "1 / 0",
        "5 / (3 - 3)",
        "1" * 16,
        "(" * 50 + "1" + ")" * 50 + "+" + "-" * 60 + "1",
        "+".join(["1"] * 41),
        "1" + " + 1" * 200,
        "(lambda: 1)()",
        "9" * 400,
    ],
)
def test_what_is_no_sum_is_refused(expression: str) -> None:
    """Names, powers, signs of money, commas, deep nesting, many numbers, huge ones, and dividing by zero."""
    with pytest.raises(ExpressionError):
        evaluate(expression)


@given(st.fractions(max_denominator=1000), st.integers(min_value=-3, max_value=4))
def test_rounding_is_half_up_and_never_farther_than_half_a_unit(value: Fraction, places: int) -> None:
    """As people round, at any place."""
    unit = Fraction(10) ** -places
    result = rounded(value, places)
    assert (result / unit).denominator == 1
    assert abs(result - value) * 2 <= unit
    assert rounded(-value, places) == -result


def test_values_are_shown_without_needless_decimals() -> None:
    """Four decimals at most."""
    assert [plain(Fraction(text)) for text in ("480", "5692.80", "1/3", "-2.5", "100")] == [
        "480", "5692.8", "0.3333", "-2.5", "100"
    ]  # fmt: skip
