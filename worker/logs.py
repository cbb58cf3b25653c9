"""Logs: JSON lines, or text on a terminal; ids, counts, tokens and times, never prompts, texts or keys.

`configure` is called once, by the command that runs. Ids are bound once with structlog.contextvars. The
standard library's loggers (realtime, websockets, httpx, anthropic …) go through the same processors, at INFO
or above whatever was asked: at DEBUG some of them print the key. Tested in tests/unit/test_logs.py.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterable, MutableMapping
from typing import Any, TextIO

import structlog
from structlog.typing import EventDict, ExcInfo, Processor, WrappedLogger

# Libraries that write keys or payloads at DEBUG (reliability.md, "DEBUG logging": key printed twice).
_TALKATIVE = ("realtime", "websockets", "anthropic", "supabase", "postgrest", "asyncio")
# At INFO these log every request, one line each, with its URL.
_CHATTY = ("httpx", "httpx2", "httpcore", "httpcore2", "hpack")
_REDACTED = "[redacted]"
# JSON web tokens, Supabase's and Anthropic's keys, an apikey in a URL, a bearer header.
_KEYS = re.compile(
    r"eyJ[\w-]{5,}\.[\w-]{5,}\.[\w-]*"
    r"|sb_(?:secret|publishable)_[\w-]+"
    r"|sk-ant-[\w-]+"
    r"|(?<=apikey=)[^&\s\"']+"
    r"|(?<=[Bb]earer )[^\s\"']+"
)


def configure(level: str, stream: TextIO | None = None, *, secrets: Iterable[str] = ()) -> None:
    """Set up logging for the process.

    Args:
        level: debug, info, warning or error.
        stream: where lines go; standard error by default. A terminal gets text, anything else JSON.
        secrets: keys in use, blotted out wherever they occur, besides everything that looks like one.
    """
    stream = stream or sys.stderr
    redact = Redaction(secrets)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.stdlib.PositionalArgumentsFormatter(),
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.StackInfoRenderer(),
    ]
    renderer: Processor = (
        structlog.dev.ConsoleRenderer() if stream.isatty() else structlog.processors.JSONRenderer()
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = _Handler(stream)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.ExceptionRenderer(_places),
                redact,
                renderer,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    wanted = getattr(logging, level.upper())
    root.setLevel(wanted)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(wanted, logging.INFO))
    for name in _CHATTY:
        logging.getLogger(name).setLevel(max(wanted, logging.WARNING))


def _places(exc_info: ExcInfo) -> str:
    """A traceback as places and classes, without what the exceptions say.

    That may quote what we keep out of logs: pydantic its input, Postgres the row a check refused. An error of
    ours says its message in the event itself (worker/jobs/patience.py, explain).
    """
    parts: list[str] = []
    error: BaseException | None = exc_info[1]
    while error is not None:
        parts.append("".join(traceback.format_tb(error.__traceback__)) + type(error).__qualname__)
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\nwhile or because of:\n".join(parts)


class Redaction:
    """A processor that blots out keys, wherever in the event they stand."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(sorted({secret for secret in secrets if secret}, key=len, reverse=True))

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """See structlog.typing.Processor."""
        return {key: self.clean(value) for key, value in event.items()}

    def clean(self, value: Any) -> Any:
        """The value with every key in it blotted out; what is no text or container is left as it is."""
        if isinstance(value, str):
            for secret in self._secrets:
                value = value.replace(secret, _REDACTED)
            return _KEYS.sub(_REDACTED, value)
        if isinstance(value, MutableMapping):
            return {key: self.clean(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.clean(item) for item in value]
        if isinstance(value, int | float | bool | None):
            return value
        return self.clean(str(value))


class _Handler(logging.StreamHandler[TextIO]):
    """Writes lines; a full disk or a closed pipe never stops work."""

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - logging's name
        """Drop the line."""
