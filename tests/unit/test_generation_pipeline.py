"""Pipeline.generate: every way a run can end, and what it costs to come back to it."""

import asyncio
import json
from dataclasses import replace

import pytest

from tests.ledger import MemoryLedger
from tests.unit.conversations import conversation
from tests.unit.engine_rig import (
    Answered,
    Answers,
    Sink,
    SwiftClock,
    annotation_of,
    by_the_book,
    caller,
    dialogue_of,
    turn_over,
    work,
)
from worker.claude.faults import Fault
from worker.claude.requests import CallRequest
from worker.domain.conversation import Conversation
from worker.domain.drafts import (
    AnnotationPartDraft,
    DialogueDraft,
    QuotesDraft,
    TurnAnnotationDraft,
    drafted,
)
from worker.generation.pipeline import Pipeline
from worker.generation.work import (
    Failed,
    Generated,
    GenerationOutcome,
    Lookalikes,
    Paused,
    Snooze,
    Stopped,
)
from worker.quality.checks import Other
from worker.quality.novelty import messages_of

WHOLE = conversation()


async def run(
    client: Answers,
    ledger: MemoryLedger | None = None,
    sink: Sink | None = None,
    lookalikes: Lookalikes | None = None,
) -> GenerationOutcome:
    """One run of the work of the rig."""
    clock = SwiftClock()
    pipeline = Pipeline(caller(client, clock), clock)
    return await pipeline.generate(work(lookalikes=lookalikes), ledger or MemoryLedger(), sink or Sink())


def without_flags(turn: int) -> TurnAnnotationDraft:
    """A turn's annotation whose required red flags are missing."""
    annotation = annotation_of(WHOLE.turns[turn - 1])
    context = annotation.emotional_context.model_copy(update={"red_flags": ()})
    return annotation.model_copy(update={"emotional_context": context})


def one_turn_only() -> DialogueDraft:
    """A dialogue that is one turn short."""
    return DialogueDraft(turns=dialogue_of().turns[:1])


async def test_a_near_copy_is_saved_for_a_person_to_look_at() -> None:
    """It is whole and paid for: kept, capped at 3.9, its finding in the payload; a stranger is no matter."""
    asked: list[Conversation] = []

    async def lookalikes(written: Conversation) -> list[Other]:
        asked.append(written)
        return [Other("ds_ana_007", messages_of(WHOLE)), Other("ds_ana_008", ("Nothing alike at all here.",))]

    outcome = await run(Answers(by_the_book), lookalikes=lookalikes)
    assert isinstance(outcome, Generated)
    assert [written.conversation_id for written in asked] == ["ds_ana_001"]
    assert outcome.payload["metrics"]["overall_score"] == 3.9
    assert outcome.payload["metrics"]["needs_review"] is True
    assert [finding["check"] for finding in outcome.payload["findings"]] == ["near_copy"]


async def test_a_faultless_run_saves_what_was_validated() -> None:
    """One call for the dialogue, two a turn, no repair; the payload is the conversation the checks saw."""
    ledger, sink = MemoryLedger(), Sink()
    outcome = await run(Answers(by_the_book), ledger, sink)
    assert isinstance(outcome, Generated)
    assert ledger.outcomes() == ["succeeded"] * 5
    assert outcome.report.findings == ()
    payload = outcome.payload
    assert payload["conversation"]["turn_count"] == 2
    assert payload["conversation"]["template_version"] == 3
    assert set(payload["conversation"]["models"]) == {"dialogue", "annotate", "repair"}
    for row, turn in zip(payload["turns"], WHOLE.turns, strict=True):
        assert row["user_input"] == turn.user_input
        assert row["emotional_context"]["quote_count"] == turn.emotional_context.quote_count
        assert row["emotional_context"]["indicator_count"] == turn.emotional_context.indicator_count
        assert [item["sentence_text"] for item in row["response_breakdown"]] == [
            item.sentence_text for item in turn.response_breakdown
        ]
    assert payload["metrics"] == outcome.report.metrics.model_dump(mode="json")
    assert sink.events == [
        "Preparing prompt",
        "Writing dialogue",
        "Annotated turn 1 of 2",
        "Annotated turn 2 of 2",
        "Validated: 0 errors, 0 warnings",
    ]


async def test_progress_only_rises_in_a_run_without_repairs() -> None:
    """From 0 to nearly 1, stage by stage."""
    sink = Sink()
    await run(Answers(by_the_book), sink=sink)
    shares = [share for _, _, share in sink.stages]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0.0, 0.97)
    assert [stage for stage, _, _ in sink.stages][-2:] == ["validating", "saving"]


