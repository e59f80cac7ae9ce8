"""The images of a letter: those at hand go to the library of images, the others are listed."""

import hashlib
from enum import StrEnum
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model

from hub.core.images.alternatives import written_alternative
from hub.core.images.fields import RenderableImageField
from hub.core.images.file_titles import readable_title
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.parsed import ParsedImage, ParsedLetter
from hub.newsletters.importing.readers.pictures import content_name, extension_of

TITLE_LENGTH = 255


class Hosted(StrEnum):
    HELD = "held"  # at hand: in the library once the draft exists
    ELSEWHERE = "elsewhere"  # its address is known, its file is not
    REFUSED = "refused"  # the library does not take it


class ImageMatches:
    """The images of one letter, each file once; nothing is ever fetched."""

    def __init__(self, document: SourceDocument, letter: ParsedLetter):
        self._letter = letter
        self._files = document.files
        self._errors: dict[str, str] = {}
        self._saved: dict[str, object] = {}
        for source, data in self._files.items():
            if error := _error(source, data):
                self._errors[source] = error
        hashes = {
            hashlib.sha1(d, usedforsecurity=False).hexdigest(): s for s, d in self._files.items()
        }
        for image in get_image_model().objects.filter(file_hash__in=hashes):
            self._saved.setdefault(hashes[image.file_hash], image)
        self._new: list = []

    def between(self, start: int, end: float) -> list[ParsedImage]:
        """The images that stand after line `start` and before line `end` of the source."""
        return [found for found in self._letter.images if start < found.span.start < end]

    def status(self, found: ParsedImage) -> Hosted:
        source = found.image.source
        if source in self._errors:
            return Hosted.REFUSED
        return Hosted.HELD if source in self._files else Hosted.ELSEWHERE

    def of(self, found: ParsedImage):
        """The image of the library, None before it is saved, or when it cannot be."""
        return self._saved.get(found.image.source)

    def save_missing(self, user=None) -> None:
        """Put the files at hand in the library, unless the same file is already there."""
        for found in self._letter.images:
            source = found.image.source
            if self.status(found) is not Hosted.HELD or source in self._saved:
                continue
            name = _name(source, self._files[source])
            alternative = written_alternative(found.image.alt)
            image = get_image_model()(
                title=(alternative or readable_title(name))[:TITLE_LENGTH],
                description=alternative[:TITLE_LENGTH],
                file=SimpleUploadedFile(name, self._files[source]),
                uploaded_by_user=user,
            )
            image._set_image_file_metadata()
            image.save()
            self._saved[source] = image
            self._new.append(image)

    def discard(self) -> None:
        """Remove the files of an import that the database has forgotten."""
        for image in self._new:
            image.file.storage.delete(image.file.name)


def _name(source: str, data: bytes) -> str:
    extension = extension_of(data)
    path = PurePosixPath(source)
    known = path.suffix.lower() in (f".{extension}", ".jpeg")
    return path.name if known and ":" not in source else content_name(data, extension)


def _error(source: str, data: bytes) -> str:
    """Why the library refuses a file, empty when it takes it."""
    try:
        RenderableImageField().clean(SimpleUploadedFile(_name(source, data), data))
    except ValidationError as error:
        return " ".join(error.messages)
    return ""
