"""Inserting a job: what it fills in, what it refuses, and that a refusal leaves nothing."""

from decimal import Decimal
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.sql.world import Row, World, refused, rows, value

INSERT = "insert into public.generation_jobs (job_type, target_conversation_ids, options) values (%s, %s, %s)"


def _nothing_written(world: World) -> bool:
    counts = rows(
        world.owner,
        "select (select count(*) from public.generation_jobs) as jobs,"
        " (select count(*) from public.generation_job_items) as items,"
        " (select count(*) from public.generation_events) as events",
    )[0]
    return counts == {"jobs": 0, "items": 0, "events": 0}


def test_the_inserted_row_tells_everything(world: World) -> None:
    """Read back, the row holds totals, order, estimate, cap, models, sentence and who asked."""
    world.plan(2, tier="tier3_edge")
    world.plan(2)
    manager = world.user("manager")
    job = world.job(by=manager)
    assert job["status"] == "queued"
    assert job["total_conversations"] == 4
    assert job["target_conversation_ids"] == ["fp_3", "fp_4", "fp_1", "fp_2"]
    assert job["estimated_cost_usd"] > 0
    assert job["max_cost_usd"] == max(2 * job["estimated_cost_usd"], Decimal("0.5"))
    assert job["estimated_seconds"] == 100
    assert job["dataset_id"] == "demo"
    assert job["created_via"] == "user"
    assert job["created_by_name"] == "manager@example.org"
    assert job["models"]["dialogue"] == {"model": "claude-sonnet-5-5", "effort": "low", "delivery": "live"}
    assert job["options"]["existing"] == "refuse"
    assert job["status_reason"] == "waiting_for_worker"
    assert "rapport run" in job["status_message"]
    items = rows(
        world.owner,
        "select conversation_id, status, position, template_version, job_number"
        " from public.generation_job_items order by position",
    )
    assert [item["conversation_id"] for item in items] == job["target_conversation_ids"]
    assert {(item["status"], item["template_version"], item["job_number"]) for item in items} == {
        ("queued", 1, job["job_number"])
    }
    assert "queued by manager@example.org" in world.events(job)[0]


def test_a_live_worker_changes_the_sentence(world: World) -> None:
    """With a worker heard within the minute, a queued job waits for nobody."""
    world.plan(1)
    rows(
        world.service,
        "insert into public.generation_workers (worker_id, mode, version) values ('w1', 'live', '1')",
    )
    rows(world.service, "insert into public.generation_worker_beats (worker_id) values ('w1')")
    job = world.job()
    assert job["status_reason"] is None
    assert job["status_message"] == "1 conversation queued; a worker takes it up"


@pytest.mark.parametrize(
    ("via", "name"), [("service", "service key"), ("sql", "postgres"), ("user", "manager@example.org")]
)
def test_created_via_tells_who_asked(world: World, via: str, name: str) -> None:
    """The service key, Studio and a manager may insert, and the row says which it was."""
    world.plan(1)
    connection = {"service": world.service, "sql": world.owner, "user": world.user("manager")}[via]
    job = world.job(by=connection)
    assert (job["created_via"], job["created_by_name"]) == (via, name)


def test_a_short_single_keeps_its_cap_at_half_a_dollar(world: World) -> None:
    """An absent cap is twice the estimate, but never under $0.50."""
    job = world.job(world.plan(1), job_type="single")
    assert job["max_cost_usd"] == Decimal("0.5")


@pytest.mark.parametrize(
    "cap", ["NaN", "Infinity", "-Infinity", "-1", "0", "0.0000001", "1e6", "1e400", "9" * 3000]
)
def test_a_cap_that_is_no_amount_is_refused_in_our_words(world: World, cap: str) -> None:
    """Inserted or updated, by anybody, and however large: 22023, the column, what was got, what to do."""
    world.plan(2)
    job = world.job(["fp_1"], max_cost_usd=2)
    insert = "insert into public.generation_jobs (job_type, max_cost_usd) values ('process_all', %s::numeric)"
    for refusal in (
        refused(world.service, insert, cap),
        refused(world.user("manager"), "update public.generation_jobs set max_cost_usd = %s::numeric", cap),
    ):
        assert refusal.sqlstate == "22023"
        assert refusal.message.startswith("max_cost_usd must be more than 0")
        assert len(refusal.message) < 150
        assert "US dollars" in refusal.hint
        assert refusal.detail["column"] == "max_cost_usd"
    assert world.see_job(job)["max_cost_usd"] == 2
    assert value(world.owner, "select count(*) from public.generation_jobs") == 1


