"""Message batches as the API keeps them: made, listed, polled, cancelled, deleted, answered in JSON lines.

A batch is answered when somebody looks and its time is over; until then its counts say "processing", as the
API's do. Params are checked then and not before: a bad one is an errored line. What is done at a cancel keeps
its answer. Knows nothing of who writes the answers. Tested through the SDK in
tests/integration/test_simulator_batches.py.
"""

import asyncio
import hashlib
import json
import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from worker.clock import Clock
from worker.local.simulator import faults
from worker.local.simulator.config import BatchConfig
from worker.local.simulator.refusals import Refusal

MOST_LISTED = 1000  # batches on one page
EXPIRES_AFTER_SECONDS = 24 * 3600.0
_CUSTOM_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_STAMP = "%Y-%m-%dT%H:%M:%S.%fZ"
_OUTCOMES = ("succeeded", "errored", "canceled", "expired")

Line = dict[str, Any]
# Answers one request's params in a batch of that id: the line's `result`.
AnswerOne = Callable[[object, str], Awaitable[Line]]


@dataclass
class _Batch:
    """One batch. results: lines by custom_id, filled when it ends."""

    id: str
    number: int
    created_at: datetime
    due: float
    requests: tuple[tuple[str, object], ...]
    polls: int = 0
    hidden: int = 0
    cancelled_at: datetime | None = None
    ended_at: datetime | None = None
    results: dict[str, Line] = field(default_factory=dict)
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def status(self) -> Literal["in_progress", "canceling", "ended"]:
        """processing_status."""
        if self.ended_at is not None:
            return "ended"
        return "in_progress" if self.cancelled_at is None else "canceling"


