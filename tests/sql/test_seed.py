"""supabase/seed.sql on a database: it loads as the platform's postgres, and running it again keeps edits."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import psycopg
import pytest

from tests.shipped import shipped
from tests.stack import SEED, Database
from worker.claude.ledger import Stage
from worker.domain.annotation import EmotionalContext
from worker.generation.briefs import Briefs
from worker.jobs.claims import Claim
from worker.jobs.loading import work_from
from worker.planning import LoadedDataset, render_seed

NAME = "elena"


@pytest.fixture(scope="module")
def loaded() -> LoadedDataset:
    """The dataset as its files give it."""
    return shipped()


def _run_seed(connection: psycopg.Connection, path: Path = SEED) -> None:
    connection.execute(path.read_text(encoding="utf-8").encode())


def _rendered(loaded: LoadedDataset, folder: Path) -> Path:
    path = folder / "seed.sql"
    path.write_text(render_seed(loaded), encoding="utf-8")
    return path


def _dump(connection: psycopg.Connection) -> list[tuple[object, ...]]:
    tables = (
        "training_datasets", "conversation_templates", "conversation_template_versions",
        "training_conversations", "training_turns", "emotional_context", "response_strategies",
        "response_breakdowns", "quality_metrics", "quality_findings", "generation_transitions",
    )  # fmt: skip
    query = " union all ".join(f"select to_jsonb(t)::text from public.{name} t" for name in tables)
    return sorted(connection.execute(query.encode()).fetchall())


def _one(connection: psycopg.Connection, query: str) -> tuple[object, ...]:
    row = connection.execute(query.encode()).fetchone()
    assert row is not None
    return tuple(row)


@pytest.mark.parametrize("old_grants", [False, True])
def test_loads_as_a_postgres_that_is_no_superuser(seeded_database: Database, loaded: LoadedDataset) -> None:
    """In both of the platform's worlds the seed gives the dataset, templates, plans and approved seeds."""
    database = seeded_database.connect()
    assert _one(database, "select usesuper from pg_user where usename = current_user") == (False,)
    statuses: dict[str, int] = dict(
        database.execute(
            "select generation_status, count(*) from public.training_conversations group by 1"
        ).fetchall()
    )
    assert statuses == {"planned": len(loaded.plans), "approved": len(loaded.seeds)}
    assert _one(database, "select count(*) from public.conversation_templates") == (len(loaded.templates),)
    assert _one(database, "select dataset_id from public.training_datasets") == (NAME,)


def test_a_seed_is_stored_as_it_was_written(seeded_database: Database, loaded: LoadedDataset) -> None:
    """Turns, annotation and sentences read back are the file's; the metrics say it is ready for training."""
    database = seeded_database.connect()
    for seed in loaded.seeds:
        stored = database.execute(
            "select t.user_input, t.target_response, to_jsonb(e) from public.training_turns t"
            " join public.emotional_context e using (turn_id) where t.conversation_id = %s"
            " order by t.turn_number",
            (seed.conversation.conversation_id,),
        ).fetchall()
        assert [(said, answered) for said, answered, _ in stored] == [
            (turn.user_input, turn.target_response) for turn in seed.conversation.turns
        ]
        for turn, (_, _, context) in zip(seed.conversation.turns, stored, strict=True):
            known = {name: context[name] for name in EmotionalContext.model_fields}
            assert EmotionalContext.model_validate(known) == turn.emotional_context
            assert context["indicator_count"] == turn.emotional_context.indicator_count
        sentences = database.execute(
            "select count(*) from public.response_breakdowns where conversation_id = %s",
            (seed.conversation.conversation_id,),
        ).fetchone()
        assert sentences == (sum(len(turn.response_breakdown) for turn in seed.conversation.turns),)
    assert _one(database, "select bool_and(ready_for_training) from public.quality_metrics") == (True,)


def test_a_second_run_changes_nothing(seeded_database: Database) -> None:
    """Run twice, the seed leaves every row and every updated_at as it was."""
    database = seeded_database.connect()
    before = _dump(database)
    _run_seed(database)
    assert _dump(database) == before


