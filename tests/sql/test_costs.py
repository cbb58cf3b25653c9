"""The pages that speak of costs, against the database they were written from."""

from decimal import Decimal

import pytest

from tests.costs import PAGES, PRESETS, TABLES, TURNS, calls, written
from tests.stack import Database


def test_every_table_of_costs_is_fresh(seeded_database: Database) -> None:
    """docs/costs.md, the README and docs/hosting.md say what the estimate says: `python -m tests.costs`."""
    texts = {page: page.read_text(encoding="utf-8") for page in PAGES}
    assert {page.name for page in PAGES if written(page, seeded_database) != texts[page]} == set()
    together = "".join(texts.values())
    assert [name for name in TABLES if f"<!-- costs, {name}:" not in together] == []


@pytest.mark.parametrize("preset", PRESETS)
def test_the_arithmetic_is_the_estimates(seeded_database: Database, preset: str) -> None:
    """The calls shown, stage by stage, come to what the estimate says of such a conversation, to a micro-dollar a call."""
    connection = seeded_database.connect("postgres")
    shown = sum((call["calls"] * call["usd"] for call in calls(connection, preset).values()), Decimal(0))
    options = f'{{"preset": "{preset}", "judge": true}}'
    rows = connection.execute(
        "select a.expected_usd from public.generation_cost_assumed("
        " (select array_agg(conversation_id) from public.training_conversations where not is_seed_example),"
        " public.generation_job_options(%s, 'batch')) a"
        " join public.training_conversations c using (conversation_id) where c.turn_count = %s",
        (options, TURNS),
    ).fetchall()
    cheapest = min(row[0] for row in rows)  # one that opens neither a template nor the job
    assert abs(cheapest - shown) < Decimal("0.00002")
