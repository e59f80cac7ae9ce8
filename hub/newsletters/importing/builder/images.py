"""Images of a letter: those of the source are added to the image library, others are listed."""

from enum import StrEnum
from pathlib import PurePosixPath

from django.contrib.auth.models import AbstractUser
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images import get_image_model
from wagtail.images.models import AbstractImage

from hub.core.images.alternatives import clean_alternative
from hub.core.images.file_titles import readable_title
from hub.core.images.originals import stored_hash
from hub.core.importing.images import image_problem, save_image
from hub.core.importing.rights import may_add
from hub.newsletters.importing.documents import SourceDocument
from hub.newsletters.importing.parsed import ParsedImage, ParsedLetter
from hub.newsletters.importing.readers.pictures import content_name, extension_of


class ImageStatus(StrEnum):
    HELD = "held"  # in the source: added to the library with the draft
    ELSEWHERE = "elsewhere"  # only its address is known
    REFUSED = "refused"  # not accepted by the library


class ImageMatches:
    """The images of one letter, each file once; nothing is fetched."""

    def __init__(self, document: SourceDocument, letter: ParsedLetter) -> None:
        self._letter = letter
        self._files = document.files
        self._errors: dict[str, str] = {}
        self._saved: dict[str, AbstractImage] = {}
        for source, data in self._files.items():
            if error := image_problem(_name(source, data), data):
                self._errors[source] = error
        hashes = {stored_hash(data): source for source, data in self._files.items()}
        for image in get_image_model().objects.filter(file_hash__in=hashes):
            self._saved.setdefault(hashes[image.file_hash], image)
        self._new: list[AbstractImage] = []

    def between(self, start: int, end: float) -> list[ParsedImage]:
        """Return the images after line `start` and before line `end` of the source."""
        return [found for found in self._letter.images if start < found.span.start < end]

    def status(self, found: ParsedImage) -> ImageStatus:
        """Return what can be done with an image."""
        source = found.image.source
        if source in self._errors:
            return ImageStatus.REFUSED
        return ImageStatus.HELD if source in self._files else ImageStatus.ELSEWHERE

    def of(self, found: ParsedImage) -> AbstractImage | None:
        """Return the image of the library, None when it is not (yet) saved."""
        return self._saved.get(found.image.source)

    def save_missing(self, user: AbstractUser | None = None) -> None:
        """Add the files of the source to the library, unless the same file is already there.

        Nothing is added for a user who may not add images.
        """
        if not may_add(user, get_image_model()):
            return
        for found in self._letter.images:
            source = found.image.source
            if self.status(found) is not ImageStatus.HELD or source in self._saved:
                continue
            name = _name(source, self._files[source])
            alternative = clean_alternative(found.image.alt)
            image = save_image(
                SimpleUploadedFile(name, self._files[source]),
                alternative or readable_title(name),
                alternative,
                user,
            )
            self._saved[source] = image
            self._new.append(image)

    def discard(self) -> None:
        """Delete the files saved by an import whose transaction was rolled back."""
        for image in self._new:
            image.file.storage.delete(image.file.name)


def _name(source: str, data: bytes) -> str:
    extension = extension_of(data)
    path = PurePosixPath(source)
    known = path.suffix.lower() in (f".{extension}", ".jpeg")
    return path.name if known and ":" not in source else content_name(data, extension)
