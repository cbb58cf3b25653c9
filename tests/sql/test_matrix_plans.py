"""How ten thousand conversations are filtered, searched, sorted, paged and counted: by index, members included.

What is looked at is the plan, not the time: `make bench` prints times.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from tests.sql import bulk
from tests.sql.world import World, value
from tests.stack import TestCluster

BIG = frozenset({"training_conversations", "conversation_words", "training_turns"})
ORDER = "training_conversations_order_idx"
COLUMNS = (
    "conversation_number, conversation_id, tier, persona_type, generation_status, quality_score, ready_for_training,"
    " item_status, stage, progress, updated_at"
)

# A filter as PostgREST writes it, and the index that may answer it beside the default order's.
FILTERS = {
    "nothing": ("true", "training_conversations_conversation_id_key"),
    "dataset": ("dataset_id = 'demo'", "training_conversations_dataset_id_conversation_number_key"),
    "persona": ("persona_type = 'Marcus'", "training_conversations_persona_type_idx"),
    "two personas": ("persona_type = any ('{Marcus,David}')", "training_conversations_persona_type_idx"),
    "tier": ("tier = 'tier3_edge'", "training_conversations_tier_idx"),
    "start emotion": ("starting_emotion = 'start 3'", "training_conversations_starting_emotion_idx"),
    "end emotion": ("ending_emotion = 'end 3'", "training_conversations_ending_emotion_idx"),
    "topic": ("topic_category = 'topic 7'", "training_conversations_topic_category_idx"),
    "status": ("generation_status = 'approved'", "training_conversations_status_idx"),
    "score": ("quality_score >= 4.5", ORDER),
    "template": ("template_id = 'demo_t1'", "training_conversations_template_id_idx"),
    "all of them": (
        "tier = 'tier2_scenario' and generation_status = 'generated' and starting_emotion = 'start 2'",
        "training_conversations_starting_emotion_idx",
    ),
}  # fmt: skip
SEARCHES = {
    "a topic": "search @@ plainto_tsquery('english', 'harvesting')",
    "words of messages": "search @@ to_tsquery('english', 'w77 & w1042')",
    "a phrase": "search @@ phraseto_tsquery('simple', 'tax-loss harvesting')",
    "as on the web": "search @@ websearch_to_tsquery('english', '\"tax-loss harvesting\" -w77')",
    "and a filter": "search @@ to_tsquery('english', 'w77') and persona_type = 'Marcus'",
}


@dataclass(frozen=True)
class Readers:
    """Who asks: the owner, whom no policy holds; a viewer; somebody who only signed up."""

    owner: psycopg.Connection
    member: psycopg.Connection
    stranger: psycopg.Connection


@pytest.fixture(scope="module")
def readers(cluster: TestCluster) -> Iterator[Readers]:
    """Three readers of a database with ten thousand conversations."""
    with cluster.database("migrated") as database:
        world = World(database)
        bulk.fill(database)
        yield Readers(world.owner, world.user("viewer"), world.user(None))


def nodes(connection: psycopg.Connection, query: str) -> list[dict[str, Any]]:
    """Every node of a query's plan."""
    (plan,) = value(connection, f"explain (format json) {query}")
    found: list[dict[str, Any]] = []
    waiting = [plan["Plan"]]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting.extend(node.get("Plans", ()))
    return found


def page(view: str, condition: str) -> str:
    """The first page in the default order."""
    return (
        f"select {COLUMNS} from public.{view} where {condition}"
        " order by conversation_number, conversation_id limit 50"
    )


def count(view: str, condition: str) -> str:
    """The exact count of all pages."""
    return f"select count(*) from public.{view} where {condition}"


def read_whole(plan: list[dict[str, Any]]) -> set[str]:
    """The big tables a plan reads from end to end."""
    return {node["Relation Name"] for node in plan if node["Node Type"] == "Seq Scan"} & BIG


def indexes(plan: list[dict[str, Any]]) -> set[str]:
    """The indexes a plan uses."""
    return {node["Index Name"] for node in plan if "Index Name" in node}


@pytest.mark.parametrize("who", ["owner", "member"])
@pytest.mark.parametrize("name", FILTERS)
def test_a_filtered_page_and_its_count_come_from_an_index(readers: Readers, who: str, name: str) -> None:
    """Each filter, alone and together, in the default order: no big table is read whole, policies or not."""
    condition, index = FILTERS[name]
    for query in (page("conversation_matrix", condition), count("conversation_matrix", condition)):
        plan = nodes(getattr(readers, who), query)
        assert read_whole(plan) == set(), query
        assert indexes(plan) & {index, ORDER}, query


def test_the_default_order_needs_no_sort(readers: Readers) -> None:
    """A page without a filter, or with one that many match, is read off the index in order."""
    for condition in ("true", "dataset_id = 'demo'", "persona_type = 'Marcus'", "quality_score >= 4.5"):
        plan = nodes(readers.member, page("conversation_matrix", condition))
        assert not [node for node in plan if node["Node Type"] == "Sort"], condition


@pytest.mark.parametrize("who", ["owner", "member"])
@pytest.mark.parametrize("name", SEARCHES)
def test_a_search_goes_by_the_words(readers: Readers, who: str, name: str) -> None:
    """The GIN index answers, for members too, and the conversations are looked up one by one or by a filter."""
    for query in (page("conversation_search", SEARCHES[name]), count("conversation_search", SEARCHES[name])):
        plan = nodes(getattr(readers, who), query)
        assert "conversation_words_words_idx" in indexes(plan), query
        assert read_whole(plan) == set(), query


def test_a_range_with_two_ends_is_counted_by_index(readers: Readers) -> None:
    """Numbers are compared after the policy, and without statistics: the count still reads the index alone."""
    condition = "quality_score >= 4.5 and quality_score <= 4.8"
    plan = nodes(readers.member, count("conversation_matrix", condition))
    assert (read_whole(plan), ORDER in indexes(plan)) == (set(), True)
    plan = nodes(readers.owner, page("conversation_matrix", condition))
    assert (read_whole(plan), ORDER in indexes(plan)) == (set(), True)


def test_a_search_finds_what_it_should(readers: Readers) -> None:
    """Ten thousand conversations, twenty of them on the topic; a stranger's search is not even begun."""
    query = count("conversation_search", SEARCHES["a topic"])
    assert value(readers.member, query) == 20
    assert value(readers.stranger, query) == 0
    (plan,) = value(readers.stranger, f"explain (analyze, format json) {query}")
    waiting, looked_up = [plan["Plan"]], []
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("Plans", ()))
        if node.get("Index Name") == "conversation_words_words_idx":
            looked_up.append(node["Actual Loops"])
    assert looked_up == [0]
