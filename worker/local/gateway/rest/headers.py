"""The headers that steer a request: Prefer, Accept, Range, the profile; read, checked, answered.

Pure. Raises RestError PGRST107 (406) for media types, PGRST106 (406) for schemas, PGRST122 (400) for strict
preferences, PGRST103 (416) for ranges. Tested in tests/unit/test_rest_headers.py.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from worker.local.gateway.rest.errors import RestError, bad_range, unsupported
from worker.local.gateway.rest.query import Window

_CHOICES: dict[str, frozenset[str]] = {
    "resolution": frozenset({"merge-duplicates", "ignore-duplicates"}),
    "return": frozenset({"representation", "minimal", "headers-only"}),
    "count": frozenset({"exact", "planned", "estimated"}),
    "missing": frozenset({"default", "null"}),
    "handling": frozenset({"strict", "lenient"}),
    "tx": frozenset({"commit", "rollback"}),
}
_FREE = frozenset({"max-affected", "timezone"})
"""Preferences that take any value; a max-affected that is no number is as good as none."""
_COUNT = re.compile(r"\d{1,18}", re.ASCII)
_RANGE = re.compile(r"(\d{1,18})-(\d{0,18})", re.ASCII)


_LACKING = {"application/vnd.pgrst.plan": "explain", "application/geo+json": "GeoJSON"}
"""By the beginning of its name: media types PostgREST can be set up to answer."""


@dataclass(frozen=True)
class Preferences:
    """What `Prefer` asks for; None where it is silent."""

    resolution: str | None = None
    returning: str | None = None
    count: str | None = None
    missing: str | None = None
    handling: str | None = None
    max_affected: int | None = None
    timezone: str | None = None  # as written; Postgres says whether there is such a zone

    @property
    def affecting_at_most(self) -> int | None:
        """The most rows a change may touch; max-affected binds only with handling=strict."""
        return self.max_affected if self.handling == "strict" else None

    def applied(self, names: Iterable[str]) -> str:
        """The value of Preference-Applied for those of `names` that were asked for."""
        values: Mapping[str, str | int | None] = {
            "resolution": self.resolution,
            "missing": self.missing,
            "return": self.returning,
            "count": self.count,
            "handling": self.handling,
            "timezone": self.timezone,
            "max-affected": self.affecting_at_most,
        }
        wanted = set(names)
        return ", ".join(f"{k}={v}" for k, v in values.items() if k in wanted and v is not None)


def read_preferences(headers: Iterable[str]) -> Preferences:
    """All Prefer headers of a request; the first of two contradicting words wins.

    `tx` is a known word without effect: as on hosted Supabase, clients may not choose how a transaction ends.
    """
    found: dict[str, str] = {}
    unknown = []
    for word in (part.strip() for header in headers for part in header.split(",")):
        name, _, value = word.partition("=")
        if value in _CHOICES.get(name, ()) or (name in _FREE and word != name):
            found.setdefault(name, value)
        elif word:
            unknown.append(word)
    if unknown and found.get("handling") == "strict":
        raise RestError(
            400,
            "PGRST122",
            "Invalid preferences given with handling=strict",
            details=f"Invalid preferences: {', '.join(unknown)}",
        )
    limit = found.get("max-affected", "")
    return Preferences(
        found.get("resolution"),
        found.get("return"),
        found.get("count"),
        found.get("missing"),
        found.get("handling"),
        int(limit) if _COUNT.fullmatch(limit) else None,
        found.get("timezone"),
    )


@dataclass(frozen=True)
class Format:
    """How the body is written: `shape` is array, object or csv; `media_type` is what is declared."""

    shape: str
    media_type: str
    strip_nulls: bool = False


ARRAY = Format("array", "application/json; charset=utf-8")


def negotiate(accept: str | None) -> Format:
    """The first acceptable format of an Accept header, in the client's order of preference."""
    if not accept:
        return ARRAY
    offers = sorted((_offer(part) for part in accept.split(",")), key=lambda offer: -offer[0])
    for _, media_type, parameters in offers:
        strip = parameters.get("nulls") == "stripped"
        if media_type in {"*/*", "application/*", "application/json"}:
            return ARRAY
        if media_type in {"application/vnd.pgrst.object+json", "application/vnd.pgrst.object"}:
            suffix = ";nulls=stripped" if strip else ""
            return Format("object", f"application/vnd.pgrst.object+json{suffix}; charset=utf-8", strip)
        if media_type in {"application/vnd.pgrst.array+json", "application/vnd.pgrst.array"}:
            if not strip:
                return ARRAY
            return Format("array", "application/vnd.pgrst.array+json;nulls=stripped; charset=utf-8", strip)
        if media_type in {"text/csv", "text/*"}:
            return Format("csv", "text/csv; charset=utf-8")
        for prefix, feature in _LACKING.items():
            if media_type.startswith(prefix):
                raise unsupported(f"{feature} ({media_type})")
    listed = ", ".join(media_type for _, media_type, _ in offers)
    raise RestError(406, "PGRST107", f"None of these media types are available: {listed}")


def _offer(part: str) -> tuple[float, str, dict[str, str]]:
    media_type, *pairs = (piece.strip() for piece in part.split(";"))
    parameters = {name.strip().lower(): value.strip() for name, _, value in (p.partition("=") for p in pairs)}
    try:
        quality = float(parameters.get("q", "1"))
    except ValueError:
        quality = 0.0
    return quality, media_type.lower(), parameters


def check_profile(profile: str | None, exposed: str) -> bool:
    """Whether the client named a schema, which must be the exposed one."""
    if profile is None:
        return False
    if profile != exposed:
        raise RestError(
            406,
            "PGRST106",
            f"Invalid schema: {profile}",
            hint=f"Only the following schemas are exposed: {exposed}",
        )
    return True


def with_range(window: Window, header: str | None) -> Window:
    """The rows both `limit` and `offset` and the Range header of a GET allow."""
    match = _RANGE.fullmatch(header.strip().removeprefix("items=")) if header else None
    if not match:
        return window
    first = int(match[1])
    last = int(match[2]) if match[2] else None
    if last is not None and last < first:
        raise bad_range(
            "The lower boundary must be lower than or equal to the upper boundary in the Range header."
        )
    offset = max(first, window.offset)
    ends = [window.offset + window.limit] if window.limit is not None else []
    if last is not None:
        ends.append(last + 1)
    return Window(offset, max(min(ends) - offset, 0) if ends else None)


def content_range(first: int, last: int, total: int | None) -> str:
    """`first-last/total`, with stars for no rows and for a total nobody counted."""
    rows = f"{first}-{last}" if total != 0 and first <= last else "*"
    return f"{rows}/{'*' if total is None else total}"
