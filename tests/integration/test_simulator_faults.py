"""Each fault of the simulator, and what the real SDK makes of it: the tables of claude_api.md 1 and 5."""

import asyncio
import json
from typing import Any

import anthropic
import httpx2
import pytest

from tests.clock import ManualClock
from tests.simulated import MODEL, ask, dialogue_blocks, plan, served, text_of, write
from worker.domain.drafts import DialogueDraft
from worker.local.simulator import SIMULATE, Fault, FaultKind, ScriptedClaude, Simulator, SimulatorConfig

ANSWERS: list[tuple[FaultKind, type[anthropic.APIStatusError], int, str]] = [
    (FaultKind.RATE_LIMIT, anthropic.RateLimitError, 429, "rate_limit_error"),
    (FaultKind.RAMP_LIMIT, anthropic.RampLimitExceededError, 429, "rate_limit_error"),
    (FaultKind.SPEND_CAP, anthropic.RateLimitError, 429, "rate_limit_error"),
    (FaultKind.USAGE_LIMIT, anthropic.BadRequestError, 400, "invalid_request_error"),
    (FaultKind.OVERLOADED, anthropic.InternalServerError, 529, "overloaded_error"),
    (FaultKind.STATUS_400, anthropic.BadRequestError, 400, "invalid_request_error"),
    (FaultKind.STATUS_401, anthropic.AuthenticationError, 401, "authentication_error"),
    (FaultKind.STATUS_402, anthropic.APIStatusError, 402, "billing_error"),
    (FaultKind.STATUS_403, anthropic.PermissionDeniedError, 403, "permission_error"),
    (FaultKind.STATUS_404, anthropic.NotFoundError, 404, "not_found_error"),
    (FaultKind.STATUS_408, anthropic.APIStatusError, 408, "timeout_error"),
    (FaultKind.STATUS_409, anthropic.ConflictError, 409, "conflict_error"),
    (FaultKind.STATUS_413, anthropic.APIStatusError, 413, "request_too_large"),
    (FaultKind.STATUS_422, anthropic.UnprocessableEntityError, 422, "invalid_request_error"),
    (FaultKind.STATUS_500, anthropic.InternalServerError, 500, "api_error"),
    (FaultKind.STATUS_502, anthropic.InternalServerError, 502, "api_error"),
    (FaultKind.STATUS_503, anthropic.InternalServerError, 503, "api_error"),
    (FaultKind.STATUS_504, anthropic.InternalServerError, 504, "timeout_error"),
]


async def dialogue(client: anthropic.AsyncAnthropic) -> anthropic.types.Message:
    """One streamed dialogue call."""
    return await ask(client, dialogue_blocks(plan()), DialogueDraft)


def meeting(kind: FaultKind, **options: Any) -> ScriptedClaude:
    """A Claude whose one call meets that fault."""
    config = options.pop("config", None)
    clock = options.pop("clock", None)
    return ScriptedClaude([Fault(kind, **options)], config=config, clock=clock)


async def test_error_answers_have_the_documented_class_and_type() -> None:
    """Status, SDK exception, error.type and request id of every error answer; none of them is billed."""
    claude = ScriptedClaude([Fault(kind) for kind, *_ in ANSWERS])
    async with served(claude) as client:
        for _, error, status, kind in ANSWERS:
            with pytest.raises(error) as caught:
                await dialogue(client)
            assert caught.value.status_code == status
            assert caught.value.type == kind
            assert caught.value.request_id == claude.invoice.lines[-1].request_id
    assert claude.invoice.total_usd == 0
    claude.assert_exhausted()


async def test_a_spend_cap_is_its_own_class() -> None:
    """429 with error_code enforced_spend_limit_reached is EnforcedSpendLimitReachedError."""
    async with served(meeting(FaultKind.SPEND_CAP)) as client:
        with pytest.raises(anthropic.EnforcedSpendLimitReachedError):
            await dialogue(client)


@pytest.mark.parametrize("value", ["1", "20", "3600", "garbage"])
async def test_retry_after_is_sent_as_configured(value: str) -> None:
    """Also a value that is no number, because proxies send such."""
    async with served(meeting(FaultKind.RATE_LIMIT, retry_after=value)) as client:
        with pytest.raises(anthropic.RateLimitError) as caught:
            await dialogue(client)
    assert caught.value.response.headers["retry-after"] == value


