"""One reply on its way out: paced, broken off where a fault says so, and measured until it ends.

A raw ASGI response, because a cut connection is a response that never completes. Tested through the SDK in
tests/integration/test_simulator_stream.py and test_simulator_faults.py.
"""

import asyncio
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from worker.clock import Clock
from worker.local.simulator import sse
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.faults import Fault, FaultKind
from worker.local.simulator.models import Usage
from worker.local.simulator.refusals import error_body

_PIECE = 32_768  # bytes sent at once when nothing slows the stream down
_BREAKS = {
    FaultKind.CUT,
    FaultKind.CLEAN_EOF,
    FaultKind.ERROR_MID,
    FaultKind.MALFORMED,
    FaultKind.STALL,
    FaultKind.UNKNOWN_EVENT,
}
# A proxy's page in the answer's place, with its status, and whether Claude had written the answer.
_PAGES: Mapping[FaultKind, tuple[int, bool]] = {
    FaultKind.HTML: (200, False),
    FaultKind.PAGE_413: (413, False),
    FaultKind.PAGE_502: (502, True),
}
# The client hears all of it, and what it cost.
_HEARD = {None, FaultKind.STALL, FaultKind.UNKNOWN_EVENT, FaultKind.CHOPPED, FaultKind.EARLY}
_CHOP = 7  # bytes: they cut UTF-8 and the lines' ends


@dataclass(frozen=True)
class Ending:
    """How a reply ended: what was written until then, and whether the client heard the stop reason."""

    outcome: str
    usage: Usage
    complete: bool


class _Break(Exception):  # noqa: N818 - the connection is to be cut here
    pass


