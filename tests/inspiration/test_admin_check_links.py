"""`check_links` requests each public address, skips private ones, survives failures."""

import io
import socket
from typing import Any

import pytest
import requests
from django.core.management import call_command
from requests.exceptions import ConnectionError, SSLError, Timeout

from inspiration import link_checking
from inspiration.link_checking import RefusedAddressError, check_link, refuse_private_address
from inspiration.models.resources import LinkHealth
from tests.factories import ResourcePageFactory
from tests.factories.site_tree import SiteTree

PUBLIC = "93.184.215.14"


def answer(status: int, location: str | None = None) -> requests.Response:
    response = requests.Response()
    response.status_code, response.raw = status, io.BytesIO()
    if location:
        response.headers["Location"] = location
    return response


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch) -> dict[str | tuple[str, str], Any]:
    """Fake HTTP: {(method, address): response or exception}, and the requests made."""
    answers: dict[str | tuple[str, str], Any] = {}
    asked: list[tuple[str, str]] = []

    def request(method: str, url: str, **options: Any) -> requests.Response:
        asked.append((method, url))
        assert options["timeout"] == 10
        outcome: Any = answers.get((method, url), answers.get(url, answer(404)))
        if isinstance(outcome, Exception):
            raise outcome
        return outcome

    monkeypatch.setattr(link_checking.requests, "request", request)
    answers["asked"] = asked
    return answers


@pytest.fixture(autouse=True)
def names(monkeypatch: pytest.MonkeyPatch) -> None:
    """Host names that resolve without a network; others are addresses already."""
    known = {"example.org": PUBLIC, "interne.example.org": "10.0.0.5"}

    def getaddrinfo(host: str, port: int | None, **options: object) -> list[tuple[Any, ...]]:
        if host == "inconnu.example.org":
            raise socket.gaierror
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (known.get(host, host), port))]

    monkeypatch.setattr(link_checking.socket, "getaddrinfo", getaddrinfo)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://10.1.2.3/",
        "http://169.254.169.254/latest/meta-data",
        "http://192.168.1.1/",
        "http://0.0.0.0/",
        "http://interne.example.org/",
        "ftp://example.org/",
        "file:///etc/passwd",
        "http:///",
    ],
)
def test_private_or_strange_address_is_refused(
    url: str, web: dict[str | tuple[str, str], Any]
) -> None:
    with pytest.raises(RefusedAddressError):
        refuse_private_address(url)
    assert check_link(url) == LinkHealth.UNCHECKED
    assert web["asked"] == []


def test_page_that_answers_is_found_with_one_request(web: dict[str | tuple[str, str], Any]) -> None:
    web["https://example.org/"] = answer(200)
    assert check_link("https://example.org/") == LinkHealth.FOUND
    assert web["asked"] == [("HEAD", "https://example.org/")]


def test_server_that_refuses_head_is_asked_with_get(web: dict[str | tuple[str, str], Any]) -> None:
    web["HEAD", "https://example.org/"] = answer(405)
    web["GET", "https://example.org/"] = answer(200)
    assert check_link("https://example.org/") == LinkHealth.FOUND


@pytest.mark.parametrize("status", [401, 403, 429])
def test_server_that_refuses_robots_counts_as_answering(
    status: int, web: dict[str | tuple[str, str], Any]
) -> None:
    web["https://example.org/"] = answer(status)
    assert check_link("https://example.org/") == LinkHealth.FOUND


@pytest.mark.parametrize("status", [404, 410, 500, 503])
def test_page_in_error_is_lost(status: int, web: dict[str | tuple[str, str], Any]) -> None:
    web["https://example.org/"] = answer(status)
    assert check_link("https://example.org/") == LinkHealth.LOST


@pytest.mark.parametrize(
    "failure", [requests.Timeout(), requests.ConnectionError(), requests.exceptions.SSLError()]
)
def test_server_that_does_not_answer_is_lost(
    failure: ConnectionError | SSLError | Timeout, web: dict[str | tuple[str, str], Any]
) -> None:
    web["https://example.org/"] = failure
    assert check_link("https://example.org/") == LinkHealth.LOST


def test_unknown_host_and_broken_address_are_lost(web: dict[str | tuple[str, str], Any]) -> None:
    assert check_link("https://inconnu.example.org/") == LinkHealth.LOST
    assert check_link("https://example.org:99999/") == LinkHealth.LOST


def test_redirection_is_followed(web: dict[str | tuple[str, str], Any]) -> None:
    web["https://example.org/ancien"] = answer(301, "/nouveau")
    web["https://example.org/nouveau"] = answer(200)
    assert check_link("https://example.org/ancien") == LinkHealth.FOUND


def test_redirection_to_a_private_address_is_not_followed(
    web: dict[str | tuple[str, str], Any],
) -> None:
    web["https://example.org/"] = answer(302, "http://127.0.0.1:8000/admin/")
    assert check_link("https://example.org/") == LinkHealth.UNCHECKED
    assert all("127.0.0.1" not in url for _, url in web["asked"])


def test_redirections_without_end_are_lost(web: dict[str | tuple[str, str], Any]) -> None:
    web["https://example.org/"] = answer(302, "https://example.org/")
    assert check_link("https://example.org/") == LinkHealth.LOST


def test_command_notes_the_state_of_published_links_and_counts_them(
    web: dict[str | tuple[str, str], Any], site_tree: SiteTree, capsys: pytest.CaptureFixture[str]
) -> None:
    found = ResourcePageFactory(resource_url="https://example.org/")
    lost = ResourcePageFactory(resource_url="https://example.org/perdu")
    refused = ResourcePageFactory(resource_url="http://127.0.0.1/")
    draft = ResourcePageFactory(resource_url="https://example.org/brouillon", draft=True)
    web["https://example.org/"] = answer(200)
    call_command("check_links")
    for page in (found, lost, refused, draft):
        page.refresh_from_db()
    states = [page.link_health for page in (found, lost, refused, draft)]
    assert states == [LinkHealth.FOUND, LinkHealth.LOST, LinkHealth.UNCHECKED, ""]
    assert found.link_checked_at
    assert draft.link_checked_at is None
    last = capsys.readouterr().out.splitlines()[-1]
    assert "3 adresses vérifiées" in last
    assert "1 ne répondent plus" in last
