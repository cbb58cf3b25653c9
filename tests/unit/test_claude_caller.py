"""Caller.ask: the account is straight whatever happens, retries are few, throttling spends nothing."""

import asyncio
import json
from decimal import Decimal

import pytest

from tests.ledger import MemoryLedger
from tests.ledger_contract import check_ledger
from tests.unit.engine_rig import USAGE, Answers, SwiftClock, caller, dialogue_of, request, turn_over
from worker.claude.caller import CallFailedError, ItemLostError, OutOfFundsError, ThrottledError
from worker.claude.client import CallResult
from worker.claude.faults import Fault
from worker.claude.ledger import NOTHING_USED, CallToOpen, Opened, Opening, Settlement
from worker.domain.drafts import DialogueDraft

CUT = Fault("stream_cut", "It broke off.")


def in_turn(*answers: object) -> Answers:
    """A client that gives these answers one after the other, and fails the test when they run out."""
    left = list(answers)
    return Answers(lambda _: left.pop(0))  # type: ignore[arg-type, return-value]


async def test_the_ledger_in_memory_keeps_the_contract() -> None:
    """The tests' ledger does what the database's does."""
    ledger = MemoryLedger()
    await check_ledger(ledger, ledger)


async def test_an_answer_is_opened_settled_and_returned() -> None:
    """One good answer: one call, settled as succeeded with its usage and the text as received."""
    ledger, client = MemoryLedger(), in_turn(dialogue_of())
    answer = await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert answer.value == dialogue_of()
    assert not answer.reused
    (entry,) = ledger.entries.values()
    assert entry.settlement is not None
    assert (entry.settlement.outcome, entry.settlement.usage) == ("succeeded", USAGE)
    assert entry.settlement.response == dialogue_of().model_dump_json()


async def test_a_paid_answer_is_not_asked_for_again() -> None:
    """The same request again is answered by the ledger; Claude is not called."""
    ledger, client = MemoryLedger(), in_turn(dialogue_of())
    ask = caller(client, SwiftClock()).ask
    await ask(ledger, request(), DialogueDraft)
    again = await ask(ledger, request(), DialogueDraft)
    assert again.reused
    assert again.value == dialogue_of()
    assert len(client.asked) == 1


async def test_a_paid_answer_takes_no_place_and_waits_for_nothing() -> None:
    """It sends nothing: it is there at once while another call has the only place, and while the model is
    paused for twenty seconds.
    """
    ledger, clock = MemoryLedger(), SwiftClock()
    client = in_turn(dialogue_of(), dialogue_of(), Fault("rate_limited", "Too fast.", after=20.0))
    asking = caller(client, clock, most=1)
    await asking.ask(ledger, request(), DialogueDraft)
    client.held = asyncio.Event()
    other = asyncio.ensure_future(asking.ask(MemoryLedger(), request(draft_no=2), DialogueDraft))
    while not client.in_flight:
        await turn_over()
    async with asyncio.timeout(10):
        assert (await asking.ask(ledger, request(), DialogueDraft)).reused
    assert client.in_flight == 1
    client.held.set()
    await other
    with pytest.raises(ThrottledError):
        await asking.ask(MemoryLedger(), request(draft_no=3), DialogueDraft)
    assert (await asking.ask(ledger, request(), DialogueDraft)).reused
    assert clock.slept == []
    assert len(client.asked) == 3


async def test_a_paid_answer_that_fits_no_more_is_paid_anew() -> None:
    """An older version took it: it is given up once, its cost stays, and the same request is sent; what comes
    is kept, and the retries of this run are still there for it.
    """
    ledger = MemoryLedger()
    older = await ledger.open(request().to_open())
    assert isinstance(older, Opened)
    await ledger.settle(older.call_id, Settlement("succeeded", 10, USAGE, response="{}"))
    client = in_turn('{"turns": [', dialogue_of())
    ask = caller(client, SwiftClock()).ask
    answer = await ask(ledger, request(), DialogueDraft)
    assert (answer.value, answer.reused) == (dialogue_of(), False)
    assert ledger.outcomes() == ["invalid", "invalid", "succeeded"]
    assert ledger.entries[older.call_id].usd > 0
    assert (await ask(ledger, request(), DialogueDraft)).reused
    assert len(client.asked) == 2


