"""Both official clients do one script through the stack: the answers, their agreement, the page about it."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.clients import page
from tests.clients.page import Row
from tests.clients.refusals import COMPUTED, REFUSED, refuse
from tests.clients.run import JAVASCRIPT, PYTHON, Outcome, run_javascript, run_python
from tests.clients.script import STEPS
from tests.stack import PROJECT, Stack, TestCluster
from worker.local.gateway.app import LACKING as WHOLE_PARTS
from worker.local.gateway.auth import LACKING as SIGN_IN_PARTS
from worker.local.keys import Keys

GATEWAY = PROJECT / "worker" / "local" / "gateway"
HOW = "python -m tests.pages writes the page anew"


@pytest.fixture(scope="module")
def python(cluster: TestCluster, keys: Keys) -> list[Outcome]:
    """The script, done with supabase-py."""
    with cluster.database("seeded") as database:
        return run_python(database, keys)


@pytest.fixture(scope="module")
def javascript(cluster: TestCluster, keys: Keys, tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """The script, done with supabase-js."""
    with cluster.database("seeded") as database:
        return run_javascript(database, keys, tmp_path_factory.mktemp("js"))


@pytest.fixture(scope="module")
def refused(cluster: TestCluster, keys: Keys) -> Iterator[list[tuple[str, str]]]:
    """Every request the stack refuses by name, and the answer."""
    with cluster.database("seeded") as database, Stack(database, keys) as stack:
        database.connect().execute(COMPUTED)
        yield [(str(each), refuse(stack, each)) for each in REFUSED]


def rows(outcomes: list[Outcome], client: str) -> list[Row]:
    """The page's rows of one client."""
    return [row for outcome in outcomes for row in page.rows_of(outcome, client)]


def complaints(outcomes: list[Outcome]) -> list[str]:
    """What was not as the script expects, over all steps."""
    assert len(outcomes) == len(STEPS)
    return [complaint for outcome in outcomes for complaint in outcome.complaints()]


def test_supabase_py_is_answered_as_the_script_expects(python: list[Outcome]) -> None:
    """Statuses, codes, counts, ranges and data, in every step."""
    assert complaints(python) == []


def test_every_request_of_supabase_py_carries_keys_and_schema(python: list[Outcome]) -> None:
    """What the page leaves out because it is always there: both keys, and the schema of rows."""
    for exchange in (each for outcome in python for each in outcome.told.exchanges):
        assert {"apikey", "authorization"} <= exchange.headers.keys()
        if exchange.path.startswith("/rest/"):
            profile = "accept" if exchange.method in {"GET", "HEAD"} else "content"
            assert exchange.headers[f"{profile}-profile"] == "public"


def test_the_page_tells_what_supabase_py_asks(python: list[Outcome]) -> None:
    """docs/local-stack.md is what this run would write, row by row."""
    assert page.stored_lines(PYTHON) == [row.line() for row in rows(python, PYTHON)], HOW


def test_the_page_lists_what_is_refused(refused: list[tuple[str, str]]) -> None:
    """Each request is a 501 whose words are on the page."""
    assert page.stored_refusals() == [page.refusal_line(*each) for each in refused], HOW


def test_no_refusal_of_the_gateway_is_missing_from_the_list(refused: list[tuple[str, str]]) -> None:
    """Every `unsupported(...)` and `lacking(...)` in its code, and every part it names, was provoked."""
    said = "\n".join(message for _, message in refused)
    named = [text for path in sorted(GATEWAY.rglob("*.py")) for text in refusals_in(path)]
    assert len(named) >= 10
    assert [
        text for text in [*named, *WHOLE_PARTS.values(), *SIGN_IN_PARTS.values()] if text not in said
    ] == []


def refusals_in(path: Path) -> Iterator[str]:
    """The first words of each refusal in a module's code; what begins with a variable comes from a table."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in {"unsupported", "lacking"}:
            first: Any = node.args[0]
            words = first.values[0] if isinstance(first, ast.JoinedStr) else first
            if isinstance(words, ast.Constant):
                yield str(words.value)


@pytest.mark.long
def test_supabase_js_is_answered_as_the_script_expects(javascript: list[Outcome]) -> None:
    """The same script in the other client."""
    assert complaints(javascript) == []


@pytest.mark.long
def test_the_clients_ask_for_the_same_and_are_told_the_same(
    python: list[Outcome], javascript: list[Outcome]
) -> None:
    """Step by step: the same paths, statuses and answers, and the same counts read out of them."""
    for one, other in zip(python, javascript, strict=True):
        assert one.said["count"] == other.said["count"], one.step.does
        ways = [
            [(each.method, page.steady(each.path), each.status) for each in outcome.told.exchanges]
            for outcome in (one, other)
        ]
        assert ways[0] == ways[1], one.step.does
        answers = [[row.answers for row in page.rows_of(outcome, "")] for outcome in (one, other)]
        assert [without_return(text) for text in answers[0]] == [without_return(text) for text in answers[1]]


def without_return(answer: str) -> str:
    """Without the preference supabase-py names and supabase-js leaves to the server: to send nothing back."""
    return answer.replace(" `Preference-Applied: return=minimal`", "").replace("return=minimal, ", "")


@pytest.mark.long
def test_the_whole_page_is_fresh(
    python: list[Outcome], javascript: list[Outcome], refused: list[tuple[str, str]]
) -> None:
    """docs/local-stack.md is what both clients' runs would write."""
    assert {row.client for row in rows(javascript, JAVASCRIPT)} == {JAVASCRIPT}
    assert page.stored() == page.generated(python, javascript, refused), HOW