class Batches:
    """The batches of one workspace.

    `at` is awaited at "create" (nothing is made yet), "made" (the answer is not sent yet), "poll" and
    "results" (half of them is sent), so that a test can act there.

    Args:
        config: how long they take, their limits and faults.
        seed: of the rolls of faults.
        clock: every time goes by it.
        answer: writes the answer to one request.
    """

    def __init__(self, config: BatchConfig, seed: int, clock: Clock, answer: AnswerOne) -> None:
        self._config = config
        self._seed = seed
        self._clock = clock
        self._answer = answer
        self._all: dict[str, _Batch] = {}
        self._creates = 0
        self._downloads = 0
        self.at: Callable[[str], Awaitable[None]] = _go_on

    @property
    def made(self) -> list[str]:
        """The ids of all batches that were made, oldest first, deleted ones left out."""
        return list(self._all)

    def requests_of(self, batch_id: str) -> list[str]:
        """The custom ids of a batch, in the order they were sent."""
        return [custom_id for custom_id, _ in self._all[batch_id].requests]

    async def create(self, body: object, size: int, url: str) -> Line | None:
        """POST /v1/messages/batches. size: bytes of the body.

        Returns:
            The batch; None when it was made and its answer is to be lost.

        Raises:
            Refusal: 400 or 413, or what the configuration has this call meet; nothing is made then.
        """
        self._creates += 1
        fault = self._config.creates.get(self._creates)
        if isinstance(fault, faults.Fault) and (refusal := fault.refusal()) is not None:
            raise refusal
        if size > self._config.most_bytes:
            raise Refusal(413, "Request exceeds the maximum allowed number of bytes.")
        requests = self._requests(body)
        await self.at("create")
        now = self._clock.now()
        digest = hashlib.sha256(f"{self._seed}/batch/{self._creates}".encode()).hexdigest()
        batch = _Batch(
            id=f"msgbatch_sim{digest[:20]}",
            number=self._creates,
            created_at=now,
            due=self._clock.monotonic() + self._config.seconds,
            requests=requests,
            polls=self._config.polls,
            hidden=self._config.hidden_lists if fault == "late" else 0,
        )
        self._all[batch.id] = batch
        await self.at("made")
        return None if fault in ("lost", "late") else self._as_json(batch, url)

    async def retrieve(self, batch_id: str, url: str) -> Line:
        """GET /v1/messages/batches/{id}; each counts as one poll."""
        batch = self._find(batch_id)
        batch.polls -= 1
        await self.at("poll")
        await self._work(batch)
        return self._as_json(batch, url)

    async def listed(self, query: Mapping[str, str], url: str) -> Line:
        """GET /v1/messages/batches: newest first, after_id and before_id by place in the list."""
        wanted = query.get("limit", "20")
        if not (wanted.isdigit() and 1 <= int(wanted) <= MOST_LISTED):
            raise Refusal(400, f"limit: Input should be from 1 to {MOST_LISTED}")
        shown = []
        for batch in reversed(self._all.values()):
            batch.hidden -= 1
            if batch.hidden < 0:
                shown.append(batch)
        places = {batch.id: place for place, batch in enumerate(shown)}
        start, limit = 0, int(wanted)
        if "after_id" in query:
            start = places[self._find(query["after_id"]).id] + 1
        elif "before_id" in query:
            start = max(places[self._find(query["before_id"]).id] - limit, 0)
            limit = min(limit, places[query["before_id"]] - start)
        page = shown[start : start + limit]
        for batch in page:
            await self._work(batch)
        return {
            "data": [self._as_json(batch, url) for batch in page],
            "has_more": start + limit < len(shown),
            "first_id": page[0].id if page else None,
            "last_id": page[-1].id if page else None,
        }

    async def cancel(self, batch_id: str, url: str) -> Line:
        """POST /v1/messages/batches/{id}/cancel: what is done keeps its answer, the rest is canceled."""
        batch = self._find(batch_id)
        await self._work(batch)
        if batch.ended_at is not None:
            raise Refusal(409, f"Batch {batch_id} cannot be canceled because it has ended.")
        batch.cancelled_at = batch.cancelled_at or self._clock.now()
        shown = self._as_json(batch, url)
        done = int(len(batch.requests) * self._config.done_at_cancel)
        for custom_id, params in batch.requests[:done]:
            batch.results[custom_id] = await self._answer(params, batch.id)
        return shown

    def delete(self, batch_id: str) -> Line:
        """DELETE /v1/messages/batches/{id}, when it has ended."""
        batch = self._find(batch_id)
        if batch.ended_at is None:
            raise Refusal(400, f"Batch {batch_id} cannot be deleted while it is being processed.")
        del self._all[batch_id]
        return {"id": batch_id, "type": "message_batch_deleted"}

    async def results(self, batch_id: str) -> tuple[bytes, bool]:
        """GET …/{id}/results: the lines in no order, and whether they are all there (else they are cut)."""
        batch = self._find(batch_id)
        await self._work(batch)
        if batch.ended_at is None:
            raise Refusal(404, f"Batch {batch_id} has no available results.")
        self._downloads += 1
        order = sorted(batch.results, key=lambda custom_id: faults.roll(self._seed, "order", custom_id))
        lines = [
            json.dumps({"custom_id": custom_id, "result": batch.results[custom_id]}) for custom_id in order
        ]
        data = "".join(f"{line}\n" for line in lines).encode()
        cut = self._config.cuts.get(self._downloads)
        return (data, True) if cut is None else (data[: int(len(data) * cut)], False)

    async def _work(self, batch: _Batch) -> None:
        """End the batch if its time is over."""
        async with batch.busy:
            due = batch.polls < 0 and self._clock.monotonic() >= batch.due
            expired = self._clock.now() >= _expiry(batch)
            if batch.ended_at is not None or not (due or expired or batch.cancelled_at):
                return
            for place, (custom_id, params) in enumerate(batch.requests):
                if custom_id in batch.results:
                    continue
                if batch.cancelled_at is not None:
                    batch.results[custom_id] = {"type": "canceled"}
                elif expired and not due:
                    batch.results[custom_id] = {"type": "expired"}
                else:
                    batch.results[custom_id] = await self._one(batch, place, params)
            batch.ended_at = self._clock.now()

    async def _one(self, batch: _Batch, place: int, params: object) -> Line:
        outcome = self._config.schedule.get((batch.number, place)) or self._roll(batch, params)
        if outcome in ("expired", "canceled"):
            return {"type": outcome}
        if outcome == "errored":
            return errored(Refusal(400, "messages: invalid request (injected)"), f"req_{batch.id[9:]}")
        return await self._answer(params, batch.id)

    def _roll(self, batch: _Batch, params: object) -> str | None:
        point = faults.roll(self._seed, "batch line", batch.number, json.dumps(params, sort_keys=True))
        for outcome in sorted(self._config.rates):
            point -= self._config.rates[outcome]
            if point < 0:
                return outcome
        return None

    def _requests(self, body: object) -> tuple[tuple[str, object], ...]:
        asked = body.get("requests") if isinstance(body, Mapping) else None
        if not isinstance(asked, Sequence) or isinstance(asked, str) or not asked:
            raise Refusal(400, "requests: Field required, with at least one request")
        if len(asked) > self._config.most_requests:
            raise Refusal(400, f"requests: at most {self._config.most_requests} requests are allowed")
        found: dict[str, object] = {}
        for place, request in enumerate(asked):
            custom_id = request.get("custom_id") if isinstance(request, Mapping) else None
            if not isinstance(custom_id, str) or not _CUSTOM_ID.fullmatch(custom_id):
                raise Refusal(400, f"requests.{place}.custom_id: String should match {_CUSTOM_ID.pattern!r}")
            if custom_id in found:
                raise Refusal(400, f"requests.{place}.custom_id: {custom_id!r} is not unique")
            if not isinstance(request.get("params"), Mapping):
                raise Refusal(400, f"requests.{place}.params: Field required")
            found[custom_id] = request["params"]
        return tuple(found.items())

    def _find(self, batch_id: str) -> _Batch:
        if batch_id not in self._all:
            raise Refusal(404, f"Message batch {batch_id} not found.")
        return self._all[batch_id]

    def _as_json(self, batch: _Batch, url: str) -> Line:
        counts = dict.fromkeys(_OUTCOMES, 0)
        if batch.ended_at is not None:
            for line in batch.results.values():
                counts[line["type"]] += 1
        processing = len(batch.requests) if batch.ended_at is None else 0
        results_url = f"{url}/v1/messages/batches/{batch.id}/results"
        return {
            "id": batch.id,
            "type": "message_batch",
            "processing_status": batch.status,
            "request_counts": {"processing": processing, **counts},
            "created_at": batch.created_at.strftime(_STAMP),
            "expires_at": _expiry(batch).strftime(_STAMP),
            "ended_at": _stamp(batch.ended_at),
            "archived_at": None,
            "cancel_initiated_at": _stamp(batch.cancelled_at),
            "results_url": None if batch.ended_at is None else results_url,
        }


async def _go_on(_point: str) -> None:
    """The `at` of a simulator nobody acts in."""


def errored(refusal: Refusal, request_id: str) -> Line:
    """The result of a request that was refused."""
    return {"type": "errored", "error": refusal.body(request_id)}


def _expiry(batch: _Batch) -> datetime:
    return batch.created_at + timedelta(seconds=EXPIRES_AFTER_SECONDS)


def _stamp(moment: datetime | None) -> str | None:
    return None if moment is None else moment.strftime(_STAMP)