async def test_paying_anew_is_bounded() -> None:
    """Answers that never fit: one retry by the table, and the call fails as any other."""
    ledger = MemoryLedger()
    older = await ledger.open(request().to_open())
    assert isinstance(older, Opened)
    await ledger.settle(older.call_id, Settlement("succeeded", 10, USAGE, response="{}"))
    with pytest.raises(CallFailedError) as caught:
        await caller(in_turn("{}", "{}"), SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert caught.value.fault.code == "schema_mismatch"
    assert ledger.outcomes() == ["invalid", "invalid", "invalid"]


async def test_an_answer_that_cannot_be_given_up_fails_the_call() -> None:
    """A text that is rebuilt has the answers it was made of, and no others: nothing is sent."""

    class Replay(MemoryLedger):
        async def unfit(self, call_id: str, error_type: str, error_message: str) -> bool:
            assert (call_id, error_type) == ("call-1", "schema_mismatch"), error_message
            return False

    ledger = Replay()
    older = await ledger.open(request().to_open())
    assert isinstance(older, Opened)
    await ledger.settle(older.call_id, Settlement("succeeded", 10, USAGE, response="{}"))
    with pytest.raises(CallFailedError):
        await caller(in_turn(), SwiftClock()).ask(ledger, request(), DialogueDraft)


async def test_what_is_kept_no_more_is_asked_for() -> None:
    """The answer was pruned since the run began: what was opened in its place is given back unsent."""

    class Forgetful(MemoryLedger):
        async def keeps(self, call: CallToOpen) -> bool:
            return call.draft_no == 1

    ledger = Forgetful()
    await caller(in_turn(dialogue_of()), SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert ledger.outcomes() == ["cancelled", "succeeded"]


async def test_another_draft_is_another_call() -> None:
    """The same bytes with another draft number are asked for: there is no temperature."""
    ledger, client = MemoryLedger(), in_turn(dialogue_of(), dialogue_of())
    ask = caller(client, SwiftClock()).ask
    await ask(ledger, request(), DialogueDraft)
    assert not (await ask(ledger, request(draft_no=2), DialogueDraft)).reused


async def test_two_transient_faults_are_retried_with_a_growing_wait() -> None:
    """The third try may succeed; each try has its own call in the ledger."""
    ledger, clock = MemoryLedger(), SwiftClock()
    client = in_turn(CUT, CUT, dialogue_of())
    await caller(client, clock).ask(ledger, request(), DialogueDraft)
    assert ledger.outcomes() == ["truncated", "truncated", "succeeded"]
    assert 0.5 <= clock.slept[0] <= 1.0
    assert 2.0 <= clock.slept[1] <= 4.0


async def test_the_third_transient_fault_fails_the_call() -> None:
    """Tries are finite, and the error carries the fault."""
    ledger, client = MemoryLedger(), in_turn(CUT, CUT, CUT)
    with pytest.raises(CallFailedError) as caught:
        await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert caught.value.fault == CUT
    assert len(client.asked) == 3


async def test_throttling_is_raised_at_once_and_pauses_everybody() -> None:
    """A throttled call is not retried here; the model's next call waits or is turned away too."""
    clock = SwiftClock()
    client = in_turn(Fault("rate_limited", "Too fast.", after=20.0), dialogue_of())
    asking = caller(client, clock)
    with pytest.raises(ThrottledError) as caught:
        await asking.ask(MemoryLedger(), request(), DialogueDraft)
    assert caught.value.seconds == 20.0
    with pytest.raises(ThrottledError) as turned_away:
        await asking.ask(MemoryLedger(), request(), DialogueDraft)
    assert 0 < turned_away.value.seconds <= 20.0
    clock.advance(20.0)
    await asking.ask(MemoryLedger(), request(), DialogueDraft)
    assert len(client.asked) == 2


async def test_no_wait_at_all_is_still_a_second() -> None:
    """A server that says "at once" while it throttles does not set the queue spinning."""
    client = in_turn(Fault("rate_limited", "Too fast.", after=0.0))
    with pytest.raises(ThrottledError) as caught:
        await caller(client, SwiftClock()).ask(MemoryLedger(), request(), DialogueDraft)
    assert caught.value.seconds == 1.0


async def test_a_short_pause_is_waited_out() -> None:
    """A pause of a few seconds is cheaper to wait for than to hand the item back for."""
    clock = SwiftClock()
    client = in_turn(Fault("overloaded", "Busy.", after=2.0), dialogue_of())
    asking = caller(client, clock)
    with pytest.raises(ThrottledError):
        await asking.ask(MemoryLedger(), request(), DialogueDraft)
    await asking.ask(MemoryLedger(), request(), DialogueDraft)
    assert clock.slept == [2.0]


@pytest.mark.parametrize("code", ["key_rejected", "credit_exhausted", "spend_limit"])
async def test_a_fault_of_the_account_stops_everything(code: str) -> None:
    """No retry mends a rejected key or ended credit: the reason goes up for the jobs to be paused."""
    client = in_turn(Fault(code, "No."))
    with pytest.raises(OutOfFundsError) as caught:
        await caller(client, SwiftClock()).ask(MemoryLedger(), request(), DialogueDraft)
    assert caught.value.reason == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"turns": [', "invalid_json"),
        ('{"turns": [{"turn_number": 1}]}', "schema_mismatch"),
        ('{"turns": []} trailing', "invalid_json"),
        ("", "invalid_json"),
        ("\ud800", "invalid_json"),
    ],
)
async def test_an_answer_that_does_not_fit_is_asked_for_once_more(text: str, code: str) -> None:
    """A bad answer is kept as received, settled as invalid and paid; a second one fails the call."""
    ledger, client = MemoryLedger(), in_turn(text, text)
    with pytest.raises(CallFailedError) as caught:
        await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert caught.value.fault.code == code
    assert ledger.outcomes() == ["invalid", "invalid"]
    assert all(entry.settlement and entry.settlement.usage == USAGE for entry in ledger.entries.values())


@pytest.mark.parametrize("escape", ["\\u0000", "\\ud800", "\\udfff tail"])
async def test_what_no_database_holds_is_a_bad_answer(escape: str) -> None:
    """NUL and lone surrogates written as JSON escapes are refused before they can be saved."""
    good = json.loads(dialogue_of().model_dump_json())
    good["turns"][0]["user_intent"] = "MARK"
    text = json.dumps(good).replace("MARK", f"a{escape}")
    ledger, client = MemoryLedger(), in_turn(text, dialogue_of())
    answer = await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert answer.value == dialogue_of()
    assert ledger.outcomes() == ["invalid", "succeeded"]


async def test_not_a_number_is_a_bad_answer() -> None:
    """JSON has no NaN; a parser that lets it pass must not bring it into a conversation."""
    text = dialogue_of().model_dump_json().replace('"intensity":0.75', '"intensity":NaN')
    ledger, client = MemoryLedger(), in_turn(text, dialogue_of())
    await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert ledger.outcomes() == ["invalid", "succeeded"]


async def test_a_truncated_answer_gets_twice_the_room_once() -> None:
    """max_tokens was reached: the same request with twice the room, then the call fails."""
    cut = CallResult('{"turns":', Fault("truncated", "Cut."), USAGE, "max_tokens", "req_1")
    ledger, client = MemoryLedger(), in_turn(cut, cut)
    with pytest.raises(CallFailedError):
        await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert [asked.max_tokens for asked in client.asked] == [4_000, 8_000]
    assert ledger.outcomes() == ["truncated", "truncated"]


async def test_an_overload_in_mid_answer_is_a_retry_and_no_throttling() -> None:
    """What has begun is billed, so it is asked for again a few times and not for ever without an attempt."""
    cut = CallResult('{"turns":', Fault("broken_off", "Busy."), USAGE, None, "req_1")
    ledger, client = MemoryLedger(), in_turn(cut, cut, cut)
    with pytest.raises(CallFailedError) as caught:
        await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert caught.value.fault.rule.item_again
    assert ledger.outcomes() == ["truncated", "truncated", "truncated"]


async def test_after_a_fault_of_the_account_nothing_is_sent() -> None:
    """The key was rejected once: other calls of the process are turned away with the same reason, unsent."""
    client = in_turn(Fault("key_rejected", "No."))
    asking = caller(client, SwiftClock())
    for _ in range(3):
        with pytest.raises(OutOfFundsError) as caught:
            await asking.ask(MemoryLedger(), request(), DialogueDraft)
        assert caught.value.reason == "key_rejected"
    assert len(client.asked) == 1


async def test_a_refusal_is_final() -> None:
    """Claude declined: the same words would be declined again."""
    declined = CallResult("", Fault("refusal", "No."), USAGE, "refusal", "req_1")
    ledger, client = MemoryLedger(), in_turn(declined)
    with pytest.raises(CallFailedError) as caught:
        await caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft)
    assert not caught.value.fault.rule.item_again
    assert ledger.outcomes() == ["refused"]