@pytest.mark.parametrize("kind", [FaultKind.ERROR_FIRST, FaultKind.ERROR_MID])
async def test_an_error_event_is_a_status_error_with_status_200(kind: FaultKind) -> None:
    """Not OverloadedError: a plain APIStatusError whose type says what it was, and the id is the header's."""
    claude = meeting(kind)
    async with served(claude) as client:
        with pytest.raises(anthropic.APIStatusError) as caught:
            await dialogue(client)
    assert type(caught.value) is anthropic.APIStatusError
    assert (caught.value.status_code, caught.value.type) == (200, "overloaded_error")
    (line,) = claude.invoice.lines
    assert caught.value.request_id == line.request_id
    assert (line.usage.output_tokens > 0) is (kind is FaultKind.ERROR_MID)


async def test_an_error_event_without_a_stream_is_an_error_answer() -> None:
    """There is nothing to put the event in: 529."""
    async with served(meeting(FaultKind.ERROR_MID)) as client:
        with pytest.raises(anthropic.InternalServerError) as caught:
            await client.messages.create(
                model=MODEL, max_tokens=100, messages=[{"role": "user", "content": "hello"}]
            )
    assert caught.value.status_code == 529


async def test_a_cut_connection_is_a_raw_protocol_error() -> None:
    """The SDK does not wrap it; the invoice has what was written until then."""
    claude = meeting(FaultKind.CUT, share=0.4)
    async with served(claude) as client:
        with pytest.raises(httpx2.RemoteProtocolError):
            await dialogue(client)
    (line,) = claude.invoice.lines
    assert (line.outcome, line.stop_reason) == ("cut", None)
    assert line.cost_usd > 0


async def test_a_connection_cut_before_any_event_was_billed() -> None:
    """The headers have come, an answer was being written, and nothing of it is to be seen."""
    claude = meeting(FaultKind.CUT_FIRST, share=0.4)
    async with served(claude) as client:
        with pytest.raises(httpx2.RemoteProtocolError):
            await dialogue(client)
    (line,) = claude.invoice.lines
    assert (line.outcome, line.stop_reason) == ("cut_first", None)
    assert line.cost_usd > 0


@pytest.mark.parametrize(
    ("kind", "status", "billed"), [(FaultKind.PAGE_413, 413, False), (FaultKind.PAGE_502, 502, True)]
)
async def test_a_proxys_page_says_nothing_of_the_bill(kind: FaultKind, status: int, *, billed: bool) -> None:
    """No type, no request id: whether Claude wrote an answer behind it cannot be seen."""
    claude = meeting(kind)
    async with served(claude) as client:
        with pytest.raises(anthropic.APIStatusError) as caught:
            await dialogue(client)
    error = caught.value
    assert (error.status_code, error.type, error.request_id) == (status, None, None)
    assert bool(claude.invoice.total_usd) is billed


@pytest.mark.parametrize("kind", [FaultKind.UNKNOWN_EVENT, FaultKind.CHOPPED])
async def test_what_is_odd_but_allowed_is_read_whole(kind: FaultKind) -> None:
    """An unknown event and lines cut anywhere harm no answer; the client hears what it cost."""
    claude = meeting(kind)
    async with served(claude) as client:
        message = await dialogue(client)
    assert DialogueDraft.model_validate_json(text_of(message)).turns
    (line,) = claude.invoice.lines
    assert (line.outcome, line.usage.output_tokens) == ("complete", message.usage.output_tokens)


async def test_content_before_message_start_is_passed_over() -> None:
    """The helper has an empty message, though its stop reason and usage are those of a whole one."""
    claude = meeting(FaultKind.EARLY)
    async with served(claude) as client:
        message = await dialogue(client)
    assert (text_of(message), message.stop_reason) == ("", "end_turn")
    (line,) = claude.invoice.lines
    assert line.usage.output_tokens == message.usage.output_tokens > 100


async def test_events_without_their_names_are_dropped() -> None:
    """Nothing is heard of an answer that was written, and billed, whole."""
    claude = meeting(FaultKind.NAMELESS)
    async with served(claude) as client:
        with pytest.raises(AssertionError):
            await dialogue(client)
    (line,) = claude.invoice.lines
    assert (line.outcome, line.stop_reason) == ("nameless", None)
    assert line.usage.output_tokens > 100


async def test_a_clean_end_without_message_stop_is_no_error() -> None:
    """get_final_message returns a partial text with stop_reason None and one output token."""
    async with served(meeting(FaultKind.CLEAN_EOF)) as client:
        message = await dialogue(client)
    assert message.stop_reason is None
    assert message.usage.output_tokens == 1
    with pytest.raises(json.JSONDecodeError):
        json.loads(text_of(message))


