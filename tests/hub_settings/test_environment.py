"""Settings from the environment: each is validated; a wrong one stops the start by name."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ImproperlyConfigured

from hub.limits.rates import Rate
from hub.settings import environment

NAME = "HUB_TEST_SETTING"


@pytest.fixture
def set_to(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    def set_variable(value: str | None) -> None:
        if value is None:
            monkeypatch.delenv(NAME, raising=False)
        else:
            monkeypatch.setenv(NAME, value)

    return set_variable


@pytest.mark.parametrize(
    ("reader", "arguments", "value", "result"),
    [
        ("read_text", {"default": "été"}, None, "été"),
        ("read_text", {"default": "été"}, "  ", "été"),
        ("read_text", {}, " à l’école ", "à l’école"),
        ("read_choice", {"choices": ["a", "b"], "default": "a"}, None, "a"),
        ("read_choice", {"choices": ["a", "b"], "default": "a"}, "b", "b"),
        ("read_choice_or_url", {"choices": ["a"], "default": "a"}, "", "a"),
        (
            "read_choice_or_url",
            {"choices": ["a"], "default": ""},
            "http://a:80/v1/",
            "http://a:80/v1",
        ),
        ("read_flag", {}, None, False),
        ("read_flag", {"default": True}, None, True),
        ("read_flag", {}, "OUI", True),
        ("read_flag", {}, " true ", True),
        ("read_flag", {"default": True}, "non", False),
        ("read_flag", {"default": True}, "", False),
        ("read_list", {"default": ["a", "b"]}, None, ["a", "b"]),
        ("read_list", {}, "a, b ,,c", ["a", "b", "c"]),
        ("read_integer", {"default": 5}, None, 5),
        ("read_integer", {"default": 5}, "0", 0),
        ("read_integer", {"default": 5, "minimum": 3}, "3", 3),
        ("read_url", {"default": ""}, None, ""),
        ("read_url", {}, "https://hub.example/", "https://hub.example"),
        ("read_url", {}, "http://127.0.0.1:8000", "http://127.0.0.1:8000"),
        ("read_site_url", {"default": "http://a:8000"}, None, "http://a:8000"),
        ("read_site_url", {"default": ""}, "https://Hub.example:443/", "https://hub.example"),
        ("read_site_url", {"default": ""}, "http://hub.example:80", "http://hub.example"),
        ("read_urls", {}, None, []),
        ("read_networks", {"default": ["::1"]}, None, ["::1"]),
        ("read_networks", {}, "127.0.0.1, 10.0.0.0/8", ["127.0.0.1", "10.0.0.0/8"]),
        ("read_networks", {"words": ["unix"]}, "unix,10.0.0.1/8", ["unix", "10.0.0.1/8"]),
        ("read_networks", {"default": ["::1"]}, "aucun", []),
        ("read_rate", {"default": "off"}, None, None),
        ("read_rate", {"default": "off"}, "600/10min", Rate(600, 600)),
        ("read_rate", {"default": "off"}, "20/h", Rate(20, 3600)),
        ("read_index_name", {"default": "hub"}, None, "hub"),
        ("read_index_name", {"default": "hub"}, "hub-2_x", "hub-2_x"),
        ("read_urls", {}, "http://a:9200/, http://b:9200", ["http://a:9200", "http://b:9200"]),
    ],
)
def test_a_right_value_is_read(
    set_to: Callable[..., None],
    reader: str,
    arguments: dict[str, Any],
    value: str | None,
    result: bool | int | list[str] | str | Rate | None,
) -> None:
    set_to(value)

    assert getattr(environment, reader)(NAME, **arguments) == result


@pytest.mark.parametrize(
    ("reader", "arguments", "value"),
    [
        ("read_text", {}, None),
        ("read_text", {}, "  "),
        ("read_choice", {"choices": ["a", "b"], "default": "a"}, "c"),
        ("read_choice_or_url", {"choices": ["a"], "default": "a"}, "b"),
        ("read_choice_or_url", {"choices": ["a"], "default": "a"}, "ftp://a"),
        ("read_flag", {}, "peut-être"),
        ("read_list", {}, None),
        ("read_integer", {"default": 5}, "-1"),
        ("read_integer", {"default": 5}, "1.5"),
        ("read_integer", {"default": 5}, "²"),
        ("read_integer", {"default": 5, "minimum": 3}, "2"),
        ("read_url", {}, "hub.example"),
        ("read_url", {}, "ftp://hub.example"),
        ("read_url", {}, "https://"),
        ("read_url", {}, "http://[::1"),
        ("read_url", {}, "http://hub:port"),
        ("read_site_url", {"default": ""}, "https://hub.example:8443"),
        ("read_site_url", {"default": ""}, "http://hub.example:443"),
        ("read_site_url", {"default": ""}, "https://hub.example/site"),
        ("read_site_url", {"default": ""}, "https://hub.example?a=1"),
        ("read_site_url", {"default": ""}, "https://zoe:secret@hub.example"),
        ("read_site_url", {"default": ""}, "http://[::1]:8000"),
        ("read_urls", {}, "http://a:9200,b"),
        ("read_networks", {}, None),
        ("read_networks", {}, "unix"),
        ("read_networks", {}, "10.0.0.0/33"),
        ("read_networks", {"words": ["unix"]}, "unix,proxy.example"),
        ("read_networks", {}, "aucun,10.0.0.1"),
        *[
            ("read_rate", {"default": "off"}, rate)
            for rate in ("20", "0/h", "5/0s", "5/jour", "-1/s")
        ],
        ("read_index_name", {"default": "hub"}, "Hub"),
        ("read_index_name", {"default": "hub"}, "-hub"),
        ("read_index_name", {"default": "hub"}, "hub,autre"),
        ("read_urls", {}, "http://[::1"),
        ("read_urls", {}, "http://a:port"),
        ("read_database", {"default": "sqlite://:memory:"}, "mysql://u:p@localhost/hub"),
        ("read_database", {"default": "sqlite://:memory:"}, "hub.sqlite3"),
        ("read_database", {"default": "sqlite://:memory:"}, "postgres://u:p@localhost"),
        ("read_database", {"default": "sqlite://:memory:"}, "postgres://u:p@localhost:x/hub"),
        ("read_cache", {"default": "locmemcache://"}, "cache"),
        ("read_email", {"default": "consolemail://"}, "courriel"),
        ("read_email", {"default": "consolemail://"}, "smtp://u:p@localhost:x"),
    ],
)
def test_a_wrong_value_is_refused_by_name(
    set_to: Callable[..., None], reader: str, arguments: dict[str, Any], value: str | None
) -> None:
    set_to(value)

    with pytest.raises(ImproperlyConfigured, match=NAME):
        getattr(environment, reader)(NAME, **arguments)


@pytest.mark.parametrize(
    ("value", "engine", "name"),
    [
        (None, "sqlite3", ":memory:"),
        ("", "sqlite3", ":memory:"),
        ("sqlite:////srv/ete.sqlite3", "sqlite3", "/srv/ete.sqlite3"),
        ("postgres://zoe:a%40b@127.0.0.1:5433/hub", "postgresql", "hub"),
        ("postgresql://zoe@127.0.0.1/hub", "postgresql", "hub"),
    ],
)
def test_a_database_address_is_read(
    set_to: Callable[..., None], value: str | None, engine: str, name: str
) -> None:
    set_to(value)

    database = environment.read_database(NAME, "sqlite://:memory:")

    assert database["ENGINE"] == f"django.db.backends.{engine}"
    assert database["NAME"] == name


def test_a_password_in_a_wrong_address_is_not_printed(set_to: Callable[..., None]) -> None:
    set_to("mysql://zoe:secret-d-ete@localhost/hub")

    with pytest.raises(ImproperlyConfigured) as error:
        environment.read_database(NAME, "sqlite://:memory:")
    assert "secret-d-ete" not in str(error.value)


def test_a_mail_server_is_read(set_to: Callable[..., None]) -> None:
    set_to("smtp+tls://zoe:secret@mail.example:587")

    mail = environment.read_email(NAME, "consolemail://")

    assert mail["EMAIL_HOST"] == "mail.example"
    assert mail["EMAIL_PORT"] == 587
    assert mail["EMAIL_USE_TLS"]