async def test_a_cap_stops_before_anything_is_sent() -> None:
    """The ledger says no: nothing is sent, and the reason goes up."""
    client = in_turn()
    with pytest.raises(OutOfFundsError) as caught:
        await caller(client, SwiftClock()).ask(MemoryLedger(cap_usd=Decimal(0)), request(), DialogueDraft)
    assert caught.value.reason == "cap_reached"
    assert client.asked == []


async def test_a_model_without_a_price_fails_the_item() -> None:
    """What cannot be paid for cannot be counted: the call fails, other items go on."""
    with pytest.raises(CallFailedError) as caught:
        await caller(in_turn(), SwiftClock()).ask(
            MemoryLedger(unpriced=[request().model]), request(), DialogueDraft
        )
    assert caught.value.fault.code == "unknown_price"


@pytest.mark.parametrize("state", ["fenced", "cancelled"])
async def test_a_lost_item_is_not_paid_for(state: str) -> None:
    """The lease is gone: nothing is sent."""
    client = in_turn()
    with pytest.raises(ItemLostError) as caught:
        await caller(client, SwiftClock()).ask(MemoryLedger(state=state), request(), DialogueDraft)
    assert caught.value.reason == state
    assert client.asked == []


async def test_a_cancelled_call_is_settled() -> None:
    """Cancelled in flight: the call is settled as cancelled before the cancellation goes on."""
    ledger, client = MemoryLedger(), Answers(lambda _: dialogue_of(), held=asyncio.Event())
    task = asyncio.ensure_future(caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft))
    while not client.asked:
        await turn_over()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ledger.outcomes() == ["cancelled"]


