"""`rapport plan new`: a further dataset is only files, begun from those of one there is."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.unit.content import A, copied, spoil
from worker.cli.app import run
from worker.errors import ContentError
from worker.planning import inspect_datasets, render_seed, sound_datasets
from worker.planning.skeleton import Beginning, begin_dataset

BAKERS = Beginning(
    name="bakers", prefix="bk", title="Bakers", consultant="Ada Okafor", business="Okafor & Daughters"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project that holds one dataset."""
    return copied(tmp_path)


def files(root: Path) -> dict[str, bytes]:
    """Every file below a folder, by its path."""
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in sorted(root.rglob("*"))
        if path.is_file()
    }


def test_what_is_begun_with_every_name_given_renders_beside_the_first(root: Path) -> None:
    """One specification a template, ids of its own, no seed, an unfinished plan: and no fault anywhere."""
    assert begin_dataset(root, "elena", BAKERS) == ()
    first, bakers = sound_datasets(root, ["elena", "bakers"])
    assert [plan.conversation_id for plan in bakers.plans][:2] == ["bk_marcus_011", "bk_jennifer_019"]
    assert len(bakers.plans) == len(bakers.templates) == len(first.templates)
    assert {item.template.template_id for item in bakers.templates} == {
        f"bk_{item.template.template_id}" for item in first.templates
    }
    assert bakers.seeds == ()
    assert not any(item.template.reference_conversation_ids for item in bakers.templates)
    assert bakers.quotas.complete is False
    assert bakers.facts == first.facts
    assert '"bk_marcus_011"' in render_seed(bakers)


def test_the_consultant_is_the_new_one_wherever_the_old_one_stood(root: Path) -> None:
    """Full name, first name and business, in the rules, the prompts and what is planned."""
    begin_dataset(root, "elena", BAKERS)
    own = {name: text.decode() for name, text in files(root).items() if "/bakers/" in name}
    for old in ("Elena", "Morales", "Pathways"):
        assert [name for name, text in own.items() if old in text] == []
    profile = own["planning/bakers/profile.toml"]
    assert "You are Ada Okafor, CFP, founder of Okafor & Daughters" in profile
    assert "Ada does not" in own["planning/bakers/conversations/tier3_crisis.toml"]


def test_names_that_were_not_given_are_left_to_fill_in(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Check names each file that still waits, render refuses with the same, and filling them in is enough."""
    assert run(["plan", "new", "bakers", "--from", "elena", "--root", str(root)]) == 0
    said = capsys.readouterr().out
    assert "planning/bakers/dataset.toml: name: still says FILL-IN TITLE" in said
    assert "planning/bakers/profile.toml: system_prompt: still says FILL-IN NAME, and" in said
    assert run(["plan", "check", "--dataset", "bakers", "--root", str(root)]) == 3
    assert "name: still says FILL-IN TITLE" in capsys.readouterr().out
    with pytest.raises(ContentError, match="still says FILL-IN NAME"):
        sound_datasets(root, ["bakers"])
    for path in (root / "planning" / "bakers").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        for word in ("TITLE", "NAME", "BUSINESS"):
            text = text.replace(f"FILL-IN {word}", "Ada")
        path.write_text(text, encoding="utf-8")
    assert run(["plan", "check", "--root", str(root)]) == 0


def test_every_specification_can_be_copied(root: Path) -> None:
    """With --every all ninety come along; the seeds, one consultant's own words, do not."""
    begin_dataset(root, "elena", replace(BAKERS, every=True))
    first, bakers = sound_datasets(root, ["elena", "bakers"])
    assert len(bakers.plans) == len(first.plans) == 90
    assert bakers.seeds == ()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": "Bakers"}, "'Bakers' is no name of a dataset"),
        ({"name": "../bakers"}, "'../bakers' is no name"),
        ({"name": "elena"}, "planning/elena is already there"),
        ({"prefix": "b-k"}, "'b-k' is no prefix"),
        ({"prefix": "fp"}, "The prefix fp is elena's"),
        ({"prefix": "b" * 50}, "longer than a template's id may be"),
        ({"consultant": "  "}, "consultant is blank"),
        ({"title": " "}, "title is blank"),
        ({"business": "\u00a0"}, "business is blank"),
        ({"consultant": 'Ada "Ace" Okafor'}, "cannot stand in the files"),
        ({"business": "{{consultant_name}}'s"}, "cannot stand in the files"),
    ],
)
def test_a_bad_or_taken_name_changes_nothing(root: Path, changed: dict[str, Any], said: str) -> None:
    """The reason is given, and every file is as it was."""
    before = files(root)
    with pytest.raises(ContentError) as refused:
        begin_dataset(root, "elena", replace(BAKERS, **changed))
    assert said in refused.value.message
    assert files(root) == before


def test_a_source_with_faults_is_refused_with_them(root: Path) -> None:
    """What is wrong in the source would be wrong in the copy."""
    spoil(root, A, "age = 36", "age = 52")
    before = files(root)
    with pytest.raises(ContentError, match="is 52; Marcus has 35 to 40"):
        begin_dataset(root, "elena", BAKERS)
    assert files(root) == before


def test_a_folder_half_there_is_refused(root: Path) -> None:
    """A templates folder of the name, without a dataset, is somebody's work too."""
    (root / "templates" / "bakers").mkdir()
    with pytest.raises(ContentError, match="templates/bakers is already there"):
        begin_dataset(root, "elena", BAKERS)
    assert not (root / "planning" / "bakers").exists()


def test_a_dataset_begun_from_one_that_was_begun_is_its_own(root: Path) -> None:
    """Prefixes do not pile up, and all three datasets go together."""
    begin_dataset(root, "elena", BAKERS)
    begin_dataset(root, "bakers", Beginning("cooks", "ck", "Cooks", "Bo Lind", "Lind"))
    inspected = inspect_datasets(root, ["elena", "bakers", "cooks"])
    assert [fault for item in inspected for fault in item.faults] == []
    cooks = inspected[2].loaded
    assert cooks is not None
    assert cooks.plans[0].conversation_id == "ck_marcus_011"
    assert cooks.plans[0].template_id == "ck_tier1_a_confusion_to_clarity"
