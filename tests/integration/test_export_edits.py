"""A column changed in SQL changes that value wherever the file repeats it, and nothing else."""

import asyncio
import copy
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from psycopg.types.json import Jsonb

from tests.integration.interchange_rig import Interchange, renamed, seed, seeded, write
from tests.stack import TestCluster
from worker.interchange import columns
from worker.interchange.columns import Leaf
from worker.interchange.kinds import Number, Objects, Pairs, Quotes, Texts
from worker.jobs.exchange import Exchange
from worker.jobs.exporting import exported_files
from worker.local.keys import Keys

NAME = "edit_1"
TURN = f"{NAME}_turn2"
TABLES = {
    "training_turns": columns.TURN,
    "emotional_context": columns.CONTEXT,
    "response_strategies": columns.STRATEGY,
    "response_breakdowns": columns.SENTENCE,
}
PART = {
    "training_turns": "",
    "emotional_context": ".emotional_context",
    "response_strategies": ".response_strategy",
    "response_breakdowns": ".response_breakdown.sentences[1]",
}
# What the format says again of turn 2, beside the turn itself.
REPEATED = {
    "user_input": "conversation_history[2].content",
    "target_response": "conversation_history[3].content",
    "primary_emotion": "conversation_history[2].emotional_state",
    "primary_strategy": "conversation_history[3].strategy_applied",
}
EVERYWHERE = {
    "persona_name": ("Robin Ames", "conversation_metadata.client_persona"),
    "persona_type": ("Jennifer", "conversation_metadata.client_persona"),
    "session_context": ("By telephone.", "conversation_metadata.session_context"),
    "expected_outcome": ("A list.", "conversation_metadata.expected_outcome"),
    "use_for_variations": (False, "training_metadata.use_as_seed_example"),
    "variation_count_target": (77, "training_metadata.generate_variations_count"),
}
FREE = [(table, leaf.column) for table, leaves in TABLES.items() for leaf in leaves if leaf.free]


@pytest.fixture(scope="module")
def desk(cluster: TestCluster, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Interchange]:
    """A seeded stack into which a conversation of four turns was imported."""
    with seeded(cluster, keys) as made:
        file = renamed(seed("fp_marcus_002"), fp_marcus_002=NAME)
        assert made.rapport("import", write(tmp_path_factory.mktemp("edit") / "edit.json", file)) == 0
        yield made


def exported(desk: Interchange, name: str = NAME) -> Any:
    """What an export gives of a conversation now."""

    async def read() -> Any:
        exchange = await Exchange.open(desk.stack.url, desk.stack.service_role_key)
        try:
            export = await exported_files(exchange, [name], None)
            return await export.value_of(export.files[0])
        finally:
            await exchange.close()

    return asyncio.run(read())


def leaves_of(value: Any, path: str = "") -> dict[str, Any]:
    """Every scalar of a value by its path."""
    if isinstance(value, Mapping):
        return {k: v for key, inside in value.items() for k, v in leaves_of(inside, f"{path}.{key}").items()}
    if isinstance(value, list):
        return {k: v for n, inside in enumerate(value) for k, v in leaves_of(inside, f"{path}[{n}]").items()}
    return {path: value}


def changed(before: Any, after: Any) -> set[str]:
    """The paths, below training_pairs, at which two files differ."""
    one, other = leaves_of(before), leaves_of(after)
    paths = {path for path in one.keys() | other.keys() if one.get(path, ...) != other.get(path, ...)}
    return {path.removeprefix(".training_pairs") for path in paths}


def edited(desk: Interchange, table: str, column: str, value: Any, where: str) -> set[str]:
    """The paths that change when a column is set; it is set back afterwards."""
    before = exported(desk)
    (old,) = desk.rows(f"select {column} as value from public.{table} where {where}")
    desk.rows(f"update public.{table} set {column} = %s where {where}", adapted(value))
    try:
        return changed(before, exported(desk))
    finally:
        desk.rows(f"update public.{table} set {column} = %s where {where}", adapted(old["value"]))


