"""rapport check: a file's faults with their places, and an exit code a script can use."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.stack import PROJECT
from worker.cli.app import run

SEED = PROJECT / "planning" / "elena" / "seeds" / "fp_marcus_002.json"


def checked(*arguments: object) -> int:
    """The exit code of `rapport check` with the repository's rules."""
    return run(["check", *map(str, arguments), "--dataset", "elena", "--root", str(PROJECT)])


def copy(folder: Path, **changes: tuple[str, str]) -> Path:
    """The seed in a folder of its own; changes: wordings, each with what stands there instead."""
    text = SEED.read_text(encoding="utf-8")
    for old, new in changes.values():
        assert old in text
        text = text.replace(old, new)
    path = folder / "copy.json"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_clean_file_ends_with_zero(capsys: pytest.CaptureFixture[str]) -> None:
    """The repository's seed: its score, that it is ready, and nothing to do."""
    assert checked(SEED) == 0
    out = capsys.readouterr().out
    assert "fp_marcus_002: 5.00, ready for training" in out
    assert "1 conversation in 1 file: 1 ready for training, 0 findings, 0 files broken." in out


def test_the_readme_says_what_the_seeds_hold(capsys: pytest.CaptureFixture[str]) -> None:
    """The two lines in which the command adds the seeds up stand in README.md as they are printed."""
    assert checked(PROJECT / "planning" / "elena" / "seeds") == 0
    added_up = capsys.readouterr().out.splitlines()[-2:]
    readme = (PROJECT / "README.md").read_text(encoding="utf-8")
    assert added_up[1].startswith("41 turns: ")
    assert "\n".join(added_up) in readme


def test_what_is_not_grounded_or_covered_lowers_the_figures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An answer that goes on after its breakdown: the sentences of that turn are not covered."""
    path = copy(tmp_path, answer=('"target_response": "', '"target_response": "There is more to say here. '))
    assert checked(path) == 3
    assert "100 % of quotes and phrases grounded" in (out := capsys.readouterr().out)
    assert " 0 % covered" in out


def test_findings_end_with_three_and_say_where_and_what(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A figure changed by hand: turn, sentence, the sentence itself, what is wrong and what to do."""
    path = copy(tmp_path, figure=("and it is $480", "and it is $490"))
    assert checked(path) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "error turn 3, sentence 9" in out
    assert "The amount “$490” in turn 3" in out
    assert "declare the sum it comes from" in out
    assert "“The bill from your stock has a size now, and it is $490.”" in out
    assert "not ready for training" in out


def test_a_broken_file_ends_with_one_and_the_others_are_still_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a folder: the broken one by line and column, the good one by its score."""
    (tmp_path / "bad.json").write_text('{\n  "training_pairs": [\n    {"id": }\n  ]\n}\n', encoding="utf-8")
    shutil.copy(SEED, tmp_path / "good.json")
    assert checked(tmp_path) == 1
    out = capsys.readouterr().out
    assert "bad.json: line 3, column 12: broken JSON" in out
    assert "fp_marcus_002: 5.00, ready for training" in out


def test_what_is_not_as_the_format_has_it_is_told_and_the_rest_checked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An irregular file is no broken one: the value by its path, the conversation with its findings."""
    value = json.loads(SEED.read_text(encoding="utf-8"))
    value["training_pairs"][1]["emotional_context"]["red_flags"] = "none"
    path = tmp_path / "odd.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    assert checked(path) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "[1].emotional_context.red_flags: expected a list, found a text" in out
    assert "red_flags is missing in turn 2" in out
    assert "0 files broken" in out


def test_json_holds_every_finding_with_its_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """For a program: files, conversations, metrics, findings."""
    path = copy(tmp_path, figure=("and it is $480", "and it is $490"))
    assert checked(path, "--json") == 3
    (file,) = json.loads(capsys.readouterr().out)
    (held,) = file["conversations"]
    assert (file["broken"], held["planned"], held["ready_for_training"]) == (None, True, False)
    assert held["metrics"]["overall_score"] == held["overall_score"] == 3.4
    errors: list[dict[str, Any]] = [item for item in held["findings"] if item["severity"] == "error"]
    assert [(item["check"], item["turn"], item["sentence"]) for item in errors] == [
        ("figures_grounded", 3, 9)
    ]
    assert errors[0]["sentence_text"].endswith("and it is $490.")


def test_a_conversation_nobody_planned_is_held_to_the_dataset_only(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Another id has no specification; as a copy under another name it is found beside the original."""
    path = copy(tmp_path, name=("fp_marcus_002", "somebody_001"))
    checked(path)
    assert "it has no specification" in capsys.readouterr().out
    assert checked(path, SEED) == 3
    out = " ".join(capsys.readouterr().out.split())
    assert "It is a near copy of fp_marcus_002" in out
    assert "It is a near copy of somebody_001" in out


@pytest.mark.parametrize(("made", "said"), [(False, "is not there"), (True, "holds no .json file")])
def test_a_path_that_leads_nowhere_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], *, made: bool, said: str
) -> None:
    """No file and an empty folder: exit 1 and which path it was."""
    path = tmp_path / "seeds"
    if made:
        path.mkdir()
    assert checked(path) == 1
    assert said in capsys.readouterr().err


def test_of_several_datasets_one_has_to_be_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whose rules apply is not guessed."""
    for name in ("one", "two"):
        (tmp_path / "planning" / name).mkdir(parents=True)
        (tmp_path / "planning" / name / "dataset.toml").write_text("")
    assert run(["check", str(SEED), "--root", str(tmp_path)]) == 1
    assert "one, two" in capsys.readouterr().err


@pytest.mark.parametrize(
    "command",
    [
        ("check", str(SEED), "--dataset"),
        ("plan", "new", "bakers", "--from"),
        ("plan", "check", "--dataset"),
        ("plan", "push", "--dataset"),
    ],
)
def test_a_dataset_that_is_not_there_is_said_with_those_that_are(
    capsys: pytest.CaptureFixture[str], command: tuple[str, ...]
) -> None:
    """One sentence and the names there are, not a list of files that are missing."""
    assert run([*command, "nobodys"]) == 1
    said = capsys.readouterr().err
    assert "There is no dataset nobodys" in said
    assert "There is: elena." in said