async def test_an_empty_stream_has_no_message() -> None:
    """200 without any event: the helper's own assertion fails."""
    async with served(meeting(FaultKind.EMPTY)) as client:
        with pytest.raises(AssertionError):
            await dialogue(client)


async def test_a_malformed_data_line_is_a_json_error() -> None:
    """Not an AnthropicError."""
    async with served(meeting(FaultKind.MALFORMED)) as client:
        with pytest.raises(json.JSONDecodeError):
            await dialogue(client)


async def test_a_stall_outlasts_the_read_timeout() -> None:
    """A raw httpx2.ReadTimeout, not APITimeoutError."""
    claude = meeting(FaultKind.STALL, clock=ManualClock())
    async with served(claude, timeout=httpx2.Timeout(0.3)) as client:
        with pytest.raises(httpx2.ReadTimeout):
            await dialogue(client)


async def test_a_stall_that_ends_goes_on() -> None:
    """After stall_seconds the rest comes and the message is whole."""
    clock = ManualClock()
    claude = meeting(FaultKind.STALL, clock=clock, config=SimulatorConfig(stall_seconds=90))
    async with served(claude) as client:
        call = asyncio.ensure_future(dialogue(client))
        while not call.done():
            await clock.advance(5)
        assert (await call).stop_reason == "end_turn"
    assert clock.monotonic() >= 90


async def test_truncation_and_refusal_are_stop_reasons() -> None:
    """What truncates leaves broken JSON, refusal leaves nothing and says so in stop_details."""
    truncations = {
        FaultKind.MAX_TOKENS: "max_tokens",
        FaultKind.CONTEXT_WINDOW: "model_context_window_exceeded",
        FaultKind.PAUSE_TURN: "pause_turn",
    }
    claude = ScriptedClaude([*map(Fault, truncations), Fault(FaultKind.REFUSAL)])
    async with served(claude) as client:
        for reason in truncations.values():
            truncated = await dialogue(client)
            assert truncated.stop_reason == reason
            with pytest.raises(json.JSONDecodeError):
                json.loads(text_of(truncated))
        refused = await dialogue(client)
    assert (refused.stop_reason, text_of(refused)) == ("refusal", "")
    assert refused.stop_details is not None
    assert refused.stop_details.type == "refusal"


async def test_a_small_max_tokens_truncates() -> None:
    """Without any fault: an answer longer than max_tokens ends there, thinking included."""
    async with served(Simulator()) as client:
        message = await ask(client, dialogue_blocks(plan()), DialogueDraft, max_tokens=300)
    assert message.stop_reason == "max_tokens"
    assert message.usage.output_tokens == 300


async def test_html_instead_of_json_is_a_plain_string() -> None:
    """200 with text/html: create() returns a str and raises nothing."""
    async with served(meeting(FaultKind.HTML)) as client:
        answer: object = await client.messages.create(
            model=MODEL, max_tokens=100, messages=[{"role": "user", "content": "hello"}]
        )
    assert isinstance(answer, str)


async def test_the_sdk_retries_before_the_stream_starts() -> None:
    """529 twice and then a stream: three requests and a whole message."""
    overloaded = Fault(FaultKind.OVERLOADED)
    claude = ScriptedClaude([overloaded, overloaded, SIMULATE])
    async with served(claude, max_retries=2) as client:
        message = await dialogue(client)
    assert message.stop_reason == "end_turn"
    assert len(claude.invoice.lines) == 3


async def test_a_schedule_hits_the_call_it_names() -> None:
    """Call 2 fails, calls 1 and 3 do not."""
    config = SimulatorConfig(schedule={2: Fault(FaultKind.STATUS_500)})
    async with served(Simulator(config)) as client:
        await write(client, plan())
        with pytest.raises(anthropic.InternalServerError):
            await write(client, plan())
        await write(client, plan())


async def test_rates_are_reproducible_and_a_retry_can_succeed() -> None:
    """Two simulators of one seed fail the same requests; the same request sent again rolls again."""
    config = SimulatorConfig(seed=3, fault_rates={FaultKind.STATUS_500: 0.5})

    async def outcomes() -> list[str]:
        simulator = Simulator(config)
        async with served(simulator) as client:
            for number in range(8):
                for _ in range(2):
                    try:
                        await ask(client, [f"request {number}"])
                    except anthropic.InternalServerError:
                        continue
        return [line.outcome for line in simulator.invoice.lines]

    first = await outcomes()
    assert first == await outcomes()
    assert {"complete", "refused"} == set(first)
    assert any(
        one == "refused" and two == "complete" for one, two in zip(first[::2], first[1::2], strict=True)
    )
