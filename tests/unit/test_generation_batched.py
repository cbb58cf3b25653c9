"""A conversation written through message batches: as many runs as stages, and no more drafts than live."""

from collections.abc import Callable
from random import Random
from typing import Any

from tests.ledger import MemoryLedger
from tests.unit.conversations import conversation
from tests.unit.engine_rig import Answered, Answers, Sink, SwiftClock, annotation_of, by_the_book, work
from worker.claude.caller import Answer, Caller
from worker.claude.ledger import Ledger, Settlement
from worker.claude.limiter import Limiter
from worker.claude.requests import CallRequest
from worker.claude.warmup import WarmUp
from worker.generation.pipeline import Pipeline
from worker.generation.work import Failed, Generated, GenerationOutcome, ModelChoice, Waiting, Work

MOST_RUNS = 20


class Noting(Caller):
    """A caller that keeps every request it is asked, by its hash."""

    def __init__(self, client: Answers, clock: SwiftClock) -> None:
        super().__init__(client, Limiter(clock, 16), WarmUp(clock), clock, Random(7))  # noqa: S311 - jitter
        self.requests: dict[str, CallRequest] = {}

    async def ask(self, ledger: Ledger, request: CallRequest, schema: Any) -> Answer[Any]:
        """See Caller."""
        self.requests[request.request_hash()] = request
        return await super().ask(ledger, request, schema)


def batched(*stages: str) -> Work:
    """The rig's work with these stages delivered in batches."""
    plain = work()
    models = {
        stage: ModelChoice(
            model=choice.model,
            effort=choice.effort,
            delivery="message_batch" if stage in stages else "live",
        )
        for stage, choice in plain.models.items()
    }
    return work(models=models)


async def runs(
    made: Work, to: Callable[[CallRequest], Answered]
) -> tuple[GenerationOutcome, list[list[str]], MemoryLedger, Answers]:
    """Run it, answer what it staged, run it again, to its end.

    Returns:
        The outcome, the stages of what waited after each run, the ledger, and who was asked live.
    """
    clock, ledger, live = SwiftClock(), MemoryLedger(), Answers(to)
    by_batch = Answers(to)
    caller = Noting(live, clock)
    waited: list[list[str]] = []
    for _ in range(MOST_RUNS):
        outcome = await Pipeline(caller, clock).generate(made, ledger, Sink())
        if not isinstance(outcome, Waiting):
            return outcome, waited, ledger, live
        open_calls = {name: ledger.entries[name].call for name in ledger.unsettled}
        waited.append([call.stage for call in open_calls.values()])
        for name, call in open_calls.items():
            result = await by_batch.call(caller.requests[call.request_hash])
            await ledger.settle(
                name, Settlement("succeeded", 0, result.usage, result.stop_reason, response=result.text)
            )
    raise AssertionError(f"not ended after {MOST_RUNS} runs: {waited}")


async def test_a_batch_for_the_dialogue_and_one_for_all_annotations() -> None:
    """Three runs: every annotation is staged before the second ends; nothing is asked live."""
    outcome, waited, ledger, live = await runs(batched("dialogue", "annotate", "repair"), by_the_book)
    assert isinstance(outcome, Generated)
    turns = len(conversation().turns)
    assert waited == [["dialogue"], ["annotate"] * 2 * turns]
    assert live.asked == []
    assert set(ledger.outcomes()) == {"succeeded"}


async def test_a_live_repair_stands_between_batches() -> None:
    """The preset that repairs live: the annotations come from a batch, the repair is asked at once."""
    spoilt = annotation_of(conversation().turns[1])
    bare = spoilt.emotional_context.model_copy(update={"red_flags": ()})

    def to(asked: CallRequest) -> Answered:
        if asked.stage == "annotate" and asked.turn == 2:
            return spoilt.model_copy(update={"emotional_context": bare})
        return by_the_book(asked)

    outcome, waited, _, live = await runs(batched("dialogue", "annotate"), to)
    assert isinstance(outcome, Generated)
    assert len(waited) == 2
    assert [asked.stage for asked in live.asked] == ["repair"]


async def test_two_drafts_are_paid_for_in_an_attempt_however_often_it_runs() -> None:
    """What a batch answered within the attempt counts as paid: the third draft is not begun."""
    spoilt = annotation_of(conversation().turns[1])
    bare = spoilt.emotional_context.model_copy(update={"red_flags": ()})

    def to(asked: CallRequest) -> Answered:
        if asked.stage == "repair":
            return bare
        if asked.stage == "annotate" and asked.turn == 2:
            return spoilt.model_copy(update={"emotional_context": bare})
        return by_the_book(asked)

    outcome, waited, ledger, _ = await runs(batched("dialogue", "annotate", "repair"), to)
    assert isinstance(outcome, Failed)
    assert outcome.code == "not_whole"
    assert {entry.call.draft_no for entry in ledger.entries.values()} == {1, 2}
    assert [stages[0] for stages in waited] == ["dialogue", "annotate", "repair"] * 2
