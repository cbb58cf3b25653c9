"""ScriptedClaude: answers in order or by key, held back, and loud when the script runs out."""

import asyncio

import anthropic
import pytest

from tests.simulated import annotate, annotate_blocks, ask, dialogue_blocks, plan, served, text_of, write
from worker.domain.drafts import TrainingDraft
from worker.local.simulator import SIMULATE, Fault, FaultKind, Reply, ScriptedClaude
from worker.local.simulator.scripted import Entry
from worker.local.simulator.tags import Asked

TRAINING = TrainingDraft(
    difficulty_level="beginner",
    key_learning_objective="one",
    demonstrates_skills=("two",),
    emotional_progression_target="three",
)


async def test_entries_are_used_in_order_whatever_their_kind() -> None:
    """A text, a dict, a model, a callable and SIMULATE each become an answer."""
    claude = ScriptedClaude(["one", {"two": 2}, TRAINING, lambda asked: f"stage {asked.stage}", SIMULATE])
    async with served(claude) as client:
        answers = [text_of(await ask(client, ["hello"])) for _ in range(5)]
    assert answers[:2] == ["one", '{"two": 2}']
    assert TrainingDraft.model_validate_json(answers[2]) == TRAINING
    assert answers[3] == "stage other"
    assert answers[4].startswith("This is a simulated Claude")
    claude.assert_exhausted()


async def test_the_most_specific_key_wins() -> None:
    """An entry for a stage and turn is taken before one for the stage, and that before the rest."""
    claude = ScriptedClaude(
        {("annotate", 2): ["second turn"], "annotate": ["any turn"], "*": ["anything"]}, otherwise=SIMULATE
    )
    async with served(claude) as client:
        assert text_of(await ask(client, dialogue_blocks(plan()))) == "anything"
        turns = await write(client, plan())
        answers = [text_of(await ask(client, annotate_blocks(plan(), turns, turn))) for turn in (1, 2)]
        await annotate(client, plan(), turns, 3)
    assert answers == ["any turn", "second turn"]
    claude.assert_exhausted()


async def test_a_call_beyond_the_script_is_a_failure_that_names_it() -> None:
    """500 that the SDK does not retry, and assert_exhausted repeats it."""
    claude = ScriptedClaude(["one"])
    async with served(claude, max_retries=2) as client:
        await ask(client, ["hello"])
        with pytest.raises(anthropic.InternalServerError, match="no entry left for call 2"):
            await ask(client, dialogue_blocks(plan()))
    with pytest.raises(AssertionError, match="stage dialogue"):
        claude.assert_exhausted()
    assert [asked.stage for asked in claude.asked] == ["other", "dialogue"]


def test_unused_entries_are_a_failure_too() -> None:
    """A script that was not used up says what is left."""
    with pytest.raises(AssertionError, match="not used"):
        ScriptedClaude({"annotate": ["one", "two"]}).assert_exhausted()


async def test_an_answer_can_be_held_until_the_test_lets_go() -> None:
    """An awaitable entry keeps the call waiting, in flight, until it is done."""
    let_go = asyncio.Event()
    reached = asyncio.Event()

    async def held(_: Asked) -> Entry:
        reached.set()
        await let_go.wait()
        return "at last"

    claude = ScriptedClaude([held])
    async with served(claude) as client:
        call = asyncio.ensure_future(ask(client, ["hello"]))
        await asyncio.wait_for(reached.wait(), 30)
        assert not call.done()
        assert claude.invoice.in_flight == 1
        let_go.set()
        assert text_of(await call) == "at last"


async def test_a_reply_may_carry_a_stop_reason_or_a_fault() -> None:
    """Reply says what comes and how it ends; a fault alone spoils what the simulator would write."""
    script: list[Entry] = [
        Reply("cut off", stop_reason="max_tokens"),
        Reply("never seen", fault=Fault(FaultKind.STATUS_503)),
        Fault(FaultKind.MAX_TOKENS),
    ]
    async with served(ScriptedClaude(script)) as client:
        assert (await ask(client, ["hello"])).stop_reason == "max_tokens"
        with pytest.raises(anthropic.InternalServerError):
            await ask(client, ["hello"])
        assert (await ask(client, dialogue_blocks(plan()))).stop_reason == "max_tokens"
