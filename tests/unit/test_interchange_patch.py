"""What a value has beyond one made from columns is a patch, which outlives a change of the columns."""

from typing import Any

import pytest
from hypothesis import given, settings

from tests.irregular import anything
from worker.interchange.patch import applied, difference, hollow, same


@pytest.mark.parametrize(
    ("made", "wanted", "patch"),
    [
        ({"a": 1}, {"a": 1.0}, {}),
        ({"a": 1}, {"a": 1, "b": 2}, {"set": {"b": 2}}),
        ({"a": 1, "b": []}, {}, {"drop": ["a"], "gone": ["b"]}),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, {"in": {"a": {"in": {"b": {"is": 2}}}}}),
        ({"a": ["x"]}, {"a": "x"}, {"in": {"a": {"bare": True}}}),
        ([{"need": "rest"}], ["rest"], {"at": {"0": {"only": "need"}}}),
        ({"a": []}, {"a": "none"}, {"in": {"a": {"empty": "none"}}}),
        ({"a": 1}, {"a": True}, {"in": {"a": {"is": True}}}),
    ],
)
def test_a_difference_is_said_shortly(made: Any, wanted: Any, patch: Any) -> None:
    """One small patch for each kind of difference, which gives the wanted value."""
    assert difference(made, wanted) == patch
    assert same(applied(made, patch), wanted)


@pytest.mark.parametrize(
    ("made", "wanted", "later", "then"),
    [
        ({}, {"a": "odd"}, {"a": "set in SQL"}, {"a": "set in SQL"}),
        ({"a": {}}, {}, {"a": {"b": 1}}, {"a": {"b": 1}}),
        ({"a": ["x"]}, {"a": "x"}, {"a": ["y"]}, {"a": "y"}),
        ({"a": ["x"]}, {"a": "x"}, {"a": ["x", "y"]}, {"a": ["x", "y"]}),
        ({"a": []}, {"a": "none"}, {"a": ["one"]}, {"a": ["one"]}),
        ({"a": {"b": 1}}, {"a": {"b": 1, "c": 2}}, {"a": {"b": 9}}, {"a": {"b": 9, "c": 2}}),
        ({"a": {"b": 1}}, {"a": {"b": 2}}, {"a": {"b": 9}}, {"a": {"b": 2}}),
        ({"a": [{"b": 1}]}, {"a": [{"b": 1, "c": 2}]}, {"a": []}, {"a": []}),
    ],
)
def test_a_patch_leaves_what_a_column_says_later(made: Any, wanted: Any, later: Any, then: Any) -> None:
    """What a column did not hold gives way to it once it does; what deviates from it, and extras, stay."""
    assert applied(later, difference(made, wanted)) == then


@settings(max_examples=300, deadline=None)
@given(made=anything, wanted=anything)
def test_any_value_is_reached_from_any_other(made: Any, wanted: Any) -> None:
    """Applied to the value it was taken from, a patch gives the wanted one."""
    assert same(applied(made, difference(made, wanted)), wanted)


def test_true_is_no_number() -> None:
    """JSON tells true from 1, and nothing from null; Python's own equality does not."""
    assert not same({"a": True}, {"a": 1})
    assert not same({}, {"a": None})
    assert same({"b": [1.0], "a": None}, {"a": None, "b": [1]})
    assert hollow({"a": [{}]})
    assert not hollow({"a": [None]})
