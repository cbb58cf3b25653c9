"""How the simulator behaves: speed, faults, limits. All rates are shares from 0 to 1."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from worker.local.simulator.faults import Fault, FaultKind

# How a request of a batch ends without having been answered.
LineOutcome = Literal["errored", "canceled", "expired"]


@dataclass(frozen=True)
class BatchConfig:
    """How message batches go.

    seconds: from making one to its end; more than a day lets its requests expire. polls: retrievals that
    still find it in progress, once that time is over. rates: share of requests that end so, by outcome;
    schedule: the outcome of one request, by (number of the batch from 1, place in it from 0). creates: what
    happens to a creation, by its number from 1: a Fault refuses it and makes nothing; "lost" makes the batch
    and loses the answer; "late" does that too, and the batch is not in the next hidden_lists lists. cuts: the
    share of the results that arrives before the connection breaks, by number of the download. done_at_cancel:
    the share of requests that are done when a batch is cancelled. most_requests, most_bytes: its limits
    (claude_api.md section 4).
    """

    seconds: float = 0.0
    polls: int = 0
    rates: Mapping[LineOutcome, float] = field(default_factory=dict)
    schedule: Mapping[tuple[int, int], LineOutcome] = field(default_factory=dict)
    creates: Mapping[int, Fault | Literal["lost", "late"]] = field(default_factory=dict)
    hidden_lists: int = 1
    cuts: Mapping[int, float] = field(default_factory=dict)
    done_at_cancel: float = 0.5
    most_requests: int = 100_000
    most_bytes: int = 256 * 1024 * 1024


@dataclass(frozen=True)
class SimulatorConfig:
    """Settings of one simulator.

    seed: of every roll. ttft_seconds: from the request to the first event. tokens_per_second: None writes
    as fast as it can. delta_tokens: size of a text delta. fault_rates: protocol faults by kind. schedule:
    the fault a call meets, by its number from 1; it wins over the rates. content_fault_rate: share of
    answers with one content fault; repair_fault_rate: the same for repairs, None for a quarter of it.
    stall_seconds: how long a stall lasts. ping_seconds: pings while nothing else is sent.
    requests_per_minute, input_tokens_per_minute, output_tokens_per_minute: what the rate-limit headers say
    (the Start tier of September 2026); enforce_limits answers 429 beyond them. retired: ids of models that
    are no more, whatever the table of models says: their requests are 404, the catalogue says so.
    batches: see BatchConfig; the rates of faults hold for their requests too.
    """

    seed: int = 0
    ttft_seconds: float = 0.0
    tokens_per_second: float | None = None
    delta_tokens: int = 20
    fault_rates: Mapping[FaultKind, float] = field(default_factory=dict)
    schedule: Mapping[int, Fault] = field(default_factory=dict)
    content_fault_rate: float = 0.0
    repair_fault_rate: float | None = None
    stall_seconds: float = 3600.0
    ping_seconds: float = 10.0
    requests_per_minute: int = 1_000
    input_tokens_per_minute: int = 2_000_000
    output_tokens_per_minute: int = 400_000
    enforce_limits: bool = False
    retired: frozenset[str] = frozenset()
    batches: BatchConfig = field(default_factory=BatchConfig)

    @classmethod
    def lively(cls, *, content_fault_rate: float = 0.06, seed: int = 0) -> "SimulatorConfig":
        """For people to watch: eight conversations, five at a time, take about a minute, repairs included.

        A dialogue is some 2,600 output tokens, the longer part of an annotation 2,800, and the parts of all
        turns run side by side; so one conversation takes about half a minute.
        """
        return cls(
            seed=seed, ttft_seconds=0.8, tokens_per_second=240.0, content_fault_rate=content_fault_rate
        )
