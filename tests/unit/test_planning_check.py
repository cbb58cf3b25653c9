"""`rapport plan check` names every fault of every dataset at once; `plan render` refuses the same ones."""

import json
import shutil
from pathlib import Path

import pytest

from tests.stack import PROJECT
from tests.unit.content import NAME, PROFILE, SEED, A, copied, spoil
from worker.cli.app import run
from worker.planning import inspect_datasets

CRISIS = "planning/elena/conversations/tier3_crisis.toml"
CULTURE = "planning/elena/conversations/tier2_culture_and_values.toml"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the dataset's files that a test may spoil."""
    return copied(tmp_path)


def faults(root: Path, *names: str) -> list[str]:
    """Every fault of the datasets, as a line each."""
    return [str(fault) for item in inspect_datasets(root, names or (NAME,)) for fault in item.faults]


def test_the_shipped_files_have_no_fault() -> None:
    """The repository's own dataset: exit 0, and what it holds in one line."""
    (inspected,) = inspect_datasets(PROJECT, [NAME])
    assert inspected.faults == ()


def test_an_edge_case_that_refers_to_no_known_line_is_a_fault(root: Path) -> None:
    """A shelter nobody knows, and no emergency number beside it: the lines there are are named."""
    spoil(root, CRISIS, "National Domestic Violence Hotline (1-800-799-7233)", "shelter in her town")
    spoil(root, CRISIS, "she means to stay or to go; 911 if she", "she means to stay or to go, if she")
    (fault,) = faults(root)
    assert fault.startswith(f"{CRISIS}: conversation[1] (fp_mixed_087).scenario.referral: names no line of")
    assert "Eldercare Locator" in fault


def test_a_line_named_without_its_number_is_a_fault(root: Path) -> None:
    """Whoever is referred has to be told what to dial."""
    spoil(
        root,
        CRISIS,
        "National Domestic Violence Hotline (1-800-799-7233)",
        "National Domestic Violence Hotline",
    )
    (fault,) = faults(root)
    assert fault.endswith("National Domestic Violence Hotline without what to dial: 1-800-799-7233")


def test_the_additions_of_a_tier_are_demanded(root: Path) -> None:
    """Too few concerns in tier 2, no afterwards in tier 3: one fault each, at its field."""
    spoil(root, CULTURE, 'dominant_emotions = ["', 'dominant_emotions = ["one", "two", "')
    text = (root / CRISIS).read_text(encoding="utf-8")
    before, _, rest = text.partition('afterwards = """')
    (root / CRISIS).write_text(f'{before}afterwards = ""\n{rest.partition(chr(34) * 3)[2]}', encoding="utf-8")
    assert [fault.partition(").")[2] for fault in faults(root)] == [
        "scenario.dominant_emotions: has 5 entries; 2 to 3 are asked for",
        "scenario.afterwards: is missing; an edge case has one",
    ]


def test_a_seed_that_is_not_ready_is_told_finding_by_finding(root: Path) -> None:
    """An amount changed by hand: the score, then turn and sentence, what is wrong and what to do."""
    spoil(root, SEED, "and it is $480", "and it is $490")
    first, *others = faults(root)
    assert first == f"{SEED}: is not ready for training, at 3.40"
    assert any("turn 3, sentence 9: The amount “$490” in turn 3" in other for other in others)


def test_two_datasets_share_no_id(root: Path) -> None:
    """A folder copied as it is: its ids, templates and prefix are another dataset's, each told once."""
    for folder in ("planning", "templates"):
        shutil.copytree(root / folder / NAME, root / folder / "other")
    found = faults(root, NAME, "other")
    assert (
        "planning/other/dataset.toml: id: elena is also in planning/elena/dataset.toml, of another dataset"
        in found
    )
    assert sum("(fp_marcus_011).conversation_id" in fault for fault in found) == 1
    assert any(fault.startswith("templates/other/tier1_a_confusion_to_clarity") for fault in found)
    assert all("other" in fault.partition(":")[0] for fault in found)


def test_a_prompt_shared_by_all_may_use_the_datasets_names_only(root: Path) -> None:
    """The words in front of every pair are a prompt too: a client's name in them has no value."""
    spoil(root, PROFILE, "You are Elena Morales, CFP", "You are {{persona_name}}, CFP")
    (fault,) = faults(root)
    assert fault.startswith(f"{PROFILE}: system_prompt: unknown or empty variables: persona_name")


def test_the_command_and_the_renderer_say_the_same(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Two spoiled files: check prints both by file and ends with 3; render refuses with the same two."""
    spoil(root, A, "starting_intensity = 0.78", "starting_intensity = 0.95")
    spoil(root, PROFILE, 'credential = "CFP"', 'credentials = "CFP"')
    assert run(["plan", "check", "--root", str(root)]) == 3
    out = capsys.readouterr().out
    assert f"{A}\n  conversation[0] (fp_marcus_011).starting_intensity: is 0.95" in out
    assert f"{PROFILE}\n  consultant.credential: is missing" in out
    (root / "supabase").mkdir()
    assert run(["plan", "render", "--root", str(root)]) == 1
    refused = capsys.readouterr().err
    found = faults(root)
    assert f"{len(found)} faults in" in out.splitlines()[-1]
    assert all(fault in refused for fault in found)
    assert not (root / "supabase" / "seed.sql").exists()


def test_a_program_gets_file_field_and_fault(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--json holds each fault in its parts; a clean dataset has none and ends with 0."""
    assert run(["plan", "check", "--json", "--root", str(root)]) == 0
    assert json.loads(capsys.readouterr().out) == [{"dataset": NAME, "readable": True, "faults": []}]
    spoil(root, A, "age = 36", "age = 52")
    assert run(["plan", "check", "--json", "--root", str(root), "--dataset", NAME]) == 3
    ((fault,),) = (item["faults"] for item in json.loads(capsys.readouterr().out))
    assert fault == {
        "file": A,
        "field": "conversation[0] (fp_marcus_011).scenario.person.age",
        "what": "is 52; Marcus has 35 to 40",
    }


def test_a_file_that_cannot_be_put_together_is_a_fault_too(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Broken TOML in the profile: named with its line, and the page of the plan says where to look."""
    spoil(root, PROFILE, 'name = "Elena Morales"', 'name = "Elena Morales')
    assert run(["plan", "check", "--root", str(root)]) == 3
    out = capsys.readouterr().out
    assert "broken TOML" in out
    assert f"{NAME}: cannot be put together; 1 fault in 1 file." in out
    assert run(["plan", "show", "--root", str(root)]) == 1
    assert "rapport plan check names what is wrong" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (A, "topic_category =", "topic_kind =", 2),  # the field that is missing, and the one there is instead
        (A, 'tier = "tier1_template"', 'tier = "tier1_template', 1),
        ("templates/elena/tier3_crisis/template.toml", "turns = {", "turn = {", 1),
        ("planning/elena/conversations/seed_fp_marcus_002.toml", 'unit = "shares"', 'unit = "share"', 1),
    ],
)
def test_what_cannot_be_read_is_told_once(root: Path, file: str, old: str, new: str, said: int) -> None:
    """A specification or template that is malformed is not also missing from quotas, references and plans."""
    spoil(root, file, old, new)
    found = faults(root)
    assert len(found) == said, found
    assert all(fault.startswith(file) for fault in found)


def test_an_unknown_dataset_is_refused_with_those_there_are(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody has to guess the name."""
    assert run(["plan", "check", "--dataset", "nobody", "--root", str(root)]) == 1
    assert "There is: elena." in capsys.readouterr().err
