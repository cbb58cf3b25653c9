"""What clients ask to hear, read as supabase/realtime's subscriptions.ex reads it."""

import pytest

from worker.local.gateway.realtime.bindings import (
    Binding,
    BindingError,
    Condition,
    binding_id,
    parse,
    parse_filter,
)


@pytest.mark.parametrize(
    ("params", "binding"),
    [
        ({"event": "INSERT", "schema": "public", "table": "jobs"}, Binding("INSERT", "public", "jobs")),
        ({"event": "update", "schema": "public", "table": "jobs"}, Binding("UPDATE", "public", "jobs")),
        ({"event": "*", "schema": "public"}, Binding("*", "public", "*")),
        ({"schema": "*"}, Binding("*", "*", "*")),
        ({"event": "nonsense", "table": "jobs"}, Binding("*", "public", "jobs")),
        ({"schema": "public", "table": "jobs", "filter": "  "}, Binding("*", "public", "jobs")),
        (
            {"schema": "public", "table": "jobs", "filter": "id=eq.5", "select": ["id", 3, "note"]},
            Binding("*", "public", "jobs", (Condition("id", "eq", "5"),), ("id", "note")),
        ),
    ],
)
def test_entries_are_read(params: dict[str, object], binding: Binding) -> None:
    """Schema and table default as on the real server, event names know no case."""
    assert parse(params) == binding


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("id=eq.5", [Condition("id", "eq", "5")]),
        ("id=gt.0,id=lt.100", [Condition("id", "gt", "0"), Condition("id", "lt", "100")]),
        ("status=in.(a,b)", [Condition("status", "in", "{a,b}")]),
        ('status=in.("a,b",c),id=eq.1', [Condition("status", "in", '{"a,b",c}'), Condition("id", "eq", "1")]),
        ("status=not.in.(a)", [Condition("status", "in", "{a}", negate=True)]),
        ("title=like.%foo%", [Condition("title", "like", "%foo%")]),
        ('title=eq."a,b"', [Condition("title", "eq", "a,b")]),
        (r'title=eq."say \"a\", b"', [Condition("title", "eq", 'say "a", b')]),
        ('title=eq."half', [Condition("title", "eq", '"half')]),
        ("title=eq.a.b=c", [Condition("title", "eq", "a.b=c")]),
        ("at=is.null", [Condition("at", "is", "null")]),
        ("title=not.isdistinct.x", [Condition("title", "isdistinct", "x", negate=True)]),
    ],
)
def test_filters_are_read(text: str, conditions: list[Condition]) -> None:
    """Operators, negation, lists, quotes and several conditions."""
    assert parse_filter(text) == tuple(conditions)


@pytest.mark.parametrize(
    ("params", "reason"),
    [
        ({}, "No subscription params provided"),
        ({"schema": "public", "filter": "id=eq.1"}, "No subscription params provided"),
        ({"schema": 1, "table": "jobs"}, "No subscription params provided"),
        ({"schema": "public", "table": "jobs", "filter": "undefined"}, r'params: \["undefined"\]'),
        ({"schema": "public", "table": "jobs", "filter": "id=foo.5"}, r'\["foo", "5"\]'),
        ({"schema": "public", "table": "jobs", "filter": "id=eq"}, r'\["eq"\]'),
        ({"schema": "public", "table": "jobs", "filter": "id=eq.1,,id=eq.2"}, "empty segments"),
        ({"schema": "public", "table": "jobs", "filter": "id=in.1"}, "wrapped by parentheses"),
        ({"schema": "public", "table": "jobs", "select": "id,note"}, "expected a list of column name"),
        ({"schema": "public", "select": ["id"]}, "not supported for wildcard"),
    ],
)
def test_what_cannot_be_read_is_refused(params: dict[str, object], reason: str) -> None:
    """The message is the real server's."""
    with pytest.raises(BindingError, match=reason):
        parse(params)


def test_an_entry_covers_its_tables_and_events() -> None:
    """A star stands for all."""
    one, all_tables = Binding("INSERT", "public", "jobs"), Binding("*", "public", "*")
    assert one.covers("public", "jobs")
    assert not one.covers("public", "items")
    assert not all_tables.covers("auth", "users")
    assert (one.hears("INSERT"), one.hears("DELETE"), all_tables.hears("DELETE")) == (True, False, True)


def test_ids_are_stable_and_never_zero() -> None:
    """The same entry has the same id whatever the order of its keys; clients take 0 for none."""
    entry = {"event": "*", "schema": "public", "table": "jobs"}
    assert binding_id(entry) == binding_id(dict(reversed(entry.items())))
    assert binding_id(entry) != binding_id({**entry, "table": "items"})
    assert binding_id(entry) > 0
