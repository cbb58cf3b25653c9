"""Waiting for whichever of several things comes first, leaving none behind."""

import asyncio
from collections.abc import Awaitable


async def first_of(*things: Awaitable[object]) -> None:
    """Return when one of them is done; the others are cancelled and awaited.

    Raises what the one that was done raised.
    """
    waiting = [asyncio.ensure_future(thing) for thing in things]
    try:
        done, _ = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for one in waiting:
            one.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    for one in done:
        one.result()
