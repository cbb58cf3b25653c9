"""Prompt templates: strict both ways, values put in once, one error that names everything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.conversations import plan
from worker.domain.plan import ConversationPlan, Figure, QualityRequirements
from worker.generation.prompts import (
    DATASET_VARIABLES,
    PLAN_VARIABLES,
    PromptError,
    dataset_variables,
    names_used,
    plan_variables,
    render,
)

PROFILE = {
    "consultant": {"name": "Pat Doe", "credential": "CFP", "business": "Doe & Co", "years": 15},
    "principles": [
        {"name": "Money is emotional", "statement": "feel first."},
        {"name": "Education first", "statement": "teach why."},
    ],
    "habits": ["names the emotion"],
    "nevers": [{"name": "hindsight", "rule": "you should have", "phrases": ["you should have"]}],
    "indicator_categories": ["time_pressure", "enthusiasm"],
    "personas": [{"persona_type": "Ana", "archetype": "The Nurse", "voice": "Short and dry."}],
}

FIGURES = """\
- premium of the first plan: $212 a month
- premium of the second plan: $185 a month
- a visit on the first plan: $30
- a visit on the second plan: $125"""


def values(wanted: ConversationPlan | None = None) -> dict[str, str]:
    """All values for the plan of the rig."""
    return dataset_variables("A dataset", "en", PROFILE) | plan_variables(
        wanted or plan(), PROFILE, QualityRequirements()
    )


def test_every_documented_variable_has_a_value_and_none_is_undocumented() -> None:
    """The tables and the functions agree; consultant_<key> is the one open end."""
    assert set(DATASET_VARIABLES) <= set(dataset_variables("n", "en", PROFILE))
    assert set(PLAN_VARIABLES) == set(plan_variables(plan(), PROFILE, QualityRequirements()))
    extra = set(values()) - set(DATASET_VARIABLES) - set(PLAN_VARIABLES)
    assert extra == {"consultant_years"}


@pytest.mark.parametrize(
    ("template", "text"),
    [
        ("{{persona_name}}, {{age}}, {{ work }}", "Ana Reyes, 34, nurse"),
        ("{{income}} in {{place}}", "$71,000 in Tucson"),
        ("{{starting_emotion}} ({{starting_intensity}})", "confusion (0.75)"),
        ("{{client_archetype}}: {{client_voice}}", "The Nurse: Short and dry."),
        ("{{figures}}", FIGURES),
        ("{{response_words}} words", "120 to 400 words"),
        ("{{indicator_categories}}", "time_pressure, enthusiasm"),
        ("{{principles}}", "1. Money is emotional: feel first.\n2. Education first: teach why."),
        ("{{habits}}", "- names the emotion"),
        ("{{nevers}}", "- hindsight: you should have"),
        ("{{consultant_name}} {{consultant_years}}", "Pat Doe 15"),
        ("no placeholder, a single { and }", "no placeholder, a single { and }"),
    ],
)
def test_a_placeholder_becomes_its_value(template: str, text: str) -> None:
    """Each kind of value as a reader should see it."""
    assert render(template, values(), where="t") == text


def test_the_turn_plan_says_length_and_beat() -> None:
    """One line a turn, with the words the length stands for."""
    first, second = values()["turn_plan"].splitlines()
    assert first == "Turn 1 (the client writes 60 to 140 words): She cannot read the form."
    assert second.startswith("Turn 2 (the client writes 30 to 60 words)")


@pytest.mark.parametrize(
    ("figure", "text"),
    [
        (Figure(name="rent", value=1850, unit="usd_per_month"), "- rent: $1,850 a month"),
        (Figure(name="rate", value=6.25, unit="percent"), "- rate: 6.25%"),
        (Figure(name="grant", value=1_500_000.5, unit="usd"), "- grant: $1,500,000.5"),
        (Figure(name="pay", value=72_000, unit="usd_per_year"), "- pay: $72,000 a year"),
        (Figure(name="left", value=3, unit="years"), "- left: 3 years"),
        (Figure(name="children", value=2, unit="count"), "- children: 2"),
    ],
)
def test_figures_are_written_with_their_unit(figure: Figure, text: str) -> None:
    """Amounts read as a client would write them."""
    scenario = plan().scenario.model_copy(update={"figures": (figure,)})
    assert values(plan().model_copy(update={"scenario": scenario}))["figures"] == text


def test_one_error_names_everything_that_is_wrong() -> None:
    """Unknown names, names of another place and names without a value, all at once, with where."""
    shared = dataset_variables("n", "en", PROFILE | {"habits": []})
    with pytest.raises(PromptError) as caught:
        render("{{habits}} {{nonsense}} {{persona_name}} {{moose}}", shared, where="guides.voice")
    message = caught.value.message
    assert message.startswith("guides.voice: ")
    assert "unknown: moose, nonsense" in message
    assert "not available here: persona_name" in message
    assert "without a value: habits" in message
    assert "consultant_name" in caught.value.hint


@pytest.mark.parametrize("template", ["{{ two words }}", "{{}}", "{{name", "name}}", "{{ {{name}} }}"])
def test_braces_that_are_no_placeholder_are_an_error(template: str) -> None:
    """A typo must not reach Claude as text."""
    with pytest.raises(PromptError):
        names_used(template)


@given(st.text())
def test_a_value_is_never_read_as_a_template(value: str) -> None:
    """Whatever a plan says, it comes out as it is."""
    filled = {"persona_name": value}
    if value.strip():
        assert render("<{{persona_name}}>", filled, where="t") == f"<{value}>"
    else:
        with pytest.raises(PromptError):
            render("<{{persona_name}}>", filled, where="t")


def test_personas_may_be_a_table_by_type() -> None:
    """Both shapes of personas are read."""
    profile = {"personas": {"Ana": {"voice": "Dry.", "archetype": "Nurse"}}}
    found = plan_variables(plan(), profile, QualityRequirements())
    assert (found["client_voice"], found["client_archetype"]) == ("Dry.", "Nurse")
