"""The simulator's answers as the real SDK sees them: claude_api.md sections 3, 5 and 6."""

import asyncio
import json
from typing import Any

import anthropic
import httpx2
import pytest

from tests.clock import ManualClock
from tests.simulated import (
    MODEL,
    annotate,
    ask,
    dialogue_blocks,
    dialogue_json,
    plan,
    repair_blocks,
    served,
    text_of,
    write,
)
from worker.domain.drafts import (
    AnnotationPartDraft,
    DialogueDraft,
    DraftTurn,
    EmotionalContextDraft,
    ResponseBreakdownDraft,
)
from worker.local.simulator import Simulator, SimulatorConfig, schema_rules


async def events_of(url: str, body: dict[str, Any]) -> list[dict[str, Any]]:
    """The events of a streamed call, as they stand on the wire."""
    headers = {"authorization": "Bearer x", "anthropic-version": "2026-10-21"}
    async with httpx2.AsyncClient() as client:
        reply = await client.post(f"{url}/v1/messages", json={**body, "stream": True}, headers=headers)
    assert reply.headers["content-type"] == "text/event-stream; charset=utf-8"
    found = []
    for block in reply.text.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n", 1)
        event = json.loads(data.removeprefix("data: "))
        assert name == f"event: {event['type']}"
        found.append(event)
    return found


def body(**changes: Any) -> dict[str, Any]:
    """A small valid request."""
    return {
        "model": MODEL, "max_tokens": 1000, "messages": [{"role": "user", "content": "hello"}], **changes
    }  # fmt: skip


async def test_a_stream_has_the_documented_order() -> None:
    """message_start, ping, thinking with a signature, text, one cumulative message_delta, message_stop."""
    simulator = Simulator()
    content = dialogue_blocks(plan())[0]
    async with simulator.serve() as url:
        events = await events_of(url, body(messages=[{"role": "user", "content": content}]))
    kinds = [event["type"] for event in events]
    assert kinds[:3] == ["message_start", "ping", "content_block_start"]
    assert kinds[-2:] == ["message_delta", "message_stop"]
    thinking = [event for event in events if event.get("index") == 0]
    assert [event["type"] for event in thinking] == [
        "content_block_start", "content_block_delta", "content_block_stop"
    ]  # fmt: skip
    assert thinking[1]["delta"]["type"] == "signature_delta"
    assert events[0]["message"]["usage"]["output_tokens"] == 1
    usage = events[-2]["usage"]
    assert usage["output_tokens_details"]["thinking_tokens"] > 0
    assert usage["output_tokens"] > usage["output_tokens_details"]["thinking_tokens"]
    assert events[-2]["delta"]["stop_reason"] in ("end_turn", "max_tokens")


async def test_text_deltas_are_of_about_twenty_tokens() -> None:
    """No delta is much longer than twenty tokens, and together they are the text."""
    async with Simulator().serve() as url:
        events = await events_of(
            url, body(max_tokens=20_000, messages=[{"role": "user", "content": dialogue_blocks(plan())[0]}])
        )
    texts = [event["delta"]["text"] for event in events if event.get("delta", {}).get("type") == "text_delta"]
    assert max(len(text) for text in texts) <= 80
    assert len(DialogueDraft.model_validate_json("".join(texts)).turns) == plan().turn_count


async def test_streamed_and_plain_answers_are_the_same() -> None:
    """The same request as JSON has the same text and the same usage shape."""
    async with served(Simulator()) as client:
        streamed = await ask(client, ["hello"])
        plain = await client.messages.create(
            model=MODEL,
            max_tokens=16_000,
            system="You write for a test.",
            messages=[{"role": "user", "content": [{"type": "text", "text": "hello"}]}],
        )
    assert text_of(streamed) == text_of(plain)
    assert streamed.usage.input_tokens == plain.usage.input_tokens
    assert streamed.usage.output_tokens == plain.usage.output_tokens


async def test_a_model_without_thinking_sends_text_only() -> None:
    """Thinking that is off by default leaves no thinking block and no thinking tokens."""
    async with served(Simulator()) as client:
        message = await client.messages.create(
            model="claude-haiku-4-5", max_tokens=100, messages=[{"role": "user", "content": "hello"}]
        )
    assert [block.type for block in message.content] == ["text"]
    assert message.usage.output_tokens_details is not None
    assert message.usage.output_tokens_details.thinking_tokens == 0


