"""A call as a line of its item's story."""

from tests.ledger import MemoryLedger
from tests.ledger_contract import check_ledger
from worker.claude.ledger import CallToOpen, Opened, Settlement, Usage
from worker.jobs.story import StoryLedger


class Story:
    """What was told: stage, message, level."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, str, str]] = []

    async def tell(self, stage: str, message: str, level: str) -> None:
        """See ItemProgress."""
        self.lines.append((stage, message, level))


def call(**changes: object) -> CallToOpen:
    """A call of the second turn's annotation."""
    values: dict[str, object] = {
        "stage": "annotate",
        "turn_number": 2,
        "section": None,
        "draft_no": 1,
        "model": "claude-haiku-5-5",
        "request_hash": "h",
        "estimated_input_tokens": 100,
        "max_output_tokens": 100,
        **changes,
    }
    return CallToOpen(**values)  # type: ignore[arg-type]


async def settled(ledger: StoryLedger, opened: CallToOpen, settlement: Settlement) -> None:
    """A call opened and settled."""
    opening = await ledger.open(opened)
    assert isinstance(opening, Opened)
    await ledger.settle(opening.call_id, settlement)


async def test_it_is_a_ledger_like_the_one_within() -> None:
    """What the ledger in memory keeps of the contract, it keeps."""
    kept = MemoryLedger()
    await check_ledger(StoryLedger(kept, Story().tell), StoryLedger(kept, Story().tell))


async def test_a_fault_is_a_warning_and_the_retry_says_so() -> None:
    """Where, what, tokens, cost, time and the call's id; a success is told for those who want all."""
    story = Story()
    ledger = StoryLedger(MemoryLedger(), story.tell)
    cut = Settlement("truncated", 2_100, None, error_type="stream_cut", error_message="It broke off.")
    await settled(ledger, call(), cut)
    good = Settlement("succeeded", 6_100, Usage(500, 20, 0, 1_000, 4_600, 100), response="{}")
    await settled(ledger, call(), good)
    broken, mended = story.lines
    assert (broken[0], broken[2]) == ("annotating", "warning")
    assert broken[1] == (
        "annotate, turn 2: truncated (stream_cut); claude-haiku-5-5, tokens unknown, cost unknown, its "
        "reservation counts, 2,100 ms, call call-1. It broke off."
    )
    assert (mended[0], mended[2]) == ("annotating", "debug")
    assert mended[1] == (
        "annotate, turn 2, try 2: succeeded; claude-haiku-5-5, 1,520 + 4,600 tokens, $0.0610, 6,100 ms, "
        "call call-2."
    )


async def test_a_repair_names_its_section_and_draft() -> None:
    """Each place counts its own tries."""
    story = Story()
    ledger = StoryLedger(MemoryLedger(), story.tell)
    done = Settlement("succeeded", 1, Usage(), response="{}")
    await settled(ledger, call(), done)
    await settled(ledger, call(stage="repair", section="emotional_context", draft_no=2), done)
    stage, message, _ = story.lines[-1]
    assert stage == "repairing"
    assert message.startswith("repair, turn 2, emotional_context, draft 2: succeeded;")
