"""PostgREST's URL grammar: what parses to what, and where the rest stops making sense."""

from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from worker.local.gateway.rest.errors import RestError
from worker.local.gateway.rest.parse import parse, parse_select
from worker.local.gateway.rest.query import (
    Column,
    Condition,
    Embed,
    Field,
    JsonStep,
    Logic,
    OrderTerm,
    Query,
    Window,
)


def conditions(query_string: str) -> list[Condition | Logic]:
    """The root's filters."""
    return [test for path, test in parse(query_string.encode()).where if path == ()]


def test_nothing_asks_for_every_column() -> None:
    """An empty query string is select=*."""
    assert parse(b"") == Query()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id", Column(Field("id"))),
        (" id ", Column(Field("id"))),
        ("full name", Column(Field("full name"))),
        ("with-dash", Column(Field("with-dash"))),
        ('"a,b.c"', Column(Field("a,b.c"))),
        ('"say \\"hi\\""', Column(Field('say "hi"'))),
        ("n:name", Column(Field("name"), alias="n")),
        ("id::text", Column(Field("id"), cast="text")),
        ("n:id::Double Precision", Column(Field("id"), alias="n", cast="double precision")),
        ("d->a", Column(Field("d", (JsonStep("a", as_text=False),)))),
        (
            "d->a->>0",
            Column(Field("d", (JsonStep("a", as_text=False), JsonStep("0", as_text=True, is_index=True)))),
        ),
        ("d->-1", Column(Field("d", (JsonStep("-1", as_text=False, is_index=True),)))),
        ('d->>"a.b"', Column(Field("d", (JsonStep("a.b", as_text=True),)))),
        (
            "x:d->>a::int",
            Column(Field("d", (JsonStep("a", as_text=True),)), alias="x", cast="int"),
        ),
    ],
)
def test_a_column_has_alias_path_and_cast(text: str, expected: Column) -> None:
    """alias:column->path::cast, each part optional."""
    assert parse_select(text) == (expected,)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("r(*)", Embed("r", (Column(Field("*")),))),
        ("r()", Embed("r", ())),
        ("a:r!fk!inner(id)", Embed("r", (Column(Field("id")),), alias="a", hint="fk", inner=True)),
        ("r!inner!fk(id)", Embed("r", (Column(Field("id")),), hint="fk", inner=True)),
        ("r!left(id)", Embed("r", (Column(Field("id")),))),
        ("...r(id)", Embed("r", (Column(Field("id")),), spread=True)),
        ("r(s(t(id)))", Embed("r", (Embed("s", (Embed("t", (Column(Field("id")),)),)),))),
    ],
)
def test_a_resource_has_hint_join_and_items(text: str, expected: Embed) -> None:
    """alias:resource!hint!inner(items), nested."""
    assert parse_select(text) == (expected,)


@pytest.mark.parametrize(
    ("query_string", "expected"),
    [
        ("id=eq.1", Condition(Field("id"), "eq", "1")),
        ("id=not.eq.1", Condition(Field("id"), "eq", "1", negated=True)),
        ("id=eq.", Condition(Field("id"), "eq", "")),
        ("t=eq.a.b,c(d)", Condition(Field("t"), "eq", "a.b,c(d)")),
        ("t=like(any).%7Ba,b%7D", Condition(Field("t"), "like", "{a,b}", modifier="any")),
        ("t=eq.a%2Bb+c", Condition(Field("t"), "eq", "a+b c")),
        ("id=in.(1,2)", Condition(Field("id"), "in", ("1", "2"))),
        ("id=in.()", Condition(Field("id"), "in", ())),
        ('t=in.("a,b",c"d,"e\\"f")', Condition(Field("t"), "in", ("a,b", 'c"d', 'e"f'))),
        ("t=is.NULL", Condition(Field("t"), "is", "null")),
        ("t=not.is.null", Condition(Field("t"), "is", "null", negated=True)),
        ("t=is.not_null", Condition(Field("t"), "is", "not_null")),
        ("t=fts(english).a", Condition(Field("t"), "fts", "a", modifier="english")),
        ("t=isdistinct.a", Condition(Field("t"), "isdistinct", "a")),
        ("d->>a=eq.1", Condition(Field("d", (JsonStep("a", as_text=True),)), "eq", "1")),
        ('"a.b"=eq.1', Condition(Field("a.b"), "eq", "1")),
    ],
)
def test_a_filter_has_operator_and_value(query_string: str, expected: Condition) -> None:
    """column=not.operator(modifier).value; the value of a plain operator is all that is left."""
    assert conditions(query_string.replace('"', "%22").replace("\\", "%5C")) == [expected]


def test_logic_nests_and_quotes() -> None:
    """or=(…) holds conditions, quoted values, lists, arrays and further groups."""
    (found,) = conditions("or=(a.eq.%22x,y%22,not.and(b.in.(1,2),c.cs.%7B1,2%7D),d.not.is.null)")
    assert found == Logic(
        "or",
        (
            Condition(Field("a"), "eq", "x,y"),
            Logic(
                "and",
                (Condition(Field("b"), "in", ("1", "2")), Condition(Field("c"), "cs", "{1,2}")),
                negated=True,
            ),
            Condition(Field("d"), "is", "null", negated=True),
        ),
    )


