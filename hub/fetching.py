"""HTTP requests to addresses that people write, never to a private network (SSRF).

The host is resolved once, every address found is checked, and the connection goes to a checked
address: the name cannot resolve to another one in between (DNS rebinding). The check is in the
connection, so that URLs are parsed by one library only. Proxies of the environment are not used.
"""

import ipaddress
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import HTTPError

TIMEOUT = 10  # seconds, to connect and then to read
REDIRECTS = 5
CHUNK = 64 * 1024  # bytes read at a time


class RefusedAddressError(requests.RequestException):
    """A URL that must not be requested: not http(s), or in a private network."""


class TooLargeError(requests.RequestException):
    """A response whose body is longer than the caller accepts."""


class _PrivateHostError(Exception):
    """Raised in a connection; urllib3 and requests would wrap the subclasses of OSError."""


@dataclass(frozen=True)
class Fetched:
    """A response read to its end: `url` after redirects, status, headers and body."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


def is_public(address: str) -> bool:
    """Tell whether an IP address, and the IPv4 address that it may embed, are public."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    embedded = ip.ipv4_mapped or ip.sixtofour if isinstance(ip, ipaddress.IPv6Address) else None
    found = embedded or ip
    return found.is_global and not found.is_multicast


class _PublicHostMixin:
    """Connection that resolves its host itself, and connects to a public address only."""

    host: str
    port: int
    _dns_host: str

    def _new_conn(self) -> socket.socket:
        try:
            found = socket.getaddrinfo(self._dns_host, self.port, type=socket.SOCK_STREAM)
        except (OSError, UnicodeError) as error:
            raise HTTPError(f"Unknown host: {self.host}") from error
        addresses = [str(address[0]) for *_, address in found]
        if not addresses or not all(is_public(address) for address in addresses):
            raise _PrivateHostError(self.host)
        self._dns_host = addresses[0]
        return super()._new_conn()  # type: ignore[misc]


class _PublicHTTPConnection(_PublicHostMixin, HTTPConnection):
    pass


class _PublicHTTPSConnection(_PublicHostMixin, HTTPSConnection):
    pass


class _HTTPPool(HTTPConnectionPool):
    ConnectionCls = _PublicHTTPConnection


class _HTTPSPool(HTTPSConnectionPool):
    ConnectionCls = _PublicHTTPSConnection


class _PublicAdapter(HTTPAdapter):
    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = {"http": _HTTPPool, "https": _HTTPSPool}


@contextmanager
def open_url(
    method: str, url: str, headers: Mapping[str, str] | None = None, redirects: int = REDIRECTS
) -> Iterator[requests.Response]:
    """Request `url`; yield the response at the end of the redirects, its body not yet read.

    Raise `requests.RequestException`: `RefusedAddressError` for a URL that must not be requested
    (each redirect is checked), `TooManyRedirects`, or the failures of the connection.
    """
    with requests.Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, _PublicAdapter())
        for _ in range(redirects + 1):
            with _request(session, method, url, headers) as response:
                target = response.headers.get("Location")
                if not response.is_redirect or not target:
                    yield response
                    return
            url = urljoin(url, target)
    raise requests.TooManyRedirects(f"More than {redirects} redirects.")


def fetch(url: str, limit: int, headers: Mapping[str, str] | None = None) -> Fetched:
    """Return the response to a GET of `url`; raise `TooLargeError` above `limit` bytes.

    The limit holds for the bytes once decompressed. Other errors: those of `open_url`.
    """
    with open_url("GET", url, headers) as response:
        content = bytearray()
        try:
            for chunk in response.iter_content(CHUNK):
                content += chunk
                if len(content) > limit:
                    raise TooLargeError(f"More than {limit} bytes: {url}")
        except HTTPError as error:
            raise requests.ConnectionError(str(error)) from error
        return Fetched(response.url, response.status_code, response.headers, bytes(content))


def _request(
    session: requests.Session, method: str, url: str, headers: Mapping[str, str] | None
) -> requests.Response:
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise RefusedAddressError(url) from error
    if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
        raise RefusedAddressError(url)
    try:
        return session.request(
            method,
            url,
            headers=dict(headers or {}),
            timeout=TIMEOUT,
            stream=True,
            allow_redirects=False,
        )
    except requests.RequestException:
        raise
    except _PrivateHostError as error:
        raise RefusedAddressError(f"{url}: private address") from error
    except (HTTPError, ValueError) as error:
        raise requests.ConnectionError(f"{url}: {error}") from error
