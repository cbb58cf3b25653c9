"""The prompt cache, by the documented rules: exact prefixes, up to four breakpoints, a look-back of 20
blocks, a minimum size per model, and entries that exist only once their first response has begun.

Tested in tests/unit/test_simulator_caching.py.
"""

import hashlib
from dataclasses import dataclass

from worker.clock import Clock
from worker.local.simulator.models import Usage
from worker.local.simulator.requests import MessagesRequest

LOOK_BACK = 20  # blocks behind a breakpoint in which an earlier entry is still found
_HOUR = 3600


@dataclass
class _Entry:
    expires: float
    ttl: int


@dataclass(frozen=True)
class Prefix:
    """A prefix to be kept: its hash, lifetime in seconds, and when its request started."""

    key: str
    ttl: int
    started: float


@dataclass(frozen=True)
class Lookup:
    """What the cache does for one request: the input side of its usage, and what to keep once it begins."""

    usage: Usage
    writes: tuple[Prefix, ...]


class PromptCache:
    """The cache of one workspace; time comes from the clock's monotonic seconds."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._entries: dict[str, _Entry] = {}

    def look_up(self, request: MessagesRequest) -> Lookup:
        """Price a request's prompt against what is cached now; a hit refreshes its entry."""
        now = self._clock.monotonic()
        hashes, sizes = _prefixes(request)
        marks = [
            index
            for index, block in enumerate(request.blocks)
            if block.ttl is not None and sizes[index] >= request.card.min_cacheable
        ]
        total = request.prompt_tokens
        if not marks:
            return Lookup(Usage(input_tokens=total), ())
        found = self._longest(hashes, marks, now)
        read = 0 if found is None else sizes[found]
        short = long = 0
        writes = []
        position = read
        for index in marks:
            ttl = request.blocks[index].ttl or 0
            writes.append(Prefix(hashes[index], ttl, now))
            if sizes[index] <= position:
                continue
            written = sizes[index] - position
            if ttl == _HOUR:
                long += written
            else:
                short += written
            position = sizes[index]
        return Lookup(
            Usage(
                input_tokens=total - position,
                cache_write_5m_tokens=short,
                cache_write_1h_tokens=long,
                cache_read_tokens=read,
            ),
            tuple(writes),
        )

    def keep(self, lookup: Lookup) -> None:
        """The response has begun: its prefixes can be read from now on."""
        for prefix in lookup.writes:
            known = self._entries.get(prefix.key)
            expires = prefix.started + prefix.ttl
            if known is None or known.expires < expires:
                self._entries[prefix.key] = _Entry(expires, prefix.ttl)

    def _longest(self, hashes: list[str], marks: list[int], now: float) -> int | None:
        for mark in reversed(marks):
            for index in range(mark, max(mark - LOOK_BACK, -1), -1):
                entry = self._entries.get(hashes[index])
                if entry is not None and entry.expires > now:
                    entry.expires = now + entry.ttl
                    return index
        return None


def _prefixes(request: MessagesRequest) -> tuple[list[str], list[int]]:
    running = hashlib.sha256(request.cache_key.encode())
    size = request.overhead
    hashes, sizes = [], []
    for block in request.blocks:
        running.update(f"\x00{block.role}\x00{len(block.text)}\x00".encode())
        running.update(block.text.encode("utf-8", "surrogatepass"))
        size += block.tokens
        hashes.append(running.hexdigest())
        sizes.append(size)
    return hashes, sizes
