"""Check of the links of resources, with HEAD or GET requests whose body is not read."""

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import requests

from inspiration.models.resources import LinkHealth

TIMEOUT = 10  # seconds, to connect and then to read
REDIRECTS = 5
USER_AGENT = "Mozilla/5.0 (compatible; territoires-pilotes; verification des liens)"
# Statuses by which servers refuse robots; the page exists for readers.
ROBOT_REFUSALS = frozenset({401, 403, 405, 406, 429})
DEFAULT_PORTS = {"http": 80, "https": 443}


class RefusedAddressError(Exception):
    """A URL that must not be requested: not http(s), or in a private network."""


def check_link(url: str) -> LinkHealth:
    """Return the `LinkHealth` of a URL; UNCHECKED when it must not be requested.

    Never raises. Each redirect is checked like the first URL, so that a public page cannot
    redirect to a private network (SSRF).
    """
    try:
        status = _status_of(url, "HEAD")
        if status >= 400:  # some servers do not support HEAD
            status = _status_of(url, "GET")
    except RefusedAddressError:
        return LinkHealth.UNCHECKED
    except (requests.RequestException, UnicodeError, ValueError):
        return LinkHealth.LOST
    return LinkHealth.FOUND if status < 400 or status in ROBOT_REFUSALS else LinkHealth.LOST


def _status_of(url: str, method: str) -> int:
    """Return the HTTP status at the end of the redirects of `url`."""
    for _ in range(REDIRECTS + 1):
        refuse_private_address(url)
        response = requests.request(
            method,
            url,
            timeout=TIMEOUT,
            stream=True,
            allow_redirects=False,
            headers={"User-Agent": USER_AGENT},
        )
        response.close()
        target = response.headers.get("Location")
        if not response.is_redirect or not target:
            return response.status_code
        url = urljoin(url, target)
    raise requests.TooManyRedirects(f"More than {REDIRECTS} redirections.")


def refuse_private_address(url: str) -> None:
    """Raise RefusedAddressError unless all IP addresses of the host are public."""
    parts = urlsplit(url)
    if parts.scheme not in DEFAULT_PORTS or not parts.hostname:
        raise RefusedAddressError(url)
    try:
        port = parts.port or DEFAULT_PORTS[parts.scheme]
        found = socket.getaddrinfo(parts.hostname, port, type=socket.SOCK_STREAM)
    except OSError as error:
        raise requests.ConnectionError(f"Unknown host: {parts.hostname}") from error
    for *_, address in found:
        if not ipaddress.ip_address(address[0]).is_global:
            raise RefusedAddressError(url)
