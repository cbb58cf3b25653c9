"""supabase/seed.sql is what the planning files render, byte for byte."""

import json
from dataclasses import replace

import pytest

from tests.shipped import shipped
from tests.stack import PROJECT, SEED
from worker.database.statements import split_statements
from worker.errors import ContentError
from worker.planning import LoadedDataset, load_dataset, render_seed


@pytest.fixture(scope="module")
def loaded() -> LoadedDataset:
    """The dataset as its files give it."""
    return shipped()


def test_the_checked_in_file_is_fresh(loaded: LoadedDataset) -> None:
    """Whoever edits a planning file also runs `rapport plan render`."""
    assert SEED.read_text(encoding="utf-8") == render_seed(loaded)


def test_rendering_is_deterministic(loaded: LoadedDataset) -> None:
    """Loading and rendering again gives the same bytes."""
    assert render_seed(load_dataset(PROJECT, "elena")) == render_seed(loaded)


def test_it_is_one_statement(loaded: LoadedDataset) -> None:
    """One statement is one transaction, whoever runs the file."""
    (statement,) = split_statements(render_seed(loaded))
    assert "\nselect public.training_plan_push(" in statement.text


def test_quotes_and_backslashes_are_data(loaded: LoadedDataset) -> None:
    """A text that looks like SQL stays a text, and comes out as it went in."""
    plan = loaded.plans[0].model_copy(update={"session_context": "it's; drop \\' table -- $1"})
    text = render_seed(replace(loaded, plans=(plan,)))
    (said,) = json.loads(text.split("$rapport_seed$")[1])
    assert said["plans"][0]["session_context"] == "it's; drop \\' table -- $1"
    assert len(list(split_statements(text))) == 1


def test_a_text_that_would_end_the_statement_is_refused(loaded: LoadedDataset) -> None:
    """The statement's own quotes cannot be smuggled in by a text."""
    plan = loaded.plans[0].model_copy(update={"session_context": "$rapport_seed$; drop table x; --"})
    with pytest.raises(ContentError, match=r"contains \$rapport_seed\$"):
        render_seed(replace(loaded, plans=(plan,)))


def test_a_seed_that_is_not_ready_for_training_is_refused(loaded: LoadedDataset) -> None:
    """A seed that fails a check is named with what is wrong, and nothing is rendered."""
    (seed, *_) = loaded.seeds
    plan = seed.plan.model_copy(update={"turn_count": 3})
    with pytest.raises(
        ContentError, match=r"fp_marcus_002\.json: not ready for training: 4 turns were written"
    ):
        render_seed(replace(loaded, seeds=(replace(seed, plan=plan),)))
