"""The views a dashboard charts and a person reads: each against a world counted by hand."""

import uuid
from decimal import Decimal
from typing import Any

from psycopg.types.json import Jsonb

from tests.sql.payload import payload
from tests.sql.world import World, rows, value
from worker.domain.verdicts import SCORES


def seen(world: World, view: str, columns: str, rest: str = "") -> list[tuple[object, ...]]:
    """Rows of a view as a viewer reads them."""
    reader = world.user("viewer", f"{uuid.uuid4()}@example.org")
    return [tuple(row.values()) for row in rows(reader, f"select {columns} from public.{view} {rest}")]


def saved(
    world: World, conversation_id: str, score: float = 4.8, method: str = "claude_api", **metrics: Any
) -> None:
    """Generate one conversation with a score, with one paid call and one repair."""
    world.job([conversation_id], options={"existing": "replace"})
    (work,) = world.claim(method=method)
    world.pay(work)
    world.pay(work, stage="repair")
    world.save(work, payload(score=score, **metrics))


def test_an_overview_holds_the_plan_against_its_quotas(world: World) -> None:
    """The whole, each tier and each persona; what has no conversation yet is told with its quota."""
    rows(
        world.owner,
        "update public.training_datasets set quotas = %s",
        {
            "conversations": 9,
            "tier": {"tier1_template": 4, "tier3_edge": 5, "seed": "many"},
            "persona_type": 7,
        },
    )
    world.plan(3)
    world.plan(1, tier=None, persona_type="David")
    saved(world, "fp_1", score=4.8, required_fields_rate=1)
    saved(world, "fp_2", score=4.0, required_fields_rate=0.5, ready_for_training=False, needs_review=True)
    columns = (
        "part, value, quota, conversations, ready_for_training, average_quality_score, planned, generated,"
        " needs_review, lowest_quality_score, required_fields_rate, turns"
    )
    figures = (1, Decimal("4.40"), 2, Decimal("4.00"))
    ready, average, generated, lowest = figures
    rate = Decimal("0.7500")
    assert seen(world, "dataset_overview", columns, "order by part, value") == [
        ("dataset", None, 9, 4, ready, average, 2, generated, 1, lowest, rate, 4),
        ("persona_type", "David", None, 1, 0, None, 1, 0, 0, None, None, None),
        ("persona_type", "Marcus", None, 3, ready, average, 1, generated, 1, lowest, rate, 4),
        ("tier", "seed", None, 0, 0, None, 0, 0, 0, None, None, None),
        ("tier", "tier1_template", 4, 3, ready, average, 1, generated, 1, lowest, rate, 4),
        ("tier", "tier3_edge", 5, 0, 0, None, 0, 0, 0, None, None, None),
        ("tier", None, None, 1, 0, None, 1, 0, 0, None, None, None),
    ]
    cost = "select sum(generation_cost_usd) from public.training_conversations"
    assert seen(world, "dataset_overview", "cost_usd", "where part = 'dataset'") == [
        (value(world.owner, cost),)
    ]


def test_quotas_of_any_shape_break_nothing(world: World) -> None:
    """The column takes lists too: then there is no quota, and the counts stand."""
    world.plan(1)
    for quotas in ("[]", "{}", '{"tier": [1], "conversations": "x", "persona_type": null}'):
        rows(world.owner, "update public.training_datasets set quotas = %s::jsonb", quotas)
        assert seen(world, "dataset_overview", "part, quota, conversations", "order by part") == [
            ("dataset", None, 1), ("persona_type", None, 1), ("tier", None, 1),
        ]  # fmt: skip


def test_a_histogram_counts_each_score_once(world: World) -> None:
    """Sixteen buckets of the score and ten of a share; edges belong to the upper bucket, the top to the last."""
    world.plan(4)
    saved(world, "fp_1", score=4.5, structure_score=1)
    saved(world, "fp_2", score=5, structure_score=0.5)
    saved(world, "fp_3", score=4.49, structure_score=0.5)
    saved(world, "fp_4", score=1, method="simulated")
    counted = seen(
        world, "quality_histogram", "dimension, score_from, score_to, conversations, share, ready_for_training, simulated",
        "where conversations > 0 and dimension in ('overall', 'structure') order by dimension, score_from",
    )  # fmt: skip
    quarter = Decimal("0.2500")
    assert counted == [
        ("overall", 1, Decimal("1.25"), 1, quarter, 0, 1),
        ("overall", Decimal("4.25"), Decimal("4.5"), 1, quarter, 1, 0),
        ("overall", Decimal("4.5"), Decimal("4.75"), 1, quarter, 1, 0),
        ("overall", Decimal("4.75"), 5, 1, quarter, 1, 0),
        ("structure", Decimal("0.5"), Decimal("0.6"), 2, Decimal("0.6667"), 2, 0),
        ("structure", Decimal("0.9"), 1, 1, Decimal("0.3333"), 1, 0),
    ]
    sizes = seen(world, "quality_histogram", "dimension, count(*)", "group by 1 order by 1")
    judged = [(name, 16) for name in (*SCORES, "judge")]
    assert sizes == sorted([("code", 16), ("overall", 16), ("structure", 10), *judged])


