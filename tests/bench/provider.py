"""The simulated Claude in a process of its own, so that what it takes is not the engine's."""

import asyncio
import multiprocessing
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import cast

from worker.local.simulator import SimulatorConfig, tags
from worker.local.simulator.app import Author, MessagesApi, Written
from worker.local.simulator.author import ContentAuthor
from worker.local.simulator.invoice import InvoiceLine
from worker.local.simulator.requests import MessagesRequest

# A beginner's account may send a thousand requests and two million tokens a minute, and what is measured here
# would come to more: its limits are not what is measured.
UNLIMITED = SimulatorConfig(
    requests_per_minute=100_000,
    input_tokens_per_minute=100_000_000,
    output_tokens_per_minute=100_000_000,
)


Answers = dict[tuple[str, int], Written]


class Rehearsed:
    """Gives at once the answers it has given before: composing one takes the simulator tens of milliseconds,
    in which Claude would answer a hundred others.

    Args:
        author: writes what is asked for the first time.
        answers: by the request's digest, and which time it is asked.
    """

    def __init__(self, author: Author, answers: Answers) -> None:
        self._author, self.answers = author, dict(answers)

    async def write(self, asked: tags.Asked, request: MessagesRequest, attempt: int) -> Written:
        """See Author."""
        key = (request.digest, attempt)
        if key not in self.answers:
            self.answers[key] = await self._author.write(asked, request, attempt)
        return self.answers[key]


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

    def answers(self) -> Answers:
        """All it has answered up to now."""
        self._pipe.send("answers")
        return cast("Answers", self._pipe.recv())


@contextmanager
def provider(config: SimulatorConfig, answers: Answers | None = None) -> Iterator[Provider]:
    """A simulator in a process of its own, ended on leaving; it knows `answers` already."""
    here, there = multiprocessing.Pipe()
    asked = (config, answers or {}, there)
    process = multiprocessing.get_context("spawn").Process(target=_serve, args=asked, daemon=True)
    process.start()
    there.close()
    try:
        yield Provider(here.recv(), here)
    finally:
        here.close()
        process.join()


def _serve(config: SimulatorConfig, answers: Answers, pipe: Connection) -> None:
    asyncio.run(_answer(config, answers, pipe))


async def _answer(config: SimulatorConfig, answers: Answers, pipe: Connection) -> None:
    author = Rehearsed(ContentAuthor(config), answers)
    simulator = MessagesApi(author, config)
    async with simulator.serve() as url:
        pipe.send(url)
        while True:
            try:
                wanted = await asyncio.to_thread(pipe.recv)
            except EOFError:
                return
            pipe.send(author.answers if wanted == "answers" else simulator.invoice.lines)
