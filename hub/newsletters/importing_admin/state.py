"""The letter between the two steps of the import: signed in the form, never in the database.

Its images are too heavy for a form: they wait where Wagtail keeps uploads that are not yet objects
(``UploadedFile``), until the draft is made, or for a day.
"""

from dataclasses import asdict, replace
from datetime import date, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.core.files.base import ContentFile
from django.utils import timezone
from wagtail.models import UploadedFile

from hub.newsletters.importing import NewsletterImportError
from hub.newsletters.importing.documents import (
    Emphasis,
    Image,
    Link,
    Paragraph,
    ParagraphKind,
    SourceDocument,
    Span,
)
from hub.newsletters.models import NewsletterPage

SALT = "newsletters.import"
LONGEST_WAIT = timedelta(days=1)


def pack(document: SourceDocument, kept: dict[str, int] | None = None) -> str:
    """A document as a signed, compressed text, whatever the format it was read from.

    ``kept`` are the keys of its images that wait, as ``keep_files`` returns them.
    """
    data = asdict(replace(document, files={}))
    data["sent"] = document.sent.isoformat() if document.sent else None
    data["files"] = kept or {}
    return signing.dumps(data, salt=SALT, compress=True)


def unpack(text: str) -> tuple[SourceDocument, dict[str, int]]:
    """The document of ``pack``, its images read back, and the keys of those.

    An image that waited too long is left to its address. Raises ``NewsletterImportError`` when
    the text was altered.
    """
    try:
        data = signing.loads(text, salt=SALT)
    except signing.BadSignature as error:
        raise NewsletterImportError(
            "Le texte de la lettre s’est perdu en route\u00a0: recommencez l’import."
        ) from error
    waiting = UploadedFile.objects.in_bulk(data["files"].values())
    kept = {source: pk for source, pk in data["files"].items() if pk in waiting}
    for name in ("paragraphs", "left_out"):
        data[name] = [_paragraph(p) for p in data[name]]
    data["sent"] = date.fromisoformat(data["sent"]) if data["sent"] else None
    data["files"] = {source: _content(waiting[pk]) for source, pk in kept.items()}
    return SourceDocument(**data), kept


def keep_files(document: SourceDocument, user) -> dict[str, int]:
    """Let the images of a document wait; returns their keys. Those that waited too long go."""
    letters = ContentType.objects.get_for_model(NewsletterPage)
    for old in UploadedFile.objects.filter(for_content_type=letters):
        if _age(old) > LONGEST_WAIT:
            _remove(old)
    return {
        source: UploadedFile.objects.create(
            for_content_type=letters,
            file=ContentFile(data, name="image-de-lettre"),
            uploaded_by_user=user,
        ).pk
        for source, data in document.files.items()
    }


def forget_files(kept: dict[str, int]) -> None:
    """Remove the images that waited, once they are in the library."""
    for waiting in UploadedFile.objects.filter(pk__in=kept.values()):
        _remove(waiting)


def _content(waiting: UploadedFile) -> bytes:
    with waiting.file.open("rb") as stream:
        return stream.read()


def _age(waiting: UploadedFile) -> timedelta:
    try:
        return timezone.now() - waiting.file.storage.get_modified_time(waiting.file.name)
    except FileNotFoundError:
        return LONGEST_WAIT * 2


def _remove(waiting: UploadedFile) -> None:
    waiting.file.delete(save=False)
    waiting.delete()


def _paragraph(data: dict) -> Paragraph:
    return Paragraph(
        text=data["text"],
        span=Span(**data["span"]),
        level=data["level"],
        kind=ParagraphKind(data["kind"]),
        emphasis=tuple(Emphasis(**mark) for mark in data["emphasis"]),
        links=tuple(Link(**link) for link in data["links"]),
        image=Image(**data["image"]) if data["image"] else None,
    )
