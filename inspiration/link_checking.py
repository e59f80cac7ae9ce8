"""Does the address of a resource still answer? Asks the server, without reading the answer."""

import ipaddress
import socket
from urllib.parse import urljoin, urlsplit

import requests

from inspiration.models.resources import LinkHealth

TIMEOUT = 10  # seconds, to connect and then to read
REDIRECTS = 5
USER_AGENT = "Mozilla/5.0 (compatible; territoires-pilotes; verification des liens)"
# The server answers, only not to a robot: a reader will see the page.
SHY_STATUSES = frozenset({401, 403, 405, 406, 429})
DEFAULT_PORTS = {"http": 80, "https": 443}


class RefusedAddressError(Exception):
    """An address that the check must not ask: not http, or inside a private network."""


def check_link(url):
    """Return the `LinkHealth` of an address; UNCHECKED when it must not be asked.

    Never raises. Each redirection is checked like the first address, so that a public page
    cannot lead to a private one.
    """
    try:
        status = _status_of(url, "HEAD")
        if status >= 400:  # some servers only know GET
            status = _status_of(url, "GET")
    except RefusedAddressError:
        return LinkHealth.UNCHECKED
    except (requests.RequestException, UnicodeError, ValueError):
        return LinkHealth.LOST
    return LinkHealth.FOUND if status < 400 or status in SHY_STATUSES else LinkHealth.LOST


def _status_of(url, method):
    """Return the status of the page that `url` finally leads to."""
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


def refuse_private_address(url):
    """Raise RefusedAddressError unless every address of the host is on the public Internet."""
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
