"""ClaudeClient.call over the real SDK and the simulator's wire: every fault of the protocol, as a value."""

import asyncio
import socket
from dataclasses import replace

import pytest
from pydantic import SecretStr

from tests.integration.engine_rig import engine
from tests.ledger import MemoryLedger
from tests.simulated import dialogue_blocks, plan
from tests.unit.engine_rig import request, turn_over
from worker.claude.client import ClaudeClient, Reception
from worker.claude.ledger import NOTHING_USED, Usage
from worker.claude.requests import Block, CallRequest
from worker.clock import SystemClock
from worker.domain.drafts import DialogueDraft
from worker.local.simulator import (
    SIMULATE,
    Fault,
    FaultKind,
    Reply,
    ScriptedClaude,
    Simulator,
    SimulatorConfig,
)


def asked(**changes: object) -> CallRequest:
    """A dialogue request the simulator understands."""
    return request(user=tuple(Block(text) for text in dialogue_blocks(plan())), max_tokens=12_000, **changes)


async def test_a_whole_answer_has_its_text_usage_and_request_id() -> None:
    """message_stop and end_turn: the text fits the schema, and usage is what the provider charges."""
    async with engine(ScriptedClaude([SIMULATE])) as running:
        began: list[str] = []
        result = await running.client.call(asked(), began=lambda: began.append("began"))
    assert result.fault is None
    assert began == ["began"]
    assert len(DialogueDraft.model_validate_json(result.text).turns) == 3
    (line,) = running.api.invoice.lines
    assert result.request_id == line.request_id
    assert result.usage is not None
    assert result.usage.output_tokens == line.usage.output_tokens
    assert result.usage.thinking_tokens == line.usage.thinking_tokens > 0
    assert result.usage.input_tokens == line.usage.input_tokens


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (FaultKind.RATE_LIMIT, "rate_limited"),
        (FaultKind.OVERLOADED, "overloaded"),
        (FaultKind.SPEND_CAP, "spend_limit"),
        (FaultKind.USAGE_LIMIT, "spend_limit"),
        (FaultKind.STATUS_400, "bad_request"),
        (FaultKind.STATUS_401, "key_rejected"),
        (FaultKind.STATUS_402, "credit_exhausted"),
        (FaultKind.STATUS_403, "key_rejected"),
        (FaultKind.STATUS_404, "model_not_found"),
        (FaultKind.STATUS_413, "request_too_large"),
        (FaultKind.STATUS_500, "server_error"),
        (FaultKind.STATUS_502, "server_error"),
        (FaultKind.STATUS_503, "server_error"),
        (FaultKind.STATUS_504, "timeout"),
    ],
)
async def test_an_error_status_is_a_named_fault_and_cost_nothing(kind: FaultKind, code: str) -> None:
    """Refused before an answer began: known to be free, asked once (the SDK does not retry behind us)."""
    api = ScriptedClaude([Fault(kind, retry_after="7")])
    async with engine(api) as running:
        result = await running.client.call(asked())
    assert result.fault is not None
    assert result.fault.code == code
    assert result.usage == NOTHING_USED
    assert len(api.asked) == 1
    if kind is FaultKind.RATE_LIMIT:
        assert result.fault.after == 7.0


@pytest.mark.parametrize(
    ("fault", "code", "partial"),
    [
        (Fault(FaultKind.ERROR_FIRST), "overloaded", False),
        (Fault(FaultKind.ERROR_FIRST, error_type="api_error"), "server_error", False),
        (Fault(FaultKind.ERROR_MID), "broken_off", True),
        (Fault(FaultKind.ERROR_MID, error_type="rate_limit_error"), "broken_off", True),
        (Fault(FaultKind.CUT), "stream_cut", True),
        (Fault(FaultKind.CLEAN_EOF), "stream_cut", True),
        (Fault(FaultKind.MALFORMED), "stream_malformed", True),
        (Fault(FaultKind.EMPTY), "stream_cut", False),
        (Fault(FaultKind.HTML), "stream_malformed", False),
    ],
)
async def test_an_answer_that_breaks_is_never_a_success(fault: Fault, code: str, *, partial: bool) -> None:
    """Whatever breaks inside a 200 stream is a fault; what it used is not guessed from what had arrived.

    An error the API tells before a message begins is a refusal like an error status, and as free.
    """
    api = ScriptedClaude([fault])
    async with engine(api) as running:
        result = await running.client.call(asked())
    assert result.fault is not None
    assert result.fault.code == code
    assert result.usage == (NOTHING_USED if fault.kind is FaultKind.ERROR_FIRST else None)
    assert bool(result.text) is partial
    assert result.stop_reason is None


