"""Requests within limits: redirects, total time, bytes once decompressed."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urljoin

import requests
from urllib3.exceptions import HTTPError

from hub.fetching.addresses import check_prepared, check_written
from hub.fetching.connections import TIMEOUT, PrivateHostError, PublicAdapter
from hub.fetching.deadlines import Deadline
from hub.fetching.errors import RefusedAddressError, TooLargeError

TOTAL = 60  # seconds for a request, its redirects and the reading of its body
REDIRECTS = 5
CHUNK = 64 * 1024  # bytes read at a time


@dataclass(frozen=True)
class Fetched:
    """A response read to its end: `url` after redirects, status, headers and body."""

    url: str
    status: int
    headers: Mapping[str, str]
    content: bytes


@contextmanager
def open_url(
    method: str,
    url: str,
    headers: Mapping[str, str] | None = None,
    redirects: int = REDIRECTS,
    total: float = TOTAL,
) -> Iterator[requests.Response]:
    """Request `url`; yield the response at the end of the redirects, its body not yet read.

    `total` bounds the time in seconds until the end of the `with` block. Raise
    `requests.RequestException`: `RefusedAddressError` for a URL that must not be requested (each
    redirect is checked), `TooManyRedirects`, `Timeout`, or the failures of the connection.
    """
    with Deadline(total) as deadline, requests.Session() as session:
        session.trust_env = False
        for scheme in ("http://", "https://"):
            session.mount(scheme, PublicAdapter(deadline))
        try:
            yield from _follow(session, method, url, dict(headers or {}), redirects)
        except (RefusedAddressError, TooLargeError, requests.Timeout):
            raise
        except (OSError, HTTPError) as error:
            if deadline.has_passed:
                raise requests.Timeout(f"{url}: more than {total} s") from error
            raise
        if deadline.has_passed:  # a cut body without a length looks complete
            raise requests.Timeout(f"{url}: more than {total} s")


def fetch(
    url: str, limit: int, headers: Mapping[str, str] | None = None, total: float = TOTAL
) -> Fetched:
    """Return the response to a GET of `url`; raise `TooLargeError` above `limit` bytes.

    The limit holds for the bytes once decompressed, which are read `CHUNK` by `CHUNK`. Other
    errors: those of `open_url`.
    """
    with open_url("GET", url, headers, total=total) as response:
        content = bytearray()
        try:
            for chunk in response.iter_content(CHUNK):
                content += chunk
                if len(content) > limit:
                    raise TooLargeError(f"More than {limit} bytes: {url}")
        except HTTPError as error:
            raise requests.ConnectionError(str(error)) from error
    return Fetched(response.url, response.status_code, response.headers, bytes(content))


def _follow(
    session: requests.Session, method: str, url: str, headers: Mapping[str, str], redirects: int
) -> Iterator[requests.Response]:
    """Yield one response, the first that is not a redirect."""
    for _ in range(redirects + 1):
        with _request(session, method, url, headers) as response:
            target = response.headers.get("Location")
            if not response.is_redirect or not target:
                yield response
                return
        try:
            url = urljoin(url, target)
        except ValueError as error:
            raise RefusedAddressError(f"{target}: malformed") from error
    raise requests.TooManyRedirects(f"More than {redirects} redirects.")


def _request(
    session: requests.Session, method: str, url: str, headers: Mapping[str, str]
) -> requests.Response:
    check_written(url)
    try:
        prepared = session.prepare_request(requests.Request(method, url, headers=dict(headers)))
        check_prepared(prepared.url or "")
        return session.send(prepared, timeout=TIMEOUT, stream=True, allow_redirects=False)
    except requests.RequestException:
        raise
    except PrivateHostError as error:
        raise RefusedAddressError(f"{url}: private address") from error
    except (HTTPError, ValueError) as error:
        raise requests.ConnectionError(f"{url}: {error}") from error
