"""Server-side request forgery: none of the hostile addresses is requested."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest
import requests

from hub.fetching import RefusedAddressError, addresses, fetch, is_public
from tests.fetching.hostile import HOSTILE, MALFORMED, PRIVATE
from tests.web import Web

USERS = ["http://user@example.org/", "http://8.8.8.8@127.0.0.1:{port}/"]


@pytest.fixture
def loopback(web: Web, monkeypatch: pytest.MonkeyPatch) -> Iterator[Web]:
    """A server on loopback, which is refused as it is in production."""
    monkeypatch.setattr(addresses, "is_public", is_public)  # `web` makes loopback public

    def refuse(*args: Any) -> None:
        pytest.fail("A connection was opened.")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield web
    assert web.requests == []


def test_table_of_hostile_addresses_is_long() -> None:
    assert len(set(HOSTILE)) >= 60


def written_for(server: Web, written: str) -> str:
    return written.replace("{port}", server.address.rpartition(":")[2])


@pytest.mark.parametrize("written", HOSTILE)
def test_hostile_address_is_refused(written: str, loopback: Web) -> None:
    with pytest.raises(RefusedAddressError):
        fetch(written_for(loopback, written), limit=10)


@pytest.mark.parametrize("written", MALFORMED)
def test_malformed_address_is_a_failure(written: str, loopback: Web) -> None:
    with pytest.raises(requests.RequestException):
        fetch(written_for(loopback, written), limit=10)


# Addresses of the server itself pass as public with `web`; relative ones come back to it.
@pytest.mark.parametrize("target", [*PRIVATE, "file:///etc/passwd", "ftp://example.org/", *USERS])
def test_redirect_to_a_hostile_address_is_refused(target: str, web: Web) -> None:
    web.add("/", status=302, Location=written_for(web, target))
    with pytest.raises(RefusedAddressError):
        fetch(web.url(), limit=10)
    assert len(web.requests) == 1


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True),
        ("1.1.1.1", True),
        ("100.63.255.255", True),
        ("100.128.0.1", True),
        ("172.32.0.1", True),
        ("2001:4860:4860::8888", True),
        ("2a01:cb00::1", True),
        ("::ffff:8.8.8.8", False),
        ("::ffff:10.0.0.1", False),
        ("2002:808:808::1", False),
        ("64:ff9b::808:808", False),
        ("fe80::1%eth0", False),
        ("2001:4860:4860::8888%eth0", False),
        ("100.64.0.1", False),
        ("224.0.0.1", False),
        ("fec0::1", False),
        ("010.0.0.1", False),
        ("exemple.fr", False),
        ("", False),
    ],
)
def test_address_is_public_or_not(address: str, public: bool) -> None:
    assert is_public(address) is public


def resolve_to(monkeypatch: pytest.MonkeyPatch, *answers: list[str]) -> list[str]:
    """Make each resolution give the next list of addresses; return the names resolved."""
    names: list[str] = []

    def resolve(host: str, port: int, *args: Any, **options: Any) -> list[tuple[Any, ...]]:
        names.append(host)
        found = answers[min(len(names), len(answers)) - 1]
        return [
            (
                socket.AF_INET6 if ":" in address else socket.AF_INET,
                socket.SOCK_STREAM,
                6,
                "",
                (address, port),
            )
            for address in found
        ]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    return names


@pytest.mark.parametrize(
    "found",
    [["10.0.0.5"], ["8.8.8.8", "10.0.0.5"], ["::1"], ["::ffff:127.0.0.1"], ["64:ff9b::a00:1"], []],
)
def test_name_that_resolves_to_a_private_address_is_refused(
    found: list[str], loopback: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    resolve_to(monkeypatch, found)
    with pytest.raises(RefusedAddressError):
        fetch("http://interne.example.org/", limit=10)


def test_name_is_resolved_once_and_kept_in_the_host_header(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    web.add("/", "contenu")
    names = resolve_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    port = web.address.rpartition(":")[2]
    assert fetch(f"http://public.example.org:{port}/", limit=10).content == b"contenu"
    assert names == ["public.example.org"]
    assert web.requests[0][2]["Host"] == f"public.example.org:{port}"


def test_name_is_checked_again_after_a_redirect(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    port = web.address.rpartition(":")[2]
    web.add("/", status=302, Location=f"http://autre.example.org:{port}/")
    names = resolve_to(monkeypatch, ["127.0.0.1"], ["10.0.0.1"])
    with pytest.raises(RefusedAddressError):
        fetch(f"http://public.example.org:{port}/", limit=10)
    assert names == ["public.example.org", "autre.example.org"]


def test_peer_is_checked_before_anything_is_sent(web: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def check(address: str) -> bool:
        checked.append(address)
        return len(checked) < 3  # the written address, the resolved one, then the peer

    monkeypatch.setattr(addresses, "is_public", check)
    with pytest.raises(RefusedAddressError):
        fetch(web.url(), limit=10)
    assert checked == ["127.0.0.1"] * 3
    assert web.requests == []


def test_second_address_is_used_when_the_first_refuses(
    web: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(addresses, "is_public", lambda address: True)
    web.add("/", "contenu")
    resolve_to(monkeypatch, ["::1", "127.0.0.1"])
    port = web.address.rpartition(":")[2]
    assert fetch(f"http://public.example.org:{port}/", limit=10).content == b"contenu"
