"""Requests to the site in this process, as an anonymous reader, without a network."""

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.exceptions import SuspiciousFileOperation
from django.test import Client
from django.utils._os import safe_join

# A robot: its downloads of sounds are not counted.
USER_AGENT = "hub-export-bot"
# Where nginx finds the file that a response names (deploy/nginx/hub.conf).
INTERNAL_LOCATION = "/_fichiers/"


@dataclass(frozen=True)
class Answer:
    """What the site answers; `file`, if any, is the body, and is on this machine."""

    status: int
    content_type: str = ""
    chunks: Iterable[bytes] = ()
    file: Path | None = None
    is_public: bool = True


class LocalSite:
    """The site at BASE_URL, called in this process."""

    def __init__(self) -> None:
        parts = urlsplit(settings.BASE_URL)
        self.base = settings.BASE_URL.rstrip("/")
        self._client = Client(raise_request_exception=False)
        self._options: dict[str, Any] = {
            "secure": parts.scheme == "https",
            "headers": {"host": parts.netloc, "user-agent": USER_AGENT},
            "SERVER_NAME": parts.hostname or "",
            "SERVER_PORT": str(parts.port or (443 if parts.scheme == "https" else 80)),
        }

    def get(self, address: str) -> Answer:
        """Return the answer to a path and query; files of /static/ and /media/ are not requested.

        The answer is public if any cache may keep it: it is not a form, an error or a page for
        one reader.
        """
        path = urlsplit(address).path
        if path.startswith(settings.STATIC_URL):
            return file_answer(static_file(unquote(path.removeprefix(settings.STATIC_URL))))
        if path.startswith(settings.MEDIA_URL):
            return file_answer(public_media_file(unquote(path.removeprefix(settings.MEDIA_URL))))
        self._client.cookies.clear()
        response: Any = self._client.get(address, **self._options)
        content_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
        is_public = not response.cookies and "public" in response.headers.get("Cache-Control", "")
        if name := response.headers.get("X-Accel-Redirect", ""):
            file = stored_file(unquote(name.removeprefix(INTERNAL_LOCATION)))
            return Answer(response.status_code, content_type, file=file, is_public=is_public)
        if not response.streaming:
            chunks: Iterable[bytes] = [response.content]
        elif is_public:
            chunks = response.streaming_content  # closed by the client once it is read to its end
        else:
            response.close()
            chunks = ()
        return Answer(response.status_code, content_type, chunks, is_public=is_public)


def file_answer(file: Path | None) -> Answer:
    """Return the answer of a server of files: 404 if there is no such file."""
    return Answer(HTTPStatus.OK, file=file) if file else Answer(HTTPStatus.NOT_FOUND)


def static_file(name: str) -> Path | None:
    """Return a collected static file, or its source where none is collected (development)."""
    if collected := existing(Path(settings.STATIC_ROOT), name):
        return collected
    try:
        found = finders.find(name)
    except SuspiciousFileOperation:
        return None
    return Path(found) if isinstance(found, str) else None


def public_media_file(name: str) -> Path | None:
    """Return an uploaded file that has a public address."""
    if name.partition("/")[0].lower() in settings.PRIVATE_MEDIA_FOLDERS:
        return None
    return stored_file(name)


def stored_file(name: str) -> Path | None:
    """Return an uploaded file."""
    return existing(Path(settings.MEDIA_ROOT), name)


def existing(folder: Path, name: str) -> Path | None:
    """Return a file inside a folder, or None."""
    try:
        path = Path(safe_join(folder, name))
    except (SuspiciousFileOperation, ValueError):
        return None
    return path if path.is_file() else None
