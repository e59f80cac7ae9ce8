"""The settings of production, read in a process of their own: what stops the start, what is set."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.hub_settings.processes import PRINT, run

PRODUCTION = {
    "HUB_ENV": "production",
    "SECRET_KEY": "kO8xT2vQ5rL9wZ3mB7nC1dF4gH6jS0aPyUeIiXqWsEdRfTgYhU",
    "ALLOWED_HOSTS": "hub.example",
    "BASE_URL": "https://hub.example",
    "DATABASE_URL": "postgresql://hub:secret@127.0.0.1/hub",
    "EMAIL_URL": "smtp+tls://hub:secret@mail.example:587",
    "TRUSTED_PROXIES": "127.0.0.1",
}


def loaded(*names: str, **changes: str) -> dict[str, Any]:
    """Return settings of production, with some variables changed."""
    status, output = run(["-c", PRINT, *names], {**PRODUCTION, **changes})
    assert status == 0, output
    return json.loads(output)


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("SECRET_KEY", {"SECRET_KEY": ""}),
        ("SECRET_KEY", {"SECRET_KEY": "courte"}),
        ("SECRET_KEY", {"SECRET_KEY": "django-insecure-" + "x" * 60}),
        ("ALLOWED_HOSTS", {"ALLOWED_HOSTS": ""}),
        ("BASE_URL", {"BASE_URL": "http://hub.example"}),
        ("BASE_URL", {"BASE_URL": "https://hub.example:8443"}),
        ("HUB_ENV", {"HUB_ENV": "prod"}),
        ("EMAIL_URL", {"EMAIL_URL": ""}),
        ("EMAIL_URL", {"EMAIL_URL": "consolemail://"}),
        ("EMAIL_URL", {"EMAIL_URL": "dummymail://"}),
        ("EMAIL_URL", {"EMAIL_URL": "memorymail://"}),
        ("EMAIL_URL", {"EMAIL_URL": "smtp://"}),
        ("CACHE_URL", {"WEB_CONCURRENCY": "3"}),
        ("CACHE_URL", {"WEB_CONCURRENCY": "3", "CACHE_URL": "dummycache://"}),
        ("WEB_CONCURRENCY", {"WEB_CONCURRENCY": "0"}),
        ("TRUSTED_PROXIES", {"TRUSTED_PROXIES": ""}),
        ("TRUSTED_PROXIES", {"TRUSTED_PROXIES": "proxy.example"}),
        ("MONITORING_NETWORKS", {"MONITORING_NETWORKS": "partout"}),
        ("DATABASE_STATEMENT_TIMEOUT", {"HUB_PROCESS": "web", "DATABASE_STATEMENT_TIMEOUT": "1h"}),
        ("SENTRY_DSN", {"SENTRY_DSN": "https://clef@sentry.example/1"}),  # not installed
        ("HUB_PROCESS", {"HUB_PROCESS": "autre"}),
    ],
)
def test_production_refuses_to_start_and_names_the_setting(
    name: str, changes: dict[str, str]
) -> None:
    status, output = run(["-c", "import hub.settings"], {**PRODUCTION, **changes})

    assert status != 0
    assert "ImproperlyConfigured: " in output
    assert name in output.splitlines()[-1]
    if name == "SECRET_KEY" and changes[name]:
        assert changes[name] not in output


def test_production_starts_with_what_it_needs() -> None:
    status, output = run(["manage.py", "check"], PRODUCTION)

    assert status == 0, output


@pytest.mark.parametrize("address", ["filecache:///var/cache/hub", "redis://127.0.0.1:6379/0"])
def test_a_common_cache_lets_several_processes_start(address: str) -> None:
    found = loaded("WEB_CONCURRENCY", WEB_CONCURRENCY="3", CACHE_URL=address)
    assert found == {"WEB_CONCURRENCY": 3}


def test_https_is_believed_only_if_a_proxy_is_named() -> None:
    header = ["HTTP_X_FORWARDED_PROTO", "https"]
    name = "SECURE_PROXY_SSL_HEADER"
    assert loaded(name)[name] == header
    assert loaded(name, TRUSTED_PROXIES="aucun")[name] is None


def test_hsts_concerns_this_host_only_unless_asked() -> None:
    names = ("SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", "SECURE_HSTS_PRELOAD")
    assert list(loaded(*names).values()) == [31_536_000, False, False]
    asked = dict.fromkeys(names[1:], "oui")
    assert list(loaded(*names, **asked).values()) == [31_536_000, True, True]


def database(**changes: str) -> dict[str, Any]:
    return loaded("DATABASES", **changes)["DATABASES"]["default"]


def test_connections_are_kept_checked_and_limited_in_the_web() -> None:
    config = database(HUB_PROCESS="web")

    assert config["CONN_MAX_AGE"] == 60
    assert config["CONN_HEALTH_CHECKS"] is True
    assert config["OPTIONS"] == {
        "connect_timeout": 5,
        "application_name": "hub web",
        "options": "-c statement_timeout=30s -c lock_timeout=10s "
        "-c idle_in_transaction_session_timeout=60s",
    }


def test_commands_have_no_time_limit() -> None:
    assert database()["OPTIONS"] == {"connect_timeout": 5, "application_name": "hub command"}


def test_limits_can_be_changed_and_removed() -> None:
    config = database(
        HUB_PROCESS="web",
        DATABASE_CONN_MAX_AGE="0",
        DATABASE_STATEMENT_TIMEOUT="0",
        DATABASE_LOCK_TIMEOUT="3",
        DATABASE_IDLE_TIMEOUT="0",
        DATABASE_URL="postgresql://hub@127.0.0.1/hub?connect_timeout=2&conn_max_age=5",
    )

    assert config["CONN_MAX_AGE"] == 5
    assert config["OPTIONS"]["options"] == "-c lock_timeout=3s"
    assert config["OPTIONS"]["connect_timeout"] == 2


def test_sqlite_waits_for_its_lock(tmp_path: Path) -> None:
    config = database(DATABASE_URL=f"sqlite:///{tmp_path}/hub.sqlite3", HUB_PROCESS="web")

    assert config["OPTIONS"]["transaction_mode"] == "IMMEDIATE"
    assert config["OPTIONS"]["timeout"] == 20
    assert "CONN_MAX_AGE" not in config
