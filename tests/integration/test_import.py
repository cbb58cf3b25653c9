"""`rapport import`: a file comes in whole or not at all, is measured by our checks, and says what it kept."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.integration.interchange_rig import Interchange, renamed, seed, seeded, write
from tests.stack import TestCluster
from worker.interchange.patch import same
from worker.local.keys import Keys


@pytest.fixture(scope="module")
def desk(cluster: TestCluster, keys: Keys) -> Iterator[Interchange]:
    """One seeded stack for the tests of this module; each imports under ids of its own."""
    with seeded(cluster, keys) as made:
        yield made


MEASURED = """
select c.quality_score, q.overall_score, q.ready_for_training, c.persona_type, s.name,
  (select count(*) from public.quality_findings f
    where f.conversation_id = c.conversation_id and f."check" = 'quote_occurs') as ungrounded
from public.training_conversations c join public.quality_metrics q using (conversation_id)
join public.conversation_sources s on s.id = c.source_id where c.conversation_id = %s
"""
TWIN = """
insert into public.training_datasets (dataset_id, name, id_prefix, profile, personas, facts,
quality_requirements) select 'twin', 'Twin', 'tw', profile, personas, facts, quality_requirements
from public.training_datasets where dataset_id = 'elena' on conflict do nothing
"""


NO_TWIN = (
    "delete from public.training_conversations where dataset_id = 'twin'",
    "delete from public.conversation_sources where dataset_id = 'twin'",
    "delete from public.training_datasets where dataset_id = 'twin'",
)


@pytest.fixture
def twin(desk: Interchange) -> Iterator[tuple[str, str]]:
    """A second dataset with the same rules and no text, so that a seed is no near copy there; gone again."""
    desk.rows(TWIN)
    yield "--dataset", "twin"
    for statement in NO_TWIN:
        desk.rows(statement)


def named(name: str, like: str = "fp_jennifer_001") -> Any:
    """A seed under another id."""
    return renamed(seed(like), **{like: name})


def status(desk: Interchange, name: str) -> Any:
    """What a conversation is: status, method, seed or not, revision."""
    found = desk.rows(
        "select generation_status, generation_method, is_seed_example, revision"
        " from public.training_conversations where conversation_id = %s",
        name,
    )
    return tuple(found[0].values()) if found else None


def test_a_draft_is_generated_and_measured(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By default it is a draft of method imported; its own perfect score is told and not believed."""
    value = named("dr_1")
    for pair in value["training_pairs"]:
        pair["training_metadata"]["quality_score"] = 5
        pair["emotional_context"]["emotional_indicators"] = {"vulnerability": ["words nobody said"]}
    assert desk.rapport("import", write(tmp_path / "dr.json", value)) == 0
    said = capsys.readouterr().out
    assert "dr.json: 1 imported (drafts)" in said
    assert "not ready for training" in said
    assert "its file says 5" in said
    assert status(desk, "dr_1") == ("generated", "imported", False, 1)
    [row] = desk.rows(MEASURED, "dr_1")
    assert row["quality_score"] == row["overall_score"] < 4.5
    assert not row["ready_for_training"]
    assert (row["persona_type"], row["name"], row["ungrounded"]) == ("Jennifer", "dr.json", 4)
    kept = desk.rows("select extras from public.training_turns where conversation_id = 'dr_1' limit 1")
    assert kept[0]["extras"]["in"]["training_metadata"]["set"]["quality_score"] == 5
    assert same(desk.exported(tmp_path / "out", "dr_1"), value)


def test_a_seed_is_approved_and_only_when_it_is_ready(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str], twin: tuple[str, str]
) -> None:
    """--as seed gives an approved example; one whose quotes were never said stays outside, whole."""
    good = write(tmp_path / "sd.json", named("sd_1", "fp_marcus_006"))
    assert desk.rapport("import", good, "--as", "seed", *twin) == 0
    assert status(desk, "sd_1") == ("approved", "imported", True, 1)
    poor = named("sd_2", "fp_david_002")
    poor["training_pairs"][0]["emotional_context"]["emotional_indicators"] = {}
    assert desk.rapport("import", write(tmp_path / "poor.json", poor), "--as", "seed", *twin) == 1
    assert "sd_2 cannot be a seed" in capsys.readouterr().out
    assert status(desk, "sd_2") is None