async def test_all_stages_answer_by_their_schema() -> None:
    """Dialogue, annotation and every kind of repair parse as the draft models they were asked for."""
    async with served(Simulator()) as client:
        turns = await write(client, plan())
        annotation = await annotate(client, plan(), turns, 2)
        blocks = [f"<dialogue>\n{_dialogue(turns)}\n</dialogue>"]
        repair = repair_blocks(blocks, "response_breakdown", 2, annotation.response_breakdown, "a fault")
        repaired = await ask(client, repair, ResponseBreakdownDraft)
        again = repair_blocks(dialogue_blocks(plan()), "dialogue_turn", 2, turns[1], "too short")
        turn = DraftTurn.model_validate_json(text_of(await ask(client, again, DraftTurn)))
    breakdown = ResponseBreakdownDraft.model_validate_json(text_of(repaired))
    assert len(breakdown.sentences) == len(annotation.response_breakdown.sentences)
    assert turn == turns[1]


async def test_a_foreign_request_gets_the_smallest_value_of_its_schema() -> None:
    """A request without our tags is answered too: schema-shaped, so that a probe works."""
    async with served(Simulator()) as client:
        message = await ask(client, ["hello"], EmotionalContextDraft)
    assert EmotionalContextDraft.model_validate_json(text_of(message)).valence == "positive"


async def test_request_ids_and_rate_limit_headers_are_there() -> None:
    """request-id and every anthropic-ratelimit-* header, with requests counted down."""
    async with served(Simulator()) as client:
        await client.messages.with_raw_response.create(**body())
        raw = await client.messages.with_raw_response.create(**body())
    assert raw.headers["request-id"].startswith("req_")
    for kind in ("requests", "tokens", "input-tokens", "output-tokens"):
        for part in ("limit", "remaining", "reset"):
            assert raw.headers[f"anthropic-ratelimit-{kind}-{part}"]
    assert int(raw.headers["anthropic-ratelimit-requests-remaining"]) < 1000


async def test_a_limit_that_is_enforced_answers_429_with_retry_after() -> None:
    """The third request of a minute that allows two is refused, and the header says when to come back."""
    config = SimulatorConfig(requests_per_minute=2, enforce_limits=True)
    async with served(Simulator(config, clock=ManualClock())) as client:
        await ask(client, ["one"])
        await ask(client, ["two"])
        with pytest.raises(anthropic.RateLimitError) as caught:
            await ask(client, ["three"])
    assert int(caught.value.response.headers["retry-after"]) >= 1


async def test_a_second_call_reads_what_the_first_wrote() -> None:
    """Two breakpoints: the guide is read by another dialogue, guide and dialogue by another turn."""
    simulator = Simulator()
    guide = "A long guide. " * 400
    async with served(simulator) as client:
        first = await ask(client, ["dialogue one " * 400, "turn 1"], system=guide, cached=True)
        second = await ask(client, ["dialogue one " * 400, "turn 2"], system=guide, cached=True)
        third = await ask(client, ["dialogue two " * 400, "turn 1"], system=guide, cached=True)
    assert first.usage.cache_read_input_tokens == 0
    written = first.usage.cache_creation_input_tokens
    assert written
    assert second.usage.cache_read_input_tokens == written
    assert second.usage.cache_creation_input_tokens == 0
    assert 0 < (third.usage.cache_read_input_tokens or 0) < written
    assert third.usage.cache_creation_input_tokens
    assert first.usage.input_tokens < 10


