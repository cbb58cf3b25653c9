"""Requests of the same kind that are asked at the same time go to the database as one.

While a request is on its way, those that come up wait and leave together with the next: alone, nobody waits;
in a crowd, a request is shared. It knows nothing of what is asked.
Tested in tests/unit/test_jobs_together.py.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Asked = TypeVar("Asked")
Answer = TypeVar("Answer")

# One request's calls at most: their answers are texts of some 20 kB each, and a request has seconds.
MOST_TOGETHER = 25


class Together(Generic[Asked, Answer]):
    """Args: send: sends several and returns an answer for each, in order; an answer that is an exception is
    raised for the one it belongs to. What `send` itself raises is raised for all it was to send.
    """

    def __init__(self, send: Callable[[list[Asked]], Awaitable[Sequence[Answer | Exception]]]) -> None:
        self._send = send
        self._waiting: list[tuple[Asked, asyncio.Future[Answer]]] = []
        self._sending: asyncio.Task[None] | None = None

    async def ask(self, asked: Asked) -> Answer:
        """Send it, alone or with others, and wait for its answer.

        A caller that is cancelled stops waiting; what it asked may still be sent.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((asked, answer))
        if self._sending is None:
            self._sending = asyncio.create_task(self._send_all(), name="requests together")
        return await answer

    async def _send_all(self) -> None:
        try:
            while self._waiting:
                leaving = self._waiting[:MOST_TOGETHER]
                del self._waiting[:MOST_TOGETHER]
                await self._send_some(leaving)
        finally:
            self._sending = None

    async def _send_some(self, leaving: Sequence[tuple[Asked, "asyncio.Future[Answer]"]]) -> None:
        try:
            answers = await self._send([asked for asked, _ in leaving])
            if len(answers) != len(leaving):
                # Whose answers these are is not known, and nobody may be left waiting for one.
                raise RuntimeError(f"{len(answers)} answers to {len(leaving)} requests")  # noqa: TRY301
        except asyncio.CancelledError:
            for _, future in leaving:
                future.cancel()
            raise
        except Exception as error:  # noqa: BLE001 - whatever it was, it is the askers'
            answers = [error] * len(leaving)
        for (_, future), answer in zip(leaving, answers, strict=True):
            if future.done():
                continue
            if isinstance(answer, Exception):
                future.set_exception(answer)
            else:
                future.set_result(answer)
