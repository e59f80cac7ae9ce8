"""Sources of requests: the network of the client, behind the named proxies only."""

import logging

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from hub.limits import sources
from hub.limits.sources import client_source
from hub.proxies import TrustedProxyMiddleware


def received(request: HttpRequest) -> HttpRequest:
    """Return the request as the views see it."""
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("peer", "forwarded", "source"),
    [
        ("8.8.8.8", "", "8.8.8.8"),
        # Not a proxy that is named: what it forwards is what a client writes.
        ("8.8.8.8", "9.9.9.9", "8.8.8.8"),
        ("127.0.0.1", "", "127.0.0.1"),
        ("127.0.0.1", "1.1.1.1, 9.9.9.9", "9.9.9.9"),
        ("127.0.0.1", "::ffff:9.9.9.9", "9.9.9.9"),
        ("127.0.0.1", "2a01:cb00:1:2::5", "2a01:cb00:1:2::/64"),
        ("2a01:cb00:1:2:9::1", "", "2a01:cb00:1:2::/64"),
        ("pas une adresse", "", ""),
    ],
)
def test_source_is_the_network_of_the_client(
    peer: str, forwarded: str, source: str, rf: RequestFactory
) -> None:
    headers = {"HTTP_X_FORWARDED_FOR": forwarded} if forwarded else {}
    assert client_source(received(rf.get("/", REMOTE_ADDR=peer, **headers))) == source


def test_source_is_unknown_behind_a_private_proxy_that_is_not_named(
    rf: RequestFactory, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    def request() -> HttpRequest:
        headers = {"HTTP_X_FORWARDED_FOR": "9.9.9.9"}
        return received(rf.get("/", REMOTE_ADDR="172.18.0.3", **headers))

    sources._warn.cache_clear()
    with caplog.at_level(logging.WARNING):
        assert client_source(request()) == client_source(request()) == ""
    assert len([record for record in caplog.records if "TRUSTED_PROXIES" in record.message]) == 1
    settings.TRUSTED_PROXIES = ["172.18.0.0/16"]
    assert client_source(request()) == "9.9.9.9"
