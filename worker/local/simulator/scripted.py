"""The tests' fake Claude: the same application, but its answers and faults come from a script.

An entry of a script is what happens to one call:

- `SIMULATE`: what the simulator would write;
- a `Fault`: what the simulator would write, with that fault;
- a `Reply`: a value and, if wanted, a fault;
- a text, a dict or a pydantic model: that answer;
- a callable taking `Asked`, which returns one of these or an awaitable of one.

A script is a list, used in order, or a mapping from a key to a list. Keys, the most specific first:
(stage, turn, section), (stage, turn), stage, "*". Tested in tests/unit/test_simulator_scripted.py.
"""

import inspect
import json
from collections import deque
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

from pydantic import BaseModel

from worker.clock import Clock
from worker.local.simulator.app import MessagesApi, Written
from worker.local.simulator.author import ContentAuthor
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.faults import Fault
from worker.local.simulator.refusals import Refusal
from worker.local.simulator.requests import MessagesRequest
from worker.local.simulator.sse import Answer
from worker.local.simulator.tags import Asked


@dataclass(frozen=True)
class Reply:
    """An answer and what happens to it on the way. value None: what the simulator would write."""

    value: str | dict[str, Any] | BaseModel | None = None
    fault: Fault | None = None
    stop_reason: str = "end_turn"


SIMULATE = Reply()
Entry: TypeAlias = Union[
    Reply, Fault, str, dict[str, Any], BaseModel, "Callable[[Asked], Entry | Awaitable[Entry]]"
]
Key: TypeAlias = str | tuple[str, int] | tuple[str, int, str]
Script: TypeAlias = Sequence[Entry] | Mapping[Key, Sequence[Entry]]


class ScriptedClaude(MessagesApi):
    """Answers by a script and says so when the script runs out.

    Args:
        script: see the module.
        otherwise: what a call gets when no entry is left for it; None makes it a failure: the call is
            answered 500 and `errors` says which call it was.
        config: speed and limits; rates of faults apply as in the simulator.
        clock: as in the simulator.
    """

    def __init__(
        self,
        script: Script = (),
        *,
        otherwise: Entry | None = None,
        config: SimulatorConfig | None = None,
        clock: Clock | None = None,
    ) -> None:
        config = SimulatorConfig() if config is None else config
        self.script = _ScriptAuthor(script, otherwise, config)
        super().__init__(self.script, config, clock)

    @property
    def errors(self) -> list[str]:
        """One line for every call the script had no entry for."""
        return self.script.errors

    @property
    def asked(self) -> list[Asked]:
        """Every request that reached the script, in order."""
        return self.script.asked

    def assert_exhausted(self) -> None:
        """The script was used up, and no call went beyond it.

        Raises:
            AssertionError: naming what was left or what was too much.
        """
        if self.errors:
            raise AssertionError("; ".join(self.errors))
        left = {key: len(entries) for key, entries in self.script.left.items() if entries}
        if left:
            raise AssertionError(f"entries of the script were not used: {left}")


class _ScriptAuthor:
    def __init__(self, script: Script, otherwise: Entry | None, config: SimulatorConfig) -> None:
        keyed = script if isinstance(script, Mapping) else {"*": script}
        self.left: dict[Key, deque[Entry]] = {key: deque(entries) for key, entries in keyed.items()}
        self.errors: list[str] = []
        self.asked: list[Asked] = []
        self._otherwise = otherwise
        self._simulated = ContentAuthor(config)

    async def write(self, asked: Asked, request: MessagesRequest, attempt: int) -> Written:
        """See Author."""
        self.asked.append(asked)
        entry = self._next(asked)
        while callable(entry):
            made = entry(asked)
            entry = await made if inspect.isawaitable(made) else made
        if isinstance(entry, Fault):
            entry = Reply(fault=entry)
        reply = entry if isinstance(entry, Reply) else Reply(entry)
        if reply.value is None:
            refused = None if reply.fault is None else reply.fault.refusal()
            if refused is not None:
                raise refused
            written = await self._simulated.write(asked, request, attempt)
            return Written(Answer(written.answer.text, reply.stop_reason), reply.fault)
        return Written(Answer(_text(reply.value), reply.stop_reason), reply.fault)

    def _next(self, asked: Asked) -> Entry:
        turn, section = asked.turn or 0, asked.section or ""
        keys: tuple[Key, ...] = ((asked.stage, turn, section), (asked.stage, turn), asked.stage, "*")
        for key in keys:
            if self.left.get(key):
                return self.left[key].popleft()
        if self._otherwise is not None:
            return self._otherwise
        where = f"stage {asked.stage}, turn {asked.turn}, section {asked.section}"
        self.errors.append(f"the script has no entry left for call {len(self.asked)} ({where})")
        raise Refusal(500, f"ScriptedClaude: {self.errors[-1]}", headers={"x-should-retry": "false"})


def _text(value: str | dict[str, Any] | BaseModel) -> str:
    if isinstance(value, BaseModel):
        return value.model_dump_json()
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
