"""Responses with an audio file: validators, conditional requests, one range (RFC 9110)."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from django.conf import settings
from django.core.files.storage import Storage
from django.db.models.fields.files import FieldFile
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header, http_date

from podcasts.delivery.ranges import (
    ByteRange,
    UnsatisfiableRangeError,
    accepts_range,
    parse_range,
)
from podcasts.delivery.streams import FileStream

# Location of the nginx configuration (deploy/nginx/), which only a response of the site reaches.
INTERNAL_LOCATION = "/_fichiers/"
UNKNOWN_TYPE = "application/octet-stream"


@dataclass(frozen=True)
class SoundFile:
    """A stored audio file with what HTTP says of it; raise FileNotFoundError if it is missing."""

    storage: Storage
    name: str
    content_type: str
    size: int
    modified: int

    @classmethod
    def of(cls, file: FieldFile, content_type: str) -> "SoundFile":
        """Read the size in bytes and the modification time, a Unix time in whole seconds."""
        storage, name = file.storage, str(file.name)
        modified = int(storage.get_modified_time(name).timestamp())
        return cls(storage, name, content_type or UNKNOWN_TYPE, storage.size(name), modified)

    @property
    def etag(self) -> str:
        """Strong ETag, equal to nginx's for the same file, so that one can replace the other."""
        return f'"{self.modified:x}-{self.size:x}"'


def sound_response(
    request: HttpRequest,
    sound: SoundFile,
    download_name: str = "",
    on_end: Callable[[int], None] | None = None,
) -> HttpResponseBase:
    """Return the response to a GET or HEAD request of an audio file.

    `download_name` makes it an attachment. `on_end` gets the number of bytes sent when the
    response ends; behind nginx, which sends the bytes itself, it is not called.
    """
    response = HttpResponse(headers=_headers(sound, download_name))
    early = get_conditional_response(
        request, etag=sound.etag, last_modified=sound.modified, response=response
    )
    if early is not None and early is not response:
        return early
    if request.method == "HEAD":  # RFC 9110: `Range` is for GET
        response["Content-Length"] = str(sound.size)
        return response
    if settings.SOUND_SERVER == "nginx":
        response["X-Accel-Redirect"] = INTERNAL_LOCATION + quote(sound.name)
        return response
    return _bundled_response(request, sound, response, on_end)


def _headers(sound: SoundFile, download_name: str) -> dict[str, str]:
    disposition = content_disposition_header(bool(download_name), download_name)
    return {
        "Content-Type": sound.content_type,
        "Content-Disposition": disposition or "inline",
        "Accept-Ranges": "bytes",
        "ETag": sound.etag,
        "Last-Modified": http_date(sound.modified),
    }


def _bundled_response(
    request: HttpRequest,
    sound: SoundFile,
    response: HttpResponse,
    on_end: Callable[[int], None] | None,
) -> HttpResponseBase:
    """Return the bytes, streamed by Django: 200, 206 or 416."""
    part = None
    if accepts_range(request.headers.get("If-Range", ""), sound.etag, sound.modified):
        try:
            part = parse_range(request.headers.get("Range", ""), sound.size)
        except UnsatisfiableRangeError:
            headers = {"Content-Range": f"bytes */{sound.size}", "Accept-Ranges": "bytes"}
            return HttpResponse(status=416, headers=headers, content_type="text/plain")
    sent = part or ByteRange(0, sound.size - 1)
    streaming = StreamingHttpResponse(
        FileStream(sound.storage.open(sound.name), sent, on_end),
        status=206 if part else 200,
        headers={**response.headers, "Content-Length": str(sent.length)},
    )
    if part:
        streaming["Content-Range"] = part.content_range(sound.size)
    return streaming
