"""Logging: structlog over the standard library, every line without tokens and without numbers that could be a person's."""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections.abc import MutableMapping, Sequence
from typing import Any

import structlog

_TOKEN = re.compile(r"\d{6,12}:[A-Za-z0-9_-]{30,}")
_NUMBER = re.compile(r"(?<![\w.-])\+?\d(?:[ .]?\d){8,11}(?![\w-])")
_QUIET = (
    "httpx",
    "httpcore",
    "telegram",
    "aiohttp",
    "aiosqlite",
    "sqlalchemy",
    "alembic",
    "watchfiles",
    "uvicorn.access",
)

Event = MutableMapping[str, Any]


def set_up(level: str, style: str, secrets: Sequence[str] = ()) -> None:
    """``level``: debug, info, warning, error; ``style``: console or json; ``secrets`` are blanked wherever they appear.

    Libraries that log addresses or messages are held to warnings: an HTTP client logs the bot's token in the address, the
    event stream every message it carries.
    """
    redact = Redactor(secrets)
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.ExtraAdder(),
        structlog.processors.TimeStamper(fmt="iso", utc=False),
    ]
    render: list[Any] = (
        [frames_only, redact, structlog.processors.JSONRenderer(ensure_ascii=False)]
        if style == "json"
        else [
            frames_only,
            redact,
            structlog.dev.ConsoleRenderer(colors=sys.stderr.isatty(), sort_keys=False),
        ]
    )
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.stdlib.BoundLogger,
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, *render],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(max(logging.INFO, logging.getLevelNamesMapping()[level.upper()]))  # debug is for our own lines only
    logging.getLogger("motcua").setLevel(level.upper())
    for name in _QUIET:
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))
    for name in ("uvicorn", "uvicorn.error"):
        logging.getLogger(name).setLevel(max(logging.WARNING, root.level))


def frames_only(_logger: object, _method: str, event: Event) -> Event:
    """An exception as its kind and its lines of code: its message and its variables may hold what a citizen wrote."""
    held = event.pop("exc_info", None)
    error = held if isinstance(held, BaseException) else held[1] if isinstance(held, tuple) else sys.exc_info()[1]
    if not held or error is None:
        return event
    kinds: list[str] = []
    while error is not None and len(kinds) < 5:
        frames = traceback.extract_tb(error.__traceback__)
        places = [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        kinds.append("\n".join([f"{type(error).__module__}.{type(error).__qualname__}", *places]))
        error = error.__cause__ or error.__context__
    event["exception"] = "\nafter ".join(kinds)
    return event


class Redactor:
    """Blanks known secrets, bot tokens and runs of 9 to 12 digits (identity, phone) in every text of a log line."""

    def __init__(self, secrets: Sequence[str] = ()) -> None:
        self._secrets = sorted((one for one in secrets if len(one) >= 6), key=len, reverse=True)

    def __call__(self, _logger: object, _method: str, event: Event) -> Event:
        """The same event, its texts cleaned."""
        for name, value in list(event.items()):
            if name not in {"timestamp", "level"}:
                event[name] = self.clean(value)
        return event

    def clean(self, value: Any) -> Any:
        """``value`` with its texts cleaned, however deep they lie."""
        match value:
            case str():
                for secret in self._secrets:
                    value = value.replace(secret, "***")
                return _NUMBER.sub("***", _TOKEN.sub("***", value))
            case dict():
                return {key: self.clean(one) for key, one in value.items()}
            case list() | tuple():
                return [self.clean(one) for one in value]
            case int() if not isinstance(value, bool) and abs(value) >= 100_000_000:
                return "***"
            case _:
                return value
