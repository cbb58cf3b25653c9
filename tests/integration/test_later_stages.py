"""A text that exists is worked on again by a real worker: annotated anew, or rebuilt from kept answers."""

from tests.integration.worker_rig import Rig, rig_on, working
from tests.stack import Stack

FIRST = "fp_marcus_011"
TEXT = "select user_input, target_response from public.training_turns where conversation_id = %s order by 1"


async def worked(rig: Rig, **columns: object) -> dict[str, object]:
    """The job of FIRST once a draining worker is through with it."""
    job = await rig.insert_job(FIRST, **columns)
    async with working(rig.settings(), drain=True) as (_, running):
        await running
    return await rig.job(job["id"])


async def test_a_dialogue_is_annotated_anew(seeded_stack: Stack) -> None:
    """Not a word of the text changes, and only what is said of it is asked for."""
    async with rig_on(seeded_stack) as rig:
        await worked(rig)
        text = await rig.rows(TEXT, FIRST)
        before = len(rig.claude.asked)
        options = {"from_stage": "annotate", "guidance": "Explain more."}
        job = await worked(rig, options=options)
        assert job["status"] == "completed"
        asked = rig.claude.asked[before:]
        assert {one.stage for one in asked} <= {"annotate", "repair", "judge"}
        assert "annotate" in {one.stage for one in asked}
        assert await rig.rows(TEXT, FIRST) == text
        assert (await rig.conversation(FIRST))["revision"] == 2
        assert await rig.violations() == []


async def test_a_text_is_judged_anew(seeded_stack: Stack) -> None:
    """One call; text and annotation stand, and what was unjudged has a verdict."""
    async with rig_on(seeded_stack) as rig:
        await worked(rig, options={"judge": False})
        text, written = await rig.rows(TEXT, FIRST), await rig.conversation(FIRST)
        calls = len(await rig.calls())
        job = await worked(rig, options={"from_stage": "judge"})
        assert job["status"] == "completed"
        assert [call["stage"] for call in (await rig.calls())[calls:]] == ["judge"]
        assert await rig.rows(TEXT, FIRST) == text
        judged = await rig.conversation(FIRST)
        assert judged["models"].items() >= written["models"].items()
        assert "judge" in judged["models"]
        [metrics] = await rig.rows("select judged, judge_model from public.quality_metrics"
                                   " where conversation_id = %s", FIRST)  # fmt: skip
        assert (metrics["judged"], metrics["judge_model"]) == (True, judged["models"]["judge"])
        assert await rig.violations() == []


async def test_a_text_is_rebuilt_for_nothing(seeded_stack: Stack) -> None:
    """From stored answers, by the checks of today: the same text and score, no call, no cent."""
    async with rig_on(seeded_stack) as rig:
        await worked(rig)
        before, text = await rig.conversation(FIRST), await rig.rows(TEXT, FIRST)
        calls, invoiced = await rig.calls(), len(rig.claude.invoice.lines)
        job = await worked(rig, options={"from_stage": "validate"})
        after = await rig.conversation(FIRST)
        assert (job["status"], float(str(job["cost_usd"]))) == ("completed", 0.0)
        assert (await rig.calls(), len(rig.claude.invoice.lines)) == (calls, invoiced)
        assert await rig.rows(TEXT, FIRST) == text
        assert (after["quality_score"], after["revision"]) == (before["quality_score"], 2)
        assert await rig.violations() == []


async def test_answers_that_are_gone_fail_the_item_and_leave_the_text(seeded_stack: Stack) -> None:
    """Pruned answers: the item says so, and what stands, stands."""
    async with rig_on(seeded_stack) as rig:
        await worked(rig)
        text = await rig.rows(TEXT, FIRST)
        await rig.execute("delete from public.generation_responses")
        job = await worked(rig, options={"from_stage": "validate"})
        assert job["status"] == "failed"
        [item] = await rig.items(str(job["id"]))
        assert (item["error_code"], "not kept" in item["error_message"]) == ("not_kept", True)
        assert await rig.rows(TEXT, FIRST) == text
        assert await rig.violations() == []


async def test_what_claude_wrote_is_not_mixed_with_the_simulators(seeded_stack: Stack) -> None:
    """A simulated worker refuses to annotate a text of another origin."""
    async with rig_on(seeded_stack) as rig:
        await worked(rig)
        await rig.execute(
            "select public.generation_as_worker('w1');"
            "update public.training_conversations set generation_method = 'claude_api'"
            f" where conversation_id = '{FIRST}'"
        )
        job = await worked(rig, options={"from_stage": "annotate"})
        [item] = await rig.items(str(job["id"]))
        assert (item["status"], item["error_code"]) == ("failed", "plan_invalid")
        assert "are not mixed" in item["error_hint"]
