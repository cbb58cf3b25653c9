"""Old workers and new databases: who may claim, and what a worker that may not still finishes."""

from collections.abc import Iterator

import pytest

from tests.sql.world import Row, World, refused, rows, value


@pytest.fixture
def narrowed(world: World) -> Iterator[World]:
    """A world whose next migration takes workers of contract 3 and newer; call migrate() to apply it."""
    yield world
    rows(world.owner, "delete from public.training_schema_versions where name = 'narrowed'")


def migrate(world: World) -> None:
    """A migration that older workers do not fit."""
    rows(
        world.owner,
        "insert into public.training_schema_versions (version, name, oldest_worker)"
        " values ('29990101000000', 'narrowed', 3)",
    )


def claim(world: World, contract: int) -> list[Row]:
    """What a worker of this contract is given."""
    return list(
        value(
            world.service,
            "select public.claim_generation_items('w1', 10, 60, p_contract => %s)",
            contract,
        )
    )


def test_the_oldest_worker_is_said_by_migrations(narrowed: World) -> None:
    """Before any migration narrowed, 1; afterwards what the strictest says, whichever came last."""
    assert value(narrowed.service, "select public.generation_versions() ->> 'oldest_worker'") == "1"
    migrate(narrowed)
    assert value(narrowed.service, "select public.generation_versions()") == {
        "schema_version": "29990101000000",
        "oldest_worker": 3,
    }


def test_an_older_worker_claims_nothing_after_a_migration(narrowed: World) -> None:
    """Its next claim is refused by name with what to do, and the item stays queued for a newer one."""
    narrowed.plan(1)
    narrowed.job(["fp_1"])
    migrate(narrowed)
    refusal = refused(narrowed.service, "select public.claim_generation_items('w1', 10, 60, p_contract => 2)")
    assert refusal.sqlstate == "PT426"
    assert refusal.detail == {"contract": 2, "oldest_worker": 3}
    assert "pip install --upgrade" in refusal.hint
    assert [work["conversation_id"] for work in claim(narrowed, 3)] == ["fp_1"]


def test_a_worker_from_before_the_numbers_is_told_in_its_row(narrowed: World) -> None:
    """It is given nothing, and since it cannot know why, its row says so."""
    rows(
        narrowed.service,
        "insert into public.generation_workers (worker_id, mode, version, state) values ('w1', 'live', '0', 'idle')",
    )
    narrowed.plan(1)
    narrowed.job(["fp_1"])
    migrate(narrowed)
    assert narrowed.claim() == []
    (row,) = rows(narrowed.owner, "select state, message from public.generation_workers")
    assert row["state"] == "paused"
    assert "older than the database takes" in row["message"]


def test_an_outdated_worker_is_nobody_a_job_waits_for(narrowed: World) -> None:
    """It beats and is not counted; a newer one beside it is."""
    for name, contract in (("old", 2), ("older", None)):
        rows(
            narrowed.service,
            "insert into public.generation_workers (worker_id, mode, version, contract) values (%s, 'live', '0', %s)",
            name,
            contract,
        )
        rows(narrowed.service, "insert into public.generation_worker_beats (worker_id) values (%s)", name)
    alive = "select public.generation_live_workers()"
    assert value(narrowed.service, alive) == 2
    migrate(narrowed)
    assert value(narrowed.service, alive) == 0
    narrowed.plan(1)
    job = narrowed.see_job(narrowed.job(["fp_1"]))
    assert job["status_reason"] == "waiting_for_worker"
    rows(
        narrowed.service,
        "insert into public.generation_workers (worker_id, mode, version, contract) values ('new', 'live', '1', 3)",
    )
    rows(narrowed.service, "insert into public.generation_worker_beats (worker_id) values ('new')")
    assert value(narrowed.service, alive) == 1


def test_what_an_older_worker_holds_it_finishes(narrowed: World) -> None:
    """Claimed before the migration: beaten, paid for and saved after it."""
    narrowed.plan(1)
    narrowed.job(["fp_1"])
    (work,) = claim(narrowed, 2)
    migrate(narrowed)
    assert narrowed.heartbeat(work)["answer"] == "continue"
    narrowed.pay(work)
    assert narrowed.save(work)["answer"] == "saved"
