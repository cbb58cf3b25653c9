"""together(): parallel calls end together, and the gravest fault is the one that is told."""

import asyncio

import pytest

from worker.claude.caller import CallFailedError, ItemLostError, OutOfFundsError, StagedError, ThrottledError
from worker.claude.faults import Fault
from worker.generation.draft import together

THROTTLED = ThrottledError(Fault("rate_limited", "Too fast."), 5.0)
FAILED = CallFailedError(Fault("bad_request", "No."))
BROKE = OutOfFundsError("credit_exhausted", "No credit.")
STAGED = StagedError()


async def gives(value: int) -> int:
    """A call that is answered."""
    return value


async def raises(error: Exception) -> int:
    """A call that fails."""
    raise error


async def test_results_come_in_the_order_of_asking() -> None:
    """Whoever is answered first."""
    assert await together([gives(3), gives(1), gives(2)]) == [3, 1, 2]


@pytest.mark.parametrize(
    ("errors", "told"),
    [
        ([THROTTLED, FAILED], FAILED),
        ([FAILED, THROTTLED, BROKE], BROKE),
        ([THROTTLED], THROTTLED),
        ([BROKE, STAGED, FAILED], STAGED),
    ],
)
async def test_the_gravest_fault_is_told(errors: list[Exception], told: Exception) -> None:
    """Ended credit over a failed call over throttling; what is staged for a batch is waited for first."""
    with pytest.raises(type(told)) as caught:
        await together([gives(1), *(raises(error) for error in errors)])
    assert caught.value is told


async def test_a_fault_lets_the_others_finish() -> None:
    """What is being answered is paid for: it is received before the fault goes up."""
    gate, received = asyncio.Event(), []

    async def slow() -> int:
        await gate.wait()
        received.append("answer")
        return 1

    async def fails() -> int:
        gate.set()
        raise FAILED

    with pytest.raises(CallFailedError):
        await together([slow(), fails()])
    assert received == ["answer"]


@pytest.mark.parametrize("error", [ItemLostError("fenced"), ConnectionError("the store is gone")])
async def test_a_lost_item_stops_the_others(error: Exception) -> None:
    """The result belongs to nobody, or cannot be written down: nothing more is bought."""
    stopped = []

    async def slow() -> int:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            stopped.append("cancelled")
            raise
        return 1

    with pytest.raises(type(error)):
        await together([slow(), raises(error)])
    assert stopped == ["cancelled"]
