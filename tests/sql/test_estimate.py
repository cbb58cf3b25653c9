"""What a job should cost is said before it is paid for: by one function, for whoever asks and for the insert."""

from decimal import Decimal
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.world import USAGE, Row, World, refused, rows, value

ASK = "select public.estimate_generation(%s, %s)"
LIST_PRICES = "list prices, not yet measured"


def estimate(
    world: World, ids: list[str] | None = None, by: psycopg.Connection | None = None, **options: Any
) -> Row:
    """What estimate_generation answers."""
    return dict(value(by or world.service, ASK, None if ids is None else Jsonb(ids), Jsonb(options)))


def written(world: World, method: str, usage: Row = USAGE, **options: Any) -> None:
    """One more conversation of two turns, generated: one dialogue call, with this usage."""
    (name,) = world.plan()
    world.job([name], options=Jsonb(options))
    (work,) = world.claim(method=method)
    world.settle(world.open(work, max_output_tokens=8000), usage=usage)
    world.save(work)


def test_the_insert_is_estimated_by_the_same_function(world: World) -> None:
    """Estimate and cap of the inserted job are what was said before; saying it wrote nothing."""
    world.plan(3)
    said = estimate(world, preset="best")
    assert said["conversation_ids"] == ["fp_1", "fp_2", "fp_3"]
    assert value(world.owner, "select count(*) from public.generation_jobs") == 0
    job = world.job(options=Jsonb({"preset": "best"}))
    assert (job["estimated_cost_usd"], job["max_cost_usd"], job["estimated_seconds"]) == (
        Decimal(str(said["cost_usd"])),
        Decimal(str(said["max_cost_usd"])),
        said["estimated_seconds"],
    )


def test_tiers_add_up_and_the_range_holds_the_expected(world: World) -> None:
    """Each tier has low, expected and high; together they are the whole's; nothing is measured yet."""
    world.plan(2)
    world.plan(3, tier="tier2_scenario", turn_count=5)
    said = estimate(world)
    assert (said["basis"], said["measured_on"]) == (LIST_PRICES, 0)
    assert [(tier["tier"], tier["conversations"]) for tier in said["tiers"]] == [
        ("tier1_template", 2),
        ("tier2_scenario", 3),
    ]
    for whole, part in (("low_usd", "low_usd"), ("cost_usd", "expected_usd"), ("high_usd", "high_usd")):
        assert said[whole] == pytest.approx(sum(tier[part] for tier in said["tiers"]), abs=1e-5)
    assert said["low_usd"] < said["cost_usd"] < said["high_usd"]
    assert said["p50_usd"] < said["p90_usd"]


def test_more_turns_dearer_models_and_a_judge_cost_more_and_a_batch_less(world: World) -> None:
    """The estimate follows what moves the bill; the default is well under thirty cents a conversation."""
    world.plan(1)
    world.plan(1, turn_count=6)
    balanced = estimate(world, ["fp_1"])["cost_usd"]
    assert balanced < estimate(world, ["fp_2"])["cost_usd"] < 0.30
    assert balanced < estimate(world, ["fp_1"], preset="best")["cost_usd"]
    assert balanced > estimate(world, ["fp_1"], judge=False)["cost_usd"]
    assert estimate(world, ["fp_1"], delivery="message_batch")["cost_usd"] < 0.7 * balanced


def test_a_missing_price_makes_the_estimate_null(world: World) -> None:
    """A kind of token nobody has priced is not taken for free."""
    world.plan(2)
    with psycopg.connect(world.database.dsn("supabase_admin")) as admin:
        admin.execute(
            "delete from public.generation_prices where model = 'claude-haiku-5-5' and kind = 'cache_read'"
        )
        (answer,) = rows(admin, "select public.generation_estimate(array['fp_1', 'fp_2'],"
                                " public.generation_job_options('{}', 'batch')) as said")  # fmt: skip
        admin.rollback()
    said = answer["said"]
    assert (said["cost_usd"], said["high_usd"], said["tiers"][0]["expected_usd"]) == (None, None, None)


