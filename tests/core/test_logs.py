import json
import logging
import sys
from typing import Any

from hub.core.logs import JSONFormatter


def record(
    message: str, *arguments: str, exc_info: tuple[Any, ...] | None = None
) -> logging.LogRecord:
    return logging.LogRecord("hub.été", logging.WARNING, "x.py", 1, message, arguments, exc_info)


def test_a_record_is_one_json_object_on_one_line() -> None:
    line = JSONFormatter().format(record("L’été\n« %s »", "à l’école"))

    assert "\n" not in line
    entry = json.loads(line)
    assert entry["level"] == "WARNING"
    assert entry["logger"] == "hub.été"
    assert entry["message"] == "L’été\n« à l’école »"
    assert entry["time"][:2] == "20"
    assert "traceback" not in entry


def test_accents_are_readable_as_they_are() -> None:
    assert "été" in JSONFormatter().format(record("été"))


def test_an_exception_comes_with_its_traceback() -> None:
    try:
        raise ValueError("l’été")
    except ValueError:
        line = JSONFormatter().format(record("échec", exc_info=sys.exc_info()))

    assert "ValueError: l’été" in json.loads(line)["traceback"]
