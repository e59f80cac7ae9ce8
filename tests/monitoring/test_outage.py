"""Errors of the database that pass (503) and errors of the code (500), on both databases."""

import sqlite3
from collections.abc import Callable

import psycopg
import pytest
from bs4 import BeautifulSoup
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import InterfaceError, OperationalError, ProgrammingError
from django.http import HttpRequest
from django.test import Client, RequestFactory

from hub.monitoring import outage


def from_driver(error: Exception, django_type: type[Exception] = OperationalError) -> Exception:
    """Return the exception that Django raises for an exception of a driver."""
    try:
        raise django_type(str(error)) from error
    except Exception as raised:  # noqa: BLE001  caught to be returned
        return raised


def postgresql_error(state: str) -> Exception:
    return from_driver(psycopg.errors.lookup(state)("message"))


def sqlite_error(code: int) -> Exception:
    error = sqlite3.OperationalError("message")
    error.sqlite_errorcode = code
    return from_driver(error)


@pytest.mark.parametrize(
    "state",
    [
        "08006",  # connection failure
        "53100",  # disk full
        "53300",  # too many connections
        "57014",  # statement_timeout
        "57P01",  # stopped by the administrator
        "57P02",  # crash
        "57P03",  # starting up
        "25006",
        "25P03",
        "40001",
        "40P01",
        "55P03",
    ],
)
def test_states_of_postgresql_that_pass_are_503(state: str) -> None:
    assert outage.is_database_away(postgresql_error(state))


@pytest.mark.parametrize("state", ["42P01", "42703", "23505", "22001", "22P02"])
def test_errors_of_the_code_on_postgresql_are_500(state: str) -> None:
    assert not outage.is_database_away(postgresql_error(state))


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        (sqlite3.SQLITE_BUSY, True),
        (sqlite3.SQLITE_BUSY_SNAPSHOT, True),
        (sqlite3.SQLITE_CANTOPEN, True),
        (sqlite3.SQLITE_FULL, True),
        (sqlite3.SQLITE_READONLY, True),
        (sqlite3.SQLITE_ERROR, False),  # no such table
    ],
)
def test_states_of_sqlite_that_pass_are_503(code: int, expected: bool) -> None:
    assert outage.is_database_away(sqlite_error(code)) is expected


def chained() -> Exception:
    """Return an error of a view that could not go on without the database."""
    try:
        try:
            raise postgresql_error("57P01")
        except OperationalError:
            raise ValueError("nothing to show")  # noqa: B904  without a cause, as code that forgets it
    except ValueError as error:
        return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (from_driver(psycopg.OperationalError("connection refused")), True),
        (from_driver(psycopg.InterfaceError("the connection is closed"), InterfaceError), True),
        (InterfaceError("connection already closed"), True),
        (chained(), True),
        (ValueError("connection"), False),
        (ProgrammingError("relation does not exist"), False),
        (None, False),
    ],
)
def test_cause_of_an_error_decides(error: Exception | None, expected: bool) -> None:
    assert outage.is_database_away(error) is expected


@pytest.mark.parametrize(
    ("path", "headers", "is_json"),
    [
        ("/recherche/", {}, False),
        ("/recherche.json", {}, True),
        ("/inspiration.geojson", {}, True),
        ("/admin/pages/1/", {"HTTP_ACCEPT": "text/html,application/json;q=0.9"}, False),
        ("/admin/pages/1/", {"HTTP_ACCEPT": "application/json"}, True),
        ("/admin/pages/1/", {"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, True),
    ],
)
def test_scripts_get_json_and_people_get_a_page(
    path: str, headers: dict[str, str], is_json: bool
) -> None:
    response = outage.database_away(RequestFactory().get(path, **headers))

    assert response.status_code == 503
    assert response.headers["Retry-After"] == str(outage.RETRY_SECONDS)
    assert ("json" in response.headers["Content-Type"]) is is_json


@pytest.mark.parametrize("name", ["503.html", "503_admin.html"])
def test_page_is_accessible_and_loads_nothing(name: str) -> None:
    text = outage.static_page(name)
    soup = BeautifulSoup(text, "html.parser")

    assert soup.html["lang"] == "fr"
    assert soup.title.string == soup.h1.string
    assert len(soup.find_all("main")) == len(soup.find_all("h1")) == 1
    assert "prefers-color-scheme: dark" in text
    assert soup.find("meta", content="noindex")
    assert soup.find_all(["script", "link", "img"]) == []
    assert soup.find("meta", {"http-equiv": True}) is None  # no automatic refresh (RGAA 13.1)
    assert "{%" not in text
    assert "{{" not in text


def failing(error: Exception) -> Callable[[object, HttpRequest], None]:
    def fail(middleware: object, request: HttpRequest) -> None:
        raise error

    return fail


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("error", "status"),
    [(postgresql_error("57P01"), 503), (postgresql_error("42P01"), 500), (ValueError(), 500)],
)
def test_a_middleware_that_fails_is_503_only_without_the_database(
    error: Exception, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = "hub.core.site.redirects.MovedPageMiddleware.__call__"
    monkeypatch.setattr(name, failing(error))

    answer = Client(raise_request_exception=False).get("/recherche/")

    assert answer.status_code == status
    assert answer.headers["X-Request-ID"]


@pytest.mark.django_db
def test_a_session_that_cannot_be_saved_is_503(monkeypatch: pytest.MonkeyPatch) -> None:
    """Django turns this error into a bad request."""
    try:
        raise SessionInterrupted from postgresql_error("57P01")
    except SessionInterrupted as error:
        name = "hub.core.site.redirects.MovedPageMiddleware.__call__"
        monkeypatch.setattr(name, failing(error))

    assert Client().get("/recherche/").status_code == 503