async def test_progress_does_not_fall_when_something_is_repaired() -> None:
    """A rewritten message and a repaired section lengthen the way; the bar waits, it does not go back."""

    def spoilt(asked: CallRequest) -> Answered:
        if asked.stage == "dialogue":
            short = drafted(WHOLE.turns[0]).model_copy(update={"user_input": "Help me with this form."})
            return DialogueDraft(turns=(short, drafted(WHOLE.turns[1])))
        return without_flags(2) if _is(asked, "annotate", 2) else by_the_book(asked)

    sink = Sink()
    assert isinstance(await run(Answers(spoilt), sink=sink), Generated)
    assert [stage for stage, _, _ in sink.stages].count("repairing") == 2
    shares = [share for _, _, share in sink.stages]
    assert shares == sorted(shares)


async def test_all_turns_send_the_same_schema_and_the_same_beginning() -> None:
    """What is cached is byte-identical over turns and parts; only the last block differs."""
    client = Answers(by_the_book)
    await run(client)
    asked = [asked for asked in client.asked if asked.stage == "annotate"]
    assert {(one.turn, one.section) for one in asked} == {
        (turn, part) for turn in (1, 2) for part in ("reading", "breakdown")
    }
    bodies = [one.body() for one in asked]
    first = bodies[0]
    for body in bodies:
        assert body["output_config"]["format"] == first["output_config"]["format"]
        assert body["system"] == first["system"]
        assert body["messages"][0]["content"][:-1] == first["messages"][0]["content"][:-1]
    assert len({body["messages"][0]["content"][-1]["text"] for body in bodies}) == 4


async def test_the_other_part_than_the_one_asked_for_is_asked_again() -> None:
    """One form holds both parts: an answer with the wrong one is no answer, and the next is taken."""
    wrong = [True]

    def mixed_up(asked: CallRequest) -> Answered:
        if _is(asked, "annotate", 1) and asked.section == "reading" and wrong.pop():
            wrong.append(False)
            return AnnotationPartDraft(part=annotation_of(WHOLE.turns[0]).response_breakdown)
        return by_the_book(asked)

    ledger = MemoryLedger()
    outcome = await run(Answers(mixed_up), ledger)
    assert isinstance(outcome, Generated)
    assert sorted(ledger.outcomes("annotate")) == ["invalid", *["succeeded"] * 4]


async def test_a_missing_part_is_repaired_once_and_alone() -> None:
    """One section of one turn is asked for anew, and told what is wrong with it."""
    client = Answers(lambda asked: without_flags(2) if _is(asked, "annotate", 2) else by_the_book(asked))
    sink = Sink()
    outcome = await run(client, sink=sink)
    assert isinstance(outcome, Generated)
    (repair,) = [asked for asked in client.asked if asked.stage == "repair"]
    assert (repair.turn, repair.section, repair.draft_no) == (2, "emotional_context", 1)
    last = repair.user[-1].text
    assert last.startswith('<repair section="emotional_context" turn="2">')
    assert "- emotional_context.red_flags: red_flags is missing in turn 2." in last
    assert "Repairing 1 section: turn 2 emotional_context.red_flags; turn 2 emotional_context" in sink.events
    shown = without_flags(2)
    assert json.loads(last.splitlines()[1]) == shown.emotional_context.model_dump(mode="json")
    for other in (shown.response_strategy, shown.response_breakdown, shown.training):
        assert other.model_dump_json()[1:60] not in "".join(block.text for block in repair.user)


async def test_a_part_that_cannot_be_stored_is_repaired_like_any_other() -> None:
    """A confidence above 1 and a blank strategy keep the draft from being assembled, and are repaired."""

    def spoilt(asked: CallRequest) -> Answered:
        if not _is(asked, "annotate", 1):
            return by_the_book(asked)
        annotation = annotation_of(WHOLE.turns[0])
        (first, *rest) = annotation.emotional_context.detected_emotions
        emotions = (first.model_copy(update={"confidence": 85.0}), *rest)
        return annotation.model_copy(
            update={
                "emotional_context": annotation.emotional_context.model_copy(
                    update={"detected_emotions": emotions}
                ),
                "response_strategy": annotation.response_strategy.model_copy(update={"primary_strategy": ""}),
            }
        )

    client = Answers(spoilt)
    outcome = await run(client)
    assert isinstance(outcome, Generated)
    repaired = [(asked.turn, asked.section) for asked in client.asked if asked.stage == "repair"]
    assert repaired == [(1, "emotional_context"), (1, "response_strategy")]


