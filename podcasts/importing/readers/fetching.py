"""Addresses written in feeds, fetched within limits; failures are French sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from tempfile import SpooledTemporaryFile
from typing import IO
from urllib.parse import urlsplit

import requests

from hub.fetching import (
    CHUNK,
    Fetched,
    RefusedAddressError,
    TooLargeError,
    fetch,
    open_url,
)
from podcasts.importing.errors import UnavailableError

AGENT = {"User-Agent": "Mozilla/5.0 (compatible; import de podcasts)", "Accept-Encoding": "gzip"}
DOWNLOAD_SECONDS = 15 * 60  # for a sound of several hundred megabytes
IN_MEMORY = 4 * 1024 * 1024  # bytes of a download kept in memory before it goes to a file
REFUSED = "cette adresse est refusée\u00a0: elle n’est pas publique, ou pas en http(s)."


def is_web_address(url: str) -> bool:
    """Tell whether a text is an http(s) URL with a host."""
    try:
        parts = urlsplit(url)
        return parts.scheme.lower() in ("http", "https") and bool(parts.hostname)
    except ValueError:
        return False


def fetch_bytes(url: str, limit: int) -> Fetched:
    """Return the response to a GET of `url`; raise UnavailableError unless its status is 200."""
    with _explained(limit):
        found = fetch(url, limit, AGENT)
    _check_status(found.status)
    return found


def ask_length(url: str) -> int | None:
    """Return the length in bytes that the host gives for `url`, None when it gives none.

    Raise UnavailableError.
    """
    with _explained(0), open_url("HEAD", url, {**AGENT, "Accept-Encoding": "identity"}) as answer:
        _check_status(answer.status_code)
        length = answer.headers.get("Content-Length", "")
    return int(length) if length.isdecimal() and int(length) else None


@contextmanager
def download(url: str, limit: int) -> Iterator[tuple[IO[bytes], str]]:
    """Download `url` to a temporary file; yield (file, its content type).

    Raise UnavailableError.
    """
    with SpooledTemporaryFile(IN_MEMORY) as file:
        with (
            _explained(limit),
            open_url("GET", url, AGENT, total=DOWNLOAD_SECONDS) as answer,
        ):
            _check_status(answer.status_code)
            size = 0
            for chunk in answer.iter_content(CHUNK):
                size += len(chunk)
                if size > limit:
                    raise TooLargeError
                file.write(chunk)
            content_type = answer.headers.get("Content-Type", "")
        file.seek(0)
        yield file, content_type


@contextmanager
def _explained(limit: int) -> Iterator[None]:
    """Turn the errors of requests into UnavailableError."""
    try:
        yield
    except RefusedAddressError as error:
        raise UnavailableError(REFUSED) from error
    except TooLargeError as error:
        raise UnavailableError(f"plus de {limit // 1024 // 1024}\u00a0Mo.") from error
    except requests.TooManyRedirects as error:
        raise UnavailableError("trop de redirections.") from error
    except requests.Timeout as error:
        raise UnavailableError("le serveur ne répond pas à temps.") from error
    except (requests.RequestException, OSError) as error:
        raise UnavailableError("le serveur ne répond pas.") from error


def _check_status(status: int) -> None:
    if status in (401, 403):
        raise UnavailableError(f"le serveur refuse l’accès (réponse {status}).")
    if status in (404, 410):
        raise UnavailableError(f"il n’y a rien à cette adresse (réponse {status}).")
    if status != 200:
        raise UnavailableError(f"le serveur répond {status}.")