def test_a_cap_is_kept_to_a_millionth(world: World) -> None:
    """The most and the least there are, and what is finer is rounded, at the insert and at an update."""
    most = world.job(world.plan(1), max_cost_usd=Decimal("999999.999999"))
    assert most["max_cost_usd"] == Decimal("999999.999999")
    world.set_job(most, max_cost_usd=Decimal("2.0000014"))
    assert world.see_job(most)["max_cost_usd"] == Decimal("2.000001")
    least = world.job(world.plan(1), max_cost_usd=Decimal("0.0000009"))
    assert least["max_cost_usd"] == Decimal("0.000001")


@pytest.mark.parametrize("role", ["viewer", "reviewer"])
def test_members_without_the_role_are_told_whom_to_ask(world: World, role: str) -> None:
    """A viewer's and a reviewer's insert is refused, naming the managers."""
    world.plan(1)
    world.user("manager", "boss@example.org")
    refusal = refused(
        world.user(role), "insert into public.generation_jobs (job_type) values ('process_all')"
    )
    assert refusal.sqlstate == "42501"
    assert role in refusal.message
    assert "boss@example.org" in refusal.hint
    assert refusal.detail == {"role": role, "needed": "manager"}
    assert _nothing_written(world)


def test_strangers_and_anonymous_sign_ins_are_refused(world: World) -> None:
    """Signing up gives nothing; an anonymous sign-in gives nothing even to a member's user id."""
    world.plan(1)
    insert = "insert into public.generation_jobs (job_type) values ('process_all')"
    refusal = refused(world.user(None), insert)
    assert refusal.sqlstate == "42501"
    assert "rapport members add stranger@example.org" in refusal.hint
    user_id = world.database.add_user("ghost@example.org", "manager")
    assert refused(world.database.as_user(user_id, anonymous=True), insert).sqlstate == "42501"
    assert refused(world.connect("anon"), insert).sqlstate == "42501"
    assert _nothing_written(world)


Case = tuple[str, Any, Any, str, str]
WRONG: dict[str, Case] = {
    "no such type": ("bulk", ["fp_1"], {}, "22023", "single, batch or process_all"),
    "a string where a list belongs": ("batch", "fp_1", {}, "22023", "got a string"),
    "an object where a list belongs": ("batch", {"a": 1}, {}, "22023", "got an object"),
    "no ids": ("batch", None, {}, "22023", "got nothing"),
    "an empty list": ("batch", [], {}, "22023", "is empty"),
    "numbers for ids": ("batch", [1], {}, "22023", "texts only"),
    "two ids for single": ("single", ["fp_1", "fp_2"], {}, "22023", "single takes one"),
    "an id twice": ("batch", ["fp_1", "fp_1"], {}, "22023", "named twice"),
    "ids for process_all": ("process_all", ["fp_1"], {}, "22023", "takes no target"),
    "an unknown id": ("batch", ["fp_1", "fp_x"], {}, "PT422", "Unknown conversation: fp_x"),
    "two datasets": ("batch", ["fp_1", "other_3"], {}, "22023", "2 datasets"),
    "options no object": ("batch", ["fp_1"], ["x"], "22023", "options must be an object"),
    "an unknown option": ("batch", ["fp_1"], {"speed": 9}, "22023", "Unknown option: speed"),
    "existing misspelt": ("batch", ["fp_1"], {"existing": "Replace"}, "22023", "options.existing"),
    "replace_approved as text": ("batch", ["fp_1"], {"replace_approved": "yes"}, "22023", "true or false"),
    "an unknown preset": ("batch", ["fp_1"], {"preset": "fast"}, "22023", "options.preset"),
    "more at once than there are numbers": (
        "batch",
        ["fp_1"],
        {"max_concurrency": 10**400},
        "22023",
        "max_concurrency must be a whole number from 1 to 100",
    ),
    "at once not a number": ("batch", ["fp_1"], {"max_concurrency": "NaN"}, "22023", "from 1 to 100"),
    "an unknown delivery": ("batch", ["fp_1"], {"delivery": "post"}, "22023", "live or message_batch"),
    "a judge as text": ("batch", ["fp_1"], {"judge": "yes"}, "22023", "options.judge must be true"),
    "a writer as its judge": (
        "batch",
        ["fp_1"],
        {"judge": True, "models": {"judge": "claude-sonnet-5-5"}},
        "22023",
        "The judge would be the model that writes",
    ),
    "an unknown first stage": ("batch", ["fp_1"], {"from_stage": "repair"}, "22023", "annotate, judge or"),
    "a first stage that skips": (
        "batch",
        ["fp_1"],
        {"from_stage": "judge", "existing": "skip"},
        "22023",
        "can only be replace",
    ),
    "judging without a judge": (
        "batch",
        ["fp_1"],
        {"from_stage": "judge", "judge": False},
        "22023",
        "nothing to do",
    ),
    "empty guidance": ("batch", ["fp_1"], {"guidance": "  "}, "22023", "1 to 4,000 characters"),
    "concurrency 0": ("batch", ["fp_1"], {"max_concurrency": 0}, "22023", "whole number"),
    "concurrency as text": ("batch", ["fp_1"], {"max_concurrency": "5"}, "22023", "whole number"),
    "concurrency 1.5": ("batch", ["fp_1"], {"max_concurrency": 1.5}, "22023", "whole number"),
    "a filter on a batch": (
        "batch",
        ["fp_1"],
        {"filter": {"tier": "tier1_template"}},
        "22023",
        "process_all",
    ),
    "an unknown filter": ("process_all", None, {"filter": {"colour": "red"}}, "22023", "Unknown filter"),
    "a filter as text": ("process_all", None, {"filter": "tier1"}, "22023", "options.filter"),
    "a filter of a number": ("process_all", None, {"filter": {"tier": 1}}, "22023", "options.filter.tier"),
    "a filter naming nothing": (
        "process_all",
        None,
        {"filter": {"template_id": "t9"}},
        "22023",
        "No template_id",
    ),
    "several datasets, none named": ("process_all", None, {}, "22023", "several datasets"),
    "an unknown stage": ("batch", ["fp_1"], {"models": {"edit": "x"}}, "22023", "Unknown stage: edit"),
    "a model without a price": ("batch", ["fp_1"], {"models": {"repair": "gpt"}}, "22023", "No price"),
    "an unknown effort": (
        "batch",
        ["fp_1"],
        {"models": {"repair": {"model": "claude-opus-5-5", "effort": "huge"}}},
        "22023",
        "effort low",
    ),
}


