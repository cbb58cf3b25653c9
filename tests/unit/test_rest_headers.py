"""Prefer, Accept and Range: what they ask for and what is refused."""

import pytest

from worker.local.gateway.rest.errors import RestError
from worker.local.gateway.rest.headers import (
    Preferences,
    check_profile,
    content_range,
    negotiate,
    read_preferences,
    with_range,
)
from worker.local.gateway.rest.query import Window


def test_preferences_come_from_every_header() -> None:
    """Commas and repeated headers are the same; the first word on a matter stands."""
    found = read_preferences(["return=minimal, count=exact", "missing=default,count=planned"])
    assert found == Preferences(returning="minimal", count="exact", missing="default")
    assert found.applied(("return", "count")) == "return=minimal, count=exact"


def test_unknown_preferences_matter_only_when_strict() -> None:
    """Lenient ignores them; strict names them in PGRST122."""
    assert read_preferences(["nonsense=1"]) == Preferences()
    with pytest.raises(RestError) as refused:
        read_preferences(["handling=strict, nonsense=1, count=all"])
    assert refused.value.details == "Invalid preferences: nonsense=1, count=all"


def test_max_affected_counts_only_when_strict() -> None:
    """It is reported as applied with handling=strict and not without."""
    strict = read_preferences(["handling=strict,max-affected=2"])
    lenient = read_preferences(["max-affected=2"])
    assert strict.applied(("max-affected", "handling")) == "handling=strict, max-affected=2"
    assert lenient.applied(("max-affected",)) == ""


@pytest.mark.parametrize(
    ("accept", "shape", "strip"),
    [
        (None, "array", False),
        ("*/*", "array", False),
        ("application/json", "array", False),
        ("text/html, */*;q=0.1", "array", False),
        ("application/vnd.pgrst.object+json", "object", False),
        ("application/vnd.pgrst.object+json;nulls=stripped", "object", True),
        ("application/vnd.pgrst.array+json;nulls=stripped", "array", True),
        ("application/json;q=0.5, text/csv", "csv", False),
    ],
)
def test_the_format_is_the_best_acceptable(accept: str | None, shape: str, *, strip: bool) -> None:
    """By quality, then by order."""
    found = negotiate(accept)
    assert (found.shape, found.strip_nulls) == (shape, strip)


def test_no_acceptable_format_is_406() -> None:
    """PGRST107 lists what was asked for."""
    with pytest.raises(RestError) as refused:
        negotiate("application/xml, image/png")
    assert (refused.value.status, refused.value.code) == (406, "PGRST107")


@pytest.mark.parametrize(
    ("accept", "named"), [("application/vnd.pgrst.plan+text", "explain"), ("application/geo+json", "GeoJSON")]
)
def test_a_format_postgrest_could_give_is_named_as_missing(accept: str, named: str) -> None:
    """501 with the feature's name, unless the client takes something else first."""
    with pytest.raises(RestError) as refused:
        negotiate(accept)
    assert (refused.value.status, named in refused.value.message) == (501, True)
    assert negotiate(f"application/json, {accept}").shape == "array"


def test_only_the_exposed_schema_can_be_named() -> None:
    """PGRST106 otherwise; silence is fine."""
    assert check_profile("public", "public")
    assert not check_profile(None, "public")
    with pytest.raises(RestError):
        check_profile("auth", "public")


@pytest.mark.parametrize(
    ("window", "header", "expected"),
    [
        (Window(), "0-9", Window(0, 10)),
        (Window(), "5-", Window(5, None)),
        (Window(2, 10), "5-8", Window(5, 4)),
        (Window(2, 2), "5-8", Window(5, 0)),
        (Window(7, 3), "bytes=0-9", Window(7, 3)),
        (Window(7, 3), None, Window(7, 3)),
    ],
)
def test_a_range_header_narrows_limit_and_offset(
    window: Window, header: str | None, expected: Window
) -> None:
    """Both hold; what is no range of rows is ignored."""
    assert with_range(window, header) == expected


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [((0, 4, 9), "0-4/9"), ((0, 4, None), "0-4/*"), ((0, -1, 0), "*/0"), ((0, -1, None), "*/*")],
)
def test_content_range_has_stars_for_what_is_not(numbers: tuple[int, int, int | None], expected: str) -> None:
    """No rows and no count are stars."""
    assert content_range(*numbers) == expected
