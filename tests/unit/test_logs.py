"""Logs hold no keys, whoever writes them."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
import structlog

from worker import logs

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJyb2xlIjoic2VydmljZV9yb2xlIn0.c2lnbmF0dXJl"
SECRET = "a-key-in-no-known-form"  # noqa: S105 - nobody's
LIBRARIES = ("realtime", "websockets.client", "httpx", "httpx2", "httpcore", "anthropic", "postgrest")


@pytest.fixture
def stream() -> Iterator[io.StringIO]:
    """Logging set up at debug on a stream that is no terminal; put back afterwards."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    lines = io.StringIO()
    logs.configure("debug", lines, secrets=[SECRET])
    yield lines
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.mark.parametrize(
    "text",
    [
        JWT,
        "sb_secret_abc-DEF_123",
        "sb_publishable_abc",
        "sk-ant-api03-abc_DEF",
        SECRET,
        f"wss://x.test/realtime/v1/websocket?apikey={SECRET}&vsn=1.0.0",
        "Authorization: Bearer abc.def",
    ],
)
@pytest.mark.parametrize("where", ["event", "value", "nested", "library"])
def test_a_key_is_blotted_out(stream: io.StringIO, text: str, where: str) -> None:
    """In the event, in a value, deep inside one, and in a library's own line."""
    log = structlog.get_logger("test")
    match where:
        case "event":
            log.info(text)
        case "value":
            log.info("said", url=text)
        case "nested":
            log.info("said", sent={"headers": [("apikey", text)]})
        case _:
            logging.getLogger("realtime._async.client").error("sent %s", text)
    key = text.rpartition("apikey=")[2].partition("&")[0].removeprefix("Authorization: Bearer ")
    assert stream.getvalue().count("\n") == 1
    assert key not in stream.getvalue()
    assert "[redacted]" in stream.getvalue()


@pytest.mark.parametrize("library", [False, True])
def test_a_traceback_says_where_and_not_what(stream: io.StringIO, *, library: bool) -> None:
    """An exception's words may quote a client's message or a row: its class and its places are logged."""
    words = "I am so ashamed"
    log: Any = logging.getLogger("realtime") if library else structlog.get_logger("test")
    try:
        try:
            int(words)
        except ValueError as error:
            raise LookupError(words) from error
    except LookupError:
        log.exception("failed")
    [line] = stream.getvalue().splitlines()
    said = json.loads(line)["exception"]
    assert "LookupError" in said
    assert "ValueError" in said
    assert "test_a_traceback_says_where_and_not_what" in said
    assert words not in stream.getvalue()


@pytest.mark.parametrize("library", LIBRARIES)
def test_libraries_never_write_at_debug(stream: io.StringIO, library: str) -> None:
    """At debug some of them print the key twice a connection; whatever we are set to, they are not."""
    logging.getLogger(library).debug("key and payload")
    assert stream.getvalue() == ""


def test_a_line_is_json_with_the_bound_ids(stream: io.StringIO) -> None:
    """Ids bound once are on every line until they are unbound."""
    with structlog.contextvars.bound_contextvars(item_id="item-1"):
        structlog.get_logger("test").info("item_started", turns=3)
    structlog.get_logger("test").info("later")
    first, second = (json.loads(line) for line in stream.getvalue().splitlines())
    assert (first["event"], first["item_id"], first["turns"], first["level"]) == (
        "item_started",
        "item-1",
        3,
        "info",
    )
    assert first["timestamp"].endswith("Z")
    assert "item_id" not in second


def test_a_log_that_cannot_be_written_stops_nothing(stream: io.StringIO) -> None:
    """A full disk or a closed pipe drops the line."""
    stream.close()
    structlog.get_logger("test").info("dropped")
    assert stream.closed