async def test_a_surplus_quote_the_client_never_said_is_dropped_without_a_call() -> None:
    """Code mends what needs no model: nothing is paid for it."""

    def spoilt(asked: CallRequest) -> Answered:
        if not _is(asked, "annotate", 1):
            return by_the_book(asked)
        annotation = annotation_of(WHOLE.turns[0])
        context = annotation.emotional_context
        invented = QuotesDraft(category="vulnerability", quotes=("never said this",))
        return annotation.model_copy(
            update={
                "emotional_context": context.model_copy(
                    update={"emotional_indicators": (*context.emotional_indicators, invented)}
                )
            }
        )

    client, sink = Answers(spoilt), Sink()
    outcome = await run(client, sink=sink)
    assert isinstance(outcome, Generated)
    assert outcome.report.findings == ()
    assert [asked.stage for asked in client.asked] == ["dialogue", *["annotate"] * 4]
    assert "Mended by code: turn 1 emotional_context.emotional_indicators" in sink.events


async def test_a_faulty_message_is_rewritten_before_it_is_annotated() -> None:
    """A dialogue turn that is too short is repaired first; the annotations see the rewritten one."""

    def spoilt(asked: CallRequest) -> Answered:
        if asked.stage != "dialogue":
            return by_the_book(asked)
        short = drafted(WHOLE.turns[0]).model_copy(update={"user_input": "Help me with this form please."})
        return DialogueDraft(turns=(short, drafted(WHOLE.turns[1])))

    client = Answers(spoilt)
    outcome = await run(client)
    assert isinstance(outcome, Generated)
    assert [(asked.stage, asked.section) for asked in client.asked][:2] == [
        ("dialogue", None),
        ("repair", "dialogue_turn"),
    ]
    assert outcome.payload["turns"][0]["user_input"] == WHOLE.turns[0].user_input


async def test_a_repair_that_makes_it_worse_is_not_kept() -> None:
    """A section that had one warning and comes back without a required part stays as it was."""

    def spoilt(asked: CallRequest) -> Answered:
        annotation = annotation_of(WHOLE.turns[0])
        strategy = annotation.response_strategy
        if _is(asked, "annotate", 1):
            one = strategy.model_copy(update={"secondary_strategies": strategy.secondary_strategies[:1]})
            return annotation.model_copy(update={"response_strategy": one})
        if asked.section == "response_strategy":
            return strategy.model_copy(update={"primary_strategy": ""})
        return by_the_book(asked)

    sink = Sink()
    outcome = await run(Answers(spoilt), sink=sink)
    assert isinstance(outcome, Generated)
    assert [finding.check for finding in outcome.report.findings] == ["secondary_strategies"]
    assert "Turn 1, response_strategy: it came back worse, so it stays as it was" in sink.events


async def test_whole_but_under_the_bar_is_saved_for_review() -> None:
    """Quotes nobody said, also after the repair: saved, marked for review, paid for once."""

    def spoilt(asked: CallRequest) -> Answered:
        good = by_the_book(asked)
        if asked.stage == "dialogue":
            return good
        whole = annotation_of(WHOLE.turns[(asked.turn or 1) - 1])
        context = whole.emotional_context
        invented = tuple(
            group.model_copy(update={"quotes": tuple(f"invented words {quote}" for quote in group.quotes)})
            for group in context.emotional_indicators
        )
        context = context.model_copy(update={"emotional_indicators": invented})
        if asked.section == "emotional_context":
            return context
        return whole.model_copy(update={"emotional_context": context})

    outcome = await run(Answers(spoilt))
    assert isinstance(outcome, Generated)
    assert outcome.report.metrics.needs_review
    assert not outcome.report.metrics.ready_for_training


async def test_a_fresh_draft_is_written_once_and_told_what_was_wrong() -> None:
    """A dialogue short of a turn is beyond repair: draft 2 is asked for with the fault."""
    client = Answers(
        lambda asked: (
            one_turn_only() if _is(asked, "dialogue") and asked.draft_no == 1 else by_the_book(asked)
        )
    )
    outcome = await run(client)
    assert isinstance(outcome, Generated)
    drafts = [asked for asked in client.asked if asked.stage == "dialogue"]
    assert [asked.draft_no for asked in drafts] == [1, 2]
    assert "1 turns were written; 2 are planned." in drafts[1].user[0].text
    assert {asked.draft_no for asked in client.asked if asked.stage == "annotate"} == {2}


async def test_two_drafts_that_are_not_whole_fail_with_the_fault_named() -> None:
    """The item fails, says which part is missing, and keeps its draft with the findings."""

    def spoilt(asked: CallRequest) -> Answered:
        if asked.section == "emotional_context":
            return without_flags(2).emotional_context
        return without_flags(2) if _is(asked, "annotate", 2) else by_the_book(asked)

    client, sink = Answers(spoilt), Sink()
    outcome = await run(client, sink=sink)
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retry) == ("not_whole", False)
    assert "rapport show ID --draft" in outcome.hint
    ladder = [
        line.split(":")[0] for line in sink.events if line.startswith(("Repairing", "Draft", "Writing"))
    ]
    assert ladder == [
        "Writing dialogue", "Repairing 1 section", "Draft 1 is not whole",
        "Writing a fresh draft", "Repairing 1 section", "Draft 2 is not whole",
    ]  # fmt: skip
    assert "red_flags is missing in turn 2" in outcome.message
    assert outcome.draft is not None
    assert outcome.draft["conversation"]["turns"][1]["user_input"] == WHOLE.turns[1].user_input
    assert outcome.draft["findings"][0]["check"] == "required_parts"
    assert {asked.draft_no for asked in client.asked} == {1, 2}


