"""banks/annotation.toml, read once and typed."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True)
class Role:
    """What a sentence of an answer does. labels: (function, emotional purpose, technique) triples."""

    name: str
    cues: re.Pattern[str]
    labels: tuple[tuple[str, str, str], ...]
    teaches: tuple[str, ...]
    principles: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Reason:
    """Why a phrase of some kind works."""

    name: str
    cues: re.Pattern[str]
    texts: tuple[str, ...]


@dataclass(frozen=True)
class AnnotationBank:
    """roles and reasons are tried in order; the last of each fits everything. lists: section → its lists."""

    roles: tuple[Role, ...]
    reasons: tuple[Reason, ...]
    lists: dict[str, dict[str, Any]]

    def role(self, name: str) -> Role:
        """The role of that name."""
        return next(role for role in self.roles if role.name == name)


@cache
def load() -> AnnotationBank:
    """The bank."""
    path = resources.files("worker.local.simulator") / "banks" / "annotation.toml"
    data = tomllib.loads(path.read_text("utf-8"))
    roles = tuple(
        Role(
            name=item["name"],
            cues=re.compile(item["cues"]),
            labels=tuple((label[0], label[1], label[2]) for label in item["labels"]),
            teaches=tuple(item["teaches"]),
            principles=tuple(item["principles"]),
            notes=tuple(item["notes"]),
        )
        for item in data.pop("roles")
    )
    reasons = tuple(
        Reason(item["name"], re.compile(item["cues"]), tuple(item["texts"])) for item in data.pop("reasons")
    )
    return AnnotationBank(roles, reasons, data)
