"""Conversations chosen by what they are: the parts of a choice, and what fits it."""

from typing import Any

import pytest
import typer

from worker.cli.selecting import Selection, numbers_of, tier_of


def row(
    number: int,
    template: str = "a",
    persona: str = "Marcus",
    tier: str = "tier1_template",
    dataset: str = "first",
) -> dict[str, Any]:
    """A planned conversation."""
    return {
        "conversation_id": f"c{number}",
        "conversation_number": number,
        "dataset_id": dataset,
        "template_id": template,
        "persona_type": persona,
        "tier": tier,
    }


ROWS = [row(11), row(12, persona="David"), row(13, "b"), row(14, "b"), row(86, "c", tier="tier3_edge")]
SECOND = [row(11, "d", dataset="second"), row(12, "d", dataset="second")]


@pytest.mark.parametrize(
    ("selection", "numbers"),
    [
        (Selection(), [11, 12, 13, 14, 86]),
        (Selection(tier="tier3_edge"), [86]),
        (Selection(template_id="b"), [13, 14]),
        (Selection(persona_type="David"), [12]),
        (Selection(numbers=(12, 14, 99)), [12, 14]),
        (Selection(limit=2), [11, 12]),
        (Selection(pilot=True), [11, 13, 86]),
        (Selection(pilot=True, limit=2), [11, 13]),
        (Selection(pilot=True, persona_type="David"), [12]),
        (Selection(template_id="b", persona_type="David"), []),
    ],
)
def test_what_fits_all_that_is_asked(selection: Selection, numbers: list[int]) -> None:
    """Each part narrows; a pilot takes one of each template that is left; the limit comes last."""
    assert [found["conversation_number"] for found in selection.of(ROWS)] == numbers


def test_a_dataset_narrows_a_choice_and_is_none_itself() -> None:
    """Numbers and personas recur from dataset to dataset; of two, the one named is meant."""
    chosen = Selection(pilot=True, dataset_id="second")
    assert chosen.of([*ROWS, *SECOND]) == SECOND[:1]
    assert chosen.asked
    assert not Selection(dataset_id="second").asked


def test_numbers_are_a_list_of_ranges() -> None:
    """In any order, with spaces, each once."""
    assert numbers_of("27, 11-13,12") == (11, 12, 13, 27)
    assert numbers_of(None) == ()


@pytest.mark.parametrize("text", ["", "x", "11-", "14-11", "1,,2", "-3"])
def test_what_is_no_list_of_numbers_is_named(text: str) -> None:
    """The message shows what a list looks like."""
    with pytest.raises(typer.BadParameter, match="11-14,27"):
        numbers_of(text)


def test_a_tier_is_its_number_or_its_name() -> None:
    """1 is tier1_template; what is neither is refused with both."""
    assert (tier_of("1"), tier_of("tier3_edge"), tier_of(None)) == ("tier1_template", "tier3_edge", None)
    with pytest.raises(typer.BadParameter, match="tier2_scenario"):
        tier_of("4")
