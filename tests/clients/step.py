"""What a step of the script is.

A call is a chain: `[["from", "t"], ["select", "*"]]` is `client.from("t").select("*")`. A text that begins
with `$` stands for a part of an earlier answer (`$job.0.id`). `expect` is checked for both clients: status
and code (of the last answer on the wire), range (its Content-Range), count, and parts of the data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

PASSWORD: Final = "correct horse"  # noqa: S105 - of users of one test's database
SEED: Final = "fp_marcus_002"
FIRST: Final = "fp_marcus_011"
MATRIX: Final = "conversation_id,tier,persona_type,starting_emotion,quality_score,generation_status"

Call = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class Step:
    """One thing done.

    Attributes:
        does: what, as the page words it.
        who: whose client does it: service (the secret key), or somebody with the publishable key.
        call: the chain; see the module.
        expect: what must come back.
        keep: the name later steps call the answer's data by.
    """

    does: str
    who: str
    call: Call
    expect: Mapping[str, Any] = field(default_factory=dict)
    keep: str = ""


@dataclass(frozen=True)
class Part:
    """Steps under one heading of the page."""

    title: str
    steps: tuple[Step, ...]


def user(name: str) -> dict[str, Any]:
    """The credentials of one of the script's people."""
    return {"email": f"{name}@example.com", "password": PASSWORD}


def job(*ids: str, **more: Any) -> dict[str, Any]:
    """A new job for these conversations."""
    return {"job_type": "single" if len(ids) == 1 else "batch", "target_conversation_ids": list(ids), **more}


JOBS: Final[Sequence[Any]] = ["from", "generation_jobs"]
TALKS: Final[Sequence[Any]] = ["from", "training_conversations"]
MEMBERS: Final[Sequence[Any]] = ["from", "training_members"]
EIGHT: Final[Sequence[Sequence[Any]]] = [
    ["gte", "conversation_number", 11],
    ["lte", "conversation_number", 18],
]
"""Eight planned conversations, however many the plan has by now."""
MATRIX_PAGE: Final[Sequence[Sequence[Any]]] = [
    ["from", "conversation_matrix"],
    ["select", MATRIX, {"count": "exact"}],
]
