"""What a fuzzer sends to the REST door over the library: nearly right, hostile, and plain nonsense."""

import json
import string

from hypothesis import strategies as st

from tests.integration.rest.conftest import ANON, SERVICE, token

ODD = string.ascii_letters + "0123456789*.,:()\"'\\{}[]->!;$% &=#é\u2028\x00\U0001f600"
NAMES = ["books", "authors", "reviews", "book_list", "notes", "vault", "settings", 'Odd "name', "profiles"]
CALLS = [
    "add",
    "books_by",
    "tally",
    "echo",
    "whole",
    "numbers",
    "sum_all",
    "overloaded",
    "refuse",
    "say",
    "whoami",
]
COLUMNS = [
    "id",
    "title",
    "name",
    "details",
    "tags",
    "span",
    "body",
    "owner",
    "open",
    "closed",
    "key",
    "label",
]
ATTACKS = [
    "'; drop table books; --",
    '"; drop table books; --',
    "1) or true --",
    "$1",
    "%s",
    "\\x27",
    "id from vault --",
    "*",
    "a,b",
    "canary",
]
OPERATORS = [
    *("eq", "neq", "gt", "gte", "lt", "lte", "like", "ilike", "match", "imatch", "in", "is", "isdistinct"),
    *(
        "fts",
        "plfts",
        "phfts",
        "wfts",
        "fts(simple)",
        "wfts(nope)",
        "cs",
        "cd",
        "ov",
        "sl",
        "sr",
        "nxr",
        "nxl",
    ),
    *("nxl", "adj", "like(any)", "eq(all)", "not.eq", "not.in", "nope"),
]

text = st.text(alphabet=ODD, max_size=20)
hostile = st.sampled_from(ATTACKS) | text
column = (
    st.sampled_from(COLUMNS)
    | st.sampled_from(["details->>n", "details->a->0", "extras->city->>name"])
    | hostile
)
value = (
    st.sampled_from(["1", "null", "true", "(1,2)", "{red}", "[1,3)", "foo", "2020-01-01", '{"n": 1}'])
    | hostile
)
condition = st.tuples(st.sampled_from(OPERATORS), value).map(".".join)
relation = st.sampled_from(
    ["reviews", "authors", "publishers", "genres", "books", "staff", "notes", "siblings"]
)
items = st.recursive(
    st.lists(
        column
        | st.tuples(
            st.sampled_from(["a:", "", "...", '"q""q":']), column, st.sampled_from(["::text", "::nope", ""])
        ).map("".join),
        max_size=3,
    ).map(",".join),
    lambda inner: st.tuples(
        relation,
        st.sampled_from(["", "!inner", "!left", "!books_author_id_fkey"]),
        st.just("("),
        inner,
        st.just(")"),
    ).map("".join),
    max_leaves=4,
)
logic = st.recursive(
    st.tuples(column, condition).map(".".join),
    lambda inner: st.tuples(
        st.sampled_from(["and", "or", "not.and", "not.or"]),
        st.lists(inner, min_size=1, max_size=3).map(",".join),
    ).map(lambda pair: f"{pair[0]}({pair[1]})"),
    max_leaves=4,
)
order = st.tuples(
    column, st.sampled_from(["", ".asc", ".desc", ".nullsfirst", ".desc.nullslast", ".up"])
).map("".join)
pair = (
    st.tuples(column, condition)
    | st.tuples(st.just("select"), items | hostile)
    | st.tuples(st.sampled_from(["order", "reviews.order"]), order | hostile)
    | st.tuples(
        st.sampled_from(["or", "and", "not.or", "reviews.or"]), logic.map(lambda tree: f"({tree})") | hostile
    )
    | st.tuples(st.sampled_from(["limit", "offset", "reviews.limit"]), st.integers(-2, 5).map(str) | hostile)
    | st.tuples(st.sampled_from(["columns", "on_conflict"]), column | hostile)
    | st.tuples(st.sampled_from(["a", "b", "p_author", "p_state", "p_numbers", "p_upto"]), value)
    | st.tuples(hostile, hostile)
)
path = (
    st.sampled_from(NAMES)
    | st.sampled_from(CALLS).map(lambda name: f"rpc/{name}")
    | text.filter(lambda found: not found.startswith("."))
)
json_value = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats(allow_nan=False) | hostile,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(hostile, inner, max_size=3),
    max_leaves=6,
)
ARGUMENTS = [
    "a",
    "b",
    "p",
    "p_author",
    "p_state",
    "p_upto",
    "p_numbers",
    "p_headers",
    "p_status",
    "author_id",
    "price",
]
fields = st.dictionaries(st.sampled_from(COLUMNS + ARGUMENTS) | hostile, json_value, max_size=4)
body = (fields | st.lists(fields, max_size=3) | json_value).map(
    lambda found: json.dumps(found).encode()
) | st.binary(max_size=20)
word = st.text(alphabet=string.ascii_letters + string.digits + "=-/;,.*+_ é", max_size=20).map(
    lambda found: found.strip().encode("latin-1")
)
PREFER = [
    *("return=representation", "return=minimal", "return=headers-only", "missing=default", "tx=rollback"),
    *("count=exact", "count=planned", "count=estimated", "handling=strict", "handling=lenient", "what=ever"),
    *("resolution=merge-duplicates", "resolution=ignore-duplicates", "max-affected=1", "max-affected=x"),
    *("timezone=UTC", "timezone=Nowhere/Else"),
]
ACCEPT = [
    *("application/json", "application/vnd.pgrst.object+json", "text/csv", "image/*", "*/*;q=0.1"),
    *("application/vnd.pgrst.array+json;nulls=stripped", "application/vnd.pgrst.plan+json"),
    "application/geo+json",
]
header = (
    st.tuples(
        st.just("Prefer"), st.lists(st.sampled_from(PREFER), max_size=4).map(lambda p: ", ".join(p).encode())
    )
    | st.tuples(st.just("Accept"), st.sampled_from(ACCEPT).map(str.encode) | word)
    | st.tuples(st.just("Range"), st.sampled_from([b"0-1", b"1-2", b"9-3", b"5-", b"items=0-0"]) | word)
    | st.tuples(
        st.just("Content-Type"), st.sampled_from([b"text/plain", b"text/csv", b"application/json"]) | word
    )
    | st.tuples(
        st.sampled_from(["Accept-Profile", "Content-Profile"]), st.sampled_from([b"public", b"auth"]) | word
    )
    | st.tuples(st.sampled_from(["Prefer", "X-Odd", "Cookie"]), word)
)
who = st.sampled_from(
    [(SERVICE, SERVICE), (ANON, ANON), (ANON, token()), (ANON, "not.a.token"), ("nobody", ANON)]
)
METHODS = ["GET", "HEAD", "POST", "PATCH", "DELETE", "PUT", "OPTIONS", "TRACE"]