def test_a_newer_plan_refreshes_only_what_nobody_edited(
    seeded_database: Database, loaded: LoadedDataset, tmp_path: Path
) -> None:
    """A newer file reaches a plan nobody touched; a plan edited in the database stays as edited."""
    database = seeded_database.connect()
    edited, untouched = loaded.plans[:2]
    database.execute(
        "update public.training_conversations set session_context = 'Edited in Studio.'"
        " where conversation_id = %s",
        (edited.conversation_id,),
    )
    changed = {
        plan.conversation_id: plan.model_copy(update={"expected_outcome": "A newer outcome."})
        for plan in (edited, untouched)
    }
    plans = tuple(changed.get(plan.conversation_id, plan) for plan in loaded.plans)
    _run_seed(database, _rendered(replace(loaded, plans=plans), tmp_path))
    contexts = {
        name: (context, outcome)
        for name, context, outcome in database.execute(
            "select conversation_id, session_context, expected_outcome from public.training_conversations"
        )
    }
    assert contexts[edited.conversation_id] == ("Edited in Studio.", edited.expected_outcome)
    assert contexts[untouched.conversation_id] == (untouched.session_context, "A newer outcome.")


def test_an_edited_template_keeps_its_text(seeded_database: Database, tmp_path: Path) -> None:
    """A template edited in the database is not overwritten by a newer file; an untouched one follows it."""
    database = seeded_database.connect()
    newer = tmp_path / "newer.sql"
    before = SEED.read_text(encoding="utf-8")
    newer.write_text(before.replace("Turn by turn.", "Turn after turn."), encoding="utf-8")
    _run_seed(database, newer)
    of_a = "from public.conversation_templates where template_id = 'tier1_a_confusion_to_clarity'"
    (followed, version) = _one(database, f"select dialogue_prompt, version {of_a}")
    assert "Turn after turn." in str(followed)
    assert version == 2
    database.execute("update public.conversation_templates set dialogue_prompt = 'Mine: {{persona_name}}'")
    _run_seed(database)
    assert _one(database, f"select dialogue_prompt {of_a}") == ("Mine: {{persona_name}}",)


def test_a_seed_that_is_there_stays_as_it_is(
    seeded_database: Database, loaded: LoadedDataset, tmp_path: Path
) -> None:
    """seed.sql adds seeds and never writes over one: a newer text of an approved seed changes no row."""
    database = seeded_database.connect()
    first, *others = loaded.seeds
    about = replace(first.read.about, variation_count_target=99)
    newer = replace(first, read=replace(first.read, about=about))
    before = _dump(database)
    _run_seed(database, _rendered(replace(loaded, seeds=(newer, *others)), tmp_path))
    assert _dump(database) == before


def test_the_worker_gets_from_the_database_what_the_files_say(
    seeded_database: Database, loaded: LoadedDataset
) -> None:
    """The requests made from the rows are, byte for byte, those made from the files."""
    database = seeded_database.connect()
    plan = loaded.plans[0]
    item = next(item for item in loaded.templates if item.template.template_id == plan.template_id)
    (reference,) = item.template.reference_conversation_ids
    example = [row for (row,) in database.execute(EXAMPLE, (reference,)).fetchall()]
    models = {stage: {"model": "claude-haiku-5-5", "effort": "low"} for stage in STAGES}
    from_rows = work_from(
        Claim(
            item_id="i", lease_token="", job_id="j", job_number=1, conversation_id=plan.conversation_id,
            dataset_id=plan.dataset_id, attempt=1, models=models,
        ),
        conversation=_row(database, "training_conversations", "conversation_id", plan.conversation_id),
        template=_row(database, "conversation_templates", "template_id", item.template.template_id),
        dataset=_row(database, "training_datasets", "dataset_id", plan.dataset_id),
        example=example,
        method="simulated",
    )  # fmt: skip
    (seed,) = (seed for seed in loaded.seeds if seed.plan.conversation_id == reference)
    from_files = replace(
        from_rows, plan=plan, template=item.template, dataset=loaded.dataset, example=seed.conversation
    )
    asked, wanted = (Briefs(work).dialogue(1, ()) for work in (from_rows, from_files))
    assert asked.body() == wanted.body()


STAGES: tuple[Stage, ...] = ("dialogue", "annotate", "repair")
EXAMPLE = """
select to_jsonb(t) || jsonb_build_object(
  'emotional_context', (select to_jsonb(e) from public.emotional_context e where e.turn_id = t.turn_id),
  'response_strategies', (select to_jsonb(s) from public.response_strategies s where s.turn_id = t.turn_id),
  'response_breakdowns',
  (select jsonb_agg(to_jsonb(b)) from public.response_breakdowns b where b.turn_id = t.turn_id))
from public.training_turns t where t.conversation_id = %s order by t.turn_number
"""


def _row(connection: psycopg.Connection, table: str, key: str, value: str) -> dict[str, Any]:
    found = connection.execute(
        f"select to_jsonb(t) from public.{table} t where t.{key} = %s".encode(), (value,)
    ).fetchone()
    assert found is not None
    return dict(found[0])
