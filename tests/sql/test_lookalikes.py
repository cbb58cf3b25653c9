"""Which conversations come close to a new one: found by sketches that follow the texts, whoever writes them."""

import random
import statistics
import time
from typing import Any

import psycopg
import pytest
from psycopg.types.json import Jsonb

from tests.sql.world import World, attempt, rows, value

# Enough words that unrelated texts share no run of five.
WORDS = [f"w{number}" for number in range(400)]


def text(seed: int, words: int = 700) -> str:
    """A text of its own for each seed."""
    return " ".join(random.Random(seed).choices(WORDS, k=words))  # noqa: S311 - no secret


def mixed(share: float, one: int, two: int, words: int = 700) -> str:
    """A text whose beginning is `one`'s, for that share of its words; the rest is `two`'s."""
    cut = int(words * share)
    return " ".join([*text(one, words).split()[:cut], *text(two, words).split()[cut:]])


def write(world: World, conversation_id: str, *messages: str) -> None:
    """Turns of a conversation, past every function of ours."""
    for number, message in enumerate(messages, start=1):
        rows(
            world.owner,
            "insert into public.training_turns (turn_id, conversation_id, turn_number, user_input, target_response)"
            " values (%s, %s, %s, %s, 'Yes.')",
            f"{conversation_id}_turn{number}", conversation_id, number, message,
        )  # fmt: skip


def alike(world: World, *messages: str, to: str = "fp_1") -> list[str]:
    """The ids of conversations that come close."""
    answer: Any = value(
        world.service, "select public.conversation_lookalikes(%s, %s)", to, Jsonb(list(messages))
    )
    return list(answer)


def test_a_near_copy_is_named_and_a_stranger_is_not(world: World) -> None:
    """Closest first: all of it, half of it; a text of other words and the conversation itself are left out."""
    world.plan(4)
    write(world, "fp_1", text(1))
    write(world, "fp_2", mixed(0.6, 1, 2))
    write(world, "fp_3", text(1))
    write(world, "fp_4", text(4))
    assert alike(world, text(1)) == ["fp_3", "fp_2"]
    assert alike(world, text(9)) == []
    assert alike(world) == []


@pytest.mark.parametrize("seed", range(8))
def test_whatever_shares_what_the_bar_asks_is_named(world: World, seed: int) -> None:
    """A text that shares 0.30 of its runs (0.46 of its words, in a row) is always among the candidates."""
    world.plan(2)
    write(world, "fp_2", mixed(0.47, seed, 100 + seed))
    assert alike(world, text(seed)) == ["fp_2"]


def test_a_sketch_follows_its_text(world: World) -> None:
    """Written, edited, deleted and written anew: what is compared is what is there now."""
    world.plan(2)
    write(world, "fp_2", text(2))
    assert alike(world, text(2)) == ["fp_2"]
    rows(world.owner, "update public.training_turns set user_input = %s", text(3))
    assert (alike(world, text(2)), alike(world, text(3))) == ([], ["fp_2"])
    rows(world.owner, "delete from public.training_turns")
    assert value(world.owner, "select count(*) from public.conversation_sketches") == 0
    write(world, "fp_2", text(4))
    rows(world.owner, "delete from public.training_conversations where conversation_id = 'fp_2'")
    assert value(world.owner, "select count(*) from public.conversation_sketches") == 0


def test_a_saved_conversation_has_a_sketch(world: World) -> None:
    """The worker's save writes it with everything else, a second save over the first."""
    world.plan(1)
    world.job()
    (work,) = world.claim()
    world.save(work)
    assert value(world.owner, "select count(*) from public.conversation_sketches") > 0


def test_only_conversations_of_one_dataset_are_compared(world: World) -> None:
    """The same text in another dataset is no copy."""
    world.plan(2)
    write(world, "fp_2", text(2))
    assert alike(world, text(2)) == ["fp_2"]
    rows(
        world.owner,
        "insert into public.training_datasets (dataset_id, name, id_prefix) values ('b', 'B', 'b')",
    )
    rows(world.owner, "update public.conversation_sketches set dataset_id = 'b'")
    assert alike(world, text(2)) == []


def test_sketches_are_the_workers_alone(world: World) -> None:
    """Neither a manager nor anon reads them or asks for lookalikes."""
    for actor in (world.user("manager"), world.connect("anon")):
        assert attempt(actor, "select * from public.conversation_sketches") == "42501"
        assert attempt(actor, "select public.conversation_lookalikes('fp_1', '[]')") == "42501"


@pytest.mark.long
def test_a_thousand_conversations_are_compared_in_under_fifty_milliseconds(world: World) -> None:
    """Median of nine, planning and hashing of the new text included."""
    world.plan(2)
    write(world, "fp_2", text(2))
    with psycopg.connect(world.database.dsn("supabase_admin"), autocommit=True) as admin:
        admin.execute("set session_replication_role = replica")
        rows(
            admin,
            "insert into public.conversation_sketches (conversation_id, dataset_id, hash)"
            " select 'old_' || n, d.dataset_id, hashtextextended(n::text, i) from generate_series(1, 1000) n,"
            " generate_series(1, 128) i, public.training_datasets d",
        )
        admin.execute("analyze public.conversation_sketches")
    took = []
    for _ in range(9):
        began = time.perf_counter()
        assert alike(world, text(2)) == ["fp_2"]
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.05, took
