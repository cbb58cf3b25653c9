"""A dataset's files load whole, or one error names every fault with its file and field."""

import re
from pathlib import Path

import pytest

from tests.unit.content import NAME, PROFILE, SEED, A, copied, spoil
from worker.errors import ContentError
from worker.planning import load_dataset

TEMPLATE = "templates/elena/tier1_a_confusion_to_clarity"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the dataset's files that a test may spoil."""
    return copied(tmp_path)


def test_the_real_files_load(root: Path) -> None:
    """Every file of the first dataset is well-formed and fits the others."""
    loaded = load_dataset(root, NAME)
    assert loaded.dataset.dataset_id == NAME
    assert set(loaded.dataset.profile["guides"]) == {"voice", "annotation", "judge"}
    assert [plan.conversation_number for plan in loaded.plans] == sorted(
        plan.conversation_number or 0 for plan in loaded.plans
    )


DATASET, FACTS = "planning/elena/dataset.toml", "planning/elena/facts/accounts_and_taxes.toml"
SEEDS = "planning/elena/conversations/seed_fp_marcus_002.toml"

# What is spoiled (file, old, new) → what the error must say.
FAULTS = {
    "an unknown field": (
        A,
        "topic_category =",
        "topic_kind =",
        "topic_category: Field required",
    ),
    "a wrong unit": (A, 'unit = "usd_per_month"', 'unit = "euros"', "scenario.figures[0].unit"),
    "a turn too few": (A, "turn_count = 4", "turn_count = 5", "turn_count is 5 but 4 turns are planned"),
    "an intensity out of range": (
        A,
        "starting_intensity = 0.78",
        "starting_intensity = 0.90",
        "(fp_marcus_011).starting_intensity: is 0.90; the template has 0.70 to 0.85",
    ),
    "another arc's emotion": (
        A,
        'starting_emotion = "confusion"',
        'starting_emotion = "shame"',
        "starting_emotion: is shame; the template's is confusion",
    ),
    "an id that is not the persona's": (
        A,
        'conversation_id = "fp_marcus_011"',
        'conversation_id = "fp_david_011"',
        "(fp_david_011).conversation_id: expected fp_marcus_011",
    ),
    "an id twice": (
        A,
        'conversation_id = "fp_jennifer_012"',
        'conversation_id = "fp_marcus_011"',
        "fp_marcus_011 is also in",
    ),
    "a number twice": (
        A,
        "conversation_number = 12",
        "conversation_number = 11",
        "conversation_number: 11 is also",
    ),
    "a wrong batch": (A, "tier_batch = 1", "tier_batch = 3", "tier_batch: is 3; number 11 is in batch 1"),
    "a name twice": (
        A,
        'persona_name = "Priya Raghunathan"',
        'persona_name = "Terrence Villanueva"',
        "persona_name: Terrence Villanueva is also in fp_marcus_011",
    ),
    "somebody out of the archetype": (A, "age = 36", "age = 52", "person.age: is 52; Marcus has 35 to 40"),
    "an unknown persona": (
        A,
        'persona_type = "Mixed"',
        'persona_type = "Mixd"',
        "persona_type: is Mixd; known:",
    ),
    "a short first message": (
        A,
        'message_length = "long"',
        'message_length = "short"',
        "a first message is medium or long",
    ),
    "an unknown template": (A, 'template_id = "tier1_a', 'template_id = "tier9_a', "is no template"),
    "broken TOML": (A, 'tier = "tier1_template"', 'tier = "tier1_template', "broken TOML"),
    "a quota missed": (
        DATASET,
        "Mixed = 56",
        "Mixed = 0",
        "quotas.persona_type.Mixed: ",
    ),
    "a fact without its year": (
        FACTS,
        "tax_year = 2025\n",
        "",
        "fact[0].tax_year: Field required",
    ),
    "a fact twice": (
        FACTS,
        'id = "hdhp_2025"',
        'id = "hsa_limit_2025"',
        "id: hsa_limit_2025 also stands in planning/elena/facts/accounts_and_taxes.toml",
    ),
    "a consultant without a name": (
        PROFILE,
        'credential = "CFP"',
        'credentials = "CFP"',
        "consultant.credential: is missing",
    ),
    "a seed that is not written": (
        SEEDS,
        'conversation_id = "fp_marcus_002"',
        'conversation_id = "fp_marcus_099"',
        "seeds/fp_marcus_099.json is missing",
    ),
    "a seed for somebody else": (
        SEED,
        "Marcus Bellamy - ",
        "Marcus Someone - ",
        "client_persona: is 'Marcus Someone'; its specification says 'Marcus Bellamy'",
    ),
    "an unlisted variable": (
        f"{TEMPLATE}/dialogue.md",
        "{{place}}",
        "{{place}} {{topic_category}}",
        "the texts also use topic_category",
    ),
    "an unused variable": (f"{TEMPLATE}/dialogue.md", "{{place}}", "there", "variables: no text uses place"),
    "an unknown variable": (
        f"{TEMPLATE}/dialogue.md",
        "{{place}}",
        "{{palace}}",
        "the texts also use palace",
    ),
    "a plan's variable in the instructions": (
        f"{TEMPLATE}/instructions.md",
        "{{consultant_name}}",
        "{{persona_name}}",
        "instructions: unknown or empty variables: persona_name",
    ),
    "a value of blanks": (A, 'place = "Columbus, Ohio"', 'place = " "', "(fp_marcus_011).place: is empty"),
    "a missing reference": (
        f"{TEMPLATE}/template.toml",
        '["fp_marcus_002"]',
        '["fp_marcus_007"]',
        "fp_marcus_007 is no seed",
    ),
    "a folder of another name": (
        f"{TEMPLATE}/template.toml",
        'template_id = "tier1_a_',
        'template_id = "tier1_b_',
        "in a folder named",
    ),
    "an unknown requirement": (
        f"{TEMPLATE}/template.toml",
        "[quality_requirements]",
        "[quality_requirements]\nquots = 3",
        "quality_requirements.quots: Extra inputs",
    ),
    "a guide's unknown variable": (
        "templates/elena/guides/annotation.md",
        "{{indicator_categories}}",
        "{{categories}}",
        "guides/annotation.md",
    ),
}


