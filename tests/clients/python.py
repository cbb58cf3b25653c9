"""Does the steps of script.py with supabase-py: a thin translation from the words of supabase-js."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

import httpx
from postgrest.exceptions import APIError
from postgrest.types import CountMethod, ReturnMethod
from pydantic import BaseModel
from realtime import AsyncRealtimeChannel, RealtimePostgresChangesListenEvent
from supabase import AsyncClient, AsyncClientOptions, acreate_client
from supabase_auth.errors import AuthError

from tests.clients.step import Call, Step

_NAMES: Final = {"from": "table", "in": "in_", "is": "is_", "or": "or_", "contains": "contains"}
_OPTIONS: Final = {
    "count": "count",
    "head": "head",
    "get": "get",
    "defaultToNull": "default_to_null",
    "onConflict": "on_conflict",
    "ignoreDuplicates": "ignore_duplicates",
    "nullsFirst": "nullsfirst",
    "referencedTable": "foreign_table",
}
_CHANGES: Final = frozenset({"insert", "upsert", "update", "delete"})
_PATIENCE: Final = 20


class Watch:
    """One channel, what it was told and what it heard."""

    def __init__(self, channel: AsyncRealtimeChannel, entry: Mapping[str, str]) -> None:
        self.channel = channel
        self.system: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.heard: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        channel.on_system(lambda message: self.system.put_nowait(dict(message)))
        channel.on_postgres_changes(
            RealtimePostgresChangesListenEvent.All,
            lambda change: self.heard.put_nowait(_change(dict(change))),
            table=entry["table"],
            schema="public",
            filter=entry.get("filter"),
        )

    async def told(self) -> dict[str, Any]:
        """The next system message about changes."""
        while True:
            message = await asyncio.wait_for(self.system.get(), _PATIENCE)
            if message["extension"] == "postgres_changes":
                return message


class Driver:
    """Runs steps against one stack.

    Args:
        url: the stack's.
        keys: API keys by who; `anon` for all others.
    """

    def __init__(self, url: str, keys: Mapping[str, str]) -> None:
        self._url = url
        self._keys = keys
        self._clients: dict[str, AsyncClient] = {}
        self._watches: dict[str, Watch] = {}
        self._kept: dict[str, Any] = {}

    async def run(self, steps: Sequence[Step]) -> list[dict[str, Any]]:
        """What came back, step by step: data, count and error."""
        said = []
        async with httpx.AsyncClient(timeout=30) as http:
            self._http = http
            for number, step in enumerate(steps):
                await http.get(f"{self._url}/__step/{number}")
                said.append(await self._do(step))
            for client in self._clients.values():
                await client.remove_all_channels()
        return said

    async def _do(self, step: Step) -> dict[str, Any]:
        count = None
        try:
            data, count = await self._done(step.who, step.call)
        except APIError as error:
            return _refused(error.code, error.message, error.details, error.hint)
        except AuthError as error:
            return _refused(error.code, error.message, None, None)
        if step.keep:
            self._kept[step.keep] = data
        return {"data": data, "count": count, "error": None}

    async def _client(self, who: str) -> AsyncClient:
        if who not in self._clients:
            options = AsyncClientOptions(
                httpx_client=self._http, auto_refresh_token=False, persist_session=False
            )
            key = self._keys.get(who, self._keys["anon"])
            self._clients[who] = await acreate_client(self._url, key, options)
        return self._clients[who]

    async def _done(self, who: str, call: Call) -> tuple[Any, int | None]:
        (name, *args), *more = self._resolved([list(each) for each in call])
        client = await self._client(who)
        if name.startswith("auth."):
            return await _sign_in(client, name, args), None
        if hasattr(self, f"_{name}"):
            return await getattr(self, f"_{name}")(who, client, *args), None
        reads_back = "select" in [each[0] for each in more]
        target: Any = client
        for word, *given in [[name, *args], *more]:
            target = _chained(target, word, given, reads_back=reads_back)
        answer = await target.execute()
        return (None, None) if answer is None else (answer.data, answer.count)

    def _resolved(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith("$"):
            found: Any = self._kept
            for key in value[1:].split("."):
                found = found[int(key)] if isinstance(found, list) else found[key]
            return found
        if isinstance(value, list):
            return [self._resolved(each) for each in value]
        if isinstance(value, dict):
            return {key: self._resolved(each) for key, each in value.items()}
        return value

    async def _watch(self, who: str, client: AsyncClient, entry: Mapping[str, str]) -> object:
        watch = self._watches[who] = Watch(client.channel(entry["table"]), entry)
        await watch.channel.subscribe()
        return await watch.told()

    async def _heard(self, who: str, _client: AsyncClient, count: int) -> object:
        watch = self._watches[who]
        return [await asyncio.wait_for(watch.heard.get(), _PATIENCE) for _ in range(count)]

    async def _renew(self, who: str, client: AsyncClient, token: str) -> object:
        await client.realtime.set_auth(token)
        return await self._watches[who].told()

    async def _unwatch(self, who: str, client: AsyncClient) -> None:
        await client.remove_channel(self._watches[who].channel)


def _chained(target: Any, word: str, given: Sequence[Any], *, reads_back: bool) -> Any:
    """The next link of a chain."""
    if word == "not":
        column, operator, value = given
        return target.filter(column, f"not.{operator}", "null" if value is None else value)
    if word == "textSearch":
        column, query, options = given
        kind = {"websearch": "web_search"}.get(options["type"], options["type"])
        return target.text_search(column, query, {**options, "type": kind})
    if word in {"likeAnyOf", "ilikeAllOf"}:
        return getattr(target, _snake(word))(given[0], ",".join(given[1]))
    options = dict(given[-1]) if len(given) > _own_arguments(word) and isinstance(given[-1], dict) else {}
    plain = given[:-1] if options else given
    if word == "order":
        options = {"desc": not options.pop("ascending", True), **options}
        options = {_OPTIONS.get(name, name): value for name, value in options.items()}
    else:
        options = {_OPTIONS[name]: value for name, value in options.items()}
    if "count" in options:
        options["count"] = CountMethod(options["count"])
    if word in _CHANGES:
        options["returning"] = ReturnMethod.representation if reads_back else ReturnMethod.minimal
    return getattr(target, _NAMES.get(word, _snake(word)))(*plain, **options)


def _own_arguments(word: str) -> int:
    """How many arguments come before the options; a last object among them is a value."""
    return {"insert": 1, "upsert": 1, "update": 1, "match": 1, "rpc": 2}.get(word, 0)


async def _sign_in(client: AsyncClient, name: str, args: Sequence[Any]) -> Any:
    """A method of auth or auth.admin; the answer in supabase-js's shape."""
    owner: Any = client.auth.admin if name.startswith("auth.admin.") else client.auth
    method = name.rpartition(".")[2]
    if method == "listUsers":
        args = [args[0]["page"], args[0]["perPage"]]
    if method == "refreshSession" and args:
        args = [args[0]["refresh_token"]]
    answer = await getattr(owner, _snake(method))(*args)
    if isinstance(answer, BaseModel):
        return answer.model_dump(mode="json")
    if isinstance(answer, list):
        return {"users": [user.model_dump(mode="json") for user in answer]}
    return answer


def _snake(name: str) -> str:
    return re.sub(r"(?<=[a-z])([A-Z])", lambda found: f"_{found[1].lower()}", name)


def _change(payload: Mapping[str, Any]) -> dict[str, Any]:
    data = payload["data"]
    return {"type": str(data["type"].value), "record": data.get("record"), "old": data.get("old_record")}


def _refused(code: object, message: object, details: object, hint: object) -> dict[str, Any]:
    error = {"code": code, "message": message, "details": details, "hint": hint}
    return {"data": None, "count": None, "error": error}
