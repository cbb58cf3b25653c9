"""Full-text search: what conversation_search finds, that it follows every change, and who may search."""

import uuid

from tests.sql.payload import payload
from tests.sql.world import World, refused, rows, value

FIND = (
    "select conversation_id from public.conversation_search where search @@ {} order by conversation_number"
)


def found(world: World, query: str) -> list[str]:
    """Ids that a viewer finds with a tsquery in SQL."""
    reader = world.user("viewer", f"{uuid.uuid4()}@example.org")
    return [str(row["conversation_id"]) for row in rows(reader, FIND.format(query))]


def test_topics_people_and_messages_are_found(world: World) -> None:
    """Stems and words as written, in the plan and in both sides of the conversation; weights tell them apart."""
    world.plan(1, topic_category="equity", topic_description="Restricted stock units were vesting")
    world.plan(1, persona_name="Ada Bell", starting_emotion="shame")
    world.plan(1)
    world.job(["fp_3"])
    (work,) = world.claim()
    world.save(work, payload(text="Vested shares are wages."))
    assert found(world, "to_tsquery('english', 'vest')") == ["fp_1", "fp_3"]
    assert found(world, "to_tsquery('english', 'vest:A')") == ["fp_1"]
    assert found(world, "to_tsquery('simple', 'vesting')") == ["fp_1"]
    assert found(world, "websearch_to_tsquery('english', '\"ada bell\"')") == ["fp_2"]
    assert found(world, "plainto_tsquery('english', 'shame')") == ["fp_2"]
    assert found(world, "to_tsquery('english', 'wage:D')") == ["fp_3"]
    assert found(world, "to_tsquery('english', 'wage:C')") == []


def test_the_words_follow_every_change(world: World) -> None:
    """A replaced text, an edited plan, deleted turns: what is gone is found no more, at once."""
    world.plan(1)
    world.job(["fp_1"])
    (work,) = world.claim()
    world.save(work, payload(text="Old answer."))
    world.job(["fp_1"], options={"existing": "replace"})
    (again,) = world.claim()
    world.save(again, payload(text="New answer."))
    assert (found(world, "to_tsquery('simple', 'old')"), found(world, "to_tsquery('simple', 'new')")) == (
        [],
        ["fp_1"],
    )
    rows(world.owner, "update public.training_turns set target_response = 'Third answer.'")
    assert (found(world, "to_tsquery('simple', 'new')"), found(world, "to_tsquery('simple', 'third')")) == (
        [],
        ["fp_1"],
    )
    world.planted = True  # a saved conversation without turns is a violation
    rows(world.owner, "delete from public.training_turns")
    assert found(world, "to_tsquery('simple', 'third')") == []
    manager = world.user("manager")
    (free,) = world.plan(1)
    rows(
        manager,
        "update public.training_conversations set topic_description = 'escrow' where conversation_id = %s",
        free,
    )
    assert found(world, "to_tsquery('simple', 'escrow')") == [free]


def test_each_language_has_its_stems(world: World) -> None:
    """A German plan is stemmed as German; a language the server does not know is searched as written."""
    world.plan(1, language="de-AT", topic_description="zwei Häuser")
    world.plan(1, language="tlh", topic_description="houses")
    assert found(world, "to_tsquery('german', 'haus')") == ["fp_1"]
    assert found(world, "to_tsquery('english', 'house')") == []
    assert found(world, "to_tsquery('simple', 'houses')") == ["fp_2"]


def test_a_text_of_any_length_is_saved(world: World) -> None:
    """A tsvector has an end, a save does not fail at it: such a text is found by its beginning."""
    world.plan(1)
    world.job(["fp_1"])
    (work,) = world.claim()
    text = "Beginning. " + " ".join(f"слово{number}" for number in range(150_000))
    assert world.save(work, payload(turns=1, text=text))["answer"] == "saved"
    assert found(world, "to_tsquery('simple', 'beginning')") == ["fp_1"]


def test_a_label_of_any_length_is_refused_whole(world: World) -> None:
    """What is filtered by equality is short: 23514, which the API answers as 400, not an index's 500."""
    (free,) = world.plan(1)
    manager = world.user("manager")
    for column in ("persona_type", "topic_category", "starting_emotion", "ending_emotion"):
        statement = f"update public.training_conversations set {column} = %s where conversation_id = %s"
        assert refused(manager, statement, "x" * 201, free).sqlstate == "23514"
        assert rows(manager, statement + " returning 1 as done", "é" * 200, free) == [{"done": 1}]


def test_only_members_search(world: World) -> None:
    """Anon is refused, a non-member and an anonymous sign-in find nothing; the words themselves are nobody's."""
    world.plan(1, topic_description="secret")
    query = FIND.format("to_tsquery('simple', 'secret')")
    assert refused(world.connect("anon"), query).sqlstate == "42501"
    member = world.database.add_user("anonymous@example.org", "manager")
    anonymous = world.database.as_user(member, anonymous=True)
    for reader in (world.user(None), anonymous):
        assert rows(reader, query) == []
    assert len(rows(world.user("viewer"), query)) == len(rows(world.service, query)) == 1
    for reader in (world.user("reviewer"), world.user("manager")):
        assert refused(reader, "select * from public.conversation_words").sqlstate == "42501"


def test_nobody_names_what_the_search_reads(world: World) -> None:
    """The view behind it lies in a schema without usage, and asks for membership even if somebody granted it."""
    world.plan(1)
    hidden = "select count(*) from training_private.member_words"
    for reader in (world.connect("anon"), world.user("manager"), world.service):
        assert refused(reader, hidden).sqlstate == "42501"
    stranger, member = world.user(None), world.user("viewer")
    rows(world.owner, "grant usage on schema training_private to authenticated")
    try:
        assert (value(stranger, hidden), value(member, hidden)) == (0, 1)
    finally:
        rows(world.owner, "revoke usage on schema training_private from authenticated")