@pytest.fixture(scope="module")
def two_datasets(module_world: World) -> World:
    """Demo with fp_1 and fp_2, other with other_3."""
    module_world.plan(2)
    module_world.dataset("other")
    module_world.plan(1, dataset="other", prefix="other_")
    return module_world


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG.keys())
def test_what_is_wrong_is_refused_and_nothing_written(two_datasets: World, case: Case) -> None:
    """A wrong value, type or option: its SQLSTATE, a sentence, a hint, JSON for programs; no row."""
    job_type, ids, options, sqlstate, words = case
    refusal = refused(
        two_datasets.service, INSERT, job_type, None if ids is None else Jsonb(ids), Jsonb(options)
    )
    assert refusal.sqlstate == sqlstate
    assert words in refusal.message + refusal.hint
    assert refusal.hint
    assert refusal.detail
    assert _nothing_written(two_datasets)


@pytest.mark.parametrize("cap", ["-1", "0", "NaN"])
def test_a_cap_is_a_positive_amount(two_datasets: World, cap: str) -> None:
    """A negative, empty or undefined cap is refused."""
    refusal = refused(
        two_datasets.service,
        "insert into public.generation_jobs (job_type, target_conversation_ids, max_cost_usd)"
        " values ('single', %s, %s::numeric)",
        Jsonb(["fp_1"]),
        cap,
    )
    assert refusal.sqlstate == "22023"
    assert refusal.detail["column"] == "max_cost_usd"


def test_the_detail_is_made_for_programs(two_datasets: World) -> None:
    """Unknown ids, unknown options and known datasets can be read out of the detail."""
    asked = (two_datasets.service, INSERT)
    assert refused(*asked, "batch", Jsonb(["fp_x", "fp_1", "fp_a"]), Jsonb({})).detail == {
        "unknown": ["fp_a", "fp_x"]
    }
    assert refused(*asked, "batch", Jsonb(["fp_1"]), Jsonb({"speed": 1})).detail["unknown_options"] == [
        "speed"
    ]
    assert refused(*asked, "process_all", None, Jsonb({})).detail == {"datasets": ["demo", "other"]}


