"""The history a turn carries: the turns before it, said again, in whatever shape a file says them.

What repeats a column is kept as a reference to it, so that it follows the column; what says something else
is kept as it is. Tested in tests/unit/test_interchange_history.py.

A history that is not in the format's own shape is a list of entries, each one of:
    a number: the entry of that place of the format's own shape, as it is {"of": number, …patch}: that
    entry, changed by the patch {"as": value, "refs": [[column, turn, path…], …]}: another value, in which
    those places repeat those columns
and a history that is no list is one such value.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from worker.interchange.patch import Patch, applied, difference, same

Row = Mapping[str, Any]
Path = tuple[str | int, ...]

# What may be said of an earlier turn, by the key it is said under; "" is any key, for texts that no
# accident repeats.
_REPEATED: Final = (
    ("user_input", ""),
    ("target_response", ""),
    ("primary_emotion", "emotional_state"),
    ("primary_strategy", "strategy_applied"),
)
# A text as short as this is only taken as a repeat where the format has one.
_TELLING_CHARACTERS: Final = 20
_ROLES: Final = {"client": "user", "human": "user", "consultant": "assistant", "advisor": "assistant"}


def own_shape(turns: Sequence[Row]) -> list[dict[str, Any]]:
    """The history of the turns given (those before), two entries each."""
    made = []
    for turn in turns:
        asked = {"turn": turn["turn_number"], "role": "user", "content": turn["user_input"]}
        answered = {"turn": turn["turn_number"], "role": "assistant", "content": turn["target_response"]}
        emotion = turn["emotional_context"]["primary_emotion"]
        strategy = turn["response_strategy"]["primary_strategy"]
        made.append(asked if emotion is None else {**asked, "emotional_state": emotion})
        made.append(answered if strategy is None else {**answered, "strategy_applied": strategy})
    return made


def history_patch(turns: Sequence[Row], wanted: Any) -> Any:
    """What makes `wanted` of the own shape of `turns`; None where that is it."""
    made = own_shape(turns)
    if same(made, wanted):
        return None
    if not isinstance(wanted, list):
        return _other(wanted, turns)
    return [_entry(made, item, turns) for item in wanted]


def history_from(turns: Sequence[Row], patch: Any) -> Any:
    """The history a patch of history_patch stands for, from the turns as they are now."""
    made = own_shape(turns)
    if patch is None:
        return made
    if isinstance(patch, list):
        return [_given(made, entry, turns) for entry in patch]
    return _given(made, patch, turns)


def _entry(made: Sequence[dict[str, Any]], item: Any, turns: Sequence[Row]) -> Any:
    place = _counterpart(made, item)
    if place is None:
        return _other(item, turns)
    patch: Patch = difference(made[place], item)
    return {"of": place, **patch} if patch else place


def _counterpart(made: Sequence[dict[str, Any]], item: Any) -> int | None:
    """The own entry that an entry stands for: of the same turn and role, else with the same content."""
    if not isinstance(item, dict):
        return None
    role = item.get("role")
    role = _ROLES.get(role.casefold(), role) if isinstance(role, str) else role
    by_content = [n for n, own in enumerate(made) if same(own["content"], item.get("content"))]
    by_place = [
        n for n, own in enumerate(made) if same(own["turn"], item.get("turn")) and same(own["role"], role)
    ]
    both = [n for n in by_place if n in by_content]
    return next(iter([*both, *by_place, *by_content]), None)


def _other(value: Any, turns: Sequence[Row]) -> dict[str, Any]:
    """A value of another shape, with references where it repeats a column."""
    refs = list(_repeats(value, turns))
    left = copy.deepcopy(value) if refs else value
    if any(len(ref) == 2 for ref in refs):  # noqa: PLR2004 - the value itself is a repeat
        left = None
    for ref in refs:
        if len(ref) > 2:  # noqa: PLR2004 - column and turn, then the path
            _put(left, ref[2:], None)
    return {"as": left, "refs": refs} if refs else {"as": left}


def _given(made: Sequence[dict[str, Any]], entry: Any, turns: Sequence[Row]) -> Any:
    if isinstance(entry, int):
        return made[entry]
    if "of" in entry:
        return applied(made[entry["of"]], {key: part for key, part in entry.items() if key != "of"})
    value = copy.deepcopy(entry["as"])
    for column, number, *path in entry.get("refs", []):
        said = column_of(turns, column, number)
        if not path:
            return said
        _put(value, path, said)
    return value


def column_of(turns: Sequence[Row], column: str, number: int) -> Any:
    """A column of a turn that is repeated elsewhere."""
    turn = next(turn for turn in turns if turn["turn_number"] == number)
    part = {"primary_emotion": "emotional_context", "primary_strategy": "response_strategy"}.get(column)
    return turn[column] if part is None else turn[part][column]


def _repeats(value: Any, turns: Sequence[Row]) -> list[list[Any]]:
    """[column, turn, path…] for every text in the value that repeats a column of an earlier turn."""
    found: list[list[Any]] = []
    for path, text, about in _texts(value):
        for column, key in _REPEATED:
            if key and (not path or path[-1] != key):
                continue
            said = [
                turn["turn_number"]
                for turn in turns
                if column_of(turns, column, turn["turn_number"]) == text
                and (not key or about in (None, turn["turn_number"]))
            ]
            if said and (key or len(text) >= _TELLING_CHARACTERS):
                found.append([column, about if about in said else said[0], *path])
                break
    return found


def _texts(value: Any, path: Path = (), about: Any = None) -> Iterator[tuple[Path, str, Any]]:
    """Every text below, with its path and the turn its object names (None: it names none)."""
    if isinstance(value, str):
        yield path, value, about
    elif isinstance(value, dict):
        named = value.get("turn", about)
        for key, inside in value.items():
            yield from _texts(inside, (*path, key), named)
    elif isinstance(value, list):
        for place, inside in enumerate(value):
            yield from _texts(inside, (*path, place), about)


def _put(value: Any, path: Sequence[Any], said: Any) -> None:
    *above, last = path
    for step in above:
        value = value[step]
    value[last] = said
