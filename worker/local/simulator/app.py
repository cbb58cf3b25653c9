"""The simulated Messages API: an ASGI application, its invoice, and a server for it.

Whoever mounts `.app` (worker/local/stack.py) or serves it (`serve`) gets POST /v1/messages,
POST /v1/messages/count_tokens, /v1/messages/batches and below (batches.py), GET /v1/models and
GET /v1/models/{id}; the rest is refused by name.
"""

import asyncio
import hashlib
import json
import socket
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any, Protocol

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from worker.clock import Clock, SystemClock
from worker.local.simulator import faults, models, requests, sse, tags
from worker.local.simulator.batches import Batches, errored
from worker.local.simulator.caching import Lookup, PromptCache
from worker.local.simulator.config import SimulatorConfig
from worker.local.simulator.faults import Fault, FaultKind
from worker.local.simulator.invoice import Invoice, InvoiceLine
from worker.local.simulator.limits import RateLimits
from worker.local.simulator.refusals import Refusal
from worker.local.simulator.reply import Ending, Reply
from worker.local.simulator.requests import MessagesRequest
from worker.local.simulator.sse import Answer, Message
from worker.local.simulator.weather import Weather

MOST_BYTES = 32 * 1024 * 1024  # Messages and count_tokens
_THINKING = {"low": 60, "medium": 180, "high": 420, "xhigh": 900, "max": 1800}  # typical tokens by effort
_LOOPBACK = "127.0.0.1"
_MOST_LISTED = 1000  # models on one page
_ERROR_EVENTS = {FaultKind.ERROR_FIRST, FaultKind.ERROR_MID}
# What breaks a stream leaves a request of a batch with half an answer, or with an error.
_BROKEN_TEXT = {FaultKind.CUT, FaultKind.CLEAN_EOF, FaultKind.MALFORMED}
_BROKEN = {
    FaultKind.HTML,
    FaultKind.EMPTY,
    FaultKind.CUT_FIRST,
    FaultKind.PAGE_413,
    FaultKind.PAGE_502,
    *_ERROR_EVENTS,
}
# How a truncated answer says why it ends.
_TRUNCATED = {
    FaultKind.MAX_TOKENS: "max_tokens",
    FaultKind.CONTEXT_WINDOW: "model_context_window_exceeded",
    FaultKind.PAUSE_TURN: "pause_turn",
}


@dataclass(frozen=True)
class Written:
    """What an author wrote for a request, and the fault it wants to happen to it."""

    answer: Answer
    fault: Fault | None = None


class Author(Protocol):
    """Writes answers."""

    async def write(self, asked: tags.Asked, request: MessagesRequest, attempt: int) -> Written:
        """Answer `asked`; attempt counts identical requests from 1. May raise Refusal."""
        ...