def test_columns_may_be_named_like_operators() -> None:
    """`and` and `or` are groups only before a parenthesis."""
    (found,) = conditions("or=(order.eq.1,android.eq.2,not.eq.3)")
    assert isinstance(found, Logic)
    assert [c.field.name for c in found.children if isinstance(c, Condition)] == ["order", "android", "not"]


def test_paths_lead_to_embedded_resources() -> None:
    """Filters, groups, order, limit and offset of a resource bear its path."""
    query = parse(b"r.s.id=eq.1&r.not.or=(a.eq.1,b.eq.2)&r.order=id.desc&r.limit=2&r.offset=1&limit=5")
    assert [path for path, _ in query.where] == [("r", "s"), ("r",)]
    assert query.where[1][1] == Logic(
        "or", (Condition(Field("a"), "eq", "1"), Condition(Field("b"), "eq", "2")), negated=True
    )
    assert query.order == ((("r",), (OrderTerm(Field("id"), direction="desc"),)),)
    assert query.windows == {("r",): Window(1, 2), (): Window(0, 5)}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("id", OrderTerm(Field("id"))),
        ("id.desc", OrderTerm(Field("id"), direction="desc")),
        ("id.asc.nullsfirst", OrderTerm(Field("id"), direction="asc", nulls="first")),
        ("id.nullslast", OrderTerm(Field("id"), nulls="last")),
        ("d->>a.desc", OrderTerm(Field("d", (JsonStep("a", as_text=True),)), direction="desc")),
        ("r(id).desc", OrderTerm(Field("id"), relation="r", direction="desc")),
    ],
)
def test_order_has_direction_and_place_of_nulls(text: str, expected: OrderTerm) -> None:
    """column.desc.nullslast, each part optional; relation(column) of a to-one resource."""
    assert parse(f"order={text}".encode()).order == (((), (expected,)),)


def test_names_of_columns_and_conflict_keys() -> None:
    """columns= and on_conflict= are names, quoted or not, each once."""
    query = parse(b"columns=%22a%22,b,%22a%22&on_conflict=k1,k2")
    assert (query.columns, query.on_conflict) == (("a", "b"), ("k1", "k2"))


def test_a_call_by_get_has_arguments_and_filters() -> None:
    """What has no operator is an argument."""
    query = parse(b"p_author=1&id=eq.2&list=%7B1,2%7D", is_call=True)
    assert query.arguments == (("p_author", "1"), ("list", "{1,2}"))
    assert query.where == (((), Condition(Field("id"), "eq", "2")),)


@pytest.mark.parametrize(
    ("query_string", "position"),
    [
        ("id=1", 1),
        ("id=zz.1", 1),
        ("id=not.zz.1", 5),
        ("id=in.1", 4),
        ("id=in.(1", 6),
        ("id=is.maybe", 4),
        ("id=cs(any).1", 1),
        ("or=(a.eq.1", 10),
        ("or=a.eq.1", 1),
        ("select=id,", 4),
        ("select=r(id", 5),
        ("select=id)", 3),
        ("select=id::", 5),
        ("select=a->", 4),
        ("order=id.sideways", 3),
        ("order=id.ascending", 7),
    ],
)
def test_what_does_not_parse_says_where(query_string: str, position: int) -> None:
    """PGRST100 with the column of the parameter's text."""
    with pytest.raises(RestError) as refused:
        parse(query_string.encode())
    assert (refused.value.status, refused.value.code) == (400, "PGRST100")
    assert f"column {position})" in refused.value.message


def test_a_negative_limit_is_a_range_error() -> None:
    """PGRST103 (416); a limit that is no number is left out, as PostgREST does."""
    with pytest.raises(RestError) as refused:
        parse(b"limit=-1")
    assert (refused.value.status, refused.value.code) == (416, "PGRST103")
    assert parse(b"limit=abc").windows == {}


def test_depth_is_bounded() -> None:
    """Endless nesting is refused before Python's recursion limit."""
    for text in ("and=" + "(and" * 3000, "select=" + "a(" * 3000):
        with pytest.raises(RestError):
            parse(text.encode())


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ["select", "order", "or", "and", "not.and", "columns", "id", "r.id", "r.or", '"']
            ),
            st.text(alphabet='abn*.,:()"\\{}->!0 \x00é\u2028', max_size=30),
        ),
        max_size=4,
    )
)
def test_any_text_parses_or_is_refused(pairs: list[tuple[str, str]]) -> None:
    """The parser answers a Query or a RestError with a 4xx status, never anything else."""
    refused = None
    try:
        parse(urlencode(pairs).encode())
    except RestError as error:
        refused = error
    assert refused is None or 400 <= refused.status < 500