async def test_a_run_after_a_failed_one_goes_on_with_new_drafts() -> None:
    """Drafts proven bad are gone through without a call; the retried item pays for drafts 3 and 4."""
    ledger = MemoryLedger()
    first = await run(Answers(lambda _: one_turn_only()), ledger)
    assert isinstance(first, Failed)
    client = Answers(by_the_book)
    second = await run(client, ledger)
    assert isinstance(second, Generated)
    assert {asked.draft_no for asked in client.asked} == {3}


async def test_a_draft_paid_for_before_a_kill_is_used() -> None:
    """The worker died after the dialogue and one part of a turn: only the other parts are asked for."""
    ledger = MemoryLedger()
    client = Answers(by_the_book)
    assert isinstance(await run(client, ledger), Generated)
    paid = list(ledger.entries.items())
    ledger.entries = dict(paid[:2])
    again = Answers(by_the_book)
    outcome = await run(again, ledger)
    assert isinstance(outcome, Generated)
    assert {(asked.turn, asked.section) for asked in again.asked} == {
        (entry.call.turn_number, entry.call.section) for _, entry in paid[2:]
    }
    assert len(again.asked) == 3


async def test_a_failed_call_ends_the_run_with_its_fault() -> None:
    """A transient fault that stays fails the attempt, to be run again."""
    outcome = await run(Answers(lambda _: Fault("server_error", "Claude answered api_error.")))
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retry) == ("server_error", True)
    assert outcome.hint


async def test_throttling_snoozes_and_what_was_in_flight_is_kept() -> None:
    """One turn is throttled: the other's paid answer is settled, and the item waits."""
    ledger = MemoryLedger()
    client = Answers(
        lambda asked: (
            Fault("rate_limited", "Too fast.", after=17.0)
            if _is(asked, "annotate", 1)
            else by_the_book(asked)
        )
    )
    outcome = await run(client, ledger)
    assert isinstance(outcome, Snooze)
    assert 0 < outcome.seconds <= 17.0
    assert ledger.unsettled == []


async def test_a_fault_of_the_account_pauses() -> None:
    """Ended credit outweighs whatever else went wrong in the same moment."""
    client = Answers(
        lambda asked: (
            Fault("credit_exhausted", "No credit.")
            if _is(asked, "annotate", 2)
            else Fault("bad_request", "No.")
            if asked.stage == "annotate"
            else by_the_book(asked)
        )
    )
    outcome = await run(client)
    assert isinstance(outcome, Paused)
    assert outcome.reason == "credit_exhausted"


async def test_a_lost_lease_stops_the_run() -> None:
    """The ledger says fenced: there is nothing to write down."""
    assert await run(Answers(by_the_book), MemoryLedger(state="fenced")) == Stopped("fenced")


async def test_a_prompt_without_a_value_fails_before_anything_is_paid() -> None:
    """The template asks for what the plan has not: the item fails and names it."""
    clock, client = SwiftClock(), Answers(by_the_book)
    spoilt = work()
    template = spoilt.template.model_copy(update={"dialogue_prompt": "{{boundary}} {{nonsense}}"})
    pipeline = Pipeline(caller(client, clock), clock)
    outcome = await pipeline.generate(replace(spoilt, template=template), MemoryLedger(), Sink())
    assert isinstance(outcome, Failed)
    assert (outcome.code, outcome.retry) == ("prompt", False)
    assert "nonsense" in outcome.message
    assert "boundary" in outcome.message
    assert client.asked == []


async def test_a_cancelled_run_settles_every_call_in_flight() -> None:
    """SIGTERM in the middle of the annotations: all four calls are settled before the run is over."""
    ledger, held = MemoryLedger(), asyncio.Event()
    client = Answers(by_the_book, began_first=True)
    running = asyncio.ensure_future(run(client, ledger))

    def hold(asked: CallRequest) -> Answered:
        client.held = held
        return by_the_book(asked)

    client.to = hold
    while sum(asked.stage == "annotate" for asked in client.asked) < 4:
        await turn_over()
    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running
    assert sorted(ledger.outcomes()) == [*["cancelled"] * 4, "succeeded"]


def _is(asked: CallRequest, stage: str, turn: int | None = None) -> bool:
    return asked.stage == stage and asked.turn == turn
