"""supabase/queries: what a person pastes into Studio's SQL editor runs as it stands, for owner and viewer alike."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from tests.sql.world import World, rows
from tests.stack import PROJECT, TestCluster

QUERIES = sorted((PROJECT / "supabase" / "queries").glob("*.sql"))


@pytest.fixture(scope="module")
def lived_in(cluster: TestCluster) -> Iterator[World]:
    """The shipped data after a job: one conversation saved, one failed, a template edited, a worker alive."""
    with cluster.database("seeded") as database:
        world = World(database)
        world.job(["fp_marcus_011"])
        (work,) = world.claim()
        world.pay(work)
        world.save(work)
        world.job(["fp_david_014"])
        (work,) = world.claim()
        world.fail(work, retry=False)
        rows(
            world.service,
            "insert into public.generation_workers (worker_id, mode, version) values ('w', 'live', '1')",
        )
        rows(world.service, "insert into public.generation_worker_beats (worker_id) values ('w')")
        rows(
            world.service,
            "insert into public.generation_events (conversation_id, message) values ('fp_marcus_011', 'saved')",
        )
        rows(
            world.owner,
            "update public.conversation_templates set instructions = instructions || ' Be brief.'",
        )
        yield world


def run(connection: psycopg.Connection, query: Path) -> list[dict[str, object]]:
    """The rows of a file's query; Studio's search path is the API's."""
    rows(connection, "set search_path = public, extensions")
    return rows(connection, query.read_text(encoding="utf-8").replace("%", "%%"))


@pytest.mark.parametrize("query", QUERIES, ids=lambda path: path.stem)
def test_a_query_finds_something_for_owner_and_viewer(lived_in: World, query: Path) -> None:
    """The same rows for both, at least one, and none for somebody who only signed up."""
    text = query.read_text(encoding="utf-8")
    assert text.startswith("-- "), "it says what it answers"
    assert text.count(";") == 1
    found = run(lived_in.owner, query)
    assert len(found) > 0
    assert run(lived_in.user("viewer", f"{query.stem}@example.org"), query) == found
    assert run(lived_in.user(None, f"no-{query.stem}@example.org"), query) == []


def test_every_query_is_named_in_the_dashboard_page() -> None:
    """docs/dashboard.md lists the files, so that none is forgotten and none is promised that is not there."""
    page = (PROJECT / "docs" / "dashboard.md").read_text(encoding="utf-8")
    listed = {line.split("`")[1] for line in page.splitlines() if line.startswith("| `") and ".sql`" in line}
    assert listed == {query.name for query in QUERIES}
