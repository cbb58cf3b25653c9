"""What every ledger does, whoever keeps it: run against the one in memory and against the database's."""

from dataclasses import replace

from worker.claude.ledger import CallToOpen, Ledger, Opened, Reused, Settlement, Usage

CALL = CallToOpen(
    stage="annotate",
    turn_number=2,
    section=None,
    draft_no=1,
    model="claude-haiku-5-5",
    request_hash="5" * 64,
    estimated_input_tokens=4_000,
    max_output_tokens=6_000,
)
USAGE = Usage(
    input_tokens=900, cache_write_5m_tokens=40, cache_read_tokens=2_500, output_tokens=700, thinking_tokens=80
)


async def check_ledger(ledger: Ledger, next_run: Ledger) -> None:
    """The contract of worker.claude.ledger.Ledger, from an empty ledger of a running item. next_run: the same
    item's, as a later run has it.

    A call is opened; a failed one is not reused; two attempts are two calls; a paid answer comes back as it
    was received, characters no database can hold as their escapes, until it is said not to fit; a second
    settlement changes nothing;
    another draft, section or turn is another call; a call whose usage is unknown can be settled.
    """
    first = await _opened(ledger, CALL)
    await ledger.settle(
        first, Settlement("failed", 120, None, error_type="stream_cut", error_message="It broke off.")
    )
    second = await _opened(ledger, CALL)
    assert second != first
    text = '{"quote": "so — “worried” \\u0000"}\x00\ud800'
    answered = Settlement(
        "succeeded", 2_400, USAGE, stop_reason="end_turn", request_id="req_1", response=text
    )
    await ledger.settle(second, answered)
    await ledger.settle(second, Settlement("failed", 1, None))

    assert await next_run.keeps(CALL)
    assert not await next_run.keeps(replace(CALL, draft_no=2))
    again = await next_run.open(CALL)
    assert isinstance(again, Reused)
    assert again.call_id == second
    assert again.response == '{"quote": "so — “worried” \\u0000"}\\u0000\\ud800'
    assert again.usage == USAGE
    assert again.stop_reason == "end_turn"

    assert await next_run.unfit(second, "schema_mismatch", "It does not fit \x00.")
    assert not await ledger.unfit(second, "schema_mismatch", "It was said before.")
    assert not await next_run.keeps(CALL)
    third = await _opened(ledger, CALL)
    assert third not in (first, second)
    await ledger.settle(third, Settlement("cancelled", 10, Usage()))

    for other in (
        replace(CALL, draft_no=2),
        replace(CALL, turn_number=3),
        replace(CALL, stage="repair", section="response_breakdown"),
        replace(CALL, request_hash="6" * 64),
        replace(CALL, stage="dialogue", turn_number=None),
    ):
        call_id = await _opened(ledger, other)
        await ledger.settle(call_id, Settlement("invalid", 900, USAGE, response="not JSON"))
        repeated = await _opened(ledger, other)
        await ledger.settle(repeated, Settlement("cancelled", 10, Usage()))


async def _opened(ledger: Ledger, call: CallToOpen) -> str:
    opening = await ledger.open(call)
    assert isinstance(opening, Opened), opening
    return opening.call_id
