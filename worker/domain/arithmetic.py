"""Works out the sum an answer declares: plain numbers, + - * /, parentheses, round, min and max.

Exact (fractions), bounded in size, and never evaluated as code: the text is parsed and only the nodes named
here are walked. Tested in tests/unit/test_domain_arithmetic.py.
"""

import ast
import operator
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Final

# A sum a person could follow is far below each of these.
MOST_CHARACTERS: Final = 300
MOST_NUMBERS: Final = 40
MOST_DEPTH: Final = 40
MOST_DIGITS: Final = 15
MOST_PLACES: Final = 9

_BINARY: dict[type[ast.operator], Callable[[Fraction, Fraction], Fraction]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}
_CHOOSING: dict[str, Callable[[list[Fraction]], Fraction]] = {"min": min, "max": max}


class ExpressionError(ValueError):
    """An expression that is no sum; the message says why, as a clause."""


def evaluate(expression: str) -> Fraction:
    """The value of an expression.

    Raises ExpressionError: it is not arithmetic as described above, too large, or divides by zero.
    """
    return _value(_parsed(expression), 0)


def operands(expression: str) -> tuple[Fraction, ...]:
    """The numbers an expression calculates with, in order; the places of round() are none of them.

    Raises ExpressionError as evaluate does, except for a division by zero.
    """
    found: list[Fraction] = []
    _collect(_parsed(expression), found, 0)
    return tuple(found)


def rounded(value: Fraction, places: int) -> Fraction:
    """The value rounded half up, as people do; places may be negative: -2 gives whole hundreds."""
    unit = Fraction(10) ** -places
    scaled = value / unit
    whole = (abs(scaled.numerator) * 2 + scaled.denominator) // (2 * scaled.denominator)
    return (-whole if scaled < 0 else whole) * unit


def plain(value: Fraction) -> str:
    """A value as digits, with at most four decimals: "5692.8"."""
    text = str(
        (Decimal(value.numerator) / Decimal(value.denominator)).quantize(Decimal("0.0001"), ROUND_HALF_UP)
    )
    return text.rstrip("0").rstrip(".") if "." in text else text


def _parsed(expression: str) -> ast.expr:
    if len(expression) > MOST_CHARACTERS:
        raise ExpressionError(f"it has more than {MOST_CHARACTERS} characters")
    try:
        tree = ast.parse(expression.strip(), mode="eval")
    except (SyntaxError, ValueError, MemoryError, RecursionError) as error:
        raise ExpressionError("it is not arithmetic over plain numbers") from error
    numbers = sum(isinstance(node, ast.Constant) for node in ast.walk(tree))
    if numbers > MOST_NUMBERS:
        raise ExpressionError(f"it has more than {MOST_NUMBERS} numbers")
    return tree.body


def _value(node: ast.expr, depth: int) -> Fraction:
    _bounded(depth)
    match node:
        case ast.Constant():
            return _number(node)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, depth + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            one, two = _value(left, depth + 1), _value(right, depth + 1)
            if isinstance(op, ast.Div) and two == 0:
                raise ExpressionError("it divides by zero")
            return _BINARY[type(op)](one, two)
        case ast.Call(func=ast.Name(id="round"), args=[value, *places], keywords=[]) if len(places) <= 1:
            return rounded(_value(value, depth + 1), _places(places))
        case ast.Call(func=ast.Name(id=name), args=[_, _, *_] as args, keywords=[]) if name in _CHOOSING:
            return _CHOOSING[name]([_value(arg, depth + 1) for arg in args])
        case _:
            raise ExpressionError(f"{_shown(node)} is not arithmetic over plain numbers")


def _collect(node: ast.expr, found: list[Fraction], depth: int) -> None:
    _bounded(depth)
    match node:
        case ast.Constant():
            found.append(_number(node))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            _collect(operand, found, depth + 1)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _BINARY:
            _collect(left, found, depth + 1)
            _collect(right, found, depth + 1)
        case ast.Call(func=ast.Name(id="round"), args=[value, *places], keywords=[]) if len(places) <= 1:
            _places(places)
            _collect(value, found, depth + 1)
        case ast.Call(func=ast.Name(id=name), args=[_, _, *_] as args, keywords=[]) if name in _CHOOSING:
            for arg in args:
                _collect(arg, found, depth + 1)
        case _:
            raise ExpressionError(f"{_shown(node)} is not arithmetic over plain numbers")


def _bounded(depth: int) -> None:
    if depth > MOST_DEPTH:
        raise ExpressionError(f"it is nested more than {MOST_DEPTH} deep")


def _number(node: ast.Constant) -> Fraction:
    value = node.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise ExpressionError(f"{_shown(node)} is no number")
    if abs(value) >= 10**MOST_DIGITS:  # also where a float is infinite
        raise ExpressionError(f"a number has more than {MOST_DIGITS} digits")
    return Fraction(repr(value))


def _places(given: list[ast.expr]) -> int:
    if not given:
        return 0
    sign, node = 1, given[0]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        sign, node = -1, node.operand
    if isinstance(node, ast.Constant) and type(node.value) is int and node.value <= MOST_PLACES:
        return sign * node.value
    raise ExpressionError(f"round() takes whole places, {MOST_PLACES} at most")


def _shown(node: ast.expr) -> str:
    text = ast.unparse(node)
    return text if len(text) <= 40 else f"{text[:37]}..."  # noqa: PLR2004 - enough to find it by
