"""One conversation with a retry and a repair, read afterwards: in its events, and in the worker's log."""

import json
from collections import deque
from typing import Any

from tests.integration.worker_rig import process, rig_on
from tests.stack import Stack
from worker.local.simulator import Fault, FaultKind, SimulatorConfig
from worker.local.simulator.author import ContentAuthor
from worker.local.simulator.tags import Asked
from worker.settings import SIMULATED_KEY

CONVERSATION = "fp_marcus_011"
# What says which piece of work a line is of.
IDS = {"job_id", "job_number", "item_id", "conversation_id"}


def misquoted(asked: Asked) -> dict[str, Any]:
    """The simulator's answer, but every quote of the client is made up."""
    answer = ContentAuthor(SimulatorConfig()).content(asked)
    for indicator in answer["part"]["emotional_context"]["emotional_indicators"]:
        indicator["quotes"] = ["a thing that nobody ever said"] * len(indicator["quotes"])
    return answer


async def test_the_story_of_a_conversation_is_told_twice(seeded_stack: Stack) -> None:
    """Every call with tokens, cost and milliseconds, a retry and a repair among them; no text, no key."""
    async with rig_on(seeded_stack) as rig:
        rig.claude.script.left["annotate"] = deque([Fault(FaultKind.STATUS_500)])
        rig.claude.script.left[("annotate", 2, "reading")] = deque([misquoted])
        job = await rig.insert_job(CONVERSATION)
        async with process(rig.environment(RAPPORT_LOG="info"), ("run", "--drain")) as worker:
            assert await worker.code() == 0
        calls = await rig.calls()
        events = await rig.rows(
            "select * from public.generation_events where conversation_id = %s order by id", CONVERSATION
        )
        turns = await rig.rows(
            "select user_input, target_response from public.training_turns where conversation_id = %s",
            CONVERSATION,
        )
        key = rig.stack.service_role_key
    log: list[dict[str, Any]] = [json.loads(line) for line in worker.lines if line.startswith("{")]

    # Each call of the ledger once in the events, once in the log, with the same figures.
    assert {call["stage"] for call in calls} == {"dialogue", "annotate", "repair", "judge"}
    settled = {line["call_id"]: line for line in log if line["event"] == "call_settled"}
    assert len(settled) == len(calls)
    for call in calls:
        line = settled[str(call["id"])]
        assert line.keys() >= IDS
        assert (line["stage"], line["turn"], line["model"], line["outcome"]) == (
            call["stage"],
            call["turn_number"],
            call["model"],
            call["outcome"],
        )
        assert (line["milliseconds"], line["output_tokens"]) == (call["milliseconds"], call["output_tokens"])
        assert line["cost_usd"] == float(call["cost_usd"])
        [told] = [event for event in events if str(call["id"]) in event["message"]]
        assert told["job_id"] == job["id"] or str(told["job_id"]) == str(job["id"])
        assert f"{call['output_tokens']:,} tokens, ${call['cost_usd']:.4f}, " in told["message"]
        assert told["level"] == ("debug" if call["outcome"] == "succeeded" else "warning")

    # The retry: a warning that names the fault, a second try, and its own line in the log.
    [failed] = [call for call in calls if call["outcome"] != "succeeded"]
    assert failed["error_type"] == "server_error"
    assert any("(server_error)" in event["message"] and event["level"] == "warning" for event in events)
    assert any(", try 2: succeeded" in event["message"] for event in events)
    [retried] = [line for line in log if line["event"] == "call_retried"]
    assert retried.keys() >= IDS
    assert (retried["fault"], retried["retry"]) == ("server_error", 1)

    # The stages in order, in the events as in the log, and the end.
    stages = list(dict.fromkeys(line["stage"] for line in log if line["event"] == "item_stage"))
    assert stages[:2] == ["preparing", "dialogue"]
    assert {"annotating", "validating", "repairing", "judging", "saving"} <= set(stages)
    assert {"preparing", "dialogue", "annotating", "validating", "repairing", "saving"} <= {
        event["stage"] for event in events
    }
    names = [line["event"] for line in log]
    assert names.index("item_started") < names.index("call_settled") < names.index("item_saved")

    # Ids, counts and times only.
    written = "".join(worker.lines)
    assert key not in written
    assert SIMULATED_KEY not in written
    assert turns
    for turn in turns:
        for text in turn.values():
            assert text[:40] not in written
