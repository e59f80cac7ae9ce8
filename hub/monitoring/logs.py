"""Formatters of the logs, as text or JSON: with the request identifier, without personal data."""

import json
import logging

from django.conf import settings

from hub.monitoring.request_ids import current_request_id
from hub.monitoring.scrubbing import scrub

# Attributes of a record, given with `extra`, that the JSON has.
FIELDS = ("method", "view", "status", "milliseconds", "queries")


class ContextFilter(logging.Filter):
    """Adds `request_id` and `process_kind` ("web", "command") to each record."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.request_id = current_request_id()
        record.process_kind = settings.PROCESS
        return True


class TextFormatter(logging.Formatter):
    """Format of a record as text: time, level, logger, request identifier if any, message."""

    def format(self, record: logging.LogRecord) -> str:
        return scrub(super().format(record))

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802  name of logging
        request_id = getattr(record, "request_id", "")
        shown = f"[{request_id}] " if request_id else ""
        return f"{record.asctime} {record.levelname} {record.name} {shown}{record.message}"

    def usesTime(self) -> bool:  # noqa: N802  name of logging
        return True


class JSONFormatter(logging.Formatter):
    """Format of a record as one line of JSON; `traceback`, `request_id`, `FIELDS` if it has any."""

    def format(self, record: logging.LogRecord) -> str:
        entry = {
            "time": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname,
            "logger": record.name,
            "process": getattr(record, "process_kind", ""),
            "request_id": getattr(record, "request_id", ""),
            "message": scrub(record.getMessage()),
        }
        entry = {name: value for name, value in entry.items() if value or name == "message"}
        entry |= {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        if record.exc_info:
            entry["traceback"] = scrub(self.formatException(record.exc_info))
        return json.dumps(entry, ensure_ascii=False)