def test_what_was_paid_measures_what_comes(world: World) -> None:
    """From the fifth live conversation of the same models on: their cost a turn, at today's prices."""
    for _ in range(4):
        written(world, "claude_api")
    world.plan(1, turn_count=4)
    assert estimate(world)["basis"] == LIST_PRICES
    written(world, "claude_api", {**USAGE, "output_tokens": 8000})
    said = estimate(world)
    assert (said["basis"], said["measured_on"]) == ("measured on 5 conversations", 5)
    dear, plain = Decimal("0.088"), Decimal("0.028")  # of two turns each; the one asked about has four
    assert said["cost_usd"] == pytest.approx(float(2 * (dear + 4 * plain) / 5))
    assert said["p50_usd"] == pytest.approx(float(2 * plain))
    assert estimate(world, delivery="message_batch")["cost_usd"] == pytest.approx(said["cost_usd"] / 2)


@pytest.mark.parametrize(
    ("method", "options", "asked"),
    [
        ("simulated", {}, {}),
        ("claude_api", {"preset": "best"}, {}),
        ("claude_api", {"models": {"annotate": {"model": "claude-haiku-5-5", "effort": "high"}}}, {}),
        ("claude_api", {"judge": False}, {}),
    ],
    ids=["simulated", "other models", "another effort", "without the judge"],
)
def test_what_is_not_alike_measures_nothing(world: World, method: str, options: Row, asked: Row) -> None:
    """The simulator's calls were never paid; other models, efforts and stages cost otherwise."""
    for _ in range(5):
        written(world, method, **options)
    world.plan(1)
    assert estimate(world, **asked)["basis"] == LIST_PRICES


def test_an_earlier_text_is_estimated_by_the_stages_that_are_left(world: World) -> None:
    """From annotate on no dialogue is paid, from judge on the judge alone; rebuilding costs nothing."""
    written(world, "claude_api")
    whole = estimate(world, ["fp_1"], existing="replace")["cost_usd"]
    annotated = estimate(world, ["fp_1"], from_stage="annotate")["cost_usd"]
    judged = estimate(world, ["fp_1"], from_stage="judge", judge=True)["cost_usd"]
    assert 0 < annotated < whole
    assert judged > 0
    rebuilt = estimate(world, ["fp_1"], from_stage="validate")
    assert (rebuilt["cost_usd"], rebuilt["high_usd"]) == (0, 0)


@pytest.mark.parametrize(
    ("ids", "options", "state"),
    [
        (["fp_1", "fp_unknown"], {}, "PT422"),
        (["fp_2"], {}, "PT409"),
        (["fp_1"], {"haste": True}, "22023"),
        (["fp_1"], {"models": {"dialogue": "claude-nobody"}}, "22023"),
        ([], {}, "22023"),
    ],
    ids=["unknown id", "in a job", "unknown option", "unknown price", "no id"],
)
def test_what_the_insert_refuses_is_not_estimated(
    world: World, ids: list[str], options: Row, state: str
) -> None:
    """The same refusal as the insert's, word for word."""
    world.plan(2)
    world.job(["fp_2"])
    asked = refused(world.service, ASK, Jsonb(ids), Jsonb(options))
    inserted = refused(
        world.service,
        "insert into public.generation_jobs (job_type, target_conversation_ids, options)"
        " values ('batch', %s, %s)",
        Jsonb(ids),
        Jsonb(options),
    )
    assert asked.sqlstate == state
    assert (asked.message, asked.hint, asked.detail) == (inserted.message, inserted.hint, inserted.detail)


def test_every_member_may_ask_and_nobody_else(world: World) -> None:
    """A viewer sees what a job would cost; a stranger is told whom to ask."""
    world.plan(1)
    assert estimate(world, by=world.user("viewer"))["conversations"] == 1
    refusal = refused(world.user(None), ASK, None, Jsonb({}))
    assert refusal.sqlstate == "42501"
    assert "rapport members add stranger@example.org" in refusal.hint