def adapted(value: Any) -> Any:
    """A value as psycopg sends it: lists and objects as jsonb."""
    return Jsonb(value) if isinstance(value, list | dict) else value


def another(leaf: Leaf, value: Any) -> tuple[Any, str]:
    """Another value of a column, different in one scalar, and the path of that scalar below the leaf."""
    made = copy.deepcopy(value)
    kind = leaf.kind
    if isinstance(kind, Texts):
        made[0] = "something else"
        return made, "[0]"
    if isinstance(kind, Quotes):
        made[0]["quote"] = "something else"
        return made, f".{made[0]['category']}[0]"
    if isinstance(kind, Pairs):
        made[0][kind.held] = (not made[0][kind.held]) if kind.of is bool else "something else"
        return made, f".{made[0][kind.key]}"
    if isinstance(kind, Objects):
        made[0][kind.main] = "something else"
        return made, f"[0].{kind.main}"
    if leaf.free:
        return next(plain for plain in leaf.free if plain != value), ""
    return (0.11 if isinstance(kind, Number) else "something else"), ""


@pytest.mark.parametrize(
    ("table", "leaf"),
    [pytest.param(table, leaf, id=leaf.column) for table, leaves in TABLES.items() for leaf in leaves],
)
def test_a_turns_column_changes_its_value_and_its_repeats(desk: Interchange, table: str, leaf: Leaf) -> None:
    """Every mapped column of the four tables of a turn: its own place, and later histories."""
    where = f"turn_id = '{TURN}'" + (" and sentence_number = 2" if table == "response_breakdowns" else "")
    (row,) = desk.rows(f"select {leaf.column} as value from public.{table} where {where}")
    value, below = another(leaf, row["value"])
    own = f"[1]{PART[table]}.{'.'.join(leaf.path)}{below}"
    repeats = {f"[{turn}].{REPEATED[leaf.column]}" for turn in (2, 3)} if leaf.column in REPEATED else set()
    assert edited(desk, table, leaf.column, value, where) == {own, *repeats}


@pytest.mark.parametrize(("table", "column"), FREE)
def test_a_free_form_is_exported_while_its_plain_value_stands(
    desk: Interchange, table: str, column: str
) -> None:
    """Set as written, it is what the file says; once the plain value is another, that is."""
    where = f"turn_id = '{TURN}'"
    leaf = next(leaf for leaf in TABLES[table] if leaf.column == column)
    path = f"[1]{PART[table]}.{'.'.join(leaf.path)}"
    (row,) = desk.rows(f"select {column} as value from public.{table} where {where}")
    assert edited(desk, table, f"{column}_as_written", f"{row['value']} and odd", where) == {path}
    other = next(plain for plain in leaf.free if plain != row["value"])
    assert edited(desk, table, f"{column}_as_written", f"{other} and odd", where) == set()


@pytest.mark.parametrize("column", list(EVERYWHERE))
def test_a_conversations_column_changes_in_every_turn(desk: Interchange, column: str) -> None:
    """What per-turn metadata repeats of the conversation follows its one column, in all four turns."""
    value, path = EVERYWHERE[column]
    found = edited(desk, "training_conversations", column, value, f"conversation_id = '{NAME}'")
    assert found == {f"[{turn}].{path}" for turn in range(4)}


def test_what_only_the_first_turn_says_changes_there_alone(desk: Interchange) -> None:
    """client_background stands on turn 1, and so does its change."""
    where = f"conversation_id = '{NAME}'"
    found = edited(desk, "training_conversations", "persona_description", "Forty.", where)
    assert found == {"[0].conversation_metadata.client_background"}


