"""What a JSON value has beyond one made from columns, kept as a patch: small, readable, and applied after a
change.

`difference(made, wanted)` and `applied(made, patch)` belong together: applied to the value it was taken
from, a patch gives the wanted value; applied to a value whose columns have changed since, it gives that
value with everything the columns do not hold. Knows nothing of conversations. Tested in
tests/unit/test_interchange_patch.py.

A patch is an object of these keys, {} where there is nothing to say:
    set: entries that are added, where there is none of that name
    drop: entries that are left out;  gone: entries that are left out as long as nothing is in them
    in: patches of entries;  at: patches of a list's items, by their place
    empty: the value, as long as nothing is in the made one
    bare: a list of one stands without its brackets;  only: an object stands for this one entry
    is: the value, whatever was made
"""

from collections.abc import Mapping
from typing import Any

Patch = dict[str, Any]


def same(one: object, other: object) -> bool:
    """Whether two JSON values are equal: true is no 1, 1.0 is 1, the order of keys does not matter."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, dict) and isinstance(other, dict):
        return one.keys() == other.keys() and all(same(one[key], other[key]) for key in one)
    if isinstance(one, list) and isinstance(other, list):
        return len(one) == len(other) and all(same(a, b) for a, b in zip(one, other, strict=True))
    return one == other


def hollow(value: object) -> bool:
    """Whether a value is an object or a list with nothing in it, at any depth."""
    if isinstance(value, dict):
        return all(hollow(inside) for inside in value.values())
    if isinstance(value, list):
        return all(hollow(inside) for inside in value)
    return False


def difference(made: Any, wanted: Any) -> Patch:
    """The patch that makes `wanted` of `made`."""
    if same(made, wanted):
        return {}
    if isinstance(made, dict) and isinstance(wanted, dict):
        return _of_objects(made, wanted)
    if hollow(made):
        return {"empty": wanted}
    if isinstance(made, list) and isinstance(wanted, list) and len(made) == len(wanted):
        return {
            "at": {
                str(place): patch
                for place, (one, other) in enumerate(zip(made, wanted, strict=True))
                if (patch := difference(one, other))
            }
        }
    if isinstance(made, list) and len(made) == 1 and same(made[0], wanted):
        return {"bare": True}
    named = [key for key, value in made.items() if same(value, wanted)] if isinstance(made, dict) else []
    return {"only": named[0]} if named and isinstance(wanted, str) else {"is": wanted}


def _of_objects(made: Mapping[str, Any], wanted: Mapping[str, Any]) -> Patch:
    left = [key for key in made if key not in wanted]
    parts: Patch = {
        "set": {key: value for key, value in wanted.items() if key not in made},
        "drop": [key for key in left if not hollow(made[key])],
        "gone": [key for key in left if hollow(made[key])],
        "in": {
            key: patch
            for key, value in made.items()
            if key in wanted and (patch := difference(value, wanted[key]))
        },
    }
    return {name: part for name, part in parts.items() if part}


def applied(made: Any, patch: Mapping[str, Any]) -> Any:
    """`made` with a patch applied; parts of the patch whose place is no longer there are passed over."""
    if "is" in patch:
        return patch["is"]
    if "empty" in patch:
        return patch["empty"] if hollow(made) else made
    if "bare" in patch:
        return made[0] if isinstance(made, list) and len(made) == 1 else made
    if "only" in patch:
        return made[patch["only"]] if isinstance(made, dict) and patch["only"] in made else made
    if isinstance(made, list):
        inside = patch.get("at", {})
        return [
            applied(item, inside[str(place)]) if str(place) in inside else item
            for place, item in enumerate(made)
        ]
    return _applied_to_object(made, patch) if isinstance(made, dict) else made


def _applied_to_object(made: Mapping[str, Any], patch: Mapping[str, Any]) -> dict[str, Any]:
    inside, drop, gone = patch.get("in", {}), patch.get("drop", ()), patch.get("gone", ())
    kept = {
        key: applied(value, inside[key]) if key in inside else value
        for key, value in made.items()
        if key not in drop and not (key in gone and hollow(value))
    }
    return {**patch.get("set", {}), **kept}
