"""`rapport export`: what came in goes out equal, and what never was a file becomes a standard one."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.integration.interchange_rig import SEEDS, Interchange, renamed, seed, seeded, write
from tests.irregular import files
from tests.stack import TestCluster
from worker.interchange.patch import same
from worker.interchange.reading import file_at
from worker.local.keys import Keys


@pytest.fixture(scope="module")
def desk(cluster: TestCluster, keys: Keys) -> Iterator[Interchange]:
    """One seeded stack for the tests of this module; each imports under ids of its own."""
    with seeded(cluster, keys) as made:
        yield made


def test_the_seeds_of_seed_sql_come_out_as_their_files(desk: Interchange, tmp_path: Path) -> None:
    """Ten files under their own names, equal as JSON values to those they were rendered from."""
    ids = [path.stem for path in sorted(SEEDS.glob("*.json"))]
    assert desk.rapport("export", "--out", tmp_path, *(f"--conversation={name}" for name in ids)) == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{name}.json" for name in ids]
    for name in ids:
        assert same(json.loads((tmp_path / f"{name}.json").read_text(encoding="utf-8")), seed(name))


def test_imported_seeds_come_out_equal_too(desk: Interchange, tmp_path: Path) -> None:
    """All ten in one file, under other ids: two trips through the database change nothing."""
    several = [renamed(seed(path.stem), fp_="out_") for path in sorted(SEEDS.glob("*.json"))]
    file = {**several[0], "training_pairs": [pair for each in several for pair in each["training_pairs"]]}
    path = write(tmp_path / "all.json", file)
    assert desk.rapport("import", path) == 0
    ids = {pair["conversation_id"] for pair in file["training_pairs"]}
    assert same(desk.exported(tmp_path / "once", *ids), file)
    assert desk.rapport("import", "--replace", path) == 0
    assert same(desk.exported(tmp_path / "twice", *ids), file)


# The stack's threads use random while a strategy draws, which hypothesis takes for the strategy's doing.
THREADS = "ignore:Do not use the `random` module inside strategies"
# Ids that every example imports, over the texts of the one before it.
MANY = tuple(f"drawn_{number}" for number in range(4))


def comes_back(desk: Interchange, folder: Path, file: Any) -> None:
    """Imports a file and exports what it brought: equal as JSON values."""
    path = write(folder / "drawn.json", file)
    assert desk.rapport("import", "--replace", path) == 0
    ids = {pair["conversation_id"] for pair in file["training_pairs"]}
    assert same(desk.exported(folder / "out", *ids), json.loads(json.dumps(file)))


@pytest.mark.filterwarnings(THREADS)
@settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=files(MANY))
def test_irregular_files_come_back_through_the_database(
    desk: Interchange, tmp_path_factory: pytest.TempPathFactory, file: Any
) -> None:
    """What jsonb and PostgREST make of numbers, key order and odd values is what the file said."""
    comes_back(desk, tmp_path_factory.mktemp("drawn"), file)


@pytest.mark.long
@pytest.mark.filterwarnings(THREADS)
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(file=files(MANY))
def test_many_irregular_files_come_back_through_the_database(
    desk: Interchange, tmp_path_factory: pytest.TempPathFactory, file: Any
) -> None:
    """The same, for the full form."""
    comes_back(desk, tmp_path_factory.mktemp("drawn"), file)


def test_a_file_that_is_there_is_kept(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --force nothing is written over, and nothing beside it is written either."""
    there = tmp_path / "fp_marcus_002.json"
    there.write_text("mine")
    ids = ("--conversation=fp_marcus_002", "--conversation=fp_david_001")
    assert desk.rapport("export", "--out", tmp_path, *ids) == 1
    assert "--force" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [there.name]
    assert there.read_text() == "mine"
    assert desk.rapport("export", "--out", tmp_path, "--force", *ids) == 0
    assert same(json.loads(there.read_text(encoding="utf-8")), seed("fp_marcus_002"))


def test_what_has_no_text_is_named(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A planned conversation and an unknown one: exit 1, both named, no file."""
    ids = ("--conversation=fp_marcus_011", "--conversation=fp_nobody_001")
    assert desk.rapport("export", "--out", tmp_path, *ids) == 1
    assert "No text to export: fp_marcus_011, fp_nobody_001." in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_what_stands_in_the_way_is_said_in_a_sentence(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file where the folder should be, and a dataset nobody has: exit 1, the reason, nothing written."""
    there = tmp_path / "out"
    there.write_text("mine")
    assert desk.rapport("export", "--out", there, "--conversation", "fp_david_001") == 1
    assert f"{there / 'fp_david_001.json'} cannot be written" in capsys.readouterr().err.replace("\n", "")
    assert desk.rapport("export", "--out", tmp_path, "--dataset", "nobodys") == 1
    said = capsys.readouterr().err
    assert "There is no dataset nobodys." in said
    assert "There are: elena." in said
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"out": "mine"}


def test_a_conversation_without_a_source_is_a_file_of_the_standard_shape(
    desk: Interchange, tmp_path: Path
) -> None:
    """What a job wrote says who the client is, carries its history, and can be read strictly again."""
    value = renamed(seed("fp_marcus_002"), fp_marcus_002="own_001")
    assert desk.rapport("import", write(tmp_path / "in" / "own.json", value)) == 0
    desk.rows(
        "update public.training_conversations set source_id = null, source_position = null, extras = '{}'"
        " where conversation_id = 'own_001'"
    )
    for table in ("training_turns", "emotional_context", "response_strategies", "response_breakdowns"):
        desk.rows(f"update public.{table} set extras = '{{}}' where conversation_id = 'own_001'")
    made = desk.exported(tmp_path / "out", "own_001")
    assert made["dataset_metadata"]["total_turns"] == 4
    assert made["consultant_profile"]["business"] == value["consultant_profile"]["business"]
    first, second = made["training_pairs"][:2]
    assert first["conversation_metadata"]["client_persona"] == "Marcus Bellamy - The Overwhelmed Avoider"
    assert "emotional_progression" not in first["emotional_context"]
    assert second["conversation_history"] == value["training_pairs"][1]["conversation_history"]
    read = file_at(write(tmp_path / "again.json", made))
    assert read.notes == ()


def test_two_files_of_one_name_do_not_become_one(desk: Interchange, tmp_path: Path) -> None:
    """Imported from two folders under the same name, they are exported under two."""
    for name in ("twin_a", "twin_b"):
        path = write(tmp_path / name / "twin.json", renamed(seed("fp_david_001"), fp_david_001=name))
        assert desk.rapport("import", path) == 0
    out = tmp_path / "out"
    assert desk.rapport("export", "--out", out, "--conversation=twin_a", "--conversation=twin_b") == 0
    assert {path.name for path in out.iterdir()} == {"twin.json", "twin.2.json"}