@pytest.mark.parametrize("case", FAULTS)
def test_a_fault_is_named_with_its_file_and_field(root: Path, case: str) -> None:
    """Each way to spoil a file ends in an error that names the file and what is wrong with which field."""
    file, old, new, said = FAULTS[case]
    spoil(root, file, old, new)
    with pytest.raises(ContentError) as refused:
        load_dataset(root, NAME)
    assert said in refused.value.message


def test_a_quota_is_a_ceiling_until_the_plan_is_said_to_be_complete(root: Path) -> None:
    """With more asked for than is planned, an unfinished plan loads and a complete one names the quota."""
    text = re.sub(r"(?m)^tier3_edge = \d+$", "tier3_edge = 99", (root / DATASET).read_text(encoding="utf-8"))
    assert "tier3_edge = 99" in text
    for complete in ("false", "true"):
        said, times = re.subn(r"(?m)^complete = \w+$", f"complete = {complete}", text)
        assert times == 1
        (root / DATASET).write_text(said, encoding="utf-8")
        if complete == "false":
            assert load_dataset(root, NAME).quotas.tier["tier3_edge"] == 99
            continue
        with pytest.raises(ContentError, match=r"quotas\.tier\.tier3_edge: \d+ are planned; the quota is 99"):
            load_dataset(root, NAME)


def test_a_situation_told_twice_is_refused(root: Path) -> None:
    """A specification copied under another id, name and place is a fault that names its original."""
    path = root / A
    text = path.read_text(encoding="utf-8")
    copied = text.split("\n[[conversation]]\n")[1]
    for old, new in (
        ("fp_marcus_011", "fp_marcus_019"),
        ("conversation_number = 11", "conversation_number = 19"),
        ("tier_batch = 1", "tier_batch = 2"),
        ("Terrence Villanueva", "Terrence Other"),
        ("Columbus, Ohio", "Toledo, Ohio"),
    ):
        copied = copied.replace(old, new)
    path.write_text(f"{text}\n[[conversation]]\n{copied}", encoding="utf-8")
    with pytest.raises(
        ContentError, match=r"\(fp_marcus_011\)\.scenario: overlaps fp_marcus_019's by 0\.\d\d"
    ):
        load_dataset(root, NAME)


def test_all_faults_are_named_at_once(root: Path) -> None:
    """Three spoiled files give one error with at least three faults, each with its file."""
    spoil(root, A, "starting_intensity = 0.78", "starting_intensity = 0.95")
    spoil(root, FACTS, 'unit = "usd"', 'unit = "dollars"')
    (root / TEMPLATE / "annotation.md").unlink()
    with pytest.raises(ContentError) as refused:
        load_dataset(root, NAME)
    for file in ("accounts_and_taxes.toml: fact[0].values[0].unit", "annotation.md: is missing"):
        assert file in refused.value.message


def test_a_dataset_that_is_not_there_is_said_to_be_missing(tmp_path: Path) -> None:
    """An unknown name says which file was looked for."""
    with pytest.raises(ContentError, match=r"planning/nobody/dataset\.toml: is missing"):
        load_dataset(tmp_path, "nobody")


def test_a_template_bar_overrides_the_dataset_field_by_field(root: Path) -> None:
    """A field set in template.toml replaces the dataset's; the others stay."""
    spoil(
        root, f"{TEMPLATE}/template.toml", "[quality_requirements]",
        "[quality_requirements]\nred_flags = { least = 2, most = 3 }",
    )  # fmt: skip
    loaded = load_dataset(root, NAME)
    bar = loaded.templates[0].template.quality_requirements
    assert (bar.red_flags.least, bar.red_flags.most) == (2, 3)
    assert bar.quotes == loaded.dataset.quality_requirements.quotes
    assert set(loaded.templates[0].own_requirements) == {"red_flags"}
