"""Questions to the host of a remote sound: size, type, then duration and chapters of the file.

Every request goes through `hub.fetching`, which refuses private networks.
"""

import io
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import urlsplit

import requests

from hub.fetching import RefusedAddressError, open_url
from podcasts.audio_types import AUDIO_TYPES
from podcasts.embedded import AudioFacts, UnreadableSoundError, read_audio

BLOCK = 128 * 1024  # bytes of one partial request
MAX_BLOCKS = 12  # enough for tags, an artwork and the tables of an MP4 file
PATIENCE = 30  # seconds for all the requests about one sound
HEADERS = {
    "User-Agent": "Mozilla/5.0 (compatible; territoires-pilotes; sons des podcasts)",
    # The length wanted is that of the file, not of a compressed body.
    "Accept-Encoding": "identity",
}
# Statuses by which servers refuse robots; applications of listeners may be accepted.
ROBOT_REFUSALS = frozenset({401, 403, 405, 406, 429})
CONTENT_RANGE = re.compile(r"bytes\s+(\d+)-(\d+)/(\d+)")
# Types that say nothing: the extension of the address is more exact.
VAGUE_TYPES = frozenset({"", "application/octet-stream", "binary/octet-stream"})
# Unofficial names of types, and the ones that feeds use.
USUAL_TYPES = {
    "audio/mp3": "audio/mpeg",
    "audio/x-mp3": "audio/mpeg",
    "audio/mpeg3": "audio/mpeg",
    "audio/x-mpeg": "audio/mpeg",
    "audio/m4a": "audio/x-m4a",
    "audio/x-wav": "audio/wav",
    "audio/wave": "audio/wav",
    "audio/vnd.wave": "audio/wav",
    "application/ogg": "audio/ogg",
}


class HostError(Exception):
    """The host gave no sound; the message is in French, for the editor.

    `is_certain` is false when listeners may hear the sound all the same: robots are refused, or the
    address was not requested.
    """

    def __init__(self, message: str, *, is_certain: bool = True) -> None:
        super().__init__(message)
        self.is_certain = is_certain


class NoPartialContentError(OSError):
    """The host does not send parts of the file, or too many would be needed."""


@dataclass(frozen=True)
class HostAnswer:
    """Headers of a remote sound: `length` in bytes (None if the host does not say), MIME type."""

    length: int | None
    mime_type: str


@dataclass(frozen=True)
class RemoteSound:
    """What the host says of a sound, and what its file says when parts of it could be read."""

    answer: HostAnswer
    facts: AudioFacts | None


def ask_headers(url: str) -> HostAnswer:
    """Return what the host says of the sound at `url`; raise `HostError`."""
    try:
        with open_url("HEAD", url, HEADERS, total=PATIENCE) as response:
            status, headers, final = response.status_code, response.headers, response.url
        if status >= 400 or not _length(headers):  # some hosts do not support HEAD
            first_byte = {**HEADERS, "Range": "bytes=0-0"}
            with open_url("GET", url, first_byte, total=PATIENCE) as response:
                status, headers, final = response.status_code, response.headers, response.url
    except requests.RequestException as error:
        certain = not isinstance(error, RefusedAddressError)
        raise HostError(_reason(error), is_certain=certain) from error
    if status >= 400:
        raise HostError(_refusal(status), is_certain=status not in ROBOT_REFUSALS)
    mime_type = _mime_type(headers.get("Content-Type", ""), final)
    if mime_type.startswith("text/"):
        raise HostError("Cette adresse donne une page ou un texte, pas un son.")
    return HostAnswer(_length(headers), mime_type)


def ask_sound(url: str) -> RemoteSound:
    """Return what the host and the file say of the sound at `url`; raise `HostError`.

    `facts` is None when the host does not send parts of files, or when they are not enough.
    """
    answer = ask_headers(url)
    if not answer.length:
        return RemoteSound(answer, None)
    file = io.BufferedReader(RemoteFile(url, answer.length), BLOCK)
    # The extension of an address is often missing or wrong: tinytag recognises the first bytes.
    try:
        facts = read_audio(file, "")
    except (UnreadableSoundError, OSError):
        facts = None
    return RemoteSound(answer, facts)


