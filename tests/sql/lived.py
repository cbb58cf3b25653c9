"""A database in which something of everything has happened: at least one row in every table and view.

For tests that ask who may do what: a refusal proves nothing where there is nothing to see.
"""

from psycopg.types.json import Jsonb

from tests.sql.batching import look, stage, wait
from tests.sql.world import World, rows


def live(world: World) -> World:
    """fp_1 approved, fp_2 simulated and generated, fp_3 at work, fp_4 queued, fp_5 planned, fp_6 failed, fp_7 in a batch.

    A table that a later migration adds gets its row here.
    """
    world.plan(7)
    for conversation, method in (("fp_1", "claude_api"), ("fp_2", "simulated")):
        world.job([conversation])
        (work,) = world.claim(method=method)
        world.pay(work)
        world.save(work)
    for status in ("reviewed", "approved"):
        rows(
            world.owner,
            "update public.training_conversations set generation_status = %s where conversation_id = 'fp_1'",
            status,
        )
    world.job(["fp_6"])
    (work,) = world.claim()
    world.fail(work, retry=False, draft={"turns": []})
    world.job(["fp_3", "fp_4"], options=Jsonb({"max_concurrency": 1}))
    (work,) = world.claim()
    world.open(work)
    world.job(["fp_7"], options=Jsonb({"delivery": "message_batch"}))
    (work,) = world.claim()
    stage(world, work)
    wait(world, work)
    look(world)
    rows(
        world.service,
        "insert into public.generation_workers (worker_id, mode, version) values ('w1', 'live', '1')",
    )
    rows(world.service, "insert into public.generation_worker_beats (worker_id) values ('w1')")
    rows(
        world.service,
        "insert into public.conversation_sources (name, dataset_id, conversations, sha256)"
        " select 'a.json', d.dataset_id, 1, repeat('0', 64) from public.training_datasets d limit 1",
    )
    rows(
        world.service,
        "insert into public.conversation_import_parts (import_id, position, conversation, content)"
        " values (gen_random_uuid(), 0, 'im_1', '{}')",
    )
    return world
