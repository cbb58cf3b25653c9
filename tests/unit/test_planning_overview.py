"""`rapport plan show`: the plan counted, on a page of a hundred columns."""

import json
from dataclasses import replace

import pytest

from tests.shipped import shipped
from tests.stack import PROJECT
from worker.cli.app import run
from worker.cli.commands.plan_show import COLUMNS
from worker.planning.overview import overview

ROOT = ("--root", str(PROJECT))


def test_the_page_fits_a_hundred_columns_and_shows_every_quota(capsys: pytest.CaptureFixture[str]) -> None:
    """Matrix, topics, emotions and quotas; the last column and row add up to the hundred."""
    assert run(["plan", "show", *ROOT]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert max(map(len, lines)) <= COLUMNS == 100
    assert lines[1].split() == ["tier", "arc", "Marcus", "Jennifer", "David", "Mixed", "all"]
    assert ["seed", "written", "by", "hand", "5", "3", "2", ".", "10"] in [line.split() for line in lines]
    assert ["all", "17", "14", "13", "56", "100"] in [line.split() for line in lines]
    assert any(line.split() == ["tier.tier3_edge", "15", "of", "15", "met"] for line in lines)
    assert not any("not met" in line for line in lines)


def test_every_conversation_is_counted_once_in_each_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Arcs, personas, topics, starting and ending emotions each add up to all conversations."""
    assert run(["plan", "show", "--json", *ROOT]) == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert sum(row["all"] for row in shown["arcs"]) == 100
    assert sum(sum(row["counts"].values()) for row in shown["arcs"]) == 100
    assert sum(shown["personas"].values()) == 100
    assert sum(topic["conversations"] for topic in shown["topics"]) == 100
    assert sum(shown["starting_emotions"].values()) == sum(shown["ending_emotions"].values()) == 100
    assert shown["complete"] is True
    assert all(quota["met"] for quota in shown["quotas"])


def test_a_quota_that_is_not_met_is_said_so() -> None:
    """An unfinished plan with one specification fewer: two of its quotas are open, the others met."""
    loaded = shipped()
    fewer = replace(loaded, plans=loaded.plans[1:])
    left = {row.name: (row.planned, row.wanted) for row in overview(fewer).quotas if not row.met}
    assert left == {
        "conversations": (99, 100),
        "tier.tier1_template": (39, 40),
        "persona_type.Marcus": (16, 17),
    }


def test_a_topic_is_shown_with_the_facts_that_serve_it() -> None:
    """Facts for any topic do not count: they would hide a topic nobody wrote facts for."""
    loaded = shipped()
    topics = {topic.name: topic for topic in overview(loaded).topics}
    served = [fact for fact in loaded.facts if "identity_theft" in fact.topics]
    assert (topics["identity_theft"].conversations, topics["identity_theft"].facts) == (1, len(served))
    assert len(served) > 1
