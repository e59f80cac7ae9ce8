"""Identifier and log line of a request, families of views."""

import logging

import pytest
from django.test import Client, RequestFactory
from django.urls import resolve
from pytest_django import Settings

from hub.monitoring.families import FAMILIES, view_family
from hub.monitoring.request_ids import HEADER, current_request_id

PROXY, READER = "192.0.2.10", "198.51.100.77"
GIVEN = "4bf92f3577b34da6a3ce929d0e0e4736"


@pytest.fixture(autouse=True)
def named_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [PROXY]


@pytest.mark.parametrize(
    ("peer", "given", "is_kept"),
    [
        (PROXY, GIVEN, True),
        (PROXY, "0b0a6c1e-6f0e-4d6c-8d2d-5a8f6c8c2f6b", True),
        (PROXY, "court", False),
        (PROXY, "x" * 65, False),
        (PROXY, 'faux","level":"INFO', False),
        (READER, GIVEN, False),
    ],
)
def test_identifier_is_that_of_the_proxy_or_a_new_one(
    db: None, peer: str, given: str, is_kept: bool
) -> None:
    answer = Client(REMOTE_ADDR=peer).get("/robots.txt", headers={HEADER: given})

    assert (answer.headers[HEADER] == given) is is_kept
    assert len(answer.headers[HEADER]) >= 32
    assert current_request_id() == ""


def test_each_request_has_its_own_identifier(db: None, client: Client) -> None:
    assert client.get("/robots.txt").headers[HEADER] != client.get("/robots.txt").headers[HEADER]


def test_log_line_of_a_request_names_neither_its_path_nor_its_reader(
    db: None, client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.LOG_REQUESTS = True
    with caplog.at_level(logging.INFO, logger="hub.requests"):
        client.get("/recherche/?q=zoe", headers={"user-agent": "Zoé"})

    (record,) = [one for one in caplog.records if one.name == "hub.requests"]
    assert (record.method, record.view, record.status) == ("GET", "search", 200)
    assert record.queries > 0
    assert record.getMessage().startswith("method=GET view=search status=200 milliseconds=")
    assert "zoe" not in str(vars(record)).lower().replace("zoé", "")


def test_requests_are_not_logged_without_the_setting(
    db: None, client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, logger="hub.requests"):
        client.get("/robots.txt")
    assert [one for one in caplog.records if one.name == "hub.requests"] == []


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/", "page"),
        ("/lettres/une-lettre/", "page"),
        ("/admin/", "admin"),
        ("/admin/pages/3/edit/", "admin"),
        ("/documents/3/rapport.pdf", "document"),
        ("/sons/0b0a6c1e-6f0e-4d6c-8d2d-5a8f6c8c2f6b.mp3", "sound"),
        ("/recherche/", "search"),
        ("/recherche/suggestions/", "suggestions"),
        ("/recherche.json", "list_file"),
        ("/lettres.rss", "list_file"),
        ("/themes/eau.rss", "list_file"),
        ("/podcasts/une-emission/feed.xml", "podcast_file"),
        ("/sitemap.xml", "site_file"),
        ("/robots.txt", "site_file"),
        ("/favicon.ico", "other"),
    ],
)
def test_family_of_a_view(path: str, expected: str) -> None:
    request = RequestFactory().get(path)
    request.resolver_match = resolve(path)

    assert view_family(request) == expected
    assert expected in FAMILIES


def test_family_of_a_request_without_a_view() -> None:
    assert view_family(RequestFactory().get("/")) == "unresolved"
