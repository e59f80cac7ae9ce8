"""Headers of proxies are believed from trusted networks only."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from pytest_django import Settings

from hub.proxies import (
    TrustedProxyMiddleware,
    client_address,
    comes_from_proxy,
    is_local,
    is_within,
)

# Public addresses: those of the documentation (RFC 5737) count as private.
PROXY, READER = "192.0.2.10", "93.184.216.34"


@pytest.fixture(autouse=True)
def named_proxy(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = [PROXY, "10.0.0.0/8", "2001:db8::/32"]


def received(peer: str, **headers: str) -> HttpRequest:
    """Return a request as views see it, after the middleware."""
    request = RequestFactory().get("/", REMOTE_ADDR=peer, **headers)
    TrustedProxyMiddleware(lambda request: HttpResponse())(request)
    return request


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected"),
    [
        (READER, None, READER),
        (READER, "8.8.8.8", READER),  # a reader who pretends to be a proxy
        (PROXY, READER, READER),
        (PROXY, f"8.8.8.8, {READER}", READER),  # what the reader sent comes first
        (PROXY, f"{READER}, 10.1.2.3", READER),  # two trusted proxies
        (PROXY, "10.1.2.3, 10.1.2.4", "10.1.2.3"),  # a client of the trusted network
        (PROXY, None, PROXY),
        (PROXY, "", PROXY),
        (PROXY, "inconnu", PROXY),
        (PROXY, f"inconnu, {READER}", READER),
        ("2001:db8::1", "2001:db9::5", "2001:db9::5"),
        (f"::ffff:{PROXY}", READER, READER),
        ("", READER, ""),  # a Unix socket that is not named
        ("172.16.0.5", READER, ""),  # a proxy that is not named
        ("172.16.0.5", None, "172.16.0.5"),
        ("pas une adresse", None, ""),
    ],
)
def test_client_is_the_peer_or_the_one_of_a_trusted_proxy(
    peer: str, forwarded: str | None, expected: str
) -> None:
    headers = {} if forwarded is None else {"HTTP_X_FORWARDED_FOR": forwarded}
    assert client_address(received(peer, **headers)) == expected


def test_a_unix_socket_is_trusted_when_named(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = ["unix"]
    assert client_address(received("", HTTP_X_FORWARDED_FOR=READER)) == READER
    assert client_address(received("8.8.8.8", HTTP_X_FORWARDED_FOR=READER)) == "8.8.8.8"


@pytest.mark.parametrize(
    "name",
    ["HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_X_REQUEST_ID", "HTTP_FORWARDED"],
)
def test_headers_of_others_are_dropped(name: str) -> None:
    assert name not in received(READER, **{name: "https"}).META
    assert received(PROXY, **{name: "https"}).META[name] == "https"


def test_https_is_believed_from_the_proxy_only(settings: Settings) -> None:
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert received(PROXY, HTTP_X_FORWARDED_PROTO="https").is_secure()
    assert not received(READER, HTTP_X_FORWARDED_PROTO="https").is_secure()


@pytest.mark.parametrize(
    ("peer", "headers", "expected"),
    [
        ("127.0.0.1", {}, True),
        ("::1", {}, True),
        ("::ffff:127.0.0.1", {}, True),
        ("", {}, True),
        (READER, {}, False),
        (PROXY, {"HTTP_X_FORWARDED_FOR": "127.0.0.1"}, False),
        # A proxy of this machine, not named: its readers are not local.
        ("127.0.0.1", {"HTTP_X_FORWARDED_FOR": READER}, False),
        ("127.0.0.1", {"HTTP_X_FORWARDED_PROTO": "https"}, False),
        ("pas une adresse", {}, False),
    ],
)
def test_local_is_a_process_of_this_machine_without_a_proxy(
    peer: str, headers: dict[str, str], expected: bool
) -> None:
    assert is_local(received(peer, **headers)) is expected


def test_no_proxy_is_trusted_without_the_setting(settings: Settings) -> None:
    settings.TRUSTED_PROXIES = []
    assert not comes_from_proxy(received("127.0.0.1"))
    assert not comes_from_proxy(received(""))


def test_a_network_of_another_version_of_ip_holds_no_address() -> None:
    assert is_within("10.2.3.4", ["2001:db8::/32", "10.0.0.0/8"])
    assert not is_within("10.2.3.4", ["2001:db8::/32"])
    assert not is_within("", ["10.0.0.0/8"])
