"""Wrong passwords are throttled; the owner of the account still logs in."""

from http.cookies import SimpleCookie
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as django_settings
from django.contrib.auth.models import User
from django.test import Client
from pytest_django import Settings

from hub.accounts.devices import cookie_name
from hub.limits.rates import Rate
from tests.factories.users import SuperuserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

PASSWORD = "Quatre chèvres sur un quai"
ADMIN, READER = "/admin/login/", "/_util/login/"
ROBOT, HOME = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def user() -> User:
    return SuperuserFactory(username="Hélène")


def log_in(
    client: Client,
    password: str,
    source: str,
    username: str = "Hélène",
    path: str = ADMIN,
) -> Any:
    data = {"username": username, "password": password, "next": "/admin/"}
    return client.post(path, data, HTTP_X_FORWARDED_FOR=source)


@pytest.fixture
def known_client(user: User) -> Client:
    """A client whose device logged in, and whose session is over."""
    client = Client()
    assert log_in(client, PASSWORD, HOME).status_code == 302
    del client.cookies[django_settings.SESSION_COOKIE_NAME]
    return client


@pytest.mark.parametrize("path", [ADMIN, READER])
def test_sixty_wrong_passwords_from_one_source_are_throttled(
    path: str, client: Client, user: User
) -> None:
    answers = [log_in(client, f"faux-{number}", ROBOT, path=path) for number in range(60)]
    statuses = [answer.status_code for answer in answers]
    assert 10 <= statuses.count(200) <= 20  # two windows at most
    throttled = answers[-1]
    assert throttled.status_code == 429
    assert 1 <= int(throttled["Retry-After"]) <= 900
    assert "no-store" in throttled["Cache-Control"]
    page = BeautifulSoup(throttled.text, "html.parser")
    assert page.find(role="alert").text.strip().startswith("Trop d’essais")
    assert page.find("input", {"name": "username"})["value"] == "Hélène"

    assert log_in(client, PASSWORD, ROBOT, path=path).status_code == 429
    assert log_in(Client(), PASSWORD, HOME, path=path).status_code == 302


def test_account_that_does_not_exist_is_throttled_alike(client: Client, user: User) -> None:
    for username in ("Hélène", "personne"):
        statuses = [log_in(client, "faux", ROBOT, username).status_code for _ in range(25)]
        assert statuses[:10] == [200] * 10
        assert statuses[-1] == 429


@pytest.mark.parametrize("written", ["hélène", "HÉLÈNE", " Hélène ", "He\u0301le\u0300ne"])
def test_other_spellings_of_an_account_share_its_count(
    written: str, client: Client, user: User, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": Rate(1, 10**6)}
    log_in(client, "faux", ROBOT)
    assert log_in(client, "faux", ROBOT, written).status_code == 429


def test_address_that_tries_many_accounts_is_throttled(client: Client, user: User) -> None:
    statuses = [log_in(client, "faux", ROBOT, f"compte-{n}").status_code for n in range(90)]
    assert 40 <= statuses.count(200) <= 80
    assert log_in(client, PASSWORD, ROBOT).status_code == 429
    assert log_in(client, PASSWORD, HOME).status_code == 302


def test_known_device_logs_in_from_the_address_of_the_attack(
    client: Client, user: User, known_client: Client
) -> None:
    for number in range(60):
        log_in(client, f"faux-{number}", HOME)
    assert log_in(client, PASSWORD, HOME).status_code == 429
    assert log_in(known_client, PASSWORD, HOME).status_code == 302


def test_known_device_logs_in_while_many_addresses_try(
    client: Client, user: User, known_client: Client, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login_account": Rate(5, 10**6)}
    statuses = [log_in(client, "faux", f"203.0.113.{n}").status_code for n in range(10)]
    assert statuses == [200] * 5 + [429] * 5
    assert log_in(client, PASSWORD, HOME).status_code == 429
    assert log_in(known_client, PASSWORD, HOME).status_code == 302


def test_known_device_is_limited_too(known_client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login": Rate(3, 10**6)}
    statuses = [log_in(known_client, "faux", f"203.0.113.{n}").status_code for n in range(5)]
    assert statuses == [200, 200, 200, 429, 429]


def test_device_is_known_for_its_account_only(known_client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login_account": Rate(1, 10**6)}
    SuperuserFactory(username="zoé")
    log_in(Client(), "faux", ROBOT, "zoé")
    assert log_in(known_client, PASSWORD, HOME, "zoé").status_code == 429


def test_one_source_does_not_exhaust_the_limit_of_the_account(
    client: Client, user: User, settings: Settings
) -> None:
    settings.RATE_LIMITS = {
        **settings.RATE_LIMITS,
        "login": Rate(5, 10**6),
        "login_account": Rate(8, 10**6),
    }
    for _ in range(50):
        log_in(client, "faux", ROBOT)
    assert log_in(client, PASSWORD, HOME).status_code == 302


def test_successes_are_not_counted(user: User) -> None:
    for _ in range(30):
        assert log_in(Client(), PASSWORD, HOME).status_code == 302


def test_client_that_writes_its_own_address_is_counted_by_its_real_one(
    client: Client, user: User
) -> None:
    data = {"username": "Hélène", "password": "faux"}
    statuses = [
        client.post(
            ADMIN, data, REMOTE_ADDR="8.8.8.8", HTTP_X_FORWARDED_FOR=f"198.51.100.{number}"
        ).status_code
        for number in range(25)
    ]
    assert statuses[-1] == 429


def test_cookie_of_the_device_is_private(user: User) -> None:
    client = Client()
    response = log_in(client, PASSWORD, HOME)
    cookies: SimpleCookie = response.cookies
    cookie = cookies[cookie_name(ADMIN)]
    assert cookie["path"] == ADMIN
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert "Hélène" not in cookie.value


@pytest.mark.parametrize("value", ["", "faux", "eyJhIjoxfQ:1:2", "é"])
def test_forged_cookie_is_that_of_an_unknown_device(
    value: str, client: Client, user: User, settings: Settings
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login_account": Rate(1, 10**6)}
    client.cookies[cookie_name(ADMIN)] = value
    log_in(client, "faux", ROBOT)
    assert log_in(client, "faux", HOME).status_code == 429


def test_limits_that_are_off_limit_nothing(client: Client, user: User, settings: Settings) -> None:
    settings.RATE_LIMITS = dict.fromkeys(settings.RATE_LIMITS)
    assert {log_in(client, "faux", ROBOT).status_code for _ in range(60)} == {200}


def test_shared_password_of_a_page_is_limited(client: Client, settings: Settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "login_address": Rate(2, 10**6)}
    paths = ["/_util/authenticate_with_password/1/1/", "/documents/authenticate_with_password/1/"]
    statuses = [client.post(path, {"password": "faux"}).status_code for path in paths * 2]
    assert statuses == [404, 404, 429, 429]
