"""What a conversation should cost, as tables of the pages below: `python -m tests.costs` writes them.

Every figure of money is asked of the database: the estimate itself, and the tokens and prices it is reckoned
from; the sizes of answers are measured on the seeds. A test compares the pages (tests/sql/test_costs.py).
"""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import psycopg

from tests.stack import PROJECT, Database, TestCluster
from tests.wire import measured
from worker.planning.load import load_dataset

TURNS = 4
PRESETS = ("best", "balanced", "cheapest")
STAGES = ("dialogue", "annotate", "repair", "judge")
PAGES = (PROJECT / "docs" / "costs.md", PROJECT / "README.md", PROJECT / "docs" / "hosting.md")
Row = Mapping[str, Any]
END = "<!-- /costs -->"

# One conversation of four turns in the middle of a job: what it shares with others, it reads.
CALLS = """
select s.stage, s.model, s.effort, s.batch, t.calls, t.input, t.written, t.read_again, t.output,
  public.generation_thinking_assumed(s.effort) as thinking,
  public.generation_cost(s.model, jsonb_build_object(
    'input_tokens', t.input,
    'cache_write_5m_tokens', (t.written + t.read_again * (1 - share.hits))::integer,
    'cache_read_tokens', (t.read_again * share.hits)::integer,
    'output_tokens', t.output + public.generation_thinking_assumed(s.effort)),
    s.batch, clock_timestamp()) as usd
from public.generation_stages_asked(public.generation_job_options(%s, 'batch')) s
join public.generation_tokens_assumed(%s, false, false) t on t.stage = s.stage
cross join lateral (select case when s.batch then 0.5 else 1 end as hits) share
"""


def estimates(connection: psycopg.Connection, preset: str, *, judge: bool) -> Row:
    """The estimate of all that is planned."""
    asked = connection.execute(
        "select public.estimate_generation(null, %s)", (json.dumps({"preset": preset, "judge": judge}),)
    ).fetchone()
    assert asked is not None
    found: Row = asked[0]
    return found


def calls(connection: psycopg.Connection, preset: str) -> dict[str, Row]:
    """Each stage's call of one conversation of four turns, a judge's included: models, tokens, US dollars."""
    cursor = connection.execute(CALLS, (json.dumps({"preset": preset, "judge": True}), TURNS))
    names = [column.name for column in cursor.description or ()]
    found = {row[0]: dict(zip(names, row, strict=True)) for row in cursor}
    return {stage: found[stage] for stage in STAGES}