class RemoteFile(io.RawIOBase):
    """A file read by partial requests of `BLOCK` bytes, `MAX_BLOCKS` at most.

    Raise `NoPartialContentError` beyond, and when the host does not send the part asked.
    """

    def __init__(self, url: str, length: int) -> None:
        self.url, self.length, self.position = url, length, 0
        self.blocks: dict[int, bytes] = {}
        self.deadline = time.monotonic() + PATIENCE

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def tell(self) -> int:
        return self.position

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        origin = {io.SEEK_SET: 0, io.SEEK_CUR: self.position, io.SEEK_END: self.length}[whence]
        if origin + offset < 0:
            raise OSError("Negative position.")
        self.position = origin + offset
        return self.position

    def readinto(self, buffer: "bytearray | memoryview") -> int:  # type: ignore[override]
        if self.position >= self.length:
            return 0
        number, inside = divmod(self.position, BLOCK)
        if number not in self.blocks:
            self.blocks[number] = self._fetch(number * BLOCK)
        part = self.blocks[number][inside : inside + len(buffer)]
        buffer[: len(part)] = part
        self.position += len(part)
        return len(part)

    def _fetch(self, start: int) -> bytes:
        if len(self.blocks) >= MAX_BLOCKS:
            raise NoPartialContentError("Too many parts.")
        end = min(start + BLOCK, self.length)
        left = self.deadline - time.monotonic()
        if left <= 0:
            raise NoPartialContentError("The host is too slow.")
        headers = {**HEADERS, "Range": f"bytes={start}-{end - 1}"}
        with open_url("GET", self.url, headers, total=left) as answer:
            if answer.status_code == 200 and start == 0:
                pass  # the beginning of the whole file
            elif answer.status_code != 206 or _range_start(answer.headers) != start:
                raise NoPartialContentError(f"Status {answer.status_code}.")
            content = bytearray()
            for chunk in answer.iter_content(16 * 1024):
                content += chunk
                if len(content) >= end - start:
                    break
        if len(content) < end - start:
            raise NoPartialContentError("The part is incomplete.")
        return bytes(content[: end - start])


def _range_start(headers: Mapping[str, str]) -> int | None:
    found = CONTENT_RANGE.match(headers.get("Content-Range", ""))
    return int(found[1]) if found else None


def _length(headers: Mapping[str, str]) -> int | None:
    """Return the size of the file in bytes, from a whole or a partial response."""
    found = CONTENT_RANGE.match(headers.get("Content-Range", ""))
    written = found[3] if found else headers.get("Content-Length", "")
    return int(written) or None if written.isdecimal() else None


def _mime_type(header: str, url: str) -> str:
    """Return the MIME type that feeds use; the one of the extension if the header is vague."""
    written = header.partition(";")[0].strip().lower()
    found = USUAL_TYPES.get(written, written)
    if found in VAGUE_TYPES:
        return AUDIO_TYPES.get(PurePosixPath(urlsplit(url).path).suffix.lower(), "")
    return found


def _refusal(status: int) -> str:
    if status in (404, 410):
        return f"Il n’y a plus rien à cette adresse chez l’hébergeur (réponse {status})."
    return f"L’hébergeur refuse de donner ce son (réponse {status})."


def _reason(error: requests.RequestException) -> str:
    """Return the French message for a failure."""
    if isinstance(error, RefusedAddressError):
        return (
            "Cette adresse n’est pas demandée\u00a0: elle n’est pas en http ou https, ou elle est "
            "dans un réseau privé."
        )
    if isinstance(error, requests.Timeout):
        return "L’hébergeur ne répond pas à temps. Réessayez plus tard."
    if isinstance(error, requests.TooManyRedirects):
        return "Cette adresse renvoie à une autre, trop de fois de suite."
    return "L’hébergeur ne répond pas à cette adresse. Vérifiez-la, ou réessayez plus tard."