def test_a_filter_names_the_dataset_and_narrows(two_datasets: World) -> None:
    """process_all takes what the filter leaves; rolled back, because the world is shared."""
    with two_datasets.service.transaction(force_rollback=True):
        job = two_datasets.job(options=Jsonb({"filter": {"dataset_id": "other", "persona_type": "Marcus"}}))
        assert job["target_conversation_ids"] == ["other_3"]
    assert _nothing_written(two_datasets)


def test_a_conversation_in_a_live_job_is_refused(world: World) -> None:
    """Single and batch name the conversations and the job that has them."""
    ids = world.plan(3)
    first = world.job(ids[:2])
    refusal = refused(world.service, INSERT, "batch", Jsonb(ids), Jsonb({"existing": "skip"}))
    assert refusal.sqlstate == "PT409"
    assert refusal.detail["live"] == ids[:2]
    assert refusal.detail["live_job"] == first["job_number"]
    assert value(world.owner, "select count(*) from public.generation_jobs") == 1


def test_two_jobs_for_one_conversation_in_one_statement(world: World) -> None:
    """All or none is written, and the refusal names both conversation and job."""
    ids = world.plan(3)
    refusal = refused(
        world.service,
        "insert into public.generation_jobs (job_type, target_conversation_ids)"
        " values ('batch', %s), ('batch', %s)",
        Jsonb(ids[:2]),
        Jsonb(ids[1:]),
    )
    assert refusal.sqlstate == "PT409"
    assert refusal.detail["live"] == [ids[1]]
    assert _nothing_written(world)


def test_process_all_twice(world: World) -> None:
    """The first takes everything; the second says so, with the job that has it."""
    world.plan(3)
    first = world.job()
    assert first["total_conversations"] == 3
    refusal = refused(world.service, "insert into public.generation_jobs (job_type) values ('process_all')")
    assert refusal.sqlstate == "PT409"
    assert refusal.detail["live_job"] == first["job_number"]
    assert "3 conversations are already in a job" in refusal.message


def _generated(world: World, status: str = "generated", *, seed: bool = False) -> str:
    """A conversation with a text, in a status."""
    (made,) = world.plan(1, generation_status="generated", is_seed_example=seed, generation_method="manual")
    rows(
        world.owner,
        "insert into public.quality_metrics (conversation_id, overall_score, ready_for_training, needs_review,"
        " total_turns, total_sentences, total_indicators, total_quotes, total_rationales,"
        " required_parts_present, scorer_version) values (%s, 4.9, true, false, 1, 1, 1, 1, 1, true, '1')",
        made,
    )
    for step in {"generated": (), "reviewed": ("reviewed",), "approved": ("reviewed", "approved")}[status]:
        rows(
            world.owner,
            "update public.training_conversations set generation_status = %s where conversation_id = %s",
            step,
            made,
        )
    return made


def test_an_existing_text_is_refused_skipped_or_replaced(world: World) -> None:
    """Refuse is the default; skip leaves it; replace takes it; all skipped is nothing to do."""
    planned = world.plan(1)
    existing = _generated(world)
    both = Jsonb([existing, *planned])
    refusal = refused(world.service, INSERT, "batch", both, Jsonb({}))
    assert (refusal.sqlstate, refusal.detail["already_generated"]) == ("PT409", [existing])
    assert "skip" in refusal.hint
    nothing = refused(world.service, INSERT, "batch", Jsonb([existing]), Jsonb({"existing": "skip"}))
    assert (nothing.sqlstate, nothing.detail["skipped"]) == ("PT409", 1)
    skipping = world.job([existing, *planned], options=Jsonb({"existing": "skip"}))
    assert skipping["target_conversation_ids"] == planned
    replacing = world.job([existing], options=Jsonb({"existing": "replace"}))
    assert replacing["target_conversation_ids"] == [existing]
    assert world.conversation(existing)["generation_status"] == "generated"


def test_approved_texts_and_seeds_are_replaced_only_as_told(world: World) -> None:
    """An approved text wants replace_approved as well; a seed is never replaced."""
    approved = _generated(world, "approved")
    seed = _generated(world, "approved", seed=True)
    replace = {"existing": "replace"}
    refusal = refused(world.service, INSERT, "batch", Jsonb([approved]), Jsonb(replace))
    assert (refusal.sqlstate, refusal.detail["approved"]) == ("PT409", [approved])
    everything = Jsonb({**replace, "replace_approved": True})
    refusal = refused(world.service, INSERT, "batch", Jsonb([approved, seed]), everything)
    assert (refusal.sqlstate, refusal.detail["seeds"]) == ("PT409", [seed])
    assert world.job(options=everything)["target_conversation_ids"] == [approved]


