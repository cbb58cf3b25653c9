"""docs/hosting.md section 8: what calls cost in cents, reckoned anew from the price list and the estimate."""

import re
from decimal import Decimal

import pytest

from tests.readme import README
from tests.stack import PROJECT, Database
from worker.settings import Settings

HOSTING = (PROJECT / "docs" / "hosting.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| (best|balanced|cheapest) \| ([\d.]+) \| ([\d.]+) \| (\d+) \|$", HOSTING, re.MULTILINE)
TURNS = 4
# The tokens generation_estimate assumes for a conversation of four turns; an annotation bears its share of
# what is written to the cache.
USAGES = {
    "dialogue": {"input_tokens": 7_000, "output_tokens": 1_500 + 900 * TURNS},
    "annotate": {
        "input_tokens": 300,
        "cache_write_5m_tokens": 2_000 // TURNS + 700,
        "cache_read_tokens": 8_000,
        "output_tokens": 6_000,
    },
}


def cents(database: Database, preset: str, stage: str) -> Decimal:
    """One call of a stage in a preset, by generation_cost."""
    found = (
        database.connect("postgres")
        .execute(
            "select 100 * public.generation_cost(public.generation_job_models(%s) #>> array[%s, 'model'], %s,"
            " false, clock_timestamp())",
            (f'{{"preset": "{preset}"}}', stage, str(USAGES[stage]).replace("'", '"')),
        )
        .fetchone()
    )
    assert found is not None
    return Decimal(found[0])


def worst(dialogue: Decimal, annotation: Decimal) -> Decimal:
    """The dearest mix of one process: some conversations in their dialogue, the others annotated."""
    conversations = int(Settings.model_fields["concurrency"].default)
    calls = int(Settings.model_fields["max_calls"].default)
    return max(
        dialogue * talking + annotation * min(calls - talking, TURNS * (conversations - talking))
        for talking in range(conversations + 1)
    )


@pytest.mark.parametrize(("preset", "dialogue", "annotation", "most"), ROWS)
def test_the_table_is_what_the_price_list_says(
    module_database: Database, preset: str, dialogue: str, annotation: str, most: str
) -> None:
    """Rounded to a tenth of a cent, the worst case up to the next cent."""
    one, other = (cents(module_database, preset, stage) for stage in ("dialogue", "annotate"))
    assert (str(round(one, 1)), str(round(other, 1))) == (dialogue, annotation)
    assert int(most) - 1 < worst(one, other) <= int(most)


def test_every_preset_is_in_the_table() -> None:
    """Three rows, or the test above proved nothing; the README repeats the default's worst case."""
    assert [row[0] for row in ROWS] == ["best", "balanced", "cheapest"]
    assert f"{ROWS[1][3]} cents a process" in README
