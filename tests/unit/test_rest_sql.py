"""SQL from requests over a catalogue made by hand: what is identifier, what is parameter, what is refused."""

import json
import re
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.local.gateway.rest.actions import Action, Builder
from worker.local.gateway.rest.catalogue import Catalogue, ColumnInfo, Link, Parameter, Relation, Routine
from worker.local.gateway.rest.errors import RestError
from worker.local.gateway.rest.headers import negotiate, read_preferences
from worker.local.gateway.rest.payload import Incoming

EVIL = 'x"; drop table books; --'


def columns(**types: str) -> dict[str, ColumnInfo]:
    """Columns by name and type; id has a default."""
    return {
        name: ColumnInfo(name, kind, kind, "nextval('s'::regclass)" if name == "id" else None)
        for name, kind in types.items()
    }


BOOKS = Relation(1, "books", columns(id="integer", title="text", data="jsonb", author_id="integer"), ("id",))
AUTHORS = Relation(2, "authors", columns(id="integer", name="text"), ("id",))
ODD = Relation(3, EVIL, {EVIL: ColumnInfo(EVIL, "text", "text")}, (EVIL,))
KEY = (("author_id", "id"),)
CATALOGUE = Catalogue(
    schema="public",
    relations={relation.name: relation for relation in (BOOKS, AUTHORS, ODD)},
    links={
        "books": (Link("books", "authors", "books_fk", KEY, to_one=True, kind="many-to-one"),),
        "authors": (
            Link("authors", "books", "books_fk", (("id", "author_id"),), to_one=False, kind="one-to-many"),
        ),
    },
    routines={
        "add": (
            Routine(
                "add",
                (Parameter("a", "integer", required=True), Parameter("b", "integer", required=False)),
                returns_set=False,
                returns_void=False,
                returns_row=False,
            ),
        )
    },
    types=frozenset({"text", "integer"}),
)


def act(
    method: str, name: str, query: str = "", body: object = None, prefer: str = "", *, call: bool = False
) -> Action:
    """The action of a request."""
    builder = Builder(CATALOGUE, 1000)
    incoming = Incoming(
        method,
        name,
        query.encode(),
        b"" if body is None else json.dumps(body).encode(),
        "application/json",
        read_preferences([prefer]),
        negotiate(None),
    )
    return builder.call_action(incoming) if call else builder.relation_action(incoming)


def sql(action: Action) -> str:
    """The statement's text."""
    return action.statement.sql.decode()


def test_values_are_parameters() -> None:
    """No value of a request is in the text of its statement."""
    action = act("GET", "books", urlencode([("title", f"eq.{EVIL}"), ("data->>k", f"in.({EVIL})")]))
    assert "drop" not in sql(action)
    assert EVIL in action.statement.values


def test_names_are_quoted_identifiers() -> None:
    """A name the catalogue holds is quoted, whatever is in it."""
    quoted = '"x""; drop table books; --"'
    action = act("GET", EVIL, urlencode({"select": quoted.replace('""', '\\"')}))
    assert f'"public".{quoted}' in sql(action)
    assert sql(action).replace(quoted, "").count("drop") == 0


def test_a_name_the_catalogue_does_not_hold_is_never_sql() -> None:
    """Unknown tables, columns, types and arguments are refused before there is a statement."""
    for method, name, query, body in [
        ("GET", "pg_class", "", None),
        ("GET", "books", "select=secret", None),
        ("GET", "books", "secret=eq.1", None),
        ("GET", "books", "or=(id.eq.1,secret.eq.1)", None),
        ("GET", "books", "order=secret", None),
        ("GET", "books", "select=id::pg_class", None),
        ("GET", "books", "select=authors(secret)", None),
        ("GET", "books", "select=authors(id)&authors.secret=eq.1", None),
        ("POST", "books", "", {"secret": 1}),
        ("POST", "books", "columns=secret", [{"id": 1}]),
        ("PATCH", "books", "secret=eq.1", {"title": "x"}),
        ("DELETE", "books", "secret=eq.1", None),
    ]:
        with pytest.raises(RestError) as refused:
            act(method, name, query, body)
        assert refused.value.stale
    with pytest.raises(RestError):
        act("POST", "add", body={"a": 1, "secret": 2}, call=True)


def test_the_answer_has_at_most_max_rows_of_every_relation() -> None:
    """The smaller of the client's limit and the stack's, at each level."""
    action = act("GET", "authors", "select=id,books(id)&limit=5000&books.limit=3")
    assert sorted(v for v in action.statement.values if v.isdigit()) == ["1000", "3"]


