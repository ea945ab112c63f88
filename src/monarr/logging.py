"""Logs: events with fields, one per line, as text or JSON; never a secret.

    log = logging.getLogger(__name__)
    log.info("release_grabbed", extra={"release_id": 12, "indexer": "Archive"})

prints `2026-11-20 20:15:04 info release_grabbed release_id=12 indexer=Archive`. The log file in the data folder turns
over daily and is kept 14 days.
"""

from __future__ import annotations

import contextvars
import logging
import logging.handlers
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec

from monarr.core.redaction import redact

KEPT_DAYS = 14
correlation_id: contextvars.ContextVar[str | None] = contextvars.ContextVar("correlation_id", default=None)
_STANDARD = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "color_message"}


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    fields = {name: value for name, value in vars(record).items() if name not in _STANDARD}
    current = correlation_id.get()
    if current and "correlation_id" not in fields:
        fields["correlation_id"] = current
    return fields


class TextFormatter(logging.Formatter):
    """`time level event field=value`, readable and greppable."""

    def format(self, record: logging.LogRecord) -> str:
        moment = datetime.fromtimestamp(record.created, UTC).strftime("%Y-%m-%d %H:%M:%S")
        fields = " ".join(f"{name}={_shown(value)}" for name, value in _fields(record).items())
        line = f"{moment} {record.levelname.lower()} {record.getMessage()} {fields}".rstrip()
        if record.exc_info:
            line += "\n" + self.formatException(record.exc_info)
        return redact(line)


class JsonFormatter(logging.Formatter):
    """One JSON object per line."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": redact(record.getMessage()),
        }
        for name, value in _fields(record).items():
            entry[name] = redact(value) if isinstance(value, str) else value
        if record.exc_info:
            entry["stack"] = redact(self.formatException(record.exc_info))
        return msgspec.json.encode(entry, enc_hook=str).decode()


def _shown(value: Any) -> str:
    words = str(value)
    return f'"{words}"' if " " in words or not words else words


def set_up_logging(level: str, style: str, folder: Path | None = None) -> Callable[[], None]:
    """Sends logs to the error stream, and to `folder/monarr.log` where there is one. Returns the way to undo it."""
    formatter: logging.Formatter = JsonFormatter() if style == "json" else TextFormatter()
    handlers: list[logging.Handler] = [logging.StreamHandler(sys.stderr)]
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        handlers.append(
            logging.handlers.TimedRotatingFileHandler(
                folder / "monarr.log", when="midnight", backupCount=KEPT_DAYS, utc=True, encoding="utf-8", delay=True
            )
        )
    root = logging.getLogger()
    before = root.level
    for handler in handlers:
        handler.setFormatter(formatter)
        root.addHandler(handler)
    root.setLevel(level.upper())
    for noisy in ("httpx2", "httpcore2", "httpx", "httpcore", "alembic", "hpack", "PIL", "asyncio"):
        logging.getLogger(noisy).setLevel(logging.WARNING)

    def undo() -> None:
        for handler in handlers:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(before)

    return undo