async def test_parallel_cold_calls_all_pay_for_the_write() -> None:
    """An entry becomes available when the first response begins, so calls sent before that write again."""
    clock = ManualClock()
    simulator = Simulator(SimulatorConfig(ttft_seconds=2), clock=clock)
    async with served(simulator) as client:
        calls = [
            asyncio.ensure_future(ask(client, ["same " * 1000, f"turn {turn}"], cached=True))
            for turn in (1, 2)
        ]
        while simulator.invoice.in_flight < 2:
            await clock.settle()
        await clock.advance(2)
        cold = await asyncio.gather(*calls)
        late = asyncio.ensure_future(ask(client, ["same " * 1000, "turn 3"], cached=True))
        while simulator.invoice.in_flight < 1:
            await clock.settle()
        await clock.advance(2)
        warm = await late
    assert all(message.usage.cache_creation_input_tokens for message in cold)
    assert warm.usage.cache_creation_input_tokens == 0
    assert warm.usage.cache_read_input_tokens == cold[0].usage.cache_creation_input_tokens


async def test_the_invoice_matches_what_the_client_was_told() -> None:
    """Every call is on the invoice with the usage of its message_delta, and the most that ran at once."""
    simulator = Simulator()
    async with served(simulator) as client:
        turns = await write(client, plan())
        messages = await asyncio.gather(
            *(ask(client, ["hello", f"turn {turn.turn_number}"]) for turn in turns)
        )
    assert len(simulator.invoice.lines) == 1 + len(turns)
    assert simulator.invoice.lines[0].conversation_id == plan().conversation_id
    assert simulator.invoice.lines[0].stage == "dialogue"
    told = sorted(message.usage.output_tokens for message in messages)
    assert sorted(line.usage.output_tokens for line in simulator.invoice.lines[1:]) == told
    assert simulator.invoice.total_usd == sum(line.cost_usd for line in simulator.invoice.lines)
    assert simulator.invoice.in_flight == 0
    assert 1 <= simulator.invoice.max_in_flight <= len(turns)


async def test_speed_is_first_token_then_tokens_a_second() -> None:
    """By the clock that was passed in: time to first token, then output tokens over tokens a second."""
    clock = ManualClock()
    simulator = Simulator(
        SimulatorConfig(ttft_seconds=1.0, tokens_per_second=100, ping_seconds=1e9), clock=clock
    )
    async with served(simulator) as client:
        call = asyncio.ensure_future(ask(client, dialogue_blocks(plan()), DialogueDraft))
        while not call.done():
            await clock.advance(0.5)
        message = await call
    expected = 1.0 + message.usage.output_tokens / 100
    assert expected <= clock.monotonic() <= expected + 2
    assert simulator.invoice.lines[0].milliseconds == pytest.approx(expected * 1000, rel=0.02)


async def test_pings_are_sent_while_nothing_else_is() -> None:
    """A slow answer pings, so that a read timeout does not fire."""
    clock = ManualClock()
    config = SimulatorConfig(tokens_per_second=1, ping_seconds=5)
    async with Simulator(config, clock=clock).serve() as url:
        call = asyncio.ensure_future(events_of(url, body(max_tokens=120)))
        while not call.done():
            await clock.advance(1)
        kinds = [event["type"] for event in await call]
    assert kinds.count("ping") > 10


async def test_a_client_that_leaves_is_billed_for_what_was_written() -> None:
    """A cancelled call ends on the invoice as disconnected, with the input and the tokens so far."""
    clock = ManualClock()
    simulator = Simulator(SimulatorConfig(tokens_per_second=10), clock=clock)
    async with served(simulator) as client:
        call = asyncio.ensure_future(ask(client, dialogue_blocks(plan()), DialogueDraft))
        while simulator.invoice.in_flight < 1:
            await clock.settle()
        await clock.advance(30)
        call.cancel()
        await asyncio.gather(call, return_exceptions=True)
        while simulator.invoice.in_flight:
            await clock.settle()
    (line,) = simulator.invoice.lines
    assert line.outcome == "disconnected"
    assert line.stop_reason is None
    assert 0 < line.usage.output_tokens <= 320
    assert line.cost_usd > 0


def _dialogue(turns: tuple[DraftTurn, ...]) -> str:
    return json.dumps(dialogue_json(plan(), turns))


def test_the_annotation_schema_is_one_the_api_takes() -> None:
    """The largest schema of ours stays within the documented limits."""
    for model in (DialogueDraft, AnnotationPartDraft, DraftTurn, EmotionalContextDraft):
        schema_rules.check(anthropic.transform_schema(model))
