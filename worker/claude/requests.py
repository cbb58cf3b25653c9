"""A request to Claude as a value: what is sent, its hash, its cached prefixes, its size.

Two equal requests are the same bytes, so that the ledger can give back an answer that was paid before. The
schema of an answer comes from its pydantic model, once per model, so that all turns send the same one. Sends
nothing; tested in tests/unit/test_claude_requests.py.
"""

import hashlib
import json
import re
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Literal
from unicodedata import normalize

import anthropic

from worker.claude.ledger import CallToOpen, Delivery, Stage
from worker.claude.models import effort_for, facts
from worker.domain.base import Model

CacheTtl = Literal["5m", "1h"]
# Upper-ish: English is about four characters a token, JSON and markup fewer; the newer tokenizer makes some
# 30 % more tokens than the older one (claude_api.md section 7).
CHARACTERS_PER_TOKEN = 3
# What the API puts around a request with a schema: "a small extra system prompt" (claude_api.md section 2),
# of unknown size; ours, generous.
RESERVED_AROUND_TOKENS = 500
_WORD = re.compile(" ?[a-z]+")


@dataclass(frozen=True, slots=True)
class Block:
    """A text block. cached: a breakpoint, everything up to and with this block is a prefix to be cached."""

    text: str
    cached: bool = False

    def wire(self, ttl: CacheTtl = "5m") -> dict[str, Any]:
        """The block as the API takes it; ttl: how long what it ends is cached (5m: the API's default)."""
        block: dict[str, Any] = {"type": "text", "text": self.text}
        if self.cached:
            block["cache_control"] = {"type": "ephemeral"} | ({} if ttl == "5m" else {"ttl": ttl})
        return block


@dataclass(frozen=True, slots=True)
class CallRequest:
    """One call: stage, turn, section and draft_no place it; the rest is what is sent.

    turn and section are None where they do not apply. effort is what is wanted; it is left out for a model
    that takes none. user is the blocks of the one user message. schema is the model the answer must fit.
    max_tokens counts thinking too.
    """

    stage: Stage
    turn: int | None
    section: str | None
    draft_no: int
    model: str
    effort: str | None
    system: tuple[Block, ...]
    user: tuple[Block, ...]
    schema: type[Model]
    max_tokens: int
    delivery: Delivery = "live"

    @property
    def cache_ttl(self) -> CacheTtl:
        """A batch takes minutes to hours, so its prefixes are kept for an hour, where that has a price."""
        return "1h" if self.delivery == "message_batch" and facts(self.model).cache_hour else "5m"

    def body(self) -> dict[str, Any]:
        """The arguments of messages.stream, or the params of a request in a batch."""
        output: dict[str, Any] = {"format": {"type": "json_schema", "schema": schema_of(self.schema)}}
        effort = effort_for(self.model, self.effort)
        if effort is not None:
            output["effort"] = effort
        return {
            "model": self.model,
            "max_tokens": self.max_tokens,
            "system": [block.wire(self.cache_ttl) for block in self.system],
            "messages": [{"role": "user", "content": [block.wire(self.cache_ttl) for block in self.user]}],
            "output_config": output,
        }

    def request_hash(self) -> str:
        """sha256, in hex, of the request's canonical JSON; the same however it is delivered."""
        return hashlib.sha256(_canonical(replace(self, delivery="live").body())).hexdigest()

    def estimated_input_tokens(self) -> int:
        """An upper bound of the input, for the reservation."""
        return self._reserved_tokens(len(self.system) + len(self.user))

    def cacheable_input_tokens(self) -> int:
        """An upper bound of what may be written to the cache: everything up to the last breakpoint."""
        blocks = (*self.system, *self.user)
        last = max((number for number, block in enumerate(blocks, start=1) if block.cached), default=0)
        return self._reserved_tokens(last) if last else 0

    def _reserved_tokens(self, blocks: int) -> int:
        """An upper bound of the first so many blocks, the schema in front of them included."""
        texts = [block.text for block in (*self.system, *self.user)[:blocks]]
        texts.append(_canonical(schema_of(self.schema)).decode("ascii"))
        return RESERVED_AROUND_TOKENS + sum(_most_tokens(text) for text in texts)

    def cached_prefixes(self) -> tuple[str, ...]:
        """A key for each cached prefix, outermost first; those too short to be cached are left out.

        Claude's cache tells models, output formats and efforts apart, so the keys do too.
        """
        digest = hashlib.sha256(
            _canonical([self.model, self.effort, schema_of(self.schema), "system" if self.system else ""])
        )
        keys, characters = [], 0
        for block in (*self.system, *self.user):
            digest.update(_canonical(block.wire()))
            characters += len(block.text)
            if block.cached and characters / CHARACTERS_PER_TOKEN >= facts(self.model).cache_least_tokens:
                keys.append(digest.hexdigest())
        return tuple(keys)

    def to_open(self) -> CallToOpen:
        """The request as the ledger sees it."""
        return CallToOpen(
            stage=self.stage,
            turn_number=self.turn,
            section=self.section,
            draft_no=self.draft_no,
            model=self.model,
            request_hash=self.request_hash(),
            estimated_input_tokens=self.estimated_input_tokens(),
            max_output_tokens=self.max_tokens,
            cacheable_input_tokens=self.cacheable_input_tokens(),
            delivery=self.delivery,
            cache_ttl=self.cache_ttl,
        )

    def with_more_room(self) -> "CallRequest":
        """The same request with twice the max_tokens, within what the model allows."""
        return replace(self, max_tokens=min(2 * self.max_tokens, facts(self.model).most_output_tokens))


@cache
def schema_of(model: type[Model]) -> dict[str, Any]:
    """The model's JSON schema in the form structured outputs take; made once, so always the same bytes."""
    return anthropic.transform_schema(model)


def _most_tokens(text: str) -> int:
    """An upper bound of a text's tokens: two for three small letters of a word, else one a byte.

    A tokenizer over bytes never makes more than one of a byte, whatever the symbol. Where every two small
    letters merge, and a space with the letter after it, as in any vocabulary of a hundred thousand, no two
    tokens of one character stay side by side, so a word of n, its space counted, is at most n - (n + 1) // 3.
    It may normalise first (Claude's published one did, by NFKC), which makes some characters longer.
    """
    texts = (text,) if text.isascii() else (text, normalize("NFKC", text))
    return max(len(each.encode("utf-8", "surrogatepass")) - _merged(each) for each in texts)


def _merged(text: str) -> int:
    return sum((len(word) + 1) // 3 for word in _WORD.findall(text))


def _canonical(value: object) -> bytes:
    text = json.dumps(value, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
    return text.encode("ascii")
