"""training_plan_push on a seeded database: files three ways, whole or not at all, the same twice is nothing."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.shipped import shipped
from tests.sql.payload import payload
from tests.sql.world import World, refused, rows, value
from tests.stack import Database
from worker.domain.plan import ConversationPlan
from worker.planning import LoadedDataset, shipment

TABLES = (
    "training_datasets", "conversation_templates", "conversation_template_versions", "training_conversations",
    "training_turns", "emotional_context", "response_strategies", "response_breakdowns", "quality_metrics",
    "quality_findings", "generation_transitions", "generation_events",
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded() -> LoadedDataset:
    """The dataset as its files give it."""
    return shipped()


@pytest.fixture(scope="module")
def files(loaded: LoadedDataset) -> dict[str, Any]:
    """What the files ship; not to be changed."""
    return shipment(loaded)


@pytest.fixture
def owner(seeded_database: Database) -> Iterator[psycopg.Connection]:
    """Studio, on a database that holds seed.sql."""
    with seeded_database.connect() as connection:
        yield connection


@pytest.fixture
def service(seeded_database: Database, owner: psycopg.Connection) -> Iterator[psycopg.Connection]:
    """The service key on the same database."""
    assert owner is not None
    with seeded_database.connect("service_role") as connection:
        yield connection


def push(service: psycopg.Connection, *shipments: dict[str, Any], dry_run: bool = False) -> dict[str, Any]:
    """What a push of these answers."""
    return dict(value(service, "select public.training_plan_push(%s, %s)", Jsonb(list(shipments)), dry_run))


def changes(answer: dict[str, Any]) -> list[tuple[str, str, tuple[str, ...]]]:
    """Outcome, id and parts of every line that is not 'unchanged'."""
    return [
        (line["outcome"], line["id"], tuple(line["parts"]))
        for line in answer["lines"]
        if line["outcome"] != "unchanged"
    ]


def why(answer: dict[str, Any], name: str) -> str:
    """The reason given for an id's only line that has one."""
    (reason,) = (line["why"] for line in answer["lines"] if line["id"] == name and line["why"])
    return str(reason)


def dump(owner: psycopg.Connection) -> list[tuple[object, ...]]:
    """Every row of what a push may write."""
    query = " union all ".join(f"select to_jsonb(t)::text from public.{name} t" for name in TABLES)
    return sorted(owner.execute(query.encode()).fetchall())


def changed_plan(files: dict[str, Any], index: int, **columns: object) -> dict[str, Any]:
    """The files with columns of one plan changed."""
    plans = [dict(plan) for plan in files["plans"]]
    plans[index] |= columns
    return {**files, "plans": plans}


