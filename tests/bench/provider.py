"""The simulated Claude in a process of its own, so that what it takes is not the engine's."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import cast

from worker.local.simulator import Simulator, SimulatorConfig
from worker.local.simulator.invoice import InvoiceLine

# A beginner's account may send a thousand requests and two million tokens a minute, and what is measured here
# would come to more: its limits are not what is measured.
UNLIMITED = SimulatorConfig(
    requests_per_minute=100_000,
    input_tokens_per_minute=100_000_000,
    output_tokens_per_minute=100_000_000,
)


@dataclass(frozen=True)
class Provider:
    """A simulator elsewhere, served already; it takes the place of one that is served here."""

    url: str
    _pipe: Connection

    @asynccontextmanager
    async def serve(self) -> AsyncIterator[str]:
        """Its address: there is nothing to start."""
        yield self.url

    def lines(self) -> list[InvoiceLine]:
        """Its invoice up to now."""
        self._pipe.send("invoice")
        return cast("list[InvoiceLine]", self._pipe.recv())


@contextmanager
def provider(config: SimulatorConfig) -> Iterator[Provider]:
    """A simulator in a process of its own, ended on leaving."""
    here, there = multiprocessing.Pipe()
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=(config, there), daemon=True)
    process.start()
    there.close()
    try:
        yield Provider(here.recv(), here)
    finally:
        here.close()
        process.join()


def _serve(config: SimulatorConfig, pipe: Connection) -> None:
    asyncio.run(_answer(Simulator(config), pipe))


async def _answer(simulator: Simulator, pipe: Connection) -> None:
    async with simulator.serve() as url:
        pipe.send(url)
        while True:
            try:
                await asyncio.to_thread(pipe.recv)
            except EOFError:
                return
            pipe.send(simulator.invoice.lines)