def test_days_are_utc(world: World) -> None:
    """A text saved half an hour before midnight UTC counts on that day wherever the reader sits."""
    world.plan(3)
    for name, score in (("fp_1", 4.0), ("fp_2", 4.8), ("fp_3", 4.9)):
        saved(world, name, score=score)
    world.past_guards(
        "update public.training_conversations set generated_at = '2026-11-01 23:30+00' where conversation_id = 'fp_1'",
    )
    world.past_guards(
        "update public.training_conversations set generated_at = '2026-11-02 00:30+00' where conversation_id <> 'fp_1'",
    )
    reader = world.user("viewer", "far@example.org")
    rows(reader, "set timezone = 'Pacific/Auckland'")
    days = rows(
        reader,
        "select day::text, conversations, average_quality_score, lowest_quality_score, median_quality_score,"
        " ready_for_training, warning_findings from public.quality_by_day order by day",
    )
    assert [tuple(row.values()) for row in days] == [
        ("2026-11-01", 1, Decimal("4.00"), Decimal("4.00"), Decimal("4.00"), 1, 1),
        ("2026-11-02", 2, Decimal("4.85"), Decimal("4.80"), Decimal("4.85"), 2, 2),
    ]


def test_each_version_of_a_template_has_its_record(world: World) -> None:
    """Generated and failed, scores at the save, repairs, cost, the frequent findings; the new version starts empty."""
    world.plan(3)
    saved(world, "fp_1", score=4.8)
    saved(world, "fp_2", score=4.0)
    world.job(["fp_3"])
    (work,) = world.claim()
    world.pay(work)
    world.fail(work, retry=False)
    rows(world.owner, "update public.conversation_templates set instructions = 'be kinder'")
    columns = "version, generated, failed, average_quality_score, lowest_quality_score, repairs, frequent_findings, is_current"
    frequent = [{"check": "quotes", "severity": "warning", "findings": 2, "conversations": 2}]
    assert seen(world, "template_performance", columns, "order by version") == [
        (1, 2, 1, Decimal("4.40"), Decimal("4.00"), 2, frequent, False),
        (2, 0, 0, None, None, 0, [], True),
    ]
    spent = value(world.owner, "select sum(cost_usd) from public.generation_calls")
    assert seen(world, "template_performance", "cost_usd", "where version = 1") == [(spent,)]


def test_the_days_spend_is_the_ledgers(world: World) -> None:
    """By model, stage and UTC day; what is open counts as reserved, simulated dollars stand apart."""
    world.plan(2)
    world.job(options=Jsonb({"max_concurrency": 2}))
    first, _ = world.claim()
    world.pay(first)
    world.pay(first)
    opened = world.open(first, stage="annotate")
    assert opened["answer"] == "opened"
    world.past_guards(
        "insert into public.generation_calls (opened_at, stage, model, reserved_usd, draft_no, revision, request_hash,"
        " estimated_input_tokens, max_output_tokens, worker, attempt, generation_method)"
        " values ('2026-11-01 23:59:59+00', 'dialogue', 'claude-sonnet-5-5', 3, 1, 0, 'h', 1, 1, 'w', 1, 'simulated')",
    )
    columns = "stage, calls, input_tokens, output_tokens, open_calls, unsuccessful_calls, generation_method"
    assert seen(world, "spend_by_day", columns, "order by day, stage") == [
        ("dialogue", 1, 0, 0, 1, 0, "simulated"),
        ("annotate", 1, 0, 0, 1, 0, "claude_api"),
        ("dialogue", 2, 8000, 4000, 0, 0, "claude_api"),
    ]
    assert seen(world, "spend_by_day", "day::text", "where generation_method = 'simulated'") == [
        ("2026-11-01",)
    ]
    ledger = (
        "select sum(cost_usd), sum(reserved_usd) filter (where cost_usd is null) from public.generation_calls"
    )
    assert seen(world, "spend_by_day", "sum(settled_usd), sum(reserved_usd)") == [
        tuple(rows(world.owner, ledger)[0].values())
    ]


def test_a_transcript_reads_as_a_chat(world: World) -> None:
    """A row a turn, speakers by name, with that turn's figures and findings and no other turn's."""
    rows(world.owner, "update public.training_datasets set profile = %s", {"consultant": {"name": "Elena"}})
    world.plan(1, persona_name="Ada")
    saved(world, "fp_1")
    columns = "turn_number, transcript, primary_emotion, primary_strategy, findings, error_findings, rationales, quote_count"
    turns = seen(
        world, "conversation_transcript", columns, "where conversation_id = 'fp_1' order by turn_number"
    )
    said = value(world.owner, "select user_input from public.training_turns where turn_number = 1")
    emotion = value(world.owner, "select primary_emotion from public.emotional_context limit 1")
    assert turns[0] == (1, f"Ada: {said}\n\nElena: Good day.", emotion, "greet", 1, 0, 1, 1)
    assert [(turn[0], turn[4]) for turn in turns] == [(1, 1), (2, 0)]