def presets(connection: psycopg.Connection) -> str:
    """What a conversation costs by preset, without and with a judge."""
    heads = ("preset", "dialogue", "annotation, repair", "judge", "half at most", "nine in ten")
    lines = [
        f"| {' | '.join(heads)} | judged: half | nine in ten |",
        "| --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for preset in PRESETS:
        stages = calls(connection, preset)
        models = [_model(stages[stage]) for stage in ("dialogue", "annotate", "judge")]
        amounts = [
            _usd(estimates(connection, preset, judge=judge)[name])
            for judge in (False, True)
            for name in ("p50_usd", "p90_usd")
        ]
        name = f"{preset} (default)" if preset == "balanced" else preset
        lines.append(f"| {' | '.join([name, *models, *amounts])} |")
    return "\n".join(lines) + "\n"


def plan(connection: psycopg.Connection) -> str:
    """What the whole plan should cost."""
    lines = ["| preset | low | expected | high | judged: expected |", "| --- | --- | --- | --- | --- |"]
    for preset in PRESETS:
        plain, judged = (estimates(connection, preset, judge=judge) for judge in (False, True))
        amounts = [plain["low_usd"], plain["cost_usd"], plain["high_usd"], judged["cost_usd"]]
        lines.append(f"| {' | '.join([preset, *(f'${float(amount):.2f}' for amount in amounts)])} |")
    return "\n".join(lines) + "\n"


def arithmetic(connection: psycopg.Connection) -> str:
    """Tokens of the calls, and what they come to by preset and stage."""
    stages = calls(connection, "balanced")
    lines = [
        "| tokens of a call | calls | input | written to the cache | read from it | visible output |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    for stage, call in stages.items():
        sizes = (call["input"], call["written"], call["read_again"], call["output"])
        lines.append(f"| {stage} | {float(call['calls']):g} | {' | '.join(f'{size:,}' for size in sizes)} |")
    lines += ["", "| US cents a conversation | dialogue | annotate | repair | together | judge | thinking |"]
    lines.append("| --- | --- | --- | --- | --- | --- | --- |")
    for preset in PRESETS:
        found = calls(connection, preset)
        cents = {stage: 100 * call["calls"] * call["usd"] for stage, call in found.items()}
        together = sum(cents[stage] for stage in STAGES[:3])
        thinking = ", ".join(f"{stage} {call['thinking']:,}" for stage, call in found.items())
        amounts = [*(cents[stage] for stage in STAGES[:3]), together, cents["judge"]]
        lines.append(f"| {preset} | {' | '.join(f'{amount:.2f}' for amount in amounts)} | {thinking} |")
    return "\n".join(lines) + "\n"


def in_flight(connection: psycopg.Connection) -> str:
    """What is lost at most when a process is killed: the calls in flight, US cents."""
    from worker.settings import Settings  # noqa: PLC0415 - the worker's own, for its defaults alone

    conversations = int(Settings.model_fields["concurrency"].default)
    most = int(Settings.model_fields["max_calls"].default)
    lines = [
        "| preset | a dialogue | one annotation | worst case, one process |",
        "| --- | --- | --- | --- |",
    ]
    for preset in PRESETS:
        found = calls(connection, preset)
        dialogue, annotation = (100 * found[stage]["usd"] for stage in ("dialogue", "annotate"))
        at_once = int(found["annotate"]["calls"])
        worst = max(
            dialogue * talking + annotation * min(most - talking, at_once * (conversations - talking))
            for talking in range(conversations + 1)
        )
        lines.append(f"| {preset} | {dialogue:.2f} | {annotation:.2f} | {int(worst) + 1} |")
    return "\n".join(lines) + "\n"


def answers(_: psycopg.Connection) -> str:
    """What is asked of Claude for the seed conversations, beside their interchange files."""
    sizes = measured(load_dataset(PROJECT, "elena").seeds)
    asked, file, content, bare = (
        (sum(size.bytes for size in of), sum(size.tokens for size in of))
        for of in zip(*((each.asked, each.file, each.content, each.bare) for each in sizes), strict=True)
    )
    lines = ["| the ten seed conversations, minified | bytes | tokens | the answers are |"]
    lines.append("| --- | --- | --- | --- |")
    for name, (size, tokens), shares in (
        ("interchange files", file, [each.share for each in sizes]),
        ("what comes from answers in them", content, [each.content_share for each in sizes]),
        ("the answers", asked, []),
        ("texts and numbers in them, bare", bare, []),
    ):
        share = f"{asked[0] / size:.3f} of it ({min(shares):.3f} to {max(shares):.3f})" if shares else ""
        lines.append(f"| {name} | {size:,} | {tokens:,} | {share} |")
    return "\n".join(lines) + "\n"


def _model(call: Row) -> str:
    return f"{call['model'].removeprefix('claude-')}{', batch' if call['batch'] else ''}"


def _usd(amount: float) -> str:
    return f"${float(amount):.3f}"


TABLES: Mapping[str, Callable[[psycopg.Connection], str]] = {
    "presets": presets,
    "plan": plan,
    "arithmetic": arithmetic,
    "in flight": in_flight,
    "answers": answers,
}


def written(page: Path, database: Database) -> str:
    """The page's text with its tables as the database has them."""
    text = page.read_text(encoding="utf-8")
    connection = database.connect("postgres")
    for name, table in TABLES.items():
        before, begin, rest = text.partition(f"<!-- costs, {name}: written by `python -m tests.costs` -->\n")
        if begin:
            text = before + begin + table(connection) + END + rest.partition(END)[2]
    return text


def main() -> None:
    """Write every page's tables anew."""
    cluster = TestCluster()
    cluster.start()
    try:
        with cluster.database("seeded") as database:
            for page in PAGES:
                page.write_text(written(page, database), encoding="utf-8")
    finally:
        cluster.destroy()


if __name__ == "__main__":
    main()