def test_process_all_leaves_out_what_it_may_not_take(world: World) -> None:
    """Generated, live, seed and template-less conversations are left out without a refusal."""
    planned = world.plan(2)
    _generated(world)
    world.plan(1, template_id=None)
    world.job(planned[:1])
    assert world.job()["target_conversation_ids"] == planned[1:]


def test_a_seed_is_not_generated_though_it_be_planned(world: World) -> None:
    """A seed is written by people: process_all leaves it out, and a batch that names it is refused."""
    (seed,) = world.plan(1, is_seed_example=True)
    refusal = refused(world.service, INSERT, "batch", Jsonb([seed]), Jsonb({}))
    assert (refusal.sqlstate, refusal.detail["seeds"]) == ("PT409", [seed])
    assert refused(world.service, INSERT, "process_all", None, Jsonb({})).sqlstate == "PT409"


def test_a_whole_number_may_be_written_with_a_point(world: World) -> None:
    """5.0 is 5: what JSON calls one number is one number."""
    world.plan(1)
    job = world.job(options=Jsonb({"max_concurrency": 5.0}))
    assert job["options"]["max_concurrency"] == 5
    assert len(world.claim()) == 1


def test_a_conversation_without_a_template_is_refused_by_name(world: World) -> None:
    """A batch that names one says which."""
    (bare,) = world.plan(1, template_id=None)
    refusal = refused(world.service, INSERT, "single", Jsonb([bare]), Jsonb({}))
    assert (refusal.sqlstate, refusal.detail["without_template"]) == ("PT409", [bare])


def test_models_lie_over_the_preset(world: World) -> None:
    """options.models changes single stages, by name or with an effort; the preset keeps the rest."""
    given = {
        "preset": "best",
        "models": {"repair": "claude-haiku-5-5", "annotate": {"model": "claude-opus-5-5"}},
    }
    job: Row = world.job(world.plan(1), options=Jsonb(given))
    assert job["models"] == {
        "dialogue": {"model": "claude-opus-5-5", "effort": "medium", "delivery": "live"},
        "annotate": {"model": "claude-opus-5-5", "effort": "low", "delivery": "live"},
        "repair": {"model": "claude-haiku-5-5", "effort": "low", "delivery": "live"},
        "judge": {"model": "claude-sonnet-5-5", "effort": "medium", "delivery": "live"},
    }


def test_the_cheapest_preset_goes_by_batch_unless_told_otherwise(world: World) -> None:
    """Each stage has its delivery; the option sets that of all, and a judge is there unless it is not wanted."""
    own: Row = world.job(world.plan(1), options=Jsonb({"preset": "cheapest"}))
    unjudged = {"preset": "cheapest", "delivery": "live", "judge": False}
    live: Row = world.job(world.plan(1), options=Jsonb(unjudged))
    assert {stage: choice["delivery"] for stage, choice in own["models"].items()} == {
        "dialogue": "message_batch",
        "annotate": "message_batch",
        "repair": "live",
        "judge": "message_batch",
    }
    assert {choice["delivery"] for choice in live["models"].values()} == {"live"}
    assert set(live["models"]) == {"dialogue", "annotate", "repair"}


def test_the_writer_may_judge_where_that_is_allowed_by_name(world: World) -> None:
    """options.judge_same_model lets one model write and judge."""
    options = {"judge": True, "judge_same_model": True, "models": {"judge": "claude-sonnet-5-5"}}
    job: Row = world.job(world.plan(1), options=Jsonb(options))
    assert job["models"]["judge"] == {"model": "claude-sonnet-5-5", "effort": "low", "delivery": "live"}


def test_an_earlier_text_is_replaced_from_a_stage_on(world: World) -> None:
    """options.from_stage means the text there is: existing is replace without being said."""
    given = {"from_stage": "annotate", "guidance": "Name the feeling sooner."}
    options = value(world.owner, "select public.generation_job_options(%s, 'batch')", Jsonb(given))
    assert options.items() >= {**given, "existing": "replace"}.items()


def test_requested_action_is_for_a_job_that_exists(world: World) -> None:
    """Studio's insert with an action is refused, and so is a client's, by its grants."""
    world.plan(1)
    insert = (
        "insert into public.generation_jobs (job_type, requested_action) values ('process_all', 'cancel')"
    )
    assert refused(world.owner, insert).sqlstate == "22023"
    assert refused(world.user("manager"), insert).sqlstate == "42501"
