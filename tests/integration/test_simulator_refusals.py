"""What the simulator refuses as the API does, and what it says about models, through the real SDK."""

from typing import Any

import anthropic
import httpx2
import pytest

from tests.simulated import MODEL, ask, served
from worker.local.simulator import Fault, FaultKind, Simulator, Weather

HEADERS = {"authorization": "Bearer x", "anthropic-version": "2026-10-21"}
NODE = {"$ref": "#/$defs/Node"}
HELLO: Any = [{"role": "user", "content": "hello"}]


def shaped(schema: dict[str, Any]) -> dict[str, Any]:
    """A request whose answer must fit a schema."""
    return {"output_config": {"format": {"type": "json_schema", "schema": schema}}}


def record(**properties: Any) -> dict[str, Any]:
    """A schema of one object."""
    return {
        "type": "object",
        "properties": properties,
        "required": sorted(properties),
        "additionalProperties": False,
    }


REFUSED: dict[str, tuple[dict[str, Any], int, str]] = {
    "temperature": ({"temperature": 1}, 400, "temperature"),
    "top_k": ({"top_k": 5}, 400, "top_k"),
    "an unknown parameter": ({"temprature": 1}, 400, "Extra inputs"),
    "an unknown model": ({"model": "claude-nonesuch"}, 404, "model: claude-nonesuch"),
    "no max_tokens": ({"max_tokens": None}, 400, "max_tokens"),
    "max_tokens beyond the model": ({"max_tokens": 200_000}, 400, "128000"),
    "no message": ({"messages": []}, 400, "at least one message"),
    "a prefill": ({"messages": [*HELLO, {"role": "assistant", "content": "{"}]}, 400, "prefill"),
    "a wrong role": ({"messages": [{"role": "system", "content": "x"}]}, 400, "role"),
    "an empty text": ({"messages": [{"role": "user", "content": " "}]}, 400, "non-empty"),
    "thinking switched off where it cannot be": ({"thinking": {"type": "disabled"}}, 400, "thinking"),
    "a wrong effort": ({"output_config": {"effort": "extreme"}}, 400, "effort"),
    "max_tokens 0 with a stream": ({"max_tokens": 0, "stream": True}, 400, "max_tokens: 0"),
    "five breakpoints": (
        {"system": [{"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}}] * 5},
        400,
        "maximum of 4",
    ),
    "a short lifetime before a long one": (
        {
            "system": [
                {"type": "text", "text": "x", "cache_control": {"type": "ephemeral"}},
                {"type": "text", "text": "x", "cache_control": {"type": "ephemeral", "ttl": "1h"}},
            ]
        },
        400,
        "ttl",
    ),
    "an open object": (shaped({"type": "object", "properties": {}}), 400, "additionalProperties"),
    "a minimum": (shaped(record(age={"type": "integer", "minimum": 1})), 400, "minimum"),
    "a maxLength": (shaped(record(name={"type": "string", "maxLength": 9})), 400, "maxLength"),
    "minItems of 2": (
        shaped(record(all={"type": "array", "items": {"type": "string"}, "minItems": 2})), 400, "minItems",
    ),
    "a recursive schema": (
        shaped({**record(node=NODE), "$defs": {"Node": record(next=NODE)}}),
        400,
        "Recursive",
    ),
    "25 optional properties": (
        shaped({**record(**{f"p{index}": {"type": "string"} for index in range(25)}), "required": []}),
        400,
        "25 optional",
    ),
    "17 unions": (
        shaped(
            record(**{f"p{index}": {"anyOf": [{"type": "string"}, {"type": "null"}]} for index in range(17)})
        ),
        400,
        "17 union",
    ),
}  # fmt: skip


async def test_what_the_api_refuses_is_refused() -> None:
    """Each with the documented status and body, and a message that names the parameter."""
    simulator = Simulator()
    async with simulator.serve() as url, httpx2.AsyncClient(base_url=url, headers=HEADERS) as http:
        for name, (changes, status, said) in REFUSED.items():
            body = {"model": MODEL, "max_tokens": 10, "messages": HELLO, **changes}
            body = {key: value for key, value in body.items() if value is not None}
            reply = await http.post("/v1/messages", json=body)
            assert reply.status_code == status, name
            answer = reply.json()
            assert answer["type"] == "error"
            assert answer["request_id"] == reply.headers["request-id"]
            assert said in answer["error"]["message"], name
    assert simulator.invoice.total_usd == 0
    assert {line.outcome for line in simulator.invoice.lines} == {"refused"}


async def test_a_key_is_needed_and_any_will_do() -> None:
    """Bearer with any key passes, an empty one is 401, and so is none."""
    body = {"model": MODEL, "max_tokens": 10, "messages": HELLO}
    async with Simulator().serve() as url, httpx2.AsyncClient(base_url=url) as http:
        version = {"anthropic-version": "2026-10-21"}
        replies = [
            await http.post("/v1/messages", json=body, headers={**version, **extra})
            for extra in ({"authorization": "Bearer any"}, {"authorization": "Bearer"}, {})
        ]
    assert [reply.status_code for reply in replies] == [200, 401, 401]
    assert replies[1].json()["error"]["type"] == "authentication_error"


async def test_a_body_that_is_no_json_is_refused() -> None:
    """400 with the parser's message, not a crash."""
    async with Simulator().serve() as url, httpx2.AsyncClient(base_url=url, headers=HEADERS) as http:
        reply = await http.post("/v1/messages", content=b'{"model": ')
    assert reply.status_code == 400
    assert "valid JSON" in reply.json()["error"]["message"]


async def test_a_plan_that_cannot_be_read_is_refused_by_name() -> None:
    """A fault of the prompt is told, not written around."""
    async with served(Simulator()) as client:
        with pytest.raises(anthropic.BadRequestError, match="<plan> is no ConversationPlan"):
            await ask(client, ['<plan>\n{"conversation_id": "x"}\n</plan>'])


async def test_models_are_listed_and_described() -> None:
    """The SDK parses every model; capabilities, lifecycle and limits are there, an alias is found."""
    async with served(Simulator()) as client:
        listed = [model async for model in client.models.list(limit=3)]
        model = await client.models.retrieve(MODEL)
        alias = await client.models.retrieve("claude-sonnet-4-5")
        with pytest.raises(anthropic.NotFoundError):
            await client.models.retrieve("claude-nonesuch")
        with pytest.raises(anthropic.BadRequestError, match="limit"):
            await client.models.list(limit=0)
    assert len(listed) > 3
    assert len({found.id for found in listed}) == len(listed)
    assert model.capabilities is not None
    assert model.capabilities.structured_outputs.supported
    assert (model.lifecycle, model.max_tokens) == ("active", 128_000)
    assert alias.lifecycle == "deprecated"
    assert alias.retires_at is not None
    assert alias.retires_at.isoformat().startswith("2026-11-30")


async def test_count_tokens_agrees_with_the_bill() -> None:
    """count_tokens says what input_tokens of the same request will be, and costs nothing."""
    simulator = Simulator()
    async with served(simulator) as client:
        counted = await client.messages.count_tokens(
            model=MODEL, system="Be brief.", messages=[{"role": "user", "content": "hello " * 100}]
        )
        message = await client.messages.create(
            model=MODEL,
            max_tokens=500,
            system="Be brief.",
            messages=[{"role": "user", "content": "hello " * 100}],
        )
    assert counted.input_tokens == message.usage.input_tokens
    assert len(simulator.invoice.lines) == 1


async def test_an_unknown_path_is_named() -> None:
    """404 with method and path."""
    async with Simulator().serve() as url, httpx2.AsyncClient(base_url=url, headers=HEADERS) as http:
        reply = await http.get("/v1/complete")
    assert reply.status_code == 404
    assert "GET /v1/complete" in reply.json()["error"]["message"]


async def test_weather_meets_every_call_until_it_is_over() -> None:
    """A storm gives its retry-afters over again; a rejected key is refused for free requests too."""
    api = Simulator()
    async with served(api) as client:
        api.weather = Weather.storm(["1", None])
        said = []
        for _ in range(3):
            with pytest.raises(anthropic.RateLimitError) as caught:
                await client.messages.create(model=MODEL, max_tokens=64, messages=HELLO)
            said.append(caught.value.response.headers.get("retry-after"))
        assert said == ["1", None, "1"]
        assert [met.model for met in api.weather.met] == [MODEL] * 3
        assert (await client.models.retrieve(MODEL)).id == MODEL
        api.weather = Weather([Fault(FaultKind.STATUS_401)], models_too=True)
        with pytest.raises(anthropic.AuthenticationError):
            await client.models.list(limit=1)
        api.weather = Weather()
        assert (await client.models.list(limit=1)).data
        await client.messages.create(model=MODEL, max_tokens=64, messages=HELLO)


def test_weather_is_made_of_error_answers() -> None:
    """A broken stream cannot be the answer to every call."""
    with pytest.raises(ValueError, match="cut"):
        Weather([Fault(FaultKind.CUT)])