def test_what_is_imported_is_found_like_everything_else(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the matrix, by full text, as a near copy of its twin, and by `rapport show`."""
    assert desk.rapport("import", write(tmp_path / "see.json", named("see_1", "fp_marcus_005"))) == 0
    [row] = desk.rows("select * from public.conversation_matrix where conversation_id = 'see_1'")
    assert row["generation_status"] == "generated"
    [word] = desk.rows(
        "select conversation_id from public.conversation_search where conversation_id = 'see_1'"
        " and search @@ websearch_to_tsquery('english', 'down payment')"
    )
    assert word["conversation_id"] == "see_1"
    [copy] = desk.rows(
        "select evidence from public.quality_findings where conversation_id = 'see_1' and \"check\" = %s",
        "near_copy",
    )
    assert copy["evidence"]["conversation_id"] == "fp_marcus_005"
    assert desk.rapport("show", "see_1") == 0
    assert "generated" in capsys.readouterr().out


def test_an_id_that_is_taken_is_refused_with_the_way_out(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A text, a plan and a seed each say what to do instead; nothing of the file comes in."""
    assert desk.rapport("import", write(tmp_path / "id.json", named("id_1"))) == 0
    for taken, options, said in (
        ("id_1", (), "Replace its text with --replace"),
        ("fp_marcus_011", ("--replace",), "what is planned is written by a job"),
        ("fp_marcus_003", (), "over the seed with --as seed --replace"),
        ("fp_marcus_003", ("--replace",), "over the seed with --as seed --replace"),
    ):
        value = named("id_2")
        value["training_pairs"] += named(taken)["training_pairs"]
        before = status(desk, taken)
        assert desk.rapport("import", write(tmp_path / "two.json", value), *options) == 1
        assert said in " ".join(capsys.readouterr().out.split())
        assert status(desk, "id_2") is None
        assert status(desk, taken) == before
    assert desk.rows("select 1 from public.conversation_import_parts") == []


def test_a_replaced_text_is_a_revision_of_the_same_conversation(
    desk: Interchange, tmp_path: Path, twin: tuple[str, str]
) -> None:
    """--replace writes text, figures and source anew; a draft may become a seed, a seed no draft."""
    old = write(tmp_path / "old.json", named("rp_1"))
    assert desk.rapport("import", old, *twin) == 0
    newer = named("rp_1", "fp_marcus_002")
    new = write(tmp_path / "new.json", newer)
    assert desk.rapport("import", new, "--replace", *twin) == 0
    assert status(desk, "rp_1") == ("generated", "imported", False, 2)
    assert same(desk.exported(tmp_path / "out", "rp_1"), newer)
    assert desk.rows("select 1 from public.conversation_sources where name = 'old.json'") == []
    assert desk.rapport("import", new, "--replace", "--as", "seed", *twin) == 0
    assert status(desk, "rp_1") == ("approved", "imported", True, 3)
    assert desk.rapport("import", old, "--replace", *twin) == 1
    assert status(desk, "rp_1") == ("approved", "imported", True, 3)


def test_a_seed_of_the_plan_is_replaced_by_a_seed_and_keeps_its_plan(
    desk: Interchange, tmp_path: Path
) -> None:
    """A seed mended in its file: approved as before, with its number, its plan and its own plan's hash."""
    columns = "conversation_number, persona_description, plan_hash, topic_description, template_id"
    query = f"select {columns} from public.training_conversations where conversation_id = 'fp_david_002'"
    before = desk.rows(query)
    value = seed("fp_david_002")
    value["dataset_metadata"]["notes"] = "Read once more."
    path = write(tmp_path / "fp_david_002.json", value)
    assert desk.rapport("import", path, "--replace", "--as", "seed") == 0
    assert desk.rows(query) == before
    assert status(desk, "fp_david_002") == ("approved", "imported", True, 2)
    assert same(desk.exported(tmp_path / "out", "fp_david_002"), value)


def test_of_a_folder_the_other_files_come_in(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A broken file is named with line and column, exit 1; its neighbours are imported under their paths."""
    write(tmp_path / "a.json", named("fo_1"))
    (tmp_path / "b.json").write_text('{\n  "training_pairs": [\n    {"id": }\n  ]\n}\n', encoding="utf-8")
    write(tmp_path / "deep" / "c.json", named("fo_2", "fp_marcus_004"))
    assert desk.rapport("import", tmp_path) == 1
    said = capsys.readouterr().out
    assert "b.json: line 3, column 12: broken JSON" in said
    assert "2 conversations of 2 files imported" in said
    assert "1 file failed" in said
    assert status(desk, "fo_1") == status(desk, "fo_2") == ("generated", "imported", False, 1)
    names = desk.rows(
        "select name from public.conversation_sources where name ~ '(^a|c)[.]json' order by name"
    )
    assert [row["name"] for row in names] == ["a.json", "deep/c.json"]


def test_a_fault_in_the_second_conversation_undoes_the_first(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An id the database does not take is refused when it is staged; nothing of the file stays."""
    value = named("un_1")
    value["training_pairs"] += named("un 2 ends here", "fp_david_001")["training_pairs"]
    assert desk.rapport("import", write(tmp_path / "un.json", value)) == 1
    assert "is no conversation_id" in capsys.readouterr().out
    assert status(desk, "un_1") is None
    assert desk.rows("select 1 from public.conversation_import_parts") == []


def test_a_dry_run_tells_and_writes_nothing(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scores, notes and refusals as for the import itself, and the database as it was."""
    counts = (
        "select (select count(*) from public.training_conversations) as conversations,"
        " (select count(*) from public.generation_events) as events,"
        " (select count(*) from public.conversation_import_parts) as parts"
    )
    before = desk.rows(counts)
    value = named("dry_1")
    value["training_pairs"][0]["response_strategy"]["tactical_choices"] = ["listen", "ask"]
    path = write(tmp_path / "dry.json", value)
    assert desk.rapport("import", path, "--dry-run", "--json") == 0
    (file,) = json.loads(capsys.readouterr().out)
    assert [(item["conversation_id"], item["fate"]) for item in file["conversations"]] == [
        ("dry_1", "checked")
    ]
    assert any("tactical_choices: expected an object, found a list" in note for note in file["notes"])
    assert desk.rapport("import", write(tmp_path / "taken.json", seed("fp_marcus_003")), "--dry-run") == 1
    assert "fp_marcus_003 is a seed" in capsys.readouterr().out
    odd = write(tmp_path / "odd.json", named("an id of words"))
    assert desk.rapport("import", odd, "--dry-run") == 1
    assert "is no conversation_id" in capsys.readouterr().out
    assert desk.rapport("import", path, "--as", "seed", "--dry-run") == 1
    assert "dry_1 cannot be a seed" in capsys.readouterr().out
    assert desk.rapport("import", path, write(tmp_path / "again.json", value), "--dry-run") == 1
    said = capsys.readouterr().out
    assert "again.json: nothing of it would be imported" in said
    assert "dry_1 is in an earlier one of these files" in said
    assert desk.rows(counts) == before


def test_a_reset_import_is_given_its_text_again(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It has no template, so no job can write it: reset and show say so, and --replace brings the file in."""
    value = named("back_1", "fp_david_002")
    path = write(tmp_path / "back.json", value)
    assert desk.rapport("import", path) == 0
    assert desk.rapport("reset", "back_1", "--yes") == 0
    assert "No job can write what has no template (back_1)" in capsys.readouterr().out
    assert status(desk, "back_1") == ("planned", None, False, 2)
    assert desk.rapport("show", "back_1") == 0
    assert "rapport import --replace" in capsys.readouterr().out
    assert desk.rapport("import", path) == 1
    assert "Give it its text with --replace" in capsys.readouterr().out
    assert desk.rapport("import", path, "--replace") == 0
    assert "back.json: 1 imported (drafts)" in capsys.readouterr().out
    assert status(desk, "back_1") == ("generated", "imported", False, 3)
    assert desk.rows("select name from public.conversation_sources where name = 'back.json'") == [
        {"name": "back.json"}
    ]
    [history] = desk.rows("select public.check_generation_history() as faults")
    assert history["faults"] == []
    assert same(desk.exported(tmp_path / "out", "back_1"), value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            '"current_user_input": "a\\u0000b"',
            "$.training_pairs[0].current_user_input: holds the character NUL",
        ),
        ('"current_user_input": "\\ud83d alone"', "$.training_pairs[0].current_user_input: holds half of a"),
        (
            '"current_user_input": "x", "notes": [1, 1e999]',
            "$.training_pairs[0].notes[1]: 1e999 would not come back",
        ),
        ('"current_user_input": "x", "notes": 1e23', "$.training_pairs[0].notes: 1e23 would not come back"),
        ('"current_user_input": "x", "a\\u0000": 1', "its name holds the character NUL"),
    ],
)
def test_what_the_database_cannot_hold_is_refused_by_its_path(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, said: str
) -> None:
    """NUL, half of a surrogate pair and numbers that would change: the path is named, nothing comes in."""
    path = tmp_path / "bad.json"
    path.write_text(f'{{"training_pairs": [{{"conversation_id": "bad_1", "target_response": "y", {text}}}]}}')
    assert desk.rapport("import", path) == 1
    assert said in " ".join(capsys.readouterr().out.split())
    assert status(desk, "bad_1") is None


def test_what_the_simulator_wrote_stays_simulated(desk: Interchange, tmp_path: Path) -> None:
    """A file that says so comes in as simulated, and is never ready for training."""
    value = named("sim_1")
    value["dataset_metadata"]["generation_method"] = "simulated"
    assert desk.rapport("import", write(tmp_path / "sim.json", value)) == 0
    assert status(desk, "sim_1") == ("generated", "simulated", False, 1)
    assert desk.rapport("import", tmp_path / "sim.json", "--replace", "--as", "seed") == 1


def test_a_dataset_that_is_not_there_is_named(
    desk: Interchange, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--dataset with another id: exit 1 and the ids there are."""
    path = write(tmp_path / "ds.json", named("ds_1"))
    assert desk.rapport("import", path, "--dataset", "marta") == 1
    assert "There is no dataset marta. There are: elena" in " ".join(capsys.readouterr().err.split())
    assert status(desk, "ds_1") is None
