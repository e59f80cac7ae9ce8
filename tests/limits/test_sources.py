"""Sources of requests: the network of the client, behind the named proxies only."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

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
    rf: RequestFactory, settings: Settings
) -> None:
    def source() -> str:
        headers = {"HTTP_X_FORWARDED_FOR": "9.9.9.9"}
        return client_source(received(rf.get("/", REMOTE_ADDR="172.18.0.3", **headers)))

    assert source() == ""
    settings.TRUSTED_PROXIES = ["172.18.0.0/16"]
    assert source() == "9.9.9.9"
