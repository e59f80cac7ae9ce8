"""What an import fetches: transcripts, chapters, images, lengths and sounds.

The functions raise PartProblemError with the reason, in French.
"""

from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import unquote, urlsplit

from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.core.files import File
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from hub.core.importing.images import import_image
from hub.core.importing.rights import may_add
from podcasts.importing.builder.merging import PartProblemError
from podcasts.importing.errors import UnavailableError
from podcasts.importing.parsed import ParsedChapter, ParsedTranscript
from podcasts.importing.parser.chapters import read_chapters
from podcasts.importing.parser.transcripts import MAX_BYTES, kind_of, to_webvtt
from podcasts.importing.readers.fetching import ask_length, download, fetch_bytes
from podcasts.models import PodcastMedia
from podcasts.transcripts import TranscriptError

CHAPTER_BYTES = 1024 * 1024
IMAGE_BYTES = 15 * 1024 * 1024
SOUND_BYTES = 500 * 1024 * 1024
EXTENSIONS = {
    "audio/mpeg": ".mp3",
    "audio/mp4": ".m4a",
    "audio/x-m4a": ".m4a",
    "audio/ogg": ".ogg",
    "audio/opus": ".opus",
    "audio/wav": ".wav",
    "audio/x-wav": ".wav",
}


def fetch_transcript(
    transcripts: Sequence[ParsedTranscript], duration: int | None, remarks: list[str]
) -> str:
    """Return the WebVTT of the first transcript that can be read; tell why the others cannot."""
    reasons = []
    for transcript in transcripts:
        try:
            content = fetch_bytes(transcript.url, MAX_BYTES).content
            kind = kind_of(transcript.type, transcript.url)
            text, found = to_webvtt(kind, content, duration)
        except (UnavailableError, TranscriptError) as error:
            reasons.append(f"{transcript.url}\u00a0: {error}")
            continue
        remarks += [*reasons, *found]
        return text
    raise PartProblemError(" ".join(reasons))


def fetch_chapters(url: str, remarks: list[str]) -> list[ParsedChapter]:
    """Return the chapters of a JSON file."""
    try:
        found = fetch_bytes(url, CHAPTER_BYTES)
        chapters, doubts = read_chapters(found.content, found.url)
    except (UnavailableError, ValueError) as error:
        raise PartProblemError(f"{url}\u00a0: {error}") from error
    remarks += doubts
    return chapters


def fetch_length(url: str) -> int:
    """Return the length in bytes that the host of a sound gives."""
    try:
        length = ask_length(url)
    except UnavailableError as error:
        raise PartProblemError(f"non donnée par le flux, et {url}\u00a0: {error}") from error
    if not length:
        raise PartProblemError("ni le flux, ni l’hébergeur ne la donnent.")
    return length


class Images:
    """Images fetched during an import, each address once; none for who may not add images."""

    def __init__(self, user: AbstractBaseUser | None = None) -> None:
        self._is_allowed = may_add(user, get_image_model())
        self._images: dict[str, AbstractImage | str] = {}
        self._last = ""

    def fetch(self, url: str) -> tuple[str, bytes]:
        """Return (file name, bytes) of the image at `url`, empty bytes if it was saved before."""
        known = self._images.get(url)
        if isinstance(known, str):
            raise PartProblemError(known)
        if known:
            return "", b""
        if not self._is_allowed:
            raise PartProblemError("vous ne pouvez pas ajouter d’images.")
        try:
            return name_of(url) or "image", fetch_bytes(url, IMAGE_BYTES).content
        except UnavailableError as error:
            self._images[url] = message = f"{url}\u00a0: {error}"
            raise PartProblemError(message) from error

    def save(self, url: str, name: str, data: bytes, title: str) -> AbstractImage:
        """Return the image of the library; `name` and `data` are those of `fetch`."""
        known = self._images.get(url)
        if isinstance(known, AbstractImage):
            return known
        try:
            image = import_image(name, data, title)
        except ValidationError as error:
            self._images[url] = message = f"{url}\u00a0: {' '.join(error.messages)}"
            raise PartProblemError(message) from error
        self._images[url], self._last = image, url
        return image

    def forget_last(self) -> None:
        """Forget the last image, saved in a transaction that was rolled back."""
        self._images.pop(self._last, None)


def fetch_sound(url: str, mime_type: str, title: str) -> PodcastMedia:
    """Return a new, unsaved audio file of the hub with the bytes at `url`.

    Its file is already read and checked; saving it stores the file.
    """
    try:
        with download(url, SOUND_BYTES) as (file, content_type):
            declared = content_type.partition(";")[0].strip().lower()
            extension = PurePosixPath(name_of(url)).suffix.lower()
            if extension not in EXTENSIONS.values():
                extension = EXTENSIONS.get(mime_type) or EXTENSIONS.get(declared) or ".mp3"
            stem = PurePosixPath(name_of(url)).stem or "son"
            sound = PodcastMedia(title=title[:255], file=File(file, name=f"{stem[:80]}{extension}"))
            sound.clean()
            sound.save()
            return sound
    except UnavailableError as error:
        raise PartProblemError(f"{url}\u00a0: {error} Il reste chez son hébergeur.") from error
    except ValidationError as error:
        reason = " ".join(error.messages)
        raise PartProblemError(f"{url}\u00a0: {reason} Il reste chez son hébergeur.") from error


def name_of(url: str) -> str:
    """Return the file name at the end of a URL, empty without one."""
    try:
        return PurePosixPath(unquote(urlsplit(url).path)).name
    except ValueError:
        return ""