class MessagesApi:
    """The wire of a provider; its subclasses say who writes the answers.

    Args:
        author: writes the answers (worker/local/simulator/content or a script).
        config: speed, faults, limits.
        clock: every wait and every lifetime goes by it.
    """

    def __init__(self, author: Author, config: SimulatorConfig, clock: Clock | None = None) -> None:
        self.config = config
        self.clock: Clock = SystemClock() if clock is None else clock
        self.invoice = Invoice()
        self.url = ""
        self.weather = Weather()
        self._author = author
        self._cache = PromptCache(self.clock)
        self._limits = RateLimits(config, self.clock)
        self._seen: Counter[str] = Counter()
        self._number = 0  # of calls: what a schedule of faults goes by
        self._others = 0  # of every other request
        self.batches = Batches(config.batches, config.seed, self.clock, self._line)
        self.app = Starlette(
            routes=[
                Route("/v1/messages", self._messages, methods=["POST"]),
                Route("/v1/messages/count_tokens", self._count_tokens, methods=["POST"]),
                Route("/v1/messages/batches", self._make_batch, methods=["POST"]),
                Route("/v1/messages/batches", self._list_batches, methods=["GET"]),
                Route("/v1/messages/batches/{batch_id}", self._batch, methods=["GET", "DELETE"]),
                Route("/v1/messages/batches/{batch_id}/cancel", self._cancel_batch, methods=["POST"]),
                Route("/v1/messages/batches/{batch_id}/results", self._batch_results, methods=["GET"]),
                Route("/v1/models", self._models, methods=["GET"]),
                Route("/v1/models/{model_id}", self._model, methods=["GET"]),
                Route("/{rest:path}", self._nothing, methods=["GET", "POST", "PUT", "PATCH", "DELETE"]),
            ]
        )

    @asynccontextmanager
    async def serve(self, port: int = 0) -> AsyncIterator[str]:
        """Serve on loopback; yields the base URL, which is also `url` meanwhile. Port 0 takes a free one."""
        # asyncio sets TCP_NODELAY only where the protocol is named; without it answers wait for an ACK
        with socket.socket(proto=socket.IPPROTO_TCP) as listening:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind((_LOOPBACK, port))
            server = uvicorn.Server(
                uvicorn.Config(
                    self.app,
                    log_config=None,
                    log_level="critical",
                    lifespan="off",
                    ws="none",
                    timeout_graceful_shutdown=1,
                )
            )
            listening.listen(1024)
            serving = asyncio.ensure_future(server._serve([listening]))  # noqa: SLF001 - without its signals
            self.url = f"http://{_LOOPBACK}:{listening.getsockname()[1]}"
            try:
                yield self.url
            finally:
                server.should_exit = True
                await serving
                self.url = ""

    async def _messages(self, http: Request) -> Response:
        self._number += 1
        number, request_id = self._number, self._request_id(self._number)
        started = self.clock.monotonic()
        call = _Call(number, request_id, started)
        self.invoice.begin()
        try:
            return await self._answer(http, call)
        except Refusal as refusal:
            line = replace(call.line, http_status=refusal.status, outcome="refused")
            self.invoice.end(None, line)
            return self._refused(refusal, request_id)
        except BaseException:
            self.invoice.end(None, replace(call.line, http_status=500, outcome="broken"))
            raise

    async def _answer(self, http: Request, call: "_Call") -> Response:
        _authenticate(http)
        request = requests.parse(await _body(http))
        written, fault = await self._write(request, call, limited=True)
        if fault is not None and fault.kind in _ERROR_EVENTS and not request.stream:
            raise Refusal(529, "Overloaded")  # without a stream there is no event to put it in
        lookup = self._cache.look_up(request)
        message = self._message(request, _spoiled(written.answer, fault), lookup, call.line.request_id)
        return self._reply(message, request, fault, lookup, call)

    async def _write(
        self, request: MessagesRequest, call: "_Call", *, limited: bool = False
    ) -> tuple[Written, Fault | None]:
        """What the author wrote, and the fault to happen to it. Raises Refusal for an error status."""
        if request.card.id in self.config.retired:
            raise Refusal(404, f"model: {request.card.id}")
        call.line = replace(call.line, model=request.card.id)
        asked = tags.read(request.user_texts)
        call.line = replace(
            call.line,
            stage=asked.stage,
            conversation_id=asked.conversation_id,
            turn=asked.turn,
            section=asked.section,
        )
        if limited:
            self.weather.check(self.clock.monotonic(), request.card.id)
            self._limits.take_request()
        self._seen[request.digest] += 1
        attempt = self._seen[request.digest]
        fault = self.config.schedule.get(call.line.number) or faults.pick(
            self.config.seed, request.digest, attempt, self.config.fault_rates
        )
        _refuse_for(fault)
        written = await self._author.write(asked, request, attempt)
        fault = fault or written.fault
        _refuse_for(fault)
        return written, fault

    def _reply(
        self,
        message: Message,
        request: MessagesRequest,
        fault: Fault | None,
        lookup: Lookup,
        call: "_Call",
    ) -> Response:
        def ended(ending: Ending) -> None:
            self._limits.count(ending.usage)
            spent = self.clock.monotonic() - call.started
            self.invoice.end(
                request.card,
                replace(
                    call.line,
                    outcome=ending.outcome,
                    stop_reason=message.answer.stop_reason if ending.complete else None,
                    usage=ending.usage,
                    milliseconds=round(spent * 1000),
                ),
            )

        return Reply(
            message,
            stream=request.stream,
            fault=fault,
            request_id=call.line.request_id,
            headers=self._headers(),
            config=self.config,
            clock=self.clock,
            arrived=call.started,
            begun=lambda: self._cache.keep(lookup),
            ended=ended,
        )

    def _message(self, request: MessagesRequest, answer: Answer, lookup: Lookup, request_id: str) -> Message:
        thinking = 0
        if request.thinks:
            typical = _THINKING[request.effort or "high"]
            thinking = max(int(typical * (0.6 + 0.8 * faults.roll("thinking", request.digest))), 1)
        text = requests.tokens(answer.text) if answer.text else 0
        if thinking + text > request.max_tokens:
            thinking = min(thinking, request.max_tokens)
            kept = request.max_tokens - thinking
            answer = Answer(answer.text[: len(answer.text) * kept // max(text, 1)], "max_tokens")
            text = kept
        usage = replace(lookup.usage, output_tokens=thinking + text, thinking_tokens=thinking)
        return Message(f"msg_{request_id[4:]}", request.card.id, answer, usage, request.thinks)

    async def _count_tokens(self, http: Request) -> Response:
        return await self._plain(http, _count)

    async def _models(self, http: Request) -> Response:
        async def listed(http: Request) -> dict[str, Any]:
            self.weather.check_models()
            wanted = http.query_params.get("limit", "20")
            if not (wanted.isdigit() and 1 <= int(wanted) <= _MOST_LISTED):
                raise Refusal(400, f"limit: Input should be from 1 to {_MOST_LISTED}")
            limit = int(wanted)
            cards = [self._described(card) for card in models.MODELS.values()]
            names = [card["id"] for card in cards]
            after = http.query_params.get("after_id")
            start = names.index(after) + 1 if after in names else 0
            page = cards[start : start + limit]
            return {
                "data": page,
                "has_more": start + limit < len(cards),
                "first_id": page[0]["id"] if page else None,
                "last_id": page[-1]["id"] if page else None,
            }

        return await self._plain(http, listed)

    async def _model(self, http: Request) -> Response:
        async def one(http: Request) -> dict[str, Any]:
            self.weather.check_models()
            name = http.path_params["model_id"]
            card = models.find(name)
            if card is None:
                raise Refusal(404, f"model: {name}")
            return self._described(card)

        return await self._plain(http, one)

    def _described(self, card: models.ModelCard) -> dict[str, Any]:
        retired = {"lifecycle": "retired"} if card.id in self.config.retired else {}
        return card.as_json() | retired

    async def _line(self, params: object, batch_id: str) -> dict[str, Any]:
        """One request of a batch, answered whole."""
        self._number += 1
        call = _Call(self._number, self._request_id(self._number), self.clock.monotonic())
        call.line = replace(call.line, batch_id=batch_id)
        self.invoice.begin()
        try:
            request, message = await self._write_line(params, call)
        except Refusal as refusal:
            line = replace(call.line, http_status=refusal.status, outcome="refused")
            self.invoice.end(None, line)
            return errored(refusal, call.line.request_id)
        except BaseException:
            self.invoice.end(None, replace(call.line, http_status=500, outcome="broken"))
            raise
        stop_reason = message.answer.stop_reason
        line = replace(call.line, outcome="complete", stop_reason=stop_reason, usage=message.usage)
        self.invoice.end(request.card, line)
        return {"type": "succeeded", "message": sse.as_json(message, service_tier="batch")}

    async def _write_line(self, params: object, call: "_Call") -> tuple[MessagesRequest, Message]:
        request = requests.parse(params)
        if request.stream:
            raise Refusal(400, "stream: streaming is not supported in batches")
        if request.max_tokens == 0:
            raise Refusal(400, "max_tokens: 0 is not allowed in batches")
        written, fault = await self._write(request, call)
        kind = None if fault is None else fault.kind
        if kind in _BROKEN:
            raise Refusal(529, "Overloaded")
        answer = _spoiled(written.answer, fault)
        if fault is not None and kind in _BROKEN_TEXT:
            answer = replace(answer, text=answer.text[: int(len(answer.text) * fault.share)])
        lookup = self._cache.look_up(request)
        self._cache.keep(lookup)
        return request, self._message(request, answer, lookup, call.line.request_id)

    async def _make_batch(self, http: Request) -> Response:
        data = await http.body()

        async def made(http: Request) -> dict[str, Any]:
            try:
                body = json.loads(data)
            except ValueError as error:
                raise Refusal(400, f"The request body is not valid JSON: {error}") from error
            found = await self.batches.create(body, len(data), _address(http))
            if found is None:
                raise _LostError
            return found

        try:
            return await self._plain(http, made)
        except _LostError:
            return _Lost()

    async def _list_batches(self, http: Request) -> Response:
        return await self._plain(http, lambda http: self.batches.listed(http.query_params, _address(http)))

    async def _batch(self, http: Request) -> Response:
        async def one(http: Request) -> dict[str, Any]:
            batch_id = http.path_params["batch_id"]
            if http.method == "DELETE":
                return self.batches.delete(batch_id)
            return await self.batches.retrieve(batch_id, _address(http))

        return await self._plain(http, one)

    async def _cancel_batch(self, http: Request) -> Response:
        return await self._plain(
            http, lambda http: self.batches.cancel(http.path_params["batch_id"], _address(http))
        )

    async def _batch_results(self, http: Request) -> Response:
        request_id = self._other_id()
        try:
            _authenticate(http)
            data, whole = await self.batches.results(http.path_params["batch_id"])
        except Refusal as refusal:
            return self._refused(refusal, request_id)
        if not whole:
            return _Lost(data)

        async def pieces() -> AsyncIterator[bytes]:
            half = len(data) // 2
            yield data[:half]
            await self.batches.at("results")
            yield data[half:]

        return StreamingResponse(pieces(), media_type="application/binary")

    async def _nothing(self, http: Request) -> Response:
        async def refused(http: Request) -> dict[str, Any]:
            raise Refusal(404, f"The simulator does not answer {http.method} {http.url.path}")

        return await self._plain(http, refused)

    async def _plain(
        self, http: Request, answer: Callable[[Request], Awaitable[Mapping[str, Any]]]
    ) -> Response:
        request_id = self._other_id()
        try:
            _authenticate(http)
            body = await answer(http)
        except Refusal as refusal:
            return self._refused(refusal, request_id)
        return JSONResponse(body, headers={"request-id": request_id})

    def _refused(self, refusal: Refusal, request_id: str) -> Response:
        return JSONResponse(
            refusal.body(request_id),
            status_code=refusal.status,
            headers={**self._headers(), "request-id": request_id, **refusal.headers},
        )

    def _headers(self) -> dict[str, str]:
        return {**self._limits.headers(), "anthropic-organization-id": "org_simulated"}

    def _other_id(self) -> str:
        self._others += 1
        return self._request_id(f"other {self._others}")

    def _request_id(self, number: int | str) -> str:
        digest = hashlib.sha256(f"{self.config.seed}/{number}".encode()).hexdigest()
        return f"req_sim{digest[:21]}"


class _Call:
    """A call in progress: what is known of its line on the invoice so far."""

    def __init__(self, number: int, request_id: str, started: float) -> None:
        self.started = started
        self.line = InvoiceLine(number=number, request_id=request_id)


class _LostError(Exception):
    """The work is done, and its answer is to be lost."""


class _Lost(Response):
    """Sends what it was given and breaks the connection off."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:  # noqa: ARG002 - ASGI
        """Promise more than is sent: the server then closes the connection."""
        headers = [(b"content-length", str(len(self.body) + 1).encode())]
        await send({"type": "http.response.start", "status": self.status_code, "headers": headers})
        await send({"type": "http.response.body", "body": bytes(self.body), "more_body": True})


def _address(http: Request) -> str:
    """Where the API is, as the caller reached it."""
    return str(http.base_url).rstrip("/")


def _authenticate(http: Request) -> None:
    scheme, _, key = http.headers.get("authorization", "").partition(" ")
    if not (scheme.lower() == "bearer" and key.strip()) and not http.headers.get("x-api-key", "").strip():
        raise Refusal(401, "invalid authentication credentials")
    if not http.headers.get("anthropic-version"):
        raise Refusal(400, "anthropic-version: header is required")


async def _body(http: Request) -> object:
    data = await http.body()
    if len(data) > MOST_BYTES:
        raise Refusal(413, "Request exceeds the maximum allowed number of bytes.")
    try:
        return json.loads(data)
    except ValueError as error:
        raise Refusal(400, f"The request body is not valid JSON: {error}") from error


async def _count(http: Request) -> dict[str, Any]:
    return {"input_tokens": requests.parse(await _body(http), counting=True).prompt_tokens}


def _refuse_for(fault: Fault | None) -> None:
    refusal = None if fault is None else fault.refusal()
    if refusal is not None:
        raise refusal


def _spoiled(answer: Answer, fault: Fault | None) -> Answer:
    """The answer as the model's own faults leave it."""
    if fault is None:
        return answer
    if fault.kind is FaultKind.REFUSAL:
        details = {"type": "refusal", "category": None, "explanation": None}
        return Answer("", "refusal", details)
    if fault.kind in _TRUNCATED:
        return Answer(answer.text[: int(len(answer.text) * fault.share)], _TRUNCATED[fault.kind])
    return answer
