"""docs/local-stack.md: what the clients ask and what the stack answers, as tables between two markers.

Values that differ from run to run (ids, tokens, times) are shown as such, so that the same script gives the
same page.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import parse_qsl

from tests.clients.recorder import Exchange, Frame
from tests.clients.run import JAVASCRIPT, PYTHON, Outcome
from tests.clients.script import PARTS
from tests.clients.step import Part
from tests.stack import PROJECT

PAGE: Final = PROJECT / "docs" / "local-stack.md"
BEGIN: Final = "<!-- begin: written by `python -m tests.pages` -->"
END: Final = "<!-- end -->"
BOTH: Final = "both"
_ASKED: Final = ("accept", "prefer", "range", "content-type")
_USUAL: Final = {
    "accept": {"*/*", "application/json"},
    "content-type": {"application/json", "application/json;charset=UTF-8"},
}
_ANSWERED: Final = ("content-range", "preference-applied", "location")
_SECRETS: Final = frozenset({"password", "access_token", "refresh_token", "code_challenge"})
_CHANGING: Final = (
    (re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"), "<uuid>"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+"), "<token>"),
    (re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d[.\d]*(?:Z|[+-]\d\d:?\d\d)?"), "<time>"),
)
_EMBEDDED: Final = re.compile(r"(\w+)(?::\w+)?(?:!\w+)*\(")
_NAMES_SHOWN: Final = 4
_TEXT_SHOWN: Final = 60


@dataclass(frozen=True)
class Row:
    """One request or message and its answer, as the page words them."""

    does: str
    client: str
    asks: str
    answers: str

    def line(self) -> str:
        """The row of the Markdown table."""
        cells = (self.does, self.client, self.asks, self.answers)
        return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def rows_of(outcome: Outcome, client: str) -> list[Row]:
    """The rows of one step."""
    does = f"{outcome.step.who} {outcome.step.does}"
    rows = [Row(does, client, _asks(each), _answers(each)) for each in outcome.told.exchanges]
    sent = [frame for frame in outcome.told.messages if frame.sent]
    # Whether phx_close still comes depends on who hangs up first once the last channel is left.
    got = [frame for frame in outcome.told.messages if not frame.sent and frame.event != "phx_close"]
    if sent:
        rows.append(Row(does, client, "; ".join(map(_frame, sent)), "; ".join(map(_frame, got))))
    if outcome.changes:
        rows.append(Row(does, client, "nothing", "; ".join(map(_change, outcome.changes))))
    return rows


def merged(python: Sequence[Row], javascript: Sequence[Row]) -> list[Row]:
    """The rows of a step with two clients: one where they agree to the letter."""
    if [(row.asks, row.answers) for row in python] == [(row.asks, row.answers) for row in javascript]:
        return [Row(row.does, BOTH, row.asks, row.answers) for row in python]
    return [*python, *javascript]


def generated(
    python: Sequence[Outcome], javascript: Sequence[Outcome], refused: Iterable[tuple[str, str]]
) -> str:
    """What stands between the markers."""
    by_step = {
        id(a.step): merged(rows_of(a, PYTHON), rows_of(b, JAVASCRIPT))
        for a, b in zip(python, javascript, strict=True)
    }
    parts = [_table(part, by_step) for part in PARTS]
    listed = [refusal_line(request, message) for request, message in refused]
    missing = ["## What it refuses", "", "| request | answer (501) |", "| --- | --- |", *listed]
    return "\n\n".join([*parts, "\n".join(missing)])


def _table(part: Part, by_step: Mapping[int, Sequence[Row]]) -> str:
    lines = [row.line() for step in part.steps for row in by_step[id(step)]]
    return "\n".join(
        [
            f"## {part.title}",
            "",
            "| who and what | client | request | answer |",
            "| --- | --- | --- | --- |",
            *lines,
        ]
    )


def refusal_line(request: str, message: str) -> str:
    """One row of the list of what is refused."""
    return f"| {request} | {message} |"


def stored() -> str:
    """What stands between the markers of the page as it is."""
    return PAGE.read_text(encoding="utf-8").partition(f"{BEGIN}\n")[2].partition(f"\n{END}")[0]


def store(text: str) -> None:
    """Put `text` between the markers."""
    before, begin, rest = PAGE.read_text(encoding="utf-8").partition(f"{BEGIN}\n")
    after = rest.partition(f"\n{END}")[2]
    PAGE.write_text(f"{before}{begin}{text}\n{END}{after}", encoding="utf-8")


def stored_lines(client: str) -> list[str]:
    """The page's rows of a client, without saying whether the other agrees."""
    cells = re.compile(r"(?<!\\)\|")
    found = []
    for line in stored().splitlines():
        parts = [part.strip() for part in cells.split(line)]
        if len(parts) > 3 and parts[2] in {BOTH, client}:
            found.append(line.replace(f"| {BOTH} |", f"| {client} |", 1))
    return found