def test_a_minimal_insert_reads_nothing_back() -> None:
    """RETURNING a constant needs no SELECT privilege."""
    assert "returning 1 as" in sql(act("POST", "books", body={"title": "x"}))
    full = sql(act("POST", "books", "select=title,authors(name)", {"title": "x"}, "return=representation"))
    assert 'returning "books"."title", "books"."author_id")' in full


def test_a_body_reaches_postgres_as_it_came() -> None:
    """The JSON is one parameter, byte for byte; columns come from its keys, types from the catalogue."""
    action = act("POST", "books", body={"title": EVIL, "data": {"n": 1.0}})
    assert action.statement.values[0] == json.dumps({"title": EVIL, "data": {"n": 1.0}})
    assert '"pgrst_body"("title" text, "data" jsonb)' in sql(action)


def test_defaults_fill_absent_keys_when_asked() -> None:
    """missing=default puts the column's default before the body; without it the body stands alone."""
    filled = sql(act("POST", "books", "columns=id,title", [{"title": "x"}], "missing=default"))
    assert "nextval('s'::regclass)" in filled
    assert "nextval" not in sql(act("POST", "books", "columns=id,title", [{"title": "x"}]))


@pytest.mark.parametrize(("resolution", "words"), [("merge", "do update set"), ("ignore", "do nothing")])
def test_upsert_uses_the_primary_key_or_the_one_named(resolution: str, words: str) -> None:
    """on_conflict names the key, else the primary key stands."""
    prefer = f"resolution={resolution}-duplicates"
    assert f'on conflict ("id") {words}' in sql(act("POST", "books", "", {"title": "x"}, prefer))
    named = sql(act("POST", "books", "on_conflict=title", {"title": "x"}, prefer))
    assert f'on conflict ("title") {words}' in named


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_change_without_filter_is_refused(method: str) -> None:
    """Supabase's safeupdate: 21000, 400."""
    with pytest.raises(RestError) as refused:
        act(method, "books", "", {"title": "x"})
    assert (refused.value.status, refused.value.code) == (400, "21000")


def test_a_repeated_call_is_planned_once_and_takes_its_own_values() -> None:
    """The same keys give the same statement with the new body; other keys another statement."""
    builder = Builder(CATALOGUE, 1000)

    def call(body: bytes) -> Action:
        return builder.call_action(
            Incoming("POST", "add", b"", body, "", read_preferences([]), negotiate(None))
        )

    first, second, third = call(b'{"a": 1}'), call(b'{"a": 2}'), call(b'{"a": 2, "b": 3}')
    assert first.statement.sql is second.statement.sql
    assert (first.statement.values[0], second.statement.values[0]) == ('{"a": 1}', '{"a": 2}')
    assert third.statement.sql != first.statement.sql


TEXT = st.text(alphabet="abid*.,:()\"'\\{}->!0;$% \x00é", max_size=25)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.sampled_from(["GET", "HEAD", "POST", "PATCH", "DELETE"]),
    st.sampled_from(["books", "authors", EVIL, "nope"]),
    st.lists(
        st.tuples(
            st.sampled_from(
                ["select", "order", "or", "id", "title", "data->>k", "columns", "limit", "books.id"]
            ),
            TEXT | TEXT.map(lambda text: f"eq.{text}") | TEXT.map(lambda text: f"in.({text})"),
        ),
        max_size=3,
    ),
    st.dictionaries(st.sampled_from(["id", "title", "data"]) | TEXT, TEXT, max_size=3),
)
def test_every_statement_holds_only_known_names(
    method: str, name: str, pairs: list[tuple[str, str]], body: dict[str, str]
) -> None:
    """Whatever is sent: a RestError, or a statement whose quoted identifiers are ours or the catalogue's."""
    known = {"public", "books", "authors", EVIL, "id", "title", "data", "author_id", "name"}
    aliases = {key for key, _ in pairs} | {text for _, text in pairs}
    refused = None
    try:
        action = act(method, name, urlencode(pairs), body)
    except RestError as error:
        refused = error
    if refused:
        assert 400 <= refused.status < 600
        return
    for identifier in re.findall(r'"((?:[^"]|"")*)"', sql(action)):
        plain = identifier.replace('""', '"')
        assert plain in known or plain.startswith("pgrst_") or any(plain in text for text in aliases)
    assert sql(action).count(";") == sql(action).count(EVIL.replace('"', '""')) * EVIL.count(";")