class SlowLedger(MemoryLedger):
    """A ledger whose opening or settling waits for a gate."""

    def __init__(self, *, opening: bool) -> None:
        super().__init__()
        self.gate, self.reached, self._opening = asyncio.Event(), asyncio.Event(), opening

    async def open(self, call: CallToOpen) -> Opening:
        """Open, after the gate if that is what is slow."""
        if self._opening:
            self.reached.set()
            await self.gate.wait()
        return await super().open(call)

    async def settle(self, call_id: str, settlement: Settlement) -> None:
        """Settle, after the gate if that is what is slow."""
        if not self._opening:
            self.reached.set()
            await self.gate.wait()
        await super().settle(call_id, settlement)


async def test_settling_survives_cancellation() -> None:
    """Cancelled while the account is written, twice: it is written to its end all the same."""
    ledger = SlowLedger(opening=False)
    task = asyncio.ensure_future(
        caller(in_turn(dialogue_of()), SwiftClock()).ask(ledger, request(), DialogueDraft)
    )
    await ledger.reached.wait()
    task.cancel()
    await turn_over()
    task.cancel()
    await turn_over()
    assert not task.done()
    ledger.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert ledger.outcomes() == ["succeeded"]


async def test_cancelled_while_opening_leaves_no_reservation() -> None:
    """The call was opened behind our back: it is settled as never sent, at no cost."""
    ledger, client = SlowLedger(opening=True), in_turn()
    task = asyncio.ensure_future(caller(client, SwiftClock()).ask(ledger, request(), DialogueDraft))
    await ledger.reached.wait()
    task.cancel()
    await turn_over()
    ledger.gate.set()
    with pytest.raises(asyncio.CancelledError):
        await task
    (entry,) = ledger.entries.values()
    assert entry.settlement == Settlement("cancelled", 0, NOTHING_USED)
    assert client.asked == []


async def test_a_failing_ledger_is_not_hidden() -> None:
    """The store cannot be reached: its own error goes up, and nothing more is sent."""

    class Broken(MemoryLedger):
        async def settle(self, call_id: str, settlement: Settlement) -> None:
            raise ConnectionError(f"{call_id} {settlement.outcome}")

    client = in_turn(dialogue_of())
    with pytest.raises(ConnectionError, match="succeeded"):
        await caller(client, SwiftClock()).ask(Broken(), request(), DialogueDraft)


async def test_no_more_calls_than_places_are_in_flight() -> None:
    """Ten calls, three places: never more than three at once."""
    client = Answers(lambda _: dialogue_of())
    client.held = asyncio.Event()
    asking = caller(client, SwiftClock(), most=3)

    async def ask(number: int) -> None:
        await asking.ask(MemoryLedger(), request(draft_no=number), DialogueDraft)

    tasks = [asyncio.ensure_future(ask(number)) for number in range(1, 11)]
    while client.in_flight < 3:
        await turn_over()
    client.held.set()
    await asyncio.gather(*tasks)
    assert client.most_in_flight == 3
    assert len(client.asked) == 10


async def test_a_failing_ledger_does_not_hide_a_cancellation() -> None:
    """Stopped while the store is gone: the stop stays a stop, and is no failed attempt."""

    class Broken(MemoryLedger):
        async def settle(self, call_id: str, settlement: Settlement) -> None:
            raise ConnectionError(f"{call_id} {settlement.outcome}")

    client = Answers(lambda _: dialogue_of(), held=asyncio.Event())
    task = asyncio.ensure_future(caller(client, SwiftClock()).ask(Broken(), request(), DialogueDraft))
    while not client.asked:
        await turn_over()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
