"""Error reports: off by default, without personal data."""

import sys
from types import SimpleNamespace
from typing import Any

import pytest

from hub.monitoring.request_ids import clear_request_id, set_request_id
from hub.monitoring.sentry import start_sentry, without_personal_data

DSN = "https://clef@sentry.example/1"


def test_client_of_sentry_collects_nothing_personal(monkeypatch: pytest.MonkeyPatch) -> None:
    options: dict[str, Any] = {}
    module = SimpleNamespace(init=lambda **given: options.update(given))
    monkeypatch.setitem(sys.modules, "sentry_sdk", module)

    start_sentry(DSN)

    assert options["dsn"] == DSN
    assert options["send_default_pii"] is False
    assert options["include_local_variables"] is False
    assert options["max_request_body_size"] == "never"
    assert options["before_send"] is without_personal_data


def test_event_keeps_the_error_and_loses_who_and_what_was_asked() -> None:
    event = {
        "message": "échec pour zoe@exemple.fr",
        "user": {"ip_address": "198.51.100.77"},
        "breadcrumbs": {"values": [{"message": "zoe"}]},
        "tags": {"a": "b"},
        "request": {
            "method": "POST",
            "url": "https://hub.example/recherche/",
            "query_string": "q=divorce",
            "headers": {"Cookie": "sessionid=secret"},
            "env": {"REMOTE_ADDR": "198.51.100.77"},
        },
        "exception": {"values": [{"type": "ValueError", "value": "/recherche/?q=divorce"}]},
    }
    set_request_id("0123456789abcdef")
    try:
        sent = without_personal_data(event, {})
    finally:
        clear_request_id()

    assert sent == {
        "message": "échec pour [courriel]",
        "tags": {"a": "b", "request_id": "0123456789abcdef"},
        "request": {"method": "POST"},
        "exception": {"values": [{"type": "ValueError", "value": "/recherche/?…"}]},
    }
