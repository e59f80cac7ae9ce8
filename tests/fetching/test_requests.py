"""Requests to addresses that people write: redirects, limits, failures."""

import pytest
import requests

from hub import fetching
from hub.fetching import RefusedAddressError, TooLargeError, fetch, open_url
from tests.web import Answer, Web


@pytest.mark.parametrize("url", ["http://inconnu.invalid/", "http://exa mple/", "http://a:99999/"])
def test_unknown_host_and_broken_url_are_failures(url: str) -> None:
    with pytest.raises(requests.RequestException) as caught:
        fetch(url, limit=10)
    assert not isinstance(caught.value, RefusedAddressError)


def test_content_is_read_after_redirects(web: Web) -> None:
    web.add("/ancien", status=301, Location="/nouveau")
    web.add("/nouveau", "contenu", Content_Type="text/plain")
    found = fetch(web.url("/ancien"), limit=7, headers={"User-Agent": "essai"})
    assert (found.url, found.status, found.content) == (web.url("/nouveau"), 200, b"contenu")
    assert found.headers["content-type"] == "text/plain"
    assert {headers["User-Agent"] for *_, headers in web.requests} == {"essai"}


def test_redirect_to_a_private_address_is_refused(web: Web) -> None:
    web.add("/", status=302, Location="http://10.0.0.1/")
    with pytest.raises(RefusedAddressError):
        fetch(web.url(), limit=10)


def test_endless_redirects_stop(web: Web) -> None:
    web.add("/", status=302, Location="/")
    with pytest.raises(requests.TooManyRedirects):
        fetch(web.url(), limit=10)
    assert len(web.requests) == fetching.REDIRECTS + 1


def test_content_above_the_limit_is_refused(web: Web) -> None:
    web.add("/", "x" * 11)
    with pytest.raises(TooLargeError):
        fetch(web.url(), limit=10)


def test_connection_cut_before_the_end_is_a_failure(web: Web) -> None:
    web.answers["/"] = Answer(content=b"x" * 100, broken=True)
    with pytest.raises(requests.RequestException):
        fetch(web.url(), limit=1000)


def test_proxies_of_the_environment_are_not_used(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9/")
    web.add("/", "direct")
    assert fetch(web.url(), limit=10).content == b"direct"


def test_body_is_not_read_until_asked(web: Web) -> None:
    web.answers["/"] = Answer(content=b"x" * 100, broken=True)
    with open_url("GET", web.url()) as response:
        assert response.status_code == 200
