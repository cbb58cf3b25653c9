"""JSON is read as the database can hold it; what it would refuse or change is named by path."""

from typing import Any

import pytest

from worker.errors import ContentError
from worker.interchange.fields import Note
from worker.interchange.json_text import MOST_LEVELS, parse


def read(text: str) -> tuple[Any, list[Note]]:
    """The value, and what was noted."""
    notes: list[Note] = []
    return parse(text, "file.json", notes), notes


def test_broken_json_is_placed_by_line_and_column() -> None:
    """A file cut off in the middle says its name, line and column."""
    with pytest.raises(ContentError, match=r"file\.json: line 3, column 12: broken JSON"):
        read('{\n  "training_pairs": [\n    {"id": }\n  ]\n}\n')


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"a": NaN}', "NaN is no JSON number"),
        ('{"a": [1, -Infinity]}', "-Infinity is no JSON number"),
        ('{"a": ["x", "b\\u0000"]}', "$.a[1]: holds the character NUL"),
        ('{"a\\u0000": 1}', "$.'a\\x00': its name holds the character NUL"),
        ('{"a": {"b": "\\ud800"}}', "$.a.b: holds half of a surrogate pair"),
        ('{"a": 1e999}', "$.a: 1e999 would not come back the same"),
        ('{"a": 1e23}', "$.a: 1e23 would not come back the same"),
        ('{"a": 0.12345678901234567890123}', "$.a: 0.12345678901234567890123 would not come back"),
        ('{"a": 1e-400}', "$.a: 1e-400 would not come back the same"),
        ('{"a": 1e99999999999999999999}', "$.a: 1e99999999999999999999 would not come back the same"),
        ('{"a": [0e99999999999999999999]}', "$.a[0]: 0e99999999999999999999 would not come back the same"),
        ('{"a": ' + "7" * 5000 + "}", f"$.a: {'7' * 40}… would not come back the same"),
        ("[" * 101 + "]" * 101, f"more than {MOST_LEVELS} levels"),
        ("[" * 100_000, f"more than {MOST_LEVELS} levels"),
    ],
)
def test_what_the_database_cannot_hold_is_refused(text: str, said: str) -> None:
    """NUL, halves of pairs, numbers that would change, and depths nobody writes: by path."""
    with pytest.raises(ContentError) as refused:
        read(text)
    assert said in refused.value.message


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "file.json: is empty."),
        (" \n", "file.json: is empty."),
        ('{"training_pairs": [', "file.json: line 1, column 21: broken JSON (it ends too early)."),
        ("[1,]", "file.json: line 1, column 4: broken JSON (Expecting value)."),
    ],
)
def test_what_is_no_json_says_what_is_the_matter(text: str, said: str) -> None:
    """A file of nothing and one that was cut off are told from one with a slip in it."""
    with pytest.raises(ContentError) as refused:
        read(text)
    assert refused.value.message == said


@pytest.mark.parametrize("number", ["0.1", "1.0", "-0.0", "5e-324", "1e22", "123456789012345678901234567890"])
def test_numbers_that_come_back_are_taken(number: str) -> None:
    """What a double or a whole number holds exactly, however it is written."""
    value, notes = read(f'{{"a": {number}, "b": "\\ud83d\\ude00"}}')
    assert value == {"a": float(number) if not number.isdigit() else int(number), "b": "😀"}
    assert notes == []


def test_a_key_that_stands_twice_is_noted() -> None:
    """The last one counts, as in every reader; a person is told."""
    value, notes = read('{"a": 1, "b": {"c": 2, "c": 3}}')
    assert value == {"a": 1, "b": {"c": 3}}
    assert [str(note) for note in notes] == ["$: an object has the key 'c' twice; the last one counts"]