def stored_refusals() -> list[str]:
    """The page's list of what is refused."""
    return [
        line for line in stored().partition("## What it refuses")[2].splitlines() if line.startswith("| `")
    ]


def _asks(exchange: Exchange) -> str:
    pairs = parse_qsl(exchange.query, keep_blank_values=True)
    told = "&".join(f"{name}={_columns(value) if name == 'columns' else value}" for name, value in pairs)
    parts = [f"`{exchange.method} {steady(exchange.path)}{f'?{steady(told)}' if told else ''}`"]
    for name in _ASKED:
        value = exchange.headers.get(name, "")
        if value and value not in _USUAL.get(name, ()):
            parts.append(f"`{name.title()}: {', '.join(word.strip() for word in value.split(','))}`")
    if exchange.body:
        parts.append(f"`{_compact(json.loads(exchange.body))}`")
    return " ".join(parts)


def _columns(value: str) -> str:
    """supabase-py sends them in the order of a set."""
    return ",".join(sorted(value.split(",")))


def _answers(exchange: Exchange) -> str:
    parts = [f"**{exchange.status}**"]
    headers = {name: exchange.answered[name] for name in _ANSWERED if name in exchange.answered}
    parts += [f"`{name.title()}: {steady(value)}`" for name, value in headers.items()]
    kind = exchange.answered.get("content-type", "")
    if kind and not kind.startswith("application/json") and exchange.answer:
        parts.append(f"`Content-Type: {kind}`")
    body = exchange.json
    if exchange.status >= 400 and isinstance(body, dict):
        parts.append(f"`{body.get('code')}` {steady(str(body.get('message')))}")
    elif body is not None:
        embedded = frozenset(_EMBEDDED.findall(dict(parse_qsl(exchange.query)).get("select", "")))
        parts.append(f"`{_shape(body, embedded)}`")
    return " ".join(parts)


def _frame(frame: Frame) -> str:
    payload = frame.payload
    if not frame.sent and frame.event == "phx_reply":
        return f"`phx_reply` {payload['status']}"
    if not frame.sent and frame.event == "system":
        return f"`system` {payload['status']}: {payload['message']}"
    return f"`{frame.event} {frame.topic} {_compact(payload)}`" if frame.sent else f"`{frame.event}`"


def _change(frame: Frame) -> str:
    data = frame.payload["data"]
    return f"`postgres_changes` {data['type']} of `{data['table']}` `{_shape(data, frozenset())}`"


def _shape(value: Any, embedded: frozenset[str]) -> str:
    """The first names of an object, and what was embedded in it; the first of a list."""
    if isinstance(value, list):
        return f"[{_shape(value[0], embedded)}{', …' if len(value) > 1 else ''}]" if value else "[]"
    if not isinstance(value, dict):
        return _compact(value)
    plain = [name for name in value if name not in embedded]
    shown = [*plain[:_NAMES_SHOWN], *(["…"] if len(plain) > _NAMES_SHOWN else [])]
    shown += [f"{name}: {_shape(value[name], embedded)}" for name in value if name in embedded]
    return f"{{{', '.join(shown)}}}"


def _compact(value: Any) -> str:
    """JSON with what is secret or changes from run to run named instead."""
    return steady(json.dumps(_masked(value), ensure_ascii=False)).replace("`", "'")


def _masked(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: "…" if name in _SECRETS and each else _masked(each) for name, each in value.items()}
    if isinstance(value, list):
        return [_masked(each) for each in value]
    if isinstance(value, str) and len(value) > _TEXT_SHOWN:
        return f"{value[:_TEXT_SHOWN]}…"
    return value


def steady(text: str) -> str:
    """The text on one line, with what changes from run to run named instead."""
    for pattern, name in _CHANGING:
        text = pattern.sub(name, text)
    return text.replace("\n", " ")
