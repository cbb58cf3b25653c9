"""Which JSON schemas `output_config.format` takes, as documented for structured outputs."""

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from worker.local.simulator.refusals import Refusal

MOST_OPTIONAL_PROPERTIES = 24  # structured outputs, "complexity limits"
MOST_UNION_PROPERTIES = 16  # the same
_FORBIDDEN = (
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength",
    "maxItems", "uniqueItems", "minProperties", "maxProperties", "patternProperties", "oneOf", "not", "if",
    "then", "else", "dependentRequired", "dependentSchemas", "prefixItems", "contains",
)  # fmt: skip
_FORMATS = {
    "date-time", "time", "date", "duration", "email", "hostname", "uri", "ipv4", "ipv6", "uuid",
}  # fmt: skip
_BAD_PATTERN = ("(?=", "(?!", "(?<", "\\b", "\\B", "\\1", "\\2")


def check(schema: object) -> None:
    """Refuse what the API refuses.

    Raises:
        Refusal: 400, naming the place and the keyword.
    """
    if not isinstance(schema, Mapping):
        raise Refusal(400, "output_config.format.schema: Input should be a valid dictionary")
    _check_text(json.dumps(schema))


@lru_cache(maxsize=64)
def _check_text(text: str) -> None:
    """Kept, because a client sends a few schemas very often."""
    schema: Mapping[str, Any] = json.loads(text)
    optional = unions = 0
    for place, node in _nodes(schema, "schema"):
        _check_node(place, node)
        properties = node.get("properties", {})
        required = set(node.get("required", ()))
        optional += sum(name not in required for name in properties)
        unions += sum(
            "anyOf" in value or isinstance(value.get("type"), list)
            for value in properties.values()
            if isinstance(value, Mapping)
        )
    if optional > MOST_OPTIONAL_PROPERTIES:
        raise _refused(f"Schema has {optional} optional properties; the limit is {MOST_OPTIONAL_PROPERTIES}")
    if unions > MOST_UNION_PROPERTIES:
        raise _refused(f"Schema has {unions} union-typed properties; the limit is {MOST_UNION_PROPERTIES}")
    _check_not_recursive(schema)


def _refused(message: str) -> Refusal:
    return Refusal(400, f"output_config.format.schema: {message}")


def _nodes(node: Mapping[str, Any], place: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield place, node
    for group in ("properties", "$defs", "definitions"):
        for name, child in node.get(group, {}).items():
            if isinstance(child, Mapping):
                yield from _nodes(child, f"{place}.{name}")
    items = node.get("items")
    if isinstance(items, Mapping):
        yield from _nodes(items, f"{place}.items")
    for group in ("anyOf", "allOf"):
        for index, child in enumerate(node.get(group, ())):
            if isinstance(child, Mapping):
                yield from _nodes(child, f"{place}.{group}[{index}]")


def _check_node(place: str, node: Mapping[str, Any]) -> None:
    for keyword in _FORBIDDEN:
        if keyword in node:
            raise _refused(f"{place}: For '{node.get('type', 'any')}' type, '{keyword}' is not supported")
    if node.get("minItems", 0) not in (0, 1):
        raise _refused(f"{place}: 'minItems' values other than 0 or 1 are not supported")
    if node.get("type") == "object" and node.get("additionalProperties") is not False:
        raise _refused(f"{place}: For 'object' type, 'additionalProperties' must be explicitly set to false")
    reference = node.get("$ref")
    if reference is not None and not str(reference).startswith("#"):
        raise _refused(f"{place}: External $ref is not supported: {reference}")
    if node.get("format") is not None and node["format"] not in _FORMATS:
        raise _refused(f"{place}: format '{node['format']}' is not supported")
    if any(isinstance(value, list | dict) for value in node.get("enum", ())):
        raise _refused(f"{place}: enum values must be primitives")
    if any(part in str(node.get("pattern", "")) for part in _BAD_PATTERN):
        raise _refused(f"{place}: pattern uses an unsupported regex feature")


def _check_not_recursive(schema: Mapping[str, Any]) -> None:
    definitions = {**schema.get("definitions", {}), **schema.get("$defs", {})}
    uses = {
        name: {
            str(node["$ref"]).rsplit("/", 1)[-1]
            for _, node in _nodes(body, name)
            if str(node.get("$ref", "")).startswith("#/")
        }
        for name, body in definitions.items()
    }
    for start, used in uses.items():
        seen: set[str] = set()
        waiting = list(used)
        while waiting:
            name = waiting.pop()
            if name == start:
                raise _refused(f"Recursive schemas are not supported: '{start}' refers to itself")
            if name not in seen:
                seen.add(name)
                waiting.extend(uses.get(name, ()))
    if any(node.get("$ref") == "#" for _, node in _nodes(schema, "schema")):
        raise _refused("Recursive schemas are not supported: the root refers to itself")