def test_what_was_just_seeded_is_unchanged(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """The files that were loaded, pushed: every line says unchanged, and no row differs."""
    before = dump(owner)
    answer = push(service, files)
    assert changes(answer) == []
    assert answer["counts"] == {"unchanged": 1 + 12 + 10 + 90}
    assert dump(owner) == before


def test_edits_are_kept_and_named(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """A template, a plan, a seed and the dataset edited in SQL: a push keeps each and says what and why."""
    rows(
        owner,
        "update public.conversation_templates set instructions = 'Mine.', template_name = 'Mine'"
        " where template_id = 'tier3_legal'",
    )
    rows(
        owner,
        "update public.training_conversations set session_context = 'Mine.', persona_name = 'Me'"
        " where conversation_id = %s",
        files["plans"][0]["conversation_id"],
    )
    rows(
        owner,
        "update public.response_breakdowns set technique = 'mine' where conversation_id = 'fp_david_001'",
    )
    rows(owner, "update public.training_datasets set quotas = '{}'")
    before = dump(owner)
    plan = files["plans"][0]["conversation_id"]
    edited = [
        ("kept", "elena", ("quotas",)),
        ("kept", "tier3_legal", ("template_name", "text")),
        ("kept", "fp_david_001", ("text",)),
        ("kept", plan, ("persona_name", "session_context")),
    ]
    answer = push(service, files)
    assert changes(answer) == edited
    assert {why(answer, name) for _, name, _ in edited} == {"edited in the database"}
    assert dump(owner) == before

    newer = changed_plan(files, 0, topic_description="Newer.")
    newer["dataset"] = {**files["dataset"], "quotas": {"conversations": 7}, "language": "en-US"}
    answer = push(service, newer)
    assert ("updated", "elena", ("language",)) in changes(answer)
    assert why(answer, plan) == "edited in the database, and changed in the files"
    stored = rows(owner, "select language, quotas from public.training_datasets")
    assert stored == [{"language": "en-US", "quotas": {}}]


def test_what_nobody_edited_follows_the_files(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """Facts, a template's text and name, a plan and a new plan arrive; pushed again, nothing is left to do."""
    newer = changed_plan(files, 3, session_context="Newer.")
    name = files["plans"][3]["conversation_id"]
    newer["plans"].append(
        {**files["plans"][4], "conversation_id": "fp_mixed_101", "conversation_number": 101}
    )
    newer["dataset"] = {**files["dataset"], "facts": files["dataset"]["facts"][1:]}
    first, *others = files["templates"]
    newer["templates"] = [
        {**first, "template_name": "Newer", "structure": "Newer.", "reference_conversation_ids": []}, *others
    ]  # fmt: skip
    done = [
        ("updated", "elena", ("facts",)),
        ("updated", first["template_id"], ("template_name", "text")),
        ("updated", name, ("session_context",)),
        ("added", "fp_mixed_101", ()),
    ]
    assert changes(push(service, newer)) == done
    assert value(
        owner,
        "select jsonb_agg(v.version order by v.version) from public.conversation_template_versions v"
        " where v.template_id = %s",
        first["template_id"],
    ) == [1, 2]
    after = dump(owner)
    assert changes(push(service, newer)) == []
    assert dump(owner) == after
    # The old files again: what was pushed is what was shipped, so it follows them back.
    assert [
        (outcome, what) for outcome, what, _ in changes(push(service, files)) if outcome == "updated"
    ] == [("updated", what) for outcome, what, _ in done if outcome == "updated"]


def test_a_dry_run_says_the_same_and_writes_nothing(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """Its lines are the push's, of additions and updates too; every row is as before."""
    newer = changed_plan(files, 3, session_context="Newer.")
    newer["seeds"] = [{**files["seeds"][0], "variation_count_target": 77}, *files["seeds"][1:]]
    before = dump(owner)
    foreseen = push(service, newer, dry_run=True)
    assert dump(owner) == before
    answer = push(service, newer)
    assert foreseen == {**answer, "dry_run": True}
    assert answer["counts"]["updated"] == 2
    assert dump(owner) != before


def test_a_newer_seed_replaces_the_one_nobody_edited(
    owner: psycopg.Connection, service: psycopg.Connection, loaded: LoadedDataset
) -> None:
    """A further revision, approved, with the new text and the old file's turns gone; then unchanged."""
    first, *others = loaded.seeds
    turns = first.read.turns
    read = replace(first.read, turns=({**turns[0], "user_intent": "to be understood"}, *turns[1:]))
    newer = shipment(replace(loaded, seeds=(replace(first, read=read), *others)))
    name = first.plan.conversation_id
    assert changes(push(service, newer)) == [("updated", name, ())]
    stored = rows(
        owner,
        "select c.generation_status, c.revision, count(*) as turns, min(t.user_intent) filter"
        " (where t.turn_number = 1) as intent, c.quality_score = min(q.overall_score) as scored"
        " from public.training_conversations c join public.training_turns t using (conversation_id)"
        " join public.quality_metrics q using (conversation_id) where conversation_id = %s group by c.id",
        name,
    )
    assert stored == [
        {
            "generation_status": "approved", "revision": 2, "turns": len(turns),
            "intent": "to be understood", "scored": True,
        }
    ]  # fmt: skip
    assert changes(push(service, newer)) == []


def test_what_is_written_or_in_a_job_keeps_its_plan(
    seeded_database: Database, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """A newer plan of a conversation in a job, and of a generated one, is left, and the line names the job."""
    world = World(seeded_database)
    written, queued = files["plans"][0], files["plans"][1]["conversation_id"]
    world.job([written["conversation_id"]])
    (work,) = world.claim()
    assert world.save(work, payload(written["turn_count"]))["answer"] == "saved"
    job = world.job([queued])["job_number"]
    newer = changed_plan(changed_plan(files, 0, session_context="Newer."), 1, session_context="Newer.")
    answer = push(service, newer)
    assert changes(answer) == [
        ("left", written["conversation_id"], ("session_context",)),
        ("left", queued, ("session_context",)),
    ]
    assert why(answer, queued) == f"job #{job} is to generate it; push again when the job has ended"
    assert why(answer, written["conversation_id"]).startswith("it is generated by the plan it has")


def test_a_push_does_not_wait_for_a_claim(
    seeded_database: Database, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """While a claim holds conversations, a push leaves them without a lock: neither can be the other's deadlock."""
    world = World(seeded_database)
    claimed = [plan["conversation_id"] for plan in files["plans"][:2]]
    world.job(claimed)
    newer = changed_plan(changed_plan(files, 0, session_context="Newer."), 2, session_context="Newer.")
    rows(service, "set lock_timeout = '5s'")
    with world.owner.transaction():
        assert len(world.claim(by=world.owner)) == len(claimed)
        assert [(outcome, name) for outcome, name, _ in changes(push(service, newer))] == [
            ("left", claimed[0]),
            ("updated", files["plans"][2]["conversation_id"]),
        ]


def test_what_only_the_database_has_is_named_and_left(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """A template and a plan the files no longer have, and what was added by hand, stay and are listed."""
    *kept, gone = files["plans"]
    unused = next(item for item in files["templates"] if item["template_id"] == "tier3_therapeutic")
    fewer = {
        **files,
        "plans": [plan for plan in kept if plan["template_id"] != unused["template_id"]],
        "templates": [item for item in files["templates"] if item is not unused],
    }
    rows(
        owner,
        "insert into public.training_conversations (conversation_id, dataset_id)"
        " values ('mine', 'elena'), ('another', 'elena')",
    )
    before = dump(owner)
    answer = push(service, fewer)
    named = {what for outcome, what, _ in changes(answer) if outcome == "only_in_database"}
    dropped = {p["conversation_id"] for p in kept if p["template_id"] == unused["template_id"]}
    assert named == {unused["template_id"], gone["conversation_id"], "(2 of them)", *dropped}
    assert answer["counts"]["only_in_database"] == len(named) + 1  # two in one line are two
    assert why(answer, gone["conversation_id"]) == "no longer in the files; it is planned"
    assert dump(owner) == before


def test_a_fault_undoes_the_whole_push(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """A number taken twice, a wrong variable, an unknown reference: refused by name, and no row differs."""
    before = dump(owner)
    taken = changed_plan(files, 3, session_context="Newer.")
    taken["plans"][5] |= {"conversation_number": taken["plans"][6]["conversation_number"]}
    refusal = refused(service, "select public.training_plan_push(%s)", Jsonb([taken]))
    assert refusal.sqlstate == "PT409"
    assert "conversation_number" in refusal.message
    first, *others = files["templates"]
    for changed, sqlstate in (
        ({"dialogue_prompt": first["dialogue_prompt"] + "{{persona_nmae}}"}, "22023"),
        ({"reference_conversation_ids": ["nobody"]}, "PT422"),
    ):
        broken = {**changed_plan(files, 3, session_context="Newer."), "templates": [first | changed, *others]}
        for dry_run in (True, False):
            refusal = refused(service, "select public.training_plan_push(%s, %s)", Jsonb([broken]), dry_run)
            assert refusal.sqlstate == sqlstate
            assert first["template_id"] in refusal.message
    assert dump(owner) == before


def test_every_field_of_a_plan_counts_as_an_edit(owner: psycopg.Connection, files: dict[str, Any]) -> None:
    """conversation_plan has the fields of ConversationPlan and no others, so no edit goes unseen."""
    stored = value(
        owner,
        "select public.conversation_plan(c) from public.training_conversations c where conversation_id = %s",
        files["plans"][0]["conversation_id"],
    )
    assert set(stored) == set(ConversationPlan.model_fields)
    assert stored == files["plans"][0]


def test_seeds_loaded_before_this_was_noted_are_known_again(
    owner: psycopg.Connection, service: psycopg.Connection, files: dict[str, Any]
) -> None:
    """Without a note of what was shipped, a seed equal to its file is adopted, and another one is kept."""
    rows(owner, "update public.training_conversations set shipped_hashes = '{}'")
    rows(owner, "update public.training_turns set user_intent = 'mine' where turn_id = 'fp_david_001_turn1'")
    answer = push(service, files)
    assert changes(answer) == [("kept", "fp_david_001", ("text",))]
    assert why(answer, "fp_david_001") == "differs from the files, and nothing says that they shipped it"
    newer = {**files, "seeds": [{**seed, "variation_count_target": 77} for seed in files["seeds"]]}
    assert push(service, newer)["counts"]["updated"] == len(files["seeds"]) - 1


def test_what_is_no_push_is_refused(service: psycopg.Connection, files: dict[str, Any]) -> None:
    """A dataset that is not in a list, or without its parts: 22023."""
    for wrong in (files, [{"dataset": files["dataset"]}], None):
        refusal = refused(service, "select public.training_plan_push(%s)", Jsonb(wrong))
        assert refusal.sqlstate == "22023"
