"""Caller.ask for a message batch: staged once, met again in the ledger, asked again a few times at most."""

import json

import pytest

from tests.ledger import MemoryLedger
from tests.unit.engine_rig import USAGE, Answers, SwiftClock, caller, dialogue_of, request
from worker.claude.caller import Answer, CallFailedError, ItemLostError, OutOfFundsError, StagedError
from worker.claude.ledger import NOTHING_USED, Settlement
from worker.claude.requests import Block
from worker.domain.drafts import DialogueDraft

WHOLE = dialogue_of().model_dump_json()
BATCHED = request(delivery="message_batch", system=(Block("Write well.", cached=True),))


def nobody(_: object) -> str:
    """The answer of a Claude who must not be asked live."""
    raise AssertionError("a batched request was sent live")


async def ask(ledger: MemoryLedger) -> Answer[DialogueDraft]:
    """Ask for the batched request once, as a run does."""
    return await caller(Answers(nobody), SwiftClock()).ask(ledger, BATCHED, DialogueDraft)


async def staged(ledger: MemoryLedger) -> str:
    """Ask, and find that the request waits; the id of its call."""
    with pytest.raises(StagedError):
        await ask(ledger)
    return list(ledger.staged)[-1]


async def answered(ledger: MemoryLedger, text: str = WHOLE, **changes: object) -> str:
    """A round: staged, then answered by the batch so."""
    call_id = await staged(ledger)
    values = {
        "outcome": "succeeded",
        "milliseconds": 0,
        "usage": USAGE,
        "stop_reason": "end_turn",
        "response": text,
    }
    await ledger.settle(call_id, Settlement(**{**values, **changes}))  # type: ignore[arg-type]
    return call_id


async def failed(ledger: MemoryLedger, code: str) -> str:
    """A round whose line was an error."""
    values = {"outcome": "failed", "usage": NOTHING_USED, "stop_reason": None, "response": None}
    return await answered(ledger, error_type=code, error_message="It failed.", **values)  # type: ignore[arg-type]


async def test_a_batched_request_is_opened_staged_and_waits() -> None:
    """One call of that delivery, its params as they will be sent, cached for an hour; nothing sent live."""
    ledger = MemoryLedger()
    call_id = await staged(ledger)
    entry = ledger.entries[call_id]
    assert (entry.call.delivery, entry.call.cache_ttl, entry.settlement) == ("message_batch", "1h", None)
    body = json.loads(ledger.staged[call_id])
    assert body == BATCHED.body()
    assert body["system"][0]["cache_control"] == {"type": "ephemeral", "ttl": "1h"}
    assert "stream" not in body


async def test_asked_again_before_the_answer_it_is_the_same_call() -> None:
    """A run that was killed before it waited stages nothing new."""
    ledger = MemoryLedger()
    assert await staged(ledger) == await staged(ledger)
    assert len(ledger.entries) == 1


async def test_the_batchs_answer_is_met_in_the_ledger_and_counts_as_paid_now() -> None:
    """The next run is given it; the attempt has paid for it, so that drafts are counted as they are live."""
    ledger = MemoryLedger()
    await answered(ledger)
    answer = await ask(ledger)
    assert (answer.value, answer.reused) == (dialogue_of(), False)


async def test_live_and_batched_requests_share_an_answer() -> None:
    """The hash does not tell how a request is delivered: what was paid live is not asked of a batch."""
    ledger = MemoryLedger()
    live = request(system=BATCHED.system)
    await caller(Answers(lambda _: dialogue_of()), SwiftClock()).ask(ledger, live, DialogueDraft)
    answer = await ask(ledger)
    assert (answer.value, answer.reused) == (dialogue_of(), True)


@pytest.mark.parametrize(
    ("code", "rounds"),
    [("expired", 3), ("server_error", 3), ("canceled", 3), ("rate_limited", 3), ("credit_exhausted", 3),
     ("bad_request", 1), ("refusal", 1), ("from_the_future", 3)],
)  # fmt: skip
async def test_a_line_that_failed_is_asked_again_a_few_times(code: str, rounds: int) -> None:
    """What may pass gets two more batches, what cannot none; then the call has failed with that reason."""
    ledger = MemoryLedger()
    for _ in range(rounds):
        await failed(ledger, code)
    with pytest.raises(CallFailedError) as caught:
        await ask(ledger)
    assert caught.value.fault.code == ("server_error" if code == "from_the_future" else code)
    assert len(ledger.entries) == rounds


async def test_a_truncated_answer_gets_more_room_in_the_next_batch() -> None:
    """Twice the max_tokens, once; the answer that fits then is met at the first look."""
    ledger = MemoryLedger()
    await answered(ledger, "{", outcome="truncated", error_type="truncated", error_message="Cut.")
    await answered(ledger)
    rooms = [entry.call.max_output_tokens for entry in ledger.entries.values()]
    assert rooms == [BATCHED.max_tokens, 2 * BATCHED.max_tokens]
    assert (await ask(ledger)).value == dialogue_of()


@pytest.mark.parametrize("text", ["no JSON", "{}", '{"turns": "none"}'])
async def test_an_answer_that_does_not_fit_is_noted_and_asked_for_once_more(text: str) -> None:
    """Only here it can be seen: the ledger is told, the request is staged anew, and fails the second time."""
    ledger = MemoryLedger()
    await answered(ledger, text)
    await answered(ledger, text)
    with pytest.raises(CallFailedError):
        await ask(ledger)
    assert ledger.outcomes() == ["invalid", "invalid"]


async def test_an_answer_of_a_live_call_that_does_not_fit_is_asked_for_anew() -> None:
    """An older version took it: it is given up, not given again for ever, and the request is staged."""
    ledger = MemoryLedger()
    live = request(system=BATCHED.system)
    opened = await ledger.open(live.to_open())
    await ledger.settle(opened.call_id, Settlement("succeeded", 1, USAGE, "end_turn", response="{}"))  # type: ignore[union-attr]
    await staged(ledger)
    assert ledger.outcomes() == ["invalid", "open"]


async def test_what_stops_a_live_call_stops_a_batched_one() -> None:
    """A cap, a lost lease and a cancelled item stage nothing."""
    with pytest.raises(OutOfFundsError):
        await ask(MemoryLedger(cap_usd=0))  # type: ignore[arg-type]
    for state in ("fenced", "cancelled"):
        ledger = MemoryLedger(state=state)
        with pytest.raises(ItemLostError):
            await ask(ledger)
        assert ledger.staged == {}
