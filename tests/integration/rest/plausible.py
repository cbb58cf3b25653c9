"""Requests over the library that make sense: known names, fitting operators, values of the right type."""

import json
from dataclasses import dataclass, field
from typing import Any, Final

from hypothesis import strategies as st

from tests.integration.rest.conftest import ANON, SERVICE, token
from tests.integration.rest.sent import hostile

COLUMNS: Final = {
    "books": {
        "id": "int",
        "title": "text",
        "author_id": "int",
        "price": "int",
        "tags": "list",
        "details": "json",
        "pages": "int",
        "in_print": "bool",
        "printed_at": "time",
        "span": "range",
        "isbn": "text",
        "label": "text",
    },
    "authors": {"id": "int", "name": "text", "born": "time", "extras": "json"},
    "reviews": {"id": "int", "book_id": "int", "rating": "int", "body": "text"},
    "publishers": {"id": "int", "name": "text"},
    "genres": {"id": "int", "name": "text"},
    "notes": {"id": "int", "owner": "uuid", "body": "text"},
    "settings": {"key": "text", "value": "json", "changes": "int"},
    "book_list": {"id": "int", "name": "text", "author": "text"},
    "vault": {"id": "int", "open": "text"},
}
LINKS: Final = {
    "books": ["authors", "publishers", "reviews", "genres"],
    "authors": ["books", "profiles"],
    "reviews": ["books"],
    "publishers": ["books", "book_list"],
    "genres": ["books"],
    "book_list": ["reviews", "publishers"],
}
COMPARISONS: Final = ["eq", "neq", "gt", "gte", "lt", "lte", "not.eq", "isdistinct"]
OPERATORS: Final = {
    "int": COMPARISONS,
    "text": [
        *COMPARISONS,
        "like",
        "ilike",
        "match",
        "not.ilike",
        "fts(simple)",
        "plfts",
        "wfts(english)",
        "phfts",
    ],
    "time": COMPARISONS,
    "uuid": ["eq", "neq"],
    "bool": ["eq", "neq"],
    "json": ["cs", "cd", "eq"],
    "list": ["cs", "cd", "ov", "not.cs"],
    "range": ["cs", "ov", "sl", "sr", "adj", "nxr", "nxl"],
}
VALUES: Final[dict[str, st.SearchStrategy[Any]]] = {
    "int": st.integers(0, 6),
    "text": hostile.filter(lambda found: "\x00" not in found),
    "time": st.sampled_from(["2020-01-01", "1980-07-09", "2022-03-04"]),
    "uuid": st.sampled_from(["11111111-2222-3333-4444-555555555555", "99999999-8888-7777-6666-555555555555"]),
    "bool": st.booleans(),
    "json": st.dictionaries(st.sampled_from(["n", "size", "é"]), st.integers(0, 3), max_size=2),
    "list": st.lists(st.sampled_from(["red", "blue", "a,b", 'q"']), max_size=2),
    "range": st.tuples(st.integers(0, 4), st.integers(5, 9)).map(lambda ends: f"[{ends[0]},{ends[1]})"),
}
PREFER: Final = [
    "return=representation",
    "count=exact",
    "count=planned",
    "count=estimated",
    "missing=default",
]


@dataclass
class Asked:
    """One request, and whom it is asked for: the API key and the bearer."""

    method: str
    path: str
    pairs: list[tuple[str, str]]
    keys: tuple[str, str]
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def written(value: Any) -> str:
    """A value as a filter writes it."""
    if isinstance(value, list):
        return "{" + ",".join(json.dumps(each) for each in value) + "}"
    return value if isinstance(value, str) else json.dumps(value)


def quoted(value: str) -> str:
    """A value inside and=(...), where commas and brackets would end it."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


@st.composite
def condition(draw: st.DrawFn, table: str) -> tuple[str, str, str]:
    """A column, an operator that fits its type, and a value of it."""
    name = draw(st.sampled_from(sorted(COLUMNS[table])))
    kind = COLUMNS[table][name]
    if draw(st.integers(0, 5)) == 0:
        return name, "is", draw(st.sampled_from(["null", "not_null"]))
    operator = draw(st.sampled_from(OPERATORS[kind]))
    value = written(draw(VALUES[kind]))
    if operator == "match":
        value = "^[A-D]"
    if "fts(simple)" in operator:
        value = "fox | dog"
    return name, operator, value


@st.composite
def selection(draw: st.DrawFn, table: str, depth: int = 0) -> str:
    """A select list, perhaps with resources in it, under other names, cast, or inside JSON."""
    names = sorted(COLUMNS.get(table, {"motto": ""}))
    parts = ["*"] if draw(st.booleans()) else []
    for name in draw(st.lists(st.sampled_from(names), max_size=3, unique=True)):
        alias = draw(st.sampled_from(["", f"{name[0]}_{depth}:"]))
        path = "->n" if COLUMNS.get(table, {}).get(name) == "json" and draw(st.booleans()) else ""
        parts.append(f"{alias}{name}{path}{draw(st.sampled_from(['', '::text']))}")
    if depth < 2:
        for target in draw(st.lists(st.sampled_from(LINKS.get(table, ["?"])), max_size=2, unique=True)):
            if target in COLUMNS or target == "profiles":
                inner = draw(selection(target, depth + 1))
                parts.append(f"{target}{draw(st.sampled_from(['', '!inner', '!left']))}({inner})")
    return ",".join(parts) or "*"


@st.composite
def request(draw: st.DrawFn) -> Asked:
    """A request a client could have meant."""
    table = draw(st.sampled_from(sorted(COLUMNS)))
    method = draw(st.sampled_from(["GET", "GET", "GET", "HEAD", "POST", "PATCH", "DELETE"]))
    who = [(ANON, token()), (ANON, ANON)]
    if table not in {"notes", "vault"}:  # the service key may read and change what the others must not
        who += [(SERVICE, SERVICE)] * 2
    asked = Asked(method, table, [("select", draw(selection(table)))], draw(st.sampled_from(who)))
    for _ in range(draw(st.integers(1 if method in {"PATCH", "DELETE"} else 0, 2))):
        name, operator, value = draw(condition(table))
        asked.pairs.append((name, f"{operator}.{value}"))
    if draw(st.booleans()):
        found = [draw(condition(table)) for _ in range(2)]
        tree = ",".join(f"{n}.{o}.{v if o == 'is' else quoted(v)}" for n, o, v in found)
        asked.pairs.append((draw(st.sampled_from(["or", "and", "not.or"])), f"({tree})"))
    if method in {"GET", "HEAD"}:
        by = draw(st.sampled_from(sorted(name for name, kind in COLUMNS[table].items() if kind != "json")))
        asked.pairs.append(
            ("order", by + draw(st.sampled_from(["", ".desc", ".asc.nullsfirst", ".desc.nullslast"])))
        )
        asked.pairs.append(("limit", str(draw(st.integers(0, 4)))))
        asked.pairs.append(("offset", str(draw(st.integers(0, 2)))))
    asked.headers["Prefer"] = ", ".join(draw(st.lists(st.sampled_from(PREFER), max_size=2)))
    if method in {"POST", "PATCH"}:
        writable = sorted(set(COLUMNS[table]) - {"label", "id"})
        names = draw(st.lists(st.sampled_from(writable), min_size=1, max_size=3, unique=True))
        row = {name: draw(VALUES[COLUMNS[table][name]]) for name in names}
        asked.body = json.dumps(row).encode()
    return asked