@pytest.mark.parametrize(
    ("kind", "code", "stop_reason"),
    [(FaultKind.MAX_TOKENS, "truncated", "max_tokens"), (FaultKind.REFUSAL, "refusal", "refusal")],
)
async def test_a_stop_reason_other_than_end_turn_is_a_fault(
    kind: FaultKind, code: str, stop_reason: str
) -> None:
    """Truncation and refusal end in order, with a message_stop; neither is an answer, both are billed."""
    async with engine(ScriptedClaude([Fault(kind)])) as running:
        result = await running.client.call(asked())
    assert result.fault is not None
    assert (result.fault.code, result.stop_reason) == (code, stop_reason)
    assert isinstance(result.usage, Usage)


async def test_a_stall_ends_at_the_deadline() -> None:
    """The SDK's timeout is per read; the call's own deadline ends a stream that says nothing more."""
    config = SimulatorConfig(stall_seconds=600.0, ping_seconds=0.05)
    api = ScriptedClaude([Fault(FaultKind.STALL)], config=config)
    async with engine(api, deadline_seconds=1.5) as running:
        result = await running.client.call(asked())
    assert result.fault is not None
    assert result.fault.code == "timeout"
    assert result.fault.kind == "transient"


@pytest.mark.parametrize(
    ("retired", "code", "hint"),
    [
        ({"claude-sonnet-5"}, "model_retired", "Set claude-sonnet-5-5 in options.models"),
        (set(), "model_not_found", "Choose a model that exists"),
    ],
)
async def test_a_model_the_api_does_not_know_is_looked_up(retired: set[str], code: str, hint: str) -> None:
    """404: the free catalogue tells a retired model from one that never was, and names its successor."""
    model = "claude-sonnet-5" if retired else "claude-nonesuch"
    async with engine(ScriptedClaude(config=SimulatorConfig(retired=frozenset(retired)))) as running:
        result = await running.client.call(asked(model=model))
    assert result.fault is not None
    assert (result.fault.code, result.fault.kind) == (code, "permanent")
    assert result.fault.advice.startswith(hint)
    assert result.usage == NOTHING_USED


async def test_nobody_there_is_a_connection_fault_that_cost_nothing() -> None:
    """Nothing listens at the address: known not to have been sent."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
        client = ClaudeClient.open(api_key=SecretStr("none"), base_url=address, clock=SystemClock())
        result = await client.call(asked())
        await client.close()
    assert result.fault is not None
    assert (result.fault.code, result.usage) == ("connection", NOTHING_USED)


async def test_a_cancelled_call_leaves_what_it_received() -> None:
    """Cancelled in the middle of the text: the reception says what came, and that its usage is not known."""
    config = SimulatorConfig(tokens_per_second=150.0)
    async with engine(ScriptedClaude([SIMULATE], config=config)) as running:
        reception = Reception()
        task = asyncio.ensure_future(running.client.call(asked(), reception=reception))
        while not reception.texts:
            await turn_over()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
    assert reception.began
    assert not reception.ended
    assert reception.text
    assert reception.usage is None


async def test_thinking_is_not_part_of_the_text() -> None:
    """The answer's text is that of the text blocks, wherever the thinking block stands."""
    async with engine(ScriptedClaude([Reply("plain words")])) as running:
        result = await running.client.call(replace(asked(), model="claude-sonnet-5-5"))
    assert result.text == "plain words"
    assert result.usage is not None
    assert result.usage.thinking_tokens > 0


@pytest.mark.long
async def test_calls_keep_to_the_limits_that_the_headers_tell() -> None:
    """A small account, twice a minute's worth asked at once: not one 429."""
    calls = 16
    async with engine(Simulator()) as running:
        answer = await running.client.call(asked())
    assert answer.usage is not None
    # The bucket is full at the start, so half of the calls may go at once; the rest takes a minute.
    limits = SimulatorConfig(
        ttft_seconds=0.2,
        output_tokens_per_minute=answer.usage.output_tokens * calls // 2,
        enforce_limits=True,
    )
    async with engine(Simulator(limits)) as running, asyncio.timeout(200):
        await asyncio.gather(
            *(
                running.caller.ask(MemoryLedger(), asked(draft_no=number), DialogueDraft)
                for number in range(calls)
            )
        )
    assert [line.outcome for line in running.api.invoice.lines] == ["complete"] * calls
