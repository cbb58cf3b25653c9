"""A dashboard's queries at ten thousand conversations, as a member: milliseconds the server takes."""

from collections.abc import Iterable
from statistics import median

import psycopg

from tests.bench.figures import say
from tests.sql import bulk
from tests.sql.payload import payload
from tests.sql.test_matrix_plans import FILTERS, SEARCHES, count, page
from tests.sql.world import World, rows, value
from tests.stack import Database
from worker.clock import SystemClock

ROUNDS = 15
CHARTS = ("dataset_overview", "quality_histogram", "quality_by_day", "template_performance", "spend_by_day")


def dashboards(database: Database) -> None:
    """Every filter and search, each as its first page and its exact count; the charts; what a save pays."""
    world = World(database)
    bulk.fill(database)
    member = world.user("viewer")
    two_ended = {"score, two ends": "quality_score >= 4.5 and quality_score <= 4.8"}
    conditions = {name: condition for name, (condition, _) in FILTERS.items()} | two_ended
    for view, asked in (("conversation_matrix", conditions), ("conversation_search", SEARCHES)):
        for name, condition in asked.items():
            first, all_of = (_milliseconds(member, made(view, condition)) for made in (page, count))
            say(f"matrix of 10,000: {name}", f"page {first:.1f} ms, count {all_of:.1f} ms")
    far = page("conversation_matrix", "true") + " offset 9900"
    say("matrix of 10,000: the last page", f"{_milliseconds(member, far):.1f} ms")
    for view in CHARTS:
        say(f"{view} over 10,000", f"{_milliseconds(member, f'select * from public.{view}'):.0f} ms")
    _words_of_a_save(world)


def _words_of_a_save(world: World) -> None:
    """Milliseconds to write the words of a conversation of four turns of 300 words."""
    text = " ".join(f"word{number * number % 1_700}" for number in range(300))
    (conversation,) = world.plan(1, prefix="fp_saved_")
    world.job([conversation])
    (work,) = world.claim()
    world.save(work, payload(turns=4, text=text))
    write = f"select public.conversation_words_write(array['{conversation}'])"
    took = _median(world.owner, [write] * ROUNDS)
    say(
        "the words of a saved conversation",
        f"{took:.1f} ms",
        "four turns of 300 words; a save writes them twice at most",
    )


def _milliseconds(connection: psycopg.Connection, query: str) -> float:
    """Median of what EXPLAIN ANALYZE says of planning and running a query."""
    plans = [
        value(connection, f"explain (analyze, timing off, format json) {query}")[0] for _ in range(ROUNDS)
    ]
    return float(median(plan["Planning Time"] + plan["Execution Time"] for plan in plans))


def _median(connection: psycopg.Connection, statements: Iterable[str]) -> float:
    clock = SystemClock()
    took = []
    for statement in statements:
        began = clock.monotonic()
        rows(connection, statement)
        took.append(clock.monotonic() - began)
    return median(took) * 1000
