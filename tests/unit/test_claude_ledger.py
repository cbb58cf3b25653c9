"""The ledger's shapes: what open_call and settle_call take and answer, in characters a database can hold."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.ledger import MemoryLedger
from tests.unit.engine_rig import Answers, SwiftClock, caller, request
from worker.claude.caller import CallFailedError
from worker.claude.ledger import (
    Fenced,
    ItemCancelled,
    LedgerAnswerError,
    Opened,
    OpeningRefused,
    Reused,
    Settlement,
    Usage,
    read_opening,
    storable,
)
from worker.domain.drafts import DialogueDraft

ANYTHING = st.text(st.characters(min_codepoint=0, max_codepoint=0x10FFFF, exclude_categories=()))


def test_a_settlement_names_every_kind_of_token() -> None:
    """The keys are settle_call's; what is absent is left out, an unknown usage is null and not zero."""
    usage = Usage(input_tokens=1, cache_read_tokens=2, output_tokens=3)
    assert Settlement("succeeded", 7, usage, stop_reason="end_turn", response="{}").payload() == {
        "outcome": "succeeded",
        "milliseconds": 7,
        "usage": {
            "input_tokens": 1,
            "cache_write_5m_tokens": 0,
            "cache_write_1h_tokens": 0,
            "cache_read_tokens": 2,
            "output_tokens": 3,
            "thinking_tokens": 0,
        },
        "stop_reason": "end_turn",
        "response": "{}",
    }
    assert Settlement("failed", 7, None).payload() == {"outcome": "failed", "milliseconds": 7, "usage": None}


@pytest.mark.parametrize(
    ("answer", "opening"),
    [
        ({"answer": "opened", "call_id": "c", "reserved_usd": 0.0123}, Opened("c", Decimal("0.0123"))),
        ({"answer": "opened", "call_id": "c"}, Opened("c")),
        (
            {"answer": "reuse", "call_id": "c", "response": "{}", "usage": None, "stop_reason": "end_turn"},
            Reused("c", "{}", None, "end_turn"),
        ),
        (
            {
                "answer": "reuse",
                "call_id": "c",
                "response": "{}",
                "usage": {"input_tokens": 5, "output_tokens": None},
            },
            Reused("c", "{}", Usage(input_tokens=5)),
        ),
        (
            {"answer": "refused", "reason": "cap_reached", "message": "No more.", "needed_usd": 1},
            OpeningRefused("cap_reached", "No more."),
        ),
        ({"answer": "fenced"}, Fenced()),
        ({"answer": "cancelled"}, ItemCancelled()),
    ],
)
def test_each_answer_of_open_call_is_read(answer: dict[str, object], opening: object) -> None:
    """Every answer the database gives has its shape here; keys we do not know are passed over."""
    assert read_opening(answer) == opening


def test_an_unknown_answer_is_an_error() -> None:
    """A newer database is not guessed at."""
    with pytest.raises(LedgerAnswerError, match="perhaps"):
        read_opening({"answer": "perhaps"})


@given(ANYTHING)
def test_every_text_can_be_stored(text: str) -> None:
    """What is kept of an answer is valid UTF-8 without NUL, and a text that was fine is unchanged."""
    kept = storable(text)
    assert "\x00" not in kept
    json.dumps(kept, ensure_ascii=False).encode("utf-8")
    if "\x00" not in text and text.encode("utf-8", "ignore").decode() == text:
        assert kept == text


@given(ANYTHING)
async def test_no_answer_whatever_breaks_the_caller(text: str) -> None:
    """Any text for an answer is a value that fits or a named fault; it is settled and kept either way."""
    ledger = MemoryLedger()
    asking = caller(Answers(lambda _: text), SwiftClock())
    with pytest.raises(CallFailedError) as caught:
        await asking.ask(ledger, request(), DialogueDraft)
    assert caught.value.fault.kind == "bad_answer"
    assert ledger.outcomes() == ["invalid", "invalid"]
