"""What the simulated provider charges, against examples worked out by hand from its price list."""

from decimal import Decimal

import pytest

from worker.local.simulator.models import MODELS, Usage, find


@pytest.mark.parametrize(
    ("model", "usage", "cost"),
    [
        ("claude-sonnet-5-5", Usage(input_tokens=1_000_000), "2"),
        ("claude-sonnet-5-5", Usage(cache_write_5m_tokens=1_000_000), "2.5"),
        ("claude-sonnet-5-5", Usage(cache_write_1h_tokens=1_000_000), "4"),
        ("claude-sonnet-5-5", Usage(cache_read_tokens=1_000_000), "0.1"),
        ("claude-sonnet-5-5", Usage(output_tokens=1_000_000, thinking_tokens=400_000), "10"),
        ("claude-haiku-5-5", Usage(input_tokens=100_000), "0.01"),
        ("claude-haiku-5-5", Usage(input_tokens=100_001), "0.0500005"),
        ("claude-haiku-5-5", Usage(input_tokens=1, cache_read_tokens=100_000), "0.0050005"),
        ("claude-opus-5-5", Usage(input_tokens=7, output_tokens=3), "0.000088"),
    ],
)
def test_a_call_costs_what_the_list_says(model: str, usage: Usage, cost: str) -> None:
    """Each kind of token has its price, and a large Haiku prompt a higher one for every token."""
    card = find(model)
    assert card is not None
    assert usage.cost(card) == Decimal(cost)


def test_every_model_describes_itself() -> None:
    """Ids are unique, and a deprecated model says when it retires."""
    for name, card in MODELS.items():
        described = card.as_json()
        assert described["id"] == name
        assert described["type"] == "model"
        assert (described["retires_at"] is not None) is (described["lifecycle"] == "deprecated")
