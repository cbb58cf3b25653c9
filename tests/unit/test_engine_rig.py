"""The rig of the engine's tests makes no noise of its own."""

import asyncio
from typing import Any

from tests.unit.engine_rig import turn_over


async def test_who_is_cancelled_while_others_run_leaves_nothing_behind() -> None:
    """The loop is told of no error: what was to wake the waiter goes with it."""
    told: list[dict[str, Any]] = []
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(lambda _, context: told.append(context))
    waiter = asyncio.create_task(turn_over())
    loop.call_soon(waiter.cancel)
    await asyncio.gather(waiter, return_exceptions=True)
    await turn_over()
    assert waiter.cancelled()
    assert told == []