class Reply(Response):
    """Sends a message as JSON or as events.

    arrived: when the request came, by the clock. begun is called when the first byte of the message goes out
    (its prefix is cached from then on), ended once, whatever happens, with the Ending.
    """

    def __init__(
        self,
        message: sse.Message,
        *,
        stream: bool,
        fault: Fault | None,
        request_id: str,
        headers: Mapping[str, str],
        config: SimulatorConfig,
        clock: Clock,
        arrived: float,
        begun: Callable[[], None],
        ended: Callable[[Ending], None],
    ) -> None:
        kind = "text/event-stream; charset=utf-8" if stream else "application/json"
        told = {**headers, "content-type": kind, "request-id": request_id}
        status, _ = _PAGES.get(fault.kind, (200, False)) if fault else (200, False)
        if fault is not None and fault.kind in _PAGES:
            told["content-type"] = "text/html; charset=utf-8"
        if status != 200:  # noqa: PLR2004 - the page is not Claude's, nor are its headers
            told = {"content-type": told["content-type"]}
        super().__init__(status_code=status, headers=told)
        del self.headers["content-length"]
        self._message = message
        self._stream = stream
        self._fault = fault
        self._request_id = request_id
        self._config = config
        self._clock = clock
        self._arrived = arrived
        self._begun = begun
        self._ended = ended
        self._written = 0
        self._has_begun = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Write while the client listens."""
        writer = asyncio.ensure_future(self._write(send))
        watcher = asyncio.ensure_future(_gone(receive))
        outcome = "disconnected"
        try:
            await asyncio.wait({writer, watcher}, return_when=asyncio.FIRST_COMPLETED)
            if writer.done():
                outcome = writer.result()
        finally:
            writer.cancel()
            watcher.cancel()
            await asyncio.gather(writer, watcher, return_exceptions=True)
            self._ended(self._ending(outcome))

    def _ending(self, outcome: str) -> Ending:
        complete = outcome == "complete"
        if complete:
            return Ending(outcome, self._message.usage, complete=True)
        if not self._has_begun:
            return Ending(outcome, Usage(), complete=False)
        usage = self._message.usage
        written = min(max(self._written, 1), usage.output_tokens)
        return Ending(
            outcome,
            replace(usage, output_tokens=written, thinking_tokens=min(usage.thinking_tokens, written)),
            complete=False,
        )

    async def _write(self, send: Send) -> str:
        """Send everything; returns the outcome."""
        # What writing the answer took is part of the wait, as it is with a model.
        left = self._arrived + self._config.ttft_seconds - self._clock.monotonic()
        if left > 0:
            await self._clock.sleep(left)
        kind = None if self._fault is None else self._fault.kind
        if kind is not None and kind in _PAGES:
            _, answered = _PAGES[kind]
            if answered:
                self._begin()
                self._written = self._message.usage.output_tokens
            await self._start(send)
            await _send(send, b"<html><body>A proxy answered.</body></html>", more=False)
            return kind.value
        if not self._stream:
            return await self._write_json(send, kind)
        return await self._write_events(send, kind)

    async def _start(self, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})

    async def _write_json(self, send: Send, kind: FaultKind | None) -> str:
        speed = self._config.tokens_per_second
        output = self._message.usage.output_tokens
        if speed:
            await self._clock.sleep(output / speed)
        if kind is FaultKind.STALL:
            await self._clock.sleep(self._config.stall_seconds)
        body = json.dumps(sse.as_json(self._message), ensure_ascii=False).encode()
        self._begin()
        self._written = output
        await self._start(send)
        if kind in (FaultKind.CUT, FaultKind.CLEAN_EOF, FaultKind.MALFORMED, FaultKind.EMPTY):
            await _send(send, body[: len(body) // 2], more=kind is not FaultKind.MALFORMED)
            return kind.value
        await _send(send, body, more=False)
        return "complete"

    async def _write_events(self, send: Send, kind: FaultKind | None) -> str:
        await self._start(send)
        if kind is FaultKind.EMPTY:
            await _send(send, b"", more=False)
            return kind.value
        if kind is FaultKind.ERROR_FIRST and self._fault is not None:
            await _send(send, self._error(self._fault), more=False)
            return kind.value
        if kind is FaultKind.CUT_FIRST and self._fault is not None:
            self._begin()
            self._written = int(self._message.usage.output_tokens * self._fault.share)
            return kind.value
        try:
            if self._config.tokens_per_second:
                await self._paced(send, self._config.tokens_per_second)
            else:
                await self._at_once(send)
        except _Break:
            return FaultKind.CUT.value
        await _send(send, b"", more=False)
        return "complete" if kind is None or kind in _HEARD else kind.value

    async def _at_once(self, send: Send) -> None:
        waiting = bytearray()
        for step in self._steps():
            if step is not None:
                waiting += step.data
                self._note(step)
            if step is None or step.begins or len(waiting) >= _PIECE:
                await self._flush(send, waiting)
            if step is None:
                await self._broken()
        await self._flush(send, waiting)

    async def _paced(self, send: Send, speed: float) -> None:
        """Each step when it is due; those that are overdue leave together."""
        due = heard = self._clock.monotonic()
        waiting = bytearray()
        for step in self._steps():
            if step is None:
                await self._flush(send, waiting)
                await self._broken()
                due = heard = self._clock.monotonic()
                continue
            due += step.tokens / speed
            while due > (now := self._clock.monotonic()):
                quiet = heard + self._config.ping_seconds - now
                if waiting:
                    await self._flush(send, waiting)
                elif quiet <= 0:
                    await _send(send, sse.event("ping", {"type": "ping"}))
                    heard = now
                else:
                    await self._clock.sleep(min(due - now, quiet))
            waiting += step.data
            heard = now
            self._note(step)
            if step.begins:
                await self._flush(send, waiting)
        await self._flush(send, waiting)

    def _steps(self) -> Iterator[sse.Step | None]:
        """The steps to send; None where the fault strikes."""
        kind = None if self._fault is None else self._fault.kind
        steps = list(sse.as_events(self._message, self._config.delta_tokens))
        if kind is FaultKind.EARLY:
            steps = [*steps[1:-2], steps[0], *steps[-2:]]
        elif kind is FaultKind.NAMELESS:
            steps = [replace(step, data=step.data.partition(b"\n")[2]) for step in steps]
        if self._fault is None or kind not in _BREAKS:
            yield from steps
            return
        texts = [index for index, step in enumerate(steps) if step.tokens]
        at = texts[min(int(len(texts) * self._fault.share), len(texts) - 1)] if texts else 1
        yield from steps[:at]
        if kind in (FaultKind.CUT, FaultKind.STALL):
            yield None
        elif kind is FaultKind.ERROR_MID:
            yield sse.Step(self._error(self._fault))
        elif kind is FaultKind.MALFORMED:
            yield sse.Step(
                b'event: content_block_delta\ndata: {"type":"content_block_delta","index":1,"del\n\n'
            )
        elif kind is FaultKind.UNKNOWN_EVENT:
            yield sse.Step(sse.event("weather", {"type": "weather", "sky": "blue"}))
        if kind in (FaultKind.STALL, FaultKind.UNKNOWN_EVENT):
            yield from steps[at:]

    async def _broken(self) -> None:
        if self._fault is not None and self._fault.kind is FaultKind.STALL:
            await self._clock.sleep(self._config.stall_seconds)
            return
        raise _Break

    def _error(self, fault: Fault) -> bytes:
        return sse.event("error", error_body(fault.error_type, "Overloaded", self._request_id))

    async def _flush(self, send: Send, waiting: bytearray) -> None:
        data = bytes(waiting)
        waiting.clear()
        if self._fault is not None and self._fault.kind is FaultKind.CHOPPED:
            data = data.replace(b"\n", b"\r\n")
            for start in range(0, len(data), _CHOP):
                await _send(send, data[start : start + _CHOP])
        elif data:
            await _send(send, data)

    def _note(self, step: sse.Step) -> None:
        self._written += step.tokens
        if step.begins:
            self._begin()

    def _begin(self) -> None:
        if not self._has_begun:
            self._has_begun = True
            self._begun()


async def _send(send: Send, data: bytes, *, more: bool = True) -> None:
    await send({"type": "http.response.body", "body": data, "more_body": more})


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
