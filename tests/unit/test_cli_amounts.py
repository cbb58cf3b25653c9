"""Numbers at an option: a wrong one is a usage error in one sentence, before anything is asked of anybody."""

from decimal import Decimal

import pytest
import typer

from worker import exits
from worker.cli.amounts import amount, between, cap, whole
from worker.cli.app import run

NO_AMOUNT = ["nan", "inf", "-inf", "-1", "abc", "", "1,5", "1e400", "1000000", "9" * 5000]


@pytest.mark.parametrize("text", NO_AMOUNT)
@pytest.mark.parametrize(
    "command",
    [
        ["jobs", "create", "--single", "x_1", "--max-cost"],
        ["demo", "--live", "--max-cost"],
        ["budget", "--daily-limit"],
    ],
)
def test_an_amount_that_is_none_is_a_usage_error(
    command: list[str], text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever it is: the option is named, what it takes, and what was got; no settings are read."""
    assert run([*command, text]) == exits.USAGE
    *_, said = capsys.readouterr().err.strip().splitlines()
    assert said.startswith(f"Error: Invalid value for '{command[-1]}': it is ")
    assert "US dollars" in said
    assert "got '" in said
    assert len(said) < 200


def test_an_amount_is_read_to_a_millionth() -> None:
    """With or without the sign, up to what the database holds; a cap buys something, a limit may be 0."""
    assert amount("$12.50") == Decimal("12.5")
    assert amount("999999.999999") == Decimal("999999.999999")
    assert amount("0.0000004") == amount("0") == 0
    assert cap("0.5") == Decimal("0.5")
    with pytest.raises(typer.BadParameter, match="more than 0"):
        cap("0")
    with pytest.raises(typer.BadParameter, match="more than 0"):
        cap("1e-9")


@pytest.mark.parametrize(
    "command",
    [
        ["jobs", "list", "--limit", "0"],
        ["jobs", "list", "--limit", "1001"],
        ["jobs", "watch", "99999999999999999999"],
        ["jobs", "watch", "1.5"],
        ["jobs", "create", "--tier", "1", "--limit", "nan"],
        ["preview", "x_1", "--turn", "1e400"],
        ["local", "--port", "70000"],
        ["local", "--db-port", "-1"],
        ["local", "--tokens-per-second", "nan"],
        ["local", "--tokens-per-second", "inf"],
        ["local", "--content-faults", "nan"],
        ["local", "--content-faults", "1.01"],
    ],
)
def test_a_number_out_of_bounds_is_a_usage_error(
    command: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is started and nothing asked: what the option takes, from where to where, and what was got."""
    assert run(command) == exits.USAGE
    *_, said = capsys.readouterr().err.strip().splitlines()
    assert " number from " in said
    assert f"got '{command[-1]}'" in said


def test_the_bounds_are_themselves_allowed_and_defaults_pass() -> None:
    """Typer has its defaults read as well, as the numbers they are."""
    assert (between(0, 1)("0"), between(0, 1)("1"), between(1, 1000)(400.0)) == (0.0, 1.0, 400.0)
    assert (whole(most=3)("3"), whole()(" 7 "), whole()(20), whole()("2e3")) == (3, 7, 20, 2000)