def test_a_sentence_changes_its_number(desk: Interchange) -> None:
    """The last sentence of a breakdown, numbered otherwise."""
    (last,) = desk.rows(
        f"select max(sentence_number) as number from public.response_breakdowns where turn_id = '{TURN}'"
    )
    number = last["number"]
    where = f"turn_id = '{TURN}' and sentence_number in ({number}, {number + 7})"
    found = edited(desk, "response_breakdowns", "sentence_number", number + 7, where)
    assert found == {f"[1].response_breakdown.sentences[{number - 1}].sentence_number"}


def irregular() -> Any:
    """Two turns: bare texts, metadata that deviates, a progression by turns, a history of another shape."""
    first = {
        "conversation_id": "odd_1",
        "current_user_input": "I have not opened a single letter since May.",
        "target_response": "That is a long time to carry a drawer around.",
        "conversation_metadata": {"client_persona": "Ann - The Planner", "session_context": "Chat."},
        "emotional_context": {
            "detected_emotions": {"primary": "shame", "valence": "mixed_but_improving"},
            "emotional_indicators": {"vulnerability": "not opened a single letter"},
        },
    }
    second = {
        "conversation_id": "odd_1",
        "current_user_input": "I opened one.",
        "target_response": "And you are still here.",
        "conversation_metadata": {"client_persona": "Ann - The Planner", "session_context": "By telephone."},
        "conversation_history": {"so_far": [first["current_user_input"], "shame", "and what was answered"]},
        "emotional_context": {
            "emotional_progression": {"turn_1": "shame", "turn_2": "relief", "note": "shame"},
            "client_needs_hierarchy": ["to be believed"],
            "red_flags": "none",
        },
    }
    return {"training_pairs": [first, second]}


IRREGULAR: Sequence[tuple[str, str, Any, str, set[str]]] = (
    ("training_turns", "user_input", "Since June.", "turn_number = 1",
     {"[0].current_user_input", "[1].conversation_history.so_far[0]"}),
    ("emotional_context", "primary_emotion", "guilt", "turn_id = 'odd_1_turn1'",
     {"[0].emotional_context.detected_emotions.primary",
      "[1].emotional_context.emotional_progression.turn_1"}),
    ("emotional_context", "valence", "negative", "turn_id = 'odd_1_turn1'",
     {"[0].emotional_context.detected_emotions.valence"}),
    ("emotional_context", "emotional_indicators", [{"category": "vulnerability", "quote": "single letter"}],
     "turn_id = 'odd_1_turn1'", {"[0].emotional_context.emotional_indicators.vulnerability"}),
    ("emotional_context", "client_needs", [{"need": "rest", "priority": None, "rationale": None}],
     "turn_id = 'odd_1_turn2'", {"[1].emotional_context.client_needs_hierarchy[0]"}),
    ("emotional_context", "red_flags", [{"flag": "a", "implication": "b", "handling": "c"}],
     "turn_id = 'odd_1_turn2'",
     {"[1].emotional_context.red_flags", *(f"[1].emotional_context.red_flags[0].{name}"
                                           for name in ("flag", "implication", "handling"))}),
    ("training_conversations", "session_context", "In the park.", "true",
     {"[0].conversation_metadata.session_context"}),
    ("training_conversations", "persona_name", "Eve", "true",
     {f"[{turn}].conversation_metadata.client_persona" for turn in (0, 1)}),
)  # fmt: skip


def test_what_deviates_from_its_column_stays_as_it_is(desk: Interchange, tmp_path: Path) -> None:
    """Of an irregular file: repeats follow their column in whatever shape, other values stay."""
    file = irregular()
    assert desk.rapport("import", write(tmp_path / "odd.json", file)) == 0
    assert exported(desk, "odd_1") == json.loads(json.dumps(file))
    for table, column, value, where, paths in IRREGULAR:
        whole = f"conversation_id = 'odd_1' and {where}"
        (old,) = desk.rows(f"select {column} as value from public.{table} where {whole}")
        desk.rows(f"update public.{table} set {column} = %s where {whole}", adapted(value))
        assert changed(file, exported(desk, "odd_1")) == paths, column
        desk.rows(f"update public.{table} set {column} = %s where {whole}", adapted(old["value"]))
