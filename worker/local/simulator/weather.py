"""What every call meets for a while, whatever it asks: a storm of 429s, ended credit, a rejected key.

Set `MessagesApi.weather` while it serves, and to `Weather()` when it is over. Tested in
tests/integration/test_simulator_refusals.py.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from worker.local.simulator.faults import Fault, FaultKind


@dataclass(frozen=True)
class Met:
    """A call that was refused: when, by the simulator's monotonic clock, for which model, with what."""

    at: float
    model: str
    fault: Fault


@dataclass
class Weather:
    """Args: faults: error answers, one a call, in turn and over again; none: fair. models_too: GET /v1/models
    is refused as well, with the first of them, as it is for a rejected key. met: the calls that were refused.

    Raises:
        ValueError: a fault is no error answer.
    """

    faults: Sequence[Fault] = ()
    models_too: bool = False
    met: list[Met] = field(default_factory=list)

    def __post_init__(self) -> None:
        unfit = [fault.kind.value for fault in self.faults if fault.refusal() is None]
        if unfit:
            raise ValueError(f"weather is made of error answers, not of {', '.join(unfit)}")

    @classmethod
    def storm(cls, retry_afters: Sequence[str | None]) -> "Weather":
        """429s with these retry-after headers, in turn."""
        return cls([Fault(FaultKind.RATE_LIMIT, retry_after=after) for after in retry_afters])

    def check(self, at: float, model: str) -> None:
        """A call has come. Raises Refusal, unless it is fair."""
        if self.faults:
            fault = self.faults[len(self.met) % len(self.faults)]
            self.met.append(Met(at, model, fault))
            _raise(fault)

    def check_models(self) -> None:
        """A free request has come. Raises Refusal when those are refused."""
        if self.faults and self.models_too:
            _raise(self.faults[0])


def _raise(fault: Fault) -> None:
    refusal = fault.refusal()
    if refusal is not None:
        raise refusal
