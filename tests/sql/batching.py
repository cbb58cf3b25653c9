"""The worker's functions of message batches, by name, for the SQL tests."""

import json
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

import psycopg
from psycopg.types.json import Jsonb

from tests.sql.world import USAGE, Row, World, rows, value

BODY = json.dumps({"model": "claude-haiku-5-5", "max_tokens": 10})


def stage(world: World, work: Row, *, body: str = BODY, **call: Any) -> str:
    """Open a call to be delivered in a batch and stage its request; the call's id."""
    opened = world.open(work, delivery="message_batch", **call)
    assert opened["answer"] == "opened", opened
    assert staged(world, work, str(opened["call_id"]), body) == "staged"
    return str(opened["call_id"])


def staged(world: World, work: Row, call_id: str, body: str = BODY) -> str:
    """What generation_stage_call answers."""
    return str(
        value(
            world.service,
            "select public.generation_stage_call(%s, %s, %s, %s) ->> 'answer'",
            work["item_id"],
            work["lease_token"],
            call_id,
            body,
        )
    )


def wait(world: World, work: Row) -> str:
    """What generation_wait_for_batch answers."""
    return str(
        value(
            world.service,
            "select public.generation_wait_for_batch(%s, %s) ->> 'answer'",
            work["item_id"],
            work["lease_token"],
        )
    )


def look(
    world: World,
    *,
    worker: str = "w1",
    method: str = "claude_api",
    lease: float = 60,
    gather: float = 60,
    requests: int = 100,
    size: int = 1_000_000,
    by: psycopg.Connection | None = None,
) -> list[Row]:
    """The batches generation_batches_look gives."""
    return list(
        value(
            by or world.service,
            "select public.generation_batches_look(%s, %s, %s::numeric, %s::numeric, %s, %s)",
            worker,
            method,
            lease,
            gather,
            requests,
            size,
        )
    )


def ask(world: World, function: str, batch: Row, *arguments: object, worker: str = "w1") -> Row:
    """What a function of one batch answers; `function` without its beginning generation_batch_."""
    marks = "".join(", %s" for _ in arguments)
    answer = value(
        world.service,
        f"select public.generation_batch_{function}(%s, %s{marks})",
        worker,
        batch["batch_id"],
        *arguments,
    )
    return dict(answer or {})


def submit(world: World, batch: Row, provider_id: str = "msgbatch_1") -> Row:
    """Say that the batch is about to be sent, and that Claude took it."""
    assert ask(world, "sending", batch)["answer"] == "send"
    return ask(world, "submitted", batch, provider_id)


def result(call_id: str, kind: str = "succeeded", **changes: Any) -> Row:
    """One line of a harvest: by default an answer that used USAGE."""
    if kind == "succeeded":
        settled: Row = {"outcome": "succeeded", "stop_reason": "end_turn", "milliseconds": 0, "usage": USAGE,
                        "response": '{"turns": []}'}  # fmt: skip
    else:
        settled = {"outcome": "failed", "milliseconds": 0, "usage": dict.fromkeys(USAGE, 0),
                   "error_type": kind, "error_message": f"It was {kind}."}  # fmt: skip
    return {"custom_id": call_id, "kind": kind, "result": {**settled, **changes}}


def harvest(world: World, batch: Row, lines: Sequence[Row]) -> Row:
    """What generation_batch_harvest answers."""
    return ask(world, "harvest", batch, Jsonb(list(lines)))


def close(world: World, batch: Row) -> Row:
    """What generation_batch_close answers."""
    return ask(world, "close", batch, "2026-11-25 12:00:00+00")


def see(world: World, batch: Row) -> Row:
    """The batch's row now."""
    return rows(world.owner, "select * from public.generation_batches where id = %s", batch["batch_id"])[0]


def spent(world: World, job: Row) -> Decimal:
    """What the ledger says a job has cost."""
    query = "select coalesce(sum(cost_usd), 0) from public.generation_calls where job_id = %s"
    return Decimal(value(world.owner, query, job["id"]))
