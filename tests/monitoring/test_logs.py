import json
import logging
import sys
from typing import Any

import pytest

from hub.monitoring.logs import ContextFilter, JSONFormatter, TextFormatter
from hub.monitoring.request_ids import clear_request_id, set_request_id
from hub.monitoring.scrubbing import scrub


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


def test_a_record_has_the_request_in_progress_and_its_kind_of_process() -> None:
    one = record("échec")
    set_request_id("0123456789abcdef")
    try:
        ContextFilter().filter(one)
    finally:
        clear_request_id()
    entry = json.loads(JSONFormatter().format(one))

    assert entry["request_id"] == "0123456789abcdef"
    assert entry["process"] == "command"
    assert "[0123456789abcdef] échec" in TextFormatter().format(one)


def test_a_record_outside_of_a_request_has_no_identifier() -> None:
    one = record("échec")
    ContextFilter().filter(one)

    assert "request_id" not in json.loads(JSONFormatter().format(one))
    assert TextFormatter().format(one).endswith(" WARNING hub.été échec")


@pytest.mark.parametrize("formatter", [JSONFormatter(), TextFormatter()])
def test_messages_and_tracebacks_hold_nothing_personal(formatter: logging.Formatter) -> None:
    try:
        raise ValueError("/recherche/?q=divorce par zoe.dupont@exemple.fr de 198.51.100.77")
    except ValueError:
        line = formatter.format(record("échec pour %s", "zoe@exemple.fr", exc_info=sys.exc_info()))

    for personal in ("divorce", "exemple.fr", "198.51.100.77"):
        assert personal not in line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("zoe.dupont+hub@exemple.fr a écrit", "[courriel] a écrit"),
        ("Not Found: /recherche/?q=frigo&page=2 (404)", "Not Found: /recherche/?… (404)"),
        ("https://hub.fr/a?jeton=x, puis", "https://hub.fr/a?… puis"),
        ("redis://hub:secret@10.0.0.3:6379/0", "redis://…@[adresse]:6379/0"),
        ("de 198.51.100.77:5000", "de [adresse]:5000"),
        ("de 2001:db8::5 et ::ffff:198.51.100.7", "de [adresse] et [adresse]"),
        ("de [2001:db8:0:1:2:3:4:5]:80", "de [[adresse]]:80"),
        ("admin/password_reset/confirm/MQ/abc-def/", "admin/password_reset/confirm/…"),
        # Not personal: services of this machine, times, versions, sentences.
        ("http://127.0.0.1:9200 et ::1", "http://127.0.0.1:9200 et ::1"),
        ("à 12:34:56, version 3.11.2.1a", "à 12:34:56, version 3.11.2.1a"),
        ("Pourquoi ? Parce que a = b", "Pourquoi ? Parce que a = b"),
        ("std::vector et L’Été", "std::vector et L’Été"),
    ],
)
def test_personal_data_are_masked_and_nothing_else(text: str, expected: str) -> None:
    assert scrub(text) == expected
