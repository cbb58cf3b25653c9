"""Renders supabase/seed.sql: a dataset, its templates, its plans and its seed conversations, as one call.

The same files give the same bytes. The whole is one statement, so it is one transaction whoever runs it
(supabase db reset, psql, rapport local), and what it writes is decided by training_plan_push, as for
`rapport plan push`: run again it adds what is new and refreshes what nobody edited, seeds excepted. Tested in
tests/unit/test_planning_seed.py and, on a database, in tests/sql/test_seed.py.
"""

import json

from worker.errors import ContentError
from worker.planning.shapes import LoadedDataset
from worker.planning.shipment import shipment

_TAG = "$rapport_seed$"


def render_seed(loaded: LoadedDataset) -> str:
    """supabase/seed.sql for a dataset.

    Raises ContentError when a text cannot be put into it, or a seed conversation is not ready for training.
    """
    name = loaded.dataset.dataset_id
    # A value a line: then a change of a file is a change of its lines.
    files = json.dumps([shipment(loaded)], ensure_ascii=False, allow_nan=False, indent=0)
    if _TAG in files:
        raise ContentError(f"A text of dataset {name} contains {_TAG}.")
    return (
        f"-- Dataset {name}: rendered by `rapport plan render` from planning/{name}/ and templates/{name}/.\n"
        "-- Edit those files, not this one. One statement, so one transaction; safe to run again.\n"
        "select public.training_plan_push(p_replace_seeds => false, p_datasets => "
        f"{_TAG}\n{files}\n{_TAG}) -> 'counts' as seeded;\n"
    )
