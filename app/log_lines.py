"""How the processes of a server write what they log: lines to read, or one JSON object a line for machines.

Nothing here decides what is logged: whoever logs leaves out what belongs to a person (`app.web.logs`)."""

import json
import logging
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from logging.config import dictConfig

SETTING = "SAMSPEL_LOG"
FORMS = ("text", "json")


class ReadableLines(logging.Formatter):
    """`2026-03-02T12:00:00Z ERROR samspel.worker: words`."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one line."""
        return f"{_moment(record)} {record.levelname} {record.name}: {_words(record)}"


class JsonLines(logging.Formatter):
    """`{"time": …, "level": …, "logger": …, "process": …, "message": …}`, and `code` and `reason` of a fault."""

    def format(self, record: logging.LogRecord) -> str:
        """One record as one JSON object."""
        told: dict[str, object] = {
            "time": _moment(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "process": record.process,
            "message": _words(record),
        }
        told |= {key: found for key in ("code", "reason") if (found := getattr(record, key, None)) is not None}
        return json.dumps(told, ensure_ascii=False)


def log_settings(environ: Mapping[str, str] = os.environ) -> dict[str, object]:
    """What `logging.config.dictConfig` is given, for every process of the server. An unknown form is taken as text:
    `Settings.from_environment` has refused it before."""
    form = environ.get(SETTING, "").strip().lower()
    formatter = JsonLines if form == "json" else ReadableLines
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": formatter}},
        "handlers": {"standard error": {"class": "logging.StreamHandler", "formatter": "lines"}},
        "root": {"level": "WARNING", "handlers": ["standard error"]},
        "loggers": {
            "samspel": {"level": "INFO"},
            # gunicorn's logger class gives its loggers handlers of their own unless it is told.
            "gunicorn.error": {"level": "INFO", "propagate": False, "handlers": ["standard error"]},
        },
    }


def set_up_logs(environ: Mapping[str, str] = os.environ) -> None:
    """Makes this process log so."""
    dictConfig(log_settings(environ))


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _words(record: logging.LogRecord) -> str:
    """The record's words on one line. Of an exception its kind alone: its own words may be somebody's."""
    words = " ".join(record.getMessage().split())
    kind = record.exc_info[0] if isinstance(record.exc_info, tuple) else None
    return f"{words} ({kind.__name__})" if kind else words
